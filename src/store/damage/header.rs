//! The first hundred bytes of a database file, without which SQLite reads nothing: checks them, and
//! restores them in a copy. Most of them are the same in all libraries.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::store::schema::APPLICATION_ID;

/// Bytes of the header.
const HEADER_BYTES: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Offset and value of the payload fractions, which the file format fixes.
const FRACTIONS: (usize, [u8; 3]) = (21, [64, 32, 32]);
/// All libraries have pages of this size.
const PAGE_BYTES: u16 = 8192;
const PAGE_SIZE_AT: usize = 16;
const FORMATS_AT: usize = 18;
const RESERVED_AT: usize = 20;
const PAGE_COUNT_AT: usize = 28;
const FREE_PAGES_AT: usize = 32;
const SCHEMA_FORMAT_AT: usize = 44;
const LARGEST_ROOT_AT: usize = 52;
const INCREMENTAL_AT: usize = 64;
const ENCODING_AT: usize = 56;
const APPLICATION_ID_AT: usize = 68;

/// The header of a file, or as much of it as there is.
pub(in crate::store) fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    File::open(path).ok()?.take(HEADER_BYTES as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Whether a library file of this length has only complete pages.
pub(in crate::store) fn is_whole(bytes: u64) -> bool {
    bytes.is_multiple_of(PAGE_BYTES.into())
}

/// Whether the header is not the header of a library.
pub(in crate::store) fn is_damaged(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..HEADER_BYTES) else { return true };
    let at = |at: usize, expected: &[u8]| header.get(at..at + expected.len()) == Some(expected);
    let is_sized = at(PAGE_SIZE_AT, &PAGE_BYTES.to_be_bytes());
    let is_formatted = header
        .get(FORMATS_AT..FORMATS_AT + 2)
        .is_some_and(|formats| formats.iter().all(|format| (1..=2).contains(format)));
    let is_ours = at(APPLICATION_ID_AT, &i32_of(APPLICATION_ID)) || at(APPLICATION_ID_AT, &[0; 4]);
    !(at(0, MAGIC)
        && is_sized
        && is_formatted
        && at(RESERVED_AT, &[0])
        && at(FRACTIONS.0, &FRACTIONS.1)
        && is_ours)
}

/// Restores the fields of a header that are the same in all libraries, and fills up the last page.
/// Changes nothing after the header.
pub(in crate::store) fn mend(bytes: &mut Vec<u8>) {
    // An empty file gets a page too: otherwise SQLite would ignore the log, which may contain the
    // whole library.
    bytes.resize(bytes.len().max(1).next_multiple_of(PAGE_BYTES.into()), 0);
    let pages = u32::try_from(bytes.len() / usize::from(PAGE_BYTES)).unwrap_or(u32::MAX);
    let mut put = |at: usize, value: &[u8]| {
        if let Some(place) = bytes.get_mut(at..at + value.len()) {
            place.copy_from_slice(value);
        }
    };
    put(0, MAGIC);
    put(PAGE_SIZE_AT, &PAGE_BYTES.to_be_bytes());
    put(FORMATS_AT, &[2, 2, 0]);
    put(FRACTIONS.0, &FRACTIONS.1);
    put(PAGE_COUNT_AT, &pages.to_be_bytes());
    // The list of free pages is not needed, because everything is copied.
    put(FREE_PAGES_AT, &[0; 8]);
    // Our libraries never use incremental vacuum.
    put(LARGEST_ROOT_AT, &[0; 4]);
    put(INCREMENTAL_AT, &[0; 4]);
    put(SCHEMA_FORMAT_AT, &[0, 0, 0, 4]);
    put(ENCODING_AT, &[0, 0, 0, 1]);
    put(APPLICATION_ID_AT, &i32_of(APPLICATION_ID));
}

fn i32_of(value: i64) -> [u8; 4] {
    i32::try_from(value).unwrap_or_default().to_be_bytes()
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn library() -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        drop(crate::store::Store::open(&path).unwrap());
        std::fs::read(path).unwrap()
    }

    #[test]
    fn a_sound_header_is_not_called_damaged() {
        assert!(!is_damaged(&library()));
        assert!(is_damaged(&library()[..90]));
    }

    #[test]
    fn a_header_of_noise_is_set_right_so_that_the_library_can_be_read() {
        let mut bytes = library();
        bytes[..HEADER_BYTES].fill(0x5a);
        assert!(is_damaged(&bytes));
        mend(&mut bytes);
        assert!(!is_damaged(&bytes));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mended.db");
        std::fs::write(&path, bytes).unwrap();
        let conn = Connection::open(path).unwrap();
        let feeds: i64 =
            conn.query_row("SELECT count(*) FROM feeds", [], |row| row.get(0)).unwrap();
        assert_eq!(feeds, 0);
    }
}
