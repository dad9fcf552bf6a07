//! The versions of the schema, and the migrations between them.
//!
//! To change the schema, add a file `vN.sql` and a fixture of the version before it under
//! `tests/fixtures/schemas`. Never edit an old migration: people have such libraries.

pub(super) mod before;

use rusqlite::{Connection, TransactionBehavior};

use super::folder_sync::triggers;

/// The schema version of this program.
pub(super) const SCHEMA_VERSION: i64 = 15;

/// The `application_id` of our files: "Glea".
pub(super) const APPLICATION_ID: i64 = 0x476c_6561;

/// A version further ahead than this is damage.
const VERSIONS_AHEAD_MAX: i64 = 1000;

/// `MIGRATIONS[n]` leads from version n to n + 1.
const MIGRATIONS: [&str; SCHEMA_VERSION as usize] = [
    include_str!("v1.sql"),
    include_str!("v2.sql"),
    include_str!("v3.sql"),
    include_str!("v4.sql"),
    include_str!("v5.sql"),
    include_str!("v6.sql"),
    include_str!("v7.sql"),
    include_str!("v8.sql"),
    include_str!("v9.sql"),
    include_str!("v10.sql"),
    include_str!("v11.sql"),
    include_str!("v12.sql"),
    include_str!("v13.sql"),
    include_str!("v14.sql"),
    include_str!("v15.sql"),
];

/// The kind of a database file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A library of the current version.
    Current,
    /// Not a library.
    Foreign,
    /// A library of a version that this program does not know.
    Future(i64),
    /// Has our tables, but a damaged `application_id` or version.
    Mislabelled,
}

/// The version of a library that an older program wrote; `None` for any other file.
pub(super) fn older_version(conn: &mut Connection) -> rusqlite::Result<Option<i64>> {
    let snapshot = conn.transaction()?;
    let is_older = recognise(&snapshot)?.is_none();
    Ok(Some(version(&snapshot)?).filter(|version| is_older && *version > 0))
}

/// Migrates the database to [`SCHEMA_VERSION`], unless it is newer or not a library.
pub(super) fn migrate(conn: &mut Connection) -> rusqlite::Result<FileKind> {
    // In one snapshot: if another process created the library between two queries, the file would
    // look foreign.
    let found = recognise(&*conn.transaction()?)?;
    if let Some(found) = found {
        return Ok(found);
    }
    // Making a table anew would delete its rows first, and with them the rows that refer to them.
    // The pragma has no effect within a transaction.
    conn.pragma_update(None, "foreign_keys", false)?;
    let migrated = migrate_locked(conn);
    conn.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn migrate_locked(conn: &mut Connection) -> rusqlite::Result<FileKind> {
    // Another process may have migrated it meanwhile, so look again under the write lock.
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(found) = recognise(&tx)? {
        return Ok(found);
    }
    let version = version(&tx)?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        tx.execute_batch(migration)?;
    }
    // A version may record more acts.
    triggers::adjust(&tx)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    tx.commit()?;
    Ok(FileKind::Current)
}

/// `None` means that the file is an older library, or empty.
pub(super) fn recognise(conn: &Connection) -> rusqlite::Result<Option<FileKind>> {
    let version = version(conn)?;
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        let is_empty: bool =
            conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| {
                row.get(0)
            })?;
        return if is_empty && application == 0 && version == 0 {
            Ok(None)
        } else if has_our_tables(conn)? {
            Ok(Some(FileKind::Mislabelled))
        } else {
            Ok(Some(FileKind::Foreign))
        };
    }
    Ok(match version {
        SCHEMA_VERSION => Some(FileKind::Current),
        wild if !(0..=SCHEMA_VERSION + VERSIONS_AHEAD_MAX).contains(&wild) => {
            Some(FileKind::Mislabelled)
        }
        newer if newer > SCHEMA_VERSION => Some(FileKind::Future(newer)),
        _ => None,
    })
}

fn has_our_tables(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'
         AND name IN ('feeds', 'entries', 'texts', 'bodies', 'departed')";
    Ok(conn.query_row(sql, [], |row| row.get::<_, i64>(0))? == 5)
}

fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_becomes_a_library_once() {
        let mut conn = Connection::open_in_memory().unwrap();
        assert_eq!(migrate(&mut conn).unwrap(), FileKind::Current);
        assert_eq!(version(&conn).unwrap(), SCHEMA_VERSION);
        assert_eq!(migrate(&mut conn).unwrap(), FileKind::Current);
    }

    #[test]
    fn a_library_of_the_first_version_becomes_one_of_this() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(MIGRATIONS[0]).unwrap();
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        conn.pragma_update(None, "user_version", 1).unwrap();
        conn.execute(
            "INSERT INTO feeds (feed_url, added, position)
             VALUES ('https://example.org/feed', 0, 0)",
            [],
        )
        .unwrap();
        assert_eq!(migrate(&mut conn).unwrap(), FileKind::Current);
        let wants: bool =
            conn.query_row("SELECT wants_full_text FROM feeds", [], |row| row.get(0)).unwrap();
        assert!(!wants && version(&conn).unwrap() == SCHEMA_VERSION);
    }

    #[test]
    fn a_library_of_the_version_before_keeps_its_feeds_and_gets_room_for_requests() {
        let mut conn = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..6] {
            conn.execute_batch(migration).unwrap();
        }
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        conn.pragma_update(None, "user_version", 6).unwrap();
        conn.execute(
            "INSERT INTO feeds (feed_url, added, position)
             VALUES ('https://example.org/feed', 0, 0)",
            [],
        )
        .unwrap();
        assert_eq!(migrate(&mut conn).unwrap(), FileKind::Current);
        let count = |table: &str| {
            conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!(
            (count("feeds"), count("activity"), version(&conn).unwrap()),
            (1, 0, SCHEMA_VERSION)
        );
    }

    #[test]
    fn a_newer_library_is_left_alone() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn).unwrap();
        conn.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
        assert_eq!(migrate(&mut conn).unwrap(), FileKind::Future(SCHEMA_VERSION + 1));
    }

    #[test]
    fn the_database_of_another_program_is_left_alone() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
        assert_eq!(migrate(&mut conn).unwrap(), FileKind::Foreign);
    }

    #[test]
    fn a_library_that_lost_its_mark_or_its_version_is_not_taken_for_anything_else() {
        for (pragma, value) in
            [("application_id", 7), ("user_version", 0x5a5a_5a5a), ("user_version", -3)]
        {
            let mut conn = Connection::open_in_memory().unwrap();
            migrate(&mut conn).unwrap();
            conn.pragma_update(None, pragma, value).unwrap();
            assert_eq!(migrate(&mut conn).unwrap(), FileKind::Mislabelled, "{pragma}");
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_version_as_it_was() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        conn.execute_batch("CREATE TABLE bodies (x TEXT)").unwrap();
        assert!(migrate(&mut conn).is_err());
        assert_eq!(version(&conn).unwrap(), 0);
        let folders: i64 = conn
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'folders'", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(folders, 0);
    }
}
