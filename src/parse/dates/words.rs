//! The words in dates: months in the languages of feeds, names of time zones, halves of the day.

use jiff::tz::Offset;

/// Beginnings of the names of months in lower case, longer ones before shorter ones.
const MONTHS: [(&str, i8); 87] = [
    ("juin", 6),
    ("juil", 7),
    ("juni", 6),
    ("juli", 7),
    ("jul", 7),
    ("jun", 6),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("mär", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("fév", 2),
    ("fev", 2),
    ("avr", 4),
    ("aoû", 8),
    ("aou", 8),
    ("déc", 12),
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("dic", 12),
    ("gen", 1),
    ("mag", 5),
    ("giu", 6),
    ("lug", 7),
    ("set", 9),
    ("ott", 10),
    ("out", 10),
    ("mrt", 3),
    ("mei", 5),
    ("maj", 5),
    ("már", 3),
    ("ápr", 4),
    ("máj", 5),
    ("jún", 6),
    ("júl", 7),
    ("szept", 9),
    ("sty", 1),
    ("lut", 2),
    ("kwi", 4),
    ("cze", 6),
    ("lip", 7),
    ("sie", 8),
    ("wrz", 9),
    ("paź", 10),
    ("lis", 11),
    ("gru", 12),
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("ιαν", 1),
    ("φεβ", 2),
    ("μαρ", 3),
    ("μάρ", 3),
    ("απρ", 4),
    ("μάι", 5),
    ("μαΐ", 5),
    ("μαϊ", 5),
    ("ιούν", 6),
    ("ιουν", 6),
    ("ιούλ", 7),
    ("ιουλ", 7),
    ("αύγ", 8),
    ("αυγ", 8),
    ("σεπ", 9),
    ("οκτ", 10),
    ("νοέ", 11),
    ("δεκ", 12),
];

/// Names of time zones and their offsets from UTC in minutes.
const ZONES: [(&str, i32); 44] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("hkt", 480),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("acdt", 630),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("brt", -180),
    ("art", -180),
    ("nst", -210),
    ("ndt", -150),
    ("ast", -240),
    ("adt", -180),
    ("est", -300),
    ("et", -300),
    ("edt", -240),
    ("cst", -360),
    ("ct", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pt", -480),
    ("pdt", -420),
    ("hst", -600),
];

/// The month that a word in lower case names.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS.iter().find(|(start, _)| word.starts_with(start)).map(|(_, month)| *month)
}

/// Minutes from UTC of a zone, by its name in lower case.
pub(super) fn zone(name: &str) -> Option<i32> {
    ZONES.iter().find(|(known, _)| *known == name).map(|(_, minutes)| *minutes)
}

/// The zone of a date in Korean, whose writers use only one zone and do not name it.
pub(super) fn home_offset(text: &str) -> Option<Offset> {
    let is_korean = text.chars().any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    is_korean.then(|| Offset::constant(9))
}

/// The hour from 0 to 23, and the text after the word for the half of the day.
pub(super) fn half_of_day<'a>(hour: i8, before: &str, after: &'a str) -> (i8, &'a str) {
    let trimmed = after.trim_start();
    let (is_afternoon, is_morning) = (before.contains("오후"), before.contains("오전"));
    let rest = |word: &str| {
        trimmed.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphabetic))
    };
    if let Some(rest) = rest("pm").or_else(|| rest("p.m.")) {
        return (afternoon(hour), rest);
    }
    if let Some(rest) = rest("am").or_else(|| rest("a.m.")) {
        return (hour % 12, rest);
    }
    match (is_afternoon, is_morning) {
        (true, _) => (afternoon(hour), after),
        (_, true) => (hour % 12, after),
        _ => (hour, after),
    }
}

fn afternoon(hour: i8) -> i8 {
    if (1..12).contains(&hour) { hour + 12 } else { hour }
}
