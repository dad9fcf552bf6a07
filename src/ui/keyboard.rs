//! Turns key presses into commands, unless the keys belong to a text field or to a focused button.
//! A pane with the focus is no button: every key but Tab is a command there.

use egui::{Context, Event, Key, Popup};

use crate::app::Command;

use super::chord::held_with;
use super::focus::{focused_pane, note_menu_key};
use super::roving;
use super::shortcuts::{Keymap, PREFIX_SECS};

/// Remembers the first key of a pair, and when it was pressed.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    prefix: Option<(Key, f64)>,
}

impl Keyboard {
    /// The commands of this frame's key presses. The presses are taken out of egui's input.
    pub(super) fn commands(&mut self, ctx: &Context, keys: &Keymap) -> Vec<Command> {
        if ctx.text_edit_focused() || Popup::is_any_open(ctx) {
            self.prefix = None;
            return Vec::new();
        }
        note_menu_key(ctx);
        let has_focus = ctx.memory(|memory| memory.focused().is_some());
        let is_roving = roving::has_focus(ctx);
        let is_pressable = has_focus && focused_pane(ctx).is_none();
        let now = ctx.input(|input| input.time);
        let mut commands = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else {
                    return true;
                };
                let modifiers = held_with(*key, *physical_key, *modifiers);
                // A focused widget needs the keys that press it or move the focus.
                let moves = is_roving && matches!(key, Key::ArrowLeft | Key::ArrowRight);
                if is_pressable && matches!(key, Key::Space | Key::Enter)
                    || moves && modifiers.is_none()
                    || has_focus && *key == Key::Tab
                {
                    return true;
                }
                let prefix = self
                    .prefix
                    .take()
                    .filter(|(_, since)| now - since <= PREFIX_SECS)
                    .map(|(prefix, _)| prefix);
                if let Some(command) = keys.command_of(*key, modifiers, prefix) {
                    commands.push(command);
                    return false;
                }
                if prefix.is_none() && keys.is_prefix(*key, modifiers) {
                    self.prefix = Some((*key, now));
                    return false;
                }
                true
            });
        });
        commands
    }
}
