//! Turns acts that the triggers noted into operations.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Value, json};

use super::names::{name_entry, name_of};
use super::project::{Fields, OPTION, Projection, ensure_shared, project};
use super::registers::{
    Origin, exists, fields, kind_of, set_field, set_local, set_mark, set_note, shared_id, touch,
};
use super::state::{clock, own_device, seen, set_clock};
use crate::folder_sync::{
    Clock, EntryName, Line, MARKS_IN_A_LINE, MarkKind, Marks, Presence, Record, RowId, RowKey,
    Table, write_line,
};
use crate::store::error::StoreError;

/// Makes operations, with the own clock.
pub(super) struct Recorder<'c> {
    pub(super) conn: &'c Connection,
    clock: Clock,
    device: i64,
    added: i64,
}

/// A status that is to be written: the feed's row and shared id, the kind, and the value.
type MarkGroup = (u64, i64, u64, MarkKind, bool);

impl<'c> Recorder<'c> {
    pub(super) fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self { conn, clock: clock(conn)?, device: own_device(conn)?, added: 0 })
    }

    /// The origin of an act at this time, after all others.
    fn tick(&mut self, millis: u64) -> Origin {
        self.clock = self.clock.next(millis);
        Origin { clock: self.clock, device: self.device }
    }

    fn add(&mut self, record: Record) -> rusqlite::Result<()> {
        self.added += 1;
        self.conn
            .prepare_cached("INSERT INTO folder_outbox (line) VALUES (?1)")?
            .execute([write_line(&Line::from(record))])?;
        Ok(())
    }

    pub(super) fn field(
        &mut self,
        (row, key): (i64, RowKey),
        field: &str,
        value: Value,
        millis: u64,
    ) -> rusqlite::Result<()> {
        let origin = self.tick(millis);
        set_field(self.conn, row, field, &value, origin)?;
        if field != Record::IS_PRESENT || Presence::from_value(&value) == Presence::Present {
            touch(self.conn, row, origin)?;
        }
        self.add(Record::Row { row: key, field: field.to_owned(), value, clock: origin.clock })
    }

    pub(super) fn note(
        &mut self,
        (row, feed): (i64, RowId),
        entry: EntryName,
        (key, value): (&str, Value),
        millis: u64,
    ) -> rusqlite::Result<()> {
        let origin = self.tick(millis);
        set_note(self.conn, entry, (key, &value), row, origin)?;
        touch(self.conn, row, origin)?;
        self.add(Record::Note { feed, entry, key: key.to_owned(), value, clock: origin.clock })
    }

    /// Statuses of entries of one feed that were changed at one time.
    pub(super) fn marks(
        &mut self,
        (row, feed): (i64, RowId),
        (kind, is_on): (MarkKind, bool),
        mut names: Vec<EntryName>,
        millis: u64,
    ) -> rusqlite::Result<()> {
        names.sort_unstable();
        names.dedup();
        let origin = self.tick(millis);
        touch(self.conn, row, origin)?;
        for part in names.chunks(MARKS_IN_A_LINE) {
            for name in part {
                set_mark(self.conn, *name, (kind, is_on), row, origin)?;
            }
            let groups = vec![(origin.clock, part.to_vec())];
            self.add(Record::Marks(Marks { feed, kind, is_on, groups }))?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> rusqlite::Result<bool> {
        if self.added == 0 {
            return Ok(false);
        }
        set_clock(self.conn, self.clock)?;
        self.conn
            .prepare_cached("UPDATE folder_sync SET last = last + ?1")?
            .execute([self.added])?;
        Ok(true)
    }
}

/// Records the acts since the last time. Returns whether there were any.
pub(super) fn record(conn: &Connection, now: u64) -> Result<bool, StoreError> {
    if !conn.prepare_cached("SELECT 1 FROM folder_acts")?.exists([])? {
        return Ok(false);
    }
    let mut recorder = Recorder::new(conn)?;
    // Folders first, because feeds refer to them, and rules refer to both.
    for table in [Table::Folder, Table::Feed, Table::Search, Table::Rule] {
        let acts: Vec<(i64, i64)> = conn
            .prepare_cached("SELECT id, made FROM folder_acts WHERE kind = ?1 ORDER BY made, id")?
            .query_map([kind_of(table)], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        // A folder inside another needs the shared id of that one.
        for (id, _) in &acts {
            share(conn, table, *id)?;
        }
        for (id, made) in acts {
            record_row(&mut recorder, table, id, time(made, now))?;
        }
    }
    record_keys(conn)?;
    record_marks(&mut recorder, now)?;
    record_tags(&mut recorder, now)?;
    record_positions(&mut recorder, now)?;
    record_heard(&mut recorder, now)?;
    conn.prepare_cached("DELETE FROM folder_acts")?.execute([])?;
    Ok(recorder.finish()?)
}

/// The time of an act. It is not after now: the clock may have gone back since.
fn time(made: i64, now: u64) -> u64 {
    made.max(0).cast_unsigned().min(now)
}

fn share(conn: &Connection, table: Table, id: i64) -> rusqlite::Result<()> {
    if let Projection::Present(fields) = project(conn, table, id)? {
        ensure_shared(conn, table, id, &fields)?;
    }
    Ok(())
}

fn record_row(
    recorder: &mut Recorder<'_>,
    table: Table,
    id: i64,
    millis: u64,
) -> rusqlite::Result<()> {
    let conn = recorder.conn;
    match project(conn, table, id)? {
        Projection::Private => Ok(()),
        Projection::Removed => {
            let Some((row, shared)) = shared_id(conn, table, id)? else { return Ok(()) };
            let key = RowKey { table, id: shared };
            if exists(conn, row, &fields(conn, row)?)? {
                let value = Presence::Removed(seen(conn)?).to_value();
                recorder.field((row, key), Record::IS_PRESENT, value, millis)?;
            }
            // A hidden feed may come back with its entries.
            if table != Table::Feed {
                set_local(conn, row, None)?;
            }
            Ok(())
        }
        Projection::Present(wanted) => {
            let Some((row, shared)) = ensure_shared(conn, table, id, &wanted)? else {
                return Ok(());
            };
            let key = RowKey { table, id: shared };
            record_fields(recorder, (row, key), &wanted, millis)
        }
    }
}

/// Records the fields that differ from the registers.
pub(super) fn record_fields(
    recorder: &mut Recorder<'_>,
    (row, key): (i64, RowKey),
    wanted: &Fields,
    millis: u64,
) -> rusqlite::Result<()> {
    let known = fields(recorder.conn, row)?;
    if !exists(recorder.conn, row, &known)? {
        let value = Presence::Present.to_value();
        recorder.field((row, key), Record::IS_PRESENT, value, millis)?;
    }
    for (field, value) in wanted {
        if known.get(field).is_none_or(|(known, _)| known != value) {
            recorder.field((row, key), field, value.clone(), millis)?;
        }
    }
    for (field, (value, _)) in &known {
        if field.starts_with(OPTION) && !wanted.contains_key(field) && !value.is_null() {
            recorder.field((row, key), field, Value::Null, millis)?;
        }
    }
    Ok(())
}

/// Entries whose key has changed are found under the new one, too.
fn record_keys(conn: &Connection) -> rusqlite::Result<()> {
    let ids: Vec<i64> = conn
        .prepare_cached("SELECT id FROM folder_acts WHERE kind = 'key'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in ids {
        name_entry(conn, id)?;
    }
    Ok(())
}

/// The shared ids of all feeds here, by their ids.
pub(super) fn shared_feeds(conn: &Connection) -> rusqlite::Result<BTreeMap<i64, (i64, RowId)>> {
    let mut statement = conn.prepare_cached(
        "SELECT local_id, id, row_id FROM folder_rows WHERE kind = 'feed'
             AND local_id IS NOT NULL ORDER BY row_id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, (row.get(1)?, RowId(row.get::<_, i64>(2)?.cast_unsigned()))))
    })?;
    rows.collect()
}

