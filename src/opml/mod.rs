//! Subscription lists: OPML, read however it comes and written so that every other reader
//! understands it; and what some programs keep instead of it, which is read only.
//!
//! What no other reader knows (choices for a feed, saved searches, rules) is written in a namespace
//! of our own.

mod any;
mod lines;
mod newsboat;
mod own;
mod read;
mod thunderbird;
mod write;

use url::Url;

pub use any::parse_list;
pub use read::parse_opml;
pub use write::write_opml;

use crate::model::{FeedChoices, ListedRule, ListedSearch};

/// What is wrong with a subscription list.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum OpmlError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// No outline in it, nor anything else that is known.
    #[error("the file holds no subscription list")]
    NotAList,
    /// What Thunderbird kept its feeds in before it had `feeds.json`.
    #[error("the file is Thunderbird's feeds.rdf")]
    ThunderbirdRdf,
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
            Self::NotAList | Self::ThunderbirdRdf => "not_a_list",
            Self::TooLarge { .. } => "too_large",
            Self::TooMany => "too_many",
        }
    }

    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Empty => "The file is empty".to_owned(),
            Self::NotAList => "This is not a subscription list - what can be read is OPML, which most readers export, Newsboat's urls, \
                               Thunderbird's feeds.json, and addresses, one a line"
                .to_owned(),
            Self::ThunderbirdRdf => "This is an old file of Thunderbird's own - export the feeds from Thunderbird as OPML".to_owned(),
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
    /// Every folder in the order of the list, as the names from the outermost in; empty folders
    /// too.
    pub folders: Vec<Vec<String>>,
    /// Feeds whose address is none.
    pub refused: Vec<RefusedFeed>,
    /// Saved searches.
    pub searches: Vec<ListedSearch>,
    /// Rules.
    pub rules: Vec<ListedRule>,
    /// What is meant well and cannot be had here.
    pub left_out: Vec<LeftOut>,
}

/// Something in a list that is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// As it stands in the list, or its name.
    pub what: String,
    /// Why, for people.
    pub reason: String,
}

impl LeftOut {
    /// Something, and why it is left out.
    #[must_use]
    pub fn new(what: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { what: what.into(), reason: reason.into() }
    }
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
    /// What the reader chose for it.
    pub choices: FeedChoices,
}
