//! What the services do alike with an entry: its title as text, its body without the server's own
//! wrappings, its date.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use url::Url;

use crate::model::{Enclosure, EntryContent};
use crate::parse::title_of_html;

/// Longest body of an entry, in bytes. The rest is left out.
pub const BODY_BYTES_MAX: usize = 4 << 20;
/// Most attachments of an entry.
pub const ENCLOSURES_MAX: usize = 100;
/// Most tags of an entry.
pub const TAGS_MAX: usize = 100;

/// The path of the proxy for pictures that Miniflux puts before the address of a picture.
const PICTURE_PROXY: &str = "/proxy/";
/// The block that FreshRSS adds for attachments, which are listed apart too.
const ENCLOSURE_FIGURE: &str = "<figure class=\"enclosure\">";

/// An entry as the services know it. Everything is as sent.
#[derive(Debug, Default)]
pub(super) struct SentEntry {
    /// HTML, or text with references.
    pub(super) title: String,
    pub(super) url: Option<Url>,
    pub(super) author: String,
    pub(super) published: Option<Timestamp>,
    pub(super) html: String,
    pub(super) tags: Vec<String>,
    pub(super) enclosures: Vec<Enclosure>,
}

impl SentEntry {
    /// The content for the library.
    pub(super) fn into_content(self) -> EntryContent {
        let author = self.author.trim().to_owned();
        let mut html = undo_picture_proxy(without_enclosure_figures(self.html));
        html.truncate(html.floor_char_boundary(BODY_BYTES_MAX));
        let mut content = EntryContent {
            title: title_of_html(&self.title),
            base: self.url.clone(),
            url: self.url,
            authors: if author.is_empty() { Vec::new() } else { vec![author] },
            published: self.published,
            html,
            tags: self.tags,
            enclosures: self.enclosures,
            ..EntryContent::default()
        };
        content.tags.truncate(TAGS_MAX);
        content.enclosures.truncate(ENCLOSURES_MAX);
        content
    }
}

/// A time in seconds since 1970. `None` for 0, which several servers send for "no date".
pub(super) fn seconds(secs: i64) -> Option<Timestamp> {
    if secs > 0 { Timestamp::from_second(secs).ok() } else { None }
}

/// A time as RFC 3339 writes it.
pub(super) fn rfc3339(text: &str) -> Option<Timestamp> {
    text.trim().parse().ok()
}

fn without_enclosure_figures(html: String) -> String {
    const END: &str = "</figure>";
    let mut html = html;
    while let Some(start) = html.find(ENCLOSURE_FIGURE) {
        let Some(length) = html.get(start..).and_then(|rest| rest.find(END)) else { break };
        html.replace_range(start..start + length + END.len(), "");
    }
    html
}

/// Puts the own addresses of pictures in place of those of a server's proxy. The last part of such
/// an address is the picture's own in base64.
fn undo_picture_proxy(html: String) -> String {
    if !html.contains(PICTURE_PROXY) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find(PICTURE_PROXY) {
        let (before, after) = rest.split_at(at);
        let is_end = |c: char| matches!(c, '"' | '\'' | ' ' | ',' | '<' | '>') || c.is_whitespace();
        let end = after.find(is_end).unwrap_or(after.len());
        let (address, following) = after.split_at(end);
        let start = before.rfind(is_end).map_or(0, |at| at + 1);
        match own_address(address) {
            Some(own) if before.is_char_boundary(start) => {
                out.push_str(before.get(..start).unwrap_or(before));
                out.push_str(&own);
            }
            Some(_) | None => {
                out.push_str(before);
                out.push_str(address);
            }
        }
        rest = following;
    }
    out.push_str(rest);
    out
}

/// The address within `/proxy/<mac>/<address in base64>`.
fn own_address(proxied: &str) -> Option<String> {
    let (_, packed) = proxied.strip_prefix(PICTURE_PROXY)?.split_once('/')?;
    let bytes = URL_SAFE
        .decode(packed)
        .or_else(|_| URL_SAFE_NO_PAD.decode(packed))
        .or_else(|_| STANDARD.decode(packed))
        .ok()?;
    let url = Url::parse(std::str::from_utf8(&bytes).ok()?).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    is_web.then(|| String::from(url).replace('&', "&amp;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_block_for_attachments_goes() {
        let html = "<p>a</p>\n<figure class=\"enclosure\"><audio src=\"x\"></audio></figure>\n<p>b";
        assert_eq!(without_enclosure_figures(html.to_owned()), "<p>a</p>\n\n<p>b");
        let own = "<figure class=\"wide\"><img></figure> <figure class=\"enclosure\">cut";
        assert_eq!(without_enclosure_figures(own.to_owned()), own);
    }

    #[test]
    fn a_proxied_picture_gets_its_own_address() {
        let packed = URL_SAFE.encode("http://feeds.test/rel/pic1.png?a=1&b=2");
        let html = format!(
            "<p>x <img src=\"http://127.0.0.1:8082/proxy/g6uB=/{packed}\" alt=\"pic\"/> \
             <a href=\"https://a.org/proxy/x/notbase64!\">y</a></p>"
        );
        assert_eq!(
            undo_picture_proxy(html),
            "<p>x <img src=\"http://feeds.test/rel/pic1.png?a=1&amp;b=2\" alt=\"pic\"/> \
             <a href=\"https://a.org/proxy/x/notbase64!\">y</a></p>"
        );
        let packed = URL_SAFE.encode("javascript:alert(1)");
        let html = format!("<img src=\"/proxy/m/{packed}\">");
        assert_eq!(undo_picture_proxy(html.clone()), html);
    }

    #[test]
    fn a_body_an_attachment_and_a_tag_more_than_the_limits_are_left_out() {
        let url = Url::parse("https://a.org/x.mp3").unwrap();
        let enclosure =
            Enclosure { url, media_type: None, bytes: None, seconds: None, title: None };
        let entry = SentEntry {
            html: "\u{e9}".repeat(BODY_BYTES_MAX),
            tags: vec![String::from("t"); TAGS_MAX + 1],
            enclosures: vec![enclosure; ENCLOSURES_MAX + 1],
            ..SentEntry::default()
        };
        let content = entry.into_content();
        assert_eq!(content.html.len(), BODY_BYTES_MAX);
        assert_eq!((content.tags.len(), content.enclosures.len()), (TAGS_MAX, ENCLOSURES_MAX));
    }

    #[test]
    fn a_title_is_text() {
        let entry = SentEntry { title: "A &amp; <b>B</b> <T>".into(), ..SentEntry::default() };
        assert_eq!(entry.into_content().title, "A & B <T>");
    }
}
