//! The layout of a piece at a width: short lists of items to paint and of controls, positioned
//! relative to the pane's left edge and the piece's top.
//!
//! Everything that a frame needs is decided here, once; painting only walks the lists. Layouts are
//! kept while they are near the viewport and are thrown away together when the width, the style,
//! the theme or egui's glyphs change.

mod block;
mod code;
mod columns;
mod gallery;
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

#[derive(Debug, Default)]
pub(super) struct PieceLayout {
    /// Including the gap.
    pub(super) height: f32,
    /// The space above it.
    pub(super) gap: f32,
    /// Painted behind the texts, in this order. Each has the index of its scroller, if any.
    pub(super) items: Vec<(Item, Option<usize>)>,
    pub(super) texts: Vec<PlacedText>,
    /// Areas that react to the pointer, each with the index of its scroller, if any.
    pub(super) controls: Vec<(Control, Rect, Option<usize>)>,
    pub(super) scrollers: Vec<Scroller>,
    /// For screen readers.
    pub(super) cells: Vec<PlacedCell>,
    /// Whether it is laid out from right to left.
    pub(super) is_mirrored: bool,
}

/// A shape to paint.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Fill {
        rect: Rect,
        radius: [u8; 4],
        color: Color32,
    },
    /// A rectangle on whole pixels.
    Rule {
        rect: Rect,
        color: Color32,
    },
    Disc {
        center: Pos2,
        radius: f32,
        color: Color32,
    },
    Ring {
        center: Pos2,
        radius: f32,
        color: Color32,
    },
    Icon {
        icon: Icon,
        center: Pos2,
        size: f32,
        color: Color32,
    },
    Picture {
        /// The whole picture.
        rect: Rect,
        /// The visible part.
        window: Rect,
        key: PictureKey,
    },
    /// Words of the program.
    Label {
        pos: Pos2,
        galley: Arc<Galley>,
        color: Color32,
    },
}

/// A text at its position.
#[derive(Debug, Clone)]
pub(super) struct PlacedText {
    /// Its top left corner.
    pub(super) pos: Pos2,
    pub(super) slice: LeafSlice,
    pub(super) set: TextLayout,
    pub(super) scroller: Option<usize>,
    /// The area in which this text is nearest to the pointer: its column or cell.
    pub(super) reach: Rect,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedCell {
    pub(super) row: usize,
    pub(super) cell: usize,
    pub(super) rect: Rect,
}

/// An area that reacts to the pointer. The numbers are indices in the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Control {
    /// Copies a code panel.
    Copy(usize),
    /// Collapses or expands.
    Fold(usize),
    /// Uncovers or covers the words of a spoiler.
    Spoiler(usize),
    /// Switches between a diagram and its source.
    Source(usize),
    /// Shows the whole of a tall picture.
    Expand(usize),
    /// Switches the wrapping of a code panel's lines.
    Wrap(usize),
    /// Opens a diagram in the lightbox.
    Diagram(usize),
    /// Opens a picture in the lightbox, or loads it.
    Image(usize),
    /// Opens a card.
    Embed(usize),
    /// A label under the title.
    Chip(usize),
}

/// A window on content that is wider than it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scroller {
    pub(super) key: ScrollKey,
    pub(super) window: Rect,
    /// Width of the content.
    pub(super) content: f32,
    /// The area of its bar, on the last piece of the panel or table.
    pub(super) bar: Option<Rect>,
}

/// The key of a scroll position, which all pieces of a panel or table share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum ScrollKey {
    Code(usize),
    Table(usize),
}

/// The area that is available for an element; its height is open.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::article) struct Slot {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) top: f32,
    /// Index of the window around it.
    pub(super) scroller: Option<usize>,
}

impl Slot {
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }
}

pub(super) struct Layouter<'a> {
    pub(super) setter: Typesetter<'a>,
    pub(super) columns: &'a mut Columns,
    /// Which collapsible parts are open.
    pub(super) open: &'a [bool],
    pub(super) scene: &'a Scene,
    pub(super) out: PieceLayout,
}

impl Layouter<'_> {
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

    /// Lays out a piece in a slot. Returns its bottom edge.
    pub(super) fn nested(&mut self, piece: &Piece, slot: Slot) -> f32 {
        let inner = indent(self.setter.flow, self.setter.metrics, piece.nest, slot);
        let first_text = self.out.texts.len();
        let bottom = match &piece.kind {
            PieceKind::Text(slice) => self.text(slice, inner),
            PieceKind::Code { panel, slice } => self.code(*panel, slice, inner),
            PieceKind::Rows { table, rows } => self.rows(*table, rows, inner),
            PieceKind::Image(image) => self.image(*image, inner),
            PieceKind::Embed(embed) => self.embed(*embed, inner),
            PieceKind::Gallery(gallery) => self.gallery(*gallery, inner),
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

/// The part of a slot inside a nest. However deep the nest, at least half of the width remains.
pub(super) fn indent(flow: &Flow, metrics: &Metrics, nest: usize, slot: Slot) -> Slot {
    let insets = flow
        .chain(nest)
        .take_while(|nest| nest.kind != NestKind::Cell)
        .map(|nest| nest.kind.inset());
    let inset = metrics.snap((insets.sum::<f32>() * metrics.em).min(slot.width / 2.0));
    Slot { left: slot.left + inset, width: slot.width - inset, ..slot }
}

/// An estimate of the height of a piece, without fonts.
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
        PieceKind::Gallery(gallery) => gallery::estimate(flow, metrics, *gallery, width),
        PieceKind::Chips => 1.9 * metrics.em,
        PieceKind::Rule => 1.0,
        PieceKind::End => 4.5 * metrics.em,
    };
    gap + body
}
