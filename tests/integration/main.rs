//! The one integration-test binary: a module a subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_wrap, // ids of a few entries
    clippy::format_collect, // fixtures are short
    missing_docs,
    unreachable_pub
)]

mod app_state;
mod architecture;
mod article_pane;
mod article_pictures;
mod articles;
mod corpora;
mod diagrams;
mod document;
mod document_limits;
mod document_properties;
mod end_to_end;
mod feed_icons;
mod find;
mod library_cli;
mod lists;
mod net;
mod parse_damage;
mod parse_quirks;
mod parse_torture;
mod real_window;
mod refresh;
mod search;
mod store;
mod store_lists;
mod store_processes;
mod store_support;
mod store_undo;
mod support;
mod torture;
mod window;
mod worker;
mod worker_refresh;
mod worker_support;
