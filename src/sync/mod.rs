//! Accounts: syncs the library with the servers that other readers use too.
//!
//! [`Service`] is one server, with a file for each interface in `services`. [`sync_account`] syncs
//! one account: it sends the acts that wait, reads all lists, decides, and applies. It knows no
//! service by name, and no database: the library is behind [`Ledger`].

mod error;
mod http;
mod ledger;
mod service;
mod services;
mod wire;

pub use error::ServiceError;
pub use ledger::{Accepted, Ledger, LedgerFuture, Outgoing, Parked, Settled, SyncedFeeds};
pub use service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
