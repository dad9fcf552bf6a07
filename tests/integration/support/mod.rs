//! Helpers for several subjects.

pub mod article;
pub mod fake_client;
pub mod fake_keyring;
pub mod feeds;
pub mod https;
pub mod program;
pub mod raster;
pub mod reader;
pub mod server;
pub mod skip;
pub mod sound;
pub mod sync_double;
pub mod sync_server;
pub mod torture;
