//! The wrapper before feed-rs: reads a feed as it is found, in any dialect and however damaged, and
//! writes it as plain Atom.
//!
//! feed-rs reads well-formed Atom completely and fast, but loses or refuses much of what is
//! published: RSS 0.90 and 1.1, Atom 0.3, odd namespaces, Dublin Core dates, markup that was not
//! escaped, one unknown role of one podcast guest. Text goes out in CDATA sections, which feed-rs
//! takes whole; a reference at a time costs it far more than this pass costs.

mod entry;
mod feed;
mod field;
mod json;
mod lenient;
mod text;
mod writer;

use std::time::Duration;

use url::Url;

use super::MAX_ENTRIES;
use super::error::ParseError;
use super::names::{Namespace, Scopes};
use crate::markup::entities::Declared;
use crate::markup::{Cursor, Tag, Token, split_name};
use entry::Draft;
use field::Field;
use writer::{MAX_VALUE_BYTES, Writer};

pub(super) use json::normalise_json;
pub(super) use writer::{Written, relation};

/// How many times the size of the document may be read again after elements whose end was missing.
///
/// Without this limit a document of nothing but start tags would take time that grows with the
/// square of its size.
const MAX_REREADING: usize = 8;

/// The longest address that others are relative to. It comes back in every one of them.
const MAX_BASE_BYTES: usize = 2048;

/// A feed as plain Atom, and what Atom has no place for.
#[derive(Debug)]
pub(super) struct Normalised {
    /// What feed-rs reads.
    pub(super) atom: Written,
    /// The rest.
    pub(super) extras: Extras,
}

/// What a feed says that feed-rs cannot carry from Atom.
#[derive(Debug, Default)]
pub(super) struct Extras {
    /// `rss` or `atom`.
    pub(super) format: &'static str,
    /// The language of the feed.
    pub(super) language: Option<String>,
    /// How long the publisher wants to be left alone.
    pub(super) ttl: Option<Duration>,
    /// There were more entries than are read.
    pub(super) has_more_entries: bool,
}

/// Rewrites a feed. `document_url` is what a relative `xml:base` refers to.
pub(super) fn normalise(
    source: &str,
    document_url: Option<&Url>,
) -> Result<Normalised, ParseError> {
    let mut cursor = Cursor::new(source);
    let (root, declared) = find_root(&mut cursor)?;
    let mut walker = Walker::new(source, cursor, &root, declared, document_url);
    walker.walk();
    Ok(Normalised { atom: walker.writer.close_feed(), extras: walker.extras })
}

/// The dialect of a root element.
fn dialect(tag: &Tag<'_>) -> Option<Namespace> {
    match tag.local().to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "channel" => Some(Namespace::Rss),
        "feed" | "entry" => Some(Namespace::Atom),
        _ => None,
    }
}

/// Passes over whatever stands before the root element: junk, warnings of the server's scripts,
/// late declarations.
fn find_root<'a>(cursor: &mut Cursor<'a>) -> Result<(Tag<'a>, Declared<'a>), ParseError> {
    let mut declared = Declared::default();
    loop {
        let start = cursor.position();
        match cursor.next_token() {
            None => return Err(ParseError::NotAFeed),
            Some(Token::Declaration(text)) if text.contains("<!ENTITY") => {
                declared = Declared::read(text)
            }
            Some(Token::Open(tag)) if dialect(&tag).is_some() => {
                // A feed without its root begins right with what the root would hold.
                if !matches!(tag.local().to_ascii_lowercase().as_str(), "rss" | "rdf" | "feed") {
                    cursor.seek(start);
                }
                return Ok((tag, declared));
            }
            Some(Token::Open(tag)) if tag.local().eq_ignore_ascii_case("opml") => {
                return Err(ParseError::SubscriptionList);
            }
            Some(Token::Open(tag)) if tag.local().eq_ignore_ascii_case("html") => {
                return Err(ParseError::WebPage);
            }
            Some(_) => {}
        }
    }
}

/// Depths of the elements that hold fields.
mod level {
    pub(super) const ROOT: usize = 1;
    pub(super) const CHANNEL: usize = 2;
    pub(super) const ENTRY: usize = 3;
    pub(super) const FIELD: usize = 4;
}

/// What an element is to the walk.
enum Part {
    Channel,
    Entry,
    /// Nothing by itself; what is in it belongs to what is around it.
    Wrapping,
    Field,
}

/// Goes through the document once, from the root to the end.
struct Walker<'a, 'u> {
    source: &'a str,
    cursor: Cursor<'a>,
    declared: Declared<'a>,
    dialect: Namespace,
    scopes: Scopes<'a>,
    /// What relative addresses refer to, by the level of the element that says so.
    bases: Vec<(usize, Url)>,
    document_url: Option<&'u Url>,
    writer: Writer,
    extras: Extras,
    seen: feed::Seen,
    draft: Option<Draft<'a>>,
    /// How many entries have begun.
    entries: usize,
    reread: usize,
}

