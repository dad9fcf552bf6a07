//! Lists of entries: which, in which order, in parts, so that the first rows are there long before
//! the last.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::bits::IdBits;
use super::marked::{hidden, hidden_feeds, not_today};
use super::route::Route;
use super::scan::Scan;
use crate::model::{FeedId, ListEntry};
use crate::query::Query;
use crate::store::error::StoreError;
use crate::store::open::Reader;

/// Entries in each part after the first.
const PART: usize = 16_384;
/// How long a search may fill its first part.
const FIRST_ANSWERS: Duration = Duration::from_millis(25);
/// Up to so many feeds a folder's list is merged from the feeds' own; above, it is picked out of
/// the list of all.
const FEEDS_MERGED: usize = 64;

/// Receives the parts of a list, in order. The second argument says whether the part is the last.
pub type Sink<'a> = dyn FnMut(Vec<ListEntry>, bool) + 'a;

impl Reader {
    /// Reads a list. The first part has `first_part` entries (fewer when there are no more); the
    /// last one may be empty. As soon as `is_wanted` says no, reading stops and nothing more is
    /// handed on.
    pub fn list(
        &self,
        query: &Query,
        first_part: usize,
        is_wanted: &dyn Fn() -> bool,
        sink: &mut Sink<'_>,
    ) -> Result<(), StoreError> {
        let _snapshot = self.snapshot()?;
        let route = Route::of(query);
        // While the user types a search, the first answers count, even if they are few.
        let patience = route.is_search().then_some(FIRST_ANSWERS);
        let mut parts = Parts {
            size: first_part.max(1),
            patience: patience.map(|wait| Instant::now() + wait),
            waiting: Vec::new(),
            sink,
        };
        let scan = Scan::new(&self.conn, &self.kept, query, &route, is_wanted)?;
        let left_out = LeftOut::of(&self.conn, &route)?;
        let is_done = match route.folder {
            Some(folder) => {
                let feeds = self.feeds_in_folder(folder)?;
                if feeds.len() <= FEEDS_MERGED && !scan.is_narrow() {
                    merged(&scan, &feeds, first_part.max(1), &left_out, &mut parts)?
                } else {
                    let inside: HashSet<FeedId> = feeds.into_iter().collect();
                    scan.run(route.walk, None, &mut |entry| {
                        parts.push_if(
                            inside.contains(&entry.feed_id) && !left_out.holds(&entry),
                            entry,
                        );
                    })?
                }
            }
            None => scan.run(route.walk, None, &mut |entry| {
                parts.push_if(!left_out.holds(&entry), entry);
            })?,
        };
        if is_done {
            parts.finish();
        }
        Ok(())
    }

    /// A whole list at once.
    pub fn whole_list(&self, query: &Query) -> Result<Vec<ListEntry>, StoreError> {
        let mut all = Vec::new();
        self.list(query, PART, &|| true, &mut |mut part, _| all.append(&mut part))?;
        Ok(all)
    }
}

/// The entries that a list leaves out: those of feeds that were unsubscribed, hidden ones, and in
/// Today those of feeds that are kept out of it.
struct LeftOut {
    feeds: HashSet<FeedId>,
    entries: IdBits,
}

impl LeftOut {
    fn of(conn: &Connection, route: &Route) -> rusqlite::Result<Self> {
        let mut feeds = hidden_feeds(conn)?;
        if route.is_today {
            feeds.extend(not_today(conn)?);
        }
        let entries = if route.leaves_hidden_out { hidden(conn)? } else { IdBits::default() };
        Ok(Self { feeds, entries })
    }

    fn holds(&self, entry: &ListEntry) -> bool {
        self.entries.contains(entry.id.0) || self.feeds.contains(&entry.feed_id)
    }
}

/// The list of a few feeds: the first part from the first rows of each, handed on at once, the rest
/// from all of them.
fn merged(
    scan: &Scan<'_>,
    feeds: &[FeedId],
    first_part: usize,
    left_out: &LeftOut,
    parts: &mut Parts<'_, '_>,
) -> rusqlite::Result<bool> {
    let Some(first) = scan.merged(feeds, Some(first_part + 1))? else { return Ok(false) };
    let is_all = first.len() <= first_part;
    for entry in first.into_iter().take(first_part) {
        parts.push_if(!left_out.holds(&entry), entry);
    }
    if is_all {
        return Ok(true);
    }
    parts.hand_on();
    let Some(all) = scan.merged(feeds, None)? else { return Ok(false) };
    for entry in all.into_iter().skip(first_part) {
        parts.push_if(!left_out.holds(&entry), entry);
    }
    Ok(true)
}

/// Collects entries and hands them on: a small part first, big ones after it.
struct Parts<'a, 'b> {
    size: usize,
    /// Until when a first part is waited for that is not full.
    patience: Option<Instant>,
    waiting: Vec<ListEntry>,
    sink: &'a mut Sink<'b>,
}

impl Parts<'_, '_> {
    /// A full part is handed on only when another entry comes, so that the last part is known to be
    /// the last.
    fn push(&mut self, entry: ListEntry) {
        if self.waiting.len() >= self.size {
            self.hand_on();
        }
        self.waiting.push(entry);
        if self.patience.is_some_and(|until| Instant::now() > until) {
            self.hand_on();
        }
    }

    fn push_if(&mut self, is_listed: bool, entry: ListEntry) {
        if is_listed {
            self.push(entry);
        }
    }

    fn hand_on(&mut self) {
        self.size = PART;
        self.patience = None;
        (self.sink)(std::mem::take(&mut self.waiting), false);
    }

    fn finish(self) {
        (self.sink)(self.waiting, true);
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
            is_read: false,
            is_starred: false,
        };
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Parts { size: 3, patience: None, waiting: Vec::new(), sink: &mut sink };
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
            is_read: false,
            is_starred: false,
        };
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, is_complete| seen.push((part.len(), is_complete));
        let mut parts =
            Parts { size: 3, patience: Some(Instant::now()), waiting: Vec::new(), sink: &mut sink };
        while Some(Instant::now()) <= parts.patience {}
        (0..3).for_each(|id| parts.push(entry(id)));
        parts.finish();
        assert_eq!(seen, [(1, false), (2, true)]);
    }

    #[test]
    fn a_list_that_fills_its_first_part_exactly_is_complete_with_it() {
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Parts { size: 1, patience: None, waiting: Vec::new(), sink: &mut sink };
        parts.push(ListEntry {
            id: EntryId(1),
            feed_id: FeedId(1),
            sort_secs: 1,
            is_read: false,
            is_starred: false,
        });
        parts.finish();
        assert_eq!(seen, [(1, true)]);
    }
}
