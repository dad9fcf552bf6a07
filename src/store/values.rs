//! Converts times, addresses and numbers between Rust and the database.

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, Row};
use url::Url;

use crate::model::StoryLevel;

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

/// The address of a feed. An unreadable one becomes an address that is never fetched, because it
/// must not keep the other feeds from being shown.
pub(super) fn feed_url(id: i64, text: &str) -> rusqlite::Result<Url> {
    Url::parse(text).or_else(|err| {
        log::warn!("the address of feed {id} can't be read: {err}");
        let refused = |err| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(err));
        Url::parse(&format!("gleaner:unreadable/{id}")).map_err(refused)
    })
}

/// The result of a query for one number, without parameters.
pub(super) fn count(conn: &Connection, sql: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// The name of a level in the database.
pub(super) fn level_name(level: StoryLevel) -> &'static str {
    match level {
        StoryLevel::Off => "off",
        StoryLevel::Text => "text",
        StoryLevel::Story => "story",
    }
}

/// The level of a name in the database; `None` if it has another meaning in a later version.
pub(super) fn level_of(name: &str) -> Option<StoryLevel> {
    StoryLevel::ALL.into_iter().find(|level| level_name(*level) == name)
}
