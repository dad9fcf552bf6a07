//! The looks of the window, and dialogs in a small window.

use egui::accesskit::Role;
use egui::{Key, Modifiers};

use gleaner::app::{Action, Dialog, SignInDraft, SignInProgress};
use gleaner::config::{RefreshQuestion, ThemeChoice};
use gleaner::library::subscriptions;
use gleaner::model::{FeedId, Step, StepId, StepKind, StepTarget};
use gleaner::net::Credentials;
use gleaner::worker::Event;

use crate::app_support::{feed, now, state_with};
use crate::store_support::Library;
use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const HEADING: Role = Role::Heading;
const FIELD: Role = Role::TextInput;

#[test]
fn a_search_leaves_the_settings_that_match() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.wait_for(HEADING, "Settings");
    assert!(window.has(Role::Label, "Network") && window.has(Role::ComboBox, "Theme"));
    window.focus(FIELD, "Search settings");
    window.type_text("prox");
    assert!(window.has(Role::Label, "Network") && window.has(Role::ComboBox, "Proxy"));
    assert!(!window.has(Role::Label, "Window") && !window.has(Role::ComboBox, "Theme"));
}

#[test]
fn the_looks_change_from_a_popover_beside_the_article() {
    let mut window = Window::open();
    window.click(BUTTON, "Text and theme");
    window.click(Role::RadioButton, "Sepia");
    window.click(Role::RadioButton, "Libertinus Serif");
    let settings = &window.reader().state().settings;
    assert_eq!(settings.theme, ThemeChoice::Sepia);
    assert!(window.has(Role::Slider, "Text size"), "it stays open");
    window.click(BUTTON, "All settings…");
    window.wait_for(HEADING, "Settings");
}

#[test]
fn a_theme_is_chosen_in_the_palette() {
    let mut window = Window::open();
    window.palette("theme: black");
    assert_eq!(window.reader().state().settings.theme, ThemeChoice::Black);
}

#[test]
fn about_tells_the_version() {
    let mut window = Window::open();
    window.palette("about");
    window.wait_for(HEADING, "About Gleaner");
    let version = format!("Version {}", env!("CARGO_PKG_VERSION"));
    assert!(window.has(Role::Label, &version));
}

/// Fails if something with this role and name is not within a window of 480 by 400 points.
fn assert_inside(window: &Window, role: Role, name: &str) {
    let rect = window.rect(role, name);
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(480.0, 400.0));
    assert!(screen.contains_rect(rect), "{name} is at {rect:?}");
}

#[test]
fn dialogs_fit_the_smallest_window() {
    let mut window = Window::open_sized(480.0, 400.0);
    window.key_with(Modifiers::COMMAND, Key::K);
    window.wait_for(FIELD, "Find");
    window.frames(3);
    assert_inside(&window, FIELD, "Find");
    window.key(Key::Escape);
    window.palette("rules");
    window.click(BUTTON, "New rule…");
    window.wait_for(BUTTON, "Save rule");
    window.frames(3);
    assert_inside(&window, HEADING, "New rule");
    assert_inside(&window, BUTTON, "Save rule");
    assert_inside(&window, BUTTON, "Cancel");
    window.key(Key::Escape);
    for (letters, heading) in
        [("settings…", "Settings"), ("about", "About Gleaner"), ("keyboard", "Keyboard shortcuts")]
    {
        window.palette(letters);
        window.wait_for(HEADING, heading);
        window.frames(3);
        assert_inside(&window, HEADING, heading);
        assert_inside(&window, BUTTON, "Close");
        window.key(Key::Escape);
    }
}

#[test]
fn an_address_that_is_pasted_opens_the_add_dialog() {
    let mut window = Window::open();
    window.paste("just some words");
    assert!(window.reader().state().dialog.is_none());
    window.paste(" https://example.org/feed.xml\n");
    window.wait_for(HEADING, "Add a feed");
    let Some(Dialog::AddFeed(add)) = &window.reader().state().dialog else { panic!("no dialog") };
    assert_eq!(add.address, "https://example.org/feed.xml");
}

