//! A feed and its entries as published: the result of parsing.

use std::time::Duration;

use url::Url;

use crate::model::{EntryContent, EntryKey, Identity, SkippedTimes};

/// A feed as published.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ParsedFeed {
    /// `rss`, `atom` or `json`.
    pub format: &'static str,
    /// Plain text, empty if the feed has no title.
    pub title: String,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// The address that the feed states for itself.
    pub feed_url: Option<Url>,
    /// Plain text.
    pub description: Option<String>,
    /// The language tag as published.
    pub language: Option<String>,
    /// A picture that stands for the feed.
    pub icon_url: Option<Url>,
    /// How long the publisher asks readers to wait between requests (RSS `ttl`, `sy:updatePeriod`).
    pub ttl: Option<Duration>,
    /// The times in which the publisher wants no requests (RSS `skipHours`, `skipDays`).
    pub skipped: SkippedTimes,
    /// The new address of the feed (`itunes:new-feed-url`).
    pub new_url: Option<Url>,
    /// The document with the next older entries (RFC 5005, `next_url` of JSON Feed).
    pub next_page: Option<Url>,
    /// In document order, with unique keys.
    pub entries: Vec<ParsedEntry>,
    /// Whether entries were left out, because of their number ([`super::MAX_ENTRIES`]) or their
    /// size.
    pub has_more_entries: bool,
    /// Whether the document ends before the feed does, so that entries may be missing.
    pub is_cut_off: bool,
}

/// An entry as published.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedEntry {
    /// Its identity within the feed.
    pub key: EntryKey,
    pub identity: Identity,
    /// Whether the document has the same entry further up. Repeats are not stored.
    pub is_repeat: bool,
    pub content: EntryContent,
}
