//! Extracts the article from a web page with Mozilla's Readability algorithm.

use std::thread;

use dom_smoothie::{Config, Readability, TextMode};
use url::Url;

use super::digest::text_of;
use super::page::Page;
use crate::markup::decode;

/// Longest page that is read, in bytes.
pub const MAX_PAGE_BYTES: usize = 8 << 20;
/// Most elements that a page may have.
pub const MAX_PAGE_ELEMENTS: usize = 30_000;
/// Deepest nesting that a page may have. The extraction takes time with the square of it.
const MAX_PAGE_DEPTH: usize = 300;
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
    if page.len() > MAX_PAGE_BYTES {
        return None;
    }
    let page = Page::read(page);
    if page.count > MAX_PAGE_ELEMENTS || page.depth > MAX_PAGE_DEPTH {
        return None;
    }
    let extract = || extract(&page, base);
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

fn extract(page: &Page<'_>, base: Option<&Url>) -> Option<Readable> {
    let config = Config {
        keep_classes: true,
        max_elements_to_parse: MAX_PAGE_ELEMENTS,
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = |config: Config, without_drawings: bool| {
        let source = page.prepared(without_drawings);
        Readability::new(source.as_str(), base.map(Url::as_str), Some(config)).ok()?.parse().ok()
    };
    // The extraction counts the parts of drawings, too.
    let article = article(config.clone(), false).or_else(|| article(config, true))?;
    let mut html = article.content.to_string();
    html.push_str(&page.missing_notes(&html).unwrap_or_default());
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
        let depth = |html: &str| Page::read(html).depth;
        assert_eq!(
            (depth(&deep(MAX_PAGE_DEPTH)), depth("<p>a<p>b<br><b>c</b>")),
            (MAX_PAGE_DEPTH, 1)
        );
        assert!(readable(&deep(MAX_PAGE_DEPTH), None).is_some());
        assert_eq!(readable(&deep(MAX_PAGE_DEPTH + 1), None), None);
    }

    const WORDS: &str = "<p>Here are a good many words, with a comma, and another, so that this is \
                         plainly an article.</p>";

    #[test]
    fn an_article_that_is_hidden_until_a_script_runs_is_found() {
        let body = format!("<div style='visibility:hidden'>{}</div><p>Wait.</p>", WORDS.repeat(8));
        assert!(readable(&page(&body), None).unwrap().text.contains("plainly an article"));
    }

    #[test]
    fn notes_of_the_article_are_kept_wherever_they_stand() {
        for notes in [
            "<footer><ol><li id=n1>The book says so. <a href='#r1'>back</a></li></ol></footer>",
            "</article><div class=sidebar><p id=n1 class=note>The book says so.</p></div>",
        ] {
            let body = format!("{}<p>So<a id=r1 href='#n1'>1</a></p>{notes}", WORDS.repeat(8));
            let found = readable(&page(&body), None).unwrap();
            assert!(found.text.contains("The book says so"), "{notes}");
            assert!(found.html.contains("id=\"n1\"") || found.html.contains("id=n1"));
        }
    }

    #[test]
    fn remarks_within_the_article_are_kept_and_those_beside_it_are_not() {
        let asides = "<aside>A short remark, as it happens.</aside>\
                      <aside class=sidebar>Our other posts</aside>";
        let body = format!("{}{asides}{}", WORDS.repeat(4), WORDS.repeat(4));
        let text = readable(&page(&body), None).unwrap().text;
        assert!(text.contains("A short remark") && !text.contains("Our other posts"), "{text}");
    }

    #[test]
    fn drawings_and_scripts_do_not_hide_the_article() {
        let drawing = format!("<svg>{}</svg>", "<path d='M0 0'/>".repeat(MAX_PAGE_DEPTH + 1));
        let tags = "<div>".repeat(MAX_PAGE_DEPTH + 1);
        let script = format!("<script>var x = '{tags}';</script><!-- {tags} -->");
        let body = format!("{drawing}{script}{}", WORDS.repeat(8));
        assert!(readable(&page(&body), None).unwrap().text.contains("plainly an article"));
    }

    #[test]
    fn formulas_in_scripts_are_kept() {
        let body = format!("{}<p>So <script type='math/tex'>a &lt; b</script>.", WORDS.repeat(8));
        assert!(readable(&page(&body), None).unwrap().html.contains("\\(a"));
    }

    #[test]
    fn pages_beyond_the_limits_are_not_read() {
        assert_eq!(readable(&page(&"x".repeat(MAX_PAGE_BYTES)), None), None);
        assert_eq!(readable(&page(&"<b>".repeat(2 * MAX_PAGE_ELEMENTS)), None), None);
    }
}
