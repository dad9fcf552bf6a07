//! A footnote beside its mark: a small view of its pieces, with its links and code.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align, Area, Id, Layout, Order, Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::i18n::t;
use crate::ui::theme::Theme;

use super::access::{Access, set_bounds};
use super::flow::{Piece, PieceKind, excerpt};
use super::interact::{InteractionPass, Interactions};
use super::overlays::{PopupResult, escape, is_clicked_outside, popup_frame};
use super::paint::Painting;
use super::pictures::Pictures;
use super::style::ReadingStyle;
use super::view::{Edge, View};

/// Width of a note, in points.
const WIDTH: f32 = 420.0;
/// Height of the buttons below a note, in points.
const BUTTONS: f32 = 40.0;
/// Space above a note, in points.
const PADDING: f32 = 10.0;
/// Distance of a note from its mark and from the edges of the pane, in points.
const DISTANCE: f32 = 6.0;
/// Size of a note's letters relative to those of the article.
const SCALE: f32 = 0.88;
/// Share of the pane's height that a note takes at most; longer notes scroll.
const HIGHEST: f32 = 0.5;

#[derive(Debug)]
pub(super) struct NotePopup {
    view: View,
    /// The first piece of the note in the article.
    piece: usize,
    /// The mark, relative to the pane.
    mark: Rect,
    /// The position of the article. When it moves, the mark is elsewhere and the note closes.
    edge: Edge,
}

/// The result of a frame.
pub(super) struct NoteFrame {
    pub(super) result: PopupResult,
    pub(super) interactions: Interactions,
}

impl NotePopup {
    pub(super) fn new(view: &View, pieces: Range<usize>, mark: Rect) -> Self {
        let piece = pieces.start;
        let flow = excerpt(&view.flow, pieces);
        let view_of_note = View::new(&Arc::clone(&view.article), &view.header, flow);
        Self { view: view_of_note, piece, mark, edge: view.edge }
    }

    /// Whether the article still stands as it did when the note was opened.
    pub(super) fn is_beside(&self, view: &View) -> bool {
        self.edge == view.edge
    }

    pub(super) fn show_ui(
        &mut self,
        ui: &Ui,
        pane: Rect,
        pictures: &mut Pictures,
        style: &ReadingStyle,
        theme: &Theme,
    ) -> NoteFrame {
        let size = self.measure(ui, pane, pictures, style, theme);
        let place = place(self.mark.translate(pane.min.to_vec2()), size, pane);
        let mut result = escape(ui);
        let area = Area::new(Id::unique("footnote")).order(Order::Foreground).fixed_pos(place.min);
        let shown = area.show(ui.ctx(), |ui| {
            ui.allocate_rect(place, egui::Sense::HOVER);
            let mut frame = popup_frame(theme);
            frame.inner_margin = egui::Margin::ZERO;
            ui.painter().add(frame.paint(place));
            let words =
                Rect::from_min_max(place.min + vec2(0.0, PADDING), place.max - vec2(0.0, BUTTONS));
            let interactions = self.words_ui(ui, words, pictures, theme);
            let below = Rect::from_min_max(pos2(place.left(), words.bottom()), place.max);
            let layout = Layout::left_to_right(Align::Center);
            let buttons = UiBuilder::new().max_rect(below.shrink2(vec2(14.0, 0.0))).layout(layout);
            let mut buttons = ui.new_child(buttons);
            if buttons.button(t!(article_go_to_note)).clicked() {
                result = PopupResult::Goes(self.piece);
            }
            if buttons.button(t!(button_close)).clicked() {
                result = PopupResult::Closes;
            }
            interactions
        });
        if result == PopupResult::Stays && is_clicked_outside(ui, shown.response.rect) {
            result = PopupResult::Closes;
        }
        NoteFrame { result, interactions: shown.inner }
    }

    /// Lays out the note. Returns the size of the popup.
    fn measure(
        &mut self,
        ui: &Ui,
        pane: Rect,
        pictures: &Pictures,
        style: &ReadingStyle,
        theme: &Theme,
    ) -> Vec2 {
        let width = WIDTH.min(pane.width() - 2.0 * DISTANCE).round();
        let most = (HIGHEST * pane.height() - BUTTONS).max(60.0).round();
        // The measure is the popup's own width.
        let style = ReadingStyle { text_size: SCALE * style.text_size, measure: 200.0, ..*style };
        self.view.prepare(&style, vec2(width, most), theme, ui.painter());
        self.view.learn(pictures, &style);
        let mut height = 0.0;
        for at in 0..self.view.flow.pieces.len() {
            height += self.view.measure(at, ui.painter(), theme);
            if height > most {
                break;
            }
        }
        vec2(width, height.min(most).ceil() + PADDING + BUTTONS)
    }

