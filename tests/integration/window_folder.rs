//! Sync between computers in the window: joining a folder, its devices, leaving it.

use egui::Key;
use egui::accesskit::Role;
use gleaner::app::{Dialog, FolderStage};

use crate::support::program::Program;
use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const FIELD: Role = Role::TextInput;

fn read_folder(window: &mut Window, folder: &std::path::Path) {
    window.palette("sync between computers");
    window.wait_for(Role::Heading, "Sync between computers");
    window.focus(FIELD, "Folder");
    window.type_text(folder.to_str().unwrap());
    window.click(BUTTON, "Look into the folder");
}

#[test]
fn a_folder_is_joined_after_a_preview_shows_its_devices_and_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let other = Program::new();
    let path = folder.path().to_str().unwrap();
    assert_eq!(other.run(&["sync-folder", "join", path, "--name", "Laptop"]).code, 0);
    let mut window = Window::open();
    read_folder(&mut window, folder.path());
    window.wait("the preview", |reader| {
        let Some(Dialog::SyncFolder(draft)) = &reader.state().dialog else { return false };
        matches!(draft.stage, FolderStage::Found(_))
    });
    assert!(window.reader().state().library.folder.is_none(), "nothing is joined before");
    window.click(BUTTON, "Join");
    window.wait("the first look", |reader| {
        let state = reader.state();
        state.library.folder.is_some() && state.folder.report.is_some() && state.dialog.is_none()
    });
    window.palette("sync between computers");
    window.wait_for(BUTTON, "Leave the folder");
    let report = window.reader().state().folder.report.clone().unwrap();
    assert!(report.devices.iter().any(|device| device.name == "Laptop"), "{report:?}");
    window.click(BUTTON, "Leave the folder");
    window.wait("it is left", |reader| reader.state().library.folder.is_none());
    window.key(Key::Escape);
}

#[test]
fn a_folder_that_is_missing_is_told_in_words() {
    let mut window = Window::open();
    read_folder(&mut window, std::path::Path::new("/nowhere/at/all"));
    window.wait("the reason", |reader| {
        let Some(Dialog::SyncFolder(draft)) = &reader.state().dialog else { return false };
        matches!(&draft.stage, FolderStage::Failed(words) if words.contains("isn't there"))
    });
    assert!(window.reader().state().library.folder.is_none());
}
