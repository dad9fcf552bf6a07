//! A lock on a file beside the library: shared by all processes that use the library, exclusive for
//! one that repairs or replaces it. Without the lock, a repair could replace the file while another
//! window has it open.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::StoreError;
use crate::model::AccountId;

/// How often the exclusive lock is tried again, and the pause between two tries.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(25);

/// A held lock, released when it is dropped or the process ends; `None` if the file system has no
/// locks or is read-only.
#[derive(Debug)]
struct Held(Option<File>);

impl Drop for Held {
    fn drop(&mut self) {
        // Closing the file would not do: a program that is being started at this moment, such as
        // the browser, has it open, too, until it runs.
        if let Some(Err(err)) = self.0.as_ref().map(File::unlock) {
            log::warn!("a lock stays: {err}");
        }
    }
}

/// A lock on the library.
#[derive(Debug)]
pub(super) struct Lock {
    _held: Held,
}

/// A lock on one job beside the library, such as the sync of an account, so that a window and the
/// command line never do it at the same time.
#[derive(Debug)]
pub struct JobLock {
    _held: Held,
}

impl JobLock {
    /// `None` if another program is doing the job.
    pub(super) fn take(library: &Path, job: &str) -> Option<Self> {
        let held = match open_beside(library, &format!("{job}.lock")) {
            Ok(file) => match file.try_lock() {
                Ok(()) => Held(Some(file)),
                Err(TryLockError::WouldBlock) => return None,
                Err(TryLockError::Error(err)) => without(job, &err),
            },
            Err(err) => without(job, &err),
        };
        Some(Self { _held: held })
    }
}

/// `None` if another sync of the account is under way.
#[must_use]
pub fn lock_account(library: &Path, id: AccountId) -> Option<JobLock> {
    JobLock::take(library, &format!("account-{}", id.0))
}

/// `None` if another pass over the folder that several computers share is under way.
#[must_use]
pub fn lock_folder(library: &Path) -> Option<JobLock> {
    JobLock::take(library, "folder-sync")
}

fn without(what: &str, err: &std::io::Error) -> Held {
    log::warn!("no lock on the {what}: {err}");
    Held(None)
}

impl Lock {
    /// For using the library. Waits while another process repairs it.
    pub(super) fn shared(library: &Path) -> Self {
        let locked = open(library).and_then(|file| file.lock_shared().map(|()| file));
        Self::held(locked)
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
            Ok(()) => Ok(Self { _held: Held(Some(file)) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: library.to_owned() }),
            Err(TryLockError::Error(err)) => Ok(Self { _held: without("library", &err) }),
        }
    }

    fn held(locked: std::io::Result<File>) -> Self {
        Self { _held: locked.map_or_else(|err| without("library", &err), |file| Held(Some(file))) }
    }

    /// For finishing an interrupted repair. Waits for a process that does this already.
    pub(super) fn waiting(library: &Path) -> Self {
        let locked = open(library).and_then(|file| file.lock().map(|()| file));
        Self::held(locked)
    }
}

fn open(library: &Path) -> std::io::Result<File> {
    open_beside(library, "lock")
}

fn open_beside(library: &Path, ending: &str) -> std::io::Result<File> {
    File::options().create(true).append(true).open(beside(library, ending))
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

    #[test]
    fn a_job_is_done_by_one_at_a_time_and_others_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let library = dir.path().join("library.db");
        let first = JobLock::take(&library, "account-1");
        assert!(first.is_some());
        assert!(JobLock::take(&library, "account-1").is_none());
        assert!(JobLock::take(&library, "account-2").is_some());
        drop(first);
        assert!(JobLock::take(&library, "account-1").is_some());
    }

    #[test]
    fn a_lock_ends_with_its_holder_though_another_program_has_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let library = dir.path().join("library.db");
        let file = open_beside(&library, "job.lock").unwrap();
        file.try_lock().unwrap();
        // As a program has it that is being started.
        let copy = file.try_clone().unwrap();
        drop(Held(Some(file)));
        assert!(JobLock::take(&library, "job").is_some());
        drop(copy);
    }
}
