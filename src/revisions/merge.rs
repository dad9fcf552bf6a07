//! Pairs the blocks of two versions and merges them into one list.

use super::align::align;
use super::key;
use super::mark::Fate;
use super::words;
use crate::document::{Block, Document, Inline, InlineStyle, Run};

/// Two blocks of one kind are versions of each other if more of their words than this, in
/// hundredths, are the same.
const MIN_OVERLAP: usize = 50;
/// Most pairs of blocks that are compared between two blocks that stay. Beyond it, the older ones
/// count as removed and the newer ones as added.
const MAX_COMPARED: usize = 1 << 13;

/// Merges versions, and counts the words that changed.
#[derive(Debug, Default)]
pub(super) struct Merger {
    pub(super) added_words: u32,
    pub(super) removed_words: u32,
}

/// A block, list item or table row, as far as it is paired.
pub(super) trait Similar {
    /// Equal for things in which a reader sees no difference.
    fn key(&self) -> u64;
    /// Only things of one kind are paired.
    fn kind(&self) -> u8;
    /// Its words, sorted.
    fn bag(&self) -> Vec<u64>;
}

impl Similar for Block {
    fn key(&self) -> u64 {
        key::of_block(self)
    }

    fn kind(&self) -> u8 {
        key::kind(self)
    }

    fn bag(&self) -> Vec<u64> {
        key::bag(self)
    }
}

/// What happened to an element of two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome<'a, T> {
    /// The newer one.
    Same(&'a T),
    Added(&'a T),
    Removed(&'a T),
    /// The older and the newer one.
    Changed(&'a T, &'a T),
}

/// Pairs the elements of two lists.
pub(super) fn outcomes<'a, T: Similar>(old: &'a [T], new: &'a [T]) -> Vec<Outcome<'a, T>> {
    let keys = |list: &[T]| list.iter().map(Similar::key).collect::<Vec<_>>();
    let pairs = align(&keys(old), &keys(new));
    let mut found = Vec::with_capacity(old.len().max(new.len()));
    let (mut from, mut to) = (0, 0);
    let end = Some((old.len(), new.len()));
    for (at, other) in pairs.into_iter().chain(end) {
        let before = old.get(from..at).unwrap_or_default();
        let after = new.get(to..other).unwrap_or_default();
        pair_similar(before, after, &mut found);
        found.extend(new.get(other).map(Outcome::Same));
        (from, to) = (at + 1, other + 1);
    }
    found
}

/// Pairs elements of a stretch in which no two are equal.
fn pair_similar<'a, T: Similar>(old: &'a [T], new: &'a [T], found: &mut Vec<Outcome<'a, T>>) {
    let (mut from, mut to) = (0, 0);
    for (at, other) in likest(old, new).into_iter().chain([(old.len(), new.len())]) {
        found.extend(old.get(from..at).unwrap_or_default().iter().map(Outcome::Removed));
        found.extend(new.get(to..other).unwrap_or_default().iter().map(Outcome::Added));
        if let (Some(before), Some(after)) = (old.get(at), new.get(other)) {
            found.push(Outcome::Changed(before, after));
        }
        (from, to) = (at + 1, other + 1);
    }
}

/// The pairs, in order, whose overlaps are the greatest in all.
fn likest<T: Similar>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MAX_COMPARED {
        return Vec::new();
    }
    let bags = |list: &[T]| list.iter().map(|one| (one.kind(), one.bag())).collect::<Vec<_>>();
    let (before, after) = (bags(old), bags(new));
    let likeness = |(kind, bag): &(u8, Vec<u64>), other: &(u8, Vec<u64>)| {
        if *kind == other.0 { overlap(bag, &other.1) } else { 0 }
    };
    // As in the table of `align`: cell k of row n is about the last n and the last k.
    let mut rows: Vec<Vec<usize>> = vec![vec![0; new.len() + 1]];
    let mut scores: Vec<Vec<usize>> = Vec::with_capacity(old.len());
    for one in before.iter().rev() {
        let score: Vec<usize> = after.iter().rev().map(|other| likeness(one, other)).collect();
        let mut row = vec![0];
        let mut last = 0;
        let below = rows.last().map_or(&[][..], Vec::as_slice);
        for (score, cells) in score.iter().zip(below.windows(2)) {
            let &[diagonal, down] = cells else { continue };
            let paired = if *score > 0 { diagonal + score } else { 0 };
            last = paired.max(down).max(last);
            row.push(last);
        }
        rows.push(row);
        scores.push(score);
    }
    let cell =
        |row: usize, cell: usize| rows.get(row).and_then(|row| row.get(cell)).copied().unwrap_or(0);
    let score = |row: usize, cell: usize| {
        scores.get(row - 1).and_then(|row| row.get(cell - 1)).copied().unwrap_or(0)
    };
    let (mut rest, mut cells) = (old.len(), new.len());
    let mut pairs = Vec::new();
    while rest > 0 && cells > 0 {
        let here = cell(rest, cells);
        if score(rest, cells) > 0 && here == cell(rest - 1, cells - 1) + score(rest, cells) {
            pairs.push((old.len() - rest, new.len() - cells));
            (rest, cells) = (rest - 1, cells - 1);
        } else if here == cell(rest - 1, cells) {
            rest -= 1;
        } else {
            cells -= 1;
        }
    }
    pairs
}

/// How many words of two sorted bags are the same, in hundredths; 0 up to [`MIN_OVERLAP`].
fn overlap(old: &[u64], new: &[u64]) -> usize {
    let (mut left, mut right) = (old.iter().peekable(), new.iter().peekable());
    let mut common = 0_usize;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    let share = (200 * common).checked_div(old.len() + new.len()).unwrap_or(0);
    if share > MIN_OVERLAP { share } else { 0 }
}

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
                Outcome::Changed(before, after) => match self.block(before, after) {
                    Some(block) => merged.push(block),
                    None => {
                        merged.push(self.mark(before, Fate::Removed));
                        merged.push(self.mark(after, Fate::Added));
                    }
                },
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
