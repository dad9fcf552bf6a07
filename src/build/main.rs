//! The build script: makes a Rust type of each English message, and takes the fonts that the
//! program carries out of the crates that bring them.

// A build script talks to cargo on its standard output.
#![allow(clippy::print_stdout)]

#[path = "../i18n/arguments.rs"]
mod arguments;
mod fonts;
mod messages;

use std::env;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/build");
    println!("cargo::rerun-if-changed=src/i18n/arguments.rs");
    let dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    messages::write(&dir)?;
    fonts::write(&dir)
}
