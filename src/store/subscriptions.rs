//! Subscribing, renaming and unsubscribing. Unsubscribing hides a feed until its undo step expires;
//! nothing is deleted before.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use url::Url;

use super::error::StoreError;
use super::folders::{folder_exists, found};
use super::import::NewFeed;
use super::open::Store;
use super::undo::{Arranged, quoted};
use super::values::{feed_url, millis};
use crate::model::{FeedId, FolderId, SignIn, Step, called};

/// Sets what a server said of a feed to nothing: it does not hold for another server.
pub(super) const FORGETS_SERVER: &str =
    "etag = NULL, last_modified = NULL, body_hash = NULL, validators_received = NULL, is_gone = 0,
     next_check = NULL, redirects_to = NULL";

/// What subscribing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The feed.
    pub feed_id: FeedId,
    /// Whether it was not in the list before.
    pub is_new: bool,
    /// The step that takes it back, if it is new.
    pub step: Option<Step>,
}

impl Store {
    /// Subscribes to a feed. One that is in the list already is left as it is; one that was
    /// unsubscribed and is not forgotten yet comes back with its entries and what was read.
    pub fn add_feed(&mut self, feed: &NewFeed, now: Timestamp) -> Result<Added, StoreError> {
        let arranged = self.arrange(now, |conn, _| {
            let inserted = insert_feed(conn, feed, now)?;
            Ok((inserted, format!("Subscribed to {}", quoted(&feed_title(conn, inserted.0)?))))
        })?;
        let (feed_id, is_new) = arranged.value;
        Ok(Added { feed_id, is_new, step: arranged.step })
    }

    /// Remembers how a feed is signed in to, or that it is not.
    pub fn set_sign_in(
        &mut self,
        id: FeedId,
        sign_in: Option<&SignIn>,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            write_sign_in(conn, id, sign_in)?;
            let verb = if sign_in.is_some() { "Changed" } else { "Removed" };
            Ok(((), format!("{verb} the sign-in of {}", quoted(&feed_title(conn, id)?))))
        })
    }

    /// Gives a feed the reader's own title, or the publisher's again.
    pub fn rename_feed(
        &mut self,
        id: FeedId,
        title: Option<&str>,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        self.arrange(now, |conn, _| {
            let before = feed_title(conn, id)?;
            let renamed = conn.execute(
                "UPDATE feeds SET custom_title = ?2 WHERE id = ?1 AND removed_by IS NULL",
                params![id.0, title],
            )?;
            found(renamed, StoreError::NoSuchFeed)?;
            Ok(((), format!("Renamed {} to {}", quoted(&before), quoted(&feed_title(conn, id)?))))
        })
    }

    /// Fetches a feed from another address from now on. One that another feed has is refused.
    pub fn move_feed_to(
        &mut self,
        id: FeedId,
        feed_url: &Url,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            match known(conn, feed_url)?.filter(|(other, _)| *other != id) {
                Some((_, false)) => return Err(StoreError::AddressTaken),
                Some((_, true)) => return Err(StoreError::AddressLeft),
                None => {}
            }
            let sql = format!("UPDATE feeds SET feed_url = ?2, {FORGETS_SERVER} WHERE id = ?1 AND removed_by IS NULL");
            found(conn.execute(&sql, params![id.0, feed_url.as_str()])?, StoreError::NoSuchFeed)?;
            Ok(((), format!("Changed the address of {}", quoted(&feed_title(conn, id)?))))
        })
    }

    /// Hides feeds with their entries, as one step that can be undone.
    pub fn unsubscribe(
        &mut self,
        ids: &[FeedId],
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, step| {
            let what = match ids {
                [id] => quoted(&feed_title(conn, *id)?),
                ids => format!("{} feeds", ids.len()),
            };
            let mut hide = conn.prepare_cached(
                "UPDATE feeds SET removed_by = ?2 WHERE id = ?1 AND removed_by IS NULL",
            )?;
            let mut hidden = 0;
            for id in ids {
                hidden += hide.execute(params![id.0, step.0])?;
            }
            found(hidden, StoreError::NoSuchFeed)?;
            Ok(((), format!("Unsubscribed from {what}")))
        })
    }
}

