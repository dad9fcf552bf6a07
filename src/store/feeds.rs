//! Reading feeds and folders.

use std::collections::HashSet;

use rusqlite::{OptionalExtension as _, Row};
use url::Url;

use super::error::StoreError;
use super::open::Reader;
use super::values::{count, level_of, time, time_at, url_at};
use crate::model::{
    AccountId, Feed, FeedHealth, FeedId, FeedOptions, FeedProblem, FeedState, Folder, FolderId,
    ProblemKind, SAVED_PAGES_URL, Validators, Wishes, same_feed_urls,
};

impl Reader {
    /// All feeds, in the order of the sidebar.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached(&format!("{FEEDS} WHERE removed_by IS NULL ORDER BY position, id"))?;
        let feeds = statement.query_map([], feed)?.collect::<Result<_, _>>()?;
        Ok(feeds)
    }

    /// The feeds that never had an entry.
    pub fn empty_feeds(&self) -> Result<HashSet<FeedId>, StoreError> {
        let sql = "SELECT id FROM feeds WHERE removed_by IS NULL AND NOT EXISTS
             (SELECT 1 FROM entries WHERE feed_id = feeds.id)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| row.get(0).map(FeedId))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// One feed.
    pub fn feed(&self, id: FeedId) -> Result<Option<Feed>, StoreError> {
        let mut statement =
            self.conn.prepare_cached(&format!("{FEEDS} WHERE id = ?1 AND removed_by IS NULL"))?;
        Ok(statement.query_row([id.0], feed).optional()?)
    }

    /// The language that a feed declares, such as `de-AT`.
    pub fn feed_language(&self, id: FeedId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT language FROM feeds WHERE id = ?1";
        let found = self.conn.query_row(sql, [id.0], |row| row.get(0)).optional()?;
        Ok(found.flatten())
    }

    /// The feed on this computer with this address, by http or https.
    pub fn feed_by_url(&self, feed_url: &Url) -> Result<Option<Feed>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{FEEDS} WHERE feed_url IN (?1, ?2) AND account_id IS NULL
                 AND removed_by IS NULL ORDER BY feed_url = ?1 DESC LIMIT 1"
        ))?;
        let urls = same_feed_urls(feed_url);
        Ok(statement.query_row(urls.each_ref().map(Url::as_str), feed).optional()?)
    }

    /// All folders, in the order of the sidebar.
    pub fn folders(&self) -> Result<Vec<Folder>, StoreError> {
        let mut statement = self.conn.prepare_cached(FOLDERS)?;
        let folders = statement.query_map([], folder)?.collect::<Result<_, _>>()?;
        Ok(folders)
    }

    /// The feeds in a folder and its subfolders.
    pub fn feeds_in_folder(&self, folder_id: FolderId) -> Result<Vec<FeedId>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "WITH RECURSIVE inside (id) AS (
                 SELECT ?1 UNION
                 SELECT folders.id FROM folders JOIN inside ON folders.parent_id = inside.id)
             SELECT feeds.id FROM feeds WHERE folder_id IN inside AND removed_by IS NULL
                 ORDER BY feeds.id",
        )?;
        let ids = statement
            .query_map([folder_id.0], |row| row.get(0).map(FeedId))?
            .collect::<Result<_, _>>()?;
        Ok(ids)
    }

    /// The state of all feeds that a refresh needs. Feeds of accounts are fetched by their servers,
    /// the saved pages not at all.
    pub fn feed_states(&self) -> Result<Vec<FeedState>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{FEEDS} WHERE removed_by IS NULL AND account_id IS NULL
                 AND feed_url <> '{SAVED_PAGES_URL}' ORDER BY position, id"
        ))?;
        let states = statement.query_map([], feed_state)?.collect::<Result<_, _>>()?;
        Ok(states)
    }

    /// The state of one feed that a refresh needs. The saved pages have no server.
    pub fn feed_state(&self, id: FeedId) -> Result<Option<FeedState>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{FEEDS} WHERE id = ?1 AND removed_by IS NULL AND feed_url <> '{SAVED_PAGES_URL}'"
        ))?;
        Ok(statement.query_row([id.0], feed_state).optional()?)
    }

    /// Whether this library never had a feed.
    pub fn is_fresh(&self) -> Result<bool, StoreError> {
        Ok(count(&self.conn, "SELECT count(*) FROM sqlite_sequence WHERE name = 'feeds'")? == 0)
    }
}

