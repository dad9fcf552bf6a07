//! Deletes feeds whose undo step has expired. Their entries are deleted in small batches while
//! nobody waits.
//!
//! Until then the feed is hidden by the step [`GONE`], which no history shows. So it stays hidden
//! for every query, and the next start of the program continues with the deletion.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::store::error::StoreError;
use crate::store::find::shards;
use crate::store::open::Store;

/// Entries that are deleted in one transaction: few enough that an act of the user hardly waits.
pub const PURGED_AT_ONCE: u32 = 256;

/// The id of the step that hides feeds which are being deleted. The ids of other steps start at 1.
pub(in crate::store) const GONE: i64 = 0;

/// The prefix of the addresses that such feeds get.
pub(in crate::store) const ADDRESS: &str = "gleaner:gone/";

impl Store {
    /// Deletes up to `most` entries of expired feeds. Returns whether there may be more.
    pub fn purge(&mut self, most: u32) -> Result<bool, StoreError> {
        if next_feed(self.conn())?.is_none() {
            return Ok(false);
        }
        let tx = self.begin()?;
        let Some(feed_id) = next_feed(&tx)? else { return Ok(false) };
        let is_empty = delete_some(&tx, feed_id, most)? < most;
        if is_empty {
            tx.prepare_cached("DELETE FROM feeds WHERE id = ?1")?.execute([feed_id])?;
        }
        if next_feed(&tx)?.is_none() {
            tx.prepare_cached("DELETE FROM undo_steps WHERE id = ?1")?.execute([GONE])?;
        }
        tx.commit()?;
        Ok(true)
    }
}

/// Marks hidden feeds for deletion. They lose their addresses at once, so that subscribing to one
/// again starts a new feed.
pub(in crate::store) fn leave(conn: &Connection, feed_ids: &[i64]) -> rusqlite::Result<()> {
    for id in feed_ids {
        ensure_gone_step(conn)?;
        let sql = "UPDATE feeds SET removed_by = ?2, folder_id = NULL, feed_url = ?3 || id,
             account_id = NULL, remote_id = NULL WHERE id = ?1";
        conn.prepare_cached(sql)?.execute(params![*id, GONE, ADDRESS])?;
    }
    Ok(())
}

/// Creates the step [`GONE`] unless it exists.
pub(in crate::store) fn ensure_gone_step(conn: &Connection) -> rusqlite::Result<()> {
    let sql =
        "INSERT OR IGNORE INTO undo_steps (id, made, changed, kind) VALUES (?1, ?2, 0, 'program')";
    conn.prepare_cached(sql)?.execute([GONE, i64::MAX])?;
    Ok(())
}

/// A feed that is being deleted.
fn next_feed(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT id FROM feeds WHERE removed_by = ?1 ORDER BY id LIMIT 1")?
        .query_row([GONE], |row| row.get(0))
        .optional()
}

/// Deletes entries first, then the rows of removed entries. Returns how many rows it deleted.
fn delete_some(conn: &Connection, feed_id: i64, most: u32) -> rusqlite::Result<u32> {
    let mut left = most - delete_entries(conn, feed_id, most)?;
    for sql in [
        "DELETE FROM departed WHERE feed_id = ?1 AND key_hash IN (SELECT key_hash FROM departed
             WHERE feed_id = ?1 LIMIT ?2)",
        "DELETE FROM revisions WHERE entry_id IN (SELECT entry_id FROM dropped WHERE feed_id = ?1
             LIMIT ?2)",
        "DELETE FROM dropped WHERE entry_id IN (SELECT entry_id FROM dropped WHERE feed_id = ?1
             LIMIT ?2)",
    ] {
        if left > 0 {
            let gone = conn.prepare_cached(sql)?.execute(params![feed_id, left])?;
            left = left.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
        }
    }
    Ok(most - left)
}

/// The tables with rows of an entry that nothing else deletes.
const TABLES: [&str; 8] = [
    "texts",
    "bodies",
    "positions",
    "remote_entries",
    "moments",
    "revisions",
    "heard",
    "episode_files",
];

fn delete_entries(conn: &Connection, feed_id: i64, most: u32) -> rusqlite::Result<u32> {
    let (mut gone, mut unread) = (0, 0);
    let ids: Vec<(i64, i64)> = conn
        .prepare_cached("SELECT id, is_read = 0 FROM entries WHERE feed_id = ?1 LIMIT ?2")?
        .query_map(params![feed_id, most], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (id, is_unread) in ids {
        shards::forget(conn, id)?;
        for table in TABLES {
            conn.prepare_cached(&format!("DELETE FROM {table} WHERE entry_id = ?1"))?
                .execute([id])?;
        }
        for table in ["queue", "downloads"] {
            conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
        }
        conn.prepare_cached("DELETE FROM entries WHERE id = ?1")?.execute([id])?;
        (gone, unread) = (gone + 1, unread + is_unread);
    }
    conn.prepare_cached("UPDATE feeds SET unread_count = unread_count - ?2 WHERE id = ?1")?
        .execute([feed_id, unread])?;
    Ok(gone)
}
