//! Right-to-left text: egui shapes each run of letters but puts the runs side by side as they are written.
//!
//! So a text that holds right-to-left letters is cut into words before egui sets it, each of one direction; egui breaks the
//! lines; then the words of each line are put into their visual order (UAX 9), and the letters of a right-to-left word, which
//! come out of the shaper from left to right, back into the order in which they are written, so that places in the text count on.

use std::ops::Range;
use std::sync::Arc;

use egui::Galley;
use egui::epaint::text::{ByteIndex, Glyph, LayoutSection, Row};
use unicode_bidi::{BidiInfo, Level};

/// Directions within a text.
#[derive(Debug, Clone)]
pub(super) struct Directions {
    /// Of each byte: odd from right to left.
    levels: Vec<Level>,
    /// Whether the text as a whole runs from right to left.
    pub(super) is_right_to_left: bool,
}

/// The directions of a text; `None` when all of it runs from left to right.
pub(super) fn directions(text: &str) -> Option<Directions> {
    if !text.chars().any(is_right_to_left) {
        return None;
    }
    let info = BidiInfo::new(text, None);
    let is_right_to_left = info.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl());
    Some(Directions { levels: info.levels, is_right_to_left })
}

/// Letters of scripts that are written from right to left, and marks that say so.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Accents and vowel signs, which belong to the letter before them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{200c}' | '\u{200d}')
}

/// Signs that face the other way from right to left, in pairs of one length in UTF-8.
const MIRRORED: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»')];

impl Directions {
    /// The text with brackets facing the way they are seen.
    pub(super) fn mirrored(&self, text: &str) -> String {
        let face = |(at, letter): (usize, char)| {
            let find = |(one, other): &(char, char)| match letter {
                _ if letter == *one => Some(*other),
                _ if letter == *other => Some(*one),
                _ => None,
            };
            if self.level(at).is_rtl() { MIRRORED.iter().find_map(find).unwrap_or(letter) } else { letter }
        };
        text.char_indices().map(face).collect()
    }

    fn level(&self, byte: usize) -> Level {
        self.levels.get(byte).copied().unwrap_or(self.base())
    }

    fn base(&self) -> Level {
        if self.is_right_to_left { Level::rtl() } else { Level::ltr() }
    }

    /// Cuts sections wherever a word ends or the direction changes.
    pub(super) fn cut(&self, text: &str, sections: Vec<LayoutSection>) -> Vec<LayoutSection> {
        let mut out = Vec::with_capacity(sections.len() * 4);
        for section in sections {
            let bytes = section.byte_range.start.0..section.byte_range.end.0;
            let (mut start, mut space) = (bytes.start, section.leading_space);
            for end in self.ends(text, bytes) {
                let byte_range = ByteIndex(start)..ByteIndex(end);
                out.push(LayoutSection { leading_space: std::mem::take(&mut space), byte_range, format: section.format.clone() });
                start = end;
            }
        }
        out
    }

