//! Times, addresses and numbers on their way into and out of the database.

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, Row};
use url::Url;

pub(super) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

pub(super) fn optional_millis(time: Option<Timestamp>) -> Option<i64> {
    time.map(millis)
}

pub(super) fn time(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(super) fn time_at(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(time))
}

pub(super) fn url_at(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Url>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|text| Url::parse(&text).ok()))
}

/// The address of a feed. In the place of one that cannot be read, which must not keep the others
/// from being shown, comes one that is never fetched.
pub(super) fn feed_url(id: i64, text: &str) -> rusqlite::Result<Url> {
    Url::parse(text).or_else(|err| {
        log::warn!("the address of feed {id} can't be read: {err}");
        let refused = |err| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(err));
        Url::parse(&format!("gleaner:unreadable/{id}")).map_err(refused)
    })
}

/// The number that a question without parameters answers.
pub(super) fn count(conn: &Connection, sql: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached(sql)?.query_row([], |row| row.get(0))
}
