//! Subscription lists of other programs, and our own written and read again. We wrote the lists
//! ourselves, each in the style of its program.

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::library::{self, ImportPlan, subscriptions};
use gleaner::model::{
    FeedChoices, FeedOptions, ListedRule, ListedScope, ListedSearch, PicturePolicy, Retention,
    RuleActions, RuleScope,
};
use gleaner::opml::{OpmlError, SubscriptionList, parse_list, parse_opml};
use gleaner::store::{NewFeed, NewList};
use url::Url;

use crate::store_support::{Library, now};
use crate::support::reader::Window;

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lists").join(name)
}

fn read(name: &str) -> SubscriptionList {
    parse_list(&std::fs::read(path(name)).unwrap()).unwrap()
}

/// One line per feed: folders, title, address.
fn feeds(list: &SubscriptionList) -> Vec<String> {
    list.feeds
        .iter()
        .map(|feed| format!("{} | {} | {}", feed.folders.join("/"), feed.title, feed.feed_url))
        .collect()
}

fn plan(name: &str) -> ImportPlan {
    library::plan_import(&Library::new().store, &path(name)).unwrap()
}

#[test]
fn netnewswire_nests_and_leaves_out_the_type() {
    let expected = [
        "Blogs | Lantern & Mirror | https://lantern.example/feed.json",
        "Blogs/Friends | Old tide | http://tide.example/index.xml",
        " | Top level | https://top.example/atom",
    ];
    assert_eq!(feeds(&read("netnewswire.opml")), expected);
}

#[test]
fn rss_guard_has_feeds_that_programs_write_and_those_are_left_out() {
    let list = read("rss-guard.opml");
    assert_eq!(feeds(&list), ["Science/Space | Orbit | https://orbit.example/rss"]);
    assert_eq!(list.left_out.len(), 1);
    assert_eq!(list.left_out[0].what, "Scraped");
    assert_eq!(plan("rss-guard.opml").folders, [["Nothing yet"]]);
}

#[test]
fn feedly_lists_a_feed_once_for_each_category_and_the_first_is_kept() {
    let plan = plan("feedly.opml");
    let places: Vec<_> =
        plan.new_feeds.iter().map(|feed| (feed.title.as_str(), feed.folders.join("/"))).collect();
    assert_eq!(places, [("Grid", "Design".to_owned()), ("Serif", "Design".to_owned())]);
    let again = plan.repeated as usize + plan.left_out.len();
    assert_eq!((plan.known, again, plan.folders.len()), (0, 3, 0));
}

#[test]
fn newsblur_writes_everything_on_one_line() {
    assert_eq!(
        feeds(&read("newsblur.opml")),
        [
            " | Plain | https://plain.example/rss",
            "Folder | Inner | http://inner.example/rss?a=1&b=2"
        ]
    );
}

#[test]
fn thunderbird_is_read_from_its_export_and_from_its_own_file() {
    assert_eq!(feeds(&read("thunderbird.opml")), ["Harbour | Ships | https://ships.example/rss"]);
    let own = read("thunderbird-feeds.json");
    assert_eq!(
        feeds(&own),
        ["Harbour | Ships & co | https://ships.example/rss", " | Sea | https://sea.example/atom"]
    );
    assert_eq!(own.feeds[0].site_url.as_ref().map(Url::as_str), Some("https://ships.example/"));
    assert_eq!(own.refused.len(), 1);
}

#[test]
fn newsboat_gives_titles_folders_and_searches_and_its_programs_are_left_out() {
    let list = read("newsboat-urls");
    let expected = [
        "tech | Rust, by hand | https://rust.example/feed.xml",
        "news |  | https://sea.example/atom",
        "news |  | https://hidden.example/rss",
        " | Say \"hi\" | https://quoted.example/a%20b",
        " |  | file:///var/feeds/local.xml",
        "again |  | https://sea.example/atom",
    ];
    assert_eq!(feeds(&list), expected);
    let searches: Vec<_> =
        list.searches.iter().map(|search| (search.name.as_str(), search.query.as_str())).collect();
    // The feed that is listed twice has the tag in second place the second time, but it is the same
    // feed.
    assert_eq!(searches, [("Unread news", "is:unread folder:\"news\""), ("Fresh", "newer:3d")]);
    let left_out: Vec<_> = list.left_out.iter().map(|left| left.what.as_str()).collect();
    assert_eq!(
        left_out,
        [
            "query:Flagged",
            "exec:~/bin/make-feed.sh",
            "filter:~/bin/clean.py:https://noisy.example/rss"
        ]
    );
    assert!(list.left_out.iter().all(|left| !left.reason.to_string().is_empty()));
}

#[test]
fn a_list_of_addresses_needs_nothing_else() {
    let plan = plan("addresses.txt");
    let addresses: Vec<_> = plan.new_feeds.iter().map(|feed| feed.feed_url.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "https://one.example/feed",
            "http://two.example/rss.xml",
            "http://three.example/?feed=rss2"
        ]
    );
    assert_eq!((plan.known, plan.repeated), (0, 1));
}

#[test]
fn damage_of_any_kind_is_no_panic() {
    for name in ["netnewswire.opml", "newsboat-urls", "thunderbird-feeds.json", "addresses.txt"] {
        let bytes = std::fs::read(path(name)).unwrap();
        for end in 0..bytes.len() {
            let _cut = parse_list(&bytes[..end]);
            let mut flipped = bytes.clone();
            flipped[end] ^= 0x15;
            let _flipped = parse_list(&flipped);
        }
    }
    assert_eq!(parse_list(b"\xff\xfe"), Err(OpmlError::Empty));
}

