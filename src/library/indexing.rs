//! Background upkeep of a library: indexing entries for search, purging removed content, and
//! packing bodies more tightly. The caller runs one batch at a time while nothing else waits.

use crate::document::text_of;
use crate::store::{PURGED_AT_ONCE, Store, StoreError};

/// Entries indexed in one transaction. A user's act waits for at most one batch; each transaction
/// adds a segment to the index, which is merged later, so small batches cost more in all.
const INDEX_BATCH: u32 = 256;

/// Bodies repacked in one transaction.
const REPACK_BATCH: u32 = 256;

/// Does one batch of upkeep and returns whether there may be more.
///
/// The index comes first because search depends on it. Purging and repacking only save space.
///
/// # Errors
/// If the library can't be read or written.
pub fn index_some(store: &mut Store) -> Result<bool, StoreError> {
    Ok(index_words(store)? || store.purge(PURGED_AT_ONCE)? || store.repack(REPACK_BATCH)?)
}

/// Adds one batch of entries to the search index and returns whether there may be more.
///
/// # Errors
/// If the library can't be read or written.
pub fn index_words(store: &mut Store) -> Result<bool, StoreError> {
    let entries = store.reader().unindexed(INDEX_BATCH)?;
    if entries.is_empty() {
        return Ok(false);
    }
    let mut with_texts = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut text = text_of(&entry.content.html);
        if entry.content.audio().is_some() {
            text.push('\n');
            text.push_str(&store.reader().spoken_words(entry.id)?);
        }
        with_texts.push((entry, text));
    }
    store.index(&with_texts)?;
    Ok(true)
}
