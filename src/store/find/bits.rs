//! A set of entry ids as bits. Ids start at 1 and ascend, so a million entries take 125 KB.

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::store) struct IdBits(Vec<u64>);

impl IdBits {
    /// Adds an id. Ignores negative ones, which are not in the library.
    pub(in crate::store) fn insert(&mut self, id: i64) {
        let Some((word, bit)) = place(id) else { return };
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// The bits of the ids from `from` up to, but not including, `to`. Both are multiples of 64.
    pub(in crate::store) fn between(&self, from: i64, to: i64) -> &[u64] {
        let word = |id: i64| usize::try_from(id / 64).unwrap_or(0).min(self.0.len());
        self.0.get(word(from)..word(to)).unwrap_or_default()
    }

    pub(in crate::store) fn contains(&self, id: i64) -> bool {
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
    }
}
