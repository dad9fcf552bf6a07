//! The words and digits in dates that are not names: halves of the day, other digits, names of
//! months that have two words.

use jiff::tz::Offset;

/// Names of months in two words, and other names of the same months.
const TWO_WORDS: [(&str, &str); 8] = [
    ("كانون الثاني", "يناير"),
    ("تشرين الأول", "أكتوبر"),
    ("تشرين الاول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("كانون الأول", "ديسمبر"),
    ("كانون الاول", "ديسمبر"),
    ("meán fómhair", "sept"),
    ("deireadh fómhair", "oct"),
];

/// Words for the halves of the day, which stand before the time.
const HALVES: [(&str, Half); 8] = [
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("sáng", Half::Morning),
    ("chiều", Half::Afternoon),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// The text with digits of ASCII and with one word for each month.
pub(super) fn plain(lower: &str) -> String {
    let mut text: String = lower.chars().map(ascii_digit).collect();
    for (two, one) in TWO_WORDS {
        if text.contains(two) {
            text = text.replace(two, one);
        }
    }
    text
}

/// The text with colons in a time that has points (`14.05.00`). The time must stand after the year,
/// or it is a date.
pub(super) fn with_colons(text: String) -> String {
    let is_number = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |word: &str| {
        let mut parts = word.split('.');
        parts.by_ref().take(3).filter(|part| !part.is_empty() && is_number(part)).count() == 3
            && parts.next().is_none()
    };
    let has_year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4);
    if text.contains(':') {
        return text;
    }
    let mut words = text.split(' ');
    let found = words.find(|word| is_time(word));
    match found.and_then(|word| text.split_once(word).map(|(before, _)| (word, before))) {
        Some((word, before)) if has_year(before) => text.replacen(word, &word.replace('.', ":"), 1),
        _ => text,
    }
}

/// Whether a character belongs to a word. The virama of Indian scripts is no letter, but stands
/// within words.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{94d}' | '\u{9cd}' | '\u{bcd}')
}

/// The digit of ASCII for one of Arabic, Persian, Hindi, Bengali or Thai.
fn ascii_digit(c: char) -> char {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];
    zeros
        .iter()
        .find_map(|&zero| {
            let value = u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
            char::from_digit(value, 10)
        })
        .unwrap_or(c)
}

/// The zone of a date in Korean, whose writers use only one zone and do not name it.
pub(super) fn home_offset(text: &str) -> Option<Offset> {
    let is_korean = text.chars().any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    is_korean.then(|| Offset::constant(9))
}

/// The year of the common era. In Thai texts years are counted from 543 before it.
pub(super) fn common_year(year: i16, text: &str) -> i16 {
    let is_thai = || text.chars().any(|c| matches!(c, '\u{e01}'..='\u{e4e}'));
    if (2400..2700).contains(&year) && is_thai() { year - 543 } else { year }
}

/// The hour from 0 to 23, and the text after the word for the half of the day.
pub(super) fn half_of_day<'a>(hour: i8, before: &str, after: &'a str) -> (i8, &'a str) {
    let trimmed = after.trim_start();
    let rest = |word: &str| {
        trimmed.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphabetic))
    };
    if let Some(rest) = rest("pm").or_else(|| rest("p.m.")) {
        return (afternoon(hour), rest);
    }
    if let Some(rest) = rest("am").or_else(|| rest("a.m.")) {
        return (hour % 12, rest);
    }
    let half = HALVES.iter().find(|(word, _)| before.contains(word)).map(|(_, half)| *half);
    match half {
        Some(Half::Afternoon) => (afternoon(hour), after),
        Some(Half::Morning) => (hour % 12, after),
        None => (hour, after),
    }
}

fn afternoon(hour: i8) -> i8 {
    if (1..12).contains(&hour) { hour + 12 } else { hour }
}
