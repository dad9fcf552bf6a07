//! One language for every question to the library: the search box and the command line speak it.
//!
//! `kafka "exactly once" -aws title:rebalance author:"jane doe" is:unread after:2026-08-01 (a OR
//! b)`. Words next to each other all have to occur. [`parse`] reads it, [`Expr`] prints it again,
//! [`matches()`] says what it means, entry by entry; the library answers the same from its indexes,
//! and a test holds it to that.

mod dates;
mod evaluate;
mod expr;
mod highlights;
mod parse;
mod pattern;
mod tokens;

pub use dates::{DateBound, Span};
pub use evaluate::{Prepared, Subject, matches};
pub(crate) use evaluate::{is_language, is_part, occurs_in};
pub use expr::{Expr, Field, Mark, State, Term, Text};
pub use highlights::Highlights;
pub use parse::{MAX_DEPTH, MAX_QUERY_BYTES, QueryError, parse, parse_typed, rule_question};
pub use pattern::Pattern;
pub use tokens::{fold, spaced, tokens};
