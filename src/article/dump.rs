//! Prints an article as text, for golden files and for inspection.

use std::fmt::Write as _;

use super::{Byline, Fact, Presentation};
use crate::document;
use crate::model::EntryContent;

/// Title, subtitle, byline, facts and tags, one per line, then the body.
#[must_use]
pub fn dump(content: &EntryContent, shown: &Presentation, byline: &Byline<'_>) -> String {
    let mut out = String::new();
    let title = if content.title.is_empty() { "(untitled)" } else { &content.title };
    let _ = writeln!(out, "title {title}");
    if let Some(subtitle) = &shown.subtitle {
        let _ = writeln!(out, "subtitle {subtitle}");
    }
    let _ = writeln!(out, "byline {}", byline.of(content));
    for fact in &shown.facts {
        let _ = match fact {
            Fact::Note(note) => writeln!(out, "note {note}"),
            Fact::Page { label, url, kind } => writeln!(out, "{kind:?} {label} <{url}>"),
        };
    }
    for tag in &content.tags {
        let _ = writeln!(out, "tag {tag}");
    }
    out.push_str(&document::dump(&shown.document));
    out
}
