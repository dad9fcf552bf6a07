//! The undo log: what each act changed, and how a step is undone and redone.
//!
//! From low to high, so that each file imports only those before it: `ids`, `departed`, `leaving`,
//! `dropping`, `arrangement`, `log`, `go`.

pub(super) mod arrangement;
pub(super) mod departed;
pub(super) mod dropping;
pub(super) mod go;
mod ids;
pub(super) mod leaving;
pub(super) mod log;
