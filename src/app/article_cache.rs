//! A few articles in memory, shown lately or likely to be next, so that a key answers in the next
//! frame.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::article::Article;
use crate::model::EntryId;

/// How many articles are kept ready.
pub(super) const CACHED_ARTICLES: usize = 8;

/// Articles by entry; the least recently used one is dropped first.
#[derive(Debug, Default)]
pub(super) struct ArticleCache {
    articles: VecDeque<Arc<Article>>,
}

impl ArticleCache {
    /// The article of an entry, if it is ready.
    pub(super) fn get(&mut self, id: EntryId) -> Option<Arc<Article>> {
        let index = self.articles.iter().position(|article| article.entry.id == id)?;
        let article = self.articles.remove(index)?;
        self.articles.push_back(Arc::clone(&article));
        Some(article)
    }

    /// Like `get`, but does not count as a use.
    #[must_use]
    pub(super) fn peek(&self, id: EntryId) -> Option<&Arc<Article>> {
        self.articles.iter().find(|article| article.entry.id == id)
    }

    /// Whether the article of an entry is ready.
    #[must_use]
    pub(super) fn contains(&self, id: EntryId) -> bool {
        self.articles.iter().any(|article| article.entry.id == id)
    }

    /// Stores an article, in place of an older form of it.
    pub(super) fn insert(&mut self, article: Arc<Article>) {
        self.articles.retain(|kept| kept.entry.id != article.entry.id);
        self.articles.push_back(article);
        while self.articles.len() > CACHED_ARTICLES {
            self.articles.pop_front();
        }
    }

    /// Drops the article of an entry.
    pub(super) fn remove(&mut self, id: EntryId) {
        self.articles.retain(|kept| kept.entry.id != id);
    }

    /// Drops all articles, for example because a refresh may have changed them.
    pub(super) fn clear(&mut self) {
        self.articles.clear();
    }
}
