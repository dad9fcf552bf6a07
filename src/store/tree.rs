//! The tree of folders and feeds in the sidebar, and the order in it.

use rusqlite::{Connection, params};

use super::error::StoreError;
use crate::model::FolderId;

pub(super) fn insert_folder(
    conn: &Connection,
    name: &str,
    parent: Option<FolderId>,
) -> Result<FolderId, StoreError> {
    if let Some(parent) = parent {
        folder_exists(conn, parent)?;
    }
    let position = next_position(conn, parent)?;
    conn.prepare_cached("INSERT INTO folders (parent_id, name, position) VALUES (?1, ?2, ?3)")?
        .execute(params![parent.map(|parent| parent.0), name, position])?;
    Ok(FolderId(conn.last_insert_rowid()))
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
