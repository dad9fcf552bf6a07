//! Opening the library, for writing ([`Store`]) and for reading ([`Reader`]).

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::packing::Unpacker;
use super::schema::{self, Found, SCHEMA_VERSION};
use super::shards::Kept;
use super::values::count;

/// How long to wait for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How often switching to the write-ahead log is tried again while another process is at work, and how long after.
const WAL_TRIES: u32 = 200;
const WAL_PAUSE: Duration = Duration::from_millis(10);
/// Bytes a page. Packed bodies are some KB, so bigger pages than the default waste less at their ends.
const PAGE_BYTES: i64 = 8192;
/// Memory for pages of a reading connection, in KB (negative as SQLite wants it). It grows only as it is used.
const READER_CACHE_KB: i64 = -2048;
/// Memory for pages of the writing connection: enough for the indexes' pages that every entry touches.
const WRITER_CACHE_KB: i64 = -8192;
/// An act on so many entries gets more room, of so many KB.
const MANY: usize = 10_000;
const BURST_CACHE_KB: i64 = -131_072;
/// Pages of the write-ahead log after which it is written back.
const CHECKPOINT_PAGES: i64 = 2048;
/// The write-ahead log is cut back to this size once it was written back.
const JOURNAL_BYTES: i64 = 16 * 1024 * 1024;
/// Prepared statements kept.
const STATEMENTS: usize = 256;

/// The library open for reading: a snapshot a question, never waiting for a writer.
#[derive(Debug)]
pub struct Reader {
    pub(super) conn: Connection,
    pub(super) unpacker: Unpacker,
    pub(super) kept: Kept,
}

/// The library open for writing.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    seen_version: Cell<i64>,
}

impl Reader {
    /// Opens a library that a [`Store`] opened before.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        // Not SQLITE_OPEN_READ_ONLY: that one cannot make the shared-memory file when it is missing.
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|conn| {
            conn.pragma_update(None, "query_only", true)?;
            conn.pragma_update(None, "cache_size", READER_CACHE_KB)?;
            Ok(conn)
        });
        let conn = conn.map_err(|source| StoreError::Open { source, path: path.to_owned() })?;
        Ok(Self { conn, unpacker: Unpacker::default(), kept: Kept::default() })
    }

    /// A snapshot: every question until it is dropped sees the same library.
    pub(super) fn snapshot(&self) -> rusqlite::Result<Transaction<'_>> {
        Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)
    }
}

impl Store {
    /// Opens the library, creating or upgrading it as needed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory).map_err(|source| StoreError::Directory { source, path: directory.to_owned() })?;
        }
        let refused = |source| StoreError::Open { source, path: path.to_owned() };
        let mut conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE).map_err(refused)?;
        match schema::migrate(&mut conn).map_err(refused)? {
            Found::Current => {}
            Found::Foreign => return Err(StoreError::NotALibrary { path: path.to_owned() }),
            Found::Future(found) => {
                return Err(StoreError::FromTheFuture { found, supported: SCHEMA_VERSION, path: path.to_owned() });
            }
        }
        prepare_for_writing(&conn).map_err(refused)?;
        let seen_version = Cell::new(data_version(&conn).map_err(refused)?);
        Ok(Self { reader: Reader { conn, unpacker: Unpacker::default(), kept: Kept::default() }, seen_version })
    }

    /// The same library for questions.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Whether another process (or another handle) changed the library since this was last asked.
    pub fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        let version = data_version(self.conn())?;
        Ok(self.seen_version.replace(version) != version)
    }

    /// Looks through the whole file for damage; slow with a big library. The answer is what was found, in SQLite's words.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn().prepare("PRAGMA integrity_check")?;
        let found = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut found: Vec<String> = found.into_iter().filter(|line| line != "ok").collect();
        let wrong_counts = count(
            self.conn(),
            "SELECT count(*) FROM feeds WHERE unread_count <>
                (SELECT count(*) FROM entries WHERE entries.feed_id = feeds.id AND is_read = 0)",
        )?;
        if wrong_counts > 0 {
            found.push(format!("{wrong_counts} feeds have a wrong unread count"));
        }
        Ok(found)
    }

    /// Gives memory back that a burst of writing needed.
    pub fn release_memory(&self) -> Result<(), StoreError> {
        self.expect_many(0)?;
        Ok(self.conn().execute_batch("PRAGMA shrink_memory")?)
    }

    pub(super) fn conn(&self) -> &Connection {
        &self.reader.conn
    }

    pub(super) fn conn_mut(&mut self) -> &mut Connection {
        &mut self.reader.conn
    }

    /// After the file was replaced under the connection: it may be an older version, and settings of the connection may be others.
    pub(super) fn reopen(&mut self) -> Result<(), StoreError> {
        self.reader.unpacker = Unpacker::default();
        self.reader.kept = Kept::default();
        schema::migrate(self.conn_mut())?;
        Ok(prepare_for_writing(self.conn())?)
    }

    /// Room for an act on very many entries, whose pages would else be read again and again; [`Store::release_memory`] gives it back.
    pub(super) fn expect_many(&self, entries: usize) -> rusqlite::Result<()> {
        let kilobytes = if entries >= MANY { BURST_CACHE_KB } else { WRITER_CACHE_KB };
        self.conn().pragma_update(None, "cache_size", kilobytes)
    }

    /// A transaction that owns the write lock from the start, so that it cannot fail halfway for lack of it.
    pub(super) fn begin(&mut self) -> rusqlite::Result<Transaction<'_>> {
        self.reader.conn.transaction_with_behavior(TransactionBehavior::Immediate)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // Each handle stays on one thread at a time, so SQLite's own mutexes are not needed.
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // No mmap: an I/O error on a mapped file is a signal that kills the program, not an error that can be told.
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(conn)
}

fn prepare_for_writing(conn: &Connection) -> rusqlite::Result<()> {
    write_ahead(conn)?;
    conn.pragma_update(None, "cache_size", WRITER_CACHE_KB)?;
    // With NORMAL, acts since the last checkpoint would be lost when the power fails. FULL costs one flush an act, off the
    // UI thread, and a refresh saves many feeds in one transaction.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // A transaction keeps what it changes in memory until it ends. Spilling pages early would write those of the indexes,
    // which every entry touches, again and again: some 4 GB were written for 50,000 entries with it on.
    conn.pragma_update(None, "cache_spill", false)?;
    conn.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)
}

/// Switches to the write-ahead log. SQLite does not wait for others while it does that, so it is tried again.
fn write_ahead(conn: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        match conn.pragma_update(None, "journal_mode", "WAL") {
            Err(err) if err.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && tries < WAL_TRIES => {
                tries += 1;
                std::thread::sleep(WAL_PAUSE);
            }
            done => return done,
        }
    }
}

fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |row| row.get(0))
}
