//! The library as the sidebar shows it, and what refreshing and trying a rule come to.

use crate::model::{Feed, FeedId, Folder, FolderId, Rule, UnreadCounts};
use crate::query::SmartFeed;

/// Which feeds to refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every feed, because the user asked.
    All,
    /// Every feed whose time has come, because a timer asked, with the minutes between refreshes of
    /// feeds without a word of their own.
    Due {
        /// Minutes; 0 for never.
        minutes: u32,
    },
    /// The feeds in a folder and the folders in it.
    Folder(FolderId),
    /// One feed.
    Feed(FeedId),
}

/// Feeds, folders and counts, as the sidebar shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryView {
    /// All feeds, in the order of the sidebar.
    pub feeds: Vec<Feed>,
    /// All folders, in the order of the sidebar.
    pub folders: Vec<Folder>,
    /// Saved searches, in the order of the sidebar.
    pub smart_feeds: Vec<SmartFeed>,
    /// Rules, in their order.
    pub rules: Vec<Rule>,
    /// Tags that the reader gave, in the order of the alphabet.
    pub tags: Vec<String>,
    /// What is unread.
    pub counts: UnreadCounts,
}

/// What a rule would have done to the latest entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleTried {
    /// How many were looked at.
    pub looked_at: u32,
    /// How many it finds.
    pub found: u32,
    /// The titles of the first of them.
    pub titles: Vec<String>,
}

/// What a refresh came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RefreshSummary {
    /// Feeds that were asked.
    pub feeds: u32,
    /// New entries.
    pub new_entries: u32,
    /// New entries that the reader wants to be told of on the desktop.
    pub notable: u32,
    /// Entries whose content changed.
    pub updated_entries: u32,
    /// Feeds that failed.
    pub failed: u32,
    /// Feeds left alone because their server asked for it.
    pub waiting: u32,
    /// No server could be reached at all: the machine is offline.
    pub is_offline: bool,
    /// What could not be reached is a proxy.
    pub is_proxy_unreached: bool,
    /// The user stopped it.
    pub is_cancelled: bool,
}
