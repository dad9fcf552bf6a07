//! How often a feed posts, and how long its entries stay in the river because of it. Pure: the
//! same times and clock give the same answer.

use serde::{Deserialize, Serialize};

use crate::i18n::t;

/// Only entries of this many days count.
pub const PACE_DAYS: i64 = 90;
/// Only this many of them, the newest ones, are looked at: a feed that posts more in these days
/// posts so often that more would change little.
pub const PACE_ENTRIES_MAX: usize = 33;
/// A feed with more entries than this in the river is shown as one row.
pub const BURST_OVER: usize = 3;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// An entry stays for this many gaps of its feed.
const GAPS: i64 = 3;
const STAY_MIN: i64 = 6 * HOUR;
const STAY_MAX: i64 = 30 * DAY;

/// A pace that the user set for a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    News,
    Daily,
    Essays,
    Evergreen,
}

impl Pace {
    pub const ALL: [Self; 4] = [Self::News, Self::Daily, Self::Essays, Self::Evergreen];

    fn stay_secs(self) -> i64 {
        match self {
            Self::News => STAY_MIN,
            Self::Daily => DAY,
            Self::Essays => 3 * DAY,
            Self::Evergreen => STAY_MAX,
        }
    }

    /// The name on screen, with how long entries stay.
    #[must_use]
    pub fn words(self) -> String {
        let stay = stay_words(self.stay_secs());
        match self {
            Self::News => t!(pace_news, stay = stay),
            Self::Daily => t!(pace_daily, stay = stay),
            Self::Essays => t!(pace_essays, stay = stay),
            Self::Evergreen => t!(pace_evergreen, stay = stay),
        }
    }
}

/// How long the entries of a feed stay in the river, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    pub secs: i64,
    pub reason: StayReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StayReason {
    ByHand(Pace),
    /// The median gap between its entries, in seconds.
    Gap(i64),
    /// It has fewer than two entries of the last days.
    Rare,
}

impl Stay {
    /// The stay of a feed that posted at these seconds, the newest first. `by_hand` wins.
    #[must_use]
    pub fn of(by_hand: Option<Pace>, newest_first: &[i64]) -> Self {
        if let Some(pace) = by_hand {
            return Self { secs: pace.stay_secs(), reason: StayReason::ByHand(pace) };
        }
        match median_gap(newest_first) {
            Some(gap) => Self {
                secs: gap.saturating_mul(GAPS).clamp(STAY_MIN, STAY_MAX),
                reason: StayReason::Gap(gap),
            },
            None => Self { secs: STAY_MAX, reason: StayReason::Rare },
        }
    }

    /// The part of its time that an entry still has, from 1 to 0.
    #[must_use]
    pub fn left(self, sort_secs: i64, now_secs: i64) -> f32 {
        let left = sort_secs.saturating_add(self.secs).saturating_sub(now_secs);
        (left as f32 / self.secs.max(1) as f32).clamp(0.0, 1.0)
    }

    /// Why an entry is in the river: `posts about once a month; stays 30 days`.
    #[must_use]
    pub fn words(self) -> String {
        let stay = stay_words(self.secs);
        match self.reason {
            StayReason::ByHand(_) => t!(river_why_by_hand, stay = stay),
            StayReason::Gap(gap) => t!(river_why, pace = gap_words(gap), stay = stay),
            StayReason::Rare => t!(river_why, pace = t!(pace_rare), stay = stay),
        }
    }
}

