//! Footnotes: the words that a mark in the text leads to.

use super::super::style::Look;
use super::{Flow, NestKind, PieceKind};

/// Longest footnote that is shown beside its mark, in characters. The rest is read where it stands.
const MAX_NOTE_CHARS: usize = 1_500;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::article) struct Note {
    pub(in crate::ui::article) piece: usize,
    pub(in crate::ui::article) words: String,
}

/// The note at the target of a link: a list item or a paragraph. `None` for headings, and if the
/// link does not look like the mark of a note.
pub(in crate::ui::article) fn note(flow: &Flow, piece: usize, link_name: &str) -> Option<Note> {
    let first = flow.pieces.get(piece)?;
    let item = flow.nests.get(first.nest).filter(|nest| matches!(nest.kind, NestKind::Item(_)));
    let look = match &first.kind {
        PieceKind::Text(slice) => flow.leaves.get(slice.leaf).map(|leaf| leaf.look),
        PieceKind::Code { .. }
        | PieceKind::Rows { .. }
        | PieceKind::Image(_)
        | PieceKind::Embed(_)
        | PieceKind::Chips
        | PieceKind::Rule
        | PieceKind::End => None,
    };
    let is_heading = matches!(look, Some(Look::Heading(_) | Look::Title));
    if is_heading || !is_mark(link_name) {
        return None;
    }
    let same = |at: usize| flow.pieces.get(at).is_some_and(|other| other.nest == first.nest);
    let last = if item.is_some() {
        (piece..flow.pieces.len()).take_while(|at| same(*at)).last().unwrap_or(piece)
    } else {
        piece
    };
    let mut words = Vec::new();
    for at in piece..=last {
        if let Some(PieceKind::Text(slice)) = flow.pieces.get(at).map(|piece| &piece.kind) {
            words.extend(
                flow.leaves
                    .get(slice.leaf)
                    .and_then(|leaf| leaf.text.get(slice.bytes.clone()))
                    .map(str::to_owned),
            );
        }
    }
    let words: String = words.join("\n").chars().take(MAX_NOTE_CHARS).collect();
    let words = words.trim().trim_end_matches(['↩', '\u{fe0e}', '↑', '⏎', ' ']).to_owned();
    (!words.is_empty()).then_some(Note { piece, words })
}

/// Whether the words of a link look like the mark of a note: a number, a sign or a letter, perhaps
/// in brackets.
fn is_mark(name: &str) -> bool {
    let core = name.trim().trim_matches(|c: char| "[](){}.^".contains(c)).trim();
    let count = core.chars().count();
    let is_number = core.chars().all(|c| c.is_ascii_digit() || "ivx".contains(c));
    (1..=4).contains(&count)
        && (is_number || count == 1 || core.chars().all(|c| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_note_is_a_number_a_sign_or_a_letter() {
        for name in ["1", "[12]", " 3 ", "*", "†", "a", "(iv)", "†2".trim_end_matches('2')] {
            assert!(is_mark(name), "{name}");
        }
        for name in ["", "jump", "see", "here", "[ref]", "12345"] {
            assert!(!is_mark(name), "{name}");
        }
    }
}
