//! The library: one SQLite database, and the one place with SQL.
//!
//! [`Store`] writes; there is one in a process, and other processes wait for it. [`Reader`] reads
//! from a snapshot and never waits for a writer. When a method of [`Store`] returns, its changes
//! are on the disk.
//!
//! There is one file for each act. Helpers lie below them, so that no file imports one that imports
//! it: `values`, `names`, `tree`, `new_feed`, `unread`, `marking`, `sleeping`. The rooms are
//! `schema`, `accounts`, `damage`, `find`, `folder_sync`, `foreign` and `undo`.

mod accounts;
mod activity;
mod backup;
mod counts;
mod damage;
mod details;
mod error;
mod facts;
mod feeds;
mod find;
mod folder_sync;
mod folders;
mod foreign;
mod full_text;
mod identity;
mod import;
mod import_library;
mod keys;
mod listening;
mod lock;
mod marking;
mod moments;
mod names;
mod new_feed;
mod open;
mod packing;
mod readings;
mod refresh;
mod repack;
mod retention;
mod revisions;
mod river;
mod rows;
mod rules;
mod saved_pages;
mod schema;
mod signing;
mod sleeping;
mod smart_feeds;
mod snooze;
mod statuses;
mod stories;
mod story_counts;
mod subscriptions;
mod tags;
mod tree;
mod undo;
mod unread;
mod unread_limit;
mod values;

pub use accounts::{RemoteCounts, TreeOutcome};
pub use activity::{ACTIVITY_LIFETIME, ACTIVITY_MAX};
pub use backup::restore;
pub use damage::examine::{Depth, examine};
pub use damage::rescue::{RescueReport, keep_damaged_log, rescue};
pub use damage::suspicion::{clear_suspicion, is_suspect, suspect};
pub use error::StoreError;
pub use find::list::{FoldSink, Sink};
pub use folder_sync::{
    FirstMerge, FolderChanges, FolderState, JoinPreview, NewFolder, StoreReplica,
};
pub use foreign::{
    FOREIGN_ENTRIES_MAX, FOREIGN_FEEDS_MAX, ForeignError, ForeignLibrary, is_database,
};
pub use import::{ImportOutcome, NewList};
pub use import_library::{ImportedEntry, NextEntries};
pub use listening::{DownloadTask, EpisodeFile, EpisodeFileKind, EpisodeLookup};
pub use lock::{JobLock, lock_account, lock_folder};
pub use new_feed::NewFeed;
pub use open::{Reader, Store};
pub use readings::READINGS_LIFETIME_DAYS;
pub use refresh::RefreshCounts;
pub use revisions::MAX_REVISIONS;
pub use rules::RuleTrial;
pub use saved_pages::SavedPage;
pub use signing::{Signer, StoredSignature, TextToSign};
pub use statuses::StatusOutcome;
pub use stories::{StoryNode, StoryWeb};
pub use subscriptions::Subscription;
pub use undo::go::{ActOutcome, UndoOutcome};
pub use undo::leaving::PURGED_AT_ONCE;
pub use undo::log::{UNDO_LIFETIME_DAYS, UNDO_STEPS};
