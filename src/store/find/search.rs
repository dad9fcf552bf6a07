//! Plans a query, so that it can be tested on every entry of a list: words are looked up in the
//! index once for each shard, patterns are matched against the texts, and all other conditions need
//! nothing but the entry.

use std::collections::{HashMap, HashSet};

use jiff::Zoned;
use rusqlite::{Connection, params};

use super::bits::IdBits;
use super::shards::{AnswerCache, Matches, Question, ShardSet, Shards};
use super::{index, marked};
use crate::model::{AccountId, ListEntry};
use crate::query::{Expr, Field, State, Term, Text, is_language, is_part, start_of_day, tokens};
use crate::store::names::{TITLE_COLUMNS, title_at};
use crate::store::river::stays;

/// Few words start with the same letters if there are this many of them.
const LONG_CHARS: usize = 5;

/// A planned query.
#[derive(Debug)]
pub(in crate::store) struct Plan<'a> {
    node: Node<'a>,
    shards: Shards<'a>,
}

#[derive(Debug)]
enum Node<'a> {
    All,
    Not(Box<Node<'a>>),
    And(Vec<Node<'a>>),
    Or(Vec<Node<'a>>),
    /// The matches of words or a pattern.
    Matches(Matches<'a>),
    Entries(IdBits),
    Feeds(HashSet<i64>),
    /// Feeds, each from a second on.
    FeedsSince(HashMap<i64, i64>),
    Unread,
    Read,
    Starred,
    From(i64),
    Until(i64),
}

impl<'a> Plan<'a> {
    /// Plans a query; `None` if it matches every entry.
    pub(in crate::store) fn new(
        conn: &'a Connection,
        answers: &'a AnswerCache,
        expr: &Expr,
        now: &Zoned,
    ) -> rusqlite::Result<Option<Self>> {
        if *expr == Expr::All {
            return Ok(None);
        }
        let shards = Shards::read(conn, answers)?;
        let node = node(&shards, expr, now)?;
        Ok(Some(Self { node, shards }))
    }

    /// Whether an entry matches.
    pub(in crate::store) fn finds(&self, entry: &ListEntry) -> bool {
        self.node.finds(entry)
    }

    /// Whether an entry can match, by what the index alone says.
    pub(in crate::store) fn may_find(&self, id: i64) -> bool {
        self.node.may_find(id)
    }

    /// How many of the unread entries of a shard match. `unread` is the set of the same entries.
    pub(in crate::store) fn count_unread(
        &self,
        shard: i64,
        unread: &ShardSet,
        entries: &[ListEntry],
    ) -> usize {
        let Some(within) = self.node.within(shard) else {
            return entries.iter().filter(|entry| self.finds(entry)).count();
        };
        let found = within.and(unread);
        if found.count() == 0 || self.node.is_exact_for_unread() {
            return found.count();
        }
        entries.iter().filter(|entry| found.contains(entry.id.0) && self.finds(entry)).count()
    }

    /// The numbers of the shards, the newest first, because a list nearly always starts there.
    pub(in crate::store) fn shards(&self) -> impl Iterator<Item = i64> {
        self.shards.numbers()
    }

    /// The entries of a shard that can match; `None` if the index says nothing about it.
    pub(in crate::store) fn within(&self, shard: i64) -> Option<ShardSet> {
        self.node.within(shard)
    }

    /// The first error in the index or the texts. Returned only once.
    pub(in crate::store) fn failure(&self) -> Option<rusqlite::Error> {
        self.node.failure()
    }
}

impl Node<'_> {
    fn finds(&self, entry: &ListEntry) -> bool {
        match self {
            Self::All => true,
            Self::Not(inner) => !inner.finds(entry),
            Self::And(parts) => parts.iter().all(|part| part.finds(entry)),
            Self::Or(parts) => parts.iter().any(|part| part.finds(entry)),
            Self::Matches(matches) => matches.contains(entry.id.0),
            Self::Entries(ids) => ids.contains(entry.id.0),
            Self::Feeds(feeds) => feeds.contains(&entry.feed_id.0),
            Self::FeedsSince(feeds) => {
                feeds.get(&entry.feed_id.0).is_some_and(|second| entry.sort_secs >= *second)
            }
            Self::Unread => !entry.is_read,
            Self::Read => entry.is_read,
            Self::Starred => entry.is_starred,
            Self::From(second) => entry.sort_secs >= *second,
            Self::Until(second) => entry.sort_secs < *second,
        }
    }

    fn may_find(&self, id: i64) -> bool {
        match self {
            Self::Matches(matches) => matches.is_pattern() || matches.contains(id),
            Self::Entries(ids) => ids.contains(id),
            Self::And(parts) => parts.iter().all(|part| part.may_find(id)),
            Self::Or(parts) => parts.iter().any(|part| part.may_find(id)),
            Self::All
            | Self::Not(_)
            | Self::Feeds(_)
            | Self::FeedsSince(_)
            | Self::Unread
            | Self::Read
            | Self::Starred
            | Self::From(_)
            | Self::Until(_) => true,
        }
    }

    /// The order in which conditions are tested: those that need only the entry come first, then
    /// those that the index answers, then the others.
    fn effort(&self) -> u8 {
        match self {
            Self::All
            | Self::Entries(_)
            | Self::Feeds(_)
            | Self::FeedsSince(_)
            | Self::Unread
            | Self::Read
            | Self::Starred
            | Self::From(_)
            | Self::Until(_) => 0,
            Self::Matches(matches) if matches.is_pattern() => 4,
            Self::Matches(matches) if !matches.is_prefix() => 1,
            Self::Matches(_) | Self::And(_) | Self::Or(_) => 2,
            Self::Not(_) => 3,
        }
    }

    /// The entries of a shard that can match; `None` if the index says nothing about it.
    fn within(&self, shard: i64) -> Option<ShardSet> {
        match self {
            Self::Matches(matches) => Some(matches.within(shard)),
            Self::Entries(ids) => Some(ShardSet::part_of(shard, ids)),
            Self::And(parts) => {
                let mut all: Option<ShardSet> = None;
                for part in parts {
                    // An empty set needs no further search. A pattern, which would examine the
                    // whole shard, is tested later on the few entries that remain.
                    if all.as_ref().is_some_and(|all| all.count() == 0 || part.is_pattern()) {
                        break;
                    }
                    all = match (all, part.within(shard)) {
                        (Some(all), Some(set)) => Some(all.and(&set)),
                        (all, set) => all.or(set),
                    };
                }
                all
            }
            Self::Or(parts) => {
                let mut all = ShardSet::empty(shard);
                for part in parts {
                    all = all.or(&part.within(shard)?);
                }
                Some(all)
            }
            Self::All
            | Self::Not(_)
            | Self::Feeds(_)
            | Self::FeedsSince(_)
            | Self::Unread
            | Self::Read
            | Self::Starred
            | Self::From(_)
            | Self::Until(_) => None,
        }
    }

    fn is_pattern(&self) -> bool {
        matches!(self, Self::Matches(matches) if matches.is_pattern())
    }

    /// Whether every unread entry of [`Self::within`] matches, without a further test.
    fn is_exact_for_unread(&self) -> bool {
        match self {
            Self::Matches(_) | Self::Entries(_) | Self::Unread | Self::All => true,
            Self::And(parts) => {
                parts.iter().all(|part| part.is_exact_for_unread() && !part.is_pattern())
            }
            // `within` is `None` if the index says nothing about one of the alternatives.
            Self::Or(parts) => {
                parts.iter().all(|part| matches!(part, Self::Matches(_) | Self::Entries(_)))
            }
            Self::Not(_)
            | Self::Feeds(_)
            | Self::FeedsSince(_)
            | Self::Read
            | Self::Starred
            | Self::From(_)
            | Self::Until(_) => false,
        }
    }

    fn failure(&self) -> Option<rusqlite::Error> {
        match self {
            Self::Matches(matches) => matches.failure(),
            Self::Not(inner) => inner.failure(),
            Self::And(parts) | Self::Or(parts) => parts.iter().find_map(Self::failure),
            Self::All
            | Self::Entries(_)
            | Self::Feeds(_)
            | Self::FeedsSince(_)
            | Self::Unread
            | Self::Read
            | Self::Starred
            | Self::From(_)
            | Self::Until(_) => None,
        }
    }
}

fn node<'a>(shards: &Shards<'a>, expr: &Expr, now: &Zoned) -> rusqlite::Result<Node<'a>> {
    let all = |parts: &[Expr]| {
        parts.iter().map(|part| node(shards, part, now)).collect::<rusqlite::Result<Vec<_>>>()
    };
    Ok(match expr {
        Expr::All => Node::All,
        Expr::Not(inner) => Node::Not(Box::new(node(shards, inner, now)?)),
        Expr::And(parts) => {
            let (question, rest) = joined(parts);
            let mut nodes = rest
                .into_iter()
                .map(|part| node(shards, part, now))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            nodes
                .extend(question.map(|question| {
                    Node::Matches(Matches::new(shards, Question::Words(question)))
                }));
            nodes.sort_by_key(Node::effort);
            Node::And(nodes)
        }
        Expr::Or(parts) => Node::Or(all(parts)?),
        Expr::Term(term) => leaf(shards, term, now)?,
    })
}

