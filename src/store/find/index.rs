//! Writes the words of entries into the full-text index, and forms queries for it.

use rusqlite::{Connection, params};

use super::shards;
use crate::model::{Entry, EntryContent, EntryId};
use crate::query::{Field, Mark, Text, folded_words};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};

/// Separates two tags or two authors, so that no phrase matches across them. FTS5 treats a private
/// character as a word, and no query contains this one.
const BETWEEN: &str = " \u{e000} ";
/// Bytes of a body that are indexed at most.
const MAX_INDEXED_BYTES: usize = 1 << 20;

/// Indexes the words of an entry that has none in the index. Its shard must have been touched.
pub(in crate::store) fn add(
    conn: &Connection,
    id: i64,
    content: &EntryContent,
    text: &str,
) -> rusqlite::Result<()> {
    insert(conn, "INSERT", (id, content, text))
}

/// Indexes the words of an entry, replacing its old ones. Its shard must have been touched. One
/// with a transcript is indexed later, because the text here does not have its words.
pub(in crate::store) fn replace(
    conn: &Connection,
    id: i64,
    content: &EntryContent,
    text: &str,
) -> rusqlite::Result<()> {
    if has_transcript(conn, id)? {
        return defer(conn, id);
    }
    insert(conn, "INSERT OR REPLACE", (id, content, text))?;
    unmark(conn, id)?;
    Ok(())
}

fn has_transcript(conn: &Connection, id: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM episode_files WHERE entry_id = ?1 AND words IS NOT NULL";
    conn.prepare_cached(sql)?.exists([id])
}

fn insert(
    conn: &Connection,
    verb: &str,
    (id, content, text): (i64, &EntryContent, &str),
) -> rusqlite::Result<()> {
    let text = text.get(..text.floor_char_boundary(MAX_INDEXED_BYTES)).unwrap_or_default();
    let joined = |parts: &[String]| {
        parts.iter().map(|part| folded_words(part)).collect::<Vec<_>>().join(BETWEEN)
    };
    let table = shards::table(shards::shard_of(id));
    let sql = format!(
        "{verb} INTO {table} (rowid, title, authors, body, tags, url, marks)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    );
    conn.prepare_cached(&sql)?.execute(params![
        id,
        folded_words(&content.title),
        joined(&content.authors),
        folded_words(text),
        joined(&content.tags),
        folded_words(content.url.as_ref().map(url::Url::as_str).unwrap_or_default()),
        marks(content).iter().map(|mark| mark.token()).collect::<Vec<_>>().join(" "),
    ])?;
    Ok(())
}

/// Marks an entry to be indexed later.
pub(in crate::store) fn defer(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    shards::touch(conn, shards::shard_of(id))?;
    conn.prepare_cached("INSERT OR IGNORE INTO unindexed (entry_id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// Removes the mark that an entry has to be indexed. Returns whether it had one.
fn unmark(conn: &Connection, id: i64) -> rusqlite::Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM unindexed WHERE entry_id = ?1")?.execute([id])? > 0)
}

/// The marks of an entry, which `has:` looks for.
pub(in crate::store) fn marks(content: &EntryContent) -> Vec<Mark> {
    let plays = |kind: &str| {
        content
            .enclosures
            .iter()
            .any(|file| file.media_type.as_deref().is_some_and(|found| found.starts_with(kind)))
    };
    let all = [
        (Mark::Enclosure, !content.enclosures.is_empty()),
        (Mark::Audio, plays("audio")),
        (Mark::Video, plays("video")),
        (Mark::Comments, content.comments_url.is_some()),
    ];
    all.into_iter().filter(|(_, has)| *has).map(|(mark, _)| mark).collect()
}

/// The FTS5 query for a phrase in a field; `None` if the phrase has no words.
pub(in crate::store) fn question(text: &Text) -> Option<String> {
    let columns = match text.field {
        Field::Title => "title",
        Field::Author => "authors",
        Field::Body => "body",
        Field::Tag => "tags",
        Field::Url => "url",
        Field::Any | Field::Feed | Field::Folder | Field::Language => "title authors body",
    };
    let phrase = folded_words(&text.words);
    let star = if text.is_prefix { " *" } else { "" };
    (!phrase.is_empty()).then(|| format!("{{{columns}}} : \"{phrase}\"{star}"))
}

/// The FTS5 query for a mark.
pub(in crate::store) fn mark_question(mark: Mark) -> String {
    format!("{{marks}} : \"{}\"", mark.token())
}

impl Reader {
    /// Up to `most` entries that have to be indexed, the newest first.
    pub fn unindexed(&self, most: u32) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT entry_id FROM unindexed ORDER BY entry_id DESC LIMIT ?1")?;
        let ids = statement
            .query_map([most], |row| row.get(0).map(EntryId))?
            .collect::<Result<Vec<_>, _>>()?;
        let mut entries = Vec::with_capacity(ids.len());
        for id in ids {
            match self.entry(id) {
                Ok(entry) => entries.extend(entry),
                // A damaged entry must not keep the others from being indexed.
                Err(err) => log::warn!("an entry can't be indexed: {err}"),
            }
        }
        Ok(entries)
    }
}

impl Store {
    /// Indexes entries, each with the text of its body. Skips entries that no longer have to be
    /// indexed: another process has done it, possibly with a later text.
    pub fn index(&mut self, entries: &[(Entry, String)]) -> Result<(), StoreError> {
        let tx = self.begin()?;
        let mut touched = None;
        for (entry, text) in entries {
            if unmark(&tx, entry.id.0)? {
                let shard = shards::shard_of(entry.id.0);
                if touched.replace(shard) != Some(shard) {
                    shards::touch(&tx, shard)?;
                }
                let words = (entry.id.0, &entry.content, text.as_str());
                insert(&tx, "INSERT OR REPLACE", words)?;
            }
        }
        tx.commit()?;
        Ok(())
    }
}
