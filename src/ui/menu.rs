//! The main menu: every command by group, with its key.

use egui::accesskit::Role;
use egui::{Atom, Button, Ui, Vec2, WidgetInfo};

use crate::app::{Command, Group};

use super::context::UiContext;
use super::icons::Icon;
use super::menu_items::{self, submenu_ui};

/// The side of the square in front of a command that can be on, where its tick stands.
const TICK: f32 = 14.0;

pub(super) fn menu_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    ui.set_min_width(200.0);
    for group in Group::ALL {
        match group {
            Group::Article
            | Group::Entry
            | Group::Listen
            | Group::Go
            | Group::Feeds
            | Group::View => {
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
    let commands = || Command::ALL.iter().filter(|command| command.group() == group);
    let has_ticks = commands().any(|command| command.is_on(cx.state).is_some());
    for command in commands() {
        command_ui(ui, cx, *command, has_ticks);
    }
}

/// A command with its key; where others of the menu have ticks, with a place for one.
fn command_ui(ui: &mut Ui, cx: &UiContext<'_>, command: Command, has_tick: bool) {
    let action = command.resolve(cx.state);
    let title = command.menu_title(cx.state);
    let is_on = command.is_on(cx.state);
    let button = if has_tick {
        let tick = Atom::paint(Vec2::splat(TICK), move |ui, place| {
            if is_on == Some(true) {
                let centre = place.rect.center();
                Icon::Done.paint(ui.painter(), centre, TICK, place.fallback_text_color);
            }
        });
        Button::new((tick, title.as_str()))
    } else {
        Button::new(title.as_str())
    };
    let is_enabled = action.is_some();
    let response = menu_items::command_ui(ui, button, &title, cx.keys.shown(command), is_enabled);
    if let Some(is_on) = is_on {
        response.widget_info(|| {
            WidgetInfo::selected(Role::MenuItemCheckBox, is_enabled, is_on, &title)
        });
    }
    if response.clicked() {
        cx.extend(action);
        ui.close();
    }
}