    fn words_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        pictures: &mut Pictures,
        theme: &Theme,
    ) -> Interactions {
        let painter = ui.painter_at(rect);
        if ui.rect_contains_pointer(rect) {
            self.view.edge.offset -= ui.input(egui::InputState::smooth_scroll_delta).y;
            ui.input_mut(|input| input.smooth_scroll_delta = Vec2::ZERO);
        }
        self.view.settle(&painter, theme);
        let told = UiBuilder::new()
            .id_salt("note")
            .max_rect(rect)
            .accessibility_role(Role::DocFootnote)
            .accessibility_label(words(&self.view));
        let mut told = ui.new_child(told);
        set_bounds(&told, rect);
        let mut access = Access::root_ui(&mut told, rect, &self.view);
        let id = Id::unique("words of the footnote");
        let out = Interactions::default();
        let mut pass = InteractionPass { view: &self.view, rect, id, piece: 0, out };
        pass.pieces(&mut access);
        let interactions = pass.out;
        drop(access);
        if let Some(fold) = interactions.fold {
            self.view.toggle_fold(fold);
        }
        if let Some(panel) = interactions.wrapped {
            self.view.scene.toggle_wrap(panel);
            self.view.layouts.clear();
        }
        drop(told);
        self.view.want_pictures(pictures);
        let painting = Painting {
            view: &self.view,
            pictures,
            theme,
            painter: &painter,
            rect,
            selection: None,
            find: None,
            highlights: None,
            spoken: &[],
            attention: &interactions.attention,
        };
        painting.paint();
        self.view.wide_bars(ui, &painter, rect, theme, id);
        if self.view.scroll_bar(ui, rect, theme, id) {
            ui.ctx().request_repaint();
        }
        interactions
    }
}

/// The words of a note, for screen readers.
fn words(view: &View) -> String {
    let text = |piece: &Piece| match &piece.kind {
        PieceKind::Text(slice) | PieceKind::Code { slice, .. } => {
            Some(view.flow.told_text(slice, &view.open))
        }
        PieceKind::Rows { .. }
        | PieceKind::Image(_)
        | PieceKind::Embed(_)
        | PieceKind::Gallery(_)
        | PieceKind::Chips
        | PieceKind::Rule
        | PieceKind::End => None,
    };
    view.flow.pieces.iter().filter_map(text).collect::<Vec<_>>().join(" ")
}

/// Where a popup goes: below its mark if there is room, else above it.
fn place(mark: Rect, size: Vec2, pane: Rect) -> Rect {
    let inner = pane.shrink(DISTANCE);
    let left = (mark.center().x - size.x / 2.0).min(inner.right() - size.x).max(inner.left());
    let (below, above) = (mark.bottom() + DISTANCE, mark.top() - DISTANCE - size.y);
    let is_below = below + size.y <= inner.bottom()
        || (above < inner.top() && pane.bottom() - mark.bottom() > mark.top() - pane.top());
    let top = if is_below { below.min(inner.bottom() - size.y) } else { above };
    Rect::from_min_size(pos2(left, top.max(inner.top())).round(), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PANE: Rect = Rect { min: pos2(300.0, 50.0), max: pos2(900.0, 850.0) };

    fn mark(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(10.0, 14.0))
    }

    #[test]
    fn a_note_opens_under_its_mark() {
        let mark = mark(600.0, 200.0);
        let place = place(mark, vec2(420.0, 150.0), PANE);
        assert!((place.top() - mark.bottom()).abs() < 10.0, "{place:?}");
        assert!((place.center().x - mark.center().x).abs() < 2.0);
    }

    #[test]
    fn a_note_opens_above_a_mark_near_the_bottom() {
        let mark = mark(600.0, 780.0);
        let place = place(mark, vec2(420.0, 150.0), PANE);
        assert!((mark.top() - place.bottom()).abs() < 10.0, "{place:?}");
    }

    #[test]
    fn a_note_stays_within_the_pane() {
        for mark in [mark(305.0, 60.0), mark(890.0, 840.0), mark(880.0, 400.0)] {
            let place = place(mark, vec2(420.0, 380.0), PANE);
            assert!(PANE.contains_rect(place), "{place:?}");
        }
    }
}
