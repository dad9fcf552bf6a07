//! Reads single entries: the texts of rows on screen, and whole entries with their bodies.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::details;
use super::error::StoreError;
use super::open::Reader;
use super::packing::Unpacker;
use super::values::{time, time_at, url_at};
use crate::model::{
    Entry, EntryContent, EntryId, EntryKey, EntryRow, EntryStatus, FeedId, ReadingPosition, Snooze,
};

impl Reader {
    /// The texts of rows, in the order of `ids`. Rows that are gone are missing.
    pub fn rows(&self, ids: &[EntryId]) -> Result<Vec<EntryRow>, StoreError> {
        let snapshot = self.snapshot()?;
        let mut statement = snapshot.prepare_cached(
            "SELECT texts.*, entries.*, until, is_awake,
                     (SELECT coalesce(max(number), 0) FROM revisions
                      WHERE revisions.entry_id = texts.entry_id) AS edits
                 FROM texts JOIN entries ON entries.id = texts.entry_id
                 LEFT JOIN snoozed ON snoozed.entry_id = texts.entry_id
                     AND is_awake <> is_read
                 WHERE texts.entry_id = ?1",
        )?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(statement.query_row([id.0], entry_row).optional()?);
        }
        Ok(rows)
    }

    /// An entry with its body and status.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        read_entry(&self.conn, &self.unpacker, id)
    }

    /// The number of words in the body of an entry.
    pub fn words(&self, id: EntryId) -> Result<Option<u32>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT words FROM texts WHERE entry_id = ?1")?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

/// An entry with its body and status.
pub(super) fn read_entry(
    conn: &Connection,
    unpacker: &Unpacker,
    id: EntryId,
) -> Result<Option<Entry>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT * FROM entries JOIN texts ON texts.entry_id = entries.id
         JOIN bodies ON bodies.entry_id = entries.id
         LEFT JOIN positions ON positions.entry_id = entries.id WHERE entries.id = ?1",
    )?;
    let found = statement
        .query_row([id.0], |row| Ok((entry(row)?, row.get("html")?, row.get("details")?)))
        .optional()?;
    let Some((mut entry, html, stored)): Option<(Entry, Vec<u8>, Vec<u8>)> = found else {
        return Ok(None);
    };
    details::unpack(&stored, &mut entry.content)?;
    entry.content.html = unpacker.html(conn, &html)?;
    Ok(Some(entry))
}

fn entry_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    let published = time_at(row, "published")?;
    Ok(EntryRow {
        id: EntryId(row.get("id")?),
        feed_id: FeedId(row.get("feed_id")?),
        title: row.get("title")?,
        excerpt: row.get("excerpt")?,
        author: row.get("author")?,
        shown_time: published.map_or_else(|| row.get("first_seen").map(time), Ok)?,
        is_time_guessed: published.is_none(),
        url: url_at(row, "url")?,
        snooze: snooze(row)?,
        edits: row.get("edits")?,
    })
}

fn snooze(row: &Row<'_>) -> rusqlite::Result<Option<Snooze>> {
    let Some(until) = time_at(row, "until")? else { return Ok(None) };
    Ok(Some(if row.get("is_awake")? { Snooze::Back(until) } else { Snooze::Asleep(until) }))
}

/// The entry without its body and details.
fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let position = row.get::<_, Option<u32>>("block")?.zip(row.get::<_, Option<f64>>("fraction")?);
    Ok(Entry {
        id: EntryId(row.get("id")?),
        feed_id: FeedId(row.get("feed_id")?),
        key: EntryKey(row.get("key")?),
        first_seen: time(row.get("first_seen")?),
        content: EntryContent {
            title: row.get("title")?,
            url: url_at(row, "url")?,
            published: time_at(row, "published")?,
            ..EntryContent::default()
        },
        status: EntryStatus {
            is_read: row.get("is_read")?,
            is_starred: row.get("is_starred")?,
            position: position
                .map(|(block, fraction)| ReadingPosition { block, fraction: fraction as f32 }),
        },
    })
}
