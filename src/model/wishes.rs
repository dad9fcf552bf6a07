//! What the publisher of a feed asks of readers: how long to wait, when not to ask, and to take the
//! feed from a new address.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

/// The wishes of a publisher. The library keeps this as JSON, so fields are never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// Seconds to wait between two requests, by the feed itself (RSS `ttl`, `sy:updatePeriod`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl_secs: Option<u64>,
    /// The same by the HTTP headers of the last answer that had them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age_secs: Option<u64>,
    #[serde(skip_serializing_if = "SkippedTimes::is_none")]
    pub skipped: SkippedTimes,
    /// The new address that the feed names for itself (`itunes:new-feed-url`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_url: Option<Url>,
}

impl Wishes {
    /// The longer of the two times to wait.
    #[must_use]
    pub fn pause(&self) -> Option<Duration> {
        self.ttl_secs.max(self.max_age_secs).map(Duration::from_secs)
    }
}

/// The hours and days in which a publisher wants no requests (RSS `skipHours` and `skipDays`), in
/// Greenwich time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SkippedTimes {
    /// Bit 0 is the hour after midnight.
    hours: u32,
    /// Bit 0 is Monday.
    days: u8,
}

const ALL_HOURS: u32 = (1 << 24) - 1;
const ALL_DAYS: u8 = (1 << 7) - 1;
/// The names of days as RSS has them, and their first letters as some feeds have them.
const DAY_NAMES: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl SkippedTimes {
    /// Whether no time is skipped.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Adds an hour as feeds write it: 0 to 23; 24 is midnight as well.
    pub fn add_hour(&mut self, text: &str) {
        if let Ok(hour) = text.trim().parse::<u32>()
            && hour <= 24
        {
            self.hours |= 1 << (hour % 24);
        }
    }

    /// Adds a day by its English name.
    pub fn add_day(&mut self, text: &str) {
        let name = text.trim().to_ascii_lowercase();
        let is_named = |day: &&str| name.len() >= 3 && day.starts_with(name.as_str());
        if let Some(day) = DAY_NAMES.iter().position(is_named) {
            self.days |= 1 << day;
        }
    }

    /// The next time at or after `time` that is not skipped. A publisher who skips every hour or
    /// every day has made a mistake, so nothing is skipped then.
    #[must_use]
    pub fn after(&self, time: Timestamp) -> Timestamp {
        let is_everything = self.hours & ALL_HOURS == ALL_HOURS || self.days & ALL_DAYS == ALL_DAYS;
        if self.is_none() || is_everything {
            return time;
        }
        let mut next = time;
        // A week has every hour of every day, so one of them is free.
        for _ in 0..=7 * 24 {
            if !self.skips(next) {
                return next;
            }
            next = hour_after(next);
        }
        time
    }

    /// Whether a time is in a skipped hour or day.
    fn skips(self, time: Timestamp) -> bool {
        let there = time.to_zoned(TimeZone::UTC);
        let day = there.weekday().to_monday_zero_offset();
        self.hours >> there.hour() & 1 == 1 || self.days >> day & 1 == 1
    }
}

/// The beginning of the hour after a time.
fn hour_after(time: Timestamp) -> Timestamp {
    let into_hour = time.as_second().rem_euclid(3600);
    let rest = SignedDuration::from_secs(3600 - into_hour);
    Timestamp::from_second(time.as_second())
        .and_then(|whole| whole.checked_add(rest))
        .unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipping(hours: &[&str], days: &[&str]) -> SkippedTimes {
        let mut skipped = SkippedTimes::default();
        for hour in hours {
            skipped.add_hour(hour);
        }
        for day in days {
            skipped.add_day(day);
        }
        skipped
    }

    /// The first free time from a Monday at 22:30 on.
    fn free(skipped: SkippedTimes) -> String {
        skipped.after("2026-11-23T22:30:05.5Z".parse().unwrap()).to_string()
    }

    #[test]
    fn a_time_outside_the_skipped_ones_is_free() {
        assert_eq!(free(skipping(&[], &[])), "2026-11-23T22:30:05.5Z");
        assert_eq!(free(skipping(&["21", "23"], &["Sunday"])), "2026-11-23T22:30:05.5Z");
    }

    #[test]
    fn a_skipped_time_ends_with_its_hour_or_day() {
        assert_eq!(free(skipping(&["22"], &[])), "2026-11-23T23:00:00Z");
        assert_eq!(free(skipping(&[" 22 ", "23", "24"], &[])), "2026-11-24T01:00:00Z");
        assert_eq!(free(skipping(&[], &["Monday", "tue"])), "2026-11-25T00:00:00Z");
        assert_eq!(free(skipping(&["0"], &["MONDAY"])), "2026-11-24T01:00:00Z");
    }

    #[test]
    fn a_feed_that_skips_everything_or_nonsense_skips_nothing() {
        let hours: Vec<String> = (0..24).map(|hour| hour.to_string()).collect();
        let hours: Vec<&str> = hours.iter().map(String::as_str).collect();
        assert_eq!(free(skipping(&hours, &[])), "2026-11-23T22:30:05.5Z");
        assert_eq!(free(skipping(&[], &DAY_NAMES)), "2026-11-23T22:30:05.5Z");
        assert!(skipping(&["25", "-1", "noon"], &["Caturday", "", "m"]).is_none());
    }

    #[test]
    fn wishes_come_back_from_the_library_as_they_were() {
        let wishes = Wishes {
            ttl_secs: Some(600),
            skipped: skipping(&["3"], &["Friday"]),
            new_url: Url::parse("https://a.org/new").ok(),
            ..Wishes::default()
        };
        let json = serde_json::to_string(&wishes).unwrap();
        assert_eq!(serde_json::from_str::<Wishes>(&json).unwrap(), wishes);
        assert_eq!(serde_json::to_string(&Wishes::default()).unwrap(), "{}");
    }
}
