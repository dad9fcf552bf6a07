//! The errors of fetching: a stable word for programs, a sentence for people and the log.
//!
//! Sentences name hosts, never whole addresses, because the rest of an address may hold a password.

use std::fmt;
use std::io;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::certificates::CertificateError;
use super::keyring::KeyringError;
use crate::model::{ProxyProblem, RedirectProblem};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a fetch failed. `Display` is a sentence for people without the cause in `source`; the log
/// adds that.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address cannot be parsed.
    Address {
        /// As typed, at most some 80 characters.
        text: String,
    },
    /// The address has a scheme that is not fetched, such as `ftp:`.
    Scheme { scheme: String },
    /// The host name cannot be resolved.
    Dns { source: Source, host: String },
    /// No route leads to the host, or the network is down.
    Unreachable { source: Source, host: String },
    /// The host does not accept connections.
    Connect { source: Source, host: String },
    /// The TLS handshake failed.
    Tls { source: Source, host: String },
    /// The server was too slow.
    Timeout {
        /// The time limit that was reached.
        limit: Duration,
        host: String,
    },
    /// The server answered with a status outside 200 to 299.
    Status { status: u16, host: String },
    /// A check for robots answered in place of the server.
    Challenge { host: String },
    /// The body is larger than the limit.
    TooLarge {
        /// In bytes.
        limit: usize,
        host: String,
    },
    /// A redirect cannot be followed.
    Redirect {
        problem: RedirectProblem,
        /// The host that sent the redirect.
        host: String,
    },
    /// The body cannot be decoded as its `Content-Encoding` says.
    Encoding { source: io::Error, encoding: String, host: String },
    /// The connection broke, or the answer is not HTTP.
    Transfer { source: Source, host: String },
    /// A feed or page named an address in a private network that it does not belong to.
    Private { host: String },
    /// The host asked for a pause (429 or 503 with `Retry-After`), and the pause is not over.
    Resting {
        /// The end of the pause.
        until: Timestamp,
        host: String,
    },
    /// The keyring did not give the password or token of a feed.
    Keyring { source: KeyringError, host: String },
    /// The password or token would cross the internet unencrypted.
    Plaintext { host: String },
    /// The proxy in the settings is not valid.
    ProxySetting { problem: ProxyProblem },
    /// The proxy cannot be reached, or does not lead to the host.
    Proxy {
        source: Source,
        /// The host of the proxy.
        proxy: String,
        host: String,
    },
    /// The TLS handshake failed, and the file with the user's certificates could not be read.
    Certificates { problem: CertificateError, path: String, host: String },
    /// The file with the user's certificates could not be read.
    CertificatesSetting { problem: CertificateError, path: String },
    /// The system has no thread left.
    NoThread,
    /// The path is a directory, a pipe or a device.
    NotAFile { path: String },
    /// The file could not be read.
    Io { source: io::Error, path: String },
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.user_message())
    }
}

/// How far a failed request got. It tells an offline machine from a server with problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// The server answered, or at least the network on the way to it.
    Server,
    /// Nothing answered.
    Nobody,
    /// The proxy did not answer, so the server was not tried.
    NoProxy,
    /// Nothing was sent, so this says nothing about the network.
    NotTried,
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
            Self::Challenge { .. } => "challenge",
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
            Self::NoThread | Self::NotAFile { .. } | Self::Io { .. } => "io",
        }
    }

    /// How far the request got.
    #[must_use]
    pub fn contact(&self) -> Contact {
        match self {
            Self::Dns { .. } | Self::Unreachable { .. } => Contact::Nobody,
            Self::Proxy { .. } => Contact::NoProxy,
            Self::Address { .. }
            | Self::Scheme { .. }
            | Self::Private { .. }
            | Self::Resting { .. }
            | Self::Keyring { .. }
            | Self::Plaintext { .. }
            | Self::ProxySetting { .. }
            | Self::CertificatesSetting { .. }
            | Self::NoThread
            | Self::NotAFile { .. }
            | Self::Io { .. } => Contact::NotTried,
            // The server sent a certificate; without the user's file it could not be checked.
            Self::Certificates { .. }
            | Self::Connect { .. }
            | Self::Tls { .. }
            | Self::Timeout { .. }
            | Self::Status { .. }
            | Self::Challenge { .. }
            | Self::TooLarge { .. }
            | Self::Redirect { .. }
            | Self::Encoding { .. }
            | Self::Transfer { .. } => Contact::Server,
        }
    }

    /// The sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.problem().words()
    }
}

/// The host and port of an address for messages; the whole address if it has no host.
pub(super) fn host_of(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) if !host.is_empty() => format!("{host}:{port}"),
        (Some(host), None) if !host.is_empty() => host.to_owned(),
        _ => url.to_string(),
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
            ("timeout", "example.org took too long to answer \u{2014} try again later")
        );
    }

    #[test]
    fn each_class_of_status_has_its_own_words() {
        let messages: Vec<_> = [401, 403, 404, 407, 410, 429, 503, 302]
            .map(|status| FetchError::Status { status, host: "a.org".into() }.user_message())
            .into();
        assert!(messages.iter().all(|text| text.contains("a.org ")));
        assert_eq!(messages.iter().collect::<std::collections::BTreeSet<_>>().len(), 8);
    }

    #[test]
    fn a_small_limit_is_reported_in_kilobytes() {
        let message = |limit| FetchError::TooLarge { limit, host: "a.org".into() }.user_message();
        assert!(message(256 << 10).ends_with("256 KB") && message(32 << 20).ends_with("32 MB"));
    }

    #[test]
    fn a_request_that_was_not_sent_says_nothing_about_the_network() {
        let keyring = FetchError::Keyring { source: KeyringError::Silent, host: "a.org".into() };
        let proxy =
            FetchError::Proxy { source: "x".into(), proxy: "p".into(), host: "a.org".into() };
        let status = FetchError::Status { status: 500, host: "a.org".into() };
        assert_eq!(
            [keyring, proxy, status].map(|error| error.contact()),
            [Contact::NotTried, Contact::NoProxy, Contact::Server]
        );
    }

    #[test]
    fn a_system_without_threads_is_out_of_resources() {
        let error = FetchError::NoThread;
        let expected = "The system is out of resources \u{2014} close other programs and try again";
        assert_eq!((error.user_message().as_str(), error.contact()), (expected, Contact::NotTried));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error =
            FetchError::Io { source: io::ErrorKind::NotFound.into(), path: "/a/b.xml".into() };
        assert_eq!(error.user_message(), "File not found: /a/b.xml");
    }
}
