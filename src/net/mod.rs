//! net
pub mod discovery;
