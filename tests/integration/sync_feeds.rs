//! Changes of subscriptions in an account, with the quirks of FreshRSS and of Miniflux.

use gleaner::model::{AccountProblem, ServiceKind};
use gleaner::store::NewFeed;
use url::Url;

use crate::support::sync_double::client::DoubleClient;
use crate::support::sync_double::{Double, Quirks};
use crate::sync_support::Desk;

const FRESHRSS: ServiceKind = ServiceKind::FreshRss;

/// Both servers, each with "sea" (a) outside of folders, and "e" and "f" in the folder N.
fn servers() -> Vec<DoubleClient> {
    let server = |quirks| {
        let mut double = Double::new(quirks);
        double.state.add_feed("sea", None, &["a"]);
        double.state.add_feed("e", Some("N"), &["e1"]);
        double.state.add_feed("f", Some("N"), &["f1"]);
        double.state.web.insert("https://u.test/feed".into(), vec!["u1".into(), "u2".into()]);
        DoubleClient::new(double)
    };
    [Quirks::freshrss(), Quirks::miniflux()].map(server).into()
}

/// The feeds of the server as `folder/title`.
fn tree_there(server: &DoubleClient) -> Vec<String> {
    server.with(|double| {
        let feeds = double.state.feeds.values();
        let name = |feed: &crate::support::sync_double::state::ServerFeed| {
            format!("{}/{}", feed.folder.as_deref().unwrap_or_default(), feed.title)
        };
        let mut tree: Vec<String> = feeds.map(name).collect();
        tree.sort();
        tree
    })
}

fn equal(desk: &Desk) -> Vec<String> {
    let here = desk.tree();
    assert_eq!(here, tree_there(&desk.server), "both sides");
    here
}

#[test]
fn a_feed_is_subscribed_to_offline_renamed_and_moved() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        let now = desk.now();
        let url = Url::parse("https://u.test/feed").unwrap();
        let store = &mut desk.library.store;
        let feed = store.add_account_feed(desk.account, &NewFeed::at(url), now).unwrap().feed_id;
        store.rename_feed(feed, Some("My U"), now).unwrap();
        let folder = store.reader().folders().unwrap().pop().unwrap().id;
        store.move_feeds(&[feed], Some(folder), now).unwrap();
        // Another device subscribed to the same.
        server.with(|double| {
            double.state.add_feed("u", Some("Other"), &["u1", "u2"]);
        });
        desk.sync_to_the_end();
        assert_eq!(equal(&desk), ["/sea", "N/My U", "N/e", "N/f"]);
        assert!(desk.marks().contains(&"u2".to_owned()));
    }
}

#[test]
fn a_feed_that_the_server_does_not_find_says_so_and_stays() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        let now = desk.now();
        let url = Url::parse("https://nothing.test/feed").unwrap();
        desk.library.store.add_account_feed(desk.account, &NewFeed::at(url), now).unwrap();
        for _ in 0..3 {
            desk.sync();
        }
        let failed = desk.library.store.reader().failed_changes(desk.account).unwrap();
        assert!(failed[0].1.contains("no feed there"), "{failed:?}");
        server.with(|double| double.log.clear());
        desk.sync();
        assert_eq!(server.with(|double| double.asked("quickadd")), 0, "not for ever");
    }
}

#[test]
fn a_folder_is_renamed_while_another_device_takes_its_name() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        let now = desk.now();
        let folder = desk.library.store.reader().folders().unwrap().pop().unwrap().id;
        desk.library.store.rename_folder(folder, "P", now).unwrap();
        server.with(|double| {
            double.state.add_feed("g", Some("P"), &["g1"]);
            let f = double.state.feed_at("https://f.test/feed").unwrap();
            double.state.feeds.get_mut(&f).unwrap().folder = Some("K".into());
            double.state.folders.insert("K".into());
        });
        desk.sync_to_the_end();
        assert_eq!(equal(&desk), ["/sea", "K/f", "P/e", "P/g"]);
        // FreshRSS hides an empty folder, so it is as good as gone.
        let has_folder = |double: &mut Double| {
            double.quirks.keeps_empty_folders && double.state.folders.contains("N")
        };
        assert!(!server.with(has_folder), "it was emptied");
    }
}

#[test]
fn unsubscribing_goes_to_the_server() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        let (feed, now) = (desk.feed("sea"), desk.now());
        desk.library.store.unsubscribe(&[feed], now).unwrap();
        desk.sync_to_the_end();
        assert_eq!(equal(&desk), ["N/e", "N/f"]);
    }
}

#[test]
fn an_empty_list_of_feeds_has_to_be_agreed_to() {
    for server in servers() {
        let mut desk = Desk::synced(FRESHRSS, &server);
        let before = desk.tree();
        server.with(|double| {
            double.state.feeds.clear();
            double.state.items.clear();
        });
        assert_eq!(desk.sync().problem, None, "one list proves nothing");
        desk.wait(100);
        let problem = desk.sync().problem;
        assert_eq!(problem, Some(AccountProblem::FeedsVanished { feeds: 3 }));
        let gone = |desk: &Desk| {
            let feeds = desk.library.store.reader().feeds().unwrap();
            feeds.iter().filter(|feed| feed.health.is_gone).count()
        };
        assert_eq!((desk.tree(), gone(&desk)), (before, 0));
        let account = desk.library.store.reader().account(desk.account).unwrap().unwrap();
        let state = gleaner::model::AccountState {
            memory: gleaner::sync::agree_to_vanished(&account.memory),
            ..gleaner::model::AccountState::default()
        };
        desk.library.store.set_account_state(desk.account, &state).unwrap();
        desk.wait(100);
        assert_eq!(desk.sync().problem, None);
        assert_eq!(gone(&desk), 3);
    }
}

#[test]
fn a_server_that_lists_nothing_gets_no_changes() {
    let server = servers().remove(0);
    let mut desk = Desk::synced(FRESHRSS, &server);
    let (feed, now) = (desk.feed("sea"), desk.now());
    desk.library.store.rename_feed(feed, Some("My sea"), now).unwrap();
    server.with(|double| double.state.is_database_lost = true);
    desk.sync();
    server.with(|double| double.state.is_database_lost = false);
    desk.sync_to_the_end();
    assert!(equal(&desk).contains(&"/My sea".to_owned()));
}