impl<'a, 'u> Walker<'a, 'u> {
    fn new(
        source: &'a str,
        cursor: Cursor<'a>,
        root: &Tag<'a>,
        declared: Declared<'a>,
        document_url: Option<&'u Url>,
    ) -> Self {
        let dialect = dialect(root).unwrap_or(Namespace::Rss);
        let format = if dialect == Namespace::Atom { "atom" } else { "rss" };
        let language = crate::markup::entities::attribute(root, "xml:lang")
            .map(|value| value.trim().to_owned());
        let mut walker = Self {
            source,
            cursor,
            declared,
            dialect,
            scopes: Scopes::new(dialect),
            bases: Vec::new(),
            document_url,
            writer: Writer::new(source.len()),
            extras: Extras {
                format,
                language: language.filter(|value| !value.is_empty()),
                ..Extras::default()
            },
            seen: feed::Seen::default(),
            draft: None,
            entries: 0,
            reread: 0,
        };
        walker.enter(level::ROOT, root);
        walker
    }

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
        // An entry that did not come whole is left out: its identity may have been in the missing
        // part.
        self.draft = None;
        self.writer.forget_entry();
        self.finish_feed();
    }

    fn part(&self, name: &str) -> Part {
        let (namespace, local) = self.scopes.resolve(name);
        if !matches!(namespace, Namespace::Rss | Namespace::Atom | Namespace::Rdf) {
            return Part::Field;
        }
        match local.to_ascii_lowercase().as_str() {
            "channel" => Part::Channel,
            "item" if namespace == Namespace::Rss => Part::Entry,
            "entry" if namespace == Namespace::Atom => Part::Entry,
            "rss" | "rdf" | "feed" => Part::Wrapping,
            "items" if self.dialect == Namespace::Rss && self.draft.is_none() => Part::Wrapping,
            _ => Part::Field,
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        self.leave(level::FIELD);
        self.scopes.open(level::FIELD, &tag);
        match self.part(tag.name) {
            Part::Channel => {
                self.end_entry();
                self.leave(level::CHANNEL);
                self.enter(level::CHANNEL, &tag);
            }
            Part::Entry => {
                // The entry before was never closed, but the next one has begun: it is as whole as
                // it will be.
                self.end_entry();
                self.leave(level::ENTRY);
                if self.entries == MAX_ENTRIES {
                    self.extras.has_more_entries = true;
                    return;
                }
                self.entries += 1;
                self.enter(level::ENTRY, &tag);
                self.begin_entry(&tag);
                if tag.is_empty {
                    self.end_entry();
                }
            }
            Part::Wrapping => {}
            Part::Field => self.field(tag),
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
        match self.part(name) {
            Part::Entry => {
                self.end_entry();
                self.leave(level::ENTRY);
            }
            Part::Channel => self.end_entry(),
            Part::Wrapping if !split_name(name).1.eq_ignore_ascii_case("items") => self.end_entry(),
            Part::Wrapping | Part::Field => {}
        }
    }

    /// Takes the declarations of an element that is being entered.
    fn enter(&mut self, level: usize, tag: &Tag<'a>) {
        self.scopes.open(level, tag);
        let base = crate::markup::entities::attribute(tag, "xml:base")
            .filter(|base| base.len() <= MAX_BASE_BYTES);
        let Some(base) = base else { return };
        let around = self.base().or(self.document_url);
        let resolved = around.map_or_else(|| Url::parse(&base), |around| around.join(&base));
        if let Ok(url) = resolved {
            self.bases.push((level, url));
        }
    }

    fn leave(&mut self, level: usize) {
        self.scopes.close(level);
        while self.bases.last().is_some_and(|(bound, _)| *bound >= level) {
            self.bases.pop();
        }
    }

    /// What relative addresses refer to here, if an element says so.
    fn base(&self) -> Option<&Url> {
        self.bases.last().map(|(_, url)| url)
    }

    /// An address, absolute if an element says to what it is relative; nothing if it is too long
    /// for one.
    fn address(&self, written: &str) -> String {
        let written = written.trim();
        if written.len() > MAX_VALUE_BYTES {
            return String::new();
        }
        self.base()
            .and_then(|base| base.join(written).ok())
            .map_or_else(|| written.to_owned(), String::from)
    }

    /// Reads the rest of a field whose start tag was just read.
    ///
    /// It ends with its own end tag. If there is none before its entry ends or the next begins, it
    /// ends with its first text.
    fn read_field(&mut self, tag: Tag<'a>) -> Field<'a> {
        let start = self.cursor.position();
        if tag.is_empty {
            return Field { tag, inner: "", has_children: false };
        }
        let (mut depth, mut has_children, mut first_markup) = (0_usize, false, None);
        loop {
            let here = self.cursor.position();
            let token = self.cursor.next_token();
            match token {
                Some(Token::Close(name)) if depth == 0 && name.eq_ignore_ascii_case(tag.name) => {
                    return Field {
                        tag,
                        inner: self.source.get(start..here).unwrap_or(""),
                        has_children,
                    };
                }
                Some(Token::Close(name)) if name == tag.name => depth -= 1,
                Some(Token::Close(name)) if !self.holds_fields(name) => {}
                Some(Token::Open(inner)) if !self.holds_fields(inner.name) => {
                    has_children = true;
                    depth += usize::from(inner.name == tag.name && !inner.is_empty);
                }
                Some(Token::Text(_) | Token::CData(_) | Token::Comment | Token::Declaration(_)) => {
                    continue;
                }
                Some(Token::Open(_) | Token::Close(_)) | None => {
                    return self.cut_short(tag, start, first_markup.unwrap_or(here), here);
                }
            }
            first_markup = first_markup.or(Some(here));
        }
    }

    /// The field whose end is missing: its first text, and the reading goes on behind that.
    fn cut_short(&mut self, tag: Tag<'a>, start: usize, end: usize, here: usize) -> Field<'a> {
        self.reread += here - end;
        let is_spent = self.reread > MAX_REREADING * self.source.len();
        self.cursor.seek(if is_spent { here } else { end });
        Field { tag, inner: self.source.get(start..end).unwrap_or(""), has_children: false }
    }

    /// Whether the element is one of those that fields are in, so that no field can reach beyond
    /// it.
    fn holds_fields(&self, name: &str) -> bool {
        matches!(split_name(name).1, "item" | "entry" | "channel" | "rss" | "RDF" | "feed")
            && matches!(self.part(name), Part::Entry | Part::Channel | Part::Wrapping)
    }
}
