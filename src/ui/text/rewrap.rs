//! Breaks text into lines by our rules: egui shapes it into one long row, whose glyphs are then
//! dealt out to lines. Only for text from left to right.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::epaint::text::{Glyph, LayoutJob, LayoutSection, PlacedRow, Row};
use egui::{Galley, Painter, Pos2, Rect, Vec2, pos2};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::{Align, SOFT_HYPHEN};

use super::lines::{Break, Fill, Unit, fill};
use super::{breaks, snap};

/// Bytes of a text with a background that is wider than its letters, and by how much on each side.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Pad {
    pub(in crate::ui) bytes: Range<usize>,
    pub(in crate::ui) side: f32,
}

/// The hyphens that a text with soft hyphens may need: for each section its last byte and a hyphen
/// in its format.
#[derive(Debug, Default)]
pub(in crate::ui) struct Hyphens(Vec<(usize, Arc<Row>)>);

impl Hyphens {
    /// Empty for a text without soft hyphens.
    pub(in crate::ui) fn new(job: &LayoutJob, painter: &Painter) -> Self {
        if !job.text.contains(SOFT_HYPHEN) {
            return Self::default();
        }
        let hyphen = |section: &LayoutSection| {
            let hyphen = LayoutJob::single_section("-".to_owned(), section.format.clone());
            let row = painter.layout_job(hyphen).rows.first().map(|row| Arc::clone(&row.row))?;
            Some((section.byte_range.end.0, row))
        };
        Self(job.sections.iter().filter_map(hyphen).collect())
    }

    /// The hyphen at a byte of the text.
    fn at(&self, byte: usize) -> Option<(&Row, &Glyph)> {
        let at = self.0.partition_point(|(end, _)| *end <= byte);
        let (_, row) = self.0.get(at)?;
        Some((row, row.glyphs.first()?))
    }
}

/// How a text is broken into lines.
#[derive(Debug)]
pub(in crate::ui) struct Rewrap<'a> {
    pub(in crate::ui) text: &'a str,
    pub(in crate::ui) width: f32,
    pub(in crate::ui) fill: Fill,
    pub(in crate::ui) align: Align,
    pub(in crate::ui) pads: &'a [Pad],
    pub(in crate::ui) hyphens: &'a Hyphens,
}

/// Whether egui alone would break a text otherwise.
pub(in crate::ui) fn needs_rewrap(text: &str, fill: Fill, pads: &[Pad]) -> bool {
    fill != Fill::Greedy || !pads.is_empty() || breaks::has_breaks(text)
}

