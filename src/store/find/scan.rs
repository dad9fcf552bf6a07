//! Reads lists by walking over indexes, in the order of the list.
//!
//! Partial indexes contain everything that lists of unread and starred entries show. The index of
//! all entries has no statuses, because every change of one would rewrite it. So the first rows
//! look their statuses up, and the other rows take them from sets of ids.

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::bits::IdBits;
use super::marked::ids;
use super::route::{Route, Walk};
use super::search::Plan;
use super::shards::AnswerCache;
use crate::model::{EntryId, FeedId, Filter, ListEntry, Order};
use crate::query::Query;

/// The number of rows between two checks whether the list is still wanted.
const PATIENCE: usize = 1024;
/// If a search can match no more entries than this, they are examined one by one, without a walk.
const FEW: usize = 2048;
/// Time limit for collecting these entries. After it, a walk shows the first matches sooner.
const FEW_PATIENCE: Duration = Duration::from_millis(20);
/// The number of rows of the list of all entries that look their statuses up. For more rows it is
/// faster to read all statuses.
const LOOKED_UP: i64 = 1024;
/// The same limit for a search, whose first results people wait for.
const LOOKED_UP_SEARCHING: usize = 8192;

impl Walk {
    fn holds(self, entry: &ListEntry) -> bool {
        match self {
            Self::All => true,
            Self::Since(second) => entry.sort_secs >= second,
            Self::Starred => entry.is_starred,
            Self::Feed(feed) => entry.feed_id == feed,
            Self::FeedSince(feed, second) => entry.feed_id == feed && entry.sort_secs >= second,
        }
    }
}

pub(in crate::store) struct Scan<'a> {
    conn: &'a Connection,
    filter: Filter,
    order: Order,
    /// No entry before this second is found.
    since: i64,
    /// No entry at or after this second is found.
    until: i64,
    plan: Option<Plan<'a>>,
    /// All entries that can be found, if they are few.
    few: Option<Vec<ListEntry>>,
    is_wanted: &'a dyn Fn() -> bool,
}

type Visit<'a> = dyn FnMut(ListEntry) + 'a;

impl<'a> Scan<'a> {
    pub(in crate::store) fn new(
        conn: &'a Connection,
        answers: &'a AnswerCache,
        query: &Query,
        route: &Route,
        is_wanted: &'a dyn Fn() -> bool,
    ) -> rusqlite::Result<Self> {
        let plan = Plan::new(conn, answers, &route.rest, &query.now)?;
        let Route { since, until, .. } = *route;
        let (filter, order) = (query.filter, query.order);
        let mut scan = Self { conn, filter, order, since, until, plan, few: None, is_wanted };
        scan.few = scan.plan.as_ref().map_or(Ok(None), |plan| scan.look_at_few(plan))?;
        Ok(scan)
    }

    /// Whether the index limits the search to a few entries, so that no walk is needed.
    pub(in crate::store) fn is_narrow(&self) -> bool {
        self.few.is_some()
    }

    /// All matches; `None` if there are too many entries to examine, or if it takes too long and
    /// there is a match already, which a walk shows sooner.
    fn look_at_few(&self, plan: &Plan<'a>) -> rusqlite::Result<Option<Vec<ListEntry>>> {
        let until = Instant::now() + FEW_PATIENCE;
        let mut statement = self.conn.prepare_cached(
            "SELECT id, feed_id, sort_secs, is_read, is_starred FROM entries WHERE id = ?1",
        )?;
        let mut looked_at = 0;
        let mut entries = Vec::new();
        for shard in plan.shards() {
            let Some(within) = plan.within(shard) else { return Ok(None) };
            looked_at += within.count();
            let is_late = !entries.is_empty() && Instant::now() > until;
            if looked_at > FEW || is_late || !(self.is_wanted)() {
                return Ok(None);
            }
            for id in within.iter() {
                let found = statement.query_row([id], |row| list_entry(row, None)).optional()?;
                entries.extend(found.filter(|entry| {
                    !(self.filter == Filter::Unread && entry.is_read) && plan.finds(entry)
                }));
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.sort_secs, entry.id));
        if self.order == Order::Newest {
            entries.reverse();
        }
        Ok(Some(entries))
    }