    /// Where the pieces of a range end.
    fn ends(&self, text: &str, bytes: Range<usize>) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut last: Option<(bool, bool, Level)> = None;
        for (at, letter) in text.get(bytes.clone()).unwrap_or_default().char_indices() {
            let level = self.level(bytes.start + at);
            // A sign may be set in another font than the letters beside it, which egui then puts on its wrong side.
            let is_sign = level.is_rtl() && !letter.is_alphanumeric() && !is_mark(letter);
            let kind = (letter.is_whitespace(), is_sign, level);
            if last.is_some_and(|last| last != kind || is_sign) {
                ends.push(bytes.start + at);
            }
            last = Some(kind);
        }
        if last.is_some() || bytes.is_empty() {
            ends.push(bytes.end);
        }
        ends
    }

    /// Puts the words of each line into their visual order.
    pub(super) fn arrange(&self, galley: &mut Arc<Galley>, text: &str) {
        let ranges = galley.job.sections.iter().map(|section| section.byte_range.start.0..section.byte_range.end.0);
        let pieces: Vec<Piece<'_>> =
            ranges.map(|bytes| Piece { level: self.level(bytes.start), text: text.get(bytes).unwrap_or_default() }).collect();
        let mut at = Cursor { piece: 0, taken: 0 };
        for placed in &mut Arc::make_mut(galley).rows {
            let row = Arc::make_mut(&mut placed.row);
            let words = words(row, &pieces, &mut at);
            self.arrange_row(row, words);
        }
    }

    fn arrange_row(&self, row: &mut Row, mut words: Vec<Word<'_>>) {
        // Spaces that end a line belong to the line, not to what stands before them.
        for word in words.iter_mut().rev().take_while(|word| word.is_blank) {
            word.level = self.base();
        }
        let levels: Vec<Level> = words.iter().map(|word| word.level).collect();
        let left = words.iter().map(|word| word.left).fold(f32::INFINITY, f32::min);
        // egui lets the spaces that end a line stand out of the column; here they stand out on the other side.
        let trailing: f32 = words.iter().rev().take_while(|word| word.is_blank).map(|word| word.width).sum();
        let overhang = if self.is_right_to_left { trailing } else { 0.0 };
        let mut x = if left.is_finite() { left - overhang } else { 0.0 };
        for at in BidiInfo::reorder_visual(&levels) {
            if let Some(word) = words.get(at) {
                shift(row, &word.glyphs, x - word.left);
                x += word.width;
            }
        }
        for word in words.iter().rev().filter(|word| word.level.is_rtl()) {
            restore(row, word);
        }
        row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
    }
}

/// A piece of the text that was set by itself.
struct Piece<'a> {
    level: Level,
    text: &'a str,
}

/// How far the pieces have been found among the glyphs.
struct Cursor {
    piece: usize,
    taken: usize,
}

impl Cursor {
    /// Goes to the piece that a glyph belongs to. A right-to-left piece may have fewer glyphs than letters.
    fn advance(&mut self, glyph: &Glyph, pieces: &[Piece<'_>]) {
        while let Some(piece) = pieces.get(self.piece) {
            let letters = piece.text.chars().filter(|letter| *letter != '\n').count();
            // egui adds empty glyphs to a right-to-left word, since its letters seem to go backwards.
            let fits = if piece.level.is_rtl() { self.taken < 2 * letters && piece.text.contains(glyph.chr) } else { self.taken < letters };
            if fits || self.piece + 1 == pieces.len() {
                break;
            }
            self.piece += 1;
            self.taken = 0;
        }
        self.taken += 1;
    }
}

/// The words of a line.
fn words<'a>(row: &Row, pieces: &[Piece<'a>], at: &mut Cursor) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut last = None;
    for (index, glyph) in row.glyphs.iter().enumerate() {
        at.advance(glyph, pieces);
        if last.replace(at.piece) == Some(at.piece)
            && let Some(word) = words.last_mut()
        {
            word.glyphs.end = index + 1;
            word.left = word.left.min(glyph.pos.x);
            word.width = glyph.max_x().max(word.left + word.width) - word.left;
            continue;
        }
        if let Some(word) = words.last_mut() {
            word.width = glyph.pos.x - word.left;
        }
        let piece = pieces.get(at.piece);
        words.push(Word {
            glyphs: index..index + 1,
            level: piece.map_or(Level::ltr(), |piece| piece.level),
            left: glyph.pos.x,
            width: glyph.advance_width,
            is_blank: piece.is_some_and(|piece| piece.text.chars().all(char::is_whitespace)),
            text: piece.map_or("", |piece| piece.text),
        });
    }
    words
}

/// A word on a line.
struct Word<'a> {
    glyphs: Range<usize>,
    level: Level,
    left: f32,
    /// Up to the next word.
    width: f32,
    is_blank: bool,
    /// Its letters as they are written.
    text: &'a str,
}

fn shift(row: &mut Row, glyphs: &Range<usize>, by: f32) {
    if by.abs() < 0.01 {
        return;
    }
    for glyph in row.glyphs.get_mut(glyphs.clone()).into_iter().flatten() {
        glyph.pos.x += by;
        if glyph.uv_rect.is_nothing() {
            continue;
        }
        let first = glyph.first_vertex as usize;
        for vertex in row.visuals.mesh.vertices.get_mut(first..first + 4).into_iter().flatten() {
            vertex.pos.x += by;
        }
    }
}

