//! Paints the visible pieces: surfaces, selection, letters, lines, in this order.

use std::sync::Arc;

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2};

use crate::article::PictureKey;
use crate::document::TokenKind;
use crate::i18n::t;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;

use super::find::{Find, Match};
use super::flow::NestKind;
use super::layout::{Control, Item, PieceLayout, PlacedText, Scroller, copy_words};
use super::pictures::{PictureState, Pictures};
use super::scene::Appearance;
use super::select::Caret;
use super::typeset::{Decor, DecorKind};
use super::view::View;

/// Width of the bar beside a quotation, in points.
const QUOTE_BAR: f32 = 3.0;

/// The links and controls under the pointer or with the keyboard focus.
#[derive(Debug, Clone, Default)]
pub(super) struct Attention {
    pub(super) hovered_link: Option<usize>,
    pub(super) focused_link: Option<usize>,
    pub(super) hovered_control: Option<Control>,
    pub(super) focused_control: Option<Control>,
    /// The code panel under the pointer.
    pub(super) hovered_panel: Option<usize>,
    /// The code panel that was just copied.
    pub(super) copied: Option<usize>,
}

/// One frame of a view.
pub(super) struct Painting<'a> {
    pub(super) view: &'a View,
    pub(super) pictures: &'a Pictures,
    pub(super) theme: &'a Theme,
    pub(super) painter: &'a Painter,
    /// The viewport.
    pub(super) rect: Rect,
    pub(super) selection: Option<(Caret, Caret)>,
    pub(super) find: Option<&'a Find>,
    /// The words of the search that led to this entry.
    pub(super) highlights: Option<&'a Find>,
    /// The words that are read aloud.
    pub(super) spoken: &'a [Match],
    pub(super) attention: &'a Attention,
}

