//! Syncs of an account at the double, with the quirks of FreshRSS and of Miniflux.

use gleaner::model::{AccountProblem, FeedOptions, ServiceKind, StatusChange};
use gleaner::store::{RefreshCounts, RemoteCounts};

use crate::support::sync_double::client::DoubleClient;
use crate::support::sync_double::faults::Fault;
use crate::support::sync_double::{Double, Quirks};
use crate::sync_support::Desk;

const FRESHRSS: ServiceKind = ServiceKind::FreshRss;

/// Both servers, each with the feeds "sea" (a, b, c, d) and "land" (e) in a folder.
fn servers() -> Vec<DoubleClient> {
    [Quirks::freshrss(), Quirks::miniflux()].map(server).into()
}

fn server(quirks: Quirks) -> DoubleClient {
    let mut double = Double::new(quirks);
    double.state.add_feed("sea", None, &["a", "b", "c", "d"]);
    double.state.add_feed("land", Some("World & news"), &["e"]);
    DoubleClient::new(double)
}

fn equal(desk: &Desk) -> Vec<String> {
    let here = desk.marks();
    assert_eq!(here, desk.server.with(|double| double.state.marks()), "both sides");
    here
}

#[test]
fn a_first_sync_brings_feeds_folders_and_entries() {
    for server in servers() {
        server.with(|double| {
            double.state.item("b").is_read = true;
            double.state.item("b").is_starred = true;
            double.state.item("c").is_starred = true;
            double.state.item("d").is_read = true;
        });
        let mut desk = Desk::synced(FRESHRSS, &server);
        assert_eq!(desk.marks(), ["a", "b read star", "c star", "e"], "read ones stay there");
        assert_eq!(desk.tree().len(), 2);
        desk.sync_to_the_end();
    }
}

#[test]
fn only_what_comes_after_the_first_sync_is_news() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    let feed = desk.feed("sea");
    assert_eq!((desk.news[&feed].new_entries, desk.news[&feed].notable), (4, 0));
    let options = FeedOptions { notifies: true, ..FeedOptions::default() };
    let now = desk.now();
    desk.library.store.set_feed_options(feed, &options, now).unwrap();
    server.with(|double| double.state.add_item(1, "f"));
    desk.sync_well();
    let expected = RefreshCounts { new_entries: 1, updated_entries: 0, notable: 1 };
    assert_eq!(desk.news, RemoteCounts::from([(feed, expected)]));
}

#[test]
fn a_sync_with_nothing_new_is_a_few_requests() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    server.with(|double| double.log.clear());
    desk.sync_well();
    let log = server.with(|double| double.log.clone());
    assert!(log.len() <= 10, "{log:#?}");
    assert_eq!(server.with(|double| double.asked("token")), 0, "nothing is written");
}

#[test]
fn acts_go_both_ways_and_the_users_last_word_wins() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.read(&["a"]);
        desk.star(&["b"]);
        desk.read(&["c"]);
        desk.mark(&["c"], StatusChange::Read(false));
        server.with(|double| {
            double.state.item("b").is_read = true;
            double.state.item("a").is_starred = true;
            double.state.item("c").is_read = true;
            double.state.item("d").is_read = true;
        });
        desk.sync_to_the_end();
        assert_eq!(equal(&desk), ["a read star", "b read star", "c", "d read", "e"]);
        assert!(desk.pending().is_empty());
    }
}

#[test]
fn an_answer_that_does_not_count_changes_nothing() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.star(&["a"]);
        let before = desk.marks();
        for path in ["subscription/list", "stream/items/ids", "edit-tag"] {
            for fault in Fault::ALL {
                server.before_each(move |_, asked| asked.path.ends_with(path).then_some(fault));
                let report = desk.sync();
                assert!(report.problem.is_some(), "{path} {fault:?}");
                assert_eq!(
                    (desk.marks(), desk.pending().len()),
                    (before.clone(), 1),
                    "{path} {fault:?}"
                );
                // The pause that a server asked for ends.
                desk.wait(3600);
            }
        }
        server.all_is_well();
        desk.sync_to_the_end();
        assert_eq!(equal(&desk), ["a star", "b", "c", "d", "e"]);
    }
}

