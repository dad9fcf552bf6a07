//! The result of looking for feeds behind an address.

use url::Url;

/// A feed that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub feed_url: Url,
    /// The feed's own title, or else the title in the page, or else empty.
    pub title: String,
    /// `rss`, `atom` or `json`; `None` if the feed was not fetched.
    pub format: Option<String>,
    /// The titles of its newest entries; empty if the feed was not fetched.
    pub newest: Vec<String>,
}
