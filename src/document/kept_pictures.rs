//! Puts pictures into the HTML of a page, as `data:` addresses, so that it can be read offline and
//! long after its site is gone.

use std::collections::BTreeMap;

use base64::Engine as _;
use url::Url;

use super::images::PLACEHOLDER_DATA_BYTES;
use super::limits::MAX_DATA_IMAGE_BYTES;
use crate::markup::entities::attribute;
use crate::markup::escape::push_attribute;
use crate::markup::{Cursor, Tag, Token};

/// The attributes of an `<img>` that stay beside its new address.
const KEPT: [&str; 6] = ["alt", "title", "width", "height", "class", "id"];

/// The addresses of the pictures in HTML, each once, in order.
#[must_use]
pub fn picture_urls(html: &str, base: &Url) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    let mut cursor = Cursor::html(html);
    while let Some(token) = cursor.next_token() {
        if let Token::Open(tag) = token
            && let Some(url) = picture_url(&tag, base)
            && !found.contains(&url)
        {
            found.push(url);
        }
    }
    found
}

/// The HTML with the pictures that `data` has in place of their web addresses.
#[must_use]
pub fn with_pictures(html: &str, base: &Url, data: &BTreeMap<Url, String>) -> String {
    let mut out = String::with_capacity(html.len() + data.values().map(String::len).sum::<usize>());
    let mut cursor = Cursor::html(html);
    let mut from = 0;
    while let Some(token) = cursor.next_token() {
        let to = cursor.position();
        let source = html.get(from..to).unwrap_or_default();
        from = to;
        let Token::Open(tag) = token else {
            out.push_str(source);
            continue;
        };
        let kept = picture_url(&tag, base).and_then(|url| data.get(&url));
        if let Some(address) = kept {
            push_picture(&mut out, &tag, address);
        } else if !is_other_size(&tag) {
            out.push_str(source);
        }
    }
    out
}

/// A `data:` address; `None` if the media type is no picture's, or the picture is too large for one
/// or so small that it would be taken for a placeholder.
#[must_use]
pub fn data_address(media_type: &str, bytes: &[u8]) -> Option<String> {
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let subtype = media_type.strip_prefix("image/")?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if subtype.is_empty() || !subtype.bytes().all(is_plain) {
        return None;
    }
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    let address = format!("data:{media_type};base64,{data}");
    (PLACEHOLDER_DATA_BYTES..=MAX_DATA_IMAGE_BYTES).contains(&address.len()).then_some(address)
}

/// The web address of an `<img>`: its own, or the first of its other sizes.
fn picture_url(tag: &Tag<'_>, base: &Url) -> Option<Url> {
    if !tag.name.eq_ignore_ascii_case("img") {
        return None;
    }
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
    let join = |address: &str| base.join(address.trim()).ok().filter(is_web);
    let own = attribute(tag, "src").and_then(|address| join(&address));
    own.or_else(|| {
        let set = attribute(tag, "srcset")?;
        join(set.split_whitespace().next()?.trim_end_matches(','))
    })
}

/// Whether a tag offers another size or format of a picture, which would be fetched.
fn is_other_size(tag: &Tag<'_>) -> bool {
    tag.name.eq_ignore_ascii_case("source") && tag.attribute("srcset").is_some()
}

fn push_picture(out: &mut String, tag: &Tag<'_>, address: &str) {
    out.push_str("<img");
    push_attribute(out, "src", address);
    for name in KEPT {
        if let Some(value) = attribute(tag, name) {
            push_attribute(out, name, &value);
        }
    }
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, from_html};

    const HTML: &str = "<p>a<img src='a.png' alt='A &amp; B' srcset='b.png 2x'> \
         <picture><source srcset='c.webp'><img src='/c.png' width=300></picture>\
         <img src='a.png'><img data-src=x src='data:image/gif;base64,R0lG'></p>";

    fn base() -> Url {
        Url::parse("https://example.org/page/").unwrap()
    }

    fn picture(fill: u8) -> String {
        data_address("image/png; charset=x", &[fill; 2000]).unwrap()
    }

    #[test]
    fn each_picture_is_found_once() {
        let found: Vec<String> = picture_urls(HTML, &base()).iter().map(Url::to_string).collect();
        assert_eq!(found, ["https://example.org/page/a.png", "https://example.org/c.png"]);
    }

    #[test]
    fn a_page_with_its_pictures_names_no_other_address() {
        let data = picture_urls(HTML, &base()).into_iter().zip([picture(1), picture(2)]).collect();
        let kept = with_pictures(HTML, &base(), &data);
        assert_eq!(kept.matches("data:image/png").count(), 3);
        for gone in ["a.png", "b.png", "c.webp", "c.png"] {
            assert!(!kept.contains(gone), "{gone}");
        }
        assert!(kept.contains("alt=\"A &amp; B\"") && kept.contains("width=\"300\""));
        let document = from_html(&kept, Some(&base()));
        let shown = document.blocks.iter().filter(|block| matches!(block, Block::Image(_)));
        assert!(shown.count() + document.blocks.len() > 1);
    }

    #[test]
    fn a_picture_that_was_not_fetched_keeps_its_web_address() {
        let kept = with_pictures(HTML, &base(), &BTreeMap::new());
        assert!(kept.contains("src='a.png'") && kept.contains("src='/c.png'"));
    }

    #[test]
    fn only_pictures_of_a_sensible_size_become_addresses() {
        assert_eq!(data_address("text/html", &[0; 5000]), None);
        assert_eq!(data_address("image/png\"x", &[0; 5000]), None);
        assert_eq!(data_address("image/png", &[0; 100]), None, "a placeholder");
        assert_eq!(data_address("image/png", &vec![0; MAX_DATA_IMAGE_BYTES]), None);
    }
}
