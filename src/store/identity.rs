//! Finds for each entry of a fetched document the stored entry that it is, if there is one.
//!
//! # Design
//!
//! A reader must not see an old entry as new, and must not lose a new one. Where both cannot be
//! had, an entry is new. Publishers change guids, addresses, dates, titles and texts, so no single
//! field decides:
//!
//! 1. **The key** is the guid, else the address, else title and date (`parse/identity.rs`). It is
//!    looked up first. If the content is the same as well, nothing else is read; this is so for
//!    nearly all entries of a refresh.
//! 2. **A key may stand for another post.** Where it was found but the content differs, the stored
//!    row is compared. A guid is believed unless title, date and address are all others; without
//!    addresses, title, date and text. An address without a guid is believed unless title and date
//!    are others: some feeds have one page and one entry at a time. Then the entry is new, and gets
//!    one of its longer keys.
//! 3. **Other keys.** An entry that is not found may be stored under a former key (its guid was
//!    shared, or is shared now), under its guid or address with http, https or `www.`, or under its
//!    address, because the feed had no guids. The row must agree in title, date or address.
//! 4. **A twin** has the same date to the second, and the same title and page, or two of these with
//!    the same text; or, in a feed without dates, the same title, page and text. This finds guids
//!    that are made anew at each fetch, other hosts of one site, and parameters that count visits.
//! 5. **A document made anew**, see `identity/made_anew.rs`.
//!
//! Each stored entry is given to one entry of the document, and the exact key goes first: two posts
//! of one document never become one. A stored entry that was found by other means takes the new
//! key, so that the next refresh finds it at once.
//!
//! Entries that retention removed are known by `undo/departed.rs`, also under another guid.
//!
//! Everything is looked up by an index: keys by `entries_by_key`, twins by `entries_by_feed`. Only
//! entries that are not found by their key cost more than one look up.

mod made_anew;

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::keys::hash_key;
use super::undo::departed::{self, PastStatus, Removal};
use crate::model::{EntryKey, FeedId, FreshEntry, KeyOrigin, is_one_site, other_forms, page_of};

/// Most stored entries of one second, or without a date, that are compared with new ones.
const MAX_TWINS: u32 = 2000;

/// Newest stored entries that are compared, beside twice as many as the document has.
const NEWEST_ROOM: u32 = 50;

/// Seconds of a day. A time that is a multiple of it is most likely only a date.
const DAY_SECS: i64 = 24 * 60 * 60;

/// The stored entry that an entry of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It is stored with the same content. If `is_renamed`, under another key.
    Same { id: i64, is_renamed: bool },
    /// It is stored, and its content has changed.
    Changed { id: i64, is_renamed: bool },
    /// It is not stored. If `is_key_taken`, another post has its key.
    New { is_key_taken: bool },
}

/// As far as it is compared.
#[derive(Debug)]
struct Stored {
    id: i64,
    content_hash: [u8; 16],
    title: String,
    url: Option<Url>,
    published_secs: Option<i64>,
    excerpt: String,
}

/// Matches the entries of a document with those of the feed, in their order.
pub(super) fn recognise(
    conn: &Connection,
    feed_id: FeedId,
    entries: &[FreshEntry],
) -> rusqlite::Result<Vec<Known>> {
    let mut matcher = Matcher::new(conn, feed_id, entries);
    let mut known = Vec::with_capacity(entries.len());
    for entry in entries {
        known.push(matcher.by_key(entry)?);
    }
    let is_new = |known: &Known| matches!(known, Known::New { .. });
    if !known.iter().any(is_new) || !matcher.has_unclaimed()? {
        return Ok(known);
    }
    let is_all_new = matcher.claimed.is_empty();
    for (entry, known) in entries.iter().zip(&mut known) {
        if let Known::New { is_key_taken } = *known
            && let Some(stored) = matcher.by_other_means(entry)?
        {
            matcher.claimed.insert(stored.id);
            *known = found(entry, &stored, is_key_taken);
        }
    }
    if is_all_new && matcher.claimed.is_empty() && entries.len() >= made_anew::LEAST {
        let newest = matcher.newest()?;
        for (place, stored) in made_anew::pairs(entries, &newest) {
            if let (Some(entry), Some(known)) = (entries.get(place), known.get_mut(place)) {
                *known = found(entry, stored, matches!(known, Known::New { is_key_taken: true }));
            }
        }
    }
    Ok(known)
}

