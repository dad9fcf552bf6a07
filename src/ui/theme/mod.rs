//! The colours of the program, one [`Theme`] per look, and the style of egui's own widgets.
//!
//! Colours are defined nowhere else (a test checks). Every text colour keeps 4.5:1 on each
//! background that it can stand on, every meaningful mark 3:1; the tests below compute it.

mod monogram;
mod palettes;
mod style;

use egui::Color32;

use crate::config::ThemeChoice;
use crate::document::TokenKind;

const TOKEN_KINDS: usize = 18;

/// The colours of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Whether egui's own dark style is the base.
    pub is_dark: bool,
    /// Background of the sidebar.
    pub sidebar: Color32,
    /// Background of the list of entries.
    pub list: Color32,
    /// Background of the article.
    pub article: Color32,
    /// Background of menus, dialogs and tooltips.
    pub popup: Color32,
    /// Background of text fields.
    pub field: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text: excerpts, captions.
    pub dim: Color32,
    /// Marginal text: dates, counts.
    pub faint: Color32,
    /// Thin separators.
    pub hairline: Color32,
    /// The edge of a control: a button, a check box, a field.
    pub border: Color32,
    /// The one accent colour.
    pub accent: Color32,
    /// Text on a surface of [`Self::accent`].
    pub on_accent: Color32,
    /// Fill of a selected row or button.
    pub selection: Color32,
    /// Fill under the pointer.
    pub hover: Color32,
    /// The dot of an unread entry.
    pub unread: Color32,
    pub star: Color32,
    /// Warnings.
    pub warning: Color32,
    /// Failures.
    pub error: Color32,
    /// Links in an article.
    pub link: Color32,
    /// Background of code, inline and in panels.
    pub code_background: Color32,
    /// Background of marked text.
    pub mark: Color32,
    /// Background of the current match.
    pub found: Color32,
    /// The bar beside a quotation.
    pub quote_bar: Color32,
    /// Background of selected text.
    pub text_selection: Color32,
    /// Background of the sentence that is read aloud.
    pub spoken: Color32,
    /// Ring around the widget with the keyboard focus.
    pub focus: Color32,
    /// The handle of a scroll bar at rest.
    pub scroll_handle: Color32,
    /// Shadow under popups.
    pub shadow: Color32,
    tokens: [Color32; TOKEN_KINDS],
}

impl Theme {
    /// The theme of a choice; `system` is the preference of the system.
    #[must_use]
    pub fn of(choice: ThemeChoice, system: egui::Theme) -> Self {
        match (choice, system) {
            (ThemeChoice::Light, _) | (ThemeChoice::System, egui::Theme::Light) => Self::light(),
            (ThemeChoice::Dark, _) | (ThemeChoice::System, egui::Theme::Dark) => Self::dark(),
            (ThemeChoice::Sepia, _) => Self::sepia(),
            (ThemeChoice::Black, _) => Self::black(),
        }
    }

