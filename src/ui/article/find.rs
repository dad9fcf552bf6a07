//! Finding words in the article. Every match is marked; one of them is current.
//!
//! Case and accents are ignored. A long article is searched over several frames.

use std::ops::Range;

use super::flow::{Flow, Leaf, PieceKind};
use super::select::Caret;
use crate::i18n::{number_words, t};
use crate::query::Highlights;

/// Bytes of text that are searched in one frame.
const BYTES_A_FRAME: usize = 256 << 10;
/// Matches beyond this number are not counted.
pub(super) const MAX_MATCHES: usize = 9_999;

/// A match: a range of characters in a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) leaf: usize,
    pub(super) chars: Range<usize>,
}

impl Match {
    /// Its first and last position.
    pub(super) fn ends(&self) -> (Caret, Caret) {
        (
            Caret { leaf: self.leaf, char: self.chars.start },
            Caret { leaf: self.leaf, char: self.chars.end },
        )
    }
}

/// A search in the article.
#[derive(Debug, Default)]
pub(super) struct Find {
    /// The text that the user typed.
    pub(super) text: String,
    /// Whether to put the cursor into the field.
    pub(super) wants_focus: bool,
    wanted: Vec<char>,
    /// The words of the search that led to this entry. Set instead of a typed text.
    highlights: Highlights,
    matches: Vec<Match>,
    /// Index of the match that the user is at.
    current: Option<usize>,
    /// The first leaf that is not searched yet.
    next_leaf: usize,
}

impl Find {
    /// A search that marks the words of a query.
    pub(super) fn of_question(highlights: Highlights) -> Self {
        Self { highlights, ..Self::default() }
    }

    pub(super) fn highlights(&self) -> &Highlights {
        &self.highlights
    }

    /// Starts again, because the text or the article has changed.
    pub(super) fn restart(&mut self) {
        self.wanted = self.text.chars().filter_map(folded).collect();
        self.matches.clear();
        self.current = None;
        self.next_leaf = 0;
    }

    /// Searches the next leaves. Returns true if some are left for the next frame.
    pub(super) fn advance(&mut self, flow: &Flow) -> bool {
        let mut left = BYTES_A_FRAME;
        while !(self.wanted.is_empty() && self.highlights.is_empty())
            && self.matches.len() < MAX_MATCHES
        {
            let Some(leaf) = flow.leaves.get(self.next_leaf) else { return false };
            search(leaf, self.next_leaf, &self.wanted, &mut self.matches);
            self.matches.extend(marked(leaf, self.next_leaf, &self.highlights));
            self.next_leaf += 1;
            left = left.saturating_sub(leaf.text.len());
            if left == 0 {
                return true;
            }
        }
        self.matches.truncate(MAX_MATCHES);
        false
    }

    /// Goes to the next or previous match and around the ends. The first step goes to the match
    /// nearest to the leaf `from_leaf`.
    pub(super) fn step(&mut self, direction: Direction, from_leaf: usize) -> Option<&Match> {
        let count = self.matches.len();
        if count == 0 {
            return None;
        }
        let first = self.matches.partition_point(|found| found.leaf < from_leaf);
        let at = match (self.current, direction) {
            (None, Direction::Forward) => first % count,
            (None, Direction::Back) => (first + count - 1) % count,
            (Some(at), Direction::Forward) => (at + 1) % count,
            (Some(at), Direction::Back) => (at + count - 1) % count,
        };
        self.current = Some(at);
        self.matches.get(at)
    }

    /// The matches that meet a range of characters in a leaf, each with whether it is the current
    /// one.
    pub(super) fn within(
        &self,
        leaf: usize,
        chars: Range<usize>,
    ) -> impl Iterator<Item = (&Match, bool)> {
        let first = self
            .matches
            .partition_point(|found| (found.leaf, found.chars.end) <= (leaf, chars.start));
        let rest = self.matches.get(first..).unwrap_or_default().iter().enumerate();
        rest.take_while(move |(_, found)| found.leaf == leaf && found.chars.start < chars.end)
            .map(move |(at, found)| (found, self.current == Some(first + at)))
    }

