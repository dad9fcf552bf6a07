//! Stands in for the text half of the document branch until it is merged; goes away with that merge.

use crate::document::Document;

pub(super) fn reading_minutes(_document: &Document) -> u32 {
    1
}

pub(super) fn plain_text(html: &str, width: usize) -> String {
    html2text::from_read(html.as_bytes(), width).unwrap_or_default()
}

pub(super) fn excerpt(html: &str) -> String {
    plain_text(html, 80).chars().take(200).collect()
}
