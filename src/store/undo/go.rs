//! Undoes and redoes steps. Going a step either way sets only what that step changed, whatever
//! happened since.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::arrangement::{self, Arrangement, Direction, RowChange};
use super::dropping;
use super::log::{Part, begin_step, finish_step, parts};
use crate::model::{StatusChange, Statuses, Step, StepId, StepKind};
use crate::store::error::StoreError;
use crate::store::marking;
use crate::store::open::Store;
use crate::store::values::millis;

/// What going a step came to; nothing when the step is no longer in the log or has been gone
/// already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undone {
    /// What the step had done, in words; empty when there was none.
    pub title: String,
    /// What was changed.
    pub changed: Statuses,
    /// Whether feeds, folders, searches or rules changed.
    pub is_arranged: bool,
    /// Whether entries came or went.
    pub is_list_other: bool,
    /// Whether a feed is signed in to again whose secret went for good when it was signed out of.
    pub names_lost_secret: bool,
}

impl Undone {
    /// What the step had done, and what has to be done by hand now.
    #[must_use]
    pub fn words(&self) -> String {
        let lost = " - its password or token is no longer in the keyring, so set it again in the feed's settings";
        format!("{}{}", self.title, if self.names_lost_secret { lost } else { "" })
    }
}

/// What an act came to that arranged something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arranged<T> {
    /// What it made.
    pub value: T,
    /// The step that takes it back; `None` when nothing was different before.
    pub step: Option<Step>,
}

impl Store {
    /// Takes a step back. One that is not in the log (expired) or was taken back before changes
    /// nothing.
    pub fn undo(&mut self, step: StepId, now: Timestamp) -> Result<Undone, StoreError> {
        self.go(step, Direction::Back, now)
    }

    /// Does a step again that was taken back.
    pub fn redo(&mut self, step: StepId, now: Timestamp) -> Result<Undone, StoreError> {
        self.go(step, Direction::Forth, now)
    }

    fn go(
        &mut self,
        step: StepId,
        direction: Direction,
        now: Timestamp,
    ) -> Result<Undone, StoreError> {
        let changed = self
            .conn()
            .query_row("SELECT changed FROM undo_steps WHERE id = ?1", [step.0], |row| {
                row.get::<_, u32>(0)
            })
            .optional()?;
        self.expect_many(changed.unwrap_or(0) as usize)?;
        let gone = self.go_in_room(step, direction, now);
        self.release_memory()?;
        gone
    }

    fn go_in_room(
        &mut self,
        step: StepId,
        direction: Direction,
        now: Timestamp,
    ) -> Result<Undone, StoreError> {
        let tx = self.begin()?;
        let sql =
            "SELECT title FROM undo_steps WHERE id = ?1 AND id > 0 AND (undone IS NOT NULL) = ?2";
        let title: Option<String> = tx
            .query_row(sql, params![step.0, direction == Direction::Forth], |row| row.get(0))
            .optional()?;
        let Some(title) = title else { return Ok(Undone::default()) };
        let mut undone = Undone { title, ..Undone::default() };
        let mut parts = parts(&tx, step)?;
        if direction == Direction::Back {
            parts.reverse();
        }
        for part in parts {
            go_part(&tx, part, direction, step, &mut undone)?;
        }
        match direction {
            Direction::Back => tx.execute(
                "UPDATE undo_steps SET undone = ?2 WHERE id = ?1",
                params![step.0, millis(now)],
            )?,
            // It counts as made now, or what it holds back would go with it soon.
            Direction::Forth => tx.execute(
                "UPDATE undo_steps SET undone = NULL, made = ?2 WHERE id = ?1",
                params![step.0, millis(now)],
            )?,
        };
        tx.commit()?;
        Ok(undone)
    }

    /// Does an act that arranges feeds, folders, searches or rules as one step. The act says what
    /// it made, and what it did in words.
    pub(in crate::store) fn arrange<T>(
        &mut self,
        now: Timestamp,
        act: impl FnOnce(&Connection, StepId) -> Result<(T, String), StoreError>,
    ) -> Result<Arranged<T>, StoreError> {
        let tx = self.begin()?;
        let before = Arrangement::read(&tx)?;
        let id = begin_step(&tx, StepKind::Reader, now)?;
        let (value, title) = act(&tx, id)?;
        let changes = before.changes_to(&Arrangement::read(&tx)?);
        let rows = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        let parts = if changes.is_empty() { Vec::new() } else { vec![Part::Arranged(changes)] };
        let step = finish_step(&tx, id, title, rows, &parts, now)?;
        tx.commit()?;
        Ok(Arranged { value, step })
    }
}

fn go_part(
    conn: &Connection,
    part: Part,
    direction: Direction,
    step: StepId,
    undone: &mut Undone,
) -> Result<(), StoreError> {
    let is_forth = direction == Direction::Forth;
    match part {
        Part::Status(change, ids) => {
            let change = if is_forth { change } else { change.opposite() };
            undone.is_list_other |= matches!(change, StatusChange::Hidden(_));
            if needs_entries(change) {
                undone.is_list_other |= dropping::bring_back(conn, &ids)?;
            }
            undone.changed.update(&marking::known(
                &marking::set_status(conn, ids.into_iter(), change)?,
                change,
            ));
        }
        Part::Tag(name, is_on, ids) => {
            if is_on == is_forth {
                dropping::bring_back(conn, &ids)?;
            }
            marking::set_tag(conn, &ids, &name, is_on == is_forth)?;
            undone.is_list_other = true;
        }
        Part::Arranged(changes) => {
            arrangement::apply(conn, &changes, direction, step)?;
            undone.is_arranged = true;
            undone.names_lost_secret |= !is_forth && changes.iter().any(RowChange::removed_sign_in);
        }
        Part::Dropped(ids) => {
            if is_forth {
                dropping::drop_to(conn, &ids, step)?;
            } else {
                dropping::restore(conn, step)?;
            }
            undone.is_list_other = true;
        }
    }
    Ok(())
}

/// Whether a status is one that retention does not take, so that entries which it took meanwhile
/// have to be there again.
fn needs_entries(change: StatusChange) -> bool {
    matches!(
        change,
        StatusChange::Read(false) | StatusChange::Starred(true) | StatusChange::Hidden(false)
    )
}
