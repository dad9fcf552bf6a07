//! A piece at a width: a short list of things to paint and to touch, with places relative to the
//! pane's left edge and the piece's top.
//!
//! Everything that a frame needs is decided here, once; painting only walks the lists. Layouts are
//! kept while they are near the viewport and thrown away together when the width, the style, the
//! theme or egui's glyphs change.

mod block;
mod code;
mod columns;
mod media;
mod mirror;
mod table;

use std::sync::Arc;

use egui::{Color32, Galley, Pos2, Rect, pos2};

use crate::article::PictureKey;
use crate::ui::icons::Icon;

use super::flow::{Flow, LeafSlice, NestKind, Piece, PieceKind};
use super::scene::{Appearance, Scene};
use super::style::Metrics;
use super::typeset::{TextLayout, Typesetter};

pub(super) use code::copy_words;
pub(super) use columns::Columns;
pub(super) use media::embed_words;

/// A piece, laid out.
#[derive(Debug, Default)]
pub(super) struct PieceLayout {
    /// With the space above it.
    pub(super) height: f32,
    /// The space above it.
    pub(super) gap: f32,
    /// Behind the texts, first things first.
    pub(super) items: Vec<(Item, Option<usize>)>,
    /// Texts that can be selected.
    pub(super) texts: Vec<PlacedText>,
    /// What reacts to the pointer.
    pub(super) controls: Vec<(Control, Rect, Option<usize>)>,
    /// Windows on content that is wider than they are.
    pub(super) scrollers: Vec<Scroller>,
    /// Cells of a table, for screen readers.
    pub(super) cells: Vec<PlacedCell>,
    /// Whether it begins at the right.
    pub(super) is_mirrored: bool,
}

/// Something to paint.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// A surface.
    Fill { rect: Rect, radius: [u8; 4], color: Color32 },
    /// A line of whole pixels.
    Rule { rect: Rect, color: Color32 },
    /// A disc.
    Disc { center: Pos2, radius: f32, color: Color32 },
    /// A circle.
    Ring { center: Pos2, radius: f32, color: Color32 },
    /// An icon.
    Icon { icon: Icon, center: Pos2, size: f32, color: Color32 },
    /// A picture.
    Picture {
        /// Where all of it is.
        rect: Rect,
        /// The part that is seen.
        window: Rect,
        /// Which.
        key: PictureKey,
    },
    /// Words of the program.
    Label { pos: Pos2, galley: Arc<Galley>, color: Color32 },
}

/// A text in its place.
#[derive(Debug, Clone)]
pub(super) struct PlacedText {
    /// Top left.
    pub(super) pos: Pos2,
    /// Which part of which leaf.
    pub(super) slice: LeafSlice,
    /// Its lines.
    pub(super) set: TextLayout,
    /// The window that it is seen through.
    pub(super) scroller: Option<usize>,
    /// Where a pointer is nearest to this text: its column or cell.
    pub(super) reach: Rect,
}

/// A cell in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedCell {
    /// Which row of the table.
    pub(super) row: usize,
    /// Which cell of the row.
    pub(super) cell: usize,
    /// Where.
    pub(super) rect: Rect,
}

/// Something that reacts to the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Control {
    /// Copies a code panel.
    Copy(usize),
    /// Folds and unfolds.
    Fold(usize),
    /// Shows the source of a diagram, or the diagram.
    Source(usize),
    /// Shows the whole of a tall picture.
    Expand(usize),
    /// Breaks the lines of a code panel, or lets them run on.
    Wrap(usize),
    /// Shows a diagram by itself.
    Diagram(usize),
    /// Shows a picture by itself.
    Image(usize),
    /// Opens a card.
    Embed(usize),
    /// A small word under the title.
    Chip(usize),
}

/// A window on content that is wider than it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scroller {
    /// Whose place is remembered.
    pub(super) key: ScrollKey,
    /// The window.
    pub(super) window: Rect,
    /// Width of the content.
    pub(super) content: f32,
    /// Where its bar goes, on the last piece of what scrolls.
    pub(super) bar: Option<Rect>,
}

/// Something that scrolls on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum ScrollKey {
    /// A code panel.
    Code(usize),
    /// A table.
    Table(usize),
}

/// Where something is to be laid out.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::article) struct Slot {
    /// Left edge.
    pub(super) left: f32,
    /// Width.
    pub(super) width: f32,
    /// Top edge.
    pub(super) top: f32,
    /// The window that it is seen through.
    pub(super) scroller: Option<usize>,
}

impl Slot {
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }
}

