//! Judges by words and addresses whether a link leads to a feed.

use url::Url;

/// Longest text of a link to a feed, in words. A longer one is a headline.
const WORDS_MAX: usize = 5;

/// Words that only feeds have.
const FEED_WORDS: [&str; 9] =
    ["rss", "rss2", "atom", "rdf", "newsfeed", "webfeed", "jsonfeed", "syndicate", "syndication"];
/// Words that mean a feed if the link has no others.
const LONE_WORDS: [&str; 9] = [
    "feed",
    "feeds",
    "xml",
    "syndicate",
    "syndication",
    "newsfeed",
    "web feed",
    "json feed",
    "subscribe to feed",
];
/// Words of links to pages about feeds.
const ABOUT_WORDS: [&str; 23] = [
    "what",
    "how",
    "why",
    "about",
    "help",
    "faq",
    "guide",
    "guides",
    "reader",
    "readers",
    "learn",
    "explained",
    "using",
    "tutorial",
    "was",
    "wie",
    "que",
    "qu",
    "como",
    "cosa",
    "hilfe",
    "aide",
    "html",
];

/// Whether an address looks like that of a feed.
pub(super) fn is_feed_address(url: &Url) -> bool {
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
    is_named || is_suffixed || is_host || is_query
}

/// Whether an address and the words of its link together look like a feed.
pub(super) fn is_worded_file(url: &Url, text: &str) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_worded = matches!(
        text.to_ascii_lowercase().as_str(),
        "rss" | "atom" | "rss feed" | "atom feed" | "feed" | "json feed"
    );
    is_worded && ["xml", "json", "feed", "rss"].iter().any(|word| last.contains(word))
}

/// Whether an address has a word of feeds somewhere in its path or query.
pub(super) fn hints_at_feed(url: &Url) -> bool {
    let rest = format!("{} {}", url.path(), url.query().unwrap_or_default());
    has_feed_word(&rest) && !is_about_feeds(&rest)
}

/// Whether a text or a name has a word of feeds in it.
pub(super) fn has_feed_word(text: &str) -> bool {
    words(text).any(|word| FEED_WORDS.contains(&word.as_str()))
}

/// Whether a link with this text leads to a feed.
pub(super) fn says_feed(text: &str) -> bool {
    let few = words(text).nth(WORDS_MAX).is_none();
    let lower = text.trim().to_lowercase();
    let is_lone = LONE_WORDS.contains(&lower.as_str());
    few && !text.contains(['?', '\u{ff1f}'])
        && (is_lone || has_feed_word(text))
        && !is_about_feeds(text)
}

/// Whether a text is about feeds and no feed itself.
fn is_about_feeds(text: &str) -> bool {
    words(text).any(|word| ABOUT_WORDS.contains(&word.as_str()))
}

/// The words of a text in lower case. Scripts without spaces have long ones, so words of the Latin
/// script end where another script begins.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_with_a_word_of_feeds_says_feed() {
        for text in [
            "RSS",
            "RSS 2.0",
            "Subscribe via RSS",
            "Flux RSS",
            "RSS-Feed",
            "Feed",
            "rss订阅",
            "XML",
        ] {
            assert!(says_feed(text), "{text}");
        }
        for text in [
            "What is RSS?",
            "About RSS",
            "RSS reader",
            "Feed the birds",
            "Atomic",
            "Why I gave up on RSS and came back to it",
            "Tea",
            "",
        ] {
            assert!(!says_feed(text), "{text}");
        }
    }

    #[test]
    fn an_address_hints_at_a_feed_by_a_whole_word() {
        let hints = |address: &str| hints_at_feed(&Url::parse(address).unwrap());
        for address in
            ["https://a.org/out.php?type=rss", "https://a.org/rss/all", "http://a/rss.asp"]
        {
            assert!(hints(address), "{address}");
        }
        for address in [
            "https://rss.a.org/",
            "https://a.org/what-is-rss",
            "http://a/press",
            "http://a/rss.html",
        ] {
            assert!(!hints(address), "{address}");
        }
    }
}
