//! Pairs the blocks of two versions and merges them into one list.

use super::merger::{Fate, Merger};
use super::outcome::{Outcome, outcomes};
use super::{key, words};
use crate::document::{Block, Document, Inline, InlineStyle, Run};

impl Merger {
    /// The blocks of two documents as one list. Promotions are taken from the newer one.
    pub(super) fn document(&mut self, old: &Document, new: &Document) -> Vec<Block> {
        let own = |document: &Document| {
            let blocks = document.blocks.iter().filter(|block| !key::is_promotion(block));
            blocks.cloned().collect::<Vec<_>>()
        };
        let mut merged = self.blocks(&own(old), &own(new));
        merged.extend(new.blocks.iter().filter(|block| key::is_promotion(block)).cloned());
        merged
    }

    // Recursion is bounded by the depth of documents.
    pub(super) fn blocks(&mut self, old: &[Block], new: &[Block]) -> Vec<Block> {
        let mut merged = Vec::with_capacity(new.len());
        for outcome in outcomes(old, new) {
            match outcome {
                Outcome::Same(block) => merged.push(block.clone()),
                Outcome::Added(block) => merged.push(self.mark(block, Fate::Added)),
                Outcome::Removed(block) => merged.push(self.mark(block, Fate::Removed)),
                Outcome::Changed(before, after) => {
                    if let Some(block) = self.block(before, after) {
                        merged.push(block);
                    } else {
                        merged.push(self.mark(before, Fate::Removed));
                        merged.push(self.mark(after, Fate::Added));
                    }
                }
            }
        }
        merged
    }

    /// Two blocks of one kind as one; `None` if both are to be shown.
    fn block(&mut self, old: &Block, new: &Block) -> Option<Block> {
        Some(match (old, new) {
            (Block::Heading { content: old, .. }, Block::Heading { level, anchors, content }) => {
                Block::Heading {
                    level: *level,
                    anchors: anchors.clone(),
                    content: self.line(old, content)?,
                }
            }
            (Block::Paragraph { content: old, .. }, Block::Paragraph { anchors, content }) => {
                Block::Paragraph { anchors: anchors.clone(), content: self.line(old, content)? }
            }
            (Block::List(old), Block::List(new)) => Block::List(self.list(old, new)),
            (Block::Quote(old), Block::Quote(new)) => Block::Quote(self.blocks(old, new)),
            (Block::Gallery(old), Block::Gallery(new)) => Block::Gallery(self.blocks(old, new)),
            (Block::DefinitionList(old), Block::DefinitionList(new)) => {
                Block::DefinitionList(self.definitions(old, new))
            }
            (
                Block::Details { summary: old, blocks: before, .. },
                Block::Details { summary, blocks, is_promotion, .. },
            ) => Block::Details {
                summary: self.line_or_both(old, summary),
                blocks: self.blocks(before, blocks),
                // A change in a part that is closed would not be seen.
                is_open: true,
                is_promotion: *is_promotion,
            },
            (Block::Code(old), Block::Code(new)) => Block::Code(self.code(old, new)),
            (Block::Table(old), Block::Table(new)) => Block::Table(self.table(old, new)?),
            (
                Block::Figure { blocks: before, caption: old, .. },
                Block::Figure { blocks, caption, is_caption_first },
            ) if before.iter().map(key::of_block).eq(blocks.iter().map(key::of_block)) => {
                Block::Figure {
                    blocks: blocks.clone(),
                    caption: self.line_or_both(old, caption),
                    is_caption_first: *is_caption_first,
                }
            }
            _ => return None,
        })
    }

    fn line(&mut self, old: &[Inline], new: &[Inline]) -> Option<Vec<Inline>> {
        let merged = words::merge(old, new)?;
        self.added_words += merged.added_words;
        self.removed_words += merged.removed_words;
        Some(merged.content)
    }

    /// Two lines that must stay one: a caption, a term.
    pub(super) fn line_or_both(&mut self, old: &[Inline], new: &[Inline]) -> Vec<Inline> {
        if words::keys(&words::tokens(old)) == words::keys(&words::tokens(new)) {
            return new.to_vec();
        }
        if let Some(line) = self.line(old, new) {
            return line;
        }
        let mut both = self.mark_line(old, Fate::Removed);
        if !both.is_empty() {
            let style = InlineStyle::empty();
            both.push(Inline::Text(Run { text: " ".to_owned(), style, link: None, hint: None }));
        }
        both.extend(self.mark_line(new, Fate::Added));
        both
    }
}
