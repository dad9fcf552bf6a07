//! The library in the window: palette, history, undo, rules, keys, selecting feeds.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::app::{Command, Group};
use gleaner::query::PlaceId;

use crate::support::reader::Window;

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const SOURCE: Role = Role::TreeItem;
const HEADING: Role = Role::Heading;
const CHECK: Role = Role::CheckBox;
const MENU_ITEM: Role = Role::MenuItem;
const TICK: Role = Role::MenuItemCheckBox;

fn starred(window: &Window) -> u32 {
    window.reader().state().library.counts.starred
}

fn unread(window: &Window) -> usize {
    window.reader().state().list.unread()
}

#[test]
fn the_palette_finds_commands_and_feeds_by_some_letters() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("fd hlth");
    window.wait_for(ENTRY, "Feed health…");
    window.key(Key::Enter);
    window.wait_for(HEADING, "Feed health");
    window.key(Key::Escape);
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("welc gleaner");
    window.key(Key::Enter);
    window.wait("the feed", |reader| matches!(reader.state().place(), PlaceId::Feed(_)));
}

#[test]
fn the_palette_moves_a_folder_with_what_it_holds() {
    let mut window = Window::open();
    for name in ["Outer", "Inner"] {
        window.palette("new folder");
        window.wait_for(Role::TextInput, "Name");
        window.type_text(name);
        window.key(Key::Enter);
        window.wait_for(SOURCE, name);
    }
    window.click(SOURCE, "Inner");
    window.palette("move to folder");
    window.wait_for(HEADING, "Move Inner");
    assert!(
        !window.has(BUTTON, "Inner") && !window.has(BUTTON, "No folder"),
        "where it lies already, and itself, are no goals"
    );
    window.click(BUTTON, "Outer");
    let lies_in = |reader: &gleaner::ui::ReaderApp, name: &str| {
        let folders = &reader.state().library.folders;
        let parent =
            folders.iter().find(|folder| folder.name == name).and_then(|folder| folder.parent);
        folders.iter().find(|folder| Some(folder.id) == parent).map(|folder| folder.name.clone())
    };
    window.wait("the folder in the other", |reader| {
        lies_in(reader, "Inner").as_deref() == Some("Outer")
    });
    window.click(SOURCE, "Outer");
    window.palette("move to folder");
    window.wait_for(HEADING, "Move Outer");
    assert!(!window.has(BUTTON, "Inner"), "it holds that one");
}

#[test]
fn dragging_a_slider_is_seen_at_once_and_kept_once() {
    let mut window = Window::open();
    window.palette("settings…");
    window.wait_for(HEADING, "Settings");
    let before = (window.settings_saves(), window.reader().state().settings.text_size);
    window.drag_slider("Text size", 0.9);
    assert!(
        window.reader().state().settings.text_size > before.1,
        "it is seen while it is dragged"
    );
    assert_eq!(window.settings_saves(), before.0);
    window.let_go();
    assert_eq!(window.settings_saves(), before.0 + 1);
    window.frames(5);
    assert_eq!(window.settings_saves(), before.0 + 1);
    let chosen = window.reader().state().settings.text_size;
    let window = window.restart();
    assert_eq!(window.reader().state().settings.text_size.to_bits(), chosen.to_bits());
}

#[test]
fn the_history_takes_back_any_step_and_does_it_again() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[0].clone();
    window.key(Key::J);
    window.key(Key::S);
    window.wait("the star", |reader| reader.state().library.counts.starred == 1);
    window.key_with(Modifiers::SHIFT, Key::A);
    window.wait("all read", |reader| reader.state().list.unread() == 0);
    window.key_with(Modifiers::COMMAND, Key::H);
    window.wait_for(BUTTON, &format!("Undo: Starred “{title}”"));
    window.click(BUTTON, &format!("Undo: Starred “{title}”"));
    window.wait_for(BUTTON, &format!("Redo: Starred “{title}”"));
    window.wait("no star", |reader| reader.state().library.counts.starred == 0);
    assert_eq!(unread(&window), 0, "the later step stays");
    window.click(BUTTON, &format!("Redo: Starred “{title}”"));
    window.wait("the star again", |reader| reader.state().library.counts.starred == 1);
}

