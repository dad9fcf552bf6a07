//! The panes, their menus and bars, and the empty states.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use gleaner::app::Group;
use gleaner::ui::{FailureScreen, fonts, theme::Theme};

use super::library::{BROKEN, ENTRY, FEED, FOLDER, SEARCH};
use super::{BUTTON, MENU_ITEM, Tour, local, welcome_title};
use crate::support::reader::Window;

const ROW: Role = Role::ListBoxOption;
const SOURCE: Role = Role::TreeItem;

pub fn visit(tour: &mut Tour) {
    tour.look("a list before its first refresh");
    tour.window.key_with(Modifiers::SHIFT, Key::R);
    tour.window.wait("the refresh", |reader| {
        let state = reader.state();
        let has_problem = state.library.feeds.iter().any(|feed| feed.health.problem.is_some());
        state.progress.is_none() && has_problem && state.library.counts.total() == 3
    });
    tour.window.wait("the entries", |reader| reader.state().list.entries().len() == 3);
    tour.look("the list");
    menus(tour);
    article(tour);
    row_menus(tour);
    search(tour);
    notices(tour);
}

fn menus(tour: &mut Tour) {
    for group in Group::ALL {
        tour.click(BUTTON, "Menu");
        if group != Group::Program {
            tour.window.click(MENU_ITEM, &group.title());
        }
        tour.look(&format!("the main menu, {group:?}"));
        tour.escape();
    }
}

fn article(tour: &mut Tour) {
    tour.window.click(ROW, ENTRY);
    tour.window.wait_for_article(ENTRY);
    tour.window.wait_until("the missing picture", |window| {
        window.names(BUTTON).iter().any(|name| name.contains("Τίποτα"))
    });
    tour.look("an article");
    tour.window.key(Key::End);
    tour.look("the end of the article");
    tour.window.key(Key::Home);
    tour.click(BUTTON, "More");
    tour.look("the menu of the article");
    tour.escape();
    tour.window.key_with(Modifiers::COMMAND, Key::F);
    tour.window.type_text("κύμα");
    tour.look("find in the article");
    tour.escape();
    tour.window.key(Key::T);
    tour.look("the table of contents");
    tour.escape();
    tour.window.key(Key::Home);
    tour.window.click(Role::Link, "[1]");
    tour.look("a footnote");
    tour.escape();
    tour.window.key(Key::Home);
    tour.window.wait_until("the picture", |window| {
        window.click(Role::Image, "Ένα τετράγωνο");
        window.has(BUTTON, &local("Close (Escape)"))
    });
    tour.look("a picture by itself");
    tour.escape();
    aloud(tour);
    tour.window.key(Key::F);
    tour.window.wait("the answer about the full text", |reader| {
        reader.state().notice.as_ref().is_some_and(|notice| notice.is_error)
    });
    tour.look("no full text");
}

fn aloud(tour: &mut Tour) {
    tour.window.key_with(Modifiers::SHIFT, Key::V);
    tour.window.wait("the first sentence", |reader| {
        reader.state().aloud().is_some_and(|reading| reading.language.is_some())
    });
    tour.look("an article read aloud");
    tour.click(BUTTON, "Voice");
    tour.look("the voices of a language without any");
    tour.escape();
    tour.window.key_with(Modifiers::SHIFT, Key::P);
    tour.look("reading aloud is paused");
    tour.window.key_with(Modifiers::SHIFT, Key::V);
}

fn row_menus(tour: &mut Tour) {
    tour.window.context_click(ROW, ENTRY);
    tour.look("the menu of an entry");
    tour.click(MENU_ITEM, "Mute");
    tour.look("the words to mute");
    tour.escape();
    tour.window.context_click(SOURCE, FEED);
    tour.look("the menu of a feed");
    for submenu in ["Move to", "Pictures"] {
        tour.click(MENU_ITEM, submenu);
        tour.look(&format!("the menu of a feed, {submenu}"));
        tour.escape();
        tour.window.context_click(SOURCE, FEED);
    }
    tour.escape();
    for (row, screen) in [(FOLDER, "the menu of a folder"), (SEARCH, "the menu of a search")] {
        tour.window.context_click(SOURCE, row);
        tour.look(screen);
        tour.escape();
    }
    tour.window.click(SOURCE, FEED);
    tour.look("the list of one feed");
    tour.window.key_with(Modifiers::SHIFT, Key::S);
    tour.look("a selected feed");
    tour.click(BUTTON, "Clear selection");
    tour.window.click(SOURCE, BROKEN);
    tour.look("a feed with a problem");
    tour.window.click(SOURCE, FOLDER);
}

fn search(tour: &mut Tour) {
    tour.window.key(Key::Slash);
    tour.look("an empty search");
    tour.window.type_text("φάρος");
    tour.window.wait("no results", |reader| {
        reader.state().list.is_whole() && reader.state().list.entries().is_empty()
    });
    tour.look("no results");
    tour.escape();
    tour.window.key(Key::Slash);
    tour.window.type_text("is:unred");
    tour.look("a mistake in a search");
    tour.escape();
}

fn notices(tour: &mut Tour) {
    tour.window.key_with(Modifiers::SHIFT, Key::A);
    tour.window.wait("the notice", |reader| {
        let notice = reader.state().notice.as_ref();
        reader.state().list.unread() == 0 && notice.is_some_and(|notice| notice.undo.is_some())
    });
    tour.look("all entries are marked");
    tour.window.key(Key::U);
    tour.window.wait("the undo", |reader| reader.state().list.unread() > 0);
    tour.look("undone");
    tour.window.keys(&[Key::G, Key::S]);
    tour.window.wait("the list", gleaner::ui::ReaderApp::is_ready);
    tour.look("nothing starred");
    tour.window.keys(&[Key::G, Key::A]);
    tour.window.wait("the list", gleaner::ui::ReaderApp::is_ready);
}

/// The screens that need a window of their own.
pub fn visit_empty(tour: &mut Tour) {
    let address = tour.library.url("/feed.xml");
    tour.window = Window::open_on(address.as_str());
    tour.window.wait_for(BUTTON, &local("Subscribe"));
    tour.look("a preview");

    tour.window = Window::open();
    tour.window.context_click(SOURCE, &welcome_title());
    tour.click(MENU_ITEM, "Unsubscribe");
    tour.window.wait("no feeds", |reader| {
        let state = reader.state();
        state.library.feeds.is_empty()
            && state.list.is_complete()
            && state.list.entries().is_empty()
    });
    tour.look("no feeds");

    tour.window = Window::open_in(tour.library.profile());
    tour.window.resize(500.0, 600.0);
    tour.look("the list in a narrow window");
    tour.click(BUTTON, "Back to feeds");
    tour.look("the feeds in a narrow window");

    let mut harness = Harness::builder()
        .allow_missing_glyphs()
        .with_context_setup(fonts::install)
        .build_ui_state(
            |ui, screen: &mut FailureScreen| _ = screen.show_ui(ui),
            FailureScreen::new("Τίποτα".to_owned(), Theme::light()),
        );
    harness.step();
    let spoken: Vec<_> = harness
        .root()
        .children_recursive()
        .map(|node| {
            let node = node.accesskit_node();
            (node.role(), [node.label(), node.value()].into_iter().flatten().collect())
        })
        .collect();
    tour.note("the failure at the start", &spoken, &[]);
}
