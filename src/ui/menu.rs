//! The main menu: every command by group, with its key.

use egui::{Button, Ui};

use crate::app::{Command, Group};

use super::context::UiContext;
use super::menu_items::{button_ui, submenu_ui};

pub(super) fn menu_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    ui.set_min_width(200.0);
    for group in Group::ALL {
        match group {
            Group::Read | Group::Entry | Group::Go | Group::Feeds | Group::View => {
                submenu_ui(ui, group.title(), |ui| group_ui(ui, cx, group));
            }
            // The commands of the program itself need no menu of their own.
            Group::Program => {
                ui.separator();
                group_ui(ui, cx, group);
            }
        }
    }
}

fn group_ui(ui: &mut Ui, cx: &UiContext<'_>, group: Group) {
    ui.set_min_width(220.0);
    for command in Command::ALL.iter().filter(|command| command.group() == group) {
        let action = command.resolve(cx.state);
        let mut button = Button::new(command.title());
        if let Some(key) = cx.keys.shown(*command) {
            button = button.shortcut_text(key);
        }
        if button_ui(ui, button, action.is_some()).clicked() {
            cx.extend(action);
            ui.close();
        }
    }
}
