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

/// The amount of text that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Everything,
    Chars(usize),
}

/// Collects text.
#[derive(Debug)]
pub(super) struct TextBuilder {
    extent: Extent,
    prose: FoldedText,
    /// The text outside prose, used if there is no prose.
    other: FoldedText,
    /// How many elements of each kind of [`NonProse`] are open.
    non_prose: [u32; 2],
    words: u32,
    ideographs: u32,
    is_word_counted: bool,
}

/// Text with single spaces.
#[derive(Debug, Default)]
struct FoldedText {
    text: String,
    chars: usize,
    has_gap: bool,
    is_full: bool,
}

impl TextBuilder {
    /// Collects at most `max_chars` characters.
    pub(super) fn with_excerpt(max_chars: usize) -> Self {
        Self::new(Extent::Chars(max_chars), 0)
    }

    /// Collects all text.
    pub(super) fn with_text(expected_bytes: usize) -> Self {
        Self::new(Extent::Everything, expected_bytes)
    }

    fn new(extent: Extent, capacity: usize) -> Self {
        let prose = FoldedText { text: String::with_capacity(capacity), ..FoldedText::default() };
        Self {
            extent,
            prose,
            other: FoldedText::default(),
            non_prose: [0; 2],
            words: 0,
            ideographs: 0,
            is_word_counted: false,
        }
    }

    /// Begins again with other text.
    pub(super) fn restart(&mut self, text: &str) {
        *self = Self::new(self.extent, text.len());
        self.push(text);
    }

    /// Whether only the first words are wanted.
    pub(super) fn is_excerpt(&self) -> bool {
        self.extent != Extent::Everything
    }

    /// Number of words so far, including those beyond the excerpt.
    pub(super) fn words(&self) -> u32 {
        self.words.saturating_add(self.ideographs / IDEOGRAPHS_A_WORD)
    }

    /// The text of [`Self::with_text`].
    pub(super) fn into_text(self) -> String {
        self.prose.text
    }

    /// The excerpt, cut at the end of a word.
    pub(super) fn into_excerpt(self) -> String {
        let Extent::Chars(max_chars) = self.extent else { return self.prose.text };
        let folded = if self.prose.text.is_empty() { self.other } else { self.prose };
        if folded.is_full { shortened(folded.text, max_chars) } else { folded.text }
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
        self.is_word_counted = false;
        self.prose.has_gap = true;
        self.other.has_gap = true;
    }

    pub(super) fn push_char(&mut self, character: char) {
        self.push(character.encode_utf8(&mut [0; 4]));
    }

    pub(super) fn push(&mut self, text: &str) {
        self.count(text.as_bytes());
        let Extent::Chars(max_chars) = self.extent else {
            self.prose.push(text, usize::MAX);
            return;
        };
        if self.non_prose == [0; 2] {
            self.prose.push(text, max_chars);
        } else if self.prose.text.is_empty() {
            self.other.push(text, max_chars);
        }
    }

    /// Counts words by their bytes, which is much faster than by characters.
    fn count(&mut self, text: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at += 1;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => self.is_word_counted = false,
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => self.count_word(),
                0xC3..=0xFF => at += self.count_wide(byte, text.get(at..).unwrap_or_default()),
                0xC2 if text.get(at) == Some(&0xA0) => self.is_word_counted = false,
                _ => {}
            }
        }
    }

    fn count_word(&mut self) {
        if !self.is_word_counted {
            self.words = self.words.saturating_add(1);
            self.is_word_counted = true;
        }
    }

    /// Counts a character of several bytes and returns the number of bytes after its first.
    fn count_wide(&mut self, first: u8, rest: &[u8]) -> usize {
        match (first, rest) {
            // General punctuation and spaces; ideographic ones.
            (0xE2, [0x80, 0x80..=0x8B, ..]) | (0xE3, [0x80, ..]) => self.is_word_counted = false,
            (0xE2, [0x80 | 0x81, ..]) => {}
            // Kana, Han, and Han beyond the first plane.
            (0xE3..=0xE9, _) | (0xF0, [0xA0..=0xBF, ..]) => {
                self.ideographs = self.ideographs.saturating_add(1);
                self.is_word_counted = false;
            }
            _ => self.count_word(),
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
        if max_chars == usize::MAX && !text.contains(is_ignorable) {
            self.push_words(text);
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

    fn push_words(&mut self, text: &str) {
        for (index, word) in text.split(|character: char| character.is_whitespace()).enumerate() {
            self.has_gap |= index > 0;
            if !word.is_empty() {
                if self.has_gap && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.has_gap = false;
                self.text.push_str(word);
            }
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
