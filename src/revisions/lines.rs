//! The lines of a block in reading order, whatever it is made of.

use crate::document::{Block, Code, Embed, Image, Inline};

/// A part of a block that is compared as a whole.
pub(super) enum Line<'a> {
    Inlines(&'a [Inline]),
    Code(&'a Code),
    Image(&'a Image),
    Embed(&'a Embed),
    Rule,
}

/// Calls a function for each line of a block.
// Recursion is bounded by the depth of documents.
pub(super) fn each_line<'a>(block: &'a Block, call: &mut dyn FnMut(Line<'a>)) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => {
            call(Line::Inlines(content));
        }
        Block::List(list) => {
            list.items.iter().for_each(|item| each_of(&item.blocks, call));
        }
        Block::Quote(inner) | Block::Gallery(inner) => each_of(inner, call),
        Block::Rule => call(Line::Rule),
        Block::DefinitionList(groups) => {
            for group in groups {
                group.terms.iter().for_each(|term| call(Line::Inlines(term)));
                group.meanings.iter().for_each(|meaning| each_of(meaning, call));
            }
        }
        Block::Details { summary, blocks, .. } => {
            call(Line::Inlines(summary));
            each_of(blocks, call);
        }
        Block::Code(code) => call(Line::Code(code)),
        Block::Table(table) => {
            call(Line::Inlines(&table.caption));
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| each_of(&cell.blocks, call));
        }
        Block::Figure { blocks, caption, .. } => {
            each_of(blocks, call);
            call(Line::Inlines(caption));
        }
        Block::Image(image) => call(Line::Image(image)),
        Block::Embed(embed) => call(Line::Embed(embed)),
    }
}

/// [`each_line`] for several blocks.
pub(super) fn each_of<'a>(blocks: &'a [Block], call: &mut dyn FnMut(Line<'a>)) {
    for block in blocks {
        each_line(block, call);
    }
}
