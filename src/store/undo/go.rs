//! Undoes and redoes steps. This sets only what the step changed, whatever happened since.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::arrangement::{self, Arrangement, Direction, RowChange};
use super::dropping;
use super::log::{StepPart, begin_step, finish_step, parts, step_kind};
use crate::model::{StatusChange, Statuses, Step, StepId, StepKind, StepOrigin};
use crate::store::accounts::noting;
use crate::store::error::StoreError;
use crate::store::folder_sync;
use crate::store::marking;
use crate::store::open::Store;
use crate::store::sleeping::{end_sleep, set_asleep};
use crate::store::values::millis;

/// The result of undoing or redoing a step. Empty if the step has expired, or is undone (or redone)
/// already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UndoOutcome {
    /// What the step had done; `None` if there was no such step.
    pub kind: Option<StepKind>,
    /// The new statuses of entries that changed.
    pub changed: Statuses,
    /// Whether feeds, folders, searches or rules changed.
    pub is_arranged: bool,
    /// Whether entries appeared in lists or disappeared from them.
    pub is_list_other: bool,
    /// Whether a feed is signed in to again whose secret was deleted when the user signed out.
    pub lost_secret: bool,
}

/// The result of an act that changed feeds, folders, searches or rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActOutcome<T> {
    /// What the act created, such as an id.
    pub value: T,
    /// The step that undoes it; `None` if nothing changed.
    pub step: Option<Step>,
}

impl Store {
    /// Undoes a step. Does nothing if the step has expired or is undone already.
    pub fn undo(&mut self, step: StepId, now: Timestamp) -> Result<UndoOutcome, StoreError> {
        self.go(step, Direction::Undo, now)
    }

    /// Redoes a step that was undone.
    pub fn redo(&mut self, step: StepId, now: Timestamp) -> Result<UndoOutcome, StoreError> {
        self.go(step, Direction::Redo, now)
    }

    fn go(
        &mut self,
        step: StepId,
        direction: Direction,
        now: Timestamp,
    ) -> Result<UndoOutcome, StoreError> {
        let changed = self
            .conn()
            .query_row("SELECT changed FROM undo_steps WHERE id = ?1", [step.0], |row| {
                row.get::<_, u32>(0)
            })
            .optional()?;
        self.expect_many(changed.unwrap_or(0) as usize)?;
        let gone = self.go_in_transaction(step, direction, now);
        self.release_memory()?;
        gone
    }

    fn go_in_transaction(
        &mut self,
        step: StepId,
        direction: Direction,
        now: Timestamp,
    ) -> Result<UndoOutcome, StoreError> {
        let tx = self.begin()?;
        let is_undone = direction == Direction::Redo;
        let Some(kind) = step_kind(&tx, step, is_undone)? else {
            return Ok(UndoOutcome::default());
        };
        if direction == Direction::Undo && matches!(kind, StepKind::JoinFolder { .. }) {
            // Otherwise other computers would unsubscribe from the feeds that came from them.
            folder_sync::leave(&tx)?;
        }
        let mut undone = UndoOutcome { kind: Some(kind), ..UndoOutcome::default() };
        let mut parts = parts(&tx, step)?;
        if direction == Direction::Undo {
            parts.reverse();
        }
        for part in parts {
            go_part(&tx, part, direction, step, &mut undone)?;
        }
        match direction {
            Direction::Undo => tx.execute(
                "UPDATE undo_steps SET undone = ?2 WHERE id = ?1",
                params![step.0, millis(now)],
            )?,
            // It counts as made now. Otherwise it could expire soon, with everything that it holds.
            Direction::Redo => tx.execute(
                "UPDATE undo_steps SET undone = NULL, made = ?2 WHERE id = ?1",
                params![step.0, millis(now)],
            )?,
        };
        tx.commit()?;
        Ok(undone)
    }

