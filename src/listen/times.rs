//! Times in text, as people write them in the notes of an episode: `5:07`, `1:02:03`.

use std::ops::Range;
use std::time::Duration;

/// Most times that are found in one text.
const TIMES_MAX: usize = 2000;
/// Hours beyond this are no time of an episode.
const HOURS_MAX: u64 = 99;

/// A time within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMark {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    pub time: Duration,
}

/// The times in a text, in order: `m:ss`, `mm:ss`, `h:mm:ss`. Other numbers with colons, such as
/// verses, scores and addresses, are none.
#[must_use]
pub fn times_in(text: &str) -> Vec<TimeMark> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() && found.len() < TIMES_MAX {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let (end, goes_on) = end_of_number(bytes, at);
        let is_free =
            text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| {
                !c.is_alphanumeric() && !matches!(c, ':' | '.' | ',' | '/' | '-' | '\u{2212}' | '_')
                    || matches!(c, '-' | '\u{2013}' | '\u{2014}') && is_after_time(&found, text, at)
            });
        if is_free
            && !goes_on
            && let Some(time) = text.get(at..end).and_then(time)
        {
            found.push(TimeMark { at: at..end, time });
        }
        at = end;
    }
    found
}

/// Whether a dash before `at` ends a range of times, as in `1:00-2:00`.
fn is_after_time(found: &[TimeMark], text: &str, at: usize) -> bool {
    found.last().is_some_and(|last| {
        text.get(last.at.end..at).is_some_and(|between| between.chars().count() <= 1)
    })
}

/// Where digits and colons end, without colons at the end; and whether the number goes on with a
/// letter or a fraction, so that it is no time.
fn end_of_number(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut end = start;
    while bytes.get(end).is_some_and(|byte| byte.is_ascii_digit() || *byte == b':') {
        end += 1;
    }
    let goes_on = bytes.get(end).is_some_and(u8::is_ascii_alphabetic)
        || matches!(bytes.get(end), Some(b'.' | b','))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    if goes_on {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
    } else {
        while end > start && bytes.get(end - 1) == Some(&b':') {
            end -= 1;
        }
    }
    (end.max(start + 1), goes_on)
}

/// A whole text as a time.
pub(super) fn time(text: &str) -> Option<Duration> {
    let parts: Vec<&str> = text.split(':').collect();
    let is_pair = |part: &str| part.len() == 2;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] if (1..=3).contains(&minutes.len()) && is_pair(seconds) => {
            (0, number(minutes)?, number(seconds)?)
        }
        [hours, minutes, seconds]
            if (1..=2).contains(&hours.len()) && is_pair(minutes) && is_pair(seconds) =>
        {
            (number(hours)?, number(minutes)?, number(seconds)?)
        }
        _ => return None,
    };
    let is_time = seconds < 60 && (parts.len() == 2 || minutes < 60) && hours <= HOURS_MAX;
    is_time.then(|| Duration::from_secs(hours * 3600 + minutes * 60 + seconds))
}

fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, u64)> {
        times_in(text).into_iter().map(|mark| (&text[mark.at], mark.time.as_secs())).collect()
    }

    #[test]
    fn times_are_found_in_a_sentence() {
        assert_eq!(found("(0:00) Start, 5:07: more"), [("0:00", 0), ("5:07", 307)]);
        assert_eq!(found("[01:02:03] Ende"), [("01:02:03", 3723)]);
        assert_eq!(found("90:00"), [("90:00", 5400)]);
        assert_eq!(found("1:00\u{2013}2:30"), [("1:00", 60), ("2:30", 150)]);
        assert_eq!(found("\u{5d1}-5:07 \u{5d3}\u{5e7}\u{5d5}\u{5ea}"), [] as [(&str, u64); 0]);
        assert_eq!(found("\u{5d1} 5:07"), [("5:07", 307)]);
    }

    #[test]
    fn other_numbers_with_colons_are_no_times() {
        for text in [
            "5:7",
            "1:60",
            "1:02:3",
            "1:02:03:04",
            "12:345",
            "a5:07",
            "5:07pm",
            "10.5:07",
            "http://e.org:80/",
            "2026-11-30T19:05:00Z",
            "5:07.5",
            "1:99:00",
            "::",
            "5:",
            "",
        ] {
            assert_eq!(found(text), [] as [(&str, u64); 0], "{text}");
        }
    }

    #[test]
    fn no_more_times_are_found_than_the_limit() {
        assert_eq!(times_in(&"1:00 ".repeat(TIMES_MAX)).len(), TIMES_MAX);
        assert_eq!(times_in(&"1:00 ".repeat(TIMES_MAX + 1)).len(), TIMES_MAX);
        assert_eq!(found("99:59:59"), [("99:59:59", 359_999)]);
        assert!(u64::from(u32::MAX) > HOURS_MAX * 3600);
    }
}
