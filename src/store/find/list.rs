//! Reads lists of entries in batches, so that the first rows are on screen long before the last row
//! is read.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::Connection;

use super::bits::IdBits;
use super::folds::{Folds, Lookup, Place};
use super::marked::{add_asleep, hidden, hidden_feeds, not_today};
use super::ranked::rank;
use super::route::{Route, Walk};
use super::scan::Scan;
use crate::model::{FeedId, Fold, ListEntry, Order};
use crate::query::Query;
use crate::store::error::StoreError;
use crate::store::open::Reader;
use crate::store::river::stays;

/// The number of entries in each batch after the first.
const PART: usize = 16_384;
/// Time limit for filling the first batch of a search.
const FIRST_ANSWERS: Duration = Duration::from_millis(25);
/// The list of a folder with no more feeds than this is merged from the lists of its feeds. For a
/// larger folder, the list of all entries is filtered.
const FEEDS_MERGED: usize = 64;

/// Receives the batches of a list in order, each with whether it is the last.
pub type Sink<'a> = dyn FnMut(Vec<ListEntry>, bool) + 'a;
/// The same, with the rows of a batch that stand for other entries, too.
pub type FoldSink<'a> = dyn FnMut(Vec<ListEntry>, Vec<Fold>, bool) + 'a;

impl Reader {
    /// Reads a list. The first batch has `first_part` entries, or fewer if there are no more or a
    /// search takes long; the last one may be empty. When `is_wanted` returns `false`, reading
    /// stops and no further batch is sent.
    pub fn list(
        &self,
        query: &Query,
        first_part: usize,
        is_wanted: &dyn Fn() -> bool,
        sink: &mut Sink<'_>,
    ) -> Result<(), StoreError> {
        self.list_folded(query, first_part, is_wanted, &mut |part, _, is_last| sink(part, is_last))
    }

    /// Reads a list as [`Self::list`] does, and tells which rows stand for other entries, too.
    pub fn list_folded(
        &self,
        query: &Query,
        first_part: usize,
        is_wanted: &dyn Fn() -> bool,
        sink: &mut FoldSink<'_>,
    ) -> Result<(), StoreError> {
        if !query.order.is_by_time() {
            return self.read_ranked(query, first_part, is_wanted, sink);
        }
        // While the user types a search, the first answers count, even if they are few.
        self.read(query, (first_part, Some(FIRST_ANSWERS)), is_wanted, sink)
    }

    /// Reads a list with a first batch of this size. A search sends it after this time even if it
    /// is not full.
    fn read(
        &self,
        query: &Query,
        (first_part, patience): (usize, Option<Duration>),
        is_wanted: &dyn Fn() -> bool,
        sink: &mut FoldSink<'_>,
    ) -> Result<(), StoreError> {
        let _snapshot = self.snapshot()?;
        let route = Route::of(query);
        let patience = patience.filter(|_| route.is_search());
        let mut parts = Batches {
            size: first_part.max(1),
            patience: patience.map(|wait| Instant::now() + wait),
            waiting: Vec::new(),
            folds: Vec::new(),
            sink,
        };
        let scan = Scan::new(&self.conn, &self.answers, query, &route, is_wanted)?;
        let exclusions = Exclusions::of(&self.conn, &route)?;
        let inside = route.folder.map(|folder| self.feeds_in_folder(folder)).transpose()?;
        let is_inside: Option<HashSet<FeedId>> =
            inside.as_ref().map(|feeds| feeds.iter().copied().collect());
        let is_listed = |entry: &ListEntry| {
            is_inside.as_ref().is_none_or(|feeds| feeds.contains(&entry.feed_id))
                && !exclusions.holds(entry)
        };
        let lookup = |id: i64| Ok(scan.look_up(route.walk, id)?.filter(is_listed));
        let folds = Folds::of(&self.conn, query.stories)?;
        let mut rows = Rows { parts: &mut parts, folds, lookup: &lookup, failure: None };
        let is_done = match inside {
            _ if route.is_river => {
                river(&self.conn, &scan, query.now.timestamp(), &exclusions, &mut rows)?
            }
            Some(feeds) if feeds.len() <= FEEDS_MERGED && !scan.is_narrow() => {
                merged(&scan, &feeds, first_part.max(1), &exclusions, &mut rows)?
            }
            Some(_) | None => scan.run(route.walk, None, &mut |entry| {
                rows.push_if(is_listed(&entry), entry);
            })?,
        };
        if let Some(err) = rows.failure {
            return Err(err.into());
        }
        if is_done {
            parts.finish();
        }
        Ok(())
    }