#[expect(clippy::default_trait_access, reason = "the type of the rectangle has no public name")]
/// Puts the letters of a right-to-left word into the order in which they are written, one glyph a letter.
fn restore(row: &mut Row, word: &Word<'_>) {
    let Some(glyphs) = row.glyphs.get(word.glyphs.clone()) else { return };
    let mut seen = glyphs.iter().rev().filter(|glyph| glyph.advance_width > 0.0 || !glyph.uv_rect.is_nothing()).peekable();
    let Some(mut last) = seen.peek().map(|glyph| **glyph) else { return };
    let mut written = Vec::with_capacity(glyphs.len());
    for letter in word.text.chars() {
        if let Some(glyph) = seen.next_if(|glyph| glyph.chr == letter) {
            last = *glyph;
        } else {
            // A ligature stands for several letters: the others have a place, but no width.
            last.chr = letter;
            last.advance_width = 0.0;
            last.uv_rect = Default::default();
        }
        written.push(last);
    }
    // Where a long word is broken over two lines, its letters cannot be told apart so simply: it stays as it was set.
    if seen.next().is_none() {
        row.glyphs.splice(word.glyphs.clone(), written);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_with_right_to_left_letters_has_directions() {
        assert!(directions("only Latin, 123").is_none());
        assert!(directions("שלום world").is_some_and(|directions| directions.is_right_to_left));
        assert!(directions("world שלום").is_some_and(|directions| !directions.is_right_to_left));
        assert!(directions("مرحبا").is_some_and(|directions| directions.is_right_to_left));
    }

    /// The letters of a text in the order in which they stand on the line.
    fn seen(text: &str) -> String {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let mut seen = String::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let directions = directions(text).unwrap();
            let whole =
                LayoutSection { leading_space: 0.0, byte_range: ByteIndex(0)..ByteIndex(text.len()), format: egui::TextFormat::default() };
            let sections = directions.cut(text, vec![whole]);
            let job = egui::epaint::text::LayoutJob { text: text.to_owned(), sections, ..Default::default() };
            let mut galley = ui.painter().layout_job(job);
            directions.arrange(&mut galley, text);
            let row = &galley.rows[0];
            assert_eq!(row.glyphs.iter().map(|glyph| glyph.chr).collect::<String>(), text, "places in the text count on");
            let mut placed: Vec<(f32, char)> = row.glyphs.iter().map(|glyph| (glyph.pos.x, glyph.chr)).collect();
            placed.sort_by(|one, other| one.0.total_cmp(&other.0));
            seen = placed.into_iter().map(|(_, letter)| letter).collect();
        });
        output.textures_delta.clear();
        seen
    }

    #[test]
    fn words_stand_in_their_visual_order() {
        assert_eq!(seen("אבג דהו"), "והד גבא");
        assert_eq!(seen("abc אבג דהו def"), "abc והד גבא def");
        assert_eq!(seen("אבג 123 דהו"), "והד 123 גבא");
        assert_eq!(seen("אבג abc def דהו"), "והד abc def גבא");
        assert_eq!(seen("אבג, דהו."), ".והד ,גבא");
        assert_eq!(directions("א(ב)").map(|directions| directions.mirrored("א(ב)")).as_deref(), Some("א)ב("));
    }

    #[test]
    fn a_text_is_cut_at_words_and_where_the_direction_changes() {
        let text = "שלום 123 abc";
        let directions = directions(text).unwrap();
        let whole =
            LayoutSection { leading_space: 3.0, byte_range: ByteIndex(0)..ByteIndex(text.len()), format: egui::TextFormat::default() };
        let pieces = directions.cut(text, vec![whole]);
        let words: Vec<&str> = pieces.iter().map(|piece| &text[piece.byte_range.start.0..piece.byte_range.end.0]).collect();
        assert_eq!(words, ["שלום", " ", "123", " ", "abc"]);
        assert_eq!(pieces.iter().map(|piece| piece.leading_space).collect::<Vec<_>>(), [3.0, 0.0, 0.0, 0.0, 0.0]);
    }
}
