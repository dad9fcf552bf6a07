//! Checks the write-ahead log for damage.
//!
//! SQLite reads the log up to the first invalid frame, and takes the rest for a transaction that a
//! crash interrupted. If complete transactions follow, it was not a crash, and acts are lost. The
//! format is described at <https://www.sqlite.org/walformat.html>.

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const MAGIC_LITTLE: u32 = 0x377f_0682;
const MAGIC_BIG: u32 = 0x377f_0683;
/// Transactions that a power failure can interrupt: one, whose frames reach the disk in any order.
const TRANSACTIONS_TORN: usize = 1;

/// Whether complete transactions follow an invalid frame.
pub(in crate::store) fn is_damaged(log: &[u8]) -> bool {
    let Some(header) = log.get(..HEADER) else { return false };
    let is_big = match big_endian(header, 0) {
        Some(MAGIC_LITTLE) => false,
        Some(MAGIC_BIG) => true,
        // SQLite reads nothing of a log with an invalid header, so every transaction in it is lost.
        _ => return log.len() > HEADER,
    };
    let Some(page_size) =
        big_endian(header, 8).map(|size| size as usize).filter(|size| size.is_power_of_two())
    else {
        return true;
    };
    let salts = header.get(16..24);
    let mut sum = checksum(header.get(..24).unwrap_or_default(), (0, 0), is_big);
    if Some(sum) != big_endian(header, 24).zip(big_endian(header, 28)) {
        return true;
    }
    let mut is_readable = true;
    let mut lost = 0;
    for frame in log.get(HEADER..).unwrap_or_default().chunks_exact(FRAME_HEADER + page_size) {
        let (head, page) = frame.split_at(FRAME_HEADER);
        // Frames with other salts are left over from before the last checkpoint.
        if head.get(8..16) != salts {
            is_readable = false;
            continue;
        }
        if is_readable {
            sum = checksum(page, checksum(head.get(..8).unwrap_or_default(), sum, is_big), is_big);
            is_readable = Some(sum) == big_endian(head, 16).zip(big_endian(head, 20));
        }
        let ends_transaction = big_endian(head, 4).is_some_and(|pages| pages > 0);
        lost += usize::from(!is_readable && ends_transaction);
    }
    lost > TRANSACTIONS_TORN
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// SQLite's checksum over pairs of words.
fn checksum(bytes: &[u8], start: (u32, u32), is_big: bool) -> (u32, u32) {
    let word = |bytes: &[u8]| {
        let word = bytes.try_into().unwrap_or_default();
        if is_big { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
    };
    bytes.chunks_exact(8).fold(start, |(one, two), pair| {
        let (first, second) = pair.split_at(4);
        let one = one.wrapping_add(word(first)).wrapping_add(two);
        (one, two.wrapping_add(word(second)).wrapping_add(one))
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// The log of a library after so many transactions, the first of which were written back before
    /// the last ones.
    fn log_of(transactions: u32, later: u32) -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; CREATE TABLE words (word TEXT)",
        )
        .unwrap();
        let write = |number: u32| {
            (0..number).for_each(|_| {
                _ = conn.execute("INSERT INTO words VALUES (hex(zeroblob(2000)))", []).unwrap();
            });
        };
        write(transactions);
        if later > 0 {
            conn.execute_batch("PRAGMA wal_checkpoint(RESTART)").unwrap();
            write(later);
        }
        std::fs::read(super::super::file::write_ahead_log(&path)).unwrap()
    }

    fn damaged_at(log: &[u8], place: usize) -> bool {
        let mut log = log.to_vec();
        log[place] ^= 0x5a;
        is_damaged(&log)
    }

    #[test]
    fn a_sound_log_is_not_called_damaged_whatever_lies_behind_it() {
        for log in [log_of(20, 0), log_of(20, 3), Vec::new(), log_of(20, 0)[..50_000].to_vec()] {
            assert!(!is_damaged(&log), "{} bytes", log.len());
        }
    }

    #[test]
    fn damage_is_told_from_a_transaction_that_was_under_way() {
        let log = log_of(20, 0);
        assert!(
            [0, 9, 20, 28, 40, 5000, log.len() / 2]
                .into_iter()
                .all(|place| damaged_at(&log, place))
        );
        assert!(!damaged_at(&log, log.len() - 10), "the last transaction may have been cut off");
        assert!(
            !damaged_at(&log_of(20, 3), log.len() - 10),
            "what was written back before is of no use any more"
        );
    }
}
