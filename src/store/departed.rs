//! Entries that are dropped from the library while their statuses stay, so that one that comes back is still read.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::open::Store;
use super::refresh::add_unread;
use super::shards;
use crate::model::{EntryId, FeedId};

/// A status without its entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Departed {
    pub(super) is_read: bool,
    is_starred: bool,
    /// Whether retention removed the entry.
    pub(super) is_dropped: bool,
    position: Option<(u32, f64)>,
}

impl Store {
    /// Removes entries and keeps their statuses. Returns how many were there.
    pub fn drop_entries(&mut self, ids: &[EntryId]) -> Result<u32, StoreError> {
        let tx = self.begin()?;
        let mut dropped = 0;
        for id in ids {
            dropped += u32::from(drop_entry(&tx, id.0)?);
        }
        tx.commit()?;
        Ok(dropped)
    }
}

fn drop_entry(conn: &Connection, id: i64) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "REPLACE INTO departed (feed_id, key_hash, is_read, is_starred, block, fraction)
         SELECT feed_id, key_hash, is_read, is_starred, block, fraction
         FROM entries LEFT JOIN positions ON positions.entry_id = entries.id WHERE entries.id = ?1",
    )?
    .execute([id])?;
    shards::forget(conn, id)?;
    for table in ["texts", "bodies", "positions"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE entry_id = ?1"))?.execute([id])?;
    }
    let mut deleted = conn.prepare_cached("DELETE FROM entries WHERE id = ?1 RETURNING feed_id, is_read")?;
    let gone: Vec<(i64, bool)> = deleted.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (feed_id, is_read) in &gone {
        add_unread(conn, *feed_id, -i64::from(!is_read))?;
    }
    Ok(!gone.is_empty())
}

/// The status that an entry left behind; nearly always none.
pub(super) fn find(conn: &Connection, feed_id: FeedId, key_hash: [u8; 16]) -> rusqlite::Result<Option<Departed>> {
    conn.prepare_cached("SELECT is_read, is_starred, is_dropped, block, fraction FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?
        .query_row(params![feed_id.0, key_hash], |row| {
            let position = row.get::<_, Option<u32>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
            Ok(Departed { is_read: row.get(0)?, is_starred: row.get(1)?, is_dropped: row.get(2)?, position })
        })
        .optional()
}

/// Gives a new entry the status that it left behind.
pub(super) fn restore(conn: &Connection, status: &Departed, feed_id: FeedId, key_hash: [u8; 16], id: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE entries SET is_read = ?2, is_starred = ?3 WHERE id = ?1")?.execute(params![
        id,
        status.is_read,
        status.is_starred
    ])?;
    if let Some((block, fraction)) = status.position {
        conn.prepare_cached("REPLACE INTO positions (entry_id, block, fraction) VALUES (?1, ?2, ?3)")?
            .execute(params![id, block, fraction])?;
    }
    conn.prepare_cached("DELETE FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?.execute(params![feed_id.0, key_hash])?;
    Ok(())
}
