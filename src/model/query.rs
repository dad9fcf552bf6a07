//! How lists are shown, what can be done to entries, and rules that do it automatically.

use serde::{Deserialize, Serialize};

use super::ids::{FeedId, FolderId, RuleId};

/// Which entries of a place a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Filter {
    /// Read and unread entries.
    All,
    #[default]
    Unread,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// Those with the most words first.
    Longest,
    /// Those with the fewest words first.
    Shortest,
    /// Those that were read last first; those that never were come last.
    LastRead,
    /// As in the queue of episodes. Only that place has this order.
    #[serde(skip)]
    Queue,
}

impl Order {
    /// Those to choose from.
    pub const ALL: [Self; 5] =
        [Self::Newest, Self::Oldest, Self::Longest, Self::Shortest, Self::LastRead];

    /// Whether the order is that of time, in which lists have headings for days.
    #[must_use]
    pub fn is_by_time(self) -> bool {
        match self {
            Self::Newest | Self::Oldest => true,
            Self::Longest | Self::Shortest | Self::LastRead | Self::Queue => false,
        }
    }
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
    /// Whether the change sets the status; otherwise it removes it.
    #[must_use]
    pub fn is_on(self) -> bool {
        match self {
            Self::Read(value) | Self::Starred(value) | Self::Hidden(value) => value,
        }
    }

    /// The change that reverts this one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Read(value) => Self::Read(!value),
            Self::Starred(value) => Self::Starred(!value),
            Self::Hidden(value) => Self::Hidden(!value),
        }
    }
}

/// Something that is done automatically to arriving entries that a query finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: RuleId,
    /// The query as the user wrote it; the module `query` reads it.
    pub query: String,
    pub scope: RuleScope,
    pub actions: RuleActions,
    pub is_enabled: bool,
}

/// The feeds that a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RuleScope {
    /// All feeds.
    #[default]
    Everywhere,
    Feed(FeedId),
    /// The feeds in a folder and the folders in it.
    Folder(FolderId),
}

/// The things that a rule does to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub struct RuleActions {
    pub marks_read: bool,
    /// For entries that their publisher has edited. New ones are unread anyway.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub marks_unread: bool,
    pub stars: bool,
    /// Keeps the entry out of Today, Unread and All.
    pub hides: bool,
    /// Shows a desktop notification.
    pub notifies: bool,
    /// The tag that the entry gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl RuleActions {
    /// Whether the rule does anything at all.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self != &Self::default()
    }
}
