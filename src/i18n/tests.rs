//! Each language has the same messages with the same arguments, and they read well.

use std::collections::BTreeSet;
use std::time::Instant;

use fluent_syntax::ast::Resource;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::arguments::Messages;
use super::{
    Language, clock_words, date_words, day_words, full_date_words, t, time_words, with_language,
};

fn parsed(language: Language) -> Resource<&'static str> {
    fluent_syntax::parser::parse(language.source())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()))
}

/// Whatever a language lacks is in one list, so that a translator sees all of it at once.
#[test]
fn every_language_has_the_messages_of_english_with_their_arguments() {
    let english = parsed(Language::English);
    let english = Messages::new(&english).unwrap();
    let mut wrong = Vec::new();
    for language in Language::ALL.iter().copied() {
        let tag = language.tag();
        let other = parsed(language);
        let other = Messages::new(&other).unwrap();
        let (all, known): (BTreeSet<&str>, BTreeSet<&str>) =
            (english.ids().collect(), other.ids().collect());
        wrong.extend(all.difference(&known).map(|id| format!("{tag} lacks {id}")));
        wrong.extend(known.difference(&all).map(|id| format!("{tag} has the unknown {id}")));
        for id in all.intersection(&known) {
            let (expected, found) = (english.arguments(id), other.arguments(id));
            if expected != found {
                wrong.push(format!("{tag}: {id} takes {expected:?} in English, here {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "translations to mend:\n{}", wrong.join("\n"));
}

#[test]
fn each_language_tells_numbers_apart_in_its_own_way() {
    let in_language = |language, count| with_language(language, || t!(count_feeds, count = count));
    assert_eq!([1, 2].map(|n| in_language(Language::German, n)), ["1 Feed", "2 Feeds"]);
    assert_eq!(in_language(Language::German, 12_345), "12.345 Feeds");
    let hebrew = [1, 2, 3, 10, 20].map(|n| in_language(Language::Hebrew, n));
    assert_eq!(hebrew, ["ערוץ אחד", "שני ערוצים", "3 ערוצים", "10 ערוצים", "20 ערוצים"]);
}

#[test]
fn dates_are_those_of_the_language() {
    let time: Timestamp = "2026-08-06T09:05:00Z".parse().unwrap();
    let words = || full_date_words(time, &TimeZone::UTC);
    assert_eq!(with_language(Language::German, words), "6. August 2026, 09:05");
    assert_eq!(with_language(Language::Hebrew, words), "6 באוגוסט 2026, 09:05");
    let now: Timestamp = "2026-08-10T09:05:00Z".parse().unwrap();
    let words = || time_words(time, now, &TimeZone::UTC);
    assert_eq!(with_language(Language::German, words), "Do 09:05");
    assert_eq!(with_language(Language::Hebrew, words), "ה׳ 09:05");
}

#[test]
fn english_tells_one_from_many() {
    assert_eq!(t!(date_minutes_ago, count = 1), "a minute ago");
    assert_eq!(t!(date_minutes_ago, count = 2), "2 minutes ago");
    assert_eq!(t!(date_minutes_ago, count = 0_u64), "0 minutes ago");
    assert_eq!(t!(date_minutes_ago, count = 1_234_567_usize), "1,234,567 minutes ago");
}

#[test]
fn arguments_are_put_in_without_invisible_marks() {
    assert_eq!(t!(date_day_month, day = 6, month = "August"), "6 August");
    assert_eq!(t!(date_day_month, day = 6, month = String::from("\u{5d0}")), "6 \u{5d0}");
}

#[test]
fn a_number_that_is_none_does_no_harm() {
    assert_eq!(t!(date_minutes_ago, count = f64::NAN), "NaN minutes ago");
    assert_eq!(t!(date_minutes_ago, count = f64::INFINITY), "inf minutes ago");
}

#[test]
fn the_pseudo_language_leaves_arguments_alone() {
    with_language(Language::Pseudo, || {
        let text = t!(date_minutes_ago, count = 1_000);
        assert_eq!(text, "[1,000 mííñúúťééš ááğóó]");
        let text = t!(date_day_month, day = "some text", month = "more text");
        assert_eq!(text, "[some text more text]");
    });
    assert_eq!(t!(date_just_now), "just now");
}

#[test]
fn days_are_named_as_strftime_names_them() {
    let today = date(2026, 11, 23);
    let mut day = date(2025, 10, 1);
    while day < date(2026, 12, 3) {
        let format = match day.until(today).unwrap().get_days() {
            0 => "Today",
            1 => "Yesterday",
            -1 => "Tomorrow",
            2..=6 => "%A",
            _ if day.year() == 2026 => "%-d %B",
            _ => "%-d %B %Y",
        };
        assert_eq!(day_words(day, today), day.strftime(format).to_string());
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn times_are_written_as_strftime_writes_them() {
    let zone = TimeZone::fixed(jiff::tz::offset(2));
    let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    for day in -3..450 {
        let time = Timestamp::from_second(now.as_second() - day * 86_400 - 61).unwrap();
        let local = time.to_zoned(zone.clone());
        let format = match day {
            0 | 1 => "%H:%M",
            2..=6 => "%a %H:%M",
            _ if local.year() == 2026 => "%-d %b",
            _ => "%-d %b %Y",
        };
        assert_eq!(time_words(time, now, &zone), local.strftime(format).to_string());
        let full = local.strftime("%-d %B %Y, %H:%M").to_string();
        assert_eq!(full_date_words(time, &zone), full);
        let format = if day == 0 { "%H:%M:%S" } else { "%a %H:%M:%S" };
        assert_eq!(clock_words(time, now, &zone), local.strftime(format).to_string());
    }
}

#[test]
fn a_recent_time_is_relative() {
    let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let words = |seconds| {
        let time = Timestamp::from_second(now.as_second() - seconds).unwrap();
        date_words(time, now, &TimeZone::UTC)
    };
    assert_eq!(words(0), "just now");
    assert_eq!(words(59), "just now");
    assert_eq!(words(60), "a minute ago");
    assert_eq!(words(119), "a minute ago");
    assert_eq!(words(20 * 60), "20 minutes ago");
    assert_eq!(words(3_599), "60 minutes ago");
    assert_eq!(words(3_600), "11:00");
    assert_eq!(words(-60), "12:01");
}

/// Not a limit: prints the cost, for `cargo test --release -- --nocapture cost_of_a_message`.
#[test]
fn cost_of_a_message() {
    const TIMES: u32 = 10_000;
    let mut letters = t!(date_just_now).len();
    let start = Instant::now();
    for _ in 0..TIMES {
        letters += t!(date_just_now).len();
    }
    let plain = start.elapsed() / TIMES;
    let start = Instant::now();
    for count in 0..TIMES {
        letters += t!(date_minutes_ago, count = count).len();
    }
    let plural = start.elapsed() / TIMES;
    println!("plain {plain:?}, with a plural {plural:?}");
    assert!(letters > 0);
}
