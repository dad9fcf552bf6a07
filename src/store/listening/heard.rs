//! How far episodes were heard.

use std::time::Duration;

use rusqlite::{OptionalExtension as _, Row, params};

use crate::model::{EntryId, Heard};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};

impl Store {
    /// Saves how far an episode was heard. Not a step of the undo log. Does nothing if the entry is
    /// gone.
    pub fn save_heard(&mut self, id: EntryId, heard: Heard) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached(
                "REPLACE INTO heard (entry_id, position, duration, is_finished)
                     SELECT id, ?2, ?3, ?4 FROM entries WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                to_millis(heard.position),
                heard.duration.map(to_millis),
                heard.is_finished
            ])?;
        Ok(())
    }
}

impl Reader {
    /// How far an episode was heard; `None` if it never was.
    pub fn heard(&self, id: EntryId) -> Result<Option<Heard>, StoreError> {
        let sql = "SELECT position, duration, is_finished FROM heard WHERE entry_id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], heard).optional()?)
    }
}

fn heard(row: &Row<'_>) -> rusqlite::Result<Heard> {
    let duration: Option<i64> = row.get(1)?;
    Ok(Heard {
        position: from_millis(row.get(0)?),
        duration: duration.map(from_millis),
        is_finished: row.get(2)?,
    })
}

fn to_millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn from_millis(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}
