//! Entries that sleep and come back, feeds with a limit of unread entries, times of reading: in a
//! real library.

use gleaner::library::Change;
use gleaner::model::{
    EntryId, FeedOptions, Filter, Order, Retention, Snooze, StatusChange, StepKind, StepOrigin,
};
use gleaner::query::{Expr, Query, parse};
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, entry, entry_aged, now, utc};

const READ: StatusChange = StatusChange::Read(true);
const UNREAD: StatusChange = StatusChange::Read(false);

fn later() -> Timestamp {
    now() + 6.hours()
}

fn snooze(library: &mut Library, ids: &[EntryId]) -> gleaner::store::StatusOutcome {
    library.store.snooze(ids, later(), now()).unwrap()
}

fn found(library: &Library, query: &str) -> Vec<String> {
    library.keys(parse(query).unwrap(), Filter::All)
}

fn is_asleep(library: &Library, id: EntryId) -> bool {
    matches!(library.store.reader().snooze_of(id).unwrap(), Some(Snooze::Asleep(_)))
}

#[test]
fn a_sleeping_entry_is_out_of_sight_and_is_not_counted() {
    let mut library = Library::new();
    let feed = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    let done = snooze(&mut library, &[a]);
    assert_eq!(done.changed.read.get(a), Some(true));
    assert_eq!((library.unread(), library.store.reader().counts(now()).unwrap().asleep), (1, 1));
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["b"]);
    assert_eq!(library.keys(Expr::All, Filter::All), ["b"]);
    assert_eq!(library.keys(Expr::TODAY, Filter::All), ["b"]);
    assert_eq!(library.keys(Expr::feed(feed), Filter::All), ["a", "b"], "its feed still has it");
    assert_eq!(found(&library, "is:snoozed"), ["a"]);
    assert_eq!(found(&library, "title:title -is:snoozed"), ["b"]);
    assert!(is_asleep(&library, a));
}

#[test]
fn it_comes_back_as_unread_at_its_time_and_in_its_place() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    library
        .refresh(feed, vec![entry_aged("new", 1), entry_aged("old", 9), entry_aged("older", 20)]);
    let old = library.id("old");
    snooze(&mut library, &[old]);
    assert!(library.store.wake_due(later() - 1.second()).unwrap().is_empty(), "not yet");
    assert_eq!(library.store.reader().next_wake().unwrap(), Some(later()));
    let woken = library.store.wake_due(later()).unwrap();
    assert_eq!(woken.read.get(old), Some(false));
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["new", "old", "older"]);
    assert_eq!(library.unread(), 3);
    assert_eq!(library.store.reader().next_wake().unwrap(), None);
    let back = library.store.reader().rows(&[old]).unwrap()[0].snooze;
    assert_eq!(back, Some(Snooze::Back(later())));
    library.store.change_statuses(&[old], READ, later()).unwrap();
    assert_eq!(library.store.reader().rows(&[old]).unwrap()[0].snooze, None, "once it is read");
}

#[test]
fn entries_whose_time_came_while_the_program_was_closed_wake_together() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    for (key, hours) in [("a", 1), ("b", 5), ("c", 50)] {
        let id = library.id(key);
        library.store.snooze(&[id], now() + hours.hours(), now()).unwrap();
    }
    let woken = library.store.wake_due(now() + 24.hours()).unwrap();
    assert_eq!(woken.ids().len(), 2);
    assert_eq!(found(&library, "is:snoozed"), ["c"]);
}

#[test]
fn an_entry_that_was_read_comes_back_as_unread() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let a = library.id("a");
    library.store.mark_opened(a, now()).unwrap();
    snooze(&mut library, &[a]);
    library.store.wake_due(later()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["a"]);
}

