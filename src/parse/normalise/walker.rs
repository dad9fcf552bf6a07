//! The state of reading an XML feed: the place in the document, and the namespaces and bases in
//! force there. The files beside this one add the steps for elements and fields.

use url::Url;

use super::atom::FeedExtras;
use super::draft::{Draft, FeedProgress};
use super::field::Field;
use super::writer::{MAX_VALUE_BYTES, Writer};
use crate::markup::entities::{DeclaredEntities, attribute};
use crate::markup::{Cursor, Tag, Token, split_name};
use crate::parse::address::repaired;
use crate::parse::names::{Namespace, Scopes};

/// How many times the size of the document may be read again after fields without an end tag.
///
/// Without this limit a document of nothing but start tags would take quadratic time.
const MAX_REREADING: usize = 8;

/// Longest `xml:base`, in bytes. Each relative address grows by it.
const MAX_BASE_BYTES: usize = 2048;

/// The dialect that a root element shows.
pub(super) fn dialect(tag: &Tag<'_>) -> Option<Namespace> {
    match tag.local().to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "channel" => Some(Namespace::Rss),
        "feed" | "entry" => Some(Namespace::Atom),
        _ => None,
    }
}

/// The language that an element states for its content.
pub(super) fn language(tag: &Tag<'_>) -> Option<String> {
    let value = attribute(tag, "xml:lang").or_else(|| attribute(tag, "lang"))?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Depths of the elements that hold fields.
pub(super) mod level {
    pub(in crate::parse::normalise) const ROOT: usize = 1;
    pub(in crate::parse::normalise) const CHANNEL: usize = 2;
    pub(in crate::parse::normalise) const ENTRY: usize = 3;
    pub(in crate::parse::normalise) const FIELD: usize = 4;
}

/// The part that an element plays in a feed.
pub(super) enum ElementRole {
    Channel,
    Entry,
    /// Its children belong to its parent.
    Wrapper,
    Field,
}

/// Reads the document once, from the root to the end.
pub(super) struct Walker<'a, 'u> {
    pub(super) source: &'a str,
    pub(super) cursor: Cursor<'a>,
    pub(super) declared: DeclaredEntities<'a>,
    pub(super) dialect: Namespace,
    pub(super) scopes: Scopes<'a>,
    /// The values of `xml:base` in force, each with the level of its element.
    pub(super) bases: Vec<(usize, Url)>,
    pub(super) document_url: Option<&'u Url>,
    pub(super) writer: Writer,
    pub(super) extras: FeedExtras,
    pub(super) progress: FeedProgress,
    pub(super) draft: Option<Draft<'a>>,
    /// Whether the end tag of the feed was read.
    pub(super) is_closed: bool,
    pub(super) reread: usize,
}

impl<'a, 'u> Walker<'a, 'u> {
    pub(super) fn new(
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
            is_closed: false,
            reread: 0,
        };
        walker.enter(level::ROOT, root);
        walker
    }

    pub(super) fn element_role(&self, name: &str) -> ElementRole {
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

    /// Notes the namespaces and the base that an element declares.
    pub(super) fn enter(&mut self, level: usize, tag: &Tag<'a>) {
        self.scopes.open(level, tag);
        let base = attribute(tag, "xml:base").filter(|base| base.len() <= MAX_BASE_BYTES);
        let Some(base) = base else { return };
        let around = self.base().or(self.document_url);
        let resolved = around.map_or_else(|| Url::parse(&base), |around| around.join(&base));
        if let Ok(url) = resolved {
            self.bases.push((level, url));
        }
    }

    pub(super) fn leave(&mut self, level: usize) {
        self.scopes.close(level);
        while self.bases.last().is_some_and(|(bound, _)| *bound >= level) {
            self.bases.pop();
        }
    }

    /// The `xml:base` in force.
    pub(super) fn base(&self) -> Option<&Url> {
        self.bases.last().map(|(_, url)| url)
    }

    /// The address, made absolute if there is an `xml:base`. Empty if it is too long.
    pub(super) fn address(&self, written: &str) -> String {
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
    pub(super) fn read_field(&mut self, tag: Tag<'a>) -> Field<'a> {
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