impl Painting<'_> {
    pub(super) fn paint(&self) {
        self.quote_bars();
        for (at, y) in &self.view.visible {
            let Some(layout) = self.view.layouts.get(at) else { continue };
            self.piece(layout, self.rect.min + Vec2::new(0.0, *y));
        }
    }

    fn piece(&self, layout: &PieceLayout, origin: Pos2) {
        for (item, scroller) in &layout.items {
            let (painter, shift) = self.window(layout, *scroller, origin);
            match item {
                Item::Picture { rect, window, key } => {
                    let painter = painter.with_clip_rect(
                        painter.clip_rect().intersect(window.translate(origin.to_vec2() + shift)),
                    );
                    self.picture(key, rect.translate(origin.to_vec2() + shift), &painter);
                }
                item => paint_item(item, &painter, origin.to_vec2() + shift),
            }
        }
        for (control, rect, scroller) in &layout.controls {
            let (painter, shift) = self.window(layout, *scroller, origin);
            self.control(*control, rect.translate(origin.to_vec2() + shift), &painter);
        }
        for text in &layout.texts {
            let (painter, shift) = self.window(layout, text.scroller, origin);
            self.text(text, &painter, origin.to_vec2() + shift);
        }
    }

    /// A painter clipped to a scroller's window, and the offset of its content.
    fn window(
        &self,
        layout: &PieceLayout,
        scroller: Option<usize>,
        origin: Pos2,
    ) -> (Painter, Vec2) {
        let Some(scroller) = scroller.and_then(|at| layout.scrollers.get(at)) else {
            return (self.painter.clone(), Vec2::ZERO);
        };
        let clip = self.painter.clip_rect().intersect(scroller.window.translate(origin.to_vec2()));
        (self.painter.with_clip_rect(clip), Vec2::new(-self.view.scroll_of(scroller), 0.0))
    }

    fn text(&self, text: &PlacedText, painter: &Painter, shift: Vec2) {
        let origin = text.pos + shift;
        let visible = painter.clip_rect().y_range();
        let bounds = text.reach.translate(shift).y_range();
        if bounds.max < visible.min || visible.max < bounds.min {
            return;
        }
        for decor in text.set.decor.iter().filter(|decor| !decor.kind.is_above()) {
            self.decor(decor, painter, origin.to_vec2());
        }
        for (rect, _) in text.set.spoilers.iter().filter(|(_, fold)| !self.view.covers(*fold)) {
            let rect = rect.translate(origin.to_vec2());
            painter.rect_filled(rect, 3, self.theme.code_background);
        }
        self.spoken(text, painter, shift);
        if let Some((start, end)) = self.selection {
            for rect in text.selected_rects(start, end) {
                painter.rect_filled(rect.translate(shift), 0, self.theme.text_selection);
            }
        }
        let marks = self.find.iter().chain(&self.highlights);
        for (found, is_current) in marks
            .flat_map(|find| find.within(text.slice.leaf, text.chars_between(origin.y, visible)))
        {
            let (start, end) = found.ends();
            let color = if is_current { self.theme.found } else { self.theme.mark };
            for rect in text.selected_rects(start, end) {
                painter.rect_filled(rect.translate(shift), 2, color);
            }
        }
        painter.galley(
            origin + Vec2::new(text.set.origin, 0.0),
            Arc::clone(&text.set.galley),
            self.theme.ink,
        );
        for decor in text.set.decor.iter().filter(|decor| decor.kind.is_above()) {
            self.decor(decor, painter, origin.to_vec2());
        }
        self.spoilers(text, painter, origin.to_vec2());
        for (rect, image) in &text.set.images {
            self.inline_image(*image, rect.translate(origin.to_vec2()), painter);
        }
        self.links(text, painter, origin.to_vec2());
    }

    /// The ground of the words that are read aloud.
    fn spoken(&self, text: &PlacedText, painter: &Painter, shift: Vec2) {
        for found in self.spoken.iter().filter(|found| found.leaf == text.slice.leaf) {
            let (start, end) = found.ends();
            for rect in text.selected_rects(start, end) {
                painter.rect_filled(rect.translate(shift), 3, self.theme.spoken);
            }
        }
    }

    /// A bar over the words of each spoiler that is covered.
    fn spoilers(&self, text: &PlacedText, painter: &Painter, shift: Vec2) {
        for (rect, fold) in &text.set.spoilers {
            let rect = rect.translate(shift);
            if self.view.covers(*fold) {
                painter.rect_filled(rect, 3, self.theme.ink);
            }
            if self.attention.focused_control == Some(Control::Spoiler(*fold)) {
                self.focus_ring(rect, painter);
            }
        }
    }

    fn decor(&self, decor: &Decor, painter: &Painter, shift: Vec2) {
        let rect = decor.rect.translate(shift);
        match decor.kind {
            DecorKind::Code => {
                painter.rect_filled(rect, 4, self.theme.code_background);
            }
            DecorKind::Mark => {
                painter.rect_filled(rect, 2, self.theme.mark);
            }
            DecorKind::Inserted => {
                let green = self.theme.token(TokenKind::Inserted);
                let tint = Theme::blend(self.theme.article, green, 0.16);
                painter.rect_filled(rect, 2, tint);
                let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.5), rect.max);
                painter.rect_filled(line, 0, green);
            }
            DecorKind::Key => {
                let edge = Theme::blend(self.theme.hairline, self.theme.ink, 0.2);
                painter.rect_filled(rect.translate(Vec2::new(0.0, 1.0)), 4, edge);
                painter.rect_filled(rect, 4, self.theme.popup);
                painter.rect_stroke(rect, 4, Stroke::new(1.0, edge), StrokeKind::Inside);
            }
            DecorKind::Line => {
                painter.rect_filled(rect, 0, decor.ink);
            }
        }
    }

    fn picture(&self, key: &PictureKey, rect: Rect, painter: &Painter) {
        let PictureState::Ready(texture) = self.pictures.state(key) else { return };
        let radius = if rect.width() > 64.0 && matches!(key, PictureKey::Web(_)) { 4 } else { 0 };
        texture.paint(painter, rect, radius, self.theme);
        if texture.is_animated && rect.width() > 64.0 {
            self.badge(t!(article_gif), rect, painter);
        }
    }

    /// A small label in the corner of a picture.
    fn badge(&self, words: String, rect: Rect, painter: &Painter) {
        let font = egui::FontId::new(11.0, crate::ui::fonts::Cut::SANS.family());
        let galley = painter.layout_no_wrap(words, font, self.theme.ink);
        let plate = Rect::from_min_size(
            rect.left_bottom() + Vec2::new(8.0, -28.0),
            galley.size() + Vec2::new(12.0, 6.0),
        );
        painter.rect_filled(plate, 5, self.theme.popup);
        painter.galley(plate.min + Vec2::new(6.0, 3.0), galley, self.theme.ink);
    }

    fn inline_image(&self, image: usize, rect: Rect, painter: &Painter) {
        if let Some(key) = self
            .view
            .scene
            .key(image)
            .filter(|key| matches!(self.pictures.state(key), PictureState::Ready(_)))
        {
            self.picture(key, rect, painter);
            return;
        }
        let size = (0.7 * rect.height().min(rect.width())).min(self.view.metrics.em);
        painter.rect_filled(rect, 4, self.theme.code_background);
        if self.view.flow.images.get(image).is_some() {
            crate::ui::icons::Icon::Image.paint(painter, rect.center(), size, self.theme.faint);
        }
    }

    fn links(&self, text: &PlacedText, painter: &Painter, shift: Vec2) {
        let is_title = self
            .view
            .flow
            .leaves
            .get(text.slice.leaf)
            .is_some_and(|leaf| leaf.look == super::style::Look::Title);
        let color = if is_title { self.theme.ink } else { self.theme.link };
        for span in &text.set.links {
            let rect = span.rect.translate(shift);
            if self.attention.hovered_link == Some(span.link) {
                let line = Rect::from_min_size(
                    pos2(rect.left(), span.underline + shift.y),
                    Vec2::new(rect.width(), 1.0),
                );
                painter.rect_filled(line, 0, color);
            }
            if self.attention.focused_link == Some(span.link) {
                painter.rect_stroke(
                    rect.expand2(Vec2::new(3.0, -2.0)),
                    4,
                    Stroke::new(2.0, self.theme.focus),
                    StrokeKind::Outside,
                );
            }
        }
    }

    fn is_ready_poster(&self, image: usize) -> bool {
        self.view.flow.posters.contains_key(&image)
            && matches!(self.view.scene.image(image), Appearance::Ready(_))
    }

    fn control(&self, control: Control, rect: Rect, painter: &Painter) {
        let is_hovered = self.attention.hovered_control == Some(control);
        let is_focused = self.attention.focused_control == Some(control);
        match control {
            Control::Copy(panel) => {
                self.copy_button(panel, rect, painter, is_hovered || is_focused);
            }
            Control::Source(panel) => {
                let words = if self.view.scene.shows_source(panel) {
                    t!(article_show_diagram)
                } else {
                    t!(article_show_source)
                };
                self.word_button(&words, rect, painter, is_hovered || is_focused);
            }
            Control::Expand(_) => {
                let words = t!(article_show_whole_picture);
                self.left_word(&words, rect, painter, is_hovered || is_focused);
            }
            Control::Wrap(panel) => {
                let is_wrapped = self.view.scene.wraps(panel);
                let words = if is_wrapped { t!(article_unwrap) } else { t!(article_wrap) };
                self.word_button(&words, rect, painter, is_hovered || is_focused);
            }
            Control::Image(image) if self.is_ready_poster(image) => {
                let radius = (0.09 * rect.width()).clamp(14.0, 34.0);
                painter.circle_filled(rect.center(), radius, self.theme.popup);
                Icon::Play.paint(
                    painter,
                    rect.center() + Vec2::new(0.06 * radius, 0.0),
                    radius,
                    self.theme.ink,
                );
            }
            Control::Image(_) | Control::Embed(_) if is_hovered => {
                painter.rect_stroke(
                    rect,
                    8,
                    Stroke::new(1.0, self.theme.quote_bar),
                    StrokeKind::Inside,
                );
            }
            Control::Chip(at)
                if is_hovered
                    && matches!(
                        self.view.flow.chips.get(at),
                        Some(super::flow::Chip::Page { .. })
                    ) =>
            {
                painter.rect_stroke(
                    rect,
                    rect.height() / 2.0,
                    Stroke::new(1.0, self.theme.link),
                    StrokeKind::Inside,
                );
            }
            Control::Image(_)
            | Control::Diagram(_)
            | Control::Embed(_)
            | Control::Chip(_)
            | Control::Fold(_)
            | Control::Spoiler(_) => {}
        }
        if is_focused {
            self.focus_ring(rect, painter);
        }
    }

    fn focus_ring(&self, rect: Rect, painter: &Painter) {
        let stroke = Stroke::new(2.0, self.theme.focus);
        painter.rect_stroke(rect.expand(1.0), 6, stroke, StrokeKind::Outside);
    }

    /// Faint until the pointer is on its panel.
    fn copy_button(&self, panel: usize, rect: Rect, painter: &Painter, is_wanted: bool) {
        let em = self.view.metrics.em;
        let is_copied = self.attention.copied == Some(panel);
        let (words, icon) = copy_words(is_copied);
        let has_words = rect.width() > 3.0 * em;
        let is_near = self.attention.hovered_panel == Some(panel);
        let color: Color32 = match (is_wanted || is_copied, is_near) {
            (true, _) => self.theme.ink,
            (false, true) => self.theme.dim,
            (false, false) => self.theme.faint,
        };
        if !has_words {
            painter.rect_filled(rect, 6, self.theme.code_background);
            icon.paint(painter, rect.center(), 0.9 * em, color);
            return;
        }
        let font = egui::FontId::new(0.74 * em, crate::ui::fonts::Cut::SANS.family());
        let right = rect.right() - 0.5 * em;
        let galley = painter.layout_no_wrap(words, font, color);
        let left = right - galley.rect.width();
        painter.galley(pos2(left, rect.center().y - galley.rect.height() / 2.0), galley, color);
        icon.paint(painter, pos2(left - 0.75 * em, rect.center().y), 0.8 * em, color);
    }

    /// The words of a link below a picture.
    fn left_word(&self, words: &str, rect: Rect, painter: &Painter, is_wanted: bool) {
        let em = self.view.metrics.em;
        let color = if is_wanted { self.theme.ink } else { self.theme.link };
        let font = egui::FontId::new(0.82 * em, crate::ui::fonts::Cut::SANS.family());
        let galley = painter.layout_no_wrap(words.to_owned(), font, color);
        painter.galley(
            pos2(rect.left(), rect.center().y - galley.rect.height() / 2.0),
            galley,
            color,
        );
    }

    /// Faint words below a diagram, or above code.
    fn word_button(&self, words: &str, rect: Rect, painter: &Painter, is_wanted: bool) {
        let em = self.view.metrics.em;
        let color = if is_wanted { self.theme.ink } else { self.theme.faint };
        let font = egui::FontId::new(0.74 * em, crate::ui::fonts::Cut::SANS.family());
        let galley = painter.layout_no_wrap(words.to_owned(), font, color);
        let min = pos2(
            rect.right() - galley.rect.width() - 0.3 * em,
            rect.center().y - galley.rect.height() / 2.0,
        );
        painter.galley(min, galley, color);
    }

    /// One bar for each quotation, from its first visible piece to its last.
    fn quote_bars(&self) {
        let mut bars: Vec<(usize, bool, f32, f32)> = Vec::new();
        for (at, y) in &self.view.visible {
            let (Some(piece), Some(layout)) =
                (self.view.flow.pieces.get(*at), self.view.layouts.get(at))
            else {
                continue;
            };
            let mut nest = Some(piece.nest);
            while let Some((index, known)) =
                nest.and_then(|index| self.view.flow.nests.get(index).map(|known| (index, known)))
            {
                if known.kind == NestKind::Quote {
                    let starts_above = *at > 0 && self.is_within(*at - 1, index);
                    let top = if starts_above { *y } else { y + layout.gap };
                    match bars.iter_mut().find(|(bar, ..)| *bar == index) {
                        Some((_, _, _, bottom)) => *bottom = y + layout.height,
                        None => bars.push((index, layout.is_mirrored, top, y + layout.height)),
                    }
                }
                nest = known.parent;
            }
        }
        for (nest, is_mirrored, top, bottom) in bars {
            let (inset, metrics) = (self.view.left_of_parent(nest), &self.view.metrics);
            let inset = if is_mirrored {
                2.0 * metrics.left + metrics.column - inset - QUOTE_BAR
            } else {
                inset
            };
            let left = self.rect.left() + inset;
            let rect = Rect::from_min_max(
                pos2(left, self.rect.top() + top),
                pos2(left + QUOTE_BAR, self.rect.top() + bottom),
            );
            self.painter.rect_filled(rect, 1, self.theme.quote_bar);
        }
    }

    fn is_within(&self, piece: usize, nest: usize) -> bool {
        let mut at = self.view.flow.pieces.get(piece).map(|piece| piece.nest);
        while let Some(index) = at {
            if index == nest {
                return true;
            }
            at = self.view.flow.nests.get(index).and_then(|nest| nest.parent);
        }
        false
    }
}

