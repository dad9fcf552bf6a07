//! Finds the feeds that a web page names: the declared ones first, then the linked ones.
//!
//! Nothing is fetched here, so some of them may turn out not to be feeds.

use url::Url;

use crate::markup::entities::{attribute, decode};
use crate::markup::{self, Cursor, Tag, Token, is_raw_text};

/// Most feeds that are returned for one page.
pub const MAX_FOUND: usize = 50;

/// Media types of feed declarations.
const FEED_TYPES: [&str; 14] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/x.atom+xml",
    "application/x-atom+xml",
    "application/x-rss+xml",
    "text/xml",
    "text/rss",
    "text/rss+xml",
];

/// How a feed was found; better ways are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// The page declares it (`<link rel=alternate>`).
    Declaration,
    /// The page declares it as the feed of its comments.
    CommentsDeclaration,
    /// The page links to it, and the address or the words of the link look like a feed.
    Anchor,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFeed {
    pub url: Url,
    /// The media type in the page.
    pub media_type: Option<String>,
    /// The title in the page; may be empty.
    pub title: String,
    pub found_by: FoundBy,
}

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

/// A link whose text is still being read.
struct Anchor {
    url: Url,
    media_type: Option<String>,
    text: String,
}

struct Page {
    base: Url,
    has_own_base: bool,
    found: Vec<FoundFeed>,
    anchor: Option<Anchor>,
}

impl Page {
    fn read(&mut self, text: &str) {
        let mut cursor = Cursor::new(text);
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
                let media_type =
                    attribute(tag, "type").map(|found| found.trim().to_ascii_lowercase());
                self.anchor =
                    self.address(tag).map(|url| Anchor { url, media_type, text: String::new() });
            }
            _ => {}
        }
    }

    fn address(&self, tag: &Tag<'_>) -> Option<Url> {
        let href = attribute(tag, "href")?;
        let href = href.trim();
        // Browsers once understood `feed://host/x` and `feed:https://host/x`.
        let href = match href.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
            Some(rest) => rest.to_owned(),
            None => href.to_owned(),
        };
        let url = self.base.join(&href).ok().filter(|_| !href.is_empty())?;
        matches!(url.scheme(), "http" | "https" | "file").then_some(url)
    }

    fn declaration(&mut self, tag: &Tag<'_>) {
        let rel = attribute(tag, "rel").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| rel.split_ascii_whitespace().any(|found| found == word);
        let media_type = attribute(tag, "type").map(|found| essence(&found));
        let is_typed = media_type.as_deref().is_some_and(|found| FEED_TYPES.contains(&found));
        let is_feed = (has("alternate") && is_typed && !has("stylesheet"))
            || (has("feed") && media_type.as_deref().is_none_or(|_| is_typed));
        let Some(url) = self.address(tag).filter(|_| is_feed) else { return };
        if media_type.as_deref() == Some("application/json") && !is_json_feed(&url) {
            return;
        }
        let title = attribute(tag, "title").map(|title| folded(&title)).unwrap_or_default();
        let is_comments =
            title.to_lowercase().contains("comment") || url.path().contains("/comments/");
        let found_by =
            if is_comments { FoundBy::CommentsDeclaration } else { FoundBy::Declaration };
        self.push(FoundFeed { url, media_type, title, found_by });
    }

    fn end_anchor(&mut self) {
        let Some(anchor) = self.anchor.take() else { return };
        let text = folded(&decode(&anchor.text));
        let is_typed = anchor
            .media_type
            .as_deref()
            .is_some_and(|found| FEED_TYPES.contains(&found) && found.contains('+'));
        if is_typed || looks_like_feed(&anchor.url, &text) {
            self.push(FoundFeed {
                url: anchor.url,
                media_type: anchor.media_type,
                title: text,
                found_by: FoundBy::Anchor,
            });
        }
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

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// WordPress declares its REST interface with the same media type as a JSON Feed.
fn is_json_feed(url: &Url) -> bool {
    !url.path().contains("/wp-json/") && !url.path().contains("oembed")
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a link leads to a feed, judged by its address and its words.
fn looks_like_feed(url: &Url, text: &str) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_named = matches!(
        last,
        "feed"
            | "feeds"
            | "rss"
            | "atom"
            | "rss2"
            | "rdf"
            | "feed.xml"
            | "rss.xml"
            | "atom.xml"
            | "index.xml"
            | "index.rdf"
            | "feed.json"
            | "feed.rss"
            | "feed.atom"
    );
    let is_suffixed = [".rss", ".atom", ".rdf"].iter().any(|suffix| last.ends_with(suffix));
    let is_host = url
        .host_str()
        .is_some_and(|host| host.starts_with("feeds.") || host == "feedproxy.google.com");
    let is_query = url.query().is_some_and(|query| {
        query.split('&').any(|pair| {
            matches!(pair, "feed=rss2" | "feed=atom" | "format=rss" | "format=feed" | "alt=rss")
        })
    });
    let is_worded = matches!(
        text.to_ascii_lowercase().as_str(),
        "rss" | "atom" | "rss feed" | "atom feed" | "feed" | "json feed"
    );
    let is_file = ["xml", "json", "feed", "rss"].iter().any(|word| last.contains(word));
    is_named || is_suffixed || is_host || is_query || (is_worded && is_file)
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
