//! Figures about each feed: its entries, how many are read, and about how large they are.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan as _};

use super::error::StoreError;
use super::open::Reader;
use crate::model::{FeedFacts, FeedId};

/// Entries of this many days count as recent.
const RECENT_DAYS: i64 = 90;
/// The size of a feed is estimated from this many of its latest entries: reading all would take
/// seconds in a large library.
const WEIGHED: i64 = 20;

impl Reader {
    /// The facts of all feeds; feeds without entries are missing.
    pub fn facts(&self, now: Timestamp) -> Result<HashMap<FeedId, FeedFacts>, StoreError> {
        let snapshot = self.snapshot()?;
        let recent =
            now.checked_sub((RECENT_DAYS * 24).hours()).map_or(i64::MIN, Timestamp::as_second);
        let sql = "SELECT feed_id, count(*), sum(sort_secs >= ?1), max(sort_secs), unread_count
             FROM entries INDEXED BY entries_by_feed
                       JOIN feeds ON feeds.id = feed_id GROUP BY feed_id";
        let mut statement = snapshot.prepare_cached(sql)?;
        let mut rows = statement.query([recent])?;
        let mut facts = HashMap::new();
        while let Some(row) = rows.next()? {
            let feed_id = FeedId(row.get(0)?);
            let (entries, unread): (u32, u32) = (row.get(1)?, row.get(4)?);
            let newest = Timestamp::from_second(row.get(3)?).ok();
            let read = entries.saturating_sub(unread);
            facts.insert(
                feed_id,
                FeedFacts { feed_id, entries, recent: row.get(2)?, read, newest, bytes: 0 },
            );
        }
        for fact in facts.values_mut() {
            fact.bytes = weigh(&snapshot, fact)?;
        }
        Ok(facts)
    }
}

fn weigh(conn: &rusqlite::Connection, fact: &FeedFacts) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*), coalesce(sum(length(html) + length(details)), 0) FROM bodies
                   WHERE entry_id IN (SELECT id FROM entries INDEXED BY entries_by_feed
                   WHERE feed_id = ?1 ORDER BY sort_secs DESC LIMIT ?2)";
    let (number, bytes): (i64, i64) = conn
        .prepare_cached(sql)?
        .query_row([fact.feed_id.0, WEIGHED], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(u64::try_from(bytes / number.max(1)).unwrap_or(0) * u64::from(fact.entries))
}
