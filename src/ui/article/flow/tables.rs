//! Tables: each cell becomes a small flow, and rows that a cell spans become one piece.

use std::ops::Range;

use crate::document::{
    Align, Block, Inline, InlineStyle, SOFT_HYPHEN, Table, TableCell, count_texts,
};

use super::super::style::Look;
use super::build::{Builder, Space};
use super::text::is_large;
use super::{CellFlow, CellWidths, Join, LeafSlice, NestKind, Piece, PieceKind, TableFlow};

/// Bold letters are wider than regular ones by about this factor. It includes a margin, because
/// widths are guessed.
const BOLD: f32 = 1.2;
/// The styles with a background of their own.
const CHIPS: InlineStyle = InlineStyle::CODE.union(InlineStyle::KEYBOARD);
/// Width of the edges of a key or of code within a line, in characters.
const CHIP: f32 = 1.3;
/// Points of a picture that count as one character.
const PICTURE: f32 = 7.0;
/// Characters that a picture in a line asks for at most.
const MAX_PICTURE: f32 = 30.0;
/// Characters of a cell that count for its width.
const MAX_LOOKED_AT: usize = 2_000;
/// Columns that are laid out. A table in a hostile page may claim millions.
pub(super) const MAX_COLUMNS: usize = 200;

impl Builder<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let outer = self.enter(NestKind::Table);
        if !table.caption.is_empty() {
            let leaf = self.leaf(&table.caption, Look::Caption, Align::Start);
            self.push_text(leaf, Space::new(1.2, 0.45));
        }
        let index = self.flow.tables.len();
        self.flow.tables.push(TableFlow::default());
        let (gap, outer_below) = (if table.caption.is_empty() { 1.15 } else { 0.45 }, self.below);
        let flow = self.rows(table);
        let groups = groups(&flow.rows);
        if let Some(slot) = self.flow.tables.get_mut(index) {
            *slot = flow;
        }
        self.below = outer_below;
        let last = groups.len().saturating_sub(1);
        for (at, rows) in groups.into_iter().enumerate() {
            let above = if at == 0 { gap } else { 0.0 };
            self.push(
                PieceKind::Rows { table: index, rows },
                Space::new(above, if at == last { 1.3 } else { 0.0 }),
            );
        }
        self.nest = outer;
    }

    fn rows(&mut self, table: &Table) -> TableFlow {
        let columns = (table.columns as usize).clamp(1, MAX_COLUMNS);
        let mut flow =
            TableFlow { columns, nest: self.nest, name: name(table), ..TableFlow::default() };
        let outer = (std::mem::take(&mut self.pieces), self.text_look);
        self.cells += 1;
        for row in &table.rows {
            let mut cells = Vec::new();
            for cell in &row.cells {
                if cell.column as usize >= columns {
                    self.skip_texts(count_texts(&cell.blocks));
                    continue;
                }
                self.next_join = Some(if cells.is_empty() { Join::Line } else { Join::Tab });
                cells.push(self.cell(cell, columns));
                flow.wishes.push(self.wish(cells.last()));
            }
            flow.rows.push(cells);
        }
        self.cells -= 1;
        (self.pieces, self.text_look) = outer;
        self.next_join = None;
        flow
    }

    fn cell(&mut self, cell: &TableCell, columns: usize) -> CellFlow {
        let outer = self.enter(NestKind::Cell);
        self.text_look = (if cell.is_header { Look::HeaderCell } else { Look::Cell }, cell.align);
        self.below = 0.0;
        self.cell_blocks(&cell.blocks);
        self.nest = outer;
        let column = cell.column as usize;
        CellFlow {
            column,
            column_span: (cell.column_span as usize).clamp(1, columns - column),
            row_span: (cell.row_span as usize).max(1),
            is_header: cell.is_header,
            pieces: std::mem::take(&mut self.pieces),
        }
    }

    /// Pictures in a cell, such as a row of icons, stand beside each other as far as there is room.
    fn cell_blocks(&mut self, blocks: &[Block]) {
        let picture = |block: &Block| match block {
            Block::Image(image) if !is_large(image) => Some(Inline::Image(image.clone())),
            _ => None,
        };
        for part in blocks.chunk_by(|one, next| picture(one).is_some() && picture(next).is_some()) {
            let pictures: Vec<Inline> = part.iter().filter_map(picture).collect();
            if pictures.len() > 1 {
                let paragraph = Block::Paragraph { anchors: Vec::new(), content: pictures };
                self.block(&paragraph);
            } else {
                self.blocks(part);
            }
        }
    }

    /// The widths that the texts and pictures of a cell ask for.
    fn wish(&self, cell: Option<&CellFlow>) -> CellWidths {
        let Some(cell) = cell else {
            return CellWidths { column: 0, span: 1, least: 0.0, most: 0.0 };
        };
        let mut wish =
            CellWidths { column: cell.column, span: cell.column_span, least: 1.0, most: 1.0 };
        for piece in &cell.pieces {
            let (least, most) = self.piece_wish(piece);
            wish.least = wish.least.max(least);
            wish.most = wish.most.max(most);
        }
        if cell.is_header {
            wish.least *= BOLD;
            wish.most *= BOLD;
        }
        wish
    }

    fn piece_wish(&self, piece: &Piece) -> (f32, f32) {
        match &piece.kind {
            PieceKind::Text(slice) | PieceKind::Code { slice, .. } => self.text_wish(slice),
            PieceKind::Image(image) => {
                let width =
                    self.flow.images.get(*image).and_then(|image| image.size.0).unwrap_or(120)
                        as f32
                        / 8.0;
                (width.min(12.0), width)
            }
            PieceKind::Embed(_) | PieceKind::Gallery(_) | PieceKind::Rows { .. } => (16.0, 40.0),
            PieceKind::Chips | PieceKind::Rule | PieceKind::End => (1.0, 1.0),
        }
    }

    fn text_wish(&self, slice: &LeafSlice) -> (f32, f32) {
        let Some(leaf) = self.flow.leaves.get(slice.leaf) else { return (1.0, 1.0) };
        let Some(text) = leaf.text.get(slice.bytes.clone()) else { return (1.0, 1.0) };
        let chips = leaf.runs.iter().filter(|run| run.style.intersects(CHIPS)).count();
        let (mut word, mut line, mut least, mut most) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
        for character in text.chars().take(MAX_LOOKED_AT) {
            let width = character_width(character);
            line = if character == '\n' { 0.0 } else { line + width };
            word =
                if character.is_whitespace() && character != '\u{a0}' { 0.0 } else { word + width };
            least = least.max(word);
            most = most.max(line);
        }
        let inside = leaf.images.iter().filter(|(byte, _)| slice.bytes.contains(byte));
        for width in inside.filter_map(|(_, image)| self.flow.images.get(*image)?.size.0) {
            let width = (width as f32 / PICTURE).min(MAX_PICTURE);
            // Its character was counted as a letter.
            (least, most) = (least.max(width), (most - character_width('\u{a0}')).max(0.0) + width);
        }
        // The backgrounds of keys and code need room, too.
        (least + CHIP * chips.min(1) as f32, most + CHIP * chips as f32)
    }
}