/// Joins those conditions of a conjunction that one FTS5 query can answer, and returns the others.
///
/// FTS5 reads the lists of several words in parallel and skips the entries that a rare word rules
/// out. With a query for each word, it would return all entries with a common word.
fn joined(parts: &[Expr]) -> (Option<String>, Vec<&Expr>) {
    let (mut wanted, mut unwanted, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        let (term, questions) = if let Expr::Not(inner) = part {
            (&**inner, &mut unwanted)
        } else {
            (part, &mut wanted)
        };
        match joinable(term) {
            Some(question) => questions.push((question, part)),
            None => rest.push(part),
        }
    }
    if wanted.is_empty() {
        rest.extend(unwanted.into_iter().map(|(_, part)| part));
        return (None, rest);
    }
    let any_of = |questions: &[(String, &Expr)], between: &str| {
        let all: Vec<String> =
            questions.iter().map(|(question, _)| format!("({question})")).collect();
        all.join(between)
    };
    let mut question = any_of(&wanted, " AND ");
    if !unwanted.is_empty() {
        question = format!("({question}) NOT ({})", any_of(&unwanted, " OR "));
    }
    (Some(question), rest)
}

/// The FTS5 query for a condition that can be joined with others. Short starts of words are
/// searched separately, because FTS5 collects all words with this start before it compares.
fn joinable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Term(Term::Text(text)) if !text.is_prefix || is_long(&text.words) => match text.field
        {
            Field::Any | Field::Title | Field::Author | Field::Body | Field::Url => {
                index::question(text)
            }
            Field::Feed | Field::Folder | Field::Language | Field::Tag => None,
        },
        Expr::Term(Term::Has(mark)) => Some(index::mark_question(*mark)),
        Expr::Term(
            Term::Text(_)
            | Term::Pattern(_)
            | Term::Is(_)
            | Term::Feed(_)
            | Term::Folder(_)
            | Term::Tag(_)
            | Term::Account(_)
            | Term::Story(_)
            | Term::Today
            | Term::River
            | Term::After(_)
            | Term::Before(_)
            | Term::Newer(_)
            | Term::Older(_)
            | Term::ReadWithin(_)
            | Term::StarredWithin(_)
            | Term::Words(_)
            | Term::Minutes(_)
            | Term::Edited(_),
        )
        | Expr::All
        | Expr::Not(_)
        | Expr::And(_)
        | Expr::Or(_) => None,
    }
}

