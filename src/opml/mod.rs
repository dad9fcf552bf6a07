//! Subscription lists: reads OPML, however damaged, and the lists of other programs; writes OPML
//! that every feed reader understands.
//!
//! Data that other readers do not know (feed options, saved searches, rules) is written in a
//! namespace of our own.

mod any;
mod kinds;
mod lines;
mod newsboat;
mod own;
mod read;
mod text;
mod thunderbird;
mod write;

use std::fmt;

use url::Url;

pub use any::parse_list;
pub use read::parse_opml;
pub use write::write_opml;

use crate::i18n::{bytes_words, t};
use crate::model::{FeedChoices, ListedRule, ListedSearch};

/// Why a subscription list cannot be read. `Display` is a sentence for people.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum OpmlError {
    /// Nothing except white space.
    Empty,
    /// No outline, and no other list that we know.
    NotAList,
    /// The file in which Thunderbird stored its feeds before `feeds.json`.
    ThunderbirdRdf,
    /// More than `read::MAX_LIST_BYTES`.
    TooLarge { bytes: usize },
    /// More than `read::MAX_FEEDS`.
    TooMany,
}

impl fmt::Display for OpmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Empty => t!(error_list_empty),
            Self::NotAList => t!(error_list_unknown),
            Self::ThunderbirdRdf => t!(error_list_thunderbird_rdf),
            Self::TooLarge { .. } => {
                t!(error_list_too_large, limit = bytes_words(read::MAX_LIST_BYTES as u64))
            }
            Self::TooMany => t!(error_list_too_many_feeds, count = read::MAX_FEEDS),
        })
    }
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
    FilterProgram,
    /// A feed that is the output of a program.
    FeedProgram,
    InvalidAddress,
    /// A recipe of `FreshRSS` for making a feed out of a page or an API.
    ScrapedPage,
    /// A link to a page.
    Link,
    /// A reference to another list.
    OtherList,
    /// A feed is in one folder only, and this one is in another already.
    SecondFolder {
        /// The folder where it is, with those around it.
        kept: String,
    },
    /// A Newsboat filter that cannot be parsed.
    UnreadableFilter,
    /// A Newsboat filter with a condition that the query language does not have.
    NoEquivalent {
        /// The attribute in the filter, such as `rank`.
        attribute: String,
    },
    TooManySearches {
        limit: usize,
    },
    TooManyRules {
        limit: usize,
    },
    /// A reason in words, from an importer outside this module.
    Worded(String),
}

impl fmt::Display for LeftOutReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::FilterProgram => t!(skipped_newsboat_filter),
            Self::FeedProgram => t!(skipped_program),
            Self::InvalidAddress => t!(skipped_address),
            Self::ScrapedPage => t!(skipped_scraped),
            Self::Link => t!(skipped_link),
            Self::OtherList => t!(skipped_list),
            Self::SecondFolder { kept } if kept.is_empty() => t!(skipped_outside_folders),
            Self::SecondFolder { kept } => t!(skipped_second_folder, folder = kept.as_str()),
            Self::UnreadableFilter => t!(skipped_filter),
            Self::NoEquivalent { attribute } => {
                t!(skipped_attribute, attribute = attribute.as_str())
            }
            Self::TooManySearches { limit } => t!(skipped_too_many_searches, count = *limit),
            Self::TooManyRules { limit } => t!(skipped_too_many_rules, count = *limit),
            Self::Worded(words) => words.clone(),
        })
    }
}

impl From<String> for LeftOutReason {
    fn from(words: String) -> Self {
        Self::Worded(words)
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