    /// Reads a list in an order other than that of time. All of it has to be read before its first
    /// entry is known.
    fn read_ranked(
        &self,
        query: &Query,
        first_part: usize,
        is_wanted: &dyn Fn() -> bool,
        sink: &mut FoldSink<'_>,
    ) -> Result<(), StoreError> {
        let by_time = Query { order: Order::Newest, ..query.clone() };
        let (mut all, mut folds) = (Vec::new(), HashMap::new());
        self.read(&by_time, (PART, None), is_wanted, &mut |mut part, folded, _| {
            all.append(&mut part);
            folds.extend(folded);
        })?;
        if !is_wanted() {
            return Ok(());
        }
        rank(&self.conn, query.order, &mut all)?;
        let mut parts = Batches {
            size: first_part.max(1),
            patience: None,
            waiting: Vec::new(),
            folds: Vec::new(),
            sink,
        };
        for entry in all {
            if !is_wanted() {
                return Ok(());
            }
            let copies = folds.remove(&entry.id);
            let id = entry.id;
            parts.push(entry);
            parts.folds.extend(copies.map(|copies| (id, copies)));
        }
        parts.finish();
        Ok(())
    }

    /// Reads the first entries of a list, at most `most`, and stops there.
    pub fn first(&self, query: &Query, most: usize) -> Result<Vec<ListEntry>, StoreError> {
        if !query.order.is_by_time() {
            let mut all = self.whole_list(query)?;
            all.truncate(most);
            return Ok(all);
        }
        let first = RefCell::new(Vec::new());
        let is_wanted = || first.borrow().len() < most;
        self.read(query, (most.min(PART), None), &is_wanted, &mut |mut part, _, _| {
            first.borrow_mut().append(&mut part);
        })?;
        let mut first = first.into_inner();
        first.truncate(most);
        Ok(first)
    }

    /// Reads the first entries of a list, or all, with the rows that stand for other entries, too.
    pub fn first_folded(
        &self,
        query: &Query,
        most: Option<usize>,
    ) -> Result<(Vec<ListEntry>, Vec<Fold>), StoreError> {
        let most = most.unwrap_or(usize::MAX);
        if !query.order.is_by_time() {
            let (mut entries, mut folds) = (Vec::new(), Vec::new());
            self.list_folded(query, PART, &|| true, &mut |part, folded, _| {
                entries.extend(part);
                folds.extend(folded);
            })?;
            entries.truncate(most);
            return Ok((entries, folds));
        }
        let first = RefCell::new((Vec::new(), Vec::new()));
        let is_wanted = || first.borrow().0.len() < most;
        self.read(query, (most.min(PART), None), &is_wanted, &mut |part, folds, _| {
            let (entries, all) = &mut *first.borrow_mut();
            entries.extend(part);
            all.extend(folds);
        })?;
        let (mut entries, folds) = first.into_inner();
        entries.truncate(most);
        Ok((entries, folds))
    }

    /// Reads a whole list at once.
    pub fn whole_list(&self, query: &Query) -> Result<Vec<ListEntry>, StoreError> {
        let mut all = Vec::new();
        self.list(query, PART, &|| true, &mut |mut part, _| all.append(&mut part))?;
        Ok(all)
    }
}

/// The entries that a list leaves out: those of feeds that were unsubscribed, hidden and sleeping
/// ones, and in Today those of feeds that are kept out of it.
struct Exclusions {
    feeds: HashSet<FeedId>,
    entries: IdBits,
}

impl Exclusions {
    fn of(conn: &Connection, route: &Route) -> rusqlite::Result<Self> {
        let mut feeds = hidden_feeds(conn)?;
        if route.is_today {
            feeds.extend(not_today(conn)?);
        }
        let mut entries = if route.leaves_hidden_out { hidden(conn)? } else { IdBits::default() };
        if route.leaves_hidden_out {
            add_asleep(conn, &mut entries)?;
        }
        Ok(Self { feeds, entries })
    }

    fn holds(&self, entry: &ListEntry) -> bool {
        self.entries.contains(entry.id.0) || self.feeds.contains(&entry.feed_id)
    }
}

/// Merges the lists of a few feeds. Takes the first batch from the first rows of each feed and
/// sends it at once, then reads the rest.
fn merged(
    scan: &Scan<'_>,
    feeds: &[FeedId],
    first_part: usize,
    exclusions: &Exclusions,
    rows: &mut Rows<'_, '_, '_>,
) -> rusqlite::Result<bool> {
    let Some(first) = scan.merged(feeds, Some(first_part + 1))? else { return Ok(false) };
    let is_all = first.len() <= first_part;
    for entry in first.into_iter().take(first_part) {
        rows.push_if(!exclusions.holds(&entry), entry);
    }
    if is_all {
        return Ok(true);
    }
    rows.parts.hand_on();
    let Some(all) = scan.merged(feeds, None)? else { return Ok(false) };
    for entry in all.into_iter().skip(first_part) {
        rows.push_if(!exclusions.holds(&entry), entry);
    }
    Ok(true)
}

