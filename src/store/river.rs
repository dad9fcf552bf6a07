//! The paces of feeds, from the times of their newest entries. Each feed is one short stretch of
//! the index by feed and time, so that a large library takes no longer than its number of feeds.

use std::collections::HashMap;

use jiff::{Timestamp, Zoned};
use rusqlite::{Connection, params};

use super::error::StoreError;
use super::open::Reader;
use crate::model::{FeedId, FeedOptions, FeedPace, PACE_DAYS, PACE_ENTRIES_MAX, Pace, Stay};
use crate::query::start_of_day;

const DAY_SECS: i64 = 24 * 60 * 60;

/// The newest entries of a feed between two seconds. The index is pinned: a wrong guess of the
/// planner would read the whole library.
pub(super) const NEWEST_OF_FEED: &str = "SELECT sort_secs FROM entries INDEXED BY entries_by_feed
     WHERE feed_id = ?1 AND sort_secs > ?2 AND sort_secs <= ?3 ORDER BY sort_secs DESC LIMIT ?4";

/// How long the entries of each feed stay in the river. Feeds that were unsubscribed are missing.
pub(super) fn stays(conn: &Connection, now: Timestamp) -> rusqlite::Result<HashMap<FeedId, Stay>> {
    let mut feeds =
        conn.prepare_cached("SELECT id, options FROM feeds WHERE removed_by IS NULL")?;
    let mut newest = conn.prepare_cached(NEWEST_OF_FEED)?;
    let mut rows = feeds.query([])?;
    let mut stays = HashMap::new();
    let mut times: Vec<i64> = Vec::with_capacity(PACE_ENTRIES_MAX);
    while let Some(row) = rows.next()? {
        let id = FeedId(row.get(0)?);
        let by_hand = pace_of(row.get_ref(1)?.as_str()?);
        times.clear();
        if by_hand.is_none() {
            let most = i64::try_from(PACE_ENTRIES_MAX).unwrap_or(i64::MAX);
            let until = now.as_second();
            let since = until.saturating_sub(PACE_DAYS * DAY_SECS);
            let mut found = newest.query(params![id.0, since, until, most])?;
            while let Some(row) = found.next()? {
                times.push(row.get(0)?);
            }
        }
        stays.insert(id, Stay::of(by_hand, &times));
    }
    Ok(stays)
}

/// The pace that the user set. Nearly all feeds have none, and need no JSON to be read.
fn pace_of(options: &str) -> Option<Pace> {
    if !options.contains("\"pace\"") {
        return None;
    }
    serde_json::from_str::<FeedOptions>(options).ok()?.pace
}

impl Reader {
    /// How long the entries of each feed stay in the river.
    pub fn stays(&self, now: Timestamp) -> Result<HashMap<FeedId, Stay>, StoreError> {
        Ok(stays(&self.conn, now)?)
    }

    /// How a feed posted in the last days of the user.
    pub fn feed_pace(&self, id: FeedId, now: &Zoned) -> Result<FeedPace, StoreError> {
        let until = now.timestamp().as_second();
        let first = start_of_day(now).saturating_sub((PACE_DAYS - 1) * DAY_SECS);
        let since = until.saturating_sub(PACE_DAYS * DAY_SECS);
        let mut statement = self.conn.prepare_cached(NEWEST_OF_FEED)?;
        let mut rows = statement.query(params![id.0, since.min(first - 1), until, i64::MAX])?;
        let days = usize::try_from(PACE_DAYS).unwrap_or(0);
        let mut counts = vec![0_u32; days];
        let mut newest = Vec::with_capacity(PACE_ENTRIES_MAX);
        while let Some(row) = rows.next()? {
            let secs: i64 = row.get(0)?;
            if newest.len() < PACE_ENTRIES_MAX && secs > since {
                newest.push(secs);
            }
            let day = usize::try_from((secs - first).div_euclid(DAY_SECS)).ok();
            if let Some(count) = day.and_then(|day| counts.get_mut(day.min(days - 1))) {
                *count = count.saturating_add(1);
            }
        }
        Ok(FeedPace { days: counts, measured: Stay::of(None, &newest) })
    }
}
