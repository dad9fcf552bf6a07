//! Turns inlines into the text and runs of a leaf.

use std::sync::Arc;

use url::Url;

use crate::document::{Align, Formula, Image, Inline, InlineStyle, LinkTarget, Run, is_text};

use super::super::style::Look;
use super::build::Builder;
use super::{Join, Leaf, Link, StyledRun};

/// The character in the text that stands for an inline picture.
const IMAGE_CHARACTER: char = '\u{a0}';
/// Declared sizes from which a picture is no part of its line, in points.
const LARGE_WIDTH: u32 = 320;
const LARGE_HEIGHT: u32 = 160;

impl Builder<'_> {
    /// Adds a leaf and returns its index.
    pub(super) fn leaf(&mut self, content: &[Inline], look: Look, align: Align) -> usize {
        let text_number = is_text(content).then(|| self.next_text());
        let (indent, join) = (self.lead(), self.join());
        let mut leaf = Leaf { look, align, lead: indent, join, text_number, ..Leaf::default() };
        for inline in content {
            match inline {
                Inline::Text(run) => self.push_run(&mut leaf, run),
                Inline::Break => push(&mut leaf, "\n", StyledRun::default()),
                Inline::Anchor(name) => self.anchor(name),
                Inline::Image(image) => self.push_image(&mut leaf, image),
                Inline::Formula(formula) => self.push_formula(&mut leaf, formula),
            }
        }
        let is_apart = |image: &usize| {
            self.flow.formulas.contains_key(image)
                || self.flow.images.get(*image).is_some_and(is_large)
        };
        if leaf.text.ends_with('\n') && leaf.images.last().is_some_and(|(_, last)| is_apart(last)) {
            leaf.text.pop();
            leaf.runs.pop();
        }
        leaf.text.shrink_to_fit();
        leaf.runs.shrink_to_fit();
        self.flow.leaves.push(leaf);
        self.flow.leaves.len() - 1
    }

    /// Adds a leaf with words of the program.
    pub(super) fn plain_leaf(&mut self, text: String, look: Look) -> usize {
        let run = StyledRun { end: text.len(), ..StyledRun::default() };
        let leaf = Leaf { text, runs: vec![run], look, join: Join::Blank, ..Leaf::default() };
        self.flow.leaves.push(leaf);
        self.flow.leaves.len() - 1
    }

    fn push_run(&mut self, leaf: &mut Leaf, run: &Run) {
        let link = run.link.as_ref().map(|target| self.link(target, &run.words(), leaf));
        let text =
            if leaf.text.ends_with('\n') { run.text.trim_start_matches(' ') } else { &run.text };
        let (style, hint) = (run.style, run.hint.clone());
        let spoiler = style.contains(InlineStyle::SPOILER).then(|| self.spoiler(leaf));
        push(leaf, text, StyledRun { end: 0, style, link, hint, spoiler });
    }

    /// The spoiler of a run. Adjacent runs share one.
    fn spoiler(&mut self, leaf: &Leaf) -> usize {
        let before = leaf.runs.last().and_then(|run| run.spoiler);
        before.unwrap_or_else(|| {
            self.flow.folds.push(false);
            self.flow.folds.len() - 1
        })
    }

    /// A large picture gets a line of its own; small ones stand in the line, apart from each other.
    fn push_image(&mut self, leaf: &mut Leaf, image: &Image) {
        let plain = StyledRun::default();
        let is_after_image = leaf
            .images
            .last()
            .is_some_and(|(byte, _)| byte + IMAGE_CHARACTER.len_utf8() == leaf.text.len());
        if is_large(image) && !leaf.text.is_empty() && !leaf.text.ends_with('\n') {
            push(leaf, "\n", plain.clone());
        } else if is_after_image {
            push(leaf, " ", plain.clone());
        }
        let link = image.link.as_ref().map(|target| self.link(target, &image.alt, leaf));
        self.flow.images.push(image.clone());
        leaf.images.push((leaf.text.len(), self.flow.images.len() - 1));
        let run = StyledRun { link, ..StyledRun::default() };
        leaf.text.push(IMAGE_CHARACTER);
        leaf.runs.push(StyledRun { end: leaf.text.len(), ..run });
        if is_large(image) {
            push(leaf, "\n", plain);
        }
    }

    /// A formula takes its place in the line like a picture of its size. If it cannot be typeset,
    /// its source is shown.
    fn push_formula(&mut self, leaf: &mut Leaf, formula: &Formula) {
        let plain = |style| StyledRun { style, ..StyledRun::default() };
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

    /// The link of a run. Adjacent runs with one target share a link.
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

/// The picture that stands for a formula. It is never fetched, and screen readers get the TeX
/// source.
fn picture_of(formula: &Formula, nowhere: Arc<Url>) -> Image {
    Image {
        url: nowhere,
        candidates: Vec::new(),
        alt: formula.tex.to_string(),
        title: None,
        size: (None, None),
        link: None,
        dark: None,
    }
}

/// Whether a picture is too large to stand in a line of text.
pub(in crate::ui::article) fn is_large(image: &Image) -> bool {
    let (wide, high) = image.size;
    wide.is_some_and(|wide| wide >= LARGE_WIDTH) || high.is_some_and(|high| high >= LARGE_HEIGHT)
}

/// Appends text; it joins the run before if both look the same.
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
                && last.hint == run.hint
                && last.spoiler == run.spoiler =>
        {
            last.end = end;
        }
        _ => leaf.runs.push(StyledRun { end, ..run }),
    }
}
