//! The user's choices for articles, and the sizes and distances that follow from them.

use egui::Color32;

use crate::config::{Settings, TextFace};
use crate::model::PicturePolicy;
use crate::ui::fonts::{Cut, Face};
use crate::ui::theme::Theme;

/// Libertinus is drawn small on its body: this factor makes it look as big as Noto Sans.
const SERIF_SCALE: f32 = 1.16;
/// Code looks bigger than text of the same size.
const CODE_SCALE: f32 = 0.86;
/// Mean width of a character of English in ems, by face.
const SANS_CHARACTER: f32 = 0.4645;
const SERIF_CHARACTER: f32 = 0.4055 * SERIF_SCALE;

/// The user's choices for the text of articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadingStyle {
    pub face: TextFace,
    /// Tells the installed family that the user chose instead of `face` from others.
    pub own_font: Option<u64>,
    /// In points.
    pub text_size: f32,
    /// Width of the column in characters.
    pub measure: f32,
    /// As a multiple of the text size.
    pub line_height: f32,
    pub pictures: PicturePolicy,
}

impl From<&Settings> for ReadingStyle {
    fn from(settings: &Settings) -> Self {
        Self {
            face: settings.face,
            own_font: None,
            text_size: settings.text_size,
            measure: settings.measure,
            line_height: settings.line_height,
            pictures: settings.pictures,
        }
    }
}

impl Default for ReadingStyle {
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

/// The role of a text, which decides its font, size, line height and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Look {
    Title,
    Subtitle,
    /// Feed, author, date.
    Byline,
    /// 1 for the highest level that the article uses.
    Heading(u8),
    #[default]
    Body,
    /// A term of a definition list.
    Term,
    /// The line of a collapsible part that is always visible.
    Summary,
    /// The words under a figure or above a table.
    Caption,
    Cell,
    HeaderCell,
    Code,
    /// A remark of the program itself.
    Note,
}

/// A text format before bold, italic, links and the like are applied.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BaseFormat {
    pub(super) cut: Cut,
    /// In points.
    pub(super) size: f32,
    /// Distance of two base lines in points; whole pixels.
    pub(super) line: f32,
    pub(super) color: Color32,
}

/// Sizes and distances of an article in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Metrics {
    /// The text size, the unit of all distances.
    pub(super) em: f32,
    pub(super) pixels_per_point: f32,
    /// Left edge of the column in the pane.
    pub(super) left: f32,
    /// Width of the column.
    pub(super) column: f32,
    /// How far a panel sticks out of the column on each side, so that its text lines up with the
    /// rest.
    pub(super) bleed: f32,
    /// Pictures stay within this height.
    pub(super) pane_height: f32,
    face: Face,
    line_height: f32,
}

impl Metrics {
    pub(super) fn new(style: &ReadingStyle, pane: egui::Vec2, pixels_per_point: f32) -> Self {
        let (face, character) = match (style.own_font, style.face) {
            (Some(_), _) => (Face::Own, SANS_CHARACTER),
            (None, TextFace::Sans) => (Face::Sans, SANS_CHARACTER),
            (None, TextFace::Serif) => (Face::Serif, SERIF_CHARACTER),
        };
        let em = style.text_size;
        let margin = if pane.x < 560.0 { 20.0 } else { 40.0 };
        let wanted = style.measure * character * em;
        let column = wanted.min(pane.x - 2.0 * margin).max(80.0).floor();
        let left = snap(((pane.x - column) / 2.0).max(margin.min(pane.x / 8.0)), pixels_per_point);
        let bleed = (left - 8.0).clamp(0.0, 14.0);
        Self {
            em,
            pixels_per_point,
            left,
            column,
            bleed,
            pane_height: pane.y,
            face,
            line_height: style.line_height,
        }
    }

    /// Rounds to whole pixels.
    pub(super) fn snap(&self, points: f32) -> f32 {
        snap(points, self.pixels_per_point)
    }

