//! The look of the window: the chosen theme and keys, and its size and position for the next start.

use egui::Context;

use crate::ui::shortcuts::Keymap;
use crate::ui::theme::Theme;

use super::ReaderApp;

impl ReaderApp {
    pub(super) fn dress(&mut self, ctx: &Context) {
        let system = ctx.system_theme().unwrap_or(egui::Theme::Light);
        let wanted = (self.state.settings.theme, system);
        if self.themed_for != Some(wanted) {
            self.themed_for = Some(wanted);
            self.theme = Theme::of(wanted.0, system);
            self.theme.apply(ctx);
        }
        let keys = (self.state.settings.key_preset, &self.state.settings.keys);
        if (self.keyed_for.0, &self.keyed_for.1) != keys {
            self.keys = Keymap::new(keys.0, keys.1);
            self.keyed_for = (keys.0, keys.1.clone());
        }
    }

    pub(super) fn remember_window(&mut self, ctx: &Context) {
        ctx.input(|input| {
            let viewport = input.viewport();
            let session = &mut self.state.session;
            session.is_maximized = viewport.maximized.unwrap_or(false);
            if session.is_maximized {
                return;
            }
            if let Some(inner) = viewport.inner_rect {
                session.window_size = [inner.width(), inner.height()];
            }
            session.window_position = viewport.outer_rect.map(|outer| [outer.left(), outer.top()]);
        });
    }
}
