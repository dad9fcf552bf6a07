//! A title without what is not part of it, and what kind of title it is.

use std::sync::OnceLock;

use super::hash::long_hash;
use super::words::{Word, each_word, stem_hash};

/// Words of a title that are compared at most.
const MAX_WORDS: usize = 24;
/// Numbers of a title that are compared at most.
const MAX_NUMBERS: usize = 6;
/// A part behind the last dash is the name of a site if it has at most so many words.
const SITE_WORDS: usize = 4;
/// Such a part is cut only if at least so many words are left.
const LEFT_WORDS: usize = 3;
/// From so many words with a meaning on, two equal titles are no accident.
const TELLING_WORDS: usize = 4;
/// From so many words on, a title can be that of a story.
const STORY_WORDS: usize = 3;

/// What parts a title from the name of its site.
const DASHES: [&str; 6] = [" | ", " - ", " \u{2013} ", " \u{2014} ", " \u{b7} ", " :: "];

/// Beginnings that agencies and sites put before a title.
const LABELS: &[&str] = &[
    "update 1-",
    "update 2-",
    "update 3-",
    "update 4-",
    "update 5-",
    "exclusive-",
    "wrapup 1-",
    "breaking:",
    "breaking news:",
    "exclusive:",
    "watch:",
    "video:",
    "[video]",
    "updated:",
    "update:",
    "eilmeldung:",
    "+++",
    "just in:",
    "urgent:",
    "show hn:",
    "[update]",
    "[updated]",
    "(video)",
];

/// Words of titles that come again and again, with a number or a date.
const SERIES: &[&str] = &[
    "weekly",
    "daily",
    "monthly",
    "biweekly",
    "fortnightly",
    "quarterly",
    "roundup",
    "round-up",
    "digest",
    "recap",
    "newsletter",
    "wochenrückblick",
    "linkdump",
    "horoscope",
    "crossword",
    "wordle",
    "quiz",
    "puzzle",
    "puzzles",
    "potd",
    "apod",
    "briefing",
    "thread",
    "megathread",
    "bulletin",
    "forecast",
    "lottery",
    "minutes",
    "agenda",
    "advent",
    "playlist",
    "nightly",
    "scorecard",
    "rundown",
    "fundamentals",
    "hiring",
];
/// Words that count the parts of a series if a number follows.
const COUNTED: &[&str] = &[
    "episode",
    "ep",
    "issue",
    "vol",
    "volume",
    "part",
    "chapter",
    "edition",
    "week",
    "folge",
    "ausgabe",
    "teil",
    "épisode",
    "day",
    "no",
    "nr",
    "session",
    "lesson",
    "lecture",
    "season",
    "sprint",
    "pt",
    "kapitel",
    "capítulo",
    "parte",
    "partie",
    "kw",
];
/// Words before which a title is that of a series even without a number.
const SERIES_STARTS: &[&str] = &[
    "this week in",
    "last week in",
    "weekly",
    "daily",
    "week in",
    "the week in",
    "today in",
    "links of",
    "weekend links",
    "photo of the day",
    "picture of the day",
    "links for",
    "link roundup",
    "open thread",
    "what we're reading",
    "news roundup",
    "morning briefing",
    "evening briefing",
    "weekend reading",
    "on this day",
    "word of the day",
    "quote of the day",
    "the daily",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "stock market today",
    "in brief",
    "news in brief",
    "briefing",
    "your daily",
    "today's",
];
/// Words of a title that go with a version.
const RELEASE: &[&str] = &[
    "release",
    "released",
    "releases",
    "version",
    "beta",
    "alpha",
    "rc",
    "stable",
    "changelog",
    "hotfix",
    "candidate",
    "lts",
    "canary",
    "nightly",
    "announcing",
    "announced",
    "out",
    "maintenance",
    "bugfix",
    "patch",
    "prerelease",
    "snapshot",
];
/// More words that say nothing about the project.
const RELEASE_FILLERS: &[&str] = &[
    "preview",
    "notes",
    "new",
    "available",
    "now",
    "final",
    "dev",
    "pre",
    "build",
    "update",
    "tag",
    "security",
    "general",
    "availability",
    "today",
    "the",
    "is",
    "of",
    "and",
    "for",
    "with",
];
/// Marks of a page that is written on while something happens.
const LIVE: &[&str] = &[
    "live:",
    "live updates",
    "live blog",
    "liveblog",
    "live ticker",
    "liveticker",
    "as it happened",
    "live coverage",
    "minute by minute",
    "in direct:",
    "en direct",
    "live -",
    "live \u{2013}",
    "live score",
    "- live",
    "\u{2013} live",
    "live |",
    "| live",
    "news live",
    "newsblog",
    "im ticker",
    "live reaction",
    "latest updates",
    "live: ",
];

