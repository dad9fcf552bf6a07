//! Retention: what is kept of feeds. Nothing is lost with it: what goes waits until its step
//! expires, and unread, starred and tagged entries never go.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, params};

use super::error::StoreError;
use super::find::shards;
use super::open::{Reader, Store};
use super::undo::dropping;
use super::undo::leaving::PURGED_AT_ONCE;
use super::undo::log::{Part, begin_or_join, finish_step, forget_all};
use super::values::count;
use crate::model::{FeedId, FeedOptions, LibrarySize, Retention, Step};

/// Most entries that one run removes, so that nobody waits long for the lock; the next run goes on.
const REMOVED_AT_ONCE: usize = 5_000;

impl Store {
    /// Removes what retention says is not to be kept, as one step of the program's. `default` holds
    /// for feeds without a word of their own.
    pub fn apply_retention(
        &mut self,
        default: Option<Retention>,
        now: Timestamp,
    ) -> Result<Option<Step>, StoreError> {
        let kept = kept(self.conn(), default)?;
        let mut ids = Vec::new();
        for (feed_id, retention) in kept {
            ids.extend(superfluous(self.conn(), feed_id, retention, now)?);
            if ids.len() >= REMOVED_AT_ONCE {
                ids.truncate(REMOVED_AT_ONCE);
                break;
            }
        }
        if ids.is_empty() {
            return Ok(None);
        }
        let tx = self.begin()?;
        let (step, before) = begin_or_join(&tx, "Removed ", now)?;
        dropping::drop_to(&tx, &ids, step)?;
        let changed = before.saturating_add(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        let title =
            format!("Removed {changed} old {}", if changed == 1 { "entry" } else { "entries" });
        let step = finish_step(&tx, step, title, changed, &[Part::Dropped(ids)], now)?;
        tx.commit()?;
        Ok(step)
    }

    /// Gives the room of what was removed back to the disk. With `forgets`, what waits in the log
    /// goes for good first.
    pub fn compact(&mut self, forgets: bool) -> Result<(LibrarySize, LibrarySize), StoreError> {
        let before = self.reader().size()?;
        if forgets {
            let tx = self.begin()?;
            forget_all(&tx)?;
            tx.commit()?;
        }
        while self.purge(PURGED_AT_ONCE)? {}
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

    /// How many entries wait in the log for an undo.
    pub fn dropped(&self) -> Result<i64, StoreError> {
        Ok(count(&self.conn, "SELECT count(*) FROM dropped")?)
    }
}

fn kept(
    conn: &Connection,
    default: Option<Retention>,
) -> rusqlite::Result<Vec<(FeedId, Retention)>> {
    let mut statement =
        conn.prepare_cached("SELECT id, options FROM feeds WHERE removed_by IS NULL")?;
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
fn superfluous(
    conn: &Connection,
    feed_id: FeedId,
    retention: Retention,
    now: Timestamp,
) -> rusqlite::Result<Vec<i64>> {
    let plain = "is_read = 1 AND is_starred = 0 AND NOT EXISTS (SELECT 1 FROM entry_tags WHERE entry_tags.entry_id = entries.id)";
    let (sql, operand) = match retention {
        Retention::Days(days) => {
            let since = now.checked_sub((i64::from(days) * 24).hours()).map_or(i64::MIN, Timestamp::as_second);
            (format!("SELECT id FROM entries INDEXED BY entries_by_feed WHERE feed_id = ?1 AND sort_secs < ?2 AND {plain} LIMIT ?3"), since)
        }
        Retention::Entries(most) => (
            format!(
                "SELECT id FROM (SELECT id, is_read, is_starred FROM entries INDEXED BY entries_by_feed WHERE feed_id = ?1
                     ORDER BY sort_secs DESC, id DESC LIMIT -1 OFFSET ?2) AS entries WHERE {plain} LIMIT ?3"
            ),
            i64::from(most),
        ),
    };
    let most = i64::try_from(REMOVED_AT_ONCE).unwrap_or(i64::MAX);
    conn.prepare_cached(&sql)?
        .query_map(params![feed_id.0, operand, most], |row| row.get(0))?
        .collect()
}
