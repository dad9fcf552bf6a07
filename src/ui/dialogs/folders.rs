//! Moves feeds into a folder, and a folder into another.

use egui::Ui;

use crate::app::{Action, Dialog, NameTarget};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{FeedId, Folder, FolderId};

use super::{foot_ui, low, scroll_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::row_button_ui;

pub(super) fn move_ui(ui: &mut Ui, cx: &UiContext<'_>, ids: &[FeedId]) {
    let title = match ids {
        [id] => cx
            .state
            .feed(*id)
            .map_or_else(|| t!(move_unknown_feed), |feed| t!(move_named, name = feed.title())),
        ids => t!(move_many, count = ids.len()),
    };
    title_ui(ui, &title, cx.theme);
    // Feeds of one account, or of this computer, move within it.
    let account = ids.first().and_then(|id| cx.state.feed(*id)?.account_id);
    let folders = cx.state.library.folders.iter().filter(|goal| goal.account_id == account);
    goal_ui(ui, cx.theme, &[None], folders, |goal| {
        cx.push(Action::Change(Change::MoveFeeds(ids.to_vec(), goal)));
        cx.push(Action::CloseDialog);
    });
    if foot_ui(ui, cx, &t!(button_cancel), Some((&t!(command_new_folder), true))) {
        let dialog =
            Dialog::Name { target: NameTarget::NewFolder(ids.to_vec()), text: String::new() };
        cx.push(Action::OpenDialog(Box::new(dialog)));
    }
}

/// Rows for the possible targets; `top` holds `None` if the top level is one of them.
fn goal_ui<'a>(
    ui: &mut Ui,
    theme: &Theme,
    top: &[Option<FolderId>],
    folders: impl Iterator<Item = &'a Folder>,
    mut choose: impl FnMut(Option<FolderId>),
) {
    let no_folder = t!(place_no_folder);
    scroll_ui(ui, low(ui, 320.0, 190.0), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let top = top.iter().map(|place| (*place, no_folder.as_str()));
        for (place, label) in
            top.chain(folders.map(|folder| (Some(folder.id), folder.name.as_str())))
        {
            let icon = if place.is_some() { Icon::Folder } else { Icon::All };
            if row_button_ui(ui, icon, label, theme).clicked() {
                choose(place);
            }
        }
    });
}

pub(super) fn move_folder_ui(ui: &mut Ui, cx: &UiContext<'_>, id: FolderId) {
    let Some(folder) = cx.state.folder(id) else {
        cx.push(Action::CloseDialog);
        return;
    };
    title_ui(ui, &t!(move_named, name = folder.name.as_str()), cx.theme);
    let none: &[Option<FolderId>] = if folder.parent.is_some() { &[None] } else { &[] };
    goal_ui(ui, cx.theme, none, cx.state.folder_goals(folder), |goal| {
        cx.push(Action::Change(Change::MoveFolder(id, goal)));
        cx.push(Action::CloseDialog);
    });
    foot_ui(ui, cx, &t!(button_cancel), None);
}
