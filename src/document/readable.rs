//! Extracts the article from a web page with Mozilla's Readability algorithm.

use std::thread;

use dom_smoothie::{Config, Readability, TextMode};
use url::Url;

use super::digest::text_of;
use crate::markup::{Cursor, Token, decode, is_raw_text};

/// Longest page that is read, in bytes.
pub const MAX_PAGE_BYTES: usize = 8 << 20;
/// Most elements that a page may have.
pub const MAX_PAGE_ELEMENTS: usize = 30_000;
/// Deepest nesting that a page may have. The extraction takes time with the square of it.
const MAX_PAGE_DEPTH: usize = 300;
/// Elements whose end tag is optional or does not exist. Their start tags do not count as depth.
const WITHOUT_END: [&str; 32] = [
    "p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "wbr", "col", "rt", "rp", "area",
    "base", "link", "meta", "html", "head", "body", "input", "embed", "param", "track", "tbody",
    "thead", "tfoot", "option", "source", "colgroup", "optgroup",
];
/// Stack of the thread that extracts the article, because `dom_smoothie` is recursive. The system
/// provides only the part of it that is used.
const STACK_BYTES: usize = 1 << 30;

/// The article of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readable {
    /// Empty if the page has none.
    pub title: String,
    /// The author, as the page writes it.
    pub byline: Option<String>,
    pub html: String,
    /// The body as plain text.
    pub text: String,
}

/// The article of a page, or `None` if it has none or is beyond the limits. Never panics.
#[must_use]
pub fn readable(page: &str, base: Option<&Url>) -> Option<Readable> {
    let is_too_much = page.len() > MAX_PAGE_BYTES
        || memchr::memchr_iter(b'<', page.as_bytes()).count() > 2 * MAX_PAGE_ELEMENTS
        || depth(page) > MAX_PAGE_DEPTH;
    if is_too_much {
        return None;
    }
    let extract = || extract(page, base);
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("gleaner-readable".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, extract)
            .ok()?;
        // A panic in the extraction counts as a page without an article.
        thread.join().ok().flatten()
    })
}

/// [`readable`] for a page as it was fetched. `charset` is the one that the server named.
#[must_use]
pub fn readable_page(bytes: &[u8], charset: Option<&str>, base: Option<&Url>) -> Option<Readable> {
    if bytes.len() > MAX_PAGE_BYTES {
        return None;
    }
    readable(&decode(bytes, charset), base)
}

/// Roughly how deep the elements of a page are nested.
fn depth(page: &str) -> usize {
    let counts = |name: &str| !WITHOUT_END.iter().any(|known| known.eq_ignore_ascii_case(name));
    let (mut now, mut most) = (0_usize, 0);
    let mut cursor = Cursor::html(page);
    while let Some(token) = cursor.next_token() {
        match token {
            Token::Open(tag) if is_raw_text(tag.name) => {
                cursor.skip_to_close(tag.name);
                cursor.next_token();
            }
            Token::Open(tag) => now += usize::from(counts(tag.name)),
            Token::Close(name) => now = now.saturating_sub(usize::from(counts(name))),
            Token::Text(_) | Token::CData(_) | Token::Comment | Token::Declaration(_) => {}
        }
        most = most.max(now);
    }
    most
}

fn extract(page: &str, base: Option<&Url>) -> Option<Readable> {
    let config = Config {
        keep_classes: true,
        max_elements_to_parse: MAX_PAGE_ELEMENTS,
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = Readability::new(page, base.map(Url::as_str), Some(config)).ok()?.parse().ok()?;
    let html = article.content.to_string();
    let text = text_of(&html);
    let byline =
        article.byline.map(|byline| byline.trim().to_owned()).filter(|byline| !byline.is_empty());
    (!text.trim().is_empty()).then(|| Readable {
        title: article.title.trim().to_owned(),
        byline,
        html,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> String {
        format!(
            "<html><head><title>A title</title></head><body><nav><a href='/'>Home</a></nav>\
             <article><h1>A title</h1>{body}</article><footer>Imprint</footer></body></html>"
        )
    }

    #[test]
    fn the_article_is_extracted_without_navigation_and_footer() {
        let words = "<p>Here are a good many words, with a comma, and another, so that this is \
                     plainly an article.</p>"
            .repeat(8);
        let found = readable(&page(&words), None).unwrap();
        assert_eq!(found.title, "A title");
        assert!(
            found.text.contains("plainly an article")
                && !found.text.contains("Imprint")
                && !found.text.contains("Home")
        );
    }

    #[test]
    fn a_page_without_an_article_has_none() {
        assert_eq!(readable("", None), None);
        assert_eq!(readable("<html><body></body></html>", None), None);
    }

    #[test]
    fn nesting_may_be_as_deep_as_the_limit_and_no_deeper() {
        let deep =
            |levels: usize| format!("{}words{}", "<div>".repeat(levels), "</div>".repeat(levels));
        assert_eq!(
            (depth(&deep(MAX_PAGE_DEPTH)), depth("<p>a<p>b<br><b>c</b>")),
            (MAX_PAGE_DEPTH, 1)
        );
        assert!(readable(&deep(MAX_PAGE_DEPTH), None).is_some());
        assert_eq!(readable(&deep(MAX_PAGE_DEPTH + 1), None), None);
    }

    #[test]
    fn pages_beyond_the_limits_are_not_read() {
        assert_eq!(readable(&page(&"x".repeat(MAX_PAGE_BYTES)), None), None);
        assert_eq!(readable(&page(&"<b>".repeat(2 * MAX_PAGE_ELEMENTS)), None), None);
    }
}
