//! One text set in lines: a galley, and where its links, backgrounds and pictures came to lie.
//!
//! egui centres fonts of different sizes on a line; here every run is moved to the base line of its row afterwards. What
//! egui draws square or in the wrong place (backgrounds, underlines) is noted as [`Decor`] and painted by us.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{ByteIndex, ByteRange, Glyph, LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontId, Galley, Painter, Rect, pos2};
use unicode_bidi::Level;

use crate::document::{Align, Formula, InlineStyle};
use crate::picture::FORMULA_MARGIN;
use crate::ui::fonts::{Cut, Face};
use crate::ui::theme::Theme;

use super::bidi;
use super::compose::{Composed, Composer};
use super::flow::{CodePanel, Flow, Leaf, Part, StyledRun};
use super::style::{BaseFormat, Look, Metrics};

/// Raised and lowered text is this big.
const SCRIPT_SCALE: f32 = 0.72;
/// How far raised text is raised, in ems of the text around it.
const RAISE: f32 = 0.36;
/// How far lowered text is lowered.
const LOWER: f32 = 0.14;
/// Room on both sides of code and keys within a line, in ems.
const PADDING: f32 = 0.21;

/// Room between the backgrounds of code and keys and the text around them, in ems.
const MARGIN: f32 = 0.05;

/// A text set in lines. Places are relative to its origin.
#[derive(Debug, Clone)]
pub(super) struct Typeset {
    /// The lines.
    pub(super) galley: Arc<Galley>,
    /// Where the galley's own origin is: it depends on how lines are aligned.
    pub(super) origin: f32,
    /// What lies behind or on the letters.
    pub(super) decor: Vec<Decor>,
    /// Pieces of links, one for each line that a link is on.
    pub(super) links: Vec<LinkSpan>,
    /// Pictures in the lines.
    pub(super) images: Vec<(Rect, usize)>,
    /// What the author says about words.
    pub(super) hints: Vec<(Rect, Arc<str>)>,
    /// Base line of the first row.
    pub(super) baseline: f32,
    /// The direction of each character; empty where all run from left to right.
    pub(super) levels: Vec<Level>,
}

/// Something behind or on the letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decor {
    /// What.
    pub(super) kind: DecorKind,
    /// Where.
    pub(super) rect: Rect,
    /// Colour of the text there.
    pub(super) ink: Color32,
}

/// What can lie behind or on letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecorKind {
    /// The background of code.
    Code,
    /// The cap of a key.
    Key,
    /// A marker pen.
    Mark,
    /// A line through or under the text.
    Line,
}

/// A link on one line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LinkSpan {
    /// Which link.
    pub(super) link: usize,
    /// Where it can be clicked.
    pub(super) rect: Rect,
    /// Where its underline goes.
    pub(super) underline: f32,
}

/// Sets texts.
pub(super) struct Typesetter<'a> {
    /// Whose texts.
    pub(super) flow: &'a Flow,
    /// Sizes.
    pub(super) metrics: &'a Metrics,
    /// Colours.
    pub(super) theme: &'a Theme,
    /// The way to the fonts.
    pub(super) painter: &'a Painter,
}

