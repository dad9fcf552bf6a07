//! A file of a device: a header, compressed lines, and a hash of everything before. A file that is
//! not whole is not there yet.

use std::io::Read as _;

use super::cipher::{Cipher, NONCE_BYTES};
use super::device::DeviceId;
use super::lines::{LINE_BYTES_MAX, parse_line, write_line};
use super::record::Line;

const MAGIC: &[u8; 8] = b"GLEANER\n";
/// The version of the format.
pub(super) const FORMAT: u8 = 1;
const HASH_BYTES: usize = 32;
const HEADER_BYTES: usize = 8 + 3 + 16 + 8 + 8;
const IS_ENCRYPTED: u8 = 1;

/// A larger file is not read.
pub(super) const FILE_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// A file that unpacks to more is not read.
const UNPACKED_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Memory that unpacking may take, as a power of two.
const WINDOW_LOG_MAX: u32 = 24;
const ZSTD_LEVEL: i32 = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Operations one after another, sealed or not.
    Segment,
    /// The registers that operations came to.
    Base,
    About,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub kind: Kind,
    pub device: DeviceId,
    /// The numbers of its first and last operation.
    pub first: u64,
    pub last: u64,
}

/// A file that could be read. Lines that this version does not know are `None`.
#[derive(Debug, PartialEq)]
pub struct Contents {
    pub header: Header,
    pub lines: Vec<Option<Line>>,
    /// The lines as text, for [`Kind::About`].
    pub text: String,
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not whole yet, or is not one of our files.
    Incomplete,
    /// A newer version of the program wrote it.
    FromFuture,
    /// It is whole, but not as the program writes it, or unpacks to too much.
    Malformed,
    /// It is encrypted, and no passphrase is known.
    NeedsPassphrase,
    /// It is encrypted with another passphrase.
    WrongPassphrase,
    /// It is not encrypted, and others are.
    NotEncrypted,
}

/// The bytes of a file with these lines. `None` if they cannot be compressed or encrypted.
#[must_use]
pub fn encode(header: Header, lines: &[Line], cipher: Option<&Cipher>) -> Option<Vec<u8>> {
    let text: String = lines.iter().map(|line| write_line(line) + "\n").collect();
    encode_text(header, &text, cipher)
}

pub(super) fn encode_text(header: Header, text: &str, cipher: Option<&Cipher>) -> Option<Vec<u8>> {
    let mut body = zstd::bulk::compress(text.as_bytes(), ZSTD_LEVEL).ok()?;
    let mut bytes = head(header, cipher.is_some());
    if let Some(cipher) = cipher {
        let nonce = cipher.seal(header.device, &bytes, &mut body)?;
        bytes.extend(nonce);
    }
    bytes.extend(body);
    Some(with_hash(bytes))
}

/// The bytes with the hash that makes them whole.
#[must_use]
pub fn with_hash(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend(blake3::hash(&bytes).as_bytes());
    bytes
}

fn head(header: Header, is_encrypted: bool) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let kind = match header.kind {
        Kind::Segment => 0,
        Kind::Base => 1,
        Kind::About => 2,
    };
    bytes.extend([FORMAT, if is_encrypted { IS_ENCRYPTED } else { 0 }, kind]);
    bytes.extend(header.device.as_str().as_bytes());
    bytes.extend(header.first.to_le_bytes());
    bytes.extend(header.last.to_le_bytes());
    bytes
}

/// Reads a file. Never trusts it: sizes are bounded, and nothing is used before the hash fits.
pub fn decode(bytes: &[u8], cipher: Option<&Cipher>) -> Result<Contents, Refusal> {
    let (whole, hash) = bytes.split_last_chunk::<HASH_BYTES>().ok_or(Refusal::Incomplete)?;
    let (head, rest) = whole.split_at_checked(HEADER_BYTES).ok_or(Refusal::Incomplete)?;
    if !head.starts_with(MAGIC) || blake3::hash(whole).as_bytes() != hash {
        return Err(Refusal::Incomplete);
    }
    if head.get(8).is_some_and(|format| *format > FORMAT) {
        return Err(Refusal::FromFuture);
    }
    let (header, is_encrypted) = parse_head(head).ok_or(Refusal::Malformed)?;
    let body = match (is_encrypted, cipher) {
        (false, None) => rest.to_vec(),
        (false, Some(_)) => return Err(Refusal::NotEncrypted),
        (true, None) => return Err(Refusal::NeedsPassphrase),
        (true, Some(cipher)) => {
            let (nonce, body) =
                rest.split_first_chunk::<NONCE_BYTES>().ok_or(Refusal::Malformed)?;
            cipher.open(header.device, head, *nonce, body).ok_or(Refusal::WrongPassphrase)?
        }
    };
    let text = unpack(&body).ok_or(Refusal::Malformed)?;
    contents(header, text).ok_or(Refusal::Malformed)
}

fn parse_head(head: &[u8]) -> Option<(Header, bool)> {
    let [format, flags, kind] = *head.get(8..11)?.first_chunk::<3>()?;
    let kind = match kind {
        0 => Kind::Segment,
        1 => Kind::Base,
        2 => Kind::About,
        _ => return None,
    };
    let device = DeviceId::parse(std::str::from_utf8(head.get(11..27)?).ok()?)?;
    let first = u64::from_le_bytes(*head.get(27..35)?.first_chunk()?);
    let last = u64::from_le_bytes(*head.get(35..43)?.first_chunk()?);
    let is_valid = format == FORMAT && flags <= IS_ENCRYPTED && first <= last;
    is_valid.then_some((Header { kind, device, first, last }, flags == IS_ENCRYPTED))
}

