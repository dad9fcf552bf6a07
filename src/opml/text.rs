//! Reads names and addresses in subscription lists.

use url::Url;

use crate::markup::Tag;
use crate::markup::entities::attribute;

/// The text with white space folded.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of an attribute. `None` if it is missing or blank.
pub(super) fn value(tag: &Tag<'_>, name: &str) -> Option<String> {
    attribute(tag, name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The name of an outline; empty if it has none.
pub(super) fn name(tag: &Tag<'_>) -> String {
    value(tag, "title").or_else(|| value(tag, "text")).map(|text| folded(&text)).unwrap_or_default()
}

/// Parses an address. `feed:` is accepted, since browsers once wrote it for feeds over http.
pub(super) fn web_address(written: &str) -> Option<Url> {
    let address = match written.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) => rest.to_owned(),
        None => written.to_owned(),
    };
    match Url::parse(&address) {
        Ok(url) => Some(url),
        // `example.org/feed`, as people type it.
        Err(url::ParseError::RelativeUrlWithoutBase) if address.contains('.') => {
            Url::parse(&format!("http://{address}")).ok()
        }
        Err(_) => None,
    }
}
