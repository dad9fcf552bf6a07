//! Keeps the number of unread entries of a feed within its limit, if the user set one.
//!
//! Entries beyond it are marked as read, as a step of the program. They could also stay unread and
//! only not be counted, but then a list, a count and a server would say three different things of
//! one entry. Nothing is lost: the entries stay in their feed and in searches, stars and tags stay,
//! and the history makes them unread again.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::marking::set_status;
use super::open::Store;
use super::undo::log::{StepPart, begin_or_join, finish_step};
use crate::model::{FeedId, StatusChange, StepKind};

impl Store {
    /// Marks the unread entries of a feed as read that are beyond its limit.
    pub fn limit_unread(&mut self, id: FeedId, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.begin()?;
        limit_unread(&tx, id, now)?;
        tx.commit()?;
        Ok(())
    }
}

/// [`Store::limit_unread`] within a transaction.
pub(super) fn limit_unread(
    conn: &Connection,
    id: FeedId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "SELECT options ->> '$.unread_limit' FROM feeds WHERE id = ?1
         AND account_id IS NULL";
    let limit: Option<i64> =
        conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?.flatten();
    let Some(limit) = limit else { return Ok(()) };
    // An entry that has just come back from sleep was asked for, however old it is.
    let sql = "SELECT id FROM (SELECT id FROM entries INDEXED BY unread_by_feed
             WHERE is_read = 0 AND feed_id = ?1
             ORDER BY sort_secs DESC, id DESC LIMIT -1 OFFSET ?2)
         WHERE id NOT IN (SELECT entry_id FROM snoozed)";
    let older: Vec<i64> = conn
        .prepare_cached(sql)?
        .query_map(params![id.0, limit.max(0)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if older.is_empty() {
        return Ok(());
    }
    let change = StatusChange::Read(true);
    let marked = set_status(conn, older.into_iter(), change)?;
    let (step, before) =
        begin_or_join(conn, |kind| matches!(kind, StepKind::LimitUnread { .. }), now)?;
    let entries = before.saturating_add(u32::try_from(marked.len()).unwrap_or(u32::MAX));
    let kind = StepKind::LimitUnread { entries };
    finish_step(conn, step, &kind, entries, &[StepPart::Status(change, marked)], now)?;
    Ok(())
}
