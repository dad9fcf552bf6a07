//! The full-text index is divided into shards of 32,768 consecutive entry ids each.
//!
//! Most searches find enough in the newest shards, so the first results need not wait for the rest
//! of a large library. Also, the result in a shard can be cached until the shard changes. Results
//! of patterns, for which there is no index, are cached in the same way.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::bits::IdBits;
use crate::query::Pattern;

/// The number of ids in a shard, as a power of two.
const SHARD_BITS: u32 = 15;
/// The number of 64-bit words for a set of ids in a shard.
const SHARD_WORDS: usize = 1 << (SHARD_BITS - 6);
/// Segments of the index that are merged at once. Each transaction writes one or a few; with the
/// usual four, a first refresh would write the words of most entries three times.
const SEGMENTS_MERGED: u32 = 16;
/// Limit of cached results; each takes up to 4 KB.
const KEPT: usize = 4096;

/// The shard of an entry.
pub(in crate::store) fn shard_of(id: i64) -> i64 {
    id >> SHARD_BITS
}

/// The name of the FTS5 table of a shard.
pub(in crate::store) fn table(shard: i64) -> String {
    format!("words_{shard}")
}

/// Creates a shard if it does not exist, and counts its version up because it is about to change.
pub(in crate::store) fn touch(conn: &Connection, shard: i64) -> rusqlite::Result<()> {
    let touched = conn
        .prepare_cached("UPDATE shards SET version = version + 1 WHERE id = ?1")?
        .execute([shard])?;
    if touched == 0 {
        let table = table(shard);
        conn.execute_batch(&format!(
            "CREATE VIRTUAL TABLE {table} USING fts5 (
                 body, title, authors, tags, url, marks,
                 content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
             );
             INSERT INTO {table} ({table}, rank) VALUES ('automerge', {SEGMENTS_MERGED})"
        ))?;
        conn.prepare_cached("INSERT INTO shards (id, version) VALUES (?1, 1)")?.execute([shard])?;
    }
    Ok(())
}

/// Removes the words of an entry from its shard.
pub(in crate::store) fn forget(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let shard = shard_of(id);
    let touched = conn
        .prepare_cached("UPDATE shards SET version = version + 1 WHERE id = ?1")?
        .execute([shard])?;
    if touched > 0 {
        conn.prepare_cached(&format!("DELETE FROM {} WHERE rowid = ?1", table(shard)))?
            .execute([id])?;
    }
    conn.prepare_cached("DELETE FROM unindexed WHERE entry_id = ?1")?.execute([id])?;
    Ok(())
}

/// Merges the index segments of each shard into one.
pub(in crate::store) fn optimize(conn: &Connection) -> rusqlite::Result<()> {
    let shards: Vec<i64> = conn
        .prepare_cached("SELECT id FROM shards")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in shards.into_iter().map(table) {
        conn.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), [])?;
    }
    Ok(())
}

/// A set of entries in one shard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct ShardSet {
    first: i64,
    words: Arc<[u64]>,
    count: usize,
}

impl ShardSet {
    fn new(shard: i64, words: Vec<u64>) -> Self {
        let count = words.iter().map(|word| word.count_ones() as usize).sum();
        Self { first: shard << SHARD_BITS, words: words.into(), count }
    }

