//! A question as a tree, and as text again.

use std::fmt;

use super::dates::{DateBound, Span};
use super::pattern::Pattern;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Expr {
    /// Everything.
    #[default]
    All,
    /// What the question within does not find.
    Not(Box<Expr>),
    /// What all of these find; at least two.
    And(Vec<Expr>),
    /// What any of these finds; at least two.
    Or(Vec<Expr>),
    /// One condition.
    Term(Term),
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Term {
    /// Words next to each other in a field.
    Text(Text),
    /// A regular expression.
    Pattern(Pattern),
    /// A status.
    Is(State),
    /// Something that comes with the entry.
    Has(Mark),
    /// Sorted at this date or later.
    After(DateBound),
    /// Sorted before this date.
    Before(DateBound),
    /// Sorted since so long ago.
    Newer(Span),
    /// Sorted longer ago.
    Older(Span),
}

/// Words next to each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// Where they have to be.
    pub field: Field,
    /// As written, at least one word in it.
    pub words: String,
    /// Whether the last word may go on.
    pub is_prefix: bool,
}

/// Where words have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// In title, authors or text.
    Any,
    /// In the title.
    Title,
    /// In the authors' names.
    Author,
    /// In the text.
    Body,
    /// In the title of the feed, as part of a word as well.
    Feed,
    /// In the name of a folder around the feed, as part of a word as well.
    Folder,
    /// In a tag.
    Tag,
    /// In the address.
    Url,
    /// The language of the feed: its code.
    Language,
}

/// A status of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// With a star.
    Starred,
    /// Kept out of Today and All.
    Hidden,
}

/// What comes with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Any file.
    Enclosure,
    /// Sound.
    Audio,
    /// A moving picture.
    Video,
    /// A page with a discussion.
    Comments,
}

/// Names of fields in a question; the first of a field is the one that is printed.
pub(super) const FIELDS: [(&str, Field); 10] = [
    ("title", Field::Title),
    ("author", Field::Author),
    ("by", Field::Author),
    ("text", Field::Body),
    ("feed", Field::Feed),
    ("folder", Field::Folder),
    ("tag", Field::Tag),
    ("url", Field::Url),
    ("site", Field::Url),
    ("lang", Field::Language),
];
/// Words after `is:`.
pub(super) const STATES: [(&str, State); 4] = [
    ("unread", State::Unread),
    ("read", State::Read),
    ("starred", State::Starred),
    ("hidden", State::Hidden),
];
/// Words after `has:`.
pub(super) const MARKS: [(&str, Mark); 4] = [
    ("enclosure", Mark::Enclosure),
    ("audio", Mark::Audio),
    ("video", Mark::Video),
    ("comments", Mark::Comments),
];

impl Mark {
    /// The word that stands for it in the index.
    #[must_use]
    pub fn token(self) -> &'static str {
        name(&MARKS, &self)
    }
}

fn name<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    names.iter().find(|(_, known)| known == value).map_or("", |(name, _)| name)
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Not(inner) => {
                f.write_str("-")?;
                grouped(inner, f)
            }
            Self::And(parts) => joined(parts, " ", f),
            Self::Or(parts) => joined(parts, " OR ", f),
            Self::Term(term) => term.fmt(f),
        }
    }
}

fn joined(parts: &[Expr], between: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        grouped(part, f)?;
    }
    Ok(())
}

fn grouped(expr: &Expr, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match expr {
        Expr::And(_) | Expr::Or(_) | Expr::All => write!(f, "({expr})"),
        Expr::Not(_) | Expr::Term(_) => write!(f, "{expr}"),
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Pattern(pattern) => {
                let field = name(&FIELDS, &pattern.field);
                if field.is_empty() { pattern.fmt(f) } else { write!(f, "{field}:{pattern}") }
            }
            Self::Is(state) => write!(f, "is:{}", name(&STATES, state)),
            Self::Has(mark) => write!(f, "has:{}", name(&MARKS, mark)),
            Self::After(date) => write!(f, "after:{date}"),
            Self::Before(date) => write!(f, "before:{date}"),
            Self::Newer(span) => write!(f, "newer:{span}"),
            Self::Older(span) => write!(f, "older:{span}"),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = name(&FIELDS, &self.field);
        if !field.is_empty() {
            write!(f, "{field}:")?;
        }
        // Always quoted: a bare word could read as a field or an operator.
        write!(f, "\"{}\"", self.words)?;
        f.write_str(if self.is_prefix { "*" } else { "" })
    }
}