fn unpack(body: &[u8]) -> Option<String> {
    let mut decoder = zstd::stream::read::Decoder::new(body).ok()?.single_frame();
    decoder.window_log_max(WINDOW_LOG_MAX).ok()?;
    let mut text = String::new();
    decoder.take(UNPACKED_BYTES_MAX + 1).read_to_string(&mut text).ok()?;
    (text.len() as u64 <= UNPACKED_BYTES_MAX).then_some(text)
}

fn contents(header: Header, text: String) -> Option<Contents> {
    match header.kind {
        Kind::About => {
            let is_small = text.len() <= LINE_BYTES_MAX;
            is_small.then_some(Contents { header, lines: Vec::new(), text })
        }
        Kind::Segment => {
            let number = header.last.checked_sub(header.first)?.checked_add(1)?;
            let lines: Vec<_> = text.lines().map(parse_line).collect();
            (lines.len() as u64 == number).then_some(Contents {
                header,
                lines,
                text: String::new(),
            })
        }
        Kind::Base => {
            let lines = text.lines().map(parse_line).collect();
            Some(Contents { header, lines, text: String::new() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder_sync::{Clock, Record, RowId, RowKey, Table};

    fn line(title: &str) -> Line {
        let row = RowKey { table: Table::Feed, id: RowId(1) };
        let value = title.into();
        Record::Row { row, field: "title".into(), value, clock: Clock(9) }.into()
    }

    fn header(first: u64, last: u64) -> Header {
        Header { kind: Kind::Segment, device: DeviceId::from_random([3; 16]), first, last }
    }

    #[test]
    fn a_segment_comes_back_and_a_cut_or_changed_one_is_not_there_yet() {
        let lines = [line("a"), line("b")];
        let bytes = encode(header(4, 5), &lines, None).unwrap();
        let read = decode(&bytes, None).unwrap();
        assert_eq!(read.header, header(4, 5));
        assert_eq!(read.lines, lines.map(Some));
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end], None), Err(Refusal::Incomplete), "{end}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(decode(&changed, None), Err(Refusal::Incomplete), "{at}");
        }
    }

    fn with_new_hash(mut bytes: Vec<u8>) -> Vec<u8> {
        bytes.truncate(bytes.len() - HASH_BYTES);
        with_hash(bytes)
    }

    #[test]
    fn a_file_from_the_future_is_told_apart() {
        let mut bytes = encode(header(1, 1), &[line("a")], None).unwrap();
        bytes[8] = 2;
        assert_eq!(decode(&with_new_hash(bytes), None), Err(Refusal::FromFuture));
    }

    #[test]
    fn a_file_with_a_number_of_lines_other_than_it_says_is_malformed() {
        let bytes = encode(header(1, 3), &[line("a")], None).unwrap();
        assert_eq!(decode(&bytes, None), Err(Refusal::Malformed));
    }

    #[test]
    fn a_file_that_unpacks_to_too_much_is_malformed() {
        let bomb = "\n".repeat(usize::try_from(UNPACKED_BYTES_MAX).unwrap() + 1);
        let base = Header { kind: Kind::Base, ..header(1, 1) };
        let bytes = encode_text(base, &bomb, None).unwrap();
        assert!(bytes.len() < 100_000);
        assert_eq!(decode(&bytes, None), Err(Refusal::Malformed));
    }

    /// The bound: a million marks, each made alone, take at most 15 MB.
    #[test]
    fn a_mark_takes_at_most_fifteen_bytes() {
        let (feeds, each) = (50_u64, 2_000_u64);
        let mut number = 1_u64;
        let mut lines: Vec<Line> = Vec::new();
        for feed in 0..feeds {
            let group = |at: u64| {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let millis = 1_790_000_000_000 + (at * feeds + feed) * 61_537;
                (Clock::at(millis), vec![crate::folder_sync::EntryName(number)])
            };
            let groups = (0..each).map(group).collect();
            let (kind, is_on) = (crate::folder_sync::MarkKind::Read, true);
            let marks = crate::folder_sync::Marks { feed: RowId(feed), kind, is_on, groups };
            lines.push(Record::Marks(marks).into());
        }
        let base = Header { kind: Kind::Base, ..header(9, 9) };
        let bytes = encode(base, &lines, None).unwrap().len() as u64;
        assert!(bytes <= feeds * each * 15, "{} bytes each", bytes / (feeds * each));
    }

    #[test]
    fn encryption_is_all_or_nothing() {
        let (one, two) = (Cipher::with_rounds("a", 1), Cipher::with_rounds("b", 1));
        let open = encode(header(1, 1), &[line("a")], None).unwrap();
        let closed = encode(header(1, 1), &[line("a")], Some(&one)).unwrap();
        assert!(!String::from_utf8_lossy(&closed).contains("title"));
        assert_eq!(decode(&closed, Some(&one)).unwrap().lines, [Some(line("a"))]);
        assert_eq!(decode(&closed, Some(&two)), Err(Refusal::WrongPassphrase));
        assert_eq!(decode(&closed, None), Err(Refusal::NeedsPassphrase));
        assert_eq!(decode(&open, Some(&one)), Err(Refusal::NotEncrypted));
    }
}
