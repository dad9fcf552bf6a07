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
mod entry;
mod feed;
mod field;
mod json;
mod lenient;
mod repair;
mod repair_text;
mod text;
mod trend;
mod writer;

use std::time::Duration;

use url::Url;

use super::address::repaired;
use super::error::ParseError;
use super::names::{Namespace, Scopes};
use crate::markup::entities::{DeclaredEntities, attribute};
use crate::markup::{Cursor, Tag, Token, is_raw_text, split_name};
use crate::model::SkippedTimes;
use entry::Draft;
use feed::FeedProgress;
use field::Field;
use writer::{MAX_VALUE_BYTES, Writer};

pub(super) use atom::{AtomFeed, EntryFacts};
pub(super) use json::normalise_json;
pub(super) use writer::relation;

/// How many times the size of the document may be read again after fields without an end tag.
///
/// Without this limit a document of nothing but start tags would take quadratic time.
const MAX_REREADING: usize = 8;

/// Longest `xml:base`, in bytes. Each relative address grows by it.
const MAX_BASE_BYTES: usize = 2048;

/// How many pieces of a page may stand between the root of a feed and its channel.
const LOOK_AHEAD: usize = 16;

/// A feed as plain Atom, and the fields of the feed that do not pass through feed-rs.
#[derive(Debug)]
pub(super) struct NormalFeed {
    pub(super) atom: AtomFeed,
    pub(super) extras: FeedExtras,
}

/// The fields of a feed that feed-rs does not read from Atom.
#[derive(Debug, Default)]
pub(super) struct FeedExtras {
    /// `rss`, `atom` or `json`.
    pub(super) format: &'static str,
    pub(super) language: Option<String>,
    /// How long the publisher asks readers to wait between requests.
    pub(super) ttl: Option<Duration>,
    pub(super) skipped: SkippedTimes,
    /// The new address of the feed.
    pub(super) new_url: Option<String>,
    /// The address of the next older entries.
    pub(super) next_page: Option<String>,
    /// Whether entries were left out because of a limit.
    pub(super) has_more_entries: bool,
    /// How many of the first entries are to be left out.
    pub(super) surplus: usize,
    /// Whether the feed lists its oldest entries first, by their dates.
    pub(super) is_oldest_first: bool,
}

/// Rewrites an XML feed. A relative `xml:base` refers to `document_url`.
pub(super) fn normalise(
    source: &str,
    document_url: Option<&Url>,
) -> Result<NormalFeed, ParseError> {
    let mut cursor = Cursor::new(source);
    let (root, declared) = find_root(&mut cursor)?;
    let mut walker = Walker::new(source, cursor, &root, declared, document_url);
    walker.walk();
    let (has_dropped, surplus) = walker.writer.left_out();
    walker.extras.has_more_entries |= has_dropped;
    walker.extras.surplus = surplus;
    walker.extras.is_oldest_first = walker.writer.is_oldest_first();
    Ok(NormalFeed { atom: walker.writer.close_feed(), extras: walker.extras })
}

/// The dialect that a root element shows.
fn dialect(tag: &Tag<'_>) -> Option<Namespace> {
    match tag.local().to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "channel" => Some(Namespace::Rss),
        "feed" | "entry" => Some(Namespace::Atom),
        _ => None,
    }
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

