//! An article as a flat list of pieces, each small enough to be laid out on its own, and the texts
//! that they show.
//!
//! Nothing here has a size yet: a [`Flow`] is made once for an article and serves every width, text
//! size and theme. Distances are in ems, the text size. A selection is a range of (leaf,
//! character), so it does not care what is laid out.

mod build;
mod header;
mod marker;
mod media;
mod nest;
mod note;
mod outline;
mod tables;
mod text;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use url::Url;

use crate::article::PageKind;
use crate::document::{Align, Embed, Formula, Image, InlineStyle, LinkTarget};

use crate::picture::FormulaSize;

use super::style::Look;

pub use header::Header;
pub(super) use marker::Marker;
pub(super) use nest::{Nest, NestKind};
pub(super) use note::{Note, note};
pub(super) use outline::{Heading, outline};

/// An article as a list of pieces.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// From top to bottom.
    pub(super) pieces: Vec<Piece>,
    /// Every text, in reading order.
    pub(super) leaves: Vec<Leaf>,
    /// What pieces lie in; the first is the article itself.
    pub(super) nests: Vec<Nest>,
    /// Code panels.
    pub(super) codes: Vec<CodePanel>,
    /// Tables.
    pub(super) tables: Vec<TableFlow>,
    /// Pictures.
    pub(super) images: Vec<Image>,
    /// Those of the pictures that are formulas, with their sizes.
    pub(super) formulas: HashMap<usize, (Formula, FormulaSize)>,
    /// Cards.
    pub(super) embeds: Vec<Embed>,
    /// Those of the pictures that stand for a card, with the card.
    pub(super) posters: HashMap<usize, usize>,
    /// Links, in reading order.
    pub(super) links: Vec<Link>,
    /// Whether the author wants each part that folds open.
    pub(super) folds: Vec<bool>,
    /// Pieces by anchor name.
    pub(super) anchors: HashMap<String, usize>,
    /// The first piece of each top-level block of the document.
    pub(super) block_starts: Vec<usize>,
    /// Small words in boxes under the title.
    pub(super) chips: Vec<Chip>,
}

/// The unit of layout.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it shows.
    pub(super) kind: PieceKind,
    /// Space above it in ems.
    pub(super) gap: f32,
    /// What it lies in.
    pub(super) nest: usize,
    /// What stands in the gutter before it, by the nest whose gutter it is.
    pub(super) markers: Vec<(usize, Marker)>,
}

/// What a piece shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PieceKind {
    /// A text, or a part of one that is too long for one piece.
    Text(LeafSlice),
    /// Lines of a code panel.
    Code {
        /// Which panel.
        panel: usize,
        /// Which part of its text.
        slice: LeafSlice,
    },
    /// Rows of a table that cells tie together; most often one row.
    Rows {
        /// Which table.
        table: usize,
        /// Which rows.
        rows: Range<usize>,
    },
    /// A picture.
    Image(usize),
    /// A card.
    Embed(usize),
    /// The small words under the title.
    Chips,
    /// A thematic break.
    Rule,
    /// Room at the end.
    End,
}

/// A part of a leaf, whole characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeafSlice {
    /// Which leaf.
    pub(super) leaf: usize,
    /// Which bytes of its text.
    pub(super) bytes: Range<usize>,
    /// How many characters of the leaf come before.
    pub(super) first_char: usize,
}

/// A text that can be selected.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaf {
    /// The characters; a line feed is a forced break.
    pub(super) text: String,
    /// How they look: consecutive, covering all of `text`.
    pub(super) runs: Vec<StyledRun>,
    /// The part that it plays.
    pub(super) look: Look,
    /// How its lines are aligned.
    pub(super) align: Align,
    /// Pictures in the line, by byte of the character that stands for them.
    pub(super) images: Vec<(usize, usize)>,
    /// What a copy puts before it: indentation and marker.
    pub(super) lead: String,
    /// What a copy puts between the leaf before and this one.
    pub(super) join: Join,
    /// Colours of code.
    pub(super) panel: Option<usize>,
}

/// A run of characters of one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyledRun {
    /// One past its last byte.
    pub(super) end: usize,
    /// How it looks.
    pub(super) style: InlineStyle,
    /// Which link it belongs to.
    pub(super) link: Option<usize>,
    /// What the author says about it.
    pub(super) hint: Option<Arc<str>>,
}

/// What a copy puts between two leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Join {
    /// An empty line.
    #[default]
    Blank,
    /// A new line.
    Line,
    /// A tab, between cells of a row.
    Tab,
}

/// A link.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Where it leads.
    pub(super) target: Arc<LinkTarget>,
    /// What it says.
    pub(super) name: String,
}

/// A code panel.
#[derive(Debug, Clone)]
pub(super) struct CodePanel {
    /// The language, as it is written above the panel.
    pub(super) language: Option<String>,
    /// Its text.
    pub(super) leaf: usize,
    /// Ranges of the text with their colours.
    pub(super) tokens: Vec<crate::document::CodeToken>,
    /// Characters of its longest line, tabs counted as they are drawn.
    pub(super) longest_line: usize,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct TableFlow {
    /// Number of columns.
    pub(super) columns: usize,
    /// Its rows.
    pub(super) rows: Vec<Vec<CellFlow>>,
    /// What each cell would like, for the widths of columns.
    pub(super) wishes: Vec<CellWidths>,
    /// What it is called in the tree for screen readers.
    pub(super) name: String,
    /// The nest of the table itself.
    pub(super) nest: usize,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub(super) struct CellFlow {
    /// First column.
    pub(super) column: usize,
    /// Number of columns.
    pub(super) column_span: usize,
    /// Number of rows.
    pub(super) row_span: usize,
    /// Whether it is a header.
    pub(super) is_header: bool,
    /// What it shows.
    pub(super) pieces: Vec<Piece>,
}

/// How wide a cell would like to be, in characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CellWidths {
    /// First column.
    pub(super) column: usize,
    /// Number of columns.
    pub(super) span: usize,
    /// So that no word is broken.
    pub(super) least: f32,
    /// So that no line is broken.
    pub(super) most: f32,
}

/// A small word in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chip {
    /// A page that the entry leads to.
    Page {
        /// What it is.
        label: String,
        /// Where it is.
        url: Url,
        /// What kind of page.
        kind: PageKind,
    },
    /// A word about the entry.
    Note(String),
    /// A category of the entry.
    Tag(String),
}

impl Flow {
    /// What a leaf says between two of its characters; pictures say what they show.
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
                None => out.push(character),
            }
        }
        out
    }

    /// Whether the closed ones of the parts that fold hide a nest.
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

    /// A nest and those around it, inside out.
    pub(super) fn chain(&self, nest: usize) -> impl Iterator<Item = &Nest> {
        std::iter::successors(self.nests.get(nest), |nest| {
            nest.parent.and_then(|parent| self.nests.get(parent))
        })
    }
}
