//! The heights of all pieces of an article, estimated or measured, with sums in logarithmic time (a
//! Fenwick tree).
//!
//! Sums are in `f64`: an article of 20,000 pieces is over a million points high, where `f32` has
//! steps of an eighth.

/// A list of heights with fast updates and prefix sums.
#[derive(Debug, Default, Clone)]
pub(super) struct Heights {
    heights: Vec<f32>,
    /// Indexed from 1: slot `i` holds the sum of the `i & -i` heights up to and including the
    /// `i`th.
    sums: Vec<f64>,
}

impl Heights {
    pub(super) fn new(heights: Vec<f32>) -> Self {
        let mut sums = vec![0.0; heights.len() + 1];
        for (at, height) in heights.iter().enumerate() {
            let slot = at + 1;
            let own = sums.get(slot).copied().unwrap_or(0.0) + f64::from(*height);
            if let Some(sum) = sums.get_mut(slot) {
                *sum = own;
            }
            let parent = slot + lowest_bit(slot);
            if let Some(sum) = sums.get_mut(parent) {
                *sum += own;
            }
        }
        Self { heights, sums }
    }

    pub(super) fn len(&self) -> usize {
        self.heights.len()
    }

    /// Zero beyond the end.
    pub(super) fn get(&self, at: usize) -> f32 {
        self.heights.get(at).copied().unwrap_or(0.0)
    }

    pub(super) fn set(&mut self, at: usize, height: f32) {
        let Some(old) = self.heights.get_mut(at) else { return };
        let difference = f64::from(height) - f64::from(*old);
        *old = height;
        let mut slot = at + 1;
        while let Some(sum) = self.sums.get_mut(slot) {
            *sum += difference;
            slot += lowest_bit(slot);
        }
    }

    /// The sum of the first `count` heights.
    pub(super) fn before(&self, count: usize) -> f64 {
        let mut slot = count.min(self.heights.len());
        let mut total = 0.0;
        while slot > 0 {
            total += self.sums.get(slot).copied().unwrap_or(0.0);
            slot -= lowest_bit(slot);
        }
        total
    }

    pub(super) fn total(&self) -> f64 {
        self.before(self.len())
    }

    /// The piece at a distance from the top and the distance into it. Beyond the end, the end of
    /// the last piece.
    pub(super) fn find(&self, distance: f64) -> (usize, f32) {
        let mut slot = 0;
        let mut rest = distance.max(0.0);
        let mut step = self.heights.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.sums.get(slot + step).filter(|sum| **sum <= rest) {
                rest -= sum;
                slot += step;
            }
            step /= 2;
        }
        let last = self.len().saturating_sub(1);
        if slot > last { (last, self.get(last)) } else { (slot, rest as f32) }
    }
}

fn lowest_bit(slot: usize) -> usize {
    slot & slot.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Heights {
        Heights::new(vec![10.0, 0.0, 20.0, 5.0, 7.5])
    }

    #[test]
    fn sums_are_those_of_the_list() {
        let heights = sample();
        let sums: Vec<f64> = (0..=heights.len()).map(|count| heights.before(count)).collect();
        assert_eq!(sums, [0.0, 10.0, 10.0, 30.0, 35.0, 42.5]);
    }

    #[test]
    fn a_changed_height_changes_the_sums_after_it() {
        let mut heights = sample();
        heights.set(1, 4.0);
        assert_eq!((heights.before(1), heights.before(2), heights.total()), (10.0, 14.0, 46.5));
    }

    #[test]
    fn a_distance_is_found_in_the_piece_that_covers_it() {
        let heights = sample();
        assert_eq!(heights.find(0.0), (0, 0.0));
        assert_eq!(heights.find(9.5), (0, 9.5));
        assert_eq!(heights.find(10.0), (2, 0.0));
        assert_eq!(heights.find(36.0), (4, 1.0));
    }

    #[test]
    fn a_distance_beyond_the_end_is_the_end_of_the_last_piece() {
        assert_eq!(sample().find(1e9), (4, 7.5));
    }

    #[test]
    fn many_heights_agree_with_a_plain_sum() {
        let list: Vec<f32> = (0..1000).map(|at| (at % 17) as f32).collect();
        let heights = Heights::new(list.clone());
        for count in [1, 16, 17, 255, 512, 999, 1000] {
            let plain: f64 = list.iter().take(count).map(|height| f64::from(*height)).sum();
            assert!((heights.before(count) - plain).abs() < 1e-9, "{count}");
        }
    }
}
