//! The names of feeds and folders, as people see them.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::error::StoreError;
use super::values::feed_url;
use crate::model::{FeedId, FolderId, called};

/// The columns of a feed that [`title_at`] makes a title of.
pub(super) const TITLE_COLUMNS: &str = "id, custom_title, published_title, feed_url";

/// What a feed is called on screen.
pub(super) fn title_at(row: &Row<'_>) -> rusqlite::Result<String> {
    let feed_url = feed_url(row.get(0)?, row.get_ref(3)?.as_str()?)?;
    Ok(called(row.get_ref(1)?.as_str_or_null()?, row.get_ref(2)?.as_str()?, &feed_url).to_owned())
}

/// What a feed is called on screen; empty when there is none.
pub(super) fn feed_title(conn: &Connection, id: FeedId) -> rusqlite::Result<String> {
    let sql = format!("SELECT {TITLE_COLUMNS} FROM feeds WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id.0], title_at).optional()?.unwrap_or_default())
}

pub(super) fn folder_name(conn: &Connection, id: FolderId) -> Result<String, StoreError> {
    let name = conn
        .prepare_cached("SELECT name FROM folders WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    name.ok_or(StoreError::NoSuchFolder)
}

/// Entries in words: the title of one, the number of many.
pub(super) fn what(conn: &Connection, ids: &[i64]) -> rusqlite::Result<String> {
    let [id] = ids else { return Ok(format!("{} entries", ids.len())) };
    let title: Option<String> = conn
        .prepare_cached("SELECT title FROM texts WHERE entry_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(title
        .filter(|title| !title.is_empty())
        .map_or_else(|| "1 entry".to_owned(), |title| quoted(&title)))
}

/// A name in quotation marks, cut when it is long.
pub(super) fn quoted(name: &str) -> String {
    const MOST: usize = 60;
    let short: String = name.chars().take(MOST).collect();
    let more = if name.chars().nth(MOST).is_some() { "\u{2026}" } else { "" };
    format!("\u{201c}{}{more}\u{201d}", short.trim_end())
}
