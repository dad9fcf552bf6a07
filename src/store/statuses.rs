//! Marks entries as read, starred or hidden, and saves reading positions. A change of any number of
//! entries is one step of the undo log.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::marking::{set_status, statuses_after};
use super::moments;
use super::names::{count_of, entry_target};
use super::open::Store;
use super::readings;
use super::undo::log::{StepPart, begin_step, finish_step, parts};
use super::values::millis;
use crate::model::{
    EntryId, ReadingPosition, StatusChange, Statuses, Step, StepId, StepKind, StepOrigin,
};

/// A sitting ends when no entry was opened for this many minutes.
const SITTING_MINUTES: i64 = 30;

/// The result of a change of statuses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusOutcome {
    /// The step that undoes the change; `None` if nothing changed.
    pub step: Option<Step>,
    /// The new statuses of the entries that changed.
    pub changed: Statuses,
}

impl Store {
    /// Changes a status of entries as one step. Entries that have it already, or are gone, are not
    /// part of the step.
    pub fn change_statuses(
        &mut self,
        ids: &[EntryId],
        change: StatusChange,
        now: Timestamp,
    ) -> Result<StatusOutcome, StoreError> {
        self.expect_many(ids.len())?;
        let done = self.change_in_transaction(ids, change, now);
        if ids.len() > 1 {
            self.release_memory()?;
        }
        done
    }

    fn change_in_transaction(
        &mut self,
        ids: &[EntryId],
        change: StatusChange,
        now: Timestamp,
    ) -> Result<StatusOutcome, StoreError> {
        let tx = self.begin()?;
        // In the order of storage, because neighbours share pages.
        let mut ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        let changed = set_status(&tx, ids.into_iter(), change)?;
        if changed.is_empty() {
            return Ok(StatusOutcome::default());
        }
        note_moments(&tx, &changed, change, now)?;
        let after = statuses_after(&changed, change);
        let step = record_statuses(&tx, change, changed, now)?;
        tx.commit()?;
        Ok(StatusOutcome { step, changed: after })
    }

    /// Hides entries from Today, Unread and All, and marks them as read, as one step.
    pub fn hide_entries(
        &mut self,
        ids: &[EntryId],
        now: Timestamp,
    ) -> Result<StatusOutcome, StoreError> {
        let tx = self.begin()?;
        let read = set_status(&tx, ids.iter().map(|id| id.0), StatusChange::Read(true))?;
        let hidden = set_status(&tx, ids.iter().map(|id| id.0), StatusChange::Hidden(true))?;
        let changed: BTreeSet<i64> = read.iter().chain(&hidden).copied().collect();
        let changed: Vec<i64> = changed.into_iter().collect();
        let step = begin_step(&tx, StepOrigin::User, now)?;
        let kind = StepKind::Hide { entries: entry_target(&tx, &changed)? };
        let after = statuses_after(&read, StatusChange::Read(true));
        let number = count_of(changed.len());
        let parts = [(StatusChange::Read(true), read), (StatusChange::Hidden(true), hidden)];
        let parts: Vec<StepPart> = parts
            .into_iter()
            .filter(|(_, changed)| !changed.is_empty())
            .map(|(change, changed)| StepPart::Status(change, changed))
            .collect();
        let step = finish_step(&tx, step, &kind, number, &parts, now)?;
        tx.commit()?;
        Ok(StatusOutcome { step, changed: after })
    }

    /// Marks an entry as read because the user opened it. Entries opened in one sitting are one
    /// step.
    pub fn mark_opened(
        &mut self,
        id: EntryId,
        now: Timestamp,
    ) -> Result<StatusOutcome, StoreError> {
        let tx = self.begin()?;
        let changed = set_status(&tx, std::iter::once(id.0), StatusChange::Read(true))?;
        let after = statuses_after(&changed, StatusChange::Read(true));
        readings::record(&tx, &changed, now)?;
        moments::note_read(&tx, &changed, now)?;
        let step = record_opened(&tx, changed, now)?;
        tx.commit()?;
        Ok(StatusOutcome { step, changed: after })
    }

    /// Saves how far an entry was read. Does nothing if the entry is gone.
    pub fn save_position(
        &mut self,
        id: EntryId,
        position: ReadingPosition,
    ) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached(
                "REPLACE INTO positions (entry_id, block, fraction) SELECT id, ?2, ?3
                 FROM entries WHERE id = ?1",
            )?
            .execute(params![id.0, position.block, f64::from(position.fraction)])?;
        Ok(())
    }
}

/// Notes when entries were starred, and when one was marked as read by itself.
fn note_moments(
    conn: &Connection,
    ids: &[i64],
    change: StatusChange,
    now: Timestamp,
) -> rusqlite::Result<()> {
    match change {
        StatusChange::Read(true) if ids.len() == 1 => moments::note_read(conn, ids, now),
        StatusChange::Starred(true) => moments::note_starred(conn, ids, now),
        StatusChange::Read(_) | StatusChange::Starred(false) | StatusChange::Hidden(_) => Ok(()),
    }
}

/// Records a change of statuses as a step.
fn record_statuses(
    conn: &Connection,
    change: StatusChange,
    ids: Vec<i64>,
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    let id = begin_step(conn, StepOrigin::User, now)?;
    let kind = StepKind::of_status(change, entry_target(conn, &ids)?);
    let changed = count_of(ids.len());
    let parts = if ids.is_empty() { Vec::new() } else { vec![StepPart::Status(change, ids)] };
    finish_step(conn, id, &kind, changed, &parts, now)
}

/// Records entries that were marked by opening them, in the step of the current sitting if there is
/// one.
fn record_opened(
    conn: &Connection,
    ids: Vec<i64>,
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    if ids.is_empty() {
        return Ok(None);
    }
    let latest = "SELECT id FROM undo_steps WHERE id = (SELECT max(id) FROM undo_steps)
         AND kind = 'opened' AND undone IS NULL AND made >= ?1";
    let since = now.checked_sub(SITTING_MINUTES.minutes()).map_or(i64::MIN, millis);
    let sitting: Option<i64> =
        conn.prepare_cached(latest)?.query_row([since], |row| row.get(0)).optional()?;
    let id = match sitting {
        Some(id) => StepId(id),
        None => begin_step(conn, StepOrigin::Opening, now)?,
    };
    let mut all = ids;
    for part in parts(conn, id)? {
        if let StepPart::Status(StatusChange::Read(true), before) = part {
            all.extend(before);
        }
    }
    conn.prepare_cached("DELETE FROM undo_parts WHERE step_id = ?1")?.execute([id.0])?;
    // The sitting continues, so its time limit starts again.
    conn.prepare_cached("UPDATE undo_steps SET made = ?2 WHERE id = ?1")?
        .execute(params![id.0, millis(now)])?;
    let changed = count_of(all.len());
    let kind = StepKind::MarkRead { entries: entry_target(conn, &all)? };
    finish_step(conn, id, &kind, changed, &[StepPart::Status(StatusChange::Read(true), all)], now)
}
