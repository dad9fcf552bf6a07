//! The start of the reader's day, as the window last said; counts of today need it.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Shared by the threads that count.
#[derive(Debug)]
pub(super) struct Day(AtomicI64);

impl Day {
    /// Until the window says: the day that `now` is in, in the system's time zone.
    pub(super) fn of(now: Timestamp) -> Self {
        let start =
            now.to_zoned(TimeZone::system()).start_of_day().map_or(now, |start| start.timestamp());
        Self(AtomicI64::new(start.as_second()))
    }

    pub(super) fn set(&self, today: Timestamp) {
        self.0.store(today.as_second(), Ordering::Relaxed);
    }

    pub(super) fn today(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
