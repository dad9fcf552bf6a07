//! The sentences for problems of accounts: what happened and what to do.

use super::AccountProblem;
use crate::i18n::t;
use crate::model::ProblemKind;

impl AccountProblem {
    /// The sentence for people.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Network { problem } => problem.words(),
            Self::SignIn { host } => t!(error_account_sign_in, host = host.as_str()),
            Self::ApiPassword { host } => t!(error_account_api_password, host = host.as_str()),
            Self::ApiOff { host } => t!(error_account_api_off, host = host.as_str()),
            Self::NotThisService { host } => t!(error_account_other_service, host = host.as_str()),
            Self::Unreadable { host } => t!(error_account_unreadable, host = host.as_str()),
            Self::Quota { host } => t!(error_account_quota, host = host.as_str()),
            Self::SubscriptionEnded { host } => t!(error_account_ended, host = host.as_str()),
            Self::ApplicationId { host } => t!(error_account_application, host = host.as_str()),
            Self::FeedsVanished { feeds } => t!(error_account_feeds_vanished, count = *feeds),
            Self::Parked { acts } => t!(error_account_parked, count = *acts),
            Self::Keyring { problem } => ProblemKind::Keyring { problem: problem.clone() }.words(),
        }
    }

    /// Whether nothing could be synced. Other problems are about a part.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match self {
            Self::FeedsVanished { .. } | Self::Parked { .. } => false,
            Self::Network { .. }
            | Self::SignIn { .. }
            | Self::ApiPassword { .. }
            | Self::ApiOff { .. }
            | Self::NotThisService { .. }
            | Self::Unreadable { .. }
            | Self::Quota { .. }
            | Self::SubscriptionEnded { .. }
            | Self::ApplicationId { .. }
            | Self::Keyring { .. } => true,
        }
    }

    /// Whether signing in again may help.
    #[must_use]
    pub fn is_about_signing_in(&self) -> bool {
        match self {
            Self::SignIn { .. } | Self::ApiPassword { .. } | Self::Keyring { .. } => true,
            Self::Network { .. }
            | Self::ApiOff { .. }
            | Self::NotThisService { .. }
            | Self::Unreadable { .. }
            | Self::Quota { .. }
            | Self::SubscriptionEnded { .. }
            | Self::ApplicationId { .. }
            | Self::FeedsVanished { .. }
            | Self::Parked { .. } => false,
        }
    }

    /// Whether the problem lasts until somebody acts, so that the timer need not try.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Network { problem } => problem.is_lasting(),
            Self::SignIn { .. }
            | Self::ApiPassword { .. }
            | Self::SubscriptionEnded { .. }
            | Self::ApplicationId { .. }
            | Self::Keyring { .. } => true,
            // Servers answer with other pages while they are under repair.
            Self::NotThisService { .. }
            | Self::ApiOff { .. }
            | Self::Unreadable { .. }
            | Self::Quota { .. }
            | Self::FeedsVanished { .. }
            | Self::Parked { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_has_its_own_words() {
        let host = || "a.org".to_owned();
        let problems = [
            AccountProblem::SignIn { host: host() },
            AccountProblem::ApiPassword { host: host() },
            AccountProblem::ApiOff { host: host() },
            AccountProblem::NotThisService { host: host() },
            AccountProblem::Unreadable { host: host() },
            AccountProblem::Quota { host: host() },
            AccountProblem::SubscriptionEnded { host: host() },
            AccountProblem::ApplicationId { host: host() },
        ];
        let words: std::collections::BTreeSet<_> =
            problems.iter().map(AccountProblem::words).collect();
        assert_eq!(words.len(), problems.len());
        assert!(words.iter().all(|words| words.contains("a.org")));
    }
}
