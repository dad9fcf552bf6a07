//! Subscription lists: reads OPML, however damaged, and the lists of other programs; writes OPML
//! that every feed reader understands.
//!
//! Data that other readers do not know (feed options, saved searches, rules) is written in a
//! namespace of our own.

mod any;
mod lines;
mod newsboat;
mod own;
mod read;
mod text;
mod thunderbird;
mod write;

use url::Url;

pub use any::parse_list;
pub use read::parse_opml;
pub use write::write_opml;

use crate::model::{FeedChoices, ListedRule, ListedSearch};

/// Why a subscription list cannot be read. `Display` is a sentence for people.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum OpmlError {
    /// Nothing except white space.
    #[error("The file is empty")]
    Empty,
    /// No outline, and no other list that we know.
    #[error(
        "This is not a subscription list \u{2014} Gleaner reads OPML, which most feed readers \
         export, Newsboat's urls, Thunderbird's feeds.json, and addresses, one per line"
    )]
    NotAList,
    /// The file in which Thunderbird stored its feeds before `feeds.json`.
    #[error("This is an old Thunderbird file \u{2014} export the feeds from Thunderbird as OPML")]
    ThunderbirdRdf,
    /// More than `read::MAX_LIST_BYTES`.
    #[error(
        "The file is larger than {} MB \u{2014} it was not read",
        read::MAX_LIST_BYTES / 1_000_000
    )]
    TooLarge { bytes: usize },
    /// More than `read::MAX_FEEDS`.
    #[error("The list has more than {} feeds \u{2014} it was not read", read::MAX_FEEDS)]
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

    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.to_string()
    }
}

/// The content of a subscription list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubscriptionList {
    /// The list's own title; may be empty.
    pub title: String,
    /// In the order of the list. A feed may be in it more than once.
    pub feeds: Vec<ListedFeed>,
    /// In the order of the list, each as the names from the outermost folder in. Includes empty
    /// folders.
    pub folders: Vec<Vec<String>>,
    /// Feeds whose address is not valid.
    pub refused: Vec<RefusedFeed>,
    pub searches: Vec<ListedSearch>,
    pub rules: Vec<ListedRule>,
    /// Items that Gleaner cannot take over.
    pub left_out: Vec<LeftOut>,
}

/// An item of a list that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The text in the list, or the name of the item.
    pub what: String,
    pub reason: LeftOutReason,
}

impl LeftOut {
    #[must_use]
    pub fn new(what: impl Into<String>, reason: impl Into<LeftOutReason>) -> Self {
        Self { what: what.into(), reason: reason.into() }
    }
}

/// Why an item of a list is not imported. `Display` completes "Left out: NAME \u{2014} ...".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeftOutReason {
    /// A Newsboat feed that is piped through a program.
    #[error(
        "Newsboat runs a program on this feed, which Gleaner does not do; add the address by \
         itself if that is enough"
    )]
    FilterProgram,
    /// A feed that is the output of a program.
    #[error("a program makes this feed, and Gleaner runs no programs")]
    FeedProgram,
    #[error("this is not a valid address")]
    InvalidAddress,
    /// A Newsboat filter that cannot be parsed.
    #[error("its filter cannot be read")]
    UnreadableFilter,
    /// A Newsboat filter with a condition that the query language does not have.
    #[error("a search in Gleaner cannot use \u{201c}{attribute}\u{201d} in that way")]
    NoEquivalent {
        /// The attribute in the filter, such as `rank`.
        attribute: String,
    },
    #[error("no more than {limit} searches are read")]
    TooManySearches { limit: usize },
    #[error("no more than {limit} rules are read")]
    TooManyRules { limit: usize },
    /// A reason in words, from an importer outside this module.
    #[error("{0}")]
    Worded(String),
}

impl From<String> for LeftOutReason {
    fn from(words: String) -> Self {
        Self::Worded(words)
    }
}

impl From<&str> for LeftOutReason {
    fn from(words: &str) -> Self {
        Self::Worded(words.to_owned())
    }
}

/// A feed of a list whose address is not valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFeed {
    /// The text in place of the address.
    pub address: String,
    /// Empty if the list gives none.
    pub title: String,
    /// Outermost first.
    pub folders: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFeed {
    pub feed_url: Url,
    /// Empty if the list gives none.
    pub title: String,
    /// The website of the publisher.
    pub site_url: Option<Url>,
    /// Outermost first.
    pub folders: Vec<String>,
    /// The user's options for this feed.
    pub choices: FeedChoices,
}
