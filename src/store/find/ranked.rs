//! Orders other than that of time: by length, by when entries were read, and that of the queue.
//!
//! A list is read newest first, then ranked and sorted, so that of equal entries the newest comes
//! first. Ranks come from covering indexes; a short list looks its own up.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use crate::model::{ListEntry, Order};

/// Up to this many entries are looked up one by one.
const FEW: usize = 2048;

const LENGTHS: &str = "SELECT entry_id, words FROM texts INDEXED BY texts_by_words";
const LENGTH: &str = "SELECT words FROM texts WHERE entry_id = ?1";
const READINGS: &str = "SELECT entry_id, read_secs FROM moments INDEXED BY moments_by_read
     WHERE read_secs IS NOT NULL";
const READING: &str = "SELECT read_secs FROM moments WHERE entry_id = ?1 AND read_secs IS NOT NULL";

/// Ranks a list whose newest entry is first, and sorts it.
pub(super) fn rank(
    conn: &Connection,
    order: Order,
    entries: &mut [ListEntry],
) -> rusqlite::Result<()> {
    let (all, one) = match order {
        Order::Newest | Order::Oldest => return Ok(()),
        Order::Longest | Order::Shortest => (LENGTHS, LENGTH),
        Order::LastRead => (READINGS, READING),
        Order::Queue => return rank_queue(conn, entries),
    };
    if entries.len() <= FEW {
        let mut look_up = conn.prepare_cached(one)?;
        for entry in entries.iter_mut() {
            let found = look_up.query_row([entry.id.0], |row| row.get(0)).optional()?;
            entry.rank = found.map_or(0, saturated);
        }
    } else {
        let ranks = ranks(conn, all)?;
        for entry in entries.iter_mut() {
            entry.rank = ranks.get(&entry.id.0).copied().unwrap_or(0);
        }
    }
    match order {
        Order::Shortest => entries.sort_by_key(|entry| entry.rank),
        Order::Newest | Order::Oldest | Order::Longest | Order::LastRead | Order::Queue => {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rank));
        }
    }
    Ok(())
}

/// Ranks a list by the queue. Entries that are not in it come last.
fn rank_queue(conn: &Connection, entries: &mut [ListEntry]) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("SELECT id FROM queue ORDER BY place DESC, id DESC")?;
    let mut rows = statement.query([])?;
    let mut ranks: HashMap<i64, u32> = HashMap::new();
    while let Some(row) = rows.next()? {
        let rank = u32::try_from(ranks.len() + 1).unwrap_or(u32::MAX);
        ranks.insert(row.get(0)?, rank);
    }
    for entry in entries.iter_mut() {
        entry.rank = ranks.get(&entry.id.0).copied().unwrap_or(0);
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.rank));
    Ok(())
}

fn ranks(conn: &Connection, sql: &str) -> rusqlite::Result<HashMap<i64, u32>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut ranks = HashMap::new();
    while let Some(row) = rows.next()? {
        ranks.insert(row.get(0)?, saturated(row.get(1)?));
    }
    Ok(ranks)
}

fn saturated(rank: i64) -> u32 {
    u32::try_from(rank.max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn ranks_are_read_from_an_index_alone() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::migrate(&mut conn).unwrap();
        for sql in [LENGTHS, READINGS] {
            let plan: String =
                conn.query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get(3)).unwrap();
            assert!(plan.contains("USING COVERING INDEX"), "{sql}\n{plan}");
        }
    }
}
