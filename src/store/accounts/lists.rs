//! Applies the subscriptions of a server: its feeds and folders become those of the account.
//!
//! A feed with a change that waits to be sent is left as the user wants it. A feed that the server
//! no longer lists stays with its entries, marked as gone.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::changes::{Waiting, waiting};
use super::noting::forget_remote;
use crate::model::{
    AccountId, FeedId, FolderId, RemoteFeed, RemoteId, RemoteTree, SubscriptionChange, feed_key,
};
use crate::store::error::StoreError;
use crate::store::open::Store;
use crate::store::tree::next_position;
use crate::store::values::{feed_url, millis};

/// What applying the subscriptions of a server changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TreeOutcome {
    /// The feeds of the server that are shown, by their ids there.
    pub feeds: HashMap<RemoteId, FeedId>,
    /// Feeds that were not in the account before.
    pub added: u32,
    /// Feeds that the server listed before and does not list any more.
    pub vanished: u32,
    /// Whether any feed or folder changed on screen.
    pub is_changed: bool,
}

impl Store {
    /// Makes the feeds and folders of an account those of its server, in one transaction.
    pub fn apply_lists(
        &mut self,
        id: AccountId,
        tree: &RemoteTree,
        now: Timestamp,
    ) -> Result<TreeOutcome, StoreError> {
        let tx = self.begin()?;
        let mut pull = Pull::new(&tx, id, now)?;
        pull.folders(tree)?;
        for feed in &tree.feeds {
            pull.feed(feed)?;
        }
        pull.vanished(&tree.kept)?;
        pull.emptied_folders()?;
        let outcome = pull.outcome;
        tx.commit()?;
        Ok(outcome)
    }
}

/// A feed of the account in the library.
struct Stored {
    id: FeedId,
    remote_id: Option<RemoteId>,
    url_key: String,
    published_title: String,
    custom_title: Option<String>,
    folder_id: Option<i64>,
    is_removed: bool,
    is_gone: bool,
    is_claimed: bool,
}

struct Pull<'c> {
    conn: &'c Connection,
    account: AccountId,
    now: Timestamp,
    waiting: Waiting,
    stored: Vec<Stored>,
    /// Places in `stored`.
    by_remote: HashMap<RemoteId, usize>,
    by_url: HashMap<String, Vec<usize>>,
    /// The folder for each name at the server; `None` for one that the user removed.
    folder_ids: HashMap<String, Option<FolderId>>,
    outcome: TreeOutcome,
}

