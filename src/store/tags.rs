//! The user's own tags.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use super::error::StoreError;
use super::marking::set_tag;
use super::names::{count_of, entry_target, short};
use super::open::{Reader, Store};
use super::undo::log::{StepPart, begin_step, finish_step};
use crate::model::{EntryId, Step, StepKind, StepOrigin, Tag, TagId};

impl Reader {
    /// The user's tags of an entry, in alphabetical order.
    pub fn tags(&self, id: EntryId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM tags JOIN entry_tags ON tag_id = id WHERE entry_id = ?1
             ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([id.0], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// All tags that some entry has, in alphabetical order.
    pub fn all_tags(&self) -> Result<Vec<Tag>, StoreError> {
        let sql = "SELECT id, name FROM tags WHERE EXISTS (SELECT 1 FROM entry_tags
             WHERE tag_id = id) ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found =
            statement.query_map([], |row| Ok(Tag { id: TagId(row.get(0)?), name: row.get(1)? }))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The number of unread entries with each tag. Tags without any are left out.
    pub(super) fn unread_by_tag(&self) -> Result<Vec<(TagId, u32)>, StoreError> {
        let sql = "SELECT tag_id, count(*) FROM entry_tags JOIN entries ON entries.id = entry_id
             WHERE is_read = 0 AND feed_id NOT IN
                 (SELECT id FROM feeds WHERE removed_by IS NOT NULL) GROUP BY tag_id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| Ok((TagId(row.get(0)?), row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Adds a tag to entries or removes it, as one step; `None` if nothing changed.
    pub fn tag_entries(
        &mut self,
        ids: &[EntryId],
        name: &str,
        is_on: bool,
        now: Timestamp,
    ) -> Result<Option<Step>, StoreError> {
        let tx = self.begin()?;
        let name = name.trim();
        let changed = set_tag(&tx, &ids.iter().map(|id| id.0).collect::<Vec<_>>(), name, is_on)?;
        let id = begin_step(&tx, StepOrigin::User, now)?;
        let entries = entry_target(&tx, &changed)?;
        let tag = short(name);
        let kind =
            if is_on { StepKind::Tag { entries, tag } } else { StepKind::Untag { entries, tag } };
        let number = count_of(changed.len());
        let parts = if changed.is_empty() {
            Vec::new()
        } else {
            vec![StepPart::Tag(name.to_owned(), is_on, changed)]
        };
        let step = finish_step(&tx, id, &kind, number, &parts, now)?;
        tx.commit()?;
        Ok(step)
    }

    /// Gives a tag another name, as one step. Entries that have both tags keep the other one.
    pub fn rename_tag(
        &mut self,
        id: TagId,
        name: &str,
        now: Timestamp,
    ) -> Result<Option<Step>, StoreError> {
        let name = name.trim();
        self.replace_tag(id, Some(name).filter(|name| !name.is_empty()), now)
    }

    /// Removes a tag from all entries, as one step.
    pub fn remove_tag(&mut self, id: TagId, now: Timestamp) -> Result<Option<Step>, StoreError> {
        self.replace_tag(id, None, now)
    }

    /// Removes a tag from all entries and gives them another one. The old row stays without
    /// entries, so that steps before this one can still be undone.
    fn replace_tag(
        &mut self,
        id: TagId,
        by: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Step>, StoreError> {
        let tx = self.begin()?;
        let Some(name) = tag_name(&tx, id)?.filter(|name| by != Some(name)) else {
            return Ok(None);
        };
        let entries = tagged(&tx, id)?;
        let step = begin_step(&tx, StepOrigin::User, now)?;
        let mut parts = Vec::new();
        let removed = set_tag(&tx, &entries, &name, false)?;
        let number = count_of(removed.len());
        parts.push(StepPart::Tag(name.clone(), false, removed));
        if let Some(by) = by {
            parts.push(StepPart::Tag(by.to_owned(), true, set_tag(&tx, &entries, by, true)?));
        }
        let kind = match by {
            Some(by) => StepKind::Rename { old_name: short(&name), new_name: short(by) },
            None => StepKind::RemoveTag { tag: short(&name) },
        };
        parts.retain(|part| !matches!(part, StepPart::Tag(_, _, ids) if ids.is_empty()));
        let step = finish_step(&tx, step, &kind, number, &parts, now)?;
        tx.commit()?;
        Ok(step)
    }
}

fn tag_name(conn: &Connection, id: TagId) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT name FROM tags WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()
}

fn tagged(conn: &Connection, id: TagId) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached("SELECT entry_id FROM entry_tags WHERE tag_id = ?1")?
        .query_map([id.0], |row| row.get(0))?
        .collect()
}