/// The result for an entry that was not found by its key. A taken key stays with its post.
fn found(entry: &FreshEntry, stored: &Stored, is_key_taken: bool) -> Known {
    let is_renamed = !is_key_taken;
    if stored.content_hash == entry.content_hash {
        Known::Same { id: stored.id, is_renamed }
    } else {
        Known::Changed { id: stored.id, is_renamed }
    }
}

/// The key under which a new entry is stored: its own, or a longer one if another post has that.
pub(super) fn free_key<'e>(
    conn: &Connection,
    feed_id: FeedId,
    entry: &'e FreshEntry,
) -> rusqlite::Result<Option<&'e EntryKey>> {
    for key in std::iter::once(&entry.key).chain(&entry.identity.former_keys) {
        if find(conn, feed_id, hash_key(key))?.is_none() {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// The status that a new entry left behind when it was in the library before, and its hash.
/// `key` is the key that the entry is to get.
pub(super) fn past_status(
    conn: &Connection,
    feed_id: FeedId,
    key: &EntryKey,
    entry: &FreshEntry,
) -> rusqlite::Result<Option<(PastStatus, [u8; 16])>> {
    let is_any = "SELECT 1 FROM departed WHERE feed_id = ?1 LIMIT 1";
    if !conn.prepare_cached(is_any)?.exists([feed_id.0])? {
        return Ok(None);
    }
    let content = &entry.content;
    let millis = content.published.map(jiff::Timestamp::as_millisecond);
    let likeness = departed::likeness(&content.title, content.url.as_ref(), millis);
    let like = likeness.map(|likeness| hash_key(&likeness));
    let like = match like {
        Some(hash) => departed::find(conn, feed_id, hash)?.map(|status| (status, hash)),
        None => None,
    };
    let forms = other_forms(&key.0).into_iter().map(EntryKey);
    for key in std::iter::once(key.clone()).chain(forms) {
        let hash = hash_key(&key);
        if let Some(status) = departed::find(conn, feed_id, hash)? {
            // An address may lead to another post than the one that was removed.
            let may_be_other = entry.identity.origin == KeyOrigin::Address
                && status.removal == Removal::KnownByLikeness;
            return Ok(if may_be_other { like } else { Some((status, hash)) });
        }
    }
    Ok(like)
}

struct Matcher<'c, 'e> {
    conn: &'c Connection,
    feed_id: FeedId,
    entries: &'e [FreshEntry],
    claimed: HashSet<i64>,
    by_second: HashMap<i64, Vec<Stored>>,
    /// The newest stored entries without a date, once they were read.
    undated: Option<Vec<Stored>>,
    /// How many entries of the document lead to each page, once it was counted.
    page_counts: Option<HashMap<String, usize>>,
}

impl<'c, 'e> Matcher<'c, 'e> {
    fn new(conn: &'c Connection, feed_id: FeedId, entries: &'e [FreshEntry]) -> Self {
        Self {
            conn,
            feed_id,
            entries,
            claimed: HashSet::with_capacity(entries.len()),
            by_second: HashMap::new(),
            undated: None,
            page_counts: None,
        }
    }

    fn by_key(&mut self, entry: &FreshEntry) -> rusqlite::Result<Known> {
        let Some((id, content_hash)) = find(self.conn, self.feed_id, hash_key(&entry.key))? else {
            return Ok(Known::New { is_key_taken: false });
        };
        if content_hash == entry.content_hash {
            self.claimed.insert(id);
            return Ok(Known::Same { id, is_renamed: false });
        }
        if read(self.conn, id)?.is_some_and(|stored| is_other_post(entry, &stored)) {
            return Ok(Known::New { is_key_taken: true });
        }
        self.claimed.insert(id);
        Ok(Known::Changed { id, is_renamed: false })
    }

    fn has_unclaimed(&self) -> rusqlite::Result<bool> {
        let most = i64::try_from(self.claimed.len()).unwrap_or(i64::MAX);
        self.conn
            .prepare_cached("SELECT 1 FROM entries WHERE feed_id = ?1 LIMIT 1 OFFSET ?2")?
            .exists(params![self.feed_id.0, most])
    }

    fn by_other_means(&mut self, entry: &FreshEntry) -> rusqlite::Result<Option<Stored>> {
        for key in &entry.identity.former_keys {
            if let Some(stored) = self.unclaimed(key)?
                && is_same_post(entry, &stored)
            {
                return Ok(Some(stored));
            }
        }
        for form in other_forms(&entry.key.0) {
            if let Some(stored) = self.unclaimed(&EntryKey(form))?
                && !is_other_post(entry, &stored)
            {
                return Ok(Some(stored));
            }
        }
        if let Some(stored) = self.by_address(entry)? {
            return Ok(Some(stored));
        }
        self.twin(entry)
    }

    /// An entry that was stored when the feed had no guids.
    fn by_address(&self, entry: &FreshEntry) -> rusqlite::Result<Option<Stored>> {
        let Some(url) = entry.content.url.as_ref() else { return Ok(None) };
        if url.as_str() == entry.key.0 {
            return Ok(None);
        }
        let forms = other_forms(url.as_str());
        for key in std::iter::once(url.to_string()).chain(forms) {
            if let Some(stored) = self.unclaimed(&EntryKey(key))?
                && is_same_post(entry, &stored)
            {
                return Ok(Some(stored));
            }
        }
        Ok(None)
    }

    fn unclaimed(&self, key: &EntryKey) -> rusqlite::Result<Option<Stored>> {
        match find(self.conn, self.feed_id, hash_key(key))? {
            Some((id, _)) if !self.claimed.contains(&id) => read(self.conn, id),
            _ => Ok(None),
        }
    }

    fn twin(&mut self, entry: &FreshEntry) -> rusqlite::Result<Option<Stored>> {
        let is_only_one = self.is_only_one_of_its_page(entry);
        let stored = if let Some(secs) = date_secs(entry) {
            if !self.by_second.contains_key(&secs) {
                let read = at_second(self.conn, self.feed_id, secs)?;
                self.by_second.insert(secs, read);
            }
            self.by_second.get_mut(&secs)
        } else {
            if self.undated.is_none() {
                let mut newest = self.newest()?;
                newest.retain(|stored| stored.published_secs.is_none());
                self.undated = Some(newest);
            }
            self.undated.as_mut()
        };
        let Some(stored) = stored else { return Ok(None) };
        stored.retain(|stored| !self.claimed.contains(&stored.id));
        let found = best_twin(entry, stored, is_only_one);
        Ok(found.map(|place| stored.swap_remove(place)))
    }

    /// The newest stored entries, some more than the document has.
    fn newest(&self) -> rusqlite::Result<Vec<Stored>> {
        let entries = u32::try_from(self.entries.len()).unwrap_or(MAX_TWINS);
        let most = entries.saturating_mul(2).saturating_add(NEWEST_ROOM);
        newest(self.conn, self.feed_id, most)
    }

    /// Whether no other entry of the document leads to the page of this one.
    fn is_only_one_of_its_page(&mut self, entry: &FreshEntry) -> bool {
        let Some(page) = entry.content.url.as_ref().map(page_of) else { return false };
        let entries = self.entries;
        let counts = self.page_counts.get_or_insert_with(|| {
            let mut counts = HashMap::with_capacity(entries.len());
            for url in entries.iter().filter_map(|entry| entry.content.url.as_ref()) {
                *counts.entry(page_of(url)).or_default() += 1;
            }
            counts
        });
        counts.get(&page) == Some(&1)
    }
}

fn find(
    conn: &Connection,
    feed_id: FeedId,
    key_hash: [u8; 16],
) -> rusqlite::Result<Option<(i64, [u8; 16])>> {
    conn.prepare_cached(
        "SELECT id, content_hash FROM entries WHERE feed_id = ?1 AND key_hash = ?2",
    )?
    .query_row(params![feed_id.0, key_hash], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

fn read(conn: &Connection, id: i64) -> rusqlite::Result<Option<Stored>> {
    conn.prepare_cached(
        "SELECT id, content_hash, title, url, published, excerpt
         FROM entries JOIN texts ON entry_id = id WHERE id = ?1",
    )?
    .query_row([id], stored)
    .optional()
}

fn at_second(conn: &Connection, feed_id: FeedId, secs: i64) -> rusqlite::Result<Vec<Stored>> {
    conn.prepare_cached(
        "SELECT id, content_hash, title, url, published, excerpt
         FROM entries INDEXED BY entries_by_feed JOIN texts ON entry_id = id
         WHERE feed_id = ?1 AND sort_secs = ?2 AND published IS NOT NULL LIMIT ?3",
    )?
    .query_map(params![feed_id.0, secs, MAX_TWINS], stored)?
    .collect()
}

fn newest(conn: &Connection, feed_id: FeedId, most: u32) -> rusqlite::Result<Vec<Stored>> {
    conn.prepare_cached(
        "SELECT id, content_hash, title, url, published, excerpt
         FROM (SELECT id, content_hash FROM entries INDEXED BY entries_by_feed
               WHERE feed_id = ?1 ORDER BY sort_secs DESC LIMIT ?2)
         JOIN texts ON entry_id = id",
    )?
    .query_map(params![feed_id.0, most.min(MAX_TWINS)], stored)?
    .collect()
}

fn stored(row: &rusqlite::Row<'_>) -> rusqlite::Result<Stored> {
    let url: Option<String> = row.get(3)?;
    let published: Option<i64> = row.get(4)?;
    Ok(Stored {
        id: row.get(0)?,
        content_hash: row.get(1)?,
        title: row.get(2)?,
        url: url.and_then(|url| Url::parse(&url).ok()),
        published_secs: published.map(|millis| millis.div_euclid(1000)),
        excerpt: row.get(5)?,
    })
}

fn date_secs(entry: &FreshEntry) -> Option<i64> {
    entry.content.published.map(jiff::Timestamp::as_second)
}

/// How two values that may be missing compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Same,
    Other,
    /// One of them is missing.
    Unknown,
}

fn agreement<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> Agreement {
    match (one, other) {
        (Some(one), Some(other)) if one == other => Agreement::Same,
        (Some(_), Some(_)) => Agreement::Other,
        _ => Agreement::Unknown,
    }
}

/// An entry compared with a stored one.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is an observation of its own")]
struct Comparison {
    has_same_title: bool,
    has_same_text: bool,
    date: Agreement,
    page: Agreement,
    /// Whether neither has an address.
    has_no_page: bool,
    /// Whether neither has a date.
    is_undated: bool,
}

impl Comparison {
    fn new(entry: &FreshEntry, stored: &Stored) -> Self {
        let date = date_secs(entry);
        let pages = [&entry.content.url, &stored.url].map(|url| url.as_ref().map(page_of));
        let [page, stored_page] = &pages;
        Self {
            has_same_title: entry.content.title == stored.title,
            has_same_text: entry.excerpt == stored.excerpt,
            date: agreement(date.as_ref(), stored.published_secs.as_ref()),
            page: agreement(page.as_ref(), stored_page.as_ref()),
            has_no_page: page.is_none() && stored_page.is_none(),
            is_undated: date.is_none() && stored.published_secs.is_none(),
        }
    }
}

/// Whether a stored entry with the same key is another post all the same.
fn is_other_post(entry: &FreshEntry, stored: &Stored) -> bool {
    let found = Comparison::new(entry, stored);
    let is_other_time =
        found.date == Agreement::Other || (found.is_undated && !found.has_same_text);
    match entry.identity.origin {
        KeyOrigin::Guid => {
            // Without addresses, the text must be another as well.
            let is_other_place = match found.page {
                Agreement::Other => true,
                Agreement::Same => false,
                Agreement::Unknown => found.has_no_page && !found.has_same_text,
            };
            !found.has_same_title && is_other_time && is_other_place
        }
        KeyOrigin::Address => !found.has_same_title && is_other_time,
        KeyOrigin::Content => false,
    }
}

/// Whether a stored entry under a former key is this one.
fn is_same_post(entry: &FreshEntry, stored: &Stored) -> bool {
    let found = Comparison::new(entry, stored);
    let is_same_time = found.date == Agreement::Same || (found.is_undated && found.has_same_text);
    // An address that is the key says nothing beyond the key.
    let is_page_known = found.page == Agreement::Same
        && entry.content.url.as_ref().is_some_and(|url| !entry.key.0.starts_with(url.as_str()));
    let is_content = entry.identity.origin == KeyOrigin::Content;
    match (found.has_same_title, is_same_time, is_page_known) {
        (true, true, _) | (true, _, true) | (_, true, true) => true,
        (has_same_title, ..) => is_content && has_same_title,
    }
}

/// The place of the twin of an entry among stored ones with its date, or with none if it has none.
fn best_twin(entry: &FreshEntry, stored: &[Stored], is_only_one: bool) -> Option<usize> {
    // Reading an address costs more than comparing titles, so those with the title come first.
    let with_title = (0..).zip(stored).filter(|(_, one)| one.title == entry.content.title);
    if let Some((place, _)) = with_title.into_iter().find(|(_, one)| is_twin(entry, one)) {
        return Some(place);
    }
    // A corrected title: the page must belong to this entry alone, on both sides.
    let secs = date_secs(entry).filter(|secs| is_only_one && secs % DAY_SECS != 0)?;
    let page = entry.content.url.as_ref().map(page_of)?;
    let mut of_page = (0..).zip(stored).filter(|(_, one)| {
        one.published_secs == Some(secs) && one.url.as_ref().is_some_and(|url| page_of(url) == page)
    });
    let (place, _) = of_page.next()?;
    of_page.next().is_none().then_some(place)
}

/// Whether a stored entry with the same title is this one, under another guid or address.
fn is_twin(entry: &FreshEntry, stored: &Stored) -> bool {
    let found = Comparison::new(entry, stored);
    if found.is_undated {
        let is_renamed_address =
            entry.identity.origin == KeyOrigin::Address && !entry.content.title.is_empty();
        let is_moved = found.has_same_text && !entry.excerpt.is_empty();
        return match found.page {
            Agreement::Same => found.has_same_text || is_renamed_address,
            Agreement::Other => is_moved && is_other_host(entry, stored),
            Agreement::Unknown => false,
        };
    }
    if found.date != Agreement::Same {
        return false;
    }
    let is_precise = date_secs(entry).is_some_and(|secs| secs % DAY_SECS != 0);
    let has_title = !entry.content.title.is_empty();
    let has_same_words = found.has_same_text && !entry.excerpt.is_empty();
    match found.page {
        Agreement::Same => has_title || is_precise || has_same_words,
        Agreement::Unknown => has_same_words || (has_title && is_precise),
        Agreement::Other => {
            (has_title && is_other_host(entry, stored))
                || (has_title && is_precise && has_same_words)
        }
    }
}

/// Whether the addresses have the same path on hosts of one site.
fn is_other_host(entry: &FreshEntry, stored: &Stored) -> bool {
    let path = |url: &Url| {
        let page = page_of(url);
        page.find(['/', '?', '#']).and_then(|at| page.get(at..).map(str::to_owned))
    };
    match (&entry.content.url, &stored.url) {
        (Some(one), Some(other)) => is_one_site(one, other) && path(one) == path(other),
        _ => false,
    }
}
