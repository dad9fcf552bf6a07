//! The subscription list: `subscriptions.opml` after each change, import and export.

use std::path::Path;

use jiff::Timestamp;

use super::message::{ImportPlan, ImportReport, PlannedFeed};
use crate::config::write_atomically;
use crate::store::{NewFeed, Reader, Store, StoreError};

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

/// Does what a plan says.
pub fn import(store: &mut Store, plan: ImportPlan, now: Timestamp) -> Result<ImportReport, StoreError> {
    let feeds: Vec<_> = plan.new_feeds.into_iter().map(planned).collect();
    let done = store.import(&feeds, now)?;
    let added = u32::try_from(done.added.len()).unwrap_or(u32::MAX);
    Ok(ImportReport { added, known: plan.known.saturating_add(done.known) })
}

fn planned(feed: PlannedFeed) -> (NewFeed, Vec<String>) {
    let title = Some(feed.title.trim().to_owned()).filter(|title| !title.is_empty());
    (NewFeed { feed_url: feed.feed_url, title, site_url: feed.site_url, folder_id: None }, feed.folders)
}
