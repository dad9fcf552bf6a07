//! Articles ready to be shown, and feeds that are only looked at.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use url::Url;

use crate::article::Fact;
use crate::document::{Document, Formula};
use crate::model::{Entry, EntryContent};
use crate::net::Grant;
use crate::parse::ParsedFeed;
use crate::picture::FormulaSize;

/// Where a preview comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewSource {
    /// What the user typed or passed: a file or an address.
    Address(String),
    /// An address with what signs in there.
    Granted(String, Grant),
    /// A file that was dropped on the window.
    File(PathBuf),
}

/// An entry ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The entry.
    pub entry: Entry,
    /// Its body, with its files.
    pub document: Arc<Document>,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Tags that the reader put on it.
    pub own_tags: Vec<String>,
    /// What stands beside the title.
    pub facts: Vec<Fact>,
    /// How long reading takes, in minutes, at least 1.
    pub reading_minutes: u32,
    /// How large the formulas of the document are; those that cannot be set are missing.
    pub formulas: Arc<HashMap<Formula, FormulaSize>>,
    /// Whether the body is that of the entry's page, not that of its feed.
    pub is_full_text: bool,
    /// Whether document and HTML were given away because the window has made what it needs of them.
    pub is_light: bool,
}

impl Article {
    /// The article without what a window needs only once: long ones take many times their size in
    /// memory.
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

/// A feed that is shown without being subscribed to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What to subscribe to.
    pub feed_url: Url,
    /// What it says.
    pub feed: Arc<ParsedFeed>,
    /// The first words of each entry, in the order of the entries.
    pub excerpts: Vec<String>,
}
