//! Mirrors the layout of right-to-left pieces: markers, indents and columns move to the other side.

use egui::{Rect, Vec2, pos2};

use crate::ui::text::bidi;

use super::super::flow::{Flow, Piece, PieceKind};
use super::{Item, PieceLayout, Slot};

/// Whether the first words of a piece run from right to left.
pub(super) fn is_mirrored(flow: &Flow, piece: &Piece) -> bool {
    match &piece.kind {
        PieceKind::Text(slice) => {
            let text = flow.leaves.get(slice.leaf).map_or("", |leaf| leaf.text.as_str());
            bidi::base_level(text).is_rtl()
        }
        PieceKind::Rows { table, .. } => {
            // All rows of a table follow its first cell, or the columns would not line up.
            let first = flow
                .tables
                .get(*table)
                .and_then(|table| table.rows.first()?.first()?.pieces.first());
            first.is_some_and(|first| {
                matches!(first.kind, PieceKind::Text(_)) && is_mirrored(flow, first)
            })
        }
        // The labels stand below the title, at its side.
        PieceKind::Chips => {
            flow.leaves.first().is_some_and(|title| bidi::base_level(&title.text).is_rtl())
        }
        PieceKind::Code { .. }
        | PieceKind::Image(_)
        | PieceKind::Embed(_)
        | PieceKind::Gallery(_)
        | PieceKind::Rule
        | PieceKind::End => false,
    }
}

/// Mirrors a layout around the middle of a slot. A scrolling area stays: it starts at the left in
/// any script.
pub(super) fn mirror(layout: &mut PieceLayout, slot: Slot) {
    if !layout.scrollers.is_empty() {
        return;
    }
    layout.is_mirrored = true;
    let axis = slot.left + slot.right();
    for (item, _) in &mut layout.items {
        match item {
            Item::Fill { rect, .. } | Item::Rule { rect, .. } => *rect = turned(*rect, axis),
            Item::Picture { rect, window, .. } => {
                (*rect, *window) = (turned(*rect, axis), turned(*window, axis));
            }
            Item::Disc { center, .. } | Item::Ring { center, .. } | Item::Icon { center, .. } => {
                center.x = axis - center.x;
            }
            Item::Label { pos, galley, .. } => {
                *pos = turned(galley.rect.translate(pos.to_vec2()), axis).min
                    - galley.rect.min.to_vec2();
            }
        }
    }
    for text in &mut layout.texts {
        let reach = turned(text.reach, axis);
        text.pos += Vec2::new(reach.left() - text.reach.left(), 0.0);
        text.reach = reach;
    }
    for (_, rect, _) in &mut layout.controls {
        *rect = turned(*rect, axis);
    }
    for cell in &mut layout.cells {
        cell.rect = turned(cell.rect, axis);
    }
}

fn turned(rect: Rect, axis: f32) -> Rect {
    Rect::from_min_size(pos2(axis - rect.right(), rect.top()), rect.size())
}
