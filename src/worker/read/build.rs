//! Turns a stored entry into an article or into plain text.

use std::collections::HashMap;
use std::sync::Arc;

use url::Url;

use crate::article::{Article, Presentation, link_times, present};
use crate::document::{self, Block, Document, Formula, Inline};
use crate::model::Entry;
use crate::picture::{FormulaSize, measure_formula};
use crate::worker::pictures::Sizes;

/// Most TeX that is typeset in one article, in bytes. Formulas beyond it are shown as source.
const MAX_TEX_BYTES: usize = 64 << 10;
/// Width of the plain text for the clipboard, in characters.
const CLIPBOARD_WIDTH: usize = 80;

/// Parses the body of an entry. Pictures of known size get their size, so that the layout does not
/// move when they arrive.
pub(super) fn article(entry: Entry, known: &Sizes) -> Article {
    let Presentation { mut document, subtitle, facts } = present(&entry.content);
    if entry.content.audio().is_some() {
        link_times(&mut document);
    }
    known.fill(&mut document);
    let formulas = Arc::new(sizes(&document));
    let reading_minutes =
        document::reading_minutes(document::words(&entry.content.html), pictures(&document.blocks));
    Article {
        entry,
        document: Arc::new(document),
        subtitle,
        own_tags: Vec::new(),
        story: Vec::new(),
        facts,
        reading_minutes,
        formulas,
        is_full_text: false,
        edits: 0,
        changes: None,
        is_light: false,
    }
}

/// The size of each formula.
fn sizes(document: &Document) -> HashMap<Formula, FormulaSize> {
    let mut sizes = HashMap::new();
    let mut left = MAX_TEX_BYTES;
    document.visit_inlines(&mut |inline| {
        if let Inline::Formula(formula) = inline
            && !sizes.contains_key(formula)
            && formula.tex.len() <= left
        {
            left -= formula.tex.len();
            if let Some(size) = measure_formula(&formula.tex, formula.is_display) {
                sizes.insert(formula.clone(), size);
            }
        }
    });
    sizes
}

/// Title, address and body, ready to be pasted into a message.
pub(super) fn clipboard_text(entry: &Entry) -> String {
    let body = document::plain_text(&entry.content.html, base(entry), CLIPBOARD_WIDTH);
    let url = entry.content.url.as_ref().map(Url::as_str).unwrap_or_default();
    let parts = [entry.content.title.as_str(), url, body.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The base of relative URLs in the body.
fn base(entry: &Entry) -> Option<&Url> {
    entry.content.base.as_ref().or(entry.content.url.as_ref())
}

/// Counts the pictures for the reading time. Pictures in tables and definitions are rarely looked
/// at, so they don't count.
fn pictures(blocks: &[Block]) -> u32 {
    blocks.iter().map(pictures_in).sum()
}

fn pictures_in(block: &Block) -> u32 {
    match block {
        Block::Image(_) => 1,
        Block::Figure { blocks, .. }
        | Block::Gallery(blocks)
        | Block::Quote(blocks)
        | Block::Details { blocks, .. } => pictures(blocks),
        Block::List(list) => list.items.iter().map(|item| pictures(&item.blocks)).sum(),
        Block::Paragraph { content, .. } => {
            content.iter().map(|inline| u32::from(matches!(inline, Inline::Image(_)))).sum()
        }
        Block::Heading { .. }
        | Block::Rule
        | Block::DefinitionList(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Embed(_) => 0,
    }
}
