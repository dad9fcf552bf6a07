//! Saves the outcome of refreshes: new and updated entries, the feed's details and its health.
//!
//! The outcome of a feed is saved completely or not at all. Several feeds share a transaction,
//! because flushing costs more than writing.

use jiff::{Timestamp, Zoned};
use rusqlite::{Connection, Transaction, params};
use url::Url;

use super::details;
use super::error::StoreError;
use super::find::{index, shards};
use super::identity::{Known, free_key, past_status, recognise};
use super::keys::hash_key;
use super::open::Store;
use super::packing::Packer;
use super::revisions;
use super::rules::{self, Arrival, Edit};
use super::signing::Signing;
use super::undo::departed::{self, Removal};
use super::unread::add_unread;
use super::unread_limit::limit_unread;
use super::values::{millis, optional_millis};
use crate::model::{
    EntryKey, FeedDetails, FeedId, FeedProblem, FreshEntry, Move, RefreshOutcome, Validators,
    Wishes,
};

/// The entries that a refresh of a feed brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RefreshCounts {
    /// Entries that the library never had.
    pub new_entries: u32,
    /// Entries whose content changed.
    pub updated_entries: u32,
    /// New entries that the user wants to be notified about.
    pub notable: u32,
}

/// The status that an entry has when it is stored.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InitialStatus {
    pub(super) is_read: bool,
    pub(super) is_starred: bool,
}

/// Entries of a feed that are indexed when they are saved, while their text is in memory. If there
/// are more, the rest is indexed later, when nobody waits.
const INDEXED_AT_ONCE: u32 = 1000;

/// The verbs for rows of new entries and of known ones. To replace a row, SQLite keeps the pages as
/// they were, which costs as much again.
const INSERT: &str = "INSERT";
const REPLACE: &str = "REPLACE";

impl Store {
    /// Saves the outcome of one feed. Rules see dates in the time zone of `now`.
    pub fn save_refresh(
        &mut self,
        feed_id: FeedId,
        outcome: &RefreshOutcome,
        now: &Zoned,
    ) -> Result<RefreshCounts, StoreError> {
        let mut saved = self.save_refreshes(std::slice::from_ref(&(feed_id, outcome)), now)?;
        saved.pop().unwrap_or(Ok(RefreshCounts::default()))
    }

    /// Saves the outcomes of several feeds in one transaction. If one fails, the others are saved
    /// all the same.
    pub fn save_refreshes(
        &mut self,
        outcomes: &[(FeedId, &RefreshOutcome)],
        now: &Zoned,
    ) -> Result<Vec<Result<RefreshCounts, StoreError>>, StoreError> {
        // For each feed, SQLite keeps the pages as they were: two gigabytes for 50,000 entries.
        self.set_temporary_store("MEMORY")?;
        let saved = self.save_all(outcomes, now);
        self.set_temporary_store("DEFAULT")?;
        saved
    }

    fn save_all(
        &mut self,
        outcomes: &[(FeedId, &RefreshOutcome)],
        now: &Zoned,
    ) -> Result<Vec<Result<RefreshCounts, StoreError>>, StoreError> {
        let signing = self.signing(now.timestamp());
        let (mut tx, dictionary) = self.begin_packing()?;
        let mut packer = dictionary.packer(&tx)?;
        let mut saved = Vec::with_capacity(outcomes.len());
        for (feed_id, outcome) in outcomes {
            saved.push(save_one(&mut tx, (&mut packer, signing), *feed_id, outcome, now));
        }
        let has_dictionary = packer.has_dictionary();
        drop(packer);
        tx.commit()?;
        if !has_dictionary {
            // The entries are saved. A dictionary only saves space.
            if let Err(err) = self.train() {
                log::warn!("no dictionary: {err}");
            }
        }
        Ok(saved)
    }
}

