//! The tables of a database and their columns.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{ForeignError, HTML_BYTES_MAX};

/// Tables that are looked at; the known programs have a few dozen.
const TABLES_MAX: usize = 500;

/// The tables of a database, in lower case, as SQLite compares names. Views do not count: a
/// stranger could have put any query into them.
pub(super) struct Tables {
    /// The columns of each table with their declared types.
    columns: HashMap<String, HashMap<String, String>>,
    /// Tables that have an index of their own.
    indexed: Vec<String>,
}

impl Tables {
    pub(super) fn read(conn: &Connection) -> Result<Self, ForeignError> {
        let names = |kind: &str| -> rusqlite::Result<Vec<String>> {
            let sql = format!(
                "SELECT tbl_name FROM sqlite_schema
                     WHERE type = ?1 AND sql LIKE 'CREATE %'
                         AND sql NOT LIKE 'CREATE VIRTUAL %' LIMIT {TABLES_MAX}"
            );
            conn.prepare(&sql)?.query_map([kind], |row| row.get(0))?.collect()
        };
        let mut columns = HashMap::new();
        for table in names("table")? {
            let mut statement = conn.prepare("SELECT name, type FROM pragma_table_info(?1)")?;
            let found = statement
                .query_map([&table], |row| {
                    let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
                    Ok((name.to_ascii_lowercase(), kind.to_ascii_lowercase()))
                })?
                .collect::<rusqlite::Result<_>>()?;
            columns.insert(table.to_ascii_lowercase(), found);
        }
        let indexed = names("index")?.iter().map(|name| name.to_ascii_lowercase()).collect();
        Ok(Self { columns, indexed })
    }

    pub(super) fn has(&self, table: &str) -> bool {
        self.columns.contains_key(table)
    }

    pub(super) fn has_column(&self, table: &str, column: &str) -> bool {
        self.columns.get(table).is_some_and(|columns| columns.contains_key(column))
    }

    pub(super) fn is_indexed(&self, table: &str) -> bool {
        self.indexed.iter().any(|name| name == table)
    }

    /// Whether a column was declared for whole numbers.
    pub(super) fn is_integer(&self, table: &str, column: &str) -> bool {
        let kind = self.columns.get(table).and_then(|columns| columns.get(column));
        kind.is_some_and(|kind| kind.contains("int"))
    }

    /// The first of these columns that is neither missing nor empty, as SQL.
    pub(super) fn first(&self, table: &str, columns: &[&str]) -> String {
        let there: Vec<String> = columns
            .iter()
            .filter(|column| self.has_column(table, column))
            .map(|column| format!("nullif({table}.{column}, '')"))
            .collect();
        match there.as_slice() {
            [] => "NULL".to_owned(),
            [one] => one.clone(),
            several => format!("coalesce({})", several.join(", ")),
        }
    }

    /// Like [`Self::first`], without texts that are too long. Their length is known without
    /// reading them.
    pub(super) fn first_text(&self, table: &str, columns: &[&str]) -> String {
        let there: Vec<String> = columns
            .iter()
            .filter(|column| self.has_column(table, column))
            .map(|column| {
                let column = format!("{table}.{column}");
                format!(
                    "iif(octet_length({column}) <= {HTML_BYTES_MAX}, nullif({column}, ''), NULL)"
                )
            })
            .collect();
        if there.is_empty() {
            "NULL".to_owned()
        } else {
            format!("coalesce({}, NULL)", there.join(", "))
        }
    }

    /// A condition that holds where a column is missing, NULL or 0.
    pub(super) fn is_zero(&self, table: &str, column: &str) -> String {
        if self.has_column(table, column) {
            format!("coalesce({table}.{column}, 0) = 0")
        } else {
            "1".to_owned()
        }
    }
}
