//! Snoozing, reading later, pausing and quiet counts in the window: found by role and name.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::query::PlaceId;
use gleaner::ui::ReaderApp;

use crate::support::reader::Window;

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const HEADING: Role = Role::Heading;
const SOURCE: Role = Role::TreeItem;
const MENU_ITEM: Role = Role::MenuItem;
const CHECK_ITEM: Role = Role::MenuItemCheckBox;

fn listed(reader: &ReaderApp) -> usize {
    reader.state().list.entries().len()
}

#[test]
fn a_snoozed_entry_leaves_the_list_and_its_place_appears() {
    let mut window = Window::open();
    let before = window.names(ENTRY);
    window.key(Key::J);
    window.wait_for_article(&before[0]);
    window.key(Key::Z);
    window.wait_for(HEADING, "Snooze until");
    window.wait_for(BUTTON, "Tomorrow — Tue 08:00");
    window.key(Key::Num2);
    window.wait("one less", |reader| reader.is_ready() && listed(reader) == before.len() - 1);
    window.wait_for(SOURCE, "Snoozed");
    assert_eq!(window.description(SOURCE, "Snoozed"), "1 snoozed");
    assert!(!window.has(HEADING, "Snooze until"), "the dialog is closed");
    window.key(Key::G);
    window.key(Key::Z);
    window.wait("the place", |reader| {
        reader.is_ready() && reader.state().place() == PlaceId::SNOOZED && listed(reader) == 1
    });
    assert_eq!(window.names(ENTRY), before[..1]);
    window.wait_until("until when", |window| {
        window.description(ENTRY, &before[0]).contains("until Tue 08:00")
    });
    window.key(Key::U);
    window.wait("it is back", |reader| reader.is_ready() && listed(reader) == 0);
    window.key(Key::G);
    window.key(Key::U);
    window.wait("the other place", |reader| reader.state().place() == PlaceId::UNREAD);
    window.wait("awake", |reader| reader.is_ready() && reader.state().library.counts.asleep == 0);
    assert!(!window.has(SOURCE, "Snoozed"), "nothing sleeps");
}

#[test]
fn an_entry_sleeps_until_a_date_and_is_woken_by_hand() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[0].clone();
    window.key(Key::J);
    window.wait_for_article(&title);
    window.key(Key::Z);
    window.click(BUTTON, "On a date…");
    window.wait_for(Role::TextInput, "Date");
    window.type_text("yesterday");
    window.wait_for(Role::Label, "Write a date such as 2026-12-24 or 2026-12-24 18:30");
    window.key_with(Modifiers::COMMAND, Key::A);
    window.type_text("2026-12-24 18:30");
    window.click(BUTTON, "Choose");
    window.click(SOURCE, "Snoozed");
    window.wait("the place", |reader| {
        reader.is_ready() && reader.state().place() == PlaceId::SNOOZED
    });
    window.wait_until("until when", |window| {
        window.has(ENTRY, &title)
            && window.description(ENTRY, &title).contains("until 24 December, 18:30")
    });
    window.key(Key::J);
    window.key(Key::Z);
    window.click(BUTTON, "Wake now");
    window.wait("awake", |reader| reader.state().library.counts.asleep == 0);
}

#[test]
fn an_entry_to_read_later_has_a_place_of_its_own() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[0].clone();
    window.key(Key::J);
    window.wait_for_article(&title);
    window.key(Key::W);
    window.wait_for(SOURCE, "Read later");
    window.key(Key::G);
    window.key(Key::W);
    window.wait("the place", |reader| {
        reader.is_ready()
            && matches!(reader.state().place(), PlaceId::Tag(_))
            && listed(reader) == 1
    });
    window.key(Key::J);
    window.wait("its tag", |reader| {
        reader.state().selected_article().is_some_and(|article| !article.own_tags.is_empty())
    });
    window.key(Key::W);
    window.wait("no place", |reader| reader.state().library.tags.is_empty());
}

#[test]
fn a_feed_pauses_until_a_date_says_so_and_resumes() {
    let mut window = Window::open();
    window.click(SOURCE, "Welcome to Gleaner");
    window.wait("the feed", |reader| reader.is_ready() && reader.state().selected_feed().is_some());
    window.palette("pause feed");
    window.wait_for(HEADING, "Pause Welcome to Gleaner until");
    window.key(Key::Num1);
    let paused = "Paused until Tue 08:00";
    window.wait_until("the pause", |window| {
        window.description(SOURCE, "Welcome to Gleaner").contains(paused)
    });
    window.wait_for(Role::Label, paused);
    assert!(window.has(BUTTON, "Resume feed"), "the list says so, too");
    window.context_click(SOURCE, "Welcome to Gleaner");
    window.click(MENU_ITEM, "Resume feed");
    window.wait_until("no pause", |window| {
        !window.description(SOURCE, "Welcome to Gleaner").contains("Paused")
    });
    window.key(Key::U);
    window.wait_until("paused again", |window| {
        window.description(SOURCE, "Welcome to Gleaner").contains(paused)
    });
}

#[test]
fn a_feed_shows_no_number_if_the_reader_says_so() {
    let mut window = Window::open();
    assert!(window.description(SOURCE, "Welcome to Gleaner").contains("unread"));
    window.context_click(SOURCE, "Welcome to Gleaner");
    window.click(CHECK_ITEM, "Hide unread count");
    window.wait_until("no number", |window| {
        !window.description(SOURCE, "Welcome to Gleaner").contains("unread")
    });
}

#[test]
fn leaving_a_feed_marks_its_list_as_read_if_the_settings_say_so() {
    for (setting, is_marked) in [("mark_read_on_leave = true", true), ("", false)] {
        let mut window = Window::open_configured(setting, 1400.0, 900.0);
        let all = window.names(ENTRY).len();
        window.click(SOURCE, "Welcome to Gleaner");
        window.wait("the feed", |reader| {
            reader.is_ready() && reader.state().selected_feed().is_some() && listed(reader) == all
        });
        window.click(SOURCE, "Starred");
        window.wait("the place", |reader| {
            reader.is_ready() && reader.state().place() == PlaceId::STARRED
        });
        if is_marked {
            window.wait("all read", |reader| reader.state().library.counts.total() == 0);
            window.key(Key::U);
        }
        window.wait("unread", |reader| reader.state().library.counts.total() as usize == all);
    }
}

#[test]
fn a_list_is_shown_longest_first_without_days() {
    let mut window = Window::open();
    let all = window.names(ENTRY).len();
    assert!(!window.reader().state().list.days().is_empty());
    window.palette("longest first");
    window.wait("the order", |reader| {
        let ranks: Vec<u32> =
            reader.state().list.entries().iter().map(|entry| entry.rank).collect();
        reader.is_ready() && ranks.len() == all && ranks.is_sorted_by(|one, other| one >= other)
    });
    assert!(window.reader().state().list.days().is_empty());
    window.key(Key::J);
    window.wait("one read", |reader| reader.state().list.unread() == all - 1);
    assert_eq!(window.reader().state().list.selected_index(), Some(0), "it stays in its place");
    window.key_with(Modifiers::SHIFT, Key::L);
    window.wait("by time", |reader| {
        reader.is_ready() && !reader.state().list.days().is_empty() && listed(reader) == all
    });
}
