//! One consistent copy of the library while it is in use, and back when nobody else uses it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempPath;

use super::error::StoreError;
use super::open::Store;
use super::schema::{APPLICATION_ID, SCHEMA_VERSION};

/// Pages that are copied at a time.
const PAGES: i32 = 1024;

impl Store {
    /// Writes a copy to a file that does not exist yet: whole, compacted, in one snapshot.
    pub fn back_up(&self, path: &Path) -> Result<(), StoreError> {
        let text = path.to_str().ok_or_else(|| StoreError::Path { path: path.to_owned() })?;
        self.conn().execute("VACUUM INTO ?1", [text]).map_err(|source| {
            match source.sqlite_error_code() {
                // Of what is read, not of the file that is written.
                Some(ErrorCode::DatabaseCorrupt) => StoreError::Database(source),
                _ => StoreError::Open { source, path: path.to_owned() },
            }
        })?;
        Ok(())
    }
}

/// Puts a copy in the place of a library, in one transaction, once the copy was found to be whole;
/// what was there is copied aside before. Nobody else may have the library open, or they would go
/// on with what they know of the one before. It stays theirs alone who hold the store.
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
    Ok(store)
}

/// How the names of its files begin.
const COPY: &str = ".copy-";

/// A copy of a copy.
struct Repaged {
    conn: Connection,
    /// Goes last: an open file cannot be deleted everywhere.
    _file: TempPath,
}

/// The copy with pages as large as those of the library, unless they are: a library with a log
/// takes no others. Some tools leave them.
fn repaged(
    copy: &Connection,
    store: &Store,
    library: &Path,
) -> Result<Option<Repaged>, StoreError> {
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
    Ok(Some(Repaged { conn: Connection::open(&file)?, _file: file }))
}

/// Removes what a restore that was interrupted left behind; nobody else restores now.
fn clear_copies(directory: &Path) {
    let Ok(found) = fs::read_dir(directory) else { return };
    for file in found.flatten().filter(|file| file.file_name().to_string_lossy().starts_with(COPY))
    {
        let _ = fs::remove_file(file.path());
    }
}

/// Opens a copy for reading after looking through all of it.
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
            // As other tools leave it behind.
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
