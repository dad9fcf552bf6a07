//! The tree of folders and feeds in the sidebar, and the order in it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use crate::model::{AccountId, FeedId, FolderId};

pub(super) fn insert_folder(
    conn: &Connection,
    name: &str,
    parent: Option<FolderId>,
) -> Result<FolderId, StoreError> {
    if let Some(parent) = parent {
        folder_exists(conn, parent)?;
        if folder_account(conn, parent)?.is_some() {
            return Err(StoreError::NestedFolder);
        }
    }
    let position = next_position(conn, parent)?;
    conn.prepare_cached("INSERT INTO folders (parent_id, name, position) VALUES (?1, ?2, ?3)")?
        .execute(params![parent.map(|parent| parent.0), name, position])?;
    Ok(FolderId(conn.last_insert_rowid()))
}

/// Creates a folder of an account. Servers know folders by their names.
pub(super) fn insert_account_folder(
    conn: &Connection,
    name: &str,
    account: AccountId,
) -> Result<FolderId, StoreError> {
    ensure_free_folder_name(conn, account, name)?;
    let id = insert_folder(conn, name, None)?;
    conn.prepare_cached("UPDATE folders SET account_id = ?2 WHERE id = ?1")?
        .execute([id.0, account.0])?;
    Ok(id)
}

/// Fails if the account has a folder of this name.
pub(super) fn ensure_free_folder_name(
    conn: &Connection,
    account: AccountId,
    name: &str,
) -> Result<(), StoreError> {
    let is_taken = conn
        .prepare_cached("SELECT 1 FROM folders WHERE account_id = ?1 AND name = ?2")?
        .exists(params![account.0, name])?;
    if is_taken { Err(StoreError::FolderNameTaken) } else { Ok(()) }
}

/// The account of a folder; `None` is on this computer.
pub(super) fn folder_account(
    conn: &Connection,
    id: FolderId,
) -> rusqlite::Result<Option<AccountId>> {
    account_of(conn, "SELECT account_id FROM folders WHERE id = ?1", id.0)
}

/// The account of a feed; `None` is on this computer.
pub(super) fn feed_account(conn: &Connection, id: FeedId) -> rusqlite::Result<Option<AccountId>> {
    account_of(conn, "SELECT account_id FROM feeds WHERE id = ?1", id.0)
}

fn account_of(conn: &Connection, sql: &str, id: i64) -> rusqlite::Result<Option<AccountId>> {
    let account: Option<Option<i64>> =
        conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok(account.flatten().map(AccountId))
}

/// Fails if there is no such folder.
pub(super) fn folder_exists(conn: &Connection, id: FolderId) -> Result<(), StoreError> {
    let exists = conn.prepare_cached("SELECT 1 FROM folders WHERE id = ?1")?.exists([id.0])?;
    if exists { Ok(()) } else { Err(StoreError::NoSuchFolder) }
}

/// Whether `inner` is `outer` or one of its subfolders, at any depth.
pub(super) fn is_inside(
    conn: &Connection,
    inner: FolderId,
    outer: FolderId,
) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "WITH RECURSIVE above (id) AS (
             SELECT ?1 UNION
             SELECT folders.parent_id FROM folders JOIN above ON folders.id = above.id)
         SELECT 1 FROM above WHERE id = ?2",
    )?
    .exists([inner.0, outer.0])
}

/// Fails with `missing` if a statement changed no row.
pub(super) fn ensure_changed(rows: usize, missing: StoreError) -> Result<(), StoreError> {
    if rows == 0 { Err(missing) } else { Ok(()) }
}

/// The position after everything in a folder, or at the top level.
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