fn save_one(
    tx: &mut Transaction<'_>,
    tools: (&mut Packer<'_>, Option<Signing>),
    feed_id: FeedId,
    outcome: &RefreshOutcome,
    now: &Zoned,
) -> Result<RefreshCounts, StoreError> {
    let savepoint = tx.savepoint()?;
    let saved = save(&savepoint, tools, feed_id, outcome, now)?;
    savepoint.commit()?;
    Ok(saved)
}

fn save(
    conn: &Connection,
    tools: (&mut Packer<'_>, Option<Signing>),
    feed_id: FeedId,
    outcome: &RefreshOutcome,
    now: &Zoned,
) -> Result<RefreshCounts, StoreError> {
    // The user may have unsubscribed during the refresh.
    if !conn
        .prepare_cached("SELECT 1 FROM feeds WHERE id = ?1 AND removed_by IS NULL")?
        .exists([feed_id.0])?
    {
        return Ok(RefreshCounts::default());
    }
    let at = now.timestamp();
    match outcome {
        RefreshOutcome::Unchanged { validators, next_check, moved_to } => {
            save_success(conn, feed_id, validators, *next_check, at)?;
            end_failure(conn, feed_id)?;
            save_move(conn, feed_id, moved_to.as_ref())?;
            Ok(RefreshCounts::default())
        }
        RefreshOutcome::Changed { details, entries, validators, next_check, moved_to } => {
            save_details(conn, feed_id, details)?;
            let saved = save_entries(conn, tools, feed_id, entries, now)?;
            save_success(conn, feed_id, validators, *next_check, at)?;
            let note = details.note.clone().map(|kind| FeedProblem::note(kind, at));
            save_problem(conn, feed_id, note.as_ref())?;
            save_move(conn, feed_id, moved_to.as_ref())?;
            Ok(saved)
        }
        RefreshOutcome::Failed { problem, next_check, is_gone } => {
            save_failure(conn, feed_id, problem, *next_check, *is_gone, at)?;
            Ok(RefreshCounts::default())
        }
        RefreshOutcome::Waiting { until } => {
            conn.prepare_cached("UPDATE feeds SET next_check = ?2 WHERE id = ?1")?
                .execute(params![feed_id.0, millis(*until)])?;
            Ok(RefreshCounts::default())
        }
    }
}

fn save_success(
    conn: &Connection,
    feed_id: FeedId,
    validators: &Validators,
    next_check: Option<Timestamp>,
    now: Timestamp,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE feeds SET etag = ?2, last_modified = ?3, body_hash = ?4, validators_received = ?5,
             next_check = ?6,
             last_attempt = ?7, last_success = ?7, is_gone = 0, wishes = ?8 WHERE id = ?1",
    )?
    .execute(params![
        feed_id.0,
        validators.etag,
        validators.last_modified,
        validators.body_hash,
        optional_millis(validators.received),
        optional_millis(next_check),
        millis(now),
        written(&validators.wishes)
    ])?;
    Ok(())
}

/// The wishes of a publisher as JSON. NULL for the usual feed, which has none.
fn written(wishes: &Wishes) -> Option<String> {
    (*wishes != Wishes::default()).then(|| serde_json::to_string(wishes).ok()).flatten()
}

/// Saves the problem of a feed, or that it has none.
fn save_problem(
    conn: &Connection,
    feed_id: FeedId,
    problem: Option<&FeedProblem>,
) -> Result<(), StoreError> {
    let details = problem
        .map(|problem| serde_json::to_string(&problem.kind))
        .transpose()
        .map_err(|_| StoreError::Unreadable { what: "problem of a feed" })?;
    conn.prepare_cached(
        "UPDATE feeds SET problem_kind = ?2, problem_details = ?3, problem_message = NULL,
             problem_since = ?4, problem_failures = ?5 WHERE id = ?1",
    )?
    .execute(params![
        feed_id.0,
        problem.map(|problem| problem.kind.code()),
        details,
        problem.map(|problem| millis(problem.since)),
        problem.map(|problem| problem.failures)
    ])?;
    Ok(())
}

/// Clears the problem of a feed that is unchanged. A note stays: the entries that were left out are
/// still left out.
fn end_failure(conn: &Connection, feed_id: FeedId) -> Result<(), StoreError> {
    let is_note = "SELECT 1 FROM feeds WHERE id = ?1 AND problem_kind = ?2";
    if !conn.prepare_cached(is_note)?.exists(params![feed_id.0, FeedProblem::LEFT_OUT])? {
        save_problem(conn, feed_id, None)?;
    }
    Ok(())
}

fn save_failure(
    conn: &Connection,
    feed_id: FeedId,
    problem: &FeedProblem,
    next_check: Option<Timestamp>,
    is_gone: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    save_problem(conn, feed_id, Some(problem))?;
    let sql = "UPDATE feeds SET last_attempt = ?2, next_check = ?3, is_gone = ?4 WHERE id = ?1";
    conn.prepare_cached(sql)?.execute(params![
        feed_id.0,
        millis(now),
        optional_millis(next_check),
        is_gone
    ])?;
    Ok(())
}

/// A detail that the feed no longer has stays as it was. A user's title that equals the publisher's
/// (subscription lists contain such) is removed.
fn save_details(conn: &Connection, feed_id: FeedId, details: &FeedDetails) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE feeds SET published_title = coalesce(nullif(?2, ''), published_title),
             site_url = coalesce(?3, site_url),
             icon_url = coalesce(?4, icon_url), description = coalesce(?5, description),
             language = coalesce(?6, language), custom_title = nullif(custom_title, ?2)
             WHERE id = ?1",
    )?
    .execute(params![
        feed_id.0,
        details.title,
        details.site_url.as_ref().map(Url::as_str),
        details.icon_url.as_ref().map(Url::as_str),
        details.description,
        details.language
    ])?;
    Ok(())
}

