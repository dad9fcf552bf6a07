//! One consistent copy of the library while it is in use, and back when nobody else uses it.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::StoreError;
use super::open::Store;
use super::schema::{APPLICATION_ID, SCHEMA_VERSION};

/// Pages that are copied at a time.
const PAGES: i32 = 1024;

impl Store {
    /// Writes a copy to a file that does not exist yet: whole, compacted, in one snapshot.
    pub fn back_up(&self, path: &Path) -> Result<(), StoreError> {
        let text = path.to_str().ok_or_else(|| StoreError::Path { path: path.to_owned() })?;
        self.conn().execute("VACUUM INTO ?1", [text]).map_err(|source| match source.sqlite_error_code() {
            // Of what is read, not of the file that is written.
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Database(source),
            _ => StoreError::Open { source, path: path.to_owned() },
        })?;
        Ok(())
    }
}

/// Puts a copy in the place of a library, in one transaction, once the copy was found to be whole; what was there is copied aside before.
/// Nobody else may have the library open, or they would go on with what they know of the one before. It stays theirs alone who hold
/// the store.
pub fn restore(library: &Path, copy: &Path, aside: &Path) -> Result<Store, StoreError> {
    let copy = checked(copy)?;
    let mut store = Store::open_alone(library)?;
    store.back_up(aside)?;
    {
        let backup = Backup::new(&copy, store.conn_mut())?;
        backup.run_to_completion(PAGES, Duration::ZERO, None)?;
    }
    store.reopen()?;
    Ok(store)
}

/// Opens a copy for reading after looking through all of it.
fn checked(path: &Path) -> Result<Connection, StoreError> {
    let not_whole = || StoreError::NotABackup { path: path.to_owned() };
    let refused = |source: rusqlite::Error| match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => not_whole(),
        _ => StoreError::Open { source, path: path.to_owned() },
    };
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(refused)?;
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(refused)?;
    if application != APPLICATION_ID {
        return Err(not_whole());
    }
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(refused)?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::FromTheFuture { found, supported: SCHEMA_VERSION, path: path.to_owned() });
    }
    let verdict: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(refused)?;
    if verdict == "ok" { Ok(conn) } else { Err(not_whole()) }
}
