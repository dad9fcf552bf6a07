//! From a stored entry to an article, and to plain text.

use std::collections::HashMap;
use std::sync::Arc;

use url::Url;

use super::message::Article;
use super::pictures::Sizes;
use crate::article::{Presentation, present};
use crate::document::{self, Block, Document, Formula, Inline};
use crate::model::Entry;
use crate::picture::{FormulaSize, measure_formula};

/// Most TeX of an article that is typeset, in bytes; the rest is shown as it is written.
const MAX_TEX_BYTES: usize = 64 << 10;
/// Columns of the plain text for the clipboard.
const CLIPBOARD_WIDTH: usize = 80;

/// Parses the body of an entry.
pub(super) fn article(entry: Entry, known: &Sizes) -> Article {
    let Presentation { mut document, subtitle, facts } = present(&entry.content);
    known.fill(&mut document);
    let formulas = Arc::new(sizes(&document));
    let reading_minutes =
        document::reading_minutes(document::words(&entry.content.html), pictures(&document.blocks));
    Article {
        entry,
        document: Arc::new(document),
        subtitle,
        own_tags: Vec::new(),
        facts,
        reading_minutes,
        formulas,
        is_full_text: false,
        is_light: false,
    }
}

/// How large each formula is.
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

/// Title, address and body, as people paste it into a message.
pub(super) fn clipboard_text(entry: &Entry) -> String {
    let body = document::plain_text(&entry.content.html, base(entry), CLIPBOARD_WIDTH);
    let url = entry.content.url.as_ref().map(Url::as_str).unwrap_or_default();
    let parts = [entry.content.title.as_str(), url, body.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What relative addresses in the body refer to.
fn base(entry: &Entry) -> Option<&Url> {
    entry.content.base.as_ref().or(entry.content.url.as_ref())
}

/// How many pictures a reader stops at; those in tables and definitions are rarely worth a stop.
fn pictures(blocks: &[Block]) -> u32 {
    blocks.iter().map(pictures_in).sum()
}

fn pictures_in(block: &Block) -> u32 {
    match block {
        Block::Image(_) => 1,
        Block::Figure { blocks, .. } | Block::Quote(blocks) | Block::Details { blocks, .. } => {
            pictures(blocks)
        }
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