/// The river: of each feed the entries that have not left it, in the order of the list.
fn river(
    conn: &Connection,
    scan: &Scan<'_>,
    now: Timestamp,
    exclusions: &Exclusions,
    rows: &mut Rows<'_, '_, '_>,
) -> rusqlite::Result<bool> {
    let mut stays: Vec<_> = stays(conn, now)?.into_iter().collect();
    stays.sort_unstable_by_key(|(feed, _)| *feed);
    let walks = stays
        .into_iter()
        .map(|(feed, stay)| Walk::FeedSince(feed, now.as_second().saturating_sub(stay.secs) + 1));
    let Some(entries) = scan.merged_walks(walks, None)? else { return Ok(false) };
    for entry in entries {
        rows.push_if(!exclusions.holds(&entry), entry);
    }
    Ok(true)
}

/// Passes on the entries that have a row, and what their rows stand for.
struct Rows<'a, 'b, 'c> {
    parts: &'a mut Batches<'b, 'c>,
    folds: Option<Folds<'a>>,
    lookup: &'a Lookup<'a>,
    /// The first error of a look at a story.
    failure: Option<rusqlite::Error>,
}

impl Rows<'_, '_, '_> {
    fn push_if(&mut self, is_listed: bool, entry: ListEntry) {
        if !is_listed {
            return;
        }
        let Some(folds) = &mut self.folds else { return self.parts.push(entry) };
        match folds.place(&entry, self.lookup) {
            Ok(Place::Row(copies)) => {
                self.parts.push(entry);
                if !copies.is_empty() {
                    self.parts.folds.push((entry.id, copies));
                }
            }
            Ok(Place::Hidden) => {}
            Err(err) => _ = self.failure.get_or_insert(err),
        }
    }
}

/// Collects entries into batches and sends them: a small batch first, then large ones.
struct Batches<'a, 'b> {
    size: usize,
    /// When the first batch is sent even if it is not full.
    patience: Option<Instant>,
    waiting: Vec<ListEntry>,
    /// What the waiting rows stand for.
    folds: Vec<Fold>,
    sink: &'a mut FoldSink<'b>,
}

impl Batches<'_, '_> {
    /// A full batch is sent only when another entry follows, because the last batch has to be
    /// marked as the last.
    fn push(&mut self, entry: ListEntry) {
        if self.waiting.len() >= self.size {
            self.hand_on();
        }
        self.waiting.push(entry);
        if self.patience.is_some_and(|until| Instant::now() > until) {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        self.size = PART;
        self.patience = None;
        let folds = std::mem::take(&mut self.folds);
        (self.sink)(std::mem::take(&mut self.waiting), folds, false);
    }

    fn finish(self) {
        (self.sink)(self.waiting, self.folds, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryId;

    #[test]
    fn parts_come_small_then_big_and_only_the_last_is_complete() {
        let entry = |id| ListEntry {
            id: EntryId(id),
            feed_id: FeedId(1),
            sort_secs: id,
            rank: 0,
            is_read: false,
            is_starred: false,
        };
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, _, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Batches {
            size: 3,
            patience: None,
            waiting: Vec::new(),
            folds: Vec::new(),
            sink: &mut sink,
        };
        for id in 0..4 + i64::try_from(PART).unwrap() {
            parts.push(entry(id));
        }
        parts.finish();
        assert_eq!(seen, [(3, false), (PART, false), (1, true)]);
    }

    #[test]
    fn a_first_part_that_takes_too_long_is_handed_on_as_it_is() {
        let entry = |id| ListEntry {
            id: EntryId(id),
            feed_id: FeedId(1),
            sort_secs: id,
            rank: 0,
            is_read: false,
            is_starred: false,
        };
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, _, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Batches {
            size: 3,
            patience: Some(Instant::now()),
            waiting: Vec::new(),
            folds: Vec::new(),
            sink: &mut sink,
        };
        while Some(Instant::now()) <= parts.patience {}
        (0..3).for_each(|id| parts.push(entry(id)));
        parts.finish();
        assert_eq!(seen, [(1, false), (2, true)]);
    }

    #[test]
    fn a_list_that_fills_its_first_part_exactly_is_complete_with_it() {
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, _, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Batches {
            size: 1,
            patience: None,
            waiting: Vec::new(),
            folds: Vec::new(),
            sink: &mut sink,
        };
        parts.push(ListEntry {
            id: EntryId(1),
            feed_id: FeedId(1),
            sort_secs: 1,
            rank: 0,
            is_read: false,
            is_starred: false,
        });
        parts.finish();
        assert_eq!(seen, [(1, true)]);
    }
}
