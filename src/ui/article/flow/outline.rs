//! The headings of an article, for its table of contents.

use crate::document::without_soft_hyphens;

use super::super::style::Look;
use super::{Flow, Piece, PieceKind};

/// An article with fewer headings has no table of contents.
const MIN_HEADINGS: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::article) struct Heading {
    pub(in crate::ui::article) piece: usize,
    /// 1 for the highest level that the article uses.
    pub(in crate::ui::article) level: u8,
    pub(in crate::ui::article) words: String,
}

fn heading_words(text: &str) -> String {
    without_soft_hyphens(text).replace(['\n', '\u{fffc}'], " ").trim().to_owned()
}

/// The headings of an article; empty if they are too few for a table of contents.
pub(in crate::ui::article) fn outline(flow: &Flow) -> Vec<Heading> {
    let heading = |(piece, known): (usize, &Piece)| {
        let PieceKind::Text(slice) = &known.kind else { return None };
        let leaf = flow.leaves.get(slice.leaf)?;
        let Look::Heading(level) = leaf.look else { return None };
        (slice.bytes.start == 0).then(|| Heading { piece, level, words: heading_words(&leaf.text) })
    };
    let headings: Vec<Heading> = flow
        .pieces
        .iter()
        .enumerate()
        .filter_map(heading)
        .filter(|heading| !heading.words.is_empty())
        .collect();
    if headings.len() < MIN_HEADINGS { Vec::new() } else { headings }
}
