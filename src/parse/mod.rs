//! Bytes of a feed in any format to a [`ParsedFeed`]. feed-rs is the parser; what it refuses or loses is repaired around it.

use std::time::Duration;

use url::Url;

use crate::model::{EntryContent, EntryKey};

/// A feed as published.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ParsedFeed {
    /// `rss`, `atom` or `json`.
    pub format: &'static str,
    /// Plain text; empty when there is none.
    pub title: String,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// The address that the feed gives for itself.
    pub feed_url: Option<Url>,
    /// Plain text.
    pub description: Option<String>,
    /// Language tag as published.
    pub language: Option<String>,
    /// A picture that stands for the feed.
    pub icon_url: Option<Url>,
    /// How long the publisher wants to be left alone (RSS `ttl`, `sy:updatePeriod`).
    pub ttl: Option<Duration>,
    /// Entries in document order, keys unique.
    pub entries: Vec<ParsedEntry>,
}

/// An entry as published.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedEntry {
    /// Its identity within the feed.
    pub key: EntryKey,
    /// What it says.
    pub content: EntryContent,
}