#[test]
fn a_rule_says_what_it_would_have_done_and_does_it_in_one_step() {
    let mut window = Window::open();
    window.key(Key::G);
    window.key(Key::R);
    window.click(BUTTON, "New rule…");
    window.wait_for(Role::TextInput, "Query");
    window.type_text("title:keys");
    window.wait_for(Role::Label, "Would have matched 1 of the last 7");
    window.click(CHECK, "Star");
    window.click(BUTTON, "Save rule");
    window.click(BUTTON, "Apply to existing entries");
    window.wait("the star", |reader| reader.state().library.counts.starred == 1);
    window.key(Key::Escape);
    window.key(Key::U);
    window.wait("the undo", |reader| reader.state().library.counts.starred == 0);
    assert_eq!(window.reader().state().library.rules.len(), 1);
}

#[test]
fn a_hidden_entry_leaves_the_list_and_comes_back() {
    let mut window = Window::open();
    let before = window.names(ENTRY);
    window.key(Key::G);
    window.key(Key::A);
    window.wait("the place", |reader| reader.is_ready() && reader.state().place() == PlaceId::ALL);
    window.key(Key::J);
    window.key(Key::X);
    window.wait("one less", |reader| {
        reader.is_ready() && reader.state().list.entries().len() == before.len() - 1
    });
    window.key(Key::U);
    window.wait("all of them", |reader| {
        reader.is_ready() && reader.state().list.entries().len() == before.len()
    });
}

#[test]
fn what_is_above_or_below_is_marked_and_undone() {
    let mut window = Window::open();
    let all = unread(&window);
    for _ in 0..3 {
        window.key(Key::J);
    }
    window.wait("three opened", |reader| reader.state().list.unread() == all - 3);
    window.key_with(Modifiers::SHIFT, Key::J);
    window.wait("the rest read", |reader| reader.state().list.unread() == 0);
    window.wait_for(BUTTON, "Undo");
    window.click(BUTTON, "Undo");
    window.wait("the rest unread", |reader| reader.state().list.unread() == all - 3);
}

#[test]
fn every_command_is_in_the_menu_and_on_the_key_sheet() {
    let mut window = Window::open();
    let mut in_menu: Vec<String> = Vec::new();
    for group in Group::ALL {
        window.click(BUTTON, "Menu");
        if group != Group::Program {
            window.click(MENU_ITEM, &group.title());
        }
        in_menu.extend(window.names(MENU_ITEM));
        in_menu.extend(window.names(TICK));
        window.key(Key::Escape);
    }
    window.key(Key::Questionmark);
    window.wait_for(HEADING, "Keyboard shortcuts");
    let find = "Change the shortcut of About Gleaner…";
    assert!(!window.has(BUTTON, find), "it has no key, so it is not on the sheet at first");
    window.click(CHECK, "Also commands without a shortcut");
    window.wait_for(BUTTON, find);
    let on_sheet = window.names(BUTTON);
    for command in Command::ALL {
        let title = command.menu_title(window.reader().state());
        assert!(in_menu.iter().any(|name| name.starts_with(&title)), "menu: {title}");
        let title = command.title();
        assert!(
            on_sheet.contains(&format!("Change the shortcut of {title}")),
            "key sheet: {title}"
        );
    }
}

#[test]
fn the_menu_ticks_the_commands_that_are_on() {
    let mut window = Window::open();
    window.click(BUTTON, "Menu");
    window.click(MENU_ITEM, "View");
    assert_eq!(window.is_ticked(TICK, "Oldest first"), Some(false));
    assert_eq!(window.is_ticked(TICK, "Unread only"), Some(true));
    window.click(TICK, "Oldest first");
    window.click(BUTTON, "Menu");
    window.click(MENU_ITEM, "View");
    assert_eq!(window.is_ticked(TICK, "Oldest first"), Some(true));
    assert!(window.has(MENU_ITEM, "Hide sidebar"));
}

#[test]
fn the_key_sheet_fits_a_small_window() {
    for (width, height) in [(1400.0, 900.0), (760.0, 600.0), (700.0, 600.0), (480.0, 400.0)] {
        let mut window = Window::open_sized(width, height);
        window.key(Key::Questionmark);
        window.wait_for(HEADING, "Keyboard shortcuts");
        window.frames(3);
        let pencils: Vec<_> =
            window.rects(BUTTON).into_iter().filter(|rect| rect.width() < 40.0).collect();
        let labels = window.rects(Role::Label);
        for rect in window.rects(HEADING).iter().chain(&pencils) {
            assert!(rect.left() >= 0.0 && rect.right() <= width, "{width}: {rect:?} is cut");
        }
        let crossed = labels.iter().find(|label| {
            pencils.iter().any(|pencil| pencil.shrink(2.0).intersects(label.shrink(2.0)))
        });
        assert_eq!(crossed, None, "{width}: a button lies on a label");
    }
}

