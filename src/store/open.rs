//! Opening the library, for writing ([`Store`]) and for reading ([`Reader`]).

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::damage::file::torn;
use super::damage::{header, swap};
use super::error::StoreError;
use super::find::shards::Kept;
use super::lock::Lock;
use super::packing::{Dictionary, Unpacker};
use super::schema::{self, Found, SCHEMA_VERSION, before};

/// How long to wait for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How often switching to the write-ahead log is tried again while another process is at work, and
/// how long after.
const WAL_TRIES: u32 = 200;
const WAL_PAUSE: Duration = Duration::from_millis(10);
/// Bytes a page. Packed bodies are some KB, so bigger pages than the default waste less at their
/// ends.
const PAGE_BYTES: i64 = 8192;
/// Memory for pages of a reading connection, in KB (negative as SQLite wants it). It grows only as
/// it is used.
const READER_CACHE_KB: i64 = -2048;
/// Memory for pages of the writing connection: enough for the indexes' pages that every entry
/// touches.
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
    pub(super) dictionary: Dictionary,
    /// The number of entries up to which no dictionary could be made of their bodies.
    pub(super) untrained: i64,
    /// Goes last: a repair must not begin before the database is closed.
    _lock: Lock,
}

impl Reader {
    /// Opens a library that a [`Store`] opened before.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        // Not SQLITE_OPEN_READ_ONLY: that one cannot make the shared-memory file when it is
        // missing.
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
            std::fs::create_dir_all(directory)
                .map_err(|source| StoreError::Directory { source, path: directory.to_owned() })?;
        }
        swap::finish(path)?;
        Self::open_locked(path, Lock::shared(path)).map_err(|err| diagnose(path, err))
    }

    /// Opens the library for as long as nobody else has it open, and for them to wait.
    pub(super) fn open_alone(path: &Path) -> Result<Self, StoreError> {
        let lock = Lock::exclusive(path).map_err(|err| match err {
            StoreError::InUse { path } => StoreError::OpenElsewhere { path },
            other => other,
        })?;
        Self::open_locked(path, lock).map_err(|err| diagnose(path, err))
    }

    fn open_locked(path: &Path, lock: Lock) -> Result<Self, StoreError> {
        if let Some(what) = torn(path) {
            return Err(StoreError::Damaged { what, path: path.to_owned() });
        }
        let refused = |source| StoreError::Open { source, path: path.to_owned() };
        let mut conn =
            connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
                .map_err(refused)?;
        if let Some(version) = schema::older_version(&mut conn).map_err(refused)? {
            before::keep_copy(&conn, path, version, SCHEMA_VERSION)?;
        }
        match schema::migrate(&mut conn).map_err(refused)? {
            Found::Current => {}
            Found::Foreign => return Err(StoreError::NotALibrary { path: path.to_owned() }),
            Found::Mislabelled => {
                return Err(StoreError::Damaged { what: "its header", path: path.to_owned() });
            }
            Found::Future(found) => {
                return Err(StoreError::FromTheFuture {
                    found,
                    supported: SCHEMA_VERSION,
                    path: path.to_owned(),
                });
            }
        }
        prepare_for_writing(&conn).map_err(refused)?;
        let reader = Reader { conn, unpacker: Unpacker::default(), kept: Kept::default() };
        Ok(Self { reader, dictionary: Dictionary::default(), untrained: 0, _lock: lock })
    }

    /// The same library for questions.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Writes the log back and empties it.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        Ok(self.conn().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
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

    /// After the file was replaced under the connection, before anything was asked of it, so that
    /// nothing is remembered of the one before: it may be an older version, and settings of the
    /// connection may be others.
    pub(super) fn reopen(&mut self) -> Result<(), StoreError> {
        schema::migrate(self.conn_mut())?;
        Ok(prepare_for_writing(self.conn())?)
    }

    /// Room for an act on very many entries, whose pages would else be read again and again;
    /// [`Store::release_memory`] gives it back.
    pub(super) fn expect_many(&self, entries: usize) -> rusqlite::Result<()> {
        let kilobytes = if entries >= MANY { BURST_CACHE_KB } else { WRITER_CACHE_KB };
        self.conn().pragma_update(None, "cache_size", kilobytes)
    }

    /// A transaction that owns the write lock from the start, so that it cannot fail halfway for
    /// lack of it.
    pub(super) fn begin(&mut self) -> rusqlite::Result<Transaction<'_>> {
        self.reader.conn.transaction_with_behavior(TransactionBehavior::Immediate)
    }

    /// The same, with what bodies are packed with.
    pub(super) fn begin_packing(&mut self) -> rusqlite::Result<(Transaction<'_>, &mut Dictionary)> {
        let tx = self.reader.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok((tx, &mut self.dictionary))
    }
}

