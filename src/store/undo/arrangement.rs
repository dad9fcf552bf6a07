//! The small tables that people change by hand: folders, feeds, saved searches, rules, the queue of
//! episodes and those to download.
//!
//! A step keeps the differences between these tables before and after an act. So every act can be
//! undone and redone without code of its own.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::leaving::GONE;
use crate::model::{FolderId, StepId};
use crate::store::error::StoreError;
use crate::store::new_feed::FORGETS_SERVER;
use crate::store::tree::is_inside;

/// The tables, and the columns that the user changes.
const TABLES: [(&str, &[&str]); 8] = [
    ("accounts", &[IS_REMOVED, "name", "position"]),
    ("folders", &["parent_id", "name", "position", "account_id", "hides_count", "stories"]),
    (
        "feeds",
        &[
            IS_REMOVED,
            "feed_url",
            "custom_title",
            "folder_id",
            "position",
            "wants_full_text",
            "options",
        ],
    ),
    ("smart_feeds", &["name", "query", "position"]),
    ("rules", &["query", "feed_id", "folder_id", "actions", "is_enabled", "position"]),
    (SPLITS, &["one", "other"]),
    ("queue", &["place"]),
    ("downloads", &["url", "file", "asked", "is_auto"]),
];
/// Entries that the user said are not one story.
const SPLITS: &str = "story_splits";
/// Whether a feed or an account is hidden. The table has the step that hides it.
const IS_REMOVED: &str = "is_removed";
/// The options of a feed, a JSON object. Each option is treated as a column, such as
/// `options.notifies`.
const OPTIONS: &str = "options";
/// The sign-in of a feed, which has the name of its secret.
const SIGN_IN: &str = "options.sign_in";

/// Tables whose rows are hidden and shown, but never created by undoing.
const HIDDEN: [&str; 2] = ["accounts", "feeds"];

type Columns = BTreeMap<String, Value>;

/// A change of a row: the changed columns, or all columns if the row was created or deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::store) struct RowChange {
    pub(in crate::store) table: String,
    pub(in crate::store) id: i64,
    before: Option<Columns>,
    after: Option<Columns>,
}

impl RowChange {
    /// Whether the row was created or deleted, so that all of its columns are known.
    fn is_whole(&self) -> bool {
        self.before.is_none() || self.after.is_none()
    }

    pub(in crate::store) fn is_creation(&self) -> bool {
        self.before.is_none()
    }

    pub(in crate::store) fn is_deletion(&self) -> bool {
        self.after.is_none()
    }

    /// Whether a feed or an account was hidden (`true`) or came back; `None` if neither.
    pub(in crate::store) fn removal(&self) -> Option<bool> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        let is_removed = |columns: &Columns| columns.get(IS_REMOVED).and_then(Value::as_i64);
        match (is_removed(before)?, is_removed(after)?) {
            (0, 1) => Some(true),
            (1, 0) => Some(false),
            _ => None,
        }
    }

    /// The value of a column before the change, if it changed.
    pub(in crate::store) fn old_value(&self, column: &str) -> Option<&Value> {
        self.before.as_ref()?.get(column)
    }

    pub(in crate::store) fn new_value(&self, column: &str) -> Option<&Value> {
        self.after.as_ref()?.get(column)
    }

    /// Whether the change removed the sign-in of a feed.
    pub(in crate::store) fn removed_sign_in(&self) -> bool {
        let change = self.split_options();
        let has_sign_in =
            |columns: &Columns| columns.get(SIGN_IN).is_some_and(|value| !value.is_null());
        change.before.as_ref().is_some_and(has_sign_in)
            && change.after.as_ref().is_some_and(|after| !has_sign_in(after))
    }

    /// The change with only those options of a feed that differ. Steps from before options were
    /// kept one by one have all of them.
    fn split_options(&self) -> Self {
        let (before, after) =
            (self.before.as_ref().map(split_options), self.after.as_ref().map(split_options));
        let (before, after) = differing(before.as_ref(), after.as_ref()).unwrap_or((before, after));
        Self { table: self.table.clone(), id: self.id, before, after }
    }
}

/// The rows of all tables at one moment.
#[derive(Debug, PartialEq)]
pub(in crate::store) struct Arrangement(BTreeMap<(usize, i64), Columns>);

/// Whether a step is undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Direction {
    Redo,
    Undo,
}

