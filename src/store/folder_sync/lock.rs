//! A lock, so that a window and the command line never use the shared folder at the same time.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::store::lock::beside;

/// A held lock. The system releases it when the value is dropped or the process ends.
#[derive(Debug)]
pub struct FolderLock {
    // `None` if the file system has no locks or is read-only.
    _file: Option<File>,
}

/// `None` if another pass is under way.
#[must_use]
pub fn lock_folder(library: &Path) -> Option<FolderLock> {
    let path = beside(library, "folder-sync.lock");
    let file = match File::options().create(true).append(true).open(path) {
        Ok(file) => file,
        Err(err) => {
            log::warn!("no lock on the sync folder: {err}");
            return Some(FolderLock { _file: None });
        }
    };
    match file.try_lock() {
        Ok(()) => Some(FolderLock { _file: Some(file) }),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(err)) => {
            log::warn!("no lock on the sync folder: {err}");
            Some(FolderLock { _file: None })
        }
    }
}
