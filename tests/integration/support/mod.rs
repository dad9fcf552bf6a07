//! Helpers that several subjects share.

pub mod fake_client;
pub mod feeds;
pub mod program;
pub mod server;