    /// The set of these ids, all of which must be in the shard.
    pub(in crate::store) fn of(shard: i64, ids: impl Iterator<Item = i64>) -> Self {
        let mut words = vec![0_u64; SHARD_WORDS];
        for id in ids {
            let at = usize::try_from(id - (shard << SHARD_BITS)).unwrap_or(usize::MAX);
            if let Some(word) = words.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
        Self::new(shard, words)
    }

    /// The part of a set that is in the shard.
    pub(in crate::store) fn part_of(shard: i64, ids: &IdBits) -> Self {
        Self::new(shard, ids.between(shard << SHARD_BITS, (shard + 1) << SHARD_BITS).to_vec())
    }

    pub(in crate::store) fn empty(shard: i64) -> Self {
        Self { first: shard << SHARD_BITS, words: Arc::from([]), count: 0 }
    }

    pub(in crate::store) fn count(&self) -> usize {
        self.count
    }

    pub(in crate::store) fn contains(&self, id: i64) -> bool {
        let Ok(at) = usize::try_from(id - self.first) else { return false };
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// The ids in ascending order.
    pub(in crate::store) fn iter(&self) -> impl Iterator<Item = i64> {
        self.words.iter().enumerate().flat_map(move |(at, word)| {
            (0..64_usize)
                .filter(move |bit| word >> bit & 1 == 1)
                .filter_map(move |bit| i64::try_from(at * 64 + bit).ok())
                .map(|at| self.first + at)
        })
    }

    /// The intersection of two sets of the same shard.
    pub(in crate::store) fn and(&self, other: &Self) -> Self {
        let words =
            self.words.iter().zip(other.words.iter()).map(|(one, other)| one & other).collect();
        Self::new(self.first >> SHARD_BITS, words)
    }

    /// The union of two sets of the same shard.
    pub(in crate::store) fn or(&self, other: &Self) -> Self {
        let (long, short) =
            if self.words.len() < other.words.len() { (other, self) } else { (self, other) };
        let mut words = long.words.to_vec();
        words.iter_mut().zip(short.words.iter()).for_each(|(one, other)| *one |= other);
        Self::new(self.first >> SHARD_BITS, words)
    }
}

type Answers = HashMap<String, HashMap<i64, (i64, ShardSet)>>;

/// A cache of results, each with the version of its shard. There are two generations; when the
/// newer one is full, it replaces the older one.
#[derive(Debug, Default)]
pub(in crate::store) struct AnswerCache {
    newer: RefCell<Answers>,
    older: RefCell<Answers>,
}

impl AnswerCache {
    fn find(&self, question: &str, shard: i64, version: i64) -> Option<ShardSet> {
        let in_generation = |answers: &Answers| {
            let (known, set) = answers.get(question)?.get(&shard)?;
            (*known == version).then(|| set.clone())
        };
        if let Some(set) = in_generation(&self.newer.borrow()) {
            return Some(set);
        }
        let set = in_generation(&self.older.borrow())?;
        self.put(question, shard, version, &set);
        Some(set)
    }

    fn put(&self, question: &str, shard: i64, version: i64, set: &ShardSet) {
        let mut newer = self.newer.borrow_mut();
        if newer.values().map(HashMap::len).sum::<usize>() >= KEPT / 2 {
            self.older.replace(std::mem::take(&mut newer));
        }
        newer.entry(question.to_owned()).or_default().insert(shard, (version, set.clone()));
    }
}

/// The shards of a snapshot with their versions. Nothing was indexed yet in a shard that is
/// missing.
#[derive(Debug, Clone)]
pub(in crate::store) struct Shards<'a> {
    pub(in crate::store) conn: &'a Connection,
    answers: &'a AnswerCache,
    versions: Rc<HashMap<i64, i64>>,
    last: i64,
}

impl<'a> Shards<'a> {
    pub(in crate::store) fn read(
        conn: &'a Connection,
        answers: &'a AnswerCache,
    ) -> rusqlite::Result<Self> {
        let mut statement = conn.prepare_cached("SELECT id, version FROM shards")?;
        let versions = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let last: Option<i64> =
            conn.prepare_cached("SELECT max(id) FROM entries")?.query_row([], |row| row.get(0))?;
        Ok(Self { conn, answers, versions: Rc::new(versions), last: shard_of(last.unwrap_or(0)) })
    }

    /// The numbers of all shards that can contain entries, the newest first.
    pub(in crate::store) fn numbers(&self) -> impl Iterator<Item = i64> {
        (0..=self.last).rev()
    }

    /// The result of a question in a shard, from the cache if possible.
    fn ask(&self, question: &Question, shard: i64) -> rusqlite::Result<ShardSet> {
        let version = self.versions.get(&shard).copied();
        let key = question.key();
        if let Some(set) = version.and_then(|version| self.answers.find(&key, shard, version)) {
            return Ok(set);
        }
        let ids = match question {
            Question::Words(words) if version.is_some() => self.with_words(words, shard)?,
            Question::Words(_) => Vec::new(),
            Question::Pattern(pattern) => self.with_pattern(pattern, shard)?,
        };
        let set = if ids.is_empty() {
            ShardSet::empty(shard)
        } else {
            ShardSet::of(shard, ids.into_iter())
        };
        if let Some(version) = version {
            self.answers.put(&key, shard, version, &set);
        }
        Ok(set)
    }

    fn with_words(&self, words: &str, shard: i64) -> rusqlite::Result<Vec<i64>> {
        let table = table(shard);
        let mut statement = self
            .conn
            .prepare_cached(&format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1"))?;
        statement.query_map(params![words], |row| row.get(0))?.collect()
    }

    /// There is no index for regular expressions, so this examines every entry of the shard.
    fn with_pattern(&self, pattern: &Pattern, shard: i64) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT entry_id, title, coalesce(author, ''), coalesce(url, '') FROM texts
                 WHERE entry_id >= ?1 AND entry_id < ?2",
        )?;
        let mut rows = statement.query([shard << SHARD_BITS, (shard + 1) << SHARD_BITS])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            if pattern.finds(
                row.get_ref(1)?.as_str()?,
                row.get_ref(2)?.as_str()?,
                row.get_ref(3)?.as_str()?,
            ) {
                ids.push(row.get(0)?);
            }
        }
        Ok(ids)
    }

    /// Whether a pattern matches this entry.
    fn is_found(&self, pattern: &Pattern, id: i64) -> rusqlite::Result<bool> {
        let sql =
            "SELECT title, coalesce(author, ''), coalesce(url, '') FROM texts WHERE entry_id = ?1";
        let found = self.conn.prepare_cached(sql)?.query_row([id], |row| {
            Ok(pattern.finds(
                row.get_ref(0)?.as_str()?,
                row.get_ref(1)?.as_str()?,
                row.get_ref(2)?.as_str()?,
            ))
        });
        Ok(found.optional()?.unwrap_or(false))
    }
}

