//! Rows of the small tables as all devices see them: fields with values that hold everywhere.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::{Value, json};

use super::names::name_feed;
use super::registers::{kind_of, row_of, set_local, shared_id};
use crate::folder_sync::{RowId, RowKey, Table};

pub(super) const URL: &str = "url";
pub(super) const TITLE: &str = "title";
pub(super) const FOLDER: &str = "folder";
pub(super) const POSITION: &str = "position";
pub(super) const FULL_TEXT: &str = "full_text";
pub(super) const OPTION: &str = "options.";
pub(super) const NAME: &str = "name";
pub(super) const PARENT: &str = "parent";
pub(super) const QUERY: &str = "query";
pub(super) const FEED: &str = "feed";
pub(super) const ACTIONS: &str = "actions";
pub(super) const IS_ENABLED: &str = "is_enabled";
/// The sign-in of a feed names a secret of this machine, so it stays here.
pub(super) const SIGN_IN: &str = "sign_in";

pub(super) type Fields = BTreeMap<String, Value>;

/// What a row here is for others.
#[derive(Debug, PartialEq)]
pub(super) enum Projection {
    Present(Fields),
    Removed,
    /// It belongs to an account, or is no feed of the web.
    Private,
}

pub(super) fn project(conn: &Connection, table: Table, id: i64) -> rusqlite::Result<Projection> {
    let found = match table {
        Table::Feed => feed(conn, id)?,
        Table::Folder => folder(conn, id)?,
        Table::Search => search(conn, id)?,
        Table::Rule => rule(conn, id)?,
    };
    Ok(found.unwrap_or(Projection::Removed))
}

/// Only feeds of the web travel: a file of one machine is none of another.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn feed(conn: &Connection, id: i64) -> rusqlite::Result<Option<Projection>> {
    let sql = "SELECT feed_url, custom_title, folder_id, position, wants_full_text, options,
                   removed_by IS NOT NULL, account_id IS NOT NULL FROM feeds WHERE id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([id], |row| {
        let (url, options): (String, String) = (row.get(0)?, row.get(5)?);
        let (is_removed, is_remote): (bool, bool) = (row.get(6)?, row.get(7)?);
        if is_removed {
            return Ok((Projection::Removed, None));
        }
        if is_remote || !is_web(&url) {
            return Ok((Projection::Private, None));
        }
        let mut fields = Fields::from([
            (URL.to_owned(), json!(url)),
            (TITLE.to_owned(), json!(row.get::<_, Option<String>>(1)?)),
            (POSITION.to_owned(), json!(row.get::<_, i64>(3)?)),
            (FULL_TEXT.to_owned(), json!(row.get::<_, bool>(4)?)),
        ]);
        let options: Fields = serde_json::from_str(&options).unwrap_or_default();
        let kept = options.into_iter().filter(|(name, _)| name != SIGN_IN);
        fields.extend(kept.map(|(name, value)| (format!("{OPTION}{name}"), value)));
        Ok((Projection::Present(fields), row.get::<_, Option<i64>>(2)?))
    });
    let Some((mut projection, folder_id)) = found.optional()? else { return Ok(None) };
    if let Projection::Present(fields) = &mut projection {
        fields.insert(FOLDER.to_owned(), reference(conn, Table::Folder, folder_id)?);
    }
    Ok(Some(projection))
}

fn folder(conn: &Connection, id: i64) -> rusqlite::Result<Option<Projection>> {
    let sql = "SELECT name, position, parent_id, account_id IS NOT NULL FROM folders
                   WHERE id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([id], |row| {
        let fields = Fields::from([
            (NAME.to_owned(), json!(row.get::<_, String>(0)?)),
            (POSITION.to_owned(), json!(row.get::<_, i64>(1)?)),
        ]);
        Ok((fields, row.get::<_, Option<i64>>(2)?, row.get::<_, bool>(3)?))
    });
    let Some((mut fields, parent, is_remote)) = found.optional()? else { return Ok(None) };
    if is_remote {
        return Ok(Some(Projection::Private));
    }
    fields.insert(PARENT.to_owned(), reference(conn, Table::Folder, parent)?);
    Ok(Some(Projection::Present(fields)))
}

