//! What a question means, entry by entry. Slow and plain: the yardstick for the index, and enough
//! for a few entries.

use std::cell::OnceCell;

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
    /// Kept out of Today and All.
    pub is_hidden: bool,
    /// What it is sorted by, in seconds since 1970.
    pub sort_secs: i64,
}

/// Whether a question finds an entry.
#[must_use]
pub fn matches(expr: &Expr, subject: &Subject, now: &Zoned) -> bool {
    Prepared::new(subject).is_found_by(expr, now)
}

/// An entry whose words are found once, for many questions.
#[derive(Debug)]
pub struct Prepared<'a> {
    subject: &'a Subject,
    title: OnceCell<Vec<String>>,
    authors: OnceCell<Vec<Vec<String>>>,
    text: OnceCell<Vec<String>>,
    tags: OnceCell<Vec<Vec<String>>>,
    url: OnceCell<Vec<String>>,
}

impl<'a> Prepared<'a> {
    /// Makes an entry ready; its words are found when they are first asked for.
    #[must_use]
    pub fn new(subject: &'a Subject) -> Self {
        let (title, authors, text, tags, url) = Default::default();
        Self { subject, title, authors, text, tags, url }
    }

    /// Whether a question finds it.
    #[must_use]
    pub fn is_found_by(&self, expr: &Expr, now: &Zoned) -> bool {
        match expr {
            Expr::All => true,
            Expr::Not(inner) => !self.is_found_by(inner, now),
            Expr::And(parts) => parts.iter().all(|part| self.is_found_by(part, now)),
            Expr::Or(parts) => parts.iter().any(|part| self.is_found_by(part, now)),
            Expr::Term(term) => self.holds(term, now),
        }
    }

    fn holds(&self, term: &Term, now: &Zoned) -> bool {
        let subject = self.subject;
        match term {
            Term::Text(text) => self.has_text(text),
            Term::Pattern(pattern) => pattern.finds(
                &subject.title,
                subject.authors.first().map_or("", String::as_str),
                &subject.url,
            ),
            Term::Is(State::Unread) => !subject.is_read,
            Term::Is(State::Read) => subject.is_read,
            Term::Is(State::Starred) => subject.is_starred,
            Term::Is(State::Hidden) => subject.is_hidden,
            Term::Has(mark) => subject.marks.contains(mark),
            Term::After(date) => subject.sort_secs >= date.seconds(now),
            Term::Before(date) => subject.sort_secs < date.seconds(now),
            Term::Newer(span) => subject.sort_secs >= span.seconds_ago(now),
            Term::Older(span) => subject.sort_secs < span.seconds_ago(now),
        }
    }

    fn has_text(&self, text: &Text) -> bool {
        let phrase = tokens(&text.words);
        let is_in = |words: &[String]| occurs(&phrase, text.is_prefix, words);
        let title = || is_in(self.title.get_or_init(|| tokens(&self.subject.title)));
        let authors = || {
            self.authors
                .get_or_init(|| each_tokens(&self.subject.authors))
                .iter()
                .any(|author| is_in(author))
        };
        let body = || is_in(self.text.get_or_init(|| tokens(&self.subject.text)));
        match text.field {
            Field::Any => title() || authors() || body(),
            Field::Title => title(),
            Field::Author => authors(),
            Field::Body => body(),
            Field::Feed => is_part(&text.words, &self.subject.feed),
            Field::Folder => self.subject.folders.iter().any(|folder| is_part(&text.words, folder)),
            Field::Tag => self
                .tags
                .get_or_init(|| each_tokens(&self.subject.tags))
                .iter()
                .any(|tag| is_in(tag)),
            Field::Url => is_in(self.url.get_or_init(|| tokens(&self.subject.url))),
            Field::Language => is_language(&text.words, &self.subject.language),
        }
    }
}

fn each_tokens(texts: &[String]) -> Vec<Vec<String>> {
    texts.iter().map(|text| tokens(text)).collect()
}

/// Whether words stand next to each other in a text.
pub(crate) fn occurs_in(words: &str, is_prefix: bool, text: &str) -> bool {
    occurs(&tokens(words), is_prefix, &tokens(text))
}

/// Whether the words stand next to each other.
fn occurs(phrase: &[String], is_prefix: bool, words: &[String]) -> bool {
    let is_at = |window: &[String]| {
        let last = window.len().saturating_sub(1);
        window.iter().zip(phrase).enumerate().all(|(at, (word, wanted))| {
            word == wanted || (is_prefix && at == last && word.starts_with(wanted))
        })
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
    language == wanted
        || language.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(['-', '_']))
}
