//! Type a name for a feed or a folder.

use egui::Ui;

use crate::app::{Action, NameTarget};
use crate::query::parse;

use super::{field_ui, foot_ui, title_ui};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

pub(super) fn name_ui(ui: &mut Ui, target: NameTarget, text: &mut String, theme: &Theme, actions: &mut Vec<Action>) {
    let (title, hint, act) = match target {
        NameTarget::Feed(_) => ("Rename feed", "Empty for the publisher's title", "Rename"),
        NameTarget::Folder(_) => ("Rename folder", "Name", "Rename"),
        NameTarget::NewFolder(_) => ("New folder", "Name", "Create"),
        NameTarget::NewSmartFeed => ("Save search", "Name", "Save"),
        NameTarget::SmartFeed(_) => ("Rename search", "Name", "Rename"),
        NameTarget::SmartQuery(_) => ("Edit search", "Words, title:, is:unread, newer:7d", "Save"),
    };
    title_ui(ui, title, theme);
    let is_entered = field_ui(ui, text, hint, "Name");
    let name = text.trim().to_owned();
    let error = if matches!(target, NameTarget::SmartQuery(_)) { parse(&name).err() } else { None };
    if let Some(error) = &error {
        ui.label(egui::RichText::new(&error.message).color(theme.warning).font(sans(12.5)));
    }
    let is_usable = error.is_none() && (!name.is_empty() || matches!(target, NameTarget::Feed(_)));
    if (foot_ui(ui, "Cancel", Some((act, is_usable)), actions) || is_entered) && is_usable {
        actions.push(match target {
            NameTarget::Feed(id) => Action::RenameFeed(id, Some(name)),
            NameTarget::Folder(id) => Action::RenameFolder(id, name),
            NameTarget::NewFolder(moved_feed) => Action::CreateFolder { name, moved_feed },
            NameTarget::NewSmartFeed => Action::AddSmartFeed(name),
            NameTarget::SmartFeed(id) => Action::RenameSmartFeed(id, name),
            NameTarget::SmartQuery(id) => Action::ChangeSmartFeed(id, name),
        });
        actions.push(Action::CloseDialog);
    }
}
