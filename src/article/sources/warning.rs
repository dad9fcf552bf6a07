//! Mastodon's content warnings: collapses the text behind one.

use super::{paragraph, words};
use crate::article::Fact;
use crate::document::{Block, Document, Inline, InlineStyle};
use crate::model::EntryContent;

const PREFIX: &str = "Content warning:";

/// Moves everything after a warning into a collapsed block.
pub(super) fn tidy(document: &mut Document, _: &EntryContent) -> Vec<Fact> {
    let [first, Block::Rule, _, ..] = document.blocks.as_slice() else { return Vec::new() };
    let is_warning = paragraph(first).is_some_and(|line| {
        let is_bold = matches!(
            line.first(),
            Some(Inline::Text(run)) if run.style.contains(InlineStyle::STRONG)
        );
        is_bold && words(line).trim_start().starts_with(PREFIX)
    });
    if is_warning {
        let mut blocks = std::mem::take(&mut document.blocks).into_iter();
        let summary = blocks.next().and_then(|block| {
            if let Block::Paragraph { content, .. } = block { Some(content) } else { None }
        });
        let blocks = blocks.skip(1).collect();
        document.blocks = vec![Block::Details {
            summary: summary.unwrap_or_default(),
            blocks,
            is_open: false,
            is_promotion: false,
        }];
    }
    Vec::new()
}
