//! The first meeting of a library and a folder: what each has that the other lacks is added there.
//! Nothing is removed, and all of it is one step that can be undone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde_json::Value;

use super::apply::{FolderChanges, set_rows};
use super::entries::NewStatuses;
use super::names::{name_of, name_some};
use super::project::{Projection, ensure_shared, project};
use super::record::{Recorder, heard, local_rows, position, shared_feeds};
use super::registers::{exists, fields, mark_number, mark_of};
use super::state::{clock, set_clock};
use super::triggers::unrecorded;
use crate::folder_sync::{Clock, EntryName, MarkKind, Presence, Record, RowId, RowKey, Table};
use crate::model::{Step, StepKind, StepOrigin};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};
use crate::store::undo::arrangement::Arrangement;
use crate::store::undo::log::{StepPart, begin_step, finish_step};

/// What joining a folder will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JoinPreview {
    /// Feeds that come from the folder.
    pub come: u32,
    /// Feeds that go to it.
    pub go: u32,
    /// Feeds that are in both.
    pub both: u32,
    /// Folders, searches and rules that come from the folder.
    pub other_rows: u32,
}

/// The result of the first meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstMerge {
    /// The step that undoes it; `None` if nothing changed here.
    pub step: Option<Step>,
    pub changes: FolderChanges,
}

impl Reader {
    /// What [`Store::merge_with_folder`] would do.
    pub fn preview_folder(&self) -> Result<JoinPreview, StoreError> {
        let snapshot = self.snapshot()?;
        let rows: Vec<(i64, String, bool)> = snapshot
            .prepare_cached("SELECT id, kind, local_id IS NOT NULL FROM folder_rows")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let mut preview = JoinPreview::default();
        for (row, kind, is_here) in rows {
            let is_there = exists(&snapshot, row, &fields(&snapshot, row)?)?;
            let count = match (kind.as_str(), is_here, is_there) {
                ("feed", true, true) => &mut preview.both,
                ("feed", true, false) => &mut preview.go,
                ("feed", false, true) => &mut preview.come,
                (_, false, true) => &mut preview.other_rows,
                (_, _, _) => continue,
            };
            *count += 1;
        }
        Ok(preview)
    }
}

