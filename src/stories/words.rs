//! Splits texts into words with a weight each: the rarer a word, the more it says about a text.
//!
//! Words are kept as hashes of their stems. The hashes are stored for some days, so neither the
//! splitting nor the hash may depend on the run of the program.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::hash::{Hashed, hash, mix};
use super::language::stop_words;
use crate::query::{fold, spaced};

/// The weight of a word that is in no list.
pub(super) const RARE: u8 = 3;
/// The weight of a word that many texts have.
pub(super) const COMMON: u8 = 1;

/// The commonest words of news and weblogs in English.
const COMMON_WORDS: &str = include_str!("../../assets/stories/common-words.txt");

/// Numbers that are usually written as words.
const NUMBER_WORDS: [(&str, &str); 11] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
];
/// Roman numbers of parts and volumes. Single letters are too often something else.
const ROMAN: [(&str, &str); 9] = [
    ("II", "2"),
    ("III", "3"),
    ("IV", "4"),
    ("VI", "6"),
    ("VII", "7"),
    ("VIII", "8"),
    ("IX", "9"),
    ("XI", "11"),
    ("XII", "12"),
];
/// Endings of numbers, such as in `50bn` and `3rd`.
const UNITS: [&str; 16] =
    ["st", "nd", "rd", "th", "k", "m", "mn", "bn", "b", "tn", "pc", "km", "kg", "am", "pm", "x"];

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// The hash of the stem.
    pub(super) hash: u32,
    /// 0 for a word that every text has, [`RARE`] for a word that few have.
    pub(super) weight: u8,
    /// Whether it begins with a capital letter.
    pub(super) is_capital: bool,
    pub(super) is_number: bool,
    /// How rarely two texts share this number by chance: 0 for 3 and for years, 1 for 30, 2 for
    /// 140,000 and for 6.4.
    pub(super) rarity: u8,
}

/// Calls `visit` with each word, until it returns `false`.
pub(super) fn each_word(text: &str, mut visit: impl FnMut(Word) -> bool) {
    let text = if text.is_ascii() { text.into() } else { spaced(text) };
    let mut rest = text.as_ref();
    let mut previous = None;
    let mut folded = String::new();
    loop {
        let start = rest.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
        rest = start.and_then(|start| rest.get(start..)).unwrap_or_default();
        let Some(first) = rest.chars().next() else { return };
        if !first.is_alphanumeric() {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let end = end_of_word(rest);
        let Some((word, after)) = rest.split_at_checked(end) else { return };
        rest = after;
        let word = word_of(word, &mut previous, &mut folded);
        if word.is_some_and(|word| !visit(word)) {
            return;
        }
    }
}

/// The length of the word at the start of a text. A point or comma between two digits belongs to
/// the word.
fn end_of_word(text: &str) -> usize {
    let letters = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    let next = text.as_bytes().get(letters);
    if letters > 0 && next.is_none_or(|next| next.is_ascii() && !next.is_ascii_digit()) {
        return letters;
    }
    let mut characters = text.char_indices().peekable();
    let mut was_digit = false;
    while let Some((at, character)) = characters.next() {
        let joins = was_digit
            && matches!(character, '.' | ',')
            && characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !character.is_alphanumeric() && !joins && !is_mark(character) {
            return at;
        }
        was_digit = character.is_ascii_digit();
    }
    text.len()
}

/// Whether a character is an accent that follows its letter.
fn is_mark(character: char) -> bool {
    matches!(u32::from(character), 0x0300..=0x036F | 0x0900..=0x0DFF | 0x0E30..=0x0E4E)
}

/// `previous` is the hash of the ideograph before this word. A single ideograph says little, so two
/// that follow each other count as a word.
/// `folded` is room for the word in lower case.
fn word_of(word: &str, previous: &mut Option<u32>, folded: &mut String) -> Option<Word> {
    let first = word.chars().next()?;
    if u32::from(first) >= 0x2E80 && word.chars().count() == 1 {
        let hash = hash(word.as_bytes());
        let pair = previous.replace(hash).map(|before| mix(before, hash));
        return pair.map(|hash| Word {
            hash,
            weight: 2,
            is_capital: true,
            is_number: false,
            rarity: 0,
        });
    }
    *previous = None;
    if let Some(number) = number(word) {
        return Some(Word {
            hash: hash(number.as_bytes()),
            weight: 2,
            is_capital: false,
            is_number: true,
            rarity: if first.is_ascii_digit() { rarity(&number) } else { 0 },
        });
    }
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.push_str(&fold(word));
    }
    let hash = hash(stem(folded).as_bytes());
    let weight = if folded.chars().nth(1).is_none() { 0 } else { weight(hash) };
    let is_capital = first.is_uppercase();
    Some(Word { hash, weight, is_capital, is_number: false, rarity: 0 })
}