impl Arrangement {
    pub(in crate::store) fn read(conn: &Connection) -> rusqlite::Result<Self> {
        let mut rows = BTreeMap::new();
        for (at, (table, columns)) in TABLES.iter().enumerate() {
            let mut statement =
                conn.prepare_cached(&format!("SELECT id, {} FROM {table}", selected(columns)))?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                let mut values = Columns::new();
                for (place, column) in columns.iter().enumerate() {
                    values.insert((*column).to_owned(), json(row.get_ref(place + 1)?));
                }
                rows.insert((at, row.get(0)?), split_options(&values));
            }
        }
        Ok(Self(rows))
    }

    /// The changes between two moments.
    pub(in crate::store) fn changes_to(&self, after: &Self) -> Vec<RowChange> {
        let keys: BTreeSet<_> = self.0.keys().chain(after.0.keys()).copied().collect();
        let changes = keys.into_iter().filter_map(|key| {
            let (before, after) = differing(self.0.get(&key), after.0.get(&key))?;
            let (table, _) = TABLES.get(key.0)?;
            Some(RowChange { table: (*table).to_owned(), id: key.1, before, after })
        });
        changes.collect()
    }
}

fn differing(
    before: Option<&Columns>,
    after: Option<&Columns>,
) -> Option<(Option<Columns>, Option<Columns>)> {
    match (before, after) {
        (Some(before), Some(after)) => {
            // A missing option equals a null one.
            let changed = |from: &Columns, other: &Columns| -> Columns {
                let value = |columns: &Columns, column: &String| {
                    columns.get(column).cloned().unwrap_or(Value::Null)
                };
                from.keys()
                    .chain(other.keys())
                    .filter(|column| value(from, column) != value(other, column))
                    .map(|column| (column.clone(), value(from, column)))
                    .collect()
            };
            (before != after).then(|| (Some(changed(before, after)), Some(changed(after, before))))
        }
        (before, after) => Some((before.cloned(), after.cloned())),
    }
}

/// The columns, with each option of a feed as a column.
fn split_options(columns: &Columns) -> Columns {
    let mut apart = columns.clone();
    let Some(options) = apart.remove(OPTIONS) else { return apart };
    let chosen: Columns =
        options.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    apart.extend(chosen.into_iter().map(|(name, value)| (format!("{OPTIONS}.{name}"), value)));
    apart
}

fn selected(columns: &[&str]) -> String {
    let name = |column: &&str| {
        if *column == IS_REMOVED {
            "removed_by IS NOT NULL".to_owned()
        } else {
            (*column).to_owned()
        }
    };
    columns.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
    }
}

fn sql(value: &Value) -> SqlValue {
    match value {
        Value::String(text) => SqlValue::Text(text.clone()),
        Value::Number(number) => number.as_i64().map_or(SqlValue::Null, SqlValue::Integer),
        Value::Bool(flag) => SqlValue::Integer((*flag).into()),
        Value::Null | Value::Array(_) | Value::Object(_) => SqlValue::Null,
    }
}

/// Undoes or redoes changes. Columns that were changed by later acts but not by this one stay, and
/// a change that would make the tables inconsistent is skipped.
pub(in crate::store) fn apply(
    conn: &Connection,
    changes: &[RowChange],
    direction: Direction,
    step: StepId,
) -> Result<(), StoreError> {
    // A row may refer to a folder that is restored after it.
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    for change in changes {
        let Some((table, columns)) = TABLES.iter().find(|(table, _)| *table == change.table) else {
            continue;
        };
        let change = change.split_options();
        let target = if direction == Direction::Redo { &change.after } else { &change.before };
        match target {
            Some(target) => set_row(conn, (table, columns), &change, target, step)?,
            None => remove_row(conn, table, change.id, step)?,
        }
    }
    conn.execute(
        "UPDATE folders SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM folders)",
        [],
    )?;
    conn.execute(
        "UPDATE feeds SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)",
        [],
    )?;
    note_splits(conn, changes)
}

/// Has the stories made anew that were split, or that are whole again.
fn note_splits(conn: &Connection, changes: &[RowChange]) -> Result<(), StoreError> {
    for change in changes.iter().filter(|change| change.table == SPLITS) {
        for column in ["one", "other"] {
            let id = change.new_value(column).or_else(|| change.old_value(column));
            if let Some(id) = id.and_then(Value::as_i64) {
                conn.prepare_cached("INSERT OR IGNORE INTO story_changes VALUES (?1)")?
                    .execute([id])?;
            }
        }
    }
    Ok(())
}

