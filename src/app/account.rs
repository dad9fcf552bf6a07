//! Accounts in the window: the form for signing in to one, and the syncs that are under way.

use crate::i18n::t;
use crate::library::accounts::{AccountAnswer, Application};
use crate::model::{Account, AccountId, Secret, ServiceKind};
use crate::sync::{Ability, abilities};
use crate::worker::AccountForm;

/// The form for a new account, or for signing in to an account again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountDraft {
    /// The account that is signed in to again; `None` for a new one.
    pub account_id: Option<AccountId>,
    /// The chosen service; `None` is to be found out.
    pub service: Option<ServiceKind>,
    /// The address so far.
    pub address: String,
    /// The user name so far.
    pub user: Secret,
    /// The password or token so far.
    pub secret: Secret,
    pub stage: AccountStage,
}

/// Something that a person may want to do with the feeds of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountWish {
    /// Subscribe, unsubscribe.
    Subscribe,
    /// Rename a feed, move it to a folder.
    Arrange,
    /// Make a folder without feeds.
    NewFolder,
}

impl AccountWish {
    /// Why the server of a service cannot do it, as a sentence for the user. `None` if it can.
    #[must_use]
    pub fn obstacle(self, service: ServiceKind) -> Option<String> {
        let abilities = abilities(service);
        let wanted = match self {
            Self::Subscribe => vec![abilities.subscribe],
            Self::Arrange => vec![abilities.rename_feed, abilities.move_feed],
            Self::NewFolder => vec![abilities.new_folder],
        };
        wanted.into_iter().find_map(|ability| match ability {
            Ability::Yes => None,
            Ability::No(hindrance) => Some(hindrance.user_message()),
        })
    }
}

/// The words of the button for an answer.
#[must_use]
pub fn answer_label(answer: AccountAnswer) -> String {
    match answer {
        AccountAnswer::SendAgain => t!(account_send_again),
        AccountAnswer::FeedsAreGone => t!(account_feeds_are_gone),
    }
}

/// The stages of signing in to an account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AccountStage {
    #[default]
    Asking,
    /// The password would cross the network unencrypted: the user was warned and may go on.
    Warned,
    /// The server was asked.
    Working,
    /// The reason in words; what was typed is still there.
    Failed(String),
}

/// How far the sync of an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncProgress {
    /// Entries that were fetched.
    pub done: u32,
    /// Entries to fetch; 0 until known.
    pub total: u32,
}

impl AccountDraft {
    /// The form for signing in again. The secret in the keyring is not shown.
    #[must_use]
    pub fn again(account: &Account) -> Self {
        let mut user = Secret::default();
        user.reveal_mut().push_str(&account.user);
        Self {
            account_id: Some(account.id),
            service: Some(account.service),
            address: account.address.to_string(),
            user,
            ..Self::default()
        }
    }

    /// Whether the address has to be typed: other services have one address only.
    #[must_use]
    pub fn asks_address(&self) -> bool {
        self.service.is_none_or(|service| service.fixed_address().is_none())
    }

    /// Whether everything that is needed was typed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let has_address = !self.asks_address() || !self.address.trim().is_empty();
        let has_user = !self.user.reveal().trim().is_empty() || self.may_lack_user();
        has_address && has_user && !self.secret.reveal().is_empty()
    }

    /// Whether the secret may be a token, which needs no user name.
    #[must_use]
    pub fn may_lack_user(&self) -> bool {
        match self.service {
            None | Some(ServiceKind::Miniflux) => true,
            Some(
                ServiceKind::FreshRss
                | ServiceKind::TheOldReader
                | ServiceKind::BazQux
                | ServiceKind::CommaFeed
                | ServiceKind::Inoreader
                | ServiceKind::Nextcloud
                | ServiceKind::Feedbin
                | ServiceKind::TinyTinyRss
                | ServiceKind::Fever
                | ServiceKind::GoogleReader,
            ) => false,
        }
    }

    /// Whether the secret would be sent unencrypted.
    #[must_use]
    pub fn is_unencrypted(&self) -> bool {
        let scheme = self.address.trim().get(..5).unwrap_or_default();
        self.asks_address() && scheme.eq_ignore_ascii_case("http:")
    }

    /// The form for the worker.
    #[must_use]
    pub fn form(&self) -> AccountForm {
        AccountForm {
            account_id: self.account_id,
            application: Application {
                service: self.service,
                address: if self.asks_address() { self.address.trim() } else { "" }.to_owned(),
                user: self.user.reveal().trim().to_owned(),
                secret: self.secret.clone(),
                may_be_plain: self.stage == AccountStage::Warned,
            },
        }
    }

    /// The hint where the password or token of the service is found.
    #[must_use]
    pub fn hint(&self) -> String {
        match self.service {
            None => t!(account_hint_any),
            Some(ServiceKind::FreshRss) => t!(account_hint_freshrss),
            Some(ServiceKind::Miniflux) => t!(account_hint_miniflux),
            Some(ServiceKind::Nextcloud) => t!(account_hint_nextcloud),
            Some(ServiceKind::TinyTinyRss) => t!(account_hint_ttrss),
            Some(ServiceKind::Fever) => t!(account_hint_fever),
            Some(ServiceKind::Inoreader) => t!(account_hint_inoreader),
            Some(
                ServiceKind::TheOldReader
                | ServiceKind::BazQux
                | ServiceKind::CommaFeed
                | ServiceKind::Feedbin
                | ServiceKind::GoogleReader,
            ) => t!(account_hint_password),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(service: Option<ServiceKind>, address: &str) -> AccountDraft {
        AccountDraft { service, address: address.to_owned(), ..AccountDraft::default() }
    }

    fn secret(text: &str) -> Secret {
        let mut secret = Secret::default();
        secret.reveal_mut().push_str(text);
        secret
    }

    #[test]
    fn only_what_a_service_needs_is_asked_for() {
        let hosted = draft(Some(ServiceKind::Feedbin), "");
        assert!(!hosted.asks_address());
        assert_eq!(draft(None, " a.org ").form().application.address, "a.org");
        let with_token = |service| AccountDraft { secret: secret("x"), ..draft(service, "a.org") };
        assert!(with_token(Some(ServiceKind::Miniflux)).is_complete());
        assert!(with_token(None).is_complete());
        assert!(!with_token(Some(ServiceKind::FreshRss)).is_complete(), "it needs a user name");
        assert!(!draft(Some(ServiceKind::Miniflux), "a.org").is_complete());
    }

    #[test]
    fn a_secret_is_sent_unencrypted_only_after_the_warning() {
        let mut draft = draft(None, "http://a.org");
        assert!(!draft.form().application.may_be_plain);
        draft.stage = AccountStage::Warned;
        assert!(draft.form().application.may_be_plain);
    }

    #[test]
    fn only_http_without_s_is_warned_about() {
        let is_warned = |service, typed: &str| draft(service, typed).is_unencrypted();
        assert!(is_warned(None, "http://a.org") && is_warned(None, " HTTP://a.org"));
        assert!(!is_warned(None, "https://a.org") && !is_warned(None, "a.org"));
        assert!(!is_warned(Some(ServiceKind::Feedbin), "http://a.org"), "it is not used");
    }
}
