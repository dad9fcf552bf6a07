//! Why a document is not a feed: a word for programs, a line for the log, a sentence for people.

use crate::model::{DocumentProblem, ProblemKind};

/// Why a document is not a feed.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// Nothing but white space.
    #[error("the document is empty")]
    Empty,
    /// A web page.
    #[error("the document is a web page")]
    WebPage,
    /// A list of feeds instead of a feed.
    #[error("the document is a subscription list")]
    SubscriptionList,
    /// Neither XML with a feed in it nor JSON.
    #[error("the document holds no feed")]
    NotAFeed,
    /// More than is read.
    #[error("the document has {bytes} bytes, more than {}", super::MAX_DOCUMENT_BYTES)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It looks like a feed, but the parser refused it, even repaired.
    #[error("the feed cannot be read: {reason}")]
    Broken {
        /// The parser's words.
        reason: String,
    },
}

impl ParseError {
    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WebPage => "web_page",
            Self::SubscriptionList => "subscription_list",
            Self::NotAFeed => "not_a_feed",
            Self::TooLarge { .. } => "too_large",
            Self::Broken { .. } => "broken_feed",
        }
    }

    /// The problem that a feed has because of this error.
    #[must_use]
    pub fn problem(&self) -> ProblemKind {
        let document = |problem| ProblemKind::Document { problem };
        match self {
            Self::Empty => document(DocumentProblem::Empty),
            Self::WebPage => document(DocumentProblem::WebPage),
            Self::SubscriptionList => document(DocumentProblem::SubscriptionList),
            Self::NotAFeed => document(DocumentProblem::NotAFeed),
            Self::Broken { .. } => document(DocumentProblem::Broken),
            Self::TooLarge { .. } => {
                ProblemKind::FeedTooLarge { limit_bytes: super::MAX_DOCUMENT_BYTES as u64 }
            }
        }
    }

    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.problem().words()
    }
}
