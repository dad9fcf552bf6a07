//! The meaning of a query, entry by entry. Slow and plain: the store's index is tested against it,
//! and rules use it for the few entries that arrive.

use std::cell::OnceCell;

use jiff::Zoned;

use super::expr::{Expr, Field, Mark, State, Term, Text};
use super::tokens::{fold, tokens};
use crate::model::{AccountId, EntryId, FeedId, FolderId, TagId};

/// An entry with everything that a query can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a status that a query asks for")]
pub struct Subject {
    pub title: String,
    pub authors: Vec<String>,
    /// The text without markup.
    pub text: String,
    pub feed_id: Option<FeedId>,
    /// The account of the feed; `None` is on this computer.
    pub account_id: Option<AccountId>,
    /// The title of the feed.
    pub feed: String,
    /// Whether the feed is kept out of Today.
    pub is_feed_hidden_from_today: bool,
    /// The folders around the feed.
    pub folder_ids: Vec<FolderId>,
    /// The names of the folders around the feed.
    pub folders: Vec<String>,
    pub tags: Vec<String>,
    /// The tags that the user gave.
    pub own_tags: Vec<TagId>,
    pub url: String,
    /// The language code of the feed.
    pub language: String,
    pub marks: Vec<Mark>,
    pub is_read: bool,
    pub is_starred: bool,
    /// Kept out of Today, All and folders.
    pub is_hidden: bool,
    /// Out of sight until a time that the user chose.
    pub is_snoozed: bool,
    /// In the queue of episodes.
    pub is_queued: bool,
    /// An episode that is on this computer.
    pub is_downloaded: bool,
    /// When its publisher last edited it, in seconds since 1970.
    pub edited_secs: Option<i64>,
    /// Whether it has not left the river, which depends on the other entries of its feed. Rules
    /// cannot ask for it.
    pub is_in_river: bool,
    /// The entries of its story, with itself; empty if it has none.
    pub story: Vec<EntryId>,
    /// The time that lists are sorted by, in seconds since 1970.
    pub sort_secs: i64,
    /// When the user read it, if it is known: opened it, or marked it as read alone.
    pub read_secs: Option<i64>,
    /// When the user starred it, if it is known.
    pub starred_secs: Option<i64>,
    /// The words of its body.
    pub words: u32,
}

/// Whether a query finds an entry.
#[must_use]
pub fn matches(expr: &Expr, subject: &Subject, now: &Zoned) -> bool {
    Prepared::new(subject).is_found_by(expr, now)
}

/// An entry whose words are split once, for many queries.
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
    /// Splits nothing yet: the words of a field are split when a query first asks for them.
    #[must_use]
    pub fn new(subject: &'a Subject) -> Self {
        let (title, authors, text, tags, url) = Default::default();
        Self { subject, title, authors, text, tags, url }
    }

    /// Whether a query finds the entry.
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
            Term::Is(State::Snoozed) => subject.is_snoozed,
            Term::Is(State::Edited) => subject.edited_secs.is_some(),
            Term::Is(State::Folded) => !subject.story.is_empty(),
            Term::Is(State::Queued) => subject.is_queued,
            Term::Is(State::Downloaded) => subject.is_downloaded,
            Term::Story(id) => subject.story.contains(id),
            Term::Has(mark) => subject.marks.contains(mark),
            Term::Feed(id) => subject.feed_id == Some(*id),
            Term::Folder(id) => subject.folder_ids.contains(id),
            Term::Tag(id) => subject.own_tags.contains(id),
            Term::Account(id) => subject.account_id.unwrap_or(AccountId::LOCAL) == *id,
            Term::Today => {
                subject.sort_secs >= start_of_day(now) && !subject.is_feed_hidden_from_today
            }
            Term::River => subject.is_in_river,
            Term::After(date) => subject.sort_secs >= date.seconds(now),
            Term::Before(date) => subject.sort_secs < date.seconds(now),
            Term::Newer(span) => subject.sort_secs >= span.seconds_ago(now),
            Term::Older(span) => subject.sort_secs < span.seconds_ago(now),
            Term::ReadWithin(span) => {
                subject.read_secs.is_some_and(|secs| secs >= span.seconds_ago(now))
            }
            Term::StarredWithin(span) => {
                subject.is_starred
                    && subject.starred_secs.is_some_and(|secs| secs >= span.seconds_ago(now))
            }
            Term::Words(amount) => amount.holds(subject.words),
            Term::Minutes(amount) => amount.words_of_minutes().holds(subject.words),
            Term::Edited(span) => {
                subject.edited_secs.is_some_and(|secs| secs >= span.seconds_ago(now))
            }
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

/// The first second of the day of `now`, since 1970.
pub(crate) fn start_of_day(now: &Zoned) -> i64 {
    now.start_of_day().map_or(now.timestamp(), |start| start.timestamp()).as_second()
}

fn each_tokens(texts: &[String]) -> Vec<Vec<String>> {
    texts.iter().map(|text| tokens(text)).collect()
}

/// Whether words occur next to each other in a text; `is_prefix`: the last may be a beginning.
pub(crate) fn occurs_in(words: &str, is_prefix: bool, text: &str) -> bool {
    occurs(&tokens(words), is_prefix, &tokens(text))
}

/// [`occurs_in`] for words that are split already.
fn occurs(phrase: &[String], is_prefix: bool, words: &[String]) -> bool {
    let is_at = |window: &[String]| {
        let last = window.len().saturating_sub(1);
        window.iter().zip(phrase).enumerate().all(|(at, (word, wanted))| {
            word == wanted || (is_prefix && at == last && word.starts_with(wanted))
        })
    };
    !phrase.is_empty() && words.windows(phrase.len()).any(is_at)
}

/// Whether a name contains these letters; case and accents do not matter.
pub(crate) fn is_part(words: &str, name: &str) -> bool {
    fold(name).contains(&fold(words.trim()))
}

/// Whether a language code is the wanted one; `de` also means `de-CH`.
pub(crate) fn is_language(wanted: &str, language: &str) -> bool {
    let (wanted, language) = (wanted.trim().to_ascii_lowercase(), language.to_ascii_lowercase());
    language == wanted
        || language.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(['-', '_']))
}
