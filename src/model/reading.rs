//! Reading statistics: how many entries were opened, by day, month, hour and feed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, Zoned};

use super::ids::FeedId;

/// Days in the statistics, with today.
pub const STATISTICS_DAYS: usize = 30;
/// Months in the statistics, with the current one.
pub const STATISTICS_MONTHS: usize = 12;

/// Entries of a feed that were opened within a quarter of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The beginning of the quarter.
    pub time: Timestamp,
    /// `None` if an older version of the program did not keep it.
    pub feed_id: Option<FeedId>,
    pub entries: u32,
}

/// How many entries were opened, in the user's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadingStatistics {
    /// The first day of the counts; `None` if nothing was opened yet.
    pub since: Option<Date>,
    /// The last [`STATISTICS_DAYS`] days, the oldest first.
    pub days: Vec<(Date, u32)>,
    /// The first days of the last [`STATISTICS_MONTHS`] months, the oldest first.
    pub months: Vec<(Date, u32)>,
    /// The hours of the day, over all these months.
    pub hours: [u32; 24],
    /// The feeds with opened entries, the most read first, over all these months.
    pub feeds: Vec<(FeedId, u32)>,
    /// Feeds with entries of which none was opened.
    pub unopened: Vec<FeedId>,
}

impl ReadingStatistics {
    /// Adds up the counts of the last months. `readings` are in the order of time.
    #[must_use]
    pub fn new(readings: &[Reading], unopened: Vec<FeedId>, now: &Zoned) -> Self {
        let today = now.date();
        let mut days: BTreeMap<Date, u32> = (0..STATISTICS_DAYS)
            .filter_map(|ago| Some((today.checked_sub(i64::try_from(ago).ok()?.days()).ok()?, 0)))
            .collect();
        let this_month = today.first_of_month();
        let mut months: BTreeMap<Date, u32> = (0..STATISTICS_MONTHS)
            .filter_map(|ago| {
                Some((this_month.checked_sub(i64::try_from(ago).ok()?.months()).ok()?, 0))
            })
            .collect();
        let mut statistics = Self { unopened, ..Self::default() };
        let mut feeds: BTreeMap<FeedId, u32> = BTreeMap::new();
        for reading in readings {
            let local = reading.time.to_zoned(now.time_zone().clone());
            let Some(month) = months.get_mut(&local.date().first_of_month()) else { continue };
            *month += reading.entries;
            statistics.since.get_or_insert(local.date());
            if let Some(day) = days.get_mut(&local.date()) {
                *day += reading.entries;
            }
            let hour = usize::try_from(local.hour()).unwrap_or(0);
            if let Some(hour) = statistics.hours.get_mut(hour) {
                *hour += reading.entries;
            }
            if let Some(feed_id) = reading.feed_id {
                *feeds.entry(feed_id).or_default() += reading.entries;
            }
        }
        statistics.days = days.into_iter().collect();
        statistics.months = months.into_iter().collect();
        statistics.feeds = feeds.into_iter().collect();
        statistics.feeds.sort_by_key(|(_, entries)| std::cmp::Reverse(*entries));
        statistics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(time: &str, feed: i64, entries: u32) -> Reading {
        let feed_id = (feed > 0).then_some(FeedId(feed));
        Reading { time: time.parse().unwrap(), feed_id, entries }
    }

    fn now() -> Zoned {
        "2026-11-30T12:00:00[Asia/Kolkata]".parse().unwrap()
    }

    #[test]
    fn entries_count_at_the_day_and_hour_of_the_user() {
        // 00:15 of the next day in India.
        let readings =
            [reading("2026-11-29T18:45:00Z", 1, 2), reading("2026-11-30T03:00:00Z", 2, 1)];
        let statistics = ReadingStatistics::new(&readings, vec![FeedId(3)], &now());
        let today = now().date();
        assert_eq!(statistics.days.last(), Some(&(today, 3)));
        assert_eq!((statistics.hours[0], statistics.hours[8]), (2, 1));
        assert_eq!(statistics.since, Some(today));
        assert_eq!(statistics.feeds, [(FeedId(1), 2), (FeedId(2), 1)]);
        assert_eq!(statistics.unopened, [FeedId(3)]);
    }

    #[test]
    fn days_and_months_without_reading_are_there_too() {
        let statistics = ReadingStatistics::new(&[], Vec::new(), &now());
        assert_eq!(statistics.days.len(), STATISTICS_DAYS);
        assert_eq!(statistics.days[0].0.to_string(), "2026-11-01");
        assert_eq!(statistics.months.len(), STATISTICS_MONTHS);
        assert_eq!(statistics.months[0].0.to_string(), "2025-12-01");
        assert_eq!(statistics.since, None);
    }

    #[test]
    fn older_days_count_in_their_month_and_older_months_nowhere() {
        let readings = [
            reading("2025-11-30T12:00:00Z", 1, 100),
            reading("2026-09-05T12:00:00Z", 0, 4),
            reading("2026-10-05T12:00:00Z", 1, 8),
        ];
        let statistics = ReadingStatistics::new(&readings, Vec::new(), &now());
        let months: Vec<u32> = statistics.months.iter().map(|(_, entries)| *entries).collect();
        assert_eq!(months, [0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 8, 0]);
        assert!(statistics.days.iter().all(|(_, entries)| *entries == 0));
        assert_eq!(statistics.feeds, [(FeedId(1), 8)], "the older ones have no feed");
    }
}
