//! Sets of entries and feeds that lists leave out or searches ask for: hidden entries, unsubscribed
//! feeds, entries with a tag.

use std::collections::HashSet;

use rusqlite::Connection;

use super::bits::IdBits;
use crate::model::{EntryId, FeedId, TagId};
use crate::query::{Amount, occurs_in};

/// The hidden entries, of which there are nearly always few.
pub(in crate::store) fn hidden(conn: &Connection) -> rusqlite::Result<IdBits> {
    ids(conn, ALL_HIDDEN)
}

pub(in crate::store) fn ids(conn: &Connection, sql: &str) -> rusqlite::Result<IdBits> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut ids = IdBits::default();
    while let Some(row) = rows.next()? {
        ids.insert(row.get(0)?);
    }
    Ok(ids)
}

const ALL_HIDDEN: &str = "SELECT id FROM entries INDEXED BY hidden_entries WHERE is_hidden = 1";

/// The entries that share their story with another one.
pub(in crate::store) fn folded(conn: &Connection) -> rusqlite::Result<IdBits> {
    ids(
        conn,
        "SELECT entry_id FROM stories WHERE story_id IN
             (SELECT story_id FROM stories GROUP BY story_id HAVING count(*) > 1)",
    )
}

/// The episodes in the queue, and those on this computer.
pub(in crate::store) const QUEUED: &str = "SELECT id FROM queue";
pub(in crate::store) const DOWNLOADED: &str = "SELECT id FROM downloads WHERE state = 'done'";

/// The entries of the story of an entry.
pub(in crate::store) fn of_story(conn: &Connection, id: EntryId) -> rusqlite::Result<IdBits> {
    let sql = "SELECT entry_id FROM stories
         WHERE story_id = (SELECT story_id FROM stories WHERE entry_id = ?1)";
    ids_from(conn, sql, id.0)
}

/// The entries that their publishers have edited since this second.
pub(in crate::store) fn edited_since(conn: &Connection, since: i64) -> rusqlite::Result<IdBits> {
    ids_from(conn, EDITED_SINCE, since.saturating_mul(1000))
}

const EDITED_SINCE: &str =
    "SELECT DISTINCT entry_id FROM revisions INDEXED BY revisions_by_time WHERE replaced >= ?1";

/// The sleeping entries, of which there are nearly always few.
pub(in crate::store) fn asleep(conn: &Connection) -> rusqlite::Result<IdBits> {
    ids(conn, ALL_ASLEEP)
}

/// Adds the sleeping entries to a set.
pub(in crate::store) fn add_asleep(conn: &Connection, ids: &mut IdBits) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(ALL_ASLEEP)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        ids.insert(row.get(0)?);
    }
    Ok(())
}

pub(in crate::store) const ALL_ASLEEP: &str =
    "SELECT entry_id FROM snoozed INDEXED BY asleep_by_time WHERE is_awake = 0";

/// The entries that were read since a second.
pub(in crate::store) fn read_since(conn: &Connection, secs: i64) -> rusqlite::Result<IdBits> {
    ids_from(conn, READ_SINCE, secs)
}

pub(in crate::store) const READ_SINCE: &str =
    "SELECT entry_id FROM moments INDEXED BY moments_by_read WHERE read_secs >= ?1";

/// The entries that were starred since a second. Some may have lost their star.
pub(in crate::store) fn starred_since(conn: &Connection, secs: i64) -> rusqlite::Result<IdBits> {
    ids_from(conn, STARRED_SINCE, secs)
}

pub(in crate::store) const STARRED_SINCE: &str =
    "SELECT entry_id FROM moments INDEXED BY moments_by_starred WHERE starred_secs >= ?1";

/// The entries with more or fewer words. The index of lengths holds nothing else, so this reads
/// some 10 MB for a million entries, not their texts.
pub(in crate::store) fn with_words(conn: &Connection, amount: Amount) -> rusqlite::Result<IdBits> {
    match amount {
        Amount::MoreThan(words) => ids_from(conn, MORE_WORDS, words.into()),
        Amount::LessThan(words) => ids_from(conn, FEWER_WORDS, words.into()),
    }
}

pub(in crate::store) const MORE_WORDS: &str =
    "SELECT entry_id FROM texts INDEXED BY texts_by_words WHERE words > ?1";
pub(in crate::store) const FEWER_WORDS: &str =
    "SELECT entry_id FROM texts INDEXED BY texts_by_words WHERE words < ?1";

fn ids_from(conn: &Connection, sql: &str, operand: i64) -> rusqlite::Result<IdBits> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([operand])?;
    let mut ids = IdBits::default();
    while let Some(row) = rows.next()? {
        ids.insert(row.get(0)?);
    }
    Ok(ids)
}

/// Unsubscribed feeds whose undo step has not expired, of which there are nearly always none.
pub(in crate::store) fn hidden_feeds(conn: &Connection) -> rusqlite::Result<HashSet<FeedId>> {
    conn.prepare_cached("SELECT id FROM feeds WHERE removed_by IS NOT NULL")?
        .query_map([], |row| row.get(0).map(FeedId))?
        .collect()
}

/// The feeds that the user keeps out of Today.
pub(in crate::store) fn not_today(conn: &Connection) -> rusqlite::Result<HashSet<FeedId>> {
    conn.prepare_cached(NOT_TODAY)?.query_map([], |row| row.get(0).map(FeedId))?.collect()
}

const NOT_TODAY: &str = "SELECT id FROM feeds WHERE options ->> '$.hides_from_today' = 1";

/// The entries with a tag of the user's own.
pub(in crate::store) fn with_tag(conn: &Connection, id: TagId) -> rusqlite::Result<IdBits> {
    let mut ids = IdBits::default();
    add_with_tag(conn, id.0, &mut ids)?;
    Ok(ids)
}

fn add_with_tag(conn: &Connection, tag: i64, ids: &mut IdBits) -> rusqlite::Result<()> {
    let mut entries = conn.prepare_cached("SELECT entry_id FROM entry_tags WHERE tag_id = ?1")?;
    let mut found = entries.query([tag])?;
    while let Some(entry) = found.next()? {
        ids.insert(entry.get(0)?);
    }
    Ok(())
}

/// Adds to a set the entries with a user's tag that contains these words.
pub(in crate::store) fn add_tagged(
    conn: &Connection,
    words: &str,
    is_prefix: bool,
    ids: &mut IdBits,
) -> rusqlite::Result<()> {
    let mut tags = conn.prepare_cached("SELECT id, name FROM tags")?;
    let mut rows = tags.query([])?;
    while let Some(row) = rows.next()? {
        if !occurs_in(words, is_prefix, row.get_ref(1)?.as_str()?) {
            continue;
        }
        add_with_tag(conn, row.get(0)?, ids)?;
    }
    Ok(())
}
