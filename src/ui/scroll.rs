//! Scrolling through a list of any length. The offset is in double precision, since a million rows
//! are more points than single precision can count.

use egui::{CornerRadius, Id, Rangef, Rect, Sense, Ui, pos2, vec2};

use super::theme::Theme;

/// Width of the scroll bar, in points.
const BAR_WIDTH: f32 = 6.0;
/// Shortest handle, in points.
const MIN_HANDLE: f32 = 28.0;

/// The scroll position of a list.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct ListScroll {
    /// Points above the top edge.
    pub offset: f64,
}

impl ListScroll {
    /// Follows the wheel and the scroll bar and keeps the offset inside the content. Returns true
    /// if the wheel moved it.
    pub(super) fn update_ui(
        &mut self,
        ui: &Ui,
        viewport: Rect,
        content_height: f64,
        theme: &Theme,
    ) -> bool {
        let mut by_wheel = false;
        if ui.rect_contains_pointer(viewport) {
            let delta = ui.input(|input| input.smooth_scroll_delta.y);
            if delta != 0.0 {
                self.offset -= f64::from(delta);
                by_wheel = true;
                ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
            }
        }
        self.bar_ui(ui, viewport, content_height, theme);
        self.clamp(viewport.height(), content_height);
        by_wheel
    }

    /// Keeps the offset inside the content.
    pub(super) fn clamp(&mut self, height: f32, content_height: f64) {
        self.offset = self.offset.clamp(0.0, (content_height - f64::from(height)).max(0.0));
    }

    /// Scrolls just as far as needed to show a range, with `room` points around it.
    pub(super) fn reveal(&mut self, top: f64, bottom: f64, height: f32, room: f64) {
        if top - room < self.offset {
            self.offset = top - room;
        } else if bottom + room > self.offset + f64::from(height) {
            self.offset = bottom + room - f64::from(height);
        }
    }

    fn bar_ui(&mut self, ui: &Ui, viewport: Rect, content_height: f64, theme: &Theme) {
        let height = f64::from(viewport.height());
        if content_height <= height || height <= 0.0 {
            return;
        }
        let track = Rect::from_min_max(
            pos2(viewport.right() - BAR_WIDTH - 3.0, viewport.top() + 2.0),
            viewport.max - vec2(1.0, 2.0),
        );
        let handle_height =
            ((height / content_height) as f32 * track.height()).max(MIN_HANDLE).min(track.height());
        let travel = f64::from(track.height() - handle_height).max(1.0);
        let range = content_height - height;
        let response = ui.interact(track, ui.scope_id().with("bar"), Sense::DRAG | Sense::CLICK);
        if let Some(pointer) =
            response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on())
        {
            let top = track.top() + (self.offset / range * travel) as f32;
            let grab = grab(ui, response.id, pointer.y, Rangef::new(top, top + handle_height));
            self.offset = f64::from(pointer.y - grab - track.top()) / travel * range;
        }
        let top = track.top() + (self.offset.clamp(0.0, range) / range * travel) as f32;
        let is_active = response.hovered() || response.is_pointer_button_down_on();
        let is_near = is_active || ui.rect_contains_pointer(viewport);
        if is_near {
            let width = if is_active { BAR_WIDTH } else { BAR_WIDTH - 2.0 };
            let handle =
                Rect::from_min_size(pos2(track.right() - width, top), vec2(width, handle_height));
            let color = if is_active { theme.dim } else { theme.scroll_handle };
            ui.painter().rect_filled(handle, CornerRadius::same(3), color);
        }
    }
}

/// How far below the top of the handle the pointer took hold of it. The distance stays while the
/// button is down, so that the handle does not jump; a press beside the handle centres it.
fn grab(ui: &Ui, id: Id, pointer: f32, handle: Rangef) -> f32 {
    let fresh = if handle.min <= pointer && pointer < handle.max {
        pointer - handle.min
    } else {
        handle.span() / 2.0
    };
    let is_new = ui.input(|input| input.pointer.any_pressed());
    ui.data_mut(|data| {
        let kept = data.get_temp_mut_or(id, fresh);
        if is_new {
            *kept = fresh;
        }
        *kept
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_stays_within_the_content() {
        let mut scroll = ListScroll { offset: 5_000.0 };
        scroll.clamp(300.0, 1_000.0);
        assert!((scroll.offset - 700.0).abs() < f64::EPSILON);
        scroll.clamp(300.0, 100.0);
        assert!(scroll.offset.abs() < f64::EPSILON);
    }

    #[test]
    fn revealing_moves_only_as_far_as_needed() {
        let mut scroll = ListScroll { offset: 100.0 };
        scroll.reveal(150.0, 200.0, 300.0, 0.0);
        assert!((scroll.offset - 100.0).abs() < f64::EPSILON);
        scroll.reveal(500.0, 550.0, 300.0, 0.0);
        assert!((scroll.offset - 250.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_million_rows_scroll_by_single_points() {
        let mut scroll = ListScroll { offset: 88_000_000.0 };
        scroll.offset += 1.0;
        scroll.clamp(800.0, 88_100_000.0);
        assert!((scroll.offset - 88_000_001.0).abs() < f64::EPSILON);
    }
}
