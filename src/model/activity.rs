//! Requests that were made: the cause, the address and the result. They never contain a secret (see
//! [`without_secrets`]).

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::ids::FeedId;
use super::secrets::without_secrets;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The user started a refresh.
    Asked,
    /// The timer started a refresh.
    Timer,
    /// A new subscription: finding its feed, or its first refresh.
    Added,
    /// Looking at a feed without subscribing.
    Preview,
    /// The page of an entry, for its full text.
    FullText,
    /// A picture in an article.
    Picture,
    /// The icon of a feed.
    Icon,
    /// A sync of an account.
    Sync,
    /// An episode that is played.
    Episode,
    /// A sync with other computers through a folder. No request was made.
    Folder,
}

impl Cause {
    pub const ALL: [Self; 10] = [
        Self::Asked,
        Self::Timer,
        Self::Added,
        Self::Preview,
        Self::FullText,
        Self::Picture,
        Self::Icon,
        Self::Sync,
        Self::Episode,
        Self::Folder,
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
            Self::Sync => "sync",
            Self::Episode => "episode",
            Self::Folder => "folder",
        }
    }

    /// The cause with this word.
    #[must_use]
    pub fn of(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.kind() == kind)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    pub cause: Cause,
    /// The feed that the request was for, if it is known.
    pub feed_id: Option<FeedId>,
    /// The address, without secrets.
    pub url: String,
    pub begun: Timestamp,
    /// The time until the last byte.
    pub took: Duration,
    /// Whether the server could have answered "not modified".
    pub is_conditional: bool,
    /// In order.
    pub redirects: Vec<Redirect>,
    pub answer: Answer,
    /// Bytes of the body, before decoding.
    pub bytes: u64,
    /// The `Content-Type` header, cut at some length.
    pub content_type: Option<String>,
}

/// One redirect of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    pub status: u16,
    /// The target, without secrets.
    pub url: String,
}

impl Redirect {
    /// Removes secrets from the target.
    #[must_use]
    pub fn to(status: u16, url: &Url) -> Self {
        Self { status, url: without_secrets(url) }
    }
}

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Status(u16),
    /// There was no complete answer. The reason, as a sentence for people.
    Failed(String),
    /// Another computer unsubscribed from the feed. It stays, because it was read meanwhile.
    Kept,
}

impl Activity {
    /// Whether the request failed. "Not modified" is a success.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        match self.answer {
            Answer::Status(status) => !(200..300).contains(&status) && status != 304,
            Answer::Failed(_) => true,
            Answer::Kept => false,
        }
    }

    /// Whether the request was for a feed, or for its address before there was a subscription.
    #[must_use]
    pub fn is_of(&self, feed_id: FeedId, feed_url: &str) -> bool {
        match self.feed_id {
            Some(id) => id == feed_id,
            // Two addresses may look the same once secrets are hidden.
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
    fn a_failure_is_any_other_status_or_no_answer() {
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
