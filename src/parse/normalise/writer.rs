//! Writes the only form that feed-rs is given: plain, complete Atom, in pieces of some entries
//! each.
//!
//! feed-rs needs many times the memory of a document, so it never gets a large feed whole. Facts
//! that Atom has no element for travel beside the text, in [`EntryFacts`].

use url::Url;

use super::atom::{AtomFeed, AtomPiece, EntryFacts, WrittenTranscript};
use super::field::{TextConstruct, TextKind};
use super::trend::Trend;
use crate::markup::escape::{push_attribute, push_section};
use crate::parse::limits::MAX_ENTRIES;

/// The link relations that are written.
pub(crate) mod relation {
    /// A picture that stands for the entry. Atom has no such relation; this one is ours.
    pub(crate) const PICTURE: &str = "picture";
    /// The page with the discussion.
    pub(crate) const COMMENTS: &str = "replies";
    /// An attached file.
    pub(crate) const ENCLOSURE: &str = "enclosure";
    /// The page that the entry is about.
    pub(crate) const SOURCE: &str = "via";
    /// The page that shows the same.
    pub(crate) const PAGE: &str = "alternate";
    /// The feed itself.
    pub(crate) const FEED: &str = "self";
}

/// A link of an entry or a feed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Link<'a> {
    pub(super) relation: &'a str,
    pub(super) href: &'a str,
    pub(super) media_type: Option<&'a str>,
}

/// A file attached to an entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct File<'a> {
    pub(super) href: &'a str,
    pub(super) media_type: Option<&'a str>,
    /// Its size in bytes, as written.
    pub(super) bytes: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    /// How long it plays.
    pub(super) seconds: Option<u32>,
}

/// Most authors, tags and files of the feed, or of one entry, that are written. Far fewer are kept,
/// but each would be an object of feed-rs before that.
const MAX_LISTED: usize = 1000;
/// Most other links of the feed, or of one entry. One of each relation is kept.
const MAX_LINKED: usize = 1000;

/// A piece is complete once it has this many bytes.
const PIECE_BYTES: usize = 1 << 20;
/// Longest text, in bytes. A little more than is ever read of a body, so that the article still
/// notices that it was cut.
pub(super) const MAX_TEXT_BYTES: usize = (8 << 20) + 64;
/// Longest address, tag or name of a file, in bytes. Longer ones are left out.
pub(super) const MAX_VALUE_BYTES: usize = 64 << 10;
/// Most transcripts of one entry.
pub(super) const MAX_TRANSCRIPTS: usize = 16;
/// Bytes that may be written in addition to twice the size of the document. Short fields grow by
/// the base of their addresses and by the markup of Atom.
const MAX_GROWTH_BYTES: usize = 8 << 20;

/// The fields of the feed itself are written until they have this many bytes.
const MAX_HEAD_BYTES: usize = 2 * MAX_TEXT_BYTES;

const OPENING: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\">";
const CLOSING: &str = "</feed>";

/// Writes an [`AtomFeed`].
#[derive(Debug, Default)]
pub(super) struct Writer {
    head: String,
    /// The entries that are in no piece yet, and their facts.
    entries: String,
    facts: Vec<EntryFacts>,
    pieces: Vec<AtomPiece>,
    /// Bytes of the pieces.
    piece_bytes: usize,
    /// Most bytes of the whole feed.
    max_bytes: usize,
    /// Whether an entry was left out because there was no room for it.
    is_over: bool,
    /// Where the entry that is being written begins in `entries`.
    entry_start: Option<usize>,
    entry_facts: EntryFacts,
    /// Files of the entry that is being written.
    file_count: usize,
    /// Its authors, tags and files.
    listed: usize,
    /// Its other links.
    linked: usize,
    /// Entries that are written and kept.
    count: usize,
    /// Whether entries were left out at the beginning.
    has_dropped: bool,
    trend: Trend,
}

impl Writer {
    /// `source_bytes` is the size of the document.
    pub(super) fn new(source_bytes: usize) -> Self {
        Self {
            head: OPENING.to_owned(),
            max_bytes: 2 * source_bytes + MAX_GROWTH_BYTES,
            ..Self::default()
        }
    }

    /// Whether the limit for the whole feed is reached.
    pub(super) fn is_full(&self) -> bool {
        self.is_over || self.head.len() + self.entries.len() + self.piece_bytes > self.max_bytes
    }