/// Width relative to the mean of English text. A guess is enough, since columns share the room.
fn character_width(character: char) -> f32 {
    match character {
        SOFT_HYPHEN => 0.0,
        ' ' | 'i' | 'j' | 'l' | '.' | ',' | '\'' | '|' | ':' | ';' | '!' => 0.62,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.75,
        'A'..='Z' | '0'..='9' => 1.28,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{ff00}'..='\u{ffef}' => 2.1,
        _ => 1.14,
    }
}

/// Groups of rows that belong together because a cell spans them.
fn groups(rows: &[Vec<CellFlow>]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (at, cells) in rows.iter().enumerate() {
        let reach = cells
            .iter()
            .map(|cell| at.saturating_add(cell.row_span))
            .max()
            .unwrap_or(at + 1)
            .min(rows.len());
        match groups.last_mut() {
            Some(group) if at < end => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
        end = end.max(reach);
    }
    groups
}

fn name(table: &Table) -> String {
    let words: Vec<&str> = table
        .caption
        .iter()
        .filter_map(|inline| match inline {
            Inline::Text(run) => Some(run.text.as_str()),
            Inline::Formula(_) | Inline::Image(_) | Inline::Break | Inline::Anchor(_) => None,
        })
        .collect();
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(spans: &[&[usize]]) -> Vec<Vec<CellFlow>> {
        let cell = |(column, row_span): (usize, &usize)| CellFlow {
            column,
            column_span: 1,
            row_span: *row_span,
            is_header: false,
            pieces: Vec::new(),
        };
        spans.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect()
    }

    #[test]
    fn rows_without_spans_are_pieces_of_their_own() {
        assert_eq!(groups(&rows(&[&[1, 1], &[1, 1]])), [0..1, 1..2]);
    }

    #[test]
    fn rows_that_a_cell_spans_are_one_piece() {
        assert_eq!(groups(&rows(&[&[1], &[2, 1], &[1], &[1, 3], &[1]])), [0..1, 1..3, 3..5]);
    }
}
