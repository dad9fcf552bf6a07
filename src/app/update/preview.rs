//! The preview of a feed before a subscription. Its entries live in memory only and have negative
//! ids.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{Entry, EntryContent, EntryId, EntryRow, EntryStatus, FeedId, ListEntry};
use crate::net::split_typed;
use crate::query::PlaceId;
use crate::worker::{Fetch, Job, Preview, PreviewSource};

use crate::app::action::Effect;
use crate::app::notice::Notice;
use crate::app::state::AppState;

/// The feed of the entries of a preview; no feed of the library has this id.
const PREVIEW_FEED: FeedId = FeedId(-1);

impl AppState {
    pub(super) fn ask_preview(&mut self, address: &str) -> Vec<Effect> {
        self.dialog = None;
        self.is_preview_loading = true;
        let (address, grant) = split_typed(address);
        self.preview_grant.clone_from(&grant);
        let source = match grant {
            Some(grant) => PreviewSource::Granted(address, grant),
            None => PreviewSource::Address(address),
        };
        vec![Effect::Job(Job::Fetch(Fetch::Preview(source)))]
    }

    pub(super) fn close_preview(&mut self, now: Timestamp) -> Vec<Effect> {
        self.preview = None;
        self.shown = self.shown.take().filter(|article| article.entry.id.0 >= 0);
        self.select_place(self.session.place.unwrap_or(PlaceId::UNREAD), now)
    }

    pub(super) fn receive_preview(
        &mut self,
        result: Result<Arc<Preview>, String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.is_preview_loading = false;
        match result {
            Ok(preview) => self.open_preview(preview, now),
            Err(message) => {
                self.notice = Some(Notice::error(message, now));
                Vec::new()
            }
        }
    }

    fn open_preview(&mut self, preview: Arc<Preview>, now: Timestamp) -> Vec<Effect> {
        self.preview_seen = now;
        // Articles of an earlier preview have the same ids.
        self.articles.clear();
        self.preview = Some(preview);
        let mut effects = self.forget_preview_aloud();
        effects.extend(self.select_place(PlaceId::Preview, now));
        if let Some(first) = self.list.stepped(0) {
            effects.extend(self.select_entry(first, now));
        }
        effects
    }

    pub(super) fn list_preview(&mut self) {
        let Some(preview) = self.preview.clone() else { return };
        // A list of the library that is still on its way comes too late.
        self.generation += 1;
        self.highlights = Arc::default();
        let seen = self.preview_seen;
        let contents = || preview.feed.entries.iter().map(|entry| &entry.content);
        let entries = contents()
            .enumerate()
            .map(|(index, content)| list_entry(index, content, seen))
            .collect();
        let excerpts = preview.excerpts.iter().map(String::as_str).chain(std::iter::repeat(""));
        let rows = contents()
            .zip(excerpts)
            .enumerate()
            .map(|(index, (content, excerpt))| row(index, content, excerpt, seen))
            .collect();
        self.list.set(entries, rows, &self.zone.clone());
    }

    pub(super) fn preview_entry(&self, id: EntryId) -> Option<Entry> {
        let index = usize::try_from(-1 - id.0).ok()?;
        let parsed = self.preview.as_ref()?.feed.entries.get(index)?;
        Some(Entry {
            id,
            feed_id: PREVIEW_FEED,
            key: parsed.key.clone(),
            first_seen: self.preview_seen,
            content: parsed.content.clone(),
            status: EntryStatus { is_read: true, ..EntryStatus::default() },
        })
    }
}

fn id_of(index: usize) -> EntryId {
    EntryId(-1 - i64::try_from(index).unwrap_or(i64::MAX - 1))
}

fn list_entry(index: usize, content: &EntryContent, seen: Timestamp) -> ListEntry {
    let sort_secs = content.published.unwrap_or(seen).min(seen).as_second();
    ListEntry {
        id: id_of(index),
        feed_id: PREVIEW_FEED,
        sort_secs,
        rank: 0,
        is_read: true,
        is_starred: false,
    }
}

fn row(index: usize, content: &EntryContent, excerpt: &str, seen: Timestamp) -> EntryRow {
    EntryRow {
        id: id_of(index),
        feed_id: PREVIEW_FEED,
        title: content.title.clone(),
        excerpt: excerpt.to_owned(),
        author: content.authors.first().cloned(),
        shown_time: content.published.unwrap_or(seen),
        is_time_guessed: content.published.is_none(),
        url: content.url.clone(),
        snooze: None,
        edits: 0,
    }
}
