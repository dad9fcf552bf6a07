//! The program as one crate, which is never run: here the compiler finds what nothing uses, while
//! in the library everything public may be used by somebody. `.ci/run` looks at it.

#![allow(unreachable_pub, unused_imports, reason = "re-exports are for the library")]
#![allow(clippy::all, clippy::pedantic, reason = "the library has been looked at already")]
#![allow(dead_code, reason = "to be removed with the dead code that it hides")]

extern crate self as gleaner;

mod aloud;
mod app;
mod article;
#[cfg(feature = "listen")]
mod audio;
mod cli;
mod config;
mod document;
mod folder_sync;
mod fonts;
mod i18n;
mod library;
mod listen;
mod markup;
mod model;
mod net;
mod opml;
mod parse;
mod picture;
mod query;
mod refresh;
mod revisions;
mod store;
mod stories;
mod sync;
mod ui;
mod worker;

#[path = "main.rs"]
mod program;

fn main() -> std::process::ExitCode {
    program::main()
}
