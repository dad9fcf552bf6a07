//! The window in other languages: from right to left, and changed while it is open.

use std::process::Command;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::i18n::{Language, language, translations, with_language};

use crate::support::reader::Window;

/// Set in the process whose language a test may change.
const OWN_PROCESS: &str = "GLEANER_TEST_LANGUAGES";

fn local(english: &str) -> String {
    translations(english).into_iter().next().unwrap()
}

/// The title of the first entry of the welcome feed, which is that of the feed, too.
fn welcome() -> String {
    let (_, rest) = language().welcome_feed().split_once("<title>").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

#[test]
fn hebrew_begins_at_the_right() {
    with_language(Language::Hebrew, || {
        let mut window = Window::open();
        // The pointer meets what it sees.
        window.click(Role::ListBoxOption, &welcome());
        window.wait_for_article(&welcome());
        window.frames(3);
        let place = window.rect(Role::TreeItem, &local("Today"));
        let row = window.rect(Role::ListBoxOption, &welcome());
        let article = window.rect(Role::Document, &welcome());
        assert!(place.left() >= row.right() && row.left() >= article.right());
        assert!(article.left() >= 0.0 && place.right() > 1350.0, "{place:?}, {article:?}");
    });
}

#[test]
fn words_of_a_label_run_from_right_to_left() {
    with_language(Language::Hebrew, || {
        let mut window = Window::open();
        window.key_with(Modifiers::COMMAND, Key::Comma);
        window.frames(3);
        let label = local("Text size");
        let places = window.characters(&label);
        assert_eq!(places.len(), label.chars().count());
        assert!(places.windows(2).all(|pair| pair[1] < pair[0]), "{places:?}");
    });
}

#[test]
fn an_address_is_written_from_left_to_right_in_a_hebrew_window() {
    with_language(Language::Hebrew, || {
        let mut window = Window::open();
        window.key(Key::A);
        window.wait_for(Role::TextInput, &local("Address"));
        window.type_text("example.org");
        window.frames(2);
        let places = window.characters("example.org");
        assert!(places.windows(2).all(|pair| pair[1] > pair[0]), "{places:?}");
        let field = window.rect(Role::TextInput, &local("Address"));
        assert!(places[0] - field.left() < 30.0, "{places:?} in {field:?}");
        // The arrows move the cursor as on paper.
        window.key(Key::ArrowLeft);
        window.type_text("x");
        window.frames(2);
        assert!(!window.characters("example.orxg").is_empty());
    });
}

#[test]
fn arrows_change_places_in_a_hebrew_sidebar() {
    with_language(Language::Hebrew, || {
        let mut window = Window::open_with_folder();
        window.click(Role::TreeItem, "Folder");
        assert!(window.has(Role::TreeItem, "Inner"));
        window.key(Key::ArrowRight);
        assert!(!window.has(Role::TreeItem, "Inner"), "the right arrow leads out of the folder");
        window.key(Key::ArrowLeft);
        assert!(window.has(Role::TreeItem, "Inner"), "the left arrow leads into the folder");
    });
}

#[test]
fn a_setting_changes_the_language_without_a_restart() {
    let test = "a_setting_changes_the_language_without_a_restart";
    // The language is that of the process, and other tests would see it.
    if std::env::var_os(OWN_PROCESS).is_none() {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let name = format!("languages::{test}");
        command.args(["--exact", &name, "--nocapture"]).env(OWN_PROCESS, "1");
        let run = command.output().unwrap();
        let told = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success(), "{told}{}", String::from_utf8_lossy(&run.stderr));
        return;
    }
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.click(Role::ComboBox, "Language");
    window.click(Role::ListBoxOption, "Deutsch");
    window.wait_for(Role::Pane, "Artikel");
    assert_eq!(language(), Language::German);
    window.key(Key::Escape);
    window.frames(3);
    let names = |window: &Window| window.names(Role::Button);
    let changed = names(&window);
    let window = window.restart();
    assert_eq!(changed, names(&window), "nothing is left in English");
}