    /// Whether there is room for one more field of the open entry, or else of the feed.
    fn has_room(&self) -> bool {
        if self.entry_start.is_some() { !self.is_full() } else { self.head.len() <= MAX_HEAD_BYTES }
    }

    /// Whether the feed has all the entries that are kept. Of a feed that lists the oldest first,
    /// the last ones are kept, so there is room to the end.
    pub(super) fn has_enough(&self) -> bool {
        self.count >= MAX_ENTRIES && !self.trend.is_rising()
    }

    /// Whether the first entries were left out, and how many more of them are surplus.
    pub(super) fn left_out(&self) -> (bool, usize) {
        (self.has_dropped, self.count.saturating_sub(MAX_ENTRIES))
    }

    pub(super) fn is_oldest_first(&self) -> bool {
        self.trend.is_rising()
    }

    pub(super) fn close_feed(mut self) -> AtomFeed {
        self.forget_entry();
        self.close_piece();
        self.head.push_str(CLOSING);
        AtomFeed { head: self.head, pieces: self.pieces }
    }

    pub(super) fn open_entry(&mut self) {
        self.listed = 0;
        self.linked = 0;
        self.file_count = 0;
        self.entry_facts = EntryFacts::default();
        self.trend.begin_entry();
        if self.entries.is_empty() {
            self.entries.push_str(OPENING);
        }
        self.entry_start = Some(self.entries.len());
        self.entries.push_str("<entry>");
    }

    /// Closes the open entry, or leaves it out if there is not enough room for it.
    pub(super) fn close_entry(&mut self) {
        if self.is_full() {
            self.is_over = true;
            return self.forget_entry();
        }
        self.entry_start = None;
        self.entries.push_str("</entry>");
        self.facts.push(std::mem::take(&mut self.entry_facts));
        self.trend.end_entry();
        self.count += 1;
        self.drop_surplus();
        if self.entries.len() >= PIECE_BYTES {
            self.close_piece();
        }
    }

    /// Leaves out the open entry, if there is one.
    pub(super) fn forget_entry(&mut self) {
        if let Some(start) = self.entry_start.take() {
            self.entries.truncate(start);
        }
    }

    /// Drops the first pieces of a feed that is too long and lists its oldest entries first.
    fn drop_surplus(&mut self) {
        while let Some(first) = self.pieces.first()
            && self.count.saturating_sub(first.facts.len()) >= MAX_ENTRIES
        {
            let first = self.pieces.remove(0);
            self.count -= first.facts.len();
            self.piece_bytes -= first.atom.len();
        }
        self.has_dropped |= self.count > MAX_ENTRIES;
    }

    fn close_piece(&mut self) {
        let mut atom = std::mem::take(&mut self.entries);
        let facts = std::mem::take(&mut self.facts);
        if atom.len() > OPENING.len() {
            atom.push_str(CLOSING);
            atom.shrink_to_fit();
            self.piece_bytes += atom.len();
            self.pieces.push(AtomPiece { atom, facts });
        }
    }

    /// The text of the open entry, or else of the feed itself.
    fn out(&mut self) -> &mut String {
        if self.entry_start.is_some() { &mut self.entries } else { &mut self.head }
    }

