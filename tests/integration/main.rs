//! The one integration-test binary: a module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs, unreachable_pub)]

mod support;

mod architecture;
mod document;
mod document_limits;
mod document_properties;
