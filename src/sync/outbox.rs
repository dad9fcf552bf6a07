//! The rules for acts that wait to be sent. Pure.
//!
//! There is one act for each entry and kind, and the last one wins. It leaves only when the lists
//! that are read after it show it: an "OK" is no proof, since FreshRSS says it without a database.

use std::collections::{BTreeMap, HashSet};

use super::decide::Lists;
use super::paging::IdList;
use super::service::Mark;
use crate::model::{MarkKind, PendingMark, RemoteId};

/// Ids in a call when acts that did not take are sent again.
pub(super) const AGAIN_AT_ONCE: usize = 10;
/// How often an act that the server answers with its own failure is tried, each in another sync.
pub(super) const TRIES_MAX: u32 = 3;

/// Acts that one call can send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    pub mark: Mark,
    pub acts: Vec<PendingMark>,
}

/// Groups acts into calls of at most `size`. An entry is in each mark once.
#[must_use]
pub(super) fn batches(acts: &[PendingMark], size: usize) -> Vec<Batch> {
    let mut groups: BTreeMap<Mark, Vec<PendingMark>> = BTreeMap::new();
    for act in acts {
        let mark = Mark { kind: act.kind.clone(), is_on: act.wanted };
        groups.entry(mark).or_default().push(act.clone());
    }
    let mut batches = Vec::new();
    for (mark, acts) in groups {
        let chunks = acts.chunks(size.max(1));
        batches.extend(chunks.map(|acts| Batch { mark: mark.clone(), acts: acts.to_vec() }));
    }
    batches
}

/// Splits the acts that a server accepted into those that its lists show, and the others.
#[must_use]
pub(super) fn confirm(
    sent: Vec<PendingMark>,
    lists: &Lists,
) -> (Vec<PendingMark>, Vec<PendingMark>) {
    let sets = ListSets::of(lists);
    sent.into_iter().partition(|act| !sets.contradicts(act))
}

/// Splits acts of a restored backup into those that are still meant, because the server is as they
/// left it or as they want it, and those that are older than the state of the server.
#[must_use]
pub(super) fn still_meant(
    acts: Vec<PendingMark>,
    lists: &Lists,
) -> (Vec<PendingMark>, Vec<PendingMark>) {
    let sets = ListSets::of(lists);
    acts.into_iter().partition(|act| match sets.state(act) {
        Some(state) => state == act.seen || state == act.wanted,
        None => true,
    })
}

/// The lists as sets, for many questions.
struct ListSets<'a> {
    unread: (HashSet<&'a RemoteId>, bool),
    starred: (HashSet<&'a RemoteId>, bool),
    labels: BTreeMap<&'a str, (HashSet<&'a RemoteId>, bool)>,
}

impl<'a> ListSets<'a> {
    fn of(lists: &'a Lists) -> Self {
        let set = |list: &'a IdList| (list.ids.iter().collect(), list.is_whole);
        let labels = lists.labels.iter().map(|(name, list)| (name.as_str(), set(list)));
        Self { unread: set(&lists.unread), starred: set(&lists.starred), labels: labels.collect() }
    }

    /// The state of an act's register at the server. `None` if the lists do not tell.
    fn state(&self, act: &PendingMark) -> Option<bool> {
        let of = |(set, is_whole): &(HashSet<&RemoteId>, bool)| {
            let is_there = set.contains(&act.remote);
            (is_there || *is_whole).then_some(is_there)
        };
        match &act.kind {
            MarkKind::Read => of(&self.unread).map(|is_unread| !is_unread),
            MarkKind::Star => of(&self.starred),
            MarkKind::Label(name) => self.labels.get(name.as_str()).and_then(of),
        }
    }

