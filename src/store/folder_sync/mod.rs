//! Sync through a shared folder: the registers in the database, the record of local acts, and how
//! acts of other devices change the library.
//!
//! Nothing here costs anything while no folder is joined: the triggers that record acts exist only
//! then. From low to high: `triggers`, `state`, `registers`, `names`, `project`, `record`,
//! `entries`, `tree`, `rows`, `apply`, `first`, `replica`.

mod apply;
mod entries;
mod first;
mod names;
mod project;
mod record;
mod registers;
mod replica;
mod rows;
mod state;
mod tree;
pub(super) mod triggers;

pub use apply::FolderChanges;
pub use first::{FirstMerge, JoinPreview};
pub use replica::StoreReplica;
pub(super) use state::leave;
pub use state::{FolderState, NewFolder};
