//! The accessibility tree of the whole window, as a screen reader finds it: where the focus is, and
//! what everything is called.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::app::Pane;

use crate::support::reader::{Seen, Window};

const ENTRY: Role = Role::ListBoxOption;
const SOURCE: Role = Role::TreeItem;

/// The focus, which must be on something with a name.
fn focus(window: &Window) -> Seen {
    let focus = window.focus_seen().expect("something has the focus");
    assert!(!focus.name.is_empty(), "{focus:?}");
    focus
}

/// Checks what holds for every screen.
fn check(window: &Window, screen: &str) {
    let seen = window.seen();
    let unnamed = window.unnamed();
    assert!(unnamed.is_empty(), "{screen}: {unnamed:#?}");
    for one in &seen {
        // The characters of the icons are in the private use area.
        let is_glyph = |letter| ('\u{e000}'..='\u{f8ff}').contains(&letter);
        assert!(!one.name.contains(is_glyph), "{screen}: {one:?}");
        let container = match one.role {
            Role::ListBoxOption => Role::ListBox,
            Role::TreeItem => Role::Tree,
            Role::MenuItem | Role::MenuItemCheckBox | Role::MenuItemRadio => Role::Menu,
            _ => continue,
        };
        assert!(one.around.contains(&container), "{screen}: {one:?}");
        assert!(!one.is_toggled || one.role != Role::ListBoxOption, "{screen}: {one:?}");
    }
    let focus = focus(window);
    assert_ne!(focus.role, Role::Window, "{screen}: {focus:?}");
}

/// Presses Tab until the focus is on the first stop again, and returns all stops.
fn stops(window: &mut Window) -> Vec<Seen> {
    let mut stops = vec![focus(window)];
    loop {
        window.key(Key::Tab);
        let next = focus(window);
        if next == stops[0] {
            return stops;
        }
        assert!(stops.len() < 60, "{stops:#?}");
        stops.push(next);
    }
}

#[test]
fn the_focus_is_in_the_list_and_follows_the_selection() {
    let mut window = Window::open();
    window.frames(3);
    assert_eq!(focus(&window).role, Role::ListBox, "nothing is selected yet");
    let titles = window.names(ENTRY);
    for (at, title) in titles.iter().take(3).enumerate() {
        window.key(Key::J);
        window.frames(2);
        let row = focus(&window);
        assert_eq!((row.role, &row.name), (ENTRY, title));
        assert!(row.is_selected);
        assert_eq!((row.position, row.size), (Some(at), Some(titles.len())));
        assert!(row.description.starts_with("read"), "{row:?}");
    }
    window.key(Key::ArrowUp);
    window.frames(2);
    assert_eq!(focus(&window).name, titles[1]);
    window.key(Key::S);
    window.frames(2);
    assert!(focus(&window).description.contains("starred"), "{:?}", focus(&window));
}

#[test]
fn a_pane_is_one_stop_of_the_tab_key_however_many_rows_it_has() {
    let mut window = Window::open_with_feeds(55);
    window.key(Key::J);
    window.frames(3);
    let stops = stops(&mut window);
    let count = |role| stops.iter().filter(|stop| stop.role == role).count();
    assert_eq!((count(ENTRY), count(SOURCE)), (1, 1), "{stops:#?}");
    let place = |role| stops.iter().position(|stop| stop.role == role).unwrap();
    let tabs = (place(SOURCE) + stops.len() - place(ENTRY)) % stops.len();
    assert!(stops.len() - tabs < 8, "few stops lie between feeds and list: {stops:#?}");
}

#[test]
fn days_are_headings_within_the_list() {
    let window = Window::open();
    let days: Vec<Seen> = window
        .seen()
        .into_iter()
        .filter(|one| one.role == Role::Heading && one.around.contains(&Role::ListBox))
        .collect();
    assert!(!days.is_empty() && days.iter().all(|day| !day.name.is_empty()), "{days:#?}");
}

