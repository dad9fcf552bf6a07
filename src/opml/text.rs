//! Reads names and addresses in subscription lists.

use url::Url;

use crate::markup::Tag;
use crate::markup::entities::attribute;
use crate::model::web_form;

/// The text with white space folded.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of an attribute. `None` if it is missing or blank.
pub(super) fn value(tag: &Tag<'_>, name: &str) -> Option<String> {
    attribute(tag, name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The name of an outline; empty if it has none. `text` is the name that the user gave (OPML 2.0).
pub(super) fn name(tag: &Tag<'_>) -> String {
    value(tag, "text").or_else(|| value(tag, "title")).map(|text| folded(&text)).unwrap_or_default()
}

/// Parses an address. `feed:` and the like are accepted, since other readers write them.
pub(super) fn web_address(written: &str) -> Option<Url> {
    let address = web_form(written);
    match Url::parse(&address) {
        Ok(url) => Some(url),
        // `example.org/feed`, as people type it.
        Err(url::ParseError::RelativeUrlWithoutBase) if address.contains('.') => {
            Url::parse(&format!("http://{address}")).ok()
        }
        Err(_) => None,
    }
}
