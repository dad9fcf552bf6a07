//! Changing folders.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::open::Store;
use super::subscriptions::next_position;
use crate::model::{FeedId, FolderId};

impl Store {
    /// Makes a folder, and moves a feed into it if wanted.
    pub fn create_folder(&mut self, name: &str, parent: Option<FolderId>, moved_feed: Option<FeedId>) -> Result<FolderId, StoreError> {
        let tx = self.begin()?;
        let id = insert_folder(&tx, name, parent)?;
        if let Some(feed_id) = moved_feed {
            place_feed(&tx, feed_id, Some(id))?;
        }
        tx.commit()?;
        Ok(id)
    }

    /// Gives a folder another name.
    pub fn rename_folder(&mut self, id: FolderId, name: &str) -> Result<(), StoreError> {
        let tx = self.begin()?;
        let renamed = tx.execute("UPDATE folders SET name = ?2 WHERE id = ?1", params![id.0, name])?;
        found(renamed, StoreError::NoSuchFolder)?;
        Ok(tx.commit()?)
    }

    /// Moves a folder with all that it holds into another one or to the top level.
    pub fn move_folder(&mut self, id: FolderId, parent: Option<FolderId>) -> Result<(), StoreError> {
        let tx = self.begin()?;
        if let Some(parent) = parent {
            folder_exists(&tx, parent)?;
            if is_inside(&tx, parent, id)? {
                return Err(StoreError::FolderInItself);
            }
        }
        let position = next_position(&tx, parent)?;
        let moved = tx.execute(
            "UPDATE folders SET parent_id = ?2, position = ?3 WHERE id = ?1",
            params![id.0, parent.map(|parent| parent.0), position],
        )?;
        found(moved, StoreError::NoSuchFolder)?;
        Ok(tx.commit()?)
    }

    /// Removes a folder; what it holds moves to its parent, in the same order.
    pub fn delete_folder(&mut self, id: FolderId) -> Result<(), StoreError> {
        let tx = self.begin()?;
        folder_exists(&tx, id)?;
        let parent: Option<i64> = tx.query_row("SELECT parent_id FROM folders WHERE id = ?1", [id.0], |row| row.get(0))?;
        let first = next_position(&tx, parent.map(FolderId))?;
        // Positions only order siblings; shifted by `first`, the children keep their order behind those of the parent.
        tx.execute("UPDATE folders SET parent_id = ?2, position = position + ?3 WHERE parent_id = ?1", params![id.0, parent, first])?;
        tx.execute("UPDATE feeds SET folder_id = ?2, position = position + ?3 WHERE folder_id = ?1", params![id.0, parent, first])?;
        tx.execute("DELETE FROM folders WHERE id = ?1", [id.0])?;
        Ok(tx.commit()?)
    }

    /// Moves a feed into a folder or to the top level.
    pub fn move_feed(&mut self, id: FeedId, folder_id: Option<FolderId>) -> Result<(), StoreError> {
        let tx = self.begin()?;
        place_feed(&tx, id, folder_id)?;
        Ok(tx.commit()?)
    }
}

pub(super) fn insert_folder(conn: &Connection, name: &str, parent: Option<FolderId>) -> Result<FolderId, StoreError> {
    if let Some(parent) = parent {
        folder_exists(conn, parent)?;
    }
    let position = next_position(conn, parent)?;
    conn.prepare_cached("INSERT INTO folders (parent_id, name, position) VALUES (?1, ?2, ?3)")?.execute(params![
        parent.map(|parent| parent.0),
        name,
        position
    ])?;
    Ok(FolderId(conn.last_insert_rowid()))
}

pub(super) fn folder_exists(conn: &Connection, id: FolderId) -> Result<(), StoreError> {
    let exists = conn.prepare_cached("SELECT 1 FROM folders WHERE id = ?1")?.exists([id.0])?;
    if exists { Ok(()) } else { Err(StoreError::NoSuchFolder) }
}

fn place_feed(conn: &Connection, id: FeedId, folder_id: Option<FolderId>) -> Result<(), StoreError> {
    if let Some(folder_id) = folder_id {
        folder_exists(conn, folder_id)?;
    }
    let position = next_position(conn, folder_id)?;
    let moved = conn.execute(
        "UPDATE feeds SET folder_id = ?2, position = ?3 WHERE id = ?1 AND removed_by IS NULL",
        params![id.0, folder_id.map(|folder| folder.0), position],
    )?;
    found(moved, StoreError::NoSuchFeed)
}

/// Whether `inner` is `outer` or lies somewhere in it.
fn is_inside(conn: &Connection, inner: FolderId, outer: FolderId) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "WITH RECURSIVE above (id) AS (
             SELECT ?1 UNION SELECT folders.parent_id FROM folders JOIN above ON folders.id = above.id)
         SELECT 1 FROM above WHERE id = ?2",
    )?
    .exists([inner.0, outer.0])
}

pub(super) fn found(rows: usize, missing: StoreError) -> Result<(), StoreError> {
    if rows == 0 { Err(missing) } else { Ok(()) }
}
