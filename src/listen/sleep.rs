//! The sleep timer: when playing stops by itself.

use jiff::{SignedDuration, Timestamp};

/// The times to choose from, in minutes.
pub const SLEEP_MINUTES: [u32; 5] = [5, 15, 30, 45, 60];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SleepTimer {
    Until(Timestamp),
    EndOfEpisode,
}

impl SleepTimer {
    #[must_use]
    pub fn after_minutes(minutes: u32, now: Timestamp) -> Self {
        let until = now.checked_add(SignedDuration::from_mins(i64::from(minutes)));
        Self::Until(until.unwrap_or(Timestamp::MAX))
    }

    /// Whether playing stops now.
    #[must_use]
    pub fn is_over(self, now: Timestamp) -> bool {
        match self {
            Self::Until(until) => until <= now,
            Self::EndOfEpisode => false,
        }
    }

    /// Minutes that are left, rounded up; `None` at the end of the episode.
    #[must_use]
    pub fn minutes_left(self, now: Timestamp) -> Option<u32> {
        match self {
            Self::Until(until) => {
                let secs = until.duration_since(now).as_secs().max(0).unsigned_abs();
                Some(u32::try_from(secs.div_ceil(60)).unwrap_or(u32::MAX))
            }
            Self::EndOfEpisode => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timer_is_over_after_its_minutes() {
        let now: Timestamp = "2026-11-30T20:00:00Z".parse().unwrap();
        let timer = SleepTimer::after_minutes(15, now);
        let later = |secs| now.checked_add(SignedDuration::from_secs(secs)).unwrap();
        assert!(!timer.is_over(later(899)) && timer.is_over(later(900)));
        assert_eq!(timer.minutes_left(now), Some(15));
        assert_eq!(timer.minutes_left(later(1)), Some(15));
        assert_eq!(timer.minutes_left(later(10_000)), Some(0));
        assert!(!SleepTimer::EndOfEpisode.is_over(Timestamp::MAX));
        assert_eq!(SleepTimer::EndOfEpisode.minutes_left(now), None);
    }

    #[test]
    fn a_time_beyond_the_calendar_is_its_end() {
        assert_eq!(
            SleepTimer::after_minutes(u32::MAX, Timestamp::MAX),
            SleepTimer::Until(Timestamp::MAX)
        );
    }
}
