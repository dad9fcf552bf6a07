//! The reasons why a document is not a feed, each with a stable word for programs, a line for the
//! log and a sentence for the user.

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
    /// The document is larger than [`super::MAX_DOCUMENT_BYTES`].
    #[error("the document has {bytes} bytes, more than {}", super::MAX_DOCUMENT_BYTES)]
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

    /// A sentence for the user.
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
