//! The order of words in text with right-to-left scripts: cuts a text into atoms that egui can
//! shape one by one, breaks them into lines and orders each line.
//!
//! egui shapes a right-to-left word, but it does not order words, does not place the characters
//! inside such a word, and ignores soft hyphens. Text without any of these never comes here. Plain
//! data: no fonts, no egui.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class, get_base_direction_full};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::{SOFT_HYPHEN, without_soft_hyphens};

use super::breaks::{is_ideographic, may_part};
use super::lines::{BALANCING_STEPS, Fill, MAX_BALANCED_LINES};

/// A line may be broken here; nothing is drawn.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Adjacent characters of one direction that are shaped together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) struct Atom {
    pub(in crate::ui) bytes: Range<usize>,
    /// The embedding level of the Unicode Bidirectional Algorithm (UAX 9). Odd levels run from
    /// right to left.
    pub(in crate::ui) level: Level,
    pub(in crate::ui) kind: AtomKind,
    pub(in crate::ui) can_end_line: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum AtomKind {
    /// Left-to-right text, shaped by egui as it stands.
    Text,
    /// Right-to-left letters. egui recognises them by their script.
    Letters,
    /// A single sign among right-to-left letters. Brackets are mirrored.
    Sign,
    /// One character of a script that breaks lines nearly anywhere.
    Ideograph,
    /// A space where a line may end.
    Space,
    SoftHyphen,
    /// A forced line break.
    LineFeed,
}

/// A line of text: a range of atoms, in logical order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) struct Line {
    pub(in crate::ui) atoms: Range<usize>,
    pub(in crate::ui) end: LineEnd,
}

/// The reason why a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum LineEnd {
    /// It is full, or the text ends.
    Plain,
    /// It is full in the middle of a word, which gets a hyphen.
    Hyphen,
    /// A forced break, whose character belongs to no line.
    LineFeed,
}

/// Whether egui alone would lay a text out wrongly.
pub(in crate::ui) fn needs_order(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_special)
}

/// Whether a text needs the composer. Soft hyphens alone do not: [`super::Rewrap`] breaks there,
/// and keeps the shapes of whole words.
pub(in crate::ui) fn needs_composer(text: &str) -> bool {
    needs_order(text) && needs_order(&without_soft_hyphens(text))
}

fn is_special(character: char) -> bool {
    match character {
        // The narrow and the figure space must not break; egui breaks there.
        SOFT_HYPHEN | ZERO_WIDTH_SPACE | '\u{2007}' | '\u{202f}' => true,
        '\0'..'\u{590}' => false,
        _ => {
            matches!(
                bidi_class(character),
                BidiClass::R
                    | BidiClass::AL
                    | BidiClass::AN
                    | BidiClass::RLE
                    | BidiClass::RLO
                    | BidiClass::RLI
            )
        }
    }
}

/// The direction of a text: that of its first strong letter.
pub(in crate::ui) fn base_level(text: &str) -> Level {
    if text.is_ascii() || get_base_direction_full(text) != Direction::Rtl {
        Level::ltr()
    } else {
        Level::rtl()
    }
}

/// Cuts a text into atoms. `cuts` are byte offsets in ascending order where the style changes, so
/// that an atom has to start there.
pub(in crate::ui) fn atoms(text: &str, cuts: &[usize], base: Level) -> Vec<Atom> {
    let info = BidiInfo::new(text, Some(base));
    let mut atoms: Vec<Atom> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let level = info.levels.get(at).copied().unwrap_or(base);
        let kind = kind(cluster, level);
        let end = at + cluster.len();
        match atoms.last_mut() {
            Some(last)
                if joins(last, kind, level)
                    && cuts.binary_search(&at).is_err()
                    && !can_part(last, text, cluster) =>
            {
                last.bytes.end = end;
            }
            last => {
                if let Some(last) = last {
                    last.can_end_line |= can_part(last, text, cluster);
                }
                let can_end_line = matches!(kind, AtomKind::Space | AtomKind::SoftHyphen);
                atoms.push(Atom { bytes: at..end, level, kind, can_end_line });
            }
        }
    }
    atoms
}

fn kind(cluster: &str, level: Level) -> AtomKind {
    let character = cluster.chars().next().unwrap_or(' ');
    match character {
        '\n' => AtomKind::LineFeed,
        SOFT_HYPHEN => AtomKind::SoftHyphen,
        '\u{a0}' | '\u{2007}' | '\u{202f}' => AtomKind::Sign,
        ZERO_WIDTH_SPACE => AtomKind::Space,
        _ if character.is_whitespace() => AtomKind::Space,
        // egui would take Arabic digits for letters and turn them around.
        _ if bidi_class(character) == BidiClass::AN => AtomKind::Sign,
        _ if is_ideographic(character) => AtomKind::Ideograph,
        _ if level.is_ltr() => AtomKind::Text,
        _ if matches!(
            bidi_class(character),
            BidiClass::R | BidiClass::AL | BidiClass::NSM | BidiClass::BN
        ) =>
        {
            AtomKind::Letters
        }
        _ => AtomKind::Sign,
    }
}

