//! Helpers that several subjects share.

pub mod server;