/// The columns of a feed that [`title_at`] makes a title of.
pub(super) const TITLE_COLUMNS: &str = "id, custom_title, published_title, feed_url";

/// What a feed is called on screen.
pub(super) fn title_at(row: &Row<'_>) -> rusqlite::Result<String> {
    let feed_url = feed_url(row.get(0)?, row.get_ref(3)?.as_str()?)?;
    Ok(called(row.get_ref(1)?.as_str_or_null()?, row.get_ref(2)?.as_str()?, &feed_url).to_owned())
}

/// What a feed is called on screen; empty when there is none.
pub(super) fn feed_title(conn: &Connection, id: FeedId) -> rusqlite::Result<String> {
    let sql = format!("SELECT {TITLE_COLUMNS} FROM feeds WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id.0], title_at).optional()?.unwrap_or_default())
}

/// The feed, and whether it was not in the list before.
pub(super) fn insert_feed(
    conn: &Connection,
    feed: &NewFeed,
    now: Timestamp,
) -> Result<(FeedId, bool), StoreError> {
    let (feed_id, is_new) = insert_or_find(conn, feed, now)?;
    if feed.sign_in.is_some() {
        write_sign_in(conn, feed_id, feed.sign_in.as_ref())?;
    }
    Ok((feed_id, is_new))
}

/// Remembers how a feed is signed in to, beside its other options.
pub(super) fn write_sign_in(
    conn: &Connection,
    id: FeedId,
    sign_in: Option<&SignIn>,
) -> Result<(), StoreError> {
    match sign_in {
        Some(sign_in) => {
            let sign_in = serde_json::to_string(sign_in)
                .map_err(|_| StoreError::Unreadable { what: "options of a feed" })?;
            conn.execute(
                "UPDATE feeds SET options = json_set(options, '$.sign_in', json(?2)) WHERE id = ?1",
                params![id.0, sign_in],
            )?
        }
        None => conn.execute(
            "UPDATE feeds SET options = json_remove(options, '$.sign_in') WHERE id = ?1",
            [id.0],
        )?,
    };
    Ok(())
}

fn insert_or_find(
    conn: &Connection,
    feed: &NewFeed,
    now: Timestamp,
) -> Result<(FeedId, bool), StoreError> {
    if let Some(folder_id) = feed.folder_id {
        folder_exists(conn, folder_id)?;
    }
    match known(conn, &feed.feed_url)? {
        Some((feed_id, false)) => Ok((feed_id, false)),
        Some((feed_id, true)) => {
            bring_back(conn, feed_id, feed)?;
            Ok((feed_id, true))
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
            Ok((FeedId(conn.last_insert_rowid()), true))
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
    // The validators go, so that the next refresh reads the feed whole; and a fresh start for one
    // that was said to be gone.
    conn.prepare_cached(&format!(
        "UPDATE feeds SET removed_by = NULL, custom_title = ?2, folder_id = ?3, position = ?4, {FORGETS_SERVER} WHERE id = ?1",
    ))?
    .execute(params![id.0, feed.title, feed.folder_id.map(|folder| folder.0), position])?;
    Ok(())
}

/// The place behind everything in a folder (or at the top level).
pub(super) fn next_position(conn: &Connection, folder: Option<FolderId>) -> rusqlite::Result<i64> {
    conn.prepare_cached(NEXT_POSITION)?.query_row([folder.map(|folder| folder.0)], |row| row.get(0))
}

const NEXT_POSITION: &str = "SELECT 1 + max(
     (SELECT coalesce(max(position), 0) FROM feeds WHERE folder_id IS ?1),
     (SELECT coalesce(max(position), 0) FROM folders WHERE parent_id IS ?1))";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_behind_all_feeds_of_a_folder_is_found_without_looking_at_them() {
        let mut conn = Connection::open_in_memory().unwrap();
        crate::store::schema::migrate(&mut conn).unwrap();
        let mut explained = conn.prepare(&format!("EXPLAIN QUERY PLAN {NEXT_POSITION}")).unwrap();
        let plan: Vec<String> = explained
            .query_map([None::<i64>], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for index in ["feeds_by_folder (folder_id=?)", "folders_by_parent (parent_id=?)"] {
            assert!(plan.iter().any(|line| line.contains(index)), "{plan:?}");
        }
    }
}
