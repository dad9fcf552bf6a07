//! Copies the library before a migration changes its schema.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::i18n::io_words;
use crate::store::error::{StoreError, reason};
use crate::store::lock::beside;

/// Copies that are kept. Those of the oldest versions are deleted first.
pub(in crate::store) const COPIES_KEPT: usize = 3;
const ENDING: &str = "before-v";

/// Writes the copy. If this fails, the library must not be migrated.
pub(in crate::store) fn keep_copy(
    conn: &Connection,
    library: &Path,
    from: i64,
    to: i64,
) -> Result<(), StoreError> {
    let place = name(library, to);
    let refused =
        |source: rusqlite::Error| StoreError::Copy { reason: reason(&source), path: place.clone() };
    let failed = |source: std::io::Error| StoreError::Copy {
        reason: io_words(&source),
        path: place.clone(),
    };
    let directory = library.parent().unwrap_or(Path::new("."));
    // SQLite writes into an existing file if it is empty. The file gets its final name only when it
    // is complete.
    let file = tempfile::Builder::new().prefix(".copy-").tempfile_in(directory).map_err(failed)?;
    let text =
        file.path().to_str().ok_or_else(|| StoreError::Path { path: file.path().to_owned() })?;
    conn.execute("VACUUM INTO ?1", [text]).map_err(refused)?;
    let copied: i64 = Connection::open(file.path())
        .and_then(|copy| copy.pragma_query_value(None, "user_version", |row| row.get(0)))
        .map_err(refused)?;
    // If another process has migrated the library meanwhile, it has also made the copy.
    if copied == from {
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&place).map_err(|err| failed(err.error))?;
        forget_oldest(library);
    }
    Ok(())
}

fn name(library: &Path, version: i64) -> PathBuf {
    beside(library, &format!("{ENDING}{version}"))
}

fn forget_oldest(library: &Path) {
    let mut versions = copies(library);
    versions.sort_unstable();
    let surplus = versions.len().saturating_sub(COPIES_KEPT);
    for version in versions.into_iter().take(surplus) {
        if let Err(err) = std::fs::remove_file(name(library, version)) {
            log::warn!("an old copy of the library stays: {err}");
        }
    }
}

/// The versions whose migration made a copy.
fn copies(library: &Path) -> Vec<i64> {
    let Some((directory, own)) = library.parent().zip(library.file_name()) else {
        return Vec::new();
    };
    let start = format!("{}.{ENDING}", own.to_string_lossy());
    let Ok(found) = std::fs::read_dir(directory) else { return Vec::new() };
    found
        .flatten()
        .filter_map(|file| file.file_name().to_str()?.strip_prefix(&start)?.parse().ok())
        .collect()
}
