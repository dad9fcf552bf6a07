//! Recovers rows from the indexes, which are on other pages than the tables: the addresses of
//! feeds, and the identity, time and statuses of entries.

use std::collections::{HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::ranges::scan;
use crate::store::error::StoreError;

/// A content hash that no content has. The next refresh sees the entry as changed and fills it in.
pub(in crate::store) const NO_HASH: [u8; 16] = [0; 16];

/// Recovers feeds with their addresses.
pub(in crate::store) fn feeds(
    old: &Connection,
    new: &Connection,
    now_millis: i64,
) -> Result<(), StoreError> {
    let mut found: HashMap<i64, Vec<Value>> = HashMap::new();
    for (index, order) in [
        // Of versions before 12 of the schema.
        ("NULL, NULL FROM feeds INDEXED BY sqlite_autoindex_feeds_1", "feed_url"),
        ("NULL, NULL FROM feeds INDEXED BY feeds_by_url WHERE account_id IS NULL", "feed_url"),
        (
            "account_id, remote_id FROM feeds INDEXED BY feeds_by_account
                 WHERE account_id IS NOT NULL",
            "account_id, feed_url",
        ),
    ] {
        both_ways(old, &format!("SELECT id, feed_url, {index}"), order, &mut |row| {
            if let [Value::Integer(id), rest @ ..] = row {
                found.insert(*id, rest.to_vec());
            }
        });
    }
    for (id, columns) in found {
        let values = [Value::Integer(id), Value::Integer(now_millis)].into_iter().chain(columns);
        new.prepare_cached(
            "INSERT OR IGNORE INTO feeds (id, added, feed_url, account_id, remote_id, position)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?1)",
        )?
        .execute(params_from_iter(values))?;
    }
    Ok(())
}

/// Recovers entries with their statuses.
pub(in crate::store) fn entries(
    old: &Connection,
    new: &Connection,
    now_millis: i64,
) -> Result<(), StoreError> {
    let mut keys: HashMap<i64, (i64, Vec<u8>)> = HashMap::new();
    both_ways(
        old,
        "SELECT id, feed_id, key_hash FROM entries INDEXED BY entries_by_key",
        "feed_id, key_hash",
        &mut |row| {
            if let [Value::Integer(id), Value::Integer(feed_id), Value::Blob(key_hash)] = row {
                keys.insert(*id, (*feed_id, key_hash.clone()));
            }
        },
    );
    let mut times: HashMap<i64, i64> = HashMap::new();
    both_ways(
        old,
        "SELECT id, sort_secs FROM entries INDEXED BY entries_by_time",
        "sort_secs, id",
        &mut |row| {
            if let [Value::Integer(id), Value::Integer(sort_secs)] = row {
                times.insert(*id, *sort_secs);
            }
        },
    );
    let unread = ids(old, "SELECT id FROM entries INDEXED BY unread_by_time WHERE is_read = 0");
    let starred =
        ids(old, "SELECT id FROM entries INDEXED BY starred_by_time WHERE is_starred = 1");
    for (id, (feed_id, key_hash)) in keys {
        let sort_secs = times.get(&id).copied().unwrap_or(now_millis / 1000);
        new.prepare_cached(
            "INSERT OR IGNORE INTO entries (id, feed_id, sort_secs, is_read, is_starred, key_hash,
                 content_hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            id,
            feed_id,
            sort_secs,
            !unread.contains(&id),
            starred.contains(&id),
            key_hash,
            NO_HASH
        ])?;
    }
    Ok(())
}

fn ids(old: &Connection, sql: &str) -> HashSet<i64> {
    let mut found = HashSet::new();
    both_ways(old, sql, "sort_secs, id", &mut |row| {
        if let [Value::Integer(id)] = row {
            found.insert(*id);
        }
    });
    found
}

/// Reads an index from its start and, if that fails, also from its end.
fn both_ways(old: &Connection, sql: &str, order: &str, take: &mut dyn FnMut(&[Value])) {
    let mut take = |row: Vec<Value>| take(&row);
    if !scan(old, &format!("{sql} ORDER BY {order}"), &mut take) {
        scan(old, &format!("{sql} ORDER BY {} DESC", order.replace(',', " DESC,")), &mut take);
    }
}
