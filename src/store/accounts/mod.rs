//! Accounts on servers: what the library knows of them, and the acts that wait to be sent.
//!
//! An act on an entry leaves a row in `pending`, whoever made it: triggers write it in the same
//! transaction (`triggers`). A change of subscriptions leaves one in `pending_changes` (`noting`).
//! The state of a server is applied in silence, by `lists`, `entries` and `statuses`.

mod change;
mod changes;
mod entries;
mod lists;
pub(super) mod noting;
mod pending;
mod rows;
mod statuses;
pub(super) mod triggers;

pub use entries::RemoteCounts;
pub use lists::TreeOutcome;
