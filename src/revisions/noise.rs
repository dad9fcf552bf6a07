//! The words that change by themselves: "3 hours ago", "12 comments". They have a key of their own,
//! so that another number there is no change.

/// Only a short line is a line of counters. In a sentence, "12 points" may be the news.
const MAX_COUNTER_WORDS: usize = 12;
/// A line with more words and signs is not looked at.
pub(super) const MAX_COUNTER_TOKENS: usize = 3 * MAX_COUNTER_WORDS;
/// The words besides numbers with which a relative time begins.
const BEGINNINGS: [&str; 9] = ["just", "moments", "a", "an", "one", "vor", "hace", "il", "un"];

/// Words for a stretch of time in the languages whose relative times are known.
const UNITS: [&str; 53] = [
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr",
    "hrs", "day", "days", "week", "weeks", "month", "months", "year", "years", "sekunde",
    "sekunden", "minuten", "stunde", "stunden", "tag", "tagen", "woche", "wochen", "monat",
    "monaten", "jahr", "jahren", "seconde", "secondes", "heure", "heures", "jour", "jours",
    "semaine", "semaines", "mois", "an", "ans", "segundos", "minutos", "hora", "horas", "días",
    "semanas", "meses", "años", "moment",
];

/// Nouns that a site counts below or above an article.
const COUNTED: [&str; 30] = [
    "comment",
    "comments",
    "point",
    "points",
    "reply",
    "replies",
    "response",
    "responses",
    "like",
    "likes",
    "view",
    "views",
    "share",
    "shares",
    "vote",
    "votes",
    "upvote",
    "upvotes",
    "reaction",
    "reactions",
    "clap",
    "claps",
    "kommentar",
    "kommentare",
    "antworten",
    "commentaire",
    "commentaires",
    "comentario",
    "comentarios",
    "score",
];

/// Whether a relative time can begin with a word, in any case.
pub(super) fn may_begin(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        || BEGINNINGS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The number of words from here on that are one relative time; 0 if there is none. The words are
/// in lower case.
pub(super) fn relative_time(words: &[&str]) -> usize {
    match words {
        ["just", "now", ..] | ["moments", "ago", ..] => 2,
        [count, unit, "ago", ..] if is_count(count) && is_unit(unit) => 3,
        ["vor" | "hace", count, unit, ..] if is_count(count) && is_unit(unit) => 3,
        ["il", "y", "a", count, unit, ..] if is_count(count) && is_unit(unit) => 5,
        _ => 0,
    }
}

/// The places of the numbers in a line that only count something. Signs stand among the words.
pub(super) fn counters(words: &[&str]) -> Vec<usize> {
    let count = words.iter().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    if count > MAX_COUNTER_WORDS {
        return Vec::new();
    }
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
    let is_counted = |word: &str| COUNTED.contains(&word.to_lowercase().as_str());
    let counts = |at: &usize| {
        let before = word(at.checked_sub(1));
        is_number(word(Some(*at)))
            && (is_counted(word(Some(at + 1)))
                || (before == ":" && is_counted(word(at.checked_sub(2)))))
    };
    (0..words.len()).filter(counts).collect()
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

fn is_count(word: &str) -> bool {
    is_number(word)
        || ["a", "an", "one", "ein", "einem", "einer", "un", "une", "una"].contains(&word)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'K' | 'm' | 'M'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        text.split(' ').collect()
    }

    #[test]
    fn relative_times_are_found_in_four_languages() {
        for (text, length) in [
            ("3 hours ago today", 3),
            ("an hour ago", 3),
            ("just now", 2),
            ("vor 5 Minuten", 3),
            ("il y a 2 jours", 5),
            ("hace 3 días", 3),
            ("3 hours later", 0),
            ("hours ago", 0),
            ("", 0),
        ] {
            let first = split(text)[0];
            assert!(length == 0 || may_begin(first), "{text}");
            assert_eq!(relative_time(&split(text)), length, "{text}");
        }
    }

    #[test]
    fn numbers_of_counters_are_found_in_short_lines_only() {
        assert_eq!(counters(&split("Points : 123")), [2]);
        assert_eq!(counters(&split("# Comments : 45")), [3]);
        assert_eq!(counters(&split("1,204 views · 12 comments")), [0, 3]);
        assert!(counters(&split("chapter 12")).is_empty());
        let sentence = "The home team won the match by 12 points after a very long evening";
        assert!(counters(&split(sentence)).is_empty());
        assert!(counters(&[]).is_empty());
    }

    #[test]
    fn a_table_of_words_has_no_word_twice() {
        for table in [&UNITS[..], &COUNTED[..]] {
            let mut sorted = table.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), table.len());
        }
    }
}
