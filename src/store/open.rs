//! Opens the library, for writing ([`Store`]) and for reading ([`Reader`]).

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::damage::file::torn;
use super::damage::{header, swap};
use super::error::StoreError;
use super::find::shards::AnswerCache;
use super::lock::Lock;
use super::packing::{Dictionary, Unpacker};
use super::schema::{self, FileKind, SCHEMA_VERSION, before};
use super::signing::Signer;

/// How long a write waits for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How often switching to the write-ahead log is tried again while another process uses the
/// library, and the pause between two tries.
const WAL_TRIES: u32 = 200;
const WAL_PAUSE: Duration = Duration::from_millis(10);
/// Bytes of a page. Compressed bodies have some KB, so larger pages than the default waste less.
const PAGE_BYTES: i64 = 8192;
/// Page cache of a reading connection, in KB (negative numbers mean KB in SQLite). It grows only
/// with use.
const READER_CACHE_KB: i64 = -2048;
/// Page cache of the writing connection, in KB: enough for the pages of the indexes, which every
/// entry touches.
const WRITER_CACHE_KB: i64 = -8192;
/// An act on this many entries gets a page cache of `BURST_CACHE_KB`.
const MANY: usize = 10_000;
const BURST_CACHE_KB: i64 = -131_072;
/// Pages of the write-ahead log after which it is checkpointed.
const CHECKPOINT_PAGES: i64 = 2048;
/// Size to which the write-ahead log is cut after a checkpoint.
const JOURNAL_BYTES: i64 = 16 * 1024 * 1024;
/// Cached prepared statements.
const STATEMENTS: usize = 256;

/// The library open for reading. Each query sees a snapshot and never waits for a writer.
#[derive(Debug)]
pub struct Reader {
    pub(super) conn: Connection,
    pub(super) unpacker: Unpacker,
    pub(super) answers: AnswerCache,
}

/// The library open for writing.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    pub(super) dictionary: Dictionary,
    /// The number of entries up to which no dictionary could be made of their bodies.
    pub(super) untrained: i64,
    /// Makes the signatures of entries while they are saved.
    pub(super) signer: Option<Signer>,
    /// Dropped last: a repair must not start before the database is closed.
    _lock: Lock,
}

impl Reader {
    /// Opens a library that a [`Store`] has created or upgraded.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        // Not SQLITE_OPEN_READ_ONLY: such a connection cannot create a missing shared-memory file.
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|conn| {
            conn.pragma_update(None, "query_only", true)?;
            conn.pragma_update(None, "cache_size", READER_CACHE_KB)?;
            Ok(conn)
        });
        let conn = conn.map_err(|source| StoreError::Open { source, path: path.to_owned() })?;
        Ok(Self { conn, unpacker: Unpacker::default(), answers: AnswerCache::default() })
    }

    /// A snapshot. All queries see the same library until it is dropped.
    pub(super) fn snapshot(&self) -> rusqlite::Result<Transaction<'_>> {
        Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)
    }
}

impl Store {
    /// Opens the library. Creates it or upgrades its schema if needed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory)
                .map_err(|source| StoreError::Directory { source, path: directory.to_owned() })?;
        }
        swap::finish(path)?;
        Self::open_locked(path, Lock::shared(path)).map_err(|err| diagnose(path, err))
    }

    /// Opens the library exclusively; other processes wait. Fails if one has it open.
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
            FileKind::Current => {}
            FileKind::Foreign => return Err(StoreError::NotALibrary { path: path.to_owned() }),
            FileKind::Mislabelled => {
                return Err(StoreError::Damaged { what: "its header", path: path.to_owned() });
            }
            FileKind::Future(found) => {
                return Err(StoreError::FromTheFuture {
                    found,
                    supported: SCHEMA_VERSION,
                    path: path.to_owned(),
                });
            }
        }
        prepare_for_writing(&conn).map_err(refused)?;
        let reader =
            Reader { conn, unpacker: Unpacker::default(), answers: AnswerCache::default() };
        Ok(Self {
            reader,
            dictionary: Dictionary::default(),
            untrained: 0,
            signer: None,
            _lock: lock,
        })
    }

    /// The same library for reading.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Checkpoints the write-ahead log and empties it.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        Ok(self.conn().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Frees the page cache that a large write needed.
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

    /// Prepares the connection again after the file was replaced under it. The new file may have an
    /// older schema and other settings. Must come before any other query.
    pub(super) fn reopen(&mut self) -> Result<(), StoreError> {
        schema::migrate(self.conn_mut())?;
        Ok(prepare_for_writing(self.conn())?)
    }

    /// Enlarges the page cache for an act on very many entries, which would read the same pages
    /// again and again otherwise. [`Store::release_memory`] frees it.
    pub(super) fn expect_many(&self, entries: usize) -> rusqlite::Result<()> {
        let kilobytes = if entries >= MANY { BURST_CACHE_KB } else { WRITER_CACHE_KB };
        self.conn().pragma_update(None, "cache_size", kilobytes)
    }

    /// Where SQLite keeps what it needs to roll back a savepoint: in a file, unless this is
    /// `MEMORY`. There, an act on a whole library would take too much.
    pub(super) fn set_temporary_store(&self, place: &str) -> rusqlite::Result<()> {
        self.conn().pragma_update(None, "temp_store", place)
    }

    /// A transaction that takes the write lock at once, so that it cannot fail halfway because
    /// another process has it.
    pub(super) fn begin(&mut self) -> rusqlite::Result<Transaction<'_>> {
        self.reader.conn.transaction_with_behavior(TransactionBehavior::Immediate)
    }

    /// Like [`Self::begin`], with the dictionary for compressing bodies.
    pub(super) fn begin_packing(&mut self) -> rusqlite::Result<(Transaction<'_>, &mut Dictionary)> {
        let tx = self.reader.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok((tx, &mut self.dictionary))
    }
}

/// SQLite reports a damaged header as various other errors; this returns the right one.
fn diagnose(path: &Path, err: StoreError) -> StoreError {
    let StoreError::Open { source, .. } = &err else { return err };
    let is_telling = matches!(
        source.sqlite_error_code(),
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen)
    );
    // Read the file only after SQLite has closed it: closing it here would release the POSIX locks
    // of every handle of this process.
    if is_telling
        && header::read(path).is_some_and(|bytes| !bytes.is_empty() && header::is_damaged(&bytes))
    {
        return StoreError::Damaged { what: "its header", path: path.to_owned() };
    }
    err
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // A connection is never used by two threads at a time, so SQLite's mutexes are not needed.
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // No mmap: an I/O error on a mapped file is a signal that kills the program, not an error that
    // can be reported.
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(conn)
}

fn prepare_for_writing(conn: &Connection) -> rusqlite::Result<()> {
    write_ahead(conn)?;
    conn.pragma_update(None, "cache_size", WRITER_CACHE_KB)?;
    // With NORMAL, acts since the last checkpoint would be lost in a power failure. FULL costs one
    // flush per act, off the UI thread, and a refresh saves many feeds in one transaction.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // A transaction keeps its changes in memory until it ends. Spilling would write the pages of
    // the indexes, which every entry touches, again and again: 4 GB for 50,000 entries.
    conn.pragma_update(None, "cache_spill", false)?;
    conn.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)
}

/// Switches to the write-ahead log. SQLite does not honour the busy timeout here, so this tries
/// again.
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
            err.user_message().contains("the disk is full; free some space and try again"),
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
