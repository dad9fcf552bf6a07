//! Rewrites a feed of any dialect, however damaged, as plain Atom, which feed-rs then reads.
//!
//! feed-rs reads well-formed Atom completely and fast, but loses or refuses much of what is
//! published: RSS 0.90 and 1.1, Atom 0.3, odd namespaces, Dublin Core dates, markup that was not
//! escaped, one unknown role of one podcast guest. Text goes out in CDATA sections, which feed-rs
//! takes whole; resolving one reference at a time costs it far more than this pass costs.
//!
//! Well-formed feeds take the same way. Sending them to feed-rs directly would need a full pass to
//! find out that nothing in them would be lost, would keep the whole feed in feed-rs's memory
//! (pieces bound it now), and would give an entry another identity and other dates on the day when
//! its feed breaks. feed-rs alone reads 496 of the 538 valid feeds of our corpora and 326 of the
//! 536 others.

mod atom;
mod draft;
mod entry;
mod feed;
mod field;
mod json;
mod lenient;
mod repair;
mod repair_text;
mod text;
mod trend;
mod walker;
mod writer;

use url::Url;

use super::error::ParseError;
use crate::markup::entities::DeclaredEntities;
use crate::markup::{Cursor, Tag, Token, is_raw_text, split_name};
use walker::{ElementRole, Walker, dialect, language, level};

pub(super) use atom::{AtomFeed, EntryFacts, FeedExtras, NormalFeed, WrittenTranscript};
pub(super) use json::normalise_json;
pub(super) use writer::relation;

/// How many pieces of a page may stand between the root of a feed and its channel.
const LOOK_AHEAD: usize = 16;

/// Rewrites an XML feed. A relative `xml:base` refers to `document_url`.
pub(super) fn normalise(
    source: &str,
    document_url: Option<&Url>,
) -> Result<NormalFeed, ParseError> {
    let mut cursor = Cursor::new(source);
    let (root, declared) = find_root(&mut cursor)?;
    let mut walker = Walker::new(source, cursor, &root, declared, document_url);
    // A document that is one entry has no feed to close.
    walker.is_closed = root.local().eq_ignore_ascii_case("entry");
    walker.walk();
    let (has_dropped, surplus) = walker.writer.left_out();
    walker.extras.has_more_entries |= has_dropped;
    walker.extras.surplus = surplus;
    walker.extras.is_oldest_first = walker.writer.is_oldest_first();
    Ok(NormalFeed { atom: walker.writer.close_feed(), extras: walker.extras })
}

/// Skips everything before the root element, such as warnings that the server's scripts printed, or
/// tags of a web page around the feed.
fn find_root<'a>(cursor: &mut Cursor<'a>) -> Result<(Tag<'a>, DeclaredEntities<'a>), ParseError> {
    let mut declared = DeclaredEntities::default();
    let mut is_page = false;
    loop {
        let start = cursor.position();
        match cursor.next_token() {
            None if is_page => return Err(ParseError::WebPage),
            None => return Err(ParseError::NotAFeed),
            Some(Token::Declaration(text)) if text.contains("<!ENTITY") => {
                declared = DeclaredEntities::read(text);
            }
            Some(Token::Open(tag)) if is_page && is_raw_text(tag.name) && !tag.is_empty => {
                cursor.skip_to_close(tag.name);
            }
            Some(Token::Open(tag)) if is_page && !is_certain_root(&tag, cursor) => {}
            Some(Token::Open(tag)) if dialect(&tag).is_some() => {
                // The document has no root and begins with the channel or an entry.
                if !matches!(tag.local().to_ascii_lowercase().as_str(), "rss" | "rdf" | "feed") {
                    cursor.seek(start);
                }
                return Ok((tag, declared));
            }
            Some(Token::Open(tag)) if tag.local().eq_ignore_ascii_case("opml") => {
                return Err(ParseError::SubscriptionList);
            }
            Some(Token::Open(tag)) if tag.local().eq_ignore_ascii_case("html") => is_page = true,
            Some(_) => {}
        }
    }
}

/// Whether an element in a web page is the root of a feed: RSS with a channel, or Atom with its
/// namespace. Pages have elements of their own with the same names.
fn is_certain_root(tag: &Tag<'_>, after: &Cursor<'_>) -> bool {
    match tag.local().to_ascii_lowercase().as_str() {
        "rss" | "rdf" => {
            let mut ahead = after.clone();
            let is_element = |token: &Token<'_>| matches!(token, Token::Open(_) | Token::Close(_));
            let next = std::iter::from_fn(|| ahead.next_token()).take(LOOK_AHEAD).find(is_element);
            matches!(next, Some(Token::Open(tag)) if tag.local().eq_ignore_ascii_case("channel"))
        }
        "feed" => tag.attributes.to_ascii_lowercase().contains("/atom"),
        _ => false,
    }
}

impl<'a> Walker<'a, '_> {
    fn walk(&mut self) {
        while !self.extras.has_more_entries
            && let Some(token) = self.cursor.next_token()
        {
            self.extras.has_more_entries = self.writer.is_full();
            match token {
                Token::Open(tag) => self.open(tag),
                Token::Close(name) => self.close(name),
                Token::Text(_) | Token::CData(_) | Token::Comment | Token::Declaration(_) => {}
            }
        }
        // An entry that is cut off is left out: its identity may be in the missing part.
        let is_cut_off = self.draft.take().is_some() || !self.is_closed;
        self.extras.is_cut_off = is_cut_off && !self.extras.has_more_entries;
        self.writer.forget_entry();
        self.finish_feed();
    }

    fn open(&mut self, tag: Tag<'a>) {
        self.leave(level::FIELD);
        self.scopes.open(level::FIELD, &tag);
        match self.element_role(tag.name) {
            ElementRole::Channel => {
                self.end_entry();
                self.leave(level::CHANNEL);
                self.enter(level::CHANNEL, &tag);
                self.extras.language = self.extras.language.take().or_else(|| language(&tag));
            }
            ElementRole::Entry => {
                // The previous entry has no end tag, but it is complete once the next begins.
                self.end_entry();
                self.leave(level::ENTRY);
                if self.writer.has_enough() {
                    self.extras.has_more_entries = true;
                    return;
                }
                self.enter(level::ENTRY, &tag);
                self.begin_entry(&tag);
                if tag.is_empty {
                    self.end_entry();
                }
            }
            ElementRole::Wrapper => {}
            ElementRole::Field => self.field(tag),
        }
    }

    fn field(&mut self, tag: Tag<'a>) {
        self.leave(level::FIELD);
        self.enter(level::FIELD, &tag);
        let field = self.read_field(tag);
        let (namespace, local) = self.scopes.resolve(tag.name);
        let local = local.to_ascii_lowercase();
        match self.draft.take() {
            Some(mut draft) => {
                self.entry_field(&mut draft, namespace, &local, &field);
                self.draft = Some(draft);
            }
            None => self.feed_field(namespace, &local, &field),
        }
        self.leave(level::FIELD);
    }

    fn close(&mut self, name: &str) {
        match self.element_role(name) {
            ElementRole::Entry => {
                self.end_entry();
                self.leave(level::ENTRY);
            }
            ElementRole::Channel => {
                self.end_entry();
                self.is_closed = true;
            }
            ElementRole::Wrapper if !split_name(name).1.eq_ignore_ascii_case("items") => {
                self.end_entry();
                self.is_closed = true;
            }
            ElementRole::Wrapper | ElementRole::Field => {}
        }
    }
}
