//! Full texts in the library: showing, requesting and storing them. The pages are fetched by
//! `fetch/full_text.rs`.

use jiff::SignedDuration;

use super::writer::Writer;
use crate::document::words;
use crate::i18n::t;
use crate::model::{EntryId, FeedId, FreshEntry};
use crate::worker::message::{Event, FetchTask};

/// Most pages fetched after one refresh of a feed.
const MAX_PAGES_PER_REFRESH: u32 = 20;
/// An entry first seen within this time came with the refresh that has just ended.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

impl Writer {
    pub(super) fn toggle_full_text(&mut self, entry_id: EntryId) {
        match self.store.toggle_full_text(entry_id) {
            Ok(Some(is_shown)) => {
                self.outbox.send(Event::FullText { entry_id, result: Ok(is_shown) });
            }
            Ok(None) => self.fetch_full_text(entry_id),
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn fetch_full_text(&mut self, entry_id: EntryId) {
        let message = match self.store.reader().entry(entry_id) {
            Ok(Some(entry)) => match entry.content.url {
                Some(url) => {
                    let feed_id = entry.feed_id;
                    self.fetches.send(FetchTask::FullText { entry_id, feed_id, url });
                    return;
                }
                None => t!(error_full_text_no_page),
            },
            Ok(None) => t!(error_full_text_entry_removed),
            Err(err) => self.outbox.words(&err),
        };
        self.outbox.send(Event::FullText { entry_id, result: Err(message) });
    }

    /// Stores the text of a page, unless the feed itself has more words.
    pub(super) fn save_full_text(&mut self, entry_id: EntryId, page: Result<String, String>) {
        let result = page.and_then(|html| {
            let entry = self.store.reader().entry(entry_id).ok().flatten();
            let feed_words = entry.map_or(0, |entry| words(&entry.content.html));
            // Login and consent pages look like short articles.
            if words(&html) < feed_words {
                return Err(t!(error_full_text_shorter));
            }
            self.store
                .save_full_text(entry_id, &html)
                .map(|()| true)
                .map_err(|err| err.user_message())
        });
        self.outbox.send(Event::FullText { entry_id, result });
    }

    /// Stores a page that the user wants to keep.
    pub(super) fn save_page(&mut self, page: Result<FreshEntry, String>) {
        let saved = page.and_then(|page| {
            let saved = self.store.save_page(&page, self.clock.now());
            saved.map_err(|err| self.outbox.words(&err))
        });
        if saved.is_ok() {
            self.report_library();
        }
        self.outbox.send(Event::PageSaved(saved));
    }

    /// Requests the pages of new entries after a refresh of a feed whose full text is wanted, so
    /// that they can be read offline.
    pub(super) fn fetch_new_full_texts(&mut self, feed_id: FeedId) {
        let since = self.clock.now().saturating_sub(FRESH).unwrap_or_default();
        match self.store.reader().without_full_text(feed_id, since, MAX_PAGES_PER_REFRESH) {
            Ok(ids) => ids.into_iter().for_each(|id| self.fetch_full_text(id)),
            Err(err) => self.fail(&err),
        }
    }
}