impl Typesetter<'_> {
    /// Sets a part of a leaf in lines no wider than `width`.
    pub(super) fn part(&self, part: &Part, width: f32) -> Option<Typeset> {
        let leaf = self.flow.leaves.get(part.leaf)?;
        let base = self.metrics.format(leaf.look, self.theme);
        let text = leaf.text.get(part.bytes.clone())?;
        let mut job = LayoutJob { text: text.to_owned(), ..LayoutJob::default() };
        job.wrap.max_width = width;
        let runs = runs_within(leaf, &part.bytes);
        if let Some(panel) = leaf.panel.and_then(|panel| self.flow.codes.get(panel)) {
            job.sections = self.code_sections(panel, &part.bytes, &base);
        } else {
            job.sections = self.sections(leaf, part, &runs, &base);
        }
        if job.sections.is_empty() {
            job.sections.push(section(0..0, 0.0, self.text_format(&base, InlineStyle::empty(), false)));
        }
        if leaf.panel.is_none()
            && bidi::needs_order(text)
            && let Some(composed) = self.compose(leaf, &runs, &job, &base)
        {
            let Composed { galley, levels } = composed;
            let set = self.finish(leaf, part, &runs, &base, galley, 0.0);
            return Some(Typeset { levels, ..set });
        }
        let origin = match leaf.align {
            Align::Start => 0.0,
            Align::Center => width / 2.0,
            Align::End => width,
        };
        job.halign = match leaf.align {
            Align::Start => egui::Align::LEFT,
            Align::Center => egui::Align::Center,
            Align::End => egui::Align::RIGHT,
        };
        let galley = self.painter.layout_job(job);
        Some(self.finish(leaf, part, &runs, &base, galley, origin))
    }

    fn compose(&self, leaf: &Leaf, runs: &[(Range<usize>, &StyledRun)], job: &LayoutJob, base: &BaseFormat) -> Option<Composed> {
        let base_drop = self.base_drop(base);
        let drops: Vec<f32> = runs.iter().map(|(_, run)| base_drop - self.metrics.snap(raise(run.style) * base.size)).collect();
        let composer = Composer {
            text: &job.text,
            sections: &job.sections,
            base: bidi::base_level(&leaf.text),
            drops: &drops,
            line: base.line,
            align: leaf.align,
            width: job.wrap.max_width,
            metrics: self.metrics,
            painter: self.painter,
        };
        composer.compose()
    }

    /// One line of the program's own words.
    pub(super) fn label(&self, text: &str, base: &BaseFormat, max_width: f32) -> Arc<Galley> {
        let format = self.text_format(base, InlineStyle::empty(), false);
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap.max_width = max_width;
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        self.painter.layout_job(job)
    }

    /// Some lines of the program's own words.
    pub(super) fn paragraph(&self, text: &str, base: &BaseFormat, max_width: f32, max_rows: usize) -> Arc<Galley> {
        let format = self.text_format(base, InlineStyle::empty(), false);
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap.max_width = max_width;
        job.wrap.max_rows = max_rows;
        job.halign = egui::Align::Center;
        self.painter.layout_job(job)
    }

    fn sections(&self, leaf: &Leaf, part: &Part, runs: &[(Range<usize>, &StyledRun)], base: &BaseFormat) -> Vec<LayoutSection> {
        let mut sections = Vec::with_capacity(runs.len());
        let mut was_padded = false;
        for (bytes, run) in runs {
            let is_padded = run.style.intersects(InlineStyle::CODE | InlineStyle::KEYBOARD);
            // A comma belongs to the word before it, padded or not.
            let text = leaf.text.get(part.bytes.start + bytes.start..).unwrap_or_default();
            let margin = if was_padded && text.starts_with([',', '.', ';', ':', '!', '?', ')', ']']) { 0.0 } else { MARGIN };
            let space = if is_padded || was_padded { (PADDING + margin) * base.size } else { 0.0 };
            was_padded = is_padded;
            let is_link = run.link.is_some() && leaf.look != Look::Title;
            let format = match leaf.images.iter().find(|(byte, _)| part.bytes.start + bytes.start == *byte) {
                Some((_, image)) => self.image_format(*image, base),
                None => self.text_format(base, run.style, is_link),
            };
            sections.push(section(bytes.clone(), space, format));
        }
        sections
    }

    fn code_sections(&self, panel: &CodePanel, bytes: &Range<usize>, base: &BaseFormat) -> Vec<LayoutSection> {
        let plain = self.text_format(base, InlineStyle::empty(), false);
        let mut sections = Vec::new();
        let mut at = bytes.start;
        let first = panel.tokens.partition_point(|token| token.end as usize <= bytes.start);
        for token in panel.tokens.iter().skip(first).take_while(|token| (token.start as usize) < bytes.end) {
            let (start, end) = ((token.start as usize).max(at), (token.end as usize).min(bytes.end));
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

    fn text_format(&self, base: &BaseFormat, style: InlineStyle, is_link: bool) -> TextFormat {
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
        let color = if is_link { self.theme.link } else { base.color };
        let letter_spacing = if base.size > 1.3 * self.metrics.em { -0.008 * base.size } else { 0.0 };
        TextFormat {
            font_id: FontId::new(size, cut.family()),
            color,
            line_height: Some(base.line),
            extra_letter_spacing: letter_spacing,
            ..TextFormat::default()
        }
    }

    /// The size before a face's own scale.
    fn unscaled(base: &BaseFormat) -> f32 {
        base.size / Metrics::sized(base.cut, 1.0)
    }

    /// A no-break space as wide as the picture that it stands for.
    fn image_format(&self, image: usize, base: &BaseFormat) -> TextFormat {
        let size = self.inline_image_size(image, base);
        let space = self.painter.fonts_mut(|fonts| fonts.glyph_width(&FontId::new(100.0, base.cut.family()), '\u{a0}')) / 100.0;
        TextFormat {
            font_id: FontId::new(size.x / space.max(0.05), base.cut.family()),
            line_height: Some(self.metrics.snap(self.inline_image_line(image, size.y, base))),
            color: Color32::TRANSPARENT,
            ..TextFormat::default()
        }
    }

    /// How high a line with a picture in it is.
    fn inline_image_line(&self, image: usize, height: f32, base: &BaseFormat) -> f32 {
        let Some((formula, size)) = self.flow.formulas.get(&image) else { return (height + 0.35 * base.size).max(base.line) };
        let base_drop = self.base_drop(base);
        let above = (size.height + FORMULA_MARGIN + 0.15 + air(formula)) * base.size;
        (above + base.line - base_drop + self.sink(image, base, base_drop)).max(base.line)
    }

    fn inline_image_size(&self, image: usize, base: &BaseFormat) -> egui::Vec2 {
        if let Some((_, size)) = self.flow.formulas.get(&image) {
            let wide = (size.width + 2.0 * FORMULA_MARGIN) * base.size;
            let size = egui::vec2(wide, (size.height + size.depth + 2.0 * FORMULA_MARGIN) * base.size);
            return size * (self.metrics.column / size.x).min(1.0);
        }
        let declared = self.flow.images.get(image).map_or((None, None), |image| image.size);
        let size = match declared {
            (Some(width), Some(height)) => egui::vec2(width.max(1) as f32, height.max(1) as f32),
            (Some(side), None) | (None, Some(side)) => egui::Vec2::splat(side.clamp(1, 64) as f32),
            (None, None) => egui::Vec2::splat(1.2 * base.size),
        };
        let scale = (self.metrics.column / size.x).min(240.0 / size.y).min(1.0);
        size * scale
    }

    fn finish(
        &self,
        leaf: &Leaf,
        part: &Part,
        runs: &[(Range<usize>, &StyledRun)],
        base: &BaseFormat,
        mut galley: Arc<Galley>,
        origin: f32,
    ) -> Typeset {
        let base_drop = self.base_drop(base);
        let spans = spans(&galley, part, leaf, runs);
        let sinks = self.sinks(&galley, &spans, base, base_drop);
        straighten(&mut galley, &spans, base, base_drop, &sinks, self.metrics);
        let mut set = Typeset {
            baseline: first_baseline(&galley, base, base_drop - sinks.first().copied().unwrap_or(0.0)),
            galley,
            origin,
            decor: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            hints: Vec::new(),
            levels: Vec::new(),
        };
        for span in &spans {
            self.note(&mut set, span, base, base_drop - sinks.get(span.row).copied().unwrap_or(0.0));
        }
        set
    }

    /// How far the base line of each row is raised, so that what reaches deep below it has room.
    fn sinks(&self, galley: &Galley, spans: &[Span<'_>], base: &BaseFormat, base_drop: f32) -> Vec<f32> {
        let mut sinks = vec![0.0_f32; galley.rows.len()];
        for span in spans {
            if let (Some(image), Some(sink)) = (span.image, sinks.get_mut(span.row)) {
                *sink = sink.max(self.sink(image, base, base_drop));
            }
        }
        sinks
    }

    fn sink(&self, image: usize, base: &BaseFormat, base_drop: f32) -> f32 {
        let depth =
            self.flow.formulas.get(&image).map_or(0.0, |(formula, size)| (size.depth + FORMULA_MARGIN + 0.1 + air(formula)) * base.size);
        self.metrics.snap((depth - (base.line - base_drop)).max(0.0))
    }

    /// Distance from the top of a row to its base line.
    fn base_drop(&self, base: &BaseFormat) -> f32 {
        let format = self.text_format(base, InlineStyle::empty(), false);
        let galley = self.painter.layout_job(LayoutJob::single_section("x".to_owned(), format));
        galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |glyph| glyph.pos.y)
    }

    /// Notes what a run leaves on one line.
    fn note(&self, set: &mut Typeset, span: &Span<'_>, base: &BaseFormat, base_drop: f32) {
        let Some(row) = set.galley.rows.get(span.row) else { return };
        let row_rect = row.rect();
        let baseline = row_rect.bottom() - base.line + base_drop;
        let (left, right) = (row_rect.left() + span.left + set.origin, row_rect.left() + span.right + set.origin);
        let band = |up: f32, down: f32, side: f32| {
            let snap = |value| self.metrics.snap(value);
            Rect::from_min_max(pos2(snap(left - side), snap(baseline - up)), pos2(snap(right + side), snap(baseline + down)))
        };
        if let Some(image) = span.image {
            let size = self.inline_image_size(image, base);
            let depth = self.flow.formulas.get(&image).map_or(0.12, |(_, size)| size.depth + FORMULA_MARGIN);
            let bottom = baseline + depth * base.size;
            set.images.push((Rect::from_min_size(pos2(right - size.x, bottom - size.y), size), image));
        }
        let size = Self::unscaled(base);
        let ink = if span.run.link.is_some() { self.theme.link } else { base.color };
        let style = span.run.style;
        let mut decorate = |kind, rect| set.decor.push(Decor { kind, rect, ink });
        if style.contains(InlineStyle::MARK) {
            decorate(DecorKind::Mark, band(0.95 * size, 0.3 * size, 0.06 * size));
        }
        if style.contains(InlineStyle::KEYBOARD) {
            decorate(DecorKind::Key, band(0.92 * size, 0.28 * size, PADDING * size));
        } else if style.contains(InlineStyle::CODE) {
            decorate(DecorKind::Code, band(0.9 * size, 0.3 * size, PADDING * size));
        }
        let thickness = (0.06 * size).max(1.0 / self.metrics.pixels_per_point);
        if style.contains(InlineStyle::STRIKE) {
            decorate(DecorKind::Line, band(0.29 * size + thickness / 2.0, thickness / 2.0 - 0.29 * size, 0.0));
        }
        if style.contains(InlineStyle::UNDERLINE) && span.run.link.is_none() {
            decorate(DecorKind::Line, band(-0.14 * size, 0.14 * size + thickness, 0.0));
        }
        let rect = Rect::from_min_max(pos2(left, row_rect.top()), pos2(right, row_rect.bottom()));
        if let Some(link) = span.run.link {
            set.links.push(LinkSpan { link, rect, underline: self.metrics.snap(baseline + 0.14 * size) });
        }
        if let Some(hint) = &span.run.hint {
            set.hints.push((rect, Arc::clone(hint)));
        }
    }
}

/// Room above and below a formula that stands on lines of its own, in ems.
fn air(formula: &Formula) -> f32 {
    if formula.is_display { 0.3 } else { 0.0 }
}

/// A run on one line.
struct Span<'a> {
    row: usize,
    /// Glyphs of the row.
    glyphs: Range<usize>,
    left: f32,
    right: f32,
    run: &'a StyledRun,
    image: Option<usize>,
}

