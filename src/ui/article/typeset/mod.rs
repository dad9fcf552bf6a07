//! One text set in lines: a galley, and the positions of its links, backgrounds and pictures.
//!
//! egui centres fonts of different sizes on a line; here every run is moved to the base line of its
//! row afterwards. Backgrounds and underlines, which egui draws square or at the wrong height,
//! become a [`Decor`] that we paint.

mod baselines;
mod decor;
mod formats;
mod set;
mod spans;
mod tabs;

use std::sync::Arc;

use egui::Galley;
use egui::epaint::text::LayoutJob;

use crate::document::{Align, InlineStyle};
use crate::ui::fonts::apart;
use crate::ui::text::{
    Clip, Composer, Composition, Fill, Hyphens, Pad, Rewrap, Side, bidi, clipped, needs_rewrap,
};

use super::flow::{CodePanel, LeafSlice};
use super::style::{BaseFormat, Look};

use baselines::raise;
use formats::section;
use spans::StyledText;

pub(super) use set::{Decor, DecorKind, TextLayout, Typesetter};

/// Labels have no more room than this, in points: lines from right to left need an end.
const MAX_LABEL_WIDTH: f32 = 10_000.0;

impl Typesetter<'_> {
    /// Sets a slice in lines no wider than `width`.
    pub(super) fn slice(&self, slice: &LeafSlice, width: f32) -> Option<TextLayout> {
        let leaf = self.flow.leaves.get(slice.leaf)?;
        let base = self.metrics.format(leaf.look, self.theme);
        let text = leaf.text.get(slice.bytes.clone())?;
        let styled = StyledText::new(leaf, slice);
        if let Some(panel) = leaf.panel.and_then(|panel| self.flow.codes.get(panel)) {
            return Some(self.code(panel, &styled, text, &base, width));
        }
        let mut sections = self.sections(&styled, &base);
        if sections.is_empty() {
            let format = self.text_format(&base, InlineStyle::empty(), false);
            sections.push(section(0..0, 0.0, format));
        }
        let (runs, sections): (Vec<usize>, Vec<_>) = apart(text, sections).into_iter().unzip();
        let mut job = LayoutJob { text: text.to_owned(), sections, ..LayoutJob::default() };
        job.wrap.max_width = width;
        if bidi::needs_composer(text)
            && let Some(composed) = self.compose(&styled, &job, &runs, &base)
        {
            let Composition { galley, levels } = composed;
            let set = self.finish(&styled, &base, galley, 0.0);
            return Some(TextLayout { levels, ..set });
        }
        let (fill, pads) = (fill_of(leaf.look), self.pads(&styled, &base));
        if needs_rewrap(text, fill, &pads) {
            job.wrap.max_width = f32::INFINITY;
            let hyphens = &Hyphens::new(&job, self.painter);
            let long = self.painter.layout_job(job);
            let rewrap = Rewrap { text, width, fill, align: leaf.align, pads: &pads, hyphens };
            return Some(self.finish(&styled, &base, Arc::new(rewrap.lines(&long)), 0.0));
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
        Some(self.finish(&styled, &base, galley, origin))
    }

    fn code(
        &self,
        panel: &CodePanel,
        styled: &StyledText<'_>,
        text: &str,
        base: &BaseFormat,
        width: f32,
    ) -> TextLayout {
        let mut sections = self.code_sections(panel, &styled.slice.bytes, base);
        if sections.is_empty() {
            let format = self.text_format(base, InlineStyle::empty(), false);
            sections.push(section(0..0, 0.0, format));
        }
        let sections = apart(text, sections).into_iter().map(|(_, section)| section).collect();
        let mut job = LayoutJob { text: text.to_owned(), sections, ..LayoutJob::default() };
        job.wrap.max_width = width;
        let mut galley = self.painter.layout_job(job);
        if text.contains('\t') {
            tabs::stop(&mut galley);
        }
        self.finish(styled, base, galley, 0.0)
    }

    fn compose(
        &self,
        StyledText { leaf, runs, .. }: &StyledText<'_>,
        job: &LayoutJob,
        run_of_section: &[usize],
        base: &BaseFormat,
    ) -> Option<Composition> {
        let base_drop = self.base_drop(base);
        let raised = |run: &usize| runs.get(*run).map_or(0.0, |(_, run)| raise(run.style));
        let drops: Vec<f32> = run_of_section
            .iter()
            .map(|run| base_drop - self.metrics.snap(raised(run) * base.size))
            .collect();
        let composer = Composer {
            text: &job.text,
            sections: &job.sections,
            base: bidi::base_level(&leaf.text),
            drops: &drops,
            line: base.line,
            align: leaf.align,
            width: job.wrap.max_width,
            fill: fill_of(leaf.look),
            painter: self.painter,
        };
        composer.compose()
    }

    /// The words with a background, which is wider than they are.
    fn pads(&self, StyledText { runs, .. }: &StyledText<'_>, base: &BaseFormat) -> Vec<Pad> {
        let chips = runs.iter().filter(|(_, run)| formats::is_padded(run.style));
        let side = self.metrics.snap(formats::PADDING * Self::unscaled(base));
        chips.map(|(bytes, _)| Pad { bytes: bytes.clone(), side }).collect()
    }

    /// One line of the program's own words.
    pub(super) fn label(&self, text: &str, base: &BaseFormat, max_width: f32) -> Arc<Galley> {
        let format = self.text_format(base, InlineStyle::empty(), false);
        let job = LayoutJob::single_section(text.to_owned(), format);
        let clip = Clip { width: max_width.min(MAX_LABEL_WIDTH), rows: 1, side: Side::Left };
        clipped(self.painter, job, clip)
    }

    /// Some lines of the program's own words.
    pub(super) fn paragraph(
        &self,
        text: &str,
        base: &BaseFormat,
        max_width: f32,
        max_rows: usize,
    ) -> Arc<Galley> {
        let format = self.text_format(base, InlineStyle::empty(), false);
        let job = LayoutJob::single_section(text.to_owned(), format);
        clipped(self.painter, job, Clip { width: max_width, rows: max_rows, side: Side::Middle })
    }
}

/// Headlines have lines of one length, and bylines end theirs at the dots.
fn fill_of(look: Look) -> Fill {
    match look {
        Look::Title | Look::Heading(_) => Fill::Balanced,
        Look::Byline => Fill::AtDots,
        Look::Subtitle
        | Look::Body
        | Look::Term
        | Look::Summary
        | Look::Caption
        | Look::Cell
        | Look::HeaderCell
        | Look::Code
        | Look::Note => Fill::Greedy,
    }
}
