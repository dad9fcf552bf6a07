//! The undo log: each act that changes statuses or removes a feed is a step; a step taken back leaves the log.
//!
//! Taking back a step sets only what that step changed to what it was before, whatever happened since.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::ids;
use super::open::Store;
use super::statuses;
use super::values::millis;
use crate::model::{EntryId, FeedId, StatusChange, StepId};

/// How many steps are kept.
pub const UNDO_STEPS: i64 = 1000;
/// How long steps are kept.
pub const UNDO_LIFETIME_DAYS: i64 = 90;

/// A step in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Its place in the log.
    pub id: StepId,
    /// How many entries (or feeds) it changed.
    pub changed: u32,
}

/// What taking a step back came to; nothing when the step is no longer in the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undone {
    /// Entries that changed, with what they are now: id, read, starred.
    pub changed: Vec<(EntryId, bool, bool)>,
    /// The feed that came back.
    pub feed_id: Option<FeedId>,
}

/// What a step did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Changed these entries, all of which were the opposite before.
    Status {
        /// To what.
        change: StatusChange,
        /// Which.
        ids: Vec<i64>,
    },
    /// Hid a feed.
    Unsubscribe(FeedId),
}

impl Store {
    /// Takes a step back. One that is not in the log (expired, or taken back before) changes nothing.
    pub fn undo(&mut self, step: StepId) -> Result<Undone, StoreError> {
        let tx = self.begin()?;
        let Some(act) = read(&tx, step)? else { return Ok(Undone::default()) };
        let undone = match act {
            Act::Status { change, ids } => Undone { changed: statuses::apply(&tx, ids.into_iter(), opposite(change))?, feed_id: None },
            Act::Unsubscribe(feed_id) => {
                let back = tx.execute("UPDATE feeds SET removed_by = NULL WHERE id = ?1 AND removed_by = ?2", [feed_id.0, step.0])?;
                Undone { changed: Vec::new(), feed_id: (back > 0).then_some(feed_id) }
            }
        };
        tx.execute("DELETE FROM undo_steps WHERE id = ?1", [step.0])?;
        tx.commit()?;
        Ok(undone)
    }
}

/// Writes a step into the log and forgets those that are too old or too many.
pub(super) fn record(conn: &Connection, act: &Act, now: Timestamp) -> Result<Step, StoreError> {
    let (word, changed, feed_id, packed) = match act {
        Act::Status { change, ids } => (word(*change), ids.len(), None, Some(ids::pack(ids))),
        Act::Unsubscribe(feed_id) => (UNSUBSCRIBE, 1, Some(feed_id.0), None),
    };
    let changed = u32::try_from(changed).unwrap_or(u32::MAX);
    conn.prepare_cached("INSERT INTO undo_steps (made, act, changed, feed_id, entry_ids) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![millis(now), word, changed, feed_id, packed])?;
    let id = StepId(conn.last_insert_rowid());
    expire(conn, id, now)?;
    Ok(Step { id, changed })
}

const UNSUBSCRIBE: &str = "unsubscribe";

fn word(change: StatusChange) -> &'static str {
    match change {
        StatusChange::Read(true) => "read",
        StatusChange::Read(false) => "unread",
        StatusChange::Starred(true) => "star",
        StatusChange::Starred(false) => "unstar",
    }
}

fn opposite(change: StatusChange) -> StatusChange {
    match change {
        StatusChange::Read(value) => StatusChange::Read(!value),
        StatusChange::Starred(value) => StatusChange::Starred(!value),
    }
}

fn read(conn: &Connection, step: StepId) -> Result<Option<Act>, StoreError> {
    let found = conn
        .prepare_cached("SELECT act, feed_id, entry_ids FROM undo_steps WHERE id = ?1")?
        .query_row([step.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, Option<Vec<u8>>>(2)?)))
        .optional()?;
    let Some((word, feed_id, packed)) = found else { return Ok(None) };
    let unreadable = StoreError::Unreadable { what: "undo log" };
    let change = match word.as_str() {
        "read" => StatusChange::Read(true),
        "unread" => StatusChange::Read(false),
        "star" => StatusChange::Starred(true),
        "unstar" => StatusChange::Starred(false),
        UNSUBSCRIBE => return feed_id.map(|id| Some(Act::Unsubscribe(FeedId(id)))).ok_or(unreadable),
        _ => return Err(unreadable),
    };
    let ids = packed.and_then(|packed| ids::unpack(&packed)).ok_or(unreadable)?;
    Ok(Some(Act::Status { change, ids }))
}

/// A feed whose step expires is gone for good, with its entries.
fn expire(conn: &Connection, newest: StepId, now: Timestamp) -> Result<(), StoreError> {
    let oldest = now.checked_sub((UNDO_LIFETIME_DAYS * 24).hours()).map_or(i64::MIN, millis);
    let last = newest.0 - UNDO_STEPS;
    let is_any = conn.prepare_cached("SELECT 1 FROM undo_steps WHERE id <= ?1 OR made < ?2")?.exists([last, oldest])?;
    if !is_any {
        return Ok(());
    }
    let hidden: Vec<i64> = conn
        .prepare_cached("SELECT feeds.id FROM feeds JOIN undo_steps ON undo_steps.id = removed_by WHERE undo_steps.id <= ?1 OR made < ?2")?
        .query_map([last, oldest], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for feed_id in hidden {
        purge(conn, feed_id)?;
    }
    conn.prepare_cached("DELETE FROM undo_steps WHERE id <= ?1 OR made < ?2")?.execute([last, oldest])?;
    Ok(())
}

fn purge(conn: &Connection, feed_id: i64) -> rusqlite::Result<()> {
    for table in ["texts", "bodies", "positions"] {
        conn.execute(&format!("DELETE FROM {table} WHERE entry_id IN (SELECT id FROM entries WHERE feed_id = ?1)"), [feed_id])?;
    }
    conn.execute("DELETE FROM entries WHERE feed_id = ?1", [feed_id])?;
    conn.execute("DELETE FROM departed WHERE feed_id = ?1", [feed_id])?;
    conn.execute("DELETE FROM feeds WHERE id = ?1", [feed_id])?;
    Ok(())
}