/// Presses Tab until the focus is on something whose name begins like this.
fn tab_to(window: &mut Window, start: &str) {
    for _ in 0..60 {
        if focus(window).name.starts_with(start) {
            return;
        }
        window.key(Key::Tab);
    }
    panic!("{start} is no stop: {:#?}", stops(window));
}

#[test]
fn a_bar_is_one_stop_and_arrows_visit_its_buttons_from_left_to_right() {
    let mut window = Window::open();
    window.key(Key::J);
    window.wait_for_article(&window.names(ENTRY)[0].clone());
    for bar in [
        &["Add feed", "Refresh all", "Menu"][..],
        &["Star", "Mark as unread", "Read aloud", "Text and theme", "Open in browser", "More"],
    ] {
        tab_to(&mut window, bar[0]);
        for pair in bar.windows(2) {
            window.key(Key::ArrowRight);
            window.frames(2);
            let name = focus(&window).name;
            let skips = pair[1] == "Open in browser" && name.starts_with("More");
            assert!(name.starts_with(pair[1]) || skips, "{name}: {pair:?}");
            assert!(focus(&window).around.contains(&Role::Toolbar));
            if skips {
                break;
            }
        }
        let last = focus(&window).name;
        window.key(Key::ArrowRight);
        window.frames(2);
        assert_eq!(focus(&window).name, last, "it ends there");
        let names: Vec<String> = stops(&mut window).into_iter().map(|stop| stop.name).collect();
        let is_of_bar = |name: &&String| bar.iter().any(|start| name.starts_with(start));
        assert_eq!(names.iter().filter(is_of_bar).count(), 1, "{names:#?}");
        assert!(names.contains(&last), "the bar remembers the button: {names:#?}");
        window.key(Key::ArrowLeft);
        window.frames(2);
        assert_ne!(focus(&window).name, last);
    }
}

#[test]
fn the_links_of_an_article_are_one_stop_and_arrows_visit_them() {
    let directory = tempfile::tempdir().unwrap();
    let links: String = (0..9)
        .map(|at| {
            format!("&lt;p&gt;&lt;a href='https://e.org/{at}'&gt;Link {at}&lt;/a&gt;&lt;/p&gt;")
        })
        .collect();
    let path = directory.path().join("links.xml");
    let feed = format!(
        "<rss version='2.0'><channel><title>Links</title><item><title>Many</title>\
         <guid>1</guid><description>{links}</description></item></channel></rss>"
    );
    std::fs::write(&path, feed).unwrap();
    let mut window = Window::open_on(&path.display().to_string());
    window.wait_for_article("Many");
    tab_to(&mut window, "Link 0");
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.frames(2);
    assert_eq!((focus(&window).role, focus(&window).name.as_str()), (Role::Link, "Link 2"));
    window.key(Key::ArrowLeft);
    window.frames(2);
    let link = focus(&window).name;
    assert_eq!(link, "Link 1");
    let names: Vec<String> = stops(&mut window).into_iter().map(|stop| stop.name).collect();
    let count = names.iter().filter(|name| name.starts_with("Link ")).count();
    assert_eq!((count, names.contains(&link)), (1, true), "{names:#?}");
}

#[test]
fn arrows_move_through_the_feeds_and_open_folders() {
    let mut window = Window::open_with_folder();
    window.frames(3);
    window.key(Key::ArrowLeft);
    window.frames(3);
    assert_eq!(focus(&window).role, SOURCE);
    let tree = window.seen().into_iter().find(|one| one.role == Role::Tree).unwrap();
    assert_eq!(tree.name, "Feeds");
    window.key(Key::Home);
    window.frames(3);
    assert_eq!(focus(&window).position, Some(0));
    while focus(&window).name != "Folder" {
        window.key(Key::ArrowDown);
        window.frames(3);
    }
    let folder = focus(&window);
    assert_eq!((folder.is_expanded, folder.level), (Some(true), Some(0)));
    assert!(folder.is_selected, "the list beside it shows what the keys have come to");
    window.key(Key::ArrowRight);
    window.frames(3);
    let feed = focus(&window);
    assert_eq!((feed.name.as_str(), feed.level), ("Inner", Some(1)));
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowLeft);
    window.frames(3);
    assert_eq!(focus(&window).is_expanded, Some(false));
    assert!(!window.has(SOURCE, "Inner"));
    window.key(Key::Enter);
    window.frames(3);
    assert!(matches!(focus(&window).role, Role::ListBox | Role::ListBoxOption));
}

