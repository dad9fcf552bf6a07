//! The library: one SQLite database, and the one place with SQL.
//!
//! [`Store`] writes (one at a time in a process; other processes wait their turn), [`Reader`]
//! answers questions from a snapshot and never waits for a writer. Everything that a [`Store`]
//! method reports as done is on the disk.

mod activity;
mod backup;
mod counts;
mod damage;
mod details;
mod error;
mod facts;
mod feeds;
mod find;
mod folders;
mod full_text;
mod import;
mod lock;
mod marking;
mod names;
mod new_feed;
mod open;
mod packing;
mod refresh;
mod repack;
mod retention;
mod rows;
mod rules;
mod schema;
mod smart_feeds;
mod statuses;
mod subscriptions;
mod tags;
mod tree;
mod undo;
mod unread;
mod values;

pub use activity::{ACTIVITY_LIFETIME, ACTIVITY_MAX};
pub use backup::restore;
pub use damage::examine::{Depth, examine};
pub use damage::rescue::{Rescued, keep_damaged_log, rescue};
pub use damage::suspicion::{clear_suspicion, is_suspect, suspect};
pub use error::StoreError;
pub use find::list::Sink;
pub use import::{Imported, NewList};
pub use new_feed::NewFeed;
pub use open::{Reader, Store};
pub use refresh::Saved;
pub use rules::RuleTrial;
pub use statuses::StatusesChanged;
pub use subscriptions::Added;
pub use undo::go::{Arranged, Undone};
pub use undo::leaving::PURGED_AT_ONCE;
pub use undo::log::{UNDO_LIFETIME_DAYS, UNDO_STEPS};
