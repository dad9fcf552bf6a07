//! Tags in the window: their dialog, the search for them, their places in the sidebar.

use egui::Key;
use egui::accesskit::Role;
use gleaner::query::PlaceId;
use gleaner::ui::ReaderApp;

use crate::support::reader::Window;

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const SOURCE: Role = Role::TreeItem;
const MENU_ITEM: Role = Role::MenuItem;

fn tag_names(reader: &ReaderApp) -> Vec<&str> {
    reader.state().library.tags.iter().map(|tag| tag.name.as_str()).collect()
}

#[test]
fn a_tag_is_a_place_that_is_opened_renamed_and_removed() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[1].clone();
    window.click(ENTRY, &title);
    window.wait_for_article(&title);
    window.key(Key::M);
    window.key(Key::E);
    window.wait_for(Role::TextInput, "New tag");
    window.type_text("later");
    window.click(BUTTON, "Add tag");
    window.key(Key::Escape);
    window.click(SOURCE, "later");
    window
        .wait("its entry", |reader| reader.is_ready() && reader.state().list.entries().len() == 1);
    window.wait("its count", |reader| {
        let place = reader.state().find_place(reader.state().place());
        place.is_some_and(|place| place.count == 1)
    });
    assert_eq!(window.description(SOURCE, "later"), "1 unread");
    window.context_click(SOURCE, "later");
    window.click(MENU_ITEM, "Rename…");
    window.wait_for(Role::TextInput, "Name");
    window.frames(3);
    window.type_text("soon");
    window.click(BUTTON, "Rename");
    window.wait_for(SOURCE, "soon");
    window.wait("the entry under the new name", |reader| {
        reader.is_ready() && reader.state().list_title() == "soon"
    });
    assert_eq!(window.names(ENTRY), [title]);
    window.context_click(SOURCE, "soon");
    window.click(MENU_ITEM, "Remove tag");
    window.wait("no tag", |reader| tag_names(reader).is_empty());
    assert_eq!(window.reader().state().place(), PlaceId::UNREAD);
    window.key(Key::U);
    window.wait_for(SOURCE, "soon");
}

#[test]
fn a_tag_of_ones_own_is_found_by_the_search() {
    let mut window = Window::open();
    window.key(Key::J);
    window.key(Key::E);
    window.wait_for(Role::TextInput, "New tag");
    window.type_text("later");
    window.click(BUTTON, "Add tag");
    window.wait("the tag", |reader| tag_names(reader) == ["later"]);
    window.key(Key::Escape);
    window.key(Key::Slash);
    window.type_text("tag:later");
    window
        .wait("the entry", |reader| reader.is_ready() && reader.state().list.entries().len() == 1);
}
