//! Inlines to the text and styled runs of a leaf, and long texts to parts.

use std::ops::Range;
use std::sync::Arc;

use url::Url;

use crate::document::{Align, Formula, Image, Inline, InlineStyle, LinkTarget, Run};

use super::super::style::Look;
use super::build::Builder;
use super::{Join, Leaf, LeafSlice, Link, StyledRun};

/// A longer text is laid out in parts, so that one giant paragraph cannot stall a frame.
pub(super) const MAX_SLICE_CHARS: usize = 6_000;

/// Stands in the text for a picture.
const IMAGE_CHARACTER: char = '\u{a0}';

impl Builder<'_> {
    /// Adds the leaf of some inlines and gives its index.
    pub(super) fn leaf(&mut self, content: &[Inline], look: Look, align: Align) -> usize {
        let mut leaf =
            Leaf { look, align, lead: self.lead(), join: self.join(), ..Leaf::default() };
        for inline in content {
            match inline {
                Inline::Text(run) => self.push_run(&mut leaf, run),
                Inline::Break => push(
                    &mut leaf,
                    "\n",
                    StyledRun { end: 0, style: InlineStyle::empty(), link: None, hint: None },
                ),
                Inline::Anchor(name) => self.anchor(name),
                Inline::Image(image) => self.push_image(&mut leaf, image),
                Inline::Formula(formula) => self.push_formula(&mut leaf, formula),
            }
        }
        if leaf.text.ends_with('\n')
            && leaf.images.last().is_some_and(|(_, image)| self.flow.formulas.contains_key(image))
        {
            leaf.text.pop();
            leaf.runs.pop();
        }
        leaf.text.shrink_to_fit();
        leaf.runs.shrink_to_fit();
        self.flow.leaves.push(leaf);
        self.flow.leaves.len() - 1
    }

    /// Adds a leaf of the program's own words.
    pub(super) fn plain_leaf(&mut self, text: String, look: Look) -> usize {
        let run =
            StyledRun { end: text.len(), style: InlineStyle::empty(), link: None, hint: None };
        let leaf = Leaf { text, runs: vec![run], look, join: Join::Blank, ..Leaf::default() };
        self.flow.leaves.push(leaf);
        self.flow.leaves.len() - 1
    }

    fn push_run(&mut self, leaf: &mut Leaf, run: &Run) {
        let link = run.link.as_ref().map(|target| self.link(target, &run.text, leaf));
        let text =
            if leaf.text.ends_with('\n') { run.text.trim_start_matches(' ') } else { &run.text };
        push(leaf, text, StyledRun { end: 0, style: run.style, link, hint: run.hint.clone() });
    }

    fn push_image(&mut self, leaf: &mut Leaf, image: &Image) {
        let link = image.link.as_ref().map(|target| self.link(target, &image.alt, leaf));
        self.flow.images.push(image.clone());
        leaf.images.push((leaf.text.len(), self.flow.images.len() - 1));
        let run = StyledRun { end: 0, style: InlineStyle::empty(), link, hint: None };
        leaf.text.push(IMAGE_CHARACTER);
        leaf.runs.push(StyledRun { end: leaf.text.len(), ..run });
    }

    /// A formula stands in the line like a picture of its size; one that cannot be set is shown as
    /// it is written.
    fn push_formula(&mut self, leaf: &mut Leaf, formula: &Formula) {
        let plain = |style| StyledRun { end: 0, style, link: None, hint: None };
        let (Some(size), Ok(nowhere)) =
            (self.article.formulas.get(formula).copied(), Url::parse("about:blank"))
        else {
            push(leaf, &formula.tex, plain(InlineStyle::CODE));
            return;
        };
        let is_apart = |text: &str| text.is_empty() || text.ends_with('\n');
        if formula.is_display && !is_apart(&leaf.text) {
            push(leaf, "\n", plain(InlineStyle::empty()));
        }
        let index = self.flow.images.len();
        self.flow.images.push(picture_of(formula, Arc::new(nowhere)));
        self.flow.formulas.insert(index, (formula.clone(), size));
        leaf.images.push((leaf.text.len(), index));
        leaf.text.push(IMAGE_CHARACTER);
        leaf.runs.push(StyledRun {
            end: leaf.text.len(),
            hint: Some(Arc::from(&*formula.tex)),
            ..plain(InlineStyle::empty())
        });
        if formula.is_display {
            push(leaf, "\n", plain(InlineStyle::empty()));
        }
    }

    /// The link that a run belongs to: that of the run before, if both lead to the same place.
    fn link(&mut self, target: &Arc<LinkTarget>, name: &str, leaf: &Leaf) -> usize {
        let before = leaf.runs.last().and_then(|run| run.link);
        if let Some((at, link)) =
            before.and_then(|at| self.flow.links.get_mut(at).map(|link| (at, link)))
            && (Arc::ptr_eq(&link.target, target) || link.target == *target)
        {
            link.name.push_str(name);
            return at;
        }
        self.flow.links.push(Link { target: Arc::clone(target), name: name.to_owned() });
        self.flow.links.len() - 1
    }
}

