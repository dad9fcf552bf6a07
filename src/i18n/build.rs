//! The build script: writes a Rust type for each English message.
//!
//! `t!(places_unread, count = 3)` then is a struct literal, so rustc itself finds a wrong id, a
//! missing or misspelt argument, and a message that nobody uses.

// A build script talks to cargo on its standard output.
#![allow(clippy::print_stdout)]

#[path = "arguments.rs"]
mod arguments;

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use arguments::Messages;

/// From the package's root, where cargo starts build scripts.
const ENGLISH: &str = "assets/i18n/en/gleaner.ftl";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={ENGLISH}");
    println!("cargo::rerun-if-changed=src/i18n/build.rs");
    println!("cargo::rerun-if-changed=src/i18n/arguments.rs");
    let source = fs::read_to_string(ENGLISH)?;
    let items = items(&source).map_err(|error| format!("{ENGLISH}: {error}"))?;
    let dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(dir.join("messages.rs"), items)?;
    Ok(())
}

fn items(source: &str) -> Result<String, String> {
    let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| {
        let first = errors.first().map(|error| {
            let line = source.get(..error.pos.start).unwrap_or(source).lines().count().max(1);
            format!("line {line}: {}", error.kind)
        });
        first.unwrap_or_else(|| "not readable".to_owned())
    })?;
    let messages = Messages::new(&resource)?;
    let mut items = String::new();
    for id in messages.ids() {
        let name = id.replace('-', "_");
        check_name(id, &name)?;
        // Written with a macro of `i18n/mod.rs`, so that the types are described there.
        let _ = write!(items, "message!({name}, \"{id}\"");
        for argument in messages.arguments(id) {
            check_name(id, argument)?;
            let _ = write!(items, ", {argument}");
        }
        items.push_str(");\n");
    }
    Ok(items)
}

fn check_name(id: &str, name: &str) -> Result<(), String> {
    let is_snake_case = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    if is_snake_case {
        Ok(())
    } else {
        Err(format!("{id}: ids are kebab-case, arguments are snake_case"))
    }
}
