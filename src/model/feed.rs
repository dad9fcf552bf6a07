//! Feeds and folders: what the reader is subscribed to, and how each feed is doing.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::WELCOME_FEED_URL;
use super::ids::{FeedId, FolderId};
use super::problem::FeedProblem;

/// A folder of feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its identity in the library.
    pub id: FolderId,
    /// The folder that it lies in.
    pub parent: Option<FolderId>,
    /// Its name.
    pub name: String,
    /// Its place among its siblings.
    pub position: i64,
}

/// A feed that the reader is subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its identity in the library.
    pub id: FeedId,
    /// Where it is fetched: http, https, file, or [`super::WELCOME_FEED_URL`].
    pub feed_url: Url,
    /// The title that the publisher gave; empty until the first refresh.
    pub published_title: String,
    /// The title that the reader gave.
    pub custom_title: Option<String>,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// A picture that stands for the feed.
    pub icon_url: Option<Url>,
    /// The publisher's own words about the feed.
    pub description: Option<String>,
    /// The folder that it lies in.
    pub folder_id: Option<FolderId>,
    /// Its place among its siblings.
    pub position: i64,
    /// When it was subscribed to.
    pub added: Timestamp,
    /// How refreshing it goes.
    pub health: FeedHealth,
    /// Whether the full text of every entry is wanted, from its page.
    pub wants_full_text: bool,
    /// What the reader chose for it alone.
    pub options: FeedOptions,
}

impl Feed {
    /// When it is asked again by itself, with the minutes between two refreshes of feeds without a
    /// word of their own. `None` for never.
    #[must_use]
    pub fn next_attempt(&self, minutes: u32) -> Option<Timestamp> {
        let minutes = self.options.refresh_minutes.unwrap_or(minutes);
        if minutes == 0 || self.health.is_gone {
            return None;
        }
        let due = self
            .health
            .last_attempt
            .and_then(|last| last.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok());
        due.max(self.health.next_check)
    }

    /// What to call the feed on screen: the reader's title, the publisher's, or the host.
    #[must_use]
    pub fn title(&self) -> &str {
        called(self.custom_title.as_deref(), &self.published_title, &self.feed_url)
    }
}

/// What a feed with these titles and this address is called, on screen, in questions and in the
/// history.
#[must_use]
pub fn called<'a>(
    own_title: Option<&'a str>,
    published_title: &'a str,
    feed_url: &'a Url,
) -> &'a str {
    let titles = [own_title.unwrap_or_default(), published_title];
    let address = || {
        if feed_url.as_str() == WELCOME_FEED_URL { "Welcome to Gleaner" } else { feed_url.as_str() }
    };
    titles
        .into_iter()
        .find(|title| !title.is_empty())
        .unwrap_or_else(|| feed_url.host_str().unwrap_or_else(address))
}

/// When pictures are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PicturePolicy {
    /// Just before they come into view.
    #[default]
    Always,
    /// When the reader asks for them, article by article.
    Ask,
    /// Never.
    Never,
}

/// What the reader chose for one feed alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedOptions {
    /// When its pictures are fetched; as for all feeds if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pictures: Option<PicturePolicy>,
    /// Minutes between automatic refreshes; as for all feeds if not said, 0 for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_minutes: Option<u32>,
    /// What is kept of it; everything if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// Tells of its new entries on the desktop.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub notifies: bool,
    /// Keeps it out of Today.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hides_from_today: bool,
    /// How it is signed in to; not at all if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignIn>,
}

/// How a feed is signed in to. The secret itself is in the system's keyring, never in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// What is sent.
    pub kind: SignInKind,
    /// What the secret is called in the keyring.
    pub account: String,
    /// The only origin that gets it, `https://example.org`.
    pub origin: String,
}

/// What is sent to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignInKind {
    /// A user name and a password (HTTP Basic).
    Password,
    /// A token (HTTP Bearer).
    Token,
}

/// What is kept of a feed. Unread, starred and tagged entries are kept whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Retention {
    /// Entries of so many days.
    Days(u32),
    /// So many entries, the newest.
    Entries(u32),
}

/// How refreshing a feed goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedHealth {
    /// When it was last fetched, with whatever result.
    pub last_attempt: Option<Timestamp>,
    /// When it last answered as it should.
    pub last_success: Option<Timestamp>,
    /// Not to be fetched before this time, unless the reader insists and the server did not ask for
    /// it.
    pub next_check: Option<Timestamp>,
    /// What is wrong with it now.
    pub problem: Option<FeedProblem>,
    /// The server said that the feed is gone for good (410): it is fetched no more unless the
    /// reader insists.
    pub is_gone: bool,
    /// It answers from this address without saying that it moved there for good, or another feed
    /// has that address already.
    pub redirects_to: Option<Url>,
}

impl FeedHealth {
    /// Whether the reader may have to do something about it.
    #[must_use]
    pub fn needs_care(&self) -> bool {
        self.is_gone || self.problem.as_ref().is_some_and(|problem| !problem.is_note())
    }
}

/// What lets a server answer "nothing new": RFC 9110 validators and the hash of the last body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// The `ETag` header as sent, quotes included.
    pub etag: Option<String>,
    /// The `Last-Modified` header as sent.
    pub last_modified: Option<String>,
    /// BLAKE3 of the decoded body.
    pub body_hash: Option<[u8; 32]>,
    /// When the validators were first received; they are forgotten when too old.
    pub received: Option<Timestamp>,
}

/// How much is unread, for the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnreadCounts {
    /// Unread entries per feed; a feed with none may be absent.
    pub by_feed: BTreeMap<FeedId, u32>,
    /// Unread entries of today.
    pub today: u32,
    /// Starred entries, read or not.
    pub starred: u32,
}

impl UnreadCounts {
    /// Unread entries in all.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.by_feed.values().sum()
    }
}