/// Whether few words start like the last of these.
fn is_long(words: &str) -> bool {
    tokens(words).last().is_some_and(|last| last.chars().count() >= LONG_CHARS)
}

fn leaf<'a>(shards: &Shards<'a>, term: &Term, now: &Zoned) -> rusqlite::Result<Node<'a>> {
    let conn = shards.conn;
    let words = |text: &Text| {
        index::question(text).map_or(Node::Or(Vec::new()), |question| {
            Node::Matches(Matches::new(shards, Question::Words(question)))
        })
    };
    Ok(match term {
        Term::Text(text) => match text.field {
            Field::Feed => Node::Feeds(feeds_called(conn, &text.words)?),
            Field::Folder => Node::Feeds(feeds_in_folders_called(conn, &text.words)?),
            Field::Language => Node::Feeds(feeds_in(conn, &text.words)?),
            Field::Tag => {
                let mut own = IdBits::default();
                if !tokens(&text.words).is_empty() {
                    marked::add_tagged(conn, &text.words, text.is_prefix, &mut own)?;
                }
                Node::Or(vec![words(text), Node::Entries(own)])
            }
            Field::Any | Field::Title | Field::Author | Field::Body | Field::Url => words(text),
        },
        Term::Pattern(pattern) => {
            Node::Matches(Matches::new(shards, Question::Pattern(pattern.clone())))
        }
        Term::Feed(id) => Node::Feeds(HashSet::from([id.0])),
        Term::Folder(id) => Node::Feeds(feeds_inside(conn, [id.0])?),
        Term::Account(id) => Node::Feeds(feeds_of_account(conn, *id)?),
        Term::Tag(id) => Node::Entries(marked::with_tag(conn, *id)?),
        Term::Today => {
            let hidden = marked::not_today(conn)?.into_iter().map(|feed| feed.0).collect();
            Node::And(vec![Node::From(start_of_day(now)), Node::Not(Box::new(Node::Feeds(hidden)))])
        }
        Term::River => {
            let stays = stays(conn, now.timestamp())?.into_iter();
            let second = now.timestamp().as_second();
            Node::FeedsSince(stays.map(|(feed, stay)| (feed.0, second - stay.secs + 1)).collect())
        }
        Term::Is(State::Unread) => Node::Unread,
        Term::Is(State::Read) => Node::Read,
        Term::Is(State::Starred) => Node::Starred,
        Term::Is(State::Hidden) => Node::Entries(marked::hidden(conn)?),
        Term::Is(State::Snoozed) => Node::Entries(marked::asleep(conn)?),
        Term::Is(State::Edited) => Node::Entries(marked::edited_since(conn, i64::MIN)?),
        Term::Is(State::Folded) => Node::Entries(marked::folded(conn)?),
        Term::Is(State::Queued) => Node::Entries(marked::ids(conn, marked::QUEUED)?),
        Term::Is(State::Downloaded) => Node::Entries(marked::ids(conn, marked::DOWNLOADED)?),
        Term::Story(id) => Node::Entries(marked::of_story(conn, *id)?),
        Term::Has(mark) => {
            Node::Matches(Matches::new(shards, Question::Words(index::mark_question(*mark))))
        }
        Term::After(date) => Node::From(date.seconds(now)),
        Term::Before(date) => Node::Until(date.seconds(now)),
        Term::Newer(span) => Node::From(span.seconds_ago(now)),
        Term::Older(span) => Node::Until(span.seconds_ago(now)),
        Term::ReadWithin(span) => Node::Entries(marked::read_since(conn, span.seconds_ago(now))?),
        Term::StarredWithin(span) => {
            let since = Node::Entries(marked::starred_since(conn, span.seconds_ago(now))?);
            Node::And(vec![Node::Starred, since])
        }
        Term::Words(amount) => Node::Entries(marked::with_words(conn, *amount)?),
        Term::Minutes(amount) => {
            Node::Entries(marked::with_words(conn, amount.words_of_minutes())?)
        }
        Term::Edited(span) => Node::Entries(marked::edited_since(conn, span.seconds_ago(now))?),
    })
}

