//! Feeds and folders, and the health of each feed.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::ids::{AccountId, FeedId, FolderId};
use super::pace::Pace;
use super::problem::FeedProblem;
use super::story::StoryLevel;
use super::wishes::Wishes;
use super::{SAVED_PAGES_URL, WELCOME_FEED_URL};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    pub id: FolderId,
    /// The folder around it.
    pub parent: Option<FolderId>,
    pub name: String,
    /// Its position among its siblings.
    pub position: i64,
    /// `None` is on this computer.
    pub account_id: Option<AccountId>,
    /// Whether the sidebar shows no number beside it.
    pub hides_count: bool,
    /// Which entries of its feeds share a row in lists; `None` is as everywhere.
    pub stories: Option<StoryLevel>,
}

/// A feed that the user is subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub id: FeedId,
    /// An http, https or file address, or [`super::WELCOME_FEED_URL`].
    pub feed_url: Url,
    /// The publisher's title; empty until the first refresh.
    pub published_title: String,
    /// The user's title.
    pub custom_title: Option<String>,
    /// The publisher's website.
    pub site_url: Option<Url>,
    /// A picture for the feed.
    pub icon_url: Option<Url>,
    /// The publisher's description.
    pub description: Option<String>,
    pub folder_id: Option<FolderId>,
    /// Its position among its siblings.
    pub position: i64,
    /// When it was subscribed to.
    pub added: Timestamp,
    pub health: FeedHealth,
    /// Whether the full text of every entry is fetched from its page.
    pub wants_full_text: bool,
    /// The user's options for this feed alone.
    pub options: FeedOptions,
    /// The account whose server fetches it; `None` is on this computer.
    pub account_id: Option<AccountId>,
}

impl Feed {
    /// Whether it holds the pages that the user saved. It has no server.
    #[must_use]
    pub fn is_saved_pages(&self) -> bool {
        self.feed_url.as_str() == SAVED_PAGES_URL
    }

    /// Whether the user paused it until a date, and it was not refreshed since that.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        let until = self.options.paused_until;
        until.is_some_and(|until| self.health.last_attempt.is_none_or(|last| last < until))
    }

    /// Until when it pauses; `None` if it does not.
    #[must_use]
    pub fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.options.paused_until.filter(|until| *until > now)
    }

    /// The time of the next automatic refresh. `minutes` is the interval for feeds without their
    /// own. `None` means never.
    #[must_use]
    pub fn next_attempt(&self, minutes: u32) -> Option<Timestamp> {
        let minutes = self.options.refresh_minutes.unwrap_or(minutes);
        let is_fetched = self.account_id.is_none() && !self.is_saved_pages();
        if minutes == 0 || self.health.is_gone || !is_fetched {
            return None;
        }
        let due = self
            .health
            .last_attempt
            .and_then(|last| last.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok());
        due.max(self.health.next_check).max(self.options.paused_until)
    }

    /// The title on screen: the user's, or else the publisher's, or else the host.
    #[must_use]
    pub fn title(&self) -> &str {
        called(self.custom_title.as_deref(), &self.published_title, &self.feed_url)
    }
}

/// The title on screen of a feed with these titles and this address. Queries and the history use it
/// too.
#[must_use]
pub fn called<'a>(
    own_title: Option<&'a str>,
    published_title: &'a str,
    feed_url: &'a Url,
) -> &'a str {
    let titles = [own_title.unwrap_or_default(), published_title];
    let address = || match feed_url.as_str() {
        WELCOME_FEED_URL => "Welcome to Gleaner",
        SAVED_PAGES_URL => "Saved pages",
        other => other,
    };
    titles
        .into_iter()
        .find(|title| !title.is_empty())
        .unwrap_or_else(|| feed_url.host_str().unwrap_or_else(address))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PicturePolicy {
    /// Shortly before they come into view.
    #[default]
    Always,
    /// When the user asks for them, article by article.
    Ask,
    Never,
}

/// The user's options for one feed alone. `None` stands for the setting of all feeds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedOptions {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pictures: Option<PicturePolicy>,
    /// Minutes between automatic refreshes; 0 means never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_minutes: Option<u32>,
    /// The entries to keep; `None` keeps all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// Whether new entries cause notifications.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub notifies: bool,
    /// Whether its entries are left out of Today.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hides_from_today: bool,
    /// Whether the sidebar shows no number beside it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hides_count: bool,
    /// How many of its entries are unread at most: when more arrive, the older ones are marked as
    /// read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread_limit: Option<u32>,
    /// It is not refreshed before this time, unless the user refreshes this feed alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Timestamp>,
    /// How long its entries stay in the river; `None` follows how often it posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// The credentials to send; `None` sends none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignIn>,
    /// How its episodes are played and downloaded.
    #[serde(skip_serializing_if = "ListenOptions::is_default")]
    pub listening: ListenOptions,
}

