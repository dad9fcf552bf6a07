//! Code panels: a rounded surface with the language and a Copy button above. Long lines scroll
//! unless the user wraps them.

use egui::{Rect, pos2, vec2};

use crate::article::PictureKey;
use crate::i18n::t;
use crate::ui::icons::Icon;

use super::super::flow::{CodePanel, Flow, LeafSlice};
use super::super::scene::fitted;
use super::super::style::{BaseFormat, Look, Metrics};
use super::{Control, Item, Layouter, ScrollKey, Scroller, Slot};

/// Corner radius of panels, in points.
pub(super) const RADIUS: u8 = 8;
/// Space around the code in ems.
const PADDING: f32 = 0.8;
/// Height of the head, which holds the language and the buttons, in ems.
const HEAD: f32 = 1.85;
/// Height of the empty area of a diagram that is not drawn yet, in ems.
const UNDRAWN: f32 = 12.0;
/// Height of the scroll bar below wide code, in points.
const BAR: f32 = 12.0;

/// Whether a slice begins or ends its panel.
struct PanelEnds {
    is_first: bool,
    is_last: bool,
}

impl Layouter<'_> {
    /// Lays out some lines of a panel. The first piece has the head, the last one the scroll bar.
    pub(super) fn code(&mut self, index: usize, slice: &LeafSlice, slot: Slot) -> f32 {
        let (flow, metrics) = (self.setter.flow, self.setter.metrics);
        let Some(panel) = flow.codes.get(index) else { return slot.top };
        let text_len = flow.leaves.get(panel.leaf).map_or(0, |leaf| leaf.text.len());
        if let Some((key, natural)) = self.scene.diagram(index) {
            let key = key.clone();
            return if slice.bytes.start == 0 {
                self.diagram(index, &key, natural, slot)
            } else {
                slot.top
            };
        }
        let ends =
            PanelEnds { is_first: slice.bytes.start == 0, is_last: slice.bytes.end >= text_len };
        let is_at_margin = slot.scroller.is_none() && (slot.left - metrics.left).abs() < 0.5;
        let bleed = if is_at_margin { metrics.bleed } else { 0.0 };
        let padding = metrics.snap(PADDING * metrics.em);
        let side = if is_at_margin { bleed.max(8.0) } else { padding };
        let outer = Slot { left: slot.left - bleed, width: slot.width + 2.0 * bleed, ..slot };
        let background = self.out.items.len();
        let is_wide = self.line_width(panel) > outer.width - 2.0 * side;
        let can_wrap = (is_wide || self.scene.wraps(index)) && slot.scroller.is_none();
        // Without a head a single button stands in the corner. Two of them would cover the code.
        let has_head = panel.language.is_some() || can_wrap;

        let mut top = slot.top;
        if ends.is_first {
            top += if has_head {
                self.code_head(index, panel, outer, side)
            } else {
                metrics.snap(0.65 * metrics.em)
            };
        }
        let inner = Slot { left: outer.left + side, width: outer.width - 2.0 * side, top, ..outer };
        let (bottom, is_scrolled) = self.code_lines(index, panel, slice, inner, outer);
        if ends.is_first && can_wrap {
            self.wrap_button(index, outer);
        }
        let bottom = match (ends.is_last, is_scrolled) {
            (false, _) => bottom,
            (true, true) => bottom + BAR + 0.3 * metrics.em,
            (true, false) => bottom + 0.75 * metrics.em,
        };
        let bottom = metrics.snap(bottom);
        if ends.is_first && !has_head {
            self.lone_copy(index, outer, bottom);
        }
        self.code_surface(outer, bottom, &ends, background);
        bottom
    }

    /// A diagram in place of its source, centred. An empty area of a fixed height until it is
    /// drawn.
    fn diagram(
        &mut self,
        index: usize,
        key: &PictureKey,
        natural: Option<(u32, u32)>,
        slot: Slot,
    ) -> f32 {
        let metrics = self.setter.metrics;
        // A diagram may use the margins, since its words shrink with it.
        let bleed = if slot.scroller.is_none() && (slot.left - metrics.left).abs() < 0.5 {
            (metrics.left - 20.0).max(0.0)
        } else {
            0.0
        };
        let (left, width) = (slot.left - bleed, slot.width + 2.0 * bleed);
        let size = natural.map_or(vec2(width, UNDRAWN * metrics.em), |(wide, high)| {
            fitted(vec2(wide as f32, high as f32), width, f32::INFINITY)
        });
        let min = pos2(metrics.snap(left + (width - size.x) / 2.0), metrics.snap(slot.top));
        let rect = Rect::from_min_size(min, size);
        match natural {
            Some(_) => {
                self.item(Item::Picture { rect, window: rect, key: key.clone() }, slot);
                self.control(Control::Diagram(index), rect, slot);
            }
            None => {
                self.item(
                    Item::Fill {
                        rect,
                        radius: [RADIUS; 4],
                        color: self.setter.theme.code_background,
                    },
                    slot,
                );
            }
        }
        let height = metrics.snap(1.6 * metrics.em);
        let button = Rect::from_min_size(
            pos2(slot.right() - 7.0 * metrics.em, rect.bottom() + 2.0),
            vec2(7.0 * metrics.em, height),
        );
        self.control(Control::Source(index), button, slot);
        button.bottom()
    }

    fn code_surface(&mut self, outer: Slot, bottom: f32, ends: &PanelEnds, at: usize) {
        let rect = Rect::from_min_max(pos2(outer.left, outer.top), pos2(outer.right(), bottom));
        let (above, below) =
            (if ends.is_first { RADIUS } else { 0 }, if ends.is_last { RADIUS } else { 0 });
        let fill = Item::Fill {
            rect,
            radius: [above, above, below, below],
            color: self.setter.theme.code_background,
        };
        self.out.items.insert(at.min(self.out.items.len()), (fill, outer.scroller));
    }

    fn code_head(&mut self, index: usize, panel: &CodePanel, outer: Slot, side: f32) -> f32 {
        let (metrics, theme) = (self.setter.metrics, self.setter.theme);
        let height = metrics.snap(HEAD * metrics.em);
        let format = BaseFormat {
            size: 0.74 * metrics.em,
            color: theme.faint,
            ..metrics.format(Look::Byline, theme)
        };
        let middle = outer.top + 0.56 * height;
        if let Some(language) = &panel.language {
            let galley = self.setter.label(language, &format, outer.width / 2.0);
            let pos = pos2(outer.left + side, metrics.snap(middle - galley.rect.height() / 2.0));
            self.item(Item::Label { pos, galley, color: theme.faint }, outer);
        }
        if self.scene.is_diagram(index) {
            let width = 8.0 * metrics.em;
            let left = outer.right() - width - 5.2 * metrics.em;
            self.control(
                Control::Source(index),
                Rect::from_min_size(
                    pos2(left, outer.top + 0.12 * height),
                    vec2(width, 0.88 * height),
                ),
                outer,
            );
        }
        let width = 4.6 * metrics.em;
        let rect = Rect::from_min_size(
            pos2(outer.right() - width - 0.3 * metrics.em, outer.top + 0.12 * height),
            vec2(width, 0.88 * height),
        );
        self.control(Control::Copy(index), rect, outer);
        height
    }

    /// The Wrap button; only code that is wider than its panel has one.
    fn wrap_button(&mut self, index: usize, outer: Slot) {
        let metrics = self.setter.metrics;
        let height = metrics.snap(HEAD * metrics.em);
        let source = if self.scene.is_diagram(index) { 8.5 } else { 0.0 };
        let width = 4.2 * metrics.em;
        let left = outer.right() - (4.9 + source) * metrics.em - width;
        let rect =
            Rect::from_min_size(pos2(left, outer.top + 0.12 * height), vec2(width, 0.88 * height));
        self.control(Control::Wrap(index), rect, outer);
    }

    fn line_width(&self, panel: &CodePanel) -> f32 {
        panel.longest_line as f32 * self.setter.metrics.character(Look::Code) + 2.0
    }

    fn lone_copy(&mut self, index: usize, outer: Slot, bottom: f32) {
        let side = 1.8 * self.setter.metrics.em;
        let middle = f32::midpoint(outer.top, bottom).min(outer.top + 4.0 + side / 2.0);
        let center = pos2(outer.right() - side / 2.0 - 4.0, middle);
        self.control(Control::Copy(index), Rect::from_center_size(center, vec2(side, side)), outer);
    }

    fn code_lines(
        &mut self,
        index: usize,
        panel: &CodePanel,
        slice: &LeafSlice,
        inner: Slot,
        outer: Slot,
    ) -> (f32, bool) {
        let content = self.line_width(panel);
        if self.scene.wraps(index) {
            return (self.text(slice, inner), false);
        }
        if content <= inner.width || inner.scroller.is_some() {
            let slot = Slot { width: inner.width.max(content), ..inner };
            return (self.unwrapped(slice, slot, inner.width), false);
        }
        let number = self.out.scrollers.len();
        let slot = Slot { width: content, scroller: Some(number), ..inner };
        self.out.scrollers.push(Scroller {
            key: ScrollKey::Code(index),
            window: Rect::NOTHING,
            content: 0.0,
            bar: None,
        });
        let bottom = self.unwrapped(slice, slot, outer.width);
        let edge = inner.left - outer.left;
        let window = Rect::from_min_max(
            pos2(outer.left + 2.0, inner.top),
            pos2(outer.right() - 2.0, bottom),
        );
        let bar = Rect::from_min_max(
            pos2(outer.left + edge, bottom + 2.0),
            pos2(outer.right() - edge, bottom + 2.0 + BAR),
        );
        let is_last = self
            .setter
            .flow
            .leaves
            .get(panel.leaf)
            .is_none_or(|leaf| slice.bytes.end >= leaf.text.len());
        if let Some(scroller) = self.out.scrollers.get_mut(number) {
            *scroller = Scroller {
                key: scroller.key,
                window,
                content: content + 2.0 * edge,
                bar: is_last.then_some(bar),
            };
        }
        (bottom, true)
    }

    fn unwrapped(&mut self, slice: &LeafSlice, slot: Slot, reach_width: f32) -> f32 {
        let before = self.out.texts.len();
        let bottom = self.text(slice, Slot { width: f32::INFINITY, ..slot });
        if let Some(text) = self.out.texts.get_mut(before) {
            text.reach.max.x = slot.left + reach_width.max(slot.width);
        }
        bottom
    }
}

pub(super) fn estimate(flow: &Flow, metrics: &Metrics, panel: usize, slice: &LeafSlice) -> f32 {
    let text = flow
        .leaves
        .get(slice.leaf)
        .and_then(|leaf| leaf.text.get(slice.bytes.clone()))
        .unwrap_or("");
    let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let head = flow
        .codes
        .get(panel)
        .is_some_and(|panel| panel.language.is_some() && slice.bytes.start == 0);
    lines as f32 * 1.31 * metrics.em + if head { (HEAD + 0.75) * metrics.em } else { 0.0 }
}

/// The words and icon of a Copy button.
pub(in crate::ui::article) fn copy_words(is_copied: bool) -> (String, Icon) {
    if is_copied { (t!(notice_copied), Icon::Done) } else { (t!(button_copy), Icon::Copy) }
}
