//! Splits text into words: runs of letters and digits without case and accents; each Chinese or
//! Japanese character is a word.
//!
//! SQLite's full-text index splits in the same way (`unicode61`, accents removed) if the text went
//! through [`spaced`] before.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Whether a character belongs to a script that has no spaces between words.
fn is_ideograph(character: char) -> bool {
    matches!(
        u32::from(character),
        0x2E80..=0x2FDF
            | 0x3040..=0x30FF
            | 0x31F0..=0x31FF
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x3FFFF
    )
}

/// The text with spaces around each character of a script without spaces.
#[must_use]
pub fn spaced(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_ideograph) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        if is_ideograph(character) {
            out.extend([' ', character, ' ']);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// The text in lower case and without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a text, folded.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    let folded = fold(&spaced(text));
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The place for a hyphen within a word.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';

/// Whether a character belongs to the word before it.
fn continues_word(character: char) -> bool {
    is_combining_mark(character) || character == SOFT_HYPHEN
}

/// The bytes of each word of a text. A combining accent belongs to the word before it.
pub(super) fn words_at(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut words: Vec<std::ops::Range<usize>> = Vec::new();
    let mut open = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if is_ideograph(character) {
            words.push(at..end);
            open = false;
        } else if character.is_alphanumeric() || (open && continues_word(character)) {
            match words.last_mut().filter(|_| open) {
                Some(word) => word.end = end,
                None => words.push(at..end),
            }
            open = true;
        } else {
            open = false;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter_and_ideographs_stand_alone() {
        assert_eq!(tokens("Élan, COBOL-85!"), ["elan", "cobol", "85"]);
        assert_eq!(tokens("東京の夜 Tokyo"), ["東", "京", "の", "夜", "tokyo"]);
        assert!(tokens("¡—!").is_empty());
    }
}
