//! Collects the text of a body piece by piece: white space becomes single spaces, words are
//! counted, and an excerpt is taken from the prose.

use std::borrow::Cow;

use super::line::{is_filler, is_ignorable};

/// Characters of Chinese or Japanese that are read in the time of one word.
const IDEOGRAPHS_A_WORD: u32 = 2;

/// Parts of a body that make a poor excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NonProse {
    /// A heading or caption.
    Heading,
    Code,
}

/// Collects text, and an excerpt of it.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    all: FoldedText,
    prose: FoldedText,
    /// The text outside prose, used if there is no prose.
    other: FoldedText,
    /// Most characters of the excerpt.
    max_chars: usize,
    /// How many elements of each kind of [`NonProse`] are open.
    non_prose: [u32; 2],
    count: WordCount,
}

/// Text with single spaces.
#[derive(Debug, Default)]
struct FoldedText {
    text: String,
    chars: usize,
    has_gap: bool,
    is_full: bool,
}

/// Counts words while text arrives in pieces.
#[derive(Debug, Default, Clone)]
struct WordCount {
    words: u32,
    ideographs: u32,
    /// Whether the word that goes on in the next piece is counted.
    is_counted: bool,
}

impl TextBuilder {
    pub(super) fn new(expected_bytes: usize, max_chars: usize) -> Self {
        let all =
            FoldedText { text: String::with_capacity(expected_bytes), ..FoldedText::default() };
        Self { all, max_chars, ..Self::default() }
    }

    /// Begins again with other text.
    pub(super) fn restart(&mut self, text: &str) {
        *self = Self::new(text.len(), self.max_chars);
        self.push(text);
    }

    /// Number of words so far, including those beyond the excerpt.
    pub(super) fn words(&self) -> u32 {
        self.count.words.saturating_add(self.count.ideographs / IDEOGRAPHS_A_WORD)
    }

    /// All text, and the excerpt, which is cut at the end of a word.
    pub(super) fn into_parts(self) -> (String, String) {
        let folded = if self.prose.text.is_empty() { self.other } else { self.prose };
        let excerpt =
            if folded.is_full { shortened(folded.text, self.max_chars) } else { folded.text };
        (self.all.text, excerpt)
    }

    /// Begins a heading, caption or piece of code.
    pub(super) fn enter(&mut self, part: NonProse) {
        self.gap();
        if let Some(depth) = self.non_prose.get_mut(part as usize) {
            *depth += 1;
        }
    }

    /// Ends the innermost one of its kind.
    pub(super) fn leave(&mut self, part: NonProse) {
        self.gap();
        if let Some(depth) = self.non_prose.get_mut(part as usize) {
            *depth = depth.saturating_sub(1);
        }
    }

    /// Separates the words before from those that follow.
    pub(super) fn gap(&mut self) {
        self.count.is_counted = false;
        self.all.has_gap = true;
        self.prose.has_gap = true;
        self.other.has_gap = true;
    }

    pub(super) fn push_char(&mut self, character: char) {
        self.push(character.encode_utf8(&mut [0; 4]));
    }

    pub(super) fn push(&mut self, text: &str) {
        if !self.all.push_words(text, &mut self.count) {
            self.count.push(text.as_bytes());
            self.all.push(text, usize::MAX);
        }
        if self.non_prose == [0; 2] {
            self.prose.push(text, self.max_chars);
        } else if self.prose.text.is_empty() {
            self.other.push(text, self.max_chars);
        }
    }
}