#[test]
fn in_a_narrow_window_arrows_choose_a_feed_and_enter_shows_it() {
    let mut window = Window::open_sized(700.0, 600.0);
    window.key(Key::Backslash);
    window.frames(3);
    assert_eq!(focus(&window).role, SOURCE);
    let place = window.reader().state().place();
    window.key(Key::ArrowDown);
    window.frames(3);
    assert_eq!((focus(&window).name.as_str(), focus(&window).is_selected), ("Starred", false));
    assert_eq!(window.reader().state().place(), place);
    window.key(Key::Enter);
    window.frames(3);
    assert_ne!(window.reader().state().place(), place);
    assert_eq!(focus(&window).role, Role::ListBox);
}

#[test]
fn dialogs_have_names_take_the_focus_and_give_it_back() {
    let dialogs: [(&[Key], &str, Role); 8] = [
        (&[Key::A], "Add a feed", Role::TextInput),
        (&[Key::G, Key::H], "Feed health", Role::TextInput),
        (&[Key::G, Key::Y], "Activity", Role::TextInput),
        (&[Key::G, Key::R], "Rules", Role::Heading),
        (&[Key::Questionmark], "Keyboard shortcuts", Role::Heading),
        (&[Key::E], "Tags", Role::TextInput),
        (&[Key::F1], "Keyboard shortcuts", Role::Heading),
        (&[Key::F2], "Rename feed", Role::TextInput),
    ];
    let mut window = Window::open();
    window.click(SOURCE, "Welcome to Gleaner");
    window.wait("its list", gleaner::ui::ReaderApp::is_ready);
    window.key(Key::J);
    window.frames(3);
    let before = focus(&window);
    assert_eq!(before.role, ENTRY);
    for (keys, name, role) in dialogs {
        for key in keys {
            window.key(*key);
        }
        window.frames(4);
        let dialog = window.seen().into_iter().find(|one| one.role == Role::Dialog);
        assert_eq!(dialog.map(|dialog| dialog.name).as_deref(), Some(name));
        let inside = focus(&window);
        assert!(inside.around.contains(&Role::Dialog), "{name}: {inside:?}");
        assert_eq!(inside.role, role, "{name}: {inside:?}");
        check(&window, name);
        let behind = window.seen().into_iter().find(|one| one.role == Role::Tree);
        assert_eq!(behind, None, "{name} hides the panes");
        window.key(Key::Escape);
        window.frames(4);
        assert_eq!(focus(&window).name, before.name, "after {name}");
    }
}

#[test]
fn every_screen_has_names_and_a_focus() {
    let mut window = Window::open();
    window.frames(3);
    check(&window, "the list");
    window.key(Key::J);
    window.wait_for_article(&window.names(ENTRY)[0].clone());
    window.frames(3);
    check(&window, "an article");
    window.key(Key::Slash);
    window.frames(3);
    check(&window, "the search");
    assert_eq!(focus(&window).role, Role::SearchInput);
    window.key(Key::Escape);
    window.key_with(Modifiers::COMMAND, Key::F);
    window.frames(3);
    check(&window, "finding in the article");
    window.key(Key::Escape);
    window.frames(3);
    for (key, name) in [(Key::Comma, "Settings"), (Key::H, "History")] {
        window.key_with(Modifiers::COMMAND, key);
        window.frames(4);
        check(&window, name);
        window.key(Key::Escape);
        window.frames(3);
    }
    window.click(Role::Button, "Menu");
    window.frames(3);
    let items = window.names(Role::MenuItem);
    assert!(items.contains(&"Settings…".to_owned()), "{items:?}");
    check(&window, "the menu");
}

