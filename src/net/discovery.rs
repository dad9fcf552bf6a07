//! Finds the feeds that a web page names: the declared ones first, then the linked ones, and last
//! those that only the words of a link show.
//!
//! Nothing is fetched here, so some of them may turn out not to be feeds.

mod found;
mod header;
mod sent_on;
mod words;

use url::Url;

pub use found::{FoundBy, FoundFeed};
pub use header::feeds_of_link_header;
pub use sent_on::refresh_target;

use found::MediaType;
use words::{has_feed_word, hints_at_feed, is_feed_address, is_worded_file, says_feed};

use crate::markup::entities::{attribute, decode};
use crate::markup::{self, Cursor, Tag, Token, is_raw_text};
use crate::model::{split_feed_scheme, web_form};

/// Most feeds that are returned for one page.
pub const MAX_FOUND: usize = 50;
/// Most texts of one link that are compared.
const LABELS_MAX: usize = 8;

/// The feeds that a page names, best first. `base` is the address of the page, `charset` the one in
/// the `Content-Type` header.
#[must_use]
pub fn feeds_of_page(html: &[u8], base: &Url, charset: Option<&str>) -> Vec<FoundFeed> {
    let text = markup::decode(html, charset);
    let mut page =
        Page { base: base.clone(), has_own_base: false, found: Vec::new(), anchor: None };
    page.read(&text);
    page.found.sort_by_key(|feed| feed.found_by);
    page.found.truncate(MAX_FOUND);
    page.found
}

/// A link whose content is still being read.
struct Anchor {
    url: Url,
    media_type: Option<MediaType>,
    text: String,
    /// The texts of its pictures and of its own attributes.
    labels: Vec<String>,
    /// Whether its address begins with `feed:` or the like.
    has_feed_scheme: bool,
    /// Whether the name of a picture or of a class has a word of feeds in it.
    is_marked: bool,
}

struct Page {
    base: Url,
    has_own_base: bool,
    found: Vec<FoundFeed>,
    anchor: Option<Anchor>,
}

impl Page {
    fn read(&mut self, text: &str) {
        let mut cursor = Cursor::html(text);
        while let Some(token) = cursor.next_token() {
            match token {
                Token::Open(tag) => {
                    self.open(&tag);
                    if is_raw_text(tag.name) {
                        cursor.skip_to_close(tag.name);
                    }
                }
                Token::Close(name) if name.eq_ignore_ascii_case("a") => self.end_anchor(),
                Token::Text(text) => {
                    if let Some(anchor) = &mut self.anchor {
                        anchor.text.push_str(text);
                    }
                }
                Token::Close(_) | Token::CData(_) | Token::Comment | Token::Declaration(_) => {}
            }
        }
        self.end_anchor();
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.to_ascii_lowercase().as_str() {
            "base" if !self.has_own_base => {
                if let Some(base) = self.address(tag) {
                    self.base = base;
                    self.has_own_base = true;
                }
            }
            "link" => self.declaration(tag),
            "a" => {
                self.end_anchor();
                self.anchor = self.anchor(tag);
            }
            "area" => {
                self.end_anchor();
                self.anchor = self.anchor(tag);
                self.end_anchor();
            }
            name => {
                if let Some(anchor) = &mut self.anchor {
                    anchor.mark(name, tag);
                }
            }
        }
    }

    fn anchor(&self, tag: &Tag<'_>) -> Option<Anchor> {
        let media_type = attribute(tag, "type").map(|written| MediaType::read(&written));
        let url = self.address(tag)?;
        let href = attribute(tag, "href").unwrap_or_default();
        let mut anchor = Anchor {
            url,
            media_type,
            text: String::new(),
            labels: Vec::new(),
            has_feed_scheme: split_feed_scheme(&href).is_some(),
            is_marked: false,
        };
        anchor.mark("a", tag);
        Some(anchor)
    }

    fn address(&self, tag: &Tag<'_>) -> Option<Url> {
        let href = attribute(tag, "href")?;
        let href = web_form(href.trim());
        let url = self.base.join(&href).ok().filter(|_| !href.is_empty())?;
        matches!(url.scheme(), "http" | "https" | "file").then_some(url)
    }

