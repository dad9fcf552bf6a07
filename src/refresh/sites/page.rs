//! The address of a page taken apart, and what its parts can be: hosts, words, labels, numbers.

use url::Url;

use super::LOOKS;

/// The address of a page, taken apart.
pub(super) struct Page<'a> {
    /// All of it.
    pub(super) url: &'a Url,
    /// The host without `www.`.
    pub(super) host: &'a str,
    /// The segments of the path that aren't empty.
    pub(super) path: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// Takes apart an address with this path; none when it isn't on the web or names a feed.
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

    /// An address at the same host.
    pub(super) fn at(&self, path: &str) -> String {
        format!("https://{}/{path}", self.host)
    }

    /// What the query says about a key, when that is a word.
    pub(super) fn query(&self, key: &str) -> Option<String> {
        self.url
            .query_pairs()
            .find(|(name, value)| name == key && is_word(value))
            .map(|(_, value)| value.into_owned())
    }
}

/// Whether a host is one of those that a pattern stands for.
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

/// Whether a list of words has one.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}

/// Whether a text is a name or number that means the same in every part of an address.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
}

/// Whether a text can be a label of a host.
pub(super) fn is_label(text: &str) -> bool {
    is_word(text) && !text.contains(['_', '.'])
}

/// Whether a text is a number.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}
