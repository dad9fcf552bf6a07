//! Puts entries to sleep and takes that back. The callers record it as a step; see `snooze.rs`.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::accounts::triggers::silently;
use super::error::StoreError;
use super::folder_sync::triggers::unrecorded;
use super::marking::{set_status, statuses_after};
use crate::model::{StatusChange, Statuses};

/// How entries fell asleep, as the undo log keeps it. Times are milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sleep {
    pub(super) until: i64,
    pub(super) was_read: bool,
    /// Until when they slept before.
    pub(super) before: Option<i64>,
}

/// Puts entries to sleep, and returns those that were unread. Servers and other computers are
/// not told that they are read, because they are not.
pub(super) fn set_asleep(
    conn: &Connection,
    ids: &[i64],
    until: i64,
) -> Result<Vec<i64>, StoreError> {
    let mut sleep = conn.prepare_cached(
        "INSERT INTO snoozed (entry_id, until) SELECT id, ?2 FROM entries WHERE id = ?1
             ON CONFLICT (entry_id) DO UPDATE SET until = excluded.until, is_awake = 0",
    )?;
    for id in ids {
        sleep.execute(params![id, until])?;
    }
    unnoticed(conn, |conn| Ok(set_status(conn, ids.iter().copied(), StatusChange::Read(true))?))
}

/// Does something that neither servers nor other computers are told.
fn unnoticed<T>(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    silently(conn, |conn| unrecorded(conn, work))
}

/// Undoes [`set_asleep`], also for entries that came back since. Returns the statuses that changed.
pub(super) fn end_sleep(
    conn: &Connection,
    ids: &[i64],
    sleep: Sleep,
) -> Result<Statuses, StoreError> {
    if let Some(before) = sleep.before {
        let changed = set_asleep(conn, ids, before)?;
        return Ok(statuses_after(&changed, StatusChange::Read(true)));
    }
    let mut wake =
        conn.prepare_cached("DELETE FROM snoozed WHERE entry_id = ?1 AND is_awake = 0")?;
    let (mut asleep, mut awake) = (Vec::new(), Vec::new());
    for id in ids {
        if wake.execute([id])? > 0 { asleep.push(*id) } else { awake.push(*id) }
    }
    let change = StatusChange::Read(sleep.was_read);
    // The server of an entry that came back was told that it is unread.
    let mut changed = set_status(conn, awake.into_iter(), change)?;
    changed.extend(unnoticed(conn, |conn| Ok(set_status(conn, asleep.into_iter(), change)?))?);
    Ok(statuses_after(&changed, change))
}

/// Whether an entry sleeps, in SQL. `entries.id` must be in scope.
pub(super) const IS_ASLEEP: &str = "EXISTS (SELECT 1 FROM snoozed
     WHERE snoozed.entry_id = entries.id AND is_awake = 0)";

/// Those of the entries that do not sleep.
pub(super) fn awake(conn: &Connection, ids: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
    let mut asleep =
        conn.prepare_cached("SELECT 1 FROM snoozed WHERE entry_id = ?1 AND is_awake = 0")?;
    let mut awake = Vec::with_capacity(ids.len());
    for id in ids {
        if !asleep.exists([id])? {
            awake.push(id);
        }
    }
    Ok(awake)
}