    fn declaration(&mut self, tag: &Tag<'_>) {
        let rel = attribute(tag, "rel").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| rel.split(is_between).any(|found| found == word);
        let media_type = attribute(tag, "type").map(|written| MediaType::read(&written));
        let is_typed = media_type.as_ref().is_some_and(MediaType::is_feed);
        let title = attribute(tag, "title").map(|title| folded(&title)).unwrap_or_default();
        let Some(url) = self.address(tag) else { return };
        let is_named = has("feed") || has("rss") || has("service.feed");
        let is_feed = match &media_type {
            Some(kind) if rel.trim().is_empty() => kind.is_surely_feed(),
            Some(_) => is_typed && (is_named || (has("alternate") && !has("stylesheet"))),
            // A page in another language or for another screen has no type either.
            None if has("alternate")
                && !has("stylesheet")
                && attribute(tag, "hreflang").is_none() =>
            {
                is_named || is_feed_address(&url) || hints_at_feed(&url) || says_feed(&title)
            }
            None => is_named,
        };
        if is_feed && let Some(feed) = FoundFeed::declared(url, media_type, title) {
            self.push(feed);
        }
    }

    fn end_anchor(&mut self) {
        let Some(anchor) = self.anchor.take() else { return };
        let text = folded(&decode(&anchor.text));
        let is_typed = anchor.has_feed_scheme
            || anchor.media_type.as_ref().is_some_and(MediaType::is_surely_feed);
        let is_entry = anchor.media_type.as_ref().is_some_and(|kind| !kind.is_feed());
        let found_by = if is_typed
            || (!is_entry && (is_feed_address(&anchor.url) || is_worded_file(&anchor.url, &text)))
        {
            FoundBy::Anchor
        } else if !is_entry && anchor.seems_feed(&text) {
            FoundBy::Words
        } else {
            return;
        };
        let media_type = anchor.media_type.map(|kind| kind.essence);
        self.push(FoundFeed { url: anchor.url, media_type, title: text, found_by });
    }

    fn push(&mut self, feed: FoundFeed) {
        // Each feed is compared with all before it. A page with a million links must not take the
        // time of a million squared, so surplus feeds are dropped at once.
        let is_full =
            self.found.iter().filter(|known| known.found_by == feed.found_by).count() >= MAX_FOUND;
        match self.found.iter_mut().find(|known| known.url == feed.url) {
            Some(known) if feed.found_by < known.found_by => *known = feed,
            Some(_) => {}
            None if is_full => {}
            None => self.found.push(feed),
        }
    }
}

impl Anchor {
    /// Takes what an element within the link says about it, or the link itself.
    fn mark(&mut self, name: &str, tag: &Tag<'_>) {
        let texts: &[&str] =
            if name == "img" { &["alt", "title"] } else { &["title", "aria-label"] };
        let names: &[&str] = match name {
            "img" => &["src", "class"],
            "use" => &["href", "xlink:href"],
            _ => &["class"],
        };
        if self.labels.len() < LABELS_MAX {
            let texts = texts.iter().filter_map(|text| attribute(tag, text));
            self.labels.extend(texts.map(|text| folded(&text)));
        }
        let mut names = names.iter().filter_map(|name| attribute(tag, name));
        self.is_marked |= names.any(|name| has_feed_word(&name));
    }

    fn seems_feed(&self, text: &str) -> bool {
        let is_wordless = text.is_empty() && self.labels.iter().all(String::is_empty);
        says_feed(text)
            || self.labels.iter().any(|label| says_feed(label))
            || (self.is_marked && is_wordless)
            || hints_at_feed(&self.url)
    }
}

