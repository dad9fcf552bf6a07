//! Changes statuses and tags of entries. The callers record the changes as a step.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::unread::add_unread_by_feed;
use crate::model::{EntryId, StatusChange, Statuses};

/// The statuses of entries after a change.
pub(super) fn statuses_after(ids: &[i64], change: StatusChange) -> Statuses {
    let mut statuses = Statuses::default();
    statuses.note(&ids.iter().copied().map(EntryId).collect(), change);
    statuses
}

/// Changes a status, and returns the entries that did not have it before.
pub(super) fn set_status(
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
    // Not `UPDATE ... RETURNING`: SQLite builds a temporary table for its result each time.
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
    if change == StatusChange::Read(false) {
        wake_marked(conn, &changed)?;
    }
    Ok(changed)
}

/// An unread entry does not sleep.
fn wake_marked(conn: &Connection, ids: &[i64]) -> rusqlite::Result<()> {
    let mut is_any = conn.prepare_cached("SELECT 1 FROM snoozed WHERE is_awake = 0")?;
    if !is_any.exists([])? {
        return Ok(());
    }
    let mut wake =
        conn.prepare_cached("DELETE FROM snoozed WHERE entry_id = ?1 AND is_awake = 0")?;
    ids.iter().try_for_each(|id| wake.execute([id]).map(|_| ()))
}

/// Adds or removes a tag, and returns the entries that changed. An empty name changes nothing.
pub(super) fn set_tag(
    conn: &Connection,
    ids: &[i64],
    name: &str,
    is_on: bool,
) -> rusqlite::Result<Vec<i64>> {
    if name.is_empty() {
        return Ok(Vec::new());
    }
    conn.prepare_cached("INSERT OR IGNORE INTO tags (name) VALUES (?1)")?.execute([name])?;
    let tag: i64 = conn
        .prepare_cached("SELECT id FROM tags WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?;
    let mut statement = conn.prepare_cached(if is_on {
        "INSERT OR IGNORE INTO entry_tags (entry_id, tag_id) SELECT id, ?2 FROM entries
             WHERE id = ?1"
    } else {
        "DELETE FROM entry_tags WHERE entry_id = ?1 AND tag_id = ?2"
    })?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute(params![id, tag])? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}
