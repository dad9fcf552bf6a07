//! The result of a refresh, prepared on a worker so that the store only has to write it.

use super::FeedHealth;
use super::entry::{EntryContent, EntryKey, Identity};
use super::feed::{SignIn, Validators};
use super::ids::FeedId;
use super::problem::{FeedProblem, ProblemKind};
use jiff::Timestamp;
use url::Url;

/// The data about a feed that a refresh needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedState {
    pub feed_id: FeedId,
    pub feed_url: Url,
    /// From the last fetch.
    pub validators: Validators,
    pub health: FeedHealth,
    /// The refresh interval in minutes, if the feed has its own.
    pub refresh_minutes: Option<u32>,
    /// Until when the user paused it.
    pub paused_until: Option<Timestamp>,
    /// How it is signed in to.
    pub sign_in: Option<SignIn>,
}

/// The feed's data about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedDetails {
    /// Plain text; empty if there is none.
    pub title: String,
    /// The publisher's website.
    pub site_url: Option<Url>,
    /// A picture for the feed.
    pub icon_url: Option<Url>,
    /// Plain text.
    pub description: Option<String>,
    /// As published.
    pub language: Option<String>,
    /// Why entries are missing, if some are.
    pub note: Option<ProblemKind>,
}

/// An entry ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct FreshEntry {
    pub key: EntryKey,
    pub identity: Identity,
    pub content: EntryContent,
    /// The start of the body as plain text, at most some 200 characters.
    pub excerpt: String,
    /// The text of the body, for search.
    pub text: String,
    /// The number of words in the body, for the reading time.
    pub words: u32,
    /// A hash of everything that was published. It differs if the entry was changed.
    pub content_hash: [u8; 16],
}

/// Another address that a feed answered from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub url: Url,
    /// Whether every redirect on the way was permanent.
    pub is_permanent: bool,
}

/// The result of refreshing one feed.
#[derive(Debug, Clone, PartialEq)]
pub enum RefreshOutcome {
    /// Nothing has changed, by the server or by the hash of the body.
    Unchanged {
        /// For the next request.
        validators: Validators,
        /// The feed is not fetched before this time.
        next_check: Option<Timestamp>,
        moved_to: Option<Move>,
    },
    /// The feed was read.
    Changed {
        details: Box<FeedDetails>,
        /// In the order of the document, with unique keys.
        entries: Vec<FreshEntry>,
        /// For the next request.
        validators: Validators,
        /// The feed is not fetched before this time.
        next_check: Option<Timestamp>,
        moved_to: Option<Move>,
    },
    /// The feed could not be fetched or read. Everything stored stays.
    Failed {
        /// `since` and `failures` continue the stored problem.
        problem: FeedProblem,
        /// The feed is not fetched before this time.
        next_check: Option<Timestamp>,
        /// The server said that the feed is gone for good (410).
        is_gone: bool,
    },
    /// The feed was not fetched, because its server asked for a pause until then.
    Waiting { until: Timestamp },
}
