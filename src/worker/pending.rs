//! Stands in for the document branch until it is merged; goes away with that merge.

use url::Url;

use crate::document::{Block, Document, Inline, InlineStyle, Run};

pub(super) fn from_html(html: &str, _base: Option<&Url>) -> Document {
    let run = Run { text: plain_text(html, 80), style: InlineStyle::empty(), link: None, hint: None };
    Document { blocks: vec![Block::Paragraph { anchors: Vec::new(), content: vec![Inline::Text(run)] }], ..Document::default() }
}

pub(super) fn reading_minutes(_document: &Document) -> u32 {
    1
}

pub(super) fn plain_text(html: &str, width: usize) -> String {
    html2text::from_read(html.as_bytes(), width).unwrap_or_default()
}
