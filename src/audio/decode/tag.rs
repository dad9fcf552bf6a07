//! ID3v2 tags at the beginning of a file: chapters and pictures. They are read apart from the rest,
//! so that the size and the number of frames are known before anything parses them.

use std::io::{self, Cursor, Read as _, SeekFrom};

use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataBuffer, MetadataOptions, MetadataReader as _};
use symphonia::default::meta::Id3v2Reader;

/// The largest tag that is read. Larger ones are skipped.
pub const TAG_BYTES_MAX: u64 = 24 << 20;
/// Most tags in a row.
const TAGS_MAX: usize = 4;
/// Most frames of chapters in a tag. They may be within each other, and each is a function call
/// deeper.
const CHAPTER_FRAMES_MAX: usize = 512;

/// What the tags of a file say, and where they end.
#[derive(Default)]
pub(super) struct Tags {
    pub(super) found: Vec<MetadataBuffer>,
    pub(super) end: u64,
}

/// Reads the tags at the beginning.
pub(super) fn read_tags(reader: &mut dyn MediaSource) -> io::Result<Tags> {
    let mut tags = Tags::default();
    for _ in 0..TAGS_MAX {
        reader.seek(SeekFrom::Start(tags.end))?;
        let mut head = [0; 10];
        if !fill(reader, &mut head)? {
            break;
        }
        let Some(bytes) = tag_bytes(&head) else { break };
        if bytes <= TAG_BYTES_MAX {
            let mut tag = head.to_vec();
            reader.take(bytes - 10).read_to_end(&mut tag)?;
            tags.found.extend(parse(tag));
        }
        tags.end += bytes;
    }
    reader.seek(SeekFrom::Start(tags.end))?;
    Ok(tags)
}

/// Fills the buffer. Returns whether there was enough.
fn fill(reader: &mut dyn MediaSource, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(err) if err.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(err) => Err(err),
    }
}

/// The size of a tag with this head, in all. `None` if it is no tag.
fn tag_bytes(head: &[u8; 10]) -> Option<u64> {
    let [b'I', b'D', b'3', major, minor, flags, a, b, c, d] = *head else { return None };
    let size = [a, b, c, d];
    if major == 0xff || minor == 0xff || size.iter().any(|byte| byte & 0x80 != 0) {
        return None;
    }
    let body = size.iter().fold(0, |sum, byte| sum << 7 | u64::from(*byte));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    Some(10 + body + footer)
}

fn parse(tag: Vec<u8>) -> Option<MetadataBuffer> {
    let count = |name| memchr::memmem::find_iter(&tag, name).take(CHAPTER_FRAMES_MAX + 1).count();
    if count("CHAP") + count("CTOC") > CHAPTER_FRAMES_MAX {
        log::info!("a tag has too many chapters");
        return None;
    }
    let options = MediaSourceStreamOptions::default();
    let stream = MediaSourceStream::new(Box::new(Cursor::new(tag)), options);
    Id3v2Reader::try_new(stream, MetadataOptions::default()).ok()?.read_all().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_tag_is_in_seven_bits_each() {
        assert_eq!(tag_bytes(b"ID3\x04\x00\x00\x00\x00\x02\x01"), Some(10 + 257));
        assert_eq!(tag_bytes(b"ID3\x04\x00\x10\x00\x00\x00\x00"), Some(20), "with a footer");
        assert_eq!(tag_bytes(b"ID3\x04\x00\x00\x80\x00\x00\x00"), None);
        assert_eq!(tag_bytes(b"RIFF\x00\x00\x00\x00\x00\x00"), None);
    }

    #[test]
    fn a_tag_of_chapters_within_chapters_is_not_parsed() {
        let frame = b"CHAP\x00\x00\x00\x00\x00\x00";
        let mut tag = b"ID3\x03\x00\x00\x00\x00\x60\x00".to_vec();
        tag.extend(frame.repeat(CHAPTER_FRAMES_MAX + 1));
        assert!(parse(tag).is_none());
    }

    #[test]
    fn a_file_without_tags_begins_at_its_first_byte() {
        let mut file = Cursor::new(b"fLaC and more".to_vec());
        let tags = read_tags(&mut file).unwrap();
        assert_eq!((tags.found.len(), tags.end, file.position()), (0, 0, 0));
        let mut short = Cursor::new(b"ID".to_vec());
        assert_eq!(read_tags(&mut short).unwrap().end, 0);
    }
}
