//! Drops what follows the first few hundred attributes of a tag: the tokenizer compares each
//! attribute with all before it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use super::limits::MAX_ATTRIBUTES;
use super::scan::{Attributes, name_end};

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
        let is_tag = open >= scanned
            && html.get(open + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        if !is_tag {
            continue;
        }
        let mut attributes = Attributes::new(html, name_end(html, open + 2));
        let first = attributes.by_ref().nth(MAX_ATTRIBUTES);
        attributes.by_ref().for_each(drop);
        scanned = attributes.end();
        surplus.extend(first.map(|first| first.name.start..scanned));
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag_with(attributes: usize) -> String {
        let attributes: Vec<String> =
            (0..attributes).map(|number| format!("a{number}=\"v>\"")).collect();
        format!("<p {}>words</p>{}", attributes.join(" "), " ".repeat(HARMLESS_BYTES))
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
        assert!(tamed.contains(" a255=\"v>\" >words"));
        assert!(!tamed.contains("a256"));
    }
}
