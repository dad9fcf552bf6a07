//! The log of requests of the last day. Requests are written in batches, because each transaction
//! costs a flush to the disk.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row, params};
use url::Url;

use super::error::StoreError;
use super::open::{Reader, Store};
use super::values::{millis, time};
use crate::model::{Activity, Answer, Cause, FeedId, without_secrets};

/// Limit of kept requests: enough for 500 feeds every hour, and less than 4 MB.
pub const ACTIVITY_MAX: usize = 12_000;
/// Requests older than this are deleted.
pub const ACTIVITY_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Writes requests in one transaction, and deletes those that are too old or beyond the limit.
    pub fn record_activity(
        &mut self,
        requests: &[Activity],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let tx = self.begin()?;
        for request in requests {
            insert(&tx, request)?;
        }
        forget(&tx, now)?;
        tx.commit()?;
        Ok(())
    }
}

impl Reader {
    /// The requests of the 24 hours before `now`, the newest first.
    pub fn activity(&self, now: Timestamp) -> Result<Vec<Activity>, StoreError> {
        let sql = "SELECT begun, took, cause, feed_id, url, is_conditional, redirects, status,
             error, bytes, content_type
                   FROM activity WHERE begun >= ?1 ORDER BY begun DESC, id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([since(now)], activity)?.collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }
}

/// Notes that a feed stays that another computer unsubscribed from, once a day.
pub(super) fn record_kept(
    conn: &Connection,
    feed: FeedId,
    url: &Url,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "SELECT 1 FROM activity WHERE cause = ?1 AND feed_id = ?2 AND begun >= ?3";
    let cause = Cause::Folder;
    if conn.prepare_cached(sql)?.exists(params![cause.kind(), feed.0, since(now)])? {
        return Ok(());
    }
    insert(
        conn,
        &Activity {
            cause,
            feed_id: Some(feed),
            url: without_secrets(url),
            begun: now,
            took: Duration::ZERO,
            is_conditional: false,
            redirects: Vec::new(),
            answer: Answer::Kept,
            bytes: 0,
            content_type: None,
        },
    )
}

fn since(now: Timestamp) -> i64 {
    now.checked_sub(ACTIVITY_LIFETIME).map_or(i64::MIN, millis)
}

fn insert(conn: &Connection, request: &Activity) -> Result<(), StoreError> {
    let (status, error) = match &request.answer {
        Answer::Status(status) => (Some(*status), None),
        Answer::Failed(message) => (None, Some(message)),
        Answer::Kept => (None, None),
    };
    let unreadable = |_| StoreError::Unreadable { what: "redirects" };
    let redirects = if request.redirects.is_empty() {
        None
    } else {
        Some(serde_json::to_string(&request.redirects).map_err(unreadable)?)
    };
    conn.prepare_cached(
        "INSERT INTO activity (begun, took, cause, feed_id, url, is_conditional, redirects,
             status, error, bytes, content_type)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        millis(request.begun),
        i64::try_from(request.took.as_millis()).unwrap_or(i64::MAX),
        request.cause.kind(),
        request.feed_id.map(|feed| feed.0),
        request.url,
        request.is_conditional,
        redirects,
        status,
        error,
        i64::try_from(request.bytes).unwrap_or(i64::MAX),
        request.content_type,
    ])?;
    Ok(())
}

/// Ids ascend with time, so that the surplus is one range of ids.
fn forget(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM activity WHERE begun < ?1")?.execute([since(now)])?;
    let most = i64::try_from(ACTIVITY_MAX).unwrap_or(i64::MAX);
    conn.prepare_cached("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?1")?
        .execute([most])?;
    Ok(())
}

/// `None` if a newer program wrote the row, with a cause that this one does not know.
fn activity(row: &Row<'_>) -> rusqlite::Result<Option<Activity>> {
    let Some(cause) = Cause::of(row.get_ref(2)?.as_str().unwrap_or_default()) else {
        return Ok(None);
    };
    let redirects = row
        .get::<_, Option<String>>(6)?
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let answer = match row.get::<_, Option<u16>>(7)? {
        Some(status) => Answer::Status(status),
        None if cause == Cause::Folder => Answer::Kept,
        None => Answer::Failed(row.get::<_, Option<String>>(8)?.unwrap_or_default()),
    };
    Ok(Some(Activity {
        cause,
        feed_id: row.get::<_, Option<i64>>(3)?.map(FeedId),
        url: row.get(4)?,
        begun: time(row.get(0)?),
        took: Duration::from_millis(u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0)),
        is_conditional: row.get(5)?,
        redirects,
        answer,
        bytes: u64::try_from(row.get::<_, i64>(9)?).unwrap_or(0),
        content_type: row.get(10)?,
    }))
}