/// The median gap between times, the newest first. Entries of the same second are one: a feed
/// without dates has many of them. `None` for fewer than two times.
fn median_gap(newest_first: &[i64]) -> Option<i64> {
    let mut gaps: Vec<i64> = newest_first
        .windows(2)
        .filter_map(|two| if let &[later, earlier] = two { Some(later - earlier) } else { None })
        .filter(|gap| *gap > 0)
        .collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

fn rounded(secs: i64, unit: i64) -> i64 {
    ((secs + unit / 2) / unit).max(1)
}

/// `posts about every 3 days`.
fn gap_words(gap: i64) -> String {
    if gap < HOUR {
        t!(pace_minutes)
    } else if gap < 22 * HOUR {
        t!(pace_hours, count = rounded(gap, HOUR))
    } else if gap < 25 * DAY {
        t!(pace_days, count = rounded(gap, DAY))
    } else {
        t!(pace_months, count = rounded(gap, 30 * DAY))
    }
}

fn stay_words(secs: i64) -> String {
    if secs < 2 * DAY {
        t!(stay_hours, count = rounded(secs, HOUR))
    } else {
        t!(stay_days, count = rounded(secs, DAY))
    }
}

/// How a feed posted lately, for its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPace {
    /// Its entries of each of the last [`PACE_DAYS`] days, the oldest first.
    pub days: Vec<u32>,
    /// How long its entries stay if the user has set nothing.
    pub measured: Stay,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times this many seconds apart, the newest first.
    fn every(gap: i64, count: i64) -> Vec<i64> {
        (0..count).map(|at| 1_795_000_000 - at * gap).collect()
    }

    #[test]
    fn an_entry_stays_for_three_gaps_within_bounds() {
        for (gap, secs) in [
            (60, STAY_MIN),
            (2 * HOUR, STAY_MIN),
            (2 * HOUR + 1, STAY_MIN + 3),
            (DAY, 3 * DAY),
            (10 * DAY, STAY_MAX),
            (40 * DAY, STAY_MAX),
        ] {
            assert_eq!(Stay::of(None, &every(gap, 9)).secs, secs, "{gap}");
        }
    }

    #[test]
    fn the_gap_is_the_median_and_entries_of_one_second_are_one() {
        let mut times = every(DAY, 5);
        // A pause of a month, and three entries at once.
        times.push(times[4] - 30 * DAY);
        times.insert(0, times[0]);
        times.insert(0, times[0]);
        assert_eq!(Stay::of(None, &times).reason, StayReason::Gap(DAY));
        assert_eq!(Stay::of(None, &[5, 5, 5]).reason, StayReason::Rare);
        assert_eq!(Stay::of(None, &[]).secs, STAY_MAX);
    }

    #[test]
    fn a_pace_by_hand_wins() {
        let stays: Vec<i64> =
            Pace::ALL.iter().map(|pace| Stay::of(Some(*pace), &every(60, 9)).secs).collect();
        assert_eq!(stays, [6 * HOUR, DAY, 3 * DAY, 30 * DAY]);
    }

    #[test]
    fn the_time_that_is_left_goes_from_one_to_nothing() {
        let stay = Stay::of(Some(Pace::Daily), &[]);
        let left = |age: i64| stay.left(1_000_000, 1_000_000 + age);
        assert!((left(0) - 1.0).abs() < 1e-6 && (left(DAY / 2) - 0.5).abs() < 1e-3);
        assert!(left(DAY) <= 0.0 && left(2 * DAY) <= 0.0 && (left(-DAY) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_reason_is_told_in_words() {
        let why = |gap: i64| Stay::of(None, &every(gap, 9)).words();
        assert_eq!(why(60), "posts several times an hour; stays 6 hours");
        assert_eq!(why(HOUR), "posts about every hour; stays 6 hours");
        assert_eq!(why(5 * HOUR), "posts about every 5 hours; stays 15 hours");
        assert_eq!(why(DAY), "posts about once a day; stays 3 days");
        assert_eq!(why(7 * DAY), "posts about once a week; stays 21 days");
        assert_eq!(why(9 * DAY), "posts about every 9 days; stays 27 days");
        assert_eq!(why(30 * DAY), "posts about once a month; stays 30 days");
        assert_eq!(Stay::of(None, &[]).words(), "posts rarely; stays 30 days");
        let by_hand = Stay::of(Some(Pace::Essays), &[]).words();
        assert_eq!(by_hand, "you set how long it stays: 3 days");
    }
}