#[test]
fn a_server_that_lost_its_database_takes_nothing_away() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    desk.star(&["a"]);
    server.with(|double| double.state.is_database_lost = true);
    let before = (desk.marks(), desk.tree());
    for _ in 0..3 {
        assert!(desk.sync().problem.is_some());
        desk.wait(100);
    }
    assert_eq!((desk.marks(), desk.tree()), before);
    assert_eq!(desk.pending().len(), 1);
    server.with(|double| double.state.is_database_lost = false);
    desk.sync_to_the_end();
    assert_eq!(equal(&desk), ["a star", "b", "c", "d", "e"]);
}

#[test]
fn a_password_that_dies_in_the_middle_keeps_the_rest_of_the_queue() {
    for quirks in [Quirks::freshrss(), Quirks::miniflux()] {
        let mut double = Double::new(quirks);
        let titles: Vec<String> = (0..600).map(|number| format!("t{number:03}")).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        double.state.add_feed("sea", None, &titles);
        let server = DoubleClient::new(double);
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.read(&titles);
        let mut chunks = 0;
        server.before_each(move |double, asked| {
            if asked.path.ends_with("edit-tag") {
                chunks += 1;
                if chunks == 2 {
                    double.state.password = "api-secret-9".into();
                }
            }
            None
        });
        let report = desk.sync();
        assert!(matches!(report.problem, Some(AccountProblem::ApiPassword { .. })));
        assert_eq!(desk.pending().len(), 350, "the first chunk is done");
        server.all_is_well();
        desk.password = "api-secret-9".to_owned();
        desk.sync_to_the_end();
        assert!(equal(&desk).iter().all(|words| words.ends_with(" read")));
    }
}

#[test]
fn a_token_that_is_stale_is_renewed_without_a_question() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.read(&["a"]);
        let mut is_stale = false;
        server.before_each(move |double, asked| {
            if asked.path.ends_with("edit-tag") && !std::mem::replace(&mut is_stale, true) {
                double.state.token += 1;
            }
            None
        });
        desk.sync_well();
        assert_eq!(equal(&desk)[0], "a read");
        assert_eq!(server.with(|double| double.asked("ClientLogin")), 2, "one for each sync");
    }
}

#[test]
fn a_user_who_is_switched_off_is_not_signed_in_for_ever() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    server.with(|double| {
        double.state.is_user_off = true;
        double.log.clear();
    });
    assert!(matches!(desk.sync().problem, Some(AccountProblem::SignIn { .. })));
    assert!(server.with(|double| double.log.len()) <= 4);
    server.with(|double| double.state.is_api_off = true);
    assert!(matches!(desk.sync().problem, Some(AccountProblem::ApiOff { .. })));
}

#[test]
fn marking_between_pages_loses_nothing() {
    for quirks in [Quirks::freshrss(), Quirks::miniflux()] {
        let mut double = Double::new(Quirks { page_max: 20, ..quirks });
        let titles: Vec<String> = (0..79).map(|number| format!("t{number:02}")).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        double.state.add_feed("sea", None, &titles);
        let server = DoubleClient::new(double);
        let mut desk = Desk::synced(FRESHRSS, &server);
        // While the second page is asked for, another device reads ten of the first.
        let mut is_done = false;
        server.before_each(move |double, asked| {
            if asked.first("c").is_some() && !std::mem::replace(&mut is_done, true) {
                let newest: Vec<i64> = double.state.items.keys().rev().take(20).copied().collect();
                for id in newest.iter().rev().take(10) {
                    double.state.items.get_mut(id).unwrap().is_read = true;
                }
            }
            None
        });
        desk.sync_well();
        server.all_is_well();
        let read = equal(&desk).iter().filter(|words| words.ends_with(" read")).count();
        assert_eq!(read, 10);
    }
}

