//! A lock on a file beside the library: shared by all processes that use the library, exclusive for
//! one that repairs or replaces it. Without the lock, a repair could replace the file while another
//! window has it open.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::StoreError;

/// How often the exclusive lock is tried again, and the pause between two tries.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(25);

/// A held lock. The system releases it when the value is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    // `None` if the file system has no locks or is read-only.
    _file: Option<File>,
}

impl Lock {
    /// For using the library. Waits while another process repairs it.
    pub(super) fn shared(library: &Path) -> Self {
        let locked = open(library).and_then(|file| file.lock_shared().map(|()| file));
        Self { _file: locked.inspect_err(|err| log::warn!("no lock on the library: {err}")).ok() }
    }

    /// For repairing or replacing the library. Waits a second for processes that are about to end,
    /// then fails with [`StoreError::InUse`].
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

    /// Like [`Self::exclusive`], without waiting.
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

    /// For finishing an interrupted repair. Waits for a process that does this already.
    pub(super) fn waiting(library: &Path) -> Self {
        let locked = open(library).and_then(|file| file.lock().map(|()| file));
        Self { _file: locked.inspect_err(|err| log::warn!("no lock on the library: {err}")).ok() }
    }
}

fn open(library: &Path) -> std::io::Result<File> {
    File::options().create(true).append(true).open(beside(library, "lock"))
}

/// The path of a file that belongs to a library: its path, a dot and `ending`.
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
