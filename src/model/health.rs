//! Figures about feeds and the library, for the page about the health of feeds.

use jiff::Timestamp;

use super::ids::FeedId;

/// Figures about a feed, counted from its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedFacts {
    pub feed_id: FeedId,
    pub entries: u32,
    /// Entries of the last 90 days.
    pub recent: u32,
    pub read: u32,
    /// The time of the newest entry: published or, without a date, first seen.
    pub newest: Option<Timestamp>,
    /// About how many bytes the feed takes, estimated from its latest entries.
    pub bytes: u64,
}

/// The size of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LibrarySize {
    /// Size of the file.
    pub bytes: u64,
    /// Bytes in the file that are unused; compacting gives them back to the disk.
    pub free: u64,
}
