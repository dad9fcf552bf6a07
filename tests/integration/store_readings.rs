//! Reading statistics in the library: which entries count, and for how long.

use gleaner::model::{FeedId, ReadingStatistics, StatusChange};
use gleaner::store::READINGS_LIFETIME_DAYS;
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, now, utc};

fn statistics(library: &Library, now: Timestamp) -> ReadingStatistics {
    library.store.reader().reading_statistics(&utc(now)).unwrap()
}

fn total(statistics: &ReadingStatistics) -> u32 {
    statistics.months.iter().map(|(_, entries)| entries).sum()
}

#[test]
fn entries_count_when_they_are_opened_and_not_when_they_are_marked() {
    let mut library = Library::new();
    let news = library.feed_with("news", &["a", "b", "c"]);
    let other = library.feed_with("other", &["d"]);
    let empty = library.subscribe("empty");
    let [a, b, c] = ["a", "b", "c"].map(|key| library.id(key));
    library.store.mark_opened(a, now()).unwrap();
    library.store.mark_opened(b, now() + 1.hour()).unwrap();
    library.store.mark_opened(b, now() + 2.hours()).unwrap();
    library.store.change_statuses(&[c], StatusChange::Read(true), now()).unwrap();
    let found = statistics(&library, now() + 3.hours());
    assert_eq!(found.feeds, [(news, 2)]);
    assert_eq!((found.hours[12], found.hours[13], total(&found)), (1, 1, 2));
    assert_eq!(found.unopened, [other], "a feed without entries cannot be read: {empty:?}");
}

#[test]
fn counts_stay_when_their_feed_goes() {
    let mut library = Library::new();
    let news: FeedId = library.feed_with("news", &["a"]);
    let a = library.id("a");
    library.store.mark_opened(a, now()).unwrap();
    library.store.unsubscribe(&[news], now()).unwrap();
    let found = statistics(&library, now());
    assert_eq!((total(&found), found.unopened.len()), (1, 0));
}

#[test]
fn old_counts_are_deleted() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let [a, b] = ["a", "b"].map(|key| library.id(key));
    library.store.mark_opened(a, now()).unwrap();
    let hours = (READINGS_LIFETIME_DAYS * 24 + 1).hours();
    library.store.mark_opened(b, now() + hours).unwrap();
    assert_eq!(total(&statistics(&library, now() + hours)), 1);
    assert_eq!(total(&statistics(&library, now())), 0, "the first is gone");
}

#[test]
fn the_entries_of_each_month_are_counted() {
    let mut library = Library::new();
    let news = library.feed_with("news", &["a", "b"]);
    let monthly = |days: i64| {
        let facts = library.store.reader().facts(now() + (days * 24).hours()).unwrap();
        facts[&news].monthly
    };
    assert_eq!(monthly(0)[11], 2);
    assert_eq!((monthly(31)[11], monthly(31)[10]), (0, 2));
    assert_eq!(monthly(400).iter().sum::<u32>(), 0);
}

/// A library from before the counts knows when something was read, but not of which feed.
#[test]
fn a_feed_with_read_entries_is_not_called_unread_while_older_counts_have_no_feed() {
    let mut library = Library::new();
    for name in ["read", "unread"] {
        library.feed_with(name, &[name]);
    }
    let id = library.id("read");
    library.store.change_statuses(&[id], StatusChange::Read(true), now()).unwrap();
    assert_eq!(statistics(&library, now()).unopened.len(), 2, "nothing was opened");
    let quarter = now().as_second().div_euclid(15 * 60);
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute("INSERT INTO readings (quarter, feed_id, entries) VALUES (?1, 0, 1)", [quarter])
        .unwrap();
    assert_eq!(statistics(&library, now()).unopened.len(), 1);
}
