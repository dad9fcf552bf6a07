//! What is done while nobody waits for anything: the index of entries that have none, deleting what
//! is gone for good, and packing bodies better.

use crate::document::text_of;
use crate::store::{PURGED_AT_ONCE, Store, StoreError};

/// Entries in one transaction: few enough that an act in between waits no longer than for a flush.
const BATCH: u32 = 64;

/// Bodies that are packed better in one transaction.
const REPACKED: u32 = 256;

/// Puts some entries into the index; once all are there, deletes some of what is gone for good,
/// then packs some bodies better. Says whether there may be more.
///
/// # Errors
/// When the library cannot be read or written.
pub fn index_some(store: &mut Store) -> Result<bool, StoreError> {
    Ok(index_words(store)? || store.purge(PURGED_AT_ONCE)? || store.repack(REPACKED)?)
}

/// Puts some entries into the index. Says whether there may be more.
///
/// # Errors
/// When the library cannot be read or written.
pub fn index_words(store: &mut Store) -> Result<bool, StoreError> {
    let entries = store.reader().unindexed(BATCH)?;
    if entries.is_empty() {
        return Ok(false);
    }
    let with_texts = entries.into_iter().map(|entry| {
        let text = text_of(&entry.content.html);
        (entry, text)
    });
    store.index(&with_texts.collect::<Vec<_>>())?;
    Ok(true)
}
