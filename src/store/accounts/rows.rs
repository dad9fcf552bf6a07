//! Reads accounts.

use rusqlite::{OptionalExtension as _, Row};

use crate::model::{Account, AccountId, FeedId, RemoteId, ServiceKind};
use crate::store::error::StoreError;
use crate::store::open::Reader;
use crate::store::values::{feed_url, time_at};

impl Reader {
    /// All accounts, in the order of the sidebar.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT * FROM accounts WHERE removed_by IS NULL ORDER BY position, id",
        )?;
        let accounts = statement.query_map([], account)?.collect::<Result<_, _>>()?;
        Ok(accounts)
    }

    pub fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT * FROM accounts WHERE id = ?1 AND removed_by IS NULL")?;
        Ok(statement.query_row([id.0], account).optional()?)
    }

    /// Whether the library was restored from a backup since the last sync of an account.
    pub fn is_restored(&self, id: AccountId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM accounts WHERE id = ?1 AND is_restored = 1";
        Ok(self.conn.prepare_cached(sql)?.exists([id.0])?)
    }

    /// The feeds of an account that its server has, by their ids there.
    pub fn account_feeds(&self, id: AccountId) -> Result<Vec<(RemoteId, FeedId)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT remote_id, id FROM feeds
                 WHERE account_id = ?1 AND remote_id IS NOT NULL AND removed_by IS NULL
                     AND is_gone = 0",
        )?;
        let feeds = statement
            .query_map([id.0], |row| Ok((RemoteId(row.get(0)?), FeedId(row.get(1)?))))?
            .collect::<Result<_, _>>()?;
        Ok(feeds)
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let id = row.get("id")?;
    let problem: Option<String> = row.get("problem")?;
    Ok(Account {
        id: AccountId(id),
        name: row.get("name")?,
        // A service of a newer version is spoken to by nobody, but its entries are readable.
        service: ServiceKind::from_code(row.get_ref("service")?.as_str()?)
            .unwrap_or(ServiceKind::GoogleReader),
        address: feed_url(id, row.get_ref("address")?.as_str()?)?,
        user: row.get("user")?,
        position: row.get("position")?,
        last_sync: time_at(row, "last_sync")?,
        problem: problem.and_then(|json| serde_json::from_str(&json).ok()),
        paused_until: time_at(row, "paused_until")?,
        memory: row.get("memory")?,
        keeps_labels: row.get("keeps_labels")?,
    })
}
