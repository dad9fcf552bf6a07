//! The river: taking its list, and folding bursts.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::state::AppState;
use crate::model::{FeedId, FeedPace, ListEntry, Stay};

impl AppState {
    pub(super) fn receive_stays(&mut self, generation: u64, stays: Arc<HashMap<FeedId, Stay>>) {
        if generation == self.generation {
            self.river.stays = stays;
        }
    }

    /// The entries of a list that have rows: all, but in the river.
    pub(super) fn with_rows(&mut self, entries: Vec<ListEntry>) -> Vec<ListEntry> {
        if !self.is_river() {
            return entries;
        }
        let selected = self.list.selected();
        self.river.fold(entries, selected)
    }

    /// Unfolds a burst, or folds it. The list is read again, because entries may have come.
    pub(super) fn toggle_burst(&mut self, feed_id: FeedId, now: Timestamp) -> Vec<Effect> {
        if !self.river.unfolded.remove(&feed_id) {
            self.river.unfolded.insert(feed_id);
        }
        let selected = self.list.selected().and_then(|id| self.list.get(id).copied());
        let effects = self.load_list(now);
        if let Some(entry) = selected {
            self.list.carry(entry);
        }
        effects
    }

    pub(super) fn receive_pace(&mut self, id: FeedId, pace: Arc<FeedPace>) {
        self.feed_pace = Some((id, pace));
    }
}
