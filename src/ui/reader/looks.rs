//! The look of the window: the chosen theme and keys, and its size and position for the next start.

use egui::Context;

use crate::i18n::{Language, set_language, t};
use crate::ui::fonts;
use crate::ui::mirror;
use crate::ui::shortcuts::Keymap;
use crate::ui::theme::Theme;

use super::ReaderApp;

/// The title of the window, with the number of unread entries.
fn title(unread: u32) -> String {
    if unread > 0 { t!(window_title_count, count = unread) } else { t!(window_title) }
}

/// Shows the program in the language of the settings, else in that of the system.
pub(in crate::ui) fn speak(setting: &str) {
    set_language(Language::for_user(setting, sys_locale::get_locale().as_deref()));
}

/// The installed family that articles are set in.
#[derive(Debug, Default)]
pub(super) struct OwnFont {
    /// Its name; empty for none.
    family: String,
    /// Identifies the family that egui has fonts for.
    pub(super) shown: Option<u64>,
}

impl ReaderApp {
    pub(super) fn dress(&mut self, ctx: &Context) {
        self.speak(ctx);
        let system = ctx.system_theme().unwrap_or(egui::Theme::Light);
        let wanted = (self.state.settings.theme, system);
        if self.themed_for != Some(wanted) {
            self.themed_for = Some(wanted);
            self.theme = Theme::of(wanted.0, system);
            self.theme.apply(ctx);
        }
        self.scale(ctx);
        self.choose_font(ctx);
        let keys = (self.state.settings.key_preset, &self.state.settings.keys);
        if (self.keyed_for.0, &self.keyed_for.1) != keys {
            self.keys = Keymap::new(keys.0, keys.1);
            self.keyed_for = (keys.0, keys.1.clone());
        }
    }

    /// Shows the window in the language of the settings once that has changed.
    fn speak(&mut self, ctx: &Context) {
        mirror::install(ctx);
        if self.spoken_for != self.state.settings.language {
            self.spoken_for.clone_from(&self.state.settings.language);
            speak(&self.spoken_for);
            self.titled_for = None;
            ctx.request_repaint();
        }
    }

    /// The title of the window with the number of unread entries, when it has changed.
    pub fn new_title(&mut self) -> Option<String> {
        let unread = self.state.unread_count();
        if !self.state.is_loaded || self.titled_for == Some(unread) {
            return None;
        }
        self.titled_for = Some(unread);
        Some(title(unread))
    }

    fn scale(&self, ctx: &Context) {
        // Its keys are ours, for the size of articles.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let factor = self.state.settings.interface_percent as f32 / 100.0;
        if (ctx.zoom_factor() - factor).abs() > 1e-3 {
            ctx.set_zoom_factor(factor);
        }
    }

    /// Gets the fonts of the chosen family. egui has them in the next frame, and text that was laid
    /// out before that would have the old ones.
    fn choose_font(&mut self, ctx: &Context) {
        let family = &self.state.settings.reading_font;
        if self.own_font.family == *family {
            let hash = |name: &String| egui::Id::unique(name.as_str()).value();
            self.own_font.shown = Some(family).filter(|name| !name.is_empty()).map(hash);
        } else {
            self.own_font.family.clone_from(family);
            fonts::choose_own(ctx, family);
            ctx.request_repaint();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_the_window_has_the_number_of_unread_entries() {
        assert_eq!(title(0), "Gleaner");
        assert_eq!(title(12_345), "Gleaner (12,345)");
    }
}
