//! What a person answers to a problem of an account.

use crate::model::{AccountId, AccountState};
use crate::store::{Store, StoreError};
use crate::sync::agree_to_vanished;

/// An answer to a problem that only a person can decide. It takes effect with the next sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountAnswer {
    /// Send what the server refused once more.
    SendAgain,
    /// The feeds that the server no longer lists are gone for good.
    FeedsAreGone,
}

impl AccountAnswer {
    /// Keeps the answer in the library, for the next sync.
    pub fn apply(self, store: &mut Store, id: AccountId) -> Result<(), StoreError> {
        match self {
            Self::SendAgain => store.retry_parked(id),
            Self::FeedsAreGone => {
                let account = store.reader().account(id)?.ok_or(StoreError::NoSuchAccount)?;
                let state = AccountState {
                    memory: agree_to_vanished(&account.memory),
                    last_sync: account.last_sync,
                    problem: account.problem,
                    paused_until: account.paused_until,
                };
                store.set_account_state(id, &state)
            }
        }
    }
}
