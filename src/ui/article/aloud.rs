//! The sentence that is read aloud: it is marked, and followed when it leaves the view.
//!
//! Marks come as letters of a text of the document, and are found here in the text that is shown.

use std::ops::Range;
use std::sync::Arc;

use egui::{Painter, Rangef};

use crate::aloud::{Mark, Spot, TextPlace, is_letter};
use crate::ui::theme::Theme;

use super::ArticlePane;
use super::find::Match;
use super::flow::{Flow, Leaf};
use super::select::{Caret, Selection};
use super::style::Look;
use super::view::{Edge, View};

/// Signs that belong to the word after them.
const OPENING: &str = "\"\u{201c}\u{201e}\u{2018}\u{ab}([{\u{300c}\u{300e}\u{300a}\u{bf}\u{a1}";
/// Where the sentence comes to stand, as a share of the pane's height.
const FOLLOWED_HEIGHT: f32 = 0.25;
/// The room that stays free below it, as a share of the pane's height.
const FREE_BELOW: f32 = 0.06;

/// The sentence that is spoken.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    marks: Arc<[Mark]>,
    jumps: u32,
    /// The words on screen, once they were looked for.
    pub(super) found: Vec<Match>,
    is_new: bool,
    /// Whether the reader has scrolled away from it.
    is_left: bool,
}

impl ArticlePane {
    /// Marks the words that are spoken; `None` while this article is not read. Another number of
    /// `jumps` brings them into view wherever the reader is.
    pub fn follow_voice(&mut self, spoken: Option<(&Arc<[Mark]>, u32)>) {
        let Some((marks, jumps)) = spoken else {
            self.spoken = None;
            return;
        };
        let is_first = self.spoken.is_none();
        let spoken = self.spoken.get_or_insert_default();
        let is_jump = spoken.jumps != jumps && !is_first;
        if is_first || is_jump || !Arc::ptr_eq(&spoken.marks, marks) {
            (spoken.marks, spoken.jumps) = (Arc::clone(marks), jumps);
            spoken.is_new = true;
            if is_jump {
                (spoken.is_left, spoken.found) = (false, Vec::new());
            }
        }
    }

    /// The place where reading aloud begins: at the selection, else at the paragraph in view.
    #[must_use]
    pub fn first_spot(&self) -> Spot {
        let Some(view) = &self.view else { return Spot::default() };
        let selected = self.selection.and_then(|selection: Selection| selection.range(&view.flow));
        let caret = selected.map(|(start, _)| start).or_else(|| view.first_caret());
        caret.map_or_else(Spot::default, |caret| view.flow.spot_of(caret))
    }

    /// Finds the words that are spoken, and follows them if they were in view before.
    pub(super) fn show_spoken(&mut self, view: &mut View, painter: &Painter, theme: &Theme) {
        let Some(spoken) = self.spoken.as_mut().filter(|spoken| spoken.is_new) else { return };
        if !spoken.found.is_empty() {
            spoken.is_left = !view.is_in_view(&spoken.found);
        }
        spoken.is_new = false;
        spoken.found = spoken.marks.iter().filter_map(|mark| view.flow.words_of(mark)).collect();
        if let Some(first) = spoken.found.first().filter(|_| !spoken.is_left) {
            view.reveal(first, painter, theme);
            view.settle(painter, theme);
        }
    }

    /// Looks for the words again: the article has changed.
    pub(super) fn look_for_spoken_again(&mut self) {
        if let Some(spoken) = &mut self.spoken {
            spoken.is_new = true;
            spoken.found.clear();
        }
    }
}

impl Flow {
    /// The words that a mark means. Those of code are an empty match at its beginning.
    fn words_of(&self, mark: &Mark) -> Option<Match> {
        let is_meant = |leaf: &Leaf| match mark.text {
            TextPlace::Title => leaf.look == Look::Title,
            TextPlace::Body(number) => leaf.text_number == Some(number),
        };
        let leaf = self.leaves.iter().position(is_meant)?;
        let text = &self.leaves.get(leaf)?.text;
        Some(Match { leaf, chars: chars_of(text, mark.letters.start..mark.letters.end) })
    }

    /// The place of a position. Texts that no document has, such as the byline, are before the body.
    fn spot_of(&self, caret: Caret) -> Spot {
        let Some(leaf) = self.leaves.get(caret.leaf) else { return Spot::default() };
        if let Some(number) = leaf.text_number {
            let before = leaf.text.chars().take(caret.char);
            let letter = before.map(|character| u32::from(is_letter(character))).sum();
            return Spot { text: TextPlace::Body(number), letter };
        }
        let rest = self.leaves.get(caret.leaf..).unwrap_or_default();
        let is_title = leaf.look == Look::Title;
        match rest.iter().find_map(|leaf| leaf.text_number) {
            Some(number) if !is_title => Spot { text: TextPlace::Body(number), letter: 0 },
            Some(_) | None => Spot::default(),
        }
    }
}