    /// An entry, if the walk passes it and it matches.
    pub(in crate::store) fn look_up(
        &self,
        walk: Walk,
        id: i64,
    ) -> rusqlite::Result<Option<ListEntry>> {
        let sql = "SELECT id, feed_id, sort_secs, is_read, is_starred FROM entries WHERE id = ?1";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| list_entry(row, None))
            .optional()?;
        Ok(found.filter(|entry| {
            walk.holds(entry)
                && !(self.filter == Filter::Unread && entry.is_read)
                && self.plan.as_ref().is_none_or(|plan| plan.finds(entry))
        }))
    }

    /// Visits entries in the order of the list. Returns whether it reached the end or the limit;
    /// `false` if the list is no longer wanted.
    pub(in crate::store) fn run(
        &self,
        walk: Walk,
        limit: Option<usize>,
        visit: &mut Visit<'_>,
    ) -> rusqlite::Result<bool> {
        let done = self.run_planned(walk, limit, visit);
        self.plan.as_ref().and_then(Plan::failure).map_or(done, Err)
    }

    fn run_planned(
        &self,
        walk: Walk,
        limit: Option<usize>,
        visit: &mut Visit<'_>,
    ) -> rusqlite::Result<bool> {
        if let Some(few) = &self.few {
            few.iter()
                .filter(|entry| walk.holds(entry))
                .take(limit.unwrap_or(usize::MAX))
                .for_each(|entry| visit(*entry));
            return Ok((self.is_wanted)());
        }
        if let (Walk::All, Filter::All) = (walk, self.filter) {
            return match &self.plan {
                Some(plan) => self.run_all_searching(plan, visit),
                None => self.run_all(visit),
            };
        }
        let mut visit = |entry: ListEntry| {
            let is_found = self.plan.as_ref().is_none_or(|plan| plan.finds(&entry));
            if is_found {
                visit(entry);
            }
            is_found
        };
        let (sql, operands) = statement(walk, self.filter, self.order);
        let mut found = 0;
        self.walk(&sql, &operands, &mut |row| {
            found += usize::from(visit(list_entry(row, None)?));
            Ok(limit.is_none_or(|limit| found < limit))
        })
    }

    /// The entries of some feeds in the order of the list. With a limit, only the first `limit` of
    /// the result are complete: behind them, entries may be missing.
    pub(in crate::store) fn merged(
        &self,
        feeds: &[FeedId],
        limit: Option<usize>,
    ) -> rusqlite::Result<Option<Vec<ListEntry>>> {
        self.merged_walks(feeds.iter().map(|feed| Walk::Feed(*feed)), limit)
    }

    /// [`Self::merged`] for any walks that have no entry in common.
    pub(in crate::store) fn merged_walks(
        &self,
        walks: impl Iterator<Item = Walk>,
        limit: Option<usize>,
    ) -> rusqlite::Result<Option<Vec<ListEntry>>> {
        let mut entries = Vec::new();
        for walk in walks {
            if !self.run(walk, limit, &mut |entry| entries.push(entry))? {
                return Ok(None);
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.sort_secs, entry.id));
        if self.order == Order::Newest {
            entries.reverse();
        }
        Ok(Some(entries))
    }

    /// The list of all entries, read or not.
    fn run_all(&self, visit: &mut Visit<'_>) -> rusqlite::Result<bool> {
        let (sql, _) = statement(Walk::All, Filter::All, self.order);
        let mut left = LOOKED_UP;
        let is_wanted = self.walk(&sql, &[], &mut |row| {
            visit(list_entry(row, None)?);
            left -= 1;
            Ok(left > 0)
        })?;
        if !is_wanted || left > 0 {
            return Ok(is_wanted);
        }
        let statuses = Statuses::read(self.conn)?;
        self.walk(&bare_statement(self.order), &[i64::MIN, i64::MAX, LOOKED_UP], &mut |row| {
            visit(list_entry(row, Some(&statuses))?);
            Ok(true)
        })
    }

    /// The list of all entries that match a search. Examines only those that the index finds.
    fn run_all_searching(&self, plan: &Plan<'a>, visit: &mut Visit<'_>) -> rusqlite::Result<bool> {
        let mut look_up =
            self.conn.prepare_cached("SELECT is_read, is_starred FROM entries WHERE id = ?1")?;
        let mut left = LOOKED_UP_SEARCHING;
        let mut statuses: Option<Statuses> = None;
        self.walk(&bare_statement(self.order), &[self.since, self.until, 0], &mut |row| {
            let id: i64 = row.get(0)?;
            if !plan.may_find(id) {
                return Ok(true);
            }
            if statuses.is_none() && left == 0 {
                statuses = Some(Statuses::read(self.conn)?);
            }
            let (is_read, is_starred) = match &statuses {
                Some(statuses) => (statuses.is_read(id), statuses.starred.contains(id)),
                None => look_up.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?,
            };
            left = left.saturating_sub(1);
            let entry = ListEntry {
                id: EntryId(id),
                feed_id: FeedId(row.get(1)?),
                sort_secs: row.get(2)?,
                rank: 0,
                is_read,
                is_starred,
            };
            if plan.finds(&entry) {
                visit(entry);
            }
            Ok(true)
        })
    }

    /// Passes rows to `each` until it returns `false`. Returns whether the list is still wanted.
    fn walk(
        &self,
        sql: &str,
        operands: &[i64],
        each: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<bool> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(operands))?;
        let mut passed = 0_usize;
        while let Some(row) = rows.next()? {
            passed += 1;
            if passed.is_multiple_of(PATIENCE) && !(self.is_wanted)() {
                return Ok(false);
            }
            if !each(row)? {
                break;
            }
        }
        Ok((self.is_wanted)())
    }
}

