//! The frame of the panes: their area, background and name, and the edges between them that can be
//! dragged.

use egui::{Color32, CursorIcon, Rect, Sense, Ui, UiBuilder, pos2};

use super::theme::Theme;

/// A child `Ui` for a pane, with background, clip and a name for screen readers.
pub(super) fn pane_ui(
    ui: &mut Ui,
    rect: Rect,
    salt: &'static str,
    name: &str,
    fill: Option<Color32>,
) -> Ui {
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0, fill);
    }
    let mut builder = UiBuilder::new().max_rect(rect).id_salt(salt);
    builder.accessibility_role = Some(egui::accesskit::Role::Pane);
    builder.accessibility_label = Some(name.to_owned());
    let mut child = ui.new_child(builder);
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    child.spacing_mut().item_spacing.y = 0.0;
    child
}

/// The line at the right of a pane. Dragging it changes `width`.
pub(super) fn edge_ui(
    ui: &Ui,
    name: &str,
    place: Rect,
    width: &mut f32,
    range: std::ops::RangeInclusive<f32>,
    theme: &Theme,
) {
    let x = place.right();
    ui.painter().vline(x - 0.5, place.y_range(), (1.0, theme.hairline));
    let grip = Rect::from_min_max(pos2(x - 3.0, place.top()), pos2(x + 3.0, place.bottom()));
    let response = ui.interact(grip, ui.scope_id().with(name), Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        ui.painter().vline(x - 0.5, place.y_range(), (2.0, theme.accent));
    }
    if response.dragged() {
        *width = (place.width() + response.drag_delta().x).clamp(*range.start(), *range.end());
    }
}
