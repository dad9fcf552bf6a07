//! Lays out text with right-to-left scripts: egui shapes each atom, the lines and positions are
//! ours.
//!
//! The result is a galley like egui's, with one glyph for each character in logical order, so that
//! selecting, finding and copying need no special case. Only the mesh of a row holds the shapes of
//! the letters.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{Glyph, LayoutJob, LayoutSection, PlacedRow, Row, TextFormat};
use egui::epaint::{Mesh, Vertex};
use egui::{Galley, Painter, Vec2, pos2};
use unicode_bidi::{BidiClass, Level, bidi_class};

use crate::document::Align;

use super::bidi::{self, Atom, AtomKind, Line, LineEnd};
use super::lines::Fill;
use super::rewrap::with_rows;
use super::snap;

/// Lays out one text.
pub(in crate::ui) struct Composer<'a> {
    pub(in crate::ui) text: &'a str,
    /// The formats, covering all of the text in order.
    pub(in crate::ui) sections: &'a [LayoutSection],
    /// The direction of the whole text.
    pub(in crate::ui) base: Level,
    /// For each section, the distance from the top of a row of the least height to its base line.
    pub(in crate::ui) drops: &'a [f32],
    /// The least height of a row.
    pub(in crate::ui) line: f32,
    pub(in crate::ui) align: Align,
    /// The width of the column.
    pub(in crate::ui) width: f32,
    pub(in crate::ui) fill: Fill,
    /// Gives access to the fonts.
    pub(in crate::ui) painter: &'a Painter,
}

/// The result of [`Composer::compose`].
pub(in crate::ui) struct Composition {
    pub(in crate::ui) galley: Arc<Galley>,
    /// The direction of each character.
    pub(in crate::ui) levels: Vec<Level>,
}

/// An atom, shaped by egui.
struct ShapedAtom {
    row: Arc<Row>,
    /// Space before it.
    lead: f32,
    width: f32,
    /// Its base line relative to the bottom of a row; negative.
    drop: f32,
    is_drawn: bool,
}

