//! Applies operations of other devices.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::entries::NewStatuses;
use super::registers::{Origin, row_of, set_field, set_mark, set_note, touch};
use super::rows::{RowsOutcome, set_feed, set_rule, set_search, settle_positions};
use super::state::{clock, device_row, is_merged, set_clock};
use super::tree::{set_folder, set_parents};
use super::triggers::unrecorded;
use crate::folder_sync::{DeviceId, Line, MarkKind, Presence, Record, RowId, RowKey, Table};
use crate::model::{FeedId, Statuses, StepId, StepKind};
use crate::store::error::StoreError;
use crate::store::undo::arrangement::Arrangement;
use crate::store::undo::log::{StepPart, begin_or_join, finish_step, parts};

/// What operations of others changed here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderChanges {
    /// The new statuses of entries that changed.
    pub statuses: Statuses,
    /// Whether feeds, folders, searches, rules or tags changed.
    pub is_arranged: bool,
    /// Feeds that were subscribed to, and are not fetched yet.
    pub new_feeds: Vec<FeedId>,
    /// Feeds that another device unsubscribed from, and that stay because somebody read them
    /// meanwhile.
    pub kept: Vec<String>,
}

impl FolderChanges {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn add_rows(&mut self, rows: RowsOutcome) {
        self.new_feeds.extend(rows.new_feeds);
        for title in rows.kept {
            if !self.kept.contains(&title) {
                self.kept.push(title);
            }
        }
    }
}

/// Registers that changed, whose rows and entries must follow.
#[derive(Debug, Default)]
pub(super) struct Changed {
    pub(super) rows: BTreeSet<(Table, i64)>,
    pub(super) statuses: NewStatuses,
    /// The number of registers that changed.
    pub(super) registers: u64,
}

/// Applies operations of a device, of which `reached` is the last one. Also returns the number of
/// registers that they set.
pub(super) fn apply(
    conn: &Connection,
    device: DeviceId,
    lines: &[Line],
    reached: u64,
    now: Timestamp,
) -> Result<(FolderChanges, u64), StoreError> {
    let from = device_row(conn, device)?;
    let mut changed = Changed::default();
    let mut latest = clock(conn)?;
    let mut own = None;
    for line in lines {
        let by = line.by.map_or(Ok(from), |by| device_row(conn, by))?;
        latest = latest.max(line.record.clock());
        if line.by.is_none() {
            own = own.max(Some(line.record.clock()));
        }
        set_line(conn, &line.record, by, &mut changed)?;
    }
    set_clock(conn, latest)?;
    conn.prepare_cached(
        "UPDATE folder_devices SET applied = ?2, seen = max(seen, CASE WHEN applied < ?2
             THEN ?3 ELSE 0 END) WHERE id = ?1",
    )?
    .execute(params![from, reached.cast_signed(), own.unwrap_or_default().0.cast_signed()])?;
    if !is_merged(conn)? {
        // The user has not agreed yet.
        return Ok((FolderChanges::default(), changed.registers));
    }
    let registers = changed.registers;
    let done = unrecorded(conn, |conn| follow(conn, changed, now))?;
    if done.is_arranged {
        settle_positions(conn)?;
    }
    Ok((done, registers))
}

pub(super) fn set_line(
    conn: &Connection,
    record: &Record,
    device: i64,
    changed: &mut Changed,
) -> rusqlite::Result<()> {
    let feed_row = |feed: RowId| row_of(conn, RowKey { table: Table::Feed, id: feed });
    match record {
        Record::Row { row: key, field, value, clock } => {
            let Some(row) = row_of(conn, *key)? else { return Ok(()) };
            let origin = Origin { clock: *clock, device };
            let is_removal =
                field == Record::IS_PRESENT && Presence::from_value(value) != Presence::Present;
            let is_touched = !is_removal && touch(conn, row, origin)?;
            if set_field(conn, row, field, value, origin)? || is_touched {
                changed.rows.insert((key.table, row));
                changed.registers += 1;
            }
        }
        Record::Note { feed, entry, key, value, clock } => {
            let Some(row) = feed_row(*feed)? else { return Ok(()) };
            let origin = Origin { clock: *clock, device };
            act_inside(conn, row, origin, changed)?;
            if set_note(conn, *entry, (key, value), row, origin)? {
                changed.statuses.note(conn, *entry, (key, value))?;
                changed.registers += 1;
            }
        }
        Record::Marks(marks) => {
            let Some(row) = feed_row(marks.feed)? else { return Ok(()) };
            let status: (MarkKind, bool) = (marks.kind, marks.is_on);
            act_inside(conn, row, Origin { clock: record.clock(), device }, changed)?;
            for (clock, names) in &marks.groups {
                let origin = Origin { clock: *clock, device };
                for name in names {
                    if set_mark(conn, *name, status, row, origin)? {
                        changed.statuses.mark(conn, *name, status)?;
                        changed.registers += 1;
                    }
                }
            }
        }
        Record::Touch { feed, clock } => {
            if feed.0 != 0
                && let Some(row) = feed_row(*feed)?
            {
                act_inside(conn, row, Origin { clock: *clock, device }, changed)?;
            }
        }
    }
    Ok(())
}

