//! The longest common order of two lists of hashes.
//!
//! Short lists get an exact answer from a table. Longer ones are first cut at the values that occur
//! once in each (patience diff), so that the time stays close to linear. The work is counted, not
//! timed: the same lists always give the same answer.

use std::collections::HashMap;
use std::ops::Range;

/// Most cells of one table.
const MAX_CELLS: usize = 1 << 16;
/// Most cells of all tables of one comparison. Beyond it, the rest counts as changed.
const MAX_ALL_CELLS: usize = 1 << 21;

type Gap = (Range<usize>, Range<usize>);

/// The pairs of equal elements, in the order of both lists.
pub(super) fn align(old: &[u64], new: &[u64]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut cells_left = MAX_ALL_CELLS;
    let mut open: Vec<Gap> = vec![(0..old.len(), 0..new.len())];
    while let Some(gap) = open.pop() {
        let (old_gap, new_gap) = trim(old, new, gap, &mut pairs);
        let (Some(before), Some(after)) = (old.get(old_gap.clone()), new.get(new_gap.clone()))
        else {
            continue;
        };
        if before.is_empty() || after.is_empty() {
            continue;
        }
        let cells = before.len().saturating_mul(after.len());
        if cells <= MAX_CELLS.min(cells_left) {
            cells_left -= cells;
            let found = table(before, after).into_iter();
            pairs.extend(found.map(|(at, to)| (old_gap.start + at, new_gap.start + to)));
            continue;
        }
        let anchors = anchors(before, after);
        if anchors.is_empty() {
            continue;
        }
        let mut from = (old_gap.start, new_gap.start);
        for (at, to) in anchors {
            let anchor = (old_gap.start + at, new_gap.start + to);
            open.push((from.0..anchor.0, from.1..anchor.1));
            pairs.push(anchor);
            from = (anchor.0 + 1, anchor.1 + 1);
        }
        open.push((from.0..old_gap.end, from.1..new_gap.end));
    }
    pairs.sort_unstable();
    pairs
}

/// Pairs the equal elements at both ends of a gap, and returns the rest.
fn trim(old: &[u64], new: &[u64], gap: Gap, pairs: &mut Vec<(usize, usize)>) -> Gap {
    let (mut old_gap, mut new_gap) = gap;
    while !old_gap.is_empty()
        && !new_gap.is_empty()
        && old.get(old_gap.start) == new.get(new_gap.start)
    {
        pairs.push((old_gap.start, new_gap.start));
        (old_gap.start, new_gap.start) = (old_gap.start + 1, new_gap.start + 1);
    }
    while !old_gap.is_empty()
        && !new_gap.is_empty()
        && old.get(old_gap.end - 1) == new.get(new_gap.end - 1)
    {
        (old_gap.end, new_gap.end) = (old_gap.end - 1, new_gap.end - 1);
        pairs.push((old_gap.end, new_gap.end));
    }
    (old_gap, new_gap)
}

/// The values that occur once in each list, as far as they are in the same order in both.
fn anchors(old: &[u64], new: &[u64]) -> Vec<(usize, usize)> {
    let once = |list: &[u64]| {
        let mut places: HashMap<u64, Option<usize>> = HashMap::new();
        for (at, value) in list.iter().enumerate() {
            places.entry(*value).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (old_places, new_places) = (once(old), once(new));
    let mut both: Vec<(usize, usize)> = old_places
        .into_iter()
        .filter_map(|(value, at)| Some((at?, (*new_places.get(&value)?)?)))
        .collect();
    both.sort_unstable();
    rising(&both)
}

/// The longest part of `pairs` whose second numbers rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `ends[n]` is the pair with the lowest end of all rising parts with n + 1 pairs.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: &usize| pairs.get(*at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(end) < pair.1);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut found = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        found.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    found.reverse();
    found
}

/// The exact answer for short lists.
fn table(old: &[u64], new: &[u64]) -> Vec<(usize, usize)> {
    // Row n is about the last n elements of `old`, and its cell k about the last k of `new`.
    let mut rows: Vec<Vec<u16>> = vec![vec![0; new.len() + 1]];
    for value in old.iter().rev() {
        let mut row = Vec::with_capacity(new.len() + 1);
        let mut last = 0_u16;
        row.push(last);
        let below = rows.last().map_or(&[][..], Vec::as_slice);
        for (other, cells) in new.iter().rev().zip(below.windows(2)) {
            let &[diagonal, down] = cells else { continue };
            last = if value == other { diagonal.saturating_add(1) } else { down.max(last) };
            row.push(last);
        }
        rows.push(row);
    }
    let length =
        |row: usize, cell: usize| rows.get(row).and_then(|row| row.get(cell)).copied().unwrap_or(0);
    let (mut rest, mut cells) = (old.len(), new.len());
    let mut pairs = Vec::new();
    while rest > 0 && cells > 0 {
        let (at, to) = (old.len() - rest, new.len() - cells);
        if old.get(at) == new.get(to) {
            pairs.push((at, to));
            (rest, cells) = (rest - 1, cells - 1);
        } else if length(rest - 1, cells) >= length(rest, cells - 1) {
            rest -= 1;
        } else {
            cells -= 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(old: &str, new: &str) -> String {
        let hashes = |text: &str| text.chars().map(|c| u64::from(u32::from(c))).collect::<Vec<_>>();
        let kept = align(&hashes(old), &hashes(new));
        kept.iter().filter_map(|(at, _)| old.chars().nth(*at)).collect()
    }

    #[test]
    fn the_longest_common_order_is_kept() {
        assert_eq!(aligned("abcd", "abxd"), "abd");
        assert_eq!(aligned("abc", "abc"), "abc");
        assert_eq!(aligned("", "abc"), "");
        assert_eq!(aligned("abcdef", "bdf"), "bdf");
        assert_eq!(aligned("xaybz", "ab"), "ab");
    }

    fn numbers(count: u64, step: u64) -> Vec<u64> {
        (0..count).map(|at| at.wrapping_mul(step) % 1_000_003).collect()
    }

    #[test]
    fn long_lists_are_cut_at_values_that_occur_once() {
        let old = numbers(20_000, 7);
        let mut new = old.clone();
        new.remove(15_000);
        new.insert(100, u64::MAX);
        let pairs = align(&old, &new);
        assert_eq!(pairs.len(), old.len() - 1);
        assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        assert!(pairs.iter().all(|(at, to)| old[*at] == new[*to]));
    }

    #[test]
    fn lists_that_would_take_too_long_count_as_changed() {
        // No value occurs once, so nothing but a table could answer.
        let old: Vec<u64> = (0..4000).map(|at| at % 3).collect();
        let new: Vec<u64> =
            (0..4000).map(|at| (at * at) % 3 + 5 * u64::from(at % 7 == 0)).collect();
        assert!(old.len() * new.len() > MAX_ALL_CELLS);
        assert!(align(&old, &new).len() <= 4000);
    }
}