#[derive(Debug, Clone)]
pub(in crate::store) enum Question {
    /// A query in the language of FTS5.
    Words(String),
    /// A pattern for titles, authors or addresses.
    Pattern(Pattern),
}

impl Question {
    /// Its key in the cache. No FTS5 query starts with `Pattern(`.
    fn key(&self) -> Cow<'_, str> {
        match self {
            Self::Words(words) => Cow::Borrowed(words),
            Self::Pattern(pattern) => Cow::Owned(format!("{pattern:?}")),
        }
    }
}

/// The entries that match a question. Each shard is searched when it is first needed.
#[derive(Debug)]
pub(in crate::store) struct Matches<'a> {
    shards: Shards<'a>,
    question: Question,
    sets: RefCell<HashMap<i64, ShardSet>>,
    failure: RefCell<Option<rusqlite::Error>>,
}

impl<'a> Matches<'a> {
    pub(in crate::store) fn new(shards: &Shards<'a>, question: Question) -> Self {
        Self {
            shards: shards.clone(),
            question,
            sets: RefCell::default(),
            failure: RefCell::default(),
        }
    }

    /// Whether the question is for words with a given start.
    pub(in crate::store) fn is_prefix(&self) -> bool {
        matches!(&self.question, Question::Words(words) if words.ends_with('*'))
    }

    /// Whether the question is a pattern. Then a shard is much work, but one entry is little.
    pub(in crate::store) fn is_pattern(&self) -> bool {
        matches!(self.question, Question::Pattern(_))
    }

    /// The matches in a shard.
    pub(in crate::store) fn within(&self, shard: i64) -> ShardSet {
        if let Some(set) = self.sets.borrow().get(&shard) {
            return set.clone();
        }
        let set = self
            .or_note(self.shards.ask(&self.question, shard))
            .unwrap_or_else(|| ShardSet::empty(shard));
        self.sets.borrow_mut().insert(shard, set.clone());
        set
    }

    pub(in crate::store) fn contains(&self, id: i64) -> bool {
        let shard = shard_of(id);
        if let Some(set) = self.sets.borrow().get(&shard) {
            return set.contains(id);
        }
        match &self.question {
            Question::Words(_) => self.within(shard).contains(id),
            Question::Pattern(pattern) => {
                self.or_note(self.shards.is_found(pattern, id)).unwrap_or(false)
            }
        }
    }

    fn or_note<T>(&self, answer: rusqlite::Result<T>) -> Option<T> {
        answer.map_err(|err| _ = self.failure.borrow_mut().get_or_insert(err)).ok()
    }

    /// The first error so far. Returned only once.
    pub(in crate::store) fn failure(&self) -> Option<rusqlite::Error> {
        self.failure.borrow_mut().take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_are_asked_for_again_outlive_those_that_are_not() {
        let answers = AnswerCache::default();
        let set = ShardSet::of(0, [1].into_iter());
        answers.put("often", 0, 1, &set);
        for number in 0..i64::try_from(KEPT).unwrap() {
            assert_eq!(answers.find("often", 0, 1), Some(set.clone()));
            answers.put("once", number, 1, &set);
        }
        assert_eq!(answers.find("often", 0, 2), None, "the shard changed");
        assert_eq!(answers.find("once", 0, 1), None, "no more than a number are kept");
    }

    #[test]
    fn sets_hold_what_they_were_given_and_combine() {
        let first = 3 << SHARD_BITS;
        let one = ShardSet::of(3, [first, first + 70, first + 32_767].into_iter());
        let other = ShardSet::of(3, [first + 70, first + 5].into_iter());
        assert_eq!(
            (one.count(), one.iter().collect::<Vec<_>>()),
            (3, vec![first, first + 70, first + 32_767])
        );
        assert_eq!(one.and(&other).iter().collect::<Vec<_>>(), [first + 70]);
        assert_eq!(one.or(&other).count(), 4);
        assert!(
            one.contains(first + 70)
                && !one.contains(first + 71)
                && !one.contains(70)
                && !one.contains(first + 32_768)
        );
        assert_eq!(one.or(&ShardSet::empty(3)), one);
        assert_eq!(one.and(&ShardSet::empty(3)).count(), 0);
    }
}
