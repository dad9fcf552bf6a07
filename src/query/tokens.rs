//! Splits text into words: runs of letters and digits without case and accents; each Chinese or
//! Japanese character is a word.
//!
//! SQLite's full-text index splits in the same way (`unicode61`, accents removed) if the text went
//! through [`spaced`] before.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

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
    folded_words(text).split_ascii_whitespace().map(str::to_owned).collect()
}

/// The words of a text, folded, with a space between two of them: the form in which the full-text
/// index gets texts.
#[must_use]
pub fn folded_words(text: &str) -> String {
    let mut words = Words(Vec::with_capacity(text.len()));
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if character.is_ascii() {
            let end = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            let (ascii, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            words.push_ascii(ascii.as_bytes());
            rest = after;
        } else {
            words.push_wide(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }
    words.into_string()
}

/// Words in UTF-8 with a space between two of them, and perhaps one after the last.
struct Words(Vec<u8>);

impl Words {
    fn push_ascii(&mut self, text: &[u8]) {
        for byte in text {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' => self.0.push(*byte),
                b'A'..=b'Z' => self.0.push(byte.to_ascii_lowercase()),
                _ => self.end(),
            }
        }
    }

    fn push_wide(&mut self, character: char) {
        let is_word = is_ideograph(character);
        if is_word {
            self.end();
        }
        decompose_canonical(character, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(|part| self.push_folded(part));
            }
        });
        if is_word {
            self.end();
        }
    }

    fn push_folded(&mut self, character: char) {
        if character.is_alphanumeric() {
            self.0.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.0.last().is_some_and(|last| *last != b' ') {
            self.0.push(b' ');
        }
    }

    fn into_string(mut self) -> String {
        if self.0.last() == Some(&b' ') {
            self.0.pop();
        }
        String::from_utf8(self.0).unwrap_or_default()
    }
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

    #[test]
    fn words_are_folded_as_the_whole_text_is() {
        let text =
            "  Ångström’s e\u{301}lan\u{a0}ﬁn \u{1100}\u{1161} 한글 İstanbul ǅ 豈 x東y… ½² ß ";
        let folded = fold(&spaced(text));
        let words: Vec<&str> = folded
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        assert_eq!(folded_words(text), words.join(" "));
        assert_eq!(tokens(text), words);
    }
}