impl Rewrap<'_> {
    /// The lines of a galley that was laid out without a greatest width.
    pub(in crate::ui) fn lines(&self, long: &Galley) -> Galley {
        let own = self.with_own_characters(long);
        let long = own.as_ref().unwrap_or(long);
        let scale = long.pixels_per_point;
        let mut rows = Vec::with_capacity(long.rows.len());
        let (mut top, mut byte) = (0.0, 0);
        for paragraph in &long.rows {
            let units = self.units(paragraph, byte);
            let lines = fill(&units, self.width, self.fill);
            let last = lines.len().saturating_sub(1);
            for (at, line) in lines.into_iter().enumerate() {
                let end = line.end;
                let (mut row, width) = row(paragraph, &units, line, scale);
                if at < last {
                    let before = paragraph.glyphs.get(..end).unwrap_or_default();
                    let length: usize = before.iter().map(|glyph| glyph.chr.len_utf8()).sum();
                    self.draw_hyphen(&mut row, byte + length - 1);
                }
                let height = row.size.y;
                rows.push(PlacedRow {
                    pos: pos2(self.left(width, scale), top),
                    row: Arc::new(row),
                    ends_with_newline: at == last && paragraph.ends_with_newline,
                });
                top = snap(top + height, scale);
            }
            byte += paragraph.glyphs.iter().map(|glyph| glyph.chr.len_utf8()).sum::<usize>();
            byte += usize::from(paragraph.ends_with_newline);
        }
        with_rows(long, rows)
    }

    /// The galley with the right characters, if the text has soft hyphens. egui has a glyph for
    /// each character, but names it wrongly where a ligature reaches over a soft hyphen.
    fn with_own_characters(&self, long: &Galley) -> Option<Galley> {
        if self.hyphens.0.is_empty() {
            return None;
        }
        let mut galley = Galley::clone(long);
        let mut characters = self.text.chars();
        for placed in &mut galley.rows {
            for glyph in &mut Arc::make_mut(&mut placed.row).glyphs {
                glyph.chr = characters.next().unwrap_or(glyph.chr);
            }
            if placed.ends_with_newline {
                characters.next();
            }
        }
        Some(galley)
    }

    /// A unit for each glyph of a paragraph that starts at a byte of the text.
    fn units(&self, paragraph: &Row, start: usize) -> Vec<Unit> {
        let glyphs = &paragraph.glyphs;
        let length: usize = glyphs.iter().map(|glyph| glyph.chr.len_utf8()).sum();
        let text = self.text.get(start..start + length).unwrap_or_default();
        let mut ends = text.grapheme_indices(true).map(|(at, cluster)| at + cluster.len());
        let (mut byte, mut end) = (0, ends.next());
        let mut units = Vec::with_capacity(glyphs.len());
        let mut fact_ends = false;
        let mut next_pad = self.pads.partition_point(|pad| pad.bytes.end <= start);
        for (at, glyph) in glyphs.iter().enumerate() {
            while self.pads.get(next_pad).is_some_and(|pad| pad.bytes.end <= start + byte) {
                next_pad += 1;
            }
            let pad = self.pads.get(next_pad).filter(|pad| pad.bytes.contains(&(start + byte)));
            let side = pad.map_or(0.0, |pad| pad.side);
            byte += glyph.chr.len_utf8();
            let is_end = end == Some(byte);
            if is_end {
                end = ends.next();
            }
            fact_ends = glyph.chr == '·' || (fact_ends && glyph.chr == ' ');
            let is_soft = glyph.chr == SOFT_HYPHEN;
            let hyphen = self.hyphens.at(start + byte - 1).filter(|_| is_soft);
            units.push(Unit {
                left: glyph.pos.x - side,
                right: glyph.max_x() + side + hyphen.map_or(0.0, |(_, glyph)| glyph.advance_width),
                is_space: is_space(glyph.chr),
                is_soft,
                after: if is_end { self.place(glyphs, at, fact_ends) } else { Break::Never },
            });
        }
        units
    }

    /// The place after a glyph that ends a letter.
    fn place(&self, glyphs: &[Glyph], at: usize, fact_ends: bool) -> Break {
        let letter = |at: usize| glyphs.get(at).map(|glyph| glyph.chr);
        let (Some(before), Some(after)) = (letter(at), letter(at + 1)) else { return Break::Never };
        let earlier = at.checked_sub(1).and_then(letter);
        if is_space(after) {
            return Break::Never;
        }
        if is_space(before) {
            return if fact_ends { Break::Dot } else { Break::Word };
        }
        // The second letter of a ligature is drawn with the first.
        let is_drawn = glyphs.get(at + 1).is_some_and(|glyph| glyph.advance_width > 0.0);
        if before == SOFT_HYPHEN || after == SOFT_HYPHEN {
            let parts =
                before == SOFT_HYPHEN && is_drawn && breaks::may_part_softly(earlier, after);
            return match (parts, self.fill) {
                (false, _) => Break::Never,
                (true, Fill::Balanced) => Break::InAddress,
                (true, Fill::Greedy | Fill::AtDots) => Break::Word,
            };
        }
        if breaks::may_part(earlier, before, after) {
            // Headlines keep their words whole where they can.
            let is_kept = self.fill == Fill::Balanced && !breaks::is_ideographic(before);
            return if is_kept && !breaks::is_ideographic(after) {
                Break::InAddress
            } else {
                Break::Word
            };
        }
        if breaks::is_tied(before) || breaks::is_tied(after) || !is_drawn {
            return Break::Never;
        }
        if breaks::may_part_address(before, after) { Break::InAddress } else { Break::Within }
    }

    /// Draws the hyphen of a line that ends with the soft hyphen at a byte of the text.
    fn draw_hyphen(&self, row: &mut Row, byte: usize) {
        let Some(soft) = row.glyphs.last_mut().filter(|last| last.chr == SOFT_HYPHEN) else {
            return;
        };
        let Some((from, hyphen)) = self.hyphens.at(byte) else { return };
        let mesh = &mut row.visuals.mesh;
        let drawn = moved(hyphen, from, mesh, soft.pos - hyphen.pos);
        (soft.uv_rect, soft.first_vertex) = (drawn.uv_rect, drawn.first_vertex);
        soft.advance_width = drawn.advance_width;
        row.visuals.mesh_bounds = mesh.calc_bounds();
        row.visuals.glyph_vertex_range = 0..mesh.vertices.len();
    }

    fn left(&self, width: f32, scale: f32) -> f32 {
        let free = (self.width - width).max(0.0);
        match self.align {
            Align::Start => 0.0,
            Align::Center => snap(free / 2.0, scale),
            Align::End => snap(free, scale),
        }
    }
}

