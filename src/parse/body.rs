//! Bodies as HTML: plain text becomes paragraphs with links, and what was escaped once too often is
//! unescaped.

use std::borrow::Cow;

use linkify::{LinkFinder, LinkKind};

use crate::markup::entities::{self, Declared};

/// What shows that a text is HTML whatever its type says.
const SIGNS_OF_HTML: [&str; 9] =
    ["</p>", "</a>", "</div>", "<br", "<p>", "<img ", "</li>", "</b>", "</em>"];

/// Most HTML that is made of a text, in bytes: a letter may become six, and no more is ever looked
/// at.
const MAX_HTML_BYTES: usize = 8 << 20;

/// Text is escaped in parts of so many bytes, and a longer address is no link.
const PART_BYTES: usize = 16 << 10;

/// The same signs after one escaping too many.
const SIGNS_OF_ESCAPED_HTML: [&str; 5] =
    ["&lt;/p&gt;", "&lt;/a&gt;", "&lt;/div&gt;", "&lt;br", "&lt;p&gt;"];

/// A body that was published as HTML.
pub(crate) fn from_html(html: String) -> String {
    if html.contains('<') {
        return html;
    }
    if SIGNS_OF_ESCAPED_HTML.iter().any(|sign| html.contains(sign)) {
        return entities::decode(&html, &Declared::default()).into_owned();
    }
    // RSS knows no plain text, but plenty is published: blank lines between paragraphs and no tag
    // anywhere.
    if html.contains("\n\n") || html.contains("\r\n\r\n") {
        return from_text(&entities::decode(&html, &Declared::default()));
    }
    html
}

/// A body that was published as plain text.
pub(crate) fn from_text(text: &str) -> String {
    if SIGNS_OF_HTML.iter().any(|sign| text.contains(sign)) {
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
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    for span in finder.spans(line) {
        if span.kind().is_some() && span.as_str().len() <= PART_BYTES {
            let text = quick_xml::escape::escape(span.as_str());
            html.extend(["<a href=\"", &text, "\">", &text, "</a>"]);
        } else {
            push_escaped(html, span.as_str());
        }
        if html.len() > MAX_HTML_BYTES {
            return;
        }
    }
}

fn push_escaped(html: &mut String, mut text: &str) {
    while !text.is_empty() && html.len() <= MAX_HTML_BYTES {
        let (part, rest) = text.split_at(text.floor_char_boundary(PART_BYTES));
        html.push_str(&quick_xml::escape::escape(part));
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
            "<p>See <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>, at 1:23.</p>\n"
        );
    }

    #[test]
    fn of_a_text_so_much_html_is_made_and_no_more() {
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
