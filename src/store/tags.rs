//! The user's own tags.

use jiff::Timestamp;

use super::error::StoreError;
use super::marking::set_tag;
use super::names::{count_of, entry_target, short};
use super::open::{Reader, Store};
use super::undo::log::{StepPart, begin_step, finish_step};
use crate::model::{EntryId, Step, StepKind, StepOrigin};

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
    pub fn all_tags(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM tags WHERE EXISTS (SELECT 1 FROM entry_tags
             WHERE tag_id = id) ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| row.get(0))?;
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
}
