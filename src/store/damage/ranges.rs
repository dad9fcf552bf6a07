//! Reads a damaged table around its unreadable parts: a range that fails is halved, until all
//! readable rows on both sides were read.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row};

/// Queries that may fail in one table before the rest is given up. Damage near the root of a tree
/// hides every row below.
const FAILURES_MAX: u32 = 100_000;

/// The rows of a table.
pub(in crate::store) struct Rows<'a> {
    pub(in crate::store) conn: &'a Connection,
    pub(in crate::store) table: &'a str,
    pub(in crate::store) columns: &'a str,
}

type Take<'t> = dyn FnMut(Vec<Value>) + 't;

impl Rows<'_> {
    /// Reads by row id. Returns whether there was no damage.
    pub(in crate::store) fn by_rowid(&self, take: &mut Take<'_>) -> bool {
        let mut failures = 0;
        self.range(i64::MIN, self.last(), &mut failures, take);
        failures == 0
    }

    /// The highest row id, or an upper bound of it.
    fn last(&self) -> i64 {
        let highest = |sql: &str| {
            self.conn.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).ok().flatten()
        };
        highest(&format!("SELECT max(rowid) FROM {}", self.table))
            .or_else(|| highest("SELECT max(seq) FROM sqlite_sequence"))
            .unwrap_or(u32::MAX.into())
    }

    fn range(&self, from: i64, to: i64, failures: &mut u32, take: &mut Take<'_>) {
        let Err(reached) = self.read(from, to, take) else { return };
        *failures += 1;
        let from = reached.map_or(from.max(0), |reached| reached.saturating_add(1));
        if from >= to || *failures > FAILURES_MAX {
            return;
        }
        let middle = from + (to - from) / 2;
        self.range(from, middle, failures, take);
        self.range(middle + 1, to, failures, take);
    }

    /// Reads until it fails. The error is the id of the last row that was read.
    fn read(&self, from: i64, to: i64, take: &mut Take<'_>) -> Result<(), Option<i64>> {
        let sql = format!(
            "SELECT rowid, {} FROM {} WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid",
            self.columns, self.table
        );
        let mut reached = None;
        let mut statement = self.conn.prepare_cached(&sql).map_err(|_| reached)?;
        let mut rows = statement.query([from, to]).map_err(|_| reached)?;
        loop {
            let Some(row) = rows.next().map_err(|_| reached)? else { return Ok(()) };
            let id: i64 = row.get(0).map_err(|_| reached)?;
            // Ids that do not ascend are damage too, and reading on could go in a loop.
            if reached.is_some_and(|reached| id <= reached) || id < from || id > to {
                return Err(reached);
            }
            reached = Some(id);
            take(values(row, 1).map_err(|_| reached)?);
        }
    }

    /// Reads a table without row ids from its start and, if that fails, also from its end. Returns
    /// whether there was no damage.
    pub(in crate::store) fn read_both_ends(&self, take: &mut Take<'_>) -> bool {
        let Ok(key) = self.key() else { return false };
        let forwards = format!("SELECT {} FROM {} ORDER BY {key}", self.columns, self.table);
        let backwards = format!(
            "SELECT {} FROM {} ORDER BY {}",
            self.columns,
            self.table,
            key.replace(',', " DESC,") + " DESC"
        );
        scan(self.conn, &forwards, take) || {
            scan(self.conn, &backwards, take);
            false
        }
    }

    fn key(&self) -> rusqlite::Result<String> {
        let mut statement =
            self.conn.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
        let columns: Vec<String> =
            statement.query_map([self.table], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(columns.join(","))
    }
}

/// Reads the rows of a query until it fails. Returns whether it did not fail.
pub(in crate::store) fn scan(conn: &Connection, sql: &str, take: &mut Take<'_>) -> bool {
    let mut read = || -> rusqlite::Result<()> {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(values(row, 0)?);
        }
        Ok(())
    };
    read().is_ok()
}

fn values(row: &Row<'_>, skip: usize) -> rusqlite::Result<Vec<Value>> {
    let count = row.as_ref().column_count();
    (skip..count)
        .map(|at| {
            Ok(match row.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                // Invalid UTF-8 in one value is no reason to lose the row.
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            })
        })
        .collect()
}
