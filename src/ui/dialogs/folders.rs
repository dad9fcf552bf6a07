//! Where feeds go: a folder, none, or a new one. And where a folder goes.

use egui::Ui;

use crate::app::{Action, AppState, Dialog, NameTarget};
use crate::library::Change;
use crate::model::{FeedId, Folder, FolderId};

use super::{foot_ui, scroll_area, title_ui};
use crate::ui::theme::Theme;

pub(super) fn move_ui(
    ui: &mut Ui,
    state: &AppState,
    ids: &[FeedId],
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let title = match ids {
        [id] => format!("Move {}", state.feed(*id).map_or("a feed", |feed| feed.title())),
        ids => format!("Move {} feeds", ids.len()),
    };
    title_ui(ui, &title, theme);
    goal_ui(ui, &[None], state.library.folders.iter(), |goal| {
        actions.push(Action::Change(Change::MoveFeeds(ids.to_vec(), goal)));
        actions.push(Action::CloseDialog);
    });
    if foot_ui(ui, "Cancel", Some(("New folder\u{2026}", true)), actions) {
        let dialog =
            Dialog::Name { target: NameTarget::NewFolder(ids.to_vec()), text: String::new() };
        actions.push(Action::OpenDialog(Box::new(dialog)));
    }
}

/// Buttons for these places, first the top level (`None`) if it is one.
fn goal_ui<'a>(
    ui: &mut Ui,
    top: &[Option<FolderId>],
    folders: impl Iterator<Item = &'a Folder>,
    mut choose: impl FnMut(Option<FolderId>),
) {
    scroll_area(320.0).show(ui, |ui| {
        let top = top.iter().map(|place| (*place, "No folder"));
        for (place, label) in
            top.chain(folders.map(|folder| (Some(folder.id), folder.name.as_str())))
        {
            if ui.button(label).clicked() {
                choose(place);
            }
        }
    });
}

pub(super) fn move_folder_ui(
    ui: &mut Ui,
    state: &AppState,
    id: FolderId,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let Some(folder) = state.folder(id) else {
        actions.push(Action::CloseDialog);
        return;
    };
    title_ui(ui, &format!("Move {}", folder.name), theme);
    let none: &[Option<FolderId>] = if folder.parent.is_some() { &[None] } else { &[] };
    goal_ui(ui, none, state.folder_goals(folder), |goal| {
        actions.push(Action::Change(Change::MoveFolder(id, goal)));
        actions.push(Action::CloseDialog);
    });
    foot_ui(ui, "Cancel", None, actions);
}