/// A line and its width without the spaces at its end.
fn row(from: &Row, units: &[Unit], line: Range<usize>, scale: f32) -> (Row, f32) {
    let part = units.get(line.clone()).unwrap_or_default();
    let is_whole = line.len() == units.len();
    // A space before the first section is part of the text.
    let left = match part.first() {
        Some(first) if !is_whole => snap(first.left, scale),
        Some(first) => first.left.min(0.0),
        None => 0.0,
    };
    let word = part.iter().rev().find(|unit| !unit.is_space);
    let width = word.map_or(0.0, |last| last.right - left);
    if is_whole && left >= 0.0 {
        return (from.clone(), width);
    }
    let mut row = Row::clone(from);
    let glyphs = from.glyphs.get(line).unwrap_or_default();
    let tallest = glyphs.iter().map(|glyph| glyph.line_height).fold(0.0, f32::max);
    let height = if glyphs.is_empty() { from.size.y } else { snap(tallest, scale) };
    // egui puts glyphs at the bottom of a row that is higher than they need.
    let shift = Vec2::new(-left, height - from.size.y);
    row.size = Vec2::new(part.last().map_or(0.0, |last| last.right - left), height);
    let mut mesh = Mesh::default();
    row.glyphs = glyphs.iter().map(|glyph| moved(glyph, from, &mut mesh, shift)).collect();
    row.visuals.mesh_bounds = mesh.calc_bounds();
    row.visuals.glyph_index_start = 0;
    row.visuals.glyph_vertex_range = 0..mesh.vertices.len();
    row.visuals.mesh = mesh;
    (row, width)
}

fn is_space(character: char) -> bool {
    character.is_whitespace() && !breaks::is_tied(character)
}

/// A glyph at its new position, its shape added to the mesh of its line.
fn moved(glyph: &Glyph, from: &Row, mesh: &mut Mesh, shift: Vec2) -> Glyph {
    let mut glyph = *glyph;
    glyph.pos += shift;
    let first = glyph.first_vertex as usize;
    let corners = from.visuals.mesh.vertices.get(first..first + 4);
    let start = mesh.vertices.len() as u32;
    glyph.first_vertex = start;
    if let Some(corners) = corners.filter(|_| !glyph.uv_rect.is_nothing()) {
        mesh.vertices.extend(corners.iter().map(|corner| {
            let mut corner = *corner;
            corner.pos += shift;
            corner
        }));
        mesh.add_triangle(start, start + 1, start + 2);
        mesh.add_triangle(start + 2, start + 1, start + 3);
    }
    glyph
}

