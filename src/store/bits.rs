//! A set of entry ids as bits: ids are given out from 1 upwards, so a million entries take 125 KB.

/// A set of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct IdBits(Vec<u64>);

impl IdBits {
    /// Adds an id; the library gives out positive ones only.
    pub(super) fn insert(&mut self, id: i64) {
        let Some((word, bit)) = place(id) else { return };
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// All of them, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = i64> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            (0..64_u32).filter(move |bit| word >> bit & 1 == 1).filter_map(move |bit| i64::try_from(at * 64 + bit as usize).ok())
        })
    }

    /// Whether an id is in the set.
    pub(super) fn contains(&self, id: i64) -> bool {
        place(id).is_some_and(|(word, bit)| self.0.get(word).is_some_and(|word| word & bit != 0))
    }
}

fn place(id: i64) -> Option<(usize, u64)> {
    let id = usize::try_from(id).ok()?;
    Some((id / 64, 1 << (id % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_in_the_set_and_nothing_else() {
        let mut bits = IdBits::default();
        for id in [1, 63, 64, 1000, -5] {
            bits.insert(id);
        }
        let inside: Vec<i64> = (-10..2000).filter(|id| bits.contains(*id)).collect();
        assert_eq!(inside, [1, 63, 64, 1000]);
        assert_eq!((bits.count(), bits.iter().collect::<Vec<_>>()), (4, inside));
    }
}
