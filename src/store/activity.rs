//! The requests of the last day: written many at a time, so that a refresh pays a few flushes for
//! them and not one each.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::open::{Reader, Store};
use super::values::{millis, time};
use crate::model::{Activity, Answer, Cause, FeedId};

/// Most requests that are kept: those of 500 feeds every hour, and less than 4 MB.
pub const ACTIVITY_MAX: usize = 12_000;
/// How long requests are kept.
pub const ACTIVITY_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Notes requests in one transaction, and forgets those that are too old or too many.
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
    /// The requests of the day before `now`, those that were sent last first.
    pub fn activity(&self, now: Timestamp) -> Result<Vec<Activity>, StoreError> {
        let sql = "SELECT begun, took, cause, feed_id, url, is_conditional, redirects, status, error, bytes, content_type
                   FROM activity WHERE begun >= ?1 ORDER BY begun DESC, id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([since(now)], activity)?.collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }
}

fn since(now: Timestamp) -> i64 {
    now.checked_sub(ACTIVITY_LIFETIME).map_or(i64::MIN, millis)
}

fn insert(conn: &Connection, request: &Activity) -> Result<(), StoreError> {
    let (status, error) = match &request.answer {
        Answer::Status(status) => (Some(*status), None),
        Answer::Failed(message) => (None, Some(message)),
    };
    let unreadable = |_| StoreError::Unreadable { what: "redirects" };
    let redirects = if request.redirects.is_empty() {
        None
    } else {
        Some(serde_json::to_string(&request.redirects).map_err(unreadable)?)
    };
    conn.prepare_cached(
        "INSERT INTO activity (begun, took, cause, feed_id, url, is_conditional, redirects, status, error, bytes, content_type)
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

/// Ids go up with the rows, so that the oldest surplus is a stretch of them.
fn forget(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM activity WHERE begun < ?1")?.execute([since(now)])?;
    let most = i64::try_from(ACTIVITY_MAX).unwrap_or(i64::MAX);
    conn.prepare_cached("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?1")?
        .execute([most])?;
    Ok(())
}

/// `None` for a row of a cause that this program does not know.
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