fn feeds_called(conn: &Connection, words: &str) -> rusqlite::Result<HashSet<i64>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {TITLE_COLUMNS} FROM feeds"))?;
    let mut rows = statement.query([])?;
    let mut found = HashSet::new();
    while let Some(row) = rows.next()? {
        if is_part(words, &title_at(row)?) {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

fn feeds_in(conn: &Connection, language: &str) -> rusqlite::Result<HashSet<i64>> {
    feeds(conn, "SELECT id, coalesce(language, '') FROM feeds", |found| {
        is_language(language, found)
    })
}

fn feeds(
    conn: &Connection,
    sql: &str,
    is_meant: impl Fn(&str) -> bool,
) -> rusqlite::Result<HashSet<i64>> {
    let mut found = HashSet::new();
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if is_meant(row.get_ref(1)?.as_str()?) {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

fn feeds_of_account(conn: &Connection, id: AccountId) -> rusqlite::Result<HashSet<i64>> {
    let id = Some(id.0).filter(|_| id != AccountId::LOCAL);
    conn.prepare_cached("SELECT id FROM feeds WHERE account_id IS ?1")?
        .query_map([id], |row| row.get(0))?
        .collect()
}

fn feeds_in_folders_called(conn: &Connection, words: &str) -> rusqlite::Result<HashSet<i64>> {
    let folders = feeds(conn, "SELECT id, name FROM folders", |name| is_part(words, name))?;
    feeds_inside(conn, folders)
}

/// The feeds in these folders and their subfolders.
fn feeds_inside(
    conn: &Connection,
    folders: impl IntoIterator<Item = i64>,
) -> rusqlite::Result<HashSet<i64>> {
    let mut found = HashSet::new();
    let mut inside = conn.prepare_cached(
        "WITH RECURSIVE inside (id) AS (
             SELECT ?1
             UNION SELECT folders.id FROM folders JOIN inside ON folders.parent_id = inside.id)
         SELECT id FROM feeds WHERE folder_id IN inside",
    )?;
    for folder in folders {
        let feeds = inside.query_map(params![folder], |row| row.get(0))?;
        for feed in feeds {
            found.insert(feed?);
        }
    }
    Ok(found)
}
