//! Positions of characters in lines with right-to-left words, where neighbours in the text need not
//! be neighbours on the line.

use std::ops::Range;

use egui::epaint::text::{Glyph, PlacedRow};
use egui::{Rect, Vec2, pos2};

use super::typeset::TextLayout;

/// Gaps between characters that a selection closes, in points.
const CLOSE: f32 = 1.5;

/// The number of characters before the position nearest to a point.
pub(super) fn char_at(set: &TextLayout, point: Vec2) -> usize {
    let mut first = 0;
    let mut nearest: Option<(f32, usize, &PlacedRow)> = None;
    for row in &set.galley.rows {
        let distance = (row.min_y() - point.y).max(point.y - row.max_y());
        if nearest.is_none_or(|(least, _, _)| distance < least) {
            nearest = Some((distance, first, row));
        }
        first += row.glyphs.len() + usize::from(row.ends_with_newline);
    }
    let Some((_, first, row)) = nearest else { return 0 };
    first
        + char_in_row(row, point.x - row.pos.x, |at| {
            set.levels.get(first + at).is_some_and(unicode_bidi::Level::is_rtl)
        })
}

fn char_in_row(row: &PlacedRow, x: f32, is_rtl: impl Fn(usize) -> bool) -> usize {
    let distance = |glyph: &Glyph| (glyph.pos.x - x).max(x - glyph.max_x());
    let wide = row.glyphs.iter().enumerate().filter(|(_, glyph)| glyph.advance_width > 0.0);
    let Some((at, glyph)) =
        wide.min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)))
    else {
        return 0;
    };
    let is_right_half = x > glyph.pos.x + glyph.advance_width / 2.0;
    at + usize::from(is_right_half != is_rtl(at))
}

/// The areas of some characters of a row: one rectangle for each stretch of neighbours.
pub(super) fn rects(row: &PlacedRow, chars: Range<usize>) -> Vec<Rect> {
    let glyphs =
        row.glyphs.get(chars).unwrap_or_default().iter().filter(|glyph| glyph.advance_width > 0.0);
    let mut spans: Vec<(f32, f32)> = glyphs.map(|glyph| (glyph.pos.x, glyph.max_x())).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joined: Vec<(f32, f32)> = Vec::new();
    for (left, right) in spans {
        match joined.last_mut() {
            Some(last) if left <= last.1 + CLOSE => last.1 = last.1.max(right),
            _ => joined.push((left, right)),
        }
    }
    let rect = |(left, right)| {
        Rect::from_min_max(
            pos2(row.pos.x + left, row.min_y()),
            pos2(row.pos.x + right, row.max_y()),
        )
    };
    joined.into_iter().map(rect).collect()
}
