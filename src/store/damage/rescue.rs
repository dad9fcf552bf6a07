//! Rebuilds a damaged library from everything that can be read of it. The damaged files are never
//! changed, only renamed.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::file::write_ahead_log;
use super::header;
use super::journal;
use super::mend::Salvage;
use super::salvage;
use super::suspicion::clear_suspicion;
use super::swap::{READY, free_place, swap};
use crate::store::error::StoreError;
use crate::store::lock::{Lock, beside};
use crate::store::open::Store;
use crate::store::values::millis;

/// The prefix of the directories in which libraries are rebuilt.
const WORKSHOP: &str = ".rescue-";
/// Stands for the names of the damaged tables if nothing could be read. For the log.
const EVERYTHING: &str = "every table";

/// What a rescue recovered, and where the damaged library is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescueReport {
    /// The damaged file. Its log is beside it.
    pub set_aside: PathBuf,
    /// Feeds, including unsubscribed ones that undo can bring back.
    pub feeds: u32,
    pub entries: u32,
    /// Starred entries among them.
    pub starred: u32,
    /// Entries whose text could not be read.
    pub without_text: u32,
    /// Entries of which only the status could be read.
    pub only_status: u32,
    /// Tables of which something could not be read.
    pub damaged: Vec<String>,
}

/// Repairs a damaged library. Fails with [`StoreError::InUse`] if a process has it open.
pub fn rescue(path: &Path, now: jiff::Timestamp) -> Result<RescueReport, StoreError> {
    let _lock = Lock::exclusive(path)?;
    let aside = |source| StoreError::Aside { source, path: path.to_owned() };
    let directory = path.parent().unwrap_or(Path::new("."));
    // In the same directory, so that the result can be renamed into place.
    clear_workshops(directory);
    let workshop =
        tempfile::Builder::new().prefix(WORKSHOP).tempdir_in(directory).map_err(aside)?;
    let salvaged = rebuild(path, &workshop, now)?;
    let ready = beside(path, READY);
    fs::rename(workshop.path().join("new.db"), &ready).map_err(aside)?;
    let set_aside = swap(path, &ready).map_err(aside)?;
    clear_suspicion(path);
    let Salvage { feeds, entries, starred, without_text, only_status, damaged } = salvaged;
    Ok(RescueReport { set_aside, feeds, entries, starred, without_text, only_status, damaged })
}

/// Copies a damaged log aside, before SQLite reads a part of it and overwrites the rest. Returns
/// the path of the copy; `None` if the log is not damaged.
#[must_use]
pub fn keep_damaged_log(path: &Path) -> Option<PathBuf> {
    let current = write_ahead_log(path);
    if fs::metadata(&current).map_or(0, |data| data.len()) == 0 {
        return None;
    }
    // While a process has the library open, it is still writing the log.
    let _lock = Lock::try_exclusive(path).ok()?;
    let bytes = fs::read(&current).ok()?;
    if !journal::is_damaged(&bytes) {
        return None;
    }
    let place = write_ahead_log(&free_place(path));
    fs::write(&place, bytes)
        .inspect_err(|err| log::error!("a damaged log cannot be kept: {err}"))
        .ok()?;
    Some(place)
}

/// Removes the directories of rescues that were killed; each is as large as the library. The
/// exclusive lock is ours, so no other rescue is running.
fn clear_workshops(directory: &Path) {
    let Ok(found) = fs::read_dir(directory) else { return };
    for file in found.flatten() {
        if file.file_name().to_string_lossy().starts_with(WORKSHOP) {
            let _ = fs::remove_dir_all(file.path());
        }
    }
}

/// Builds a new library from a copy of the damaged one.
fn rebuild(path: &Path, workshop: &TempDir, now: jiff::Timestamp) -> Result<Salvage, StoreError> {
    let aside = |source| StoreError::Aside { source, path: path.to_owned() };
    let copy = workshop.path().join("damaged.db");
    fs::copy(path, &copy).map_err(aside)?;
    let log = write_ahead_log(path);
    if log.exists() {
        fs::copy(log, write_ahead_log(&copy)).map_err(aside)?;
    }
    let size = fs::metadata(&copy).map_err(aside)?.len();
    if size == 0 || header::read(&copy).is_none_or(|bytes| header::is_damaged(&bytes)) {
        mend_header(&copy).map_err(aside)?;
    }
    let old = connect_mended(&copy, path)?;
    let new_path = workshop.path().join("new.db");
    let mut store = Store::open(&new_path)?;
    let salvaged = match old {
        Some(old) => salvage::copy(&old, store.conn_mut(), millis(now))?,
        None => Salvage { damaged: vec![EVERYTHING.to_owned()], ..Salvage::default() },
    };
    let wrong = store.check()?;
    if !wrong.is_empty() {
        log::error!("what was recovered is not sound: {wrong:?}");
        return Err(StoreError::Unreadable { what: "recovered library" });
    }
    // Closing the last connection checkpoints the log and removes it. Then the file is complete.
    drop(store);
    if write_ahead_log(&new_path).exists() {
        return Err(StoreError::Unreadable { what: "recovered library" });
    }
    Ok(salvaged)
}

/// Opens the copy; `None` if not even the names of its tables can be read.
fn connect_mended(copy: &Path, path: &Path) -> Result<Option<Connection>, StoreError> {
    if let Ok(conn) = connect(copy) {
        return Ok(Some(conn));
    }
    mend_header(copy).map_err(|source| StoreError::Aside { source, path: path.to_owned() })?;
    match connect(copy) {
        Ok(conn) => Ok(Some(conn)),
        Err(err) if err.is_damage() => Ok(None),
        Err(err) => Err(err),
    }
}

fn connect(copy: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(
        copy,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // Makes SQLite ignore errors in the schema and use the rest.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(conn)
}

/// Replaces the header of a file that SQLite does not recognise.
fn mend_header(copy: &Path) -> std::io::Result<()> {
    let mut bytes = fs::read(copy)?;
    header::mend(&mut bytes);
    fs::write(copy, bytes)
}
