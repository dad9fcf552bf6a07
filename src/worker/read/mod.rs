//! The two threads that only read the library: one for the sidebar and lists, one for rows and
//! articles.

mod articles;
mod build;
mod changes;
mod episodes;
mod lists;
mod sending;
mod shelf;

pub(super) use articles::Articles;
pub use lists::FIRST_PART;
pub(super) use lists::{ListQueue, Lists};
