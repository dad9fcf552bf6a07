//! Tells from a library's files alone, before SQLite opens them, whether they are whole.

use std::path::{Path, PathBuf};

use super::header;

/// The file of the write-ahead log.
pub(in crate::store) fn write_ahead_log(library: &Path) -> PathBuf {
    let mut name = library.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// What is wrong with the length of a library, if anything. SQLite takes an empty file for a new
/// database whatever is in its log, and reads zeros where the last page breaks off; what is in the
/// log belongs to a file that is not written to its end yet.
pub(in crate::store) fn torn(library: &Path) -> Option<&'static str> {
    let bytes = length(library)?;
    let has_log = length(&write_ahead_log(library)).is_some_and(|bytes| bytes > 0);
    if bytes == 0 {
        return has_log.then_some("the file is empty, its log is not");
    }
    let is_cut = !has_log
        && !header::is_whole(bytes)
        && header::read(library).is_some_and(|header| !header::is_damaged(&header));
    is_cut.then_some("its last page is cut off")
}

fn length(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|data| data.len())
}