#[test]
fn a_command_gets_another_key() {
    let mut window = Window::open();
    window.key(Key::Questionmark);
    window.click(BUTTON, "Change the shortcut of Star or remove star");
    window.key(Key::F9);
    window.wait_for(Role::Label, "F9");
    window.click(BUTTON, "Use this shortcut");
    window.key(Key::Escape);
    window.key(Key::Escape);
    window.key(Key::J);
    window.key(Key::S);
    window.key(Key::F9);
    window.wait("the star", |reader| reader.state().library.counts.starred == 1);
    let window = window.restart();
    assert_eq!(window.reader().state().settings.keys["ToggleStar"], ["F9"]);
    assert_eq!(starred(&window), 1);
}

#[test]
fn a_key_that_has_a_command_warns_before_it_changes_hands() {
    let mut window = Window::open();
    window.key(Key::Questionmark);
    window.click(BUTTON, "Change the shortcut of Star or remove star");
    window.key(Key::M);
    window.wait_for(Role::Label, "“Mark as read or unread” has this shortcut and would lose it");
}

#[test]
fn a_feed_is_dragged_into_a_folder() {
    let mut window = Window::open();
    let palette = |window: &mut Window, words: &str| {
        window.key_with(Modifiers::COMMAND, Key::K);
        window.type_text(words);
        window.key(Key::Enter);
    };
    palette(&mut window, "new folder");
    window.wait_for(HEADING, "New folder");
    window.type_text("Reading");
    window.click(BUTTON, "Create");
    window.wait_for(SOURCE, "Reading");
    window.drag((SOURCE, "Welcome to Gleaner"), (SOURCE, "Reading"));
    window.wait("the feed in the folder", |reader| {
        reader.state().library.feeds[0].folder_id.is_some()
    });
    window.key(Key::U);
    window.wait("the feed outside", |reader| reader.state().library.feeds[0].folder_id.is_none());
}

#[test]
fn feeds_are_chosen_with_the_keyboard_and_removed_together() {
    let mut window = Window::open();
    window.click(SOURCE, "Welcome to Gleaner");
    window.key_with(Modifiers::SHIFT, Key::S);
    window.wait_for(Role::Label, "1 selected");
    window.click(BUTTON, "Unsubscribe from selected feeds");
    window.wait("no feed", |reader| reader.state().library.feeds.is_empty());
    window.key(Key::U);
    window.wait("the feed", |reader| reader.state().library.feeds.len() == 1);
}

#[test]
fn scrolling_past_entries_marks_them_only_where_that_was_chosen() {
    let mut window = Window::open_configured("mark_read_on_scroll = true", 1400.0, 420.0);
    let all = unread(&window);
    assert!(all >= 7, "{all}");
    window.wheel(ENTRY, -200.0);
    window.wait("what was passed", |reader| reader.state().list.unread() < all);
    window.wait_for(BUTTON, "Undo");
    window.click(BUTTON, "Undo");
    window.wait("the undo", |reader| reader.state().list.unread() == all);

    let mut other = Window::open_configured("", 1400.0, 420.0);
    other.wheel(ENTRY, -200.0);
    other.frames(60);
    assert_eq!(unread(&other), all);
}

#[test]
fn keys_and_the_end_of_the_list_mark_nothing_by_scrolling() {
    let mut window = Window::open_configured(
        "mark_read_on_scroll = true\nmark_read_on_open = false",
        1400.0,
        420.0,
    );
    let all = unread(&window);
    for _ in 0..6 {
        window.key(Key::J);
    }
    window.frames(60);
    assert_eq!(unread(&window), all);
}

#[test]
fn a_feed_is_kept_out_of_today_from_the_menu_of_its_entry() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[0].clone();
    window.context_click(ENTRY, &title);
    window.click(MENU_ITEM, "Mute");
    window.click(MENU_ITEM, "Hide Welcome to Gleaner from Today");
    window.wait("the choice", |reader| reader.state().library.feeds[0].options.hides_from_today);
}

