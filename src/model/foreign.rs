//! What is imported from the database of another feed reader.

use url::Url;

use super::entry::{EntryContent, EntryKey};

/// The feed readers whose databases can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignProgram {
    Liferea,
    NewsFlash,
    QuiteRss,
    RssGuard,
}

impl ForeignProgram {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Liferea => "Liferea",
            Self::NewsFlash => "NewsFlash",
            Self::QuiteRss => "QuiteRSS",
            Self::RssGuard => "RSS Guard",
        }
    }
}

/// A feed in the database of another reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignFeed {
    /// As stored; it may be no valid address.
    pub address: String,
    /// May be empty.
    pub title: String,
    pub site_url: Option<Url>,
    /// Names of the folders that hold the feed, outermost first.
    pub folders: Vec<String>,
    pub counts: ForeignCounts,
}

/// How many entries there are in the database of another reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ForeignCounts {
    pub entries: u32,
    pub unread: u32,
    pub starred: u32,
}

impl ForeignCounts {
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            entries: self.entries.saturating_add(other.entries),
            unread: self.unread.saturating_add(other.unread),
            starred: self.starred.saturating_add(other.starred),
        }
    }
}

/// An entry in the database of another reader.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignEntry {
    /// The index of its feed.
    pub feed: usize,
    pub key: EntryKey,
    pub content: EntryContent,
    pub is_read: bool,
    pub is_starred: bool,
}
