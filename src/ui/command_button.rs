//! Buttons for commands, and their tooltips with the key that is set.

use egui::Ui;

use crate::app::Command;
use crate::i18n::t;

use super::context::UiContext;
use super::icons::Icon;
use super::shortcuts::Keymap;
use super::widgets::icon_button_ui;

/// An icon button for a command, with its title and key as the tooltip. True if it was clicked.
pub(super) fn command_button_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    icon: Icon,
    command: Command,
    is_enabled: bool,
) -> bool {
    let name = tooltip(command, cx);
    let inner = ui.add_enabled_ui(is_enabled, |ui| icon_button_ui(ui, icon, &name, cx.theme));
    inner.inner.clicked()
}

/// The title of a command in the present state, with its key.
pub(super) fn tooltip(command: Command, cx: &UiContext<'_>) -> String {
    with_key(command.menu_title(cx.state), command, cx.keys)
}

/// Other words for the current effect of a command, with its key.
pub(super) fn with_key(words: impl Into<String>, command: Command, keys: &Keymap) -> String {
    match keys.shown(command) {
        Some(key) => t!(command_with_key, command = words.into(), key = key),
        None => words.into(),
    }
}
