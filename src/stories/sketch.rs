//! Small sketches of large sets: which part two texts have in common, and whether a text has a
//! word.

use super::hash::scrambled;

/// Bins of a [`MinHash`].
pub(super) const BINS: usize = 64;
/// Words in a [`WordSet`]'s bits.
const SET_WORDS: usize = 16;
/// Bits that each word sets.
const BITS_PER_WORD: u32 = 2;
/// How often two different values are the same in 8 bits.
const CHANCE: f32 = 1.0 / 255.0;

/// A sketch of a set of hashes, by one-permutation `MinHash`: each hash falls into a bin, and each
/// bin keeps the least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MinHash {
    /// 8 bits of the least hash of each bin; 0 is an empty bin.
    pub(super) bins: [u8; BINS],
    /// The number of different hashes, about.
    pub(super) count: u16,
}

impl MinHash {
    pub(super) fn of(hashes: impl Iterator<Item = u32>) -> Self {
        let mut least = [u64::MAX; BINS];
        let mut count = 0_u16;
        for hash in hashes {
            let hash = scrambled(u64::from(hash));
            if let Some(bin) = least.get_mut((hash % BINS as u64) as usize) {
                *bin = (*bin).min(hash >> 6);
            }
            count = count.saturating_add(1);
        }
        let bins = least.map(|least| if least == u64::MAX { 0 } else { (least % 255 + 1) as u8 });
        Self { bins, count }
    }

    /// The bins in which both sets have the same hash, less those that agree by chance.
    fn agreeing(&self, other: &Self) -> (f32, f32) {
        let (mut same, mut used) = (0.0, 0.0);
        for (one, other) in self.bins.iter().zip(&other.bins) {
            if *one != 0 || *other != 0 {
                used += 1.0;
                same += f32::from(u8::from(one == other));
            }
        }
        let real = (same - used * CHANCE) / (1.0 - CHANCE);
        (f32::max(real, 0.0), used)
    }

    /// The part of the smaller set that the larger one has, 0 to 1.
    pub(super) fn containment(&self, other: &Self) -> f32 {
        let (same, used) = self.agreeing(other);
        let (few, many) = (self.count.min(other.count), self.count.max(other.count));
        // One or two bins may agree by chance.
        if used < 1.0 || few == 0 || same < 2.5 {
            return 0.0;
        }
        let similarity = same / used;
        let (few, many) = (f32::from(few), f32::from(many));
        (similarity * (few + many) / ((1.0 + similarity) * few)).min(1.0)
    }
}

/// A set of words that may also claim words that it does not have, about one in thirty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct WordSet(pub(super) [u64; SET_WORDS]);

impl WordSet {
    pub(super) fn insert(&mut self, hash: u32) {
        for (at, bit) in places(hash) {
            if let Some(word) = self.0.get_mut(at) {
                *word |= bit;
            }
        }
    }

    pub(super) fn contains(&self, hash: u32) -> bool {
        places(hash).all(|(at, bit)| self.0.get(at).is_some_and(|word| word & bit != 0))
    }
}

fn places(hash: u32) -> impl Iterator<Item = (usize, u64)> {
    let hash = scrambled(u64::from(hash));
    (0..BITS_PER_WORD).map(move |number| {
        let part = (hash >> (20 * number)) as usize;
        (part / 64 % SET_WORDS, 1 << (part % 64))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_part_of_two_sets_is_estimated() {
        let set = |from: u32, to: u32| MinHash::of((from..to).map(|number| number * 7919));
        for (one, other, expected) in [
            (set(0, 400), set(0, 400), 1.0),
            (set(0, 400), set(200, 600), 0.5),
            (set(0, 400), set(0, 80), 1.0),
            (set(0, 400), set(400, 800), 0.0),
            (set(0, 5), set(0, 5), 1.0),
        ] {
            let found = one.containment(&other);
            assert!((found - expected).abs() < 0.22, "{found} {expected}");
        }
    }

    #[test]
    fn a_word_set_has_its_words_and_few_others() {
        let mut set = WordSet::default();
        (0..100).for_each(|word| set.insert(word * 31));
        assert!((0..100).all(|word| set.contains(word * 31)));
        let wrong = (10_000..11_000).filter(|word| set.contains(word * 31)).count();
        assert!(wrong < 80, "{wrong}");
    }
}