/// The number that a word is, without separators, units and a leading `v`.
fn number(word: &str) -> Option<String> {
    // Most words are too long for any number in letters.
    if word.len() > 6 && !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = word.strip_prefix(['v', 'V']).unwrap_or(word);
    if digits.starts_with(|first: char| first.is_ascii_digit()) {
        let end = digits
            .find(|other: char| !other.is_ascii_digit() && other != '.' && other != ',')
            .unwrap_or(digits.len());
        let (number, unit) = digits.split_at_checked(end)?;
        let is_unit = unit.is_empty() || UNITS.iter().any(|known| unit.eq_ignore_ascii_case(known));
        return is_unit.then(|| without_separators(number));
    }
    let found = if word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        ROMAN.iter().find(|(roman, _)| *roman == word)
    } else {
        let may_be = matches!(
            word.as_bytes(),
            [b't' | b'T' | b'f' | b'F' | b's' | b'S' | b'e' | b'E' | b'n' | b'N', _, _, ..]
        );
        NUMBER_WORDS.iter().find(|(name, _)| may_be && word.eq_ignore_ascii_case(name))
    };
    found.map(|(_, number)| (*number).to_owned())
}

fn rarity(number: &str) -> u8 {
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    match number.len() {
        0 | 1 => 0,
        _ if is_year => 0,
        2 => 1,
        _ => 2,
    }
}

/// `1,000` is 1000; `5.0` is 5, but `5.0.1` is a version.
fn without_separators(number: &str) -> String {
    let plain: String = number.chars().filter(|character| *character != ',').collect();
    let plain = plain.trim_start_matches('0');
    let plain = if plain.is_empty() { "0" } else { plain };
    match plain.split_once('.') {
        Some((whole, "0" | "00")) => whole.to_owned(),
        Some(_) | None => plain.to_owned(),
    }
}

/// A word without the usual endings of English. Words of other languages lose some letters in the
/// same way, which does no harm.
fn stem(word: &str) -> &str {
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending).filter(|rest| word.is_ascii() && rest.len() >= least)
    };
    let rest = cut("ing", 4)
        .or_else(|| cut("ed", 4))
        .or_else(|| cut("es", 4))
        .or_else(|| cut("s", 3).filter(|rest| !rest.ends_with(['s', 'u', 'i'])))
        .unwrap_or(word);
    rest.strip_suffix('e').filter(|cut| cut.len() >= 3).unwrap_or(rest)
}

fn weight(hash: u32) -> u8 {
    static WEIGHTS: OnceLock<HashMap<u32, u8, Hashed>> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| {
        let of = |words: &'static str, weight| {
            words.split_ascii_whitespace().map(move |word| (stem_hash(word), weight))
        };
        of(COMMON_WORDS, COMMON).chain(stop_words().flat_map(|words| of(words, 0))).collect()
    });
    weights.get(&hash).copied().unwrap_or(RARE)
}

/// The hash that a word in lower case has in texts.
pub(super) fn stem_hash(word: &str) -> u32 {
    hash(stem(word).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        each_word(text, |word| {
            words.push(word);
            true
        });
        words
    }

    fn hashes(text: &str) -> Vec<u32> {
        words(text).into_iter().map(|word| word.hash).collect()
    }

    #[test]
    fn numbers_are_the_same_in_all_spellings() {
        for (one, other) in [
            ("1,000", "1000"),
            ("v1.2.3", "1.2.3"),
            ("five", "5"),
            ("Part III", "part 3"),
            ("50bn", "50"),
            ("3rd", "3"),
            ("5.0", "5"),
        ] {
            assert_eq!(hashes(one), hashes(other), "{one}");
        }
        assert_ne!(hashes("1.2.3"), hashes("1.2.4"));
        assert!(words("H5N1 is a word").iter().all(|word| !word.is_number));
    }

    #[test]
    fn a_word_has_one_hash_in_all_its_forms() {
        for (one, other) in [("phones", "phone"), ("launched", "launching"), ("CAFÉ", "cafe")] {
            assert_eq!(hashes(one), hashes(other), "{one}");
        }
        assert_ne!(hashes("class"), hashes("cla"));
    }

    #[test]
    fn common_words_weigh_less_than_rare_ones() {
        let weights: Vec<u8> =
            words("the police Vesuvius").iter().map(|word| word.weight).collect();
        assert_eq!(weights, [0, COMMON, RARE]);
    }

    #[test]
    fn two_ideographs_are_a_word() {
        assert_eq!(words("東京都").len(), 2);
        assert_eq!(words("a東b京c").len(), 3);
    }
}
