//! Finds web addresses in plain text.

use linkify::{LinkFinder, LinkKind};

/// Splits a text into pieces, each with whether it is a web address with a scheme. The pieces
/// together are the text.
pub(crate) fn split_at_urls(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(true);
    finder.spans(text).map(|span| (span.as_str(), span.kind().is_some()))
}

#[cfg(test)]
mod tests {
    use super::split_at_urls;

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        assert_eq!(
            split_at_urls("See https://example.org/a?b=1, example.org").collect::<Vec<_>>(),
            [("See ", false), ("https://example.org/a?b=1", true), (", example.org", false)]
        );
    }
}
