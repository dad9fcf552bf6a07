//! Unsubscribed feeds whose step can no longer be undone are deleted bit by bit, and nothing else
//! with them.

use gleaner::model::{FeedId, Filter, Retention, StatusChange, StepId};
use gleaner::query::Expr;
use gleaner::store::{Store, UNDO_LIFETIME_DAYS, UndoOutcome};
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, entry, new_feed, now};
use crate::worker_support::{Office, no_network};

const SLICE: u32 = 3;

fn days_later(days: i64) -> Timestamp {
    now() + (days * 24).hours()
}

/// A library with a feed `kept` of two entries, and one of eight that is to be deleted. Returns the
/// step that unsubscribed it too.
fn with_a_feed_that_goes() -> (Library, StepId) {
    let mut library = Library::new();
    let kept = library.feed_with("kept", &["k1", "k2"]);
    let feed_id = library.feed_with("gone", &["a", "b", "c", "d", "e", "f", "g", "h"]);
    let last = library.id("h");
    library.store.change_statuses(&[last], StatusChange::Read(true), now()).unwrap();
    library.store.apply_retention(Some(Retention::Entries(1)), now()).unwrap().unwrap();
    let step = library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    library.store.rename_feed(kept, Some("Kept"), days_later(UNDO_LIFETIME_DAYS + 1)).unwrap();
    (library, step.id)
}

fn rows(library: &Library, table: &str) -> i64 {
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

fn feed_ids(library: &Library) -> Vec<FeedId> {
    library.store.reader().feeds().unwrap().iter().map(|feed| feed.id).collect()
}

/// Deletes until nothing is left. Returns the number of slices.
fn purge(store: &mut Store) -> u32 {
    let mut slices = 0;
    while store.purge(SLICE).unwrap() {
        slices += 1;
    }
    slices
}

#[test]
fn a_feed_that_is_gone_for_good_is_deleted_in_slices() {
    let (mut library, step) = with_a_feed_that_goes();
    assert_eq!(
        (rows(&library, "entries"), rows(&library, "feeds")),
        (9, 2),
        "the act did not wait for it"
    );
    assert_eq!(
        library.store.undo(step, days_later(UNDO_LIFETIME_DAYS + 1)).unwrap(),
        UndoOutcome::default(),
        "its step is forgotten"
    );
    assert!(library.store.purge(SLICE).unwrap());
    assert_eq!(rows(&library, "entries"), 6);
    assert!(purge(&mut library.store) >= 2);
    for (table, left) in [
        ("entries", 2),
        ("texts", 2),
        ("bodies", 2),
        ("feeds", 1),
        ("departed", 0),
        ("dropped", 0),
        ("unindexed", 0),
    ] {
        assert_eq!(rows(&library, table), left, "{table}");
    }
    assert_eq!(library.keys(Expr::All, Filter::All).len(), 2);
}

#[test]
fn the_history_shows_nothing_of_it() {
    let (mut library, _) = with_a_feed_that_goes();
    let titles = |library: &Library| -> Vec<String> {
        library
            .store
            .reader()
            .steps(100)
            .unwrap()
            .into_iter()
            .map(|record| record.step.kind.words())
            .collect()
    };
    assert_eq!(titles(&library), ["Renamed “A feed” to “Kept”"]);
    assert_eq!(library.store.undo(StepId(0), now()).unwrap(), UndoOutcome::default());
    purge(&mut library.store);
    assert_eq!((titles(&library).len(), rows(&library, "undo_steps")), (1, 1));
}

#[test]
fn acts_between_two_slices_work_as_ever() {
    let (mut library, _) = with_a_feed_that_goes();
    library.store.purge(SLICE).unwrap();
    let later = days_later(UNDO_LIFETIME_DAYS + 2);
    let again = library.store.add_feed(&new_feed("gone"), later).unwrap();
    assert!(
        again.is_new && library.list(Expr::feed(again.feed_id), Filter::All).is_empty(),
        "a new beginning"
    );
    library.refresh_at(again.feed_id, ["a", "b"].map(entry).to_vec(), later);
    let k1 = library.id("k1");
    let starred = library
        .store
        .change_statuses(&[k1], StatusChange::Starred(true), later)
        .unwrap()
        .step
        .unwrap();
    assert_eq!(library.store.undo(starred.id, later).unwrap().changed.ids().len(), 1);
    assert_eq!(
        library.store.undo(again.step.unwrap().id, later).unwrap().kind.unwrap().words(),
        "Subscribed to “gone.example.org”"
    );
    assert_eq!(feed_ids(&library).len(), 1);
    purge(&mut library.store);
    assert_eq!(
        (rows(&library, "feeds"), rows(&library, "entries")),
        (2, 4),
        "the new one waits as any"
    );
}

#[test]
fn whoever_opens_the_library_next_goes_on_with_it() {
    let (mut library, _) = with_a_feed_that_goes();
    library.store.purge(SLICE).unwrap();
    let mut next = Store::open(&library.path()).unwrap();
    assert!(purge(&mut next) >= 2);
    assert_eq!((rows(&library, "entries"), rows(&library, "feeds")), (2, 1));
}

#[test]
fn a_window_that_starts_goes_on_with_it_by_itself() {
    let (mut library, _) = with_a_feed_that_goes();
    library.store.purge(SLICE).unwrap();
    let mut office = Office::on(library, no_network());
    assert_eq!(office.library_view().feeds.len(), 1);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while rows(&office.library, "feeds") > 1 {
        assert!(std::time::Instant::now() < deadline, "waited in vain for the end of the feed");
        std::thread::yield_now();
    }
    assert_eq!(rows(&office.library, "entries"), 2);
    drop(office.workers.take());
}

#[test]
fn compacting_that_forgets_leaves_nothing_of_it() {
    let (mut library, _) = with_a_feed_that_goes();
    library.store.compact(true).unwrap();
    assert_eq!(
        (rows(&library, "feeds"), rows(&library, "entries"), rows(&library, "undo_steps")),
        (1, 2, 0)
    );
}
