//! The dialogs with their stages.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::app::{AccountStage, AddStage, Command, Dialog, FolderStage, ImportStage, RulesStage};

use super::library::{BROKEN, FEED, OTHER_ENTRY, SEARCH};
use super::{BUTTON, MENU_ITEM, Tour, local};

const FIELD: Role = Role::TextInput;
const ROW: Role = Role::ListBoxOption;
const SOURCE: Role = Role::TreeItem;

/// Two new feeds, and an outline that is left out.
const LIST: &str = "<opml version='2.0'><body>\
    <outline text='Λιμάνι' xmlUrl='http://example.org/a.xml'/>\
    <outline text='Φάρος' xmlUrl='http://example.org/b.xml'/>\
    <outline text='Πρόγραμμα' type='rss' xmlUrl='exec:/bin/true'/>\
    </body></opml>";

pub fn visit(tour: &mut Tour) {
    palette(tour);
    add_feed(tour);
    keepers(tour);
    account(tour);
    sync_folder(tour);
    lists(tour);
    feed_pages(tour);
    names(tour);
    rules(tour);
    tour.window.key_with(Modifiers::COMMAND, Key::H);
    tour.look("history");
    tour.escape();
    tour.window.key_with(Modifiers::COMMAND, Key::Comma);
    tour.window.wait("the size", |reader| reader.state().size.is_some());
    tour.look("settings");
    for label in ["Theme", "Order", "In feeds, show", "Load pictures", "Refresh automatically"] {
        tour.click(Role::ComboBox, label);
        tour.look(&format!("settings, {label}"));
        tour.escape();
        if tour.window.reader().state().dialog.is_none() {
            tour.window.key_with(Modifiers::COMMAND, Key::Comma);
        }
    }
    tour.escape();
    keys(tour);
}

fn palette(tour: &mut Tour) {
    tour.window.key_with(Modifiers::COMMAND, Key::K);
    tour.look("the palette");
    tour.window.type_text("ωωω");
    tour.look("the palette without a match");
    tour.escape();
}

fn add_feed(tour: &mut Tour) {
    let page = tour.library.url("/two").to_string();
    tour.window.key(Key::A);
    tour.look("add a feed");
    tour.window.type_text(&page);
    tour.window.key(Key::Enter);
    tour.window.wait("two feeds", |reader| {
        let Some(Dialog::AddFeed(add)) = &reader.state().dialog else { return false };
        matches!(add.stage, AddStage::Found { .. })
    });
    tour.look("add a feed, two are found");
    tour.escape();
    for address in [tour.library.url("/nothing").to_string(), "/tmp/no.xml".into(), "η".into()] {
        tour.window.key(Key::A);
        tour.window.wait_for(FIELD, &local("Address"));
        tour.window.type_text(&address);
        tour.window.key(Key::Enter);
        tour.window.wait("an answer", |reader| {
            let Some(Dialog::AddFeed(add)) = &reader.state().dialog else { return false };
            matches!(add.stage, AddStage::Failed(_))
        });
        tour.look("add a feed, none is found");
        tour.escape();
    }
}

fn keepers(tour: &mut Tour) {
    tour.run(Command::ShowKeepers);
    tour.look("services to send to");
    tour.escape();
}

/// An account whose server is none, by http.
fn account(tour: &mut Tour) {
    tour.run(Command::AddAccount);
    tour.look("add an account");
    let address = tour.library.url("/nothing").to_string();
    for (role, name, text) in [
        (FIELD, "Address of the server", address.as_str()),
        (FIELD, "User name; none with a token", "άννα"),
        (Role::PasswordInput, "Password or token", "κωδικός"),
    ] {
        tour.window.focus(role, &local(name));
        tour.window.type_text(text);
    }
    tour.click(BUTTON, "Add account");
    tour.look("add an account, a warning");
    tour.click(BUTTON, "Send anyway");
    tour.window.wait("an answer", |reader| {
        let Some(Dialog::Account(draft)) = &reader.state().dialog else { return false };
        matches!(draft.stage, AccountStage::Failed(_))
    });
    tour.look("add an account, it failed");
    tour.escape();
}

/// The folder that other computers sync through: one that is not there.
fn sync_folder(tour: &mut Tour) {
    tour.run(Command::SyncFolder);
    tour.look("sync between computers");
    tour.window.focus(FIELD, &local("Folder"));
    tour.window.type_text("/Φάκελος/Συγχρονισμός");
    tour.click(BUTTON, "Look into the folder");
    tour.window.wait("an answer", |reader| {
        let Some(Dialog::SyncFolder(draft)) = &reader.state().dialog else { return false };
        matches!(draft.stage, FolderStage::Failed(_))
    });
    tour.look("sync between computers, the folder is missing");
    tour.escape();
}

