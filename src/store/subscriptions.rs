//! Subscribing, renaming and unsubscribing. Unsubscribing hides a feed until its undo step expires; nothing is deleted before.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::error::StoreError;
use super::folders::{folder_exists, found};
use super::import::NewFeed;
use super::open::Store;
use super::undo::{self, Act, Step};
use super::values::millis;
use crate::model::{FeedId, FolderId};

/// What subscribing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The feed.
    pub feed_id: FeedId,
    /// Whether it was not in the list before.
    pub is_new: bool,
}

impl Store {
    /// Subscribes to a feed. One that is in the list already is left as it is; one that was unsubscribed and is not forgotten
    /// yet comes back with its entries and what was read.
    pub fn add_feed(&mut self, feed: &NewFeed, now: Timestamp) -> Result<Added, StoreError> {
        let tx = self.begin()?;
        let added = insert_feed(&tx, feed, now)?;
        tx.commit()?;
        Ok(added)
    }

    /// Gives a feed the reader's own title, or the publisher's again.
    pub fn rename_feed(&mut self, id: FeedId, title: Option<&str>) -> Result<(), StoreError> {
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let tx = self.begin()?;
        let renamed = tx.execute("UPDATE feeds SET custom_title = ?2 WHERE id = ?1 AND removed_by IS NULL", params![id.0, title])?;
        found(renamed, StoreError::NoSuchFeed)?;
        Ok(tx.commit()?)
    }

    /// Hides a feed with its entries, as a step that can be undone.
    pub fn unsubscribe(&mut self, id: FeedId, now: Timestamp) -> Result<Step, StoreError> {
        let tx = self.begin()?;
        let step = undo::record(&tx, &Act::Unsubscribe(id), now)?;
        let hidden = tx.execute("UPDATE feeds SET removed_by = ?2 WHERE id = ?1 AND removed_by IS NULL", params![id.0, step.id.0])?;
        found(hidden, StoreError::NoSuchFeed)?;
        tx.commit()?;
        Ok(step)
    }
}

pub(super) fn insert_feed(conn: &Connection, feed: &NewFeed, now: Timestamp) -> Result<Added, StoreError> {
    if let Some(folder_id) = feed.folder_id {
        folder_exists(conn, folder_id)?;
    }
    match known(conn, &feed.feed_url)? {
        Some((feed_id, false)) => Ok(Added { feed_id, is_new: false }),
        Some((feed_id, true)) => {
            bring_back(conn, feed_id, feed)?;
            Ok(Added { feed_id, is_new: true })
        }
        None => {
            let position = next_position(conn, feed.folder_id)?;
            conn.prepare_cached(
                "INSERT INTO feeds (feed_url, custom_title, site_url, folder_id, position, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                feed.feed_url.as_str(),
                feed.title,
                feed.site_url.as_ref().map(Url::as_str),
                feed.folder_id.map(|folder| folder.0),
                position,
                millis(now)
            ])?;
            Ok(Added { feed_id: FeedId(conn.last_insert_rowid()), is_new: true })
        }
    }
}

/// The feed with this address, and whether it is hidden.
fn known(conn: &Connection, feed_url: &Url) -> rusqlite::Result<Option<(FeedId, bool)>> {
    conn.prepare_cached("SELECT id, removed_by IS NOT NULL FROM feeds WHERE feed_url = ?1")?
        .query_row([feed_url.as_str()], |row| Ok((FeedId(row.get(0)?), row.get(1)?)))
        .optional()
}

fn bring_back(conn: &Connection, id: FeedId, feed: &NewFeed) -> rusqlite::Result<()> {
    let position = next_position(conn, feed.folder_id)?;
    // The validators go, so that the next refresh reads the feed whole; and a fresh start for one that was said to be gone.
    conn.prepare_cached(
        "UPDATE feeds SET removed_by = NULL, custom_title = ?2, folder_id = ?3, position = ?4, is_gone = 0, next_check = NULL,
             etag = NULL, last_modified = NULL, body_hash = NULL, validators_received = NULL WHERE id = ?1",
    )?
    .execute(params![id.0, feed.title, feed.folder_id.map(|folder| folder.0), position])?;
    Ok(())
}

/// The place behind everything in a folder (or at the top level).
pub(super) fn next_position(conn: &Connection, folder: Option<FolderId>) -> rusqlite::Result<i64> {
    conn.prepare_cached(
        "SELECT 1 + max(
             (SELECT coalesce(max(position), 0) FROM feeds WHERE folder_id IS ?1),
             (SELECT coalesce(max(position), 0) FROM folders WHERE parent_id IS ?1))",
    )?
    .query_row([folder.map(|folder| folder.0)], |row| row.get(0))
}
