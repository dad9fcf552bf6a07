//! Changes of subscriptions that wait for their servers.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::model::{AccountFeed, AccountId, FeedId, PendingChange, RemoteId, SubscriptionChange};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};

const UNREADABLE: StoreError = StoreError::Unreadable { what: "change of an account" };

impl Reader {
    /// The changes of subscriptions to send for an account, in the order in which they were made.
    pub fn pending_changes(&self, id: AccountId) -> Result<Vec<PendingChange>, StoreError> {
        let found = rows(&self.conn, id)?;
        found
            .into_iter()
            .map(|(id, change, tries)| {
                let mut change = serde_json::from_str(&change).map_err(|_| UNREADABLE)?;
                fill_in(&self.conn, &mut change)?;
                Ok(PendingChange { id, change, tries })
            })
            .collect()
    }

    /// Why changes of an account failed, in words of the server, with the changes.
    pub fn failed_changes(
        &self,
        id: AccountId,
    ) -> Result<Vec<(SubscriptionChange, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT change, problem FROM pending_changes
                 WHERE account_id = ?1 AND problem IS NOT NULL ORDER BY id",
        )?;
        let mut found = statement.query([id.0])?;
        let mut failed = Vec::new();
        while let Some(row) = found.next()? {
            let change = serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default());
            failed.push((change.map_err(|_| UNREADABLE)?, row.get(1)?));
        }
        Ok(failed)
    }
}

impl Store {
    /// Notes that a change is about to be sent: from now on it is not taken back in silence.
    pub fn change_begun(&mut self, id: i64) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached("UPDATE pending_changes SET tries = tries + 1 WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }

    /// Gives up the changes of an account that failed. The next pull brings feeds and folders to
    /// the state of the server.
    pub fn drop_failed_changes(&mut self, account: AccountId) -> Result<(), StoreError> {
        self.conn().execute(
            "DELETE FROM pending_changes WHERE account_id = ?1 AND problem IS NOT NULL",
            [account.0],
        )?;
        Ok(())
    }

    /// Notes that a server accepted a change, or that there is no use in sending it.
    pub fn change_done(&mut self, id: i64) -> Result<(), StoreError> {
        self.conn().prepare_cached("DELETE FROM pending_changes WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Notes why a change failed. It is sent again with the next sync.
    pub fn change_failed(&mut self, id: i64, why: &str) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached("UPDATE pending_changes SET problem = ?2 WHERE id = ?1")?
            .execute(params![id, why])?;
        Ok(())
    }
}

fn rows(conn: &Connection, id: AccountId) -> rusqlite::Result<Vec<(i64, String, u32)>> {
    conn.prepare_cached(
        "SELECT id, change, tries FROM pending_changes WHERE account_id = ?1 ORDER BY id",
    )?
    .query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
    .collect()
}

/// The id of the feed may have become known since the change was made.
fn fill_in(conn: &Connection, change: &mut SubscriptionChange) -> rusqlite::Result<()> {
    let Some(feed) = feed_of(change) else { return Ok(()) };
    let remote: Option<Option<String>> = conn
        .prepare_cached("SELECT remote_id FROM feeds WHERE id = ?1")?
        .query_row([feed.feed_id.0], |row| row.get(0))
        .optional()?;
    if let Some(Some(remote)) = remote {
        feed.remote_id = Some(RemoteId(remote));
    }
    Ok(())
}

fn feed_of(change: &mut SubscriptionChange) -> Option<&mut AccountFeed> {
    match change {
        SubscriptionChange::Subscribe { feed, .. }
        | SubscriptionChange::Rename { feed, .. }
        | SubscriptionChange::Move { feed, .. }
        | SubscriptionChange::Unsubscribe { feed } => Some(feed),
        SubscriptionChange::NewFolder { .. }
        | SubscriptionChange::RenameFolder { .. }
        | SubscriptionChange::RemoveFolder { .. } => None,
    }
}

/// Adds a change after the others.
pub(super) fn add(
    conn: &Connection,
    account: AccountId,
    mut change: SubscriptionChange,
) -> Result<(), StoreError> {
    let feed_id = feed_of(&mut change).map(|feed| feed.feed_id.0);
    let json = serde_json::to_string(&change).map_err(|_| UNREADABLE)?;
    conn.prepare_cached(
        "INSERT INTO pending_changes (account_id, feed_id, change) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![account.0, feed_id, json])?;
    Ok(())
}

/// Takes back the latest change of a feed that was not sent and that `is_meant`, and returns it.
pub(super) fn take_back(
    conn: &Connection,
    feed_id: FeedId,
    is_meant: impl Fn(&SubscriptionChange) -> bool,
) -> Result<Option<SubscriptionChange>, StoreError> {
    let unsent: Vec<(i64, String)> = conn
        .prepare_cached(
            "SELECT id, change FROM pending_changes WHERE feed_id = ?1 AND tries = 0
                 ORDER BY id DESC",
        )?
        .query_map([feed_id.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (id, json) in unsent {
        let change = serde_json::from_str(&json).map_err(|_| UNREADABLE)?;
        if is_meant(&change) {
            conn.prepare_cached("DELETE FROM pending_changes WHERE id = ?1")?.execute([id])?;
            return Ok(Some(change));
        }
    }
    Ok(None)
}

/// The changes of an account that wait, as far as a pull has to leave things alone.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) feeds: HashSet<i64>,
    pub(super) changes: Vec<SubscriptionChange>,
}

pub(super) fn waiting(conn: &Connection, id: AccountId) -> Result<Waiting, StoreError> {
    let mut waiting = Waiting::default();
    for (_, json, _) in rows(conn, id)? {
        let mut change = serde_json::from_str(&json).map_err(|_| UNREADABLE)?;
        waiting.feeds.extend(feed_of(&mut change).map(|feed| feed.feed_id.0));
        waiting.changes.push(change);
    }
    Ok(waiting)
}
