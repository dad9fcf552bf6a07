//! Notes what an act on feeds and folders changes for the server of their account.
//!
//! It compares the tables before and after the act. So every act is noted, also undoing and redoing
//! one.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;
use url::Url;

use super::changes::{add, take_back};
use crate::model::{AccountFeed, AccountId, FeedId, RemoteId, SubscriptionChange, called};
use crate::store::error::StoreError;
use crate::store::undo::arrangement::RowChange;
use crate::store::values::feed_url;

/// Whether there is an account at all.
pub(in crate::store) fn is_needed(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM accounts LIMIT 1")?.exists([])
}

/// Adds the changes of an act to those that wait for their servers.
pub(in crate::store) fn note(conn: &Connection, changes: &[RowChange]) -> Result<(), StoreError> {
    if !is_needed(conn)? {
        return Ok(());
    }
    let mut noted = Noted::default();
    for change in changes {
        match change.table.as_str() {
            "folders" => noted.folder(conn, change)?,
            "feeds" => noted.feed(conn, change, changes)?,
            _ => {}
        }
    }
    for (account, change) in noted.in_order() {
        if is_spoken_to(conn, account, changes)? {
            add(conn, account, change)?;
        }
    }
    Ok(())
}

/// Whether changes of an account are sent. Removing an account, or bringing it back, says nothing
/// about the subscriptions at the server.
fn is_spoken_to(
    conn: &Connection,
    account: AccountId,
    changes: &[RowChange],
) -> rusqlite::Result<bool> {
    let is_itself_changed = changes.iter().any(|change| {
        change.table == "accounts" && change.id == account.0 && change.removal().is_some()
    });
    let sql = "SELECT 1 FROM accounts WHERE id = ?1 AND removed_by IS NULL";
    Ok(!is_itself_changed && conn.prepare_cached(sql)?.exists([account.0])?)
}

type Change = (AccountId, SubscriptionChange);

/// The changes of one act, by the order in which a server must get them: a folder is there before
/// feeds move into it, and empty before it goes.
#[derive(Default)]
struct Noted {
    new_folders: Vec<Change>,
    feeds: Vec<Change>,
    removed_folders: Vec<Change>,
}

impl Noted {
    fn in_order(self) -> impl Iterator<Item = Change> {
        self.new_folders.into_iter().chain(self.feeds).chain(self.removed_folders)
    }

