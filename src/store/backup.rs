//! Backs the library up while it is in use, and restores it while no other process uses it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempPath;

use super::error::StoreError;
use super::open::Store;
use super::schema::{APPLICATION_ID, SCHEMA_VERSION};

/// Pages copied in one go.
const PAGES: i32 = 1024;

impl Store {
    /// Writes a compacted copy of one snapshot to a file, which must not exist.
    pub fn back_up(&self, path: &Path) -> Result<(), StoreError> {
        let text = path.to_str().ok_or_else(|| StoreError::Path { path: path.to_owned() })?;
        self.conn().execute("VACUUM INTO ?1", [text]).map_err(|source| {
            match source.sqlite_error_code() {
                // The library is damaged, not the file that is written.
                Some(ErrorCode::DatabaseCorrupt) => StoreError::Database(source),
                _ => StoreError::Open { source, path: path.to_owned() },
            }
        })?;
        Ok(())
    }
}

/// Replaces a library with a copy of one, in one transaction, after a check of the whole copy. The
/// library before is backed up to `aside` first.
///
/// Fails if another process has the library open: it would go on with the state that it remembers.
/// The returned store holds the library exclusively.
pub fn restore(library: &Path, copy: &Path, aside: &Path) -> Result<Store, StoreError> {
    let copy = checked(copy)?;
    let mut store = Store::open_alone(library)?;
    let repaged = repaged(&copy, &store, library)?;
    store.back_up(aside)?;
    {
        let source = repaged.as_ref().map_or(&copy, |repaged| &repaged.conn);
        let backup = Backup::new(source, store.conn_mut())?;
        backup.run_to_completion(PAGES, Duration::ZERO, None)?;
    }
    store.reopen()?;
    // Acts that wait in the backup may be older than the state of their servers.
    store.conn().execute("UPDATE accounts SET is_restored = 1", [])?;
    Ok(store)
}

/// The prefix of temporary files.
const COPY: &str = ".copy-";

/// A copy of the backup with other pages.
struct PageCopy {
    conn: Connection,
    /// Dropped last, because some systems cannot delete an open file.
    _file: TempPath,
}

/// A copy of the backup with pages of the library's size; `None` if the backup has them already.
/// SQLite cannot change the page size of a database with a write-ahead log, and other tools may
/// have written the backup with another size.
fn repaged(
    copy: &Connection,
    store: &Store,
    library: &Path,
) -> Result<Option<PageCopy>, StoreError> {
    let page_bytes =
        |conn: &Connection| conn.pragma_query_value(None, "page_size", |row| row.get::<_, i64>(0));
    let wanted = page_bytes(store.conn())?;
    if page_bytes(copy)? == wanted {
        return Ok(None);
    }
    let directory = library.parent().unwrap_or(Path::new("."));
    clear_copies(directory);
    let made = tempfile::Builder::new().prefix(COPY).tempfile_in(directory);
    let file = made
        .map_err(|source| StoreError::Directory { source, path: directory.to_owned() })?
        .into_temp_path();
    let text = file.to_str().ok_or_else(|| StoreError::Path { path: file.to_path_buf() })?;
    copy.pragma_update(None, "page_size", wanted)?;
    copy.execute("VACUUM INTO ?1", [text])?;
    Ok(Some(PageCopy { conn: Connection::open(&file)?, _file: file }))
}

/// Removes temporary files of an interrupted restore. The exclusive lock is ours, so no other
/// restore is running.
fn clear_copies(directory: &Path) {
    let Ok(found) = fs::read_dir(directory) else { return };
    for file in found.flatten().filter(|file| file.file_name().to_string_lossy().starts_with(COPY))
    {
        let _ = fs::remove_file(file.path());
    }
}

/// Opens a backup for reading after a check of all of its pages.
fn checked(path: &Path) -> Result<Connection, StoreError> {
    let not_whole = || StoreError::NotABackup { path: path.to_owned() };
    let refused = |source: rusqlite::Error| match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => not_whole(),
        _ => StoreError::Open { source, path: path.to_owned() },
    };
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(refused)?;
    let application: i64 =
        conn.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(refused)?;
    if application != APPLICATION_ID {
        return Err(not_whole());
    }
    let found: i64 =
        conn.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(refused)?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::FromTheFuture {
            found,
            supported: SCHEMA_VERSION,
            path: path.to_owned(),
        });
    }
    let verdict: String =
        conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(refused)?;
    if verdict == "ok" { Ok(conn) } else { Err(not_whole()) }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::store::NewFeed;

    /// A library with a feed.
    fn library(path: &Path, address: &str) -> Store {
        let mut store = Store::open(path).unwrap();
        store.add_feed(&NewFeed::at(address.parse().unwrap()), Timestamp::UNIX_EPOCH).unwrap();
        store
    }

    fn page_size(conn: &Connection) -> i64 {
        conn.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_copy_with_other_pages_is_restored_with_those_of_the_library() {
        for bytes in [512, 4096, 65_536] {
            let dir = tempfile::tempdir().unwrap();
            let [path, copy, aside] =
                ["library.db", "copy.db", "aside.db"].map(|name| dir.path().join(name));
            library(&dir.path().join("other.db"), "https://a.org/kept").back_up(&copy).unwrap();
            // As other tools write it.
            Connection::open(&copy)
                .unwrap()
                .execute_batch(&format!("PRAGMA page_size = {bytes}; VACUUM"))
                .unwrap();
            assert_eq!(page_size(&Connection::open(&copy).unwrap()), bytes);
            let before = page_size(library(&path, "https://a.org/before").conn());

            let store = restore(&path, &copy, &aside).unwrap();
            let addresses: Vec<_> = store
                .reader()
                .feeds()
                .unwrap()
                .into_iter()
                .map(|feed| feed.feed_url.to_string())
                .collect();
            assert_eq!(addresses, ["https://a.org/kept"]);
            assert_eq!(page_size(store.conn()), before);
            assert_eq!(store.check().unwrap(), Vec::<String>::new());
            drop(store);
            assert_eq!(Store::open(&aside).unwrap().reader().feeds().unwrap().len(), 1);
            let files = std::fs::read_dir(dir.path())
                .unwrap()
                .flatten()
                .map(|file| file.file_name().into_string().unwrap());
            assert_eq!(
                files.filter(|name| name.starts_with('.')).collect::<Vec<_>>(),
                [""; 0],
                "nothing is left behind"
            );
        }
    }
}
