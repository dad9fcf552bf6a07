//! The older versions of entries. A version is packed with the next newer one as its dictionary, so
//! that a few changed words take a few bytes; reading starts at the body that is shown now.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use url::Url;
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::get_frame_content_size;

use super::details::MAX_UNPACKED;
use super::error::StoreError;
use super::open::Reader;
use super::packing::Unpacker;
use super::values::{millis, time};
use crate::model::{Entry, EntryContent, EntryId, Revision};
use crate::revisions::is_edit;

/// The most older versions of an entry. With the present one they are twenty.
pub const MAX_REVISIONS: usize = 19;
/// The zstd level. The text that did not change is found at any level.
const LEVEL: i32 = 3;

const UNREADABLE: StoreError = StoreError::Unreadable { what: "version of an entry" };

/// Fields of a version that differ from those of the next newer one.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Empty if it had none.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<Vec<String>>,
    /// Empty if it had none.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
}

impl Fields {
    fn of(old: &EntryContent, new: &EntryContent) -> Self {
        Self {
            title: (old.title != new.title).then(|| old.title.clone()),
            url: (old.url != new.url).then(|| written(old.url.as_ref())),
            authors: (old.authors != new.authors).then(|| old.authors.clone()),
            base: (old.base != new.base).then(|| written(old.base.as_ref())),
        }
    }

    /// The version with these fields, whose next newer one is `newer`.
    fn before(self, newer: &EntryContent, html: String) -> EntryContent {
        EntryContent {
            title: self.title.unwrap_or_else(|| newer.title.clone()),
            url: self.url.map_or_else(|| newer.url.clone(), |text| Url::parse(&text).ok()),
            authors: self.authors.unwrap_or_else(|| newer.authors.clone()),
            base: self.base.map_or_else(|| newer.base.clone(), |text| Url::parse(&text).ok()),
            html,
            ..newer.clone()
        }
    }
}

fn written(url: Option<&Url>) -> String {
    url.map(Url::to_string).unwrap_or_default()
}