impl WordCount {
    /// Counts words by their bytes, which is much faster than by characters.
    fn push(&mut self, text: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at += 1;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => self.is_counted = false,
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => self.count(),
                0xC3..=0xFF => at += self.push_wide(byte, text.get(at..).unwrap_or_default()),
                0xC2 if text.get(at) == Some(&0xA0) => self.is_counted = false,
                _ => {}
            }
        }
    }

    /// Counts a piece of text without white space.
    fn push_word(&mut self, word: &str) {
        if word.is_ascii() {
            if !self.is_counted && word.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
                self.count();
            }
        } else {
            self.push(word.as_bytes());
        }
    }

    fn count(&mut self) {
        if !self.is_counted {
            self.words = self.words.saturating_add(1);
            self.is_counted = true;
        }
    }

    /// Counts a character of several bytes and returns the number of bytes after its first.
    fn push_wide(&mut self, first: u8, rest: &[u8]) -> usize {
        match (first, rest) {
            // General punctuation and spaces; ideographic ones.
            (0xE2, [0x80, 0x80..=0x8B, ..]) | (0xE3, [0x80, ..]) => self.is_counted = false,
            (0xE2, [0x80 | 0x81, ..]) => {}
            // Kana, Han, and Han beyond the first plane.
            (0xE3..=0xE9, _) | (0xF0, [0xA0..=0xBF, ..]) => {
                self.ideographs = self.ideographs.saturating_add(1);
                self.is_counted = false;
            }
            _ => self.count(),
        }
        match first {
            0xC0..=0xDF => 1,
            0xE0..=0xEF => 2,
            _ => 3,
        }
    }
}

impl FoldedText {
    fn push(&mut self, text: &str, max_chars: usize) {
        if self.is_full {
            return;
        }
        // Words of nothing but invisible characters fill the first lines of mails.
        let text = without_fillers(text);
        for character in text.chars().filter(|character| !is_ignorable(*character)) {
            self.push_char(character, max_chars);
            if self.is_full {
                return;
            }
        }
    }

    /// Appends and counts the words of a text without invisible characters. Returns false, and
    /// appends nothing, if it has some. Looks at bytes, because nearly all text is ASCII.
    fn push_words(&mut self, text: &str, count: &mut WordCount) -> bool {
        let before = (self.text.len(), self.has_gap, count.clone());
        let (mut start, mut at) = (0, 0);
        while let Some(&byte) = text.as_bytes().get(at) {
            let character = match byte {
                b'!'..=b'~' => {
                    at += 1;
                    continue;
                }
                b' ' => ' ',
                _ => text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' '),
            };
            if is_ignorable(character) {
                self.text.truncate(before.0);
                (self.has_gap, *count) = (before.1, before.2);
                return false;
            }
            let next = at + character.len_utf8();
            if character.is_whitespace() {
                self.push_word(text.get(start..at).unwrap_or_default(), count);
                self.has_gap = true;
                count.is_counted = false;
                start = next;
            }
            at = next;
        }
        self.push_word(text.get(start..).unwrap_or_default(), count);
        true
    }

    fn push_word(&mut self, word: &str, count: &mut WordCount) {
        if !word.is_empty() {
            if self.has_gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.has_gap = false;
            self.text.push_str(word);
            count.push_word(word);
        }
    }

    fn push_char(&mut self, character: char, max_chars: usize) {
        if character.is_whitespace() {
            self.has_gap = true;
            return;
        }
        let has_gap = std::mem::take(&mut self.has_gap) && self.chars > 0;
        self.is_full = self.chars + usize::from(has_gap) >= max_chars;
        if self.is_full {
            return;
        }
        if has_gap {
            self.text.push(' ');
            self.chars += 1;
        }
        self.text.push(character);
        self.chars += 1;
    }
}

/// The text without words that show nothing.
fn without_fillers(text: &str) -> Cow<'_, str> {
    if !text.contains(['\u{34f}', '\u{200c}', '\u{180e}', '\u{2063}', '\u{61c}']) {
        return Cow::Borrowed(text);
    }
    let words = text.split_inclusive(char::is_whitespace);
    Cow::Owned(
        words.map(|word| if word.trim().chars().all(is_filler) { " " } else { word }).collect(),
    )
}

/// Cuts a text of `max_chars` characters, or one fewer, at the end of a word and ends it with an
/// ellipsis.
fn shortened(mut text: String, max_chars: usize) -> String {
    let end = text.char_indices().nth(max_chars.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    text.truncate(end);
    let kept = text
        .trim_end()
        .rfind(char::is_whitespace)
        .filter(|at| *at >= end / 2)
        .unwrap_or(text.len());
    text.truncate(kept);
    text.truncate(
        text.trim_end_matches(|character: char| {
            character.is_whitespace() || matches!(character, ',' | ';' | ':' | '–' | '—' | '-')
        })
        .len(),
    );
    if max_chars > 0 {
        text.push('\u{2026}');
    }
    text
}
