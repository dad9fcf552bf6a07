//! Requests that were made: why, where to, and what came of each. No secret ever gets in here (see
//! [`without_secrets`]).

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::ids::FeedId;
use super::secrets::without_secrets;

/// Why something was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The reader asked for a refresh.
    Asked,
    /// A timer asked for a refresh.
    Timer,
    /// A feed was looked for to subscribe to it, or fetched for the first time.
    Added,
    /// A feed was looked at without subscribing.
    Preview,
    /// The page of an entry, for its full text.
    FullText,
    /// A picture of an article.
    Picture,
    /// A picture that stands for a feed.
    Icon,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Asked,
        Self::Timer,
        Self::Added,
        Self::Preview,
        Self::FullText,
        Self::Picture,
        Self::Icon,
    ];

    /// A short stable word for programs.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Asked => "refresh",
            Self::Timer => "timer",
            Self::Added => "add",
            Self::Preview => "preview",
            Self::FullText => "full_text",
            Self::Picture => "picture",
            Self::Icon => "icon",
        }
    }

    /// The cause with that word.
    #[must_use]
    pub fn of(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.kind() == kind)
    }
}

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Why.
    pub cause: Cause,
    /// For which feed, where that is known.
    pub feed_id: Option<FeedId>,
    /// Where to, without secrets.
    pub url: String,
    /// When it was sent.
    pub begun: Timestamp,
    /// How long it took, to the last byte.
    pub took: Duration,
    /// Whether the server could have answered that nothing changed.
    pub is_conditional: bool,
    /// Where it was sent on to, step by step.
    pub redirects: Vec<Redirect>,
    /// What came in the end.
    pub answer: Answer,
    /// Bytes of the body as they came over the wire.
    pub bytes: u64,
    /// What the server calls the body.
    pub content_type: Option<String>,
}

/// A step from one address to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// The status that sent it on.
    pub status: u16,
    /// Where to, without secrets.
    pub url: String,
}

impl Redirect {
    /// A step to an address.
    #[must_use]
    pub fn to(status: u16, url: &Url) -> Self {
        Self { status, url: without_secrets(url) }
    }
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The server answered with this status.
    Status(u16),
    /// No answer came whole: a sentence for people.
    Failed(String),
}

impl Activity {
    /// Whether it did not bring what was asked for. "Not modified" is as good as the thing itself.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        match self.answer {
            Answer::Status(status) => !(200..300).contains(&status) && status != 304,
            Answer::Failed(_) => true,
        }
    }

    /// Whether it was made for a feed, or at its address before it was one.
    #[must_use]
    pub fn is_of(&self, feed_id: FeedId, feed_url: &str) -> bool {
        match self.feed_id {
            Some(id) => id == feed_id,
            // Without what was hidden, two addresses may look the same.
            None => self.url == feed_url && !self.url.contains(super::HIDDEN),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(answer: Answer) -> Activity {
        Activity {
            cause: Cause::Asked,
            feed_id: None,
            url: "https://a.org/feed".into(),
            begun: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
            is_conditional: false,
            redirects: Vec::new(),
            answer,
            bytes: 0,
            content_type: None,
        }
    }

    #[test]
    fn every_cause_has_a_word_of_its_own() {
        assert!(Cause::ALL.into_iter().all(|cause| Cause::of(cause.kind()) == Some(cause)));
        assert_eq!(Cause::of("other"), None);
    }

    #[test]
    fn a_failure_is_whatever_brought_nothing() {
        let is_failed = |status| answered(Answer::Status(status)).is_failed();
        assert_eq!(
            [200, 204, 304, 302, 404, 503].map(is_failed),
            [false, false, false, true, true, true]
        );
        assert!(answered(Answer::Failed("no".into())).is_failed());
    }

    #[test]
    fn a_request_without_a_feed_is_of_the_feed_at_its_address() {
        let before = answered(Answer::Status(200));
        assert!(before.is_of(FeedId(1), "https://a.org/feed"));
        assert!(!before.is_of(FeedId(1), "https://b.org/feed"));
        assert!(
            !Activity { feed_id: Some(FeedId(2)), ..before.clone() }
                .is_of(FeedId(1), "https://a.org/feed")
        );
        let hidden = "https://a.org/***";
        assert!(
            !Activity { url: hidden.into(), ..before }.is_of(FeedId(1), hidden),
            "another feed may look so, too"
        );
    }
}
