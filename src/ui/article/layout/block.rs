//! Small elements: markers in gutters, rules, the labels under the title.

use egui::{Rect, pos2, vec2};

use crate::ui::icons::Icon;

use crate::article::PageKind;

use super::super::flow::{Chip, Marker};
use super::super::style::{BaseFormat, Look};
use super::{Control, Item, Layouter, Slot};

impl Layouter<'_> {
    /// Draws a marker in the gutter left of a slot, on the base line of the first text.
    pub(super) fn marker(&mut self, marker: &Marker, slot: Slot, first_text: usize) {
        let (metrics, theme) = (self.setter.metrics, self.setter.theme);
        let base = metrics.format(Look::Body, theme);
        let first = self.out.texts.get(first_text).map(|text| (text.pos.y, text.set.baseline));
        let baseline = first.map_or(slot.top + 1.1 * metrics.em, |(top, baseline)| top + baseline);
        let middle = baseline - 0.27 * metrics.em;
        match marker {
            Marker::Bullet(depth) => self.bullet(*depth, slot, middle),
            Marker::Number(number) => {
                let format = BaseFormat { color: theme.dim, ..base };
                let galley = self.setter.label(number, &format, f32::INFINITY);
                let drop = galley
                    .rows
                    .first()
                    .and_then(|row| row.glyphs.first())
                    .map_or(0.0, |glyph| glyph.pos.y);
                let pos =
                    pos2(slot.left - 0.42 * metrics.em - galley.rect.width(), baseline - drop);
                self.item(Item::Label { pos, galley, color: theme.dim }, slot);
            }
            Marker::Task(is_done) => {
                let (icon, color) = if *is_done {
                    (Icon::TaskDone, theme.accent)
                } else {
                    (Icon::TaskOpen, theme.dim)
                };
                let center = pos2(slot.left - 0.86 * metrics.em, baseline - 0.33 * metrics.em);
                self.item(Item::Icon { icon, center, size: 1.02 * metrics.em, color }, slot);
            }
            Marker::Fold(fold) => self.fold(*fold, slot, middle),
        }
    }

    fn bullet(&mut self, depth: usize, slot: Slot, middle: f32) {
        let (metrics, color) = (self.setter.metrics, self.setter.theme.dim);
        let center = pos2(slot.left - 0.72 * metrics.em, middle);
        let item = match depth {
            0 => Item::Disc { center, radius: 0.145 * metrics.em, color },
            1 => Item::Ring { center, radius: 0.145 * metrics.em, color },
            _ => {
                let side = metrics.snap(0.25 * metrics.em);
                let min =
                    pos2(metrics.snap(center.x - side / 2.0), metrics.snap(center.y - side / 2.0));
                Item::Rule { rect: Rect::from_min_size(min, vec2(side, side)), color }
            }
        };
        self.item(item, slot);
    }

    fn fold(&mut self, fold: usize, slot: Slot, middle: f32) {
        let metrics = self.setter.metrics;
        let is_open = self.open.get(fold).copied().unwrap_or(true);
        let icon = if is_open { Icon::Unfolded } else { Icon::Folded };
        let center = pos2(slot.left - 0.72 * metrics.em, middle);
        self.item(
            Item::Icon { icon, center, size: metrics.em, color: self.setter.theme.dim },
            slot,
        );
        let bottom = self.out.texts.last().map_or(slot.top, |text| text.reach.bottom());
        let rect = Rect::from_min_max(
            pos2(slot.left - 1.35 * metrics.em, slot.top),
            pos2(slot.right(), bottom),
        );
        self.control(Control::Fold(fold), rect, slot);
    }

    /// A thematic break: a short centred line.
    pub(super) fn rule(&mut self, slot: Slot) -> f32 {
        let metrics = self.setter.metrics;
        let width = metrics.snap((7.0 * metrics.em).min(slot.width));
        let left = metrics.snap(slot.left + (slot.width - width) / 2.0);
        let height = 1.0_f32.max(1.0 / metrics.pixels_per_point);
        let rect = Rect::from_min_size(pos2(left, metrics.snap(slot.top)), vec2(width, height));
        self.item(Item::Rule { rect, color: self.setter.theme.quote_bar }, slot);
        rect.bottom()
    }

    /// The labels under the title, in as many lines as they need.
    pub(super) fn chips(&mut self, slot: Slot) -> f32 {
        let (metrics, theme) = (self.setter.metrics, self.setter.theme);
        let format = BaseFormat { size: 0.76 * metrics.em, ..metrics.format(Look::Byline, theme) };
        let height = metrics.snap(1.55 * metrics.em);
        let (mut x, mut y) = (slot.left, slot.top);
        for (at, chip) in self.setter.flow.chips.iter().enumerate() {
            let (words, icon) = match chip {
                Chip::Tag(words) | Chip::Note(words) => (words.as_str(), None),
                Chip::Page { label, kind, .. } => (label.as_str(), Some(page_icon(*kind))),
            };
            let lead = if icon.is_some() { 1.15 * metrics.em } else { 0.0 };
            let color = if icon.is_some() { theme.link } else { theme.dim };
            let galley = self.setter.label(
                words,
                &BaseFormat { color, ..format.clone() },
                slot.width - 2.0 * metrics.em,
            );
            let width = metrics.snap(galley.rect.width() + lead + 1.1 * metrics.em);
            if x > slot.left && x + width > slot.right() {
                x = slot.left;
                y += height + 6.0;
            }
            let rect = Rect::from_min_size(pos2(x, y), vec2(width, height));
            self.item(
                Item::Fill {
                    rect,
                    radius: [(height / 2.0) as u8; 4],
                    color: theme.code_background,
                },
                slot,
            );
            if let Some(icon) = icon {
                let center = pos2(x + 0.95 * metrics.em, rect.center().y);
                self.item(Item::Icon { icon, center, size: 0.85 * metrics.em, color }, slot);
            }
            let pos = pos2(
                x + 0.55 * metrics.em + lead,
                metrics.snap(rect.center().y - galley.rect.height() / 2.0),
            );
            self.item(Item::Label { pos, galley, color }, slot);
            self.control(Control::Chip(at), rect, slot);
            x += width + 6.0;
        }
        y + height
    }
}

fn page_icon(kind: PageKind) -> Icon {
    match kind {
        PageKind::Source => Icon::OpenOutside,
        PageKind::Discussion => Icon::Comments,
        PageKind::Form => Icon::Document,
    }
}