    fn folder(&mut self, conn: &Connection, change: &RowChange) -> Result<(), StoreError> {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let (old_name, new_name) = (text(change.old_value("name")), text(change.new_value("name")));
        let account = if change.is_deletion() {
            change.old_value("account_id").and_then(Value::as_i64)
        } else {
            folder_account(conn, change.id)?
        };
        let Some(account) = account.map(AccountId) else { return Ok(()) };
        match (old_name, new_name) {
            (None, Some(name)) => {
                self.new_folders.push((account, SubscriptionChange::NewFolder { name }));
            }
            (Some(old_name), Some(new_name)) => {
                let rename = SubscriptionChange::RenameFolder { old_name, new_name };
                self.new_folders.push((account, rename));
            }
            (Some(name), None) => {
                self.removed_folders.push((account, SubscriptionChange::RemoveFolder { name }));
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn feed(
        &mut self,
        conn: &Connection,
        change: &RowChange,
        all: &[RowChange],
    ) -> Result<(), StoreError> {
        let Some(row) = feed_row(conn, change.id)? else { return Ok(()) };
        if !is_spoken_to(conn, row.account, all)? {
            return Ok(());
        }
        if change.is_creation() || change.removal() == Some(false) {
            return self.subscribe(conn, row);
        }
        if change.removal() == Some(true) {
            // Not sent yet, so there is nothing to end at the server.
            let is_unsent = |change: &SubscriptionChange| {
                matches!(change, SubscriptionChange::Subscribe { .. })
            };
            let feed = row.feed;
            if take_back(conn, feed.feed_id, is_unsent)?.is_some() {
                while take_back(conn, feed.feed_id, |_| true)?.is_some() {}
            } else {
                self.feeds.push((row.account, SubscriptionChange::Unsubscribe { feed }));
            }
            return Ok(());
        }
        if row.is_removed {
            return Ok(());
        }
        if change.old_value("folder_id").is_some() {
            let from = change.old_value("folder_id").and_then(Value::as_i64);
            let from = from.map(|id| folder_name(conn, id, all)).transpose()?.flatten();
            self.move_feed(conn, &row, from)?;
        }
        if change.old_value("custom_title").is_some() {
            let is_rename =
                |change: &SubscriptionChange| matches!(change, SubscriptionChange::Rename { .. });
            take_back(conn, row.feed.feed_id, is_rename)?;
            let rename = SubscriptionChange::Rename { feed: row.feed, title: row.title };
            self.feeds.push((row.account, rename));
        }
        Ok(())
    }

    /// A feed that is subscribed to, or again before the server was told of the end.
    fn subscribe(&mut self, conn: &Connection, row: FeedRow) -> Result<(), StoreError> {
        let is_end =
            |change: &SubscriptionChange| matches!(change, SubscriptionChange::Unsubscribe { .. });
        let mut feed = row.feed;
        if take_back(conn, feed.feed_id, is_end)?.is_some() {
            return Ok(());
        }
        // The server gives the feed and its entries other ids.
        feed.remote_id = None;
        forget_remote(conn, feed.feed_id)?;
        let subscribe =
            SubscriptionChange::Subscribe { feed, title: row.custom_title, folder: row.folder };
        self.feeds.push((row.account, subscribe));
        Ok(())
    }

    /// Joins a move with one that was not sent yet.
    fn move_feed(
        &mut self,
        conn: &Connection,
        row: &FeedRow,
        mut from: Option<String>,
    ) -> Result<(), StoreError> {
        let is_move =
            |change: &SubscriptionChange| matches!(change, SubscriptionChange::Move { .. });
        if let Some(SubscriptionChange::Move { from: first, .. }) =
            take_back(conn, row.feed.feed_id, is_move)?
        {
            from = first;
        }
        let (feed, to) = (row.feed.clone(), row.folder.clone());
        self.feeds.push((row.account, SubscriptionChange::Move { feed, from, to }));
        Ok(())
    }
}

/// A feed of an account.
struct FeedRow {
    account: AccountId,
    feed: AccountFeed,
    /// The title on screen.
    title: String,
    custom_title: Option<String>,
    folder: Option<String>,
    is_removed: bool,
}

/// `None` for a feed on this computer.
fn feed_row(conn: &Connection, id: i64) -> rusqlite::Result<Option<FeedRow>> {
    conn.prepare_cached(
        "SELECT feeds.account_id, remote_id, feed_url, custom_title, published_title, name,
             removed_by IS NOT NULL
         FROM feeds LEFT JOIN folders ON folders.id = folder_id
         WHERE feeds.id = ?1 AND feeds.account_id IS NOT NULL",
    )?
    .query_row([id], |row| {
        let url: Url = feed_url(id, row.get_ref(2)?.as_str()?)?;
        let custom_title: Option<String> = row.get(3)?;
        let title = called(custom_title.as_deref(), row.get_ref(4)?.as_str()?, &url).to_owned();
        Ok(FeedRow {
            account: AccountId(row.get(0)?),
            feed: AccountFeed {
                feed_id: FeedId(id),
                remote_id: row.get::<_, Option<String>>(1)?.map(RemoteId),
                feed_url: url,
            },
            title,
            custom_title,
            folder: row.get(5)?,
            is_removed: row.get(6)?,
        })
    })
    .optional()
}

fn folder_account(conn: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
    let account: Option<Option<i64>> = conn
        .prepare_cached("SELECT account_id FROM folders WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(account.flatten())
}

/// The name that a folder had before the act.
fn folder_name(
    conn: &Connection,
    id: i64,
    changes: &[RowChange],
) -> rusqlite::Result<Option<String>> {
    let before = changes
        .iter()
        .find(|change| change.table == "folders" && change.id == id)
        .and_then(|change| change.old_value("name"))
        .and_then(Value::as_str);
    if let Some(name) = before {
        return Ok(Some(name.to_owned()));
    }
    conn.prepare_cached("SELECT name FROM folders WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Forgets the ids of a feed and its entries at the server. Entries are found again by their
/// titles, addresses and times.
pub(super) fn forget_remote(conn: &Connection, id: FeedId) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE feeds SET remote_id = NULL WHERE id = ?1")?.execute([id.0])?;
    conn.prepare_cached(
        "UPDATE remote_entries SET is_stale = 1
             WHERE entry_id IN (SELECT id FROM entries WHERE feed_id = ?1)",
    )?
    .execute(params![id.0])?;
    Ok(())
}