    /// Writes an element that contains only text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !self.has_room() {
            return;
        }
        self.open(name);
        self.out().push('>');
        push_section(self.out(), beginning(text.trim()));
        self.close(name);
    }

    /// Writes an element with a text of a known kind. Relative addresses in it refer to `base`.
    pub(super) fn construct(
        &mut self,
        name: &str,
        construct: &TextConstruct<'_>,
        base: Option<&Url>,
    ) {
        if !self.has_room() {
            return;
        }
        self.open(name);
        let kind = match construct.kind {
            TextKind::Plain => "text",
            TextKind::Html => "html",
        };
        push_attribute(self.out(), "type", kind);
        if let Some(base) = base {
            push_attribute(self.out(), "xml:base", base.as_str());
        }
        self.out().push('>');
        push_section(self.out(), beginning(&construct.text));
        self.close(name);
    }

    /// Writes a date.
    pub(super) fn time(&mut self, name: &str, time: jiff::Timestamp) {
        self.trend.note(time);
        self.text(name, &time.to_string());
    }

    /// Writes a link that is no file.
    pub(super) fn link(&mut self, link: &Link<'_>) {
        if link.href.len() > MAX_VALUE_BYTES || !self.counts_link() {
            return;
        }
        self.open_link(link.relation, link.href, link.media_type);
        self.out().push_str("/>");
    }

    /// Writes an enclosure.
    pub(super) fn file(&mut self, file: &File<'_>) {
        if file.href.len() > MAX_VALUE_BYTES || !self.counts_listed() {
            return;
        }
        self.open_link(relation::ENCLOSURE, file.href, file.media_type);
        let title = file.title.filter(|title| !title.trim().is_empty());
        for (name, value) in [("length", file.bytes), ("title", title)] {
            self.optional_attribute(name, value);
        }
        self.out().push_str("/>");
        if file.seconds.is_some() {
            self.entry_facts.file_seconds.resize(self.file_count, None);
            self.entry_facts.file_seconds.push(file.seconds);
        }
        self.file_count += 1;
    }

    fn open_link(&mut self, relation: &str, href: &str, media_type: Option<&str>) {
        self.open("link");
        push_attribute(self.out(), "rel", relation);
        push_attribute(self.out(), "href", href);
        self.optional_attribute("type", media_type);
    }

    fn optional_attribute(&mut self, name: &str, value: Option<&str>) {
        let value = value.map(str::trim).filter(|value| value.len() <= MAX_VALUE_BYTES);
        if let Some(value) = value {
            push_attribute(self.out(), name, value);
        }
    }

    /// Records how long the episode of the open entry plays.
    pub(super) fn duration(&mut self, seconds: Option<u32>) {
        self.entry_facts.seconds = seconds;
    }

    /// Records how many comments the open entry has.
    pub(super) fn comment_count(&mut self, count: Option<u32>) {
        self.entry_facts.comment_count = count;
    }

    /// Records the chapters of the open entry.
    pub(super) fn chapters(&mut self, href: String) {
        if href.len() <= MAX_VALUE_BYTES && self.has_room() {
            self.entry_facts.chapters.get_or_insert(href);
        }
    }

    /// Records a transcript of the open entry.
    pub(super) fn transcript(&mut self, transcript: WrittenTranscript) {
        let known = &mut self.entry_facts.transcripts;
        if transcript.bytes() <= MAX_VALUE_BYTES && known.len() < MAX_TRANSCRIPTS {
            known.push(transcript);
        }
    }

    /// Counts a link and returns whether it may be written.
    fn counts_link(&mut self) -> bool {
        self.linked += 1;
        self.linked <= MAX_LINKED && self.has_room()
    }

    /// Counts an author, tag or file and returns whether it may be written.
    fn counts_listed(&mut self) -> bool {
        self.listed += 1;
        self.listed <= MAX_LISTED && self.has_room()
    }

    pub(super) fn author(&mut self, name: &str) {
        if !self.counts_listed() {
            return;
        }
        self.out().push_str("<author>");
        self.text("name", name);
        self.out().push_str("</author>");
    }

    pub(super) fn category(&mut self, term: &str) {
        let term = term.trim();
        if term.len() > MAX_VALUE_BYTES || !self.counts_listed() {
            return;
        }
        self.open("category");
        push_attribute(self.out(), "term", term);
        self.out().push_str("/>");
    }

    fn open(&mut self, name: &str) {
        self.out().extend(["<", name]);
    }

    fn close(&mut self, name: &str) {
        self.out().extend(["</", name, ">"]);
    }
}

