//! The river as the window shows it: the words of its rows, and how much of their time is left.

use jiff::Timestamp;

use super::burst::Burst;
use super::state::AppState;
use crate::i18n::t;
use crate::model::{EntryId, FeedId, ListEntry};
use crate::query::PlaceId;

impl AppState {
    /// Whether the list is the river, without a search in it.
    #[must_use]
    pub fn is_river(&self) -> bool {
        let is_searching = self.search.as_ref().is_some_and(|search| !search.trim().is_empty());
        self.place() == PlaceId::RIVER && !is_searching
    }

    /// The burst that begins with this entry.
    #[must_use]
    pub fn burst(&self, id: EntryId) -> Option<Burst> {
        self.river.bursts.get(&id).copied().filter(|_| self.is_river())
    }

    /// The burst of the selected entry's feed.
    #[must_use]
    pub fn selected_burst(&self) -> Option<Burst> {
        let feed_id = self.list.get(self.list.selected()?)?.feed_id;
        let mut bursts = self.river.bursts.values();
        bursts.find(|burst| burst.feed_id == feed_id).copied().filter(|_| self.is_river())
    }

    /// The row of a folded burst in words: `The Verge, 23 new`.
    #[must_use]
    pub fn burst_words(&self, id: EntryId) -> Option<String> {
        let burst = self.burst(id).filter(|burst| burst.is_folded)?;
        let feed = self.feed(burst.feed_id).map_or("", |feed| feed.title());
        Some(t!(river_burst, feed = feed, count = burst.entries))
    }

    /// Why an entry is in the river; `None` elsewhere.
    #[must_use]
    pub fn river_reason(&self, feed_id: FeedId) -> Option<String> {
        let stay = self.river.stays.get(&feed_id).filter(|_| self.is_river())?;
        Some(stay.words())
    }

    /// The part of its time in the river that an entry has left, from 1 to 0; 1 elsewhere.
    #[must_use]
    pub fn time_left(&self, entry: &ListEntry, now: Timestamp) -> f32 {
        let stay = self.river.stays.get(&entry.feed_id).filter(|_| self.is_river());
        stay.map_or(1.0, |stay| stay.left(entry.sort_secs, now.as_second()))
    }
}
