//! Recognises an address that was pasted into the window, where no text field has the cursor.

use url::Url;

/// Longest text that is taken for an address, in bytes.
const ADDRESS_MAX: usize = 2048;
/// The schemes of feeds and of pages that may have some.
const SCHEMES: [&str; 7] = ["http", "https", "feed", "feeds", "pcast", "itpc", "podcast"];

/// The address in a pasted text; `None` if the text is something else.
#[must_use]
pub fn pasted_address(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.len() > ADDRESS_MAX || text.contains(char::is_whitespace) {
        return None;
    }
    let has_scheme = Url::parse(text).is_ok_and(|url| SCHEMES.contains(&url.scheme()));
    let is_site = text.strip_prefix("www.").is_some_and(|rest| rest.contains('.'));
    (has_scheme || is_site).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_recognised() {
        for address in [
            "https://example.org/feed.xml",
            " http://example.org\n",
            "feed:https://example.org/rss",
            "feed://example.org/rss",
            "podcast://example.org/show",
            "www.example.org/blog",
        ] {
            assert_eq!(pasted_address(address), Some(address.trim()), "{address}");
        }
    }

    #[test]
    fn other_text_is_no_address() {
        let long = format!("https://example.org/{}", "x".repeat(ADDRESS_MAX));
        for text in [
            "",
            "two words",
            "https://example.org/ and more",
            "jane@example.org",
            "mailto:jane@example.org",
            "file:///etc/passwd",
            "www.",
            &long,
        ] {
            assert_eq!(pasted_address(text), None, "{text}");
        }
    }
}
