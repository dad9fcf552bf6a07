//! The [`Ledger`] of a store in the same thread, for the command line and tests.

use std::collections::HashMap;

use futures_util::future::ready;
use jiff::Timestamp;

use super::ledger::{ChangeEnd, Ledger, LedgerFuture, Outgoing};
use crate::model::{
    AccountId, AccountState, Clock, EntryId, FeedId, KnownEntry, ParkReason, PendingMark,
    RemoteEntry, RemoteId, RemoteMarks, RemoteTree,
};
use crate::store::{RemoteCounts, Store, StoreError};

/// A store and the account that is synced.
pub struct StoreLedger<'s> {
    store: &'s mut Store,
    account: AccountId,
    clock: Clock,
    news: RemoteCounts,
}

impl<'s> StoreLedger<'s> {
    #[must_use]
    pub fn new(store: &'s mut Store, account: AccountId, clock: Clock) -> Self {
        Self { store, account, clock, news: RemoteCounts::new() }
    }

    /// What the entries brought that were stored since this was asked last.
    pub fn take_news(&mut self) -> RemoteCounts {
        std::mem::take(&mut self.news)
    }

    /// A first sync brings what the user knows from elsewhere, so nothing in it is news.
    fn store(&mut self, entries: &[RemoteEntry]) -> Result<(), StoreError> {
        let stored = self.store.store_remote_entries(self.account, entries, &self.clock.zoned())?;
        let account = self.store.reader().account(self.account)?;
        let is_first = account.is_none_or(|account| account.last_sync.is_none());
        for (feed_id, counts) in stored {
            let news = self.news.entry(feed_id).or_default();
            news.new_entries += counts.new_entries;
            news.updated_entries += counts.updated_entries;
            news.notable += if is_first { 0 } else { counts.notable };
        }
        Ok(())
    }

    fn read_outgoing(&self) -> Result<Outgoing, StoreError> {
        let reader = self.store.reader();
        Ok(Outgoing {
            account: reader.account(self.account)?.ok_or(StoreError::NoSuchAccount)?,
            marks: reader.pending(self.account)?,
            changes: reader.pending_changes(self.account)?,
            is_restored: reader.is_restored(self.account)?,
        })
    }

    fn finish_change(&mut self, id: i64, end: &ChangeEnd) -> Result<(), StoreError> {
        match end {
            ChangeEnd::Done => self.store.change_done(id),
            ChangeEnd::Subscribed { feed_id, remote } => {
                self.store.name_remote_feed(*feed_id, remote)?;
                self.store.change_done(id)
            }
            ChangeEnd::Failed { reason } => self.store.change_failed(id, reason),
        }
    }
}

fn now<'a, T: Send + 'a>(done: Result<T, StoreError>) -> LedgerFuture<'a, T> {
    Box::pin(ready(done))
}

impl Ledger for StoreLedger<'_> {
    fn outgoing(&mut self) -> LedgerFuture<'_, Outgoing> {
        now(self.read_outgoing())
    }

    fn known(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, KnownEntry>> {
        now(self.store.reader().known_entries(self.account))
    }

    fn known_labels(&mut self) -> LedgerFuture<'_, Vec<(EntryId, String)>> {
        now(self.store.reader().known_labels(self.account))
    }

    fn feeds(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>> {
        let feeds = self.store.reader().account_feeds(self.account);
        now(feeds.map(|feeds| feeds.into_iter().collect()))
    }

    fn recent(&mut self, since: Timestamp, most: usize) -> LedgerFuture<'_, Vec<RemoteId>> {
        now(self.store.reader().recent_entries(self.account, since, most))
    }

    fn accept(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        now(self.store.marks_accepted(&acts))
    }

    fn count_tries(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        now(self.store.marks_failed(&acts))
    }

    fn park(&mut self, acts: Vec<PendingMark>, why: ParkReason) -> LedgerFuture<'_, ()> {
        now(self.store.marks_parked(&acts, why))
    }

    fn drop_acts(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        now(self.store.marks_dropped(&acts))
    }

    fn begin_change(&mut self, id: i64) -> LedgerFuture<'_, ()> {
        now(self.store.change_begun(id))
    }

    fn end_change(&mut self, id: i64, end: ChangeEnd) -> LedgerFuture<'_, ()> {
        now(self.finish_change(id, &end))
    }

    fn apply_feeds(&mut self, tree: RemoteTree) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>> {
        let applied = self.store.apply_lists(self.account, &tree, self.clock.now());
        now(applied.map(|outcome| outcome.feeds))
    }

    fn store_entries(&mut self, entries: Vec<RemoteEntry>) -> LedgerFuture<'_, ()> {
        now(self.store(&entries))
    }

    fn apply_marks(&mut self, marks: RemoteMarks) -> LedgerFuture<'_, ()> {
        now(self.store.apply_statuses(self.account, &marks).map(|_| ()))
    }

    fn settle(&mut self, state: AccountState) -> LedgerFuture<'_, ()> {
        now(self.store.set_account_state(self.account, &state))
    }
}
