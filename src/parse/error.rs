//! The reasons why a document is not a feed, each with a stable word for programs, a line for the
//! log and a sentence for the user.

use super::limits::MAX_DOCUMENT_BYTES;
use crate::model::{DocumentProblem, ProblemKind};

/// The reason why a document is not a feed.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// The document contains only white space.
    #[error("the document is empty")]
    Empty,
    /// The document is HTML.
    #[error("the document is a web page")]
    WebPage,
    /// The document is OPML.
    #[error("the document is a subscription list")]
    SubscriptionList,
    /// Neither XML with a feed in it nor JSON.
    #[error("the document holds no feed")]
    NotAFeed,
    /// The document is larger than [`MAX_DOCUMENT_BYTES`].
    #[error("the document has {bytes} bytes, more than {}", MAX_DOCUMENT_BYTES)]
    TooLarge {
        /// The size of the document.
        bytes: usize,
    },
    /// The document looks like a feed, but feed-rs refused even its repaired form.
    #[error("the feed cannot be read: {reason}")]
    Broken {
        /// The message of feed-rs.
        reason: String,
    },
}

impl ParseError {
    /// A short stable word for programs and `--json`.
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
                ProblemKind::FeedTooLarge { limit_bytes: MAX_DOCUMENT_BYTES as u64 }
            }
        }
    }

    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.problem().words()
    }
}
