//! A query as a tree, and how it is printed as text again.
//!
//! A feed or folder that the program means is named by its number ([`Term::Feed`]); a person names
//! it by a part of its title ([`Field::Feed`]). Only the first survives a rename.

use std::fmt;

use super::amount::Amount;
use super::dates::{DateBound, Span};
use super::pattern::Pattern;
use crate::model::{AccountId, EntryId, FeedId, FolderId, TagId};

/// A query: which entries are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Expr {
    /// Every entry.
    #[default]
    All,
    /// The entries that the inner query does not find.
    Not(Box<Expr>),
    /// The entries that all of these find; at least two.
    And(Vec<Expr>),
    /// The entries that any of these finds; at least two.
    Or(Vec<Expr>),
    Term(Term),
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Term {
    /// Words next to each other in a field.
    Text(Text),
    /// A regular expression.
    Pattern(Pattern),
    Is(State),
    Has(Mark),
    /// In this feed: `feed:#12`.
    Feed(FeedId),
    /// In a feed of this folder or of a folder in it: `folder:#3`.
    Folder(FolderId),
    /// With this tag of the user's own: `tag:#5`.
    Tag(TagId),
    /// In a feed of this account, or of this computer: `account:#1`.
    Account(AccountId),
    /// Of the story of this entry: `story:7`.
    Story(EntryId),
    /// Sorted since the start of the day, in a feed that is not kept out of Today: `is:today`.
    Today,
    /// In the river: sorted no longer ago than entries of its feed stay there: `is:river`.
    River,
    /// Sorted at this date or later.
    After(DateBound),
    /// Sorted before this date.
    Before(DateBound),
    /// Sorted less than this time ago.
    Newer(Span),
    /// Sorted longer ago than this.
    Older(Span),
    /// Read less than this time ago; see [`Subject::read_secs`](super::Subject::read_secs).
    ReadWithin(Span),
    /// Starred less than this time ago, and still starred.
    StarredWithin(Span),
    /// With more or fewer words.
    Words(Amount),
    /// With a longer or shorter reading time, in minutes.
    Minutes(Amount),
    /// Edited by its publisher less than this time ago: `edited:7d`.
    Edited(Span),
}

/// Words next to each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    pub field: Field,
    /// The words as typed; at least one, and no quotation mark.
    pub words: String,
    /// Whether the last word may be the beginning of a longer one.
    pub is_prefix: bool,
}

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// In title, authors or text.
    Any,
    Title,
    Author,
    Body,
    /// In the title of the feed, also as part of a word.
    Feed,
    /// In the name of a folder around the feed, also as part of a word.
    Folder,
    Tag,
    Url,
    /// The language code of the feed.
    Language,
}

/// A status of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Unread,
    Read,
    Starred,
    /// Kept out of Today, All and folders.
    Hidden,
    /// Out of sight until a time that the user chose.
    Snoozed,
    /// Edited by its publisher.
    Edited,
    /// The same text or story is in another feed, too.
    Folded,
    /// In the queue of episodes.
    Queued,
    /// An episode that is on this computer.
    Downloaded,
}

/// Something that comes with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Any attached file.
    Enclosure,
    Audio,
    Video,
    /// A page with a discussion.
    Comments,
}

/// Names of fields in a query. Of several names for one field, the first is printed.
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
pub(super) const STATES: [(&str, State); 9] = [
    ("unread", State::Unread),
    ("read", State::Read),
    ("starred", State::Starred),
    ("hidden", State::Hidden),
    ("snoozed", State::Snoozed),
    ("edited", State::Edited),
    ("folded", State::Folded),
    ("queued", State::Queued),
    ("downloaded", State::Downloaded),
];
/// Words after `has:`.
pub(super) const MARKS: [(&str, Mark); 4] = [
    ("enclosure", Mark::Enclosure),
    ("audio", Mark::Audio),
    ("video", Mark::Video),
    ("comments", Mark::Comments),
];

impl Expr {
    /// The starred entries.
    pub const STARRED: Self = Self::Term(Term::Is(State::Starred));
    /// The unread entries.
    pub const UNREAD: Self = Self::Term(Term::Is(State::Unread));
    /// The entries that sleep.
    pub const SNOOZED: Self = Self::Term(Term::Is(State::Snoozed));
    /// The queue of episodes.
    pub const QUEUE: Self = Self::Term(Term::Is(State::Queued));
    /// The entries of today.
    pub const TODAY: Self = Self::Term(Term::Today);

    /// The entries that have not left the river.
    pub const RIVER: Self = Self::Term(Term::River);

