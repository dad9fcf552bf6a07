//! Sleeping entries of an account: servers know nothing of sleep.

use gleaner::model::{Filter, RemoteMarks};
use gleaner::query::Expr;
use jiff::ToSpan as _;

use super::{Synced, remote};
use crate::store_support::now;

fn sleep(synced: &mut Synced, id: &str) {
    let id = synced.id(id);
    synced.library.store.snooze(&[id], now() + 6.hours(), now()).unwrap();
}

#[test]
fn falling_asleep_is_no_act_for_the_server_and_coming_back_is_one() {
    let mut synced = Synced::new();
    sleep(&mut synced, "a");
    assert!(synced.pending().is_empty());
    assert_eq!(synced.unread(), ["b", "c"]);
    synced.library.store.wake_due(now() + 6.hours()).unwrap();
    assert_eq!(synced.pending(), ["a -read"], "it may have been read elsewhere");
    assert_eq!(synced.unread(), ["a", "b", "c"]);
}

#[test]
fn a_sync_sees_a_sleeping_entry_as_unread_and_does_not_wake_it() {
    let mut synced = Synced::new();
    sleep(&mut synced, "a");
    let a = synced.id("a");
    let known = synced.library.store.reader().known_entries(synced.account).unwrap();
    assert!(!known[&remote("a")].is_read);
    synced.apply(&RemoteMarks { unread: vec![a], ..RemoteMarks::default() });
    assert_eq!(synced.unread(), ["b", "c"]);
    synced.apply(&RemoteMarks { read: vec![a], ..RemoteMarks::default() });
    synced.library.store.wake_due(now() + 6.hours()).unwrap();
    assert_eq!(synced.unread(), ["a", "b", "c"], "it comes back all the same");
}

#[test]
fn undoing_a_snooze_tells_the_server_nothing() {
    let mut synced = Synced::new();
    let a = synced.id("a");
    let step = synced.library.store.snooze(&[a], now() + 6.hours(), now()).unwrap().step.unwrap();
    synced.library.store.undo(step.id, now()).unwrap();
    assert!(synced.pending().is_empty());
    assert_eq!(synced.library.keys(Expr::All, Filter::Unread), ["a", "b", "c"]);
}