/// The runs of a leaf that a part has something of, with their bytes in the part.
fn runs_within<'a>(leaf: &'a Leaf, bytes: &Range<usize>) -> Vec<(Range<usize>, &'a StyledRun)> {
    let first = leaf.runs.partition_point(|run| run.end <= bytes.start);
    let mut start = bytes.start;
    let mut found = Vec::new();
    for run in leaf.runs.iter().skip(first) {
        let end = run.end.min(bytes.end);
        if start < end {
            found.push((start - bytes.start..end - bytes.start, run));
        }
        start = end;
        if run.end >= bytes.end {
            break;
        }
    }
    found
}

fn section(bytes: Range<usize>, leading_space: f32, format: TextFormat) -> LayoutSection {
    let byte_range: ByteRange = ByteIndex(bytes.start)..ByteIndex(bytes.end);
    LayoutSection { leading_space, byte_range, format }
}

/// Which glyphs of which row each run became.
fn spans<'a>(galley: &Galley, part: &Part, leaf: &Leaf, runs: &[(Range<usize>, &'a StyledRun)]) -> Vec<Span<'a>> {
    if leaf.panel.is_some() {
        return Vec::new();
    }
    let mut spans = Vec::new();
    let mut run_at = 0;
    let mut byte = 0;
    for (row_at, row) in galley.rows.iter().enumerate() {
        let mut open: Option<(usize, usize)> = None;
        for (at, glyph) in row.glyphs.iter().enumerate() {
            while runs.get(run_at).is_some_and(|(bytes, _)| bytes.end <= byte) {
                run_at += 1;
            }
            if open.is_none_or(|(run, _)| run != run_at) {
                close(&mut spans, row_at, row, runs, open.replace((run_at, at)), at);
            }
            byte += glyph.chr.len_utf8();
        }
        close(&mut spans, row_at, row, runs, open, row.glyphs.len());
        byte += usize::from(row.ends_with_newline);
    }
    // Spans come in the order of their runs, so that one walk finds all beginnings.
    let mut rest = runs.iter().peekable();
    for span in &mut spans {
        while rest.next_if(|(_, run)| !std::ptr::eq(*run, span.run)).is_some() {}
        let start = rest.peek().map_or(0, |(bytes, _)| bytes.start);
        span.image = leaf.images.iter().find(|(byte, _)| *byte == part.bytes.start + start).map(|(_, image)| *image);
    }
    spans
}

