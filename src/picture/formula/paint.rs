//! Paints a formula that has been laid out: glyphs, rules, boxes and the curves of roots and
//! braces.

use ratex_types::{Color, DisplayItem, DisplayList, PathCommand};
use resvg::tiny_skia::{
    self, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, PixmapPaint, Rect, Stroke,
    StrokeDash, Transform,
};

use super::glyphs::{Glyph, glyph};

/// Where the middle of an emoji lies above the base line, in ems: TeX's axis of fractions.
const AXIS: f32 = 0.25;

/// Lengths of a painted formula, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    pub(super) em: f64,
    /// On every side, for strokes that reach beyond the box of the formula.
    pub(super) padding: f64,
    pub(super) stroke_width: f64,
}

struct Canvas<'a> {
    pixmap: &'a mut Pixmap,
    /// From the lengths of the formula to whole pixels.
    transform: Transform,
    measure: Measure,
}

/// Paints a formula onto the whole of a picture.
pub(super) fn paint(list: &DisplayList, measure: Measure, pixmap: &mut Pixmap) {
    let length = |ems: f64| (ems * measure.em + 2.0 * measure.padding) as f32;
    let (width, height) = (length(list.width), length(list.height + list.depth));
    let transform =
        Transform::from_scale(pixmap.width() as f32 / width, pixmap.height() as f32 / height);
    let mut canvas = Canvas { pixmap, transform, measure };
    for item in &list.items {
        match item {
            DisplayItem::GlyphPath { x, y, scale, font, char_code, color } => {
                if let Some(glyph) = glyph(font, *char_code) {
                    canvas.glyph(&glyph, (*x, *y), scale * measure.em, color);
                }
            }
            DisplayItem::Line { x, y, width, thickness, color, dashed } => {
                let thickness = (thickness * measure.em).max(1e-6);
                if *dashed {
                    canvas.dashes((*x, *y), *width, thickness as f32, color);
                } else {
                    let top = y - thickness / measure.em / 2.0;
                    canvas.rect((*x, top), (width * measure.em, thickness), color);
                }
            }
            DisplayItem::Rect { x, y, width, height, color } => {
                canvas.rect((*x, *y), (width * measure.em, height * measure.em), color);
            }
            DisplayItem::Path { x, y, commands, fill, color } => {
                canvas.curves((*x, *y), commands, *fill, color);
            }
        }
    }
}

impl Canvas<'_> {
    /// Pixels of a point in ems.
    fn at(&self, (x, y): (f64, f64)) -> (f32, f32) {
        let Measure { em, padding, .. } = self.measure;
        ((x * em + padding) as f32, (y * em + padding) as f32)
    }

    fn fill(&mut self, path: &Path, color: &Color, transform: Transform) {
        let transform = transform.post_concat(self.transform);
        self.pixmap.fill_path(path, &ink(color), FillRule::Winding, transform, None);
    }

    fn glyph(&mut self, glyph: &Glyph, origin: (f64, f64), em: f64, color: &Color) {
        let (x, y) = self.at(origin);
        let em = em as f32;
        match glyph {
            Glyph::Outline { path: None, .. } => {}
            Glyph::Outline { path: Some(path), units_per_em } => {
                let scale = em / units_per_em;
                self.fill(path, color, Transform::from_row(scale, 0.0, 0.0, -scale, x, y));
            }
            // The layout gives a character without KaTeX's metrics the width of an em.
            Glyph::Bitmap(picture) => {
                let scale = em / picture.width() as f32;
                let top = y - AXIS * em - scale * picture.height() as f32 / 2.0;
                let place = Transform::from_row(scale, 0.0, 0.0, scale, x, top);
                let smooth = PixmapPaint {
                    quality: tiny_skia::FilterQuality::Bilinear,
                    ..PixmapPaint::default()
                };
                let transform = place.post_concat(self.transform);
                self.pixmap.draw_pixmap(0, 0, picture.as_ref(), &smooth, transform, None);
            }
        }
    }

    fn rect(&mut self, corner: (f64, f64), (width, height): (f64, f64), color: &Color) {
        let (x, y) = self.at(corner);
        if let Some(rect) = Rect::from_xywh(x, y, width as f32, height as f32) {
            self.fill(&PathBuilder::from_rect(rect), color, Transform::identity());
        }
    }

    fn dashes(&mut self, start: (f64, f64), width: f64, thickness: f32, color: &Color) {
        let ((left, y), (right, _)) = (self.at(start), self.at((start.0 + width, start.1)));
        let mut line = PathBuilder::new();
        line.move_to(left, y);
        line.line_to(right, y);
        let dash = StrokeDash::new(vec![3.0 * thickness; 2], 0.0);
        let stroke = Stroke { width: thickness, dash, ..Stroke::default() };
        if let Some(line) = line.finish() {
            self.pixmap.stroke_path(&line, &ink(color), &stroke, self.transform, None);
        }
    }

    fn curves(&mut self, origin: (f64, f64), commands: &[PathCommand], fills: bool, color: &Color) {
        if !fills {
            let stroke = Stroke {
                width: self.measure.stroke_width as f32,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            if let Some(path) = self.path(origin, commands) {
                self.pixmap.stroke_path(&path, &ink(color), &stroke, self.transform, None);
            }
            return;
        }
        // Parts that lie over each other must not cut holes, whichever way they turn.
        let starts_part = |command: &PathCommand| matches!(command, PathCommand::MoveTo { .. });
        for part in commands.chunk_by(|_, next| !starts_part(next)) {
            if let Some(path) = self.path(origin, part) {
                self.fill(&path, color, Transform::identity());
            }
        }
    }

    fn path(&self, origin: (f64, f64), commands: &[PathCommand]) -> Option<Path> {
        let at = |x: f64, y: f64| self.at((origin.0 + x, origin.1 + y));
        let mut path = PathBuilder::new();
        for command in commands {
            match *command {
                PathCommand::MoveTo { x, y } => {
                    let (x, y) = at(x, y);
                    path.move_to(x, y);
                }
                PathCommand::LineTo { x, y } => {
                    let (x, y) = at(x, y);
                    path.line_to(x, y);
                }
                PathCommand::QuadTo { x1, y1, x, y } => {
                    let ((x1, y1), (x, y)) = (at(x1, y1), at(x, y));
                    path.quad_to(x1, y1, x, y);
                }
                PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
                    let ((x1, y1), (x2, y2), (x, y)) = (at(x1, y1), at(x2, y2), at(x, y));
                    path.cubic_to(x1, y1, x2, y2, x, y);
                }
                PathCommand::Close => path.close(),
            }
        }
        path.finish()
    }
}

fn ink(color: &Color) -> Paint<'static> {
    let channel = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let alpha = if color.a.is_finite() { channel(color.a) } else { u8::MAX };
    paint.set_color_rgba8(channel(color.r), channel(color.g), channel(color.b), alpha);
    paint
}
