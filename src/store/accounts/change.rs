//! Adds, renames and removes accounts, and keeps what their last sync left.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::triggers;
use crate::model::{AccountId, AccountState, FeedId, NewAccount, RemoteId, StepKind};
use crate::store::error::StoreError;
use crate::store::names::short;
use crate::store::open::Store;
use crate::store::tree::ensure_changed;
use crate::store::undo::go::ActOutcome;
use crate::store::values::optional_millis;

impl Store {
    /// Adds an account. One that was removed and has not expired comes back with its feeds and
    /// entries. No step: an account goes by being removed.
    pub fn add_account(&mut self, new: &NewAccount) -> Result<AccountId, StoreError> {
        let tx = self.begin()?;
        ensure_free_name(&tx, None, &new.name)?;
        let id = match same_account(&tx, new)? {
            Some((_, None)) => return Err(StoreError::AccountExists),
            Some((id, Some(step))) => {
                bring_back(&tx, id, step, new)?;
                id
            }
            None => insert(&tx, new)?,
        };
        triggers::adjust(&tx)?;
        tx.commit()?;
        Ok(id)
    }

    pub fn rename_account(
        &mut self,
        id: AccountId,
        name: &str,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let old_name = account_name(conn, id)?;
            ensure_free_name(conn, Some(id), name)?;
            conn.execute("UPDATE accounts SET name = ?2 WHERE id = ?1", params![id.0, name])?;
            Ok(((), StepKind::Rename { old_name: short(&old_name), new_name: short(name) }))
        })
    }

    /// Removes an account with its feeds and entries, as one step. Nothing is changed at the
    /// server; undoing the step brings all of it back but the secret in the keyring.
    pub fn remove_account(
        &mut self,
        id: AccountId,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, step| {
            let account = short(&account_name(conn, id)?);
            for (table, column) in [("accounts", "id"), ("feeds", "account_id")] {
                let sql = format!(
                    "UPDATE {table} SET removed_by = ?2 WHERE {column} = ?1 AND removed_by IS NULL"
                );
                conn.execute(&sql, [id.0, step.0])?;
            }
            Ok(((), StepKind::RemoveAccount { account }))
        })
    }

    /// Notes the id that a server gave to a feed that was subscribed to here. It may have found the
    /// feed at another address.
    pub fn name_remote_feed(&mut self, feed: FeedId, remote: &RemoteId) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached("UPDATE feeds SET remote_id = ?2 WHERE id = ?1 AND remote_id IS NULL")?
            .execute(params![feed.0, remote.0])?;
        Ok(())
    }

    /// Saves what a sync left.
    pub fn set_account_state(
        &mut self,
        id: AccountId,
        state: &AccountState,
    ) -> Result<(), StoreError> {
        let problem = state.problem.as_ref().map(serde_json::to_string).transpose();
        let problem =
            problem.map_err(|_| StoreError::Unreadable { what: "problem of an account" })?;
        let saved = self
            .conn()
            .prepare_cached(
                "UPDATE accounts SET last_sync = ?2, problem = ?3, paused_until = ?4, memory = ?5,
                     is_restored = iif(?2 IS NOT last_sync, 0, is_restored) WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                optional_millis(state.last_sync),
                problem,
                optional_millis(state.paused_until),
                state.memory
            ])?;
        ensure_changed(saved, StoreError::NoSuchAccount)
    }
}

/// The name of an account that is not removed.
fn account_name(conn: &Connection, id: AccountId) -> Result<String, StoreError> {
    let name = conn
        .prepare_cached("SELECT name FROM accounts WHERE id = ?1 AND removed_by IS NULL")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    name.ok_or(StoreError::NoSuchAccount)
}

/// Fails if another account has the name, by which the command line knows accounts.
fn ensure_free_name(
    conn: &Connection,
    own: Option<AccountId>,
    name: &str,
) -> Result<(), StoreError> {
    let is_taken = conn
        .prepare_cached(
            "SELECT 1 FROM accounts WHERE name = ?1 AND id IS NOT ?2 AND removed_by IS NULL",
        )?
        .exists(params![name, own.map(|id| id.0)])?;
    if is_taken { Err(StoreError::AccountNameTaken) } else { Ok(()) }
}

/// The account with the same user at the same server, and the step that removed it.
fn same_account(
    conn: &Connection,
    new: &NewAccount,
) -> rusqlite::Result<Option<(AccountId, Option<i64>)>> {
    conn.prepare_cached(
        "SELECT id, removed_by FROM accounts WHERE service = ?1 AND address = ?2 AND user = ?3
             ORDER BY removed_by IS NOT NULL, id DESC LIMIT 1",
    )?
    .query_row(params![new.service.code(), new.address.as_str(), new.user], |row| {
        Ok((AccountId(row.get(0)?), row.get(1)?))
    })
    .optional()
}

fn insert(conn: &Connection, new: &NewAccount) -> rusqlite::Result<AccountId> {
    conn.prepare_cached(
        "INSERT INTO accounts (name, service, address, user, keeps_labels, position)
             SELECT ?1, ?2, ?3, ?4, ?5, coalesce(max(position), 0) + 1 FROM accounts",
    )?
    .execute(params![
        new.name,
        new.service.code(),
        new.address.as_str(),
        new.user,
        new.keeps_labels
    ])?;
    Ok(AccountId(conn.last_insert_rowid()))
}

/// Shows a removed account again. What its last sync remembers may be outdated.
fn bring_back(
    conn: &Connection,
    id: AccountId,
    step: i64,
    new: &NewAccount,
) -> rusqlite::Result<()> {
    conn.execute(
        "UPDATE accounts SET removed_by = NULL, name = ?2, keeps_labels = ?3, memory = '',
             problem = NULL, paused_until = NULL WHERE id = ?1",
        params![id.0, new.name, new.keeps_labels],
    )?;
    conn.execute(
        "UPDATE feeds SET removed_by = NULL WHERE account_id = ?1 AND removed_by = ?2",
        [id.0, step],
    )?;
    Ok(())
}
