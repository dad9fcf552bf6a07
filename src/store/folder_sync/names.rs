//! The names of entries, by which operations find them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::registers::kind_of;
use crate::folder_sync::{EntryName, RowId, Table};

/// Entries that get names in one transaction.
pub(super) const NAMED_AT_ONCE: i64 = 20_000;

/// The name of an entry: 64 bits of BLAKE3 of its feed's id and the hash of its key.
pub(super) fn name_of(feed: RowId, key_hash: &[u8]) -> EntryName {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&feed.0.to_le_bytes());
    hasher.update(key_hash);
    let hash = hasher.finalize();
    EntryName(hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes)))
}

pub(super) fn entry_named(conn: &Connection, name: EntryName) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT entry_id FROM folder_names WHERE name = ?1")?
        .query_row([name.0.cast_signed()], |row| row.get(0))
        .optional()
}

/// Gives names to some entries that came since the last time, and returns these. Empty if all have
/// names.
pub(super) fn name_some(conn: &Connection) -> rusqlite::Result<Vec<EntryName>> {
    let from: i64 =
        conn.prepare_cached("SELECT named_to FROM folder_sync")?.query_row([], |row| row.get(0))?;
    let last: Option<i64> = conn
        .prepare_cached(
            "SELECT max(id) FROM (SELECT id FROM entries WHERE id > ?1 ORDER BY id LIMIT ?2)",
        )?
        .query_row([from, NAMED_AT_ONCE], |row| row.get(0))?;
    let Some(last) = last else { return Ok(Vec::new()) };
    let named = write(conn, "entries.id > ?2 AND entries.id <= ?3", &[from, last])?;
    conn.prepare_cached("UPDATE folder_sync SET named_to = ?1")?.execute([last])?;
    Ok(named)
}

/// Whether entries wait for their names.
pub(super) fn is_behind(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM entries WHERE id > (SELECT named_to FROM folder_sync)")?
        .exists([])
}

/// Gives names to the entries of a feed that has got another shared id.
pub(super) fn name_feed(conn: &Connection, feed: i64) -> rusqlite::Result<Vec<EntryName>> {
    write(
        conn,
        "entries.feed_id = ?2 AND entries.id <= (SELECT named_to FROM folder_sync)",
        &[feed],
    )
}

/// Gives an entry whose key has changed its new name, too.
pub(super) fn name_entry(conn: &Connection, id: i64) -> rusqlite::Result<Vec<EntryName>> {
    write(conn, "entries.id = ?2", &[id])
}

fn write(conn: &Connection, which: &str, operands: &[i64]) -> rusqlite::Result<Vec<EntryName>> {
    let mut look = conn.prepare_cached(&format!(
        "SELECT entries.id, key_hash, row_id FROM entries
             JOIN folder_rows ON kind = ?1 AND local_id = feed_id WHERE {which}"
    ))?;
    let mut keep =
        conn.prepare_cached("REPLACE INTO folder_names (name, entry_id) VALUES (?1, ?2)")?;
    let kind = kind_of(Table::Feed);
    let mut rows = match operands {
        [one, other] => look.query(params![kind, one, other])?,
        [one] => look.query(params![kind, one])?,
        _ => return Ok(Vec::new()),
    };
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let feed = RowId(row.get::<_, i64>(2)?.cast_unsigned());
        let name = name_of(feed, row.get_ref(1)?.as_blob()?);
        keep.execute(params![name.0.cast_signed(), row.get::<_, i64>(0)?])?;
        named.push(name);
    }
    Ok(named)
}
