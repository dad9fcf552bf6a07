//! The problem of a feed, as the library keeps it, for each error of fetching.

use std::io;

use super::error::FetchError;
use super::keyring::KeyringError;
use crate::i18n::io_words;
use crate::model::{HostProblem, KeyringProblem, ProblemKind};

impl FetchError {
    /// The problem that a feed has because of this error.
    #[must_use]
    pub fn problem(&self) -> ProblemKind {
        match self {
            Self::Address { text } => ProblemKind::InvalidAddress { text: text.clone() },
            Self::Scheme { scheme } => ProblemKind::Scheme { scheme: scheme.clone() },
            Self::Dns { host, .. } => at(host, HostProblem::Dns),
            Self::Unreachable { host, .. } => at(host, HostProblem::Unreachable),
            Self::Connect { host, .. } => at(host, HostProblem::Refused),
            Self::Tls { host, .. } => at(host, HostProblem::Tls),
            Self::Timeout { host, .. } => at(host, HostProblem::Timeout),
            Self::Transfer { host, .. } => at(host, HostProblem::Broken),
            Self::Private { host } => at(host, HostProblem::Private),
            Self::Resting { host, .. } => at(host, HostProblem::Resting),
            Self::Plaintext { host } => at(host, HostProblem::Plaintext),
            Self::Status { status, host } => {
                ProblemKind::Status { host: host.clone(), status: *status, retry_at: None }
            }
            Self::Challenge { host } => ProblemKind::Challenge { host: host.clone() },
            Self::TooLarge { limit, host } => {
                ProblemKind::AnswerTooLarge { host: host.clone(), limit_bytes: *limit as u64 }
            }
            Self::Redirect { problem, host } => {
                ProblemKind::Redirect { host: host.clone(), problem: *problem }
            }
            Self::Encoding { encoding, host, .. } => {
                ProblemKind::Encoding { host: host.clone(), encoding: encoding.clone() }
            }
            Self::Keyring { source, .. } => ProblemKind::Keyring { problem: keyring(source) },
            Self::ProxySetting { problem } => ProblemKind::ProxySetting { problem: *problem },
            Self::Proxy { proxy, host, .. } => {
                ProblemKind::Proxy { proxy: proxy.clone(), host: host.clone() }
            }
            Self::Certificates { problem, path, host } => ProblemKind::Certificates {
                host: Some(host.clone()),
                path: path.clone(),
                cause: problem.to_string(),
            },
            Self::CertificatesSetting { problem, path } => ProblemKind::Certificates {
                host: None,
                path: path.clone(),
                cause: problem.to_string(),
            },
            Self::NoThread => ProblemKind::NoThread,
            Self::NotAFile { path } => ProblemKind::NotAFile { path: path.clone() },
            Self::Io { source, path } if source.kind() == io::ErrorKind::NotFound => {
                ProblemKind::FileNotFound { path: path.clone() }
            }
            Self::Io { source, path } => {
                ProblemKind::UnreadableFile { path: path.clone(), cause: io_words(source) }
            }
        }
    }
}

fn at(host: &str, problem: HostProblem) -> ProblemKind {
    ProblemKind::Host { host: host.to_owned(), problem }
}

fn keyring(error: &KeyringError) -> KeyringProblem {
    match error {
        KeyringError::Missing { .. } => KeyringProblem::Missing,
        KeyringError::Locked { .. } => KeyringProblem::Locked,
        KeyringError::Failed { reason } => KeyringProblem::Failed(reason.clone()),
        KeyringError::Silent => KeyringProblem::Silent,
        KeyringError::Empty => KeyringProblem::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProxyProblem, RedirectProblem};

    #[test]
    fn a_problem_keeps_the_stable_word_of_its_error() {
        let host = || "a.org".to_owned();
        for error in [
            FetchError::Address { text: "x".into() },
            FetchError::Scheme { scheme: "ftp".into() },
            FetchError::Dns { source: "x".into(), host: host() },
            FetchError::Unreachable { source: "x".into(), host: host() },
            FetchError::Connect { source: "x".into(), host: host() },
            FetchError::Tls { source: "x".into(), host: host() },
            FetchError::Timeout { limit: std::time::Duration::ZERO, host: host() },
            FetchError::Transfer { source: "x".into(), host: host() },
            FetchError::Private { host: host() },
            FetchError::Plaintext { host: host() },
            FetchError::Status { status: 404, host: host() },
            FetchError::TooLarge { limit: 1, host: host() },
            FetchError::Challenge { host: host() },
            FetchError::Redirect { problem: RedirectProblem::Loop, host: host() },
            FetchError::ProxySetting { problem: ProxyProblem::NoHost },
            FetchError::Keyring { source: KeyringError::Silent, host: host() },
            FetchError::NoThread,
            FetchError::NotAFile { path: "x".into() },
            FetchError::Io { source: io::ErrorKind::NotFound.into(), path: "x".into() },
            FetchError::Io { source: io::ErrorKind::PermissionDenied.into(), path: "x".into() },
            FetchError::Io { source: io::ErrorKind::TimedOut.into(), path: "x".into() },
        ] {
            assert_eq!(error.problem().code(), error.kind());
            assert_eq!(error.problem().words(), error.to_string(), "the log and the window");
        }
    }
}
