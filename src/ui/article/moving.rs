//! Scrolling: by keys, wheel and touch, and to given positions.

use egui::{Painter, Rect, Response, Ui, Vec2};

use super::ArticlePane;
use super::select::Caret;
use super::style::Look;
use super::view::{Edge, View};
use super::wishes::Scroll;
use crate::model::ReadingPosition;
use crate::ui::theme::Theme;

/// Lines that stay visible when the user pages.
const OVERLAP_LINES: f32 = 2.0;
/// Lines per step of the arrow keys.
const STEP_LINES: f32 = 2.5;

/// A movement that waits for the next frame, because it needs fonts to measure.
#[derive(Debug, Clone)]
pub(super) enum Jump {
    By(f32),
    Top,
    Bottom,
    Position(ReadingPosition),
    Piece(usize),
    /// Brings a position in a text into the upper part of the pane.
    Caret(Caret),
}

impl ArticlePane {
    /// Scrolls. Returns false if that end is reached already.
    pub fn scroll(&mut self, scroll: Scroll) -> bool {
        let Some(view) = &self.view else { return false };
        let (line, page) =
            (view.metrics.format(Look::Body, &Theme::light()).line, view.metrics.pane_height);
        let page = (page - OVERLAP_LINES * line).max(line);
        let (jump, can_move) = match scroll {
            Scroll::PageDown => (Jump::By(page), !view.is_at_end),
            Scroll::PageUp => (Jump::By(-page), !view.is_at_start()),
            Scroll::LineDown => (Jump::By(STEP_LINES * line), !view.is_at_end),
            Scroll::LineUp => (Jump::By(-STEP_LINES * line), !view.is_at_start()),
            Scroll::Top => (Jump::Top, !view.is_at_start()),
            Scroll::Bottom => (Jump::Bottom, !view.is_at_end),
        };
        if can_move {
            self.jumps.push(jump);
        }
        can_move
    }

    /// The position at the top edge; `None` while no article is shown.
    #[must_use]
    pub fn position(&self) -> Option<ReadingPosition> {
        self.view.as_ref().map(View::position)
    }

    /// Goes to a position with the next frame.
    pub fn go_to(&mut self, position: ReadingPosition) {
        self.jumps.push(Jump::Position(position));
    }

    /// Carries out the waiting jumps, and follows what is read aloud.
    pub(super) fn jump(&mut self, view: &mut View, painter: &Painter, theme: &Theme) {
        for jump in self.jumps.drain(..) {
            match jump {
                Jump::By(distance) => view.edge.offset += distance,
                Jump::Top => view.edge = Edge::default(),
                Jump::Bottom => view.jump(f64::INFINITY),
                Jump::Position(position) => view.go_to(position, painter, theme),
                Jump::Caret(caret) => view.go_to_caret(caret, painter, theme),
                Jump::Piece(piece) => {
                    let gap = view
                        .flow
                        .pieces
                        .get(piece)
                        .map_or(0.0, |piece| piece.gap * view.metrics.em);
                    view.edge = Edge { piece, offset: (gap - 0.9 * view.metrics.em).max(0.0) };
                }
            }
            view.settle(painter, theme);
        }
        self.show_spoken(view, painter, theme);
    }

    pub(super) fn scroll_input(
        &mut self,
        ui: &Ui,
        view: &mut View,
        rect: Rect,
        response: &Response,
    ) {
        if ui.rect_contains_pointer(rect) {
            let delta = ui.input(egui::InputState::smooth_scroll_delta);
            if delta != Vec2::ZERO {
                self.wheel(ui, view, rect, delta);
            }
        }
        let is_touch = ui.input(egui::InputState::any_touches);
        if is_touch && response.dragged() {
            let (delta, velocity) =
                ui.input(|input| (input.pointer.delta(), input.pointer.velocity()));
            view.edge.offset -= delta.y;
            self.glide = -velocity.y;
        } else if self.glide.abs() > 20.0 {
            let dt = ui.input(|input| input.stable_dt).min(0.1);
            view.edge.offset += self.glide * dt;
            self.glide *= (-3.0 * dt).exp();
            let is_stuck = if self.glide > 0.0 { view.is_at_end } else { view.is_at_start() };
            self.glide = if is_stuck { 0.0 } else { self.glide };
            ui.ctx().request_repaint();
        }
    }

    fn wheel(&mut self, ui: &Ui, view: &mut View, rect: Rect, delta: Vec2) {
        self.glide = 0.0;
        view.edge.offset -= delta.y;
        let pointer = ui.input(|input| input.pointer.hover_pos());
        if delta.x != 0.0
            && let Some((key, now)) = pointer.and_then(|pointer| view.scroller_at(pointer, rect))
        {
            view.scrolls.insert(key, (now - delta.x).max(0.0));
        }
        ui.input_mut(|input| input.smooth_scroll_delta = Vec2::ZERO);
    }
}
