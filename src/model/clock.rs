//! The time and the time zone, handed in at the start of the program so that tests can set both.

use std::fmt;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Tells the time in the user's time zone. Only [`Clock::system`] asks the operating system.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    zone: TimeZone,
}

impl Clock {
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static, zone: TimeZone) -> Self {
        Self { now: Arc::new(now), zone }
    }

    /// The clock and the time zone of the operating system.
    #[must_use]
    pub fn system() -> Self {
        Self::new(Timestamp::now, TimeZone::system())
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// The time now, in the user's time zone.
    #[must_use]
    pub fn zoned(&self) -> Zoned {
        self.now().to_zoned(self.zone.clone())
    }

    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The first moment of the user's day. This is not always midnight: where daylight saving time
    /// starts at midnight, the day begins at one o'clock.
    #[must_use]
    pub fn start_of_today(&self) -> Timestamp {
        let now = self.zoned();
        now.start_of_day().map_or_else(|_| now.timestamp(), |start| start.timestamp())
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("zone", &self.zone).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start_of_day(now: &str, zone: &str) -> String {
        let now: Timestamp = now.parse().unwrap();
        Clock::new(move || now, TimeZone::get(zone).unwrap()).start_of_today().to_string()
    }

    #[test]
    fn the_day_starts_at_midnight_in_the_zone_of_the_user() {
        let evening = "2026-11-23T23:59:59Z";
        assert_eq!(start_of_day(evening, "UTC"), "2026-11-23T00:00:00Z");
        assert_eq!(start_of_day(evening, "Asia/Tokyo"), "2026-11-23T15:00:00Z");
        assert_eq!(start_of_day("2026-11-24T00:00:00Z", "UTC"), "2026-11-24T00:00:00Z");
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_starts_at_the_next_hour() {
        // In Cairo, daylight saving time starts at midnight of a Friday.
        assert_eq!(start_of_day("2026-04-24T12:00:00Z", "Africa/Cairo"), "2026-04-23T22:00:00Z");
    }
}
