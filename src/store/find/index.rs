//! The full-text index: what goes into it, and how it is asked.

use rusqlite::{Connection, params};

use super::shards;
use crate::model::{Entry, EntryContent, EntryId};
use crate::query::{Field, Mark, Text, tokens};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};

/// Stands between two tags or two authors, so that no phrase is found across them. The index takes
/// a private character for a word, and no question has it in one.
const BETWEEN: &str = " \u{e000} ";
/// Most bytes of a body's words that are indexed.
const MAX_INDEXED_BYTES: usize = 1 << 20;

/// Puts the words of an entry into the index, in place of those that it had.
pub(in crate::store) fn write(
    conn: &Connection,
    id: i64,
    content: &EntryContent,
    text: &str,
) -> rusqlite::Result<()> {
    let text = text.get(..text.floor_char_boundary(MAX_INDEXED_BYTES)).unwrap_or_default();
    let joined =
        |parts: &[String]| parts.iter().map(|part| words(part)).collect::<Vec<_>>().join(BETWEEN);
    let shard = shards::shard_of(id);
    shards::touch(conn, shard)?;
    conn.prepare_cached(&format!(
        "INSERT OR REPLACE INTO {} (rowid, title, authors, body, tags, url, marks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        shards::table(shard)
    ))?
    .execute(params![
        id,
        words(&content.title),
        joined(&content.authors),
        words(text),
        joined(&content.tags),
        words(content.url.as_ref().map(url::Url::as_str).unwrap_or_default()),
        marks(content).iter().map(|mark| mark.token()).collect::<Vec<_>>().join(" "),
    ])?;
    unmark(conn, id)?;
    Ok(())
}

/// Leaves the words of an entry for later.
pub(in crate::store) fn defer(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    shards::touch(conn, shards::shard_of(id))?;
    conn.prepare_cached("INSERT OR IGNORE INTO unindexed (entry_id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// Says that the words of an entry are as they should be, and whether they were waited for.
fn unmark(conn: &Connection, id: i64) -> rusqlite::Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM unindexed WHERE entry_id = ?1")?.execute([id])? > 0)
}

fn words(text: &str) -> String {
    tokens(text).join(" ")
}

/// What comes with an entry.
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

/// What to ask the index for words next to each other in a field; nothing for no words.
pub(in crate::store) fn question(text: &Text) -> Option<String> {
    let columns = match text.field {
        Field::Title => "title",
        Field::Author => "authors",
        Field::Body => "body",
        Field::Tag => "tags",
        Field::Url => "url",
        Field::Any | Field::Feed | Field::Folder | Field::Language => "title authors body",
    };
    let phrase = tokens(&text.words).join(" ");
    let star = if text.is_prefix { " *" } else { "" };
    (!phrase.is_empty()).then(|| format!("{{{columns}}} : \"{phrase}\"{star}"))
}

/// What to ask the index for what comes with an entry.
pub(in crate::store) fn mark_question(mark: Mark) -> String {
    format!("{{marks}} : \"{}\"", mark.token())
}

impl Reader {
    /// Some entries whose words are not in the index yet; the newest come first.
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
                // A damaged one must not keep the others from being found.
                Err(err) => log::warn!("an entry can't be indexed: {err}"),
            }
        }
        Ok(entries)
    }
}

impl Store {
    /// Puts entries into the index, each with the text of its body. Those that nobody waits for any
    /// more are left as they are: another process was quicker, with what may be a later text.
    pub fn index(&mut self, entries: &[(Entry, String)]) -> Result<(), StoreError> {
        let tx = self.begin()?;
        for (entry, text) in entries {
            if unmark(&tx, entry.id.0)? {
                write(&tx, entry.id.0, &entry.content, text)?;
            }
        }
        tx.commit()?;
        Ok(())
    }
}
