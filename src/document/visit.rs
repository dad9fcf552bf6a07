//! Walking over everything that a document says.

use super::model::{Block, Document, Inline};

impl Document {
    /// Calls a function for every inline, in reading order.
    pub fn visit_inlines(&self, call: &mut dyn FnMut(&Inline)) {
        walk(&self.blocks, &mut |part| {
            if let Part::Inline(inline) = part {
                call(inline);
            }
        });
    }

    /// Calls a function for every block, those within others included, in reading order.
    pub fn visit_blocks(&self, call: &mut dyn FnMut(&Block)) {
        walk(&self.blocks, &mut |part| {
            if let Part::Block(block) = part {
                call(block);
            }
        });
    }
}

enum Part<'a> {
    Block(&'a Block),
    Inline(&'a Inline),
}

fn line(content: &[Inline], call: &mut dyn FnMut(Part<'_>)) {
    for inline in content {
        call(Part::Inline(inline));
    }
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn walk(found: &[Block], call: &mut dyn FnMut(Part<'_>)) {
    for block in found {
        call(Part::Block(block));
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => line(content, call),
            Block::List(list) => list.items.iter().for_each(|item| walk(&item.blocks, call)),
            Block::Quote(inner) => walk(inner, call),
            Block::DefinitionList(groups) => {
                for group in groups {
                    group.terms.iter().for_each(|term| line(term, call));
                    group.meanings.iter().for_each(|meaning| walk(meaning, call));
                }
            }
            Block::Details { summary, blocks: inner, .. } => {
                line(summary, call);
                walk(inner, call);
            }
            Block::Figure { blocks: inner, caption } => {
                walk(inner, call);
                line(caption, call);
            }
            Block::Table(table) => {
                line(&table.caption, call);
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| walk(&cell.blocks, call));
            }
            Block::Rule | Block::Code(_) | Block::Image(_) | Block::Embed(_) => {}
        }
    }
}
