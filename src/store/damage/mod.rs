//! Damaged libraries: finding damage, and repairing what can be repaired.
//!
//! From low to high, so that each file imports only those before it: `header`, `journal`, `file`,
//! `suspicion`, `swap`; `ranges`, `indexes`, `mend`, `salvage`; `examine`, `rescue`.

pub(super) mod examine;
pub(super) mod file;
pub(super) mod header;
mod indexes;
mod journal;
mod mend;
mod ranges;
pub(super) mod rescue;
mod salvage;
pub(super) mod suspicion;
pub(super) mod swap;
