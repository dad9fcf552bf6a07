//! Builds a table from its rows: resolves spans to columns, and tells layout tables from tables of
//! data.

use super::figures::{gallery, is_pictures};
use super::limits::MAX_TABLE_COLUMNS;
use super::model::{Align, Block, Inline, Table, TableCell, TableRow};

/// In a table with one row and no headers, a cell with more characters is layout.
const SHORT_CELL_CHARS: usize = 40;

/// In a table without headers, a paragraph with more characters is layout.
const PROSE_CHARS: usize = 300;

/// A cell as published.
#[derive(Debug)]
pub(super) struct RawCell {
    pub(super) is_header: bool,
    pub(super) column_span: u32,
    /// 0 means the rest of the table.
    pub(super) row_span: u32,
    pub(super) align: Align,
    pub(super) blocks: Vec<Block>,
}

/// A table as published.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    pub(super) caption: Vec<Inline>,
    pub(super) rows: Vec<Vec<RawCell>>,
    /// Whether the page marks it as layout (`role=presentation`).
    pub(super) is_presentation: bool,
}

impl RawTable {
    /// One table, or the content of the cells if the table is layout.
    pub(super) fn into_blocks(mut self) -> Vec<Block> {
        self.rows.retain(|row| !row.is_empty());
        if self.rows.iter().flatten().all(|cell| cell.blocks.is_empty()) && self.caption.is_empty()
        {
            return Vec::new();
        }
        if self.shows_pictures() {
            return gallery(self.unrolled());
        }
        if self.is_layout() { self.unrolled() } else { vec![Block::Table(self.placed())] }
    }

    /// Whether the table only arranges pictures.
    fn shows_pictures(&self) -> bool {
        let mut full = self.rows.iter().flatten().filter(|cell| !cell.blocks.is_empty());
        self.caption.is_empty() && full.all(|cell| !cell.is_header && is_pictures(&cell.blocks))
    }

    fn is_layout(&self) -> bool {
        let mut cells = self.rows.iter().flatten();
        let has_headers = cells.clone().any(|cell| cell.is_header);
        if (self.is_presentation && !has_headers) || self.rows.iter().all(|row| row.len() <= 1) {
            return true;
        }
        if has_headers {
            return false;
        }
        cells.clone().any(holds_page) || (self.rows.len() == 1 && cells.any(|cell| !is_short(cell)))
    }

    fn unrolled(self) -> Vec<Block> {
        let caption = (!self.caption.is_empty())
            .then_some(Block::Paragraph { anchors: Vec::new(), content: self.caption });
        caption
            .into_iter()
            .chain(self.rows.into_iter().flatten().flat_map(|cell| cell.blocks))
            .collect()
    }

    fn placed(self) -> Table {
        let mut grid = Grid::default();
        let row_count = self.rows.len() as u32;
        // A span wider than the longest row covers columns without any cell.
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(1) as u32;
        let mut rows: Vec<TableRow> = Vec::with_capacity(self.rows.len());
        for (index, cells) in self.rows.into_iter().enumerate() {
            let index = index as u32;
            let mut row = TableRow::default();
            for mut cell in cells {
                cell.column_span = cell.column_span.clamp(1, widest.max(1));
                grid.place(cell, index, row_count - index, &mut row);
            }
            rows.push(row);
        }
        let columns = close_gaps(&mut rows);
        Table { caption: self.caption, rows, columns }
    }
}

/// Whether a cell has content that does not occur in tables of data without headers.
fn holds_page(cell: &RawCell) -> bool {
    let paragraphs =
        cell.blocks.iter().filter(|block| matches!(block, Block::Paragraph { .. })).count();
    paragraphs > 1 || cell.blocks.iter().any(is_page_part)
}

fn is_page_part(block: &Block) -> bool {
    match block {
        Block::Table(_)
        | Block::Heading { .. }
        | Block::Embed(_)
        | Block::Rule
        | Block::Figure { .. }
        | Block::Details { .. }
        | Block::Quote(_)
        | Block::Gallery(_)
        | Block::Image(_) => true,
        Block::Paragraph { content, .. } => text_chars(content) > PROSE_CHARS,
        Block::List(_) | Block::DefinitionList(_) | Block::Code(_) => false,
    }
}

fn text_chars(content: &[Inline]) -> usize {
    content
        .iter()
        .map(|item| if let Inline::Text(run) = item { run.text.chars().count() } else { 0 })
        .sum()
}

fn is_short(cell: &RawCell) -> bool {
    match cell.blocks.as_slice() {
        [] => true,
        [Block::Paragraph { content, .. }] => {
            let is_text = content.iter().all(|item| matches!(item, Inline::Text(_)));
            is_text && text_chars(content) <= SHORT_CELL_CHARS
        }
        _ => false,
    }
}

/// The columns that cells of rows above still cover.
#[derive(Default)]
struct Grid {
    /// For each column, the first row that is free again.
    free_from: Vec<u32>,
}

impl Grid {
    fn place(&mut self, cell: RawCell, row: u32, rows_left: u32, into: &mut TableRow) {
        let column = self.first_free(row);
        if column >= MAX_TABLE_COLUMNS {
            if let Some(last) = into.cells.last_mut() {
                last.blocks.extend(cell.blocks);
            }
            return;
        }
        let column_span = cell.column_span.clamp(1, MAX_TABLE_COLUMNS - column);
        let row_span =
            if cell.row_span == 0 { rows_left } else { cell.row_span.min(rows_left) }.max(1);
        let end = (column + column_span) as usize;
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        for free_from in self.free_from.iter_mut().take(end).skip(column as usize) {
            *free_from = row + row_span;
        }
        into.cells.push(TableCell {
            is_header: cell.is_header,
            column,
            column_span,
            row_span,
            align: cell.align,
            blocks: cell.blocks,
        });
    }

    fn first_free(&self, row: u32) -> u32 {
        self.free_from
            .iter()
            .position(|free_from| *free_from <= row)
            .unwrap_or(self.free_from.len()) as u32
    }
}

/// Removes columns in which no cell begins, such as those of `colspan="100"`, and returns the
/// number of columns left.
fn close_gaps(rows: &mut [TableRow]) -> u32 {
    let mut begins = vec![false; MAX_TABLE_COLUMNS as usize];
    for cell in rows.iter().flat_map(|row| &row.cells) {
        if let Some(begin) = begins.get_mut(cell.column as usize) {
            *begin = true;
        }
    }
    let mut ranks = vec![0];
    for is_begin in begins {
        ranks.push(ranks.last().copied().unwrap_or(0) + u32::from(is_begin));
    }
    let rank = |column: u32| ranks.get(column as usize).copied().unwrap_or(0);
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        let (first, end) = (rank(cell.column), rank(cell.column + cell.column_span));
        (cell.column, cell.column_span) = (first, (end - first).max(1));
    }
    rank(MAX_TABLE_COLUMNS)
}
