//! The words of labels and buttons, which egui lays out from left to right, in their own order.

use std::sync::Arc;

use egui::{Galley, Painter, Shape};

use crate::ui::text::{Clip, Side, clipped, needs_order};

/// Room for the differences between two ways to add up the widths of letters, in points.
const SLACK: f32 = 2.0;

/// Adds the texts of a shape that [`ordered`] changes.
pub(super) fn collect(shape: &Shape, texts: &mut Vec<Arc<Galley>>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts)),
        Shape::Text(text) if is_unordered(&text.galley) => texts.push(Arc::clone(&text.galley)),
        _ => {}
    }
}

/// The same text with its words from right to left, its lines beginning at the right edge of its
/// rectangle. `None` if it is in order already.
pub(super) fn ordered(painter: &Painter, galley: &Galley) -> Option<Arc<Galley>> {
    if !is_unordered(galley) {
        return None;
    }
    let (width, rows) = (galley.rect.width(), galley.rows.len().max(1));
    let is_wrapped = rows > 1 && galley.job.wrap.max_width.is_finite();
    let clip = Clip {
        width: if is_wrapped { galley.job.wrap.max_width.max(width) } else { width } + SLACK,
        // The lines may end elsewhere, and no word may get lost.
        rows: if galley.elided { rows } else { rows + 1 },
        side: Side::Right,
    };
    Some(clipped(painter, (*galley.job).clone(), clip))
}

/// Whether a text is as egui laid it out: each of its letters has its own place in the font's
/// texture, while the letters of our own lines are one mesh.
fn is_unordered(galley: &Galley) -> bool {
    needs_order(&galley.job.text)
        && galley.rows.iter().flat_map(|row| &row.glyphs).any(|glyph| !glyph.uv_rect.is_nothing())
}
