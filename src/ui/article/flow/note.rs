//! Footnotes: the pieces that a mark in the text leads to.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::{LinkTarget, is_note_mark, is_way_back};

use super::super::style::Look;
use super::{Flow, Link, Nest, NestKind, PieceKind};

/// Most pieces of a note that is no item of a list: its end may not be marked.
const MAX_PIECES: usize = 12;

/// The pieces of the note at the target of a link in an earlier piece. `None` for headings and
/// tables, and if the link does not look like the mark of a note.
pub(in crate::ui::article) fn note(
    flow: &Flow,
    mark: usize,
    target: usize,
    link_name: &str,
) -> Option<Range<usize>> {
    let first = flow.pieces.get(target)?;
    let is_text = matches!(&first.kind, PieceKind::Text(slice)
    if flow.leaves.get(slice.leaf).is_some_and(|leaf| {
        !matches!(leaf.look, Look::Heading(_) | Look::Title)
    }));
    if target <= mark || !is_text || !is_note_mark(link_name) {
        return None;
    }
    if let Some(item) = item_of(flow, first.nest) {
        let is_inside = |at: &usize| {
            flow.pieces.get(*at).is_some_and(|piece| is_within(flow, piece.nest, item))
        };
        let end = (target..flow.pieces.len()).take_while(is_inside).last().unwrap_or(target);
        return Some(target..end + 1);
    }
    let marked = marked(flow);
    let is_end = |at: &usize| marked.contains(at) || ends(flow, *at) || leads_back(flow, at - 1);
    let end = (target + 1..flow.pieces.len()).take(MAX_PIECES - 1).find(is_end);
    Some(target..end.unwrap_or(flow.pieces.len().min(target + MAX_PIECES)))
}

/// The pieces that marks lead to. An anchor without a mark begins no note.
fn marked(flow: &Flow) -> BTreeSet<usize> {
    let target = |link: &Link| match &*link.target {
        LinkTarget::Anchor(name) if is_note_mark(&link.name) => flow.anchors.get(name).copied(),
        LinkTarget::Anchor(_) | LinkTarget::Url(_) | LinkTarget::Time(_) => None,
    };
    flow.links.iter().filter_map(target).collect()
}

/// Whether a piece ends with a link back to its mark.
fn leads_back(flow: &Flow, at: usize) -> bool {
    let Some(PieceKind::Text(slice)) = flow.pieces.get(at).map(|piece| &piece.kind) else {
        return false;
    };
    let last = flow.leaves.get(slice.leaf).and_then(|leaf| leaf.runs.last());
    last.and_then(|run| flow.links.get(run.link?)).is_some_and(|link| is_way_back(&link.name))
}

/// The innermost list item around a nest.
fn item_of(flow: &Flow, nest: usize) -> Option<usize> {
    let parent = |at: &usize| flow.nests.get(*at)?.parent;
    std::iter::successors(Some(nest), parent)
        .find(|at| flow.nests.get(*at).is_some_and(|nest| matches!(nest.kind, NestKind::Item(_))))
}

fn is_within(flow: &Flow, nest: usize, outer: usize) -> bool {
    let parent = |at: &usize| flow.nests.get(*at)?.parent;
    std::iter::successors(Some(nest), parent).any(|at| at == outer)
}

/// Whether a piece ends the notes before it.
fn ends(flow: &Flow, at: usize) -> bool {
    match flow.pieces.get(at).map(|piece| &piece.kind) {
        Some(PieceKind::Text(slice)) => flow
            .leaves
            .get(slice.leaf)
            .is_some_and(|leaf| matches!(leaf.look, Look::Heading(_) | Look::Note)),
        Some(PieceKind::Rule | PieceKind::End) | None => true,
        Some(
            PieceKind::Code { .. }
            | PieceKind::Rows { .. }
            | PieceKind::Image(_)
            | PieceKind::Embed(_)
            | PieceKind::Gallery(_)
            | PieceKind::Chips,
        ) => false,
    }
}

