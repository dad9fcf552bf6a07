//! What a question means, entry by entry. Slow and plain: the yardstick for the index, and enough for a few entries.

use jiff::Zoned;

use super::expr::{Expr, Field, Mark, State, Term, Text};
use super::tokens::{fold, tokens};

/// An entry as questions see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// Its title.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its text, without markup.
    pub text: String,
    /// Title of its feed.
    pub feed: String,
    /// Names of the folders around it.
    pub folders: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its address.
    pub url: String,
    /// The language of its feed.
    pub language: String,
    /// What comes with it.
    pub marks: Vec<Mark>,
    /// Marked as read.
    pub is_read: bool,
    /// Marked with a star.
    pub is_starred: bool,
    /// What it is sorted by, in seconds since 1970.
    pub sort_secs: i64,
}

/// Whether a question finds an entry.
#[must_use]
pub fn matches(expr: &Expr, subject: &Subject, now: &Zoned) -> bool {
    match expr {
        Expr::All => true,
        Expr::Not(inner) => !matches(inner, subject, now),
        Expr::And(parts) => parts.iter().all(|part| matches(part, subject, now)),
        Expr::Or(parts) => parts.iter().any(|part| matches(part, subject, now)),
        Expr::Term(term) => holds(term, subject, now),
    }
}

fn holds(term: &Term, subject: &Subject, now: &Zoned) -> bool {
    match term {
        Term::Text(text) => has_text(text, subject),
        Term::Is(State::Unread) => !subject.is_read,
        Term::Is(State::Read) => subject.is_read,
        Term::Is(State::Starred) => subject.is_starred,
        Term::Has(mark) => subject.marks.contains(mark),
        Term::After(date) => subject.sort_secs >= date.seconds(now),
        Term::Before(date) => subject.sort_secs < date.seconds(now),
        Term::Newer(span) => subject.sort_secs >= span.seconds_ago(now),
        Term::Older(span) => subject.sort_secs < span.seconds_ago(now),
    }
}

fn has_text(text: &Text, subject: &Subject) -> bool {
    let phrase = tokens(&text.words);
    let is_in = |field: &str| occurs(&phrase, text.is_prefix, &tokens(field));
    let authors = || subject.authors.iter().any(|author| is_in(author));
    match text.field {
        Field::Any => is_in(&subject.title) || authors() || is_in(&subject.text),
        Field::Title => is_in(&subject.title),
        Field::Author => authors(),
        Field::Body => is_in(&subject.text),
        Field::Feed => is_part(&text.words, &subject.feed),
        Field::Folder => subject.folders.iter().any(|folder| is_part(&text.words, folder)),
        Field::Tag => subject.tags.iter().any(|tag| is_in(tag)),
        Field::Url => is_in(&subject.url),
        Field::Language => is_language(&text.words, &subject.language),
    }
}

/// Whether the words stand next to each other.
fn occurs(phrase: &[String], is_prefix: bool, words: &[String]) -> bool {
    let is_at = |window: &[String]| {
        let last = window.len().saturating_sub(1);
        window
            .iter()
            .zip(phrase)
            .enumerate()
            .all(|(at, (word, wanted))| word == wanted || (is_prefix && at == last && word.starts_with(wanted)))
    };
    !phrase.is_empty() && words.windows(phrase.len()).any(is_at)
}

/// Whether a name has these letters in it.
pub(crate) fn is_part(words: &str, name: &str) -> bool {
    fold(name).contains(&fold(words.trim()))
}

/// `de` finds `de-CH` as well.
pub(crate) fn is_language(wanted: &str, language: &str) -> bool {
    let (wanted, language) = (wanted.trim().to_ascii_lowercase(), language.to_ascii_lowercase());
    language == wanted || language.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(['-', '_']))
}
