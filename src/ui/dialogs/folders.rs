//! Where feeds go: a folder, none, or a new one.

use egui::Ui;

use crate::app::{Action, AppState, Dialog, NameTarget};
use crate::model::{FeedId, FolderId};
use crate::worker::Change;

use super::{foot_ui, title_ui};
use crate::ui::theme::Theme;

pub(super) fn move_ui(ui: &mut Ui, state: &AppState, ids: &[FeedId], theme: &Theme, actions: &mut Vec<Action>) {
    let title = match ids {
        [id] => format!("Move {}", state.feed(*id).map_or("a feed", |feed| feed.title())),
        ids => format!("Move {} feeds", ids.len()),
    };
    title_ui(ui, &title, theme);
    let mut goal: Option<Option<FolderId>> = None;
    egui::ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        if ui.button("No folder").clicked() {
            goal = Some(None);
        }
        for folder in &state.library.folders {
            if ui.button(&folder.name).clicked() {
                goal = Some(Some(folder.id));
            }
        }
    });
    if let Some(folder) = goal {
        actions.push(Action::Change(Change::MoveFeeds(ids.to_vec(), folder)));
        actions.push(Action::CloseDialog);
    }
    if foot_ui(ui, "Cancel", Some(("New folder\u{2026}", true)), actions) {
        let dialog = Dialog::Name { target: NameTarget::NewFolder(ids.to_vec()), text: String::new() };
        actions.push(Action::OpenDialog(Box::new(dialog)));
    }
}