/// What kind of text a title stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TitleKind {
    /// One of many with nearly the same title.
    pub(super) is_series: bool,
    /// A version of a program.
    pub(super) is_release: bool,
    /// A page that changes while something happens.
    pub(super) is_live: bool,
}

/// A title, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Title {
    /// The words with a meaning in order, each with its weight; numbers are not among them.
    pub(super) words: Vec<(u32, u8)>,
    /// The numbers, sorted.
    pub(super) numbers: Vec<u32>,
    pub(super) kind: TitleKind,
    /// A hash of all words in order.
    pub(super) fingerprint: u64,
}

impl Title {
    /// `feed_title` is the name of the feed, which some publishers put into every title.
    pub(super) fn of(title: &str, feed_title: &str) -> Self {
        let title = cleaned(title, feed_title);
        let lower = title.to_lowercase();
        let mut words: Vec<(u32, u8)> = Vec::new();
        let mut numbers = Vec::new();
        let mut fingerprint = 0_u64;
        each_word(title, |word| {
            fingerprint = fingerprint.rotate_left(7) ^ long_hash(&word.hash.to_le_bytes());
            take(word, &mut words, &mut numbers);
            words.len() < MAX_WORDS
        });
        numbers.sort_unstable();
        numbers.dedup();
        numbers.truncate(MAX_NUMBERS);
        let kind = kind(&lower, &words, !numbers.is_empty());
        Self { words, numbers, kind, fingerprint }
    }

    /// Whether another title with the same words is about the same thing.
    pub(super) fn is_telling(&self) -> bool {
        self.words.len() + self.numbers.len().min(1) >= TELLING_WORDS
    }

    /// Whether it says enough to be compared with another title.
    pub(super) fn is_of_story(&self) -> bool {
        self.words.len() >= STORY_WORDS
    }

    /// The sum of the weights of all words.
    pub(super) fn weight(&self) -> f32 {
        self.words.iter().map(|(_, weight)| f32::from(*weight)).sum()
    }
}

fn take(word: Word, words: &mut Vec<(u32, u8)>, numbers: &mut Vec<u32>) {
    if word.is_number {
        numbers.push(word.hash);
    } else if word.weight > 0 && words.iter().all(|(hash, _)| *hash != word.hash) {
        words.push((word.hash, word.weight));
    }
}

/// The title without the name of its site and without labels.
fn cleaned<'a>(title: &'a str, feed_title: &str) -> &'a str {
    let mut title = title.trim();
    for label in LABELS {
        let start = title.get(..label.len()).unwrap_or_default();
        if start.eq_ignore_ascii_case(label) {
            title = title.get(label.len()..).unwrap_or_default().trim_start();
        }
    }
    let last = DASHES.iter().filter_map(|dash| Some((title.rfind(dash)?, dash.len()))).max();
    if let Some((at, length)) = last
        && let (Some(rest), Some(site)) = (title.get(..at), title.get(at + length..))
        && is_site(site, feed_title)
        && rest.split_whitespace().count() >= LEFT_WORDS
    {
        title = rest;
    }
    // `Name: title` in a feed of this name.
    if let Some((name, rest)) = title.split_once(": ")
        && name.eq_ignore_ascii_case(feed_title.trim())
        && !rest.trim().is_empty()
    {
        title = rest;
    }
    title
}

fn is_site(text: &str, feed_title: &str) -> bool {
    let (mut count, mut is_name, mut is_of_feed) = (0, true, true);
    let mut feed = Vec::new();
    each_word(feed_title, |word| {
        feed.push(word.hash);
        true
    });
    each_word(text, |word| {
        count += 1;
        is_name &= !word.is_number && (word.is_capital || word.weight == 0);
        is_of_feed &= feed.contains(&word.hash);
        true
    });
    (1..=SITE_WORDS).contains(&count)
        && (is_name || is_of_feed)
        && !text.to_lowercase().contains("live")
}

