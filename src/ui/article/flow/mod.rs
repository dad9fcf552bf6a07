//! An article as a flat list of pieces, each small enough to be laid out alone, and the texts that
//! they show.
//!
//! Nothing here has a size yet: a [`Flow`] is built once for an article and serves every width,
//! text size and theme. Distances are in ems, multiples of the text size. A selection is a range of
//! (leaf, character) and so does not depend on layouts.

mod build;
mod gallery;
mod header;
mod marker;
mod media;
mod nest;
mod note;
mod outline;
mod slices;
mod tables;
mod text;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use url::Url;

use crate::article::PageKind;
use crate::document::{Align, Embed, Formula, Image, InlineStyle, LinkTarget, SOFT_HYPHEN};
use crate::i18n::{Language, t};

use crate::picture::FormulaSize;

use super::style::Look;

pub(super) use gallery::Shot;
pub(super) use marker::Marker;
pub(super) use nest::{Nest, NestKind};
pub(super) use note::{excerpt, note};
pub(super) use outline::{Heading, outline};
pub(super) use slices::TAB_STOP;
pub(super) use text::is_large;

/// Values of the window that the article shows or mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    pub feed_title: String,
    /// Of the words that are not the publisher's.
    pub language: Language,
    /// For the dates in the byline.
    pub time_zone: TimeZone,
    /// The key of the command that fetches the full text, as it is shown to the user; `None` if the
    /// command has no key.
    pub full_text_key: Option<String>,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Flow {
    /// From top to bottom.
    pub(super) pieces: Vec<Piece>,
    /// Every text, in reading order.
    pub(super) leaves: Vec<Leaf>,
    /// The containers of pieces; the first is the article itself.
    pub(super) nests: Vec<Nest>,
    pub(super) codes: Vec<CodePanel>,
    pub(super) tables: Vec<TableFlow>,
    /// Block and inline pictures, formulas and posters among them.
    pub(super) images: Vec<Image>,
    /// The formulas among `images`, by index.
    pub(super) formulas: HashMap<usize, (Formula, FormulaSize)>,
    pub(super) embeds: Vec<Embed>,
    /// The posters among `images`, with the index of their card in `embeds`.
    pub(super) posters: HashMap<usize, usize>,
    pub(super) galleries: Vec<Vec<Shot>>,
    /// In reading order.
    pub(super) links: Vec<Link>,
    /// For each collapsible part and each spoiler, whether its author wants it open.
    pub(super) folds: Vec<bool>,
    /// Piece indices by anchor name.
    pub(super) anchors: HashMap<String, usize>,
    /// The first piece of each top-level block of the document.
    pub(super) block_starts: Vec<usize>,
    /// Short labels in boxes under the title.
    pub(super) chips: Vec<Chip>,
}

/// The unit of layout.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    /// Space above it in ems.
    pub(super) gap: f32,
    /// Index of its nest.
    pub(super) nest: usize,
    /// Markers in the gutter before it, each with the nest that has the gutter.
    pub(super) markers: Vec<(usize, Marker)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum PieceKind {
    /// A text, or a slice of one that is too long for one piece.
    Text(LeafSlice),
    /// Lines of a code panel.
    Code {
        panel: usize,
        slice: LeafSlice,
    },
    /// Table rows that belong together because a cell spans them; usually a single row.
    Rows {
        table: usize,
        rows: Range<usize>,
    },
    Image(usize),
    Embed(usize),
    /// Pictures side by side, by the index of their gallery.
    Gallery(usize),
    Chips,
    Rule,
    /// The empty space at the end.
    End,
}

/// A range of whole characters in a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeafSlice {
    pub(super) leaf: usize,
    pub(super) bytes: Range<usize>,
    /// The number of characters of the leaf before it.
    pub(super) first_char: usize,
}

/// A text that can be selected.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaf {
    /// A line feed is a forced break.
    pub(super) text: String,
    /// Consecutive, covering all of `text`.
    pub(super) runs: Vec<StyledRun>,
    pub(super) look: Look,
    pub(super) align: Align,
    /// Inline pictures: the byte of the character that stands for each, and its index.
    pub(super) images: Vec<(usize, usize)>,
    /// Indentation and marker in copied text.
    pub(super) lead: String,
    pub(super) join: Join,
    /// The code panel that colours it, if it is code.
    pub(super) panel: Option<usize>,
    /// Its number among the texts of the document; see [`crate::document::count_texts`].
    pub(super) text_number: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct StyledRun {
    /// One past its last byte.
    pub(super) end: usize,
    pub(super) style: InlineStyle,
    pub(super) link: Option<usize>,
    /// The author's tooltip for these words.
    pub(super) hint: Option<Arc<str>>,
    /// The spoiler that covers these words, by its index in [`Flow::folds`].
    pub(super) spoiler: Option<usize>,
}

/// The separator between the previous leaf and this one in copied text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Join {
    /// An empty line.
    #[default]
    Blank,
    Line,
    /// Between the cells of a row.
    Tab,
}

#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) target: Arc<LinkTarget>,
    /// Its words, for screen readers.
    pub(super) name: String,
}

