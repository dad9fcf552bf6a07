//! Marks everything in a block that was added or removed as a whole.

use super::code::whole as whole_code;
use super::merger::{Fate, Merger};
use super::words::all_marked;
use crate::document::{Block, Definition, Inline, List, ListItem, Run, Table, TableCell, TableRow};
use crate::i18n::t;

impl Merger {
    pub(super) fn mark_all(&mut self, blocks: &[Block], fate: Fate) -> Vec<Block> {
        blocks.iter().map(|block| self.mark(block, fate)).collect()
    }

    // Recursion is bounded by the depth of documents.
    pub(super) fn mark(&mut self, block: &Block, fate: Fate) -> Block {
        match block {
            Block::Heading { level, anchors, content } => Block::Heading {
                level: *level,
                anchors: anchors_of(anchors, fate),
                content: self.mark_line(content, fate),
            },
            Block::Paragraph { anchors, content } => Block::Paragraph {
                anchors: anchors_of(anchors, fate),
                content: self.mark_line(content, fate),
            },
            Block::List(list) => {
                let items = list.items.iter().map(|item| self.mark_item(item, fate)).collect();
                Block::List(List { items, ..list.clone() })
            }
            Block::Quote(inner) => Block::Quote(self.mark_all(inner, fate)),
            Block::Rule => Block::Rule,
            Block::DefinitionList(groups) => Block::DefinitionList(
                groups.iter().map(|group| self.mark_definition(group, fate)).collect(),
            ),
            Block::Details { summary, blocks, is_promotion, .. } => Block::Details {
                summary: self.mark_line(summary, fate),
                blocks: self.mark_all(blocks, fate),
                is_open: true,
                is_promotion: *is_promotion,
            },
            Block::Code(code) => {
                let (code, lines) = whole_code(code, fate);
                self.count_words(&lines, fate);
                Block::Code(code)
            }
            Block::Table(table) => Block::Table(Table {
                caption: self.mark_line(&table.caption, fate),
                rows: table.rows.iter().map(|row| self.mark_row(row, fate)).collect(),
                columns: table.columns,
            }),
            Block::Figure { blocks, caption, is_caption_first } => {
                let mut caption = self.mark_line(caption, fate);
                let is_alone = !caption.iter().any(|inline| matches!(inline, Inline::Text(_)));
                if is_alone {
                    caption = remark(fate);
                }
                Block::Figure {
                    blocks: blocks
                        .iter()
                        .map(|block| match block {
                            Block::Image(_) | Block::Embed(_) => block.clone(),
                            other => self.mark(other, fate),
                        })
                        .collect(),
                    caption,
                    is_caption_first: *is_caption_first,
                }
            }
            Block::Gallery(shots) => Block::Gallery(self.mark_all(shots, fate)),
            Block::Image(_) | Block::Embed(_) => Block::Figure {
                blocks: vec![block.clone()],
                caption: remark(fate),
                is_caption_first: false,
            },
        }
    }

    pub(super) fn mark_line(&mut self, line: &[Inline], fate: Fate) -> Vec<Inline> {
        let marked = all_marked(line, fate.style());
        self.added_words += marked.added_words;
        self.removed_words += marked.removed_words;
        marked.content
    }

    pub(super) fn mark_item(&mut self, item: &ListItem, fate: Fate) -> ListItem {
        ListItem {
            blocks: self.mark_all(&item.blocks, fate),
            anchors: anchors_of(&item.anchors, fate),
            ..item.clone()
        }
    }

    pub(super) fn mark_definition(&mut self, group: &Definition, fate: Fate) -> Definition {
        Definition {
            terms: group.terms.iter().map(|term| self.mark_line(term, fate)).collect(),
            meanings: group.meanings.iter().map(|meaning| self.mark_all(meaning, fate)).collect(),
        }
    }

    pub(super) fn mark_row(&mut self, row: &TableRow, fate: Fate) -> TableRow {
        TableRow { cells: row.cells.iter().map(|cell| self.mark_cell(cell, fate)).collect() }
    }

    fn mark_cell(&mut self, cell: &TableCell, fate: Fate) -> TableCell {
        TableCell { blocks: self.mark_all(&cell.blocks, fate), ..cell.clone() }
    }
}

/// The places that links point to; those of the older version are gone.
fn anchors_of(anchors: &[String], fate: Fate) -> Vec<String> {
    match fate {
        Fate::Added => anchors.to_vec(),
        Fate::Removed => Vec::new(),
    }
}

/// The caption of a picture or card without words of its own.
fn remark(fate: Fate) -> Vec<Inline> {
    let text = match fate {
        Fate::Added => t!(changes_picture_added),
        Fate::Removed => t!(changes_picture_removed),
    };
    vec![Inline::Text(Run { text, style: fate.style(), link: None, hint: None })]
}
