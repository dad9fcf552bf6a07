//! From a stored entry to an article, and to plain text.

use std::sync::Arc;

use super::message::Article;
use super::pending as document;
use crate::model::Entry;

/// Parses the body of an entry.
pub(super) fn article(entry: Entry) -> Article {
    let base = entry.content.base.as_ref().or(entry.content.url.as_ref());
    let document = document::from_html(&entry.content.html, base);
    let reading_minutes = document::reading_minutes(&document);
    Article { entry, document: Arc::new(document), reading_minutes }
}

/// Title, address and body, as people paste it into a message.
pub(super) fn clipboard_text(entry: &Entry) -> String {
    let body = document::plain_text(&entry.content.html, CLIPBOARD_WIDTH);
    let url = entry.content.url.as_ref().map(url::Url::as_str).unwrap_or_default();
    let parts = [entry.content.title.as_str(), url, body.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Columns of the plain text for the clipboard.
const CLIPBOARD_WIDTH: usize = 80;
