//! Writes articles as plain text: laid out by html2text for the terminal and the clipboard, or as
//! bare words.

use std::panic::catch_unwind;

use html2text::config;
use url::Url;

use super::flatten::flatten;
use super::html::to_html;
use super::model::{Block, Document, Inline, InlineStyle, Run, without_soft_hyphens};
use super::{from_html, text_of};
use crate::model::WORDS_A_MINUTE;

/// Narrowest layout, in columns.
const MIN_WIDTH: usize = 20;

/// Widest layout, in columns. html2text draws rules of the full width.
const MAX_WIDTH: usize = 500;

/// Longer HTML, in bytes, is not laid out: html2text takes quadratic time for tables.
const MAX_LAID_OUT_BYTES: usize = 2 << 20;

/// Seconds that people look at a picture.
const SECONDS_A_PICTURE: u32 = 8;

/// The body as text of `width` columns, with links numbered and listed at the end. Never fails.
#[must_use]
pub fn plain_text(html: &str, base: Option<&Url>, width: usize) -> String {
    text_of_document(&from_html(html, base), width)
}

/// [`plain_text`] for a document.
#[must_use]
pub fn text_of_document(document: &Document, width: usize) -> String {
    // html2text gets our own HTML, whose size and depth are limited.
    let html = without_soft_hyphens(&to_html(document)).into_owned();
    if html.len() > MAX_LAID_OUT_BYTES {
        return bare_text(document);
    }
    let width = width.clamp(MIN_WIDTH, MAX_WIDTH);
    let laid_out = catch_unwind(|| {
        let config =
            config::plain().allow_width_overflow().no_link_wrapping().unicode_strikeout(false);
        config.string_from_read(html.as_bytes(), width)
    });
    match laid_out {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            log::warn!("html2text gave up: {error}");
            bare_text(document)
        }
        Err(_) => bare_text(document),
    }
}

/// The words of a document, one line for each block and each line break.
#[must_use]
pub fn bare_text(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        push_words(&flatten(vec![without_pictures(block)]), &mut text);
        text.push('\n');
    }
    text
}

fn without_pictures(block: &Block) -> Block {
    match block {
        Block::Image(_) => Block::Rule,
        other => other.clone(),
    }
}

fn push_words(items: &[Inline], text: &mut String) {
    for item in items {
        match item {
            Inline::Text(run) => text.push_str(&run.words()),
            Inline::Image(_) => text.push(' '),
            Inline::Break => text.push('\n'),
            Inline::Formula(formula) => text.push_str(&formula.tex),
            Inline::Anchor(_) => {}
        }
    }
}

/// The minutes that an article takes to read, at least one.
#[must_use]
pub fn reading_minutes(words: u32, pictures: u32) -> u32 {
    let seconds = u64::from(words) * 60 / u64::from(WORDS_A_MINUTE)
        + u64::from(pictures) * u64::from(SECONDS_A_PICTURE);
    u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX).max(1)
}

/// The document of a body that could not be parsed: all its words in one paragraph.
pub(super) fn words_only(html: &str) -> Document {
    let run = Run { text: text_of(html), style: InlineStyle::empty(), link: None, hint: None };
    let blocks = vec![Block::Paragraph { anchors: Vec::new(), content: vec![Inline::Text(run)] }];
    Document { blocks, blocked_trackers: 0, is_truncated: true }
}