#[test]
fn snoozing_is_undone_and_done_again_as_one_step() {
    let mut library = Library::new();
    library.feed_with("news", &["read", "unread"]);
    let (read, unread) = (library.id("read"), library.id("unread"));
    library.store.change_statuses(&[read], READ, now()).unwrap();
    let step = snooze(&mut library, &[read, unread]).step.unwrap();
    assert!(matches!(step.kind, StepKind::Snooze { until, .. } if until == later()));
    assert_eq!(step.changed, 2);
    let undone = library.store.undo(step.id, now()).unwrap();
    assert_eq!(undone.changed.read.get(unread), Some(false));
    assert!(undone.is_list_other);
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["unread"], "each as it was");
    assert_eq!(library.keys(Expr::All, Filter::All), ["read", "unread"]);
    library.store.redo(step.id, now()).unwrap();
    assert_eq!(found(&library, "is:snoozed"), ["read", "unread"]);
    library.store.wake_due(later()).unwrap();
    library.store.undo(step.id, later()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["unread"], "also after they came back");
}

#[test]
fn another_time_replaces_the_first_and_undo_brings_that_back() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let a = library.id("a");
    snooze(&mut library, &[a]);
    let other = library.store.snooze(&[a], now() + 90.hours(), now()).unwrap().step.unwrap();
    assert_eq!(library.store.reader().next_wake().unwrap(), Some(now() + 90.hours()));
    library.store.undo(other.id, now()).unwrap();
    assert_eq!(library.store.reader().next_wake().unwrap(), Some(later()));
    let again = snooze(&mut library, &[a]);
    assert_eq!(again.step, None, "the same time is no change");
}

#[test]
fn to_mark_a_sleeping_entry_as_unread_wakes_it() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let a = library.id("a");
    snooze(&mut library, &[a]);
    library.store.change_statuses(&[a], UNREAD, now()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["a"]);
    assert_eq!(library.store.reader().snooze_of(a).unwrap(), None);
    assert_eq!(library.unread(), 1);
}

#[test]
fn retention_leaves_sleeping_entries_alone() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let ids = [library.id("a"), library.id("b")];
    library.store.change_statuses(&ids, READ, now()).unwrap();
    snooze(&mut library, &ids[..1]);
    let much_later = now() + 2400.hours();
    library.store.apply_retention(Some(Retention::Days(1)), much_later).unwrap();
    assert_eq!(library.store.reader().rows(&ids).unwrap().len(), 1);
    assert_eq!(found(&library, "is:snoozed"), ["a"]);
}

#[test]
fn unsubscribing_takes_sleeping_entries_along_and_undo_brings_them_back() {
    let mut library = Library::new();
    let feed = library.feed_with("news", &["a"]);
    let a = library.id("a");
    snooze(&mut library, &[a]);
    let step = library.store.unsubscribe(&[feed], now()).unwrap().step.unwrap();
    assert_eq!(library.store.reader().counts(now()).unwrap().asleep, 0);
    assert!(found(&library, "is:snoozed").is_empty());
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(found(&library, "is:snoozed"), ["a"]);
}

#[test]
fn an_entry_that_is_gone_does_not_sleep() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let done = snooze(&mut library, &[EntryId(77)]);
    assert_eq!((done.step, done.changed.ids().len()), (None, 0));
}

#[test]
fn times_of_reading_and_starring_are_known_from_now_on() {
    let mut library = Library::new();
    library.feed_with("news", &["opened", "marked", "swept", "rest"]);
    let id = |key: &str| library.id(key);
    let (opened, marked, swept, rest) = (id("opened"), id("marked"), id("swept"), id("rest"));
    let long_ago = now() - 240.hours();
    library.store.mark_opened(opened, now()).unwrap();
    library.store.change_statuses(&[marked], READ, long_ago).unwrap();
    library.store.change_statuses(&[swept, rest], READ, now()).unwrap();
    library.store.change_statuses(&[marked, rest], StatusChange::Starred(true), now()).unwrap();
    library.store.change_statuses(&[rest], StatusChange::Starred(false), now()).unwrap();
    assert_eq!(found(&library, "read:7d"), ["opened"], "a list that was swept was not read");
    assert_eq!(found(&library, "read:2w"), ["opened", "marked"]);
    assert_eq!(found(&library, "starred:1w"), ["marked"], "the star of the other one is gone");
}

#[test]
fn entries_are_found_by_their_length() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    let long = |key: &str, words| gleaner::model::FreshEntry { words, ..entry(key) };
    library.refresh(feed, vec![long("note", 20), long("post", 900), long("essay", 4000)]);
    assert_eq!(found(&library, "words:>2000"), ["essay"]);
    assert_eq!(found(&library, "words:<900"), ["note"]);
    assert_eq!(found(&library, "minutes:<5"), ["note", "post"]);
    assert_eq!(found(&library, "minutes:>3 -words:>2000"), ["post"]);
    assert_eq!(library.keys(parse("words:>10 feed:#1").unwrap(), Filter::Unread).len(), 3);
}

