//! Pairs the elements of two lists: blocks, list items, table rows.

use super::align::align;
use super::key;
use crate::document::Block;

/// Two blocks of one kind are versions of each other if more of their words than this, in
/// hundredths, are the same.
const MIN_OVERLAP: usize = 50;
/// Most pairs of blocks that are compared between two blocks that stay. Beyond it, the older ones
/// count as removed and the newer ones as added.
const MAX_COMPARED: usize = 1 << 13;

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
