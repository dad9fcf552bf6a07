//! The [`Ledger`] of the window: each step is a task of the writing thread.

use std::collections::HashMap;
use std::task::{Context, Poll, Waker};

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::model::{
    AccountId, AccountState, Clock, EntryId, FeedId, KnownEntry, ParkReason, PendingMark,
    RemoteEntry, RemoteId, RemoteMarks, RemoteTree,
};
use crate::store::{Store, StoreError};
use crate::sync::{ChangeEnd, Ledger, LedgerFuture, Outgoing, StoreLedger};
use crate::worker::message::{SyncStep, WriteQueue, WriteTask};

/// An account in the library of the writing thread.
pub(super) struct WriterLedger {
    writer: WriteQueue,
    account: AccountId,
    clock: Clock,
}

impl WriterLedger {
    pub(super) fn new(writer: WriteQueue, account: AccountId, clock: Clock) -> Self {
        Self { writer, account, clock }
    }

    /// Has the writing thread do a step with the ledger of its store.
    fn ask<T: Send + 'static>(
        &self,
        step: impl for<'s> FnOnce(&'s mut StoreLedger<'_>) -> LedgerFuture<'s, T> + Send + 'static,
    ) -> LedgerFuture<'static, T> {
        let (account, clock) = (self.account, self.clock.clone());
        let (sender, answer) = oneshot::channel();
        let work = move |store: &mut Store| {
            let mut ledger = StoreLedger::new(store, account, clock);
            let mut step = step(&mut ledger);
            // A store answers at once.
            let done = match step.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(done) => done,
                Poll::Pending => Err(STOPPED),
            };
            // Nobody waits for the answer if the sync was cancelled.
            drop(step);
            _ = sender.send(done);
            ledger.take_news()
        };
        self.writer.send(WriteTask::Sync(SyncStep(Box::new(work))));
        Box::pin(async move { answer.await.unwrap_or(Err(STOPPED)) })
    }
}

/// The answer of a writing thread that is no longer there.
const STOPPED: StoreError = StoreError::NoSuchAccount;

impl Ledger for WriterLedger {
    fn outgoing(&mut self) -> LedgerFuture<'_, Outgoing> {
        self.ask(|ledger| ledger.outgoing())
    }

    fn known(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, KnownEntry>> {
        self.ask(|ledger| ledger.known())
    }

    fn known_labels(&mut self) -> LedgerFuture<'_, Vec<(EntryId, String)>> {
        self.ask(|ledger| ledger.known_labels())
    }

    fn feeds(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>> {
        self.ask(|ledger| ledger.feeds())
    }

    fn recent(&mut self, since: Timestamp, most: usize) -> LedgerFuture<'_, Vec<RemoteId>> {
        self.ask(move |ledger| ledger.recent(since, most))
    }

    fn accept(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        self.ask(|ledger| ledger.accept(acts))
    }

    fn count_tries(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        self.ask(|ledger| ledger.count_tries(acts))
    }

    fn park(&mut self, acts: Vec<PendingMark>, why: ParkReason) -> LedgerFuture<'_, ()> {
        self.ask(move |ledger| ledger.park(acts, why))
    }

    fn drop_acts(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()> {
        self.ask(|ledger| ledger.drop_acts(acts))
    }

    fn begin_change(&mut self, id: i64) -> LedgerFuture<'_, ()> {
        self.ask(move |ledger| ledger.begin_change(id))
    }

    fn end_change(&mut self, id: i64, end: ChangeEnd) -> LedgerFuture<'_, ()> {
        self.ask(move |ledger| ledger.end_change(id, end))
    }

    fn apply_feeds(&mut self, tree: RemoteTree) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>> {
        self.ask(|ledger| ledger.apply_feeds(tree))
    }

    fn store_entries(&mut self, entries: Vec<RemoteEntry>) -> LedgerFuture<'_, ()> {
        self.ask(|ledger| ledger.store_entries(entries))
    }

    fn apply_marks(&mut self, marks: RemoteMarks) -> LedgerFuture<'_, ()> {
        self.ask(|ledger| ledger.apply_marks(marks))
    }

    fn settle(&mut self, state: AccountState) -> LedgerFuture<'_, ()> {
        self.ask(|ledger| ledger.settle(state))
    }
}