/// A flow of some pieces alone, without the indent and the number of the list that they are in.
pub(in crate::ui::article) fn excerpt(flow: &Flow, pieces: Range<usize>) -> Flow {
    let shown: Vec<_> = flow.pieces.get(pieces.clone()).unwrap_or_default().to_vec();
    let mut flow = Flow {
        pieces: shown,
        anchors: std::collections::HashMap::new(),
        block_starts: vec![0],
        ..flow.clone()
    };
    let first = flow.pieces.first().map_or(0, |piece| piece.nest);
    let outer = item_of(&flow, first).unwrap_or(first);
    if let Some(nest) = flow.nests.get_mut(outer) {
        *nest = Nest { parent: None, kind: NestKind::Article };
    }
    if let Some(first) = flow.pieces.first_mut() {
        first.gap = 0.0;
        first.markers.retain(|(nest, _)| *nest != outer);
    }
    flow
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::article::flow::{Leaf, LeafSlice, Piece, StyledRun};

    /// A flow of paragraphs with these nests; the nests are the article, a list, an item, a
    /// quotation in it and another item.
    fn flow(nests: &[usize]) -> Flow {
        let nest = |parent, kind| Nest { parent, kind };
        let piece = |nest: &usize| Piece {
            kind: PieceKind::Text(LeafSlice { leaf: 0, bytes: 0..0, first_char: 0 }),
            gap: 1.0,
            nest: *nest,
            markers: Vec::new(),
        };
        Flow {
            pieces: nests.iter().map(piece).collect(),
            leaves: vec![Leaf::default()],
            nests: vec![
                nest(None, NestKind::Article),
                nest(Some(0), NestKind::List),
                nest(Some(1), NestKind::Item(1.5)),
                nest(Some(2), NestKind::Quote),
                nest(Some(1), NestKind::Item(1.5)),
            ],
            ..Flow::default()
        }
    }

    #[test]
    fn a_note_is_the_whole_item_with_all_that_is_in_it() {
        let flow = flow(&[0, 0, 2, 3, 2, 4]);
        assert_eq!(note(&flow, 0, 2, "1"), Some(2..5));
        assert_eq!(note(&flow, 0, 5, "2"), Some(5..6));
    }

    #[test]
    fn a_link_backwards_and_a_link_of_words_lead_to_no_note() {
        let flow = flow(&[0, 0, 2, 3, 2, 4]);
        assert_eq!(note(&flow, 3, 1, "1"), None);
        assert_eq!(note(&flow, 0, 2, "this chapter"), None);
        assert_eq!(note(&flow, 0, 2, "↩"), None);
    }

    #[test]
    fn a_note_of_several_paragraphs_reaches_to_the_next_note() {
        let mut flow = flow(&[0, 0, 0, 0, 0]);
        flow.anchors.insert("two".to_owned(), 3);
        let target = Arc::new(LinkTarget::Anchor("two".to_owned()));
        flow.links.push(Link { target, name: "2".to_owned() });
        assert_eq!(note(&flow, 0, 1, "*"), Some(1..3));
    }

    #[test]
    fn an_anchor_without_a_mark_does_not_cut_a_note() {
        let mut flow = flow(&[0, 0, 0, 0, 0]);
        flow.anchors.insert("inside".to_owned(), 2);
        assert_eq!(note(&flow, 0, 1, "*"), Some(1..5));
    }

    #[test]
    fn a_note_ends_with_the_way_back() {
        let mut flow = flow(&[0; 6]);
        let target = Arc::new(LinkTarget::Anchor("mark".to_owned()));
        flow.links.push(Link { target, name: "↩".to_owned() });
        let run = StyledRun { end: 1, link: Some(0), ..StyledRun::default() };
        flow.leaves.push(Leaf { text: "↩".to_owned(), runs: vec![run], ..Leaf::default() });
        flow.pieces[2].kind = PieceKind::Text(LeafSlice { leaf: 1, bytes: 0..1, first_char: 0 });
        assert_eq!(note(&flow, 0, 1, "*"), Some(1..3));
    }

    #[test]
    fn a_note_without_a_marked_end_has_a_limit() {
        let most = flow(&[0; MAX_PIECES + 1]);
        assert_eq!(note(&most, 0, 1, "*"), Some(1..MAX_PIECES + 1));
        let more = flow(&[0; MAX_PIECES + 2]);
        assert_eq!(note(&more, 0, 1, "*"), Some(1..MAX_PIECES + 1));
    }

    #[test]
    fn an_excerpt_has_no_indent() {
        let part = excerpt(&flow(&[0, 0, 2, 3, 2, 4]), 2..5);
        assert_eq!(part.pieces.len(), 3);
        assert!(part.pieces[0].gap.abs() < f32::EPSILON);
        assert_eq!(part.chain(part.pieces[0].nest).count(), 1);
        assert_eq!(part.chain(part.pieces[1].nest).count(), 2);
    }
}
