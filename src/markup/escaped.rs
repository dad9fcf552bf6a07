//! Repairs bodies that a publisher's software escaped twice, so that their tags or references would
//! be shown as text.

use std::borrow::Cow;

use memchr::memmem;

use super::attributes::html_name_end;
use super::entities::decode_html;
use super::tokens::{Cursor, Token};

/// Elements that a body is likely to begin with.
const FIRST_ELEMENTS: [&str; 22] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "table",
    "blockquote",
    "img",
    "a",
    "b",
    "strong",
    "em",
    "i",
    "span",
    "figure",
    "article",
    "section",
    "pre",
    "br",
];

/// Elements that a body has further on.
const OTHER_ELEMENTS: [&str; 26] = [
    "li", "h5", "h6", "hr", "u", "s", "sub", "sup", "small", "code", "del", "ins", "mark", "q",
    "cite", "font", "center", "td", "tr", "video", "audio", "iframe", "dl", "dt", "dd", "details",
];

/// Most start tags of a text that wait for their end.
const MAX_OPEN: usize = 100;

/// Tags that software puts around an escaped body.
const WRAPPERS: [&str; 4] = ["<p>", "<div>", "</p>", "</div>"];

/// References that software escapes twice and that authors do not write about.
const REFERENCES: [&str; 16] = [
    "#39;", "#x27;", "#34;", "#x22;", "#8217;", "#8216;", "#8220;", "#8221;", "#8211;", "#8212;",
    "#8230;", "quot;", "apos;", "amp;", "nbsp;", "rsquo;",
];

/// Elements that show markup literally.
const CODE: [&str; 4] = ["<pre", "<code", "<kbd", "<samp"];

/// The body with its markup restored, or `None` unless all of its markup is escaped and it begins
/// with a tag. A sentence that only mentions tags stays as it is.
pub(crate) fn unescaped(html: &str) -> Option<String> {
    let inner = without_wrappers(html);
    let is_markup = inner.strip_prefix("&lt;").is_some_and(begins_element)
        && memmem::find(inner.as_bytes(), b"&gt;").is_some();
    if !is_markup || inner.contains('<') || !(inner.contains("&lt;/") || inner.contains("/&gt;")) {
        return None;
    }
    Some(decode_html(inner))
}

/// Whether a text uses tags, and does not only name them: it begins with a tag, or an element has
/// content without a space around it (`<b>bold</b>`, but not `between <b> and </b>`), or there is a
/// break beside a word.
pub(crate) fn holds_markup(text: &str) -> bool {
    let mut cursor = Cursor::html(text);
    // Names of the elements whose start tag is right before a word.
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(token) = cursor.next_token() {
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        let end = cursor.position();
        let rest = text.get(end..).unwrap_or_default();
        match token {
            Token::Open(tag) if is_element(tag.name) => {
                let begins = before.trim().is_empty() && after.len() > rest.len();
                let has_address = ["src", "href"].iter().any(|name| tag.attribute(name).is_some());
                let is_break = tag.name.eq_ignore_ascii_case("br")
                    && !before.ends_with([' ', '"', '\'', '(', '`'])
                    && !rest.starts_with(['.', ',', ';', '"', '\'', ')', '`']);
                if begins || has_address || is_break {
                    return true;
                }
                if !rest.starts_with(' ') && open.len() < MAX_OPEN {
                    open.push(tag.name);
                }
            }
            Token::Close(name)
                if !before.ends_with([' ', '"', '\'', '`'])
                    && open.iter().any(|known| known.eq_ignore_ascii_case(name)) =>
            {
                return true;
            }
            _ => {}
        }
        at = end;
    }
    false
}

/// Whether HTML has an element of this name.
fn is_element(name: &str) -> bool {
    FIRST_ELEMENTS.iter().chain(&OTHER_ELEMENTS).any(|known| known.eq_ignore_ascii_case(name))
}

/// The body with the references in [`REFERENCES`] escaped once instead of twice. A body with code
/// is left alone, because it may be about escaping.
pub(crate) fn with_single_references(html: &str) -> Cow<'_, str> {
    const TWICE: &str = "&amp;";
    let is_reference = |rest: &str| {
        REFERENCES.iter().any(|name| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    let is_damaged = memmem::find_iter(html.as_bytes(), TWICE)
        .any(|at| is_reference(html.get(at + TWICE.len()..).unwrap_or_default()));
    if !is_damaged || CODE.iter().any(|tag| html.contains(tag)) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(TWICE) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        rest = after.get(TWICE.len()..).unwrap_or_default();
        out.push_str(if is_reference(rest) { "&" } else { TWICE });
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn without_wrappers(html: &str) -> &str {
    let mut inner = html.trim();
    loop {
        let unwrapped = WRAPPERS.iter().fold(inner, |inner, wrapper| {
            inner
                .strip_prefix(wrapper)
                .or_else(|| inner.strip_suffix(wrapper))
                .unwrap_or(inner)
                .trim()
        });
        if unwrapped.len() == inner.len() {
            return inner;
        }
        inner = unwrapped;
    }
}

fn begins_element(text: &str) -> bool {
    let tag = text.split("&gt;").next().unwrap_or_default();
    let name = tag.get(..html_name_end(tag, 0)).unwrap_or_default();
    FIRST_ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{holds_markup, unescaped, with_single_references};

    #[test]
    fn tags_that_a_text_only_names_are_no_markup() {
        for text in [
            "Every link ends in </a>, every line may end in <br>.",
            "A list opens with <ul>, an item closes with </li>, and <p> begins a paragraph.",
            "Put it between <b> and </b>",
            "Use \"<em>\" and \"</em>\"",
            "Vec<String> is a list, a < b",
            "Use <br> wisely",
        ] {
            assert!(!holds_markup(text), "{text}");
        }
        for text in [
            "<p>x</p>",
            " <div>\n words",
            "one<br>two",
            "One <b>bold</b> word",
            "See <a href='x'> this</a>",
            "one\n<br/>\ntwo",
            "A picture: <img src=\"x.png\">",
        ] {
            assert!(holds_markup(text), "{text}");
        }
    }

    #[test]
    fn references_that_were_escaped_twice_are_read() {
        assert_eq!(
            with_single_references("<p>I&amp;#x27;m &amp;quot;here&amp;QUOT; AT&amp;amp;T</p>"),
            "<p>I&#x27;m &quot;here&QUOT; AT&amp;T</p>"
        );
        for html in [
            "<p>Fish &amp; chips</p>",
            "<p>&amp;lt; is less</p>",
            "<p>Write <code>&amp;amp;</code> for &amp;</p>",
            "&amp;",
        ] {
            assert_eq!(with_single_references(html), html);
        }
    }

    #[test]
    fn a_body_of_nothing_but_escaped_markup_is_restored() {
        assert_eq!(
            unescaped("&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;").as_deref(),
            Some("<p>Fish &amp; chips</p>")
        );
        assert_eq!(
            unescaped(" <p>&lt;div class=&quot;x&quot;&gt;words&lt;/div&gt;</p>\n").as_deref(),
            Some("<div class=\"x\">words</div>")
        );
    }

    #[test]
    fn an_article_about_markup_stays_as_it_is() {
        assert_eq!(
            unescaped("<p>&lt;p&gt; begins a <em>paragraph</em>, &lt;/p&gt; ends it</p>"),
            None
        );
        assert_eq!(unescaped("Use &lt;p&gt; and &lt;/p&gt;"), None);
        assert_eq!(unescaped("&lt;T&gt; is a type parameter"), None);
        assert_eq!(unescaped("&lt;p is less than p"), None);
    }
}
