//! The values of typesetting: what a text is set with, and the result.

use std::sync::Arc;

use egui::{Color32, Galley, Painter, Rect};
use unicode_bidi::Level;

use crate::ui::theme::Theme;

use super::super::flow::Flow;
use super::super::style::Metrics;

/// A text set in lines. Positions are relative to its origin.
#[derive(Debug, Clone)]
pub(in crate::ui::article) struct TextLayout {
    pub(in crate::ui::article) galley: Arc<Galley>,
    /// Where the galley's own origin is; it depends on the alignment.
    pub(in crate::ui::article) origin: f32,
    pub(in crate::ui::article) decor: Vec<Decor>,
    /// One entry for each line that a link is on.
    pub(in crate::ui::article) links: Vec<LinkSpan>,
    /// Inline pictures with their indices.
    pub(in crate::ui::article) images: Vec<(Rect, usize)>,
    /// The words that a spoiler covers, one entry for each line, with its index in
    /// [`Flow::folds`].
    pub(in crate::ui::article) spoilers: Vec<(Rect, usize)>,
    /// The author's tooltips.
    pub(in crate::ui::article) hints: Vec<(Rect, Arc<str>)>,
    /// Base line of the first row.
    pub(in crate::ui::article) baseline: f32,
    /// The direction of each character; empty if all run from left to right.
    pub(in crate::ui::article) levels: Vec<Level>,
}

pub(in crate::ui::article) struct Typesetter<'a> {
    pub(in crate::ui::article) flow: &'a Flow,
    pub(in crate::ui::article) metrics: &'a Metrics,
    pub(in crate::ui::article) theme: &'a Theme,
    /// Gives access to the fonts.
    pub(in crate::ui::article) painter: &'a Painter,
}

/// A shape behind or on the letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui::article) struct Decor {
    pub(in crate::ui::article) kind: DecorKind,
    pub(in crate::ui::article) rect: Rect,
    /// Colour of the text there.
    pub(in crate::ui::article) ink: Color32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::article) enum DecorKind {
    /// The background of code.
    Code,
    /// The cap of a keyboard key.
    Key,
    /// Highlighted text.
    Mark,
    /// Words that the publisher added, with a line under them.
    Inserted,
    /// A line through or under the text.
    Line,
}

impl DecorKind {
    /// Whether it is drawn on the letters rather than behind them.
    pub(in crate::ui::article) fn is_above(self) -> bool {
        matches!(self, Self::Line)
    }
}

/// The part of a link on one line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui::article) struct LinkSpan {
    pub(in crate::ui::article) link: usize,
    /// The area to click.
    pub(in crate::ui::article) rect: Rect,
    /// Height of its underline.
    pub(in crate::ui::article) underline: f32,
}
