//! Statuses of entries that are not in the library: retention removed them, or a repair could read
//! nothing else of them. An entry that comes back gets its status back.

use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use crate::model::{EntryKey, FeedId};

/// Whether retention removed an entry, which must then not come back from its feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Removal {
    None,
    /// There is no row but that of its key: it has no date, or an older version removed it.
    KnownByKey,
    /// There is a second row for its [`likeness`].
    KnownByLikeness,
}

impl Removal {
    /// From the column `is_dropped`.
    fn from_column(value: i64) -> Self {
        match value {
            0 => Self::None,
            2 => Self::KnownByLikeness,
            _ => Self::KnownByKey,
        }
    }

    /// For the column `is_dropped`.
    pub(in crate::store) fn column(self) -> i64 {
        match self {
            Self::None => 0,
            Self::KnownByKey => 1,
            Self::KnownByLikeness => 2,
        }
    }
}

/// Parameters that only counted visits when likenesses were first kept.
const COUNTED: [&str; 14] = [
    "fbclid",
    "gclid",
    "xtor",
    "mc_cid",
    "mc_eid",
    "phpsessid",
    "jsessionid",
    "sessionid",
    "session_id",
    "session",
    "zenid",
    "cfid",
    "cftoken",
    "oscsid",
];

/// Their values that only said that the link came from a feed.
const FROM_FEED: [&str; 6] = ["rss", "rss2", "rss2.0", "feed", "atom", "rssfeed"];

/// The status of an entry that is not in the library.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct PastStatus {
    pub(in crate::store) is_read: bool,
    is_starred: bool,
    pub(in crate::store) removal: Removal,
    position: Option<(u32, f64)>,
}

/// A key for the page, the title and the time of an entry, under which it is found when its guid is
/// another one. `None` without a date or without both of the others.
pub(in crate::store) fn likeness(
    title: &str,
    url: Option<&Url>,
    published: Option<i64>,
) -> Option<EntryKey> {
    let page = url.map(frozen_page_of).unwrap_or_default();
    let secs = published?.div_euclid(1000);
    (!title.is_empty() || !page.is_empty())
        .then(|| EntryKey(format!("likeness:{secs}\n{page}\n{title}")))
}

/// The page of an address as it was when likenesses were first kept. The form never changes: an
/// entry that was removed would come back.
fn frozen_page_of(url: &Url) -> String {
    let Some(host) = url.host_str() else { return url.as_str().to_owned() };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = match url.path().to_ascii_lowercase().find(";jsessionid=") {
        Some(end) => url.path().get(..end).unwrap_or_default(),
        None => url.path(),
    };
    let mut page = format!("{host}{}", path.trim_end_matches('/'));
    let parameters = url.query().unwrap_or_default().split('&');
    let mut mark = '?';
    for parameter in parameters.filter(|parameter| !parameter.is_empty() && !counted(parameter)) {
        page.push(mark);
        page.push_str(parameter);
        mark = '&';
    }
    let fragment = url.fragment().unwrap_or_default();
    if !fragment.is_empty() && !counted(fragment) && !fragment.starts_with("xtor=") {
        page.push('#');
        page.push_str(fragment);
    }
    page
}

/// Whether a parameter only counted visits, in that form.
fn counted(parameter: &str) -> bool {
    let lower = parameter.to_ascii_lowercase();
    let (name, value) = lower.split_once('=').unwrap_or((&lower, ""));
    name.starts_with("utm_")
        || name.starts_with("aspsessionid")
        || COUNTED.contains(&name)
        || FROM_FEED.contains(&value)
}

/// The status that an entry left behind. Most entries have none.
pub(in crate::store) fn find(
    conn: &Connection,
    feed_id: FeedId,
    key_hash: [u8; 16],
) -> rusqlite::Result<Option<PastStatus>> {
    conn.prepare_cached(
        "SELECT is_read, is_starred, is_dropped, block, fraction FROM departed
         WHERE feed_id = ?1 AND key_hash = ?2",
    )?
    .query_row(params![feed_id.0, key_hash], |row| {
        let position = row.get::<_, Option<u32>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
        Ok(PastStatus {
            is_read: row.get(0)?,
            is_starred: row.get(1)?,
            removal: Removal::from_column(row.get(2)?),
            position,
        })
    })
    .optional()
}

/// Gives a new entry the status that it left behind.
pub(in crate::store) fn restore(
    conn: &Connection,
    status: &PastStatus,
    feed_id: FeedId,
    key_hash: [u8; 16],
    id: i64,
) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE entries SET is_read = ?2, is_starred = ?3 WHERE id = ?1")?
        .execute(params![id, status.is_read, status.is_starred])?;
    if let Some((block, fraction)) = status.position {
        conn.prepare_cached(
            "REPLACE INTO positions (entry_id, block, fraction) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![id, block, fraction])?;
    }
    conn.prepare_cached("DELETE FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?
        .execute(params![feed_id.0, key_hash])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_a_likeness_never_changes() {
        let likeness = |address: &str| {
            likeness("One", Some(&Url::parse(address).unwrap()), Some(7_900)).unwrap().0
        };
        for (address, page) in [
            ("https://www.a.example/1/?utm_source=x&b=2&PHPSESSID=3#xtor=1", "a.example/1?b=2"),
            ("http://a.example/1/index.html?fbclid=4&spm=5", "a.example/1/index.html?spm=5"),
            ("https://a.example/%c3%a4;JSESSIONID=1?from=rss#part", "a.example/%c3%a4#part"),
        ] {
            assert_eq!(likeness(address), format!("likeness:7\n{page}\nOne"));
        }
    }
}
