//! Replaces a damaged library with the recovered one, by renaming files.
//!
//! At every moment either the old files or the new one are complete, so that a power failure in
//! between does no harm.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::write_ahead_log;
use super::suspicion::clear_suspicion;
use crate::store::error::StoreError;
use crate::store::lock::{Lock, beside};

/// The ending of a recovered library that is ready to replace the damaged one.
pub(in crate::store) const READY: &str = "recovered";

/// Finishes a rescue that was interrupted between its last two steps.
pub(in crate::store) fn finish(path: &Path) -> Result<(), StoreError> {
    let ready = beside(path, READY);
    if !ready.exists() {
        return Ok(());
    }
    let _lock = Lock::waiting(path);
    // Another process may have finished it meanwhile.
    if ready.exists() {
        swap(path, &ready).map_err(|source| StoreError::Aside { source, path: path.to_owned() })?;
        clear_suspicion(path);
    }
    Ok(())
}

/// Sets the damaged library aside, and returns its new path. The log is renamed first: SQLite would
/// apply an old log to the new file.
pub(in crate::store) fn swap(path: &Path, ready: &Path) -> std::io::Result<PathBuf> {
    let place = free_place(path);
    rename_if_there(&write_ahead_log(path), &write_ahead_log(&place))?;
    let mut shared = path.as_os_str().to_owned();
    shared.push("-shm");
    // It has nothing that is not in the log.
    let _ = fs::remove_file(shared);
    rename_if_there(path, &place)?;
    fs::rename(ready, path)?;
    Ok(place)
}

fn rename_if_there(from: &Path, to: &Path) -> std::io::Result<()> {
    match fs::rename(from, to) {
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// `library.db.damaged-1`, or the next free number.
pub(in crate::store) fn free_place(path: &Path) -> PathBuf {
    let mut number = 1_u32;
    loop {
        let place = beside(path, &format!("damaged-{number}"));
        if !place.exists() && !write_ahead_log(&place).exists() {
            return place;
        }
        number = number.saturating_add(1);
    }
}
