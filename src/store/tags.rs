//! Tags of the reader's own.

use jiff::Timestamp;

use super::error::StoreError;
use super::marking::set_tag;
use super::names::what;
use super::open::{Reader, Store};
use super::undo::log::{Part, begin_step, finish_step};
use crate::model::{EntryId, Step, StepKind};

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
        let changed = set_tag(&tx, &ids.iter().map(|id| id.0).collect::<Vec<_>>(), name, is_on)?;
        let id = begin_step(&tx, StepKind::Reader, now)?;
        let verb = if is_on { "Tagged" } else { "Took a tag from" };
        let title = format!("{verb} {}: {name}", what(&tx, &changed)?);
        let number = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        let parts = if changed.is_empty() {
            Vec::new()
        } else {
            vec![Part::Tag(name.to_owned(), is_on, changed)]
        };
        let step = finish_step(&tx, id, title, number, &parts, now)?;
        tx.commit()?;
        Ok(step)
    }
}
