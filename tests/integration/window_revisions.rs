//! What a publisher changed, and the river, in the window.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::config::Paths;
use gleaner::model::{FeedId, FreshEntry};
use gleaner::query::PlaceId;
use gleaner::store::Store;
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{changed, entry, entry_saying, new_feed, utc};
use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const ENTRY: Role = Role::ListBoxOption;
/// The button that leads back to the text.
const HIDE: &str = "Hide changes (d)";

/// A profile, and its library to prepare.
struct Prepared {
    profile: tempfile::TempDir,
    store: Store,
    now: Timestamp,
}

impl Prepared {
    fn new() -> Self {
        let profile = tempfile::tempdir().unwrap();
        std::fs::write(profile.path().join("settings.toml"), "shows_icons = false").unwrap();
        let store = Store::open(&Paths::new(profile.path().to_owned()).library()).unwrap();
        Self { profile, store, now: "2026-11-23T12:00:00Z".parse().unwrap() }
    }

    fn subscribe(&mut self, name: &str) -> FeedId {
        self.store.add_feed(&new_feed(name), self.now).unwrap().feed_id
    }

    fn refresh(&mut self, feed: FeedId, entries: Vec<FreshEntry>) {
        self.store.save_refresh(feed, &changed(entries), &utc(self.now)).unwrap();
    }

    fn open(self) -> Window {
        drop(self.store);
        Window::open_in(self.profile)
    }
}

fn edited() -> Window {
    let mut prepared = Prepared::new();
    let feed = prepared.subscribe("news");
    for word in ["nine", "ten", "eleven"] {
        let html = format!("<p>The meeting begins at {word} in the large hall.</p><p>Bye.</p>");
        prepared.refresh(feed, vec![entry_saying("a", &html)]);
    }
    prepared.open()
}

#[test]
fn what_a_publisher_changed_is_shown_and_hidden_with_a_key() {
    let mut window = edited();
    window.wait_for(ENTRY, "Title of a");
    window.wait_until("the row", |window| {
        window.description(ENTRY, "Title of a").contains("edited twice")
    });
    window.key(Key::J);
    window.wait_for_article("Title of a");
    window.wait_until("the byline", |window| {
        window.names(Role::Paragraph).iter().any(|words| words.ends_with("edited twice"))
    });
    window.key(Key::D);
    window.wait_for(BUTTON, HIDE);
    assert!(window.has(Role::Label, "+1 \u{2212}1 words"), "{:?}", window.names(Role::Label));
    assert!(window.has(Role::Label, "version 2 of 3"));
    let told = window.names(Role::Paragraph);
    assert!(
        told.iter()
            .any(|words| words.contains("removed: ten,") && words.contains("added: eleven.")),
        "{told:?}"
    );
    window.key_with(Modifiers::ALT, Key::ArrowDown);
    window.frames(3);
    window.key(Key::D);
    window.wait_until("the text", |window| !window.has(BUTTON, HIDE));
    assert!(window.names(Role::Paragraph).iter().any(|words| words.contains("at eleven in")));
}

#[test]
fn an_entry_that_was_never_edited_has_no_changes() {
    let mut prepared = Prepared::new();
    let feed = prepared.subscribe("news");
    prepared.refresh(feed, vec![entry("a")]);
    let mut window = prepared.open();
    window.wait_for(ENTRY, "Title of a");
    window.key(Key::J);
    window.wait_for_article("Title of a");
    window.key(Key::D);
    window.frames(3);
    assert!(!window.has(BUTTON, HIDE));
    window.palette("compare with the entry before");
    window.wait("the notice", |reader| reader.state().notice.is_some());
}

fn aged(key: &str, now: Timestamp, hours: i64) -> FreshEntry {
    let mut entry = entry(key);
    entry.content.published = Some(now - hours.hours());
    entry
}

#[test]
fn the_river_folds_chatty_feeds_and_says_why_rows_are_there() {
    let mut prepared = Prepared::new();
    let (chatty, quiet) = (prepared.subscribe("chatty"), prepared.subscribe("quiet"));
    let now = prepared.now;
    prepared.refresh(chatty, (0..30).map(|at| aged(&format!("c{at:02}"), now, at)).collect());
    prepared
        .refresh(quiet, (0..3).map(|at| aged(&format!("q{at}"), now, 1 + at * 24 * 20)).collect());
    let mut window = prepared.open();
    window.wait_for(ENTRY, "Title of c00");
    window.keys(&[Key::G, Key::V]);
    window.wait("the river", |reader| reader.state().place() == PlaceId::RIVER);
    window.wait_for(ENTRY, "A feed, 6 new");
    assert_eq!(window.names(ENTRY).len(), 3, "{:?}", window.names(ENTRY));
    let why = window.description(ENTRY, "Title of q0");
    assert!(why.contains("posts about every 20 days; stays 30 days"), "{why}");
    window.click(ENTRY, "A feed, 6 new");
    window.wait_for(ENTRY, "Title of c05");
    assert_eq!(window.names(ENTRY).len(), 8);
    window.click(ENTRY, "Title of c00");
    window.wait_for_article("Title of c00");
    window.key(Key::C);
    // The open entry keeps its row, and the others are one.
    window.wait_for(ENTRY, "A feed, 5 new");
    assert_eq!(window.names(ENTRY).len(), 4, "{:?}", window.names(ENTRY));
    assert_eq!(window.reader().state().library.counts.total(), 32, "nothing else was marked");
}

#[test]
fn marking_the_river_marks_what_is_folded() {
    let mut prepared = Prepared::new();
    let chatty = prepared.subscribe("chatty");
    let now = prepared.now;
    prepared.refresh(chatty, (0..30).map(|at| aged(&format!("c{at:02}"), now, at)).collect());
    let mut window = prepared.open();
    window.wait_for(ENTRY, "Title of c00");
    window.keys(&[Key::G, Key::V]);
    window.wait_for(ENTRY, "A feed, 6 new");
    window.key_with(Modifiers::SHIFT, Key::A);
    window.wait("six read", |reader| reader.state().library.counts.total() == 24);
    window.key(Key::U);
    window.wait("the undo", |reader| reader.state().library.counts.total() == 30);
}
