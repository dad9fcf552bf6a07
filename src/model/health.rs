//! Figures about feeds and the library, for the page about the health of feeds.

use jiff::Timestamp;

use super::ids::FeedId;

/// Months of 30 days whose entries are counted.
pub const FACT_MONTHS: usize = 12;

/// Figures about a feed, counted from its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedFacts {
    pub feed_id: FeedId,
    pub entries: u32,
    /// Entries of the last 90 days.
    pub recent: u32,
    /// Entries of each of the last months, the oldest first.
    pub monthly: [u32; FACT_MONTHS],
    pub read: u32,
    /// The time of the newest entry: published or, without a date, first seen.
    pub newest: Option<Timestamp>,
    /// About how many bytes the feed takes, estimated from its latest entries.
    pub bytes: u64,
}

impl FeedFacts {
    /// The share of entries that are read, in percent.
    #[must_use]
    pub fn read_percent(&self) -> u32 {
        let percent = u64::from(self.read) * 100 / u64::from(self.entries.max(1));
        u32::try_from(percent).unwrap_or(100)
    }
}

/// The size of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LibrarySize {
    /// Size of the file.
    pub bytes: u64,
    /// Bytes in the file that are unused; compacting gives them back to the disk.
    pub free: u64,
}
