//! The rules of the queue of episodes.

use crate::model::{EntryId, QueueChange};

/// Most episodes in the queue. Those that come after it are not taken.
const QUEUE_MAX: usize = 1000;

/// The queue after a change. Each episode is in it once.
#[must_use]
pub fn changed(queue: &[EntryId], change: &QueueChange) -> Vec<EntryId> {
    let without = |ids: &[EntryId]| -> Vec<EntryId> {
        queue.iter().copied().filter(|id| !ids.contains(id)).collect()
    };
    let mut after = match change {
        QueueChange::Add(ids) => {
            let new = each_once(ids);
            let new = new.into_iter().filter(|id| !queue.contains(id));
            queue.iter().copied().chain(new).collect()
        }
        QueueChange::AddFirst(ids) => {
            each_once(ids).into_iter().chain(without(ids)).collect::<Vec<_>>()
        }
        QueueChange::Remove(ids) => without(ids),
        QueueChange::Move(id, to) if queue.contains(id) => {
            let mut rest = without(&[*id]);
            rest.insert((*to).min(rest.len()), *id);
            rest
        }
        QueueChange::Move(..) => queue.to_vec(),
        QueueChange::Clear => Vec::new(),
    };
    after.truncate(QUEUE_MAX.max(queue.len()));
    after
}

fn each_once(ids: &[EntryId]) -> Vec<EntryId> {
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        if !seen.contains(id) {
            seen.push(*id);
        }
    }
    seen
}

/// The episode that comes after `current`: the next in the queue, or its first if `current` is not
/// in it.
#[must_use]
pub fn after(queue: &[EntryId], current: Option<EntryId>) -> Option<EntryId> {
    let place = current.and_then(|id| queue.iter().position(|other| *other == id));
    match place {
        Some(at) => queue.get(at + 1).copied(),
        None => queue.first().copied(),
    }
}

/// Of the newest `most` episodes of a feed, newest first, those that are neither downloaded nor
/// heard. `is_settled` says so.
#[must_use]
pub fn newest_missing(
    newest: &[EntryId],
    most: u32,
    is_settled: impl Fn(EntryId) -> bool,
) -> Vec<EntryId> {
    newest.iter().copied().take(most as usize).filter(|id| !is_settled(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[i64]) -> Vec<EntryId> {
        numbers.iter().map(|number| EntryId(*number)).collect()
    }

    fn after_change(change: &QueueChange) -> Vec<i64> {
        changed(&ids(&[1, 2, 3]), change).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn an_episode_is_in_the_queue_once() {
        assert_eq!(after_change(&QueueChange::Add(ids(&[2, 4, 4]))), [1, 2, 3, 4]);
        assert_eq!(after_change(&QueueChange::AddFirst(ids(&[3, 4, 3]))), [3, 4, 1, 2]);
        assert_eq!(after_change(&QueueChange::Remove(ids(&[2, 9]))), [1, 3]);
        assert_eq!(after_change(&QueueChange::Clear), [] as [i64; 0]);
    }

    #[test]
    fn an_episode_moves_to_a_place() {
        assert_eq!(after_change(&QueueChange::Move(EntryId(1), 2)), [2, 3, 1]);
        assert_eq!(after_change(&QueueChange::Move(EntryId(3), 0)), [3, 1, 2]);
        assert_eq!(after_change(&QueueChange::Move(EntryId(2), 99)), [1, 3, 2]);
        assert_eq!(after_change(&QueueChange::Move(EntryId(9), 0)), [1, 2, 3]);
    }

    #[test]
    fn the_queue_is_bounded() {
        let full: Vec<EntryId> = (0..i64::try_from(QUEUE_MAX).unwrap()).map(EntryId).collect();
        assert_eq!(changed(&full, &QueueChange::Add(ids(&[-1]))), full);
        let first = changed(&full, &QueueChange::AddFirst(ids(&[-1])));
        assert_eq!((first.len(), first[0]), (QUEUE_MAX, EntryId(-1)));
    }

    #[test]
    fn the_next_episode_follows_the_current_one() {
        let queue = ids(&[1, 2, 3]);
        assert_eq!(after(&queue, Some(EntryId(1))), Some(EntryId(2)));
        assert_eq!(after(&queue, Some(EntryId(3))), None);
        assert_eq!(after(&queue, Some(EntryId(9))), Some(EntryId(1)));
        assert_eq!(after(&queue, None), Some(EntryId(1)));
        assert_eq!(after(&[], None), None);
    }

    #[test]
    fn of_the_newest_episodes_those_are_missing_that_are_not_settled() {
        let newest = ids(&[5, 4, 3, 2]);
        assert_eq!(newest_missing(&newest, 3, |id| id.0 == 4), ids(&[5, 3]));
        assert_eq!(newest_missing(&newest, 0, |_| false), ids(&[]));
    }
}
