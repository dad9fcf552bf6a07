//! An article: an entry with everything the window needs to show it.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Fact, ShownChanges};
use crate::document::{Document, Formula};
use crate::model::{Entry, EntryContent, StoryMember};
use crate::picture::FormulaSize;

/// An entry ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub entry: Entry,
    /// The parsed body, with enclosures.
    pub document: Arc<Document>,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Tags that the user gave the entry.
    pub own_tags: Vec<String>,
    /// The other entries of its story, the most important first.
    pub story: Vec<StoryMember>,
    /// Facts shown beside the title.
    pub facts: Vec<Fact>,
    /// Reading time in minutes, at least 1.
    pub reading_minutes: u32,
    /// Sizes of the formulas in the document. A formula that can't be typeset is missing.
    pub formulas: Arc<HashMap<Formula, FormulaSize>>,
    /// Whether the body is the full text from the entry's page rather than the feed's text.
    pub is_full_text: bool,
    /// How often the publisher has edited the entry.
    pub edits: u32,
    /// Set if the document shows what the publisher changed.
    pub changes: Option<Arc<ShownChanges>>,
    /// Whether document and HTML were dropped; see [`Article::light`].
    pub is_light: bool,
}

impl Article {
    /// The article without its document and HTML, which the window needs only until it has laid
    /// them out. The documents of long articles take many times the memory of their text.
    #[must_use]
    pub fn light(&self) -> Self {
        let Entry { id, feed_id, key, first_seen, content, status } = &self.entry;
        let content = EntryContent { html: String::new(), summary: None, ..content.clone() };
        let entry = Entry {
            id: *id,
            feed_id: *feed_id,
            key: key.clone(),
            first_seen: *first_seen,
            content,
            status: *status,
        };
        Self { entry, document: Arc::default(), is_light: true, ..self.clone() }
    }
}
