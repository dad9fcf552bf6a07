//! Tags of the reader's own.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::bits::IdBits;
use super::error::StoreError;
use super::open::{Reader, Store};
use super::undo::{self, Part};
use crate::model::{EntryId, Step, StepKind};
use crate::query::occurs_in;

impl Reader {
    /// The tags that the reader put on an entry, in the order of the alphabet.
    pub fn tags(&self, id: EntryId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM tags JOIN entry_tags ON tag_id = id WHERE entry_id = ?1 ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([id.0], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// All tags that are on some entry, in the order of the alphabet.
    pub fn all_tags(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM tags WHERE EXISTS (SELECT 1 FROM entry_tags WHERE tag_id = id) ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Puts a tag on entries, or takes it off, as one step. `None` when nothing was different
    /// before.
    pub fn tag_entries(
        &mut self,
        ids: &[EntryId],
        name: &str,
        is_on: bool,
        now: Timestamp,
    ) -> Result<Option<Step>, StoreError> {
        let tx = self.begin()?;
        let name = name.trim();
        let changed = apply(&tx, &ids.iter().map(|id| id.0).collect::<Vec<_>>(), name, is_on)?;
        let id = undo::begin_step(&tx, StepKind::Reader, now)?;
        let verb = if is_on { "Tagged" } else { "Took a tag from" };
        let title = format!("{verb} {}: {name}", undo::what(&tx, &changed)?);
        let number = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        let parts = if changed.is_empty() {
            Vec::new()
        } else {
            vec![Part::Tag(name.to_owned(), is_on, changed)]
        };
        let step = undo::finish_step(&tx, id, title, number, &parts, now)?;
        tx.commit()?;
        Ok(step)
    }
}

/// Makes the change and returns the entries that really changed.
pub(super) fn apply(
    conn: &Connection,
    ids: &[i64],
    name: &str,
    is_on: bool,
) -> rusqlite::Result<Vec<i64>> {
    if name.is_empty() {
        return Ok(Vec::new());
    }
    conn.prepare_cached("INSERT OR IGNORE INTO tags (name) VALUES (?1)")?.execute([name])?;
    let tag: i64 = conn
        .prepare_cached("SELECT id FROM tags WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?;
    let mut statement = conn.prepare_cached(if is_on {
        "INSERT OR IGNORE INTO entry_tags (entry_id, tag_id) SELECT id, ?2 FROM entries WHERE id = ?1"
    } else {
        "DELETE FROM entry_tags WHERE entry_id = ?1 AND tag_id = ?2"
    })?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute(params![id, tag])? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}

/// Adds the entries to a set that have a tag of the reader's with these words in it.
pub(super) fn add_tagged(
    conn: &Connection,
    words: &str,
    is_prefix: bool,
    ids: &mut IdBits,
) -> rusqlite::Result<()> {
    let mut tags = conn.prepare_cached("SELECT id, name FROM tags")?;
    let mut rows = tags.query([])?;
    while let Some(row) = rows.next()? {
        if !occurs_in(words, is_prefix, row.get_ref(1)?.as_str()?) {
            continue;
        }
        let mut entries =
            conn.prepare_cached("SELECT entry_id FROM entry_tags WHERE tag_id = ?1")?;
        let mut found = entries.query([row.get::<_, i64>(0)?])?;
        while let Some(entry) = found.next()? {
            ids.insert(entry.get(0)?);
        }
    }
    Ok(())
}