impl<'c> Pull<'c> {
    fn new(conn: &'c Connection, account: AccountId, now: Timestamp) -> Result<Self, StoreError> {
        let stored = stored(conn, account)?;
        let mut by_remote = HashMap::new();
        let mut by_url: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, feed) in stored.iter().enumerate() {
            if let Some(remote) = &feed.remote_id {
                by_remote.insert(remote.clone(), at);
            }
            by_url.entry(feed.url_key.clone()).or_default().push(at);
        }
        Ok(Self {
            conn,
            account,
            now,
            waiting: waiting(conn, account)?,
            stored,
            by_remote,
            by_url,
            folder_ids: HashMap::new(),
            outcome: TreeOutcome::default(),
        })
    }

    fn folders(&mut self, tree: &RemoteTree) -> Result<(), StoreError> {
        let used = tree.feeds.iter().flat_map(|feed| &feed.folders);
        let names: Vec<String> = tree.folders.iter().chain(used).cloned().collect();
        for name in names {
            if !self.folder_ids.contains_key(&name) {
                let id = self.folder(&name)?;
                self.folder_ids.insert(name, id);
            }
        }
        Ok(())
    }

    /// The folder for a name at the server, which changes that wait may have renamed or removed.
    fn folder(&mut self, remote_name: &str) -> Result<Option<FolderId>, StoreError> {
        let mut name = remote_name;
        for change in &self.waiting.changes {
            match change {
                SubscriptionChange::RenameFolder { old_name, new_name } if old_name == name => {
                    name = new_name;
                }
                SubscriptionChange::RemoveFolder { name: removed } if removed == name => {
                    return Ok(None);
                }
                SubscriptionChange::Subscribe { .. }
                | SubscriptionChange::Rename { .. }
                | SubscriptionChange::Move { .. }
                | SubscriptionChange::Unsubscribe { .. }
                | SubscriptionChange::NewFolder { .. }
                | SubscriptionChange::RenameFolder { .. }
                | SubscriptionChange::RemoveFolder { .. } => {}
            }
        }
        if let Some(id) = folder_named(self.conn, self.account, name)? {
            let sql = "UPDATE folders SET is_remote = 1 WHERE id = ?1 AND is_remote = 0";
            self.conn.prepare_cached(sql)?.execute([id.0])?;
            return Ok(Some(id));
        }
        let position = next_position(self.conn, None)?;
        self.conn
            .prepare_cached(
                "INSERT INTO folders (name, position, account_id, is_remote)
                     VALUES (?1, ?2, ?3, 1)",
            )?
            .execute(params![name, position, self.account.0])?;
        self.outcome.is_changed = true;
        Ok(Some(FolderId(self.conn.last_insert_rowid())))
    }

    fn feed(&mut self, feed: &RemoteFeed) -> Result<(), StoreError> {
        let ids =
            feed.folders.iter().filter_map(|name| self.folder_ids.get(name).copied().flatten());
        let folders: Vec<FolderId> = ids.collect();
        let first = folders.first().copied();
        let Some(at) = self.find(feed) else { return self.insert(feed, first) };
        let Some(stored) = self.stored.get_mut(at) else { return Ok(()) };
        stored.is_claimed = true;
        let is_waiting = self.waiting.feeds.contains(&stored.id.0);
        if stored.is_removed && is_waiting {
            return Ok(());
        }
        if stored.remote_id.as_ref() != Some(&feed.id) {
            if stored.remote_id.is_some() {
                forget_remote(self.conn, stored.id)?;
            }
            self.conn
                .prepare_cached("UPDATE feeds SET remote_id = ?2 WHERE id = ?1")?
                .execute(params![stored.id.0, feed.id.0])?;
        }
        if stored.is_removed || stored.is_gone {
            self.conn
                .prepare_cached("UPDATE feeds SET is_gone = 0, removed_by = NULL WHERE id = ?1")?
                .execute([stored.id.0])?;
            self.outcome.is_changed = true;
        }
        self.outcome.is_changed |= update_title(self.conn, stored, feed, is_waiting)?;
        update_addresses(self.conn, stored.id, feed)?;
        let here = folders.into_iter().find(|folder| Some(folder.0) == stored.folder_id);
        let folder = here.or(first);
        if !is_waiting && stored.folder_id != folder.map(|folder| folder.0) {
            let position = next_position(self.conn, folder)?;
            self.conn
                .prepare_cached("UPDATE feeds SET folder_id = ?2, position = ?3 WHERE id = ?1")?
                .execute(params![stored.id.0, folder.map(|folder| folder.0), position])?;
            self.outcome.is_changed = true;
        }
        self.outcome.feeds.insert(feed.id.clone(), stored.id);
        Ok(())
    }

    /// The place of the stored feed: by its id, or else by its address, if the feed there has no id
    /// yet or is no longer at the server under the id that it had.
    fn find(&self, feed: &RemoteFeed) -> Option<usize> {
        if let Some(at) = self.by_remote.get(&feed.id) {
            return Some(*at);
        }
        let same = self.by_url.get(&feed_key(&feed.feed_url))?;
        let free = |at: &&usize| {
            self.stored.get(**at).is_some_and(|stored| {
                !stored.is_claimed
                    && (stored.remote_id.is_none() || stored.is_gone || stored.is_removed)
            })
        };
        let shown = |at: &usize| self.stored.get(*at).is_some_and(|stored| !stored.is_removed);
        let mut found: Vec<usize> = same.iter().filter(free).copied().collect();
        found.sort_by_key(|at| !shown(at));
        found.first().copied()
    }

    fn insert(&mut self, feed: &RemoteFeed, folder: Option<FolderId>) -> Result<(), StoreError> {
        let position = next_position(self.conn, folder)?;
        self.conn
            .prepare_cached(
                "INSERT INTO feeds (feed_url, published_title, site_url, icon_url, folder_id,
                     position, added, account_id, remote_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                feed.feed_url.as_str(),
                feed.title,
                feed.site_url.as_ref().map(Url::as_str),
                feed.icon_url.as_ref().map(Url::as_str),
                folder.map(|folder| folder.0),
                position,
                millis(self.now),
                self.account.0,
                feed.id.0
            ])?;
        let id = FeedId(self.conn.last_insert_rowid());
        self.outcome.feeds.insert(feed.id.clone(), id);
        self.outcome.added += 1;
        self.outcome.is_changed = true;
        Ok(())
    }

    fn vanished(&mut self, kept: &[RemoteId]) -> Result<(), StoreError> {
        let kept: HashSet<&RemoteId> = kept.iter().collect();
        let mut mark = self.conn.prepare_cached("UPDATE feeds SET is_gone = 1 WHERE id = ?1")?;
        for stored in &self.stored {
            // A feed without an id is still to be subscribed to.
            let was_there = stored.remote_id.is_some() && !stored.is_gone && !stored.is_removed;
            let is_kept = stored.remote_id.as_ref().is_some_and(|id| kept.contains(id));
            if was_there && !stored.is_claimed && !is_kept {
                mark.execute([stored.id.0])?;
                self.outcome.vanished += 1;
                self.outcome.is_changed = true;
            }
        }
        Ok(())
    }

    /// Removes folders that the server had and has no more. One that still holds feeds stays.
    fn emptied_folders(&mut self) -> Result<(), StoreError> {
        let listed: HashSet<i64> =
            self.folder_ids.values().flatten().map(|folder| folder.0).collect();
        let candidates: Vec<i64> = self
            .conn
            .prepare_cached(
                "SELECT id FROM folders WHERE account_id = ?1 AND is_remote = 1
                     AND NOT EXISTS (SELECT 1 FROM feeds WHERE folder_id = folders.id)",
            )?
            .query_map([self.account.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for id in candidates.into_iter().filter(|id| !listed.contains(id)) {
            self.conn.prepare_cached("DELETE FROM folders WHERE id = ?1")?.execute([id])?;
            self.outcome.is_changed = true;
        }
        Ok(())
    }
}

fn stored(conn: &Connection, account: AccountId) -> rusqlite::Result<Vec<Stored>> {
    let sql = "SELECT id, remote_id, feed_url, published_title, custom_title, folder_id,
             removed_by IS NOT NULL, is_gone
         FROM feeds WHERE account_id = ?1 ORDER BY id";
    conn.prepare_cached(sql)?
        .query_map([account.0], |row| {
            let id = row.get(0)?;
            Ok(Stored {
                id: FeedId(id),
                remote_id: row.get::<_, Option<String>>(1)?.map(RemoteId),
                url_key: feed_key(&feed_url(id, row.get_ref(2)?.as_str()?)?),
                published_title: row.get(3)?,
                custom_title: row.get(4)?,
                folder_id: row.get(5)?,
                is_removed: row.get(6)?,
                is_gone: row.get(7)?,
                is_claimed: false,
            })
        })?
        .collect()
}

pub(super) fn folder_named(
    conn: &Connection,
    account: AccountId,
    name: &str,
) -> rusqlite::Result<Option<FolderId>> {
    conn.prepare_cached(
        "SELECT id FROM folders WHERE account_id = ?1 AND name = ?2 ORDER BY position LIMIT 1",
    )?
    .query_row(params![account.0, name], |row| row.get(0).map(FolderId))
    .optional()
}

/// The title at the server replaces the user's title here only if it changed there: some servers
/// show a title that was set with other characters.
fn update_title(
    conn: &Connection,
    stored: &Stored,
    feed: &RemoteFeed,
    is_waiting: bool,
) -> rusqlite::Result<bool> {
    let is_own = stored.custom_title.as_deref() == Some(feed.title.as_str());
    let is_other = stored.published_title != feed.title && !feed.title.is_empty();
    if !is_other && !is_own {
        return Ok(false);
    }
    let keeps_own = stored.custom_title.is_some() && is_waiting;
    conn.prepare_cached(
        "UPDATE feeds SET published_title = ?2,
             custom_title = iif(?3, custom_title, NULL) WHERE id = ?1",
    )?
    .execute(params![stored.id.0, feed.title, keeps_own])?;
    Ok(is_other || !keeps_own)
}

fn update_addresses(conn: &Connection, id: FeedId, feed: &RemoteFeed) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE feeds SET feed_url = ?2, site_url = coalesce(?3, site_url),
             icon_url = coalesce(?4, icon_url)
         WHERE id = ?1 AND (feed_url <> ?2 OR site_url IS NOT coalesce(?3, site_url)
             OR icon_url IS NOT coalesce(?4, icon_url))",
    )?
    .execute(params![
        id.0,
        feed.feed_url.as_str(),
        feed.site_url.as_ref().map(Url::as_str),
        feed.icon_url.as_ref().map(Url::as_str)
    ])?;
    Ok(())
}
