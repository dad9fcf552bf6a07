//! What a list shows, and what can be done to all of it at once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{FeedId, FolderId, RuleId, SmartFeedId};

/// Where the entries of a list come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Source {
    /// Every entry.
    All,
    /// Entries whose sort time is not before `since`, the start of the reader's day.
    Today {
        /// Start of the day in the reader's time zone.
        since: Timestamp,
    },
    /// Starred entries.
    Starred,
    /// Entries of one feed.
    Feed(FeedId),
    /// Entries of all feeds in a folder and the folders in it.
    Folder(FolderId),
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Filter {
    /// Read and unread.
    All,
    /// Unread only.
    #[default]
    Unread,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

/// A question to the library whose answer is a list of entries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    /// Where from.
    pub source: Source,
    /// Which.
    pub filter: Filter,
    /// In which order; ties are broken by id, newest last seen first.
    pub order: Order,
    /// Words that title or text must contain, all of them; empty for no search.
    pub search: String,
}

/// A search that was saved: a place in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmartFeed {
    /// Its identity in the library.
    pub id: SmartFeedId,
    /// What it is called.
    pub name: String,
    /// The question (see [`crate::query`]).
    pub query: String,
}

/// A change to the statuses of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatusChange {
    /// Mark as read (`true`) or unread.
    Read(bool),
    /// Star (`true`) or remove the star.
    Starred(bool),
    /// Keep out of Today and All (`true`), or show there again.
    Hidden(bool),
}

impl StatusChange {
    /// Whether the status is set, not taken away.
    #[must_use]
    pub fn is_on(self) -> bool {
        match self {
            Self::Read(value) | Self::Starred(value) | Self::Hidden(value) => value,
        }
    }

    /// What takes it back.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Read(value) => Self::Read(!value),
            Self::Starred(value) => Self::Starred(!value),
            Self::Hidden(value) => Self::Hidden(!value),
        }
    }
}

/// What happens by itself to entries that arrive and that a question finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its identity in the library.
    pub id: RuleId,
    /// The question (see [`crate::query`]).
    pub query: String,
    /// Where it holds.
    pub scope: RuleScope,
    /// What happens.
    pub actions: RuleActions,
    /// Whether it is in force.
    pub is_enabled: bool,
}

/// Where a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RuleScope {
    /// In all feeds.
    #[default]
    Everywhere,
    /// In one feed.
    Feed(FeedId),
    /// In the feeds of a folder and the folders in it.
    Folder(FolderId),
}

impl RuleScope {
    /// The entries that it covers.
    #[must_use]
    pub fn source(self) -> Source {
        match self {
            Self::Everywhere => Source::All,
            Self::Feed(id) => Source::Feed(id),
            Self::Folder(id) => Source::Folder(id),
        }
    }
}

/// What a rule does to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub struct RuleActions {
    /// Marks it as read.
    pub marks_read: bool,
    /// Stars it.
    pub stars: bool,
    /// Keeps it out of Today, Unread and All.
    pub hides: bool,
    /// Tells of it on the desktop.
    pub notifies: bool,
    /// Puts this tag on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl RuleActions {
    /// Whether it does anything.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self != &Self::default()
    }
}
