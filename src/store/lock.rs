//! Who has a library open: a lock on a file beside it, shared by all who use it and exclusive for
//! who repairs or replaces it. Without it, that could take the file away from under another window.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::StoreError;

/// How often the lock for a repair is asked for again, and how long after.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(25);

/// A lock; it ends with the value, and with the process however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    // Where the file system knows no locks, or nothing may be written, there is none.
    _file: Option<File>,
}

impl Lock {
    /// For who uses the library. Waits while it is being repaired.
    pub(super) fn shared(library: &Path) -> Self {
        let locked = open(library).and_then(|file| file.lock_shared().map(|()| file));
        Self { _file: locked.inspect_err(|err| log::warn!("no lock on the library: {err}")).ok() }
    }

    /// For who repairs or replaces the library. Fails when anyone goes on using it; whoever is
    /// about to end is given a moment.
    pub(super) fn exclusive(library: &Path) -> Result<Self, StoreError> {
        let mut tries = 0;
        loop {
            match Self::try_exclusive(library) {
                Err(StoreError::InUse { .. }) if tries < TRIES => {
                    tries += 1;
                    std::thread::sleep(PAUSE);
                }
                done => return done,
            }
        }
    }

    /// The same without the moment.
    pub(super) fn try_exclusive(library: &Path) -> Result<Self, StoreError> {
        let file = match open(library) {
            Ok(file) => file,
            Err(source) => return Err(StoreError::Aside { source, path: library.to_owned() }),
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: library.to_owned() }),
            Err(TryLockError::Error(err)) => {
                log::warn!("no lock on the library: {err}");
                Ok(Self { _file: None })
            }
        }
    }

    /// For who ends a repair that was interrupted. Waits for whoever does so already.
    pub(super) fn waiting(library: &Path) -> Self {
        let locked = open(library).and_then(|file| file.lock().map(|()| file));
        Self { _file: locked.inspect_err(|err| log::warn!("no lock on the library: {err}")).ok() }
    }
}

fn open(library: &Path) -> std::io::Result<File> {
    File::options().create(true).append(true).open(beside(library, "lock"))
}

/// A file that belongs to a library: its name with an ending.
pub(super) fn beside(library: &Path, ending: &str) -> PathBuf {
    let mut name = library.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_in_use_is_not_repaired_and_one_that_nobody_uses_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let (one, other) = (Lock::shared(&path), Lock::shared(&path));
        assert!(matches!(Lock::exclusive(&path), Err(StoreError::InUse { .. })));
        drop((one, other));
        assert!(Lock::exclusive(&path).is_ok());
    }
}
