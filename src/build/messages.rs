//! Writes a Rust type for each English message.
//!
//! `t!(places_unread, count = 3)` then is a struct literal, so rustc itself finds a wrong id, a
//! missing or misspelt argument, and a message that nobody uses.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::arguments::Messages;

/// From the package's root, where cargo starts build scripts.
const ENGLISH: &str = "assets/i18n/en/gleaner.ftl";

/// Fails with the first mistake in the messages.
pub(crate) fn write(dir: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={ENGLISH}");
    let source = fs::read_to_string(ENGLISH)?;
    let items = items(&source).map_err(|error| format!("{ENGLISH}: {error}"))?;
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
