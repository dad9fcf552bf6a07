//! Navigation inside an article: finding words, following anchors to notes and headings, and going
//! back.

use std::sync::Arc;

use egui::{Painter, Rect, Ui, pos2};

use crate::ui::theme::Theme;

use super::flow::{NestKind, note};
use super::interact::FollowedAnchor;
use super::lightbox::Lightbox;
use super::note_popup::NotePopup;
use super::overlays::{FindEvent, PopupResult, current_heading, find_ui, margin_ui, outline_ui};
use super::select::Caret;
use super::style::ReadingStyle;
use super::view::{Edge, View};
use super::{ArticleAction, ArticlePane, Direction, Jump, Wish};

/// Where a match comes to stand, as a share of the pane's height.
const MATCH_HEIGHT: f32 = 0.3;
/// Most positions that "Back" remembers.
const MAX_HISTORY: usize = 50;
/// With at least this much room beside the column, in points, the headings are shown there.
const MARGIN_ROOM: f32 = 250.0;

impl ArticlePane {
    pub(super) fn fulfil(&mut self, ui: &Ui, view: &View) {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                Wish::Find => self.find.get_or_insert_default().wants_focus = true,
                Wish::FindNext => self.find_step(view, Direction::Forward),
                Wish::FindPrevious => self.find_step(view, Direction::Back),
                Wish::NextChange => self.change_step(view, Direction::Forward),
                Wish::PreviousChange => self.change_step(view, Direction::Back),
                Wish::Outline => {
                    self.is_outline_open = !self.is_outline_open && !view.outline.is_empty();
                }
                Wish::Back => {
                    if let Some(position) = self.history.pop() {
                        self.jumps.push(Jump::Position(position));
                    }
                }
            }
            ui.ctx().request_repaint();
        }
        if let Some(find) = &mut self.find
            && find.advance(&view.flow)
        {
            ui.ctx().request_repaint();
        }
    }

    fn find_step(&mut self, view: &View, direction: Direction) {
        let first = view
            .visible
            .iter()
            .find_map(|(at, _)| view.layouts.get(at)?.texts.first().map(|text| text.slice.leaf))
            .unwrap_or(0);
        if let Some(found) = self.find.as_mut().and_then(|find| find.step(direction, first)) {
            self.jumps.push(Jump::Caret(found.ends().0));
        }
    }

    pub(super) fn overlays_ui(&mut self, ui: &mut Ui, view: &View, rect: Rect, theme: &Theme) {
        self.find_overlay_ui(ui, view, rect, theme);
        let headings = Arc::clone(&view.outline);
        let current = current_heading(&headings, view);
        let mut result = PopupResult::Stays;
        if self.is_outline_open {
            result = outline_ui(ui, &headings, current, rect, theme);
            self.is_outline_open = result == PopupResult::Stays;
        } else if view.metrics.left > MARGIN_ROOM
            && let Some(piece) = margin_ui(ui, &headings, current, rect, view.metrics.left, theme)
        {
            result = PopupResult::Goes(piece);
        }
        if let PopupResult::Goes(piece) = result {
            self.leave(view);
            self.jumps.push(Jump::Piece(piece));
        }
        if result != PopupResult::Stays {
            ui.ctx().request_repaint();
        }
    }

    /// The note that is open. Returns the user's requests in it.
    pub(super) fn note_ui(
        &mut self,
        ui: &Ui,
        view: &View,
        rect: Rect,
        style: &ReadingStyle,
        theme: &Theme,
    ) -> Vec<ArticleAction> {
        let Some(mut note) = self.note.take().filter(|note| note.is_beside(view)) else {
            return Vec::new();
        };
        let mut frame = note.show_ui(ui, rect, &mut self.pictures, style, theme);
        if let Some(key) = &frame.interactions.exhibited {
            self.lightbox = Some(Lightbox::new(view.scene.exhibits(&view.flow), key));
            frame.result = PopupResult::Closes;
        }
        let followed = frame.interactions.anchor.take();
        let target = followed.and_then(|anchor| view.flow.anchors.get(&anchor.name).copied());
        let result = target.map_or(frame.result, PopupResult::Goes);
        match result {
            PopupResult::Stays => self.note = Some(note),
            PopupResult::Closes => {}
            PopupResult::Goes(piece) => {
                self.leave(view);
                self.jumps.push(Jump::Piece(piece));
            }
        }
        if result != PopupResult::Stays {
            ui.ctx().request_repaint();
        }
        let wanted = self.pictures.take_wanted();
        if !wanted.is_empty() {
            frame.interactions.actions.push(ArticleAction::LoadPictures(wanted));
        }
        frame.interactions.actions
    }

    fn find_overlay_ui(&mut self, ui: &mut Ui, view: &View, rect: Rect, theme: &Theme) {
        let Some(find) = &mut self.find else { return };
        match find_ui(ui, find, rect, theme) {
            FindEvent::Nothing => return,
            FindEvent::Close => self.find = None,
            FindEvent::Step(direction) => self.find_step(view, direction),
            FindEvent::Changed => {
                find.restart();
                find.advance(&view.flow);
                self.find_step(view, Direction::Forward);
            }
        }
        ui.ctx().request_repaint();
    }

    /// Follows a link inside the article. A note is shown beside its mark; any other target is
    /// scrolled to.
    pub(super) fn follow_anchor(
        &mut self,
        view: &View,
        anchor: &FollowedAnchor,
        pane: Rect,
        actions: &mut Vec<ArticleAction>,
    ) {
        let Some(piece) = view.flow.anchors.get(&anchor.name).copied() else {
            // Feeds often leave out the target; the web page still has it.
            let url = view.article.entry.content.url.clone().map(|mut url| {
                url.set_fragment(Some(&anchor.name));
                url
            });
            actions.extend(url.map(|url| ArticleAction::OpenLink { url, in_background: false }));
            return;
        };
        let mark = anchor.rect.translate(-pane.min.to_vec2());
        let pieces = note(&view.flow, anchor.piece, piece, &anchor.words);
        self.note = pieces.map(|pieces| NotePopup::new(view, pieces, mark));
        if self.note.is_none() {
            self.leave(view);
            self.jumps.push(Jump::Piece(piece));
        }
    }

    /// Remembers the current position before a jump.
    fn leave(&mut self, view: &View) {
        self.history.push(view.position());
        let surplus = self.history.len().saturating_sub(MAX_HISTORY);
        self.history.drain(..surplus);
    }
}

