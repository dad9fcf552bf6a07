//! Mathematics in TeX to pixels, set as `KaTeX` sets it.
//!
//! Without the feature `math` no formula can be set, so that articles show its source.

#[cfg(feature = "math")]
mod glyphs;
#[cfg(feature = "math")]
mod paint;
#[cfg(feature = "math")]
mod set;

use super::decode::Picture;
use super::error::PictureError;

#[cfg(feature = "math")]
use set::{draw, measure};

/// Longest formula that is set, in bytes.
pub const MAX_FORMULA_BYTES: usize = 4_000;
/// Room around a formula, in ems, for strokes that reach beyond its box.
pub const FORMULA_MARGIN: f32 = 0.08;

/// Size of a formula in ems of the text around it, without margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FormulaSize {
    pub width: f32,
    /// Above the base line.
    pub height: f32,
    /// Below the base line.
    pub depth: f32,
}

/// The size of a formula; `None` if it cannot be set. Never panics: one bad formula must not cost
/// an article.
#[must_use]
pub fn measure_formula(tex: &str, is_display: bool) -> Option<FormulaSize> {
    measure(tex, is_display)
}

/// Draws a formula with `em` pixels an em, at least 4 and at most 200.
pub fn draw_formula(
    tex: &str,
    is_display: bool,
    ink: [u8; 3],
    em: f32,
) -> Result<Picture, PictureError> {
    draw(tex, is_display, ink, em)
}

#[cfg(not(feature = "math"))]
fn measure(_tex: &str, _is_display: bool) -> Option<FormulaSize> {
    None
}

#[cfg(not(feature = "math"))]
fn draw(_: &str, _: bool, _: [u8; 3], _: f32) -> Result<Picture, PictureError> {
    Err(PictureError::Unsupported { format: Some("TeX") })
}

#[cfg(all(test, feature = "math"))]
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
        assert!(beam(set::MAX_EMS).is_some());
        assert_eq!(beam(set::MAX_EMS + 1.0), None);
    }
}
