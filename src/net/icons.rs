//! Lists the pictures that can stand for a feed, best first: from the feed, from its website's
//! page, then `/favicon.ico`.
//!
//! Nothing is fetched here.

use url::Url;

use crate::markup::entities::attribute;
use crate::markup::{self, Cursor, Tag, Token};

/// Most icons of one page.
pub const MAX_PAGE_ICONS: usize = 3;
/// The part of a page that is searched, in bytes. Icons are declared in the head.
pub const MAX_HEAD_BYTES: usize = 512 << 10;
/// An icon of this many pixels a side is sharp at every size that we show. Larger ones only cost
/// time.
const ENOUGH_PIXELS: u32 = 32;

/// How well an icon fits; better ones are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// At least [`ENOUGH_PIXELS`] a side; smaller ones first.
    Sized(u32),
    Unknown,
    /// For the home screen of a phone: large, with a background.
    Touch,
    Small,
}

/// The icons that a page declares, best first. `base` is the address of the page, `charset` the one
/// in the `Content-Type` header.
#[must_use]
pub fn icons_of_page(html: &[u8], base: &Url, charset: Option<&str>) -> Vec<Url> {
    let head = html.get(..MAX_HEAD_BYTES).unwrap_or(html);
    let text = markup::decode(head, charset);
    let mut base = base.clone();
    let mut found: Vec<(Rank, Url)> = Vec::new();
    let mut cursor = Cursor::new(&text);
    while let Some(token) = cursor.next_token() {
        let Token::Open(tag) = token else { continue };
        match tag.name.to_ascii_lowercase().as_str() {
            "body" => break,
            "base" => base = address(&tag, &base).unwrap_or(base),
            "link" => found.extend(rank(&tag).zip(address(&tag, &base))),
            "script" | "style" | "title" => cursor.skip_to_close(tag.name),
            _ => {}
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let mut icons: Vec<Url> = Vec::new();
    for (_, url) in found {
        if icons.len() < MAX_PAGE_ICONS && !icons.contains(&url) {
            icons.push(url);
        }
    }
    icons
}

fn address(tag: &Tag<'_>, base: &Url) -> Option<Url> {
    let href = attribute(tag, "href")?;
    let url = base.join(href.trim()).ok().filter(|_| !href.trim().is_empty())?;
    matches!(url.scheme(), "http" | "https" | "data").then_some(url)
}

/// The rank of a `link` element. `None` if it is not an icon.
fn rank(tag: &Tag<'_>) -> Option<Rank> {
    let rel = attribute(tag, "rel")?.to_ascii_lowercase();
    let has = |word: &str| rel.split_ascii_whitespace().any(|found| found == word);
    if has("apple-touch-icon") || has("apple-touch-icon-precomposed") {
        return Some(Rank::Touch);
    }
    if !has("icon") {
        return None;
    }
    let sizes = attribute(tag, "sizes").unwrap_or_default().to_ascii_lowercase();
    let is_drawing = attribute(tag, "type")
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("image/svg+xml"));
    if is_drawing || sizes.trim() == "any" {
        return Some(Rank::Sized(ENOUGH_PIXELS));
    }
    let widths = sizes
        .split_ascii_whitespace()
        .filter_map(|size| size.split_once('x')?.0.parse::<u32>().ok());
    // A file may have several sizes; the largest counts.
    Some(match widths.max() {
        Some(side) if side >= ENOUGH_PIXELS => Rank::Sized(side),
        Some(_) => Rank::Small,
        None => Rank::Unknown,
    })
}

/// The default icon address of a website.
#[must_use]
pub fn favicon(site: &Url) -> Option<Url> {
    matches!(site.scheme(), "http" | "https").then(|| site.join("/favicon.ico").ok()).flatten()
}

/// The website of a feed: the address in the feed, or else the root of the feed's host.
#[must_use]
pub fn site_of(feed_url: &Url, site_url: Option<&Url>) -> Option<Url> {
    let is_web = |url: &&Url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    site_url.filter(is_web).cloned().or_else(|| Some(feed_url).filter(is_web)?.join("/").ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icons(head: &str) -> Vec<String> {
        let base = Url::parse("https://example.org/blog/").unwrap();
        icons_of_page(head.as_bytes(), &base, None)
            .into_iter()
            .map(|url| url.path().to_owned())
            .collect()
    }

    #[test]
    fn the_smallest_that_is_large_enough_comes_first() {
        let head = "<head><link rel='apple-touch-icon' href='touch.png'>\
                    <link rel=icon sizes=16x16 href=16.png>\
                    <link rel='shortcut icon' href='/any.ico'>\
                    <link rel=icon sizes='192x192' href=192.png>\
                    <link rel=icon sizes=48x48 href=48.png>";
        assert_eq!(icons(head), ["/blog/48.png", "/blog/192.png", "/any.ico"]);
        assert_eq!(
            icons(
                "<link rel=icon sizes='16x16 32x32' href=a.ico>\
                 <link rel=icon type='image/svg+xml' href=b.svg>"
            ),
            ["/blog/a.ico", "/blog/b.svg"]
        );
        assert_eq!(
            icons(
                "<link rel=icon sizes=16x16 href=16.png><link rel='apple-touch-icon' href='t.png'>"
            ),
            ["/blog/t.png", "/blog/16.png"]
        );
    }

    #[test]
    fn other_links_are_not_icons() {
        let head = "<link rel=stylesheet href=a.css><link rel=mask-icon href=m.svg>\
                    <link rel=icon href=''><link rel=icon href='javascript:1'>\
                    <script>'<link rel=icon href=s.png>'</script></head><body>\
                    <link rel=icon href=late.png>";
        assert_eq!(icons(head), [""; 0]);
        assert_eq!(icons("<base href='/img/'><link rel=icon href=i.png>"), ["/img/i.png"]);
    }

    #[test]
    fn only_the_beginning_of_a_page_is_looked_through() {
        let link = "<link rel=icon href=i.png>";
        let page = |before: usize| icons(&format!("{}{link}", " ".repeat(before)));
        assert_eq!(page(MAX_HEAD_BYTES - link.len()).len(), 1);
        assert_eq!(page(MAX_HEAD_BYTES).len(), 0);
    }

    #[test]
    fn a_page_with_many_icons_gives_a_few() {
        let many: Vec<String> =
            (0..10).map(|at| format!("<link rel=icon href={at}.png>")).collect();
        assert_eq!(icons(&many.concat()).len(), MAX_PAGE_ICONS);
    }

    #[test]
    fn the_site_is_what_the_feed_says_or_its_host() {
        let url = |address: &str| Url::parse(address).unwrap();
        let site = |feed: &str, site: Option<&str>| {
            site_of(&url(feed), site.map(url).as_ref()).map(String::from)
        };
        assert_eq!(
            site("https://a.org/x/feed", Some("https://b.org/blog")).as_deref(),
            Some("https://b.org/blog")
        );
        assert_eq!(
            site("https://a.org/x/feed", Some("file:///b")).as_deref(),
            Some("https://a.org/")
        );
        assert_eq!(site("file:///feed.xml", None), None);
        assert_eq!(
            favicon(&url("https://a.org:8080/x?y")).map(String::from).as_deref(),
            Some("https://a.org:8080/favicon.ico")
        );
        assert_eq!(favicon(&url("file:///x")), None);
    }
}
