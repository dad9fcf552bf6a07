//! Chapters of MP4 files, which the decoder does not read: the atom `moov/udta/chpl`, as Nero
//! defined it and ffmpeg and most podcast tools write it.

use std::io::{self, Read as _, SeekFrom};
use std::time::Duration;

use symphonia::core::io::MediaSource;

use super::chapters::{CHAPTERS_MAX, in_order, short};
use crate::model::Chapter;

/// The largest table of contents that is read for chapters. One of twelve hours has 20 MB.
const MOOV_BYTES_MAX: u64 = 32 << 20;
/// Most atoms at the top of a file that are looked at.
const ATOMS_MAX: usize = 64;

/// The chapters of a file whose first byte is at `base`. Leaves the reader anywhere.
pub(super) fn chapters(reader: &mut dyn MediaSource, base: u64) -> io::Result<Vec<Chapter>> {
    let Some(moov) = moov(reader, base)? else { return Ok(Vec::new()) };
    let list = atom(&moov, *b"udta").and_then(|udta| atom(udta, *b"chpl"));
    Ok(list.and_then(chapter_list).unwrap_or_default())
}

/// The content of the atom `moov`. `None` if this is no MP4 file.
fn moov(reader: &mut dyn MediaSource, base: u64) -> io::Result<Option<Vec<u8>>> {
    let mut at = base;
    for count in 0..ATOMS_MAX {
        reader.seek(SeekFrom::Start(at))?;
        let mut head = Vec::new();
        reader.take(16).read_to_end(&mut head)?;
        let Some((kind, bytes, head_bytes)) = atom_head(&head) else { return Ok(None) };
        if count == 0 && kind != *b"ftyp" {
            return Ok(None);
        }
        if kind == *b"moov" {
            if bytes > MOOV_BYTES_MAX {
                return Ok(None);
            }
            reader.seek(SeekFrom::Start(at + head_bytes))?;
            let mut content = Vec::new();
            reader.take(bytes - head_bytes).read_to_end(&mut content)?;
            return Ok(Some(content));
        }
        let Some(next) = at.checked_add(bytes) else { return Ok(None) };
        at = next;
    }
    Ok(None)
}

/// The name of an atom, its size in all, and the size of its head.
fn atom_head(head: &[u8]) -> Option<([u8; 4], u64, u64)> {
    let size = u32::from_be_bytes(*head.first_chunk()?);
    let kind = *head.get(4..)?.first_chunk()?;
    let (bytes, head_bytes) = match size {
        1 => (u64::from_be_bytes(*head.get(8..)?.first_chunk()?), 16),
        size => (u64::from(size), 8),
    };
    (bytes >= head_bytes).then_some((kind, bytes, head_bytes))
}

/// The content of the first atom with this name.
fn atom(mut content: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    while let Some((kind, bytes, head_bytes)) = atom_head(content) {
        let end = usize::try_from(bytes).ok()?;
        let found = content.get(usize::try_from(head_bytes).ok()?..end)?;
        if kind == name {
            return Some(found);
        }
        content = content.get(end..)?;
    }
    None
}

/// Version 1 has four unknown bytes before the number of chapters. Each has its start in units of
/// 100 ns, and a title with its length.
fn chapter_list(content: &[u8]) -> Option<Vec<Chapter>> {
    let version = *content.first()?;
    let mut rest = content.get(if version == 0 { 4 } else { 8 }..)?;
    let count = usize::from(*rest.first()?);
    rest = rest.get(1..)?;
    let mut chapters = Vec::new();
    for _ in 0..count.min(CHAPTERS_MAX) {
        let Some((start, after)) = rest.split_first_chunk() else { break };
        let Some((length, after)) = after.split_first() else { break };
        let Some((title, after)) = after.split_at_checked(usize::from(*length)) else { break };
        let start = Duration::from_micros(u64::from_be_bytes(*start) / 10);
        let title = short(&String::from_utf8_lossy(title));
        chapters.push(Chapter { start, end: None, title, url: None, picture: None });
        rest = after;
    }
    Some(in_order(chapters))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn packed(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], &name[..], content].concat()
    }

    fn list(chapters: &[(u64, &str)]) -> Vec<u8> {
        let mut bytes = vec![1, 0, 0, 0, 0, 0, 0, 0, u8::try_from(chapters.len()).unwrap()];
        for (secs, title) in chapters {
            bytes.extend((secs * 10_000_000).to_be_bytes());
            bytes.push(u8::try_from(title.len()).unwrap());
            bytes.extend(title.as_bytes());
        }
        bytes
    }

    fn found(file: Vec<u8>) -> Vec<(u64, String)> {
        let chapters = chapters(&mut Cursor::new(file), 0).unwrap();
        chapters.into_iter().map(|c| (c.start.as_secs(), c.title)).collect()
    }

    #[test]
    fn chapters_are_found_behind_the_sound() {
        let udta = packed(*b"udta", &packed(*b"chpl", &list(&[(0, "One"), (90, "Zwei \u{fc}")])));
        let file = [
            packed(*b"ftyp", b"M4A "),
            packed(*b"mdat", &[7; 100]),
            packed(*b"moov", &[packed(*b"mvhd", &[0; 20]), udta].concat()),
        ];
        assert_eq!(found(file.concat()), [(0, "One".into()), (90, "Zwei \u{fc}".into())]);
    }

    #[test]
    fn what_is_cut_or_lies_gives_the_chapters_before() {
        let mut cut = list(&[(0, "One"), (90, "Two")]);
        cut.truncate(cut.len() - 1);
        let file =
            [packed(*b"ftyp", b""), packed(*b"moov", &packed(*b"udta", &packed(*b"chpl", &cut)))];
        assert_eq!(found(file.concat()).len(), 1);
        assert_eq!(found(packed(*b"moov", b"")), [], "it does not begin as MP4 does");
        assert_eq!(found(b"\x00\x00\x00\x01ftyp\x00".to_vec()), []);
        assert_eq!(found(b"\x00\x00\x00\x02ftyp".to_vec()), [], "smaller than its own head");
    }
}