#[test]
fn only_the_newest_entries_of_a_feed_with_a_limit_are_unread() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    library.refresh(feed, vec![entry_aged("c", 3), entry_aged("d", 4), entry_aged("e", 5)]);
    let options = FeedOptions { unread_limit: Some(2), ..FeedOptions::default() };
    let change = Change::SetFeedOptions(feed, options);
    change.apply(&mut library.store, now()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["c", "d"]);
    library.refresh(feed, vec![entry_aged("b", 2), entry_aged("c", 3)]);
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["b", "c"]);
    assert_eq!(library.keys(Expr::All, Filter::All).len(), 4, "none is lost");
    let steps = library.store.reader().steps(9).unwrap();
    let limited =
        |step: &&gleaner::model::StepRecord| matches!(step.step.kind, StepKind::LimitUnread { .. });
    let step = steps.iter().find(limited).unwrap();
    assert_eq!(step.origin, StepOrigin::Program);
    library.store.undo(step.step.id, now()).unwrap();
    assert!(library.unread() > 2, "the history makes them unread again");
}

#[test]
fn a_limit_marks_nothing_in_other_feeds() {
    let mut library = Library::new();
    let (one, _) = (library.feed_with("one", &["a", "b"]), library.feed_with("two", &["c", "d"]));
    let options = FeedOptions { unread_limit: Some(1), ..FeedOptions::default() };
    Change::SetFeedOptions(one, options).apply(&mut library.store, now()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread).len(), 3);
}

#[test]
fn a_folder_without_its_number_is_undone() {
    let mut library = Library::new();
    let folder = library.store.create_folder("Sea", None, &[], now()).unwrap().value;
    let hides = |library: &Library| library.store.reader().folders().unwrap()[0].hides_count;
    let change = Change::HideFolderCount(folder, true);
    let step = change.apply(&mut library.store, now()).unwrap().unwrap();
    assert!(hides(&library));
    library.store.undo(step.id, now()).unwrap();
    assert!(!hides(&library));
}

#[test]
fn lists_are_ordered_by_length_and_by_when_they_were_read() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    let long =
        |key: &str, words, hours| gleaner::model::FreshEntry { words, ..entry_aged(key, hours) };
    let entries = vec![long("a", 20, 1), long("b", 900, 2), long("c", 20, 3), long("d", 50, 4)];
    library.refresh(feed, entries);
    for (key, hours) in [("d", 5), ("a", 2)] {
        let id = library.id(key);
        library.store.mark_opened(id, now() - hours.hours()).unwrap();
    }
    let keys = |order, expr: &str| {
        let query = Query { order, ..Query::new(parse(expr).unwrap(), utc(now())) };
        library.keys_of(&query)
    };
    assert_eq!(keys(Order::Longest, ""), ["b", "d", "a", "c"], "the newest of equal ones first");
    assert_eq!(keys(Order::Shortest, ""), ["a", "c", "d", "b"]);
    assert_eq!(keys(Order::LastRead, ""), ["a", "d", "b", "c"], "those never read come last");
    assert_eq!(keys(Order::Shortest, "words:<100 is:unread"), ["c"]);
    let query = Query { order: Order::Longest, ..Query::new(Expr::All, utc(now())) };
    assert_eq!(library.store.reader().first(&query, 1).unwrap()[0].rank, 900);
}

#[test]
fn an_old_entry_that_came_back_is_not_beyond_the_limit_of_its_feed() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    library.refresh(feed, vec![entry_aged("b", 2), entry_aged("old", 90)]);
    let old = library.id("old");
    snooze(&mut library, &[old]);
    let options = FeedOptions { unread_limit: Some(1), ..FeedOptions::default() };
    Change::SetFeedOptions(feed, options).apply(&mut library.store, now()).unwrap();
    library.store.wake_due(later()).unwrap();
    library.refresh(feed, vec![entry_aged("a", 1)]);
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["a", "old"]);
}
