//! Drops all but the first few hundred attributes of a tag. html5ever compares each attribute with
//! all before it, so a tag of many attributes would take quadratic time.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use super::limits::MAX_ATTRIBUTES;
use crate::markup::attributes::{Attributes, html_name_end};

/// Shorter sources cannot contain enough attributes to matter.
const HARMLESS_BYTES: usize = 16 << 10;

/// The source without any attribute after the first [`MAX_ATTRIBUTES`] of a tag.
pub(super) fn tame_attributes(html: &str) -> Cow<'_, str> {
    if html.len() < HARMLESS_BYTES {
        return Cow::Borrowed(html);
    }
    let surplus = surplus_attributes(html);
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

/// The part of each tag after its first [`MAX_ATTRIBUTES`] attributes.
///
/// Comments and scripts are searched too: a wrong guess about where they end must not let a tag
/// slip through.
fn surplus_attributes(html: &str) -> Vec<Range<usize>> {
    let bytes = html.as_bytes();
    let mut surplus = Vec::new();
    let mut scanned = 0;
    for open in memchr_iter(b'<', bytes) {
        let is_tag = open >= scanned
            && bytes.get(open + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        if !is_tag {
            continue;
        }
        let mut attributes = Attributes::new(html, html_name_end(html, open + 2));
        let first = attributes.by_ref().nth(MAX_ATTRIBUTES);
        scanned = attributes.tag_end();
        surplus.extend(first.map(|first| first.start..scanned));
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
