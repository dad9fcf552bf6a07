//! Bodies that were escaped once too often: all their markup is visible as text.

use std::borrow::Cow;

use memchr::memmem;

use super::entities::decode_all;
use super::scan::name_end;

/// Elements that a body may well begin with.
const FIRST_ELEMENTS: [&[u8]; 22] = [
    b"p",
    b"div",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"ul",
    b"ol",
    b"table",
    b"blockquote",
    b"img",
    b"a",
    b"b",
    b"strong",
    b"em",
    b"i",
    b"span",
    b"figure",
    b"article",
    b"section",
    b"pre",
    b"br",
];

/// Elements around such a body that do not make it an article about HTML.
const WRAPPERS: [&str; 4] = ["<p>", "<div>", "</p>", "</div>"];

/// The body with its markup restored, if it is nothing but escaped markup.
pub(super) fn unescaped(html: &str) -> Option<String> {
    let inner = without_wrappers(html);
    let is_markup = inner.strip_prefix("&lt;").is_some_and(begins_element)
        && memmem::find(inner.as_bytes(), b"&gt;").is_some();
    if !is_markup || inner.contains('<') || !(inner.contains("&lt;/") || inner.contains("/&gt;")) {
        return None;
    }
    Some(decode_all(inner))
}

/// References that a publisher's tool escapes twice and that nobody means to show.
const REFERENCES: [&str; 16] = [
    "#39;", "#x27;", "#34;", "#x22;", "#8217;", "#8216;", "#8220;", "#8221;", "#8211;", "#8212;",
    "#8230;", "quot;", "apos;", "amp;", "nbsp;", "rsquo;",
];

/// The body with references that were escaped twice escaped once. Bodies with code are left alone:
/// they may be about this.
pub(super) fn with_single_references(html: &str) -> Cow<'_, str> {
    const TWICE: &str = "&amp;";
    let is_reference = |rest: &str| {
        REFERENCES.iter().any(|name| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    let is_damaged = html
        .match_indices(TWICE)
        .any(|(at, _)| is_reference(html.get(at + TWICE.len()..).unwrap_or_default()));
    if !is_damaged || ["<pre", "<code", "<kbd", "<samp"].iter().any(|tag| html.contains(tag)) {
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
    let name = text.split("&gt;").next().unwrap_or_default();
    let name = name.get(..name_end(name.as_bytes(), 0)).unwrap_or_default().to_ascii_lowercase();
    FIRST_ELEMENTS.contains(&name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{unescaped, with_single_references};

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
