//! Opening the library, and the first feed of a fresh one: the welcome feed, which the program carries inside itself.

use jiff::Timestamp;
use tokio::runtime;
use url::Url;

use crate::config::Paths;
use crate::model::WELCOME_FEED_URL;
use crate::net::Client;
use crate::refresh::refresh_feed;
use crate::store::{NewFeed, Store, StoreError};

/// Opens the library of a profile; one that never had a feed is subscribed to the welcome feed. Nothing is fetched.
pub fn open_library(paths: &Paths, now: Timestamp) -> Result<Store, StoreError> {
    let mut store = Store::open(&paths.library())?;
    if store.reader().is_fresh()? {
        seed(&mut store, now)?;
    }
    Ok(store)
}

/// The welcome feed goes the way of every feed, so that refreshing it later finds nothing new.
fn seed(store: &mut Store, now: Timestamp) -> Result<(), StoreError> {
    let (Ok(feed_url), Ok(runtime)) = (Url::parse(WELCOME_FEED_URL), runtime::Builder::new_current_thread().build()) else {
        return Ok(());
    };
    let feed_id = store.add_feed(&NewFeed::at(feed_url), now)?.feed_id;
    if let Some(state) = store.reader().feed_state(feed_id)? {
        let outcome = runtime.block_on(refresh_feed(&Client::new(), &state, now));
        store.save_refresh(feed_id, &outcome, now)?;
    }
    Ok(())
}
