//! Lists and searches: the full-text index, and the walks over the indexes that lists come from.
//!
//! From low to high, so that each file imports only those before it: `bits`, `shards`, `index`,
//! `marked`, `folds`, `search`, `route`, `scan`, `ranked`, `list`.

pub(super) mod bits;
pub(super) mod folds;
pub(super) mod index;
pub(super) mod list;
pub(super) mod marked;
mod ranked;
pub(super) mod route;
pub(super) mod scan;
pub(super) mod search;
pub(super) mod shards;
