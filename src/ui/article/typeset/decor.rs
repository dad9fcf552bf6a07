//! The parts of a run besides its letters: backgrounds, lines, links, pictures and tooltips.

use std::sync::Arc;

use egui::{Rect, pos2};

use crate::document::InlineStyle;
use crate::picture::FORMULA_MARGIN;

use super::super::style::BaseFormat;
use super::formats::PADDING;
use super::set::{Decor, DecorKind, LinkSpan, TextLayout, Typesetter};
use super::spans::Span;

impl Typesetter<'_> {
    /// Collects the decorations of a run on one line.
    pub(super) fn note(
        &self,
        set: &mut TextLayout,
        span: &Span<'_>,
        base: &BaseFormat,
        base_drop: f32,
    ) {
        let Some(row) = set.galley.rows.get(span.row) else { return };
        let row_rect = row.rect();
        let baseline = row_rect.bottom() - base.line + base_drop;
        let (left, right) =
            (row_rect.left() + span.left + set.origin, row_rect.left() + span.right + set.origin);
        let band = |up: f32, down: f32, side: f32| {
            let snap = |value| self.metrics.snap(value);
            Rect::from_min_max(
                pos2(snap(left - side), snap(baseline - up)),
                pos2(snap(right + side), snap(baseline + down)),
            )
        };
        if let Some(image) = span.image {
            let size = self.inline_image_size(image, base);
            let depth = self
                .flow
                .formulas
                .get(&image)
                .map_or(0.12, |(_, size)| size.depth + FORMULA_MARGIN);
            let bottom = baseline + depth * base.size;
            set.images
                .push((Rect::from_min_size(pos2(right - size.x, bottom - size.y), size), image));
        }
        let size = Self::unscaled(base);
        let style = span.run.style;
        let ink = if style.contains(InlineStyle::DELETED) {
            self.theme.dim
        } else if span.run.link.is_some() {
            self.theme.link
        } else {
            base.color
        };
        let mut decorate = |kind, rect| set.decor.push(Decor { kind, rect, ink });
        if style.contains(InlineStyle::INSERTED) {
            decorate(DecorKind::Inserted, band(0.95 * size, 0.3 * size, 0.04 * size));
        }
        if style.contains(InlineStyle::MARK) {
            decorate(DecorKind::Mark, band(0.95 * size, 0.3 * size, 0.06 * size));
        }
        if style.contains(InlineStyle::KEYBOARD) {
            decorate(DecorKind::Key, band(0.92 * size, 0.28 * size, PADDING * size));
        } else if style.contains(InlineStyle::CODE) {
            decorate(DecorKind::Code, band(0.9 * size, 0.3 * size, PADDING * size));
        }
        let thickness = (0.06 * size).max(1.0 / self.metrics.pixels_per_point);
        if style.intersects(InlineStyle::STRIKE | InlineStyle::DELETED) {
            decorate(
                DecorKind::Line,
                band(0.29 * size + thickness / 2.0, thickness / 2.0 - 0.29 * size, 0.0),
            );
        }
        if let Some(spoiler) = span.run.spoiler {
            set.spoilers.push((band(0.95 * size, 0.3 * size, 0.0), spoiler));
        }
        if style.contains(InlineStyle::UNDERLINE) && span.run.link.is_none() {
            decorate(DecorKind::Line, band(-0.14 * size, 0.14 * size + thickness, 0.0));
        }
        let rect = Rect::from_min_max(pos2(left, row_rect.top()), pos2(right, row_rect.bottom()));
        if let Some(link) = span.run.link {
            set.links.push(LinkSpan {
                link,
                rect,
                underline: self.metrics.snap(baseline + 0.14 * size),
            });
        }
        if let Some(hint) = &span.run.hint {
            set.hints.push((rect, Arc::clone(hint)));
        }
    }
}
