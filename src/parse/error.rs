//! Why a document is not a feed: a word for programs, a line for the log, a sentence for people.

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

    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Empty => "The answer is empty - the feed may be gone".to_owned(),
            Self::WebPage => {
                "This is a web page, not a feed - try its address in Subscribe to find its feeds"
                    .to_owned()
            }
            Self::SubscriptionList => {
                "This is a list of subscriptions, not a feed - import it instead".to_owned()
            }
            Self::NotAFeed => "This is not a feed - check the address".to_owned(),
            Self::TooLarge { .. } => {
                format!(
                    "The feed is larger than {} MB - it was not read",
                    super::MAX_DOCUMENT_BYTES >> 20
                )
            }
            Self::Broken { .. } => {
                "The feed is damaged beyond repair - tell its publisher".to_owned()
            }
        }
    }
}
