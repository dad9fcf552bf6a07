//! Mathematics in TeX to pixels, set as `KaTeX` sets it.

use std::panic::catch_unwind;

use ratex_layout::{LayoutBox, LayoutOptions, layout, to_display_list, validate_layout};
use ratex_svg::{SvgOptions, render_to_svg};

use super::decode::Picture;
use super::error::PictureError;
use super::fit::Fit;
use super::svg::Drawing;

/// Longest formula that is set, in bytes.
pub const MAX_FORMULA_BYTES: usize = 4_000;
/// Widest and highest formula that is set, in ems.
const MAX_EMS: f64 = 200.0;
/// Room around a formula, in ems, for strokes that reach beyond its box.
pub const FORMULA_MARGIN: f32 = 0.08;

/// How large a formula is, in ems of the text around it, without margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FormulaSize {
    /// From left to right.
    pub width: f32,
    /// Above the base line.
    pub height: f32,
    /// Below the base line.
    pub depth: f32,
}

/// How large a formula is when it is set; `None` when it cannot be set. Never panics: one bad
/// formula must not cost an article.
#[must_use]
pub fn measure_formula(tex: &str, is_display: bool) -> Option<FormulaSize> {
    let set = catch_unwind(|| set(tex, is_display, [0; 3])).ok()?.ok()?;
    Some(FormulaSize {
        width: set.width as f32,
        height: set.height as f32,
        depth: set.depth as f32,
    })
}

/// Draws a formula with so many pixels an em.
pub fn draw_formula(
    tex: &str,
    is_display: bool,
    ink: [u8; 3],
    em: f32,
) -> Result<Picture, PictureError> {
    let set = set(tex, is_display, ink)?;
    let list = to_display_list(&set);
    let em = f64::from(em.clamp(4.0, 200.0));
    let padding = f64::from(FORMULA_MARGIN) * em;
    let options = SvgOptions {
        font_size: em,
        padding,
        stroke_width: (0.04 * em).max(1.0),
        embed_glyphs: true,
        ..SvgOptions::default()
    };
    let drawing = Drawing::parse(render_to_svg(&list, &options).as_bytes())?;
    // Its lengths are in points of print.
    let scale = ((set.width * em + 2.0 * padding) / f64::from(drawing.size().0.max(1))) as f32;
    let bitmap = drawing.draw(scale, Fit { width: 8_000, height: 8_000 })?;
    Ok(Picture {
        bitmap,
        natural: drawing.size(),
        is_animated: false,
        frames: Vec::new(),
        needs_plate: false,
    })
}

fn set(tex: &str, is_display: bool, ink: [u8; 3]) -> Result<LayoutBox, PictureError> {
    if tex.len() > MAX_FORMULA_BYTES {
        return Err(PictureError::TooManyBytes { limit: MAX_FORMULA_BYTES });
    }
    let damaged = |reason: String| PictureError::Damaged { reason };
    let source = if is_display { tex.to_owned() } else { format!("\\textstyle {tex}") };
    let nodes = ratex_parser::parse(&source).map_err(|err| damaged(err.to_string()))?;
    let mut options = LayoutOptions::default();
    let [red, green, blue] = ink.map(|channel| f32::from(channel) / 255.0);
    (options.color.r, options.color.g, options.color.b) = (red, green, blue);
    let set = layout(&nodes, &options);
    validate_layout(&set).map_err(damaged)?;
    if set.width > MAX_EMS || set.height + set.depth > MAX_EMS || set.width <= 0.0 {
        return Err(damaged("too large, or empty".to_owned()));
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_as_large_drawn_as_it_was_measured() {
        for tex in [
            "a^2+b^2=c^2",
            r"\frac{1}{2}",
            r"\sum_{i=0}^n x_i",
            r"\sqrt{x}",
            r"\begin{pmatrix}1&0\\0&1\end{pmatrix}",
            r"\alpha \le \mathbb{R}",
        ] {
            let size = measure_formula(tex, true).unwrap_or_else(|| panic!("{tex}"));
            let picture = draw_formula(tex, true, [0; 3], 20.0).unwrap();
            let wanted = 20.0 * (size.width + 2.0 * FORMULA_MARGIN);
            assert!(
                (picture.bitmap.width as f32 - wanted).abs() <= 2.0,
                "{tex}: {} {wanted}",
                picture.bitmap.width
            );
            assert!(picture.bitmap.rgba.iter().any(|byte| *byte > 0), "{tex}");
        }
    }

    #[test]
    fn what_is_no_formula_is_not_set() {
        for tex in ["", r"\frac{1}", r"\nosuchcommand{x}", "}{"] {
            assert_eq!(measure_formula(tex, false), None, "{tex}");
        }
        assert_eq!(measure_formula(&"x".repeat(MAX_FORMULA_BYTES + 1), false), None);
    }

    #[test]
    fn a_formula_may_be_as_long_and_as_large_as_the_limits_and_no_larger() {
        let padded = |length: usize| format!("x{}", " ".repeat(length - 1));
        assert!(measure_formula(&padded(MAX_FORMULA_BYTES), true).is_some());
        assert_eq!(measure_formula(&padded(MAX_FORMULA_BYTES + 1), true), None);
        let beam = |ems: f64| measure_formula(&format!(r"\rule{{{ems}em}}{{1em}}"), true);
        assert!(beam(MAX_EMS).is_some());
        assert_eq!(beam(MAX_EMS + 1.0), None);
    }
}
