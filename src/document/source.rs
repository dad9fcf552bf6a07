//! Repairs the source of a body before it is read as HTML: markup of other kinds becomes HTML, and
//! names of tags in a sentence stay words.
//!
//! The document and its digest both begin here, so that they have the same words.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memmem};

use super::elements::{Role, role};
use super::{bbcode, plain, shortcodes};
use crate::markup::attributes::html_name_end;
use crate::markup::escaped::{unescaped, with_single_references};
use crate::markup::markdown;

/// Elements that a body never leaves open, so that their bare names are words.
const NEVER_LEFT_OPEN: [&str; 30] = [
    "video",
    "audio",
    "iframe",
    "textarea",
    "select",
    "style",
    "script",
    "title",
    "template",
    "object",
    "canvas",
    "svg",
    "button",
    "details",
    "summary",
    "dialog",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "form",
    "figure",
    "figcaption",
    "picture",
    "meter",
    "progress",
    "noscript",
];
/// Elements without content, which say nothing without attributes.
const EMPTY_WITHOUT_ATTRIBUTES: [&str; 9] =
    ["img", "input", "embed", "source", "track", "link", "meta", "base", "param"];
/// Elements that are replaced by their content and that authors leave open.
const KNOWN_INLINE: [&str; 28] = [
    "span", "font", "big", "bdi", "bdo", "data", "time", "wbr", "label", "math", "nobr", "output",
    "ruby", "rb", "rtc", "slot", "picture", "canvas", "applet", "bgsound", "basefont", "spacer",
    "menuitem", "xml", "blink", "marquee", "html", "body",
];
/// Elements that may stand in a text whose lines count.
const INLINE: [&str; 18] = [
    "a", "b", "i", "em", "strong", "u", "s", "code", "span", "small", "font", "sub", "sup", "cite",
    "q", "abbr", "time", "mark",
];
/// More bare names of unknown elements than this are markup of another kind.
const MAX_NAMES: usize = 64;
/// Words that stand between the names of two tags in a sentence.
const BETWEEN_NAMES: [&str; 7] = ["and", "or", "...", "\u{2026}", "/", ",", "&amp;"];

/// The body as HTML.
pub(super) fn restored(html: &str) -> Cow<'_, str> {
    let mut html = unescaped(html).map_or(Cow::Borrowed(html), Cow::Owned);
    for repair in [
        with_names_of_tags,
        bbcode::to_html,
        shortcodes::to_html,
        markdown::body_to_html,
        with_lines,
        with_single_references,
    ] {
        if let Cow::Owned(repaired) = repair(&html) {
            html = Cow::Owned(repaired);
        }
    }
    html
}

/// The body with bare names of tags, as in "the <video> element", as words.
fn with_names_of_tags(html: &str) -> Cow<'_, str> {
    // The elements of formulas and drawings have names of their own.
    if html.contains("<math") || html.contains("<svg") {
        return Cow::Borrowed(html);
    }
    let mut out: Option<String> = None;
    let mut copied = 0;
    let mut closed: Vec<(&str, Option<usize>)> = Vec::new();
    for open in memchr_iter(b'<', html.as_bytes()) {
        let Some(end) = bare_tag_end(html, open) else { continue };
        let name = html.get(open + 1..end).unwrap_or_default();
        if !is_bare_name(html, open, end, name) || is_closed(html, end, name, &mut closed) {
            continue;
        }
        let out = out.get_or_insert_with(String::new);
        out.push_str(html.get(copied..open).unwrap_or_default());
        out.push_str("&lt;");
        copied = open + 1;
    }
    let Some(mut out) = out else { return Cow::Borrowed(html) };
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where a start tag without attributes ends.
fn bare_tag_end(html: &str, open: usize) -> Option<usize> {
    let first = html.as_bytes().get(open + 1)?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let end = html_name_end(html, open + 2);
    (html.as_bytes().get(end) == Some(&b'>')).then_some(end)
}

fn is_bare_name(html: &str, open: usize, end: usize, name: &str) -> bool {
    if name.len() > 24 {
        return false;
    }
    let lower = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    };
    let is_among = |names: &[&str]| names.contains(&&*lower);
    let is_unknown = role(lower.as_bytes()) == Role::Transparent
        && !is_among(&KNOWN_INLINE)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_unknown {
        return true;
    }
    if !is_among(&NEVER_LEFT_OPEN) && !is_among(&EMPTY_WITHOUT_ATTRIBUTES) {
        return false;
    }
    // In a sentence there are words on the same line before or after the name.
    let before = html.get(..open).unwrap_or_default().trim_end_matches(' ');
    let after = html.get(end + 1..).unwrap_or_default().trim_start_matches(' ');
    let is_word = |character: Option<char>| {
        character
            .is_some_and(|character| character.is_alphanumeric() || ",.;:(\"'".contains(character))
    };
    is_word(before.chars().next_back()) && is_word(after.chars().next())
}

