//! Removes the text that well-known sites add to their entries. Each file has one rule, a pure
//! function on the document.
//!
//! Rules go by the text itself, not only by the address, because the same feeds also come through
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

/// Applies all rules. Returns the facts that were found.
pub(super) fn tidy(document: &mut Document, content: &EntryContent) -> Vec<Fact> {
    let rules = [link_post::tidy, reddit::tidy, arxiv::tidy, preview_end::tidy, warning::tidy];
    let mut facts: Vec<Fact> = rules.iter().flat_map(|rule| rule(document, content)).collect();
    facts.extend(release::notes(content));
    facts.extend(video::notes(content));
    facts
}

/// The text of a line, without pictures and breaks.
fn words(content: &[Inline]) -> String {
    content
        .iter()
        .filter_map(
            |item| if let Inline::Text(run) = item { Some(run.text.as_str()) } else { None },
        )
        .collect()
}

/// The links of a line with their text. Runs of the same link are joined.
fn links(content: &[Inline]) -> Vec<(String, Url)> {
    let mut found: Vec<(String, Url)> = Vec::new();
    let mut previous: Option<&Arc<LinkTarget>> = None;
    for item in content {
        let Inline::Text(run) = item else { continue };
        let link = run.link.as_ref();
        if let Some((link, LinkTarget::Url(url))) = link.map(|link| (link, &**link)) {
            match found.last_mut() {
                // The same link in two styles, not two links to one page.
                Some((words, _))
                    if previous.is_some_and(|previous| Arc::ptr_eq(previous, link)) =>
                {
                    words.push_str(&run.text);
                }
                _ => found.push((run.text.clone(), url.clone())),
            }
        }
        previous = link;
    }
    found
}

/// The content of a paragraph. `None` for other blocks.
fn paragraph(block: &Block) -> Option<&[Inline]> {
    if let Block::Paragraph { content, .. } = block { Some(content) } else { None }
}