#[test]
fn the_key_sheet_shows_what_its_filter_finds() {
    let mut window = Window::open();
    window.key(Key::Questionmark);
    window.wait_for(HEADING, "Keyboard shortcuts");
    window.focus(FIELD, "Search shortcuts");
    window.type_text("mark above");
    let pencils = window.names(BUTTON);
    let pencils: Vec<_> = pencils.iter().filter(|name| name.starts_with("Change the")).collect();
    assert_eq!(pencils, ["Change the shortcut of Mark above as read"]);
}

fn step() -> Step {
    let kind = StepKind::Tag { entries: StepTarget::Count(1), tag: "later".to_owned() };
    Step { id: StepId(1), changed: 1, kind }
}

#[test]
fn automatic_refresh_is_asked_about_once() {
    let mut state = state_with(&[]);
    let question = |state: &gleaner::app::AppState| state.session.refresh_question;
    assert_eq!(question(&state), RefreshQuestion::Later);
    state.receive(Event::Subscribed(FeedId(1), None), now());
    assert_eq!(question(&state), RefreshQuestion::Later, "nothing was added");
    state.receive(Event::Subscribed(FeedId(1), Some(step())), now());
    assert_eq!(question(&state), RefreshQuestion::Asked);
    state.apply(Action::AnswerRefreshQuestion(Some(60)), now());
    assert_eq!((question(&state), state.settings.refresh_minutes), (RefreshQuestion::Answered, 60));
    state.receive(Event::Subscribed(FeedId(2), Some(step())), now());
    assert_eq!(question(&state), RefreshQuestion::Answered);
}

#[test]
fn who_already_refreshes_automatically_is_not_asked() {
    let mut state = state_with(&[]);
    state.settings.refresh_minutes = 30;
    state.receive(Event::Subscribed(FeedId(1), Some(step())), now());
    assert_eq!(state.session.refresh_question, RefreshQuestion::Later);
}

#[test]
fn every_entry_is_a_place_in_the_sidebar() {
    let state = state_with(&[]);
    assert!(state.top_places().any(|place| place.name == "All entries"));
}

#[test]
fn a_password_that_could_not_be_stored_is_still_in_its_field() {
    let mut state = state_with(&[]);
    let draft = SignInDraft::new(&feed(1));
    state.apply(Action::OpenDialog(Box::new(Dialog::SignIn(draft))), now());
    let credentials = Credentials::password("jane", "secret").unwrap();
    state.apply(Action::SignIn(FeedId(1), Some(credentials.clone())), now());
    state.receive(Event::Failed("No keyring".to_owned()), now());
    assert!(matches!(state.dialog, Some(Dialog::SignIn(_))));
    assert_eq!(state.sign_in, SignInProgress::Failed("No keyring".to_owned()));
    state.apply(Action::SignIn(FeedId(1), Some(credentials)), now());
    state.receive(Event::Changed(step()), now());
    assert!(matches!(state.dialog, Some(Dialog::Feed(FeedId(1)))));
}

#[test]
fn an_export_makes_no_folders() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mistyped").join("list.opml");
    let library = Library::new();
    let error = subscriptions::write(&library.store, &path).unwrap_err();
    assert!(error.starts_with("There is no folder"), "{error}");
    assert!(!dir.path().join("mistyped").exists());
    subscriptions::write(&library.store, &dir.path().join("list.opml")).unwrap();
}

#[test]
fn what_the_keyboard_reaches_in_the_settings_is_in_sight() {
    let mut window = Window::open_sized(700.0, 600.0);
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.wait_for(Role::Heading, "Settings");
    let mut lowest: f32 = 0.0;
    for _ in 0..30 {
        window.key(Key::Tab);
        // Scrolling takes a moment.
        window.frames(20);
        let place = window.focus_rect().expect("something has the focus");
        assert!(place.top() >= 0.0 && place.bottom() <= 600.0, "{place:?}");
        lowest = lowest.max(place.bottom());
    }
    assert!(lowest > 400.0, "the end was not reached: {lowest}");
}
