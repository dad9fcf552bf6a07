//! The library as the engine of the shared folder sees it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::apply::{self, FolderChanges};
use super::entries::NewStatuses;
use super::names::{is_behind, name_some};
use super::record::record;
use super::registers::mark_of;
use super::state::{self, device_row, is_merged};
use super::triggers::unrecorded;
use crate::folder_sync::{
    Clock, DeviceId, EntryName, Line, MARKS_IN_A_LINE, MarkKind, Marks, Progress, Record, Replica,
    RowId, RowKey, Table, Whose, parse_line, write_line,
};
use crate::store::error::StoreError;
use crate::store::open::Store;

/// A library, and what the folder changed in it.
#[derive(Debug)]
pub struct StoreReplica<'s> {
    store: &'s mut Store,
    now: Timestamp,
    pub changes: FolderChanges,
}

impl<'s> StoreReplica<'s> {
    #[must_use]
    pub fn new(store: &'s mut Store, now: Timestamp) -> Self {
        Self { store, now, changes: FolderChanges::default() }
    }

    /// Records the acts since the last pass, and finds new entries that others have marked. Must
    /// come before each pass.
    pub fn prepare(&mut self) -> Result<(), StoreError> {
        let now = self.now.as_millisecond().max(0).cast_unsigned();
        if !is_merged(self.store.conn())? {
            return Ok(());
        }
        if self.store.conn().prepare_cached("SELECT 1 FROM folder_acts")?.exists([])? {
            let tx = self.store.begin()?;
            record(&tx, now)?;
            tx.commit()?;
        }
        while is_behind(self.store.conn())? {
            let tx = self.store.begin()?;
            let named = name_some(&tx)?;
            let (parts, statuses) = unrecorded(&tx, |conn| {
                let mut found = NewStatuses::default();
                found.recall(conn, &named)?;
                Ok(found.apply(conn)?)
            })?;
            tx.commit()?;
            self.changes.is_arranged |= !parts.is_empty() && statuses.is_empty();
            self.changes.statuses.update(&statuses);
        }
        Ok(())
    }

    fn add(&mut self, changes: FolderChanges) {
        self.changes.statuses.update(&changes.statuses);
        self.changes.is_arranged |= changes.is_arranged;
        self.changes.new_feeds.extend(changes.new_feeds);
        self.changes.kept.extend(changes.kept);
    }

    fn set(&mut self, sql: &str, operands: [i64; 2]) -> Result<(), StoreError> {
        self.store.conn().prepare_cached(sql)?.execute(operands)?;
        Ok(())
    }
}

impl Replica for StoreReplica<'_> {
    type Error = StoreError;

    fn progress(&mut self) -> Result<Progress, StoreError> {
        state::progress(self.store.conn())
    }

    fn unsealed(&mut self) -> Result<Vec<Line>, StoreError> {
        outbox(self.store.conn())
    }

    fn note_written(&mut self, written: u64, sealed: u64) -> Result<(), StoreError> {
        let tx = self.store.begin()?;
        tx.prepare_cached(
            "DELETE FROM folder_outbox WHERE id IN (SELECT id FROM folder_outbox ORDER BY id
                 LIMIT max(0, ?1 - (SELECT sealed FROM folder_sync)))",
        )?
        .execute([sealed.cast_signed()])?;
        tx.prepare_cached("UPDATE folder_sync SET written = ?1, sealed = ?2")?
            .execute([written.cast_signed(), sealed.cast_signed()])?;
        tx.commit()?;
        Ok(())
    }

    fn note_compacted(&mut self, now: u64) -> Result<(), StoreError> {
        let sql = "UPDATE folder_sync SET compacted = ?1, owes_base = ?2";
        self.set(sql, [now.cast_signed(), 0])
    }

    fn note_tokens(&mut self, tokens: [u64; 2], now: u64) -> Result<(), StoreError> {
        let sql = "UPDATE folder_sync SET token = ?1, token_before = ?2";
        self.set(sql, tokens.map(u64::cast_signed))?;
        self.set("UPDATE folder_sync SET told = max(?1, ?2)", [now.cast_signed(), 1])
    }

    fn apply(&mut self, device: DeviceId, lines: &[Line], reached: u64) -> Result<u64, StoreError> {
        let now = self.now;
        let tx = self.store.begin()?;
        let (changes, count) = apply::apply(&tx, device, lines, reached, now)?;
        tx.commit()?;
        self.add(changes);
        Ok(count)
    }

    fn registers(&mut self, whose: Whose) -> Result<Vec<Line>, StoreError> {
        registers(self.store.conn(), whose)
    }

    fn rename(&mut self, device: DeviceId, machine: u64, base: Whose) -> Result<(), StoreError> {
        let tx = self.store.begin()?;
        rename(&tx, device, machine, base)?;
        tx.commit()?;
        Ok(())
    }

    fn restamp(&mut self, now: u64) -> Result<(), StoreError> {
        let tx = self.store.begin()?;
        restamp(&tx, now)?;
        tx.commit()?;
        Ok(())
    }
}