    pub(super) fn format(&self, look: Look, theme: &Theme) -> BaseFormat {
        let text = Cut::regular(self.face);
        let sans = Cut::SANS;
        let (cut, scale, line, color) = match look {
            Look::Title => (text.bold(), 1.85, 1.22, theme.ink),
            Look::Subtitle => (text, 1.12, 1.42, theme.dim),
            Look::Byline => (sans, 0.82, 1.5, theme.dim),
            Look::Heading(1) => (text.bold(), 1.4, 1.28, theme.ink),
            Look::Heading(2) => (text.bold(), 1.18, 1.32, theme.ink),
            Look::Heading(3) => (text.bold(), 1.0, 1.45, theme.ink),
            Look::Heading(_) => (text.bold(), 0.9, 1.45, theme.dim),
            Look::Body => (text, 1.0, self.line_height, theme.ink),
            Look::Term | Look::Summary => (text.bold(), 1.0, self.line_height, theme.ink),
            Look::Caption => (sans, 0.82, 1.45, theme.dim),
            Look::Cell => (text, 0.9, 1.42, theme.ink),
            Look::HeaderCell => (text.bold(), 0.9, 1.42, theme.ink),
            Look::Code => (Cut::MONO, CODE_SCALE, 1.52, theme.ink),
            Look::Note => (sans, 0.8, 1.5, theme.dim),
        };
        let size = scale * self.em;
        BaseFormat { cut, size: Self::sized(cut, size), line: self.snap(size * line), color }
    }

    /// The font size at which a face looks `size` points big.
    pub(super) fn sized(cut: Cut, size: f32) -> f32 {
        if cut.face == Face::Serif { size * SERIF_SCALE } else { size }
    }

    /// Size of code inside text of a size.
    pub(super) fn code_size(size: f32) -> f32 {
        size * CODE_SCALE
    }

    /// Mean width of a character, for estimates.
    pub(super) fn character(&self, look: Look) -> f32 {
        let scale = match look {
            Look::Title => 1.95,
            Look::Heading(1) => 1.5,
            Look::Heading(2) => 1.25,
            Look::Subtitle => 1.12,
            Look::Heading(_) | Look::Body | Look::Term | Look::Summary => 1.0,
            Look::Cell | Look::HeaderCell => 0.92,
            Look::Byline | Look::Caption | Look::Note => 0.82,
            Look::Code => return 0.602 * CODE_SCALE * self.em,
        };
        scale * SANS_CHARACTER * self.em
    }
}

/// Rounds to whole pixels.
pub(super) fn snap(points: f32, pixels_per_point: f32) -> f32 {
    (points * pixels_per_point).round() / pixels_per_point
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_is_as_wide_as_the_measure_and_centred() {
        let metrics = Metrics::new(&ReadingStyle::default(), egui::vec2(1000.0, 800.0), 1.0);
        let characters = metrics.column / metrics.character(Look::Body);
        assert!((68.0..=72.0).contains(&characters), "{characters}");
        let right = 1000.0 - metrics.left - metrics.column;
        assert!((metrics.left - right).abs() <= 1.0);
    }

    #[test]
    fn a_narrow_pane_keeps_a_margin() {
        let metrics = Metrics::new(&ReadingStyle::default(), egui::vec2(320.0, 480.0), 1.0);
        assert!(
            metrics.left >= 16.0 && metrics.left + metrics.column <= 304.0 + 1.0,
            "{metrics:?}"
        );
    }

    #[test]
    fn lines_are_whole_pixels_apart_at_any_scale() {
        for scale in [1.0, 1.25, 1.5, 2.0, 2.5] {
            let metrics = Metrics::new(&ReadingStyle::default(), egui::vec2(900.0, 700.0), scale);
            for look in [Look::Body, Look::Title, Look::Heading(1), Look::Code, Look::Cell] {
                let pixels = metrics.format(look, &Theme::light()).line * scale;
                assert!((pixels - pixels.round()).abs() < 1e-3, "{look:?} at {scale}: {pixels}");
            }
        }
    }
}
