//! The full text of entries whose feeds say little: the page is fetched, its article taken out, and
//! kept beside the feed's text.

use std::sync::Arc;

use super::message::Event;
use super::network::NetworkTask;
use super::writer::Writer;
use crate::document::{readable_page, words};
use crate::model::{EntryId, FeedId};
use crate::net::{HttpClient, Request};
use crate::parse::ParseContext;
use jiff::SignedDuration;

/// How many pages are fetched at the same time.
pub(super) const MOST_PAGES: usize = 2;
/// Most pages that one refresh of a feed fetches.
const MOST_AT_REFRESH: u32 = 20;
/// What was first seen so long ago came with this refresh.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Fetches a page and takes the article out of it.
pub(super) async fn fetch(client: Arc<dyn HttpClient>, request: Request) -> Result<String, String> {
    if !matches!(request.url.scheme(), "http" | "https") {
        return Err("This entry has no page on the web".to_owned());
    }
    let answer = client.get(&request).await.map_err(|err| err.user_message())?;
    answer.error_for_status().map_err(|err| err.user_message())?;
    let ParseContext { document_url, charset } =
        ParseContext::new(Some(answer.url.clone()), answer.headers.content_type.as_deref());
    let base = answer.url.clone();
    let work = move || {
        let bytes = answer.body.decode(&base).map_err(|err| err.user_message())?;
        readable_page(&bytes, charset.as_deref(), document_url.as_ref())
            .ok_or_else(|| "No article was found on the page".to_owned())
    };
    let found = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| "The page could not be read".to_owned())??;
    Ok(found.html)
}

impl Writer {
    pub(super) fn toggle_full_text(&mut self, entry_id: EntryId) {
        match self.store.toggle_full_text(entry_id) {
            Ok(Some(is_shown)) => {
                self.outbox.send(Event::FullText { entry_id, result: Ok(is_shown) })
            }
            Ok(None) => self.fetch_full_text(entry_id),
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn fetch_full_text(&mut self, entry_id: EntryId) {
        match self.store.reader().entry(entry_id) {
            Ok(Some(entry)) => {
                if let Some(url) = entry.content.url {
                    self.network.send(NetworkTask::FullText {
                        entry_id,
                        feed_id: entry.feed_id,
                        url,
                    });
                } else {
                    let message = "This entry has no page on the web".to_owned();
                    self.outbox.send(Event::FullText { entry_id, result: Err(message) });
                }
            }
            Ok(None) => self
                .outbox
                .send(Event::FullText { entry_id, result: Err("This entry is gone".to_owned()) }),
            Err(err) => {
                self.outbox.send(Event::FullText { entry_id, result: Err(self.outbox.words(&err)) })
            }
        }
    }

    /// Keeps what the page says, unless the feed says more.
    pub(super) fn save_full_text(&mut self, entry_id: EntryId, fetched: Result<String, String>) {
        let result = fetched.and_then(|html| {
            let feed_words = self
                .store
                .reader()
                .entry(entry_id)
                .ok()
                .flatten()
                .map_or(0, |entry| words(&entry.content.html));
            if words(&html) < feed_words {
                return Err("The page says less than the feed".to_owned());
            }
            self.store
                .save_full_text(entry_id, &html)
                .map(|()| true)
                .map_err(|err| err.user_message())
        });
        self.outbox.send(Event::FullText { entry_id, result });
    }

    /// After a refresh: the pages of what is new in a feed whose full text is wanted, so that they
    /// are there offline.
    pub(super) fn want_full_texts(&mut self, feed_id: FeedId) {
        let since = (self.clock)().saturating_sub(FRESH).unwrap_or_default();
        match self.store.reader().without_full_text(feed_id, since, MOST_AT_REFRESH) {
            Ok(ids) => ids.into_iter().for_each(|id| self.fetch_full_text(id)),
            Err(err) => self.fail(&err),
        }
    }
}