/// A galley with other rows.
pub(super) fn with_rows(template: &Galley, rows: Vec<PlacedRow>) -> Galley {
    let mut galley = Galley::clone(template);
    galley.rect = rows
        .iter()
        .fold(Rect::from_min_size(Pos2::ZERO, Vec2::ZERO), |rect, row| rect.union(row.rect()));
    let bounds = |row: &PlacedRow| row.visuals.mesh_bounds.translate(row.pos.to_vec2());
    galley.mesh_bounds = rows.iter().fold(Rect::NOTHING, |rect, row| rect.union(bounds(row)));
    galley.num_vertices = rows.iter().map(|row| row.visuals.mesh.vertices.len()).sum();
    galley.num_indices = rows.iter().map(|row| row.visuals.mesh.indices.len()).sum();
    galley.rows = rows;
    galley
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::LayoutJob;
    use egui::{Color32, FontId};

    use super::*;
    use crate::ui::fonts::{self, Cut};

    /// A text broken into lines of a width in points, at 20 points a letter.
    fn set(text: &str, width: f32, fill: Fill, pads: &[Pad]) -> Galley {
        set_in(Cut::MONO, text, width, fill, pads)
    }

    fn set_in(cut: Cut, text: &str, width: f32, fill: Fill, pads: &[Pad]) -> Galley {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let mut set = None;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::new(20.0, cut.family());
            let mut job = LayoutJob::simple(text.to_owned(), font, Color32::BLACK, f32::INFINITY);
            job.wrap.max_width = f32::INFINITY;
            let hyphens = Hyphens::new(&job, ui.painter());
            let long = ui.painter().layout_job(job);
            let align = Align::Start;
            let rewrap = Rewrap { text, width, fill, align, pads, hyphens: &hyphens };
            set = Some(rewrap.lines(&long));
        });
        output.textures_delta.clear();
        set.unwrap()
    }

    fn lines(text: &str, width: f32, fill: Fill) -> Vec<String> {
        let galley = set(text, width, fill, &[]);
        let words = |row: &PlacedRow| row.glyphs.iter().map(|glyph| glyph.chr).collect::<String>();
        galley.rows.iter().map(words).collect()
    }

    /// Width of a letter of DejaVu Sans Mono at 20 points.
    const LETTER: f32 = 12.04;

    #[test]
    fn every_character_keeps_its_glyph() {
        let text = "one state-of-the-art\ntwo  three\n\nétat e\u{301}nd fi";
        for letters in [1.0, 4.0, 9.0, 99.0] {
            let galley = set(text, letters * LETTER, Fill::Greedy, &[]);
            let mut whole = String::new();
            for row in &galley.rows {
                whole.extend(row.glyphs.iter().map(|glyph| glyph.chr));
                whole.push_str(if row.ends_with_newline { "\n" } else { "" });
            }
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn a_line_ends_after_a_hyphen() {
        assert_eq!(
            lines("a state-of-the-art thing", 10.5 * LETTER, Fill::Greedy),
            ["a state-", "of-the-art ", "thing"]
        );
    }

    #[test]
    fn a_word_is_broken_at_a_soft_hyphen_with_a_hyphen() {
        let text = "a soft\u{ad}hyphen\u{ad}ated";
        let galley = set(text, 8.5 * LETTER, Fill::Greedy, &[]);
        let whole: String =
            galley.rows.iter().flat_map(|row| row.glyphs.iter().map(|glyph| glyph.chr)).collect();
        assert_eq!(whole, text);
        // A soft hyphen is drawn at the end of a line and nowhere else.
        let drawn: Vec<usize> =
            galley.rows.iter().map(|row| row.visuals.mesh.vertices.len() / 4).collect();
        assert_eq!(drawn, ["asoft-".len(), "hyphen-".len(), "ated".len()]);
        let bounds = galley.rows[0].visuals.mesh_bounds;
        assert!(bounds.right() > 6.1 * LETTER && bounds.right() <= 7.0 * LETTER, "{bounds:?}");
        let whole = set(text, 99.0 * LETTER, Fill::Greedy, &[]);
        assert_eq!(whole.rows[0].visuals.mesh.vertices.len() / 4, "asofthyphenated".len());
    }

    #[test]
    fn a_ligature_over_a_soft_hyphen_stays_whole() {
        let text = "Kauf\u{ad}leute be\u{ad}stä\u{ad}ti\u{ad}gen es";
        let galley = set_in(Cut::SANS, text, 60.0, Fill::Greedy, &[]);
        let words = |row: &PlacedRow| row.glyphs.iter().map(|glyph| glyph.chr).collect::<String>();
        let lines: Vec<String> = galley.rows.iter().map(words).collect();
        assert_eq!(lines.concat(), text);
        assert!(lines.iter().filter(|line| line.ends_with(SOFT_HYPHEN)).count() > 1, "{lines:?}");
    }

    #[test]
    fn a_headline_is_not_broken_at_its_hyphens() {
        assert_eq!(
            lines("a state-of-the-art headline", 19.0 * LETTER, Fill::Balanced),
            ["a state-of-the-art ", "headline"]
        );
    }

    #[test]
    fn shapes_lie_within_their_line() {
        let galley = set("one two-three four", 10.5 * LETTER, Fill::Greedy, &[]);
        assert_eq!(galley.rows.len(), 2);
        for row in &galley.rows {
            let bounds = row.visuals.mesh_bounds;
            assert!(bounds.left() > -2.0 && bounds.right() <= 10.5 * LETTER, "{bounds:?}");
            assert_eq!(row.visuals.mesh.indices.len() / 6, row.visuals.mesh.vertices.len() / 4);
        }
    }

    #[test]
    fn a_background_stays_within_the_column() {
        let pads = [Pad { bytes: 4..13, side: 4.0 }];
        let galley = set("see some code there", 7.0 * LETTER, Fill::Greedy, &pads);
        let start = galley.rows[1].glyphs[0];
        assert_eq!(start.chr, 's');
        assert!((start.pos.x - 4.0).abs() < 1.1, "{}", start.pos.x);
    }

    #[test]
    fn lines_of_other_heights_keep_their_letters_inside() {
        let galley = set("one-two", 4.5 * LETTER, Fill::Greedy, &[]);
        assert!((galley.rows[0].size.y - galley.rows[1].size.y).abs() < 0.1);
        assert!((galley.rows[1].pos.y - galley.rows[0].size.y).abs() < 0.1);
    }
}
