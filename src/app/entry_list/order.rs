//! The order of a list.

use std::cmp::Reverse;

use crate::model::{EntryId, ListEntry, Order};

/// The key that entries are ordered by.
fn key(entry: &ListEntry) -> (u32, i64, EntryId) {
    (entry.rank, entry.sort_secs, entry.id)
}

/// The key for the shortest first. Of the same length, the newest comes first.
fn short_key(entry: &ListEntry) -> (u32, Reverse<(i64, EntryId)>) {
    (entry.rank, Reverse((entry.sort_secs, entry.id)))
}

pub(super) fn goes_before(one: &ListEntry, other: &ListEntry, order: Order) -> bool {
    match order {
        Order::Newest | Order::Longest | Order::LastRead | Order::Queue => key(one) > key(other),
        Order::Oldest => key(one) < key(other),
        Order::Shortest => short_key(one) < short_key(other),
    }
}

pub(super) fn sort(entries: &mut [ListEntry], order: Order) {
    match order {
        Order::Newest | Order::Longest | Order::LastRead | Order::Queue => {
            entries.sort_by_key(|entry| Reverse(key(entry)));
        }
        Order::Oldest => entries.sort_by_key(key),
        Order::Shortest => entries.sort_by_key(short_key),
    }
}
