//! Entries that sleep: they are out of sight until a time, and then come back as unread.
//!
//! A sleeping entry is stored as read, with a row in `snoozed`. So nothing that counts or lists
//! unread entries has to know of sleep, and the unread counts stay right by themselves; nothing is
//! paid by those who never snooze. Falling asleep is not an act of reading, though: it is written
//! so that the triggers that note acts for servers do not see it (see [`set_asleep`]), and a sync
//! sees a sleeping entry as unread. Coming back is an act: its server is told that the entry is
//! unread.
//!
//! Every row with `is_awake = 0` belongs to an entry that is read: marking a sleeping entry as
//! unread, in any way, wakes it (see `marking.rs`).

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _};

use super::error::StoreError;
use super::marking::{set_status, statuses_after};
use super::names::{count_of, entry_target};
use super::open::{Reader, Store};
use super::sleeping::{Sleep, set_asleep};
use super::statuses::StatusOutcome;
use super::undo::log::{StepPart, begin_step, finish_step};
use super::values::{millis, time};
use crate::model::{EntryId, Snooze, StatusChange, Statuses, StepKind, StepOrigin};

/// For how long lists say that an unread entry is back.
const BACK_DAYS: i64 = 7;

impl Store {
    /// Puts entries to sleep until a time, as one step. Entries that sleep already get the new
    /// time.
    pub fn snooze(
        &mut self,
        ids: &[EntryId],
        until: Timestamp,
        now: Timestamp,
    ) -> Result<StatusOutcome, StoreError> {
        let tx = self.begin()?;
        let mut groups: BTreeMap<(bool, Option<i64>), Vec<i64>> = BTreeMap::new();
        let until = millis(until);
        for id in ids {
            let Some((is_read, before)) = state(&tx, id.0)? else { continue };
            if before != Some(until) {
                groups.entry((is_read, before)).or_default().push(id.0);
            }
        }
        let all: Vec<i64> = groups.values().flatten().copied().collect();
        let mut unread = Vec::new();
        let mut parts = Vec::new();
        for ((was_read, before), ids) in groups {
            unread.extend(set_asleep(&tx, &ids, until)?);
            parts.push(StepPart::Sleep(Sleep { until, was_read, before }, ids));
        }
        let step = begin_step(&tx, StepOrigin::User, now)?;
        let kind = StepKind::Snooze { entries: entry_target(&tx, &all)?, until: time(until) };
        let step = finish_step(&tx, step, &kind, count_of(all.len()), &parts, now)?;
        tx.commit()?;
        Ok(StatusOutcome { step, changed: statuses_after(&unread, StatusChange::Read(true)) })
    }

    /// Wakes the entries whose time has come. They are unread again. Not a step of the undo log: to
    /// undo the snooze itself brings everything back.
    pub fn wake_due(&mut self, now: Timestamp) -> Result<Statuses, StoreError> {
        if self.reader().next_wake()?.is_none_or(|next| next > now) {
            return Ok(Statuses::default());
        }
        let tx = self.begin()?;
        let due: Vec<i64> = tx
            .prepare_cached(DUE)?
            .query_map([millis(now)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut mark = tx.prepare_cached("UPDATE snoozed SET is_awake = 1 WHERE entry_id = ?1")?;
        for id in &due {
            mark.execute([id])?;
        }
        drop(mark);
        let woken = set_status(&tx, due.into_iter(), StatusChange::Read(false))?;
        forget_old(&tx, now)?;
        tx.commit()?;
        Ok(statuses_after(&woken, StatusChange::Read(false)))
    }
}

const DUE: &str = "SELECT entry_id FROM snoozed INDEXED BY asleep_by_time
     WHERE is_awake = 0 AND until <= ?1 ORDER BY until, entry_id";

/// Forgets that entries came back which were read since, or a while ago.
fn forget_old(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    let since = now.checked_sub((BACK_DAYS * 24).hours()).map_or(i64::MIN, millis);
    conn.prepare_cached(
        "DELETE FROM snoozed WHERE is_awake = 1 AND (until < ?1
             OR (SELECT is_read FROM entries WHERE id = entry_id) = 1)",
    )?
    .execute([since])?;
    Ok(())
}

/// Whether an entry is read, and until when it sleeps; `None` if there is no such entry.
fn state(conn: &Connection, id: i64) -> rusqlite::Result<Option<(bool, Option<i64>)>> {
    let sql = "SELECT is_read, until FROM entries
         LEFT JOIN snoozed ON entry_id = id AND is_awake = 0 WHERE id = ?1";
    conn.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

impl Reader {
    /// When the next entry wakes; `None` if none sleeps.
    pub fn next_wake(&self) -> Result<Option<Timestamp>, StoreError> {
        let next: Option<i64> = self.conn.prepare_cached(NEXT)?.query_row([], |row| row.get(0))?;
        Ok(next.map(time))
    }

    /// The sleep of an entry, or that it came back and is unread since.
    pub fn snooze_of(&self, id: EntryId) -> Result<Option<Snooze>, StoreError> {
        let sql = "SELECT until, is_awake FROM snoozed JOIN entries ON id = entry_id
             WHERE entry_id = ?1 AND is_awake <> is_read";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement
            .query_row([id.0], |row| {
                let until = time(row.get(0)?);
                Ok(if row.get(1)? { Snooze::Back(until) } else { Snooze::Asleep(until) })
            })
            .optional()?)
    }
}

const NEXT: &str = "SELECT min(until) FROM snoozed INDEXED BY asleep_by_time WHERE is_awake = 0";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::find::marked::{
        ALL_ASLEEP, FEWER_WORDS, MORE_WORDS, READ_SINCE, STARRED_SINCE,
    };
    use crate::store::schema;

    fn plan(conn: &Connection, sql: &str) -> String {
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let operands = vec![1; statement.parameter_count()];
        let lines = statement
            .query_map(rusqlite::params_from_iter(operands), |row| row.get::<_, String>(3))
            .unwrap();
        lines.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
    }

    #[test]
    fn sleep_times_of_reading_and_lengths_are_read_from_indexes_alone() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::migrate(&mut conn).unwrap();
        let all = [DUE, NEXT, ALL_ASLEEP, READ_SINCE, STARRED_SINCE, MORE_WORDS, FEWER_WORDS];
        for sql in all {
            let plan = plan(&conn, sql);
            assert!(
                plan.contains("USING COVERING INDEX") && !plan.contains("TEMP B-TREE"),
                "{sql}\n{plan}"
            );
        }
        for sql in [DUE, READ_SINCE, STARRED_SINCE, MORE_WORDS, FEWER_WORDS] {
            assert!(plan(&conn, sql).contains("SEARCH"), "{sql}: only a stretch is read");
        }
    }
}
