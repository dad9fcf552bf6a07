//! Which parts of a text are emoji, and the sections that show them in colour.

use std::ops::Range;

use egui::epaint::text::{ByteIndex, LayoutSection, has_emoji_presentation};
use unicode_segmentation::UnicodeSegmentation as _;

/// The sections of a text, cut so that its emoji have the font family for emoji. Each comes with
/// the index of the section that it was part of.
pub(in crate::ui) fn with_emoji(
    text: &str,
    sections: Vec<LayoutSection>,
) -> Vec<(usize, LayoutSection)> {
    let found = emoji(text);
    if found.is_empty() {
        return sections.into_iter().enumerate().collect();
    }
    let mut out = Vec::with_capacity(sections.len() + 2 * found.len());
    for (index, section) in sections.into_iter().enumerate() {
        let whole = section.byte_range.start.0..section.byte_range.end.0;
        let inside =
            found.iter().filter(|emoji| emoji.start < whole.end && whole.start < emoji.end);
        let mut at = whole.start;
        for emoji in inside {
            let (start, end) = (emoji.start.max(whole.start), emoji.end.min(whole.end));
            out.extend(part(&section, at..start, whole.start).map(|part| (index, part)));
            let colored = part(&section, start..end, whole.start).map(in_colour);
            out.extend(colored.map(|part| (index, part)));
            at = end;
        }
        out.extend(part(&section, at..whole.end, whole.start).map(|part| (index, part)));
    }
    out
}

/// Some bytes of a section; only its first part has the space before it.
fn part(section: &LayoutSection, bytes: Range<usize>, start: usize) -> Option<LayoutSection> {
    (bytes.start < bytes.end).then(|| LayoutSection {
        leading_space: if bytes.start == start { section.leading_space } else { 0.0 },
        byte_range: ByteIndex(bytes.start)..ByteIndex(bytes.end),
        format: section.format.clone(),
    })
}

fn in_colour(mut section: LayoutSection) -> LayoutSection {
    section.format.font_id.family = super::emoji();
    section
}

/// The bytes of the emoji of a text.
fn emoji(text: &str) -> Vec<Range<usize>> {
    if !text.chars().any(may_be_emoji) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true).filter(|(_, cluster)| is_emoji(cluster)) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + cluster.len(),
            _ => found.push(at..at + cluster.len()),
        }
    }
    found
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
        emoji(text).into_iter().map(|bytes| &text[bytes]).collect()
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
    fn only_emoji_change_their_font_and_nothing_is_lost() {
        let text = "a ❤️ b";
        let section = LayoutSection {
            leading_space: 3.0,
            byte_range: ByteIndex(0)..ByteIndex(text.len()),
            format: TextFormat::default(),
        };
        let cut = with_emoji(text, vec![section]);
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
