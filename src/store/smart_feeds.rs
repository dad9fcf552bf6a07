//! Saved searches, and the unread counts of these and other places.

use std::collections::BTreeMap;

use jiff::{Timestamp, Zoned};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::find::marked::hidden_feeds;
use super::find::scan::each_unread;
use super::find::search::Plan;
use super::find::shards::{ShardSet, shard_of};
use super::names::short;
use super::open::{Reader, Store};
use super::undo::go::ActOutcome;
use crate::model::{ListEntry, SmartFeedId, StepKind};
use crate::query::{BuiltIn, Count, Expr, PlaceId, SmartFeed, parse_stored};

impl Reader {
    /// All saved searches, in the order of the sidebar.
    pub fn smart_feeds(&self) -> Result<Vec<SmartFeed>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, name, query FROM smart_feeds ORDER BY position, id")?;
        let found = statement.query_map([], |row| {
            let text: String = row.get(2)?;
            let expr = parse_stored(&text);
            Ok(SmartFeed { id: SmartFeedId(row.get(0)?), name: row.get(1)?, text, expr })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The number of unread entries of each tag, and of each saved search and built-in place that
    /// is counted by its query: one walk for all of these, then shard by shard of the index.
    pub fn smart_counts(
        &self,
        built_in: &[BuiltIn],
        now: &Zoned,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Vec<(PlaceId, u32)>, StoreError> {
        let _snapshot = self.snapshot()?;
        let built_in = built_in
            .iter()
            .filter(|row| row.counted == Count::UnreadFound)
            .map(|row| (PlaceId::BuiltIn(row.id), (row.query)()));
        let saved =
            self.smart_feeds()?.into_iter().map(|feed| (PlaceId::Search(feed.id), feed.expr));
        let places: Vec<(PlaceId, Expr)> = built_in.chain(saved).collect();
        let plans: Vec<Option<Plan<'_>>> = places
            .iter()
            .map(|(_, expr)| Plan::new(&self.conn, &self.answers, expr, now))
            .collect::<Result<_, _>>()?;
        let tags = self.unread_by_tag()?.into_iter().map(|(id, count)| (PlaceId::Tag(id), count));
        if places.is_empty() {
            return Ok(tags.collect());
        }
        let mut counts: Vec<(PlaceId, u32)> = places.iter().map(|(id, _)| (*id, 0)).collect();
        let hidden = hidden_feeds(&self.conn)?;
        let mut unread: BTreeMap<i64, Vec<ListEntry>> = BTreeMap::new();
        each_unread(&self.conn, is_wanted, &mut |entry| {
            if !hidden.contains(&entry.feed_id) {
                unread.entry(shard_of(entry.id.0)).or_default().push(entry);
            }
        })?;
        for (shard, entries) in unread {
            if !is_wanted() {
                break;
            }
            let set = ShardSet::of(shard, entries.iter().map(|entry| entry.id.0));
            for ((_, count), plan) in counts.iter_mut().zip(&plans) {
                let found = plan
                    .as_ref()
                    .map_or(entries.len(), |plan| plan.count_unread(shard, &set, &entries));
                *count = count.saturating_add(u32::try_from(found).unwrap_or(u32::MAX));
            }
        }
        match plans.iter().flatten().find_map(Plan::failure) {
            Some(failure) => Err(failure.into()),
            None => Ok(counts.into_iter().chain(tags).collect()),
        }
    }
}

impl Store {
    /// Saves a search after the others.
    pub fn add_smart_feed(
        &mut self,
        name: &str,
        query: &str,
        now: Timestamp,
    ) -> Result<ActOutcome<SmartFeedId>, StoreError> {
        self.arrange(now, |conn, _| {
            let sql = "INSERT INTO smart_feeds (name, query, position)
                 SELECT ?1, ?2, coalesce(max(position), 0) + 1 FROM smart_feeds";
            conn.execute(sql, params![name, query])?;
            Ok((
                SmartFeedId(conn.last_insert_rowid()),
                StepKind::SaveSearch { search: short(name) },
            ))
        })
    }

    pub fn rename_smart_feed(
        &mut self,
        id: SmartFeedId,
        name: &str,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let old_name = short(&smart_name(conn, id)?);
            conn.execute("UPDATE smart_feeds SET name = ?2 WHERE id = ?1", params![id.0, name])?;
            Ok(((), StepKind::Rename { old_name, new_name: short(name) }))
        })
    }

    pub fn change_smart_feed(
        &mut self,
        id: SmartFeedId,
        query: &str,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            conn.execute("UPDATE smart_feeds SET query = ?2 WHERE id = ?1", params![id.0, query])?;
            Ok(((), StepKind::ChangeSearch { search: short(&smart_name(conn, id)?) }))
        })
    }

    /// Moves a saved search by this many places, up if negative. It stops at the ends.
    pub fn move_smart_feed(
        &mut self,
        id: SmartFeedId,
        by: isize,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let mut order: Vec<i64> = conn
                .prepare_cached("SELECT id FROM smart_feeds ORDER BY position, id")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if let Some(at) = order.iter().position(|other| *other == id.0) {
                let moved = order.remove(at);
                order.insert(at.saturating_add_signed(by).min(order.len()), moved);
            }
            let mut place =
                conn.prepare_cached("UPDATE smart_feeds SET position = ?2 WHERE id = ?1")?;
            for (at, id) in (1_i64..).zip(order) {
                place.execute([id, at])?;
            }
            Ok(((), StepKind::MoveSearch { search: short(&smart_name(conn, id)?) }))
        })
    }

    /// Removes a saved search. Its entries stay.
    pub fn remove_smart_feed(
        &mut self,
        id: SmartFeedId,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let search = short(&smart_name(conn, id)?);
            conn.execute("DELETE FROM smart_feeds WHERE id = ?1", [id.0])?;
            Ok(((), StepKind::RemoveSearch { search }))
        })
    }
}

fn smart_name(conn: &Connection, id: SmartFeedId) -> rusqlite::Result<String> {
    let name = conn
        .prepare_cached("SELECT name FROM smart_feeds WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    Ok(name.unwrap_or_default())
}
