//! Turns titles and names into plain text: references are resolved and known tags removed. Unknown
//! tags stay, because `Vec<T>` in a title is no markup.

use std::borrow::Cow;

use crate::markup::entities::decode;
use crate::markup::{Cursor, Tag, Token};

/// Longest title, in characters.
pub(crate) const MAX_TITLE_CHARS: usize = 4096;

/// Tags that are removed without a trace.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del",
    "dfn", "em", "embed", "font", "i", "img", "ins", "kbd", "mark", "nobr", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr",
    "object",
];

/// Tags that become a space.
const BLOCK: [&str; 35] = [
    "article",
    "blockquote",
    "body",
    "br",
    "center",
    "div",
    "dd",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "video",
    "audio",
];

/// Tags that are removed with their content.
const SILENT: [&str; 4] = ["script", "style", "noscript", "template"];

/// Plain text from a field that is HTML, or whose kind is unknown as in RSS.
pub(crate) fn from_html(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return folded(html);
    }
    let stripped = without_tags(html);
    let text = decode(&stripped);
    folded(&again(text))
}

/// Plain text from a field that is plain text. It may be escaped once too often.
pub(crate) fn from_text(text: &str) -> String {
    folded(&again(Cow::Borrowed(text)))
}

/// Resolves the remaining references: some software escapes titles twice (`&amp;amp;`).
fn again(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('&') {
        return text;
    }
    Cow::Owned(decode(&text).into_owned())
}

fn without_tags(html: &str) -> Cow<'_, str> {
    if !html.contains('<') {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut cursor = Cursor::new(html);
    let mut silent: Option<&str> = None;
    loop {
        let start = cursor.position();
        let Some(token) = cursor.next_token() else { return Cow::Owned(out) };
        let written = html.get(start..cursor.position()).unwrap_or_default();
        match (silent, token) {
            (Some(name), Token::Close(found)) if found.eq_ignore_ascii_case(name) => silent = None,
            (Some(_), _) | (None, Token::Comment) => {}
            (None, Token::Text(text) | Token::CData(text) | Token::Declaration(text)) => {
                out.push_str(text);
            }
            (None, Token::Open(tag)) if is_named_only(&tag, html, cursor.position()) => {
                out.push_str(written);
            }
            (None, Token::Open(tag)) if is_one_of(&SILENT, tag.name) => {
                silent = (!tag.is_empty).then_some(tag.name);
            }
            (None, Token::Open(tag)) => {
                push_unless_known(&mut out, tag.name, written, is_markup(&tag));
            }
            (None, Token::Close(name)) => push_unless_known(&mut out, name, written, true),
        }
    }
}

/// Whether a tag with a known name is meant as markup. `a <b and c> d` is a comparison.
fn is_markup(tag: &Tag<'_>) -> bool {
    tag.attributes.trim().is_empty() || tag.attributes.contains('=')
}

/// Whether a text speaks of a tag (`Use of <b>`): nothing closes it, and it is a word by itself.
fn is_named_only(tag: &Tag<'_>, html: &str, end: usize) -> bool {
    let (before, after) = html.split_at_checked(end).unwrap_or((html, ""));
    let has_end =
        || after.to_ascii_lowercase().contains(&format!("</{}", tag.name.to_ascii_lowercase()));
    let is_word = before.rfind('<').is_some_and(|start| {
        before.get(..start).is_some_and(|before| before.ends_with([' ', '(', '"']))
    }) && (after.is_empty()
        || after.starts_with([' ', '.', ',', ';', ':', '?', ')', '"']));
    let is_bare = !tag.is_empty && tag.attributes.trim().is_empty();
    is_bare && is_word && !is_one_of(&["br", "hr", "wbr", "p"], tag.name) && !has_end()
}

