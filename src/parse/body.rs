//! Turns bodies into HTML: plain text becomes paragraphs with links, and bodies that were escaped
//! twice are unescaped.

use std::borrow::Cow;

use crate::markup::entities::decode;
use crate::markup::escape::{push_attribute, push_escaped};
use crate::markup::escaped::{holds_markup, unescaped};
use crate::markup::links::split_at_urls;

/// Most HTML that a text becomes, in bytes. Escaping can make a text six times as long, and the
/// document reads no more than this.
const MAX_HTML_BYTES: usize = 8 << 20;

/// Text is escaped in parts of this many bytes. A longer address is no link.
const PART_BYTES: usize = 16 << 10;

/// A body that was published as HTML.
pub(crate) fn from_html(html: String) -> String {
    if html.contains('<') {
        return html;
    }
    if let Some(html) = unescaped(&html) {
        return html;
    }
    // RSS has no type for plain text, but much is published: without tags and with blank lines
    // between paragraphs.
    if html.contains("\n\n") || html.contains("\r\n\r\n") {
        return from_text(&decode(&html));
    }
    html
}

/// A body that was published as plain text.
pub(crate) fn from_text(text: &str) -> String {
    if text.contains('<') && holds_markup(text) {
        return text.to_owned();
    }
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    for paragraph in text
        .split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n'))
        .filter(|paragraph| !paragraph.trim().is_empty())
    {
        if html.len() > MAX_HTML_BYTES {
            break;
        }
        html.push_str("<p>");
        push_lines(&mut html, paragraph);
        html.push_str("</p>\n");
    }
    html
}

fn push_lines(html: &mut String, paragraph: &str) {
    for (at, line) in paragraph.lines().enumerate() {
        if html.len() > MAX_HTML_BYTES {
            return;
        }
        if at > 0 {
            html.push_str("<br>\n");
        }
        push_linked(html, line);
    }
}

fn push_linked(html: &mut String, line: &str) {
    for (piece, is_url) in split_at_urls(line) {
        if is_url && piece.len() <= PART_BYTES {
            html.push_str("<a");
            push_attribute(html, "href", piece);
            html.push('>');
            push_escaped(html, piece);
            html.push_str("</a>");
        } else {
            push_parts(html, piece);
        }
        if html.len() > MAX_HTML_BYTES {
            return;
        }
    }
}

fn push_parts(html: &mut String, mut text: &str) {
    while !text.is_empty() && html.len() <= MAX_HTML_BYTES {
        let (part, rest) = text.split_at(text.floor_char_boundary(PART_BYTES));
        push_escaped(html, part);
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_becomes_paragraphs_and_lines() {
        assert_eq!(
            from_text("One & two\nthree\n\n\n  four"),
            "<p>One &amp; two<br>\nthree</p>\n<p>  four</p>\n"
        );
    }

    #[test]
    fn addresses_in_plain_text_become_links() {
        let html = from_text("See https://example.org/a?b=1&c=2, at 1:23.");
        assert_eq!(
            html,
            concat!(
                "<p>See <a href=\"https://example.org/a?b=1&amp;c=2\">",
                "https://example.org/a?b=1&amp;c=2</a>, at 1:23.</p>\n"
            )
        );
    }

    #[test]
    fn the_html_of_a_text_is_limited() {
        for unit in ["\"", "a\n", "a\n\n", "http://a.b "] {
            let length = from_text(&unit.repeat(MAX_HTML_BYTES / unit.len())).len();
            assert!(
                (MAX_HTML_BYTES..MAX_HTML_BYTES + 6 * PART_BYTES).contains(&length),
                "{unit:?}: {length}"
            );
        }
        let words = format!("<p>{}</p>\n", "a ".repeat(1000).trim_end());
        assert_eq!(from_text("a ".repeat(1000).trim_end()), words);
    }

    #[test]
    fn html_that_claims_to_be_plain_is_html() {
        assert_eq!(from_text("<p>x</p>"), "<p>x</p>");
    }

    #[test]
    fn a_body_that_was_escaped_twice_is_unescaped() {
        assert_eq!(from_html("&lt;p&gt;a &amp;amp; b&lt;/p&gt;".to_owned()), "<p>a &amp; b</p>");
        assert_eq!(from_html("<p>write &lt;p&gt;</p>".to_owned()), "<p>write &lt;p&gt;</p>");
    }

    #[test]
    fn html_without_a_tag_keeps_its_paragraphs() {
        assert_eq!(from_html("a &lt; b\n\nc".to_owned()), "<p>a &lt; b</p>\n<p>c</p>\n");
    }
}