    fn contradicts(&self, act: &PendingMark) -> bool {
        self.state(act).is_some_and(|state| state != act.wanted)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{EntryId, FeedId};

    fn act(number: i64, kind: MarkKind, wanted: bool) -> PendingMark {
        PendingMark {
            entry: EntryId(number),
            feed_id: FeedId(1),
            remote: RemoteId(number.to_string()),
            kind,
            wanted,
            generation: number,
            seen: !wanted,
            tries: 0,
        }
    }

    fn lists(unread: &[i64], starred: &[i64]) -> Lists {
        let list = |ids: &[i64]| IdList {
            ids: ids.iter().map(|id| RemoteId(id.to_string())).collect(),
            is_whole: true,
        };
        Lists { unread: list(unread), starred: list(starred), labels: BTreeMap::new() }
    }

    fn numbers(acts: &[PendingMark]) -> Vec<i64> {
        acts.iter().map(|act| act.entry.0).collect()
    }

    #[test]
    fn a_call_has_one_mark_and_at_most_as_many_ids_as_it_may() {
        let mut acts: Vec<_> = (0..600).map(|n| act(n, MarkKind::Read, true)).collect();
        acts.push(act(7, MarkKind::Star, true));
        acts.push(act(8, MarkKind::Read, false));
        let found = batches(&acts, 250);
        let sizes: Vec<_> = found.iter().map(|batch| batch.acts.len()).collect();
        assert_eq!(sizes, [1, 250, 250, 100, 1]);
        assert!(found.iter().all(|batch| {
            batch
                .acts
                .iter()
                .all(|act| act.kind == batch.mark.kind && act.wanted == batch.mark.is_on)
        }));
    }

    #[test]
    fn an_act_is_done_when_the_lists_show_it() {
        let sent = vec![
            act(1, MarkKind::Read, true),
            act(2, MarkKind::Read, true),
            act(3, MarkKind::Read, false),
            act(4, MarkKind::Read, false),
            act(5, MarkKind::Star, true),
            act(6, MarkKind::Star, true),
            act(7, MarkKind::Star, false),
        ];
        let (done, open) = confirm(sent, &lists(&[2, 3], &[5, 7]));
        assert_eq!((numbers(&done), numbers(&open)), (vec![1, 3, 5], vec![2, 4, 6, 7]));
    }

    #[test]
    fn a_list_that_moved_contradicts_only_by_what_it_has() {
        let sent = vec![
            act(1, MarkKind::Read, false),
            act(2, MarkKind::Read, true),
            act(3, MarkKind::Star, true),
        ];
        let mut lists = lists(&[2], &[]);
        (lists.unread.is_whole, lists.starred.is_whole) = (false, false);
        let (done, open) = confirm(sent, &lists);
        assert_eq!((numbers(&done), numbers(&open)), (vec![1, 3], vec![2]));
    }

    #[test]
    fn an_act_of_a_backup_is_dropped_if_the_server_has_moved_on() {
        let returned = PendingMark { seen: true, ..act(2, MarkKind::Read, true) };
        let acts = vec![act(1, MarkKind::Star, true), returned];
        // Entry 2 was read when the act was made, and somebody made it unread since.
        let (meant, old) = still_meant(acts, &lists(&[2], &[]));
        assert_eq!((numbers(&meant), numbers(&old)), (vec![1], vec![2]));
    }

    proptest! {
        #[test]
        fn no_act_is_lost_in_batches(
            acts in prop::collection::vec((0..50_i64, any::<bool>(), any::<bool>()), 0..200),
            size in 0..9_usize,
        ) {
            let acts: Vec<_> = acts.into_iter().map(|(number, is_star, wanted)| {
                act(number, if is_star { MarkKind::Star } else { MarkKind::Read }, wanted)
            }).collect();
            let key = |act: &PendingMark| (act.entry, act.kind.clone(), act.wanted);
            let mut sent: Vec<_> =
                batches(&acts, size).iter().flat_map(|batch| &batch.acts).map(key).collect();
            let mut all: Vec<_> = acts.iter().map(key).collect();
            sent.sort();
            all.sort();
            prop_assert_eq!(sent, all);
        }
    }
}
