//! Lists of entries: which, in which order, in parts, so that the first rows are there long before the last.
//!
//! Unread and starred lists are read from partial indexes that hold everything a list shows. Lists of all entries follow an
//! index of the order and look up the two statuses in the (narrow) table.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql};

use super::error::StoreError;
use super::open::Reader;
use super::search::Words;
use crate::model::{EntryId, FeedId, Filter, ListEntry, Order, Query, Source};

/// Entries in each part after the first.
const PART: usize = 16_384;
/// How many rows pass between two looks whether anybody still wants the list.
const PATIENCE: usize = 1024;
/// Up to so many feeds a folder's list is merged from the feeds' own; above, it is picked out of the list of all.
const FEEDS_MERGED: usize = 64;

/// Receives the parts of a list, in order. The second argument says whether the part is the last.
pub type Sink<'a> = dyn FnMut(Vec<ListEntry>, bool) + 'a;

impl Reader {
    /// Reads a list. The first part has `first_part` entries (fewer when there are no more); the last one may be empty.
    /// As soon as `is_wanted` says no, reading stops and nothing more is handed on.
    pub fn list(&self, query: &Query, first_part: usize, is_wanted: &dyn Fn() -> bool, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        let _snapshot = self.snapshot()?;
        let hidden = hidden_feeds(&self.conn)?;
        let mut parts = Parts { size: first_part.max(1), waiting: Vec::new(), sink };
        let mut scan = Scan { conn: &self.conn, query, words: Words::new(&query.search), is_wanted };
        let is_done = match query.source {
            Source::Folder(folder) => {
                let feeds = self.feeds_in_folder(folder)?;
                if feeds.len() <= FEEDS_MERGED {
                    scan.merged(&feeds, first_part, &mut parts)?
                } else {
                    let inside: HashSet<FeedId> = feeds.into_iter().collect();
                    scan.run(&Place::Time(None), None, &mut |entry| {
                        if inside.contains(&entry.feed_id) {
                            parts.push(entry);
                        }
                    })?
                }
            }
            Source::Feed(feed) if hidden.contains(&feed) => true,
            Source::All | Source::Today { .. } | Source::Starred | Source::Feed(_) => {
                scan.run(&Place::of(query.source), None, &mut |entry| {
                    if hidden.is_empty() || !hidden.contains(&entry.feed_id) {
                        parts.push(entry);
                    }
                })?
            }
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

fn hidden_feeds(conn: &Connection) -> rusqlite::Result<HashSet<FeedId>> {
    conn.prepare_cached("SELECT id FROM feeds WHERE removed_by IS NOT NULL")?.query_map([], |row| row.get(0).map(FeedId))?.collect()
}

/// Collects entries and hands them on: a small part first, big ones after it.
struct Parts<'a, 'b> {
    size: usize,
    waiting: Vec<ListEntry>,
    sink: &'a mut Sink<'b>,
}

impl Parts<'_, '_> {
    /// A full part is handed on only when another entry comes, so that the last part is known to be the last.
    fn push(&mut self, entry: ListEntry) {
        if self.waiting.len() >= self.size {
            self.size = PART;
            (self.sink)(std::mem::take(&mut self.waiting), false);
        }
        self.waiting.push(entry);
    }

    fn finish(self) {
        (self.sink)(self.waiting, true);
    }
}

/// Where one walk over an index goes.
enum Place {
    /// All feeds, from this second on.
    Time(Option<i64>),
    Starred,
    Feed(FeedId),
}

impl Place {
    fn of(source: Source) -> Self {
        match source {
            Source::All | Source::Folder(_) => Self::Time(None),
            Source::Today { since } => Self::Time(Some(second_not_before(since))),
            Source::Starred => Self::Starred,
            Source::Feed(feed) => Self::Feed(feed),
        }
    }
}

/// The first whole second that is not before a time.
fn second_not_before(since: Timestamp) -> i64 {
    since.as_second() + i64::from(since.subsec_nanosecond() > 0)
}

struct Scan<'a> {
    conn: &'a Connection,
    query: &'a Query,
    words: Words,
    is_wanted: &'a dyn Fn() -> bool,
}

impl Scan<'_> {
    /// Walks over one index in order. Returns whether it came to the end (or the limit), not given up in between.
    fn run(&mut self, place: &Place, limit: Option<usize>, visit: &mut dyn FnMut(ListEntry)) -> rusqlite::Result<bool> {
        let (sql, operand) = statement(place, self.query.filter, self.query.order, !self.words.is_empty());
        let mut statement = self.conn.prepare_cached(&sql)?;
        let operands: &[&dyn ToSql] = match &operand {
            Some(value) => &[value],
            None => &[],
        };
        let mut rows = statement.query(operands)?;
        let (mut passed, mut found) = (0_usize, 0_usize);
        while let Some(row) = rows.next()? {
            passed += 1;
            if passed.is_multiple_of(PATIENCE) && !(self.is_wanted)() {
                return Ok(false);
            }
            if !self.words.is_empty() && !matches(&mut self.words, row)? {
                continue;
            }
            visit(list_entry(row)?);
            found += 1;
            if limit.is_some_and(|limit| found >= limit) {
                return Ok(true);
            }
        }
        Ok((self.is_wanted)())
    }

    /// The list of a few feeds: the first part from the first rows of each, the rest from all of them.
    fn merged(&mut self, feeds: &[FeedId], first_part: usize, parts: &mut Parts<'_, '_>) -> rusqlite::Result<bool> {
        let Some(mut first) = self.collected(feeds, Some(first_part + 1))? else { return Ok(false) };
        let is_all = first.len() <= first_part;
        first.truncate(first_part);
        let done = first.len();
        for entry in first {
            parts.push(entry);
        }
        if is_all {
            return Ok(true);
        }
        let Some(all) = self.collected(feeds, None)? else { return Ok(false) };
        for entry in all.into_iter().skip(done) {
            parts.push(entry);
        }
        Ok(true)
    }

    /// Entries of some feeds in order; with a limit only the first of each feed, of which the first `limit` are right.
    fn collected(&mut self, feeds: &[FeedId], limit: Option<usize>) -> rusqlite::Result<Option<Vec<ListEntry>>> {
        let mut entries = Vec::new();
        for feed in feeds {
            if !self.run(&Place::Feed(*feed), limit, &mut |entry| entries.push(entry))? {
                return Ok(None);
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.sort_secs, entry.id));
        if self.query.order == Order::Newest {
            entries.reverse();
        }
        Ok(Some(entries))
    }
}

/// The SQL of one walk, with its operand. The index is pinned: a wrong guess of the planner would cost a second.
fn statement(place: &Place, filter: Filter, order: Order, is_search: bool) -> (String, Option<i64>) {
    let is_unread = filter == Filter::Unread;
    let (index, condition, operand) = match (place, filter) {
        (Place::Time(None), Filter::All) => ("entries_by_time", "1", None),
        (Place::Time(None), Filter::Unread) => ("unread_by_time", "is_read = 0", None),
        (Place::Time(since), Filter::All) => ("entries_by_time", "sort_secs >= ?1", *since),
        (Place::Time(since), Filter::Unread) => ("unread_by_time", "is_read = 0 AND sort_secs >= ?1", *since),
        (Place::Starred, Filter::All) => ("starred_by_time", "is_starred = 1", None),
        (Place::Starred, Filter::Unread) => ("starred_by_time", "is_starred = 1 AND is_read = 0", None),
        (Place::Feed(feed), Filter::All) => ("entries_by_feed", "feed_id = ?1", Some(feed.0)),
        (Place::Feed(feed), Filter::Unread) => ("unread_by_feed", "is_read = 0 AND feed_id = ?1", Some(feed.0)),
    };
    // A status that the index implies is not asked for: the index does not hold it.
    let is_read = if is_unread { "0" } else { "is_read" };
    let is_starred = if matches!(place, Place::Starred) { "1" } else { "is_starred" };
    let direction = match order {
        Order::Newest => "DESC",
        Order::Oldest => "ASC",
    };
    let (texts, join) = if is_search { (", title, author, excerpt", "CROSS JOIN texts ON texts.entry_id = entries.id") } else { ("", "") };
    let sql = format!(
        "SELECT id, feed_id, sort_secs, {is_read}, {is_starred}{texts} FROM entries INDEXED BY {index} {join}
         WHERE {condition} ORDER BY sort_secs {direction}, id {direction}"
    );
    (sql, operand)
}

fn list_entry(row: &Row<'_>) -> rusqlite::Result<ListEntry> {
    Ok(ListEntry {
        id: EntryId(row.get(0)?),
        feed_id: FeedId(row.get(1)?),
        sort_secs: row.get(2)?,
        is_read: row.get(3)?,
        is_starred: row.get(4)?,
    })
}

fn matches(words: &mut Words, row: &Row<'_>) -> rusqlite::Result<bool> {
    let text = |column| row.get_ref(column).map(|value| value.as_str_or_null().ok().flatten().unwrap_or(""));
    Ok(words.occur_in(&[text(5)?, text(6)?, text(7)?]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::counts::{STARRED, UNREAD_SINCE};
    use crate::store::schema;

    fn library() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::migrate(&mut conn).unwrap();
        conn
    }

    fn plan(conn: &Connection, sql: &str) -> String {
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let operands = vec![1; statement.parameter_count()];
        let lines = statement.query_map(rusqlite::params_from_iter(operands), |row| row.get::<_, String>(3)).unwrap();
        lines.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
    }

    fn places() -> [Place; 4] {
        [Place::Time(None), Place::Time(Some(0)), Place::Starred, Place::Feed(FeedId(1))]
    }

    #[test]
    fn no_list_is_sorted_after_reading() {
        let conn = library();
        for place in places() {
            for (filter, order) in [(Filter::All, Order::Newest), (Filter::All, Order::Oldest), (Filter::Unread, Order::Newest)] {
                for is_search in [false, true] {
                    let (sql, _) = statement(&place, filter, order, is_search);
                    let plan = plan(&conn, &sql);
                    assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
                }
            }
        }
    }

    #[test]
    fn unread_and_starred_lists_read_nothing_but_an_index() {
        let conn = library();
        for place in places() {
            for filter in [Filter::All, Filter::Unread] {
                if filter == Filter::Unread || matches!(place, Place::Starred) {
                    let (sql, _) = statement(&place, filter, Order::Newest, false);
                    let plan = plan(&conn, &sql);
                    assert!(plan.contains("USING COVERING INDEX"), "{sql}\n{plan}");
                }
            }
        }
    }

    #[test]
    fn counts_read_nothing_but_an_index() {
        let conn = library();
        for sql in [UNREAD_SINCE, STARRED] {
            let plan = plan(&conn, sql);
            assert!(plan.contains("entries USING COVERING INDEX"), "{sql}\n{plan}");
        }
        assert!(plan(&conn, UNREAD_SINCE).contains("SEARCH entries"), "only the stretch since then is read");
    }

    #[test]
    fn parts_come_small_then_big_and_only_the_last_is_complete() {
        let entry = |id| ListEntry { id: EntryId(id), feed_id: FeedId(1), sort_secs: id, is_read: false, is_starred: false };
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Parts { size: 3, waiting: Vec::new(), sink: &mut sink };
        for id in 0..4 + i64::try_from(PART).unwrap() {
            parts.push(entry(id));
        }
        parts.finish();
        assert_eq!(seen, [(3, false), (PART, false), (1, true)]);
    }

    #[test]
    fn a_list_that_fills_its_first_part_exactly_is_complete_with_it() {
        let mut seen = Vec::new();
        let mut sink = |part: Vec<ListEntry>, is_complete| seen.push((part.len(), is_complete));
        let mut parts = Parts { size: 1, waiting: Vec::new(), sink: &mut sink };
        parts.push(ListEntry { id: EntryId(1), feed_id: FeedId(1), sort_secs: 1, is_read: false, is_starred: false });
        parts.finish();
        assert_eq!(seen, [(1, true)]);
    }
}
