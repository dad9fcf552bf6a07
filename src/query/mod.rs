//! The query language: the search box, saved searches, rules and the command line speak it.
//!
//! An example is `kafka "exactly once" -aws title:rebalance author:"jane doe" is:unread
//! after:2026-08-01 (a OR b)`; an entry has to meet all conditions. [`parse`] reads text, [`Expr`]
//! is the tree and prints itself as text. [`matches()`] defines the meaning, entry by entry; the
//! store answers the same from its indexes, and a test compares the two.
//!
//! A [`Place`] of the sidebar is a query with a name; the built-in ones are a table, [`BUILT_IN`].

mod amount;
mod dates;
mod evaluate;
mod expr;
mod highlights;
mod lexemes;
mod list;
mod names;
mod parse;
mod pattern;
mod place;
mod titles;
mod tokens;

pub use amount::Amount;
pub use dates::{DateBound, Span};
pub use evaluate::{Prepared, Subject, matches};
pub(crate) use evaluate::{is_language, is_part, occurs_in, start_of_day};
pub use expr::{Expr, Field, Mark, State, Term, Text};
pub use highlights::Highlights;
pub use list::{Query, SmartFeed};
pub use parse::{
    MAX_DEPTH, MAX_QUERY_BYTES, QueryError, parse, parse_any, parse_stored, parse_typed,
    rule_question,
};
pub use pattern::Pattern;
pub use place::{BUILT_IN, BuiltIn, BuiltInId, Count, Place, PlaceIcon, PlaceId};
pub use titles::with_titles;
pub use tokens::{fold, folded_words, spaced, tokens};
