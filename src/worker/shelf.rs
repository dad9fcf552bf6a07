//! Documents of the articles that were open last, so that going back is instant.

use std::collections::VecDeque;
use std::sync::Arc;

use super::message::Article;
use crate::document::Document;
use crate::model::{Entry, EntryId};

/// How many documents are kept.
const DOCUMENTS: usize = 16;
/// How many bytes of HTML they may come from, all together; a bigger one is not kept at all.
const HTML_BYTES: usize = 1024 * 1024;

/// The latest documents, the newest in front.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    kept: VecDeque<Kept>,
}

#[derive(Debug)]
struct Kept {
    id: EntryId,
    html_hash: blake3::Hash,
    html_bytes: usize,
    document: Arc<Document>,
    reading_minutes: u32,
}

impl Shelf {
    /// The document of an entry, if it was built from the same HTML.
    pub(super) fn find(&mut self, entry: &Entry) -> Option<(Arc<Document>, u32)> {
        let at = self.kept.iter().position(|kept| kept.id == entry.id)?;
        let kept = self.kept.remove(at)?;
        if kept.html_hash != hash(entry) {
            return None;
        }
        let found = (Arc::clone(&kept.document), kept.reading_minutes);
        self.kept.push_front(kept);
        Some(found)
    }

    pub(super) fn put(&mut self, article: &Article) {
        let html_bytes = article.entry.content.html.len();
        if html_bytes > HTML_BYTES {
            return;
        }
        self.kept.retain(|kept| kept.id != article.entry.id);
        self.kept.push_front(Kept {
            id: article.entry.id,
            html_hash: hash(&article.entry),
            html_bytes,
            document: Arc::clone(&article.document),
            reading_minutes: article.reading_minutes,
        });
        while self.kept.len() > DOCUMENTS || self.kept.iter().map(|kept| kept.html_bytes).sum::<usize>() > HTML_BYTES {
            self.kept.pop_back();
        }
    }
}

fn hash(entry: &Entry) -> blake3::Hash {
    blake3::hash(entry.content.html.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
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
        shelf.put(&Article { entry, document: Arc::new(Document::default()), reading_minutes: 1, is_full_text: false });
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
        for id in 1..=i64::try_from(DOCUMENTS).unwrap() {
            assert!(shelf.find(&entry(0, "x")).is_some());
            put(&mut shelf, entry(id, "x"));
        }
        assert_eq!(shelf.kept.len(), DOCUMENTS);
        assert!(shelf.find(&entry(0, "x")).is_some());
        assert!(shelf.find(&entry(1, "x")).is_none());
    }

    #[test]
    fn memory_is_bounded_by_the_html_behind_the_documents() {
        let mut shelf = Shelf::default();
        put(&mut shelf, entry(1, &"x".repeat(HTML_BYTES)));
        assert!(!shelf.kept.is_empty());
        put(&mut shelf, entry(2, &"x".repeat(HTML_BYTES + 1)));
        assert!(shelf.find(&entry(2, "")).is_none());
        put(&mut shelf, entry(3, "x"));
        assert_eq!(shelf.kept.len(), 1, "the older one made room");
    }
}
