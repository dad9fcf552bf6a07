//! What looking for feeds behind an address brings.

use url::Url;

/// A feed that discovery found.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its address.
    pub feed_url: Url,
    /// The title it gives itself, else the title the page gives it, else empty.
    pub title: String,
    /// `rss`, `atom`, `json`, when known.
    pub format: Option<String>,
    /// Titles of its newest entries; empty when it was not fetched.
    pub newest: Vec<String>,
}