/// How the episodes of a feed are played and downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListenOptions {
    /// The speed in percent; `None` is that of all feeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed_percent: Option<u32>,
    /// Seconds of the beginning that are skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_start_secs: Option<u32>,
    /// Seconds of the ending that are skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_end_secs: Option<u32>,
    /// How many of the newest episodes are downloaded; `None` downloads on request only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub downloads: Option<u32>,
}

impl ListenOptions {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How a feed is signed in to. The secret itself is in the system's keyring, never in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    pub kind: SignInKind,
    /// The name of the secret in the keyring.
    pub account: String,
    /// The only origin that receives the secret, `https://example.org`.
    pub origin: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignInKind {
    /// A user name and a password (HTTP Basic).
    Password,
    /// A token (HTTP Bearer).
    Token,
}

/// The entries of a feed to keep. Unread, starred and tagged entries are always kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Retention {
    /// Those of the last days.
    Days(u32),
    /// The newest ones, by number.
    Entries(u32),
}

/// A feed that failed this many times in a row needs care, whatever the reason.
pub const FAILURES_BEFORE_CARE: u32 = 3;

/// The results of refreshing a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedHealth {
    /// The last fetch, with any result.
    pub last_attempt: Option<Timestamp>,
    /// The last fetch without a problem.
    pub last_success: Option<Timestamp>,
    /// The feed is not fetched before this time. The user can override it, unless the server asked
    /// for the pause.
    pub next_check: Option<Timestamp>,
    /// The current problem.
    pub problem: Option<FeedProblem>,
    /// The server said that the feed is gone for good (410). It is fetched only if the user
    /// refreshes this feed.
    pub is_gone: bool,
    /// The address that the feed answers from, if the redirect is temporary, or if another feed has
    /// that address.
    pub redirects_to: Option<Url>,
}

impl FeedHealth {
    /// Whether the user may have to act: the feed is gone, or its problem lasts. One failed refresh
    /// means little, because servers and networks have short troubles.
    #[must_use]
    pub fn needs_care(&self) -> bool {
        self.is_gone
            || self.problem.as_ref().is_some_and(|problem| {
                problem.kind.is_lasting() || problem.failures >= FAILURES_BEFORE_CARE
            })
    }
}

/// The values that let a server answer "not modified" (RFC 9110), and the hash of the last body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// The `ETag` header as sent, with quotes.
    pub etag: Option<String>,
    /// The `Last-Modified` header as sent.
    pub last_modified: Option<String>,
    /// BLAKE3 of the decoded body.
    pub body_hash: Option<[u8; 32]>,
    /// When the validators were first received. They are dropped when they are too old.
    pub received: Option<Timestamp>,
    /// What the publisher asks of readers, which outlives answers that say nothing of it.
    pub wishes: Wishes,
}

/// Unread counts for the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnreadCounts {
    /// Unread entries by feed. A feed with none may be missing.
    pub by_feed: BTreeMap<FeedId, u32>,
    /// Unread entries of today.
    pub today: u32,
    /// Starred entries, read or not.
    pub starred: u32,
    /// Sleeping entries.
    pub asleep: u32,
}

impl UnreadCounts {
    #[must_use]
    pub fn total(&self) -> u32 {
        self.by_feed.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{HostProblem, ProblemKind, SignInProblem};

    fn health(kind: ProblemKind, failures: u32) -> FeedHealth {
        let problem = FeedProblem { kind, since: Timestamp::UNIX_EPOCH, failures };
        FeedHealth { problem: Some(problem), ..FeedHealth::default() }
    }

    #[test]
    fn a_feed_needs_care_after_repeated_failures() {
        let timeout =
            || ProblemKind::Host { host: "a.org".to_owned(), problem: HostProblem::Timeout };
        let needs_care = |failures| health(timeout(), failures).needs_care();
        assert!(!needs_care(1) && !needs_care(FAILURES_BEFORE_CARE - 1));
        assert!(needs_care(FAILURES_BEFORE_CARE));
    }

    #[test]
    fn a_problem_that_waiting_does_not_end_needs_care_at_once() {
        let host = || "a.org".to_owned();
        let sign_in = ProblemKind::SignIn { host: host(), problem: SignInProblem::Missing };
        assert!(health(sign_in, 1).needs_care());
        assert!(health(ProblemKind::FileNotFound { path: "a.xml".to_owned() }, 1).needs_care());
        assert!(FeedHealth { is_gone: true, ..FeedHealth::default() }.needs_care());
        let busy = ProblemKind::Status { host: host(), status: 503, retry_at: None };
        assert!(!health(busy, 1).needs_care());
        assert!(!health(ProblemKind::LeftOut { entries_kept: 5 }, 0).needs_care());
        assert!(!FeedHealth::default().needs_care());
    }
}
