//! The menu: every command by group, with its key.

use egui::{Button, Ui};

use crate::app::{Action, AppState, Command, Group};

use super::theme::Theme;

/// Draws the menu; adds what the user asked for.
pub(super) fn menu_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    ui.set_min_width(200.0);
    for group in [Group::Read, Group::Entry, Group::Go, Group::Feeds, Group::View] {
        ui.menu_button(group.title(), |ui| group_ui(ui, group, state, theme, actions));
    }
    ui.separator();
    group_ui(ui, Group::Program, state, theme, actions);
}

fn group_ui(ui: &mut Ui, group: Group, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    ui.set_min_width(220.0);
    for command in Command::ALL.iter().filter(|command| command.group() == group) {
        let action = command.resolve(state);
        let mut button = Button::new(command.title());
        if let Some(key) = theme.keys.shown(*command) {
            button = button.shortcut_text(key);
        }
        if ui.add_enabled(action.is_some(), button).clicked() {
            actions.extend(action);
            ui.close();
        }
    }
}
