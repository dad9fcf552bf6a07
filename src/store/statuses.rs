//! Read, starred, and how far an article was read. A change of any number of entries is one step
//! that can be undone.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::open::Store;
use super::refresh::add_unread_by_feed;
use super::undo::{self, Part};
use crate::model::{EntryId, ReadingPosition, StatusChange, Statuses, Step, StepKind};

/// What a change of statuses came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusesChanged {
    /// The step that takes it back; `None` when nothing was different before.
    pub step: Option<Step>,
    /// What really changed.
    pub changed: Statuses,
}

impl Store {
    /// Changes the statuses of entries as one step. Entries that are so already, or are gone, are
    /// not part of it.
    pub fn change_statuses(
        &mut self,
        ids: &[EntryId],
        change: StatusChange,
        now: Timestamp,
    ) -> Result<StatusesChanged, StoreError> {
        self.expect_many(ids.len())?;
        let done = self.change_in_room(ids, change, now);
        if ids.len() > 1 {
            self.release_memory()?;
        }
        done
    }

    fn change_in_room(
        &mut self,
        ids: &[EntryId],
        change: StatusChange,
        now: Timestamp,
    ) -> Result<StatusesChanged, StoreError> {
        let tx = self.begin()?;
        // In the order in which they are stored, neighbours share pages.
        let mut ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        let changed = apply(&tx, ids.into_iter(), change)?;
        if changed.is_empty() {
            return Ok(StatusesChanged::default());
        }
        let known = known(&changed, change);
        let step = undo::record_statuses(&tx, change, changed, now)?;
        tx.commit()?;
        Ok(StatusesChanged { step, changed: known })
    }

    /// Keeps entries out of Today, Unread and All, as one step: they count as read, too.
    pub fn hide_entries(
        &mut self,
        ids: &[EntryId],
        now: Timestamp,
    ) -> Result<StatusesChanged, StoreError> {
        let tx = self.begin()?;
        let read = apply(&tx, ids.iter().map(|id| id.0), StatusChange::Read(true))?;
        let hidden = apply(&tx, ids.iter().map(|id| id.0), StatusChange::Hidden(true))?;
        let changed: BTreeSet<i64> = read.iter().chain(&hidden).copied().collect();
        let changed: Vec<i64> = changed.into_iter().collect();
        let step = undo::begin_step(&tx, StepKind::Reader, now)?;
        let title = format!("Hid {}", undo::what(&tx, &changed)?);
        let known = known(&read, StatusChange::Read(true));
        let number = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        let parts = [(StatusChange::Read(true), read), (StatusChange::Hidden(true), hidden)];
        let parts: Vec<Part> = parts
            .into_iter()
            .filter(|(_, changed)| !changed.is_empty())
            .map(|(change, changed)| Part::Status(change, changed))
            .collect();
        let step = undo::finish_step(&tx, step, title, number, &parts, now)?;
        tx.commit()?;
        Ok(StatusesChanged { step, changed: known })
    }

    /// Marks an entry as read because it was opened: what is opened in one sitting is one step.
    pub fn mark_opened(
        &mut self,
        id: EntryId,
        now: Timestamp,
    ) -> Result<StatusesChanged, StoreError> {
        let tx = self.begin()?;
        let changed = apply(&tx, std::iter::once(id.0), StatusChange::Read(true))?;
        let known = known(&changed, StatusChange::Read(true));
        let step = undo::record_opened(&tx, changed, now)?;
        tx.commit()?;
        Ok(StatusesChanged { step, changed: known })
    }

    /// Remembers how far an article was read; an entry that is gone is no error.
    pub fn save_position(
        &mut self,
        id: EntryId,
        position: ReadingPosition,
    ) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached("REPLACE INTO positions (entry_id, block, fraction) SELECT id, ?2, ?3 FROM entries WHERE id = ?1")?
            .execute(params![id.0, position.block, f64::from(position.fraction)])?;
        Ok(())
    }
}

/// What is known of entries after a change.
pub(super) fn known(ids: &[i64], change: StatusChange) -> Statuses {
    let mut known = Statuses::default();
    known.note(&ids.iter().copied().map(EntryId).collect(), change);
    known
}

/// Makes the change and returns the entries that it really changed.
pub(super) fn apply(
    conn: &Connection,
    ids: impl Iterator<Item = i64>,
    change: StatusChange,
) -> rusqlite::Result<Vec<i64>> {
    let (look, mark, value) = match change {
        StatusChange::Read(value) => (
            "SELECT feed_id FROM entries WHERE id = ?1 AND is_read <> ?2",
            "UPDATE entries SET is_read = ?2 WHERE id = ?1",
            value,
        ),
        StatusChange::Starred(value) => (
            "SELECT feed_id FROM entries WHERE id = ?1 AND is_starred <> ?2",
            "UPDATE entries SET is_starred = ?2 WHERE id = ?1",
            value,
        ),
        StatusChange::Hidden(value) => (
            "SELECT feed_id FROM entries WHERE id = ?1 AND is_hidden <> ?2",
            "UPDATE entries SET is_hidden = ?2 WHERE id = ?1",
            value,
        ),
    };
    // An update that returns what it changed would make a table for the answer each time.
    let mut look = conn.prepare_cached(look)?;
    let mut mark = conn.prepare_cached(mark)?;
    let mut changed = Vec::new();
    let mut unread: HashMap<i64, i64> = HashMap::new();
    for id in ids {
        let found = look.query_row(params![id, value], |row| row.get(0)).optional()?;
        let Some(feed_id): Option<i64> = found else { continue };
        mark.execute(params![id, value])?;
        changed.push(id);
        if let StatusChange::Read(is_read) = change {
            *unread.entry(feed_id).or_default() += if is_read { -1 } else { 1 };
        }
    }
    add_unread_by_feed(conn, &unread)?;
    Ok(changed)
}
