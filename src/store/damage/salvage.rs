//! Copies everything that can be read of a damaged library into a new one, row by row.
//!
//! This works with any version of the schema: of each table it copies the columns that both have.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::mend::Salvage;
use super::ranges::Rows;
use super::{indexes, mend, ranges};
use crate::store::error::StoreError;

/// Tables that are rebuilt from the others, those of the full-text index, and one that has rows
/// only within a transaction.
const REBUILT: [&str; 6] =
    ["shards", "unindexed", "pulls", "story_signatures", "story_pairs", "stories"];
/// The most valuable tables come first. The others follow in the order of the schema.
const FIRST: [&str; 5] = ["accounts", "folders", "feeds", "departed", "entries"];

/// Copies everything that can be read. `new` is an empty library before, and a consistent one
/// after.
pub(in crate::store) fn copy(
    old: &Connection,
    new: &mut Connection,
    now_millis: i64,
) -> Result<Salvage, StoreError> {
    let mut salvaged = Salvage::default();
    // Rows may refer to rows that come later or are lost. `mend` repairs this.
    new.pragma_update(None, "foreign_keys", false)?;
    // The transaction holds the whole library, which may not fit into memory.
    new.pragma_update(None, "cache_spill", true)?;
    let tx = new.transaction()?;
    for table in tables(&tx)? {
        if !copy_table(old, &tx, &table)? {
            salvaged.damaged.push(table);
        }
    }
    keep_counting(old, &tx)?;
    let is_damaged = |table: &str| salvaged.damaged.iter().any(|found| found == table);
    if is_damaged("feeds") {
        indexes::feeds(old, &tx, now_millis)?;
    }
    if is_damaged("entries") {
        indexes::entries(old, &tx, now_millis)?;
    }
    mend::mend(&tx, &mut salvaged)?;
    tx.commit()?;
    new.pragma_update(None, "foreign_keys", true)?;
    Ok(salvaged)
}

/// Ids must not be given out twice, because the undo log refers to entries by id.
fn keep_counting(old: &Connection, new: &Connection) -> rusqlite::Result<()> {
    let mut seen: Vec<Vec<Value>> = Vec::new();
    ranges::scan(old, "SELECT seq, name FROM sqlite_sequence", &mut |row| seen.push(row));
    for row in seen {
        new.prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = ?2")?
            .execute(params_from_iter(row))?;
    }
    Ok(())
}

/// The tables of the new library, the most valuable first.
fn tables(new: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table'
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                   AND name NOT LIKE 'words\\_%' ESCAPE '\\' ORDER BY rowid";
    let mut statement = new.prepare(sql)?;
    let found: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let rest = found
        .into_iter()
        .filter(|table| !REBUILT.contains(&table.as_str()) && !FIRST.contains(&table.as_str()));
    Ok(FIRST.iter().map(|table| (*table).to_owned()).chain(rest).collect())
}

/// Copies a table. Returns whether all of it could be read.
fn copy_table(old: &Connection, new: &Connection, table: &str) -> Result<bool, StoreError> {
    // If the schema of the old library has no such table, nothing is lost.
    let Some(is_known) = exists(old, table) else { return Ok(false) };
    if !is_known {
        return Ok(true);
    }
    let Ok(known) = columns(old, table) else { return Ok(false) };
    let columns: Vec<String> =
        columns(new, table)?.into_iter().filter(|column| known.contains(column)).collect();
    // Only the name of the table could be read.
    if columns.is_empty() {
        return Ok(false);
    }
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert =
        new.prepare(&format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"))?;
    let mut is_whole = true;
    let mut take = |values: Vec<Value>| {
        // The schema rejects the row, so it was damaged.
        is_whole &= matches!(insert.execute(params_from_iter(values)), Ok(1));
    };
    let rows = Rows { conn: old, table, columns: &names };
    let is_read = if has_rowid(new, table)? {
        rows.by_rowid(&mut take)
    } else {
        rows.read_both_ends(&mut take)
    };
    Ok(is_read && is_whole)
}

/// Whether the damaged library has a table; `None` if even that cannot be read.
fn exists(old: &Connection, table: &str) -> Option<bool> {
    old.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")
        .ok()?
        .exists([table])
        .ok()
}

fn columns(conn: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([table], |row| row.get(0))?
        .collect()
}

fn has_rowid(new: &Connection, table: &str) -> rusqlite::Result<bool> {
    let sql: String = new.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
        [table],
        |row| row.get(0),
    )?;
    Ok(!sql.to_uppercase().contains("WITHOUT ROWID"))
}
