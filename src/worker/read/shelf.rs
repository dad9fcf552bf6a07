//! The articles opened last, so that going back to one is instant.

use std::collections::VecDeque;

use crate::article::Article;
use crate::model::{Entry, EntryId};

/// Most articles kept.
const MAX_ARTICLES: usize = 16;
/// Most bytes of HTML behind all kept articles together. A larger article is not kept.
const MAX_HTML_BYTES: usize = 1024 * 1024;

/// The latest articles, the newest first.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    articles: VecDeque<Article>,
}

impl Shelf {
    /// The article of an entry with its present status, if it was built from the same content.
    pub(super) fn find(&mut self, entry: &Entry) -> Option<Article> {
        let at = self.articles.iter().position(|kept| kept.entry.id == entry.id)?;
        let kept = self.articles.remove(at)?;
        if kept.entry.content != entry.content {
            return None;
        }
        let found = Article { entry: entry.clone(), ..kept.clone() };
        self.articles.push_front(kept);
        Some(found)
    }

    pub(super) fn put(&mut self, article: &Article) {
        if bytes(article) > MAX_HTML_BYTES {
            return;
        }
        self.forget(article.entry.id);
        self.articles.push_front(article.clone());
        while self.articles.len() > MAX_ARTICLES
            || self.articles.iter().map(bytes).sum::<usize>() > MAX_HTML_BYTES
        {
            self.articles.pop_back();
        }
    }

    fn forget(&mut self, id: EntryId) {
        self.articles.retain(|kept| kept.entry.id != id);
    }
}

fn bytes(article: &Article) -> usize {
    article.entry.content.html.len()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;
    use crate::model::{EntryContent, EntryKey, EntryStatus, FeedId};

    fn entry(id: i64, html: &str) -> Entry {
        Entry {
            id: EntryId(id),
            feed_id: FeedId(1),
            key: EntryKey(id.to_string()),
            first_seen: jiff::Timestamp::UNIX_EPOCH,
            content: EntryContent { html: html.into(), ..EntryContent::default() },
            status: EntryStatus::default(),
        }
    }

    fn put(shelf: &mut Shelf, entry: Entry) {
        shelf.put(&Article {
            entry,
            document: Arc::new(Document::default()),
            subtitle: None,
            own_tags: Vec::new(),
            story: Vec::new(),
            facts: Vec::new(),
            reading_minutes: 1,
            formulas: Arc::default(),
            is_full_text: false,
            edits: 0,
            changes: None,
            is_light: false,
        });
    }

    #[test]
    fn a_document_is_found_until_its_html_changes() {
        let mut shelf = Shelf::default();
        put(&mut shelf, entry(1, "old"));
        assert!(shelf.find(&entry(1, "old")).is_some());
        assert!(shelf.find(&entry(1, "new")).is_none());
    }

    #[test]
    fn only_the_latest_are_kept_and_looking_counts_as_use() {
        let mut shelf = Shelf::default();
        put(&mut shelf, entry(0, "x"));
        for id in 1..=i64::try_from(MAX_ARTICLES).unwrap() {
            assert!(shelf.find(&entry(0, "x")).is_some());
            put(&mut shelf, entry(id, "x"));
        }
        assert_eq!(shelf.articles.len(), MAX_ARTICLES);
        assert!(shelf.find(&entry(0, "x")).is_some());
        assert!(shelf.find(&entry(1, "x")).is_none());
    }

    #[test]
    fn memory_is_bounded_by_the_html_behind_the_documents() {
        let mut shelf = Shelf::default();
        put(&mut shelf, entry(1, &"x".repeat(MAX_HTML_BYTES)));
        assert!(!shelf.articles.is_empty());
        put(&mut shelf, entry(2, &"x".repeat(MAX_HTML_BYTES + 1)));
        assert!(shelf.find(&entry(2, "")).is_none());
        put(&mut shelf, entry(3, "x"));
        assert_eq!(shelf.articles.len(), 1, "the older one made room");
    }
}
