//! What a list shows, and what can be done to all of it at once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{FeedId, FolderId, SmartFeedId};

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
}
