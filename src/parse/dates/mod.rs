//! Reads dates as feeds write them: by RFC 3339 and RFC 2822 if they follow those, otherwise word
//! by word.

mod months;
mod numbers;
#[cfg(test)]
mod tests;
mod words;
mod zones;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};

/// Longer texts are not read as dates.
const MAX_DATE_BYTES: usize = 120;

/// Valid years. Publishers write `0001` or `-0001` for "no date".
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9999;

/// Two-digit years from this one on belong to the last century.
const CENTURY_SPLIT: i16 = 69;

/// The time that a text means, in UTC if it names no zone. The first second of 1970 is no date:
/// programs write it where they have none.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    static RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_DATE_BYTES {
        return None;
    }
    let strict = if text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        // The parser takes a zone whose name it does not know as UTC, so it gets no other names.
        let has_known_zone = text.ends_with("GMT") || text.ends_with(|c: char| c.is_ascii_digit());
        has_known_zone.then(|| RFC_2822.parse_timestamp(text).ok()).flatten()
    } else {
        text.parse().ok()
    };
    strict
        .or_else(|| numbers::since_1970(text))
        .or_else(|| tolerant(text))
        .filter(|time| *time != Timestamp::UNIX_EPOCH)
        .filter(|time| YEARS.contains(&Offset::UTC.to_datetime(*time).year()))
}

fn tolerant(text: &str) -> Option<Timestamp> {
    let lower = words::plain(&text.to_lowercase());
    if let Some((moment, rest)) = numbers::compact(&lower) {
        let zone = find_zone(rest).unwrap_or(TimeZone::UTC);
        return zone.to_timestamp(moment).ok();
    }
    let lower = words::with_colons(lower);
    let (clock, rest) = take_clock(&lower);
    let day = find_day(&rest.before, &rest.after)?;
    let zone = clock
        .as_ref()
        .and_then(|_| find_zone(&rest.after))
        .or_else(|| words::home_offset(&lower).map(TimeZone::fixed))
        .unwrap_or(TimeZone::UTC);
    let clock = clock.unwrap_or_default();
    // 24:00 is the first minute of the next day.
    let (day, hour) = if clock.hour == 24 { (day.tomorrow().ok()?, 0) } else { (day, clock.hour) };
    // A time that does not exist does not cost the day.
    let time = Time::new(hour, clock.minute, clock.second.min(59), 0).unwrap_or(Time::midnight());
    zone.to_timestamp(DateTime::from_parts(day, time)).ok()
}

/// A time of day, as written.
#[derive(Debug, Default)]
struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
}

/// The text on both sides of the time of day.
#[derive(Debug, Default)]
struct ClockContext {
    before: String,
    after: String,
}

