//! Dates and spans of time in a query.

use std::fmt;

use jiff::civil::{Date, date};
use jiff::{ToSpan as _, Zoned};

/// A day, a month or a year. As a bound it means its first moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateBound {
    first: Date,
    /// How many of year, month and day the text gave: 1 to 3.
    parts: u8,
}

impl DateBound {
    /// Reads `2026`, `2026-08` or `2026-08-01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |at: usize, digits: usize| -> Option<i16> {
            let part = parts.get(at)?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let small = |at: usize| number(at, 2).and_then(|number| i8::try_from(number).ok());
        let (year, month, day) = (
            number(0, 4)?,
            if parts.len() > 1 { small(1)? } else { 1 },
            if parts.len() > 2 { small(2)? } else { 1 },
        );
        let first = Date::new(year, month, day).ok().filter(|_| parts.len() <= 3)?;
        Some(Self { first, parts: u8::try_from(parts.len()).ok()? })
    }

    /// The first second of the date in the zone of `now`, since 1970.
    #[must_use]
    pub fn seconds(&self, now: &Zoned) -> i64 {
        // In some zones the first or last day of the calendar has no timestamp. Then nothing is
        // after the last day and nothing before the first.
        let beyond = if self.first.year() > 0 { i64::MAX } else { i64::MIN };
        self.first
            .to_zoned(now.time_zone().clone())
            .map_or(beyond, |start| start.timestamp().as_second())
    }
}

impl Default for DateBound {
    fn default() -> Self {
        Self { first: date(1970, 1, 1), parts: 3 }
    }
}

impl fmt::Display for DateBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.parts {
            1 => write!(f, "{year:04}"),
            2 => write!(f, "{year:04}-{month:02}"),
            _ => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// A number of hours, days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    count: u16,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unit {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// The letter of each unit.
const UNITS: [(char, Unit); 5] = [
    ('h', Unit::Hours),
    ('d', Unit::Days),
    ('w', Unit::Weeks),
    ('m', Unit::Months),
    ('y', Unit::Years),
];

impl Span {
    /// Reads `7d`, `2w`, `6m`, `1y`, `12h`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letter = text.chars().next_back()?.to_ascii_lowercase();
        let unit = UNITS.iter().find(|(known, _)| *known == letter).map(|(_, unit)| *unit)?;
        let digits = text.get(..text.len() - 1)?;
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = digits.parse().ok().filter(|count| is_number && (1..=9999).contains(count))?;
        Some(Self { count, unit })
    }

    /// The second that is this long before `now`, since 1970; by the calendar, so that `1m` before
    /// the 31st of March is the end of February.
    #[must_use]
    pub fn seconds_ago(&self, now: &Zoned) -> i64 {
        let count = i64::from(self.count);
        let span = match self.unit {
            Unit::Hours => count.hours(),
            Unit::Days => count.days(),
            Unit::Weeks => count.weeks(),
            Unit::Months => count.months(),
            Unit::Years => count.years(),
        };
        now.checked_sub(span).map_or(i64::MIN, |then| then.timestamp().as_second())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter =
            UNITS.iter().find(|(_, unit)| *unit == self.unit).map_or('d', |(letter, _)| *letter);
        write!(f, "{}{letter}", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Zoned {
        "2026-03-31T12:00:00[UTC]".parse().unwrap()
    }

    #[test]
    fn a_date_is_a_day_a_month_or_a_year_and_bounds_by_its_first_moment() {
        let seconds = |text: &str| DateBound::parse(text).map(|date| date.seconds(&now()));
        assert_eq!(seconds("2026-08-01"), seconds("2026-08"));
        assert_eq!(seconds("2026-01"), seconds("2026"));
        for wrong in ["", "26", "2026-13", "2026-02-30", "2026-8-1", "2026-08-01-01", "yesterday"] {
            assert_eq!(DateBound::parse(wrong), None, "{wrong}");
        }
        for text in ["2026", "2026-08", "2026-08-01"] {
            assert_eq!(DateBound::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_span_reaches_back_from_now_by_the_calendar() {
        let ago = |text: &str| {
            now().timestamp().as_second() - Span::parse(text).unwrap().seconds_ago(&now())
        };
        assert_eq!((ago("2h"), ago("7d"), ago("2w")), (7200, 7 * 86_400, 14 * 86_400));
        assert_eq!(ago("1m"), 31 * 86_400, "back to the 28th of February");
        for wrong in ["", "d", "7", "-1d", "0d", "7x", "99999d"] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }
}
