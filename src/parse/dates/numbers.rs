//! Dates that are one number: seconds or milliseconds since 1970, or the digits of year, month, day
//! and time without anything between them.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// Years in which twelve or fourteen digits are a date. Beyond them twelve digits are milliseconds.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2199;

/// The time that a count of seconds, milliseconds, microseconds or nanoseconds since 1970 means.
/// The number of digits tells the unit.
pub(super) fn since_1970(text: &str) -> Option<Timestamp> {
    let text = text.trim_start_matches('@');
    // Microsoft's JSON: `/Date(1783504800000+0200)/`. The zone is only for show.
    let text = text
        .strip_prefix("/Date(")
        .and_then(|rest| rest.split([')', '+', '-']).next())
        .unwrap_or(text);
    // What follows the point is less than a second, or than a millisecond.
    let whole = text.split_once('.').map_or(Some(text), |(whole, fraction)| {
        fraction.bytes().all(|byte| byte.is_ascii_digit()).then_some(whole)
    })?;
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => Timestamp::from_second(number).ok(),
        12 if compact(whole).is_some() => None,
        12 | 13 => Timestamp::from_millisecond(number).ok(),
        15 | 16 => Timestamp::from_microsecond(number).ok(),
        18 | 19 => Timestamp::from_nanosecond(number.into()).ok(),
        _ => None,
    }
}

/// A date and a time of day as digits (`20260708T1000`, `20260708100000`), and the text after them.
/// The text is in lower case.
pub(super) fn compact(text: &str) -> Option<(DateTime, &str)> {
    let (day, rest) = digits(text);
    let (day, time, rest) = match day.len() {
        8 => {
            let (time, rest) = digits(rest.strip_prefix('t')?);
            (day, time, rest)
        }
        12 | 14 => (day.get(..8)?, day.get(8..)?, rest),
        _ => return None,
    };
    if rest.starts_with(':') || !matches!(time.len(), 4 | 6) {
        return None;
    }
    let part = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let year = part(day, 0, 4).filter(|year| YEARS.contains(year))?;
    let [month, day] = [part(day, 4, 6)?, part(day, 6, 8)?].map(i8::try_from);
    let second = if time.len() == 6 { part(time, 4, 6)? } else { 0 };
    let [hour, minute, second] = [part(time, 0, 2)?, part(time, 2, 4)?, second].map(i8::try_from);
    let moment =
        DateTime::new(year, month.ok()?, day.ok()?, hour.ok()?, minute.ok()?, second.ok()?, 0);
    Some((moment.ok()?, rest))
}

fn digits(text: &str) -> (&str, &str) {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(length).unwrap_or(("", text))
}
