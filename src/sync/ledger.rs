//! The [`Ledger`]: what the engine asks of the library and tells it. The command line answers from
//! its own store, the window through its writing thread.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use jiff::Timestamp;

use crate::model::{
    Account, AccountProblem, EntryId, FeedId, KnownEntry, MarkKind, PendingChange, PendingMark,
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

    /// All entries of the account, also those that retention has removed since: they are never
    /// fetched again.
    fn known(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, KnownEntry>>;

    /// The feeds of the account that the server had at the last sync.
    fn feeds(&mut self) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>>;

    /// Removes acts that the server has, each only if no act came after it.
    fn accept(&mut self, acts: Vec<Accepted>) -> LedgerFuture<'_, ()>;

    /// Counts a try in vain for acts.
    fn count_tries(&mut self, acts: Vec<Accepted>) -> LedgerFuture<'_, ()>;

    /// Gives up acts that the server will never take, with the reason for Activity.
    fn park(&mut self, acts: Vec<Parked>) -> LedgerFuture<'_, ()>;

    /// Ends a change of subscriptions: the server has it, or refused it for good for this reason.
    fn end_change(&mut self, id: i64, refused: Option<String>) -> LedgerFuture<'_, ()>;

    /// Makes feeds and folders those of the server. Feeds in `gone` are kept and marked as gone;
    /// other feeds that the tree lacks stay as they are. Returns the feeds of the tree.
    fn apply_feeds(&mut self, feeds: SyncedFeeds) -> LedgerFuture<'_, HashMap<RemoteId, FeedId>>;

    /// Stores new entries.
    fn store_entries(&mut self, entries: Vec<RemoteEntry>) -> LedgerFuture<'_, ()>;

    /// Applies what the lists said, all or nothing. Entries with an act that waits are left out.
    fn apply_marks(&mut self, marks: RemoteMarks) -> LedgerFuture<'_, ()>;

    /// Stores how the sync ended.
    fn settle(&mut self, settled: Settled) -> LedgerFuture<'_, ()>;
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

/// An act that the server has. Its generation tells it from a later act on the same entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub entry: EntryId,
    pub kind: MarkKind,
    pub generation: i64,
}

impl From<&PendingMark> for Accepted {
    fn from(mark: &PendingMark) -> Self {
        Self { entry: mark.entry, kind: mark.kind.clone(), generation: mark.generation }
    }
}

/// An act that is given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    pub act: Accepted,
    /// The sentence for Activity.
    pub reason: String,
}

/// The subscriptions of a server, and what to do with feeds that it no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncedFeeds {
    pub tree: RemoteTree,
    pub gone: Vec<RemoteId>,
}

/// How a sync ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// The time of the sync, if all lists were read and applied.
    pub synced_at: Option<Timestamp>,
    pub problem: Option<AccountProblem>,
    pub paused_until: Option<Timestamp>,
    /// See [`Account::memory`].
    pub memory: String,
}
