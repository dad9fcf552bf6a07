//! Sets of entries and feeds that lists leave out or searches ask for: hidden entries, unsubscribed
//! feeds, entries with a tag.

use std::collections::HashSet;

use rusqlite::Connection;

use super::bits::IdBits;
use crate::model::{EntryId, FeedId, TagId};
use crate::query::occurs_in;

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

/// The entries of the story of an entry.
pub(in crate::store) fn of_story(conn: &Connection, id: EntryId) -> rusqlite::Result<IdBits> {
    let sql = "SELECT entry_id FROM stories
         WHERE story_id = (SELECT story_id FROM stories WHERE entry_id = ?1)";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
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
