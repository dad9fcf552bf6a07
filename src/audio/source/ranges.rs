//! Which bytes of a file have arrived.

use std::ops::Range;

/// Parts of a file, in order, that neither overlap nor touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<Range<u64>>);

impl Ranges {
    pub(super) fn insert(&mut self, new: Range<u64>) {
        if new.is_empty() {
            return;
        }
        let begin = self.0.partition_point(|range| range.end < new.start);
        let end = self.0.partition_point(|range| range.start <= new.end);
        let merged = self
            .0
            .get(begin..end)
            .unwrap_or_default()
            .iter()
            .fold(new, |all, range| all.start.min(range.start)..all.end.max(range.end));
        self.0.splice(begin..end, [merged]);
    }

    /// The end of the part that contains this byte.
    pub(super) fn end_of_run(&self, at: u64) -> Option<u64> {
        let found = self.0.get(self.0.partition_point(|range| range.end <= at))?;
        found.contains(&at).then_some(found.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_touch_become_one() {
        let mut ranges = Ranges::default();
        for range in [10..20, 30..40, 0..5, 20..30, 3..4, 5..5] {
            ranges.insert(range);
        }
        assert_eq!(ranges, Ranges(vec![0..5, 10..40]));
        ranges.insert(5..10);
        assert_eq!(ranges.0.as_slice(), std::slice::from_ref(&(0..40)));
    }

    #[test]
    fn the_end_of_a_part_is_found_from_within_only() {
        let ranges = Ranges(vec![0..5, 10..40]);
        assert_eq!(
            [0, 4, 5, 9, 10, 39, 40].map(|at| ranges.end_of_run(at)),
            [Some(5), Some(5), None, None, Some(40), Some(40), None]
        );
    }
}