/// Follows a permanent move. If two feeds move to the same address, the second stays where it is,
/// because the library never has an address twice. A temporary move is only noted, for the user to
/// accept.
fn save_move(conn: &Connection, feed_id: FeedId, moved_to: Option<&Move>) -> rusqlite::Result<()> {
    let mut redirects_to = moved_to;
    if let Some(moved) = moved_to.filter(|moved| moved.is_permanent) {
        let sql = "UPDATE OR IGNORE feeds SET feed_url = ?2 WHERE id = ?1";
        let changed = conn.prepare_cached(sql)?.execute(params![feed_id.0, moved.url.as_str()])?;
        redirects_to = redirects_to.filter(|_| changed == 0);
    }
    let sql = "UPDATE feeds SET redirects_to = ?2 WHERE id = ?1 AND redirects_to IS NOT ?2";
    conn.prepare_cached(sql)?
        .execute(params![feed_id.0, redirects_to.map(|moved| moved.url.as_str())])?;
    Ok(())
}

fn save_entries(
    conn: &Connection,
    (packer, signing): (&mut Packer<'_>, Option<Signing>),
    feed_id: FeedId,
    entries: &[FreshEntry],
    now: &Zoned,
) -> Result<RefreshCounts, StoreError> {
    let mut saved = RefreshCounts::default();
    let mut new_unread = 0;
    let at = now.timestamp();
    let (mut arrivals, mut edits) = (Vec::new(), Vec::new());
    let mut indexer = Indexer::new(conn, signing);
    let known = recognise(conn, feed_id, entries)?;
    // From the last to the first: entries without dates have the same time, and then the first of
    // the document must have the highest id.
    for (entry, known) in entries.iter().zip(known).rev() {
        match known {
            Known::Same { id, is_renamed } => {
                if is_renamed {
                    rename(conn, id, &entry.key)?;
                }
            }
            Known::Changed { id, is_renamed } => {
                if is_renamed {
                    rename(conn, id, &entry.key)?;
                }
                if update(conn, packer, id, entry, at)? {
                    edits.push(Edit { id, entry });
                }
                saved.updated_entries += 1;
                indexer.replace(id, entry)?;
            }
            Known::New { .. } => {
                let Some(key) = free_key(conn, feed_id, entry)? else { continue };
                let left = past_status(conn, feed_id, key, entry)?;
                // Retention removed it, and it stays away while the feed still contains it.
                if left.is_some_and(|(left, _)| left.removal != Removal::None) {
                    continue;
                }
                let status = InitialStatus::default();
                let id = insert(conn, packer, (feed_id, key), entry, status, at)?;
                saved.new_entries += 1;
                indexer.add(id, entry)?;
                if let Some((left, key_hash)) = &left {
                    departed::restore(conn, left, feed_id, *key_hash, id)?;
                }
                let is_unread = left.is_none_or(|(left, _)| !left.is_read);
                new_unread += i64::from(is_unread);
                if is_unread {
                    arrivals.push(Arrival {
                        id,
                        entry,
                        sort_secs: sort_secs(entry.content.published, at),
                    });
                }
            }
        }
    }
    add_unread(conn, feed_id.0, new_unread)?;
    saved.notable = rules::on_arrival(conn, feed_id, &arrivals, now)?;
    if new_unread > 0 {
        limit_unread(conn, feed_id, at)?;
    }
    saved.notable += rules::on_edit(conn, feed_id, &edits, now)?;
    Ok(saved)
}

/// Indexes the entries of a feed while they are saved, and signs them.
pub(super) struct Indexer<'c> {
    conn: &'c Connection,
    signing: Option<Signing>,
    /// Entries that are still indexed at once.
    left: u32,
    /// The shard of the entry before. Its version counts up once for all.
    shard: Option<i64>,
}

impl<'c> Indexer<'c> {
    pub(super) fn new(conn: &'c Connection, signing: Option<Signing>) -> Self {
        Self { conn, signing, left: INDEXED_AT_ONCE, shard: None }
    }

    /// Indexes an entry that was not in the library.
    pub(super) fn add(&mut self, id: i64, entry: &FreshEntry) -> rusqlite::Result<()> {
        self.sign(id, entry)?;
        if !self.begin(id)? {
            return index::defer(self.conn, id);
        }
        index::add(self.conn, id, &entry.content, &entry.text)
    }

