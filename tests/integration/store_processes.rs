//! Several handles on one library at the same time, and what a sudden end leaves behind.

use std::process::{Command, Stdio};

use gleaner::model::{Filter, Order, Query, Source, StatusChange};
use gleaner::store::{Reader, Store};

use crate::store_support::{Library, changed, entry, now};

fn all() -> Query {
    Query { source: Source::All, filter: Filter::All, order: Order::Newest, search: String::new() }
}

#[test]
fn a_reader_sees_what_another_handle_saved() {
    let mut library = Library::new();
    let reader = Reader::open(&library.path()).unwrap();
    library.feed_with("news", &["a"]);
    assert_eq!(reader.whole_list(&all()).unwrap().len(), 1);
}

#[test]
fn a_list_stays_whole_while_another_handle_writes() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, (0..100).map(|number| entry(&format!("old {number}"))).collect());
    let reader = Reader::open(&library.path()).unwrap();
    let mut seen = 0;
    reader
        .list(&all(), 10, &|| true, &mut |part, _| {
            library.refresh(feed_id, vec![entry("late")]);
            seen += part.len();
        })
        .unwrap();
    assert_eq!(seen, 100, "the list is the one from when it was asked for");
    assert_eq!(reader.whole_list(&all()).unwrap().len(), 101);
}

#[test]
fn a_store_notices_changes_of_others_but_not_its_own() {
    let mut library = Library::new();
    let mut other = Store::open(&library.path()).unwrap();
    library.feed_with("news", &["a"]);
    assert!(!library.store.changed_elsewhere().unwrap());
    assert!(other.changed_elsewhere().unwrap());
    assert!(!other.changed_elsewhere().unwrap());
    other.change_statuses(&[library.id("a")], StatusChange::Read(true), now()).unwrap();
    assert!(library.store.changed_elsewhere().unwrap());
}

#[test]
fn writers_take_turns_and_lose_nothing() {
    let library = Library::new();
    let path = library.path();
    let writers: Vec<_> = (0..4)
        .map(|number| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::open(&path).unwrap();
                for round in 0..10 {
                    let name = format!("feed{number}x{round}");
                    let feed_id = store.add_feed(&crate::store_support::new_feed(&name), now()).unwrap().feed_id;
                    store.save_refresh(feed_id, &changed(vec![entry(&name)]), now()).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(library.store.reader().feeds().unwrap().len(), 40);
    assert_eq!(library.unread(), 40);
}

#[test]
fn many_can_open_a_fresh_library_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || Store::open(&path).map(drop))
        })
        .collect();
    for opener in openers {
        opener.join().unwrap().unwrap();
    }
}

/// Runs this very test program again to be killed: it saves feeds one after another until it dies.
#[test]
fn a_process_that_is_killed_leaves_whole_feeds_behind() {
    const VICTIM: &str = "GLEANER_TEST_VICTIM";
    if let Some(path) = std::env::var_os(VICTIM) {
        save_for_ever(path.as_ref());
    }
    let library = Library::new();
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store_processes::a_process_that_is_killed_leaves_whole_feeds_behind"])
        .env(VICTIM, library.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while library.store.reader().feeds().unwrap().len() < 5 {
        assert!(victim.try_wait().unwrap().is_none(), "the victim ended by itself");
        std::thread::yield_now();
    }
    victim.kill().unwrap();
    victim.wait().unwrap();

    for feed in library.store.reader().feeds().unwrap() {
        let entries = library.list(Source::Feed(feed.id), Filter::All).len();
        assert!(entries == 0 || entries == 50, "{entries} of 50 entries");
        assert_eq!(entries == 50, feed.health.last_success.is_some(), "entries and health are saved together");
    }
}

fn save_for_ever(path: &std::path::Path) -> ! {
    let mut store = Store::open(path).unwrap();
    for number in 0_u64.. {
        let feed_id = store.add_feed(&crate::store_support::new_feed(&format!("feed{number}")), now()).unwrap().feed_id;
        store.save_refresh(feed_id, &changed((0..50).map(|key| entry(&format!("{key}"))).collect()), now()).unwrap();
    }
    unreachable!("numbers do not end")
}
