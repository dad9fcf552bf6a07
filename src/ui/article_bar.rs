//! The buttons above the article.

use egui::{Align, Layout, Ui};

use crate::app::{Action, AppState, Command, Pane};

use super::icons::{Icon, STAR_FILLED};
use super::theme::Theme;
use super::widgets::{ICON_BUTTON, command_button_ui, icon_button_ui, tooltip, with_key};

/// Draws the bar; returns what the user asked for.
pub(super) fn article_bar_ui(
    ui: &mut Ui,
    state: &AppState,
    is_alone: bool,
    theme: &Theme,
) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.horizontal(|ui| {
        ui.set_height(44.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(10.0);
        if is_alone && icon_button_ui(ui, Icon::Back, "Back to the list", theme).clicked() {
            actions.push(Action::ShowPane(Pane::Entries));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(14.0);
            more_ui(ui, state, theme, &mut actions);
            for (icon, command) in
                [(Icon::OpenOutside, Command::OpenInBrowser), (Icon::TextSize, Command::Settings)]
            {
                let action = command.resolve(state);
                if command_button_ui(ui, icon, command, action.is_some(), theme) {
                    actions.extend(action);
                }
            }
            status_buttons_ui(ui, state, theme, &mut actions);
        });
    });
    actions
}

fn status_buttons_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let Some(entry) = state.selected_status() else { return };
    let name = with_key(
        if entry.is_read { "Mark as unread" } else { "Mark as read" },
        Command::ToggleRead,
        theme,
    );
    let icon = if entry.is_read { Icon::Done } else { Icon::Unread };
    if icon_button_ui(ui, icon, &name, theme).clicked() {
        actions.push(Action::SetRead(entry.id, !entry.is_read));
    }
    let name =
        with_key(if entry.is_starred { "Remove star" } else { "Star" }, Command::ToggleStar, theme);
    let response = if entry.is_starred {
        starred_ui(ui, &name, theme)
    } else {
        icon_button_ui(ui, Icon::Star, &name, theme)
    };
    if response.clicked() {
        actions.push(Action::SetStarred(entry.id, !entry.is_starred));
    }
}

/// The star that is set: filled, in its own colour.
fn starred_ui(ui: &mut Ui, name: &str, theme: &Theme) -> egui::Response {
    let (rect, response) =
        ui.allocate_exact_size(egui::Vec2::splat(ICON_BUTTON), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, 6, theme.hover);
    }
    super::widgets::focus_ring(ui.painter(), &response, theme);
    let font = egui::FontId::new(19.0, super::fonts::icons());
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, STAR_FILLED, font, theme.star);
    response.on_hover_text(name)
}

fn more_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let button = icon_button_ui(ui, Icon::More, "More", theme);
    egui::Popup::menu(&button).show(|ui| {
        for command in [
            Command::ToggleFullText,
            Command::OpenComments,
            Command::CopyLink,
            Command::CopyAsText,
            Command::ToggleRead,
            Command::ToggleStar,
        ] {
            let action = command.resolve(state);
            let mut item = egui::Button::new(command.title());
            if let Some(key) = theme.keys.shown(command) {
                item = item.shortcut_text(key);
            }
            if ui
                .add_enabled(action.is_some(), item)
                .on_hover_text(tooltip(command, theme))
                .clicked()
            {
                actions.extend(action);
                ui.close();
            }
        }
    });
}