fn full_library() -> Library {
    let mut library = Library::new();
    let feed = |address: &str, title: &str| NewFeed {
        title: Some(title.to_owned()),
        site_url: Url::parse("https://site.example/").ok(),
        ..NewFeed::at(Url::parse(address).unwrap())
    };
    let options = FeedOptions {
        hides_count: true,
        unread_limit: Some(20),
        paused_until: None,
        pictures: Some(PicturePolicy::Ask),
        refresh_minutes: Some(15),
        retention: Some(Retention::Entries(200)),
        notifies: true,
        hides_from_today: true,
        pace: Some(gleaner::model::Pace::Daily),
        sign_in: None,
        listening: gleaner::model::ListenOptions::default(),
    };
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let actions =
        RuleActions { hides: true, tag: Some("later".to_owned()), ..RuleActions::default() };
    let list = NewList {
        feeds: vec![
            (
                feed("https://a.example/feed", "My <A>"),
                names(&["Sea", "Deep/down"]),
                FeedChoices { wants_full_text: true, options },
            ),
            (feed("https://b.example/feed", "B"), Vec::new(), FeedChoices::default()),
        ],
        folders: vec![names(&["Sea", "Empty"])],
        searches: vec![ListedSearch {
            name: "Unread \"ships\"".to_owned(),
            query: "is:unread \"ships\"".to_owned(),
        }],
        rules: vec![
            ListedRule {
                query: "title:\"sale\"".to_owned(),
                scope: ListedScope::Folder(names(&["Sea", "Deep/down"])),
                actions: actions.clone(),
                is_enabled: false,
            },
            ListedRule {
                query: "x".to_owned(),
                scope: ListedScope::Feed(Url::parse("https://b.example/feed").unwrap()),
                actions,
                is_enabled: true,
            },
        ],
    };
    library.store.import_list(&list, now()).unwrap();
    library
}

#[test]
fn all_that_was_exported_comes_back_in_another_library_and_one_undo_takes_it_away() {
    let library = full_library();
    let text = subscriptions::text(library.store.reader()).unwrap();
    let mut other = Library::new();
    let empty = subscriptions::text(other.store.reader()).unwrap();
    let file = other.dir.path().join("list.opml");
    std::fs::write(&file, &text).unwrap();
    let plan = library::plan_import(&other.store, &file).unwrap();
    assert_eq!(
        (plan.new_feeds.len(), plan.searches.len(), plan.rules.len(), plan.left_out.len()),
        (2, 1, 2, 0)
    );
    let report = library::import(&mut other.store, plan, now()).unwrap();
    assert_eq!(subscriptions::text(other.store.reader()).unwrap(), text);
    let rules = other.store.reader().rules().unwrap();
    assert!(
        matches!(rules[0].scope, RuleScope::Folder(_))
            && matches!(rules[1].scope, RuleScope::Feed(_)),
        "{rules:?}"
    );

    let again = library::plan_import(&other.store, &file).unwrap();
    assert!(!again.has_new(), "{again:?}");
    let again = library::import(&mut other.store, again, now()).unwrap();
    assert_eq!((again.added, again.known, again.step), (0, 2, None));

    other.store.undo(report.step.unwrap().id, now()).unwrap();
    assert_eq!(subscriptions::text(other.store.reader()).unwrap(), empty);
}

#[test]
fn a_feed_that_is_known_keeps_its_own_choices() {
    let library = full_library();
    let text = subscriptions::text(library.store.reader()).unwrap();
    let mut other = Library::new();
    other
        .store
        .add_feed(&NewFeed::at(Url::parse("https://a.example/feed").unwrap()), now())
        .unwrap();
    let file = other.dir.path().join("list.opml");
    std::fs::write(&file, text).unwrap();
    let plan = library::plan_import(&other.store, &file).unwrap();
    library::import(&mut other.store, plan, now()).unwrap();
    let feeds = other.store.reader().feeds().unwrap();
    let known =
        feeds.iter().find(|feed| feed.feed_url.as_str() == "https://a.example/feed").unwrap();
    assert_eq!(
        (known.wants_full_text, &known.options, known.folder_id),
        (false, &FeedOptions::default(), None)
    );
}

/// What a reader that knows only OPML finds in our list: outlines with an address are feeds, others
/// folders.
#[test]
fn another_reader_finds_in_our_list_what_it_would_in_a_plain_one() {
    let library = full_library();
    let text = subscriptions::text(library.store.reader()).unwrap();
    let stranger: String = text.replace("gleaner:", "x-");
    let list = parse_opml(stranger.as_bytes()).unwrap();
    assert_eq!(
        feeds(&list),
        ["Sea/Deep/down | My <A> | https://a.example/feed", " | B | https://b.example/feed"]
    );
    assert_eq!(list.folders, [vec!["Sea"], vec!["Sea", "Deep/down"], vec!["Sea", "Empty"]]);
    assert!(list.searches.is_empty() && list.rules.is_empty() && list.refused.is_empty());
}

#[test]
fn the_window_says_what_a_list_brings_before_it_is_taken() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("import subscriptions");
    window.key(Key::Enter);
    window.wait_for(Role::Heading, "Import subscriptions");
    window.type_text(&path("newsboat-urls").display().to_string());
    window.click(Role::Button, "Open");
    window.wait_for(Role::Label, "5 new feeds · 2 saved searches · 4 skipped");
    window.wait_for(Role::Label, "tech / Rust, by hand");
    window.wait_for(Role::Label, "Search Fresh: newer:3d");
    window.click(Role::Button, "Add 5 feeds");
    window.wait_for(Role::TreeItem, "Rust, by hand");
    window.wait_for(Role::TreeItem, "Fresh");
}