/// White space between relations, or the slash of `<link rel=alternate/>`.
fn is_between(letter: char) -> bool {
    letter.is_ascii_whitespace() || letter == '/'
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<(String, FoundBy)> {
        let base = Url::parse("https://example.org/blog/post.html").unwrap();
        feeds_of_page(html.as_bytes(), &base, None)
            .into_iter()
            .map(|feed| (feed.url.to_string(), feed.found_by))
            .collect()
    }

    #[test]
    fn declared_feeds_come_before_linked_ones_and_comments_after_posts() {
        let html = "<a href='/rss'>RSS</a><link rel=alternate type=application/rss+xml \
                    title='Comments' href=comments.xml>\
                    <link rel='alternate home' type='application/atom+xml; charset=utf-8' \
                    href='/atom.xml'>";
        let expected = [
            ("https://example.org/atom.xml", FoundBy::Declaration),
            ("https://example.org/blog/comments.xml", FoundBy::CommentsDeclaration),
            ("https://example.org/rss", FoundBy::Anchor),
        ];
        assert_eq!(found(html), expected.map(|(url, by)| (url.to_owned(), by)));
    }

    #[test]
    fn the_base_of_the_page_counts() {
        let html = "<base href='https://cdn.example/x/'><link rel=alternate \
                    type=application/rss+xml href='feed'>";
        assert_eq!(found(html), [("https://cdn.example/x/feed".to_owned(), FoundBy::Declaration)]);
    }

    #[test]
    fn lookalikes_of_declarations_are_ignored() {
        let html = "<script>'<link rel=alternate type=application/rss+xml href=a>'</script><!--\
                    <link rel=alternate type=application/rss+xml href=b>-->\
                    <link rel=alternate hreflang=de href=/de>\
                    <link rel=alternate type=application/json href=/wp-json/wp/v2/pages/2>\
                    <link rel='alternate stylesheet' type=text/css href=x.css>\
                    <link rel=alternate type=application/rss+xml href=''>";
        assert_eq!(found(html), []);
    }

    #[test]
    fn an_address_without_quotes_keeps_its_last_slash() {
        for html in [
            "<link rel=alternate type=application/rss+xml href=/feed/>",
            "<link href=/feed/ rel=alternate type=application/rss+xml/>",
            "<link href=/feed/ type=application/rss+xml rel=alternate/>",
        ] {
            let expected = ("https://example.org/feed/".to_owned(), FoundBy::Declaration);
            assert_eq!(found(html), [expected], "{html}");
        }
    }

    #[test]
    fn a_single_entry_is_not_a_feed() {
        let html = "<link rel=alternate type='application/atom+xml; type=entry' href=/1.atom>\
                    <a type='application/atom+xml;type=\"entry\"' href=/2.atom>Atom</a>\
                    <link rel=alternate type='application/atom+xml;type=feed' href=/all.atom>";
        assert_eq!(
            found(html),
            [("https://example.org/all.atom".to_owned(), FoundBy::Declaration)]
        );
    }

    #[test]
    fn a_declaration_without_type_or_relation_counts_if_it_says_feed() {
        for link in [
            "<link rel=alternate href=/out.php title=RSS>",
            "<link rel=alternate href=/rss.php>",
            "<link type=application/rss+xml href=/out.php>",
            "<link rel=feed href=/x>",
        ] {
            let found = found(link);
            assert!(matches!(found[..], [(_, FoundBy::Declaration)]), "{link}: {found:?}");
        }
        for other in [
            "<link rel=alternate href=/m title='For phones'>",
            "<link rel=alternate hreflang=de href=/de title=RSS>",
            "<link rel=stylesheet href=/rss.css>",
            "<link type=text/xml href=/sitemap.xml>",
        ] {
            assert_eq!(found(other), [], "{other}");
        }
    }

    #[test]
    fn words_and_pictures_of_a_link_show_a_feed() {
        for link in [
            "<a href=/news.php>RSS</a>",
            "<a href=/news.php><img src=/i/rss.png></a>",
            "<a href=/news.php><img src=x.png alt='RSS feed'></a>",
            "<a href=/news.php title='Subscribe via RSS'><i class=icon></i></a>",
            "<a href=/news.php class='icon-rss'></a>",
            "<a href=/news.php><svg><use xlink:href='#icon-rss'></use></svg></a>",
            "<map><area href=/news.php alt=RSS title=RSS></map>",
        ] {
            let found = found(link);
            assert!(matches!(found[..], [(_, FoundBy::Words)]), "{link}: {found:?}");
        }
        for other in [
            "<a href=/what>What is RSS?</a>",
            "<a href=/tea class=rss-post>A post about tea</a>",
            "<a href=/tea><img src=tea.png alt=Tea></a>",
            "<a href=/1>How RSS came to be what it is today</a>",
        ] {
            assert_eq!(found(other), [], "{other}");
        }
    }

    #[test]
    fn an_address_that_says_feed_is_taken_at_its_word() {
        let html = "<a href='feed://example.org/news.php'>Subscribe</a>";
        let expected = ("http://example.org/news.php".to_owned(), FoundBy::Anchor);
        assert_eq!(found(html), [expected]);
    }

    #[test]
    fn a_feed_is_offered_once() {
        let html = "<a href=/feed>Feed</a><link rel=alternate type=application/rss+xml \
                    href=/feed><a href=/feed>Feed</a>";
        assert_eq!(found(html), [("https://example.org/feed".to_owned(), FoundBy::Declaration)]);
    }

    #[test]
    fn a_page_can_only_offer_so_many() {
        let many = (0..=MAX_FOUND)
            .fold(String::new(), |all, n| all + &format!("<a href='/{n}/feed'>x</a>"));
        assert_eq!(found(&many).len(), MAX_FOUND);
    }

    #[test]
    fn no_more_feeds_of_a_page_are_stored_than_returned() {
        let links = (0..1000).fold(String::new(), |all, n| {
            all + &format!(
                "<a href='/{n}/feed'>x</a><link rel=alternate \
                            type=application/rss+xml href='/{n}/rss'>"
            )
        });
        let base = Url::parse("https://example.org/").unwrap();
        let mut page = Page { base, has_own_base: false, found: Vec::new(), anchor: None };
        page.read(&links);
        assert_eq!(page.found.len(), 2 * MAX_FOUND);
    }
}
