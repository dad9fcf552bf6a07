//! Until when an entry sleeps, or a feed pauses: the choices that people make, as moments.

use jiff::civil::{Date, DateTime, Weekday, time};
use jiff::{Timestamp, ToSpan as _, Zoned};

/// The hour at which entries come back in the morning.
const MORNING_HOUR: i8 = 8;
/// The hour of "tonight".
const EVENING_HOUR: i8 = 20;

/// A moment to come back at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SnoozeTime {
    /// At eight this evening; tomorrow evening if that is over.
    Tonight,
    /// Tomorrow morning.
    Tomorrow,
    /// On the morning of the next Saturday after today.
    Weekend,
    /// On the morning of the next Monday after today.
    NextWeek,
    /// On the morning of this day.
    Date(Date),
    /// At this date and time.
    DateTime(DateTime),
}

impl SnoozeTime {
    /// The choices that have a name, in the order in which they are offered.
    pub const NAMED: [Self; 4] = [Self::Tonight, Self::Tomorrow, Self::Weekend, Self::NextWeek];

    /// Reads `tonight`, `tomorrow`, `weekend`, `next week`, `2026-12-24` or `2026-12-24 18:30`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let word = text.to_ascii_lowercase().replace([' ', '_', '-'], "");
        match word.as_str() {
            "tonight" => return Some(Self::Tonight),
            "tomorrow" => return Some(Self::Tomorrow),
            "weekend" => return Some(Self::Weekend),
            "nextweek" | "week" => return Some(Self::NextWeek),
            _ => {}
        }
        if text.len() == "2026-12-24".len() {
            return text.parse().ok().map(Self::Date);
        }
        text.parse().ok().map(Self::DateTime)
    }

    /// The moment, in the time zone of `now`; `None` if it is not after now.
    #[must_use]
    pub fn after(self, now: &Zoned) -> Option<Timestamp> {
        let today = now.date();
        let wall = match self {
            Self::Tonight => {
                let evening = at(today, EVENING_HOUR);
                if now.datetime() < evening {
                    evening
                } else {
                    evening.checked_add(1.day()).ok()?
                }
            }
            Self::Tomorrow => at(today.tomorrow().ok()?, MORNING_HOUR),
            Self::Weekend => at(today.nth_weekday(1, Weekday::Saturday).ok()?, MORNING_HOUR),
            Self::NextWeek => at(today.nth_weekday(1, Weekday::Monday).ok()?, MORNING_HOUR),
            Self::Date(date) => at(date, MORNING_HOUR),
            Self::DateTime(wall) => wall,
        };
        // A wall time that daylight saving time skips is moved to after the gap.
        let moment = wall.to_zoned(now.time_zone().clone()).ok()?.timestamp();
        (moment > now.timestamp()).then_some(moment)
    }
}

fn at(date: Date, hour: i8) -> DateTime {
    date.to_datetime(time(hour, 0, 0, 0))
}

/// The sleep of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Snooze {
    /// It sleeps until then.
    Asleep(Timestamp),
    /// It came back at this time, and was not read since.
    Back(Timestamp),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, now: &str) -> Option<String> {
        let now: Zoned = now.parse().unwrap();
        let moment = SnoozeTime::parse(text)?.after(&now)?;
        Some(moment.to_zoned(now.time_zone().clone()).datetime().to_string())
    }

    /// A Friday.
    const FRIDAY: &str = "2026-11-27T14:00:00[Europe/Berlin]";

    #[test]
    fn each_choice_is_a_moment_ahead_in_the_users_zone() {
        let friday = |text: &str| moment(text, FRIDAY).unwrap();
        assert_eq!(friday("tonight"), "2026-11-27T20:00:00");
        assert_eq!(friday("tomorrow"), "2026-11-28T08:00:00");
        assert_eq!(friday("weekend"), "2026-11-28T08:00:00");
        assert_eq!(friday("Next week"), "2026-11-30T08:00:00");
        assert_eq!(friday("2026-12-24"), "2026-12-24T08:00:00");
        assert_eq!(friday("2026-12-24 18:30"), "2026-12-24T18:30:00");
    }

    #[test]
    fn this_evening_is_the_next_one_when_it_is_over() {
        let late = "2026-11-27T20:00:00[Europe/Berlin]";
        assert_eq!(moment("tonight", late).unwrap(), "2026-11-28T20:00:00");
    }

    #[test]
    fn on_a_saturday_or_monday_the_next_one_is_meant() {
        let saturday = "2026-11-28T07:00:00[Europe/Berlin]";
        assert_eq!(moment("weekend", saturday).unwrap(), "2026-12-05T08:00:00");
        let monday = "2026-11-30T07:00:00[Europe/Berlin]";
        assert_eq!(moment("next-week", monday).unwrap(), "2026-12-07T08:00:00");
    }

    #[test]
    fn the_past_and_nonsense_are_no_moments() {
        for text in ["2026-11-27", "2026-11-27 13:59", "2026-13-01", "soon", "", "20 past"] {
            assert_eq!(moment(text, FRIDAY), None, "{text}");
        }
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_after_the_gap() {
        let march = "2026-03-28T12:00:00[Europe/Berlin]";
        assert_eq!(moment("2026-03-29 02:30", march).unwrap(), "2026-03-29T03:30:00");
    }

    #[test]
    fn the_end_of_the_calendar_is_no_moment() {
        assert_eq!(moment("tomorrow", "9999-12-30T10:00:00[UTC]"), None);
    }
}