/// What stands for a formula among the pictures: it is never fetched, and read out as TeX.
fn picture_of(formula: &Formula, nowhere: Arc<Url>) -> Image {
    Image {
        url: nowhere,
        candidates: Vec::new(),
        alt: formula.tex.to_string(),
        title: None,
        size: (None, None),
        link: None,
    }
}

/// Appends text, joining it to the run before when both look the same.
fn push(leaf: &mut Leaf, text: &str, run: StyledRun) {
    if text.is_empty() {
        return;
    }
    let is_after_image = leaf
        .images
        .last()
        .is_some_and(|(byte, _)| byte + IMAGE_CHARACTER.len_utf8() == leaf.text.len());
    leaf.text.push_str(text);
    let end = leaf.text.len();
    match leaf.runs.last_mut() {
        Some(last)
            if !is_after_image
                && last.style == run.style
                && last.link == run.link
                && last.hint == run.hint =>
        {
            last.end = end;
        }
        _ => leaf.runs.push(StyledRun { end, ..run }),
    }
}

/// The parts of a text, cut at spaces where it is too long for one.
pub(super) fn slices(leaf: usize, text: &str) -> Vec<LeafSlice> {
    let mut slices = Vec::new();
    let mut start = 0;
    let mut first_char = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let bytes = start..start + slice_length(rest);
        let count = text.get(bytes.clone()).map_or(0, |slice| slice.chars().count());
        start = bytes.end;
        slices.push(LeafSlice { leaf, bytes, first_char });
        first_char += count;
    }
    if slices.is_empty() {
        slices.push(LeafSlice { leaf, bytes: Range::default(), first_char: 0 });
    }
    slices
}

/// Bytes of the first part of a text.
fn slice_length(text: &str) -> usize {
    let Some((limit, _)) = text.char_indices().nth(MAX_SLICE_CHARS) else { return text.len() };
    let head = text.get(..limit).unwrap_or(text);
    match head.rfind(' ') {
        Some(space) if space > limit / 2 => space + 1,
        _ => limit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_at_the_limit_is_one_part_and_beyond_it_two() {
        assert_eq!(slices(0, &"x".repeat(MAX_SLICE_CHARS)).len(), 1);
        assert_eq!(slices(0, &"x".repeat(MAX_SLICE_CHARS + 1)).len(), 2);
    }

    #[test]
    fn parts_are_cut_after_a_space_and_lose_nothing() {
        let text = "wörter und ".repeat(3000);
        let slices = slices(3, &text);
        let whole: String = slices.iter().map(|slice| &text[slice.bytes.clone()]).collect();
        assert_eq!(whole, text);
        assert!(text[slices[0].bytes.clone()].ends_with(' '));
        assert_eq!(slices[1].first_char, text[slices[0].bytes.clone()].chars().count());
    }

    #[test]
    fn an_empty_text_has_one_empty_part() {
        assert_eq!(slices(7, ""), [LeafSlice { leaf: 7, bytes: 0..0, first_char: 0 }]);
    }
}
