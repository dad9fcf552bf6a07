//! The glyphs that each run of a text became, line by line.

use std::ops::Range;

use egui::Galley;
use egui::epaint::text::Glyph;

use super::super::flow::{Leaf, LeafSlice, StyledRun};

/// The part of a run on one line.
pub(super) struct Span<'a> {
    pub(super) row: usize,
    /// Its glyphs in the row.
    pub(super) glyphs: Range<usize>,
    /// Left edge within the row.
    pub(super) left: f32,
    /// Right edge within the row.
    pub(super) right: f32,
    pub(super) run: &'a StyledRun,
    /// Index of the picture that it stands for.
    pub(super) image: Option<usize>,
}

/// A slice of a leaf, with the runs that meet it and their bytes within the slice.
pub(super) struct StyledText<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) slice: &'a LeafSlice,
    pub(super) runs: Vec<(Range<usize>, &'a StyledRun)>,
}

impl<'a> StyledText<'a> {
    pub(super) fn new(leaf: &'a Leaf, slice: &'a LeafSlice) -> Self {
        let bytes = &slice.bytes;
        let first = leaf.runs.partition_point(|run| run.end <= bytes.start);
        let mut start = bytes.start;
        let mut runs = Vec::new();
        for run in leaf.runs.iter().skip(first) {
            let end = run.end.min(bytes.end);
            if start < end {
                runs.push((start - bytes.start..end - bytes.start, run));
            }
            start = end;
            if run.end >= bytes.end {
                break;
            }
        }
        Self { leaf, slice, runs }
    }
}

/// The glyphs that each run became, row by row. Empty for code, which has no links or decorations.
pub(super) fn spans<'a>(galley: &Galley, text: &StyledText<'a>) -> Vec<Span<'a>> {
    let StyledText { leaf, slice, runs } = text;
    if leaf.panel.is_some() {
        return Vec::new();
    }
    let mut spans = Vec::new();
    let mut run_at = 0;
    let mut byte = 0;
    for (row_at, row) in galley.rows.iter().enumerate() {
        let mut open: Option<(usize, usize)> = None;
        for (at, glyph) in row.glyphs.iter().enumerate() {
            while runs.get(run_at).is_some_and(|(bytes, _)| bytes.end <= byte) {
                run_at += 1;
            }
            if open.is_none_or(|(run, _)| run != run_at) {
                close(&mut spans, row_at, row, runs, open.replace((run_at, at)), at);
            }
            byte += glyph.chr.len_utf8();
        }
        close(&mut spans, row_at, row, runs, open, row.glyphs.len());
        byte += usize::from(row.ends_with_newline);
    }
    // Spans come in the order of their runs, so that one walk finds all starts.
    let mut rest = runs.iter().peekable();
    for span in &mut spans {
        while rest.next_if(|(_, run)| !std::ptr::eq(*run, span.run)).is_some() {}
        let start = rest.peek().map_or(0, |(bytes, _)| bytes.start);
        span.image = leaf
            .images
            .iter()
            .find(|(byte, _)| *byte == slice.bytes.start + start)
            .map(|(_, image)| *image);
    }
    spans
}

fn close<'a>(
    spans: &mut Vec<Span<'a>>,
    row_at: usize,
    row: &egui::epaint::text::PlacedRow,
    runs: &[(Range<usize>, &'a StyledRun)],
    open: Option<(usize, usize)>,
    end: usize,
) {
    let Some((run_at, start)) = open else { return };
    let (Some((_, run)), Some(glyphs)) = (runs.get(run_at), row.glyphs.get(start..end)) else {
        return;
    };
    // Right-to-left words stand in another order than they are read.
    let left = glyphs.iter().map(|glyph| glyph.pos.x).fold(f32::INFINITY, f32::min);
    let is_blank = glyphs.iter().all(|glyph| glyph.chr == ' ');
    let right = if is_blank { left } else { right_of(glyphs, end == row.glyphs.len()) };
    spans.push(Span { row: row_at, glyphs: start..end, left, right, run, image: None });
}

/// Right edge of some glyphs. Spaces that end the line do not count.
fn right_of(glyphs: &[Glyph], is_row_end: bool) -> f32 {
    let spaces = if is_row_end {
        glyphs.iter().rev().take_while(|glyph| glyph.chr == ' ').count()
    } else {
        0
    };
    let words = glyphs.iter().take(glyphs.len() - spaces);
    words.map(Glyph::max_x).fold(f32::NEG_INFINITY, f32::max)
}