impl Store {
    /// Finds the rows here that the folder may have, too. Must come before the first pass.
    pub fn share_rows(&mut self) -> Result<(), StoreError> {
        let tx = self.begin()?;
        share_all(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Merges the library with the folder, after a pass has read it.
    pub fn merge_with_folder(
        &mut self,
        folder: &str,
        now: Timestamp,
    ) -> Result<FirstMerge, StoreError> {
        self.expect_many(usize::MAX)?;
        let merged = self.merge_in_transaction(folder, now);
        self.release_memory()?;
        merged
    }

    fn merge_in_transaction(
        &mut self,
        folder: &str,
        now: Timestamp,
    ) -> Result<FirstMerge, StoreError> {
        let tx = self.begin()?;
        tx.execute("DELETE FROM folder_acts", [])?;
        share_all(&tx)?;
        while !name_some(&tx)?.is_empty() {}
        say_rows(&tx, now)?;
        say_entries(&tx, now)?;
        let merged = unrecorded(&tx, |conn| follow_all(conn, folder, now))?;
        tx.execute("UPDATE folder_sync SET is_first = 0", [])?;
        super::rows::settle_positions(&tx)?;
        tx.commit()?;
        Ok(merged)
    }
}

fn share_all(conn: &Connection) -> rusqlite::Result<()> {
    // Outer folders first: the id of a folder is made from that of its parent.
    let rows = local_rows(conn)?;
    for _ in 0..2 {
        for (table, id) in by_need(&rows) {
            if let Projection::Present(fields) = project(conn, table, id)? {
                ensure_shared(conn, table, id, &fields)?;
            }
        }
    }
    Ok(())
}

/// Folders, then feeds, then the rest.
fn by_need(rows: &BTreeSet<(Table, i64)>) -> Vec<(Table, i64)> {
    let rank = |table: Table| match table {
        Table::Folder => 0,
        Table::Feed => 1,
        Table::Search => 2,
        Table::Rule => 3,
    };
    let mut sorted: Vec<(Table, i64)> = rows.iter().copied().collect();
    sorted.sort_by_key(|(table, id)| (rank(*table), *id));
    sorted
}

fn millis(now: Timestamp) -> u64 {
    now.as_millisecond().max(0).cast_unsigned()
}

/// Says what rows are here. What is known of the folder holds, but a feed that is here stays.
fn say_rows(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    let mut later = Vec::new();
    let known_clock = clock(conn)?;
    set_clock(conn, Clock::default())?;
    let mut recorder = Recorder::new(conn)?;
    for (table, id) in by_need(&local_rows(conn)?) {
        let Projection::Present(wanted) = project(conn, table, id)? else { continue };
        let Some((row, shared)) = ensure_shared(conn, table, id, &wanted)? else { continue };
        let target = (row, RowKey { table, id: shared });
        let known = fields(conn, row)?;
        if !known.contains_key(Record::IS_PRESENT) {
            recorder.field(target, Record::IS_PRESENT, Presence::Present.to_value(), 0)?;
        } else if !exists(conn, row, &known)? {
            later.push(target);
        }
        for (field, value) in wanted.iter().filter(|(field, _)| !known.contains_key(*field)) {
            recorder.field(target, field, value.clone(), 0)?;
        }
    }
    recorder.finish()?;
    set_clock(conn, known_clock.max(clock(conn)?))?;
    let mut recorder = Recorder::new(conn)?;
    for target in later {
        let present = Presence::Present.to_value();
        recorder.field(target, Record::IS_PRESENT, present, millis(now))?;
    }
    recorder.finish()?;
    Ok(())
}

type Groups = BTreeMap<(i64, u64, MarkKind), Vec<EntryName>>;

/// Says which entries are read, starred, hidden and tagged here.
fn say_entries(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    let feeds = shared_feeds(conn)?;
    let (mut baseline, mut later) = (Groups::new(), Groups::new());
    let mut look =
        conn.prepare_cached("SELECT is_on FROM folder_marks WHERE name = ?1 AND kind = ?2")?;
    let mut statement = conn.prepare(
        "SELECT feed_id, key_hash, is_read, is_starred, is_hidden FROM entries
             WHERE is_read = 1 OR is_starred = 1 OR is_hidden = 1",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some((feed_row, shared)) = feeds.get(&row.get(0)?) else { continue };
        let name = name_of(*shared, row.get_ref(1)?.as_blob()?);
        for (column, kind) in (2..).zip(MarkKind::ALL) {
            if !row.get::<_, bool>(column)? {
                continue;
            }
            let known = look
                .query(params![name.0.cast_signed(), mark_number(kind)])?
                .next()?
                .map(|row| row.get::<_, bool>(0))
                .transpose()?;
            let group = match known {
                None => &mut baseline,
                Some(false) => &mut later,
                Some(true) => continue,
            };
            group.entry((*feed_row, shared.0, kind)).or_default().push(name);
        }
    }
    let known_clock = clock(conn)?;
    set_clock(conn, Clock::default())?;
    say_marks(conn, baseline, 0)?;
    say_notes(conn, &feeds)?;
    set_clock(conn, known_clock.max(clock(conn)?))?;
    say_marks(conn, later, millis(now))
}

fn say_marks(conn: &Connection, groups: Groups, millis: u64) -> rusqlite::Result<()> {
    let mut recorder = Recorder::new(conn)?;
    for ((row, shared, kind), names) in groups {
        recorder.marks((row, RowId(shared)), (kind, true), names, millis)?;
    }
    recorder.finish()?;
    Ok(())
}

/// Tags and positions. Those that the folder knows hold.
fn say_notes(conn: &Connection, feeds: &BTreeMap<i64, (i64, RowId)>) -> rusqlite::Result<()> {
    let mut recorder = Recorder::new(conn)?;
    let mut known =
        conn.prepare_cached("SELECT 1 FROM folder_notes WHERE name = ?1 AND key = ?2")?;
    for sql in [
        "SELECT entries.id, feed_id, key_hash, 'tag:' || name FROM entry_tags
             JOIN tags ON tags.id = tag_id JOIN entries ON entries.id = entry_id",
        "SELECT entries.id, feed_id, key_hash, 'position' FROM positions
             JOIN entries ON entries.id = entry_id",
        "SELECT entries.id, feed_id, key_hash, 'heard' FROM heard
             JOIN entries ON entries.id = entry_id",
    ] {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(feed) = feeds.get(&row.get(1)?) else { continue };
            let name = name_of(feed.1, row.get_ref(2)?.as_blob()?);
            let key: String = row.get(3)?;
            if known.exists(params![name.0.cast_signed(), key])? {
                continue;
            }
            let value = match key.as_str() {
                "position" => position(conn, row.get(0)?)?.unwrap_or_default(),
                "heard" => heard(conn, row.get(0)?)?.unwrap_or_default(),
                _ => Value::Bool(true),
            };
            recorder.note(*feed, name, (&key, value), 0)?;
        }
    }
    recorder.finish()?;
    Ok(())
}

/// Makes the library what all registers say, as one step.
fn follow_all(conn: &Connection, folder: &str, now: Timestamp) -> Result<FirstMerge, StoreError> {
    let rows: BTreeSet<(Table, i64)> = conn
        .prepare_cached("SELECT kind, id FROM folder_rows")?
        .query_map([], |row| {
            let table = match row.get_ref(0)?.as_str()? {
                "folder" => Table::Folder,
                "search" => Table::Search,
                "rule" => Table::Rule,
                _ => Table::Feed,
            };
            Ok((table, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    let before = Arrangement::read(conn)?;
    let step = begin_step(conn, StepOrigin::User, now)?;
    let mut statuses = NewStatuses::default();
    let outcome = set_rows(conn, &rows, (step, now), &mut statuses)?;
    recall_all(conn, &mut statuses)?;
    let changes = before.changes_to(&Arrangement::read(conn)?);
    let (mut parts, new_statuses) = statuses.apply(conn)?;
    let is_arranged =
        !changes.is_empty() || parts.iter().any(|part| !matches!(part, StepPart::Status(..)));
    let number = u32::try_from(changes.len()).unwrap_or(u32::MAX);
    if !changes.is_empty() {
        parts.insert(0, StepPart::Rows(changes));
    }
    let kind = StepKind::JoinFolder { folder: folder.to_owned() };
    let step = finish_step(conn, step, &kind, number, &parts, now)?;
    let changes = FolderChanges {
        statuses: new_statuses,
        is_arranged,
        new_feeds: outcome.new_feeds,
        kept: outcome.kept,
    };
    Ok(FirstMerge { step, changes })
}

fn recall_all(conn: &Connection, statuses: &mut NewStatuses) -> rusqlite::Result<()> {
    let mut marks = conn.prepare(
        "SELECT folder_marks.name, kind, is_on FROM folder_marks
             JOIN folder_names ON folder_names.name = folder_marks.name",
    )?;
    let mut rows = marks.query([])?;
    while let Some(row) = rows.next()? {
        let name = EntryName(row.get::<_, i64>(0)?.cast_unsigned());
        statuses.mark(conn, name, (mark_of(row.get(1)?), row.get(2)?))?;
    }
    let mut notes = conn.prepare(
        "SELECT folder_notes.name, key, value FROM folder_notes
             JOIN folder_names ON folder_names.name = folder_notes.name",
    )?;
    let mut rows = notes.query([])?;
    while let Some(row) = rows.next()? {
        let name = EntryName(row.get::<_, i64>(0)?.cast_unsigned());
        let value = serde_json::from_str(row.get_ref(2)?.as_str()?).unwrap_or_default();
        statuses.note(conn, name, (row.get_ref(1)?.as_str()?, &value))?;
    }
    Ok(())
}
