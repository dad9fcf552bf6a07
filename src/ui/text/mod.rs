//! Text in lines, where egui's own lines are not enough: right-to-left scripts, the rules of where
//! a line may end, and texts that are cut to a few lines.

pub(super) mod bidi;
mod breaks;
mod clipped;
mod compose;
mod lines;
mod rewrap;

use std::sync::Arc;

use egui::epaint::text::LayoutJob;
use egui::{Color32, FontId, Galley, Painter};

use super::fonts::Cut;

pub(super) use bidi::needs_order;
pub(super) use clipped::{Clip, Side, clipped};
pub(super) use compose::{Composer, Composition};
pub(super) use lines::Fill;
pub(super) use rewrap::{Hyphens, Pad, Rewrap, needs_rewrap};

/// Galleys point into egui's glyph atlas, which egui may rebuild in any frame. It lays out all of
/// its cached texts again then, so if this text comes back as another galley, kept galleys are
/// stale.
pub(super) fn canary(painter: &Painter) -> Arc<Galley> {
    let job = LayoutJob::simple_singleline(
        "Gleaner".to_owned(),
        FontId::new(9.5, Cut::SANS.family()),
        Color32::PLACEHOLDER,
    );
    painter.layout_job(job)
}

/// Rounds to whole pixels.
fn snap(points: f32, pixels_per_point: f32) -> f32 {
    (points * pixels_per_point).round() / pixels_per_point
}