/// Visits every unread entry, newest first.
pub(in crate::store) fn each_unread(
    conn: &Connection,
    is_wanted: &dyn Fn() -> bool,
    visit: &mut Visit<'_>,
) -> rusqlite::Result<bool> {
    let (filter, order, since) = (Filter::Unread, Order::Newest, i64::MIN);
    let until = i64::MAX;
    let scan = Scan { conn, filter, order, since, until, plan: None, few: None, is_wanted };
    scan.run(Walk::All, None, visit)
}

/// The statuses of all entries, read from the two partial indexes.
struct Statuses {
    unread: IdBits,
    starred: IdBits,
}

impl Statuses {
    fn read(conn: &Connection) -> rusqlite::Result<Self> {
        Ok(Self { unread: ids(conn, ALL_UNREAD)?, starred: ids(conn, ALL_STARRED)? })
    }

    fn is_read(&self, id: i64) -> bool {
        !self.unread.contains(id)
    }
}

const ALL_UNREAD: &str = "SELECT id FROM entries INDEXED BY unread_by_feed WHERE is_read = 0";
const ALL_STARRED: &str = "SELECT id FROM entries INDEXED BY starred_by_time WHERE is_starred = 1";

/// The SQL of a walk over rows with statuses, and its operand. The index is pinned, because a wrong
/// guess of the planner would cost a second.
fn statement(walk: Walk, filter: Filter, order: Order) -> (String, Vec<i64>) {
    let (index, condition, operands) = match (walk, filter) {
        (Walk::All, Filter::All) => ("entries_by_time", "1", vec![]),
        (Walk::All, Filter::Unread) => ("unread_by_time", "is_read = 0", vec![]),
        (Walk::Since(since), Filter::All) => ("entries_by_time", "sort_secs >= ?1", vec![since]),
        (Walk::Since(since), Filter::Unread) => {
            ("unread_by_time", "is_read = 0 AND sort_secs >= ?1", vec![since])
        }
        (Walk::Starred, Filter::All) => ("starred_by_time", "is_starred = 1", vec![]),
        (Walk::Starred, Filter::Unread) => {
            ("starred_by_time", "is_starred = 1 AND is_read = 0", vec![])
        }
        (Walk::Feed(feed), Filter::All) => ("entries_by_feed", "feed_id = ?1", vec![feed.0]),
        (Walk::Feed(feed), Filter::Unread) => {
            ("unread_by_feed", "is_read = 0 AND feed_id = ?1", vec![feed.0])
        }
        (Walk::FeedSince(feed, since), Filter::All) => {
            ("entries_by_feed", "feed_id = ?1 AND sort_secs >= ?2", vec![feed.0, since])
        }
        (Walk::FeedSince(feed, since), Filter::Unread) => (
            "unread_by_feed",
            "is_read = 0 AND feed_id = ?1 AND sort_secs >= ?2",
            vec![feed.0, since],
        ),
    };
    // A partial index implies one status and has no column for it, so a constant takes its place.
    let is_read = if filter == Filter::Unread { "0" } else { "is_read" };
    let is_starred = if matches!(walk, Walk::Starred) { "1" } else { "is_starred" };
    let direction = direction(order);
    let sql = format!(
        "SELECT id, feed_id, sort_secs, {is_read}, {is_starred} FROM entries INDEXED BY {index}
         WHERE {condition} ORDER BY sort_secs {direction}, id {direction}"
    );
    (sql, operands)
}

