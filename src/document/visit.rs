//! Walking over everything that a document says.

use super::model::{Block, Document, Inline};

impl Document {
    /// Calls a function for every inline, in reading order.
    pub fn visit_inlines(&self, call: &mut dyn FnMut(&Inline)) {
        blocks(&self.blocks, call);
    }
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn blocks(found: &[Block], call: &mut dyn FnMut(&Inline)) {
    for block in found {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => content.iter().for_each(&mut *call),
            Block::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, call)),
            Block::Quote(inner) => blocks(inner, call),
            Block::DefinitionList(groups) => {
                for group in groups {
                    group.terms.iter().flatten().for_each(&mut *call);
                    group.meanings.iter().for_each(|meaning| blocks(meaning, call));
                }
            }
            Block::Details { summary, blocks: inner, .. } => {
                summary.iter().for_each(&mut *call);
                blocks(inner, call);
            }
            Block::Figure { blocks: inner, caption } => {
                blocks(inner, call);
                caption.iter().for_each(&mut *call);
            }
            Block::Table(table) => {
                table.caption.iter().for_each(&mut *call);
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| blocks(&cell.blocks, call));
            }
            Block::Rule | Block::Code(_) | Block::Image(_) | Block::Embed(_) => {}
        }
    }
}