impl View {
    /// Scrolls to a position in a text and expands the collapsed parts around it.
    pub(super) fn go_to_caret(&mut self, caret: Caret, painter: &Painter, theme: &Theme) {
        let Some(piece) = self.flow.piece_of(caret) else { return };
        let nest = self.flow.pieces.get(piece).map_or(0, |piece| piece.nest);
        let folds: Vec<usize> = self
            .flow
            .chain(nest)
            .filter_map(
                |nest| if let NestKind::Folded(fold) = nest.kind { Some(fold) } else { None },
            )
            .collect();
        for fold in folds {
            if self.open.get(fold) == Some(&false) {
                self.toggle_fold(fold);
            }
        }
        self.measure(piece, painter, theme);
        let end = Caret { char: caret.char + 1, ..caret };
        let texts = self.layouts.get(&piece).map_or(&[][..], |layout| &layout.texts[..]);
        let top = texts
            .iter()
            .find_map(|text| text.selected_rects(caret, end).first().map(Rect::top))
            .unwrap_or(0.0);
        let seen =
            self.visible.iter().find(|(at, _)| *at == piece).map(|(_, y)| pos2(0.0, y + top));
        let room = self.metrics.pane_height;
        if seen.is_none_or(|seen| seen.y < 0.08 * room || seen.y > 0.85 * room) {
            self.edge = Edge { piece, offset: top - MATCH_HEIGHT * room };
        }
    }
}