/// The SQL of a walk over all entries between two seconds, without statuses. Skipping the first
/// rows costs nothing in an index.
fn bare_statement(order: Order) -> String {
    let direction = direction(order);
    format!(
        "SELECT id, feed_id, sort_secs FROM entries INDEXED BY entries_by_time
         WHERE sort_secs >= ?1 AND sort_secs < ?2
         ORDER BY sort_secs {direction}, id {direction} LIMIT -1 OFFSET ?3"
    )
}

fn direction(order: Order) -> &'static str {
    match order {
        // Other orders are made from this one, see `ranked.rs`.
        Order::Newest | Order::Longest | Order::Shortest | Order::LastRead | Order::Queue => "DESC",
        Order::Oldest => "ASC",
    }
}

/// The entry of a row. Takes its statuses from `statuses`, or from the row.
fn list_entry(row: &Row<'_>, statuses: Option<&Statuses>) -> rusqlite::Result<ListEntry> {
    let id: i64 = row.get(0)?;
    let (is_read, is_starred) = match statuses {
        Some(statuses) => (statuses.is_read(id), statuses.starred.contains(id)),
        None => (row.get(3)?, row.get(4)?),
    };
    Ok(ListEntry {
        id: EntryId(id),
        feed_id: FeedId(row.get(1)?),
        sort_secs: row.get(2)?,
        rank: 0,
        is_read,
        is_starred,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::counts::{STARRED, UNREAD_SINCE};
    use crate::store::river::NEWEST_OF_FEED;
    use crate::store::schema;

    fn library() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::migrate(&mut conn).unwrap();
        conn
    }

    fn plan(conn: &Connection, sql: &str) -> String {
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let operands = vec![1; statement.parameter_count()];
        let lines = statement
            .query_map(rusqlite::params_from_iter(operands), |row| row.get::<_, String>(3))
            .unwrap();
        lines.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
    }

    fn walks() -> [Walk; 5] {
        let feed = FeedId(1);
        [Walk::All, Walk::Since(0), Walk::Starred, Walk::Feed(feed), Walk::FeedSince(feed, 0)]
    }

    #[test]
    fn no_list_is_sorted_after_reading() {
        let conn = library();
        for walk in walks() {
            for (filter, order) in [
                (Filter::All, Order::Newest),
                (Filter::All, Order::Oldest),
                (Filter::Unread, Order::Newest),
            ] {
                let (sql, _) = statement(walk, filter, order);
                let plan = plan(&conn, &sql);
                assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
            }
        }
    }

    #[test]
    fn unread_and_starred_lists_read_nothing_but_an_index() {
        let conn = library();
        for walk in walks() {
            for filter in [Filter::All, Filter::Unread] {
                if filter == Filter::Unread || matches!(walk, Walk::Starred) {
                    let (sql, _) = statement(walk, filter, Order::Newest);
                    let plan = plan(&conn, &sql);
                    assert!(plan.contains("USING COVERING INDEX"), "{sql}\n{plan}");
                }
            }
        }
    }

    #[test]
    fn the_pace_of_a_feed_reads_nothing_but_a_stretch_of_an_index() {
        let plan = plan(&library(), NEWEST_OF_FEED);
        assert!(plan.contains("SEARCH entries USING COVERING INDEX"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn counts_read_nothing_but_an_index() {
        let conn = library();
        for sql in [UNREAD_SINCE, STARRED] {
            let plan = plan(&conn, sql);
            assert!(plan.contains("entries USING COVERING INDEX"), "{sql}\n{plan}");
        }
        assert!(
            plan(&conn, UNREAD_SINCE).contains("SEARCH entries"),
            "only the stretch since then is read"
        );
    }

    #[test]
    fn the_rest_of_the_list_of_all_reads_nothing_but_indexes() {
        let conn = library();
        for sql in [
            bare_statement(Order::Newest),
            bare_statement(Order::Oldest),
            ALL_UNREAD.into(),
            ALL_STARRED.into(),
        ] {
            let plan = plan(&conn, &sql);
            assert!(
                plan.contains("USING COVERING INDEX") && !plan.contains("TEMP B-TREE"),
                "{sql}\n{plan}"
            );
        }
    }
}
