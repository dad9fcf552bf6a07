//! Cuts the text of a query into words, phrases, fields with their values, and signs.

use std::ops::Range;

use super::expr::Term;
use super::names::{is_field, suggestion};
use crate::model::{AccountId, FeedId, FolderId, TagId};

/// Stands before the number of an account. Only the program writes it.
const ACCOUNT: &str = "account";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Minus,
    Or,
    And,
    /// A condition that needs no further reading.
    Term(Term),
    /// A word, a phrase, or a field with its value.
    Value {
        field: Option<(String, Range<usize>)>,
        words: String,
        is_prefix: bool,
    },
    /// A regular expression between slashes, perhaps after a field.
    Pattern {
        field: Option<(String, Range<usize>)>,
        source: String,
    },
}

/// A piece of a query, and its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let (kind, length) = match first {
            '(' => (Kind::Open, 1),
            ')' => (Kind::Close, 1),
            '-' if text.get(at + 1..).is_some_and(|rest| {
                rest.starts_with(|next: char| !next.is_whitespace() && next != '-')
            }) =>
            {
                (Kind::Minus, 1)
            }
            space if space.is_whitespace() => {
                at += space.len_utf8();
                continue;
            }
            _ => value(text, at),
        };
        found.push(Lexeme { kind, at: at..at + length });
        at += length;
    }
    found
}

/// Reads `word`, `"a phrase"`, `field:word` or `field:"a phrase"`, each perhaps followed by a star.
/// Returns its length in bytes, too.
fn value(text: &str, start: usize) -> (Kind, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.get(..word_length(rest, 0)).unwrap_or_default();
    let named = word.split_once(':').filter(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic())
    });
    // `https://example.org` and `10:30` are words.
    let named = named.filter(|(name, value)| {
        let is_account = *name == ACCOUNT && value.starts_with('#');
        let is_known = is_account || is_field(name) || suggestion(name).is_some();
        !value.starts_with("//") && is_known
    });
    let (field, from) = match named {
        Some((name, _)) => {
            (Some((name.to_ascii_lowercase(), start..start + name.len())), name.len() + 1)
        }
        None => (None, 0),
    };
    let after = rest.get(from..).unwrap_or_default();
    if let Some(source) = pattern(after) {
        return (Kind::Pattern { field, source: source.to_owned() }, from + source.len() + 2);
    }
    if let Some(quoted) = after.strip_prefix('"') {
        let (words, closed) = match quoted.find('"') {
            Some(end) => (quoted.get(..end).unwrap_or_default(), 1),
            None => (quoted, 0),
        };
        let length = from + 1 + words.len() + closed;
        let digits = rest.get(length..word_length(rest, length)).unwrap_or_default();
        if let Some(term) = numbered(field.as_ref(), digits) {
            return (Kind::Term(term), length + digits.len());
        }
        let is_prefix = rest.get(length..).is_some_and(|rest| rest.starts_with('*'));
        let kind = Kind::Value { field, words: words.to_owned(), is_prefix };
        return (kind, length + usize::from(is_prefix));
    }
    let bare = word.get(from..).unwrap_or_default();
    if let Some(term) = numbered(field.as_ref(), bare) {
        return (Kind::Term(term), word.len());
    }
    let words = bare.trim_end_matches('*');
    let is_prefix = words.len() < bare.len();
    match (field, word) {
        (None, "OR" | "|") => (Kind::Or, word.len()),
        (None, "AND" | "&") => (Kind::And, word.len()),
        (None, "NOT") => (Kind::Minus, word.len()),
        (field, _) => {
            (Kind::Value { field, words: words.to_owned(), is_prefix }, word.len().max(1))
        }
    }
}

/// Where the word that begins at `from` ends.
fn word_length(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let length = rest.find(|next: char| next.is_whitespace() || matches!(next, '(' | ')' | '"'));
    from + length.unwrap_or(rest.len())
}

/// The feed, folder, tag or account that `#12` means after `feed:`, `folder:` and so on.
fn numbered(field: Option<&(String, Range<usize>)>, text: &str) -> Option<Term> {
    let digits = text.strip_prefix('#').filter(|digits| !digits.starts_with('+'))?;
    let number = digits.parse().ok()?;
    match field?.0.as_str() {
        "feed" => Some(Term::Feed(FeedId(number))),
        "folder" => Some(Term::Folder(FolderId(number))),
        "tag" => Some(Term::Tag(TagId(number))),
        ACCOUNT => Some(Term::Account(AccountId(number))),
        _ => None,
    }
}

/// The text between a slash at the beginning and the next slash that ends a word.
fn pattern(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('/')?;
    let is_end = |at: usize| {
        let is_escaped = inner.get(..at).is_some_and(|before| {
            before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
        });
        let rest = inner.get(at + 1..).unwrap_or_default();
        !is_escaped
            && rest
                .chars()
                .next()
                .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')'))
    };
    let end = inner.match_indices('/').map(|(at, _)| at).find(|at| is_end(*at))?;
    inner.get(..end).filter(|source| !source.is_empty())
}
