//! Turns blocks into inlines, for places that cannot contain blocks: headings, captions, terms and
//! summaries.

use std::sync::Arc;

use super::model::{Block, Inline, InlineStyle, LinkTarget, Run};
use super::paragraphs::trimmed;

/// All words and pictures of the blocks, with a line break between blocks.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut items = Vec::new();
    push_blocks(blocks, &mut items);
    trimmed(items)
}

fn push_blocks(blocks: Vec<Block>, items: &mut Vec<Inline>) {
    for block in blocks {
        begin_line(items);
        push_block(block, items);
    }
}

fn begin_line(items: &mut Vec<Inline>) {
    if !matches!(items.last(), None | Some(Inline::Break)) {
        items.push(Inline::Break);
    }
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn push_block(block: Block, items: &mut Vec<Inline>) {
    match block {
        Block::Heading { anchors, content, .. } | Block::Paragraph { anchors, content } => {
            items.extend(anchors.into_iter().map(Inline::Anchor));
            items.extend(content);
        }
        Block::List(list) => {
            list.items.into_iter().for_each(|item| push_blocks(item.blocks, items));
        }
        Block::Quote(blocks) | Block::Gallery(blocks) => push_blocks(blocks, items),
        Block::Rule => {}
        Block::DefinitionList(groups) => {
            for group in groups {
                group.terms.into_iter().for_each(|term| push_line(term, items));
                group.meanings.into_iter().for_each(|meaning| push_blocks(meaning, items));
            }
        }
        Block::Details { summary, blocks, .. } => {
            items.extend(summary);
            push_blocks(blocks, items);
        }
        Block::Code(code) => {
            for (index, line) in code.text.lines().enumerate() {
                if index > 0 {
                    items.push(Inline::Break);
                }
                if !line.is_empty() {
                    items.push(Inline::Text(Run {
                        text: line.to_owned(),
                        style: InlineStyle::CODE,
                        link: None,
                        hint: None,
                    }));
                }
            }
        }
        Block::Table(table) => {
            items.extend(table.caption);
            table
                .rows
                .into_iter()
                .flat_map(|row| row.cells)
                .for_each(|cell| push_blocks(cell.blocks, items));
        }
        Block::Figure { blocks, caption, is_caption_first: false } => {
            push_blocks(blocks, items);
            push_line(caption, items);
        }
        Block::Figure { blocks, caption, is_caption_first: true } => {
            push_line(caption, items);
            push_blocks(blocks, items);
        }
        Block::Image(image) => items.push(Inline::Image(image)),
        Block::Embed(embed) => {
            let link = Some(Arc::new(LinkTarget::Url(embed.url)));
            items.push(Inline::Text(Run {
                text: embed.title,
                style: InlineStyle::empty(),
                link,
                hint: None,
            }));
        }
    }
}

fn push_line(line: Vec<Inline>, items: &mut Vec<Inline>) {
    if !line.is_empty() {
        begin_line(items);
        items.extend(line);
    }
}
