//! Type a name for a feed or a folder.

use egui::Ui;

use crate::app::{Action, NameTarget};

use super::{field_ui, foot_ui, title_ui};
use crate::ui::theme::Theme;

pub(super) fn name_ui(ui: &mut Ui, target: NameTarget, text: &mut String, theme: &Theme, actions: &mut Vec<Action>) {
    let (title, hint, act) = match target {
        NameTarget::Feed(_) => ("Rename feed", "Empty for the publisher's title", "Rename"),
        NameTarget::Folder(_) => ("Rename folder", "Name", "Rename"),
        NameTarget::NewFolder(_) => ("New folder", "Name", "Create"),
    };
    title_ui(ui, title, theme);
    let is_entered = field_ui(ui, text, hint, "Name");
    let name = text.trim().to_owned();
    let is_usable = !name.is_empty() || matches!(target, NameTarget::Feed(_));
    if (foot_ui(ui, "Cancel", Some((act, is_usable)), actions) || is_entered) && is_usable {
        actions.push(match target {
            NameTarget::Feed(id) => Action::RenameFeed(id, Some(name)),
            NameTarget::Folder(id) => Action::RenameFolder(id, name),
            NameTarget::NewFolder(moved_feed) => Action::CreateFolder { name, moved_feed },
        });
        actions.push(Action::CloseDialog);
    }
}