/// The language that an element states for its content.
fn language(tag: &Tag<'_>) -> Option<String> {
    let value = attribute(tag, "xml:lang").or_else(|| attribute(tag, "lang"))?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Depths of the elements that hold fields.
mod level {
    pub(super) const ROOT: usize = 1;
    pub(super) const CHANNEL: usize = 2;
    pub(super) const ENTRY: usize = 3;
    pub(super) const FIELD: usize = 4;
}

/// The part that an element plays in a feed.
enum ElementRole {
    Channel,
    Entry,
    /// Its children belong to its parent.
    Wrapper,
    Field,
}

/// Reads the document once, from the root to the end.
struct Walker<'a, 'u> {
    source: &'a str,
    cursor: Cursor<'a>,
    declared: DeclaredEntities<'a>,
    dialect: Namespace,
    scopes: Scopes<'a>,
    /// The values of `xml:base` in force, each with the level of its element.
    bases: Vec<(usize, Url)>,
    document_url: Option<&'u Url>,
    writer: Writer,
    extras: FeedExtras,
    progress: FeedProgress,
    draft: Option<Draft<'a>>,
    reread: usize,
}

impl<'a, 'u> Walker<'a, 'u> {
    fn new(
        source: &'a str,
        cursor: Cursor<'a>,
        root: &Tag<'a>,
        declared: DeclaredEntities<'a>,
        document_url: Option<&'u Url>,
    ) -> Self {
        let dialect = dialect(root).unwrap_or(Namespace::Rss);
        let format = if dialect == Namespace::Atom { "atom" } else { "rss" };
        let mut walker = Self {
            source,
            cursor,
            declared,
            dialect,
            scopes: Scopes::new(dialect),
            bases: Vec::new(),
            document_url,
            writer: Writer::new(source.len()),
            extras: FeedExtras { format, language: language(root), ..FeedExtras::default() },
            progress: FeedProgress::default(),
            draft: None,
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
        // An entry that is cut off is left out: its identity may be in the missing part.
        self.draft = None;
        self.writer.forget_entry();
        self.finish_feed();
    }

    fn element_role(&self, name: &str) -> ElementRole {
        let (namespace, local) = self.scopes.resolve(name);
        if !matches!(namespace, Namespace::Rss | Namespace::Atom | Namespace::Rdf) {
            return ElementRole::Field;
        }
        match local.to_ascii_lowercase().as_str() {
            "channel" => ElementRole::Channel,
            "item" if namespace == Namespace::Rss => ElementRole::Entry,
            "entry" if namespace == Namespace::Atom => ElementRole::Entry,
            "rss" | "rdf" | "feed" => ElementRole::Wrapper,
            "items" if self.dialect == Namespace::Rss && self.draft.is_none() => {
                ElementRole::Wrapper
            }
            _ => ElementRole::Field,
        }
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
            ElementRole::Channel => self.end_entry(),
            ElementRole::Wrapper if !split_name(name).1.eq_ignore_ascii_case("items") => {
                self.end_entry();
            }
            ElementRole::Wrapper | ElementRole::Field => {}
        }
    }

    /// Notes the namespaces and the base that an element declares.
    fn enter(&mut self, level: usize, tag: &Tag<'a>) {
        self.scopes.open(level, tag);
        let base = attribute(tag, "xml:base").filter(|base| base.len() <= MAX_BASE_BYTES);
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

    /// The `xml:base` in force.
    fn base(&self) -> Option<&Url> {
        self.bases.last().map(|(_, url)| url)
    }

    /// The address, made absolute if there is an `xml:base`. Empty if it is too long.
    fn address(&self, written: &str) -> String {
        let written = written.trim();
        if written.len() > MAX_VALUE_BYTES {
            return String::new();
        }
        self.base()
            .and_then(|base| base.join(&repaired(written, Some(base))).ok())
            .map_or_else(|| written.to_owned(), String::from)
    }

    /// Reads the rest of a field after its start tag.
    ///
    /// The field ends with its end tag. If its entry ends or another begins before that, the field
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

    /// A field without an end tag: its first text. Reading continues after that text.
    fn cut_short(&mut self, tag: Tag<'a>, start: usize, end: usize, here: usize) -> Field<'a> {
        self.reread += here - end;
        let is_spent = self.reread > MAX_REREADING * self.source.len();
        self.cursor.seek(if is_spent { here } else { end });
        Field { tag, inner: self.source.get(start..end).unwrap_or(""), has_children: false }
    }

    /// Whether the element contains fields, so that no field can extend beyond it.
    fn holds_fields(&self, name: &str) -> bool {
        matches!(split_name(name).1, "item" | "entry" | "channel" | "rss" | "RDF" | "feed")
            && matches!(
                self.element_role(name),
                ElementRole::Entry | ElementRole::Channel | ElementRole::Wrapper
            )
    }
}
