//! Adds a feed to the library, for subscribing and importing alike.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::error::StoreError;
use super::tree::{folder_account, folder_exists, next_position};
use super::values::millis;
use crate::model::{AccountId, FeedId, FolderId, SignIn, same_feed_urls, tidy_feed_url};

/// Clears the columns of `feeds` that came from its server. They do not hold for another server.
pub(super) const FORGETS_SERVER: &str =
    "etag = NULL, last_modified = NULL, body_hash = NULL, validators_received = NULL, is_gone = 0,
     next_check = NULL, redirects_to = NULL, wishes = NULL";

/// A feed to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeed {
    pub feed_url: Url,
    /// The user's title for it.
    pub title: Option<String>,
    /// The website of the publisher, if known.
    pub site_url: Option<Url>,
    pub folder_id: Option<FolderId>,
    pub sign_in: Option<SignIn>,
}

impl NewFeed {
    /// A feed of which nothing but the address is known.
    #[must_use]
    pub fn at(feed_url: Url) -> Self {
        Self { feed_url, title: None, site_url: None, folder_id: None, sign_in: None }
    }
}

/// Adds a feed unless the library has it. Also returns whether it is new.
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

/// Sets the sign-in among the options of a feed.
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
    let feed = &NewFeed { feed_url: tidy_feed_url(feed.feed_url.clone()), ..feed.clone() };
    match find_by_url(conn, &feed.feed_url)? {
        Some((feed_id, false)) => Ok((feed_id, false)),
        Some((feed_id, true)) => {
            bring_back(conn, feed_id, feed)?;
            Ok((feed_id, true))
        }
        None => {
            let position = next_position(conn, feed.folder_id)?;
            conn.prepare_cached(
                "INSERT INTO feeds (feed_url, custom_title, site_url, folder_id, position, added)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
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

/// The feed on this computer with this address, by http or https, and whether it is unsubscribed.
pub(super) fn find_by_url(
    conn: &Connection,
    feed_url: &Url,
) -> rusqlite::Result<Option<(FeedId, bool)>> {
    conn.prepare_cached(
        "SELECT id, removed_by IS NOT NULL FROM feeds WHERE feed_url IN (?1, ?2)
             AND account_id IS NULL ORDER BY removed_by IS NOT NULL, feed_url = ?1 DESC LIMIT 1",
    )?
    .query_row(same_feed_urls(feed_url).each_ref().map(Url::as_str), |row| {
        Ok((FeedId(row.get(0)?), row.get(1)?))
    })
    .optional()
}

fn bring_back(conn: &Connection, id: FeedId, feed: &NewFeed) -> rusqlite::Result<()> {
    let position = next_position(conn, feed.folder_id)?;
    // Without validators the next refresh reads the whole feed. A feed that was gone is tried
    // again.
    conn.prepare_cached(&format!(
        "UPDATE feeds SET removed_by = NULL, feed_url = ?5, custom_title = ?2, folder_id = ?3,
             position = ?4, {FORGETS_SERVER} WHERE id = ?1",
    ))?
    .execute(params![
        id.0,
        feed.title,
        feed.folder_id.map(|folder| folder.0),
        position,
        feed.feed_url.as_str()
    ])?;
    Ok(())
}

/// Adds a feed to an account unless the account has it. Also returns whether it is new.
pub(super) fn insert_account_feed(
    conn: &Connection,
    account: AccountId,
    feed: &NewFeed,
    now: Timestamp,
) -> Result<(FeedId, bool), StoreError> {
    if let Some(folder_id) = feed.folder_id
        && folder_account(conn, folder_id)? != Some(account)
    {
        return Err(StoreError::OtherAccount);
    }
    let feed = &NewFeed { feed_url: tidy_feed_url(feed.feed_url.clone()), ..feed.clone() };
    let [own, other] = same_feed_urls(&feed.feed_url);
    let known = conn
        .prepare_cached(
            "SELECT id, removed_by IS NOT NULL FROM feeds
                 WHERE account_id = ?3 AND feed_url IN (?1, ?2)
                 ORDER BY removed_by IS NOT NULL, feed_url = ?1 DESC LIMIT 1",
        )?
        .query_row(params![own.as_str(), other.as_str(), account.0], |row| {
            Ok((FeedId(row.get(0)?), row.get(1)?))
        })
        .optional()?;
    match known {
        Some((id, false)) => Ok((id, false)),
        Some((id, true)) => {
            bring_back(conn, id, feed)?;
            Ok((id, true))
        }
        None => {
            conn.prepare_cached(
                "INSERT INTO feeds (feed_url, custom_title, folder_id, position, added, account_id)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                feed.feed_url.as_str(),
                feed.title,
                feed.folder_id.map(|folder| folder.0),
                next_position(conn, feed.folder_id)?,
                millis(now),
                account.0
            ])?;
            Ok((FeedId(conn.last_insert_rowid()), true))
        }
    }
}