/// Import, export, backup.
fn lists(tour: &mut Tour) {
    let good = tour.library.file("list.opml", LIST);
    let bad = tour.library.file("bad.opml", "τίποτα <");
    for (path, screen) in [(good, "import, the plan"), (bad, "import, an unknown format")] {
        tour.run(Command::Import);
        tour.window.wait_for(FIELD, &local("File"));
        tour.look("import");
        tour.window.type_text(&path);
        tour.window.key(Key::Enter);
        tour.window.wait("the plan", |reader| {
            let Some(Dialog::Import { stage, .. }) = &reader.state().dialog else { return false };
            matches!(stage, ImportStage::Planned(_) | ImportStage::Failed(_))
        });
        tour.look(screen);
        tour.escape();
    }
    for (command, screen) in [(Command::Export, "export"), (Command::BackUp, "backup")] {
        tour.run(command);
        tour.look(screen);
        tour.escape();
    }
}

/// Health, activity, and the settings of a feed.
fn feed_pages(tour: &mut Tour) {
    tour.window.keys(&[Key::G, Key::H]);
    tour.look("health");
    tour.escape();
    tour.window.keys(&[Key::G, Key::Y]);
    tour.window.wait("the requests", |reader| !reader.state().activity.is_empty());
    tour.look("activity");
    tour.escape();
    tour.window.keys(&[Key::G, Key::I]);
    tour.look("statistics");
    tour.escape();
    tour.window.context_click(SOURCE, FEED);
    tour.click(MENU_ITEM, "Feed settings…");
    tour.look("the settings of a feed");
    scroll_down(tour);
    tour.look("the rest of the settings of a feed");
    tour.click(BUTTON, "Change address…");
    tour.look("another address");
    tour.escape();
    tour.window.context_click(SOURCE, BROKEN);
    tour.click(MENU_ITEM, "Feed settings…");
    tour.click(BUTTON, "Sign in…");
    tour.look("sign in");
    for kind in ["User name and password", "Token"] {
        tour.click(Role::RadioButton, kind);
        tour.look(&format!("sign in, {kind}"));
    }
    tour.escape();
}

/// The settings of a feed are higher than the window.
fn scroll_down(tour: &mut Tour) {
    tour.window.frames(3);
    tour.window.wheel(Role::RadioButton, -2000.0);
    tour.window.frames(10);
}

fn names(tour: &mut Tour) {
    tour.window.click(SOURCE, FEED);
    tour.window.key(Key::F2);
    tour.look("rename a feed");
    tour.escape();
    for (command, screen) in [
        (Command::MovePlace, "move a feed"),
        (Command::NewFolder, "a new folder"),
        (Command::MuteWord, "mute a word"),
    ] {
        tour.run(command);
        tour.look(screen);
        tour.escape();
    }
    tour.window.click(ROW, OTHER_ENTRY);
    tour.window.wait_for_article(OTHER_ENTRY);
    tour.window.key(Key::E);
    tour.look("tags");
    tour.escape();
    tour.window.context_click(SOURCE, SEARCH);
    tour.click(MENU_ITEM, "Edit search…");
    tour.look("edit a search");
    tour.escape();
    tour.window.context_click(SOURCE, SEARCH);
    tour.click(MENU_ITEM, "Rename…");
    tour.look("rename a search");
    tour.escape();
}

fn rules(tour: &mut Tour) {
    tour.window.keys(&[Key::G, Key::R]);
    tour.look("rules");
    tour.click(BUTTON, "New rule…");
    tour.look("a new rule");
    tour.window.type_text("κύμα");
    tour.window.wait("the trial", |reader| {
        let Some(Dialog::Rules(RulesStage::Editing(draft))) = &reader.state().dialog else {
            return false;
        };
        draft.trial.is_some()
    });
    tour.look("a rule with its trial");
    tour.escape();
}

fn keys(tour: &mut Tour) {
    tour.window.key(Key::Questionmark);
    tour.look("keyboard shortcuts");
    tour.click_part(&Command::NextFeed.title());
    tour.look("a shortcut");
    tour.window.key(Key::J);
    tour.look("a shortcut that is taken");
    tour.escape();
}
