//! Writes the one form that feed-rs is given to read: plain, complete Atom, in pieces of some
//! entries each.
//!
//! What feed-rs makes of a document takes many times its memory, so it never gets a large feed
//! whole.

use url::Url;

use super::field::{Kind, Words};
use crate::markup::entities::{push_attribute, push_section};

/// Link relations of our own, for what Atom has no word for.
pub(crate) mod relation {
    /// A picture that stands for the entry.
    pub(crate) const PICTURE: &str = "picture";
    /// The page with the discussion.
    pub(crate) const COMMENTS: &str = "replies";
    /// An attached file.
    pub(crate) const ENCLOSURE: &str = "enclosure";
    /// No link at all: how long the entry's file plays.
    pub(crate) const DURATION: &str = "duration";
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
    pub(super) bytes: Option<&'a str>,
    /// What it is called.
    pub(super) title: Option<&'a str>,
    /// A number of its own: how many seconds a file plays, how many comments a page has. Travels as
    /// `hreflang`, which nothing else uses.
    pub(super) number: Option<u32>,
}

/// Most authors, tags and files of the feed, or of one entry, that are written at all. Far fewer
/// are kept, but each would be an object of feed-rs before that.
const MAX_LISTED: usize = 1000;
/// Most other links of the feed, or of one entry. One of each kind is kept.
const MAX_LINKED: usize = 1000;

/// Entries are put into one piece until it has so many bytes.
const PIECE_BYTES: usize = 1 << 20;
/// Longest text, in bytes: a little more than is ever looked at of a body, so that the article says
/// that it goes on.
pub(super) const MAX_TEXT_BYTES: usize = (8 << 20) + 64;
/// Longest address, tag or name of a file; a longer one is left out.
pub(super) const MAX_VALUE_BYTES: usize = 64 << 10;
/// How much longer than the document what comes of it may be, beside twice its size: short fields
/// grow by what a long base and Atom's own words add to them.
const MAX_GROWTH_BYTES: usize = 8 << 20;

/// What the feed says of itself is written until it has so many bytes.
const MAX_HEAD_BYTES: usize = 2 * MAX_TEXT_BYTES;

const OPENING: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\">";
const CLOSING: &str = "</feed>";

/// A feed as Atom, each part a document of its own.
#[derive(Debug)]
pub(in crate::parse) struct Written {
    /// What the feed says of itself.
    pub(in crate::parse) head: String,
    /// Its entries, in order.
    pub(in crate::parse) pieces: Vec<String>,
}

/// Atom under construction.
#[derive(Debug, Default)]
pub(super) struct Writer {
    head: String,
    /// The entries that are in no piece yet.
    entries: String,
    pieces: Vec<String>,
    /// Bytes of the pieces.
    in_pieces: usize,
    /// Most bytes of all.
    most: usize,
    /// An entry was left out because there was no room for it.
    is_over: bool,
    /// Where the entry that is being written begins.
    place: Option<usize>,
    /// Authors, tags and files of what is being written.
    listed: usize,
    /// Its other links.
    linked: usize,
}

impl Writer {
    /// For a document of so many bytes.
    pub(super) fn new(source_bytes: usize) -> Self {
        Self {
            head: OPENING.to_owned(),
            most: 2 * source_bytes + MAX_GROWTH_BYTES,
            ..Self::default()
        }
    }

    /// Whether so much was written that no more is.
    pub(super) fn is_full(&self) -> bool {
        self.is_over || self.head.len() + self.entries.len() + self.in_pieces > self.most
    }

    /// Whether there is room for one more field where it would be written.
    fn has_room(&self) -> bool {
        if self.place.is_some() { !self.is_full() } else { self.head.len() <= MAX_HEAD_BYTES }
    }

    pub(super) fn close_feed(mut self) -> Written {
        self.forget_entry();
        self.close_piece();
        self.head.push_str(CLOSING);
        Written { head: self.head, pieces: self.pieces }
    }

    pub(super) fn open_entry(&mut self) {
        self.listed = 0;
        self.linked = 0;
        if self.entries.is_empty() {
            self.entries.push_str(OPENING);
        }
        self.place = Some(self.entries.len());
        self.entries.push_str("<entry>");
    }

    /// An entry for which there is not enough room is left out.
    pub(super) fn close_entry(&mut self) {
        if self.is_full() {
            self.is_over = true;
            return self.forget_entry();
        }
        self.place = None;
        self.entries.push_str("</entry>");
        if self.entries.len() >= PIECE_BYTES {
            self.close_piece();
        }
    }

    /// Leaves out the entry that is being written, if there is one.
    pub(super) fn forget_entry(&mut self) {
        if let Some(place) = self.place.take() {
            self.entries.truncate(place);
        }
    }

