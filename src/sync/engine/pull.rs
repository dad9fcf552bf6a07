//! Reads everything that a server says, and fetches the entries that the library lacks.

use std::collections::{BTreeMap, HashMap, HashSet};

use futures_util::future::join;
use jiff::{SignedDuration, Timestamp};

use super::{Progress, Run, Stop, Whole};
use crate::model::{EntryKey, FeedId, FreshEntry, RemoteEntry, RemoteId};
use crate::refresh::prepare_contents;
use crate::store::StoreError;
use crate::sync::decide::Lists;
use crate::sync::error::ServiceError;
use crate::sync::paging::read_list;
use crate::sync::service::{ListKind, RemoteItem};

/// Most labels whose entries are read in a sync: each costs a request.
pub(super) const LABELS_READ_MAX: usize = 50;

/// Entries that are older are not read again.
const REREAD_AGE: SignedDuration = SignedDuration::from_hours(72);
/// Most entries that are read again at once.
const REREAD_MAX: usize = 300;

pub(super) type FeedIds = HashMap<RemoteId, FeedId>;

impl Run<'_> {
    /// Reads all lists. Fails if one of them does: a part proves nothing.
    pub(super) async fn read_whole(&mut self) -> Result<Whole, Stop> {
        let feeds = self.service.feeds().await?;
        let unread = read_list(self.service, &ListKind::Unread).await?;
        let starred = read_list(self.service, &ListKind::Starred).await?;
        let mut labels = BTreeMap::new();
        let most = if self.keeps_labels { LABELS_READ_MAX } else { 0 };
        for label in feeds.labels.iter().take(most) {
            let list = read_list(self.service, &ListKind::Label(label.clone())).await?;
            labels.insert(label.clone(), list);
        }
        Ok(Whole { feeds, lists: Lists { unread, starred, labels } })
    }

    /// Fetches entries and stores them as they come, so that a sync that is stopped goes on there.
    pub(super) async fn fetch(
        &mut self,
        lacking: Vec<RemoteId>,
        feed_ids: &FeedIds,
        lists: &Lists,
    ) -> Result<(), Stop> {
        let ids = self.memory.available(lacking);
        let new_entries = self.fetch_all(ids, feed_ids, lists).await?;
        self.report.new_entries += new_entries;
        Ok(())
    }

    /// Reads the texts of recent entries again, now and then: their servers may have edited them.
    pub(super) async fn read_again(
        &mut self,
        feed_ids: &FeedIds,
        lists: &Lists,
    ) -> Result<(), Stop> {
        let now = self.pass.clock.now();
        if !self.memory.begin_rereading(now) {
            return Ok(());
        }
        let since = now.saturating_sub(REREAD_AGE).unwrap_or(Timestamp::UNIX_EPOCH);
        let recent = self.ledger.recent(since, REREAD_MAX).await?;
        self.fetch_all(recent, feed_ids, lists).await?;
        Ok(())
    }

    /// Fetches and stores entries. Returns how many came.
    async fn fetch_all(
        &mut self,
        ids: Vec<RemoteId>,
        feed_ids: &FeedIds,
        lists: &Lists,
    ) -> Result<usize, Stop> {
        let states = States::of(lists);
        let mut came = 0;
        let total = ids.len();
        let mut fetched: Vec<RemoteEntry> = Vec::new();
        let mut done = 0;
        for chunk in ids.chunks(self.service.abilities().ids_per_fetch.max(1)) {
            self.tell(Progress::Fetching { done, total });
            done += chunk.len();
            // While the next entries are on their way, the last ones are stored.
            let (ledger, service) = (&mut *self.ledger, &mut *self.service);
            let storing = async {
                let entries = std::mem::take(&mut fetched);
                if entries.is_empty() { Ok(()) } else { ledger.store_entries(entries).await }
            };
            let (items, stored) = join(fetch_part(service, chunk), storing).await;
            stored?;
            fetched = self.prepare(items?, chunk, feed_ids, &states).await?;
            came += fetched.len();
        }
        if !fetched.is_empty() {
            self.ledger.store_entries(fetched).await?;
        }
        Ok(came)
    }

    /// Prepares entries for the library. Those that did not come or have no feed are remembered.
    async fn prepare(
        &mut self,
        items: Vec<RemoteItem>,
        asked: &[RemoteId],
        feed_ids: &FeedIds,
        states: &States<'_>,
    ) -> Result<Vec<RemoteEntry>, StoreError> {
        let asked_for: HashSet<&RemoteId> = asked.iter().collect();
        let mut places = HashMap::new();
        let mut contents = Vec::new();
        for item in items {
            let RemoteItem { id, feed, content, labels } = item;
            let Some(feed_id) = feed_ids.get(&feed).filter(|_| asked_for.contains(&id)) else {
                continue;
            };
            let key = EntryKey(id.as_str().to_owned());
            if places.insert(key.clone(), (id, *feed_id, labels)).is_none() {
                contents.push((key, content));
            }
        }
        for id in asked.iter().filter(|id| !places.contains_key(&EntryKey(id.0.clone()))) {
            self.memory.note_unavailable(id.clone());
        }
        // Bodies are packed and read for their words, which takes a while.
        let preparing = tokio::task::spawn_blocking(move || prepare_contents(contents));
        let fresh = preparing.await.unwrap_or_else(|error| {
            log::error!("preparing entries: {error}");
            Vec::new()
        });
        let entry = |fresh: FreshEntry| {
            let (id, feed_id, labels) = places.remove(&fresh.key)?;
            let (is_read, is_starred) = states.of_entry(&id);
            Some(RemoteEntry { id, feed_id, fresh, is_read, is_starred, labels })
        };
        Ok(fresh.into_iter().filter_map(entry).collect())
    }
}

/// Fetches entries. A refusal may be for one id, so halves are tried.
async fn fetch_part(
    service: &mut dyn crate::sync::Service,
    ids: &[RemoteId],
) -> Result<Vec<RemoteItem>, ServiceError> {
    let mut parts = vec![ids];
    let mut found = Vec::new();
    let mut refusals = 0;
    while let Some(part) = parts.pop() {
        match service.entries(part).await {
            Ok(items) => {
                refusals = 0;
                found.extend(items);
            }
            Err(error) if error.may_be_one_id() && refusals < super::marks::REFUSALS_MAX => {
                refusals += 1;
                let (first, second) = part.split_at(part.len().div_ceil(2));
                if !second.is_empty() {
                    parts.push(second);
                    parts.push(first);
                } else if matches!(error, ServiceError::Failed { .. }) {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The states of new entries, by the lists.
struct States<'a> {
    unread: HashSet<&'a RemoteId>,
    starred: HashSet<&'a RemoteId>,
}

impl<'a> States<'a> {
    fn of(lists: &'a Lists) -> Self {
        let (unread, starred) = (lists.unread.ids.iter(), lists.starred.ids.iter());
        Self { unread: unread.collect(), starred: starred.collect() }
    }

    fn of_entry(&self, id: &RemoteId) -> (bool, bool) {
        (!self.unread.contains(id), self.starred.contains(id))
    }
}