fn paint_item(item: &Item, painter: &Painter, shift: Vec2) {
    match item {
        Item::Fill { rect, radius, color } => {
            let [nw, ne, sw, se] = *radius;
            painter.rect_filled(rect.translate(shift), CornerRadius { nw, ne, sw, se }, *color);
        }
        Item::Rule { rect, color } => {
            painter.rect_filled(rect.translate(shift), 0, *color);
        }
        Item::Disc { center, radius, color } => {
            painter.circle_filled(*center + shift, *radius, *color);
        }
        Item::Ring { center, radius, color } => {
            painter.circle_stroke(*center + shift, radius - 0.5, Stroke::new(1.2, *color));
        }
        Item::Icon { icon, center, size, color } => {
            icon.paint(painter, *center + shift, *size, *color);
        }
        Item::Picture { .. } => {}
        Item::Label { pos, galley, color } => {
            painter.galley(*pos + shift, Arc::clone(galley), *color);
        }
    }
}

impl View {
    /// How far a window is scrolled, within the limits of its content.
    pub(super) fn scroll_of(&self, scroller: &Scroller) -> f32 {
        let most = (scroller.content - scroller.window.width()).max(0.0);
        self.metrics.snap(self.scrolls.get(&scroller.key).copied().unwrap_or(0.0).clamp(0.0, most))
    }

    /// Left edge of the parent of a nest.
    fn left_of_parent(&self, nest: usize) -> f32 {
        let parent = self.flow.nests.get(nest).and_then(|nest| nest.parent).unwrap_or(0);
        let slot = super::layout::Slot {
            left: self.metrics.left,
            width: self.metrics.column,
            top: 0.0,
            scroller: None,
        };
        super::layout::indent(&self.flow, &self.metrics, parent, slot).left
    }
}
