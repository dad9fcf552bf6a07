//! The one integration-test binary: a module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs, unreachable_pub)]

mod architecture;
mod corpora;
mod end_to_end;
mod find;
mod net;
mod refresh;
mod store;
mod store_lists;
mod store_processes;
mod store_support;
mod store_undo;
mod support;
mod worker;
mod worker_support;
