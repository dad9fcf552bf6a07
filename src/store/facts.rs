//! Figures about each feed: its entries, how many are read, and about how large they are.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan as _};

use super::error::StoreError;
use super::open::Reader;
use crate::model::{FACT_MONTHS, FeedFacts, FeedId};

/// Entries of this many days count as recent.
const RECENT_DAYS: i64 = 90;
/// The length of a month in the counts by month, in seconds.
const MONTH_SECS: i64 = 30 * 24 * 60 * 60;
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
            let (recent, monthly) = (row.get(2)?, [0; FACT_MONTHS]);
            facts.insert(
                feed_id,
                FeedFacts { feed_id, entries, recent, monthly, read, newest, bytes: 0 },
            );
        }
        count_months(&snapshot, now, &mut facts)?;
        for fact in facts.values_mut() {
            fact.bytes = weigh(&snapshot, fact)?;
        }
        Ok(facts)
    }
}

/// Counts the entries by month. SQLite would sort them all to group them by an expression.
fn count_months(
    conn: &rusqlite::Connection,
    now: Timestamp,
    facts: &mut HashMap<FeedId, FeedFacts>,
) -> rusqlite::Result<()> {
    let now = now.as_second();
    let months = i64::try_from(FACT_MONTHS).unwrap_or(i64::MAX);
    let sql = "SELECT feed_id, sort_secs FROM entries INDEXED BY entries_by_feed
         WHERE sort_secs > ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([now.saturating_sub(months * MONTH_SECS)])?;
    while let Some(row) = rows.next()? {
        // An entry of the future counts as one of today.
        let age = (now - row.get::<_, i64>(1)?).max(0) / MONTH_SECS;
        let at = usize::try_from(months - 1 - age).unwrap_or(0);
        let month = facts.get_mut(&FeedId(row.get(0)?)).and_then(|facts| facts.monthly.get_mut(at));
        if let Some(month) = month {
            *month += 1;
        }
    }
    Ok(())
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
