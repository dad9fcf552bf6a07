//! Statuses of entries that are not in the library: retention removed them, or a repair could read
//! nothing else of them. An entry that comes back gets its status back.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::model::FeedId;

/// The status of an entry that is not in the library.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct PastStatus {
    pub(in crate::store) is_read: bool,
    is_starred: bool,
    /// Whether retention removed the entry, which must then not come back from its feed.
    pub(in crate::store) is_dropped: bool,
    position: Option<(u32, f64)>,
}

/// The status that an entry left behind. Most entries have none.
pub(in crate::store) fn find(
    conn: &Connection,
    feed_id: FeedId,
    key_hash: [u8; 16],
) -> rusqlite::Result<Option<PastStatus>> {
    conn.prepare_cached(
        "SELECT is_read, is_starred, is_dropped, block, fraction FROM departed
         WHERE feed_id = ?1 AND key_hash = ?2",
    )?
    .query_row(params![feed_id.0, key_hash], |row| {
        let position = row.get::<_, Option<u32>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
        Ok(PastStatus {
            is_read: row.get(0)?,
            is_starred: row.get(1)?,
            is_dropped: row.get(2)?,
            position,
        })
    })
    .optional()
}

/// Gives a new entry the status that it left behind.
pub(in crate::store) fn restore(
    conn: &Connection,
    status: &PastStatus,
    feed_id: FeedId,
    key_hash: [u8; 16],
    id: i64,
) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE entries SET is_read = ?2, is_starred = ?3 WHERE id = ?1")?
        .execute(params![id, status.is_read, status.is_starred])?;
    if let Some((block, fraction)) = status.position {
        conn.prepare_cached(
            "REPLACE INTO positions (entry_id, block, fraction) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![id, block, fraction])?;
    }
    conn.prepare_cached("DELETE FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?
        .execute(params![feed_id.0, key_hash])?;
    Ok(())
}