impl Composer<'_> {
    /// Lays out the text; `None` if egui returns no row to build on.
    pub(in crate::ui) fn compose(&self) -> Option<Composition> {
        let atoms = self.atoms();
        let shapes: Vec<ShapedAtom> =
            atoms.iter().map(|atom| self.shape(atom)).collect::<Option<_>>()?;
        let widths: Vec<f32> = shapes.iter().map(|shape| shape.lead + shape.width).collect();
        let hyphen = self
            .sections
            .first()
            .and_then(|section| self.row_of("-", &section.format))
            .map_or(0.0, |row| row.size.x);
        let mut rows = Vec::new();
        let mut top = 0.0;
        for line in bidi::lines(&atoms, &widths, hyphen, self.width, self.fill) {
            let row = self.row(&line, &atoms, &shapes)?;
            let height = row.size.y;
            rows.push(PlacedRow {
                pos: pos2(self.left(row.size.x), top),
                row: Arc::new(row),
                ends_with_newline: line.end == LineEnd::LineFeed,
            });
            top += snap(height, self.painter.pixels_per_point());
        }
        let levels =
            atoms.iter().flat_map(|atom| self.characters(atom).map(|_| atom.level)).collect();
        Some(Composition { galley: Arc::new(self.galley(rows)?), levels })
    }

    /// The atoms. A word that is too long for a line is cut into single characters.
    fn atoms(&self) -> Vec<Atom> {
        let cuts: Vec<usize> =
            self.sections.iter().map(|section| section.byte_range.start.0).collect();
        let atoms = bidi::atoms(self.text, &cuts, self.base);
        let mut out = Vec::with_capacity(atoms.len());
        for atom in atoms {
            let is_long = atom.kind == AtomKind::Text
                && self.shape(&atom).is_some_and(|shape| shape.width > self.width);
            if is_long { out.extend(self.single_characters(&atom)) } else { out.push(atom) }
        }
        out
    }

    fn single_characters(&self, atom: &Atom) -> Vec<Atom> {
        let start = atom.bytes.start;
        let bytes = |(at, character): (usize, char)| start + at..start + at + character.len_utf8();
        self.text_of(atom)
            .char_indices()
            .map(|one| Atom { bytes: bytes(one), ..atom.clone() })
            .collect()
    }

    fn text_of(&self, atom: &Atom) -> &str {
        self.text.get(atom.bytes.clone()).unwrap_or_default()
    }

    fn characters(&self, atom: &Atom) -> std::str::Chars<'_> {
        self.text_of(atom).chars()
    }

    fn section(&self, atom: &Atom) -> Option<(&LayoutSection, f32)> {
        let at =
            self.sections.partition_point(|section| section.byte_range.end.0 <= atom.bytes.start);
        let at = at.min(self.sections.len().checked_sub(1)?);
        Some((self.sections.get(at)?, self.drops.get(at)? - self.line))
    }

    fn shape(&self, atom: &Atom) -> Option<ShapedAtom> {
        let (section, drop) = self.section(atom)?;
        let drawn: String = match atom.kind {
            AtomKind::SoftHyphen | AtomKind::LineFeed => String::new(),
            AtomKind::Sign if atom.level.is_rtl() => {
                self.characters(atom).map(bidi::mirrored).collect()
            }
            AtomKind::Text
            | AtomKind::Letters
            | AtomKind::Sign
            | AtomKind::Ideograph
            | AtomKind::Space => self.text_of(atom).to_owned(),
        };
        let lead = if section.byte_range.start.0 == atom.bytes.start {
            section.leading_space
        } else {
            0.0
        };
        let row = self.row_of(&drawn, &section.format)?;
        if row.glyphs.is_empty() {
            // Characters that are not drawn still need a glyph, since glyphs are counted as
            // characters.
            let row = self.row_of(" ", &section.format)?;
            return Some(ShapedAtom { row, lead, width: 0.0, drop, is_drawn: false });
        }
        let is_turned = atom.kind == AtomKind::Letters;
        let row =
            if is_turned { runs_from_right(row, self.painter.pixels_per_point()) } else { row };
        Some(ShapedAtom { width: row.size.x, row, lead, drop, is_drawn: true })
    }

    fn row_of(&self, text: &str, format: &TextFormat) -> Option<Arc<Row>> {
        let galley =
            self.painter.layout_job(LayoutJob::single_section(text.to_owned(), format.clone()));
        galley.rows.first().map(|placed| Arc::clone(&placed.row))
    }

    fn left(&self, width: f32) -> f32 {
        let free = (self.width - width).max(0.0);
        match self.align {
            Align::Start if self.base.is_rtl() => free,
            Align::Start => 0.0,
            Align::Center => snap(free / 2.0, self.painter.pixels_per_point()),
            Align::End => free,
        }
    }

    fn row(&self, line: &Line, all_atoms: &[Atom], all_shapes: &[ShapedAtom]) -> Option<Row> {
        let mut atoms = all_atoms.get(line.atoms.clone())?.to_vec();
        let shapes = all_shapes.get(line.atoms.clone())?;
        let words = atoms.len() - bidi::trailing_spaces(&atoms);
        for atom in atoms.iter_mut().skip(words) {
            atom.level = self.base;
        }
        let template = shapes.first().or(all_shapes.first())?;
        let height = shapes.iter().map(|shape| shape.row.size.y).fold(self.line, f32::max);
        let mut builder = LineBuilder {
            height,
            x: 0.0,
            mesh: Mesh::default(),
            places: vec![Vec::new(); atoms.len()],
        };
        for at in bidi::visual_order(&atoms, self.base) {
            let (Some(atom), Some(shape)) = (atoms.get(at), shapes.get(at)) else { continue };
            let is_shown = at < words;
            builder.put(atom, self.text_of(atom), shape, is_shown, at);
        }
        if line.end == LineEnd::Hyphen {
            self.hyphen(atoms.last()?, &mut builder);
        }
        let mut row = Row::clone(&template.row);
        row.size = Vec2::new(builder.x, height);
        row.glyphs = builder.places.into_iter().flatten().collect();
        row.visuals.mesh_bounds = builder.mesh.calc_bounds();
        row.visuals.glyph_index_start = 0;
        row.visuals.glyph_vertex_range = 0..builder.mesh.vertices.len();
        row.visuals.mesh = builder.mesh;
        Some(row)
    }

    /// Draws the hyphen of a broken word at the end of the line, which is the left one in
    /// right-to-left text.
    fn hyphen(&self, atom: &Atom, builder: &mut LineBuilder) {
        let Some((section, drop)) = self.section(atom) else { return };
        let Some(row) = self.row_of("-", &section.format) else { return };
        let width = row.size.x;
        if self.base.is_rtl() {
            builder.shift(width);
            builder.draw(&row, 0.0, drop);
        } else {
            builder.draw(&row, builder.x, drop);
            builder.x += width;
        }
    }

    fn galley(&self, rows: Vec<PlacedRow>) -> Option<Galley> {
        let format = self.sections.first().map(|section| section.format.clone())?;
        let template = self.painter.layout_job(LayoutJob::single_section(String::new(), format));
        let mut galley = with_rows(&template, rows);
        let mut job = LayoutJob {
            text: self.text.to_owned(),
            sections: self.sections.to_vec(),
            ..LayoutJob::default()
        };
        job.wrap.max_width = self.width;
        galley.job = Arc::new(job);
        Some(galley)
    }
}

/// A line while it is being filled.
struct LineBuilder {
    height: f32,
    /// Width of the part that is filled.
    x: f32,
    mesh: Mesh,
    /// The glyphs of each atom, in logical order.
    places: Vec<Vec<Glyph>>,
}

impl LineBuilder {
    fn put(&mut self, atom: &Atom, text: &str, shape: &ShapedAtom, is_shown: bool, at: usize) {
        let (lead, width) = if is_shown { (shape.lead, shape.width) } else { (0.0, 0.0) };
        // The space before a run lies where its text begins: at the right in right-to-left text.
        let left = if atom.level.is_rtl() { self.x } else { self.x + lead };
        self.x += lead + width;
        if is_shown && shape.is_drawn {
            self.draw(&shape.row, left, shape.drop);
        }
        if let Some(slot) = self.places.get_mut(at) {
            *slot =
                places(text, &shape.row, atom.level, left..left + width, self.height + shape.drop);
        }
    }

