//! A feed fresh from a refresh, prepared on a worker so that storing it is nothing but writing.

use super::FeedHealth;
use super::entry::{EntryContent, EntryKey};
use super::feed::{SignIn, Validators};
use super::ids::FeedId;
use super::problem::FeedProblem;
use jiff::Timestamp;
use url::Url;

/// What a refresh needs to know about a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedState {
    /// Which feed.
    pub feed_id: FeedId,
    /// Where it is.
    pub feed_url: Url,
    /// What the server said last time.
    pub validators: Validators,
    /// How it went so far.
    pub health: FeedHealth,
    /// Minutes between automatic refreshes, where the reader chose so for this feed alone.
    pub refresh_minutes: Option<u32>,
    /// How it is signed in to.
    pub sign_in: Option<SignIn>,
}

/// What a feed says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedDetails {
    /// Plain text; empty when there is none.
    pub title: String,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// A picture that stands for the feed.
    pub icon_url: Option<Url>,
    /// Plain text.
    pub description: Option<String>,
    /// The language, as the feed says it.
    pub language: Option<String>,
    /// How many entries were kept of a feed that has more than the limit; `None` if all were.
    pub entries_kept: Option<u32>,
}

/// An entry ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct FreshEntry {
    /// Its identity within the feed.
    pub key: EntryKey,
    /// What it says; `html` is empty, the body is in `packed_html`.
    pub content: EntryContent,
    /// The body, compressed with zstd.
    pub packed_html: Vec<u8>,
    /// The first words, at most some 200 characters of plain text.
    pub excerpt: String,
    /// All words of the body, for the search.
    pub text: String,
    /// How many words the body has, for the reading time.
    pub words: u32,
    /// Hash over everything that was published: differs when the entry was changed.
    pub content_hash: [u8; 16],
}

/// Where a feed answered from, when that is not its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The other address.
    pub url: Url,
    /// The server said that it is for good: every redirect on the way was permanent.
    pub is_permanent: bool,
}

/// The result of refreshing one feed.
#[derive(Debug, Clone, PartialEq)]
pub enum RefreshOutcome {
    /// The server or the body's hash says that nothing changed.
    Unchanged {
        /// What to send next time.
        validators: Validators,
        /// Not to be asked again before.
        next_check: Option<Timestamp>,
        /// The feed answered from elsewhere.
        moved_to: Option<Move>,
    },
    /// The feed was read.
    Changed {
        /// What it says about itself.
        details: Box<FeedDetails>,
        /// Its entries in document order, keys unique.
        entries: Vec<FreshEntry>,
        /// What to send next time.
        validators: Validators,
        /// Not to be asked again before.
        next_check: Option<Timestamp>,
        /// The feed answered from elsewhere.
        moved_to: Option<Move>,
    },
    /// It could not be fetched or read; everything stored stays.
    Failed {
        /// Why; `since` and `failures` continue what was known.
        problem: FeedProblem,
        /// Not to be asked again before.
        next_check: Option<Timestamp>,
        /// The server said that it is gone for good.
        is_gone: bool,
    },
    /// It was not asked, because its server wants to be left alone until then.
    Waiting {
        /// Until when.
        until: Timestamp,
    },
}