    /// The colour of a token of code on [`Self::code_background`].
    #[must_use]
    pub fn token(&self, kind: TokenKind) -> Color32 {
        self.tokens.get(kind as usize).copied().unwrap_or(self.ink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [ThemeChoice; 4] =
        [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::Sepia, ThemeChoice::Black];

    fn themes() -> impl Iterator<Item = (ThemeChoice, Theme)> {
        CHOICES.into_iter().map(|choice| (choice, Theme::of(choice, egui::Theme::Light)))
    }

    /// The contrast ratio of WCAG 2.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let luminance = |color: Color32| {
            let linear = egui::Rgba::from(color);
            0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn assert_contrast(least: f32, pairs: &[(&str, Color32, &str, Color32)], choice: ThemeChoice) {
        for (name, color, ground_name, ground) in pairs {
            let ratio = contrast(*color, *ground);
            assert!(
                ratio >= least,
                "{choice:?}: {name} on {ground_name} has {ratio:.2}:1, wanted {least}:1"
            );
        }
    }

    #[test]
    fn text_is_legible_on_every_pane() {
        for (choice, theme) in themes() {
            let words = [
                ("ink", theme.ink),
                ("dim", theme.dim),
                ("faint", theme.faint),
                ("accent", theme.accent),
                ("warning", theme.warning),
                ("error", theme.error),
            ];
            for (ground_name, ground) in [
                ("sidebar", theme.sidebar),
                ("list", theme.list),
                ("article", theme.article),
                ("popup", theme.popup),
            ] {
                let pairs: Vec<_> = words
                    .iter()
                    .map(|(name, color)| (*name, *color, ground_name, ground))
                    .collect();
                assert_contrast(4.5, &pairs, choice);
            }
        }
    }

    #[test]
    fn text_is_legible_on_selected_and_hovered_rows() {
        for (choice, theme) in themes() {
            for (ground_name, ground) in [("selection", theme.selection), ("hover", theme.hover)] {
                let words = [("ink", theme.ink), ("dim", theme.dim), ("faint", theme.faint)];
                let pairs: Vec<_> = words
                    .iter()
                    .map(|(name, color)| (*name, *color, ground_name, ground))
                    .collect();
                assert_contrast(4.5, &pairs, choice);
            }
        }
    }

    #[test]
    fn links_and_ink_are_legible_wherever_they_stand_in_an_article() {
        for (choice, theme) in themes() {
            for (ground_name, ground) in [
                ("article", theme.article),
                ("code", theme.code_background),
                ("mark", theme.mark),
                ("text selection", theme.text_selection),
                ("spoken", theme.spoken),
            ] {
                assert_contrast(
                    4.5,
                    &[
                        ("link", theme.link, ground_name, ground),
                        ("ink", theme.ink, ground_name, ground),
                    ],
                    choice,
                );
            }
            assert_contrast(4.5, &[("ink", theme.ink, "found", theme.found)], choice);
            assert_contrast(4.5, &[("on accent", theme.on_accent, "accent", theme.accent)], choice);
        }
    }

    #[test]
    fn every_token_of_code_is_legible() {
        for (choice, theme) in themes() {
            for color in theme.tokens {
                assert_contrast(4.5, &[("a token", color, "code", theme.code_background)], choice);
            }
        }
    }

    #[test]
    fn marks_that_mean_something_can_be_seen() {
        for (choice, theme) in themes() {
            for (ground_name, ground) in [
                ("sidebar", theme.sidebar),
                ("list", theme.list),
                ("article", theme.article),
                ("selection", theme.selection),
                ("hover", theme.hover),
            ] {
                let marks =
                    [("unread", theme.unread), ("star", theme.star), ("focus", theme.focus)];
                let pairs: Vec<_> = marks
                    .iter()
                    .map(|(name, color)| (*name, *color, ground_name, ground))
                    .collect();
                assert_contrast(3.0, &pairs, choice);
            }
        }
    }

    #[test]
    fn the_edges_of_controls_can_be_seen() {
        for (choice, theme) in themes() {
            let grounds = [
                ("sidebar", theme.sidebar),
                ("list", theme.list),
                ("article", theme.article),
                ("popup", theme.popup),
                ("field", theme.field),
                ("hover", theme.hover),
            ];
            for (ground_name, ground) in grounds {
                let edges = [
                    ("border", theme.border, ground_name, ground),
                    ("focus", theme.focus, ground_name, ground),
                ];
                assert_contrast(3.0, &edges, choice);
            }
            let filled = [("accent", theme.accent, "popup", theme.popup)];
            assert_contrast(3.0, &filled, choice);
        }
    }

    #[test]
    fn every_control_has_an_edge_that_can_be_seen() {
        for (choice, theme) in themes() {
            let ctx = egui::Context::default();
            theme.apply(&ctx);
            let widgets = ctx.global_style().visuals.widgets.clone();
            for (state, visuals) in [
                ("at rest", widgets.inactive),
                ("hovered", widgets.hovered),
                ("pressed", widgets.active),
                ("open", widgets.open),
            ] {
                let edge = visuals.bg_stroke;
                assert!(edge.width >= 1.0, "{choice:?}: a control {state} has no edge");
                assert_contrast(3.0, &[(state, edge.color, "popup", theme.popup)], choice);
                assert_contrast(3.0, &[(state, edge.color, "field", theme.field)], choice);
            }
        }
    }

    #[test]
    fn dark_is_never_pure_black_and_light_never_pure_white() {
        assert_ne!(Theme::of(ThemeChoice::Dark, egui::Theme::Light).article, Color32::BLACK);
        assert_ne!(Theme::of(ThemeChoice::Light, egui::Theme::Dark).article, Color32::WHITE);
    }

    #[test]
    fn the_system_decides_when_the_user_leaves_it_to_the_system() {
        assert!(Theme::of(ThemeChoice::System, egui::Theme::Dark).is_dark);
        assert!(!Theme::of(ThemeChoice::System, egui::Theme::Light).is_dark);
    }

    #[test]
    fn every_kind_of_token_has_a_colour_of_its_own_slot() {
        let last = TokenKind::Error as usize;
        assert_eq!(last + 1, TOKEN_KINDS);
    }
}
