//! The parts of a page's address, and tests for what a part can be: host, word, label, number.

use url::Url;

pub(super) struct Page<'a> {
    /// The complete address.
    pub(super) url: &'a Url,
    /// The host without `www.`.
    pub(super) host: &'a str,
    /// The segments of the path that are not empty.
    pub(super) path: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// `None` if the address is not on the web, or if the path names a feed file.
    pub(super) fn new(url: &'a Url, path: &'a str) -> Option<Self> {
        let host = url
            .host_str()
            .filter(|_| matches!(url.scheme(), "http" | "https"))?
            .trim_end_matches('.');
        let path: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let ending = path.last().and_then(|last| last.rsplit_once('.')).map(|(_, ending)| ending);
        let page = Self { url, host: host.strip_prefix("www.").unwrap_or(host), path };
        if matches!(ending, Some("atom" | "rss")) { None } else { Some(page) }
    }

    /// An address on the same host.
    pub(super) fn at(&self, path: &str) -> String {
        format!("https://{}/{path}", self.host)
    }

    /// The value of a query parameter, if it is a word.
    pub(super) fn query(&self, key: &str) -> Option<String> {
        self.url
            .query_pairs()
            .find(|(name, value)| name == key && is_word(value))
            .map(|(_, value)| value.into_owned())
    }
}

/// Host prefixes that choose another layout of the same site.
const LOOKS: [&str; 4] = ["m.", "mobile.", "new.", "old."];

/// Whether a host matches a pattern of `SITES`.
pub(super) fn is_host(host: &str, pattern: &str) -> bool {
    match pattern.strip_prefix("*.") {
        None => {
            host == pattern || LOOKS.iter().any(|look| host.strip_prefix(look) == Some(pattern))
        }
        Some(domain) => {
            host.split_once('.').is_some_and(|(_, rest)| match domain.strip_suffix('*') {
                None => rest == domain,
                Some(start) => rest.starts_with(start),
            })
        }
    }
}

/// Whether a list of words separated by spaces has this word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}

/// Whether a text is a name or number that needs no escaping anywhere in an address.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
}

/// Whether a text can be one label of a host name.
pub(super) fn is_label(text: &str) -> bool {
    is_word(text) && !text.contains(['_', '.'])
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}
