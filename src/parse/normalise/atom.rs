//! A feed in the form that feed-rs is given, and the fields that do not pass through feed-rs.

use std::time::Duration;

use crate::model::SkippedTimes;

/// A feed as plain Atom, and the fields of the feed that do not pass through feed-rs.
#[derive(Debug)]
pub(in crate::parse) struct NormalFeed {
    pub(in crate::parse) atom: AtomFeed,
    pub(in crate::parse) extras: FeedExtras,
}

/// The fields of a feed that feed-rs does not read from Atom.
#[derive(Debug, Default)]
pub(in crate::parse) struct FeedExtras {
    /// `rss`, `atom` or `json`.
    pub(in crate::parse) format: &'static str,
    pub(in crate::parse) language: Option<String>,
    /// How long the publisher asks readers to wait between requests.
    pub(in crate::parse) ttl: Option<Duration>,
    pub(in crate::parse) skipped: SkippedTimes,
    /// The new address of the feed.
    pub(in crate::parse) new_url: Option<String>,
    /// The address of the next older entries.
    pub(in crate::parse) next_page: Option<String>,
    /// Whether entries were left out because of a limit.
    pub(in crate::parse) has_more_entries: bool,
    /// Whether the document ends before the feed does.
    pub(in crate::parse) is_cut_off: bool,
    /// How many of the first entries are to be left out.
    pub(in crate::parse) surplus: usize,
    /// Whether the feed lists its oldest entries first, by their dates.
    pub(in crate::parse) is_oldest_first: bool,
}

/// A feed as several Atom documents.
#[derive(Debug)]
pub(in crate::parse) struct AtomFeed {
    /// The fields of the feed itself, without entries.
    pub(in crate::parse) head: String,
    pub(in crate::parse) pieces: Vec<AtomPiece>,
}

/// Some entries of a feed.
#[derive(Debug)]
pub(in crate::parse) struct AtomPiece {
    pub(in crate::parse) atom: String,
    /// One for each entry, in the same order.
    pub(in crate::parse) facts: Vec<EntryFacts>,
}

/// The fields of an entry that Atom has no element for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::parse) struct EntryFacts {
    /// How long the entry's episode plays. Podcasts state it beside the file.
    pub(in crate::parse) seconds: Option<u32>,
    pub(in crate::parse) comment_count: Option<u32>,
    /// How long each enclosure plays, in the order of the links. Files after the last known length
    /// are missing.
    pub(in crate::parse) file_seconds: Vec<Option<u32>>,
    /// The address of the episode's chapters, as written.
    pub(in crate::parse) chapters: Option<String>,
    /// Its transcripts, at most [`MAX_TRANSCRIPTS`](super::writer::MAX_TRANSCRIPTS).
    pub(in crate::parse) transcripts: Vec<WrittenTranscript>,
}

/// A transcript as its feed writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::parse) struct WrittenTranscript {
    pub(in crate::parse) href: String,
    pub(in crate::parse) media_type: Option<String>,
    pub(in crate::parse) language: Option<String>,
}

impl WrittenTranscript {
    pub(in crate::parse) fn bytes(&self) -> usize {
        let texts = [&self.media_type, &self.language].into_iter().flatten();
        self.href.len() + texts.map(String::len).sum::<usize>()
    }
}
