//! Looks for damage in a library, even in one that does not open. Changes nothing.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::file::torn;
use crate::store::error::StoreError;
use crate::store::open::Store;
use crate::store::schema::{self, FileKind};
use crate::store::values::count;

/// How thorough an examination is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Check every page.
    Quick,
    /// Check every page, and each index against its table. Slow for a large library.
    Whole,
}

/// Examines the file of a library. Returns the damage in SQLite's words; nothing if there is none.
pub fn examine(path: &Path, depth: Depth) -> Result<Vec<String>, StoreError> {
    if let Some(what) = torn(path) {
        return Ok(vec![what.to_owned()]);
    }
    let examined = open(path).and_then(|conn| {
        let is_foreign = schema::recognise(&conn)? == Some(FileKind::Foreign);
        Ok(if is_foreign { None } else { Some(findings(&conn, depth)?) })
    });
    match examined {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(StoreError::NotALibrary { path: path.to_owned() }),
        Err(source) => {
            let err = StoreError::Open { source, path: path.to_owned() };
            if err.is_damage() { Ok(vec![err.to_string()]) } else { Err(err) }
        }
    }
}

impl Store {
    /// Examines the library as [`Depth::Whole`]. Returns the damage in SQLite's words.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        Ok(findings(self.conn(), Depth::Whole)?)
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    // Not SQLITE_OPEN_READ_ONLY, see `Reader::open`. Nothing is written all the same; even the log
    // is not checkpointed on closing.
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

fn findings(conn: &Connection, depth: Depth) -> rusqlite::Result<Vec<String>> {
    let pragma = match depth {
        Depth::Quick => "PRAGMA quick_check",
        Depth::Whole => "PRAGMA integrity_check",
    };
    if schema::recognise(conn)? == Some(FileKind::Mislabelled) {
        return Ok(vec!["its header is not as it was written".to_owned()]);
    }
    let mut statement = conn.prepare(pragma)?;
    let found =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut found: Vec<String> = found.into_iter().filter(|line| line != "ok").collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let wrong_counts = count(
        conn,
        "SELECT count(*) FROM feeds WHERE unread_count <>
            (SELECT count(*) FROM entries WHERE entries.feed_id = feeds.id AND is_read = 0)",
    )?;
    if wrong_counts > 0 {
        found.push(format!("{wrong_counts} feeds have a wrong unread count"));
    }
    Ok(found)
}