    /// Does an act on feeds, folders, searches or rules as one step. The act returns a value and
    /// the kind of the step.
    pub(in crate::store) fn arrange<T>(
        &mut self,
        now: Timestamp,
        act: impl FnOnce(&Connection, StepId) -> Result<(T, StepKind), StoreError>,
    ) -> Result<ActOutcome<T>, StoreError> {
        let tx = self.begin()?;
        let before = Arrangement::read(&tx)?;
        let id = begin_step(&tx, StepOrigin::User, now)?;
        let (value, kind) = act(&tx, id)?;
        let changes = before.changes_to(&Arrangement::read(&tx)?);
        noting::note(&tx, &changes)?;
        let rows = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        let parts = if changes.is_empty() { Vec::new() } else { vec![StepPart::Rows(changes)] };
        let step = finish_step(&tx, id, &kind, rows, &parts, now)?;
        tx.commit()?;
        Ok(ActOutcome { value, step })
    }
}

fn go_part(
    conn: &Connection,
    part: StepPart,
    direction: Direction,
    step: StepId,
    undone: &mut UndoOutcome,
) -> Result<(), StoreError> {
    let is_redo = direction == Direction::Redo;
    match part {
        StepPart::Status(change, ids) => {
            let change = if is_redo { change } else { change.opposite() };
            undone.is_list_other |= matches!(change, StatusChange::Hidden(_));
            if needs_entries(change) {
                undone.is_list_other |= dropping::bring_back(conn, &ids)?;
            }
            undone.changed.update(&marking::statuses_after(
                &marking::set_status(conn, ids.into_iter(), change)?,
                change,
            ));
        }
        StepPart::Tag(name, is_on, ids) => {
            if is_on == is_redo {
                dropping::bring_back(conn, &ids)?;
            }
            marking::set_tag(conn, &ids, &name, is_on == is_redo)?;
            undone.is_list_other = true;
        }
        StepPart::Rows(changes) => {
            arrange_again(conn, &changes, direction, step)?;
            undone.is_arranged = true;
            undone.lost_secret |= !is_redo && changes.iter().any(RowChange::removed_sign_in);
        }
        StepPart::Removal(ids) => {
            if is_redo {
                dropping::drop_to(conn, &ids, step)?;
            } else {
                dropping::restore(conn, step)?;
            }
            undone.is_list_other = true;
        }
        StepPart::Arrival(ids) => {
            undone.is_list_other = true;
            // An entry that has got a star or a tag since stays, read.
            let change = StatusChange::Read(!is_redo);
            if is_redo {
                dropping::bring_back(conn, &ids)?;
            }
            let marked = marking::set_status(conn, ids.iter().copied(), change)?;
            undone.changed.update(&marking::statuses_after(&marked, change));
            if !is_redo {
                dropping::drop_to(conn, &ids, step)?;
            }
        }
        StepPart::Sleep(sleep, ids) => {
            undone.is_list_other = true;
            if is_redo {
                let changed = set_asleep(conn, &ids, sleep.until)?;
                let change = StatusChange::Read(true);
                undone.changed.update(&marking::statuses_after(&changed, change));
            } else {
                dropping::bring_back(conn, &ids)?;
                undone.changed.update(&end_sleep(conn, &ids, sleep)?);
            }
        }
    }
    Ok(())
}

/// Undoes or redoes changes of rows. Servers of accounts get the differences that this makes.
fn arrange_again(
    conn: &Connection,
    changes: &[RowChange],
    direction: Direction,
    step: StepId,
) -> Result<(), StoreError> {
    if !noting::is_needed(conn)? {
        return arrangement::apply(conn, changes, direction, step);
    }
    let before = Arrangement::read(conn)?;
    arrangement::apply(conn, changes, direction, step)?;
    noting::note(conn, &before.changes_to(&Arrangement::read(conn)?))
}

/// Whether retention keeps entries with this status. Entries that it removed meanwhile then have to
/// be restored.
fn needs_entries(change: StatusChange) -> bool {
    matches!(
        change,
        StatusChange::Read(false) | StatusChange::Starred(true) | StatusChange::Hidden(false)
    )
}
