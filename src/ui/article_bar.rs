//! The buttons above the article.

use egui::{Button, Ui};

use crate::app::{Action, Command, Pane};
use crate::i18n::t;
use crate::model::ListEntry;

use super::command_button::{command_button_ui, tooltip, with_key};
use super::context::UiContext;
use super::icons::{Icon, paint_star};
use super::looks::looks_ui;
use super::menu_items::{button_menu_ui, command_ui};
use super::roving;
use super::theme::Theme;
use super::widgets::{ICON_BUTTON, icon_button_ui, name_bar, push_right};

pub(super) fn article_bar_ui(ui: &mut Ui, cx: &UiContext<'_>, is_alone: bool) {
    ui.horizontal(|ui| {
        name_bar(ui, &t!(pane_article));
        ui.set_height(44.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(10.0);
        if is_alone && icon_button_ui(ui, Icon::Back, &t!(article_back_to_list), cx.theme).clicked()
        {
            cx.push(Action::ShowPane(Pane::Entries));
        }
        let status = cx.state.selected_status();
        push_right(ui, if status.is_some() { 6 } else { 4 }, 14.0);
        if let Some(entry) = status {
            star_button_ui(ui, cx, entry);
            read_button_ui(ui, cx, entry);
        }
        let read = Command::ReadAloud.resolve(cx.state);
        if command_button_ui(ui, cx, Icon::ReadAloud, Command::ReadAloud, read.is_some()) {
            cx.extend(read);
        }
        let aa = icon_button_ui(ui, Icon::TextSize, &t!(looks_title), cx.theme);
        looks_ui(&aa, cx);
        let open = Command::OpenInBrowser.resolve(cx.state);
        let (icon, command) = (Icon::OpenOutside, Command::OpenInBrowser);
        if command_button_ui(ui, cx, icon, command, open.is_some()) {
            cx.extend(open);
        }
        more_ui(ui, cx);
    });
}

fn read_button_ui(ui: &mut Ui, cx: &UiContext<'_>, entry: &ListEntry) {
    let name = with_key(
        if entry.is_read { t!(command_mark_unread) } else { t!(command_mark_read) },
        Command::ToggleRead,
        cx.keys,
    );
    let icon = if entry.is_read { Icon::Done } else { Icon::Unread };
    if icon_button_ui(ui, icon, &name, cx.theme).clicked() {
        cx.push(Action::SetRead(entry.id, !entry.is_read));
    }
}

fn star_button_ui(ui: &mut Ui, cx: &UiContext<'_>, entry: &ListEntry) {
    let name = with_key(
        if entry.is_starred { t!(command_remove_star) } else { t!(command_star) },
        Command::ToggleStar,
        cx.keys,
    );
    let response = if entry.is_starred {
        starred_ui(ui, &name, cx.theme)
    } else {
        icon_button_ui(ui, Icon::Star, &name, cx.theme)
    };
    if response.clicked() {
        cx.push(Action::SetStarred(entry.id, !entry.is_starred));
    }
}

/// The star of a starred entry: filled, in its own colour.
fn starred_ui(ui: &mut Ui, name: &str, theme: &Theme) -> egui::Response {
    let response = roving::button_ui(ui, egui::Vec2::splat(ICON_BUTTON));
    let rect = response.rect;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, 6, theme.hover);
    }
    super::widgets::focus_ring(ui.painter(), &response, theme);
    paint_star(ui.painter(), rect.center(), 16.0, theme.star);
    response.on_hover_text(name)
}

fn more_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let button = icon_button_ui(ui, Icon::More, &t!(article_more), cx.theme);
    button_menu_ui(&button, |ui| {
        let programs = [
            Command::OpenWith1,
            Command::OpenWith2,
            Command::OpenWith3,
            Command::OpenWith4,
            Command::OpenWith5,
        ];
        let named = programs.into_iter().enumerate();
        let named = named.filter(|(at, _)| cx.state.program(*at).is_some());
        let keepers = [Command::SendTo1, Command::SendTo2, Command::SendTo3].into_iter();
        let keepers = keepers.zip(&cx.state.settings.keepers).map(|(command, _)| command);
        let named: Vec<Command> = named.map(|(_, command)| command).chain(keepers).collect();
        let commands = [
            Command::ToggleFullText,
            Command::ToggleChanges,
            Command::OpenComments,
            Command::CopyLink,
            Command::CopyAsText,
            Command::CopyAsMarkdown,
            Command::SaveMarkdown,
            Command::SendMail,
            Command::ToggleRead,
            Command::ToggleStar,
        ];
        for command in commands.into_iter().chain(named) {
            let action = command.resolve(cx.state);
            let title = command.menu_title(cx.state);
            let key = cx.keys.shown(command);
            let button = Button::new(title.as_str());
            let response = command_ui(ui, button, &title, key, action.is_some());
            if response.on_hover_text(tooltip(command, cx)).clicked() {
                cx.extend(action);
                ui.close();
            }
        }
    });
}