fn close<'a>(
    spans: &mut Vec<Span<'a>>,
    row_at: usize,
    row: &egui::epaint::text::PlacedRow,
    runs: &[(Range<usize>, &'a StyledRun)],
    open: Option<(usize, usize)>,
    end: usize,
) {
    let Some((run_at, start)) = open else { return };
    let (Some((_, run)), Some(glyphs)) = (runs.get(run_at), row.glyphs.get(start..end)) else { return };
    // Words from right to left stand in another order than they are read.
    let left = glyphs.iter().map(|glyph| glyph.pos.x).fold(f32::INFINITY, f32::min);
    let is_blank = glyphs.iter().all(|glyph| glyph.chr == ' ');
    let right = if is_blank { left } else { right_of(glyphs, end == row.glyphs.len()) };
    spans.push(Span { row: row_at, glyphs: start..end, left, right, run, image: None });
}

/// Right edge of some glyphs; spaces that end the line do not count.
fn right_of(glyphs: &[Glyph], is_row_end: bool) -> f32 {
    let spaces = if is_row_end { glyphs.iter().rev().take_while(|glyph| glyph.chr == ' ').count() } else { 0 };
    let words = glyphs.iter().take(glyphs.len() - spaces);
    words.map(Glyph::max_x).fold(f32::NEG_INFINITY, f32::max)
}

/// Moves every glyph to the base line of its row, or above or below it where it is raised or lowered.
fn straighten(galley: &mut Arc<Galley>, spans: &[Span<'_>], base: &BaseFormat, base_drop: f32, sinks: &[f32], metrics: &Metrics) {
    let wanted = |span: &Span<'_>, row_height: f32| {
        let sink = sinks.get(span.row).copied().unwrap_or(0.0);
        row_height - base.line + base_drop - sink - metrics.snap(raise(span.run.style) * base.size)
    };
    for span in spans {
        let Some(row) = galley.rows.get(span.row) else { continue };
        let y = wanted(span, row.size.y);
        let is_off = |glyph: &Glyph| !glyph.is_color && (glyph.pos.y - y).abs() > 0.01;
        if !row.glyphs.get(span.glyphs.clone()).is_some_and(|glyphs| glyphs.iter().any(is_off)) {
            continue;
        }
        let Some(placed) = Arc::make_mut(galley).rows.get_mut(span.row) else { continue };
        let row = Arc::make_mut(&mut placed.row);
        let Some(glyphs) = row.glyphs.get_mut(span.glyphs.clone()) else { continue };
        for glyph in glyphs.iter_mut().filter(|glyph| !glyph.is_color) {
            let shift = y - glyph.pos.y;
            glyph.pos.y = y;
            if glyph.uv_rect.is_nothing() {
                continue;
            }
            let first = glyph.first_vertex as usize;
            for vertex in row.visuals.mesh.vertices.get_mut(first..first + 4).into_iter().flatten() {
                vertex.pos.y += shift;
            }
        }
        row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
    }
}

/// How far a style raises its letters, in ems.
fn raise(style: InlineStyle) -> f32 {
    match (style.contains(InlineStyle::SUPERSCRIPT), style.contains(InlineStyle::SUBSCRIPT)) {
        (true, _) => RAISE,
        (false, true) => -LOWER,
        (false, false) => 0.0,
    }
}

fn first_baseline(galley: &Galley, base: &BaseFormat, base_drop: f32) -> f32 {
    galley.rows.first().map_or(base_drop, |row| row.pos.y + row.size.y - base.line + base_drop)
}
