//! What a file is by its first bytes, for the words about one that can't be played.

use std::io::{self, Read as _};

use symphonia::core::io::MediaSource;

/// How much of a file is looked at.
const HEAD_BYTES: u64 = 4096;

/// The first bytes after the tags.
pub(super) fn head_of(reader: &mut dyn MediaSource) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// Whether this is a page or another text.
pub(super) fn is_text(head: &[u8]) -> bool {
    let head = head.get(..512).unwrap_or(head);
    let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..);
    let begin = head.trim_ascii_start();
    head.iter().all(is_text) && (begin.starts_with(b"<") || std::str::from_utf8(begin).is_ok())
}

/// The usual name of a format that is not decoded.
pub(super) fn unsupported_format(head: &[u8]) -> Option<&'static str> {
    let has = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    let name = if has(0, b"OggS") && has(28, b"OpusHead") {
        "Opus"
    } else if has(0, b"OggS") && has(28, b"Speex") {
        "Speex"
    } else if has(0, b"\x1aE\xdf\xa3") {
        "Matroska"
    } else if has(0, b"\x30\x26\xb2\x75") {
        "WMA"
    } else if has(0, b"RIFF") && has(8, b"AVI ") {
        "AVI"
    } else if has(0, b"FORM") && has(8, b"AIF") {
        "AIFF"
    } else if has(0, b"#!AMR") {
        "AMR"
    } else if has(0, b"FLV") {
        "FLV"
    } else {
        return None;
    };
    Some(name)
}

/// Whether this begins as a format that is decoded.
pub(super) fn is_known(head: &[u8]) -> bool {
    let has = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    has(0, b"OggS")
        || has(0, b"fLaC")
        || has(0, b"RIFF")
        || has(4, b"ftyp")
        || (head.first() == Some(&0xff) && head.get(1).is_some_and(|byte| byte & 0xe0 == 0xe0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_sound() {
        assert!(is_text(b"  <!doctype html><title>x"));
        assert!(is_text("{\"fehler\": \"\u{e4}\"}".as_bytes()));
        assert!(!is_text(b"\xff\xfb\x90\x00"));
        assert!(!is_text(b"RIFF\x00\x00\x00\x00WAVE"));
    }

    #[test]
    fn formats_have_their_usual_names() {
        let mut opus = b"OggS".to_vec();
        opus.resize(28, 0);
        opus.extend(b"OpusHead");
        assert_eq!(unsupported_format(&opus), Some("Opus"));
        assert_eq!(unsupported_format(b"\x1aE\xdf\xa3"), Some("Matroska"));
        assert_eq!(unsupported_format(b"RIFF\x00\x00\x00\x00WAVE"), None);
        assert!(is_known(b"\x00\x00\x00\x20ftypM4A ") && is_known(b"\xff\xfb"));
        assert!(!is_known(b"PK\x03\x04"));
    }
}
