//! Changing folders.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::names::{feed_title, folder_name, quoted};
use super::open::Store;
use super::tree::{folder_exists, found, insert_folder, is_inside, next_position};
use super::undo::go::Arranged;
use crate::model::{FeedId, FolderId};

impl Store {
    /// Makes a folder, and moves feeds into it if wanted.
    pub fn create_folder(
        &mut self,
        name: &str,
        parent: Option<FolderId>,
        moved: &[FeedId],
        now: Timestamp,
    ) -> Result<Arranged<FolderId>, StoreError> {
        self.arrange(now, |conn, _| {
            let id = insert_folder(conn, name, parent)?;
            for feed_id in moved {
                place_feed(conn, *feed_id, Some(id))?;
            }
            Ok((id, format!("Made the folder {}", quoted(name))))
        })
    }

    /// Gives a folder another name.
    pub fn rename_folder(
        &mut self,
        id: FolderId,
        name: &str,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let before = folder_name(conn, id)?;
            conn.execute("UPDATE folders SET name = ?2 WHERE id = ?1", params![id.0, name])?;
            Ok(((), format!("Renamed {} to {}", quoted(&before), quoted(name))))
        })
    }

    /// Moves a folder with all that it holds into another one or to the top level.
    pub fn move_folder(
        &mut self,
        id: FolderId,
        parent: Option<FolderId>,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            if let Some(parent) = parent {
                folder_exists(conn, parent)?;
                if is_inside(conn, parent, id)? {
                    return Err(StoreError::FolderInItself);
                }
            }
            let name = folder_name(conn, id)?;
            let position = next_position(conn, parent)?;
            conn.execute(
                "UPDATE folders SET parent_id = ?2, position = ?3 WHERE id = ?1",
                params![id.0, parent.map(|parent| parent.0), position],
            )?;
            Ok(((), format!("Moved {} {}", quoted(&name), destination(conn, parent)?)))
        })
    }

    /// Removes a folder; what it holds moves to its parent, in the same order.
    pub fn delete_folder(
        &mut self,
        id: FolderId,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let name = folder_name(conn, id)?;
            let parent: Option<i64> =
                conn.query_row("SELECT parent_id FROM folders WHERE id = ?1", [id.0], |row| {
                    row.get(0)
                })?;
            let first = next_position(conn, parent.map(FolderId))?;
            // Positions only order siblings; shifted by `first`, the children keep their order
            // behind those of the parent.
            conn.execute(
                "UPDATE folders SET parent_id = ?2, position = position + ?3 WHERE parent_id = ?1",
                params![id.0, parent, first],
            )?;
            conn.execute(
                "UPDATE feeds SET folder_id = ?2, position = position + ?3 WHERE folder_id = ?1",
                params![id.0, parent, first],
            )?;
            conn.execute("DELETE FROM folders WHERE id = ?1", [id.0])?;
            Ok(((), format!("Removed the folder {}", quoted(&name))))
        })
    }

    /// Moves feeds into a folder or to the top level, behind what is there.
    pub fn move_feeds(
        &mut self,
        ids: &[FeedId],
        folder_id: Option<FolderId>,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            for id in ids {
                place_feed(conn, *id, folder_id)?;
            }
            let what = match ids {
                [id] => quoted(&feed_title(conn, *id)?),
                ids => format!("{} feeds", ids.len()),
            };
            Ok(((), format!("Moved {what} {}", destination(conn, folder_id)?)))
        })
    }

    /// Moves feeds to the place before another feed, into its folder.
    pub fn move_feeds_before(
        &mut self,
        ids: &[FeedId],
        before: FeedId,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let folder: Option<Option<i64>> = conn
                .query_row("SELECT folder_id FROM feeds WHERE id = ?1 AND removed_by IS NULL", [before.0], |row| row.get(0))
                .optional()?;
            let folder = folder.ok_or(StoreError::NoSuchFeed)?;
            let siblings: Vec<i64> = conn
                .prepare_cached("SELECT id FROM feeds WHERE folder_id IS ?1 AND removed_by IS NULL ORDER BY position, id")?
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
            let mut place = conn.prepare_cached("UPDATE feeds SET folder_id = ?2, position = ?3 WHERE id = ?1 AND removed_by IS NULL")?;
            for (at, id) in (1_i64..).zip(order) {
                place.execute(params![id, folder, at])?;
            }
            let what = match ids {
                [id] => quoted(&feed_title(conn, *id)?),
                ids => format!("{} feeds", ids.len()),
            };
            Ok(((), format!("Moved {what}")))
        })
    }
}

fn destination(conn: &Connection, folder: Option<FolderId>) -> Result<String, StoreError> {
    Ok(match folder {
        Some(folder) => format!("to {}", quoted(&folder_name(conn, folder)?)),
        None => "out of its folder".to_owned(),
    })
}

fn place_feed(
    conn: &Connection,
    id: FeedId,
    folder_id: Option<FolderId>,
) -> Result<(), StoreError> {
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
