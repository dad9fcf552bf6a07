//! Goes through a long list with several threads: a million entries take one thread longer than a
//! frame.

use std::sync::OnceLock;
use std::thread;

use crate::model::ListEntry;

/// The fewest entries that are worth another thread.
const SHARE_LEAST: usize = 65_536;
/// The most threads; more would only wait for memory.
const THREADS_MOST: usize = 4;

/// Calls `act` for each part of the entries. The results are in no particular order.
pub(super) fn in_parts<T: Send>(
    entries: &mut [ListEntry],
    act: impl Fn(&mut [ListEntry]) -> T + Sync,
) -> Vec<T> {
    let threads = threads().min(entries.len() / SHARE_LEAST).max(1);
    in_parts_of(entries, entries.len().div_ceil(threads).max(1), act)
}

fn in_parts_of<T: Send>(
    entries: &mut [ListEntry],
    size: usize,
    act: impl Fn(&mut [ListEntry]) -> T + Sync,
) -> Vec<T> {
    let act = &act;
    let mut left = Vec::new();
    let mut done: Vec<T> = thread::scope(|scope| {
        let mut parts = entries.chunks_mut(size);
        let first = parts.next();
        let mut others = Vec::new();
        for (at, part) in (1..).zip(parts) {
            match thread::Builder::new().spawn_scoped(scope, move || act(part)) {
                Ok(other) => others.push((at, other)),
                Err(_) => left.push(at),
            }
        }
        let mut done: Vec<T> = first.map(act).into_iter().collect();
        for (at, other) in others {
            match other.join() {
                Ok(result) => done.push(result),
                Err(_) => left.push(at),
            }
        }
        done
    });
    // If no thread could be started, this one does the work.
    for at in left {
        done.extend(entries.chunks_mut(size).nth(at).map(act));
    }
    done
}

/// Frees a long list on another thread: giving back its memory takes longer than a frame.
pub(super) fn let_go(entries: Vec<ListEntry>) {
    if entries.len() >= SHARE_LEAST {
        // If no thread could be started, it is freed here.
        let _ = thread::Builder::new().spawn(move || drop(entries));
    }
}

fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS
        .get_or_init(|| thread::available_parallelism().map_or(1, usize::from).min(THREADS_MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryId, FeedId};

    #[test]
    fn every_entry_is_in_one_part() {
        let entry = |id| ListEntry {
            id: EntryId(id),
            feed_id: FeedId(1),
            sort_secs: 0,
            rank: 0,
            is_read: false,
            is_starred: false,
        };
        for (count, size) in [(0, 1), (1, 1), (7, 3), (9, 3), (3, 100)] {
            let mut entries: Vec<ListEntry> = (0..count).map(entry).collect();
            let sizes = in_parts_of(&mut entries, size, |part| {
                for entry in part.iter_mut() {
                    entry.is_read = !entry.is_read;
                }
                part.len()
            });
            assert_eq!(sizes.iter().sum::<usize>(), entries.len());
            assert!(entries.iter().all(|entry| entry.is_read));
        }
    }

    #[test]
    fn a_long_list_is_shared() {
        let entry = ListEntry {
            id: EntryId(1),
            feed_id: FeedId(1),
            sort_secs: 0,
            rank: 0,
            is_read: false,
            is_starred: false,
        };
        let mut entries = vec![entry; 3 * SHARE_LEAST];
        let parts = in_parts(&mut entries, |part| part.len());
        assert_eq!(parts.iter().sum::<usize>(), entries.len());
        assert_eq!(parts.len(), threads().min(3));
        let_go(entries);
    }
}
