//! Removes old entries as the retention settings say, and compacts the library.
//!
//! Removed entries can be restored until their step expires. Unread, starred, tagged and snoozed
//! entries are never removed, nor are saved pages and episodes that are queued or downloaded.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, params};

use super::error::StoreError;
use super::find::shards;
use super::open::{Reader, Store};
use super::undo::dropping;
use super::undo::leaving::PURGED_AT_ONCE;
use super::undo::log::{StepPart, begin_or_join, finish_step, forget_all};
use super::values::count;
use crate::model::{FeedId, FeedOptions, LibrarySize, Retention, SAVED_PAGES_URL, Step, StepKind};

/// Entries that one run removes at most, so that other writers do not wait long. The next run
/// continues.
const REMOVED_AT_ONCE: usize = 5_000;

impl Store {
    /// Removes entries that the retention settings do not keep, as a step of the program. `default`
    /// applies to feeds without their own setting.
    pub fn apply_retention(
        &mut self,
        default: Option<Retention>,
        now: Timestamp,
    ) -> Result<Option<Step>, StoreError> {
        let retentions = retention_by_feed(self.conn(), default)?;
        let mut ids = Vec::new();
        for (feed_id, retention) in retentions {
            ids.extend(removable(self.conn(), feed_id, retention, now)?);
            if ids.len() >= REMOVED_AT_ONCE {
                ids.truncate(REMOVED_AT_ONCE);
                break;
            }
        }
        if ids.is_empty() {
            return Ok(None);
        }
        let tx = self.begin()?;
        let is_removal = |kind: &StepKind| matches!(kind, StepKind::RemoveOldEntries { .. });
        let (step, before) = begin_or_join(&tx, is_removal, now)?;
        dropping::drop_to(&tx, &ids, step)?;
        let changed = before.saturating_add(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        let kind = StepKind::RemoveOldEntries { entries: changed };
        let step = finish_step(&tx, step, &kind, changed, &[StepPart::Removal(ids)], now)?;
        tx.commit()?;
        Ok(step)
    }

    /// Compacts the file, and returns its size before and after. With `forgets`, deletes the undo
    /// log with everything that it holds first.
    pub fn compact(&mut self, forgets: bool) -> Result<(LibrarySize, LibrarySize), StoreError> {
        let before = self.reader().size()?;
        if forgets {
            let tx = self.begin()?;
            forget_all(&tx)?;
            tx.commit()?;
        }
        while self.purge(PURGED_AT_ONCE)? {}
        // Entries that no step can bring back any more.
        for table in ["remote_entries", "moments", "heard", "episode_files"] {
            let sql = format!(
                "DELETE FROM {table} WHERE entry_id NOT IN (SELECT id FROM entries)
                     AND entry_id NOT IN (SELECT entry_id FROM dropped)"
            );
            self.conn().execute(&sql, [])?;
        }
        self.conn().execute(
            "DELETE FROM revisions WHERE entry_id NOT IN (SELECT id FROM entries)
                 AND entry_id NOT IN (SELECT entry_id FROM dropped)",
            [],
        )?;
        shards::optimize(self.conn())?;
        self.conn().execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok((before, self.reader().size()?))
    }
}

impl Reader {
    /// How large the library is.
    pub fn size(&self) -> Result<LibrarySize, StoreError> {
        let value =
            |name: &str| self.conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let page = value("page_size")?;
        let bytes = |pages: i64| u64::try_from(pages.saturating_mul(page)).unwrap_or(0);
        Ok(LibrarySize {
            bytes: bytes(value("page_count")?),
            free: bytes(value("freelist_count")?),
        })
    }

    /// How many removed entries the undo log holds.
    pub fn dropped(&self) -> Result<i64, StoreError> {
        Ok(count(&self.conn, "SELECT count(*) FROM dropped")?)
    }
}

fn retention_by_feed(
    conn: &Connection,
    default: Option<Retention>,
) -> rusqlite::Result<Vec<(FeedId, Retention)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, options FROM feeds WHERE removed_by IS NULL
                 AND feed_url <> '{SAVED_PAGES_URL}'"
    ))?;
    let mut rows = statement.query([])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let options: FeedOptions =
            serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
        kept.extend(
            options
                .retention
                .or(default)
                .map(|retention| (FeedId(row.get(0).unwrap_or_default()), retention)),
        );
    }
    Ok(kept)
}

/// The read entries of a feed, neither starred nor tagged, that are too old or too many.
fn removable(
    conn: &Connection,
    feed_id: FeedId,
    retention: Retention,
    now: Timestamp,
) -> rusqlite::Result<Vec<i64>> {
    let plain = "is_read = 1 AND is_starred = 0 AND NOT EXISTS (SELECT 1 FROM entry_tags
         WHERE entry_tags.entry_id = entries.id)
         AND NOT EXISTS (SELECT 1 FROM pending WHERE pending.entry_id = entries.id)
         AND NOT EXISTS (SELECT 1 FROM snoozed WHERE snoozed.entry_id = entries.id)
         AND NOT EXISTS (SELECT 1 FROM queue WHERE queue.id = entries.id)
         AND NOT EXISTS (SELECT 1 FROM downloads WHERE downloads.id = entries.id)";
    let (sql, operand) = match retention {
        Retention::Days(days) => {
            let since = now
                .checked_sub((i64::from(days) * 24).hours())
                .map_or(i64::MIN, Timestamp::as_second);
            (
                format!(
                    "SELECT id FROM entries INDEXED BY entries_by_feed WHERE feed_id = ?1
                 AND sort_secs < ?2 AND {plain} LIMIT ?3"
                ),
                since,
            )
        }
        Retention::Entries(most) => (
            format!(
                "SELECT id FROM (SELECT id, is_read, is_starred
                     FROM entries INDEXED BY entries_by_feed WHERE feed_id = ?1
                     ORDER BY sort_secs DESC, id DESC LIMIT -1 OFFSET ?2) AS entries
                     WHERE {plain} LIMIT ?3"
            ),
            i64::from(most),
        ),
    };
    let most = i64::try_from(REMOVED_AT_ONCE).unwrap_or(i64::MAX);
    conn.prepare_cached(&sql)?
        .query_map(params![feed_id.0, operand, most], |row| row.get(0))?
        .collect()
}