/// Feeds of an account are as fresh as its last sync.
const FEEDS: &str = "SELECT *,
     (SELECT last_sync FROM accounts WHERE accounts.id = feeds.account_id) AS last_sync FROM feeds";

/// Folders of a removed account are hidden with it.
const FOLDERS: &str = "SELECT * FROM folders WHERE account_id IS NULL
     OR account_id IN (SELECT id FROM accounts WHERE removed_by IS NULL) ORDER BY position, id";

fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed {
        id: FeedId(row.get("id")?),
        feed_url: feed_url(row)?,
        published_title: row.get("published_title")?,
        custom_title: row.get("custom_title")?,
        site_url: url_at(row, "site_url")?,
        icon_url: url_at(row, "icon_url")?,
        description: row.get("description")?,
        folder_id: row.get::<_, Option<i64>>("folder_id")?.map(FolderId),
        position: row.get("position")?,
        added: time(row.get("added")?),
        health: health(row)?,
        wants_full_text: row.get("wants_full_text")?,
        options: options(row)?,
        account_id: row.get::<_, Option<i64>>("account_id")?.map(AccountId),
    })
}

/// Unreadable options become the defaults: they must not keep the feed from being shown.
fn options(row: &Row<'_>) -> rusqlite::Result<FeedOptions> {
    Ok(serde_json::from_str(&row.get::<_, String>("options")?).unwrap_or_default())
}

fn feed_state(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    let options = options(row)?;
    Ok(FeedState {
        feed_id: FeedId(row.get("id")?),
        feed_url: feed_url(row)?,
        validators: validators(row)?,
        health: health(row)?,
        refresh_minutes: options.refresh_minutes,
        paused_until: options.paused_until,
        sign_in: options.sign_in,
    })
}

fn feed_url(row: &Row<'_>) -> rusqlite::Result<Url> {
    super::values::feed_url(row.get("id")?, row.get_ref("feed_url")?.as_str()?)
}

fn health(row: &Row<'_>) -> rusqlite::Result<FeedHealth> {
    let problem = match row.get::<_, Option<String>>("problem_kind")? {
        None => None,
        Some(code) => Some(FeedProblem {
            kind: problem_kind(row, code)?,
            since: time(row.get::<_, Option<i64>>("problem_since")?.unwrap_or_default()),
            failures: row.get::<_, Option<u32>>("problem_failures")?.unwrap_or_default(),
        }),
    };
    let last_sync = time_at(row, "last_sync")?;
    Ok(FeedHealth {
        last_attempt: time_at(row, "last_attempt")?.or(last_sync),
        last_success: time_at(row, "last_success")?.or(last_sync),
        next_check: time_at(row, "next_check")?,
        problem,
        is_gone: row.get("is_gone")?,
        redirects_to: url_at(row, "redirects_to")?,
    })
}

/// Before version 9 of the schema, problems had only a sentence; it is kept as it is.
fn problem_kind(row: &Row<'_>, code: String) -> rusqlite::Result<ProblemKind> {
    let details = row.get_ref("problem_details")?.as_str_or_null()?;
    if let Some(kind) = details.and_then(|details| serde_json::from_str(details).ok()) {
        return Ok(kind);
    }
    let message = row.get::<_, Option<String>>("problem_message")?.unwrap_or_default();
    Ok(ProblemKind::Worded { code, message })
}

/// Unreadable wishes become none: they must not keep the feed from being refreshed.
fn wishes(row: &Row<'_>) -> rusqlite::Result<Wishes> {
    let written = row.get_ref("wishes")?.as_str_or_null()?;
    Ok(written.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default())
}

fn validators(row: &Row<'_>) -> rusqlite::Result<Validators> {
    Ok(Validators {
        etag: row.get("etag")?,
        last_modified: row.get("last_modified")?,
        body_hash: row.get("body_hash")?,
        received: time_at(row, "validators_received")?,
        wishes: wishes(row)?,
    })
}

fn folder(row: &Row<'_>) -> rusqlite::Result<Folder> {
    Ok(Folder {
        id: FolderId(row.get("id")?),
        parent: row.get::<_, Option<i64>>("parent_id")?.map(FolderId),
        name: row.get("name")?,
        position: row.get("position")?,
        account_id: row.get::<_, Option<i64>>("account_id")?.map(AccountId),
        hides_count: row.get("hides_count")?,
        stories: row.get::<_, Option<String>>("stories")?.as_deref().and_then(level_of),
    })
}
