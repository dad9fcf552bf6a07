//! Gives entries the statuses, tags and positions of their registers.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value;

use super::names::entry_named;
use super::registers::mark_of;
use crate::folder_sync::{EntryName, MarkKind};
use crate::model::{StatusChange, Statuses};
use crate::store::marking::{set_status, set_tag, statuses_after};
use crate::store::undo::log::StepPart;

/// A longer tag is not taken from others.
const TAG_CHARS_MAX: usize = 200;

/// Statuses that entries get, by the change.
#[derive(Debug, Default)]
pub(super) struct NewStatuses {
    /// The latest holds: operations come in order.
    marks: BTreeMap<(MarkKind, i64), bool>,
    notes: Vec<(i64, String, Value)>,
}

impl NewStatuses {
    pub(super) fn mark(
        &mut self,
        conn: &Connection,
        name: EntryName,
        (kind, is_on): (MarkKind, bool),
    ) -> rusqlite::Result<()> {
        if let Some(id) = entry_named(conn, name)? {
            self.marks.insert((kind, id), is_on);
        }
        Ok(())
    }

    pub(super) fn note(
        &mut self,
        conn: &Connection,
        name: EntryName,
        (key, value): (&str, &Value),
    ) -> rusqlite::Result<()> {
        if let Some(id) = entry_named(conn, name)? {
            self.notes.push((id, key.to_owned(), value.clone()));
        }
        Ok(())
    }

    /// Everything that is known of these entries, which are new here.
    pub(super) fn recall(
        &mut self,
        conn: &Connection,
        names: &[EntryName],
    ) -> rusqlite::Result<()> {
        let mut marks =
            conn.prepare_cached("SELECT kind, is_on FROM folder_marks WHERE name = ?1")?;
        let mut notes =
            conn.prepare_cached("SELECT key, value FROM folder_notes WHERE name = ?1")?;
        for name in names {
            let mut rows = marks.query([name.0.cast_signed()])?;
            while let Some(row) = rows.next()? {
                self.mark(conn, *name, (mark_of(row.get(0)?), row.get(1)?))?;
            }
            let mut rows = notes.query([name.0.cast_signed()])?;
            while let Some(row) = rows.next()? {
                let value = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
                self.note(conn, *name, (row.get_ref(0)?.as_str()?, &value))?;
            }
        }
        Ok(())
    }

    /// Changes the entries, and returns what really changed.
    pub(super) fn apply(self, conn: &Connection) -> rusqlite::Result<(Vec<StepPart>, Statuses)> {
        let mut parts = Vec::new();
        let mut statuses = Statuses::default();
        let mut changes: BTreeMap<(MarkKind, bool), Vec<i64>> = BTreeMap::new();
        for ((kind, id), is_on) in self.marks {
            changes.entry((kind, is_on)).or_default().push(id);
        }
        for ((kind, is_on), ids) in changes {
            let change = match kind {
                MarkKind::Read => StatusChange::Read(is_on),
                MarkKind::Starred => StatusChange::Starred(is_on),
                MarkKind::Hidden => StatusChange::Hidden(is_on),
            };
            let marked = set_status(conn, ids.into_iter(), change)?;
            if !marked.is_empty() {
                statuses.update(&statuses_after(&marked, change));
                parts.push(StepPart::Status(change, marked));
            }
        }
        for (id, key, value) in self.notes {
            parts.extend(apply_note(conn, id, &key, &value)?);
        }
        Ok((parts, statuses))
    }
}

fn apply_note(
    conn: &Connection,
    id: i64,
    key: &str,
    value: &Value,
) -> rusqlite::Result<Option<StepPart>> {
    if let Some(tag) = key.strip_prefix("tag:") {
        let tag = tag.trim();
        if tag.chars().count() > TAG_CHARS_MAX {
            return Ok(None);
        }
        let is_on = value.as_bool().unwrap_or(false);
        let changed = set_tag(conn, &[id], tag, is_on)?;
        return Ok((!changed.is_empty()).then(|| StepPart::Tag(tag.to_owned(), is_on, changed)));
    }
    if key == "heard" {
        return apply_heard(conn, id, value).map(|()| None);
    }
    let block = value.get("block").and_then(Value::as_u64);
    let fraction = value.get("fraction").and_then(Value::as_f64);
    if let (true, Some(block), Some(fraction)) = (key == "position", block, fraction)
        && let Ok(block) = u32::try_from(block)
    {
        conn.prepare_cached(
            "REPLACE INTO positions (entry_id, block, fraction) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![id, block, fraction.clamp(0.0, 1.0)])?;
    }
    Ok(None)
}

/// Takes over how far an episode was heard on another computer.
fn apply_heard(conn: &Connection, id: i64, value: &Value) -> rusqlite::Result<()> {
    let Some(position) = value.get("position").and_then(Value::as_u64) else { return Ok(()) };
    let duration =
        value.get("duration").and_then(Value::as_u64).and_then(|it| i64::try_from(it).ok());
    let is_finished = value.get("finished").and_then(Value::as_bool).unwrap_or(false);
    let position = i64::try_from(position).unwrap_or(0);
    conn.prepare_cached(
        "REPLACE INTO heard (entry_id, position, duration, is_finished) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![id, position, duration, is_finished])?;
    Ok(())
}
