//! Tables are compared by rows, and rows that are alike by cells.

use super::key;
use super::merger::{Fate, Merger};
use super::outcome::{Outcome, Similar, outcomes};
use crate::document::{Block, Table, TableCell, TableRow};

impl Similar for TableRow {
    fn key(&self) -> u64 {
        let cells: Vec<Vec<u64>> =
            self.cells.iter().map(|cell| cell.blocks.iter().map(key::of_block).collect()).collect();
        key::of(&cells)
    }

    fn kind(&self) -> u8 {
        0
    }

    fn bag(&self) -> Vec<u64> {
        let mut words: Vec<u64> =
            self.cells.iter().flat_map(|cell| key::bag_of(&cell.blocks)).collect();
        words.sort_unstable();
        words
    }
}

impl Merger {
    /// Two tables as one; `None` if cells span rows or the columns are others, because a row more
    /// would then move cells to wrong places.
    pub(super) fn table(&mut self, old: &Table, new: &Table) -> Option<Table> {
        let spans = |table: &Table| {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.row_span > 1)
        };
        if old.columns != new.columns || spans(old) || spans(new) {
            return None;
        }
        let caption = self.line_or_both(&old.caption, &new.caption);
        let mut rows = Vec::with_capacity(new.rows.len());
        for outcome in outcomes(&old.rows, &new.rows) {
            match outcome {
                Outcome::Same(row) => rows.push(row.clone()),
                Outcome::Added(row) => rows.push(self.mark_row(row, Fate::Added)),
                Outcome::Removed(row) => rows.push(self.mark_row(row, Fate::Removed)),
                Outcome::Changed(before, after) if before.cells.len() == after.cells.len() => {
                    rows.push(self.row(before, after));
                }
                Outcome::Changed(before, after) => {
                    rows.push(self.mark_row(before, Fate::Removed));
                    rows.push(self.mark_row(after, Fate::Added));
                }
            }
        }
        Some(Table { caption, rows, columns: new.columns })
    }

    fn row(&mut self, old: &TableRow, new: &TableRow) -> TableRow {
        let cells = old.cells.iter().zip(&new.cells);
        let merged = cells.map(|(before, after)| TableCell {
            blocks: self.cell(&before.blocks, &after.blocks),
            ..after.clone()
        });
        TableRow { cells: merged.collect() }
    }

    /// Most cells are one line of few words, which would not be alike enough to be paired.
    fn cell(&mut self, old: &[Block], new: &[Block]) -> Vec<Block> {
        match (old, new) {
            (
                [Block::Paragraph { content: before, .. }],
                [Block::Paragraph { content: after, anchors }],
            ) => {
                let content = self.line_or_both(before, after);
                vec![Block::Paragraph { anchors: anchors.clone(), content }]
            }
            _ => self.blocks(old, new),
        }
    }
}
