//! Tells messages in the pseudo-language from literals.

use gleaner::i18n::{Language, language};

/// Words of the test's own data and of the program that no language translates. The other data of
/// the test is in Greek.
const UNTRANSLATED: &[&str] = &[
    // The built-in feed and the suggested one
    "Welcome to Gleaner",
    "DEV: DevOps Fundamentals",
    // The examples of the search syntax
    "kafka lag",
    "\"exactly once\"",
    "kaf*",
    "-aws",
    "(a OR b)",
    "title: author: text:",
    "feed: folder: lang:",
    "tag: url:",
    "is:unread is:read",
    "is:starred is:hidden is:snoozed",
    "read:7d starred:2w",
    "words:>2000 minutes:<5",
    "has:audio has:video",
    "newer:7d older:2w",
    "is:edited edited:7d",
    "is:river",
    "after:2026-08 before:2026-09-15",
    "/expr.ssion/",
    // Searches that the test types, and the search words that the answer offers
    "is:unread",
    "is:unred",
    "unred",
    // The example of the search help.
    "kaf",
    "unread, read, starred, hidden, snoozed, edited, folded, queued",
    "downloaded",
    // Services that keep pages.
    "Wallabag",
    "Readeck",
    "Linkding",
    "Karakeep",
    // Sites of embedded players, and names of files and addresses in the test's data
    "youtube.com",
    "vimeo.com",
    "1.pdf",
    "exec:/bin/true",
    // The example of a command
    "mpv {url}",
    // Languages, fonts and other programs
    "English",
    "Deutsch",
    "Noto Sans",
    "Libertinus Serif",
    "Google Reader",
    "NetNewsWire",
    "Newsboat",
];

/// Letters that the pseudo-language leaves as they are.
const UNCHANGED: &str = "bBmMfFpPqQvVxX";

/// The words of a text that are no message: two or more letters, all of them without accents.
pub fn literals(text: &str) -> Vec<String> {
    let mut rest = without_addresses(text);
    for known in UNTRANSLATED {
        rest = rest.replace(known, " ");
    }
    let words = rest.split(|letter: char| !letter.is_alphabetic());
    words
        .filter(|word| word.chars().count() > 1 && word.is_ascii())
        .filter(|word| !word.chars().all(|letter| UNCHANGED.contains(letter)))
        .map(str::to_owned)
        .collect()
}

fn without_addresses(text: &str) -> String {
    let is_address = |word: &str| word.contains("://") || word.contains("/tmp") || is_host(word);
    text.split_inclusive(char::is_whitespace)
        .map(|word| if is_address(word) { " " } else { word })
        .collect()
}

fn is_host(word: &str) -> bool {
    word.contains("127.0.0.1")
}

fn is_turned() -> bool {
    language() == Language::PseudoMirrored
}

fn turned(text: &str) -> String {
    let (left, right) = ("[Ľééfť]", "[Ŕííğĥť]");
    text.replace(left, "\0").replace(right, left).replace('\0', right)
}

/// A text without its numbers, because ports, sizes and durations differ from run to run.
pub fn masked(text: &str) -> String {
    // In a window from right to left the arrows have changed places.
    let text = if is_turned() { &turned(text) } else { text };
    let mut masked = String::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_ascii_digit() {
            masked.push(if letter == '\n' { ' ' } else { letter });
        } else if !masked.ends_with('#') {
            masked.push('#');
        }
    }
    // A slow machine needs seconds.
    let masked = masked.replace("[#.# š]", "[# mš]").replace("[# š]", "[# mš]");
    let masked = masked.replace("#,# s", "# ms").replace("#.# שנ׳", "# מ״ש");
    let is_duration = masked.ends_with("# s") || masked.contains("# s ·");
    if is_duration { masked.replace("# s", "# ms") } else { masked }.replace("# שנ׳", "# מ״ש")
}

#[test]
fn a_literal_is_told_from_a_message_and_from_data() {
    assert_eq!(literals("[Řééfŕééšĥ ááľľ] · Κύματα · 12:30"), Vec::<String>::new());
    assert_eq!(literals("http://127.0.0.1:8080/feed is:unread F5 g u"), Vec::<String>::new());
    assert_eq!(literals("[Šáávééď Copied]"), ["Copied"]);
    assert_eq!(literals("3 chosen"), ["chosen"]);
}

#[test]
fn numbers_are_masked() {
    assert_eq!(masked("[127.0.0.1:80]"), "[#.#.#.#:#]");
}
