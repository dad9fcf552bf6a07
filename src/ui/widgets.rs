//! Small widgets that several panes share: icon buttons, one-line texts, tiles.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, FontId, Frame, Galley, Margin, Painter, Pos2, Rect, Response, Sense,
    TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::query::Highlights;

use super::fonts::Cut;
use super::icons::Icon;
use super::mirror;
use super::roving;
use super::text::{Clip, Side, clipped};
use super::theme::Theme;

/// Side of an icon button, in points.
pub(super) const ICON_BUTTON: f32 = 28.0;

/// Height of a row that is chosen by a click, in points.
const ROW_BUTTON: f32 = 32.0;

/// Space between the icon buttons of a bar, in points.
pub(super) const ICON_GAP: f32 = 2.0;

/// Makes a row of buttons the bar of a pane: one stop of the Tab key, with arrows between them.
pub(super) fn name_bar(ui: &Ui, pane: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Toolbar);
        node.set_label(pane);
    });
    roving::group_ui(ui);
}

/// Leaves so much room in a row that `count` icon buttons end `margin` points before its right
/// edge. The Tab key then visits them from left to right, as they are read.
pub(super) fn push_right(ui: &mut Ui, count: usize, margin: f32) {
    ui.spacing_mut().item_spacing.x = ICON_GAP;
    let buttons = count as f32 * (ICON_BUTTON + ICON_GAP) - ICON_GAP;
    ui.add_space((ui.available_width() - buttons - margin).max(0.0));
}

/// A button with an icon. Its name is for screen readers and the tooltip.
pub(super) fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str, theme: &Theme) -> Response {
    icon_button_tinted_ui(ui, icon, name, theme.dim, theme)
}

/// An icon button in another colour.
pub(super) fn icon_button_tinted_ui(
    ui: &mut Ui,
    icon: Icon,
    name: &str,
    color: Color32,
    theme: &Theme,
) -> Response {
    let response = roving::button_ui(ui, Vec2::splat(ICON_BUTTON));
    let rect = response.rect;
    let is_enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
    if response.hovered() && is_enabled {
        ui.painter().rect_filled(rect, CornerRadius::same(6), theme.hover);
    }
    focus_ring(ui.painter(), &response, theme);
    let color = if !is_enabled {
        theme.faint
    } else if response.hovered() {
        theme.ink
    } else {
        color
    };
    icon.paint(ui.painter(), rect.center(), 16.0, color);
    response.on_hover_text(name)
}

/// A ring around the widget with the keyboard focus.
pub(super) fn focus_ring(painter: &Painter, response: &Response, theme: &Theme) {
    if response.has_focus() {
        ring(painter, response.rect, theme);
    }
}

/// A ring around what the keyboard acts on.
pub(super) fn ring(painter: &Painter, rect: Rect, theme: &Theme) {
    let (rect, corners) = (rect.shrink(1.0), CornerRadius::same(6));
    painter.rect_stroke(rect, corners, (1.5, theme.focus), egui::StrokeKind::Inside);
}

/// Requests the focus for a field until the field has it; a dialog that has just closed may still
/// hold it. The memory is asked, because a response reports no focus in a window without focus, and
/// the field would then take it back from its successor.
pub(super) fn focus_once(response: &Response, is_wanted: &mut bool) {
    *is_wanted &= !response.ctx.memory(|memory| memory.has_focus(response.id));
    if *is_wanted {
        response.request_focus();
    }
}

/// A text that is cut with an ellipsis where it needs more than `rows` lines.
pub(super) struct ClippedText<'a> {
    pub(super) text: &'a str,
    pub(super) font: FontId,
    pub(super) color: Color32,
    pub(super) width: f32,
    pub(super) rows: usize,
}

impl ClippedText<'_> {
    /// Lays it out from the side where its script begins.
    pub(super) fn layout_marked(
        self,
        painter: &Painter,
        highlights: &Highlights,
        mark: Color32,
    ) -> Arc<Galley> {
        let text = self.text;
        let plain = TextFormat { font_id: self.font, color: self.color, ..TextFormat::default() };
        let marked = TextFormat { background: mark, ..plain.clone() };
        let mut job = LayoutJob::default();
        let mut at = 0;
        for bytes in highlights.within(text) {
            job.append(text.get(at..bytes.start).unwrap_or_default(), 0.0, plain.clone());
            job.append(text.get(bytes.clone()).unwrap_or_default(), 0.0, marked.clone());
            at = bytes.end;
        }
        job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
        let clip = Clip { width: self.width, rows: self.rows, side: Side::OfScript };
        clipped(painter, job, clip)
    }

    /// Lays it out from the left, whatever its script.
    fn layout_left(self, painter: &Painter) -> Arc<Galley> {
        let format = TextFormat { font_id: self.font, color: self.color, ..TextFormat::default() };
        let job = LayoutJob::single_section(self.text.to_owned(), format);
        clipped(painter, job, Clip { width: self.width, rows: self.rows, side: Side::Left })
    }
}

