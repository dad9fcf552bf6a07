//! When entries were read and starred, for `read:7d` and `starred:2w` and for the order by time of
//! reading. Known from version 13 of the schema on.
//!
//! An entry counts as read when it is opened or marked by itself. Marking a whole list is not
//! reading, and it costs nothing here.

use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Notes that entries were read just now.
pub(super) fn note_read(conn: &Connection, ids: &[i64], now: Timestamp) -> rusqlite::Result<()> {
    note(
        conn,
        "INSERT INTO moments (entry_id, read_secs) VALUES (?1, ?2)
             ON CONFLICT (entry_id) DO UPDATE SET read_secs = excluded.read_secs",
        (ids, now),
    )
}

/// Notes that entries were starred just now.
pub(super) fn note_starred(conn: &Connection, ids: &[i64], now: Timestamp) -> rusqlite::Result<()> {
    note(
        conn,
        "INSERT INTO moments (entry_id, starred_secs) VALUES (?1, ?2)
             ON CONFLICT (entry_id) DO UPDATE SET starred_secs = excluded.starred_secs",
        (ids, now),
    )
}

fn note(conn: &Connection, sql: &str, (ids, now): (&[i64], Timestamp)) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    for id in ids {
        statement.execute(params![id, now.as_second()])?;
    }
    Ok(())
}
