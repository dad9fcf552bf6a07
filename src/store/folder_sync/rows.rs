//! Makes feeds, searches and rules here what their registers say.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;
use url::Url;

use super::entries::NewStatuses;
use super::names::name_feed;
use super::project::{
    ACTIONS, FEED, FOLDER, FULL_TEXT, IS_ENABLED, NAME, OPTION, POSITION, QUERY, TITLE, URL, is_web,
};
use super::registers::{exists, fields, local_id, set_local, shared_id};
use super::tree::NAME_CHARS_MAX;
use crate::folder_sync::{Presence, Record, RowId, RowKey, Stamp, Table};
use crate::model::{FeedId, FeedOptions, RuleActions, StepId, tidy_feed_url};
use crate::store::activity::record_kept;
use crate::store::error::StoreError;
use crate::store::names::feed_title;
use crate::store::new_feed::{FORGETS_SERVER, NewFeed, find_by_url, insert_feed};
use crate::store::undo::leaving::GONE;

type Known = BTreeMap<String, (Value, Stamp)>;

/// What changed while rows were set.
#[derive(Debug, Default)]
pub(super) struct RowsOutcome {
    pub(super) new_feeds: Vec<FeedId>,
    /// Feeds that another device unsubscribed from, and that stay because somebody read them
    /// meanwhile.
    pub(super) kept: Vec<String>,
}

fn text<'k>(known: &'k Known, field: &str) -> Option<&'k str> {
    known.get(field).and_then(|(value, _)| value.as_str())
}

fn number(known: &Known, field: &str) -> Option<i64> {
    known.get(field).and_then(|(value, _)| value.as_i64())
}

fn short(text: &str) -> String {
    text.chars().take(NAME_CHARS_MAX).collect()
}

/// Subscribes, changes or unsubscribes one feed.
pub(super) fn set_feed(
    conn: &Connection,
    row: i64,
    (step, now): (StepId, Timestamp),
    statuses: &mut NewStatuses,
    outcome: &mut RowsOutcome,
) -> Result<(), StoreError> {
    let known = fields(conn, row)?;
    let local = live_feed(conn, row)?;
    if !exists(conn, row, &known)? {
        if let Some(id) = local.filter(|id| is_last_present(conn, *id).unwrap_or(false)) {
            let sql = "UPDATE feeds SET removed_by = ?2 WHERE id = ?1 AND removed_by IS NULL";
            conn.prepare_cached(sql)?.execute([id, step.0])?;
        }
        return Ok(());
    }
    let url = text(&known, URL).filter(|url| is_web(url)).and_then(|url| Url::parse(url).ok());
    let Some(url) = url.map(tidy_feed_url) else { return Ok(()) };
    let id = if let Some(id) = local {
        id
    } else {
        let (FeedId(id), is_new) = if let Some((known, _)) = find_by_url(conn, &url)? {
            (known, false)
        } else {
            (insert_feed(conn, &NewFeed::at(url.clone()), now)?.0, true)
        };
        set_local(conn, row, Some(id))?;
        statuses.recall(conn, &name_feed(conn, id)?)?;
        outcome.new_feeds.extend(is_new.then_some(FeedId(id)));
        id
    };
    let shown = conn
        .prepare_cached(
            "UPDATE feeds SET removed_by = NULL WHERE id = ?1 AND removed_by IS NOT NULL",
        )?
        .execute([id])?;
    if known
        .get(Record::IS_PRESENT)
        .is_some_and(|(value, _)| Presence::from_value(value) != Presence::Present)
    {
        outcome.kept.push(feed_title(conn, FeedId(id))?);
        record_kept(conn, FeedId(id), &url, now)?;
    }
    if shown > 0 {
        outcome.new_feeds.push(FeedId(id));
    }
    if shared_id(conn, Table::Feed, id)?.is_some_and(|(first, _)| first == row) {
        set_feed_fields(conn, id, &url, &known)?;
    }
    Ok(())
}

/// The feed here, unless it was deleted.
fn live_feed(conn: &Connection, row: i64) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(
        "SELECT feeds.id FROM folder_rows JOIN feeds ON feeds.id = local_id
             WHERE folder_rows.id = ?1 AND removed_by IS NOT ?2",
    )?
    .query_row([row, GONE], |row| row.get(0))
    .optional()
}