fn record_marks(recorder: &mut Recorder<'_>, now: u64) -> rusqlite::Result<()> {
    let conn = recorder.conn;
    let feeds = shared_feeds(conn)?;
    let mut groups: BTreeMap<MarkGroup, Vec<EntryName>> = BTreeMap::new();
    for (word, column, kind) in [
        ("read", "is_read", MarkKind::Read),
        ("starred", "is_starred", MarkKind::Starred),
        ("hidden", "is_hidden", MarkKind::Hidden),
    ] {
        let mut statement = conn.prepare_cached(&format!(
            "SELECT made, feed_id, key_hash, {column} FROM folder_acts
                 JOIN entries ON entries.id = folder_acts.id WHERE kind = ?1"
        ))?;
        let mut rows = statement.query([word])?;
        while let Some(row) = rows.next()? {
            let Some((feed_row, shared)) = feeds.get(&row.get(1)?) else { continue };
            let millis = time(row.get(0)?, now);
            let name = name_of(*shared, row.get_ref(2)?.as_blob()?);
            let group = (millis, *feed_row, shared.0, kind, row.get(3)?);
            groups.entry(group).or_default().push(name);
        }
    }
    for ((millis, row, shared, kind, is_on), names) in groups {
        recorder.marks((row, RowId(shared)), (kind, is_on), names, millis)?;
    }
    Ok(())
}

