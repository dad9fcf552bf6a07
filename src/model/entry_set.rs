//! Sets of entries, from one to a million.
//!
//! Ids are assigned in sequence, so one bit per id is small (125 KB for a million) and a look-up
//! takes a nanosecond. The UI thread can mark a million entries within a frame.

use std::collections::BTreeSet;
use std::fmt;

use fixedbitset::FixedBitSet;

use super::EntryId;

/// Ids below this one have a bit; a full set takes 8 MB. Other ids are rare: those of previews,
/// which are negative.
const BITS: i64 = 1 << 26;

/// The smallest step by which the bits grow.
const GROWTH: usize = 4096;

/// A set of entries.
#[derive(Clone, Default)]
pub struct EntrySet {
    bits: FixedBitSet,
    others: BTreeSet<EntryId>,
}

impl EntrySet {
    pub fn insert(&mut self, id: EntryId) {
        match bit(id) {
            Some(bit) if bit < self.bits.len() => self.bits.insert(bit),
            bit => self.insert_beyond(id, bit),
        }
    }

    #[cold]
    fn insert_beyond(&mut self, id: EntryId, bit: Option<usize>) {
        match bit {
            Some(bit) => {
                // The next ids are likely to follow.
                self.bits.grow((bit + 1).next_multiple_of(GROWTH));
                self.bits.insert(bit);
            }
            None => drop(self.others.insert(id)),
        }
    }

    pub fn remove(&mut self, id: EntryId) {
        match bit(id) {
            Some(bit) if bit < self.bits.len() => self.bits.remove(bit),
            Some(_) => {}
            None => drop(self.others.remove(&id)),
        }
    }

    #[must_use]
    pub fn contains(&self, id: EntryId) -> bool {
        bit(id).map_or_else(|| self.others.contains(&id), |bit| self.bits.contains(bit))
    }

    /// The number of entries. Takes time proportional to the highest id.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bits.count_ones(..) + self.others.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits.is_clear() && self.others.is_empty()
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The entries, each once.
    pub fn iter(&self) -> impl Iterator<Item = EntryId> {
        self.bits
            .ones()
            .filter_map(|bit| i64::try_from(bit).ok().map(EntryId))
            .chain(self.others.iter().copied())
    }

    /// Whether all entries are in the other set.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.bits.is_subset(&other.bits) && self.others.is_subset(&other.others)
    }

    /// Whether no entry is in the other set.
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.bits.is_disjoint(&other.bits) && self.others.is_disjoint(&other.others)
    }

    /// Adds the entries of the other set.
    pub fn union_with(&mut self, other: &Self) {
        self.bits.union_with(&other.bits);
        self.others.extend(&other.others);
    }

    /// Removes the entries of the other set.
    pub fn difference_with(&mut self, other: &Self) {
        self.bits.difference_with(&other.bits);
        self.others.retain(|id| !other.others.contains(id));
    }
}

impl FromIterator<EntryId> for EntrySet {
    fn from_iter<I: IntoIterator<Item = EntryId>>(ids: I) -> Self {
        let mut set = Self::default();
        ids.into_iter().for_each(|id| set.insert(id));
        set
    }
}

impl<const N: usize> From<[EntryId; N]> for EntrySet {
    fn from(ids: [EntryId; N]) -> Self {
        ids.into_iter().collect()
    }
}

impl fmt::Debug for EntrySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl PartialEq for EntrySet {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for EntrySet {}

fn bit(id: EntryId) -> Option<usize> {
    (id.0 < BITS).then(|| usize::try_from(id.0).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = Vec<EntryId>> {
        let id = prop_oneof![
            4 => 0..200_i64,
            1 => -5..0_i64,
            1 => Just(BITS - 1),
            1 => Just(BITS),
            1 => any::<i64>(),
        ];
        prop::collection::vec(id.prop_map(EntryId), 0..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_set_does_what_a_plain_set_does(one in ids(), other in ids(), gone in ids()) {
            let mut set: EntrySet = one.iter().copied().collect();
            let mut plain: BTreeSet<EntryId> = one.iter().copied().collect();
            for (at, id) in gone.iter().enumerate() {
                if at % 3 == 0 { set.insert(*id); } else { set.remove(*id); }
                if at % 3 == 0 { plain.insert(*id); } else { plain.remove(id); }
            }
            let other_set: EntrySet = other.iter().copied().collect();
            let other_plain: BTreeSet<EntryId> = other.iter().copied().collect();
            let (mut union, mut difference) = (set.clone(), set.clone());
            union.union_with(&other_set);
            difference.difference_with(&other_set);
            let sorted = |set: &EntrySet| set.iter().collect::<BTreeSet<_>>();
            let plain_union: BTreeSet<_> = plain.union(&other_plain).copied().collect();
            prop_assert_eq!(sorted(&union), plain_union);
            let plain_difference: BTreeSet<_> = plain.difference(&other_plain).copied().collect();
            prop_assert_eq!(sorted(&difference), plain_difference);
            prop_assert_eq!(set.is_subset(&other_set), plain.is_subset(&other_plain));
            prop_assert_eq!(set.is_disjoint(&other_set), plain.is_disjoint(&other_plain));
            prop_assert!(difference.is_subset(&set) && difference.is_disjoint(&other_set));
            prop_assert!(set.is_subset(&union));
            prop_assert_eq!((set.len(), set.is_empty()), (plain.len(), plain.is_empty()));
            prop_assert_eq!(sorted(&set), plain.clone());
            for id in one.iter().chain(&other).chain(&gone) {
                prop_assert_eq!(set.contains(*id), plain.contains(id));
            }
            prop_assert_eq!(&set, &plain.into_iter().collect());
        }
    }
}
