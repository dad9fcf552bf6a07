//! What can go wrong when fetching: a stable word for programs, a line for the log, a sentence for
//! people.

use std::io;
use std::time::Duration;

use url::Url;

use super::keyring::KeyringError;
use crate::model::{ProxyProblem, RedirectProblem};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why nothing was fetched. Addresses are given by their host: the rest may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// An address that is none.
    #[error("not an address: {text}")]
    Address {
        /// As given.
        text: String,
    },
    /// An address of a kind that is not fetched.
    #[error("cannot fetch {scheme}: addresses")]
    Scheme {
        /// Its scheme.
        scheme: String,
    },
    /// The name of the host has no address.
    #[error("cannot resolve {host}: {source}")]
    Dns {
        /// Why.
        source: Source,
        /// Which.
        host: String,
    },
    /// There is no network, or none that leads there.
    #[error("no route to {host}: {source}")]
    Unreachable {
        /// Why.
        source: Source,
        /// Where to.
        host: String,
    },
    /// The host does not take connections.
    #[error("cannot connect to {host}: {source}")]
    Connect {
        /// Why.
        source: Source,
        /// Where to.
        host: String,
    },
    /// No secure connection could be made.
    #[error("no secure connection to {host}: {source}")]
    Tls {
        /// Why.
        source: Source,
        /// Where to.
        host: String,
    },
    /// The server was too slow.
    #[error("{host} did not answer within {} s", limit.as_secs())]
    Timeout {
        /// The time that it had.
        limit: Duration,
        /// Who.
        host: String,
    },
    /// The answer has another status than success.
    #[error("{host} answered {status}")]
    Status {
        /// The status.
        status: u16,
        /// Who.
        host: String,
    },
    /// The answer is larger than anything useful.
    #[error("the answer of {host} is larger than {limit} bytes")]
    TooLarge {
        /// What is allowed.
        limit: usize,
        /// Who.
        host: String,
    },
    /// The redirects lead nowhere.
    #[error("redirect from {host}: {problem}")]
    Redirect {
        /// What is wrong with them.
        problem: RedirectProblem,
        /// Who sent it.
        host: String,
    },
    /// The body is not encoded as its header says.
    #[error("cannot decode the body from {host} as {encoding}: {source}")]
    Encoding {
        /// Why.
        source: io::Error,
        /// What the header says.
        encoding: String,
        /// Who.
        host: String,
    },
    /// The connection broke, or what came is not HTTP.
    #[error("the connection to {host} failed: {source}")]
    Transfer {
        /// Why.
        source: Source,
        /// Who.
        host: String,
    },
    /// Something that a feed or page named lies in a network that is none of their business.
    #[error("{host} is in a private network")]
    Private {
        /// Which.
        host: String,
    },
    /// The host has asked to be left alone, and its time is not over.
    #[error("{host} wants to be left alone")]
    Resting {
        /// Which.
        host: String,
    },
    /// The secret of a feed could not be had from the keyring.
    #[error("no credentials for {host}: {source}")]
    Keyring {
        /// Why.
        source: KeyringError,
        /// Whose.
        host: String,
    },
    /// A password would go over the internet for everybody to read.
    #[error("no credentials for {host} without encryption")]
    Plaintext {
        /// Where to.
        host: String,
    },
    /// The proxy in the settings is none.
    #[error("the proxy in the settings: {problem}")]
    ProxySetting {
        /// What is wrong with it.
        problem: ProxyProblem,
    },
    /// The proxy does not do what proxies do.
    #[error("the proxy {proxy} does not lead to {host}: {source}")]
    Proxy {
        /// Why.
        source: Source,
        /// Its host.
        proxy: String,
        /// Where to.
        host: String,
    },
    /// No secure connection could be made, and the file that may hold the certificate for it could
    /// not be read.
    #[error("no secure connection to {host}; cannot read {path}: {reason}")]
    Certificates {
        /// Why.
        reason: String,
        /// Which file.
        path: String,
        /// Where to.
        host: String,
    },
    /// The file of certificates in the settings could not be read.
    #[error("cannot read the certificates in {path}: {reason}")]
    CertificatesSetting {
        /// Why.
        reason: String,
        /// Which file.
        path: String,
    },
    /// The system has no thread for it.
    #[error("no thread to fetch with")]
    NoThread,
    /// A file could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// Why.
        source: io::Error,
        /// Which.
        path: String,
    },
}

