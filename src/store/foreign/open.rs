//! Opens a database that another program may be using, and that may come from a stranger.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::ForeignError;

/// How an SQLite database begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How long the other program may hold a lock.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether a file is an SQLite database.
///
/// # Errors
/// If the file cannot be read.
pub fn is_database(path: &Path) -> std::io::Result<bool> {
    let mut head = Vec::with_capacity(MAGIC.len());
    File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head == MAGIC)
}

/// Opens a database for reading. A log of writes beside it is read, too.
pub(super) fn open(path: &Path) -> Result<Connection, ForeignError> {
    match connect(path, "mode=ro") {
        // Nothing can be written beside it, as on a stick that is read-only: then nobody else
        // writes to it, either.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) => {
            Ok(connect(path, "mode=ro&immutable=1")?)
        }
        opened => Ok(opened?),
    }
}

fn connect(path: &Path, options: &str) -> rusqlite::Result<Connection> {
    let unreadable = || rusqlite::Error::InvalidPath(path.to_owned());
    let absolute = std::path::absolute(path).map_err(|_| unreadable())?;
    let url = url::Url::from_file_path(absolute).map_err(|()| unreadable())?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(format!("{url}?{options}"), flags)?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    // Reads the file for the first time, so that a lock or damage shows here.
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}
