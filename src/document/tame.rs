//! Drops what follows the first few hundred attributes of a tag: the tokenizer compares each attribute with all before it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::limits::MAX_ATTRIBUTES;

/// Sources shorter than this cannot hold enough attributes to matter.
const HARMLESS_BYTES: usize = 16 << 10;

/// The source with no tag of more than [`MAX_ATTRIBUTES`] attributes, unchanged if it has none.
pub(super) fn tame_attributes(html: &str) -> Cow<'_, str> {
    if html.len() < HARMLESS_BYTES {
        return Cow::Borrowed(html);
    }
    let surplus = surplus_attributes(html.as_bytes());
    if surplus.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut tamed = String::with_capacity(html.len());
    let mut copied = 0;
    for range in surplus {
        tamed.push_str(html.get(copied..range.start).unwrap_or_default());
        copied = range.end;
    }
    tamed.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(tamed)
}

fn surplus_attributes(html: &[u8]) -> Vec<Range<usize>> {
    let mut surplus = Vec::new();
    let mut scanned = 0;
    for open in memchr_iter(b'<', html) {
        let is_tag = open >= scanned && html.get(open + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        if !is_tag {
            continue;
        }
        let tag = scan_tag(html, open + 1);
        scanned = tag.end;
        if let Some(start) = tag.surplus_start {
            surplus.push(start..tag.end);
        }
    }
    surplus
}

struct TagExtent {
    /// Where the `>` stands, or the end of the source.
    end: usize,
    surplus_start: Option<usize>,
}

/// Finds the end of a tag as the tokenizer does: a `>` inside a quoted value does not end it.
fn scan_tag(html: &[u8], start: usize) -> TagExtent {
    let (mut at, mut attributes, mut surplus_start, mut is_value_next) = (start, 0, None, false);
    while let Some(&byte) = html.get(at) {
        match byte {
            b'>' => break,
            b'"' | b'\'' if is_value_next => {
                at += 1 + memchr(byte, html.get(at + 1..).unwrap_or_default()).unwrap_or(html.len() - at - 1);
                is_value_next = false;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => {}
            b'=' => is_value_next = true,
            b'/' if !is_value_next => {}
            _ => {
                if !is_value_next {
                    attributes += 1;
                    if attributes > MAX_ATTRIBUTES + 1 && surplus_start.is_none() {
                        surplus_start = Some(at);
                    }
                }
                at = skip_word(html, at, is_value_next);
                is_value_next = false;
                continue;
            }
        }
        at += 1;
    }
    TagExtent { end: at.min(html.len()), surplus_start }
}

/// The end of a name or of a value without quotes.
fn skip_word(html: &[u8], start: usize, is_value: bool) -> usize {
    let rest = html.get(start + 1..).unwrap_or_default();
    let length = rest.iter().position(|byte| match byte {
        b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'>' => true,
        b'=' | b'/' => !is_value,
        _ => false,
    });
    start + 1 + length.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag_with(attributes: usize) -> String {
        let mut tag = String::from("<p");
        for number in 0..attributes {
            tag.push_str(&format!(" a{number}=\"v>\""));
        }
        tag + ">words</p>" + &" ".repeat(HARMLESS_BYTES)
    }

    #[test]
    fn a_tag_at_the_limit_stays_as_it_is() {
        let html = tag_with(MAX_ATTRIBUTES);
        assert!(matches!(tame_attributes(&html), Cow::Borrowed(_)));
    }

    #[test]
    fn attributes_beyond_the_limit_are_dropped_and_the_words_kept() {
        let html = tag_with(MAX_ATTRIBUTES + 1);
        let tamed = tame_attributes(&html);
        assert!(tamed.contains(" a255=\"v>\" >words"), "{}", &tamed[tamed.len() - HARMLESS_BYTES - 60..]);
        assert!(!tamed.contains("a256"));
    }
}
