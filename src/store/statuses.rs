//! Read, starred, and how far an article was read. A change of any number of entries is one step
//! that can be undone.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::marking::{known, set_status};
use super::names::what;
use super::open::Store;
use super::undo::log::{Part, begin_step, finish_step, parts};
use super::values::millis;
use crate::model::{EntryId, ReadingPosition, StatusChange, Statuses, Step, StepId, StepKind};

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
        let step = begin_step(&tx, StepKind::Reader, now)?;
        let title = format!("Hid {}", what(&tx, &changed)?);
        let known = known(&read, StatusChange::Read(true));
        let number = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        let parts = [(StatusChange::Read(true), read), (StatusChange::Hidden(true), hidden)];
        let parts: Vec<Part> = parts
            .into_iter()
            .filter(|(_, changed)| !changed.is_empty())
            .map(|(change, changed)| Part::Status(change, changed))
            .collect();
        let step = finish_step(&tx, step, title, number, &parts, now)?;
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
    let id = begin_step(conn, StepKind::Reader, now)?;
    let what = what(conn, &ids)?;
    let title = match change {
        StatusChange::Read(true) => format!("Marked {what} as read"),
        StatusChange::Read(false) => format!("Marked {what} as unread"),
        StatusChange::Starred(true) => format!("Starred {what}"),
        StatusChange::Starred(false) => format!("Took the star from {what}"),
        StatusChange::Hidden(true) => format!("Hid {what}"),
        StatusChange::Hidden(false) => format!("Showed {what} again"),
    };
    let changed = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let parts = if ids.is_empty() { Vec::new() } else { vec![Part::Status(change, ids)] };
    finish_step(conn, id, title, changed, &parts, now)
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
        None => begin_step(conn, StepKind::Opened, now)?,
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
    let changed = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let title = format!("Read {}", what(conn, &all)?);
    finish_step(conn, id, title, changed, &[Part::Status(StatusChange::Read(true), all)], now)
}
