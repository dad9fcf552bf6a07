//! Entries: what a feed published, as stored, and what the reader did with them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::ids::{EntryId, FeedId};

/// What makes an entry the same entry next time, within its feed: its guid, else its address, else
/// a hash of what it says.
///
/// Never a date: publishers change those.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryKey(pub String);

/// A file that the entry carries: an episode, a video, a picture (RSS `enclosure`, Atom `link
/// rel=enclosure`, Media RSS).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Absolute address of the file.
    pub url: Url,
    /// Media type, as published.
    pub media_type: Option<String>,
    /// Size in bytes, as published.
    pub bytes: Option<u64>,
    /// How long it plays, in seconds, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// What it shows or is called, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// What was published: the same for an entry fresh from the parser and one from the library. Never
/// changed by the reader.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EntryContent {
    /// Plain text, entities resolved, white space folded; empty when the publisher gave none.
    pub title: String,
    /// The address a click on the title opens.
    pub url: Option<Url>,
    /// Names only.
    pub authors: Vec<String>,
    /// When it was published, as far as the feed can be believed.
    pub published: Option<Timestamp>,
    /// When it was last changed, as published.
    pub updated: Option<Timestamp>,
    /// Categories, as published.
    pub tags: Vec<String>,
    /// The best body as published, as HTML; plain text arrives here already converted.
    pub html: String,
    /// The short form, as HTML, when the feed carries it beside the body.
    pub summary: Option<String>,
    /// What relative addresses in `html` refer to.
    pub base: Option<Url>,
    /// Attached files.
    pub enclosures: Vec<Enclosure>,
    /// The page that the entry is about, when that is another one (`external_url` of JSON Feed,
    /// `rel=via` of Atom).
    pub source_url: Option<Url>,
    /// The page with the discussion.
    pub comments_url: Option<Url>,
    /// How many comments there were when the feed was read.
    pub comments: Option<u32>,
    /// A picture that stands for the entry (Media RSS thumbnail, JSON Feed image).
    pub image_url: Option<Url>,
}

/// What the reader did with an entry. Outlives the entry's presence in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct EntryStatus {
    /// Marked as read.
    pub is_read: bool,
    /// Marked with a star.
    pub is_starred: bool,
    /// How far the article was scrolled.
    pub position: Option<ReadingPosition>,
}

/// A place in an article that survives another width or text size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReadingPosition {
    /// Index of the top-level block of the document at the top edge of the pane.
    pub block: u32,
    /// How much of that block is above the edge, 0 to 1.
    pub fraction: f32,
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its identity in the library.
    pub id: EntryId,
    /// The feed that it belongs to.
    pub feed_id: FeedId,
    /// Its identity in its feed.
    pub key: EntryKey,
    /// When the program first saw it.
    pub first_seen: Timestamp,
    /// What was published.
    pub content: EntryContent,
    /// What the reader did with it.
    pub status: EntryStatus,
}

/// The part of an entry that a list needs for every row, seen or not: 32 bytes, so that a million
/// fit in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListEntry {
    /// Which entry.
    pub id: EntryId,
    /// Its feed.
    pub feed_id: FeedId,
    /// What the list is ordered by, in seconds since 1970: the earlier of publication and first
    /// sight.
    pub sort_secs: i64,
    /// Marked as read.
    pub is_read: bool,
    /// Marked with a star.
    pub is_starred: bool,
}

/// The texts of a row that is on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Which entry.
    pub id: EntryId,
    /// Its feed.
    pub feed_id: FeedId,
    /// Plain text; empty when the entry has no title.
    pub title: String,
    /// The first words of the body, at most some 200 characters of plain text.
    pub excerpt: String,
    /// The first author.
    pub author: Option<String>,
    /// The time to show: publication, else first sight.
    pub shown_time: Timestamp,
    /// Whether `shown_time` is only when the program first saw the entry.
    pub is_time_guessed: bool,
    /// The address that opens in the browser.
    pub url: Option<Url>,
}