/// The characters of a text with these letters, and the signs that belong to them.
fn chars_of(text: &str, letters: Range<u32>) -> Range<usize> {
    let (mut start, mut end) = (0, 0);
    let (mut letter, mut opening) = (0, None);
    let mut signs = text.chars().enumerate().peekable();
    while let Some((at, character)) = signs.next() {
        if is_letter(character) {
            if letter == letters.start {
                start = opening.unwrap_or(at);
            }
            if letters.contains(&letter) {
                end = at + 1;
            } else if letter >= letters.end {
                break;
            }
            letter += 1;
            opening = None;
            continue;
        }
        let is_last = signs.peek().is_none_or(|(_, next)| next.is_whitespace());
        if OPENING.contains(character) && !is_last {
            opening = opening.or(Some(at));
        } else {
            opening = None;
            // Signs behind the last letter belong to it, up to the next space.
            if end == at && end > 0 && !character.is_whitespace() {
                end = at + 1;
            }
        }
    }
    if letters.is_empty() { 0..0 } else { start..end.max(start) }
}

impl View {
    /// The beginning of the first text that begins in view, else the first character in view.
    fn first_caret(&self) -> Option<Caret> {
        let height = self.metrics.pane_height;
        let texts = self.visible.iter().flat_map(|(at, y)| {
            let texts = self.layouts.get(at).map_or(&[][..], |layout| &layout.texts[..]);
            texts.iter().map(move |text| (text, y + text.pos.y))
        });
        let mut partly = None;
        for (text, top) in texts {
            let caret = Caret { leaf: text.slice.leaf, char: text.slice.first_char };
            if top >= -1.0 && top < height && text.slice.first_char == 0 {
                return Some(caret);
            }
            let seen = text.chars_between(top, Rangef::new(0.0, height));
            partly = partly.or((!seen.is_empty()).then_some(Caret { char: seen.start, ..caret }));
        }
        partly
    }

    /// Whether a part of some words is in view.
    fn is_in_view(&self, words: &[Match]) -> bool {
        let height = self.metrics.pane_height;
        words
            .iter()
            .filter_map(|found| self.reach_of(found))
            .any(|reach| reach.max > 0.0 && reach.min < height)
    }

    /// The top and bottom of words relative to the top edge, if their piece is visible.
    fn reach_of(&self, found: &Match) -> Option<Rangef> {
        let (start, end) = found.ends();
        let end = if start == end { Caret { char: end.char + 1, ..end } } else { end };
        let mut reach: Option<Rangef> = None;
        for (at, y) in &self.visible {
            let texts = self.layouts.get(at).map_or(&[][..], |layout| &layout.texts[..]);
            for rect in texts.iter().flat_map(|text| text.selected_rects(start, end)) {
                let range = Rangef::new(y + rect.top(), y + rect.bottom());
                let known = reach.unwrap_or(range);
                reach = Some(Rangef::new(known.min.min(range.min), known.max.max(range.max)));
            }
        }
        reach
    }

    /// Scrolls so that words can be read to their end, if they cannot yet.
    fn reveal(&mut self, found: &Match, painter: &Painter, theme: &Theme) {
        let height = self.metrics.pane_height;
        let (start, _) = found.ends();
        let Some(reach) = self.reach_of(found) else {
            self.go_to_caret(start, painter, theme);
            return;
        };
        let is_whole = reach.min >= 0.0 && reach.max <= height * (1.0 - FREE_BELOW);
        if !is_whole {
            let Edge { piece, offset } = self.edge;
            // A sentence that is longer than the pane begins at its top.
            let room = (height - reach.span()).max(0.0);
            let top = (FOLLOWED_HEIGHT * height).min(room);
            self.edge = Edge { piece, offset: offset + reach.min - top };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, letters: Range<u32>) -> String {
        let chars = chars_of(text, letters);
        text.chars().skip(chars.start).take(chars.len()).collect()
    }

    #[test]
    fn the_signs_around_a_sentence_belong_to_it() {
        assert_eq!(
            marked("One. \u{201c}Two three.\u{201d} Four", 3..11),
            "\u{201c}Two three.\u{201d}"
        );
        assert_eq!(marked("One. (Two!) Four", 0..3), "One.");
        assert_eq!(marked("A\u{ad}b c.\u{a0}\u{a0}d", 0..3), "A\u{ad}b c.");
        assert_eq!(marked("今天。「好。」再见", 2..3), "「好。」");
        assert_eq!(marked("one, two", 0..3), "one,");
        assert_eq!(marked("\"Yes.\" She", 0..3), "\"Yes.\"");
        assert_eq!(marked("Er: \u{201e}Ja.\u{201c} Sie", 2..4), "\u{201e}Ja.\u{201c}");
        assert_eq!((marked("code", 0..0), marked("", 0..5)), (String::new(), String::new()));
    }

    #[test]
    fn letters_that_a_changed_text_no_longer_has_mark_its_rest() {
        assert_eq!(marked("short.", 2..99), "ort.");
        assert_eq!(marked("short.", 50..99), "");
    }
}