fn outbox(conn: &Connection) -> Result<Vec<Line>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT line FROM folder_outbox ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let line = parse_line(row.get_ref(0)?.as_str().unwrap_or_default());
        lines.push(line.ok_or(StoreError::Unreadable { what: "acts for the sync folder" })?);
    }
    Ok(lines)
}

fn put(conn: &Connection, line: &Line) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT INTO folder_outbox (line) VALUES (?1)")?
        .execute([write_line(line)])?;
    Ok(())
}

fn rename(
    conn: &Connection,
    device: DeviceId,
    machine: u64,
    base: Whose,
) -> Result<(), StoreError> {
    let old = state::progress(conn)?;
    let old_row = device_row(conn, old.device)?;
    let new_row = device_row(conn, device)?;
    let first = outbox(conn)?.iter().map(|line| line.record.clock()).min();
    if let Some(first) = first {
        let operands = params![old_row, new_row, first.0.cast_signed()];
        for table in ["fields", "marks", "notes"] {
            conn.execute(
                &format!("UPDATE folder_{table} SET device = ?2 WHERE device = ?1 AND clock >= ?3"),
                operands,
            )?;
        }
        // Others have not seen these acts under the old name.
        let touched: Vec<(i64, i64)> = conn
            .prepare(
                "SELECT row_id, clock FROM folder_touches JOIN folder_rows
                     ON folder_rows.id = feed WHERE device = ?1 AND clock >= ?2",
            )?
            .query_map(params![old_row, first.0.cast_signed()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        conn.execute(
            "INSERT OR REPLACE INTO folder_touches (feed, device, clock)
                 SELECT feed, ?2, clock FROM folder_touches WHERE device = ?1 AND clock >= ?3",
            operands,
        )?;
        for (feed, clock) in touched {
            let (feed, clock) = (RowId(feed.cast_unsigned()), Clock(clock.cast_unsigned()));
            put(conn, &Line { by: Some(old.device), record: Record::Touch { feed, clock } })?;
        }
    } else {
        put(conn, &Record::Touch { feed: RowId(0), clock: old.clock }.into())?;
    }
    conn.execute(
        "UPDATE folder_devices SET applied = ?2 WHERE id = ?1",
        [old_row, old.sealed.cast_signed()],
    )?;
    conn.execute(
        "UPDATE folder_sync SET device = ?1, machine = ?2, token = 0, token_before = 0, told = 0,
             owes_base = ?3, sealed = 0, written = 0,
             last = (SELECT count(*) FROM folder_outbox)",
        params![new_row, machine.cast_signed(), base == Whose::Everybodys],
    )?;
    Ok(())
}

fn restamp(conn: &Connection, now: u64) -> Result<(), StoreError> {
    let own = state::progress(conn)?.device;
    let own_row = device_row(conn, own)?;
    let mut ahead: Vec<(Clock, Line)> = Vec::new();
    for line in registers(conn, Whose::Everybodys)? {
        let clock = line.record.clock();
        if clock.is_ahead(now) && !matches!(line.record, Record::Touch { .. }) {
            ahead.push((clock, line));
        }
    }
    ahead.sort_by_key(|(clock, _)| *clock);
    let kept: Vec<Line> =
        outbox(conn)?.into_iter().filter(|line| !line.record.clock().is_ahead(now)).collect();
    conn.execute("DELETE FROM folder_outbox", [])?;
    kept.iter().try_for_each(|line| put(conn, line))?;
    let limit = Clock::at(now.saturating_add(crate::folder_sync::AHEAD_MAX_MILLIS + 1));
    let limit = limit.0.cast_signed();
    let mut clock = Clock::default();
    for table in ["fields", "marks", "notes", "touches"] {
        let latest: i64 = conn.query_row(
            &format!("SELECT coalesce(max(clock), 0) FROM folder_{table} WHERE clock < ?1"),
            [limit],
            |row| row.get(0),
        )?;
        clock = clock.max(Clock(latest.cast_unsigned()));
        conn.execute(&format!("DELETE FROM folder_{table} WHERE clock >= ?1"), [limit])?;
    }
    let mut changed = apply::Changed::default();
    for (_, mut line) in ahead {
        clock = clock.next(now);
        set_clock_of(&mut line.record, clock);
        line.by = None;
        apply::set_line(conn, &line.record, own_row, &mut changed)?;
        put(conn, &line)?;
    }
    state::set_clock(conn, clock)?;
    conn.execute("UPDATE folder_sync SET last = (SELECT count(*) FROM folder_outbox)", [])?;
    Ok(())
}

fn set_clock_of(record: &mut Record, now: Clock) {
    match record {
        Record::Row { clock, .. } | Record::Note { clock, .. } | Record::Touch { clock, .. } => {
            *clock = now;
        }
        Record::Marks(marks) => {
            let mut names: Vec<EntryName> = std::mem::take(&mut marks.groups)
                .into_iter()
                .flat_map(|(_, names)| names)
                .collect();
            names.sort_unstable();
            marks.groups = vec![(now, names)];
        }
    }
}

/// The registers as lines of a base.
fn registers(conn: &Connection, whose: Whose) -> Result<Vec<Line>, StoreError> {
    let own = state::progress(conn)?.device;
    let which = match whose {
        Whose::Own => "folder_devices.id = (SELECT device FROM folder_sync)",
        Whose::Everybodys => "1",
    };
    let by = |device: &str| DeviceId::parse(device).filter(|device| *device != own);
    let mut lines = Vec::new();
    let sql = format!(
        "SELECT kind, row_id, field, value, clock, folder_devices.device FROM folder_fields
             JOIN folder_rows ON folder_rows.id = row
             JOIN folder_devices ON folder_devices.id = folder_fields.device WHERE {which}"
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let table = match row.get_ref(0)?.as_str().unwrap_or_default() {
            "folder" => Table::Folder,
            "search" => Table::Search,
            "rule" => Table::Rule,
            _ => Table::Feed,
        };
        let key = RowKey { table, id: RowId(row.get::<_, i64>(1)?.cast_unsigned()) };
        let value = serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default();
        let clock = Clock(row.get::<_, i64>(4)?.cast_unsigned());
        let record = Record::Row { row: key, field: row.get(2)?, value, clock };
        lines.push(Line { by: by(&row.get::<_, String>(5)?), record });
    }
    lines.extend(note_lines(conn, which, by)?);
    lines.extend(mark_lines(conn, which, by)?);
    let sql = format!(
        "SELECT row_id, clock, folder_devices.device FROM folder_touches
             JOIN folder_rows ON folder_rows.id = feed
             JOIN folder_devices ON folder_devices.id = folder_touches.device WHERE {which}"
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let feed = RowId(row.get::<_, i64>(0)?.cast_unsigned());
        let clock = Clock(row.get::<_, i64>(1)?.cast_unsigned());
        let by = by(&row.get::<_, String>(2)?);
        lines.push(Line { by, record: Record::Touch { feed, clock } });
    }
    lines.push(Record::Touch { feed: RowId(0), clock: state::clock(conn)? }.into());
    Ok(lines)
}

fn note_lines(
    conn: &Connection,
    which: &str,
    by: impl Fn(&str) -> Option<DeviceId>,
) -> Result<Vec<Line>, StoreError> {
    let sql = format!(
        "SELECT row_id, name, key, value, clock, folder_devices.device FROM folder_notes
             JOIN folder_rows ON folder_rows.id = feed
             JOIN folder_devices ON folder_devices.id = folder_notes.device WHERE {which}"
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let feed = RowId(row.get::<_, i64>(0)?.cast_unsigned());
        let entry = EntryName(row.get::<_, i64>(1)?.cast_unsigned());
        let value = serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default();
        let clock = Clock(row.get::<_, i64>(4)?.cast_unsigned());
        let record = Record::Note { feed, entry, key: row.get(2)?, value, clock };
        lines.push(Line { by: by(&row.get::<_, String>(5)?), record });
    }
    Ok(lines)
}

/// A feed's marks of one kind and value by one device, by their clocks.
type MarkGroups = BTreeMap<(i64, i64, bool, String), BTreeMap<i64, Vec<EntryName>>>;

fn mark_lines(
    conn: &Connection,
    which: &str,
    by: impl Fn(&str) -> Option<DeviceId>,
) -> Result<Vec<Line>, StoreError> {
    let sql = format!(
        "SELECT row_id, kind_number, is_on, folder_devices.device, clock, name FROM
             (SELECT name, kind AS kind_number, is_on, feed, clock, device FROM folder_marks)
             AS marks JOIN folder_rows ON folder_rows.id = feed
             JOIN folder_devices ON folder_devices.id = marks.device WHERE {which}"
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut groups = MarkGroups::new();
    while let Some(row) = rows.next()? {
        let group = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let name = EntryName(row.get::<_, i64>(5)?.cast_unsigned());
        groups.entry(group).or_default().entry(row.get(4)?).or_default().push(name);
    }
    let mut lines = Vec::new();
    for ((feed, kind, is_on, device), clocks) in groups {
        let feed = RowId(feed.cast_unsigned());
        let kind: MarkKind = mark_of(kind);
        for groups in in_lines(clocks) {
            let record = Record::Marks(Marks { feed, kind, is_on, groups });
            lines.push(Line { by: by(&device), record });
        }
    }
    Ok(lines)
}

/// Splits groups where a line is full.
fn in_lines(clocks: BTreeMap<i64, Vec<EntryName>>) -> Vec<Vec<(Clock, Vec<EntryName>)>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut weight = 0;
    for (clock, mut names) in clocks {
        let clock = Clock(clock.cast_unsigned());
        names.sort_unstable();
        for part in names.chunks(MARKS_IN_A_LINE) {
            if weight + part.len() > MARKS_IN_A_LINE {
                lines.push(std::mem::take(&mut line));
                weight = 0;
            }
            weight += part.len();
            line.push((clock, part.to_vec()));
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}
