//! Gleaner, a native desktop feed reader.
//!
//! The program keeps feeds in a local library, shows them as a list beside a rendered article and
//! refreshes on demand. Everything but the window lives in this library crate, so that the command
//! line and the tests use the same code.
//!
//! # Layout
//!
//! Layers; an import may only point down (`tests/integration/architecture.rs` checks it):
//!
//! | layer | modules |
//! |---|---|
//! | 4 | [`ui`] the window (the only place that knows egui), [`cli`] the same program without one |
//! | 3 | [`app`] state, commands, update; [`worker`] threads: [`worker::Job`] in, [`worker::Event`] out |
//! | 2 | [`library`] operations that window and command line share, [`refresh`] one feed's refresh: fetch, parse, decide; [`article`] what a reader sees of an entry |
//! | 1 | [`net`] HTTP and discovery, [`parse`] bytes to feeds, [`document`] HTML to articles, [`picture`] bytes to pixels, [`store`] the database, [`opml`] |
//! | 0 | [`model`] plain values, [`config`] where things live and what the user chose, [`query`] the language of questions, `markup` text and tags as they are found |
//!
//! Start reading at [`model`], then [`worker`], whose two enums are the whole traffic between the
//! window and the rest.

pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod document;
pub mod library;
mod markup;
pub mod model;
pub mod net;
pub mod opml;
pub mod parse;
pub mod picture;
pub mod query;
pub mod refresh;
pub mod store;
pub mod ui;
pub mod worker;