fn joins(last: &Atom, kind: AtomKind, level: Level) -> bool {
    last.kind == kind && last.level == level && matches!(kind, AtomKind::Text | AtomKind::Letters)
}

/// Whether a line may be broken between an atom and the next cluster, with no space between them.
fn can_part(last: &Atom, text: &str, cluster: &str) -> bool {
    let mut before = text.get(..last.bytes.end).unwrap_or_default().chars().rev();
    let (last, earlier) = (before.next(), before.next());
    let Some((last, after)) = last.zip(cluster.chars().next()) else { return false };
    may_part(earlier, last, after)
}

/// Breaks atoms of known widths into lines no wider than `most`. An atom wider than that has a line
/// of its own.
pub(in crate::ui) fn lines(
    atoms: &[Atom],
    widths: &[f32],
    hyphen: f32,
    most: f32,
    fill: Fill,
) -> Vec<Line> {
    let greedy = greedy(atoms, widths, hyphen, most);
    if fill != Fill::Balanced || !(2..=MAX_BALANCED_LINES).contains(&greedy.len()) {
        return greedy;
    }
    let (mut least, mut widest, mut best) = (most / 2.0, most, greedy);
    for _ in 0..BALANCING_STEPS {
        let middle = f32::midpoint(least, widest);
        let is_wide_enough = widths.iter().all(|width| *width <= middle);
        let tried = self::greedy(atoms, widths, hyphen, middle);
        if is_wide_enough && tried.len() == best.len() {
            (widest, best) = (middle, tried);
        } else {
            least = middle;
        }
    }
    best
}

fn greedy(atoms: &[Atom], widths: &[f32], hyphen: f32, most: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut start, mut used, mut candidate) = (0, 0, 0.0, None);
    while let (Some(atom), Some(own)) = (atoms.get(at), widths.get(at)) {
        if atom.kind == AtomKind::LineFeed {
            lines.push(Line { atoms: start..at, end: LineEnd::LineFeed });
            at += 1;
            (start, used, candidate) = (at, 0.0, None);
            continue;
        }
        if atom.kind != AtomKind::Space && used + own > most && at > start {
            // The atoms moved to the next line are visited again: they may break elsewhere there.
            at = candidate.unwrap_or(at);
            lines.push(Line { atoms: start..at, end: line_end(atoms, at) });
            (start, used, candidate) = (at, 0.0, None);
            continue;
        }
        used += own;
        at += 1;
        if atom.can_end_line && (atom.kind != AtomKind::SoftHyphen || used + hyphen <= most) {
            candidate = Some(at);
        }
    }
    lines.push(Line { atoms: start..atoms.len(), end: LineEnd::Plain });
    lines
}

fn line_end(atoms: &[Atom], end: usize) -> LineEnd {
    match end.checked_sub(1).and_then(|last| atoms.get(last)) {
        Some(last) if last.kind == AtomKind::SoftHyphen => LineEnd::Hyphen,
        _ => LineEnd::Plain,
    }
}

/// The number of spaces at the end of a line. They take no room.
pub(in crate::ui) fn trailing_spaces(line: &[Atom]) -> usize {
    line.iter().rev().take_while(|atom| atom.kind == AtomKind::Space).count()
}

/// The indices of a line's atoms in the order from left to right.
pub(in crate::ui) fn visual_order(line: &[Atom], base: Level) -> Vec<usize> {
    let words = line.len() - trailing_spaces(line);
    let levels: Vec<Level> = line
        .iter()
        .enumerate()
        .map(|(at, atom)| if at < words { atom.level } else { base })
        .collect();
    BidiInfo::reorder_visual(&levels)
}

