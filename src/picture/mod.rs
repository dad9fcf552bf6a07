//! Pixels: pictures decoded to the size that is shown, and drawings (SVG, diagrams, formulas) made into pixels.
//!
//! Everything here is a pure function of bytes and numbers, bounded by named limits, and runs on workers only.

mod bitmap;

pub use bitmap::Bitmap;
