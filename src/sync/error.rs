//! Why a server did not do what was asked, for the engine and for people.

use jiff::Timestamp;

use crate::model::{AccountProblem, ProblemKind};
use crate::net::FetchError;

/// Why a request to a server failed. `Display` is for the log.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There was no complete answer.
    #[error("{0}")]
    Network(#[from] FetchError),
    /// The address leads to another host, scheme or port. Nothing was sent there.
    #[error("{host} leads to {target}")]
    Moved {
        host: String,
        /// Scheme, host and port of the other place.
        target: String,
    },
    /// The user name, the password or the token is wrong, or has been changed.
    #[error("{host} does not accept the sign-in")]
    SignIn { host: String },
    /// The same, and the server has a password for programs that is easily taken for the other.
    #[error("{host} does not accept the password; it may want the one for programs")]
    ApiPassword { host: String },
    /// The interface for programs is switched off at the server.
    #[error("the interface of {host} is switched off")]
    ApiOff { host: String },
    /// The server answered, but not as this kind of server does.
    #[error("{host} is not a server of this kind")]
    NotThisService { host: String },
    /// An answer was cut, empty, too large, or not of the expected form.
    #[error("the answer of {host} cannot be read: {reason}")]
    Unreadable { host: String, reason: String },
    /// The server allows no more requests until then.
    #[error("{host} allows no requests until {until}")]
    Quota { host: String, until: Timestamp },
    /// The service has to be paid again.
    #[error("the subscription at {host} has ended")]
    SubscriptionEnded { host: String },
    /// The service answers only programs that registered with it.
    #[error("{host} answers only registered programs")]
    ApplicationId { host: String },
    /// The server understood the request and refused it (400 to 499). Part of it may be acceptable.
    #[error("{host} refused the request ({status}) {reason}")]
    Refused {
        host: String,
        status: u16,
        /// The words of the server, cut.
        reason: String,
    },
    /// The server failed (500 to 599).
    #[error("{host} failed ({status})")]
    Failed { host: String, status: u16 },
}

impl ServiceError {
    /// The problem that the account has because of this error.
    #[must_use]
    pub fn problem(&self) -> AccountProblem {
        match self {
            Self::Network(error) => AccountProblem::Network { problem: error.problem() },
            Self::Moved { host, .. } | Self::NotThisService { host } => {
                AccountProblem::NotThisService { host: host.clone() }
            }
            Self::SignIn { host } => AccountProblem::SignIn { host: host.clone() },
            Self::ApiPassword { host } => AccountProblem::ApiPassword { host: host.clone() },
            Self::ApiOff { host } => AccountProblem::ApiOff { host: host.clone() },
            Self::Unreadable { host, .. } => AccountProblem::Unreadable { host: host.clone() },
            Self::Quota { host, .. } => AccountProblem::Quota { host: host.clone() },
            Self::SubscriptionEnded { host } => {
                AccountProblem::SubscriptionEnded { host: host.clone() }
            }
            Self::ApplicationId { host } => AccountProblem::ApplicationId { host: host.clone() },
            Self::Refused { host, status, .. } | Self::Failed { host, status } => {
                let problem =
                    ProblemKind::Status { host: host.clone(), status: *status, retry_at: None };
                AccountProblem::Network { problem }
            }
        }
    }

    /// The sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.problem().words()
    }

    /// Whether the server wants another sign-in, so that no further request can succeed.
    #[must_use]
    pub fn is_sign_in(&self) -> bool {
        match self {
            Self::SignIn { .. } | Self::ApiPassword { .. } | Self::SubscriptionEnded { .. } => true,
            Self::Network(_)
            | Self::Moved { .. }
            | Self::ApiOff { .. }
            | Self::NotThisService { .. }
            | Self::Unreadable { .. }
            | Self::Quota { .. }
            | Self::ApplicationId { .. }
            | Self::Refused { .. }
            | Self::Failed { .. } => false,
        }
    }

    /// Whether one bad id among many may be the cause, so that smaller parts may succeed.
    #[must_use]
    pub fn may_be_one_id(&self) -> bool {
        match self {
            Self::Refused { .. } | Self::Failed { status: 500, .. } => true,
            Self::Network(_)
            | Self::Moved { .. }
            | Self::SignIn { .. }
            | Self::ApiPassword { .. }
            | Self::ApiOff { .. }
            | Self::NotThisService { .. }
            | Self::Unreadable { .. }
            | Self::Quota { .. }
            | Self::SubscriptionEnded { .. }
            | Self::ApplicationId { .. }
            | Self::Failed { .. } => false,
        }
    }
}
