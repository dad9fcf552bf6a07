//! A library in memory, for many syncs in a short time.

use std::collections::{BTreeMap, HashMap};

use futures_util::future::ready;
use gleaner::model::{
    Account, AccountId, AccountState, EntryId, FeedId, KnownEntry, MarkKind, ParkReason,
    PendingMark, RemoteEntry, RemoteId, RemoteMarks, RemoteTree, ServiceKind,
};
use gleaner::store::StoreError;
use gleaner::sync::{ChangeEnd, Ledger, LedgerFuture, Outgoing};
use jiff::Timestamp;
use url::Url;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub entry: EntryId,
    pub feed_id: FeedId,
    pub title: String,
    pub is_read: bool,
    pub is_starred: bool,
}

/// The library of one client.
#[derive(Debug, Clone)]
pub struct MemoryLedger {
    state: AccountState,
    feeds: HashMap<RemoteId, FeedId>,
    pub entries: BTreeMap<RemoteId, Kept>,
    pub pending: Vec<PendingMark>,
    pub parked: Vec<(PendingMark, ParkReason)>,
    generation: i64,
}

impl MemoryLedger {
    pub fn new() -> Self {
        Self {
            state: AccountState::default(),
            feeds: HashMap::new(),
            entries: BTreeMap::new(),
            pending: Vec::new(),
            parked: Vec::new(),
            generation: 0,
        }
    }

    /// The user marks an entry. Returns whether that changed anything.
    pub fn act(&mut self, id: &RemoteId, kind: MarkKind, wanted: bool) -> bool {
        let Some(kept) = self.entries.get_mut(id) else { return false };
        let register =
            if kind == MarkKind::Read { &mut kept.is_read } else { &mut kept.is_starred };
        if std::mem::replace(register, wanted) == wanted {
            return false;
        }
        let (entry, feed_id) = (kept.entry, kept.feed_id);
        let is_same = |mark: &PendingMark| mark.entry == entry && mark.kind == kind;
        self.parked.retain(|(mark, _)| !is_same(mark));
        let seen = self.pending.iter().find(|mark| is_same(mark)).map_or(!wanted, |mark| mark.seen);
        self.pending.retain(|mark| !is_same(mark));
        self.generation += 1;
        self.pending.push(PendingMark {
            entry,
            feed_id,
            remote: id.clone(),
            kind,
            wanted,
            generation: self.generation,
            seen,
            tries: 0,
        });
        true
    }

    fn is_pending(&self, entry: EntryId) -> bool {
        let parked = self.parked.iter().map(|(mark, _)| mark);
        self.pending.iter().chain(parked).any(|mark| mark.entry == entry)
    }

    fn account(&self) -> Account {
        Account {
            id: AccountId(1),
            name: "Home".into(),
            service: ServiceKind::FreshRss,
            address: Url::parse("https://rss.test/api").unwrap(),
            user: "ann".into(),
            position: 1,
            last_sync: self.state.last_sync,
            problem: self.state.problem.clone(),
            paused_until: self.state.paused_until,
            memory: self.state.memory.clone(),
            keeps_labels: false,
        }
    }

    fn remove(&mut self, acts: &[PendingMark]) {
        self.pending.retain(|mark| !acts.iter().any(|act| act.generation == mark.generation));
    }
}

fn done<'a, T: Send + 'a>(value: T) -> LedgerFuture<'a, T> {
    Box::pin(ready(Ok::<_, StoreError>(value)))
}

impl Ledger for MemoryLedger {
    fn outgoing(&mut self) -> LedgerFuture<'_, Outgoing> {
        done(Outgoing {
            account: self.account(),
            marks: self.pending.clone(),
            changes: Vec::new(),
            is_restored: false,
        })
    }

    fn known(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, KnownEntry>> {
        let known = self.entries.iter().map(|(id, kept)| {
            let known = KnownEntry {
                entry: kept.entry,
                feed_id: kept.feed_id,
                is_read: kept.is_read,
                is_starred: kept.is_starred,
                is_pending: self.is_pending(kept.entry),
            };
            (id.clone(), known)
        });
        done(known.collect())
    }

    fn known_labels(&mut self) -> LedgerFuture<'_, Vec<(EntryId, String)>> {
        done(Vec::new())
    }

    fn feeds(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>> {
        done(self.feeds.clone())
    }

    fn recent(&mut self, _: Timestamp, most: usize) -> LedgerFuture<'_, Vec<RemoteId>> {
        done(self.entries.keys().take(most).cloned().collect())
    }

    fn accept(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        self.remove(&acts);
        done(())
    }

    fn count_tries(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        let is_tried =
            |mark: &PendingMark| acts.iter().any(|act| act.generation == mark.generation);
        for mark in self.pending.iter_mut().filter(|mark| is_tried(mark)) {
            mark.tries += 1;
        }
        done(())
    }

    fn park(&mut self, acts: Vec<PendingMark>, why: ParkReason) -> LedgerFuture<'_, ()> {
        self.remove(&acts);
        self.parked.extend(acts.into_iter().map(|act| (act, why)));
        done(())
    }

    fn drop_acts(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        self.remove(&acts);
        done(())
    }

    fn begin_change(&mut self, _: i64) -> LedgerFuture<'_, ()> {
        done(())
    }

    fn end_change(&mut self, _: i64, _: ChangeEnd) -> LedgerFuture<'_, ()> {
        done(())
    }

    fn apply_feeds(&mut self, tree: RemoteTree) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>> {
        let mut listed = HashMap::new();
        for feed in tree.feeds {
            let next = FeedId(self.feeds.len() as i64 + 1);
            let id = *self.feeds.entry(feed.id.clone()).or_insert(next);
            listed.insert(feed.id, id);
        }
        done(listed)
    }

    fn store_entries(&mut self, entries: Vec<RemoteEntry>) -> LedgerFuture<'_, ()> {
        for entry in entries {
            let kept = Kept {
                entry: EntryId(self.entries.len() as i64 + 1),
                feed_id: entry.feed_id,
                title: entry.fresh.content.title,
                is_read: entry.is_read,
                is_starred: entry.is_starred,
            };
            self.entries.entry(entry.id).or_insert(kept);
        }
        done(())
    }

    fn apply_marks(&mut self, marks: RemoteMarks) -> LedgerFuture<'_, ()> {
        let pending: Vec<EntryId> = self
            .entries
            .values()
            .map(|kept| kept.entry)
            .filter(|id| self.is_pending(*id))
            .collect();
        for kept in self.entries.values_mut().filter(|kept| !pending.contains(&kept.entry)) {
            let has = |list: &Vec<EntryId>| list.contains(&kept.entry);
            kept.is_read = (kept.is_read || has(&marks.read)) && !has(&marks.unread);
            kept.is_starred = (kept.is_starred || has(&marks.starred)) && !has(&marks.unstarred);
        }
        done(())
    }

    fn settle(&mut self, state: AccountState) -> LedgerFuture<'_, ()> {
        self.state = state;
        done(())
    }
}