#[derive(Debug, Clone)]
pub(super) struct CodePanel {
    /// As it is shown above the panel.
    pub(super) language: Option<String>,
    pub(super) leaf: usize,
    /// Ranges of the text with their colours.
    pub(super) tokens: Vec<crate::document::CodeToken>,
    /// Characters of its longest line, tabs counted as they are drawn.
    pub(super) longest_line: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct TableFlow {
    pub(super) columns: usize,
    pub(super) rows: Vec<Vec<CellFlow>>,
    /// The widths that each cell asks for.
    pub(super) wishes: Vec<CellWidths>,
    /// The caption, for screen readers.
    pub(super) name: String,
    /// The nest of the table itself.
    pub(super) nest: usize,
}

#[derive(Debug, Clone)]
pub(super) struct CellFlow {
    /// First column.
    pub(super) column: usize,
    pub(super) column_span: usize,
    pub(super) row_span: usize,
    pub(super) is_header: bool,
    pub(super) pieces: Vec<Piece>,
}

/// The widths that a cell asks for, in characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CellWidths {
    /// First column.
    pub(super) column: usize,
    /// Number of columns.
    pub(super) span: usize,
    /// The width at which no word is broken.
    pub(super) least: f32,
    /// The width at which no line is broken.
    pub(super) most: f32,
}

/// A short label in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chip {
    /// A page that the entry leads to, such as its discussion.
    Page {
        label: String,
        url: Url,
        kind: PageKind,
    },
    /// A short fact about the entry.
    Note(String),
    Tag(String),
}

impl Flow {
    /// The text of some characters of a leaf, with the alternative text of pictures and without
    /// soft hyphens.
    pub(super) fn leaf_text(&self, leaf: &Leaf, chars: Range<usize>) -> String {
        let mut out = String::new();
        for (at, (byte, character)) in leaf.text.char_indices().enumerate() {
            if at >= chars.end {
                break;
            }
            if at < chars.start {
                continue;
            }
            match leaf.images.iter().find(|(image_byte, _)| *image_byte == byte) {
                Some((_, image)) => {
                    out.push_str(self.images.get(*image).map_or("", |image| image.alt.as_str()));
                }
                None if character == SOFT_HYPHEN => {}
                None => out.push(character),
            }
        }
        out
    }

    /// A part of a leaf for a listener: like [`Flow::leaf_text`], but without the words of spoilers
    /// that are covered.
    pub(super) fn told_text(&self, slice: &LeafSlice, open: &[bool]) -> String {
        let Some(leaf) = self.leaves.get(slice.leaf) else { return String::new() };
        let covered = |run: &StyledRun| run.spoiler.filter(|fold| open.get(*fold) == Some(&false));
        let chars = |start: usize, end: usize| {
            leaf.text.get(start..end).map_or(0, |words| words.chars().count())
        };
        let Range { start, end } = slice.bytes;
        let changed = InlineStyle::INSERTED | InlineStyle::DELETED;
        if leaf.runs.iter().all(|run| covered(run).is_none() && !run.style.intersects(changed)) {
            let first = slice.first_char;
            return self.leaf_text(leaf, first..first + chars(start, end));
        }
        let mut out = String::new();
        let (mut first, mut start) = (slice.first_char, start);
        let mut covered_before = None;
        for run in leaf.runs.iter().filter(|run| run.end > slice.bytes.start) {
            let end = run.end.min(slice.bytes.end);
            let chars = first..first + chars(start, end);
            (first, start) = (chars.end, end.max(start));
            let covered = covered(run).filter(|_| !chars.is_empty());
            if covered.is_none() {
                out.push_str(&told_change(run.style, self.leaf_text(leaf, chars)));
            } else if covered != covered_before {
                out.push_str(&t!(article_spoiler));
            }
            covered_before = covered;
        }
        out
    }

    /// Whether a nest lies in a collapsed part.
    pub(super) fn is_hidden(&self, nest: usize, open: &[bool]) -> bool {
        self.chain(nest).any(|nest| match nest.kind {
            NestKind::Folded(fold) => !open.get(fold).copied().unwrap_or(true),
            NestKind::Article
            | NestKind::Quote
            | NestKind::List
            | NestKind::Item(_)
            | NestKind::Definitions
            | NestKind::Meaning
            | NestKind::Details
            | NestKind::Figure
            | NestKind::Table
            | NestKind::Cell => false,
        })
    }

    /// A nest and those around it, innermost first.
    pub(super) fn chain(&self, nest: usize) -> impl Iterator<Item = &Nest> {
        std::iter::successors(self.nests.get(nest), |nest| {
            nest.parent.and_then(|parent| self.nests.get(parent))
        })
    }
}

/// Words that a publisher added or removed, for a listener.
fn told_change(style: InlineStyle, words: String) -> String {
    if style.contains(InlineStyle::INSERTED) {
        format!(" {}. ", t!(changes_told_added, words = words.trim()))
    } else if style.contains(InlineStyle::DELETED) {
        format!(" {}, ", t!(changes_told_removed, words = words.trim()))
    } else {
        words
    }
}