    fn close_piece(&mut self) {
        let mut piece = std::mem::take(&mut self.entries);
        if piece.len() > OPENING.len() {
            piece.push_str(CLOSING);
            piece.shrink_to_fit();
            self.in_pieces += piece.len();
            self.pieces.push(piece);
        }
    }

    /// Where to write: into the entry that is open, else what belongs to the feed.
    fn out(&mut self) -> &mut String {
        if self.place.is_some() { &mut self.entries } else { &mut self.head }
    }

    /// An element with nothing but text in it.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !self.has_room() {
            return;
        }
        self.open(name);
        self.out().push('>');
        push_section(self.out(), beginning(text.trim()));
        self.close(name);
    }

    /// An element with text of a known kind in it, and what relative addresses in it refer to.
    pub(super) fn words(&mut self, name: &str, words: &Words<'_>, base: Option<&Url>) {
        if !self.has_room() {
            return;
        }
        self.open(name);
        let kind = match words.kind {
            Kind::Text => "text",
            Kind::Html => "html",
        };
        push_attribute(self.out(), "type", kind);
        if let Some(base) = base {
            push_attribute(self.out(), "xml:base", base.as_str());
        }
        self.out().push('>');
        push_section(self.out(), beginning(&words.text));
        self.close(name);
    }

    pub(super) fn link(&mut self, link: &Link<'_>) {
        if link.href.len() > MAX_VALUE_BYTES {
            return;
        }
        let is_written =
            if link.relation == relation::ENCLOSURE { self.lists() } else { self.links() };
        if !is_written {
            return;
        }
        self.open("link");
        let out = self.out();
        push_attribute(out, "rel", link.relation);
        push_attribute(out, "href", link.href);
        for (name, value) in [("type", link.media_type), ("length", link.bytes)] {
            if let Some(value) = value.map(str::trim).filter(|value| value.len() <= MAX_VALUE_BYTES)
            {
                push_attribute(out, name, value);
            }
        }
        if let Some(title) = link
            .title
            .map(str::trim)
            .filter(|title| !title.is_empty() && title.len() <= MAX_VALUE_BYTES)
        {
            push_attribute(out, "title", title);
        }
        if let Some(number) = link.number {
            push_attribute(out, "hreflang", &number.to_string());
        }
        out.push_str("/>");
    }

    /// Whether one more link that is no file is written.
    fn links(&mut self) -> bool {
        self.linked += 1;
        self.linked <= MAX_LINKED && self.has_room()
    }

    /// Whether one more author, tag or file is written.
    fn lists(&mut self) -> bool {
        self.listed += 1;
        self.listed <= MAX_LISTED && self.has_room()
    }

    pub(super) fn author(&mut self, name: &str) {
        if !self.lists() {
            return;
        }
        self.out().push_str("<author>");
        self.text("name", name);
        self.out().push_str("</author>");
    }

    pub(super) fn category(&mut self, term: &str) {
        let term = term.trim();
        if term.len() > MAX_VALUE_BYTES || !self.lists() {
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

/// As much of a text as is kept.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT_BYTES)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a mark stands in what is written.
    fn count(write: impl Fn(&mut Writer), mark: &str) -> usize {
        let mut writer = Writer::new(0);
        for _ in 0..2 {
            writer.open_entry();
            (0..2 * MAX_LISTED).for_each(|_| write(&mut writer));
            writer.close_entry();
        }
        writer.close_feed().pieces.iter().map(|piece| piece.matches(mark).count()).sum()
    }

    fn with_entry(write: impl Fn(&mut Writer)) -> String {
        let mut writer = Writer::new(1 << 20);
        writer.open_entry();
        write(&mut writer);
        writer.close_entry();
        writer.close_feed().pieces.remove(0)
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
        let Written { head, pieces } = writer.close_feed();
        assert_eq!((head.matches("<title>").count(), head.matches("<entry>").count()), (5, 0));
        assert_eq!(
            pieces.iter().map(|piece| piece.matches("</entry></feed>").count()).collect::<Vec<_>>(),
            [1, 1, 1]
        );
        assert_eq!(
            pieces.iter().map(|piece| piece.matches("<entry>").count()).collect::<Vec<_>>(),
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
                })
            };
            assert_eq!(has(&with_entry(link), "<link"), is_written);
            let title = |writer: &mut Writer| {
                writer.link(&Link {
                    relation: relation::PAGE,
                    href: "x",
                    title: Some(&value(bytes)),
                    ..Link::default()
                });
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
    fn of_what_an_entry_lists_only_so_much_is_written() {
        assert_eq!(count(|writer| writer.author("x"), "<author>"), 2 * MAX_LISTED);
        assert_eq!(count(|writer| writer.category("x"), "<category"), 2 * MAX_LISTED);
        for relation in [
            relation::ENCLOSURE,
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
}
