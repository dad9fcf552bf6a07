//! Many entries of one feed as one row of the river.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::{BURST_OVER, EntryId, FeedId, ListEntry, Stay};

/// The entries of a feed that stand together in the river.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burst {
    pub feed_id: FeedId,
    /// How many they are.
    pub entries: u32,
    /// Whether only the first of them has a row.
    pub is_folded: bool,
}

/// What the river knows besides its entries.
#[derive(Debug, Default)]
pub(super) struct River {
    /// How long the entries of each feed stay.
    pub(super) stays: Arc<HashMap<FeedId, Stay>>,
    /// The bursts, by the first entry of each in the order of the list.
    pub(super) bursts: HashMap<EntryId, Burst>,
    /// The bursts that are unfolded.
    pub(super) unfolded: HashSet<FeedId>,
    /// The entries without a row of their own.
    pub(super) covered: Vec<ListEntry>,
}

impl River {
    /// Takes the whole list and returns the entries that have rows.
    pub(super) fn fold(
        &mut self,
        entries: Vec<ListEntry>,
        selected: Option<EntryId>,
    ) -> Vec<ListEntry> {
        let mut counts: HashMap<FeedId, usize> = HashMap::new();
        for entry in &entries {
            *counts.entry(entry.feed_id).or_default() += 1;
        }
        self.bursts.clear();
        self.covered.clear();
        let mut begun: HashSet<FeedId> = HashSet::new();
        let mut shown = Vec::with_capacity(entries.len());
        for entry in entries {
            let feed_id = entry.feed_id;
            let count = counts.get(&feed_id).copied().unwrap_or(0);
            let is_folded = !self.unfolded.contains(&feed_id);
            if count > BURST_OVER && begun.insert(feed_id) {
                let entries = u32::try_from(count).unwrap_or(u32::MAX);
                self.bursts.insert(entry.id, Burst { feed_id, entries, is_folded });
            } else if count > BURST_OVER && is_folded && selected != Some(entry.id) {
                self.covered.push(entry);
                continue;
            }
            shown.push(entry);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i64, feed: i64) -> ListEntry {
        ListEntry {
            id: EntryId(id),
            feed_id: FeedId(feed),
            sort_secs: -id,
            is_read: false,
            is_starred: false,
            rank: 0,
        }
    }

    fn ids(entries: &[ListEntry]) -> Vec<i64> {
        entries.iter().map(|entry| entry.id.0).collect()
    }

    #[test]
    fn more_than_three_entries_of_a_feed_are_one_row() {
        let mut river = River::default();
        let list: Vec<ListEntry> = [(1, 1), (2, 2), (3, 1), (4, 1), (5, 1), (6, 2), (7, 2)]
            .map(|(id, feed)| entry(id, feed))
            .into();
        assert_eq!(ids(&river.fold(list.clone(), None)), [1, 2, 6, 7]);
        let burst = Burst { feed_id: FeedId(1), entries: 4, is_folded: true };
        assert_eq!(river.bursts, HashMap::from([(EntryId(1), burst)]));
        assert_eq!(ids(&river.covered), [3, 4, 5]);
        assert_eq!(ids(&river.fold(list.clone(), Some(EntryId(4)))), [1, 2, 4, 6, 7]);
        river.unfolded.insert(FeedId(1));
        assert_eq!(ids(&river.fold(list, None)), [1, 2, 3, 4, 5, 6, 7]);
        assert!(!river.bursts[&EntryId(1)].is_folded && river.covered.is_empty());
    }
}