/// Finds `h:mm`, with optional seconds, fraction and half of the day. In French it is `8h30`.
fn take_clock(text: &str) -> (Option<Clock>, ClockContext) {
    for (at, _) in text.match_indices([':', 'h']) {
        let Some((before, after)) = text.get(..at).zip(text.get(at + 1..)) else { continue };
        let hour_at = before
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |last| last + before.get(last..).map_or(1, first_len));
        let Some((hour, (minute, rest))) =
            before.get(hour_at..).and_then(number).zip(leading_number(after, 2))
        else {
            continue;
        };
        let (second, rest) =
            rest.strip_prefix(':').and_then(|tail| leading_number(tail, 2)).unwrap_or((0, rest));
        let rest = rest
            .strip_prefix(['.', ','])
            .map_or(rest, |tail| tail.trim_start_matches(|c: char| c.is_ascii_digit()));
        let before = before.get(..hour_at).unwrap_or_default();
        let (hour, rest) = words::half_of_day(hour, before, rest);
        let around = ClockContext {
            before: before.trim_end_matches('t').to_owned(),
            after: rest.to_owned(),
        };
        return (Some(Clock { hour, minute, second }), around);
    }
    (None, ClockContext { before: text.to_owned(), after: String::new() })
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    (!digits.is_empty() && digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn leading_number(text: &str, digits: usize) -> Option<(i8, &str)> {
    let length = text.bytes().take(digits).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(length)?;
    Some((number.parse().ok()?, rest))
}

/// The zone, in digits or as a name, in the text after the time of day.
fn find_zone(after: &str) -> Option<TimeZone> {
    let after = after.trim_start();
    if let Some(sign_at) = after.find(['+', '-', '\u{2212}']) {
        let (name, signed) = after.split_at_checked(sign_at)?;
        // `GMT+2` and `utc -0500` are offsets; the dash of a date after the time is not.
        if name.trim().is_empty() || zones::minutes(name.trim()) == Some(0) {
            return signed_offset(signed).map(TimeZone::fixed);
        }
    }
    if let Some(zone) = zones::place(after) {
        return Some(zone);
    }
    Offset::from_seconds(zones::named(after)? * 60).ok().map(TimeZone::fixed)
}

fn signed_offset(signed: &str) -> Option<Offset> {
    let sign = if signed.starts_with('+') { 1 } else { -1 };
    let digits: String =
        signed.chars().skip(1).take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours.parse::<i32>().ok()?, minutes.parse::<i32>().unwrap_or(0)),
        None if digits.len() <= 2 => (digits.parse().ok()?, 0),
        None => {
            let number = digits.parse::<i32>().ok()?;
            (number / 100, number % 100)
        }
    };
    let seconds = hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?;
    Offset::from_seconds(sign * seconds).ok()
}

/// A piece of a date: a number with its count of digits, or a month's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Number { value: i16, digits: usize },
    Month(i8),
}

fn find_day(before: &str, after: &str) -> Option<Date> {
    if let Some(day) = compact_day(before.trim()).or_else(|| day_of_week(before.trim())) {
        return Some(day);
    }
    let mut pieces = pieces(before);
    // `Sun Jan 4 16:29:06 2004` and `Sun Jul 15 01:16:00 +0000 2012` have the year at the end.
    let late_year = after
        .split_whitespace()
        .next_back()
        .filter(|word| word.len() == 4)
        .and_then(|word| word.parse().ok());
    let has_year = pieces.iter().any(|piece| matches!(piece, Piece::Number { digits: 4, .. }));
    if let (false, Some(value)) = (has_year, late_year) {
        pieces.push(Piece::Number { value, digits: 4 });
    }
    if let [Piece::Month(_), numbers @ ..] = pieces.as_slice()
        && let [Piece::Number { .. }, Piece::Number { .. }, Piece::Number { digits: 4, .. }] =
            numbers
    {
        // `mar. 08/07/2026`: the name is that of a weekday.
        return day_from(numbers, before);
    }
    named_month(&pieces, before).or_else(|| day_from(&pieces, before))
}

/// A date with the name of its month and a year of four digits, wherever it stands: some feeds have
/// something else where the weekday belongs.
fn named_month(pieces: &[Piece], text: &str) -> Option<Date> {
    let is_whole = |three: &&[Piece]| {
        three.iter().any(|piece| matches!(piece, Piece::Month(_)))
            && three.iter().any(|piece| matches!(piece, Piece::Number { digits: 4, .. }))
    };
    pieces.windows(3).filter(is_whole).find_map(|three| day_from(three, text))
}

/// Forms of ISO 8601 without separators or without a day.
fn compact_day(text: &str) -> Option<Date> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let part =
        |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<i16>().ok());
    match text.len() {
        4 if digits => date_of(part(0..4)?, 1, 1),
        6 if digits => date_of(full_year(part(0..2)?, 2), part(2..4)?, part(4..6)?),
        8 if digits => date_of(part(0..4)?, part(4..6)?, part(6..8)?),
        7 if digits => ordinal_day(part(0..4)?, part(4..7)?),
        8 if part(0..4).is_some() && text.get(4..5) == Some("-") => {
            ordinal_day(part(0..4)?, part(5..8)?)
        }
        7 if part(0..4).is_some() && text.get(4..5) == Some("-") => {
            date_of(part(0..4)?, part(5..7)?, 1)
        }
        5 if text.starts_with('-') => date_of(full_year(part(1..3)?, 2), part(3..5)?, 1),
        _ => None,
    }
}

