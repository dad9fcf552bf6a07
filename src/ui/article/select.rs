//! Selecting text with the mouse, across pieces and over text that is not laid out.

use std::ops::Range;
use std::time::Duration;

use egui::{Pos2, Rangef, Rect, Vec2, pos2};
use unicode_segmentation::UnicodeSegmentation;

use super::flow::{Flow, Join};
use super::layout::{PieceLayout, PlacedText};
use super::visual;

/// Presses closer together than this make a double or triple click.
const MULTI_CLICK: Duration = Duration::from_millis(450);
/// How far apart they may be, in points.
const MULTI_CLICK_DISTANCE: f32 = 6.0;

/// A position between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Caret {
    pub(super) leaf: usize,
    /// The number of characters before it.
    pub(super) char: usize,
}

/// The unit by which a selection grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Unit {
    #[default]
    Character,
    Word,
    Paragraph,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Selection {
    /// The unit in which the press happened: its start and end.
    anchor: (Caret, Caret),
    /// The current end.
    head: Caret,
    unit: Unit,
}

impl Selection {
    pub(super) fn new(flow: &Flow, at: Caret, unit: Unit) -> Self {
        Self { anchor: around(flow, at, unit), head: at, unit }
    }

    /// Selects everything.
    pub(super) fn all(flow: &Flow) -> Self {
        let end = end_of(flow, flow.leaves.len().saturating_sub(1));
        Self { anchor: (Caret::default(), Caret::default()), head: end, unit: Unit::Character }
    }

    pub(super) fn extend(&mut self, to: Caret) {
        self.head = to;
    }

    /// The start and end, in reading order; `None` if nothing is selected.
    pub(super) fn range(&self, flow: &Flow) -> Option<(Caret, Caret)> {
        let (head_start, head_end) = around(flow, self.head, self.unit);
        let (start, end) = (self.anchor.0.min(head_start), self.anchor.1.max(head_end));
        (start < end).then_some((start, end))
    }
}

/// Counts presses that follow each other at one spot.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Presses {
    last: Option<(f64, Pos2, u8)>,
}

impl Presses {
    /// Counts a press. Returns the unit that it selects by.
    pub(super) fn press(&mut self, time: f64, pos: Pos2) -> Unit {
        let count = match self.last {
            Some((last, spot, count))
                if time - last < MULTI_CLICK.as_secs_f64()
                    && spot.distance(pos) < MULTI_CLICK_DISTANCE =>
            {
                count % 3 + 1
            }
            _ => 1,
        };
        self.last = Some((time, pos, count));
        match count {
            1 => Unit::Character,
            2 => Unit::Word,
            _ => Unit::Paragraph,
        }
    }
}

/// The word or text around a position.
fn around(flow: &Flow, at: Caret, unit: Unit) -> (Caret, Caret) {
    match unit {
        Unit::Character => (at, at),
        Unit::Paragraph => (Caret { char: 0, ..at }, end_of(flow, at.leaf)),
        Unit::Word => {
            let text = flow.leaves.get(at.leaf).map_or("", |leaf| leaf.text.as_str());
            let word = word_at(text, at.char);
            (Caret { char: word.start, ..at }, Caret { char: word.end, ..at })
        }
    }
}

fn end_of(flow: &Flow, leaf: usize) -> Caret {
    let char = flow.leaves.get(leaf).map_or(0, |leaf| leaf.text.chars().count());
    Caret { leaf, char }
}

/// The word around a character, as a range of characters.
fn word_at(text: &str, char: usize) -> Range<usize> {
    let mut start = 0;
    for word in text.split_word_bounds() {
        let end = start + word.chars().count();
        if char < end {
            return start..end;
        }
        start = end;
    }
    start..start
}

/// The selected text in reading order, with list markers. Code is copied exactly.
pub(super) fn text_between(flow: &Flow, start: Caret, end: Caret) -> String {
    let mut out = String::new();
    for (at, leaf) in
        flow.leaves.iter().enumerate().skip(start.leaf).take(end.leaf + 1 - start.leaf)
    {
        if at > start.leaf {
            out.push_str(match leaf.join {
                Join::Blank => "\n\n",
                Join::Line => "\n",
                Join::Tab => "\t",
            });
        }
        let from = if at == start.leaf { start.char } else { 0 };
        let to = if at == end.leaf { end.char } else { usize::MAX };
        if from == 0 && (at > start.leaf || end.leaf > start.leaf) {
            out.push_str(&leaf.lead);
        }
        out.push_str(&flow.leaf_text(leaf, from..to));
    }
    out
}

