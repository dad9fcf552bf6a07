//! Searching in the window, and the answers to keys and feeds that can't do what was wanted.

use egui::Key;
use egui::accesskit::Role;
use gleaner::app::{AddStage, Dialog};

use crate::support::reader::Window;
use crate::window::feed_file;

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;

#[test]
fn a_search_has_a_title_a_count_and_hits_in_excerpts_and_leaves_no_marks() {
    let mut window = Window::open();
    window.key(Key::J);
    window.wait_for_article(&window.names(ENTRY)[0].clone());
    assert!(window.has(Role::Heading, "Unread"));
    window.key(Key::Slash);
    window.type_text("sepia");
    window.wait_for(Role::Heading, "Search");
    window.wait("the hits", |reader| reader.state().found_count().is_some_and(|count| count > 0));
    let count = window.reader().state().found_count().unwrap();
    let words =
        if count == 1 { "1 entry found".to_owned() } else { format!("{count} entries found") };
    window.wait_for(Role::Label, &words);
    window.wait("rows with the hit", |reader| {
        let list = &reader.state().list;
        list.entries().iter().filter_map(|entry| list.row(entry.id)).any(|row| {
            !row.title.to_lowercase().contains("sepia")
                && row.excerpt.to_lowercase().contains("sepia")
        })
    });
    window.key(Key::Escape);
    window.wait_for(Role::Heading, "Unread");
    assert!(window.reader().state().highlights.is_empty());
}

#[test]
fn a_mistake_in_a_search_leaves_no_results_of_the_query_before() {
    let mut window = Window::open();
    window.key(Key::Slash);
    window.type_text("reading");
    window.wait("the hits", |reader| reader.state().found_count().is_some());
    window.type_text(" titel:keys");
    window.frames(3);
    assert_eq!(window.names(ENTRY), Vec::<String>::new());
    assert!(!window.has(Role::Label, "Nothing found"));
    window.key(Key::Escape);
    window.wait("the whole list", gleaner::ui::ReaderApp::is_ready);
    assert!(window.names(ENTRY).len() > 3);
}

#[test]
fn an_open_entry_that_a_search_does_not_find_is_starred_all_the_same() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[0].clone();
    window.key(Key::J);
    window.wait_for_article(&title);
    window.key(Key::Slash);
    window.type_text("zebra");
    window.wait("no hits", |reader| reader.state().found_count() == Some(0));
    window.click(BUTTON, "Star (s)");
    window.wait_for(BUTTON, "Remove star (s)");
    window.wait("the star", |reader| reader.state().library.counts.starred == 1);
    window.key(Key::Escape);
    window.wait("the whole list", gleaner::ui::ReaderApp::is_ready);
    assert!(window.description(ENTRY, &title).contains("starred"));
}

#[test]
fn a_key_that_can_do_nothing_says_why() {
    let mut window = Window::open();
    for (key, why) in [(Key::S, "Select an entry first"), (Key::T, "Open an article first")] {
        window.key(key);
        window.wait_for(Role::Status, why);
    }
    window.key(Key::J);
    window.wait_for_article(&window.names(ENTRY)[0].clone());
    window.key(Key::Y);
    window.wait_for(Role::Status, "This entry has no link");
}

#[test]
fn a_feed_that_is_known_already_is_told_of() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::open_on(&feed_file(dir.path()));
    window.click(BUTTON, "Subscribe");
    window.wait_for(Role::Status, "Subscribed to “Greek letters”");
    window.wait("the feed", |reader| reader.state().library.feeds.len() == 2);
    window.key(Key::A);
    window.wait_for(Role::Heading, "Add a feed");
    window.type_text(&dir.path().join("greek.xml").display().to_string());
    window.key(Key::Enter);
    window.wait("the feed", |reader| {
        let Some(Dialog::AddFeed(add)) = &reader.state().dialog else { return false };
        matches!(add.stage, AddStage::Found { .. })
    });
    window.key(Key::Enter);
    window.wait_for(Role::Status, "You are subscribed to Greek letters already");
}