/// An act inside a feed that is not subscribed to here may bring it back.
fn act_inside(
    conn: &Connection,
    row: i64,
    origin: Origin,
    changed: &mut Changed,
) -> rusqlite::Result<()> {
    let is_hidden = "SELECT 1 FROM folder_rows WHERE id = ?1 AND (local_id IS NULL
         OR local_id IN (SELECT id FROM feeds WHERE removed_by IS NOT NULL))";
    if touch(conn, row, origin)? && conn.prepare_cached(is_hidden)?.exists([row])? {
        changed.rows.insert((Table::Feed, row));
    }
    Ok(())
}

/// Makes the library what the registers say.
pub(super) fn follow(
    conn: &Connection,
    changed: Changed,
    now: Timestamp,
) -> Result<FolderChanges, StoreError> {
    let Changed { rows, mut statuses, .. } = changed;
    let mut done = FolderChanges::default();
    if !rows.is_empty() {
        let before = Arrangement::read(conn)?;
        let is_same = |kind: &StepKind| matches!(kind, StepKind::FolderChanges { .. });
        let (step, so_far) = begin_or_join(conn, is_same, now)?;
        done.add_rows(set_rows(conn, &rows, (step, now), &mut statuses)?);
        let rows_changed = before.changes_to(&Arrangement::read(conn)?);
        done.is_arranged = !rows_changed.is_empty();
        let number = so_far + u32::try_from(rows_changed.len()).unwrap_or(u32::MAX);
        if !rows_changed.is_empty() {
            let kind = StepKind::FolderChanges { rows: number };
            finish_step(conn, step, &kind, number, &[StepPart::Rows(rows_changed)], now)?;
        } else if parts(conn, step)?.is_empty() {
            conn.execute("DELETE FROM undo_steps WHERE id = ?1", [step.0])?;
        }
    }
    let (parts, new_statuses) = statuses.apply(conn)?;
    done.is_arranged |= parts.iter().any(|part| !matches!(part, StepPart::Status(..)));
    done.statuses = new_statuses;
    Ok(done)
}

/// Sets rows in an order in which each finds those that it refers to.
pub(super) fn set_rows(
    conn: &Connection,
    rows: &BTreeSet<(Table, i64)>,
    step: (StepId, Timestamp),
    statuses: &mut NewStatuses,
) -> Result<RowsOutcome, StoreError> {
    let mut outcome = RowsOutcome::default();
    let of = |table: Table| rows.iter().filter(move |(other, _)| *other == table);
    for (_, row) in of(Table::Folder) {
        set_folder(conn, *row)?;
    }
    if of(Table::Folder).next().is_some() {
        set_parents(conn)?;
    }
    for (_, row) in of(Table::Feed) {
        set_feed(conn, *row, step, statuses, &mut outcome)?;
    }
    for (_, row) in of(Table::Search) {
        set_search(conn, *row)?;
    }
    // A rule may have waited for its feed or folder.
    let has_targets = of(Table::Feed).next().is_some() || of(Table::Folder).next().is_some();
    let all = if has_targets { waiting_rules(conn)? } else { Vec::new() };
    for row in of(Table::Rule).map(|(_, row)| *row).chain(all) {
        set_rule(conn, row)?;
    }
    Ok(outcome)
}

fn waiting_rules(conn: &Connection) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached("SELECT id FROM folder_rows WHERE kind = 'rule' AND local_id IS NULL")?
        .query_map([], |row| row.get(0))?
        .collect()
}
