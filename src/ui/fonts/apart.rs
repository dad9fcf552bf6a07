//! Parts of a text that have a font of their own: emoji, which are in colour, and Arabic letters,
//! which join only within one font. egui takes each sign from the first font that has it, and a
//! font for symbols may have some of the letters.

use std::ops::Range;

use egui::FontFamily;
use egui::epaint::text::{ByteIndex, LayoutSection, has_emoji_presentation};
use unicode_segmentation::UnicodeSegmentation as _;

/// The sections of a text, cut so that its emoji and its Arabic letters have their own families.
/// Each comes with the index of the section that it was part of.
pub(in crate::ui) fn apart(
    text: &str,
    sections: Vec<LayoutSection>,
) -> Vec<(usize, LayoutSection)> {
    let found = parts(text);
    if found.is_empty() {
        return sections.into_iter().enumerate().collect();
    }
    let mut out = Vec::with_capacity(sections.len() + 2 * found.len());
    for (index, section) in sections.into_iter().enumerate() {
        let whole = section.byte_range.start.0..section.byte_range.end.0;
        let mut at = whole.start;
        let first = found.partition_point(|(bytes, _)| bytes.end <= whole.start);
        for (bytes, kind) in found.iter().skip(first).take_while(|(b, _)| b.start < whole.end) {
            let (start, end) = (bytes.start.max(whole.start), bytes.end.min(whole.end));
            out.extend(part(&section, at..start, whole.start).map(|part| (index, part)));
            let own = part(&section, start..end, whole.start).map(|part| kind.dressed(part));
            out.extend(own.map(|part| (index, part)));
            at = end;
        }
        out.extend(part(&section, at..whole.end, whole.start).map(|part| (index, part)));
    }
    out
}

/// The parts of a text with a font of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Emoji,
    Arabic,
}

impl Kind {
    fn dressed(self, mut section: LayoutSection) -> LayoutSection {
        let family = &mut section.format.font_id.family;
        *family = match self {
            Self::Emoji => super::emoji(),
            Self::Arabic => super::arabic(family),
        };
        section
    }
}

/// Whether a family is for parts of texts; it may be higher than the font of the text.
pub(in crate::ui) fn is_apart(family: &FontFamily) -> bool {
    *family == super::emoji() || super::is_arabic(family)
}

/// Some bytes of a section; only its first part has the space before it.
fn part(section: &LayoutSection, bytes: Range<usize>, start: usize) -> Option<LayoutSection> {
    (bytes.start < bytes.end).then(|| LayoutSection {
        leading_space: if bytes.start == start { section.leading_space } else { 0.0 },
        byte_range: ByteIndex(bytes.start)..ByteIndex(bytes.end),
        format: section.format.clone(),
    })
}

/// The bytes of such parts, in order.
fn parts(text: &str) -> Vec<(Range<usize>, Kind)> {
    if !text.chars().any(|letter| may_be_emoji(letter) || is_arabic(letter)) {
        return Vec::new();
    }
    let mut found: Vec<(Range<usize>, Kind)> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let kind = match cluster.chars().next() {
            Some(letter) if is_arabic(letter) => Kind::Arabic,
            _ if is_emoji(cluster) => Kind::Emoji,
            _ => continue,
        };
        match found.last_mut() {
            Some((last, known)) if last.end == at && *known == kind => {
                last.end = at + cluster.len();
            }
            _ => found.push((at..at + cluster.len(), kind)),
        }
    }
    found
}

/// A letter, sign or digit of the Arabic script.
fn is_arabic(letter: char) -> bool {
    matches!(
        letter,
        '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{870}'..='\u{8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
    )
}

/// Whether a cluster with this character may be an emoji. Most texts have none, and are asked each
/// time that they are laid out.
fn may_be_emoji(character: char) -> bool {
    matches!(
        character,
        KEYCAP | PRESENTATION | '\u{231a}'..='\u{23ff}' | '\u{25fd}'..='\u{2bff}' | '\u{1f000}'..
    )
}

/// The key around a digit.
const KEYCAP: char = '\u{20e3}';
/// Asks for the sign before it to be shown as emoji.
const PRESENTATION: char = '\u{fe0f}';
/// Asks for the sign before it to be shown as text.
const TEXT_PRESENTATION: char = '\u{fe0e}';

fn is_emoji(cluster: &str) -> bool {
    has_emoji_presentation(cluster)
        || (cluster.contains(KEYCAP) && !cluster.contains(TEXT_PRESENTATION))
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::TextFormat;

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        parts(text).into_iter().map(|(bytes, _)| &text[bytes]).collect()
    }

    #[test]
    fn emoji_are_found_whole() {
        assert_eq!(found("I ❤️ tea ☕ and 👩‍🚀🇩🇪."), ["❤️", "☕", "👩‍🚀🇩🇪"]);
        assert_eq!(found("1️⃣ first, 2⃣ then ⚠️"), ["1️⃣", "2⃣", "⚠️"]);
        assert_eq!(found("👍🏽 ❤️‍🔥"), ["👍🏽", "❤️‍🔥"]);
    }

    #[test]
    fn signs_of_text_are_no_emoji() {
        assert!(found("1 # © ™ ✔ ❤ → 漢字 ☎\u{fe0e} 😀\u{fe0e}").is_empty());
    }

    #[test]
    fn arabic_letters_are_found_word_by_word() {
        assert_eq!(found("Rust امریکہ کے 1.80"), ["امریکہ", "کے"]);
        assert_eq!(found("می\u{200c}خواهم"), ["می\u{200c}خواهم"]);
    }

    #[test]
    fn only_emoji_change_their_font_and_nothing_is_lost() {
        let text = "a ❤️ b";
        let section = LayoutSection {
            leading_space: 3.0,
            byte_range: ByteIndex(0)..ByteIndex(text.len()),
            format: TextFormat::default(),
        };
        let cut = apart(text, vec![section]);
        let parts: Vec<_> = cut
            .iter()
            .map(|(_, part)| {
                let bytes = part.byte_range.start.0..part.byte_range.end.0;
                let is_emoji = part.format.font_id.family == crate::ui::fonts::emoji();
                (&text[bytes], is_emoji, part.leading_space)
            })
            .collect();
        assert_eq!(parts, [("a ", false, 3.0), ("❤️", true, 0.0), (" b", false, 0.0)]);
        assert!(cut.iter().all(|(index, _)| *index == 0));
    }
}
