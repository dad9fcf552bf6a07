//! Turns the markup of bulletin boards (`[b]`, `[list]`, `[url=...]`), which some publishers' tools
//! leave in a body, into HTML.

use std::borrow::Cow;

use crate::markup::entities::decode;
use crate::markup::escape::escape;

/// Tags and their HTML.
const TAGS: [(&str, &str); 22] = [
    ("[b]", "<b>"),
    ("[/b]", "</b>"),
    ("[i]", "<i>"),
    ("[/i]", "</i>"),
    ("[u]", "<u>"),
    ("[/u]", "</u>"),
    ("[strike]", "<s>"),
    ("[/strike]", "</s>"),
    ("[h1]", "<h2>"),
    ("[/h1]", "</h2>"),
    ("[h2]", "<h3>"),
    ("[/h2]", "</h3>"),
    ("[h3]", "<h4>"),
    ("[/h3]", "</h4>"),
    ("[list]", "<ul>"),
    ("[/list]", "</ul>"),
    ("[olist]", "<ol>"),
    ("[/olist]", "</ol>"),
    ("[*]", "<li>"),
    ("[/*]", "</li>"),
    ("[quote]", "<blockquote>"),
    ("[/quote]", "</blockquote>"),
];

/// End tags that do not occur in other text. One of them shows that a body uses this markup.
const SIGNS: [&str; 7] = ["[/url]", "[/list]", "[/h1]", "[/h2]", "[/img]", "[/olist]", "[/b]"];

/// Elements that show such markup literally.
const LITERAL: [&str; 4] = ["<pre", "<code", "<kbd", "<samp"];

/// The body as HTML, unchanged if it does not use this markup.
pub(super) fn to_html(html: &str) -> Cow<'_, str> {
    let uses_markup = memchr::memmem::find(html.as_bytes(), b"[/").is_some()
        && SIGNS.iter().any(|sign| html.contains(sign))
        && !LITERAL.iter().any(|tag| html.contains(tag));
    if !uses_markup {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('[') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let (html, length) = simple(tag)
            .or_else(|| link(tag))
            .or_else(|| picture(tag))
            .unwrap_or_else(|| ("[".to_owned(), 1));
        out.push_str(&html);
        rest = tag.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn simple(text: &str) -> Option<(String, usize)> {
    let (tag, html) = TAGS.iter().find(|(tag, _)| {
        text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    })?;
    Some(((*html).to_owned(), tag.len()))
}

/// `[url=address]words[/url]`, `[url]address[/url]`.
fn link(text: &str) -> Option<(String, usize)> {
    if text.starts_with("[/url]") {
        return Some(("</a>".to_owned(), "[/url]".len()));
    }
    let inner = text.strip_prefix("[url")?;
    if let Some(rest) = inner.strip_prefix('=') {
        let end = rest
            .find([']', '[', '<', ' '])
            .filter(|end| rest.get(*end..).is_some_and(|rest| rest.starts_with(']')))?;
        let address = rest.get(..end)?;
        let href = address.trim_matches(['"', '\'']);
        return Some((format!("<a href=\"{}\">", quoted(href)), "[url=]".len() + address.len()));
    }
    let address = address(inner.strip_prefix(']')?, "[/url]")?;
    Some((format!("<a href=\"{0}\">{0}", quoted(address)), "[url]".len() + address.len()))
}

/// `[img]address[/img]`. An address that only the publisher's own pages understand becomes nothing.
fn picture(text: &str) -> Option<(String, usize)> {
    let address = address(text.strip_prefix("[img]")?, "[/img]")?;
    let length = "[img][/img]".len() + address.len();
    let html = if address.starts_with("http") {
        format!("<img src=\"{}\">", quoted(address))
    } else {
        String::new()
    };
    Some((html, length))
}

/// The address before the end tag. The search stops at the next bracket, because a body of nothing
/// but start tags would otherwise take quadratic time.
fn address<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.find('[')?;
    text.get(at..)?.starts_with(end).then(|| text.get(..at)).flatten()
}

/// The address for an attribute. It stood in HTML, so it may contain references already.
fn quoted(address: &str) -> String {
    escape(&decode(address))
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn the_markup_of_boards_becomes_html() {
        assert_eq!(
            to_html(
                "[h1]New[/h1][list][*]One [b]bold[/b]<br>[*][url=https://e.org/a]two[/url][/list]"
            ),
            "<h2>New</h2><ul><li>One <b>bold</b><br><li><a href=\"https://e.org/a\">two</a></ul>"
        );
        assert_eq!(
            to_html("[url]https://e.org[/url]"),
            "<a href=\"https://e.org\">https://e.org</a>"
        );
        assert_eq!(to_html("[b]x[/b][img]{STEAM_CLAN_IMAGE}/1.png[/img]"), "<b>x</b>");
    }

    #[test]
    fn beginnings_without_an_end_are_read_in_linear_time() {
        // With quadratic time this would take an hour.
        for beginning in ["[img]", "[url]", "[url="] {
            let text = format!("[/b]{}", beginning.repeat(400_000));
            assert_eq!(to_html(&text).len(), text.len() - "[/b]".len() + "</b>".len());
        }
    }

    #[test]
    fn brackets_that_mean_nothing_stay() {
        for text in [
            "a[1] = b[/c]",
            "see [1] and [b] there",
            "<p>Write <code>[b]x[/b]</code></p>",
            "[",
            "[/b",
            "[url",
        ] {
            assert_eq!(to_html(text), text);
        }
        assert_eq!(to_html("[x] [b]y[/b] [url= [img]"), "[x] <b>y</b> [url= [img]");
    }
}
