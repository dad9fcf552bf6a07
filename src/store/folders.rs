//! Creates, renames, moves and removes folders, and moves feeds between them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::names::{feed_target, folder_name, short};
use super::open::Store;
use super::tree::{
    ensure_changed, ensure_free_folder_name, feed_account, folder_account, folder_exists,
    insert_account_folder, insert_folder, is_inside, next_position,
};
use super::undo::go::ActOutcome;
use crate::model::{AccountId, FeedId, FolderId, StepKind};

impl Store {
    /// Creates a folder and moves feeds into it. For feeds of an account, it is created there.
    pub fn create_folder(
        &mut self,
        name: &str,
        parent: Option<FolderId>,
        moved: &[FeedId],
        now: Timestamp,
    ) -> Result<ActOutcome<FolderId>, StoreError> {
        self.arrange(now, |conn, _| {
            let account = match moved.first() {
                Some(feed_id) if parent.is_none() => feed_account(conn, *feed_id)?,
                _ => None,
            };
            let id = match account {
                Some(account) => insert_account_folder(conn, name, account)?,
                None => insert_folder(conn, name, parent)?,
            };
            for feed_id in moved {
                place_feed(conn, *feed_id, Some(id))?;
            }
            Ok((id, StepKind::CreateFolder { folder: short(name) }))
        })
    }

    /// Creates an empty folder in an account.
    pub fn create_account_folder(
        &mut self,
        name: &str,
        account: AccountId,
        now: Timestamp,
    ) -> Result<ActOutcome<FolderId>, StoreError> {
        self.arrange(now, |conn, _| {
            let id = insert_account_folder(conn, name, account)?;
            Ok((id, StepKind::CreateFolder { folder: short(name) }))
        })
    }

    pub fn rename_folder(
        &mut self,
        id: FolderId,
        name: &str,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let old_name = short(&folder_name(conn, id)?);
            if let Some(account) = folder_account(conn, id)? {
                ensure_free_folder_name(conn, account, name)?;
            }
            conn.execute("UPDATE folders SET name = ?2 WHERE id = ?1", params![id.0, name])?;
            Ok(((), StepKind::Rename { old_name, new_name: short(name) }))
        })
    }

    /// Shows the number of unread entries beside a folder, or not.
    pub fn set_folder_hides_count(
        &mut self,
        id: FolderId,
        hides: bool,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let sql = "UPDATE folders SET hides_count = ?2 WHERE id = ?1";
            conn.execute(sql, params![id.0, hides])?;
            let folder = short(&folder_name(conn, id)?);
            Ok(((), StepKind::ChangeFolderSettings { folder }))
        })
    }

    /// Moves a folder with its contents into another one, or to the top level.
    pub fn move_folder(
        &mut self,
        id: FolderId,
        parent: Option<FolderId>,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            if let Some(parent) = parent {
                folder_exists(conn, parent)?;
                if folder_account(conn, id)?.or(folder_account(conn, parent)?).is_some() {
                    return Err(StoreError::NestedFolder);
                }
                if is_inside(conn, parent, id)? {
                    return Err(StoreError::FolderInItself);
                }
            }
            let folder = short(&folder_name(conn, id)?);
            let position = next_position(conn, parent)?;
            conn.execute(
                "UPDATE folders SET parent_id = ?2, position = ?3 WHERE id = ?1",
                params![id.0, parent.map(|parent| parent.0), position],
            )?;
            Ok(((), StepKind::MoveFolder { folder, into: destination(conn, parent)? }))
        })
    }

    /// Removes a folder. Its contents move to its parent, in the same order.
    pub fn delete_folder(
        &mut self,
        id: FolderId,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let folder = short(&folder_name(conn, id)?);
            let parent: Option<i64> =
                conn.query_row("SELECT parent_id FROM folders WHERE id = ?1", [id.0], |row| {
                    row.get(0)
                })?;
            let first = next_position(conn, parent.map(FolderId))?;
            // Positions order siblings only. Shifted by `first`, the contents follow the children
            // that the parent had.
            conn.execute(
                "UPDATE folders SET parent_id = ?2, position = position + ?3 WHERE parent_id = ?1",
                params![id.0, parent, first],
            )?;
            conn.execute(
                "UPDATE feeds SET folder_id = ?2, position = position + ?3 WHERE folder_id = ?1",
                params![id.0, parent, first],
            )?;
            conn.execute("DELETE FROM folders WHERE id = ?1", [id.0])?;
            Ok(((), StepKind::RemoveFolder { folder }))
        })
    }

    /// Moves feeds to the end of a folder, or of the top level.
    pub fn move_feeds(
        &mut self,
        ids: &[FeedId],
        folder_id: Option<FolderId>,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            for id in ids {
                place_feed(conn, *id, folder_id)?;
            }
            let feeds = feed_target(conn, ids)?;
            Ok(((), StepKind::MoveFeeds { feeds, into: destination(conn, folder_id)? }))
        })
    }

    /// Moves feeds to before another feed, into its folder.
    pub fn move_feeds_before(
        &mut self,
        ids: &[FeedId],
        before: FeedId,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let folder: Option<Option<i64>> = conn
                .query_row(
                    "SELECT folder_id FROM feeds WHERE id = ?1 AND removed_by IS NULL",
                    [before.0],
                    |row| row.get(0),
                )
                .optional()?;
            let folder = folder.ok_or(StoreError::NoSuchFeed)?;
            let account = feed_account(conn, before)?;
            for id in ids {
                if feed_account(conn, *id)? != account {
                    return Err(StoreError::OtherAccount);
                }
            }
            let siblings: Vec<i64> = conn
                .prepare_cached(
                    "SELECT id FROM feeds WHERE folder_id IS ?1 AND removed_by IS NULL
                         ORDER BY position, id",
                )?
                .query_map([folder], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let moved: Vec<i64> = ids.iter().map(|id| id.0).filter(|id| *id != before.0).collect();
            let mut order = Vec::with_capacity(siblings.len() + moved.len());
            for sibling in siblings {
                if sibling == before.0 {
                    order.extend(&moved);
                }
                if !moved.contains(&sibling) {
                    order.push(sibling);
                }
            }
            let mut place = conn.prepare_cached(
                "UPDATE feeds SET folder_id = ?2, position = ?3
                 WHERE id = ?1 AND removed_by IS NULL",
            )?;
            for (at, id) in (1_i64..).zip(order) {
                place.execute(params![id, folder, at])?;
            }
            let feeds = feed_target(conn, ids)?;
            Ok(((), StepKind::ReorderFeeds { feeds }))
        })
    }
}

/// The name of the folder that feeds move to; `None` for the top level.
fn destination(conn: &Connection, folder: Option<FolderId>) -> Result<Option<String>, StoreError> {
    folder.map(|folder| Ok(short(&folder_name(conn, folder)?))).transpose()
}

fn place_feed(
    conn: &Connection,
    id: FeedId,
    folder_id: Option<FolderId>,
) -> Result<(), StoreError> {
    if let Some(folder_id) = folder_id {
        folder_exists(conn, folder_id)?;
        if folder_account(conn, folder_id)? != feed_account(conn, id)? {
            return Err(StoreError::OtherAccount);
        }
    }
    let position = next_position(conn, folder_id)?;
    let moved = conn.execute(
        "UPDATE feeds SET folder_id = ?2, position = ?3 WHERE id = ?1 AND removed_by IS NULL",
        params![id.0, folder_id.map(|folder| folder.0), position],
    )?;
    ensure_changed(moved, StoreError::NoSuchFeed)
}
