//! Helpers that several subjects share.

pub mod fake_client;
pub mod server;
