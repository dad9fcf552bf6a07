//! Scroll bars: the article's own at the right edge, and one below each code panel or table that is
//! too wide.

use egui::{Id, Painter, Rect, Sense, Ui, Vec2, pos2};

use crate::ui::theme::Theme;

use super::view::View;

/// Width of the strip at the right edge that reacts to the pointer, in points.
const STRIP: f32 = 12.0;
/// Thickness of the handle at rest and under the pointer, in points.
const THIN: f32 = 4.0;
const THICK: f32 = 7.0;
/// Shortest handle, in points.
const MIN_HANDLE: f32 = 36.0;

/// A scroll bar along one axis, in points: its extent and its handle.
struct Track {
    start: f32,
    length: f32,
    handle: f32,
    /// Where the handle starts.
    at: f32,
}

impl Track {
    fn new(start: f32, length: f32, (seen, total, distance): (f64, f64, f64)) -> Self {
        let handle = ((f64::from(length) * seen / total.max(1.0)) as f32)
            .clamp(MIN_HANDLE.min(length), length);
        let share = (distance / (total - seen).max(1.0)).clamp(0.0, 1.0) as f32;
        Self { start, length, handle, at: start + share * (length - handle) }
    }

    /// The scrolled share, 0 to 1, for a handle that starts at `at`.
    fn share(&self, at: f32) -> f32 {
        ((at - self.start) / (self.length - self.handle).max(1.0)).clamp(0.0, 1.0)
    }
}

impl View {
    /// Draws the article's scroll bar. Returns true if the user moved it.
    pub(super) fn scroll_bar(&mut self, ui: &Ui, rect: Rect, theme: &Theme, id: Id) -> bool {
        let (seen, total) = (f64::from(rect.height()), self.heights.total());
        if total <= seen + 1.0 {
            return false;
        }
        let strip = Rect::from_min_max(pos2(rect.right() - STRIP, rect.top()), rect.max);
        let track =
            Track::new(rect.top() + 2.0, rect.height() - 4.0, (seen, total, self.distance()));
        let response = ui.interact(strip, id.with("bar"), Sense::CLICK | Sense::DRAG);
        let is_moved = match (response.interact_pointer_pos(), response.is_pointer_button_down_on())
        {
            (Some(pointer), true) => {
                let grab_id = id.with("grab");
                if response.drag_started() || ui.input(|input| input.pointer.primary_pressed()) {
                    let is_on_handle = (track.at..track.at + track.handle).contains(&pointer.y);
                    let grab = if is_on_handle { pointer.y - track.at } else { track.handle / 2.0 };
                    ui.data_mut(|data| data.insert_temp(grab_id, grab));
                }
                let grab: f32 =
                    ui.data(|data| data.get_temp(grab_id)).unwrap_or(track.handle / 2.0);
                let share = track.share(pointer.y - grab);
                self.jump(f64::from(share) * (total - seen));
                true
            }
            _ => false,
        };
        let is_wanted = response.hovered() || is_moved;
        let width = if is_wanted { THICK } else { THIN };
        let handle = Rect::from_min_size(
            pos2(rect.right() - width - 2.0, track.at),
            Vec2::new(width, track.handle),
        );
        let color = if is_wanted {
            Theme::blend(theme.scroll_handle, theme.ink, 0.25)
        } else {
            theme.scroll_handle
        };
        ui.painter().rect_filled(handle, width / 2.0, color);
        is_moved
    }

    /// Draws the bars of panels and tables that are too wide.
    pub(super) fn wide_bars(
        &mut self,
        ui: &Ui,
        painter: &Painter,
        rect: Rect,
        theme: &Theme,
        id: Id,
    ) {
        let mut moved = Vec::new();
        for (at, y) in &self.visible {
            let Some(layout) = self.layouts.get(at) else { continue };
            for scroller in &layout.scrollers {
                let Some(bar) =
                    scroller.bar.map(|bar| bar.translate(rect.min.to_vec2() + Vec2::new(0.0, *y)))
                else {
                    continue;
                };
                let (seen, total) =
                    (f64::from(scroller.window.width()), f64::from(scroller.content));
                let track = Track::new(
                    bar.left(),
                    bar.width(),
                    (seen, total, f64::from(self.scroll_of(scroller))),
                );
                let response =
                    ui.interact(bar, id.with(("wide", scroller.key)), Sense::CLICK | Sense::DRAG);
                if response.is_pointer_button_down_on()
                    && let Some(pointer) = response.interact_pointer_pos()
                {
                    let delta = ui.input(|input| input.pointer.delta().x);
                    let is_on_handle =
                        (track.at - 8.0..track.at + track.handle + 8.0).contains(&pointer.x);
                    let wanted = if is_on_handle {
                        track.at + delta
                    } else {
                        pointer.x - track.handle / 2.0
                    };
                    moved.push((scroller.key, track.share(wanted) * (total - seen) as f32));
                }
                let height = if response.hovered() || response.dragged() { THICK } else { THIN };
                let handle = Rect::from_min_size(
                    pos2(track.at, bar.center().y - height / 2.0),
                    Vec2::new(track.handle, height),
                );
                painter.rect_filled(handle, height / 2.0, theme.scroll_handle);
            }
        }
        self.scrolls.extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_handle_is_as_long_as_the_part_that_is_seen() {
        let track = Track::new(0.0, 400.0, (200.0, 800.0, 0.0));
        assert!((track.handle - 100.0).abs() < 1e-3 && track.at.abs() < 1e-3);
    }

    #[test]
    fn the_handle_reaches_the_end_with_the_article() {
        let track = Track::new(10.0, 400.0, (200.0, 800.0, 600.0));
        assert!((track.at + track.handle - 410.0).abs() < 1e-3);
        assert!((track.share(track.at) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_handle_of_an_endless_article_can_still_be_grabbed() {
        assert!((Track::new(0.0, 400.0, (200.0, 1e7, 0.0)).handle - MIN_HANDLE).abs() < 1e-3);
    }
}
