//! Makes the folders here what their registers say.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::project::{NAME, PARENT, POSITION};
use super::registers::{exists, fields, set_local};
use crate::folder_sync::{RowId, Stamp, parents_without_cycles};
use crate::model::FolderId;
use crate::store::error::StoreError;
use crate::store::tree::{insert_folder, next_position};

/// Folders deeper than this go to the top level.
const DEPTH_MAX: usize = 32;
/// A longer name is cut.
pub(super) const NAME_CHARS_MAX: usize = 500;

/// Creates, renames or removes one folder.
pub(super) fn set_folder(conn: &Connection, row: i64) -> Result<(), StoreError> {
    let fields = fields(conn, row)?;
    let local = live_local(conn, row)?;
    if !exists(conn, row, &fields)? {
        if let Some(id) = local {
            remove(conn, id)?;
            set_local(conn, row, None)?;
        }
        return Ok(());
    }
    let name = fields.get(NAME).and_then(|(value, _)| value.as_str()).unwrap_or_default();
    let name: String = name.chars().take(NAME_CHARS_MAX).collect();
    let id = if let Some(id) = local {
        id
    } else {
        let FolderId(id) = insert_folder(conn, &name, None)?;
        set_local(conn, row, Some(id))?;
        id
    };
    conn.prepare_cached("UPDATE folders SET name = ?2 WHERE id = ?1 AND name <> ?2")?
        .execute(params![id, name])?;
    if let Some(position) = fields.get(POSITION).and_then(|(value, _)| value.as_i64()) {
        conn.prepare_cached("UPDATE folders SET position = ?2 WHERE id = ?1")?
            .execute([id, position])?;
    }
    Ok(())
}

/// The contents of a folder that another device removed move to its parent.
fn remove(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let parent: Option<i64> = conn
        .prepare_cached("SELECT parent_id FROM folders WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let first = next_position(conn, parent.map(FolderId))?;
    for table in ["folders SET parent_id", "feeds SET folder_id"] {
        let column = table.rsplit(' ').next().unwrap_or_default();
        conn.execute(
            &format!("UPDATE {table} = ?2, position = position + ?3 WHERE {column} = ?1"),
            params![id, parent, first],
        )?;
    }
    conn.execute("UPDATE rules SET is_enabled = 0 WHERE folder_id = ?1", [id])?;
    conn.execute("DELETE FROM folders WHERE id = ?1", [id])?;
    Ok(())
}

fn live_local(conn: &Connection, row: i64) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(
        "SELECT local_id FROM folder_rows WHERE id = ?1
             AND local_id IN (SELECT id FROM folders)",
    )?
    .query_row([row], |row| row.get(0))
    .optional()
}

/// Puts all folders where they belong.
pub(super) fn set_parents(conn: &Connection) -> rusqlite::Result<()> {
    let rows: Vec<(i64, u64, i64)> = conn
        .prepare_cached(
            "SELECT id, row_id, local_id FROM folder_rows WHERE kind = 'folder'
                 AND local_id IN (SELECT id FROM folders)",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned(), row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let locals: BTreeMap<RowId, i64> =
        rows.iter().map(|(_, shared, local)| (RowId(*shared), *local)).collect();
    let mut wanted: BTreeMap<RowId, (RowId, Stamp)> = BTreeMap::new();
    for (row, shared, _) in &rows {
        let Some((value, stamp)) = fields(conn, *row)?.remove(PARENT) else { continue };
        if let Some(parent) = value.as_u64().map(RowId).filter(|id| locals.contains_key(id)) {
            wanted.insert(RowId(*shared), (parent, stamp));
        }
    }
    let parents = parents_without_cycles(&wanted);
    let mut set = conn.prepare_cached(
        "UPDATE folders SET parent_id = ?2 WHERE id = ?1 AND parent_id IS NOT ?2",
    )?;
    // First apart, so that the tree has no circle on the way.
    for (shared, local) in &locals {
        if depth(&parents, *shared) > DEPTH_MAX || !parents.contains_key(shared) {
            set.execute(params![local, None::<i64>])?;
        }
    }
    for (shared, parent) in &parents {
        if depth(&parents, *shared) <= DEPTH_MAX {
            set.execute(params![locals.get(shared), locals.get(parent)])?;
        }
    }
    Ok(())
}

fn depth(parents: &BTreeMap<RowId, RowId>, folder: RowId) -> usize {
    let mut at = folder;
    let mut depth = 0;
    while let Some(parent) = parents.get(&at).filter(|_| depth <= DEPTH_MAX) {
        at = *parent;
        depth += 1;
    }
    depth
}