    /// The entries of one feed.
    #[must_use]
    pub const fn feed(id: FeedId) -> Self {
        Self::Term(Term::Feed(id))
    }

    /// The entries of all feeds in a folder and the folders in it.
    #[must_use]
    pub const fn folder(id: FolderId) -> Self {
        Self::Term(Term::Folder(id))
    }

    /// The entries with a tag of the user's own.
    #[must_use]
    pub const fn tag(id: TagId) -> Self {
        Self::Term(Term::Tag(id))
    }

    /// The entries of an account, or of this computer.
    #[must_use]
    pub const fn account(id: AccountId) -> Self {
        Self::Term(Term::Account(id))
    }

    /// The entries of the story of an entry.
    #[must_use]
    pub const fn story(id: EntryId) -> Self {
        Self::Term(Term::Story(id))
    }

    /// The entries with a tag of this name, whoever gave it.
    #[must_use]
    pub fn tagged(name: &str) -> Self {
        let words = name.replace('"', " ");
        Self::Term(Term::Text(Text { field: Field::Tag, words, is_prefix: false }))
    }

    /// The entries that both queries find.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut parts = self.into_parts();
        parts.extend(other.into_parts());
        one_or(parts, Self::And)
    }

    /// The conditions that an entry has to meet all; none for [`Self::All`].
    #[must_use]
    pub fn into_parts(self) -> Vec<Self> {
        match self {
            Self::All => Vec::new(),
            Self::And(parts) => parts,
            Self::Not(_) | Self::Or(_) | Self::Term(_) => vec![self],
        }
    }

    /// Whether the answer depends on edits of publishers.
    #[must_use]
    pub fn asks_for_edits(&self) -> bool {
        match self {
            Self::All => false,
            Self::Not(inner) => inner.asks_for_edits(),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_for_edits),
            Self::Term(term) => matches!(term, Term::Is(State::Edited) | Term::Edited(_)),
        }
    }

    /// The same query with the title of each feed and the name of each folder in place of its
    /// number, for another library, where the numbers mean something else. `feed_title` and
    /// `folder_name` may return `None` for what is gone; then the number stays.
    #[must_use]
    pub fn by_title(
        &self,
        feed_title: &dyn Fn(FeedId) -> Option<String>,
        folder_name: &dyn Fn(FolderId) -> Option<String>,
    ) -> Self {
        let all = |parts: &[Self]| {
            parts.iter().map(|part| part.by_title(feed_title, folder_name)).collect()
        };
        let (field, title) = match self {
            Self::All => return Self::All,
            Self::Not(inner) => {
                return Self::Not(Box::new(inner.by_title(feed_title, folder_name)));
            }
            Self::And(parts) => return Self::And(all(parts)),
            Self::Or(parts) => return Self::Or(all(parts)),
            Self::Term(Term::Feed(id)) => (Field::Feed, feed_title(*id)),
            Self::Term(Term::Folder(id)) => (Field::Folder, folder_name(*id)),
            Self::Term(_) => (Field::Any, None),
        };
        title.map_or_else(
            || self.clone(),
            |title| {
                let words = title.replace('"', " ");
                Self::Term(Term::Text(Text { field, words, is_prefix: false }))
            },
        )
    }
}

/// The only one of `parts`, or all of them joined by `many`.
pub(super) fn one_or(mut parts: Vec<Expr>, many: impl FnOnce(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() > 1 { many(parts) } else { parts.pop().unwrap_or_default() }
}

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
            Self::Feed(id) => write!(f, "feed:#{}", id.0),
            Self::Folder(id) => write!(f, "folder:#{}", id.0),
            Self::Tag(id) => write!(f, "tag:#{}", id.0),
            Self::Account(id) => write!(f, "account:#{}", id.0),
            Self::Story(id) => write!(f, "story:{}", id.0),
            Self::Today => f.write_str("is:today"),
            Self::River => f.write_str("is:river"),
            Self::After(date) => write!(f, "after:{date}"),
            Self::Before(date) => write!(f, "before:{date}"),
            Self::Newer(span) => write!(f, "newer:{span}"),
            Self::Older(span) => write!(f, "older:{span}"),
            Self::ReadWithin(span) => write!(f, "read:{span}"),
            Self::StarredWithin(span) => write!(f, "starred:{span}"),
            Self::Words(amount) => write!(f, "words:{amount}"),
            Self::Minutes(amount) => write!(f, "minutes:{amount}"),
            Self::Edited(span) => write!(f, "edited:{span}"),
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
