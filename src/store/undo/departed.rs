//! Statuses of entries that are not in the library: retention removed them, or a repair could read
//! nothing else of them. An entry that comes back gets its status back.

use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use crate::model::{EntryKey, FeedId, frozen_page_of};

/// Whether retention removed an entry, which must then not come back from its feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Removal {
    None,
    /// There is no row but that of its key: it has no date, or an older version removed it.
    KnownByKey,
    /// There is a second row for its [`likeness`].
    KnownByLikeness,
}

impl Removal {
    /// From the column `is_dropped`.
    fn from_column(value: i64) -> Self {
        match value {
            0 => Self::None,
            2 => Self::KnownByLikeness,
            _ => Self::KnownByKey,
        }
    }

    /// For the column `is_dropped`.
    pub(in crate::store) fn column(self) -> i64 {
        match self {
            Self::None => 0,
            Self::KnownByKey => 1,
            Self::KnownByLikeness => 2,
        }
    }
}

/// The status of an entry that is not in the library.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct PastStatus {
    pub(in crate::store) is_read: bool,
    is_starred: bool,
    pub(in crate::store) removal: Removal,
    position: Option<(u32, f64)>,
}

/// A key for the page, the title and the time of an entry, under which it is found when its guid is
/// another one. `None` without a date or without both of the others.
pub(in crate::store) fn likeness(
    title: &str,
    url: Option<&Url>,
    published: Option<i64>,
) -> Option<EntryKey> {
    let page = url.map(frozen_page_of).unwrap_or_default();
    let secs = published?.div_euclid(1000);
    (!title.is_empty() || !page.is_empty())
        .then(|| EntryKey(format!("likeness:{secs}\n{page}\n{title}")))
}

/// The status that an entry left behind. Most entries have none.
pub(in crate::store) fn find(
    conn: &Connection,
    feed_id: FeedId,
    key_hash: [u8; 16],
) -> rusqlite::Result<Option<PastStatus>> {
    conn.prepare_cached(
        "SELECT is_read, is_starred, is_dropped, block, fraction FROM departed
         WHERE feed_id = ?1 AND key_hash = ?2",
    )?
    .query_row(params![feed_id.0, key_hash], |row| {
        let position = row.get::<_, Option<u32>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
        Ok(PastStatus {
            is_read: row.get(0)?,
            is_starred: row.get(1)?,
            removal: Removal::from_column(row.get(2)?),
            position,
        })
    })
    .optional()
}

/// Gives a new entry the status that it left behind.
pub(in crate::store) fn restore(
    conn: &Connection,
    status: &PastStatus,
    feed_id: FeedId,
    key_hash: [u8; 16],
    id: i64,
) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE entries SET is_read = ?2, is_starred = ?3 WHERE id = ?1")?
        .execute(params![id, status.is_read, status.is_starred])?;
    if let Some((block, fraction)) = status.position {
        conn.prepare_cached(
            "REPLACE INTO positions (entry_id, block, fraction) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![id, block, fraction])?;
    }
    conn.prepare_cached("DELETE FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?
        .execute(params![feed_id.0, key_hash])?;
    Ok(())
}