#[test]
fn the_menu_key_opens_the_menu_of_the_row_and_arrows_move_in_it() {
    let mut window = Window::open();
    window.key(Key::J);
    window.frames(3);
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        window.key_with(modifiers, key);
        window.frames(4);
        let item = focus(&window);
        assert_eq!((item.role, item.name.as_str()), (Role::MenuItem, "Mark as unread"));
        window.key(Key::ArrowDown);
        window.frames(3);
        assert_eq!(focus(&window).name, "Star");
        window.key(Key::Escape);
        window.frames(4);
        assert_eq!(focus(&window).role, ENTRY);
        assert!(window.names(Role::MenuItem).is_empty());
    }
    window.key(Key::ArrowLeft);
    window.frames(3);
    window.key_with(Modifiers::SHIFT, Key::F10);
    window.frames(4);
    assert!(window.names(Role::MenuItem).is_empty(), "a built-in place has no menu");
    window.key(Key::End);
    window.wait("the feed", gleaner::ui::ReaderApp::is_ready);
    window.frames(4);
    window.key_with(Modifiers::SHIFT, Key::F10);
    window.frames(4);
    assert_eq!(focus(&window).name, "Refresh");
}

#[test]
fn a_combo_box_has_options_and_keeps_the_focus_when_it_closes() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.focus(Role::ComboBox, "Theme");
    window.frames(2);
    for leave in [Key::Enter, Key::Escape] {
        assert_eq!(
            (focus(&window).role, focus(&window).is_expanded),
            (Role::ComboBox, Some(false))
        );
        window.key(Key::Enter);
        window.frames(4);
        let option = focus(&window);
        assert_eq!(option.role, Role::ListBoxOption, "{option:?}");
        assert!(option.is_selected, "arrows start at what is chosen: {option:?}");
        window.key(Key::ArrowDown);
        window.frames(3);
        assert!(!focus(&window).is_selected);
        window.key(leave);
        window.frames(4);
    }
    assert_eq!(focus(&window).name, "Theme");
    assert!(window.reader().state().dialog.is_some(), "the dialog stays open");
}

#[test]
fn arrows_choose_among_radio_buttons() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.focus(Role::RadioButton, "Everything");
    window.frames(2);
    let before = focus(&window).name;
    window.key(Key::ArrowDown);
    window.frames(3);
    assert_ne!(focus(&window).name, before);
    assert!(focus(&window).is_toggled, "{:?}", focus(&window));
    assert!(window.reader().state().settings.retention.is_some());
    window.key(Key::ArrowUp);
    window.frames(3);
    assert_eq!(focus(&window).name, before);
    assert_eq!(window.reader().state().settings.retention, None);
}

#[test]
fn a_line_of_the_palette_is_read_once_and_followed() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::K);
    window.frames(3);
    assert_eq!((focus(&window).role, focus(&window).name.as_str()), (Role::TextInput, "Find"));
    window.type_text("star");
    window.frames(3);
    let line = focus(&window);
    assert_eq!((line.role, line.name.as_str()), (ENTRY, "Star or remove star"));
    assert_eq!(line.description, "Select an entry first");
    window.key(Key::ArrowDown);
    window.frames(3);
    assert_eq!(focus(&window).name, "Starred");
    let twice: Vec<Seen> = window.seen().into_iter().filter(|one| one.name == "Starred").collect();
    assert_eq!(twice.len(), 1, "{twice:#?}");
    let sizes: BTreeSet<_> = [line.size, focus(&window).size].into();
    assert_eq!(sizes.len(), 1);
    check(&window, "the palette");
}

#[test]
fn the_article_is_a_stop_with_its_title() {
    let mut window = Window::open();
    window.key(Key::J);
    let title = window.names(ENTRY)[0].clone();
    window.wait_for_article(&title);
    window.frames(3);
    let stops = stops(&mut window);
    let article = stops.iter().find(|stop| stop.role == Role::Document);
    assert_eq!(article.map(|stop| stop.name.as_str()), Some(title.as_str()));
    assert_eq!(window.reader().state().pane(), Pane::Article);
    let seen = window.seen();
    let inside = seen.iter().find(|one| one.role == Role::Article).unwrap();
    assert!(inside.around.contains(&Role::Document));
}
