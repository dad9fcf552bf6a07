//! Visits all blocks, inlines or pictures of a document in reading order.

use super::model::{Block, Document, Image, Inline};

impl Document {
    /// Calls a function for every inline, in reading order.
    pub fn visit_inlines(&self, call: &mut dyn FnMut(&Inline)) {
        walk(&self.blocks, &mut |item| {
            if let DocumentItem::Inline(inline) = item {
                call(inline);
            }
        });
    }

    /// Calls a function for every block, including those within other blocks, in reading order.
    pub fn visit_blocks(&self, call: &mut dyn FnMut(&Block)) {
        walk(&self.blocks, &mut |item| {
            if let DocumentItem::Block(block) = item {
                call(block);
            }
        });
    }

    /// Calls a function that may change each line of text: headings, paragraphs, terms, summaries.
    pub fn visit_lines_mut(&mut self, call: &mut dyn FnMut(&mut Vec<Inline>)) {
        lines(&mut self.blocks, call);
    }

    /// Calls a function that may change each picture.
    pub fn visit_images_mut(&mut self, call: &mut dyn FnMut(&mut Image)) {
        images(&mut self.blocks, call);
    }
}

fn images_in_line(content: &mut [Inline], call: &mut dyn FnMut(&mut Image)) {
    for inline in content {
        if let Inline::Image(image) = inline {
            call(image);
        }
    }
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn images(found: &mut [Block], call: &mut dyn FnMut(&mut Image)) {
    for block in found {
        match block {
            Block::Image(image) => call(image),
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => {
                images_in_line(content, call);
            }
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| images(&mut item.blocks, call));
            }
            Block::Quote(inner)
            | Block::Gallery(inner)
            | Block::Figure { blocks: inner, .. }
            | Block::Details { blocks: inner, .. } => images(inner, call),
            Block::DefinitionList(groups) => {
                groups
                    .iter_mut()
                    .flat_map(|group| &mut group.meanings)
                    .for_each(|meaning| images(meaning, call));
            }
            Block::Table(table) => {
                table
                    .rows
                    .iter_mut()
                    .flat_map(|row| &mut row.cells)
                    .for_each(|cell| images(&mut cell.blocks, call));
            }
            Block::Rule | Block::Code(_) | Block::Embed(_) => {}
        }
    }
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn lines(found: &mut [Block], call: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in found {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => call(content),
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| lines(&mut item.blocks, call));
            }
            Block::Quote(inner) | Block::Gallery(inner) => lines(inner, call),
            Block::Figure { blocks: inner, caption: line, .. }
            | Block::Details { blocks: inner, summary: line, .. } => {
                call(line);
                lines(inner, call);
            }
            Block::DefinitionList(groups) => {
                for group in groups {
                    group.terms.iter_mut().for_each(&mut *call);
                    group.meanings.iter_mut().for_each(|meaning| lines(meaning, call));
                }
            }
            Block::Table(table) => {
                table
                    .rows
                    .iter_mut()
                    .flat_map(|row| &mut row.cells)
                    .for_each(|cell| lines(&mut cell.blocks, call));
            }
            Block::Rule | Block::Code(_) | Block::Image(_) | Block::Embed(_) => {}
        }
    }
}

enum DocumentItem<'a> {
    Block(&'a Block),
    Inline(&'a Inline),
}

fn line(content: &[Inline], call: &mut dyn FnMut(DocumentItem<'_>)) {
    for inline in content {
        call(DocumentItem::Inline(inline));
    }
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn walk(found: &[Block], call: &mut dyn FnMut(DocumentItem<'_>)) {
    for block in found {
        call(DocumentItem::Block(block));
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => {
                line(content, call);
            }
            Block::List(list) => list.items.iter().for_each(|item| walk(&item.blocks, call)),
            Block::Quote(inner) | Block::Gallery(inner) => walk(inner, call),
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
            Block::Figure { blocks: inner, caption, is_caption_first } => {
                if *is_caption_first {
                    line(caption, call);
                }
                walk(inner, call);
                if !*is_caption_first {
                    line(caption, call);
                }
            }
            Block::Table(table) => {
                line(&table.caption, call);
                table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .for_each(|cell| walk(&cell.blocks, call));
            }
            Block::Rule | Block::Code(_) | Block::Image(_) | Block::Embed(_) => {}
        }
    }
}
