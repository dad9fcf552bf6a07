//! How feeds are doing, for the page that shows all of them.

use jiff::Timestamp;

use super::ids::FeedId;

/// What the library knows of a feed beside what the feed says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedFacts {
    /// Which feed.
    pub feed_id: FeedId,
    /// Entries in all.
    pub entries: u32,
    /// Entries of the last 90 days.
    pub recent: u32,
    /// Entries that were read.
    pub read: u32,
    /// When the newest entry was published or seen.
    pub newest: Option<Timestamp>,
    /// About how many bytes it takes, told from its latest entries.
    pub bytes: u64,
}

/// How large the library is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LibrarySize {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes in it that are free and that compacting gives back.
    pub free: u64,
}
