//! Table rows: hairlines below cells, none between columns. The first column lines up with the
//! text.

use std::ops::Range;

use egui::{Rect, pos2};

use crate::ui::theme::Theme;

use super::super::flow::{CellFlow, TableFlow};
use super::super::style::Look;
use super::{Item, Layouter, PlacedCell, ScrollKey, Scroller, Slot};

/// Space left and right of a cell's words in ems.
const SIDE: f32 = 0.6;
/// Space above and below a cell's words in ems.
const ABOVE: f32 = 0.42;
/// Height of the scroll bar below a wide table, in points.
const BAR: f32 = 14.0;

/// The columns of a table.
struct Grid {
    /// Left edges of the columns, then the right edge of the last.
    edges: Vec<f32>,
}

impl Grid {
    fn range(&self, cell: &CellFlow) -> (f32, f32) {
        let edge = |at: usize| self.edges.get(at).or(self.edges.last()).copied().unwrap_or(0.0);
        (edge(cell.column), edge(cell.column + cell.column_span))
    }
}

/// Where a cell is in its table. `end_row` is one past the last row that it covers.
struct CellPosition {
    row: usize,
    cell: usize,
    end_row: usize,
}

/// The top edges of some rows, from row `first` on, and the bottom edge of the last.
struct RowEdges {
    first: usize,
    tops: Vec<f32>,
}

impl RowEdges {
    fn top(&self, row: usize) -> Option<f32> {
        self.tops.get(row.checked_sub(self.first)?).copied()
    }
}

impl Layouter<'_> {
    pub(super) fn rows(&mut self, index: usize, rows: &Range<usize>, slot: Slot) -> f32 {
        let flow = self.setter.flow;
        let Some(table) = flow.tables.get(index) else { return slot.top };
        let metrics = self.setter.metrics;
        let widths = self.columns.of(
            index,
            table,
            slot.width,
            metrics.character(Look::Cell),
            2.0 * SIDE * metrics.em,
        );
        let mut edges = vec![slot.left];
        edges.extend(widths.iter().scan(slot.left, |x, width| {
            *x += width;
            Some(metrics.snap(*x))
        }));
        let grid = Grid { edges };
        let total = grid.edges.last().copied().unwrap_or(slot.left) - slot.left;
        let is_wide = total > slot.width + 1.0 && slot.scroller.is_none();
        if !is_wide {
            return self.grid_rows(table, rows, &grid, slot);
        }
        let number = self.out.scrollers.len();
        self.out.scrollers.push(Scroller {
            key: ScrollKey::Table(index),
            window: Rect::NOTHING,
            content: total,
            bar: None,
        });
        let bottom = self.grid_rows(table, rows, &grid, Slot { scroller: Some(number), ..slot });
        let is_last = rows.end == table.rows.len();
        let window = Rect::from_min_max(pos2(slot.left, slot.top), pos2(slot.right(), bottom));
        let bar =
            Rect::from_min_max(pos2(slot.left, bottom + 2.0), pos2(slot.right(), bottom + BAR));
        if let Some(scroller) = self.out.scrollers.get_mut(number) {
            scroller.window = window;
            scroller.bar = is_last.then_some(bar);
        }
        if is_last { bottom + BAR } else { bottom }
    }

    fn grid_rows(
        &mut self,
        table: &TableFlow,
        rows: &Range<usize>,
        grid: &Grid,
        slot: Slot,
    ) -> f32 {
        if rows.start == 0
            && !table.rows.first().is_some_and(|row| row.iter().all(|cell| cell.is_header))
        {
            self.hairline(
                slot.left,
                grid.edges.last().copied().unwrap_or(slot.right()),
                slot.top,
                slot,
                false,
            );
        }
        let mut tops = vec![slot.top];
        // Cells over several rows: the row that each ends before, and how far down its words reach.
        let mut spanning: Vec<(usize, f32)> = Vec::new();
        let mut lines = Vec::new();
        for row_at in rows.clone() {
            let top = tops.last().copied().unwrap_or(slot.top);
            let mut bottom = top + 2.0 * ABOVE * self.setter.metrics.em;
            for (cell_at, cell) in table.rows.get(row_at).into_iter().flatten().enumerate() {
                let cell_bottom = self.cell(cell, grid, Slot { top, ..slot });
                let end = (row_at + cell.row_span).min(rows.end);
                if end > row_at + 1 {
                    spanning.push((end, cell_bottom));
                } else {
                    bottom = bottom.max(cell_bottom);
                }
                lines.push(CellPosition { row: row_at, cell: cell_at, end_row: end });
            }
            for (_, needed) in spanning.iter().filter(|(end, _)| *end == row_at + 1) {
                bottom = bottom.max(*needed);
            }
            tops.push(self.setter.metrics.snap(bottom));
        }
        let bottom = tops.last().copied().unwrap_or(slot.top);
        let edges = RowEdges { first: rows.start, tops };
        for position in lines {
            self.cell_line(table, &position, &edges, grid, slot);
        }
        bottom
    }

    fn cell(&mut self, cell: &CellFlow, grid: &Grid, slot: Slot) -> f32 {
        let metrics = self.setter.metrics;
        let (left, right) = grid.range(cell);
        let lead = if cell.column == 0 { 0.0 } else { metrics.snap(SIDE * metrics.em) };
        let is_last = cell.column + cell.column_span + 1 >= grid.edges.len();
        let trail = if is_last { 0.0 } else { SIDE * metrics.em };
        let width = (right - left - lead - trail).max(2.0 * metrics.em);
        let mut inner = Slot {
            left: left + lead,
            width,
            top: metrics.snap(slot.top + ABOVE * metrics.em),
            ..slot
        };
        for piece in &cell.pieces {
            inner.top += metrics.snap(piece.gap * 0.75 * metrics.em);
            inner.top = self.nested(piece, inner);
        }
        metrics.snap(inner.top + ABOVE * metrics.em)
    }

    /// The line below a cell, and the area of the cell for screen readers.
    fn cell_line(
        &mut self,
        table: &TableFlow,
        position: &CellPosition,
        edges: &RowEdges,
        grid: &Grid,
        slot: Slot,
    ) {
        let CellPosition { row, cell: cell_at, end_row } = *position;
        let Some(cells) = table.rows.get(row) else { return };
        let (Some(cell), Some(top), Some(bottom)) =
            (cells.get(cell_at), edges.top(row), edges.top(end_row))
        else {
            return;
        };
        let (left, right) = grid.range(cell);
        let is_strong = cells.iter().all(|cell| cell.is_header);
        self.hairline(left, right, bottom, slot, is_strong);
        let rect = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        self.out.cells.push(PlacedCell { row, cell: cell_at, rect });
    }

    fn hairline(&mut self, left: f32, right: f32, y: f32, slot: Slot, is_strong: bool) {
        let (metrics, theme) = (self.setter.metrics, self.setter.theme);
        let color =
            if is_strong { Theme::blend(theme.hairline, theme.ink, 0.35) } else { theme.hairline };
        let thickness = metrics.snap(1.0).max(1.0 / metrics.pixels_per_point);
        let y = metrics.snap(y);
        let rect = Rect::from_min_max(pos2(left, y - thickness), pos2(right, y));
        self.item(Item::Rule { rect, color }, slot);
    }
}
