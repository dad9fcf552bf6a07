//! The registers: the latest operation on each field, status, tag and position.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;

use crate::folder_sync::{
    Clock, DeviceId, EntryName, MarkKind, Presence, Record, RowId, RowKey, Seen, Stamp, Table,
    is_present,
};

pub(super) fn kind_of(table: Table) -> &'static str {
    match table {
        Table::Feed => "feed",
        Table::Folder => "folder",
        Table::Search => "search",
        Table::Rule => "rule",
    }
}

pub(super) fn mark_number(kind: MarkKind) -> i64 {
    match kind {
        MarkKind::Read => 0,
        MarkKind::Starred => 1,
        MarkKind::Hidden => 2,
    }
}

pub(super) fn mark_of(number: i64) -> MarkKind {
    match number {
        1 => MarkKind::Starred,
        2 => MarkKind::Hidden,
        _ => MarkKind::Read,
    }
}

/// More rows of a kind are not taken from others.
const ROWS_MAX: i64 = 50_000;

/// Of two operations with the same clock, the device decides.
const IS_LATER: &str = "excluded.clock > clock OR (excluded.clock = clock
     AND (SELECT device FROM folder_devices WHERE id = excluded.device)
         > (SELECT device FROM folder_devices WHERE id = old.device))";

/// The clock of an operation, and the row of its device.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    pub(super) clock: Clock,
    pub(super) device: i64,
}

impl Origin {
    fn clock(self) -> i64 {
        self.clock.0.cast_signed()
    }
}

/// The row of `folder_rows`. `None` if there are too many.
pub(super) fn row_of(conn: &Connection, key: RowKey) -> rusqlite::Result<Option<i64>> {
    let (kind, id) = (kind_of(key.table), key.id.0.cast_signed());
    let sql = "SELECT id FROM folder_rows WHERE kind = ?1 AND row_id = ?2";
    let found = conn.prepare_cached(sql)?.query_row(params![kind, id], |row| row.get(0));
    if let Some(row) = found.optional()? {
        return Ok(Some(row));
    }
    let made = conn
        .prepare_cached(
            "INSERT INTO folder_rows (kind, row_id) SELECT ?1, ?2
                 WHERE (SELECT count(*) FROM folder_rows WHERE kind = ?1) < ?3",
        )?
        .execute(params![kind, id, ROWS_MAX])?;
    Ok((made > 0).then(|| conn.last_insert_rowid()))
}

/// Sets a field unless it was set later. Returns whether it did.
pub(super) fn set_field(
    conn: &Connection,
    row: i64,
    field: &str,
    value: &Value,
    origin: Origin,
) -> rusqlite::Result<bool> {
    let sql = format!(
        "INSERT INTO folder_fields AS old (row, field, value, clock, device)
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (row, field) DO UPDATE SET
             value = excluded.value, clock = excluded.clock, device = excluded.device
             WHERE {IS_LATER}"
    );
    let changed = conn.prepare_cached(&sql)?.execute(params![
        row,
        field,
        value.to_string(),
        origin.clock(),
        origin.device
    ])?;
    Ok(changed > 0)
}

pub(super) fn set_mark(
    conn: &Connection,
    name: EntryName,
    (kind, is_on): (MarkKind, bool),
    feed: i64,
    origin: Origin,
) -> rusqlite::Result<bool> {
    let sql = format!(
        "INSERT INTO folder_marks AS old (name, kind, is_on, feed, clock, device)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name, kind) DO UPDATE SET
             is_on = excluded.is_on, clock = excluded.clock, device = excluded.device
             WHERE {IS_LATER}"
    );
    let changed = conn.prepare_cached(&sql)?.execute(params![
        name.0.cast_signed(),
        mark_number(kind),
        is_on,
        feed,
        origin.clock(),
        origin.device
    ])?;
    Ok(changed > 0)
}

