//! Days and times in words, in the time zone that the caller passes.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit, Zoned};

use super::t;

/// `Today`, `Yesterday`, `Monday`, `6 August`, `6 August 2025`.
#[must_use]
pub fn day_words(date: Date, today: Date) -> String {
    match days_before(date, today) {
        0 => t!(date_today),
        1 => t!(date_yesterday),
        -1 => t!(date_tomorrow),
        2..=6 => weekday(date.weekday()),
        _ if date.year() == today.year() => {
            t!(date_day_month, day = date.day(), month = month(date.month()))
        }
        _ => t!(
            date_day_month_year,
            day = date.day(),
            month = month(date.month()),
            year = date.year().to_string(),
        ),
    }
}

/// For a row: the time of day for today and yesterday, else a short date: `12:28`, `Mon 12:28`,
/// `6 Aug`, `6 Aug 2025`.
#[must_use]
pub fn time_words(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (local, today) = (time.to_zoned(zone.clone()), now.to_zoned(zone.clone()).date());
    match days_before(local.date(), today) {
        0 | 1 => clock(&local),
        2..=6 => {
            t!(date_weekday_time, weekday = weekday_short(local.weekday()), time = clock(&local),)
        }
        _ if local.year() == today.year() => {
            t!(date_day_month, day = local.day(), month = month_short(local.month()))
        }
        _ => t!(
            date_day_month_year,
            day = local.day(),
            month = month_short(local.month()),
            year = local.year().to_string(),
        ),
    }
}

/// A moment ahead: `20:00` for today, `Tue 08:00` within a week, `24 December, 08:00`.
#[must_use]
pub fn until_words(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (local, today) = (time.to_zoned(zone.clone()), now.to_zoned(zone.clone()).date());
    match days_before(today, local.date()) {
        0 => clock(&local),
        1..=7 => {
            t!(date_weekday_time, weekday = weekday_short(local.weekday()), time = clock(&local))
        }
        _ => t!(date_day_time, day = day_words(local.date(), today), time = clock(&local)),
    }
}

/// The time of day: `12:28`.
#[must_use]
pub fn time_of_day_words(time: Timestamp, zone: &TimeZone) -> String {
    clock(&time.to_zoned(zone.clone()))
}

/// How long ago something was done: `just now`, `5 minutes ago`, then as [`time_words`].
#[must_use]
pub fn date_words(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let minutes =
        now.since(time).ok().and_then(|span| span.total(Unit::Minute).ok()).unwrap_or(0.0);
    if (0.0..1.0).contains(&minutes) {
        t!(date_just_now)
    } else if (1.0..2.0).contains(&minutes) {
        t!(date_minutes_ago, count = 1)
    } else if (2.0..60.0).contains(&minutes) {
        t!(date_minutes_ago, count = minutes.round_ties_even())
    } else {
        time_words(time, now, zone)
    }
}

/// A moment of the last day, to the second: `14:05:09`, `Mon 14:05:09` for yesterday.
#[must_use]
pub fn clock_words(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (local, today) = (time.to_zoned(zone.clone()), now.to_zoned(zone.clone()).date());
    let clock = t!(
        date_clock_seconds,
        hour = two_digits(local.hour()),
        minute = two_digits(local.minute()),
        second = two_digits(local.second()),
    );
    if local.date() == today {
        clock
    } else {
        t!(date_weekday_time, weekday = weekday_short(local.weekday()), time = clock)
    }
}

/// For the head of an article: `6 August 2025, 12:28`.
#[must_use]
pub fn full_date_words(time: Timestamp, zone: &TimeZone) -> String {
    let local = time.to_zoned(zone.clone());
    t!(
        date_full,
        day = local.day(),
        month = month(local.month()),
        year = local.year().to_string(),
        time = clock(&local),
    )
}

/// `November 2026`.
#[must_use]
pub fn month_words(date: Date) -> String {
    t!(date_month_year, month = month(date.month()), year = date.year().to_string())
}

/// `Nov`.
#[must_use]
pub fn month_short_words(date: Date) -> String {
    month_short(date.month())
}

/// The beginning of an hour of the day: `06:00`.
#[must_use]
pub fn hour_words(hour: usize) -> String {
    t!(date_clock, hour = format!("{hour:02}"), minute = two_digits(0))
}

/// Negative for a date after today.
fn days_before(date: Date, today: Date) -> i32 {
    date.until(today).map_or(i32::MAX, |span| span.get_days())
}

fn clock(local: &Zoned) -> String {
    t!(date_clock, hour = two_digits(local.hour()), minute = two_digits(local.minute()))
}

fn two_digits(number: i8) -> String {
    format!("{number:02}")
}

fn weekday(day: Weekday) -> String {
    match day {
        Weekday::Monday => t!(date_monday),
        Weekday::Tuesday => t!(date_tuesday),
        Weekday::Wednesday => t!(date_wednesday),
        Weekday::Thursday => t!(date_thursday),
        Weekday::Friday => t!(date_friday),
        Weekday::Saturday => t!(date_saturday),
        Weekday::Sunday => t!(date_sunday),
    }
}

fn weekday_short(day: Weekday) -> String {
    match day {
        Weekday::Monday => t!(date_monday_short),
        Weekday::Tuesday => t!(date_tuesday_short),
        Weekday::Wednesday => t!(date_wednesday_short),
        Weekday::Thursday => t!(date_thursday_short),
        Weekday::Friday => t!(date_friday_short),
        Weekday::Saturday => t!(date_saturday_short),
        Weekday::Sunday => t!(date_sunday_short),
    }
}

/// `month` counts from 1, as jiff does.
fn month(month: i8) -> String {
    match month {
        1 => t!(date_january),
        2 => t!(date_february),
        3 => t!(date_march),
        4 => t!(date_april),
        5 => t!(date_may),
        6 => t!(date_june),
        7 => t!(date_july),
        8 => t!(date_august),
        9 => t!(date_september),
        10 => t!(date_october),
        11 => t!(date_november),
        _ => t!(date_december),
    }
}

fn month_short(month: i8) -> String {
    match month {
        1 => t!(date_january_short),
        2 => t!(date_february_short),
        3 => t!(date_march_short),
        4 => t!(date_april_short),
        5 => t!(date_may_short),
        6 => t!(date_june_short),
        7 => t!(date_july_short),
        8 => t!(date_august_short),
        9 => t!(date_september_short),
        10 => t!(date_october_short),
        11 => t!(date_november_short),
        _ => t!(date_december_short),
    }
}