fn push_unless_known(out: &mut String, name: &str, written: &str, is_markup: bool) {
    if is_markup && is_one_of(&BLOCK, name) {
        out.push(' ');
    } else if !is_markup || !is_one_of(&INLINE, name) {
        out.push_str(written);
    }
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The text with single spaces, without unreadable characters, at most [`MAX_TITLE_CHARS`] long.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * MAX_TITLE_CHARS));
    let mut chars = 0;
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
            chars += 1;
        }
        for c in word.chars().filter(|&c| is_readable(c)) {
            if chars >= MAX_TITLE_CHARS {
                out.push('…');
                return out;
            }
            out.push(c);
            chars += 1;
        }
    }
    out
}

/// Whether the character is neither a control character nor one that changes the direction of the
/// text after it.
fn is_readable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}')
}

/// The name of a person from a field that should be a name, such as `me@example.org (Jo Doe)` or
/// `Jo Doe <me@example.org>`.
pub(crate) fn author(written: &str) -> Option<String> {
    let text = from_html(written);
    let name = match text.split_once('@') {
        None => text.clone(),
        Some(_) => name_beside_address(&text)
            .unwrap_or_else(|| text.trim_start_matches("mailto:").to_owned()),
    };
    let name = name.trim().trim_matches(['"', ',']).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn name_beside_address(text: &str) -> Option<String> {
    let is_address = |word: &str| word.contains('@');
    let outside: Vec<&str> = text.split_whitespace().filter(|word| !is_address(word)).collect();
    let name = outside.join(" ");
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | ',' | '-')
    });
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_tags_go_and_unknown_ones_stay() {
        assert_eq!(
            from_html("<i>Rust</i>: <code>Vec<T></code> in 16s <16s"),
            "Rust: Vec<T> in 16s <16s"
        );
        assert_eq!(from_html("one<br/>two <p>three</p>"), "one two three");
        assert_eq!(from_html("if a <b and c> d"), "if a <b and c> d");
    }

    #[test]
    fn tags_that_a_title_speaks_of_stay() {
        assert_eq!(from_html("Use of <b> and <script>"), "Use of <b> and <script>");
        assert_eq!(from_html("The <b>bold</b> and <i> tags"), "The bold and <i> tags");
        assert_eq!(from_html("a <b>b"), "a b");
    }

    #[test]
    fn scripts_in_titles_leave_nothing_behind() {
        assert_eq!(from_html("a<script>alert('x')</script>b<style>p{}</style>"), "ab");
    }

    #[test]
    fn entities_are_resolved_even_when_escaped_twice() {
        assert_eq!(from_html("It&#x27;s A&amp;B &lt;16s"), "It's A&B <16s");
        assert_eq!(from_html("It&amp;#x27;s"), "It's");
        assert_eq!(from_text("Tom &amp; Jerry"), "Tom & Jerry");
    }

    #[test]
    fn plain_text_keeps_words_that_look_like_tags() {
        assert_eq!(from_text("Use <br> wisely"), "Use <br> wisely");
    }

    #[test]
    fn white_space_and_direction_marks_are_folded_away() {
        assert_eq!(from_text("  a \n\t b\u{202e}c\u{0} "), "a bc");
    }

    #[test]
    fn a_long_title_is_cut() {
        assert_eq!(from_text(&"x".repeat(MAX_TITLE_CHARS)).chars().count(), MAX_TITLE_CHARS);
        let cut = from_text(&"x".repeat(MAX_TITLE_CHARS + 1));
        assert_eq!(cut.chars().count(), MAX_TITLE_CHARS + 1);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn an_author_is_a_name_if_there_is_one() {
        for written in [
            "Jo Doe",
            "jo@example.org (Jo Doe)",
            "Jo Doe <jo@example.org>",
            "\"Jo Doe\" jo@example.org",
        ] {
            assert_eq!(author(written).as_deref(), Some("Jo Doe"), "{written}");
        }
        assert_eq!(author("mailto:jo@example.org").as_deref(), Some("jo@example.org"));
        assert_eq!(author(" ").as_deref(), None);
    }
}
