//! Dialogs: what is open over the panes, and how far it has come.

use crate::model::{FeedId, FolderId, SmartFeedId};
use crate::worker::{Candidate, ImportPlan};

/// What is open over the panes.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Paste an address, choose among the feeds found.
    AddFeed(AddFeed),
    /// Type a name.
    Name {
        /// What gets it.
        target: NameTarget,
        /// The text so far.
        text: String,
    },
    /// Bring in a subscription list.
    Import {
        /// The path so far.
        path: String,
        /// How far it has come.
        stage: ImportStage,
    },
    /// Write a subscription list.
    Export {
        /// The path so far.
        path: String,
    },
    /// Keys, from the one table.
    Keys,
    /// Size, width, line height, face, colours, refreshing.
    Settings,
    /// Feeds that could not be refreshed, and why.
    Problems,
}

/// What gets a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameTarget {
    /// A feed.
    Feed(FeedId),
    /// A folder.
    Folder(FolderId),
    /// A folder to be made, perhaps to move a feed into.
    NewFolder(Option<FeedId>),
    /// The search that is open, to be saved.
    NewSmartFeed,
    /// A saved search.
    SmartFeed(SmartFeedId),
    /// The question of a saved search.
    SmartQuery(SmartFeedId),
}

/// The add dialog.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddFeed {
    /// The address so far.
    pub address: String,
    /// Where the feed goes.
    pub folder_id: Option<FolderId>,
    /// How far it has come.
    pub stage: AddStage,
}

/// How far adding has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum AddStage {
    /// Waiting for an address.
    #[default]
    Asking,
    /// Looking.
    Searching,
    /// Choose.
    Found {
        /// The feeds, best first.
        candidates: Vec<Candidate>,
        /// The chosen one.
        chosen: usize,
    },
    /// It did not work: why, in words.
    Failed(String),
}

/// How far importing has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ImportStage {
    /// Waiting for a file.
    #[default]
    Asking,
    /// Reading it.
    Reading,
    /// This is what it would do.
    Planned(ImportPlan),
    /// It did not work: why, in words.
    Failed(String),
}