/// An act on an entry: the entry, its label, its time, its feed and the hash of its key.
struct EntryAct {
    id: i64,
    label: String,
    millis: u64,
    feed: (i64, RowId),
    name: EntryName,
}

fn entry_acts(conn: &Connection, kind: &str, now: u64) -> rusqlite::Result<Vec<EntryAct>> {
    let feeds = shared_feeds(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT entries.id, label, made, feed_id, key_hash FROM folder_acts
             JOIN entries ON entries.id = folder_acts.id WHERE kind = ?1 ORDER BY made",
    )?;
    let mut rows = statement.query([kind])?;
    let mut acts = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(feed) = feeds.get(&row.get(3)?) else { continue };
        acts.push(EntryAct {
            id: row.get(0)?,
            label: row.get(1)?,
            millis: time(row.get(2)?, now),
            feed: *feed,
            name: name_of(feed.1, row.get_ref(4)?.as_blob()?),
        });
    }
    Ok(acts)
}

fn record_tags(recorder: &mut Recorder<'_>, now: u64) -> rusqlite::Result<()> {
    for act in entry_acts(recorder.conn, "tag", now)? {
        let has = recorder
            .conn
            .prepare_cached(
                "SELECT 1 FROM entry_tags JOIN tags ON tags.id = tag_id
                     WHERE entry_id = ?1 AND name = ?2",
            )?
            .exists(params![act.id, act.label])?;
        let key = format!("tag:{}", act.label);
        recorder.note(act.feed, act.name, (&key, has.into()), act.millis)?;
    }
    Ok(())
}

fn record_positions(recorder: &mut Recorder<'_>, now: u64) -> rusqlite::Result<()> {
    for act in entry_acts(recorder.conn, "position", now)? {
        let value = position(recorder.conn, act.id)?;
        if let Some(value) = value {
            recorder.note(act.feed, act.name, ("position", value), act.millis)?;
        }
    }
    Ok(())
}

fn record_heard(recorder: &mut Recorder<'_>, now: u64) -> rusqlite::Result<()> {
    for act in entry_acts(recorder.conn, "heard", now)? {
        if let Some(value) = heard(recorder.conn, act.id)? {
            recorder.note(act.feed, act.name, ("heard", value), act.millis)?;
        }
    }
    Ok(())
}

/// How far an episode was heard, in milliseconds.
pub(super) fn heard(conn: &Connection, id: i64) -> rusqlite::Result<Option<Value>> {
    let sql = "SELECT position, duration, is_finished FROM heard WHERE entry_id = ?1";
    conn.prepare_cached(sql)?
        .query_row([id], |row| {
            let (position, duration): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
            let is_finished: bool = row.get(2)?;
            Ok(json!({ "position": position, "duration": duration, "finished": is_finished }))
        })
        .optional()
}

pub(super) fn position(conn: &Connection, id: i64) -> rusqlite::Result<Option<Value>> {
    conn.prepare_cached("SELECT block, fraction FROM positions WHERE entry_id = ?1")?
        .query_row([id], |row| {
            Ok(json!({ "block": row.get::<_, i64>(0)?, "fraction": row.get::<_, f64>(1)? }))
        })
        .optional()
}

/// All feeds, folders, searches and rules here, for the first time.
pub(super) fn local_rows(conn: &Connection) -> rusqlite::Result<BTreeSet<(Table, i64)>> {
    let mut found = BTreeSet::new();
    for (table, sql) in [
        (Table::Folder, "SELECT id FROM folders WHERE account_id IS NULL"),
        (Table::Feed, "SELECT id FROM feeds WHERE account_id IS NULL AND removed_by IS NULL"),
        (Table::Search, "SELECT id FROM smart_feeds"),
        (Table::Rule, "SELECT id FROM rules"),
    ] {
        let mut statement = conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, i64>(0))?;
        for id in rows {
            found.insert((table, id?));
        }
    }
    Ok(found)
}
