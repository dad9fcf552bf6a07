//! Counts the entries that were opened, by time and feed, for the page of reading statistics.
//!
//! Only opening counts. Entries that are marked as read in any other way were not read.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, params};

use super::error::StoreError;
use super::open::Reader;
use crate::model::{FeedId, Reading, ReadingStatistics};

/// Length of the time slots, in seconds. Time zones differ by multiples of it.
const QUARTER_SECS: i64 = 15 * 60;
/// Counts older than this are deleted; the page shows twelve months.
pub const READINGS_LIFETIME_DAYS: i64 = 400;

/// Counts entries that were opened just now.
pub(super) fn record(conn: &Connection, ids: &[i64], now: Timestamp) -> rusqlite::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let quarter = now.as_second().div_euclid(QUARTER_SECS);
    let mut count = conn.prepare_cached(
        "INSERT INTO readings (quarter, feed_id, entries)
             SELECT ?2, feed_id, 1 FROM entries WHERE id = ?1
             ON CONFLICT DO UPDATE SET entries = entries + 1",
    )?;
    for id in ids {
        count.execute(params![id, quarter])?;
    }
    let slots = READINGS_LIFETIME_DAYS * 24 * 60 * 60 / QUARTER_SECS;
    conn.prepare_cached("DELETE FROM readings WHERE quarter < ?1")?.execute([quarter - slots])?;
    Ok(())
}

impl Reader {
    /// The reading statistics of the twelve months before `now`, in its time zone.
    pub fn reading_statistics(&self, now: &jiff::Zoned) -> Result<ReadingStatistics, StoreError> {
        let snapshot = self.snapshot()?;
        let since = now
            .timestamp()
            .checked_sub((READINGS_LIFETIME_DAYS * 24).hours())
            .map_or(i64::MIN, |time| time.as_second().div_euclid(QUARTER_SECS));
        let sql = "SELECT quarter, feed_id, entries FROM readings WHERE quarter >= ?1
             ORDER BY quarter";
        let mut statement = snapshot.prepare_cached(sql)?;
        let found = statement.query_map([since], reading)?.collect::<Result<Vec<_>, _>>()?;
        // Readings that an older library knew have no feed. While they count, a feed with read
        // entries may be one of theirs.
        let sql = "SELECT id FROM feeds WHERE removed_by IS NULL
             AND id NOT IN (SELECT feed_id FROM readings WHERE quarter >= ?1)
             AND EXISTS (SELECT 1 FROM entries INDEXED BY entries_by_feed
                             WHERE entries.feed_id = feeds.id)
             AND NOT (EXISTS (SELECT 1 FROM readings WHERE quarter >= ?1 AND feed_id <= 0)
                      AND EXISTS (SELECT 1 FROM entries INDEXED BY entries_by_feed
                                      WHERE entries.feed_id = feeds.id AND is_read = 1))";
        let mut statement = snapshot.prepare_cached(sql)?;
        let unopened = statement
            .query_map([since], |row| row.get(0).map(FeedId))?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(ReadingStatistics::new(&found, unopened, now))
    }
}

fn reading(row: &rusqlite::Row<'_>) -> rusqlite::Result<Reading> {
    let quarter: i64 = row.get(0)?;
    let feed_id: i64 = row.get(1)?;
    let time = Timestamp::from_second(quarter.saturating_mul(QUARTER_SECS));
    Ok(Reading {
        time: time.unwrap_or(Timestamp::UNIX_EPOCH),
        feed_id: (feed_id > 0).then_some(FeedId(feed_id)),
        entries: row.get(2)?,
    })
}
