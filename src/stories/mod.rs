//! Stories: which entries of different feeds are the same text, or about the same event.
//!
//! Everything here is computed from two entries alone, so that the answer does not depend on the
//! order in which entries arrive. [`Signature`] keeps what is compared, [`compare`] judges,
//! [`Window`] finds the entries worth comparing, and [`groups`] makes stories of the pairs.
//!
//! From low to high: `hash`, `language`, `words`, `sketch`, `title`, `signature`, `judge`,
//! `window`; `group` stands alone.

mod group;
mod hash;
mod judge;
mod language;
mod signature;
mod sketch;
mod title;
mod window;
mod words;

pub use group::{Group, MAX_MEMBERS, Matches, Node, groups};
pub use judge::{Evidence, compare, evidence};
pub use language::language_tag;
pub use signature::{Signature, Text};
pub use window::{Recent, WINDOW_SECS, Window, may_match};