    /// Indexes an entry that has changed.
    pub(super) fn replace(&mut self, id: i64, entry: &FreshEntry) -> rusqlite::Result<()> {
        self.sign(id, entry)?;
        if !self.begin(id)? {
            return index::defer(self.conn, id);
        }
        index::replace(self.conn, id, &entry.content, &entry.text)
    }

    fn sign(&self, id: i64, entry: &FreshEntry) -> rusqlite::Result<()> {
        self.signing.map_or(Ok(()), |signing| signing.sign(self.conn, id, entry))
    }

    /// Returns false if the entry is to be indexed later.
    fn begin(&mut self, id: i64) -> rusqlite::Result<bool> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(false) };
        self.left = left;
        let shard = shards::shard_of(id);
        if self.shard.replace(shard) != Some(shard) {
            shards::touch(self.conn, shard)?;
        }
        Ok(true)
    }
}

/// Gives an entry the key that its feed has for it now.
fn rename(conn: &Connection, id: i64, key: &EntryKey) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE OR IGNORE entries SET key_hash = ?2 WHERE id = ?1")?
        .execute(params![id, hash_key(key)])?;
    conn.prepare_cached("UPDATE texts SET key = ?2 WHERE entry_id = ?1")?
        .execute(params![id, key.0])?;
    Ok(())
}

/// The time by which lists are ordered. A date in the future counts as now, or the entry would stay
/// on top for years.
pub(super) fn sort_secs(published: Option<Timestamp>, first_seen: Timestamp) -> i64 {
    published.map_or(first_seen, |published| published.min(first_seen)).as_second()
}

pub(super) fn insert(
    conn: &Connection,
    packer: &mut Packer<'_>,
    (feed_id, key): (FeedId, &EntryKey),
    entry: &FreshEntry,
    status: InitialStatus,
    now: Timestamp,
) -> Result<i64, StoreError> {
    conn.prepare_cached(
        "INSERT INTO entries (feed_id, sort_secs, is_read, is_starred, key_hash, content_hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        feed_id.0,
        sort_secs(entry.content.published, now),
        status.is_read,
        status.is_starred,
        hash_key(key),
        entry.content_hash
    ])?;
    let id = conn.last_insert_rowid();
    write_texts(conn, INSERT, (id, entry, key), now)?;
    write_body(conn, packer, INSERT, (id, entry))?;
    Ok(id)
}

/// The entry keeps its id, its statuses and the time when it was first seen. Returns whether a
/// reader would see the difference; then the older version is kept.
pub(super) fn update(
    conn: &Connection,
    packer: &mut Packer<'_>,
    id: i64,
    entry: &FreshEntry,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let is_edit = revisions::keep(conn, packer.unpacker(), id, &entry.content, now)?;
    let (first_seen, key): (i64, String) = conn
        .prepare_cached("SELECT first_seen, key FROM texts WHERE entry_id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let first_seen = super::values::time(first_seen);
    conn.prepare_cached("UPDATE entries SET content_hash = ?2, sort_secs = ?3 WHERE id = ?1")?
        .execute(params![id, entry.content_hash, sort_secs(entry.content.published, first_seen)])?;
    write_texts(conn, REPLACE, (id, entry, &EntryKey(key)), first_seen)?;
    write_body(conn, packer, REPLACE, (id, entry))?;
    Ok(is_edit)
}

fn write_texts(
    conn: &Connection,
    verb: &str,
    (id, entry, key): (i64, &FreshEntry, &EntryKey),
    first_seen: Timestamp,
) -> rusqlite::Result<()> {
    let content = &entry.content;
    let sql = format!(
        "{verb} INTO texts (entry_id, title, excerpt, author, url, published, first_seen, words,
             key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    );
    conn.prepare_cached(&sql)?.execute(params![
        id,
        content.title,
        entry.excerpt,
        content.authors.first(),
        content.url.as_ref().map(Url::as_str),
        optional_millis(content.published),
        millis(first_seen),
        entry.words,
        key.0
    ])?;
    Ok(())
}

fn write_body(
    conn: &Connection,
    packer: &mut Packer<'_>,
    verb: &str,
    (id, entry): (i64, &FreshEntry),
) -> Result<(), StoreError> {
    let details = details::pack(&entry.content)?;
    let html = packer.pack(&entry.content.html)?;
    let sql = format!("{verb} INTO bodies (entry_id, html, details) VALUES (?1, ?2, ?3)");
    conn.prepare_cached(&sql)?.execute(params![id, html, details])?;
    Ok(())
}
