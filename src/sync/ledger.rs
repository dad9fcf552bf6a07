//! The [`Ledger`]: what the engine asks of the library and tells it. The command line answers from
//! its own store, the window through its writing thread.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use jiff::Timestamp;

use crate::model::{
    Account, AccountState, EntryId, FeedId, KnownEntry, ParkReason, PendingChange, PendingMark,
    RemoteEntry, RemoteId, RemoteMarks, RemoteTree,
};
use crate::store::StoreError;

/// The answer of the library, later.
pub type LedgerFuture<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// The library as one sync of one account sees it. Every method is one transaction: when it
/// returns, its changes are on the disk.
pub trait Ledger: Send {
    /// The account, and the acts that wait to be sent, in the order of the acts.
    fn outgoing(&mut self) -> LedgerFuture<'_, Outgoing>;

    /// The entries of the account. Those with an act that waits or was given up are pending.
    fn known(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, KnownEntry>>;

    /// The labels of entries of the account.
    fn known_labels(&mut self) -> LedgerFuture<'_, Vec<(EntryId, String)>>;

    /// The feeds of the account that have an id at the server and are not gone from it.
    fn feeds(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>>;

    /// The newest entries of the account that are not older than `since`, at most so many.
    fn recent(&mut self, since: Timestamp, most: usize) -> LedgerFuture<'_, Vec<RemoteId>>;

    /// Removes acts that the server has, each only if no act came after it.
    fn accept(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()>;

    /// Counts a try in vain for acts.
    fn count_tries(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()>;

    /// Gives up acts that the server will never take. Their entries stay as they are here.
    fn park(&mut self, acts: Vec<PendingMark>, why: ParkReason) -> LedgerFuture<'_, ()>;

    /// Gives up acts in favour of the state of the server.
    fn drop_acts(&mut self, acts: Vec<PendingMark>) -> LedgerFuture<'_, ()>;

    /// Counts a try of a change of subscriptions, before it is sent.
    fn begin_change(&mut self, id: i64) -> LedgerFuture<'_, ()>;

    /// Ends a change of subscriptions.
    fn end_change(&mut self, id: i64, end: ChangeEnd) -> LedgerFuture<'_, ()>;

    /// Makes feeds and folders those of the server. Returns the feeds of the tree.
    fn apply_feeds(&mut self, tree: RemoteTree) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>>;

    /// Stores new entries, and the new texts of known ones.
    fn store_entries(&mut self, entries: Vec<RemoteEntry>) -> LedgerFuture<'_, ()>;

    /// Applies what the lists said, all or nothing. Entries with an act that waits are left out.
    fn apply_marks(&mut self, marks: RemoteMarks) -> LedgerFuture<'_, ()>;

    /// Stores how the sync ended.
    fn settle(&mut self, state: AccountState) -> LedgerFuture<'_, ()>;
}

/// The account and the acts that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub account: Account,
    pub marks: Vec<PendingMark>,
    pub changes: Vec<PendingChange>,
    /// Whether the library was restored from a backup since the last sync. Its acts may be older
    /// than the state of the server, and are sent only where that is still as they left it.
    pub is_restored: bool,
}

/// How a change of subscriptions ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeEnd {
    /// The server has it.
    Done,
    /// The server has the feed that was subscribed to here, under this id.
    Subscribed { feed_id: FeedId, remote: RemoteId },
    /// It failed, for this reason in words. It stays until it was tried often enough.
    Failed { reason: String },
}