/// Damage to the header can look like many things; it is called what it is.
fn diagnose(path: &Path, err: StoreError) -> StoreError {
    let StoreError::Open { source, .. } = &err else { return err };
    let is_telling = matches!(
        source.sqlite_error_code(),
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen)
    );
    // The file is read only after SQLite has closed it: closing it here would take the locks of
    // every handle of this process.
    if is_telling
        && header::read(path).is_some_and(|bytes| !bytes.is_empty() && header::is_damaged(&bytes))
    {
        return StoreError::Damaged { what: "its header", path: path.to_owned() };
    }
    err
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // Each handle stays on one thread at a time, so SQLite's own mutexes are not needed.
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // No mmap: an I/O error on a mapped file is a signal that kills the program, not an error that
    // can be told.
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(conn)
}

fn prepare_for_writing(conn: &Connection) -> rusqlite::Result<()> {
    write_ahead(conn)?;
    conn.pragma_update(None, "cache_size", WRITER_CACHE_KB)?;
    // With NORMAL, acts since the last checkpoint would be lost when the power fails. FULL costs
    // one flush an act, off the UI thread, and a refresh saves many feeds in one transaction.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // A transaction keeps what it changes in memory until it ends. Spilling pages early would write
    // those of the indexes, which every entry touches, again and again: some 4 GB were written for
    // 50,000 entries with it on.
    conn.pragma_update(None, "cache_spill", false)?;
    conn.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)
}

/// Switches to the write-ahead log. SQLite does not wait for others while it does that, so it is
/// tried again.
fn write_ahead(conn: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        match conn.pragma_update(None, "journal_mode", "WAL") {
            Err(err)
                if err.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && tries < WAL_TRIES =>
            {
                tries += 1;
                std::thread::sleep(WAL_PAUSE);
            }
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::store::NewFeed;

    fn feeds(numbers: std::ops::Range<u32>) -> Vec<(NewFeed, Vec<String>)> {
        let url = |number| {
            Url::parse(&format!("https://example.org/{number}/{}", "long/".repeat(40))).unwrap()
        };
        numbers.map(|number| (NewFeed::at(url(number)), Vec::new())).collect()
    }

    #[test]
    fn a_library_that_has_no_room_to_grow_says_so_keeps_what_it_has_and_goes_on_when_there_is_room()
    {
        let dir = tempfile::tempdir().unwrap();
        let now = jiff::Timestamp::UNIX_EPOCH;
        let mut store = Store::open(&dir.path().join("library.db")).unwrap();
        store.import(&feeds(0..10), now).unwrap();
        let pages: i64 =
            store.conn().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = |store: &Store, pages: i64| {
            store
                .conn()
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
                .unwrap();
        };
        limit(&store, pages + 2);
        let err = store.import(&feeds(10..2000), now).unwrap_err();
        assert!(
            err.user_message().contains("the disk is full; make room and try again"),
            "{}",
            err.user_message()
        );
        assert!(!err.is_damage());
        assert_eq!(store.reader().feeds().unwrap().len(), 10);
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        limit(&store, 1_000_000);
        store.import(&feeds(10..2000), now).unwrap();
        assert_eq!(store.reader().feeds().unwrap().len(), 2000);
    }
}