/// The mirrored form of a character for right-to-left text: `)` for `(`.
pub(in crate::ui) fn mirrored(character: char) -> char {
    const PAIRS: [(char, char); 8] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
    ];
    PAIRS
        .iter()
        .find_map(|(open, close)| match character {
            _ if character == *open => Some(*close),
            _ if character == *close => Some(*open),
            _ => None,
        })
        .unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text as they stand from left to right, if every character is one point wide.
    fn set(text: &str, most: f32) -> Vec<String> {
        let base = base_level(text);
        let atoms = atoms(text, &[], base);
        let width = |atom: &Atom| {
            if atom.kind == AtomKind::SoftHyphen {
                0.0
            } else {
                text[atom.bytes.clone()].chars().count() as f32
            }
        };
        let widths: Vec<f32> = atoms.iter().map(width).collect();
        let word = |atom: &Atom| match atom.kind {
            AtomKind::SoftHyphen => String::new(),
            AtomKind::Sign => text[atom.bytes.clone()].chars().map(mirrored).collect(),
            _ => text[atom.bytes.clone()].to_owned(),
        };
        let line = |line: Line| {
            let atoms = &atoms[line.atoms];
            let words: String =
                visual_order(atoms, base).into_iter().map(|at| word(&atoms[at])).collect();
            if line.end == LineEnd::Hyphen { words + "-" } else { words }
        };
        lines(&atoms, &widths, 1.0, most, Fill::Greedy).into_iter().map(line).collect()
    }

    #[test]
    fn plain_text_is_left_to_egui() {
        assert!(!needs_order("Plain, naïve — “quoted” 漢字"));
        assert!(needs_order("שלום"));
        assert!(needs_order("مرحبا"));
        assert!(needs_order("soft\u{ad}hyphen"));
        assert!(needs_order("5\u{202f}km"));
    }

    #[test]
    fn the_first_letter_gives_the_direction() {
        assert!(base_level("1. שלום world").is_rtl());
        assert!(base_level("Say שלום").is_ltr());
        assert!(base_level("123").is_ltr());
    }

    #[test]
    fn words_from_right_to_left_stand_in_that_order() {
        assert_eq!(set("אחת שתיים שלוש", 99.0), ["שלוש שתיים אחת"]);
        assert_eq!(set("say אחת שתיים now", 99.0), ["say שתיים אחת now"]);
    }

    #[test]
    fn numbers_and_latin_words_keep_their_own_order() {
        assert_eq!(set("בשנת 2024 הגיע Rust 1.80", 99.0), ["Rust 1.80 הגיע 2024 בשנת"]);
    }

    #[test]
    fn brackets_face_the_way_of_the_text() {
        assert_eq!(set("אחת (שתיים)", 99.0), ["(שתיים) אחת"]);
    }

    #[test]
    fn lines_are_broken_before_they_are_ordered() {
        assert_eq!(set("אחת שתיים שלוש", 10.0), [" שתיים אחת", "שלוש"]);
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_its_word_is_broken() {
        assert_eq!(set("hyphen\u{ad}ation", 99.0), ["hyphenation"]);
        assert_eq!(set("hyphen\u{ad}ation", 8.0), ["hyphen-", "ation"]);
        assert_eq!(set("a hyphen\u{ad}ation", 8.0), ["a ", "hyphen-", "ation"]);
    }

    #[test]
    fn a_soft_hyphen_without_room_for_its_sign_breaks_nothing() {
        assert_eq!(set("a bcd\u{ad}efg", 5.0), ["a ", "bcd-", "efg"]);
    }

    #[test]
    fn narrow_spaces_hold_together() {
        assert_eq!(set("about 5\u{202f}km", 8.0), ["about ", "5\u{202f}km"]);
    }

    #[test]
    fn a_line_never_starts_with_a_space_and_breaks_where_it_is_told() {
        assert_eq!(set("one\u{200b}two  \u{5d0}", 3.0), ["one\u{200b}", "two  ", "\u{5d0}"]);
        assert_eq!(set("א\nב", 9.0), ["א", "ב"]);
    }

    #[test]
    fn ideographs_break_anywhere_but_before_closing_signs() {
        assert_eq!(set("漢字漢。\u{200b}", 3.0), ["漢字", "漢。\u{200b}"]);
    }

    #[test]
    fn words_from_right_to_left_are_broken_after_hyphens_too() {
        assert_eq!(set("אחת שתיים-שלוש", 11.0), ["-שתיים אחת", "שלוש"]);
    }

    #[test]
    fn marks_and_joiners_stay_with_their_letter() {
        assert_eq!(atoms("שָׁלוֹם", &[], Level::rtl()).len(), 1);
        assert_eq!(atoms("می\u{200c}خواهم", &[], Level::rtl()).len(), 1);
    }

    #[test]
    fn arabic_digits_stand_one_by_one_from_left_to_right() {
        assert_eq!(set("عام ١٢", 99.0), ["١٢ عام"]);
        assert_eq!(atoms("عام ١٢", &[], Level::rtl()).len(), 4);
    }

    #[test]
    fn styles_cut_atoms() {
        assert_eq!(atoms("שלום", &[4], Level::rtl()).len(), 2);
    }
}
