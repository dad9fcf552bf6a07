//! Counts the entries that a change of statuses affects, by feed and of today. A list can have a
//! million entries, and they are counted on the UI thread.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::model::{EntrySet, FeedId, ListEntry};

/// Feeds with ids below this one are counted in a vector, because hashing a million entries would
/// delay a frame. Nearly all feeds have such ids.
const SMALL_FEED_IDS: usize = 1 << 16;

/// The entries that were changed.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) ids: EntrySet,
    pub(super) of_today: u32,
    count: usize,
    since: i64,
    small: Vec<u32>,
    others: HashMap<FeedId, u32>,
}

impl Tally {
    /// An empty tally; `today` is the start of the day.
    pub(super) fn new(today: Timestamp) -> Self {
        Self {
            ids: EntrySet::default(),
            of_today: 0,
            count: 0,
            since: today.as_second(),
            small: Vec::new(),
            others: HashMap::new(),
        }
    }

    /// The number of entries.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// An empty tally of the same day.
    pub(super) fn anew(&self) -> Self {
        Self {
            ids: EntrySet::default(),
            of_today: 0,
            count: 0,
            since: self.since,
            small: Vec::new(),
            others: HashMap::new(),
        }
    }

    pub(super) fn add(&mut self, entry: &ListEntry) {
        self.ids.insert(entry.id);
        self.count += 1;
        self.of_today += u32::from(entry.sort_secs >= self.since);
        match usize::try_from(entry.feed_id.0) {
            Ok(at) if at < SMALL_FEED_IDS => {
                if at >= self.small.len() {
                    self.small.resize(at + 1, 0);
                }
                if let Some(count) = self.small.get_mut(at) {
                    *count += 1;
                }
            }
            _ => *self.others.entry(entry.feed_id).or_default() += 1,
        }
    }

    /// Adds the counts of another tally; no entry may be in both.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.ids.union_with(&other.ids);
        self.count += other.count;
        self.of_today += other.of_today;
        self.small.resize(self.small.len().max(other.small.len()), 0);
        for (count, by) in self.small.iter_mut().zip(&other.small) {
            *count += by;
        }
        for (feed_id, by) in &other.others {
            *self.others.entry(*feed_id).or_default() += by;
        }
    }

    /// The number of entries of each feed that has any.
    pub(super) fn by_feed(&self) -> impl Iterator<Item = (FeedId, u32)> {
        let small =
            (0..).map(FeedId).zip(self.small.iter().copied()).filter(|(_, count)| *count > 0);
        small.chain(self.others.iter().map(|(feed_id, count)| (*feed_id, *count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryId;

    #[test]
    fn entries_are_counted_whatever_the_numbers_of_their_feeds() {
        let mut tally = Tally::new(Timestamp::from_second(100).unwrap());
        for (id, feed) in (1..).zip([1, 7, 1, i64::MAX, -3, i64::MAX]) {
            let sort_secs = if id == 2 { 100 } else { 99 };
            tally.add(&ListEntry {
                id: EntryId(id),
                feed_id: FeedId(feed),
                sort_secs,
                rank: 0,
                is_read: false,
                is_starred: false,
            });
        }
        // Two parts of it add up to the same.
        let mut parts = [tally.anew(), tally.anew()];
        for (id, feed) in (1..).zip([1, 7, 1, i64::MAX, -3, i64::MAX]) {
            let sort_secs = if id == 2 { 100 } else { 99 };
            let entry = ListEntry {
                id: EntryId(id),
                feed_id: FeedId(feed),
                sort_secs,
                rank: 0,
                is_read: false,
                is_starred: false,
            };
            parts[usize::from(id % 2 == 0)].add(&entry);
        }
        let mut both = tally.anew();
        for part in &parts {
            both.absorb(part);
        }
        let sorted = |tally: &Tally| tally.by_feed().collect::<std::collections::BTreeMap<_, _>>();
        assert_eq!(
            (sorted(&both), both.of_today, both.len(), &both.ids),
            (sorted(&tally), tally.of_today, tally.len(), &tally.ids)
        );
        let mut counts: Vec<_> = tally.by_feed().collect();
        counts.sort_unstable();
        assert_eq!(
            counts,
            [(FeedId(-3), 1), (FeedId(1), 2), (FeedId(7), 1), (FeedId(i64::MAX), 2)]
        );
        assert_eq!(
            (tally.of_today, tally.len(), tally.ids),
            (1, 6, (1..=6).map(EntryId).collect())
        );
    }
}