/// Who was heard before a fetch failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The server, or at least the network that leads to it.
    Server,
    /// Nobody, though somebody was asked.
    Nobody,
    /// Not even the proxy: what lies behind it was never asked.
    NoProxy,
    /// Nobody was asked: it says nothing about the network.
    NotAsked,
}

impl FetchError {
    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Address { .. } => "address",
            Self::Scheme { .. } => "scheme",
            Self::Dns { .. } => "dns",
            Self::Unreachable { .. } => "unreachable",
            Self::Connect { .. } => "connect",
            Self::Tls { .. } => "tls",
            Self::Timeout { .. } => "timeout",
            Self::Status { .. } => "http",
            Self::TooLarge { .. } => "too_large",
            Self::Redirect { .. } => "redirect",
            Self::Encoding { .. } => "encoding",
            Self::Transfer { .. } => "transfer",
            Self::Private { .. } => "private",
            Self::Resting { .. } => "resting",
            Self::Keyring { .. } => "keyring",
            Self::Plaintext { .. } => "plaintext",
            Self::ProxySetting { .. } | Self::Proxy { .. } => "proxy",
            Self::Certificates { .. } | Self::CertificatesSetting { .. } => "certificates",
            Self::NoThread | Self::Io { .. } => "io",
        }
    }

    /// Whether anybody was heard: without it, this machine may simply be offline.
    #[must_use]
    pub fn heard(&self) -> Heard {
        match self {
            Self::Dns { .. } | Self::Unreachable { .. } => Heard::Nobody,
            Self::Proxy { .. } => Heard::NoProxy,
            Self::Address { .. }
            | Self::Scheme { .. }
            | Self::Private { .. }
            | Self::Resting { .. }
            | Self::Keyring { .. }
            | Self::Plaintext { .. }
            | Self::ProxySetting { .. }
            | Self::CertificatesSetting { .. }
            | Self::NoThread
            | Self::Io { .. } => Heard::NotAsked,
            // A certificate came; without the reader's own ones nothing could be said about it.
            Self::Certificates { .. }
            | Self::Connect { .. }
            | Self::Tls { .. }
            | Self::Timeout { .. }
            | Self::Status { .. }
            | Self::TooLarge { .. }
            | Self::Redirect { .. }
            | Self::Encoding { .. }
            | Self::Transfer { .. } => Heard::Server,
        }
    }

    /// A sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Address { text } => {
                format!("\u{201c}{text}\u{201d} is not an address - check the spelling")
            }
            Self::Scheme { scheme } => {
                format!("Can't read {scheme}: addresses - use http, https or a file")
            }
            Self::Dns { host, .. } => {
                format!("Couldn't find {host} - check the address and the connection")
            }
            Self::Unreachable { host, .. } => {
                format!("Couldn't reach {host} - check the connection")
            }
            Self::Connect { host, .. } => {
                format!("Couldn't reach {host} - it takes no connections; try again later")
            }
            Self::Tls { host, .. } => format!(
                "No secure connection to {host} - its certificate or encryption is not accepted"
            ),
            Self::Timeout { host, .. } => {
                format!("{host} took too long to answer - try again later")
            }
            Self::Status { host, status } => status_message(host, *status),
            Self::TooLarge { host, limit } => {
                format!("What {host} sent is too large - the limit is {}", size_words(*limit))
            }
            Self::Redirect { host, problem } => {
                format!("{host} redirects without end or to nowhere - {problem}")
            }
            Self::Encoding { host, encoding, .. } => {
                format!("What {host} sent can't be unpacked as {encoding} - try again later")
            }
            Self::Transfer { host, .. } => {
                format!("The connection to {host} broke - try again later")
            }
            Self::Private { host } => format!(
                "{host} is in your own network - only feeds that you subscribe to there may be read"
            ),
            Self::Resting { host } => {
                format!("{host} asks to be left alone for a while - try again later")
            }
            Self::Keyring { source, .. } => source.user_message(),
            Self::Plaintext { host } => format!(
                "{host} would get the password unencrypted, so it was not sent - use its https address"
            ),
            Self::ProxySetting { problem } => {
                format!("The proxy in the settings can't be used - {problem}")
            }
            Self::Proxy { proxy, host, .. } => format!(
                "Couldn't reach {host} through the proxy {proxy} - check the proxy in the settings"
            ),
            Self::Certificates { host, path, reason } => {
                format!(
                    "No secure connection to {host}, and the certificates in {path} can't be read - {reason}"
                )
            }
            Self::CertificatesSetting { path, reason } => {
                format!("The certificates in {path} can't be read - {reason}")
            }
            Self::NoThread => {
                "The system has no room to fetch anything - close other programs and try again"
                    .to_owned()
            }
            Self::Io { path, source } if source.kind() == io::ErrorKind::NotFound => {
                format!("There is no file {path}")
            }
            Self::Io { path, source } => format!("Couldn't read {path} - {source}"),
        }
    }
}

