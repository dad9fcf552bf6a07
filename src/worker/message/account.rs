//! The form with which an account is signed in to, and the work for accounts.

use crate::library::accounts::{AccountAnswer, Application};
use crate::model::{AccountId, WaitingActs};

/// What is needed to sign in to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountForm {
    /// The account that is signed in to again; `None` for a new one.
    pub account_id: Option<AccountId>,
    pub application: Application,
}

/// Why signing in to an account failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInFailure {
    /// The secret would be sent unencrypted, and the user has not agreed.
    Unencrypted,
    /// Another reason, as a sentence for the user.
    Other(String),
}

impl From<String> for SignInFailure {
    fn from(message: String) -> Self {
        Self::Other(message)
    }
}

/// News of an account.
#[derive(Debug, Clone)]
pub enum AccountEvent {
    /// An account was signed in to and saved.
    Saved {
        /// The generation of the job.
        generation: u64,
        result: Result<AccountId, SignInFailure>,
    },
    /// A sync has stored so many entries of those that it fetches; `total` is 0 until known.
    Progress { account_id: AccountId, done: u32, total: u32 },
    /// A sync has ended. Its problem, if it has one, is in the library.
    Finished {
        account_id: AccountId,
        /// Whether entries came or changed.
        has_changed: bool,
    },
    /// The acts that wait for their servers now.
    Waiting(Vec<(AccountId, WaitingActs)>),
}

/// Work for accounts.
#[derive(Debug, Clone)]
pub enum AccountJob {
    /// Sign in and save the account, with its secret in the keyring. Answers: `Library`, then
    /// `Saved`.
    SignIn { generation: u64, form: AccountForm },
    /// Sync an account. Answers: `Progress` along the way, `Library` and `Finished` at the end.
    /// While the account is being synced, it is synced once more after that.
    Sync(AccountId),
    /// Keep what the user answered to a problem of an account, then sync it.
    Answer(AccountId, AccountAnswer),
    /// Stop the syncs. What is stored already stays; the next sync goes on from there.
    CancelSyncs,
}
