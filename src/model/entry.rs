//! Entries: the content that a feed published, and the user's status.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::episode::EpisodeLinks;
use super::ids::{EntryId, FeedId};
use super::snooze::Snooze;

/// The identity of an entry within its feed: its guid, or else its address, or else a hash of its
/// content.
///
/// Never a date, because publishers change those.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryKey(pub String);

/// The part of an entry that its key was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyOrigin {
    /// The publisher gave the entry an identity of its own.
    #[default]
    Guid,
    /// Its address, because it has no guid.
    Address,
    /// Its title with its date or its text, because nothing else tells it from others.
    Content,
}

/// How an entry may be recognised beside its key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    pub origin: KeyOrigin,
    /// Keys that the entry may have had in an earlier document of its feed: a key is longer while
    /// several entries share a guid.
    pub former_keys: Vec<EntryKey>,
}

/// A file attached to an entry: an episode, a video, a picture (RSS `enclosure`, Atom `link
/// rel=enclosure`, Media RSS).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    pub url: Url,
    /// As published.
    pub media_type: Option<String>,
    /// As published.
    pub bytes: Option<u64>,
    /// Playing time in seconds, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// A title or description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// The published content of an entry. The user never changes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EntryContent {
    /// Plain text, entities resolved, white space folded; empty if there is none.
    pub title: String,
    /// The address behind the title.
    pub url: Option<Url>,
    /// Names only, without mail addresses.
    pub authors: Vec<String>,
    /// When it was published, if the feed's date is plausible.
    pub published: Option<Timestamp>,
    /// When it was last changed, as published.
    pub updated: Option<Timestamp>,
    /// Categories, as published.
    pub tags: Vec<String>,
    /// The best body as HTML. Plain text is already converted.
    pub html: String,
    /// The summary as HTML, if the feed has one besides the body.
    pub summary: Option<String>,
    /// The base address for relative addresses in `html`.
    pub base: Option<Url>,
    pub enclosures: Vec<Enclosure>,
    /// Chapters and transcripts of its episode.
    #[serde(default, skip_serializing_if = "EpisodeLinks::is_empty")]
    pub episode: EpisodeLinks,
    /// Another page that the entry is about (`external_url` of JSON Feed, `rel=via` of Atom).
    pub source_url: Option<Url>,
    /// The page with the discussion.
    pub comments_url: Option<Url>,
    /// The number of comments when the feed was read.
    pub comments: Option<u32>,
    /// A picture for the entry (Media RSS thumbnail, JSON Feed image).
    pub image_url: Option<Url>,
}

/// The user's status of an entry. It outlives the entry's presence in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct EntryStatus {
    pub is_read: bool,
    pub is_starred: bool,
    /// How far the article was scrolled.
    pub position: Option<ReadingPosition>,
}

/// A place in an article that survives another width or text size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReadingPosition {
    /// Index of the top-level block at the top edge of the pane.
    pub block: u32,
    /// The part of that block above the edge, 0 to 1.
    pub fraction: f32,
}

/// An entry in the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub feed_id: FeedId,
    pub key: EntryKey,
    /// When the program first saw it.
    pub first_seen: Timestamp,
    pub content: EntryContent,
    pub status: EntryStatus,
}

/// The part of an entry that lists keep for every row: 32 bytes, so that a million rows fit in
/// memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListEntry {
    pub id: EntryId,
    pub feed_id: FeedId,
    /// The sort key in seconds since 1970: the time of publication or of first sight, whichever is
    /// earlier.
    pub sort_secs: i64,
    /// What lists are sorted by before the time, in orders other than that of time: the number of
    /// words, or the second at which the entry was read. 0 in lists by time.
    pub rank: u32,
    pub is_read: bool,
    pub is_starred: bool,
}

/// The text of a row on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub id: EntryId,
    pub feed_id: FeedId,
    /// Plain text; empty if the entry has no title.
    pub title: String,
    /// The start of the body as plain text, at most some 200 characters.
    pub excerpt: String,
    /// The first author.
    pub author: Option<String>,
    /// The time of publication, or else of first sight.
    pub shown_time: Timestamp,
    /// Whether `shown_time` is the time of first sight.
    pub is_time_guessed: bool,
    /// The address that opens in the browser.
    pub url: Option<Url>,
    /// Whether it sleeps or came back.
    pub snooze: Option<Snooze>,
    /// How often the publisher has edited it.
    pub edits: u32,
}

/// An older version of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// When the program first saw it.
    pub seen: Timestamp,
    /// Title, address, authors and body of that version; the rest is that of the present one.
    pub content: EntryContent,
}
