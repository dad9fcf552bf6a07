//! Accounts: syncs the library with the servers that other readers use too.
//!
//! [`Service`] is one server, with a file for each interface in `services`. [`sync_account`] syncs
//! one account: it sends the acts that wait, reads all lists, decides, and applies. It knows no
//! service by name, and no database: the library is behind [`Ledger`].
//!
//! [`PageKeeper`] is a server that keeps pages for later, with a file for each kind in `keepers`.

mod decide;
mod edits;
mod engine;
mod error;
mod http;
mod keepers;
mod ledger;
mod memory;
mod outbox;
mod paging;
mod service;
mod services;
mod store_ledger;
mod wire;

pub use engine::{Pass, Progress, SyncReport, sync_account};
pub use error::ServiceError;
pub use http::{Access, Connection};
pub use keepers::{PageKeeper, keeper_credentials, keeper_error, open_keeper};
pub use ledger::{ChangeEnd, Ledger, LedgerFuture, Outgoing};
pub use memory::{agree_to_vanished, is_due};
pub use service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
pub use services::{abilities, open};
pub use store_ledger::StoreLedger;