fn kind(lower: &str, words: &[(u32, u8)], has_number: bool) -> TitleKind {
    let is_word = |list: &[&str]| {
        lower
            .split(|other: char| !other.is_alphanumeric() && other != '-' && other != '\'')
            .any(|word| list.contains(&word))
    };
    let has_version = lower.split_whitespace().any(is_version);
    let is_series = SERIES_STARTS.iter().any(|start| lower.starts_with(start))
        || ((has_number || has_date(lower)) && is_word(SERIES))
        || has_counter(lower);
    let left = || words.iter().filter(|(hash, _)| !is_release_word(*hash)).count();
    let is_release = has_version && (is_word(RELEASE) || left() <= 3);
    let is_live = LIVE.iter().any(|mark| lower.contains(mark))
        || lower.ends_with(" live")
        || lower.starts_with("live ");
    TitleKind { is_series, is_release, is_live }
}

/// Whether a word of a release's title says nothing about the project.
pub(super) fn is_release_word(hash: u32) -> bool {
    static WORDS: OnceLock<Vec<u32>> = OnceLock::new();
    let words = || RELEASE.iter().chain(RELEASE_FILLERS).map(|word| stem_hash(word)).collect();
    WORDS.get_or_init(words).contains(&hash)
}

/// `1.2`, `v3` or `2.0.0-rc1`.
fn is_version(word: &str) -> bool {
    let word = word.trim_matches(|other: char| !other.is_alphanumeric());
    if word.starts_with("nightly-") {
        return true;
    }
    let rest = word.strip_prefix('v').unwrap_or(word);
    let number = rest.split(['-', '+']).next().unwrap_or_default();
    let is_dotted = number.split('.').count() >= 2 || rest.len() < word.len();
    is_dotted
        && !number.is_empty()
        && number
            .split('.')
            .all(|part| !part.is_empty() && part.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a title counts: `#12`, `part 3`, `week 44`, `chapter ii`.
fn has_counter(lower: &str) -> bool {
    let starts_with_digit = |text: &str| text.starts_with(|next: char| next.is_ascii_digit());
    let is_number = |word: &str| {
        starts_with_digit(word)
            || (!word.is_empty() && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
            || matches!(word, "one" | "two" | "three" | "four" | "five" | "six")
    };
    let mut words = lower.split(|other: char| !other.is_alphanumeric()).peekable();
    let mut is_counted = false;
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or_default();
        is_counted |= COUNTED.contains(&word) && is_number(next);
    }
    is_counted || lower.split('#').skip(1).any(starts_with_digit)
}

/// Whether a title names a day of a month.
fn has_date(lower: &str) -> bool {
    const MONTHS: [&str; 23] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];
    lower.split(|other: char| !other.is_alphanumeric()).any(|word| MONTHS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_site_and_labels_are_no_part_of_a_title() {
        let plain = Title::of("Volcano erupts near Reykjavik harbour", "A");
        for (title, feed) in [
            ("Volcano erupts near Reykjavik harbour - Northern Post", "Northern Post"),
            ("Volcano erupts near Reykjavik harbour | Science Today", "B"),
            ("UPDATE 2-Volcano erupts near Reykjavik harbour", "B"),
            ("Northern Post: Volcano erupts near Reykjavik harbour", "Northern Post"),
        ] {
            assert_eq!(Title::of(title, feed).words, plain.words, "{title}");
        }
    }

    #[test]
    fn series_releases_and_live_pages_are_known() {
        let kind = |title: &str| Title::of(title, "").kind;
        for title in
            ["Weekly update #12", "Episode 40: Sleep", "This week in Zig", "Links for May 3"]
        {
            assert!(kind(title).is_series, "{title}");
        }
        for title in ["v1.2.3", "Release 2.0.0-rc1", "frobnicate 1.9 released", "foo v3"] {
            assert!(kind(title).is_release, "{title}");
        }
        assert!(kind("Budget debate live: minister speaks").is_live);
        for title in ["Volcano erupts in Iceland", "Five dead in crash", "How to live longer"] {
            assert_eq!(kind(title), TitleKind::default(), "{title}");
        }
    }
}