    /// Adds the letters of a row, all on one base line. egui centres fallback fonts instead.
    fn draw(&mut self, row: &Row, x: f32, drop: f32) {
        let mut mesh = row.visuals.mesh.clone();
        // The backgrounds of marked words come before the letters.
        let behind = mesh.vertices.get_mut(..row.visuals.glyph_vertex_range.start);
        move_by(behind.unwrap_or_default(), Vec2::new(x, self.height - row.size.y));
        for glyph in row.glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()) {
            let y = if glyph.is_color {
                self.height - row.size.y
            } else {
                self.height + drop - glyph.pos.y
            };
            let first = glyph.first_vertex as usize;
            move_by(mesh.vertices.get_mut(first..first + 4).unwrap_or_default(), Vec2::new(x, y));
        }
        self.mesh.append(mesh);
    }

    fn shift(&mut self, by: f32) {
        self.x += by;
        move_by(&mut self.mesh.vertices, Vec2::new(by, 0.0));
        for glyph in self.places.iter_mut().flatten() {
            glyph.pos.x += by;
        }
    }
}

/// egui puts the parts of a word that come from several fonts from left to right. A right-to-left
/// word gets them in the other order.
fn runs_from_right(row: Arc<Row>, scale: f32) -> Arc<Row> {
    let font = |glyph: &Glyph| (glyph.font_face_ascent.to_bits(), glyph.font_face_height.to_bits());
    if row.glyphs.windows(2).all(|pair| matches!(pair, [one, next] if font(one) == font(next))) {
        return row;
    }
    let mut turned = Row::clone(&row);
    turned.glyphs.clear();
    let (mut taken, mut edge) = (0.0, row.size.x);
    let mut runs: Vec<Vec<Glyph>> = Vec::new();
    for run in row.glyphs.chunk_by(|one, next| font(one) == font(next)) {
        let width: f32 = run.iter().map(|glyph| glyph.advance_width).sum();
        edge -= width;
        let shift = Vec2::new(snap(edge - taken, scale), 0.0);
        taken += width;
        let moved = run.iter().map(|glyph| {
            if !glyph.uv_rect.is_nothing() {
                let first = glyph.first_vertex as usize;
                let corners = turned.visuals.mesh.vertices.get_mut(first..first + 4);
                move_by(corners.unwrap_or_default(), shift);
            }
            let mut glyph = *glyph;
            glyph.pos += shift;
            glyph
        });
        runs.push(moved.collect());
    }
    turned.glyphs = runs.into_iter().rev().flatten().collect();
    turned.visuals.mesh_bounds = turned.visuals.mesh.calc_bounds();
    Arc::new(turned)
}

fn move_by(vertices: &mut [Vertex], by: Vec2) {
    for vertex in vertices {
        vertex.pos += by;
    }
}

/// One invisible glyph for each character, in logical order. Within a right-to-left word they stand
/// from right to left.
fn places(text: &str, row: &Row, level: Level, span: Range<f32>, y: f32) -> Vec<Glyph> {
    let Some(template) = row.glyphs.first() else { return Vec::new() };
    let is_wide = |character: char| {
        bidi_class(character) != BidiClass::NSM && bidi_class(character) != BidiClass::BN
    };
    let letters = text.chars().filter(|character| is_wide(*character)).count();
    let advances: Vec<f32> = row
        .glyphs
        .iter()
        .map(|glyph| glyph.advance_width)
        .filter(|advance| *advance > 0.0)
        .collect();
    let width = span.end - span.start;
    let even = if letters == 0 { 0.0 } else { width / letters as f32 };
    let scale = if advances.len() == letters {
        width / advances.iter().sum::<f32>().max(0.01)
    } else {
        0.0
    };
    let mut x = if level.is_rtl() { span.end } else { span.start };
    let mut seen = 0;
    let mut out = Vec::with_capacity(text.len());
    for character in text.chars() {
        let mut advance = 0.0;
        if is_wide(character) {
            let from_left = if level.is_rtl() { letters - 1 - seen } else { seen };
            advance = if scale > 0.0 {
                advances.get(from_left).map_or(even, |advance| advance * scale)
            } else {
                even
            };
            seen += 1;
        }
        let left = if level.is_rtl() { x - advance } else { x };
        x = if level.is_rtl() { left } else { left + advance };
        let mut glyph = *template;
        glyph.chr = character;
        glyph.advance_width = advance;
        glyph.pos = pos2(left, y);
        glyph.uv_rect = default_of(glyph.uv_rect);
        glyph.is_color = false;
        glyph.first_vertex = 0;
        out.push(glyph);
    }
    out
}

/// An empty value of a type that epaint keeps private, so that it cannot be named here. Glyphs get
/// an empty rectangle in the font atlas because the letters of an atom are drawn as one mesh.
fn default_of<T: Default>(_of: T) -> T {
    T::default()
}
