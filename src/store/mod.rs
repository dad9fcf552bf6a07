//! The library: one SQLite database, and the one place with SQL.
//!
//! [`Store`] writes (one at a time in a process; other processes wait their turn), [`Reader`] answers questions from a
//! snapshot and never waits for a writer. Everything that a [`Store`] method reports as done is on
//! the disk.

mod activity;
mod arrangement;
mod backup;
mod before;
mod bits;
mod counts;
mod departed;
mod details;
mod dropping;
mod error;
mod examine;
mod facts;
mod feeds;
mod folders;
mod full_text;
mod header;
mod ids;
mod import;
mod index;
mod journal;
mod leaving;
mod list;
mod lock;
mod open;
mod packing;
mod refresh;
mod rescue;
mod retention;
mod rows;
mod rules;
mod salvage;
mod scan;
mod schema;
mod search;
mod shards;
mod smart_feeds;
mod statuses;
mod subscriptions;
mod tags;
mod undo;
mod values;

pub use activity::{ACTIVITY_LIFETIME, ACTIVITY_MAX};
pub use backup::restore;
pub use error::StoreError;
pub use examine::{Depth, clear_suspicion, examine, is_suspect, suspect};
pub use import::{Imported, NewFeed, NewList};
pub use leaving::PURGED_AT_ONCE;
pub use list::Sink;
pub use open::{Reader, Store};
pub use refresh::Saved;
pub use rescue::{Rescued, keep_damaged_log, rescue};
pub use rules::RuleTrial;
pub use statuses::StatusesChanged;
pub use subscriptions::Added;
pub use undo::{Arranged, UNDO_LIFETIME_DAYS, UNDO_STEPS, Undone};
