//! Subscription lists in OPML: read however they come, written so that every other reader understands them.

mod read;
mod write;

use url::Url;

pub use read::parse_opml;
pub use write::write_opml;

/// What is wrong with a subscription list.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum OpmlError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// No outline in it.
    #[error("the file holds no subscription list")]
    NotAList,
    /// More than is read.
    #[error("the file has {bytes} bytes, more than {}", read::MAX_LIST_BYTES)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// More feeds than are read.
    #[error("the list has more than {} feeds", read::MAX_FEEDS)]
    TooMany,
}

impl OpmlError {
    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAList => "not_a_list",
            Self::TooLarge { .. } => "too_large",
            Self::TooMany => "too_many",
        }
    }

    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Empty => "The file is empty".to_owned(),
            Self::NotAList => "This is not a subscription list (OPML) - choose the file that another reader exported".to_owned(),
            Self::TooMany => format!("The list has more than {} feeds - it was not read", read::MAX_FEEDS),
            Self::TooLarge { .. } => format!("The file is larger than {} MB - it was not read", read::MAX_LIST_BYTES / 1_000_000),
        }
    }
}

/// A list of feeds, in folders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubscriptionList {
    /// The list's own title; may be empty.
    pub title: String,
    /// Every feed in the order of the list, as often as it is in it.
    pub feeds: Vec<ListedFeed>,
    /// Every folder in the order of the list, as the names from the outermost in; empty folders too.
    pub folders: Vec<Vec<String>>,
    /// Feeds whose address is none.
    pub refused: Vec<RefusedFeed>,
}

/// A feed in a list that nobody can fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFeed {
    /// What stands where its address should.
    pub address: String,
    /// Its title; empty when the list gives none.
    pub title: String,
    /// The folders that it lies in, outermost first.
    pub folders: Vec<String>,
}

/// A feed in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFeed {
    /// Its address.
    pub feed_url: Url,
    /// Its title; empty when the list gives none.
    pub title: String,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// The folders that it lies in, outermost first.
    pub folders: Vec<String>,
}
