//! Read, starred, and how far an article was read. A change of any number of entries is one step
//! that can be undone.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::marking::{known, set_status};
use super::names::{count_of, entry_target};
use super::open::Store;
use super::undo::log::{Part, begin_step, finish_step, parts};
use super::values::millis;
use crate::model::{
    EntryId, ReadingPosition, StatusChange, Statuses, Step, StepId, StepKind, StepOrigin,
};

/// Entries that are opened one after the other within this time are one step, in minutes.
const SITTING_MINUTES: i64 = 30;

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
        let changed = set_status(&tx, ids.into_iter(), change)?;
        if changed.is_empty() {
            return Ok(StatusesChanged::default());
        }
        let known = known(&changed, change);
        let step = record_statuses(&tx, change, changed, now)?;
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
        let read = set_status(&tx, ids.iter().map(|id| id.0), StatusChange::Read(true))?;
        let hidden = set_status(&tx, ids.iter().map(|id| id.0), StatusChange::Hidden(true))?;
        let changed: BTreeSet<i64> = read.iter().chain(&hidden).copied().collect();
        let changed: Vec<i64> = changed.into_iter().collect();
        let step = begin_step(&tx, StepOrigin::User, now)?;
        let kind = StepKind::Hide { entries: entry_target(&tx, &changed)? };
        let known = known(&read, StatusChange::Read(true));
        let number = count_of(changed.len());
        let parts = [(StatusChange::Read(true), read), (StatusChange::Hidden(true), hidden)];
        let parts: Vec<Part> = parts
            .into_iter()
            .filter(|(_, changed)| !changed.is_empty())
            .map(|(change, changed)| Part::Status(change, changed))
            .collect();
        let step = finish_step(&tx, step, &kind, number, &parts, now)?;
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
        let changed = set_status(&tx, std::iter::once(id.0), StatusChange::Read(true))?;
        let known = known(&changed, StatusChange::Read(true));
        let step = record_opened(&tx, changed, now)?;
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

/// Records a change of statuses that was made.
fn record_statuses(
    conn: &Connection,
    change: StatusChange,
    ids: Vec<i64>,
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    let id = begin_step(conn, StepOrigin::User, now)?;
    let kind = StepKind::of_status(change, entry_target(conn, &ids)?);
    let changed = count_of(ids.len());
    let parts = if ids.is_empty() { Vec::new() } else { vec![Part::Status(change, ids)] };
    finish_step(conn, id, &kind, changed, &parts, now)
}

/// Records that an entry was marked by opening it: what is read in one sitting is one step.
fn record_opened(
    conn: &Connection,
    ids: Vec<i64>,
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    if ids.is_empty() {
        return Ok(None);
    }
    let latest = "SELECT id FROM undo_steps WHERE id = (SELECT max(id) FROM undo_steps) AND kind = 'opened' AND undone IS NULL AND made >= ?1";
    let since = now.checked_sub(SITTING_MINUTES.minutes()).map_or(i64::MIN, millis);
    let sitting: Option<i64> =
        conn.prepare_cached(latest)?.query_row([since], |row| row.get(0)).optional()?;
    let id = match sitting {
        Some(id) => StepId(id),
        None => begin_step(conn, StepOrigin::Opening, now)?,
    };
    let mut all = ids;
    for part in parts(conn, id)? {
        if let Part::Status(StatusChange::Read(true), before) = part {
            all.extend(before);
        }
    }
    conn.prepare_cached("DELETE FROM undo_parts WHERE step_id = ?1")?.execute([id.0])?;
    // The sitting goes on.
    conn.prepare_cached("UPDATE undo_steps SET made = ?2 WHERE id = ?1")?
        .execute(params![id.0, millis(now)])?;
    let changed = count_of(all.len());
    let kind = StepKind::MarkRead { entries: entry_target(conn, &all)? };
    finish_step(conn, id, &kind, changed, &[Part::Status(StatusChange::Read(true), all)], now)
}
