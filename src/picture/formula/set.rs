//! Sets a formula: parses the TeX, lays it out and has it painted.

use std::panic::catch_unwind;

use ratex_layout::{LayoutBox, LayoutOptions, layout, to_display_list, validate_layout};
use resvg::tiny_skia::Pixmap;

use crate::picture::bitmap::Bitmap;
use crate::picture::decode::Picture;
use crate::picture::error::PictureError;
use crate::picture::fit::MAX_PIXELS;

use super::paint::{Measure, paint};
use super::{FORMULA_MARGIN, FormulaSize, MAX_FORMULA_BYTES};

/// Widest and highest formula that is set, in ems.
pub(super) const MAX_EMS: f64 = 200.0;
/// Widest and highest picture of a formula, in pixels: graphics drivers take no larger texture.
const MAX_SIDE: f64 = 8_000.0;

pub(super) fn measure(tex: &str, is_display: bool) -> Option<FormulaSize> {
    let set = catch_unwind(|| set(tex, is_display, [0; 3])).ok()?.ok()?;
    Some(FormulaSize {
        width: set.width as f32,
        height: set.height as f32,
        depth: set.depth as f32,
    })
}

pub(super) fn draw(
    tex: &str,
    is_display: bool,
    ink: [u8; 3],
    em: f32,
) -> Result<Picture, PictureError> {
    let set = set(tex, is_display, ink)?;
    let list = to_display_list(&set);
    let em = f64::from(em.clamp(4.0, 200.0));
    let padding = f64::from(FORMULA_MARGIN) * em;
    let length = |ems: f64| ems * em + 2.0 * padding;
    let (wide, high) = (length(list.width), length(list.height + list.depth));
    let shrink = (MAX_SIDE / wide.max(high)).min(1.0);
    let pixels = |length: f64| (length * shrink).round().max(1.0) as u32;
    let (width, height) = (pixels(wide), pixels(high));
    let too_many = PictureError::TooManyPixels { width, height };
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(too_many);
    }
    let mut pixmap = Pixmap::new(width, height).ok_or(too_many)?;
    let measure = Measure { em, padding, stroke_width: (0.04 * em).max(1.0) };
    paint(&list, measure, &mut pixmap);
    Ok(Picture {
        bitmap: Bitmap { width, height, rgba: pixmap.take() },
        natural: (wide.round() as u32, high.round() as u32),
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