#[test]
fn a_word_is_muted_with_two_clicks() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[0].clone();
    window.context_click(ENTRY, &title);
    window.click(MENU_ITEM, "Mute");
    window.click(MENU_ITEM, "“Gleaner”");
    window.wait("the rule", |reader| {
        reader.state().library.rules.iter().any(|rule| rule.actions.hides)
    });
}

#[test]
fn a_key_that_was_pressed_and_cancelled_is_forgotten() {
    let mut window = Window::open();
    for _ in 0..2 {
        window.key(Key::F1);
        window.frames(8);
        window.click(BUTTON, "Change the shortcut of Star or remove star");
        window.wait_for(Role::Label, "Press a key, or two one after the other");
        window.key(Key::G);
        window.wait_for(Role::Label, "g");
        window.wait_for(
            Role::Label,
            "“Today” and 11 other commands have shortcuts that begin with this one, \
             and would lose them",
        );
        window.click(BUTTON, "Cancel");
        window.wait("the end of the dialog", |reader| reader.state().dialog.is_none());
    }
}

#[test]
fn a_number_that_is_dragged_is_one_step() {
    let mut window = Window::open();
    window.context_click(SOURCE, "Welcome to Gleaner");
    window.click(MENU_ITEM, "Feed settings…");
    window.click(Role::RadioButton, "Entries from the last");
    let retention = |window: &Window| window.reader().state().library.feeds[0].options.retention;
    window.wait_until("the choice", |window| retention(window).is_some());
    let (before, number) = (retention(&window), window.names(Role::SpinButton)[0].clone());
    window.drag((Role::SpinButton, &number), (BUTTON, "Unsubscribe"));
    window.wait_until("another number", |window| retention(window) != before);
    window.key(Key::Escape);
    window.key_with(Modifiers::COMMAND, Key::H);
    window.wait_for(HEADING, "History");
    window.wait_until("the steps", |window| !window.reader().state().history.is_empty());
    assert_eq!(window.reader().state().history.len(), 3, "{:?}", window.reader().state().history);
}

#[test]
fn the_sidebar_says_what_it_counts_and_what_is_unfolded() {
    let mut window = Window::open();
    assert_eq!(window.description(SOURCE, "Starred"), "none starred");
    assert!(window.description(SOURCE, "Unread").ends_with(" unread"));
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("new folder");
    window.key(Key::Enter);
    window.wait_for(HEADING, "New folder");
    window.type_text("Later");
    window.key(Key::Enter);
    window.wait_for(SOURCE, "Later");
    assert_eq!(window.is_expanded(SOURCE, "Later"), Some(true));
    assert_eq!(window.is_expanded(SOURCE, "Starred"), None);
    window.click(SOURCE, "Later");
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("collapse folder");
    window.key(Key::Enter);
    window.wait_until("the folded folder", |window| {
        window.is_expanded(SOURCE, "Later") == Some(false)
    });
}

#[test]
fn the_selected_feed_is_in_view_in_a_long_sidebar() {
    let dir = tempfile::tempdir().unwrap();
    let lines: String =
        (10..60).map(|number| format!("file:///none/{number}.xml \"~Feed {number}\"\n")).collect();
    std::fs::write(dir.path().join("urls"), &lines).unwrap();
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("import subscriptions");
    window.key(Key::Enter);
    window.wait_for(HEADING, "Import subscriptions");
    window.type_text(&dir.path().join("urls").display().to_string());
    window.click(BUTTON, "Open");
    window.wait_for(BUTTON, "Add 50 feeds");
    window.focus(Role::TextInput, "File");
    window.key(Key::Enter);
    window.wait("the feeds", |reader| reader.state().library.feeds.len() == 51);
    window.resize(1400.0, 420.0);
    assert!(!window.has(SOURCE, "Feed 59"));
    for _ in 0..60 {
        window.key(Key::CloseBracket);
    }
    window.wait_for(SOURCE, "Feed 59");
    window.key(Key::G);
    window.key(Key::T);
    window.wait_for(SOURCE, "Today");
}

#[test]
fn enter_saves_a_rule() {
    let mut window = Window::open();
    window.key(Key::G);
    window.key(Key::R);
    window.click(BUTTON, "New rule…");
    window.click(CHECK, "Star");
    window.focus(Role::TextInput, "Query");
    window.type_text("title:keys");
    window.key(Key::Enter);
    window.wait("the rule", |reader| reader.state().library.rules.len() == 1);
}
