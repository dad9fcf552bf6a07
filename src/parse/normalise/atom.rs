//! A feed in the form that feed-rs is given.

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

/// The numbers of an entry that Atom has no element for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::parse) struct EntryFacts {
    /// How long the entry's episode plays. Podcasts state it beside the file.
    pub(in crate::parse) seconds: Option<u32>,
    pub(in crate::parse) comment_count: Option<u32>,
    /// How long each enclosure plays, in the order of the links. Files after the last known length
    /// are missing.
    pub(in crate::parse) file_seconds: Vec<Option<u32>>,
}