/// The part of a text that is kept.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT_BYTES)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a mark occurs in the text that is written.
    fn count(write: impl Fn(&mut Writer), mark: &str) -> usize {
        let mut writer = Writer::new(0);
        for _ in 0..2 {
            writer.open_entry();
            (0..2 * MAX_LISTED).for_each(|_| write(&mut writer));
            writer.close_entry();
        }
        writer.close_feed().pieces.iter().map(|piece| piece.atom.matches(mark).count()).sum()
    }

    fn with_entry(write: impl Fn(&mut Writer)) -> String {
        let mut writer = Writer::new(1 << 20);
        writer.open_entry();
        write(&mut writer);
        writer.close_entry();
        writer.close_feed().pieces.remove(0).atom
    }

    #[test]
    fn entries_are_written_in_pieces_and_the_feed_apart() {
        let mut writer = Writer::new(0);
        for number in 0..5 {
            writer.open_entry();
            writer.text("id", &"x".repeat(PIECE_BYTES / 2));
            writer.close_entry();
            writer.text("title", &number.to_string());
        }
        writer.open_entry();
        let AtomFeed { head, pieces } = writer.close_feed();
        assert_eq!((head.matches("<title>").count(), head.matches("<entry>").count()), (5, 0));
        assert_eq!(
            pieces
                .iter()
                .map(|piece| piece.atom.matches("</entry></feed>").count())
                .collect::<Vec<_>>(),
            [1, 1, 1]
        );
        assert_eq!(
            pieces.iter().map(|piece| piece.atom.matches("<entry>").count()).collect::<Vec<_>>(),
            [2, 2, 1]
        );
    }

    #[test]
    fn a_value_at_the_limit_is_written_and_a_longer_one_is_not() {
        let value = |bytes: usize| "x".repeat(bytes);
        let has = |written: &str, name: &str| written.contains(name);
        for (bytes, is_written) in [(MAX_VALUE_BYTES, true), (MAX_VALUE_BYTES + 1, false)] {
            assert_eq!(
                has(&with_entry(|writer| writer.category(&value(bytes))), "<category"),
                is_written
            );
            let link = |writer: &mut Writer| {
                writer.link(&Link {
                    relation: relation::PAGE,
                    href: &value(bytes),
                    ..Link::default()
                });
            };
            assert_eq!(has(&with_entry(link), "<link"), is_written);
            let title = |writer: &mut Writer| {
                writer.file(&File { href: "x", title: Some(&value(bytes)), ..File::default() });
            };
            assert_eq!(has(&with_entry(title), " title="), is_written);
        }
    }

    #[test]
    fn a_text_is_cut_at_the_limit() {
        let written = |bytes: usize| {
            with_entry(|writer| writer.text("id", &"x".repeat(bytes))).matches('x').count()
        };
        let around = written(0);
        assert_eq!(written(MAX_TEXT_BYTES) - around, MAX_TEXT_BYTES);
        assert_eq!(written(MAX_TEXT_BYTES + 1) - around, MAX_TEXT_BYTES);
    }

    #[test]
    fn an_entry_for_which_there_is_no_room_is_left_out() {
        let mut writer = Writer::new(0);
        for _ in 0..4 {
            writer.open_entry();
            writer.text("id", &"x".repeat(MAX_GROWTH_BYTES / 3));
            writer.close_entry();
        }
        assert!(writer.is_full());
        assert_eq!(writer.close_feed().pieces.len(), 2);
    }

    #[test]
    fn an_entry_lists_no_more_than_the_limit() {
        assert_eq!(count(|writer| writer.author("x"), "<author>"), 2 * MAX_LISTED);
        assert_eq!(count(|writer| writer.category("x"), "<category"), 2 * MAX_LISTED);
        let file = File { href: "https://a.org/", ..File::default() };
        assert_eq!(count(|writer| writer.file(&file), "<link"), 2 * MAX_LISTED);
        for relation in [
            relation::PAGE,
            relation::SOURCE,
            relation::FEED,
            relation::PICTURE,
            relation::COMMENTS,
        ] {
            let link = Link { relation, href: "https://a.org/", ..Link::default() };
            assert_eq!(count(|writer| writer.link(&link), "<link"), 2 * MAX_LINKED, "{relation}");
        }
    }

    #[test]
    fn numbers_stand_beside_the_entry_that_they_belong_to() {
        let mut writer = Writer::new(0);
        for seconds in [7, 8] {
            writer.open_entry();
            writer.file(&File { href: "a", ..File::default() });
            writer.file(&File { href: "b", seconds: Some(seconds), ..File::default() });
            writer.file(&File { href: "c", ..File::default() });
            writer.duration(Some(10 * seconds));
            writer.close_entry();
        }
        writer.open_entry();
        writer.comment_count(Some(3));
        writer.forget_entry();
        let facts = writer.close_feed().pieces.remove(0).facts;
        let of_entry = |seconds: u32| EntryFacts {
            seconds: Some(10 * seconds),
            file_seconds: vec![None, Some(seconds)],
            ..EntryFacts::default()
        };
        assert_eq!(facts, [of_entry(7), of_entry(8)]);
    }
}