/// Keeps the stored version of an entry that is about to be replaced, if a reader would see a
/// difference. Returns whether it did.
pub(super) fn keep(
    conn: &Connection,
    unpacker: &Unpacker,
    id: i64,
    new: &EntryContent,
    now: Timestamp,
) -> Result<bool, StoreError> {
    // A text that is damaged is replaced without a trace, as before.
    let Ok(Some(old)) = stored_entry(conn, unpacker, id) else { return Ok(false) };
    if !is_edit(&old.content, new) {
        repack_latest(conn, id, &old.content, new)?;
        return Ok(false);
    }
    let last = conn
        .prepare_cached(
            "SELECT number, replaced FROM revisions WHERE entry_id = ?1
                 ORDER BY number DESC LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    let seen = last.map_or(millis(old.first_seen), |(_, replaced)| replaced);
    let number = last.map_or(1, |(number, _)| number + 1);
    let row = Row { number, seen, replaced: millis(now) };
    write(conn, id, row, &old.content, new)?;
    thin_out(conn, id, new)?;
    Ok(true)
}

/// The latest older version depends on the body that is replaced, even if no reader would see the
/// difference between that and the new one.
fn repack_latest(
    conn: &Connection,
    id: i64,
    old: &EntryContent,
    new: &EntryContent,
) -> Result<(), StoreError> {
    let latest = rows(conn, id, 1)?.into_iter().next();
    let Some((row, packed, fields)) = latest else { return Ok(()) };
    // An unreadable one stays so.
    let Ok(html) = unpack(&packed, &old.html) else { return Ok(()) };
    let version = read_fields(&fields).before(old, html);
    write(conn, id, row, &version, new)
}

/// Removes the second version if there are too many: the first and the latest always stay.
fn thin_out(conn: &Connection, id: i64, newest: &EntryContent) -> Result<(), StoreError> {
    let all = rows(conn, id, usize::MAX)?;
    if all.len() <= MAX_REVISIONS {
        return Ok(());
    }
    let versions = unpacked(all, newest);
    // The oldest is the last; the one before it leaves, and the third becomes its neighbour.
    if let [.., (_, third), (second, _), (first, oldest)] = versions.as_slice() {
        let sql = "DELETE FROM revisions WHERE entry_id = ?1 AND number = ?2";
        conn.prepare_cached(sql)?.execute([id, second.number])?;
        write(conn, id, *first, oldest, third)?;
    }
    Ok(())
}

/// The numbers of a version.
#[derive(Debug, Clone, Copy)]
struct Row {
    number: i64,
    seen: i64,
    replaced: i64,
}

fn write(
    conn: &Connection,
    id: i64,
    row: Row,
    version: &EntryContent,
    newer: &EntryContent,
) -> Result<(), StoreError> {
    let fields = serde_json::to_string(&Fields::of(version, newer)).map_err(|_| UNREADABLE)?;
    let html = pack(&version.html, &newer.html)?;
    conn.prepare_cached(
        "REPLACE INTO revisions (entry_id, number, seen, replaced, html, fields)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id, row.number, row.seen, row.replaced, html, fields])?;
    Ok(())
}

/// The newest rows of an entry, the newest first.
fn rows(conn: &Connection, id: i64, most: usize) -> rusqlite::Result<Vec<(Row, Vec<u8>, String)>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    conn.prepare_cached(
        "SELECT number, seen, replaced, html, fields FROM revisions WHERE entry_id = ?1
             ORDER BY number DESC LIMIT ?2",
    )?
    .query_map([id, most], |row| {
        let numbers = Row { number: row.get(0)?, seen: row.get(1)?, replaced: row.get(2)? };
        Ok((numbers, row.get(3)?, row.get(4)?))
    })?
    .collect()
}

/// Reads versions from the newest to the oldest. Those behind an unreadable one are lost.
fn unpacked(rows: Vec<(Row, Vec<u8>, String)>, newest: &EntryContent) -> Vec<(Row, EntryContent)> {
    let mut found: Vec<(Row, EntryContent)> = Vec::with_capacity(rows.len());
    for (row, packed, fields) in rows {
        let newer = found.last().map_or(newest, |(_, version)| version);
        let Ok(html) = unpack(&packed, &newer.html) else {
            log::warn!("version {} of an entry can't be read", row.number);
            break;
        };
        let version = read_fields(&fields).before(newer, html);
        found.push((row, version));
    }
    found
}

fn read_fields(text: &str) -> Fields {
    serde_json::from_str(text).unwrap_or_default()
}

fn pack(html: &str, newer: &str) -> Result<Vec<u8>, StoreError> {
    Compressor::with_dictionary(LEVEL, newer.as_bytes())
        .and_then(|mut compressor| {
            // A wrong neighbour must be an error and never another text.
            compressor.include_checksum(true)?;
            compressor.compress(html.as_bytes())
        })
        .map_err(|_| UNREADABLE)
}

fn unpack(packed: &[u8], newer: &str) -> Result<String, StoreError> {
    let size = get_frame_content_size(packed).ok().flatten().ok_or(UNREADABLE)?;
    let bytes = usize::try_from(size).ok().filter(|bytes| *bytes <= MAX_UNPACKED);
    let html = Decompressor::with_dictionary(newer.as_bytes())
        .and_then(|mut decompressor| decompressor.decompress(packed, bytes.unwrap_or(0)))
        .map_err(|_| UNREADABLE)?;
    String::from_utf8(html).map_err(|_| UNREADABLE)
}

fn stored_entry(
    conn: &Connection,
    unpacker: &Unpacker,
    id: i64,
) -> Result<Option<Entry>, StoreError> {
    super::rows::read_entry(conn, unpacker, EntryId(id))
}

impl Reader {
    /// The older versions of an entry, the oldest first. The present one is not among them.
    pub fn revisions(&self, entry: &Entry) -> Result<Vec<Revision>, StoreError> {
        let all = rows(&self.conn, entry.id.0, usize::MAX)?;
        let mut found: Vec<Revision> = unpacked(all, &entry.content)
            .into_iter()
            .map(|(row, content)| Revision { seen: time(row.seen), content })
            .collect();
        found.reverse();
        Ok(found)
    }

    /// When the present version of an edited entry was first seen.
    pub fn last_edit(&self, id: EntryId) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT max(replaced) FROM revisions WHERE entry_id = ?1";
        let found: Option<i64> =
            self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?;
        Ok(found.map(time))
    }

    /// The entry of the same feed that comes before this one in time.
    pub fn entry_before(&self, id: EntryId) -> Result<Option<EntryId>, StoreError> {
        let sql = "SELECT other.id FROM entries JOIN entries AS other INDEXED BY entries_by_feed
                 ON other.feed_id = entries.feed_id
                 AND (other.sort_secs, other.id) < (entries.sort_secs, entries.id)
             WHERE entries.id = ?1 ORDER BY other.sort_secs DESC, other.id DESC LIMIT 1";
        let found = self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0).map(EntryId));
        Ok(found.optional()?)
    }

    /// How often the publisher has edited an entry.
    pub fn edits(&self, id: EntryId) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(max(number), 0) FROM revisions WHERE entry_id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_packed_against_its_neighbour() {
        let newer =
            "<p>The quick brown fox jumps over the lazy dog again and again.</p>".repeat(20);
        let older = newer.replacen("brown", "red", 1);
        let packed = pack(&older, &newer).unwrap();
        assert!(packed.len() < 60, "{} bytes", packed.len());
        assert_eq!(unpack(&packed, &newer).unwrap(), older);
        assert!(unpack(&packed, "another text that is not the neighbour at all").is_err());
    }

    #[test]
    fn a_version_beside_an_empty_one_is_packed_alone() {
        for (older, newer) in [("<p>a</p>", ""), ("", "<p>a</p>"), ("", ""), ("ab", "a")] {
            assert_eq!(unpack(&pack(older, newer).unwrap(), newer).unwrap(), older);
        }
    }

    #[test]
    fn long_versions_are_packed_against_each_other() {
        let words = (0..60_000_u64).map(|at| format!("word{}", at.wrapping_mul(7919) % 50_021));
        let newer = words.collect::<Vec<_>>().join(" ");
        let older = newer.replacen("word7919 ", "", 1);
        let packed = pack(&older, &newer).unwrap();
        assert!(packed.len() < newer.len() / 50, "{} of {}", packed.len(), newer.len());
        assert_eq!(unpack(&packed, &newer).unwrap(), older);
    }

    #[test]
    fn damaged_versions_are_an_error_and_not_a_panic() {
        for bytes in [&[][..], &[1, 2, 3], &[0x28, 0xb5, 0x2f, 0xfd, 9]] {
            assert!(unpack(bytes, "<p>a</p>").is_err());
        }
    }
}