/// Whether the element is closed later, so that its tag is markup. `known` has the last end tag of
/// each name, so that a text of nothing but start tags takes linear time.
fn is_closed<'a>(
    html: &'a str,
    from: usize,
    name: &'a str,
    known: &mut Vec<(&'a str, Option<usize>)>,
) -> bool {
    let same = |found: &str| found.eq_ignore_ascii_case(name);
    let before = known.iter().position(|(known, _)| same(known));
    match before.and_then(|at| known.get(at)) {
        Some((_, None)) => return false,
        Some((_, Some(end))) if from < *end => return true,
        None if known.len() >= MAX_NAMES => return true,
        Some(_) | None => {}
    }
    let end = end_tag(html, from + 1, same);
    match before.and_then(|at| known.get_mut(at)) {
        Some((_, known)) => *known = end,
        None => known.push((name, end)),
    }
    let inside = end.and_then(|end| html.get(from + 1..end));
    inside.is_some_and(|inside| !BETWEEN_NAMES.contains(&inside.trim()))
}

/// Where the first end tag with a certain name begins.
fn end_tag(html: &str, from: usize, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
    let mut at = from;
    loop {
        let found = memmem::find(html.as_bytes().get(at..)?, b"</")?;
        let start = at + found;
        let name = html.get(start + 2..html_name_end(html, start + 2))?;
        if is_wanted(name) {
            return Some(start);
        }
        at = start + 2;
    }
}

/// The body with its line breaks as tags, if its only tags are a few inline ones: show notes of
/// podcasts are often written like that.
fn with_lines(html: &str) -> Cow<'_, str> {
    let text = html.trim();
    let is_text = memchr(b'<', text.as_bytes()).is_some()
        && memchr_iter(b'\n', text.as_bytes()).nth(1).is_some()
        && has_only_inline_tags(text);
    if !is_text {
        return Cow::Borrowed(html);
    }
    Cow::Owned(plain::lines_to_html(text))
}

fn has_only_inline_tags(text: &str) -> bool {
    memchr_iter(b'<', text.as_bytes()).all(|open| {
        let rest = text.get(open + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.get(..html_name_end(rest, 0)).unwrap_or_default();
        !name.starts_with(|first: char| first.is_ascii_alphabetic() || "!?".contains(first))
            || INLINE.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tags_in_a_sentence_stay_words() {
        for (html, wanted) in [
            ("<p>The <video> element plays.</p>", "<p>The &lt;video> element plays.</p>"),
            ("A Vec<String> or Map<K, V>", "A Vec&lt;String> or Map<K, V>"),
            ("Write <img> and <input> there", "Write &lt;img> and &lt;input> there"),
            ("from <details> to the end", "from &lt;details> to the end"),
            ("put <section> and </section> around", "put &lt;section> and </section> around"),
        ] {
            assert_eq!(with_names_of_tags(html), wanted);
        }
    }

    #[test]
    fn markup_stays_markup() {
        for html in [
            "<p>One <b>two</b> <video><source src=a></video> three <section>four</section>",
            "<div><my-element>x <o:p>",
            "<section><p>Words that were cut off",
            "<main>Words",
        ] {
            assert!(matches!(with_names_of_tags(html), Cow::Borrowed(_)), "{html}");
        }
    }

    #[test]
    fn start_tags_without_an_end_are_read_in_linear_time() {
        // With quadratic time this would take minutes.
        for tag in ["<x>", "<x><y></x>", "[embed]", "[code]", "<video> a"] {
            assert!(restored(&tag.repeat(300_000)).len() > 300_000);
        }
    }

    #[test]
    fn lines_count_where_there_are_only_inline_tags() {
        assert_eq!(
            with_lines("Notes:\n\n0:00 Hello\n4:10 <a href=x>Wells</a>\nThanks"),
            "Notes:<br><br>0:00 Hello<br>4:10 <a href=x>Wells</a><br>Thanks"
        );
        for html in ["<p>One\ntwo\nthree", "One <br>\ntwo\nthree", "One\ntwo\nthree"] {
            assert!(matches!(with_lines(html), Cow::Borrowed(_)), "{html}");
        }
    }
}