#[test]
fn a_list_that_never_holds_still_marks_nothing_by_absence() {
    let mut double = Double::new(Quirks { page_max: 2, ..Quirks::miniflux() });
    double.state.add_feed("sea", None, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
    let server = DoubleClient::new(double);
    let mut desk = Desk::synced(FRESHRSS, &server);
    let before = desk.marks();
    server.before_each(|double, asked| {
        if asked.first("c").is_some() {
            let oldest = double.state.items.values_mut().rev().find(|item| !item.is_read);
            if let Some(item) = oldest {
                item.is_read = true;
            }
        }
        None
    });
    desk.sync_well();
    assert_eq!(desk.marks(), before);
    server.all_is_well();
    desk.sync_to_the_end();
    equal(&desk);
}

#[test]
fn a_feed_that_is_gone_at_the_server_stays_here_with_its_entries() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.star(&["a"]);
        desk.read(&["b"]);
        server.with(|double| double.state.remove_feed(1));
        for _ in 0..4 {
            desk.sync();
            desk.wait(100);
        }
        let marks = desk.marks();
        assert!(marks.contains(&"a star".to_owned()) && marks.contains(&"b read".to_owned()));
        assert_eq!(desk.pending().len(), 0, "nothing is retried for ever");
        assert_eq!(desk.tree().len(), 2);
    }
}

#[test]
fn an_entry_that_vanished_keeps_its_star_here_and_blocks_nobody() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        desk.star(&["a", "b"]);
        server.with(|double| double.state.items.retain(|_, item| item.title != "a"));
        let report = desk.sync();
        assert_eq!((report.sent, report.parked), (1, 1));
        assert!(desk.pending().is_empty());
        desk.sync_to_the_end();
        assert_eq!(desk.marks(), ["a star", "b star", "c", "d", "e"]);
    }
}

#[test]
fn a_pause_is_kept_also_after_a_restart() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    desk.read(&["a"]);
    server.before_each(|_, asked| asked.path.ends_with("ids").then_some(Fault::TooManyRequests));
    let report = desk.sync();
    assert_eq!(
        report.paused_until.map(|until| until.duration_since(desk.now()).as_secs()),
        Some(600)
    );
    server.all_is_well();
    server.with(|double| double.log.clear());
    desk.wait(599);
    desk.sync();
    assert_eq!(server.with(|double| double.log.len()), 0);
    desk.wait(1);
    desk.sync_to_the_end();
    assert_eq!(equal(&desk)[0], "a read");
}

#[test]
fn a_cancelled_sync_goes_on_where_it_was() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::new(FRESHRSS, &server);
    desk.cancel.cancel();
    assert!(desk.sync().is_cancelled);
    desk.cancel = gleaner::refresh::CancelToken::new();
    desk.sync_to_the_end();
    assert_eq!(equal(&desk).len(), 5);
}

#[test]
fn nothing_is_ever_sent_to_another_place() {
    let server = server(Quirks::freshrss());
    let mut desk = Desk::synced(FRESHRSS, &server);
    desk.read(&["a"]);
    for path in ["ClientLogin", "list", "ids", "token", "edit-tag"] {
        server.before_each(move |_, asked| asked.path.ends_with(path).then_some(Fault::Redirect));
        desk.sync();
    }
    assert_eq!(server.foreign(), 0);
}

#[test]
fn fever_syncs_marks_both_ways_and_its_subscriptions_are_fixed() {
    for quirks in [Quirks::freshrss(), Quirks::miniflux()] {
        let server = server(quirks);
        let fever = DoubleClient::at(&server, "https://rss.test/api/fever/");
        let mut desk = Desk::synced(ServiceKind::Fever, &fever);
        assert_eq!(equal(&desk), ["a", "b", "c", "d", "e"]);
        desk.read(&["a", "b"]);
        desk.star(&["a"]);
        desk.mark(&["c"], StatusChange::Starred(true));
        server.with(|double| {
            double.state.item("d").is_read = true;
            double.state.item("e").is_starred = true;
        });
        desk.sync_to_the_end();
        assert_eq!(equal(&desk), ["a read star", "b read", "c star", "d read", "e star"]);
        server.with(|double| double.state.password = "api-secret-9".into());
        assert!(matches!(desk.sync().problem, Some(AccountProblem::ApiPassword { .. })));
    }
}