    /// `3 of 17`, `17 found` or `No matches`.
    pub(super) fn words(&self) -> String {
        let count = if self.matches.len() >= MAX_MATCHES {
            t!(find_most, count = MAX_MATCHES)
        } else {
            number_words(self.matches.len() as u64)
        };
        match (self.current, self.matches.len()) {
            _ if self.wanted.is_empty() => String::new(),
            (_, 0) => t!(state_no_matches),
            (Some(at), _) => t!(state_position, position = at + 1, count = count),
            (None, _) => t!(find_count, count = count),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Back,
}

/// A character without case and accent; `None` for a combining accent or an invisible character.
fn folded(character: char) -> Option<char> {
    if character.is_ascii() {
        return Some(character.to_ascii_lowercase());
    }
    match character {
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => None,
        '\u{a0}' | '\u{202f}' => Some(' '),
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        _ => {
            let mut plain = character;
            unicode_normalization::char::decompose_canonical(character, |letter| {
                if plain == character {
                    plain = letter;
                }
            });
            plain.to_lowercase().next()
        }
    }
}

fn search(leaf: &Leaf, index: usize, wanted: &[char], matches: &mut Vec<Match>) {
    // Each folded character with its index in the text: folding drops some.
    let text: Vec<(usize, char)> = leaf
        .text
        .chars()
        .enumerate()
        .filter_map(|(at, character)| folded(character).map(|plain| (at, plain)))
        .collect();
    let Some(first) = wanted.first() else { return };
    let mut at = 0;
    while let Some(window) = text.get(at..at + wanted.len()) {
        let is_match = window.first().is_some_and(|(_, plain)| plain == first)
            && window.iter().map(|(_, plain)| plain).eq(wanted);
        if let (true, Some((start, _)), Some((end, _))) = (is_match, window.first(), window.last())
        {
            matches.push(Match { leaf: index, chars: *start..end + 1 });
            at += wanted.len();
        } else {
            at += 1;
        }
    }
}

/// The matches of a query's words.
fn marked(leaf: &Leaf, index: usize, highlights: &Highlights) -> Vec<Match> {
    // Characters are counted on from the previous match: counting from the start each time would
    // take seconds in long code.
    let (mut byte, mut char) = (0, 0);
    let mut chars = |to: usize| {
        char += leaf.text.get(byte..to).map_or(0, |between| between.chars().count());
        byte = to.max(byte);
        char
    };
    let matches = highlights.within(&leaf.text).into_iter();
    matches
        .map(|bytes| Match { leaf: index, chars: chars(bytes.start)..chars(bytes.end) })
        .collect()
}

impl Flow {
    /// The piece that shows a position.
    pub(super) fn piece_of(&self, caret: Caret) -> Option<usize> {
        let byte = self.leaves.get(caret.leaf).map(|leaf| {
            leaf.text.char_indices().nth(caret.char).map_or(leaf.text.len(), |(at, _)| at)
        })?;
        self.pieces.iter().position(|piece| self.shows(&piece.kind, caret.leaf, byte))
    }

    fn shows(&self, kind: &PieceKind, leaf: usize, byte: usize) -> bool {
        match kind {
            PieceKind::Text(slice) | PieceKind::Code { slice, .. } => {
                slice.leaf == leaf && slice.bytes.start <= byte && byte <= slice.bytes.end
            }
            PieceKind::Rows { table, rows } => {
                let rows = self
                    .tables
                    .get(*table)
                    .and_then(|table| table.rows.get(rows.clone()))
                    .into_iter()
                    .flatten()
                    .flatten();
                rows.flat_map(|cell| &cell.pieces).any(|piece| self.shows(&piece.kind, leaf, byte))
            }
            PieceKind::Gallery(gallery) => {
                let shots = self.galleries.get(*gallery).into_iter().flatten();
                shots.flat_map(|shot| &shot.caption).any(|caption| caption.leaf == leaf)
            }
            PieceKind::Image(_)
            | PieceKind::Embed(_)
            | PieceKind::Chips
            | PieceKind::Rule
            | PieceKind::End => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(texts: &[&str]) -> Flow {
        let leaf = |text: &&str| Leaf { text: (*text).to_owned(), ..Leaf::default() };
        Flow { leaves: texts.iter().map(leaf).collect(), ..Flow::default() }
    }

    fn find(text: &str, texts: &[&str]) -> Find {
        let mut find = Find { text: text.to_owned(), ..Find::default() };
        find.restart();
        let flow = flow(texts);
        while find.advance(&flow) {}
        find
    }

    fn found(text: &str, texts: &[&str]) -> Vec<(usize, Range<usize>)> {
        find(text, texts).matches.into_iter().map(|found| (found.leaf, found.chars)).collect()
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(
            found("cafe", &["Café and CAFE\u{301}", "café"]),
            [(0, 0..4), (0, 9..13), (1, 0..4)]
        );
        assert_eq!(found("é", &["e E x"]), [(0, 0..1), (0, 2..3)]);
        assert_eq!(found("it's", &["it\u{2019}s"]), [(0, 0..4)]);
        assert_eq!(found("ab", &["a\u{ad}b"]), [(0, 0..3)]);
    }

    #[test]
    fn matches_do_not_overlap_and_nothing_finds_nothing() {
        assert_eq!(found("aa", &["aaaa"]), [(0, 0..2), (0, 2..4)]);
        assert_eq!(found("", &["abc"]), []);
        assert_eq!(find("x", &["abc"]).words(), "No matches");
    }

    #[test]
    fn stepping_begins_where_the_reader_is_and_goes_around() {
        let mut find = find("x", &["x", "y", "x", "x"]);
        assert_eq!(find.words(), "3 found");
        assert_eq!(find.step(Direction::Forward, 1).map(|found| found.leaf), Some(2));
        assert_eq!(find.step(Direction::Forward, 1).map(|found| found.leaf), Some(3));
        assert_eq!(find.step(Direction::Forward, 1).map(|found| found.leaf), Some(0));
        assert_eq!(find.words(), "1 of 3");
        assert_eq!(find.step(Direction::Back, 1).map(|found| found.leaf), Some(3));
        assert_eq!(
            find.within(3, 0..9).map(|(_, is_current)| is_current).collect::<Vec<_>>(),
            [true]
        );
    }

    #[test]
    fn only_matches_of_the_visible_part_are_looked_at() {
        let find = find("x", &["x.x.x.x", "x"]);
        let within = |leaf, chars| {
            find.within(leaf, chars).map(|(found, _)| found.chars.start).collect::<Vec<_>>()
        };
        assert_eq!(within(0, 2..5), [2, 4]);
        assert_eq!(within(0, 0..7), [0, 2, 4, 6]);
        assert_eq!(within(1, 0..1), [0]);
        assert_eq!(within(1, 1..9), [0; 0]);
    }

    #[test]
    fn words_of_a_question_are_marked_by_characters_even_behind_many_others() {
        let question = crate::query::parse_typed("\u{fc}ber")
            .map(|question| Highlights::of(&question))
            .unwrap();
        let text = "\u{fc}ber \u{e4} \u{fc}ber ".repeat(20_000);
        let begun = std::time::Instant::now();
        let found = marked(&Leaf { text, ..Leaf::default() }, 0, &question);
        assert_eq!(
            found.get(..3).unwrap().iter().map(|found| found.chars.clone()).collect::<Vec<_>>(),
            [0..4, 7..11, 12..16]
        );
        assert!(begun.elapsed().as_secs() < 3, "{:?}", begun.elapsed());
    }

    #[test]
    fn a_long_article_is_searched_over_several_frames() {
        let long = "x".repeat(BYTES_A_FRAME);
        let flow = flow(&[&long, "y"]);
        let mut find = Find { text: "y".into(), ..Find::default() };
        find.restart();
        assert!(find.advance(&flow));
        assert!(!find.advance(&flow));
        assert_eq!(find.words(), "1 found");
    }
}