/// Whether no other shared id of the feed is still subscribed to.
fn is_last_present(conn: &Connection, id: i64) -> rusqlite::Result<bool> {
    let rows: Vec<i64> = conn
        .prepare_cached("SELECT id FROM folder_rows WHERE kind = 'feed' AND local_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for row in rows {
        if exists(conn, row, &fields(conn, row)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn set_feed_fields(conn: &Connection, id: i64, url: &Url, known: &Known) -> Result<(), StoreError> {
    // Another feed here may have this address.
    let sql = format!(
        "UPDATE OR IGNORE feeds SET feed_url = ?2, {FORGETS_SERVER} WHERE id = ?1
             AND feed_url <> ?2"
    );
    conn.prepare_cached(&sql)?.execute(params![id, url.as_str()])?;
    if let Some((title, _)) = known.get(TITLE) {
        let title = title.as_str().map(short);
        conn.prepare_cached("UPDATE feeds SET custom_title = ?2 WHERE id = ?1")?
            .execute(params![id, title])?;
    }
    if known.contains_key(FOLDER) {
        let folder = target(conn, known, FOLDER, Table::Folder)?.here();
        conn.prepare_cached("UPDATE feeds SET folder_id = ?2 WHERE id = ?1")?
            .execute(params![id, folder])?;
    }
    if let Some(position) = number(known, POSITION) {
        conn.prepare_cached("UPDATE feeds SET position = ?2 WHERE id = ?1")?
            .execute([id, position])?;
    }
    if let Some((Value::Bool(wants), _)) = known.get(FULL_TEXT) {
        conn.prepare_cached("UPDATE feeds SET wants_full_text = ?2 WHERE id = ?1")?
            .execute(params![id, wants])?;
    }
    set_options(conn, id, known)
}

fn set_options(conn: &Connection, id: i64, known: &Known) -> Result<(), StoreError> {
    let written: String = conn
        .prepare_cached("SELECT options FROM feeds WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let mut options: BTreeMap<String, Value> = serde_json::from_str(&written).unwrap_or_default();
    let before = options.clone();
    for (field, (value, _)) in known {
        let Some(name) = field.strip_prefix(OPTION).filter(|name| *name != super::project::SIGN_IN)
        else {
            continue;
        };
        if value.is_null() {
            options.remove(name);
        } else {
            options.insert(name.to_owned(), value.clone());
        }
    }
    let text = serde_json::to_string(&options)
        .map_err(|_| StoreError::Unreadable { what: "options of a feed" })?;
    // Options that this version cannot read would become the defaults, so they are not taken.
    if options != before && serde_json::from_str::<FeedOptions>(&text).is_ok() {
        conn.prepare_cached("UPDATE feeds SET options = ?2 WHERE id = ?1")?
            .execute(params![id, text])?;
    }
    Ok(())
}

/// The row here that a field refers to.
enum Target {
    Here(i64),
    /// Other devices know it, but it is not here.
    Elsewhere,
    /// The field is null.
    None,
}

impl Target {
    fn here(&self) -> Option<i64> {
        match self {
            Self::Here(id) => Some(*id),
            Self::Elsewhere | Self::None => None,
        }
    }

    fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Elsewhere)
    }
}

fn target(conn: &Connection, known: &Known, field: &str, table: Table) -> rusqlite::Result<Target> {
    Ok(match known.get(field).and_then(|(value, _)| value.as_u64()) {
        None => Target::None,
        Some(id) => {
            local_id(conn, RowKey { table, id: RowId(id) })?.map_or(Target::Elsewhere, Target::Here)
        }
    })
}

/// Saves, changes or removes a search.
pub(super) fn set_search(conn: &Connection, row: i64) -> Result<(), StoreError> {
    let known = fields(conn, row)?;
    let local = live(conn, row, "smart_feeds")?;
    if !exists(conn, row, &known)? {
        return remove(conn, row, local, "smart_feeds");
    }
    let (name, query) = (text(&known, NAME).map(short), text(&known, QUERY));
    let (Some(name), Some(query)) = (name, query) else { return Ok(()) };
    let position = number(&known, POSITION).unwrap_or(0);
    if let Some(id) = local {
        conn.prepare_cached(
            "UPDATE smart_feeds SET name = ?2, query = ?3, position = ?4 WHERE id = ?1",
        )?
        .execute(params![id, name, query, position])?;
    } else {
        conn.prepare_cached("INSERT INTO smart_feeds (name, query, position) VALUES (?1, ?2, ?3)")?
            .execute(params![name, query, position])?;
        set_local(conn, row, Some(conn.last_insert_rowid()))?;
    }
    Ok(())
}

/// Creates, changes or removes a rule. A rule whose feed or folder is not here waits: it must never
/// do more than the user chose.
pub(super) fn set_rule(conn: &Connection, row: i64) -> Result<(), StoreError> {
    let known = fields(conn, row)?;
    let local = live(conn, row, "rules")?;
    if !exists(conn, row, &known)? {
        return remove(conn, row, local, "rules");
    }
    let is_known = [QUERY, ACTIONS, FEED, FOLDER].iter().all(|field| known.contains_key(*field));
    let actions = text(&known, ACTIONS)
        .filter(|actions| serde_json::from_str::<RuleActions>(actions).is_ok());
    let feed = target(conn, &known, FEED, Table::Feed)?;
    let folder = target(conn, &known, FOLDER, Table::Folder)?;
    let waits = !is_known || feed.is_elsewhere() || folder.is_elsewhere();
    let (false, Some(query), Some(actions)) = (waits, text(&known, QUERY), actions) else {
        return Ok(());
    };
    let (feed, folder) = (feed.here(), folder.here());
    let is_enabled = known.get(IS_ENABLED).is_none_or(|(value, _)| *value != Value::Bool(false));
    let position = number(&known, POSITION).unwrap_or(0);
    let operands = params![query, feed, folder, actions, is_enabled, position, local];
    if local.is_some() {
        conn.prepare_cached(
            "UPDATE rules SET query = ?1, feed_id = ?2, folder_id = ?3, actions = ?4,
                 is_enabled = ?5, position = ?6 WHERE id = ?7",
        )?
        .execute(operands)?;
    } else {
        conn.prepare_cached(
            "INSERT INTO rules (query, feed_id, folder_id, actions, is_enabled, position)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?7 IS NULL",
        )?
        .execute(operands)?;
        set_local(conn, row, Some(conn.last_insert_rowid()))?;
    }
    Ok(())
}

fn live(conn: &Connection, row: i64, table: &str) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(&format!(
        "SELECT local_id FROM folder_rows WHERE id = ?1 AND local_id IN (SELECT id FROM {table})"
    ))?
    .query_row([row], |row| row.get(0))
    .optional()
}

fn remove(conn: &Connection, row: i64, local: Option<i64>, table: &str) -> Result<(), StoreError> {
    if let Some(id) = local {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
    }
    Ok(set_local(conn, row, None)?)
}

/// Devices that add to one place at the same time use one position twice. Each device then gives
/// the same new positions, as an act of its own.
pub(super) fn settle_positions(conn: &Connection) -> rusqlite::Result<()> {
    for (table, parent, kind) in
        [("feeds", "folder_id", "feed"), ("folders", "parent_id", "folder")]
    {
        let shown = if table == "feeds" { "AND removed_by IS NULL" } else { "" };
        let tied: Vec<Option<i64>> = conn
            .prepare_cached(&format!(
                "SELECT DISTINCT {parent} FROM {table} WHERE account_id IS NULL {shown}
                     GROUP BY {parent}, position HAVING count(*) > 1"
            ))?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for place in tied {
            let siblings: Vec<(i64, i64)> = conn
                .prepare_cached(&format!(
                    "SELECT {table}.id, position FROM {table}
                         LEFT JOIN folder_rows ON kind = ?2 AND local_id = {table}.id
                         WHERE {parent} IS ?1 AND account_id IS NULL {shown}
                         GROUP BY {table}.id ORDER BY position, min(row_id)"
                ))?
                .query_map(params![place, kind], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            let mut set =
                conn.prepare_cached(&format!("UPDATE {table} SET position = ?2 WHERE id = ?1"))?;
            let mut before = i64::MIN;
            for (id, position) in siblings {
                let next = position.max(before.saturating_add(1));
                if next != position {
                    set.execute([id, next])?;
                }
                before = next;
            }
        }
    }
    Ok(())
}
