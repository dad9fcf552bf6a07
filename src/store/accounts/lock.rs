//! A lock on one account, so that a window and the command line never sync it at the same time.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::model::AccountId;
use crate::store::lock::beside;

/// A held lock. The system releases it when the value is dropped or the process ends.
#[derive(Debug)]
pub struct AccountLock {
    // `None` if the file system has no locks or is read-only.
    _file: Option<File>,
}

/// Locks an account of a library; `None` if another sync of it is under way.
#[must_use]
pub fn lock_account(library: &Path, id: AccountId) -> Option<AccountLock> {
    let path = beside(library, &format!("account-{}.lock", id.0));
    let file = match File::options().create(true).append(true).open(path) {
        Ok(file) => file,
        Err(err) => {
            log::warn!("no lock on an account: {err}");
            return Some(AccountLock { _file: None });
        }
    };
    match file.try_lock() {
        Ok(()) => Some(AccountLock { _file: Some(file) }),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(err)) => {
            log::warn!("no lock on an account: {err}");
            Some(AccountLock { _file: None })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_synced_by_one_at_a_time_and_others_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let library = dir.path().join("library.db");
        let first = lock_account(&library, AccountId(1));
        assert!(first.is_some());
        assert!(lock_account(&library, AccountId(1)).is_none());
        assert!(lock_account(&library, AccountId(2)).is_some());
        drop(first);
        assert!(lock_account(&library, AccountId(1)).is_some());
    }
}
