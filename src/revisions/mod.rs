//! Compares two versions of an entry: the title, the link, the authors and the [`Document`], never
//! HTML.
//!
//! `key` gives each block and word a hash that leaves out everything a reader would not call a
//! change; `align` finds the longest common order of two lists of hashes; `outcome` pairs the
//! blocks that differ, and `merge` writes one document in which the changed words are marked. So
//! lists, search and the article pane need to know nothing about versions.

mod align;
mod code;
mod key;
mod lines;
mod lists;
mod mark;
mod merge;
mod merger;
mod noise;
mod outcome;
mod tables;
mod text;
mod words;

use url::Url;

use crate::document::{Document, from_html, without_tracking};
use crate::model::EntryContent;

pub use text::{ChangedLine, changed_lines};

/// A version of an entry, as far as versions are compared.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    pub title: &'a str,
    pub url: Option<&'a Url>,
    pub authors: &'a [String],
    pub document: &'a Document,
}

impl<'a> Version<'a> {
    #[must_use]
    pub fn new(content: &'a EntryContent, document: &'a Document) -> Self {
        Self {
            title: &content.title,
            url: content.url.as_ref(),
            authors: &content.authors,
            document,
        }
    }
}

/// The differences between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The newer document with the words that were removed. Changed words have the style
    /// `INSERTED` or `DELETED`.
    pub document: Document,
    pub summary: Summary,
}

/// How much two versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub added_words: u32,
    pub removed_words: u32,
    /// Lines, list items and cells with a change.
    pub places: u32,
    /// The older title, if it was another one.
    pub old_title: Option<String>,
    /// The older address, if it led elsewhere.
    pub old_url: Option<Url>,
    /// The older authors, if they were others.
    pub old_authors: Option<Vec<String>>,
}

impl Summary {
    /// Whether a reader would call nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two versions.
#[must_use]
pub fn compare(old: Version<'_>, new: Version<'_>) -> Comparison {
    let mut merger = merger::Merger::default();
    let blocks = merger.document(old.document, new.document);
    let document = Document {
        blocks,
        blocked_trackers: new.document.blocked_trackers,
        is_truncated: new.document.is_truncated || old.document.is_truncated,
    };
    let summary = Summary {
        added_words: merger.added_words,
        removed_words: merger.removed_words,
        places: text::count_places(&document),
        old_title: has_other_title(old, new).then(|| old.title.to_owned()),
        old_url: old.url.filter(|_| has_other_url(old, new)).cloned(),
        old_authors: has_other_authors(old, new).then(|| old.authors.to_vec()),
    };
    Comparison { document, summary }
}

/// Whether a reader would call two versions different. Cheaper than [`compare`], because nothing is
/// merged; the store asks it about every entry that its feed has changed.
#[must_use]
pub fn is_edit(old: &EntryContent, new: &EntryContent) -> bool {
    let nothing = Document::default();
    let (before, after) = (Version::new(old, &nothing), Version::new(new, &nothing));
    if has_other_title(before, after)
        || has_other_url(before, after)
        || has_other_authors(before, after)
    {
        return true;
    }
    // Most of these entries have another date, or other counters beside the body.
    if old.html == new.html {
        return false;
    }
    let document = |content: &EntryContent| {
        from_html(&content.html, content.base.as_ref().or(content.url.as_ref()))
    };
    key::of_document(&document(old)) != key::of_document(&document(new))
}

fn has_other_title(old: Version<'_>, new: Version<'_>) -> bool {
    words::keys_of_text(old.title) != words::keys_of_text(new.title)
}

/// A missing address is no change: feeds that leave it out once mean nothing by it.
fn has_other_url(old: Version<'_>, new: Version<'_>) -> bool {
    old.url.zip(new.url).is_some_and(|(old, new)| {
        key::address(&without_tracking(old.clone())) != key::address(&without_tracking(new.clone()))
    })
}

fn has_other_authors(old: Version<'_>, new: Version<'_>) -> bool {
    let sorted = |authors: &[String]| {
        let mut names: Vec<String> = authors
            .iter()
            .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    sorted(old.authors) != sorted(new.authors)
}

#[cfg(test)]
mod tests;