fn search(conn: &Connection, id: i64) -> rusqlite::Result<Option<Projection>> {
    let sql = "SELECT name, query, position FROM smart_feeds WHERE id = ?1";
    let fields = |row: &Row<'_>| {
        Ok(Projection::Present(Fields::from([
            (NAME.to_owned(), json!(row.get::<_, String>(0)?)),
            (QUERY.to_owned(), json!(row.get::<_, String>(1)?)),
            (POSITION.to_owned(), json!(row.get::<_, i64>(2)?)),
        ])))
    };
    conn.prepare_cached(sql)?.query_row([id], fields).optional()
}

fn rule(conn: &Connection, id: i64) -> rusqlite::Result<Option<Projection>> {
    let sql = "SELECT query, actions, is_enabled, position, feed_id, folder_id FROM rules
                   WHERE id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([id], |row| {
        let fields = Fields::from([
            (QUERY.to_owned(), json!(row.get::<_, String>(0)?)),
            (ACTIONS.to_owned(), json!(row.get::<_, String>(1)?)),
            (IS_ENABLED.to_owned(), json!(row.get::<_, bool>(2)?)),
            (POSITION.to_owned(), json!(row.get::<_, i64>(3)?)),
        ]);
        Ok((fields, row.get::<_, Option<i64>>(4)?, row.get::<_, Option<i64>>(5)?))
    });
    let Some((mut fields, feed, folder)) = found.optional()? else { return Ok(None) };
    let shared_feed = reference(conn, Table::Feed, feed)?;
    let shared_folder = reference(conn, Table::Folder, folder)?;
    // A rule for a feed or folder of an account stays here: elsewhere it would be for everything.
    if (feed.is_some() && shared_feed.is_null()) || (folder.is_some() && shared_folder.is_null()) {
        return Ok(Some(Projection::Private));
    }
    fields.insert(FEED.to_owned(), shared_feed);
    fields.insert(FOLDER.to_owned(), shared_folder);
    Ok(Some(Projection::Present(fields)))
}

/// The shared id of a row that another row refers to.
fn reference(conn: &Connection, table: Table, id: Option<i64>) -> rusqlite::Result<Value> {
    let Some(id) = id else { return Ok(Value::Null) };
    Ok(shared_id(conn, table, id)?.map_or(Value::Null, |(_, shared)| json!(shared.0)))
}

/// The shared id of a row, which gets one if it has none: a hash of what it is now, so that devices
/// which have the same before they meet agree on it.
pub(super) fn ensure_shared(
    conn: &Connection,
    table: Table,
    id: i64,
    fields: &Fields,
) -> rusqlite::Result<Option<(i64, RowId)>> {
    if let Some(known) = shared_id(conn, table, id)? {
        return Ok(Some(known));
    }
    for salt in 0..1000_u32 {
        let shared = hash(table, fields, salt);
        // Another row here may have been this one before it was renamed. A feed that was deleted
        // leaves its id to the next one with its address.
        let is_taken = conn
            .prepare_cached(
                "SELECT 1 FROM folder_rows WHERE kind = ?1 AND row_id = ?2
                     AND local_id IS NOT NULL AND (kind <> 'feed' OR local_id IN
                         (SELECT id FROM feeds WHERE removed_by IS NULL))",
            )?
            .exists(params![kind_of(table), shared.0.cast_signed()])?;
        if !is_taken {
            let Some(row) = row_of(conn, RowKey { table, id: shared })? else { return Ok(None) };
            set_local(conn, row, Some(id))?;
            if table == Table::Feed {
                name_feed(conn, id)?;
            }
            return Ok(Some((row, shared)));
        }
    }
    Ok(None)
}

fn hash(table: Table, fields: &Fields, salt: u32) -> RowId {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(kind_of(table));
    let identity: &[&str] = match table {
        Table::Feed => &[URL],
        Table::Folder => &[PARENT, NAME],
        Table::Search => &[NAME, QUERY],
        Table::Rule => &[QUERY, FEED, FOLDER, ACTIONS],
    };
    for field in identity {
        let value = fields.get(*field).cloned().unwrap_or_default();
        match value.as_str() {
            // By http and https it is the same feed.
            Some(text) => {
                let page = text.split_once("://").filter(|_| *field == URL);
                add(page.map_or(text, |(_, rest)| rest));
            }
            None => add(&value.to_string()),
        }
    }
    if salt > 0 {
        add(&salt.to_string());
    }
    let hash = hasher.finalize();
    RowId(hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes)))
}
