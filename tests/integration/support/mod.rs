//! Helpers that several subjects share.

pub mod article;
pub mod fake_client;
pub mod raster;
pub mod server;
