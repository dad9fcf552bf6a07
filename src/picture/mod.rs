//! Decodes pictures, and draws SVG, diagrams and formulas, into pixels at the size at which they
//! are shown.
//!
//! Everything here is a pure function with named limits. It is slow enough to run on workers only.

mod bitmap;
mod cost;
mod data;
mod decode;
mod diagram;
mod error;
mod expansion;
mod fit;
mod formula;
mod svg;

pub use bitmap::Bitmap;
pub use cost::{MAX_LAYER_BYTES, MAX_SVG_WORK};
pub use data::data_bytes;
pub use decode::{
    Frame, MAX_FRAME_BYTES, MAX_FRAMES, MAX_PICTURE_BYTES, Picture, SHORTEST_FRAME_MS, decode,
    decode_moving,
};
pub use diagram::{MAX_DIAGRAM_BYTES, Palette, draw_diagram};
pub use error::PictureError;
pub use fit::{Fit, MAX_PIXELS, MAX_TALL_PIXELS, TALL_RATIO, is_tall};
pub use formula::{FORMULA_MARGIN, FormulaSize, MAX_FORMULA_BYTES, draw_formula, measure_formula};
pub use svg::{Drawing, MAX_DRAWN_ELEMENTS, MAX_INNER_PIXELS, MAX_SVG_BYTES, MAX_SVG_ELEMENTS};