/// Paints a text in one line, vertically centred on `pos`. Returns its width.
pub(super) fn line(
    painter: &Painter,
    pos: Pos2,
    text: &str,
    font: FontId,
    color: Color32,
    width: f32,
) -> f32 {
    let galley = ClippedText { text, font, color, width, rows: 1 }.layout_left(painter);
    let size = galley.size();
    painter.galley(pos2(pos.x, pos.y - size.y / 2.0), galley, color);
    size.x
}

/// A coloured tile with the first letter of a name, for feeds without an icon.
pub(super) fn monogram(painter: &Painter, center: Pos2, size: f32, name: &str, theme: &Theme) {
    let rect = Rect::from_center_size(center, Vec2::splat(size));
    let letter = name
        .chars()
        .find(|c| c.is_alphanumeric())
        .map_or('·', |c| c.to_uppercase().next().unwrap_or(c));
    painter.rect_filled(rect, CornerRadius::same((size / 4.0) as u8), theme.monogram(name));
    let font = FontId::new(size * 0.62, Cut::SANS.bold().family());
    painter.text(
        rect.center() + vec2(0.0, -0.2),
        egui::Align2::CENTER_CENTER,
        letter,
        font,
        theme.on_monogram(),
    );
}

/// A row of a list that is chosen by a click: an icon and a name over the whole width.
pub(super) fn row_button_ui(ui: &mut Ui, icon: Icon, name: &str, theme: &Theme) -> Response {
    let size = vec2(ui.available_width(), ROW_BUTTON);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), theme.hover);
    }
    focus_ring(ui.painter(), &response, theme);
    let left = rect.left_center() + vec2(10.0, 0.0);
    icon.paint(ui.painter(), left + vec2(8.0, 0.0), 16.0, theme.dim);
    let width = (rect.width() - 46.0).max(0.0);
    line(ui.painter(), left + vec2(26.0, 0.0), name, sans(14.0), theme.ink, width);
    response
}

/// A field for one line of text, with an outline that tells it from a label.
pub(super) fn text_field<'t>(ui: &Ui, text: &'t mut String) -> TextEdit<'t> {
    let visuals = ui.visuals();
    let frame = Frame::new()
        .fill(visuals.extreme_bg_color)
        .stroke(visuals.widgets.inactive.bg_stroke)
        .corner_radius(7)
        .inner_margin(Margin::symmetric(10, 6));
    TextEdit::singleline(text).frame(frame)
}

/// Adds a text field. It has a ring while it has the cursor.
pub(super) fn add_text_field(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    let response = mirror::field_ui(ui, field);
    if response.has_focus() {
        let stroke = (2.0, ui.visuals().widgets.active.bg_stroke.color);
        let corners = CornerRadius::same(7);
        ui.painter().rect_stroke(response.rect, corners, stroke, egui::StrokeKind::Inside);
    }
    response
}

/// A button that Enter stands for: filled with the accent colour.
pub(super) fn default_button_ui(
    ui: &mut Ui,
    label: &str,
    is_enabled: bool,
    theme: &Theme,
) -> Response {
    if !is_enabled {
        return ui.add_enabled(false, egui::Button::new(label));
    }
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        let touched = Theme::blend(theme.accent, theme.ink, 0.15);
        for (visuals, fill) in [
            (&mut widgets.inactive, theme.accent),
            (&mut widgets.hovered, touched),
            (&mut widgets.active, touched),
        ] {
            visuals.weak_bg_fill = fill;
            visuals.bg_stroke = egui::Stroke::new(1.0, fill);
            visuals.fg_stroke = egui::Stroke::new(1.0, theme.on_accent);
        }
        let response = ui.button(label);
        if response.has_focus() {
            let stroke = (1.5, theme.focus);
            let rect = response.rect.expand(2.5);
            ui.painter().rect_stroke(rect, 8, stroke, egui::StrokeKind::Inside);
        }
        response
    })
    .inner
}

pub(super) fn sans(size: f32) -> FontId {
    FontId::new(size, Cut::SANS.family())
}

pub(super) fn bold(size: f32) -> FontId {
    FontId::new(size, Cut::SANS.bold().family())
}
