//! The days of a list, in the user's time zone. Their words are in `i18n`.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::i18n::{time_of_day_words, time_words};
use crate::model::ListEntry;

/// A run of list entries of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayGroup {
    /// The index of its first entry in the list.
    pub first: usize,
    pub date: Date,
}

/// The first moment of the day that `now` falls on.
#[must_use]
pub fn start_of_day(now: Timestamp, zone: &TimeZone) -> Timestamp {
    now.to_zoned(zone.clone()).start_of_day().map_or(now, |start| start.timestamp())
}

/// Splits a list that is ordered by time into days.
#[must_use]
pub fn day_groups(entries: &[ListEntry], zone: &TimeZone) -> Vec<DayGroup> {
    let mut days = Days::default();
    for entry in entries {
        days.push(entry, zone);
    }
    days.groups
}

/// Finds the days of a list while its entries come in the order of time.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// The days that have begun so far.
    pub(super) groups: Vec<DayGroup>,
    /// The last day, in seconds since 1970.
    day: Range<i64>,
    entries: usize,
}

impl Days {
    pub(super) fn push(&mut self, entry: &ListEntry, zone: &TimeZone) {
        // Lists by another order have no days, and finding them would take a while.
        if entry.rank == 0 && !self.day.contains(&entry.sort_secs) {
            let (date, day) = day_of(entry.sort_secs, zone);
            self.groups.push(DayGroup { first: self.entries, date });
            self.day = day;
        }
        self.entries += 1;
    }
}

fn day_of(secs: i64, zone: &TimeZone) -> (Date, Range<i64>) {
    let time = Timestamp::from_second(secs).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    let date = time.date();
    let start = time.start_of_day().map_or(secs, |start| start.timestamp().as_second());
    let end = date
        .tomorrow()
        .ok()
        .and_then(|next| next.to_zoned(zone.clone()).ok())
        .map_or(secs.saturating_add(1), |next| next.timestamp().as_second());
    (date, start.min(secs)..end.max(secs.saturating_add(1)))
}

/// The time of a row in words. Under a heading that names its day, only the time of day.
#[must_use]
pub fn row_time_words(
    time: Timestamp,
    heading: Option<Date>,
    now: Timestamp,
    zone: &TimeZone,
) -> String {
    if heading == Some(time.to_zoned(zone.clone()).date()) {
        time_of_day_words(time, zone)
    } else {
        time_words(time, now, zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{date_words, day_words};
    use crate::model::{EntryId, FeedId};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn entry(time: &str) -> ListEntry {
        ListEntry {
            id: EntryId(1),
            feed_id: FeedId(1),
            sort_secs: at(time).as_second(),
            rank: 0,
            is_read: false,
            is_starred: false,
        }
    }

    #[test]
    fn entries_fall_into_days_of_the_reader() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let entries = [
            entry("2026-11-23T10:00:00Z"),
            entry("2026-11-22T23:00:00Z"),
            entry("2026-11-22T21:00:00Z"),
        ];
        let groups = day_groups(&entries, &zone);
        assert_eq!(groups.iter().map(|group| group.first).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn days_have_names() {
        let today = jiff::civil::date(2026, 11, 23);
        let words = |year, month, day| day_words(jiff::civil::date(year, month, day), today);
        assert_eq!(words(2026, 11, 23), "Today");
        assert_eq!(words(2026, 11, 22), "Yesterday");
        assert_eq!(words(2026, 11, 20), "Friday");
        assert_eq!(words(2026, 8, 6), "6 August");
        assert_eq!(words(2025, 8, 6), "6 August 2025");
    }

    #[test]
    fn times_get_shorter_with_distance() {
        let now = at("2026-11-23T12:00:00Z");
        let words = |time| time_words(at(time), now, &TimeZone::UTC);
        assert_eq!(words("2026-11-23T09:05:00Z"), "09:05");
        assert_eq!(words("2026-11-19T09:05:00Z"), "Thu 09:05");
        assert_eq!(words("2026-08-06T09:05:00Z"), "6 Aug");
        assert_eq!(words("2025-08-06T09:05:00Z"), "6 Aug 2025");
    }

    #[test]
    fn a_row_under_the_heading_of_its_day_shows_no_date() {
        let now = at("2026-11-23T12:00:00Z");
        let day = jiff::civil::date;
        let words = |heading| {
            row_time_words(
                at("2025-08-06T22:05:00Z"),
                heading,
                now,
                &TimeZone::fixed(jiff::tz::offset(2)),
            )
        };
        assert_eq!(words(Some(day(2025, 8, 7))), "00:05");
        // A list is ordered by another time if the publisher's is in the future.
        assert_eq!(words(Some(day(2025, 8, 6))), "7 Aug 2025");
        assert_eq!(words(None), "7 Aug 2025");
    }

    #[test]
    fn what_was_done_a_moment_ago_is_just_now() {
        let now = at("2026-11-23T12:00:00Z");
        let words = |time| date_words(at(time), now, &TimeZone::UTC);
        assert_eq!(words("2026-11-23T11:59:40Z"), "just now");
        assert_eq!(words("2026-11-23T11:40:00Z"), "20 minutes ago");
        assert_eq!(words("2026-11-23T09:40:00Z"), "09:40");
    }
}
