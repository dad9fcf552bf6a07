//! Decodes bytes of any encoding: by the HTTP charset, the byte order mark, the prolog, or else by
//! a guess.
//!
//! Evidence in the bytes wins over labels. A byte order mark that fits is always right, text that
//! is valid UTF-8 beyond ASCII is not Latin-1, and a label that the bytes contradict is ignored.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::tokens::Tag;

/// The prolog is searched in this many bytes at the start.
const PROLOG_BYTES: usize = 1024;

/// The encoding is guessed from this many bytes.
const SNIFFED_BYTES: usize = 256 * 1024;

/// The document as text, without byte order mark and without characters that XML forbids.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    let text = decode_any(bytes, charset);
    match text {
        Cow::Borrowed(text) => without_controls(text),
        Cow::Owned(mut text) => {
            text.retain(super::entities::is_allowed);
            Cow::Owned(text)
        }
    }
}

fn decode_any<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let body = bytes.get(length..).unwrap_or_default();
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
            return text;
        }
    }
    if let Some(text) = wide(bytes) {
        return Cow::Owned(text);
    }
    let declared = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let in_prolog = prolog_encoding(bytes);
    let utf8 = std::str::from_utf8(bytes).ok();
    for encoding in [declared, in_prolog].into_iter().flatten() {
        if encoding == UTF_8 || (encoding.is_single_byte() && utf8.is_some()) {
            match utf8 {
                Some(text) => return Cow::Borrowed(without_bom(text)),
                None => continue,
            }
        }
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return text;
        }
    }
    if let Some(text) = utf8 {
        return Cow::Borrowed(without_bom(text));
    }
    guess(bytes, declared.or(in_prolog))
}

fn without_bom(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// UTF-16 and UTF-32 are recognised by the zeros around the first characters, with a byte order
/// mark or without.
fn wide(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0, 0, 0xfe, 0xff, rest @ ..] => Some(utf32(rest, u32::from_be_bytes)),
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(utf32(rest, u32::from_le_bytes)),
        [0, 0, 0, b'<', ..] => Some(utf32(bytes, u32::from_be_bytes)),
        [b'<', 0, 0, 0, ..] => Some(utf32(bytes, u32::from_le_bytes)),
        [0, b'<' | b'{', ..] => Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()),
        [b'<' | b'{', 0, ..] => Some(UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()),
        _ => None,
    }
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> String {
    let units = bytes.chunks_exact(4).filter_map(|chunk| chunk.try_into().ok().map(read));
    units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The encoding in the XML declaration. Some servers print other text before it.
fn prolog_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PROLOG_BYTES.min(bytes.len()))?;
    let start = memchr::memmem::find(head, b"<?xml")?;
    let tail = head.get(start + "<?xml".len()..)?;
    let end = memchr::memchr(b'>', tail)?;
    let attributes = std::str::from_utf8(tail.get(..end)?).ok()?;
    let tag = Tag { name: "xml", attributes: attributes.trim_end_matches('?'), is_empty: false };
    let encoding = Encoding::for_label(tag.attribute("encoding")?.as_bytes())?;
    // The declaration was readable byte by byte, so the document cannot be UTF-16.
    (encoding != UTF_16BE && encoding != UTF_16LE).then_some(encoding)
}

/// Decodes with replacement characters, because no declared encoding fits without errors: with the
/// declared legacy encoding, else with the best guess.
fn guess<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if is_mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..SNIFFED_BYTES.min(bytes.len())).unwrap_or_default(), true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let encoding = if encoding == UTF_8 { WINDOWS_1252 } else { encoding };
    encoding.decode_without_bom_handling(bytes).0
}

/// Whether only a few bytes of UTF-8 are broken, as they are after a text was cut by bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// Drops the characters that XML and JSON forbid: control characters other than tab and line ends,
/// U+FFFE and U+FFFF.
fn without_controls(text: &str) -> Cow<'_, str> {
    let has_controls =
        text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'));
    if !has_controls {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| super::entities::is_allowed(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_utf8_is_not_copied() {
        assert!(matches!(decode("<rss>é</rss>".as_bytes(), None), Cow::Borrowed("<rss>é</rss>")));
        assert!(matches!(decode(b"\xef\xbb\xbf<rss/>", Some("utf-8")), Cow::Borrowed("<rss/>")));
    }

    #[test]
    fn the_http_charset_wins_over_the_prolog() {
        let bytes = b"<?xml version='1.0' encoding='iso-8859-2'?>\xe9\xec";
        assert!(decode(bytes, Some("windows-1251")).ends_with("йм"));
        assert!(decode(bytes, None).ends_with("éě"));
    }

    #[test]
    fn a_label_that_the_bytes_contradict_is_ignored() {
        let bytes = b"<?xml version='1.0' encoding='windows-1251'?>\xcd\xee\xe2\xee";
        assert!(decode(bytes, Some("utf-8")).ends_with("Ново"));
        assert!(decode("<?xml encoding='iso-8859-1'?>é".as_bytes(), None).ends_with('é'));
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let units: Vec<u8> = "<a>я</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&units, None), "<a>я</a>");
        assert_eq!(decode(&[&[0xff, 0xfe], &units[..]].concat(), None), "<a>я</a>");
    }

    #[test]
    fn an_undeclared_legacy_encoding_is_guessed() {
        let weather = "Сегодня хорошая погода,";
        let text = format!("{weather} и мы гуляем по городу");
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&text);
        assert!(decode(&bytes, None).contains("хорошая погода"));
    }

    #[test]
    fn a_character_that_was_cut_in_two_spoils_only_itself() {
        let text = "ääääääää".repeat(4);
        let cut = text.as_bytes().split_last().unwrap().1;
        assert_eq!(decode(cut, None), format!("{}\u{fffd}", &text[..text.len() - 2]));
    }

    #[test]
    fn control_characters_are_dropped() {
        assert_eq!(decode(b"a\x00b\x0bc\td\n", None), "abc\td\n");
    }
}
