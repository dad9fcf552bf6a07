//! Which feeds a refresh covers.

use std::collections::HashSet;

use crate::model::{FeedId, FeedState, FolderId};
use crate::store::{Reader, StoreError};

/// The feeds to refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every feed, because the user asked.
    All,
    /// Every feed that is due, because a timer fired.
    Due {
        /// Minutes between two refreshes of a feed that names no interval; 0 for never.
        minutes: u32,
    },
    /// Every feed that was never fetched.
    New,
    /// The feeds in a folder, including its subfolders.
    Folder(FolderId),
    Feed(FeedId),
}

/// The state that a refresh needs of each feed in a scope. `Scope::Due` returns every feed: whether
/// one is due is decided when the refresh starts.
pub fn feed_states(reader: &Reader, scope: Scope) -> Result<Vec<FeedState>, StoreError> {
    match scope {
        Scope::All | Scope::Due { .. } => reader.feed_states(),
        Scope::New => {
            let mut states = reader.feed_states()?;
            states.retain(|state| state.health.last_attempt.is_none());
            Ok(states)
        }
        Scope::Feed(feed_id) => {
            // The server of an account fetches its feeds.
            let is_local = reader.feed(feed_id)?.is_some_and(|feed| feed.account_id.is_none());
            Ok(reader.feed_state(feed_id)?.filter(|_| is_local).into_iter().collect())
        }
        Scope::Folder(folder_id) => {
            let inside: HashSet<FeedId> = reader.feeds_in_folder(folder_id)?.into_iter().collect();
            let mut states = reader.feed_states()?;
            states.retain(|state| inside.contains(&state.feed_id));
            Ok(states)
        }
    }
}
