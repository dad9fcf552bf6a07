//! Opening the library whatever happened to it, and the first feed of a fresh one: the welcome
//! feed, which the program carries inside.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::runtime;
use url::Url;

use super::repair;
use crate::config::Paths;
use crate::model::WELCOME_FEED_URL;
use crate::net::Client;
use crate::refresh::refresh_feed;
use crate::store::{NewFeed, Store, StoreError, keep_damaged_log};

/// A library that is open, and what had to be done for it, in sentences for people.
#[derive(Debug)]
pub struct Opened {
    /// The library.
    pub store: Store,
    /// What the reader must know.
    pub notes: Vec<String>,
}

/// Opens the library of a profile. One that is damaged is repaired; one that never had a feed gets
/// those of the subscription list beside it, else the welcome feed. Nothing is fetched.
pub fn open_library(paths: &Paths, now: Timestamp) -> Result<Opened, StoreError> {
    let mut notes = Vec::from_iter(repair::look_into_suspicion(paths, now)?);
    let damaged_log = keep_damaged_log(&paths.library());
    let (mut store, is_fresh) = match open(paths) {
        Err(err) if err.is_damage() => {
            log::error!("{err}");
            notes.push(repair::repair(paths, now)?);
            open(paths)?
        }
        opened => opened?,
    };
    if let Some(kept) = damaged_log {
        // What lies behind the damage would be found again and again.
        store.empty_log()?;
        notes.push(format!(
            "The latest changes could not be read, as their log was damaged - it is kept as {}",
            kept.display()
        ));
    }
    if is_fresh {
        match repair::bring_back_feeds(&mut store, paths, now) {
            0 => seed(&mut store, now)?,
            feeds => notes.push(format!(
                "The library was empty - {feeds} feeds came back from {}",
                paths.subscriptions().display()
            )),
        }
    }
    Ok(Opened { store, notes })
}

fn open(paths: &Paths) -> Result<(Store, bool), StoreError> {
    let store = Store::open(&paths.library())?;
    let is_fresh = store.reader().is_fresh()?;
    Ok((store, is_fresh))
}

/// The welcome feed goes the way of every feed, so that refreshing it later finds nothing new.
fn seed(store: &mut Store, now: Timestamp) -> Result<(), StoreError> {
    let (Ok(feed_url), Ok(runtime)) =
        (Url::parse(WELCOME_FEED_URL), runtime::Builder::new_current_thread().build())
    else {
        return Ok(());
    };
    let feed_id = store.add_feed(&NewFeed::at(feed_url), now)?.feed_id;
    if let Some(state) = store.reader().feed_state(feed_id)? {
        let outcome = runtime.block_on(refresh_feed(&Client::new(), &state, now));
        store.save_refresh(feed_id, &outcome, &now.to_zoned(TimeZone::system()))?;
    }
    Ok(())
}
