//! Aligns each row to one base line: egui's glyphs are moved to it, and up or down from it for
//! superscript and subscript.

use std::sync::Arc;

use egui::Galley;
use egui::epaint::text::{Glyph, LayoutJob};

use crate::document::InlineStyle;
use crate::picture::FORMULA_MARGIN;

use super::super::style::{BaseFormat, Metrics};
use super::formats::air;
use super::set::{TextLayout, Typesetter};
use super::spans::{Span, StyledText, spans};

/// Rise of superscript, in ems of the text around it.
const RAISE: f32 = 0.36;
/// Drop of subscript, in ems of the text around it.
const LOWER: f32 = 0.14;

impl Typesetter<'_> {
    /// Aligns a galley to its base lines and collects the decorations on its lines.
    pub(super) fn finish(
        &self,
        text: &StyledText<'_>,
        base: &BaseFormat,
        mut galley: Arc<Galley>,
        origin: f32,
    ) -> TextLayout {
        let base_drop = self.base_drop(base);
        let spans = spans(&galley, text);
        let sinks = self.sinks(&galley, &spans, base, base_drop);
        straighten(&mut galley, &spans, base, base_drop, &sinks, self.metrics);
        let mut set = TextLayout {
            baseline: first_baseline(
                &galley,
                base,
                base_drop - sinks.first().copied().unwrap_or(0.0),
            ),
            galley,
            origin,
            decor: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            spoilers: Vec::new(),
            hints: Vec::new(),
            levels: Vec::new(),
        };
        for span in &spans {
            self.note(
                &mut set,
                span,
                base,
                base_drop - sinks.get(span.row).copied().unwrap_or(0.0),
            );
        }
        set
    }

    /// For each row, how far its base line is raised to make room for deep formulas.
    fn sinks(
        &self,
        galley: &Galley,
        spans: &[Span<'_>],
        base: &BaseFormat,
        base_drop: f32,
    ) -> Vec<f32> {
        let mut sinks = vec![0.0_f32; galley.rows.len()];
        for span in spans {
            if let (Some(image), Some(sink)) = (span.image, sinks.get_mut(span.row)) {
                *sink = sink.max(self.sink(image, base, base_drop));
            }
        }
        sinks
    }

    /// How far the base line of a row is raised for a picture.
    pub(super) fn sink(&self, image: usize, base: &BaseFormat, base_drop: f32) -> f32 {
        let depth = self.flow.formulas.get(&image).map_or(0.0, |(formula, size)| {
            (size.depth + FORMULA_MARGIN + 0.1 + air(formula)) * base.size
        });
        self.metrics.snap((depth - (base.line - base_drop)).max(0.0))
    }

    /// Distance from the top of a row to its base line.
    pub(super) fn base_drop(&self, base: &BaseFormat) -> f32 {
        let format = self.text_format(base, InlineStyle::empty(), false);
        let galley = self.painter.layout_job(LayoutJob::single_section("x".to_owned(), format));
        galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |glyph| glyph.pos.y)
    }
}

/// Moves every glyph to the base line of its row, or above or below it.
fn straighten(
    galley: &mut Arc<Galley>,
    spans: &[Span<'_>],
    base: &BaseFormat,
    base_drop: f32,
    sinks: &[f32],
    metrics: &Metrics,
) {
    let wanted = |span: &Span<'_>, row_height: f32| {
        let sink = sinks.get(span.row).copied().unwrap_or(0.0);
        row_height - base.line + base_drop - sink - metrics.snap(raise(span.run.style) * base.size)
    };
    for span in spans {
        let Some(row) = galley.rows.get(span.row) else { continue };
        let y = wanted(span, row.size.y);
        let is_off = |glyph: &Glyph| !glyph.is_color && (glyph.pos.y - y).abs() > 0.01;
        if !row.glyphs.get(span.glyphs.clone()).is_some_and(|glyphs| glyphs.iter().any(is_off)) {
            continue;
        }
        let Some(placed) = Arc::make_mut(galley).rows.get_mut(span.row) else { continue };
        let row = Arc::make_mut(&mut placed.row);
        let Some(glyphs) = row.glyphs.get_mut(span.glyphs.clone()) else { continue };
        for glyph in glyphs.iter_mut().filter(|glyph| !glyph.is_color) {
            let shift = y - glyph.pos.y;
            glyph.pos.y = y;
            if glyph.uv_rect.is_nothing() {
                continue;
            }
            let first = glyph.first_vertex as usize;
            for vertex in row.visuals.mesh.vertices.get_mut(first..first + 4).into_iter().flatten()
            {
                vertex.pos.y += shift;
            }
        }
        row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
    }
}

/// How far a style raises its letters, in ems.
pub(super) fn raise(style: InlineStyle) -> f32 {
    match (style.contains(InlineStyle::SUPERSCRIPT), style.contains(InlineStyle::SUBSCRIPT)) {
        (true, _) => RAISE,
        (false, true) => -LOWER,
        (false, false) => 0.0,
    }
}

fn first_baseline(galley: &Galley, base: &BaseFormat, base_drop: f32) -> f32 {
    galley.rows.first().map_or(base_drop, |row| row.pos.y + row.size.y - base.line + base_drop)
}
