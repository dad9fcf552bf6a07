//! The format of each run: font, size and colour, and the room for an inline picture.

use std::ops::Range;

use egui::epaint::text::{ByteIndex, ByteRange, LayoutSection, TextFormat};
use egui::{Color32, FontId};

use crate::document::{Formula, InlineStyle};
use crate::picture::FORMULA_MARGIN;
use crate::ui::fonts::{Cut, Face};

use super::super::flow::{CodePanel, is_large};
use super::super::scene::MAX_HEIGHT;
use super::super::style::{BaseFormat, Look, Metrics};
use super::set::Typesetter;
use super::spans::StyledText;

/// Greatest height of a picture within a line, in points.
const MAX_INLINE: f32 = 240.0;
/// Size of superscript and subscript, relative to the text.
const SCRIPT_SCALE: f32 = 0.72;
/// Space on both sides of code and keys inside a line, in ems.
pub(super) const PADDING: f32 = 0.21;
/// Space between the background of code or keys and the text around it, in ems.
const MARGIN: f32 = 0.05;

impl Typesetter<'_> {
    pub(super) fn sections(
        &self,
        StyledText { leaf, slice, runs }: &StyledText<'_>,
        base: &BaseFormat,
    ) -> Vec<LayoutSection> {
        let mut sections = Vec::with_capacity(runs.len());
        let mut was_padded = false;
        for (bytes, run) in runs {
            let is_padded = is_padded(run.style);
            // A comma belongs to the word before it, padded or not.
            let text = leaf.text.get(slice.bytes.start + bytes.start..).unwrap_or_default();
            let margin = if was_padded && text.starts_with([',', '.', ';', ':', '!', '?', ')', ']'])
            {
                0.0
            } else {
                MARGIN
            };
            let space = if is_padded || was_padded { (PADDING + margin) * base.size } else { 0.0 };
            was_padded = is_padded;
            let is_link = run.link.is_some() && leaf.look != Look::Title;
            let format =
                match leaf.images.iter().find(|(byte, _)| slice.bytes.start + bytes.start == *byte)
                {
                    Some((_, image)) => self.image_format(*image, base),
                    None => self.text_format(base, run.style, is_link),
                };
            sections.push(section(bytes.clone(), space, format));
        }
        sections
    }

    /// The tokens of a slice of code with their colours, and the text between them.
    pub(super) fn code_sections(
        &self,
        panel: &CodePanel,
        bytes: &Range<usize>,
        base: &BaseFormat,
    ) -> Vec<LayoutSection> {
        let plain = self.text_format(base, InlineStyle::empty(), false);
        let mut sections = Vec::new();
        let mut at = bytes.start;
        let first = panel.tokens.partition_point(|token| token.end as usize <= bytes.start);
        for token in
            panel.tokens.iter().skip(first).take_while(|token| (token.start as usize) < bytes.end)
        {
            let (start, end) =
                ((token.start as usize).max(at), (token.end as usize).min(bytes.end));
            if start >= end {
                continue;
            }
            if at < start {
                sections.push(section(at - bytes.start..start - bytes.start, 0.0, plain.clone()));
            }
            let format = TextFormat { color: self.theme.token(token.kind), ..plain.clone() };
            sections.push(section(start - bytes.start..end - bytes.start, 0.0, format));
            at = end;
        }
        if at < bytes.end {
            sections.push(section(at - bytes.start..bytes.end - bytes.start, 0.0, plain));
        }
        sections
    }

    pub(super) fn text_format(
        &self,
        base: &BaseFormat,
        style: InlineStyle,
        is_link: bool,
    ) -> TextFormat {
        let mut cut = Cut {
            is_bold: base.cut.is_bold || style.contains(InlineStyle::STRONG),
            is_italic: base.cut.is_italic || style.contains(InlineStyle::EMPHASIS),
            ..base.cut
        };
        let mut size = base.size;
        if style.contains(InlineStyle::KEYBOARD) {
            cut.face = Face::Sans;
            size = 0.82 * Self::unscaled(base);
        } else if style.contains(InlineStyle::CODE) {
            cut.face = Face::Mono;
            size = Metrics::code_size(Self::unscaled(base)) * 1.02;
        }
        if style.intersects(InlineStyle::SUBSCRIPT | InlineStyle::SUPERSCRIPT) {
            size *= SCRIPT_SCALE;
        } else if style.contains(InlineStyle::SMALL) {
            size *= 0.85;
        }
        let color = if style.contains(InlineStyle::DELETED) {
            self.theme.dim
        } else if is_link {
            self.theme.link
        } else {
            base.color
        };
        let letter_spacing =
            if base.size > 1.3 * self.metrics.em { -0.008 * base.size } else { 0.0 };
        TextFormat {
            font_id: FontId::new(size, cut.family()),
            color,
            line_height: Some(base.line),
            extra_letter_spacing: letter_spacing,
            ..TextFormat::default()
        }
    }

    /// The size before the factor of its face is applied.
    pub(super) fn unscaled(base: &BaseFormat) -> f32 {
        base.size / Metrics::sized(base.cut, 1.0)
    }

    /// A no-break space as wide as the picture that it stands for.
    fn image_format(&self, image: usize, base: &BaseFormat) -> TextFormat {
        let size = self.inline_image_size(image, base);
        let space = self
            .painter
            .fonts_mut(|fonts| fonts.glyph_width(&FontId::new(100.0, base.cut.family()), '\u{a0}'))
            / 100.0;
        TextFormat {
            font_id: FontId::new(size.x / space.max(0.05), base.cut.family()),
            line_height: Some(self.metrics.snap(self.inline_image_line(image, size.y, base))),
            color: Color32::TRANSPARENT,
            ..TextFormat::default()
        }
    }

    /// Height of a line with a picture in it.
    fn inline_image_line(&self, image: usize, height: f32, base: &BaseFormat) -> f32 {
        let Some((formula, size)) = self.flow.formulas.get(&image) else {
            return (height + 0.35 * base.size).max(base.line);
        };
        let base_drop = self.base_drop(base);
        let above = (size.height + FORMULA_MARGIN + 0.15 + air(formula)) * base.size;
        (above + base.line - base_drop + self.sink(image, base, base_drop)).max(base.line)
    }

    /// Displayed size of an inline picture.
    pub(super) fn inline_image_size(&self, image: usize, base: &BaseFormat) -> egui::Vec2 {
        if let Some((_, size)) = self.flow.formulas.get(&image) {
            let wide = (size.width + 2.0 * FORMULA_MARGIN) * base.size;
            let size =
                egui::vec2(wide, (size.height + size.depth + 2.0 * FORMULA_MARGIN) * base.size);
            return size * (self.metrics.column / size.x).min(1.0);
        }
        let known = self.flow.images.get(image);
        let declared = known.map_or((None, None), |image| image.size);
        let is_large = known.is_some_and(is_large);
        let most = if is_large { MAX_HEIGHT * self.metrics.pane_height } else { MAX_INLINE };
        let size = match declared {
            (Some(width), Some(height)) => egui::vec2(width.max(1) as f32, height.max(1) as f32),
            (Some(side), None) | (None, Some(side)) => egui::Vec2::splat(side.clamp(1, 64) as f32),
            (None, None) => egui::Vec2::splat(1.2 * base.size),
        };
        let scale = (self.metrics.column / size.x).min(most / size.y).min(1.0);
        size * scale
    }
}

/// Whether words of a style have a background.
pub(super) fn is_padded(style: InlineStyle) -> bool {
    style.intersects(InlineStyle::CODE | InlineStyle::KEYBOARD)
}

/// Space above and below a formula on a line of its own, in ems.
pub(super) fn air(formula: &Formula) -> f32 {
    if formula.is_display { 0.3 } else { 0.0 }
}

pub(super) fn section(
    bytes: Range<usize>,
    leading_space: f32,
    format: TextFormat,
) -> LayoutSection {
    let byte_range: ByteRange = ByteIndex(bytes.start)..ByteIndex(bytes.end);
    LayoutSection { leading_space, byte_range, format }
}
