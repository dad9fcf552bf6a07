//! The interfaces that are spoken, a file for each.

mod google_reader;
mod items;
