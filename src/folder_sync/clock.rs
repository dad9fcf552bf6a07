//! The hybrid logical clock: time where clocks are right, order where they are not.

use serde::{Deserialize, Serialize};

/// Operations further ahead of this machine's time wait, in milliseconds.
pub const AHEAD_MAX_MILLIS: u64 = 24 * 60 * 60 * 1000;

const COUNTER_BITS: u32 = 16;
/// The latest time that fits, in the year 10889.
const MILLIS_MAX: u64 = (1 << (64 - COUNTER_BITS)) - 1;

/// 48 bits of milliseconds since 1970, and a counter of 16 bits.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Clock(pub u64);

impl Clock {
    /// Before every act: the clock of what a library had when it joined.
    pub const BASELINE: Self = Self(1);

    /// The first clock of a millisecond.
    #[must_use]
    pub fn at(millis: u64) -> Self {
        Self(millis.min(MILLIS_MAX) << COUNTER_BITS)
    }

    #[must_use]
    pub fn millis(self) -> u64 {
        self.0 >> COUNTER_BITS
    }

    #[must_use]
    pub fn counter(self) -> u64 {
        self.0 & ((1 << COUNTER_BITS) - 1)
    }

    /// The clock of an act at this time, after everything that this clock has seen.
    #[must_use]
    pub fn next(self, millis: u64) -> Self {
        Self::at(millis).max(Self(self.0.saturating_add(1)))
    }

    /// Whether an operation with this clock has to wait on a machine with this time.
    #[must_use]
    pub fn is_ahead(self, now_millis: u64) -> bool {
        self.millis() > now_millis.saturating_add(AHEAD_MAX_MILLIS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_never_goes_back_and_carries_into_the_time() {
        let late = Clock::at(5_000).next(5_000);
        assert!(late > Clock::at(5_000) && late.millis() == 5_000 && late.counter() == 1);
        assert!(late.next(1) > late);
        let full = Clock(Clock::at(7).0 + 0xffff);
        assert_eq!(full.next(7), Clock::at(8));
        assert_eq!(Clock::at(u64::MAX).millis(), MILLIS_MAX);
    }

    #[test]
    fn an_operation_waits_when_it_is_more_than_a_day_ahead() {
        assert!(!Clock::at(AHEAD_MAX_MILLIS + 10).is_ahead(10));
        assert!(Clock::at(AHEAD_MAX_MILLIS + 11).is_ahead(10));
    }
}
