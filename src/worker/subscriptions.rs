//! The subscription list: `subscriptions.opml` after each change, import and export.

use std::path::Path;

use super::message::ImportPlan;
use crate::config::write_atomically;
use crate::store::{Reader, Store};

/// Writes the list as a whole or not at all.
pub fn write(store: &Store, path: &Path) -> Result<(), String> {
    let text = text(store.reader())?;
    write_atomically(path, text.as_bytes()).map_err(|err| format!("Couldn't write {} - {err}", path.display()))
}

/// The list as OPML.
pub fn text(_reader: &Reader) -> Result<String, String> {
    Ok(String::new())
}

/// What importing a file would do.
pub fn plan_import(_store: &Store, _path: &Path) -> Result<ImportPlan, String> {
    Err("Importing is not merged yet".to_owned())
}
