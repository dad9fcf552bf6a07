//! The names of feeds, folders and entries as people see them, and as the undo log keeps them.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::error::StoreError;
use super::values::feed_url;
use crate::model::{FeedId, FolderId, StepTarget, called};

/// The columns of `feeds` that [`title_at`] needs.
pub(super) const TITLE_COLUMNS: &str = "id, custom_title, published_title, feed_url";

/// The title of a feed on screen.
pub(super) fn title_at(row: &Row<'_>) -> rusqlite::Result<String> {
    let feed_url = feed_url(row.get(0)?, row.get_ref(3)?.as_str()?)?;
    Ok(called(row.get_ref(1)?.as_str_or_null()?, row.get_ref(2)?.as_str()?, &feed_url).to_owned())
}

/// The title of a feed on screen; empty if there is no such feed.
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

/// The entries that a step is about, for the undo log.
pub(super) fn entry_target(conn: &Connection, ids: &[i64]) -> rusqlite::Result<StepTarget> {
    let [id] = ids else { return Ok(StepTarget::Count(count_of(ids.len()))) };
    let title: Option<String> = conn
        .prepare_cached("SELECT title FROM texts WHERE entry_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(title
        .filter(|title| !title.is_empty())
        .map_or(StepTarget::Count(1), |title| StepTarget::Name(short(&title))))
}

/// The feeds that a step is about, for the undo log.
pub(super) fn feed_target(conn: &Connection, ids: &[FeedId]) -> rusqlite::Result<StepTarget> {
    match ids {
        [id] => Ok(StepTarget::Name(short(&feed_title(conn, *id)?))),
        ids => Ok(StepTarget::Count(count_of(ids.len()))),
    }
}

/// A name as the undo log keeps it: cut when it is long, because titles can be of any length.
pub(super) fn short(name: &str) -> String {
    const CHARS_MAX: usize = 60;
    let Some((end, _)) = name.char_indices().nth(CHARS_MAX) else { return name.to_owned() };
    format!("{}\u{2026}", name.get(..end).unwrap_or_default().trim_end())
}

/// The length of a list as the undo log keeps it.
pub(super) fn count_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