/// Lays out pieces.
pub(super) struct Layouter<'a> {
    /// Sets the texts.
    pub(super) setter: Typesetter<'a>,
    /// Widths of the columns of tables that were asked for.
    pub(super) columns: &'a mut Columns,
    /// Which of the parts that fold are open.
    pub(super) open: &'a [bool],
    /// What pictures look like now.
    pub(super) scene: &'a Scene,
    pub(super) out: PieceLayout,
}

impl Layouter<'_> {
    /// Lays out a piece of the article.
    pub(super) fn piece(mut self, piece: &Piece) -> PieceLayout {
        let metrics = self.setter.metrics;
        let gap = metrics.snap(piece.gap * metrics.em);
        self.out.gap = gap;
        let slot = Slot { left: metrics.left, width: metrics.column, top: gap, scroller: None };
        let bottom = self.nested(piece, slot);
        self.out.height = metrics.snap(bottom);
        if mirror::is_mirrored(self.setter.flow, piece) {
            mirror::mirror(&mut self.out, slot);
        }
        self.out
    }

    /// Lays out a piece in a slot and gives its bottom edge.
    pub(super) fn nested(&mut self, piece: &Piece, slot: Slot) -> f32 {
        let inner = indent(self.setter.flow, self.setter.metrics, piece.nest, slot);
        let first_text = self.out.texts.len();
        let bottom = match &piece.kind {
            PieceKind::Text(slice) => self.text(slice, inner),
            PieceKind::Code { panel, slice } => self.code(*panel, slice, inner),
            PieceKind::Rows { table, rows } => self.rows(*table, rows, inner),
            PieceKind::Image(image) => self.image(*image, inner),
            PieceKind::Embed(embed) => self.embed(*embed, inner),
            PieceKind::Chips => self.chips(inner),
            PieceKind::Rule => self.rule(inner),
            PieceKind::End => inner.top + 4.5 * self.setter.metrics.em,
        };
        for (nest, marker) in &piece.markers {
            let gutter = indent(self.setter.flow, self.setter.metrics, *nest, slot);
            self.marker(marker, gutter, first_text);
        }
        bottom
    }

    pub(super) fn item(&mut self, item: Item, slot: Slot) {
        self.out.items.push((item, slot.scroller));
    }

    pub(super) fn control(&mut self, control: Control, rect: Rect, slot: Slot) {
        self.out.controls.push((control, rect, slot.scroller));
    }

    pub(super) fn text(&mut self, slice: &LeafSlice, slot: Slot) -> f32 {
        let Some(set) = self.setter.slice(slice, slot.width) else { return slot.top };
        let bottom = slot.top + set.galley.rect.height();
        let reach = Rect::from_min_max(pos2(slot.left, slot.top), pos2(slot.right(), bottom));
        self.out.texts.push(PlacedText {
            pos: pos2(slot.left, slot.top),
            slice: slice.clone(),
            set,
            scroller: slot.scroller,
            reach,
        });
        bottom
    }
}

/// The room that is left in a slot inside a nest. However deep it is, at least half of the width
/// remains.
pub(super) fn indent(flow: &Flow, metrics: &Metrics, nest: usize, slot: Slot) -> Slot {
    let insets = flow
        .chain(nest)
        .take_while(|nest| nest.kind != NestKind::Cell)
        .map(|nest| nest.kind.inset());
    let inset = metrics.snap((insets.sum::<f32>() * metrics.em).min(slot.width / 2.0));
    Slot { left: slot.left + inset, width: slot.width - inset, ..slot }
}

/// A guess at the height of a piece, without the fonts.
pub(super) fn estimate(flow: &Flow, metrics: &Metrics, piece: &Piece) -> f32 {
    let gap = piece.gap * metrics.em;
    let slot = Slot { left: 0.0, width: metrics.column, top: 0.0, scroller: None };
    let width = indent(flow, metrics, piece.nest, slot).width;
    let line = 1.5 * metrics.em;
    let body = match &piece.kind {
        PieceKind::Text(slice) => {
            let look = flow.leaves.get(slice.leaf).map(|leaf| leaf.look).unwrap_or_default();
            let lines =
                (slice.bytes.len() as f32 * metrics.character(look) / width).ceil().max(1.0);
            lines * line * (metrics.character(look) / metrics.character(super::style::Look::Body))
        }
        PieceKind::Code { panel, slice } => code::estimate(flow, metrics, *panel, slice),
        PieceKind::Rows { rows, .. } => 2.4 * metrics.em * rows.len() as f32,
        PieceKind::Image(image) => {
            media::image_size(flow, metrics, &Appearance::Coming, *image, width)
                .y
                .min(metrics.pane_height)
        }
        PieceKind::Embed(_) => media::EMBED_HEIGHT * metrics.em,
        PieceKind::Chips => 1.9 * metrics.em,
        PieceKind::Rule => 1.0,
        PieceKind::End => 4.5 * metrics.em,
    };
    gap + body
}
