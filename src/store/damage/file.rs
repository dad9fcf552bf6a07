//! The files of a library, and whether one of them was cut off. Works before SQLite opens them.

use std::path::{Path, PathBuf};

use super::header;

/// The path of the write-ahead log.
pub(in crate::store) fn write_ahead_log(library: &Path) -> PathBuf {
    let mut name = library.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The problem with the length of a library file, if there is one.
///
/// SQLite treats an empty file as a new database, whatever its log contains, and reads zeros where
/// the last page is cut off. While there is a log, an incomplete last page is no damage: the rest
/// of it is in the log.
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
