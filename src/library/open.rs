//! Opens a library whatever state it is in, and gives a fresh one its first feed: the welcome feed,
//! which is built into the program.

use jiff::Zoned;
use tokio::runtime;
use url::Url;

use super::repair;
use crate::config::Paths;
use crate::i18n::t;
use crate::model::WELCOME_FEED_URL;
use crate::net::Client;
use crate::refresh::refresh_feed;
use crate::store::{NewFeed, Store, StoreError, keep_damaged_log};

/// An open library.
#[derive(Debug)]
pub struct OpenLibrary {
    pub store: Store,
    /// Repairs that the user must know about, one sentence each.
    pub notes: Vec<String>,
}

/// Opens the library of a profile.
///
/// A damaged library is repaired. One that never had a feed takes over the feeds of the
/// subscription list beside it, or else gets the welcome feed. Nothing is fetched from the network.
pub fn open_library(paths: &Paths, now: &Zoned) -> Result<OpenLibrary, StoreError> {
    let mut notes = Vec::from_iter(repair::repair_if_suspect(paths, now.timestamp())?);
    let damaged_log = keep_damaged_log(&paths.library());
    let (mut store, is_fresh) = match open(paths) {
        Err(err) if err.is_damage() => {
            log::error!("{err}");
            notes.push(repair::repair(paths, now.timestamp())?);
            open(paths)?
        }
        opened => opened?,
    };
    if let Some(kept) = damaged_log {
        // If the log stayed, every later start would find the same damage again.
        store.empty_log()?;
        notes.push(t!(repair_log_damaged, path = kept.display().to_string()));
    }
    if is_fresh {
        match repair::restore_feeds(&mut store, paths, now.timestamp()) {
            0 => add_welcome_feed(&mut store, now)?,
            feeds => {
                let path = paths.subscriptions().display().to_string();
                notes.push(t!(repair_empty_library, count = feeds, path = path));
            }
        }
    }
    Ok(OpenLibrary { store, notes })
}

fn open(paths: &Paths) -> Result<(Store, bool), StoreError> {
    let store = Store::open(&paths.library())?;
    let is_fresh = store.reader().is_fresh()?;
    Ok((store, is_fresh))
}

/// Adds the welcome feed by an ordinary refresh, so that a later refresh finds nothing new in it.
fn add_welcome_feed(store: &mut Store, now: &Zoned) -> Result<(), StoreError> {
    let (Ok(feed_url), Ok(runtime)) =
        (Url::parse(WELCOME_FEED_URL), runtime::Builder::new_current_thread().build())
    else {
        return Ok(());
    };
    let feed_id = store.add_feed(&NewFeed::at(feed_url), now.timestamp())?.feed_id;
    if let Some(state) = store.reader().feed_state(feed_id)? {
        let outcome = runtime.block_on(refresh_feed(&Client::new(), &state, now.timestamp()));
        store.save_refresh(feed_id, &outcome, now)?;
    }
    Ok(())
}