pub(super) fn set_note(
    conn: &Connection,
    name: EntryName,
    (key, value): (&str, &Value),
    feed: i64,
    origin: Origin,
) -> rusqlite::Result<bool> {
    let sql = format!(
        "INSERT INTO folder_notes AS old (name, key, value, feed, clock, device)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name, key) DO UPDATE SET
             value = excluded.value, clock = excluded.clock, device = excluded.device
             WHERE {IS_LATER}"
    );
    let changed = conn.prepare_cached(&sql)?.execute(params![
        name.0.cast_signed(),
        key,
        value.to_string(),
        feed,
        origin.clock(),
        origin.device
    ])?;
    Ok(changed > 0)
}

/// Notes an act inside a feed. Returns whether it is the device's latest.
pub(super) fn touch(conn: &Connection, feed: i64, origin: Origin) -> rusqlite::Result<bool> {
    let changed = conn
        .prepare_cached(
            "INSERT INTO folder_touches AS old (feed, device, clock) VALUES (?1, ?2, ?3)
                 ON CONFLICT (feed, device) DO UPDATE SET clock = excluded.clock
                 WHERE excluded.clock > old.clock",
        )?
        .execute(params![feed, origin.device, origin.clock()])?;
    Ok(changed > 0)
}

/// The fields of a row, with their stamps.
pub(super) fn fields(
    conn: &Connection,
    row: i64,
) -> rusqlite::Result<BTreeMap<String, (Value, Stamp)>> {
    let mut statement = conn.prepare_cached(
        "SELECT field, value, clock, folder_devices.device FROM folder_fields
             JOIN folder_devices ON folder_devices.id = folder_fields.device WHERE row = ?1",
    )?;
    let mut rows = statement.query([row])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let value = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
        let clock = Clock(row.get::<_, i64>(2)?.cast_unsigned());
        let Some(device) = DeviceId::parse(row.get_ref(3)?.as_str()?) else { continue };
        found.insert(row.get(0)?, (value, Stamp { clock, device }));
    }
    Ok(found)
}

/// Whether a row exists for all devices, by its fields and the acts inside it.
pub(super) fn exists(
    conn: &Connection,
    row: i64,
    fields: &BTreeMap<String, (Value, Stamp)>,
) -> rusqlite::Result<bool> {
    let Some((value, stamp)) = fields.get(Record::IS_PRESENT) else {
        // Its other fields came first.
        return Ok(false);
    };
    Ok(is_present(&Presence::from_value(value), *stamp, &touched(conn, row)?))
}

fn touched(conn: &Connection, feed: i64) -> rusqlite::Result<Seen> {
    let mut statement = conn.prepare_cached(
        "SELECT folder_devices.device, clock FROM folder_touches
             JOIN folder_devices ON folder_devices.id = folder_touches.device WHERE feed = ?1",
    )?;
    let mut rows = statement.query([feed])?;
    let mut touched = Seen::new();
    while let Some(row) = rows.next()? {
        if let Some(device) = DeviceId::parse(row.get_ref(0)?.as_str()?) {
            touched.insert(device, Clock(row.get::<_, i64>(1)?.cast_unsigned()));
        }
    }
    Ok(touched)
}

/// The id that other devices know a row by. A feed may have several; all devices choose the same.
pub(super) fn shared_id(
    conn: &Connection,
    table: Table,
    local: i64,
) -> rusqlite::Result<Option<(i64, RowId)>> {
    conn.prepare_cached(
        "SELECT id, row_id FROM folder_rows WHERE kind = ?1 AND local_id = ?2
             ORDER BY row_id LIMIT 1",
    )?
    .query_row(params![kind_of(table), local], |row| {
        Ok((row.get(0)?, RowId(row.get::<_, i64>(1)?.cast_unsigned())))
    })
    .optional()
}

/// The row here that stands for a row of all devices.
pub(super) fn local_id(conn: &Connection, key: RowKey) -> rusqlite::Result<Option<i64>> {
    let found: Option<Option<i64>> = conn
        .prepare_cached("SELECT local_id FROM folder_rows WHERE kind = ?1 AND row_id = ?2")?
        .query_row(params![kind_of(key.table), key.id.0.cast_signed()], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

pub(super) fn set_local(conn: &Connection, row: i64, local: Option<i64>) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE folder_rows SET local_id = ?2 WHERE id = ?1")?
        .execute(params![row, local])?;
    Ok(())
}
