//! What well-known sources wrap around the words of an entry, taken off again: one idea a file,
//! each a pure rule on the document.
//!
//! A rule goes by what a source writes, not only by its address: the same feeds come through
//! mirrors and bridges.

mod arxiv;
mod link_post;
mod preview_end;
mod reddit;
mod release;
mod video;
mod warning;

use std::sync::Arc;

use url::Url;

use super::Fact;
use crate::document::{Block, Document, Inline, LinkTarget};
use crate::model::EntryContent;

/// Takes off what the source added and says what it told.
pub(super) fn tidy(document: &mut Document, content: &EntryContent) -> Vec<Fact> {
    let rules = [link_post::tidy, reddit::tidy, arxiv::tidy, preview_end::tidy, warning::tidy];
    let mut facts: Vec<Fact> = rules.iter().flat_map(|rule| rule(document, content)).collect();
    facts.extend(release::notes(content));
    facts.extend(video::notes(content));
    facts
}

/// The words of a line, pictures and breaks left out.
fn words(content: &[Inline]) -> String {
    content
        .iter()
        .filter_map(
            |item| if let Inline::Text(run) = item { Some(run.text.as_str()) } else { None },
        )
        .collect()
}

/// The links of a line with their words, each once.
fn links(content: &[Inline]) -> Vec<(String, Url)> {
    let mut found: Vec<(String, Url)> = Vec::new();
    let mut previous: Option<&Arc<LinkTarget>> = None;
    for item in content {
        let Inline::Text(run) = item else { continue };
        let link = run.link.as_ref();
        if let Some((link, LinkTarget::Url(url))) = link.map(|link| (link, &**link)) {
            match found.last_mut() {
                // Two runs of one link, not two links to one page.
                Some((words, _))
                    if previous.is_some_and(|previous| Arc::ptr_eq(previous, link)) =>
                {
                    words.push_str(&run.text)
                }
                _ => found.push((run.text.clone(), url.clone())),
            }
        }
        previous = link;
    }
    found
}

/// The line of a paragraph.
fn paragraph(block: &Block) -> Option<&[Inline]> {
    if let Block::Paragraph { content, .. } = block { Some(content) } else { None }
}
