//! When automatic refreshes are looked at.
//!
//! The first time is soon after the start: a program that runs for less than an interval would
//! never refresh. Which feeds are due is asked of the library each time.

use jiff::{SignedDuration, Timestamp};

/// Time from the start to the first look.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
/// Time between two looks while the machine is offline, on battery or in a metered network.
const RESTING: SignedDuration = SignedDuration::from_mins(5);

/// Whether automatic refreshes rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    #[default]
    Off,
    /// A refresh waits for word of the machine.
    Asked,
    On,
}

#[derive(Debug, Clone, Copy)]
pub struct RefreshTimer {
    last: Timestamp,
    has_fired: bool,
}

impl RefreshTimer {
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { last: now, has_fired: false }
    }

    /// Time until the next look; not positive if it is due.
    #[must_use]
    pub fn left(&mut self, minutes: u32, rest: Rest, now: Timestamp) -> SignedDuration {
        // If the clock was set back, the timer must not wait until it is that late again.
        self.last = self.last.min(now);
        let interval = SignedDuration::from_mins(i64::from(minutes));
        let pause = match rest {
            Rest::Off | Rest::Asked if !self.has_fired => interval.min(FIRST),
            Rest::Off | Rest::Asked => interval,
            Rest::On => interval.min(RESTING),
        };
        pause.checked_sub(now.duration_since(self.last)).unwrap_or_default()
    }

    /// A look has been taken.
    pub fn fire(&mut self, now: Timestamp) {
        *self = Self { last: now, has_fired: true };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_look_is_soon_and_a_rest_is_short() {
        let start = Timestamp::UNIX_EPOCH;
        let after = |minutes| start + SignedDuration::from_mins(minutes);
        let mut timer = RefreshTimer::new(start);
        let left = |timer: &mut RefreshTimer, rest, now| timer.left(60, rest, now).as_mins();
        assert_eq!(left(&mut timer, Rest::Off, start), 1);
        timer.fire(after(1));
        assert_eq!(left(&mut timer, Rest::On, after(1)), 5);
        timer.fire(after(6));
        assert_eq!(left(&mut timer, Rest::Off, after(6)), 60);
        assert!(left(&mut timer, Rest::Off, after(70)) <= 0);
        // The clock was set back by an hour.
        timer.fire(after(100));
        assert_eq!(left(&mut timer, Rest::Off, after(40)), 60);
        assert_eq!(RefreshTimer::new(start).left(0, Rest::Off, start), SignedDuration::ZERO);
    }
}
