//! The style of egui's own widgets, so that a stock button, field or menu fits the window.

use egui::epaint::FontColorTransferFunction;
use egui::style::{HandleShape, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals,
    vec2,
};

use super::Theme;

/// Corner radius of buttons and fields, in points.
const CONTROL_RADIUS: u8 = 6;
/// Corner radius of menus and dialogs, in points.
const WINDOW_RADIUS: u8 = 10;

impl Theme {
    /// Makes all of egui look like this theme.
    pub fn apply(&self, ctx: &egui::Context) {
        ctx.set_theme(if self.is_dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| self.dress(style));
    }

    fn dress(&self, style: &mut Style) {
        style.visuals = self.visuals();
        style.text_styles = [
            (TextStyle::Heading, FontId::new(20.0, crate::ui::fonts::Cut::SANS.bold().family())),
            (TextStyle::Body, FontId::new(14.0, FontFamily::Proportional)),
            (TextStyle::Button, FontId::new(14.0, FontFamily::Proportional)),
            (TextStyle::Small, FontId::new(12.0, FontFamily::Proportional)),
            (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        ]
        .into();
        style.animation_time = 0.0;
        style.spacing.item_spacing = vec2(8.0, 6.0);
        style.spacing.button_padding = vec2(10.0, 5.0);
        style.spacing.interact_size = vec2(28.0, 28.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.window_margin = Margin::same(16);
        style.spacing.menu_spacing = 4.0;
        style.spacing.icon_width = 16.0;
        style.spacing.icon_width_inner = 9.0;
        style.spacing.icon_spacing = 8.0;
        style.spacing.tooltip_width = 360.0;
        style.spacing.scroll = quiet_scroll();
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.6;
        style.url_in_tooltip = false;
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark { Visuals::dark() } else { Visuals::light() };
        visuals.text_options.color_transfer_function = if self.is_dark {
            FontColorTransferFunction::DARK_MODE_DEFAULT
        } else {
            FontColorTransferFunction::LIGHT_MODE_DEFAULT
        };
        visuals.widgets = self.widgets();
        visuals.selection =
            Selection { bg_fill: self.text_selection, stroke: Stroke::new(1.0, self.ink) };
        visuals.weak_text_color = Some(self.dim);
        visuals.hyperlink_color = self.link;
        visuals.faint_bg_color = self.hover;
        visuals.extreme_bg_color = self.field;
        visuals.text_edit_bg_color = Some(self.field);
        visuals.code_bg_color = self.code_background;
        visuals.warn_fg_color = self.warning;
        visuals.error_fg_color = self.error;
        visuals.panel_fill = self.article;
        visuals.window_fill = self.popup;
        visuals.window_stroke = Stroke::new(1.0, self.hairline);
        visuals.window_corner_radius = CornerRadius::same(WINDOW_RADIUS);
        visuals.menu_corner_radius = CornerRadius::same(WINDOW_RADIUS - 2);
        visuals.window_shadow = Shadow { offset: [0, 12], blur: 36, spread: 0, color: self.shadow };
        visuals.popup_shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: self.shadow };
        visuals.window_highlight_topmost = false;
        visuals.text_cursor = TextCursorStyle {
            stroke: Stroke::new(1.5, self.accent),
            blink: false,
            ..TextCursorStyle::default()
        };
        visuals.handle_shape = HandleShape::Circle;
        visuals.slider_trailing_fill = true;
        visuals.button_frame = true;
        visuals.indent_has_left_vline = false;
        visuals
    }

    fn widgets(&self) -> Widgets {
        let base = WidgetVisuals {
            bg_fill: self.field,
            weak_bg_fill: self.hover,
            bg_stroke: Stroke::new(1.0, self.border),
            corner_radius: CornerRadius::same(CONTROL_RADIUS),
            fg_stroke: Stroke::new(1.0, self.ink),
            expansion: 0.0,
        };
        let touched = WidgetVisuals {
            weak_bg_fill: self.selection,
            bg_fill: self.selection,
            bg_stroke: Stroke::new(1.0, self.dim),
            ..base
        };
        Widgets {
            noninteractive: WidgetVisuals {
                bg_fill: self.popup,
                weak_bg_fill: self.popup,
                bg_stroke: Stroke::new(1.0, self.hairline),
                ..base
            },
            inactive: base,
            hovered: touched,
            active: WidgetVisuals { bg_stroke: Stroke::new(1.0, self.focus), ..touched },
            open: touched,
        }
    }

    /// A colour between two, `share` of the way to the second.
    #[must_use]
    pub fn blend(from: Color32, to: Color32, share: f32) -> Color32 {
        from.lerp_to_gamma(to, share)
    }
}

/// Thin scroll bars that lie over the content and appear only when needed.
fn quiet_scroll() -> ScrollStyle {
    ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 32.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        foreground_color: true,
        dormant_handle_opacity: 0.0,
        active_handle_opacity: 0.25,
        interact_handle_opacity: 0.5,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..ScrollStyle::floating()
    }
}
