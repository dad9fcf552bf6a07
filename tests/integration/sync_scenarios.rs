//! Syncs in which several things go wrong at once: a feed in several folders, clocks that are hours
//! off, an end at any moment, a library that was restored from an old copy.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gleaner::model::{ServiceKind, StatusChange};
use gleaner::refresh::CancelToken;

use crate::support::sync_double::client::DoubleClient;
use crate::support::sync_double::{Double, Quirks};
use crate::sync_support::Desk;

const FRESHRSS: ServiceKind = ServiceKind::FreshRss;
const HOUR: i64 = 3600;

fn server(quirks: Quirks) -> DoubleClient {
    let mut double = Double::new(quirks);
    double.state.add_feed("sea", None, &["a", "b", "c", "d"]);
    double.state.add_feed("land", Some("World"), &["e"]);
    DoubleClient::new(double)
}

fn servers() -> Vec<DoubleClient> {
    [Quirks::freshrss(), Quirks::miniflux()].map(server).into()
}

fn equal(desk: &Desk) -> Vec<String> {
    let here = desk.marks();
    assert_eq!(here, desk.server.with(|double| double.state.marks()), "both sides");
    here
}

/// The folders of the feed "sea" at the server.
fn folders_there(server: &DoubleClient) -> Vec<String> {
    server.with(|double| {
        let feed = &double.state.feeds[&1];
        let mut folders: Vec<String> = feed.folder.iter().cloned().collect();
        folders.extend(feed.more_folders.iter().cloned());
        folders.sort();
        folders
    })
}

#[test]
fn a_feed_in_two_folders_keeps_the_other_when_it_is_moved() {
    let server = server(Quirks { many_folders: true, ..Quirks::default() });
    server.with(|double| {
        let feed = double.state.feeds.get_mut(&1).unwrap();
        feed.folder = Some("B".into());
        feed.more_folders.insert("A".into());
        double.state.folders.extend(["A".into(), "B".into(), "C".into()]);
    });
    let mut desk = Desk::synced(ServiceKind::BazQux, &server);
    assert_eq!(desk.tree(), ["A/sea", "World/land"], "it is shown in the first");
    let feed = desk.feed("sea");
    let now = desk.now();
    let folders = desk.library.store.reader().folders().unwrap();
    let target = folders.iter().find(|folder| folder.name == "C").unwrap().id;
    desk.library.store.move_feeds(&[feed], Some(target), now).unwrap();
    desk.sync_to_the_end();
    assert_eq!(folders_there(&server), ["B", "C"]);
    assert_eq!(desk.tree(), ["C/sea", "World/land"], "it stays where the user put it");
    desk.read(&["a"]);
    desk.sync_to_the_end();
    assert_eq!(equal(&desk), ["a read", "b", "c", "d", "e"]);
}

#[test]
fn clocks_that_are_off_mark_only_what_was_seen() {
    for off in [3 * HOUR, -48 * HOUR] {
        for server in servers() {
            let mut desk = Desk::synced(FRESHRSS, &server);
            desk.wait(off);
            // The server gets two entries that nobody here has seen.
            server.with(|double| {
                double.state.add_item(1, "f");
                double.state.add_item(2, "g");
            });
            desk.read(&["a", "b", "c", "d", "e"]);
            desk.sync_to_the_end();
            let expected = ["a read", "b read", "c read", "d read", "e read", "f", "g"];
            assert_eq!(equal(&desk), expected);
        }
    }
}

#[test]
fn a_clock_that_is_set_back_holds_no_account() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    desk.read(&["a"]);
    server.before_each(|_, asked| {
        let fault = crate::support::sync_double::faults::Fault::TooManyRequests;
        asked.path.ends_with("ids").then_some(fault)
    });
    assert!(desk.sync().paused_until.is_some());
    server.all_is_well();
    desk.wait(-48 * HOUR);
    desk.sync_to_the_end();
    assert_eq!(equal(&desk)[0], "a read");
}

#[test]
fn a_text_that_was_edited_comes_within_a_day_and_stays_read() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.read(&["a"]);
        desk.sync_to_the_end();
        server.with(|double| double.state.item("a").addition = " and more".to_owned());
        desk.wait(23 * HOUR);
        desk.sync_to_the_end();
        assert_eq!(desk.text("a"), "<p>About a</p>", "it is not looked for all the time");
        desk.wait(HOUR);
        let report = desk.sync_well();
        assert_eq!(report.new_entries, 0, "it is not new");
        assert_eq!(desk.text("a"), "<p>About a and more</p>");
        desk.sync_to_the_end();
        assert_eq!(equal(&desk)[0], "a read");
    }
}

/// Ends a sync at its request of this number. Returns false if it had fewer.
fn end_at(desk: &mut Desk, number: usize) -> bool {
    let asked = Arc::new(AtomicUsize::new(0));
    desk.cancel = CancelToken::new();
    let (counter, cancel) = (Arc::clone(&asked), desk.cancel.clone());
    // The server acts on the request, and nobody is there to hear its answer.
    desk.server.before_each(move |_, _| {
        if counter.fetch_add(1, Ordering::SeqCst) == number {
            cancel.cancel();
        }
        None
    });
    desk.sync();
    desk.server.all_is_well();
    desk.cancel = CancelToken::new();
    asked.load(Ordering::SeqCst) > number
}

#[test]
fn a_sync_that_ends_at_any_request_loses_and_invents_nothing() {
    for quirks in [Quirks::freshrss(), Quirks { page_max: 2, ..Quirks::miniflux() }] {
        for number in 0.. {
            let server = server(quirks.clone());
            let mut desk = Desk::synced(FRESHRSS, &server);
            desk.read(&["a", "b"]);
            desk.star(&["c"]);
            desk.mark(&["b"], StatusChange::Read(false));
            server.with(|double| {
                double.state.item("d").is_read = true;
                double.state.item("e").is_starred = true;
                double.state.add_item(2, "f");
            });
            let was_ended = end_at(&mut desk, number);
            desk.sync_to_the_end();
            let expected = ["a read", "b", "c star", "d read", "e star", "f"];
            assert_eq!(equal(&desk), expected, "ended at request {number}");
            assert!(desk.pending().is_empty());
            if !was_ended {
                assert!(number > 4, "only {number} requests");
                break;
            }
        }
    }
}

#[test]
fn an_old_copy_of_the_library_brings_no_old_acts_back() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.read(&["a"]);
        desk.star(&["b"]);
        let copy = desk.library.dir.path().join("copy.db");
        desk.library.store.back_up(&copy).unwrap();
        // Three days later both acts have reached the server, and another device undid one.
        desk.sync_to_the_end();
        desk.read(&["c"]);
        desk.sync_to_the_end();
        server.with(|double| double.state.item("b").is_starred = false);
        desk.wait(72 * HOUR);
        desk.sync_to_the_end();
        let (path, aside) = (desk.library.path(), desk.library.dir.path().join("aside.db"));
        let empty = gleaner::store::Store::open(&desk.library.dir.path().join("other.db")).unwrap();
        drop(std::mem::replace(&mut desk.library.store, empty));
        desk.library.store = gleaner::store::restore(&path, &copy, &aside).unwrap();
        desk.sync_to_the_end();
        // The star was an act of the copy, and the server is as it was before that act.
        assert_eq!(equal(&desk), ["a read", "b star", "c read", "d", "e"]);
    }
}
