//! The content of the library after a kill, as the next start would read it, and the rules that
//! always hold for it.

use std::collections::BTreeMap;
use std::path::Path;

use gleaner::model::WELCOME_FEED_URL;
use gleaner::query::{Expr, Query};
use gleaner::store::Store;
use jiff::Zoned;

use super::{FRESH, STABLE, account};

/// The status of an entry, and its feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub feed_url: String,
    pub is_read: bool,
    pub is_starred: bool,
}

#[derive(Debug)]
pub struct Seen {
    /// The stored revision of each feed; 0 if there is none.
    pub feeds: BTreeMap<String, u32>,
    pub entries: BTreeMap<i64, Status>,
}

impl Seen {
    pub fn read(path: &Path) -> Self {
        let store = Store::open(path).unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "the library is sound");
        account::check(&store);
        let mut seen = Self { feeds: BTreeMap::new(), entries: BTreeMap::new() };
        for feed in store.reader().feeds().unwrap() {
            let feed_url = feed.feed_url.to_string();
            if feed_url == WELCOME_FEED_URL {
                continue;
            }
            let query = Query::new(Expr::feed(feed.id), Zoned::now());
            let listed = store.reader().whole_list(&query).unwrap();
            let ids: Vec<_> = listed.iter().map(|entry| entry.id).collect();
            let rows = store.reader().rows(&ids).unwrap();
            assert_eq!(rows.len(), ids.len(), "every entry has its texts");
            let revision = if feed.account_id.is_some() {
                0
            } else {
                whole_revision(rows.iter().map(|row| (row.title.as_str(), row.excerpt.as_str())))
            };
            assert_eq!(
                revision > 0,
                feed.health.last_success.is_some(),
                "entries and health are saved together: {feed_url}"
            );
            for entry in listed {
                let status = Status {
                    feed_url: feed_url.clone(),
                    is_read: entry.is_read,
                    is_starred: entry.is_starred,
                };
                seen.entries.insert(entry.id.0, status);
            }
            seen.feeds.insert(feed_url, revision);
        }
        seen
    }
}

/// The single revision of all entries of a feed. Several revisions would mean a half-done refresh.
fn whole_revision<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> u32 {
    let (mut stable, mut fresh) = (Vec::new(), BTreeMap::<u32, usize>::new());
    for (title, excerpt) in rows {
        if title.starts_with("stable") {
            stable.push(excerpt.strip_prefix("revision ").unwrap().parse::<u32>().unwrap());
        } else {
            *fresh.entry(title.split(' ').nth(1).unwrap().parse().unwrap()).or_default() += 1;
        }
    }
    let revision = stable.first().copied().unwrap_or(0);
    assert!(stable.iter().all(|other| *other == revision), "revisions are mixed: {stable:?}");
    assert!(
        stable.len() == STABLE || (stable.is_empty() && fresh.is_empty()),
        "{} of {STABLE} entries",
        stable.len()
    );
    assert!(fresh.values().all(|count| *count == FRESH), "a revision came by half: {fresh:?}");
    assert_eq!(
        fresh.last_key_value().map_or(0, |(newest, _)| *newest),
        revision,
        "new and changed entries are of one revision"
    );
    revision
}