fn size_words(bytes: usize) -> String {
    if bytes < 1 << 20 { format!("{} KB", bytes >> 10) } else { format!("{} MB", bytes >> 20) }
}

fn status_message(host: &str, status: u16) -> String {
    match status {
        401 => format!("{host} needs a user name and password (401)"),
        403 => format!("{host} refuses access (403)"),
        407 => {
            format!("The proxy on the way to {host} wants a password (407) - set it in the system")
        }
        404 => format!("{host} has nothing at this address (404) - check the address"),
        410 => format!("{host} says that this feed is gone for good (410)"),
        429 => format!("{host} asks to be left alone for a while (429)"),
        500..=599 => format!("{host} has a problem of its own ({status}) - try again later"),
        _ => format!("{host} answered with status {status}"),
    }
}

/// A failed decoding, before it is known where the body came from.
#[derive(Debug)]
pub enum DecodeError {
    /// Too much came out.
    TooLarge {
        /// What is allowed.
        limit: usize,
    },
    /// It is something else than its name says.
    Broken {
        /// Why.
        source: io::Error,
        /// What its header says.
        encoding: String,
    },
}

impl DecodeError {
    pub(super) fn at(self, url: &Url) -> FetchError {
        let host = super::message::host_of(url);
        match self {
            Self::TooLarge { limit } => FetchError::TooLarge { limit, host },
            Self::Broken { source, encoding } => FetchError::Encoding { source, encoding, host },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_host_and_what_to_do() {
        let error =
            FetchError::Timeout { limit: Duration::from_secs(30), host: "example.org".into() };
        assert_eq!(
            (error.kind(), error.user_message().as_str()),
            ("timeout", "example.org took too long to answer - try again later")
        );
    }

    #[test]
    fn each_class_of_status_has_its_own_words() {
        let messages: Vec<_> = [401, 403, 404, 407, 410, 429, 503, 302]
            .map(|status| status_message("a.org", status))
            .into();
        assert!(messages.iter().all(|text| text.contains("a.org ")));
        assert_eq!(messages.iter().collect::<std::collections::BTreeSet<_>>().len(), 8);
    }

    #[test]
    fn a_small_limit_is_told_in_its_own_unit() {
        let message = |limit| FetchError::TooLarge { limit, host: "a.org".into() }.user_message();
        assert!(message(256 << 10).ends_with("256 KB") && message(32 << 20).ends_with("32 MB"));
    }

    #[test]
    fn what_was_not_asked_says_nothing_about_the_network() {
        let keyring = FetchError::Keyring { source: KeyringError::Silent, host: "a.org".into() };
        let proxy =
            FetchError::Proxy { source: "x".into(), proxy: "p".into(), host: "a.org".into() };
        let status = FetchError::Status { status: 500, host: "a.org".into() };
        assert_eq!(
            [keyring, proxy, status].map(|error| error.heard()),
            [Heard::NotAsked, Heard::NoProxy, Heard::Server]
        );
    }

    #[test]
    fn a_system_without_threads_is_told_as_that() {
        let error = FetchError::NoThread;
        let expected =
            "The system has no room to fetch anything - close other programs and try again";
        assert_eq!((error.user_message().as_str(), error.heard()), (expected, Heard::NotAsked));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error =
            FetchError::Io { source: io::ErrorKind::NotFound.into(), path: "/a/b.xml".into() };
        assert_eq!(error.user_message(), "There is no file /a/b.xml");
    }
}
