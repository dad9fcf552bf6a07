//! One consistent copy of the library while it is in use, and back.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::open::Store;
use super::schema::{APPLICATION_ID, SCHEMA_VERSION};

/// Pages that are copied at a time; others may write in between.
const PAGES: i32 = 1024;

impl Store {
    /// Writes a copy to a file that does not exist yet: whole, compacted, in one snapshot.
    pub fn back_up(&self, path: &Path) -> Result<(), StoreError> {
        let text = path.to_str().ok_or(StoreError::Unreadable { what: "path" })?;
        let refused = |source| StoreError::Open { source, path: path.to_owned() };
        self.conn().execute("VACUUM INTO ?1", [text]).map_err(refused)?;
        Ok(())
    }

    /// Puts a copy in the place of the library, in one transaction, once it was found to be whole. Others that have the library open
    /// see it at once.
    pub fn restore(&mut self, path: &Path) -> Result<(), StoreError> {
        let copy = checked(path)?;
        {
            let backup = Backup::new(&copy, self.conn_mut())?;
            backup.run_to_completion(PAGES, Duration::ZERO, None)?;
        }
        self.reopen()
    }
}

/// Opens a copy for reading after looking through all of it.
fn checked(path: &Path) -> Result<Connection, StoreError> {
    let refused = |source| StoreError::Open { source, path: path.to_owned() };
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(refused)?;
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(refused)?;
    if application != APPLICATION_ID {
        return Err(StoreError::NotALibrary { path: path.to_owned() });
    }
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(refused)?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::FromTheFuture { found, supported: SCHEMA_VERSION, path: path.to_owned() });
    }
    let verdict: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(refused)?;
    if verdict != "ok" {
        return Err(StoreError::Unreadable { what: "backup" });
    }
    Ok(conn)
}