/// `2026-W10-2`, `2026W102`, or a week alone for its Monday (ISO 8601). The text is in lower case.
fn day_of_week(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('w')?;
    let year = year.trim_end_matches('-').parse().ok().filter(|year| YEARS.contains(year))?;
    let (week, rest) = leading_number(rest, 2)?;
    let (day, rest) = leading_number(rest.trim_start_matches('-'), 1).unwrap_or((1, rest));
    let weekday = Weekday::from_monday_one_offset(day).ok().filter(|_| rest.trim().is_empty())?;
    ISOWeekDate::new(year, week, weekday).ok().map(Date::from)
}

fn ordinal_day(year: i16, day_of_year: i16) -> Option<Date> {
    Date::new(year, 1, 1).ok()?.with().day_of_year(day_of_year).build().ok()
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                words::is_letter(c) == words::is_letter(first) && !c.is_ascii_digit()
            }
        };
        let length = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if first.is_ascii_digit() {
            let value: Option<i16> = run.parse().ok();
            let value = value.map(|value| words::common_year(value, text));
            pieces.extend(value.map(|value| Piece::Number { value, digits: run.len() }));
        } else if let Some(month) = months::month(run) {
            // French and Spanish weekdays can look like months (`mar. 10 mars`), so the last name
            // is the month.
            pieces.retain(|piece| !matches!(piece, Piece::Month(_)));
            pieces.push(Piece::Month(month));
        }
        rest = tail;
    }
    pieces
}

fn day_from(pieces: &[Piece], text: &str) -> Option<Date> {
    use Piece::{Month, Number};
    match *pieces {
        [
            Number { value: year, digits: 4 },
            Number { value: month, .. },
            Number { value: day, .. },
            ..,
        ] => date_of(year, month, day),
        [Number { value: year, digits: 4 }, Month(month), Number { value: day, .. }, ..]
        | [Number { value: day, .. }, Month(month), Number { value: year, digits: 4 }, ..]
        | [Month(month), Number { value: day, .. }, Number { value: year, digits: 4 }, ..] => {
            date_of(year, month.into(), day)
        }
        [Number { value: day, .. }, Month(month), Number { value: year, digits }, ..]
        | [Month(month), Number { value: day, .. }, Number { value: year, digits }, ..] => {
            date_of(full_year(year, digits), month.into(), day)
        }
        [Month(month), Number { value: year, digits: 4 }] => date_of(year, month.into(), 1),
        [
            Number { value: first, .. },
            Number { value: second, .. },
            Number { value: year, digits: 4 },
            ..,
        ] => day_and_month(first, second, year, text),
        [
            Number { value: first, .. },
            Number { value: second, .. },
            Number { value: third, digits },
            ..,
        ] if text.contains('-') => date_of(full_year(first, 2), second, third)
            .or_else(|| day_and_month(first, second, full_year(third, digits), text)),
        [
            Number { value: first, .. },
            Number { value: second, .. },
            Number { value: third, digits },
            ..,
        ] => day_and_month(first, second, full_year(third, digits), text),
        _ => None,
    }
}

/// Orders a day and a month. If both are possible, dates with slashes are American, those with dots
/// are not.
fn day_and_month(first: i16, second: i16, year: i16, text: &str) -> Option<Date> {
    let is_american = text.contains('/') && first <= 12;
    if is_american {
        date_of(year, first, second).or_else(|| date_of(year, second, first))
    } else {
        date_of(year, second, first)
    }
}

fn full_year(year: i16, digits: usize) -> i16 {
    match (year, digits) {
        (year, 1 | 2) if year < CENTURY_SPLIT => 2000 + year,
        (year, 1 | 2) => 1900 + year,
        (year, _) => year,
    }
}

fn date_of(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}
