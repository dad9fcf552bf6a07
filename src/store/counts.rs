//! Counts unread and starred entries for the sidebar.

use jiff::Timestamp;

use super::error::StoreError;
use super::open::Reader;
use crate::model::{FeedId, UnreadCounts};

/// Unread entries since a time: one range of a partial index. The index is pinned, so that no
/// statistics turn this into a table scan.
pub(super) const UNREAD_SINCE: &str = "SELECT count(*) FROM entries INDEXED BY unread_by_time
     WHERE is_read = 0 AND sort_secs >= ?1
         AND feed_id NOT IN (SELECT id FROM feeds
             WHERE removed_by IS NOT NULL OR options ->> '$.hides_from_today' = 1)";

/// Starred entries: the whole of a small partial index.
pub(super) const STARRED: &str = "SELECT count(*) FROM entries INDEXED BY starred_by_time
     WHERE is_starred = 1 AND feed_id NOT IN (SELECT id FROM feeds WHERE removed_by IS NOT NULL)";

/// Sleeping entries: the whole of a small partial index.
pub(super) const ASLEEP: &str = "SELECT count(*) FROM snoozed INDEXED BY asleep_by_time
     JOIN entries ON entries.id = entry_id
     WHERE is_awake = 0 AND feed_id NOT IN (SELECT id FROM feeds WHERE removed_by IS NOT NULL)";

impl Reader {
    /// The counts for the sidebar. `today` is the start of the user's day.
    pub fn counts(&self, today: Timestamp) -> Result<UnreadCounts, StoreError> {
        let snapshot = self.snapshot()?;
        let by_feed = snapshot
            .prepare_cached(
                "SELECT id, unread_count FROM feeds WHERE removed_by IS NULL AND unread_count > 0",
            )?
            .query_map([], |row| Ok((FeedId(row.get(0)?), row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let today = snapshot
            .prepare_cached(UNREAD_SINCE)?
            .query_row([today.as_second()], |row| row.get(0))?;
        let starred = snapshot.prepare_cached(STARRED)?.query_row([], |row| row.get(0))?;
        let asleep = snapshot.prepare_cached(ASLEEP)?.query_row([], |row| row.get(0))?;
        Ok(UnreadCounts { by_feed, today, starred, asleep })
    }
}