fn set_row(
    conn: &Connection,
    (table, columns): (&str, &[&str]),
    change: &RowChange,
    target: &Columns,
    step: StepId,
) -> Result<(), StoreError> {
    let id = change.id;
    let is_hidden_only = HIDDEN.contains(&table);
    let still =
        if is_hidden_only { format!("AND removed_by IS NOT {GONE}") } else { String::new() };
    let exists = conn
        .prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1 {still}"))?
        .exists([id])?;
    let values: Vec<(&str, SqlValue)> = columns
        .iter()
        .filter_map(|column| target.get(*column).map(|value| (*column, sql(value))))
        .collect();
    if !exists {
        // A deleted feed does not come back without its entries, and a row cannot be restored from
        // some of its columns.
        return if is_hidden_only || !change.is_whole() {
            Ok(())
        } else {
            insert_row(conn, table, id, &values)
        };
    }
    for (column, value) in values {
        match (table, column) {
            (_, IS_REMOVED) => {
                set_removed(conn, (table, id), value == SqlValue::Integer(1), step)?;
            }
            ("folders", "parent_id") if would_loop(conn, id, &value)? => {}
            // Another feed may have this address now.
            ("feeds", "feed_url") => {
                let sql = format!(
                    "UPDATE OR IGNORE feeds SET feed_url = ?2, {FORGETS_SERVER} WHERE id = ?1
                         AND feed_url <> ?2"
                );
                conn.execute(&sql, params![id, value])?;
            }
            _ => {
                _ = conn
                    .prepare_cached(&format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1"))?
                    .execute(params![id, value])?;
            }
        }
    }
    set_options(conn, id, target)
}

/// Sets options of a feed, and removes those that it did not have.
fn set_options(conn: &Connection, id: i64, target: &Columns) -> Result<(), StoreError> {
    for (column, value) in target {
        let Some(name) = column.strip_prefix(OPTIONS).and_then(|rest| rest.strip_prefix('.'))
        else {
            continue;
        };
        // Every name that this program writes. Any other would need quotes in the JSON path.
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        if value.is_null() {
            let sql = "UPDATE feeds SET options = json_remove(options, '$.' || ?2) WHERE id = ?1";
            conn.prepare_cached(sql)?.execute(params![id, name])?;
        } else {
            let sql =
                "UPDATE feeds SET options = json_set(options, '$.' || ?2, json(?3)) WHERE id = ?1";
            conn.prepare_cached(sql)?.execute(params![id, name, value.to_string()])?;
        }
    }
    Ok(())
}

fn insert_row(
    conn: &Connection,
    table: &str,
    id: i64,
    values: &[(&str, SqlValue)],
) -> Result<(), StoreError> {
    let names: Vec<&str> = values.iter().map(|(column, _)| *column).collect();
    let marks = vec!["?"; values.len() + 1].join(", ");
    let operands =
        std::iter::once(SqlValue::Integer(id)).chain(values.iter().map(|(_, value)| value.clone()));
    let sql = format!("INSERT INTO {table} (id, {}) VALUES ({marks})", names.join(", "));
    conn.prepare_cached(&sql)?.execute(params_from_iter(operands))?;
    Ok(())
}

fn remove_row(conn: &Connection, table: &str, id: i64, step: StepId) -> Result<(), StoreError> {
    match table {
        "accounts" | "feeds" => set_removed(conn, (table, id), true, step),
        "folders" => {
            let parent: Option<Option<i64>> = conn
                .query_row("SELECT parent_id FROM folders WHERE id = ?1", [id], |row| row.get(0))
                .optional()?;
            if let Some(parent) = parent {
                conn.execute(
                    "UPDATE folders SET parent_id = ?2 WHERE parent_id = ?1",
                    params![id, parent],
                )?;
                conn.execute(
                    "UPDATE feeds SET folder_id = ?2 WHERE folder_id = ?1",
                    params![id, parent],
                )?;
                conn.execute("DELETE FROM folders WHERE id = ?1", [id])?;
            }
            Ok(())
        }
        _ => {
            conn.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id])?;
            Ok(())
        }
    }
}

/// Hides or shows a feed or an account. One that another step hides stays hidden by that step.
fn set_removed(
    conn: &Connection,
    (table, id): (&str, i64),
    is_removed: bool,
    step: StepId,
) -> Result<(), StoreError> {
    if is_removed {
        let sql =
            format!("UPDATE {table} SET removed_by = ?2 WHERE id = ?1 AND removed_by IS NULL");
        conn.prepare_cached(&sql)?.execute([id, step.0])?;
    } else {
        let sql = format!("UPDATE {table} SET removed_by = NULL WHERE id = ?1");
        conn.prepare_cached(&sql)?.execute([id])?;
    }
    Ok(())
}

fn would_loop(conn: &Connection, id: i64, parent: &SqlValue) -> rusqlite::Result<bool> {
    match parent {
        SqlValue::Integer(parent) => is_inside(conn, FolderId(*parent), FolderId(id)),
        _ => Ok(false),
    }
}