impl PlacedText {
    /// The position nearest to a point that is relative to the piece, after scrolling.
    pub(super) fn caret_at(&self, point: Pos2) -> Caret {
        let local = point - self.pos - Vec2::new(self.set.origin, 0.0);
        if !self.set.levels.is_empty() {
            return Caret {
                leaf: self.slice.leaf,
                char: self.slice.first_char + visual::char_at(&self.set, local),
            };
        }
        let cursor = self.set.galley.cursor_from_pos(local);
        Caret { leaf: self.slice.leaf, char: self.slice.first_char + cursor.index.0 }
    }

    /// The characters in the visible rows of a text whose top is at `top`.
    pub(super) fn chars_between(&self, top: f32, visible: Rangef) -> Range<usize> {
        let (mut start, mut end) = (None, self.slice.first_char);
        for row in &self.set.galley.rows {
            let next = end + row.glyphs.len() + usize::from(row.ends_with_newline);
            if top + row.max_y() >= visible.min && start.is_none() {
                start = Some(end);
            }
            if top + row.min_y() > visible.max {
                break;
            }
            end = next;
        }
        start.unwrap_or(end)..end
    }

    /// The areas of selected characters, one rectangle per row.
    pub(super) fn selected_rects(&self, start: Caret, end: Caret) -> Vec<Rect> {
        let leaf = self.slice.leaf;
        if leaf < start.leaf || leaf > end.leaf {
            return Vec::new();
        }
        let from = if leaf == start.leaf { start.char } else { 0 };
        let to = if leaf == end.leaf { end.char } else { usize::MAX };
        let mut rects = Vec::new();
        let mut first = self.slice.first_char;
        for row in &self.set.galley.rows {
            let count = row.glyphs.len();
            let (a, b) = (from.max(first), to.min(first + count));
            if a < b && !self.set.levels.is_empty() {
                let rects_of_row = visual::rects(row, a - first..b - first);
                rects.extend(rects_of_row.into_iter().map(|rect| {
                    rect.translate(self.pos.to_vec2() + Vec2::new(self.set.origin, 0.0))
                }));
            } else if a < b {
                let x = |char: usize| {
                    row.pos.x
                        + row.x_offset(egui::epaint::text::CharIndex(char - first))
                        + self.set.origin
                };
                let top = pos2(x(a), row.min_y());
                rects.push(
                    Rect::from_min_max(top, pos2(x(b), row.max_y())).translate(self.pos.to_vec2()),
                );
            }
            first += count + usize::from(row.ends_with_newline);
        }
        rects
    }
}

impl PieceLayout {
    /// The position nearest to a point. `scroll` returns the offset of a scroller.
    pub(super) fn caret_at(&self, point: Pos2, scroll: impl Fn(usize) -> f32) -> Option<Caret> {
        let shifted =
            |text: &PlacedText| point + Vec2::new(text.scroller.map_or(0.0, &scroll), 0.0);
        let distance = |text: &PlacedText| {
            let point = shifted(text);
            // A text in the same line is nearer than one above or below it.
            let (x, y) = (
                text.reach.x_range().clamp(point.x) - point.x,
                text.reach.y_range().clamp(point.y) - point.y,
            );
            y.abs() * 4.0 + x.abs()
        };
        let nearest =
            self.texts.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
        Some(nearest.caret_at(shifted(nearest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_around_any_of_its_characters() {
        let text = "don't stop, Ärger";
        assert_eq!(word_at(text, 0), 0..5);
        assert_eq!(word_at(text, 4), 0..5);
        assert_eq!(word_at(text, 7), 6..10);
        assert_eq!(word_at(text, 13), 12..17);
    }

    #[test]
    fn a_place_at_the_end_is_an_empty_word() {
        assert_eq!(word_at("end", 3), 3..3);
    }

    #[test]
    fn presses_count_to_three_and_start_again() {
        let mut presses = Presses::default();
        let units: Vec<_> = [0.0, 0.1, 0.2, 0.3].map(|time| presses.press(time, Pos2::ZERO)).into();
        assert_eq!(units, [Unit::Character, Unit::Word, Unit::Paragraph, Unit::Character]);
    }

    #[test]
    fn presses_that_are_slow_or_apart_do_not_add_up() {
        let mut presses = Presses::default();
        presses.press(0.0, Pos2::ZERO);
        assert_eq!(presses.press(0.6, Pos2::ZERO), Unit::Character);
        assert_eq!(presses.press(0.7, pos2(30.0, 0.0)), Unit::Character);
    }
}
