//! Decides what the lists of a server change in the library. Pure.
//!
//! Presence in a list is proof. Absence proves something only if the list was whole, and only for
//! entries of feeds that the server listed in the same sync.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::paging::IdList;
use crate::model::{EntryId, FeedId, KnownEntry, RemoteId, RemoteMarks};

/// The lists of one sync.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lists {
    pub unread: IdList,
    pub starred: IdList,
    /// The entries of each label.
    pub labels: BTreeMap<String, IdList>,
}

/// What a sync does with the library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Verdict {
    /// Entries that the library lacks, unread ones first, each once.
    pub fetch: Vec<RemoteId>,
    pub marks: RemoteMarks,
}

/// Compares the library with the lists. `labels` are those of the library, `listed` the feeds that
/// the server listed.
pub(super) fn decide(
    known: &HashMap<RemoteId, KnownEntry>,
    labels: &[(EntryId, String)],
    listed: &HashSet<FeedId>,
    lists: &Lists,
) -> Verdict {
    let mut verdict = Verdict::default();
    let unread: HashSet<&RemoteId> = lists.unread.ids.iter().collect();
    let starred: HashSet<&RemoteId> = lists.starred.ids.iter().collect();
    for (id, entry) in known {
        if entry.is_pending {
            continue;
        }
        let is_listed = listed.contains(&entry.feed_id);
        let (is_unread, is_starred) = (unread.contains(id), starred.contains(id));
        let marks = &mut verdict.marks;
        if is_unread && entry.is_read {
            marks.unread.push(entry.entry);
        } else if !is_unread && !entry.is_read && is_listed && lists.unread.is_whole {
            marks.read.push(entry.entry);
        }
        if is_starred && !entry.is_starred {
            marks.starred.push(entry.entry);
        } else if !is_starred && entry.is_starred && is_listed && lists.starred.is_whole {
            marks.unstarred.push(entry.entry);
        }
    }
    compare_labels(&mut verdict.marks, known, labels, lists);
    let mut wanted = HashSet::new();
    let of_labels = lists.labels.values().flat_map(|list| &list.ids);
    let listed_ids = lists.unread.ids.iter().chain(&lists.starred.ids).chain(of_labels);
    let lacking = listed_ids.filter(|id| !known.contains_key(*id) && wanted.insert(*id));
    verdict.fetch = lacking.cloned().collect();
    verdict.marks.read.sort_unstable();
    verdict.marks.unread.sort_unstable();
    verdict.marks.starred.sort_unstable();
    verdict.marks.unstarred.sort_unstable();
    verdict
}

/// Only labels whose lists were read are compared. A label may be new here or there.
fn compare_labels(
    marks: &mut RemoteMarks,
    known: &HashMap<RemoteId, KnownEntry>,
    labels: &[(EntryId, String)],
    lists: &Lists,
) {
    if lists.labels.is_empty() {
        return;
    }
    let here: HashSet<(EntryId, &str)> =
        labels.iter().map(|(entry, label)| (*entry, label.as_str())).collect();
    for (label, list) in &lists.labels {
        let there: HashSet<&RemoteId> = list.ids.iter().collect();
        for (id, entry) in known.iter().filter(|(_, entry)| !entry.is_pending) {
            match (here.contains(&(entry.entry, label.as_str())), there.contains(id)) {
                (false, true) => marks.labelled.push((entry.entry, label.clone())),
                (true, false) if list.is_whole => {
                    marks.unlabelled.push((entry.entry, label.clone()));
                }
                (true, false | true) | (false, false) => {}
            }
        }
    }
    marks.labelled.sort();
    marks.unlabelled.sort();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: i64) -> RemoteId {
        RemoteId(number.to_string())
    }

    fn list(ids: &[i64], is_whole: bool) -> IdList {
        IdList { ids: ids.iter().copied().map(id).collect(), is_whole }
    }

    fn lists(unread: &[i64], starred: &[i64]) -> Lists {
        let (unread, starred) = (list(unread, true), list(starred, true));
        Lists { unread, starred, labels: BTreeMap::new() }
    }

    /// An entry of feed 1, with the same number here and there.
    fn known(entries: &[(i64, bool, bool)]) -> HashMap<RemoteId, KnownEntry> {
        let entry = |(number, is_read, is_starred): &(i64, bool, bool)| {
            let entry = KnownEntry {
                entry: EntryId(*number),
                feed_id: FeedId(1),
                is_read: *is_read,
                is_starred: *is_starred,
                is_pending: false,
            };
            (id(*number), entry)
        };
        entries.iter().map(entry).collect()
    }

    fn feeds() -> HashSet<FeedId> {
        HashSet::from([FeedId(1)])
    }

    fn ids(numbers: &[i64]) -> Vec<EntryId> {
        numbers.iter().copied().map(EntryId).collect()
    }

    #[test]
    fn the_lists_say_what_is_read_and_starred() {
        let known =
            known(&[(1, false, false), (2, true, true), (3, true, false), (4, false, true)]);
        let marks = decide(&known, &[], &feeds(), &lists(&[3, 4], &[1, 4])).marks;
        let expected = RemoteMarks {
            read: ids(&[1]),
            unread: ids(&[3]),
            starred: ids(&[1]),
            unstarred: ids(&[2]),
            ..RemoteMarks::default()
        };
        assert_eq!(marks, expected);
    }

    #[test]
    fn absence_from_a_list_that_moved_proves_nothing() {
        let known = known(&[(1, false, true), (2, true, false)]);
        let mut lists = lists(&[2], &[2]);
        (lists.unread.is_whole, lists.starred.is_whole) = (false, false);
        let marks = decide(&known, &[], &feeds(), &lists).marks;
        let expected =
            RemoteMarks { unread: ids(&[2]), starred: ids(&[2]), ..RemoteMarks::default() };
        assert_eq!(marks, expected);
    }

    #[test]
    fn entries_of_a_feed_that_was_not_listed_stay_as_they_are() {
        let known = known(&[(1, false, true)]);
        assert!(decide(&known, &[], &HashSet::new(), &lists(&[], &[])).marks.is_empty());
    }

    #[test]
    fn a_pending_act_keeps_its_entry_as_it_is() {
        let mut known = known(&[(1, false, true), (2, true, false)]);
        for entry in known.values_mut() {
            entry.is_pending = true;
        }
        assert!(decide(&known, &[], &feeds(), &lists(&[2], &[2])).marks.is_empty());
    }

    #[test]
    fn an_entry_that_is_listed_twice_is_fetched_once() {
        let mut lists = lists(&[5, 6], &[6, 7]);
        lists.labels.insert("Later".to_owned(), list(&[7, 8], true));
        let verdict = decide(&known(&[(5, false, false)]), &[], &feeds(), &lists);
        assert_eq!(verdict.fetch, [id(6), id(7), id(8)]);
    }

    #[test]
    fn labels_whose_lists_were_read_are_those_of_the_server() {
        let known = known(&[(1, true, false), (2, true, false), (3, true, false)]);
        let here = [(EntryId(1), "Later".to_owned()), (EntryId(3), "Mine".to_owned())];
        let mut lists = lists(&[], &[]);
        lists.labels.insert("Later".to_owned(), list(&[2], true));
        let marks = decide(&known, &here, &feeds(), &lists).marks;
        assert_eq!(marks.labelled, [(EntryId(2), "Later".to_owned())]);
        assert_eq!(marks.unlabelled, [(EntryId(1), "Later".to_owned())]);
    }

    type Entries = Vec<(i64, bool, bool, bool, bool)>;

    proptest! {
        /// The number, whether it is read, starred, pending, and whether its feed is listed.
        #[test]
        fn nothing_is_marked_without_proof(
            entries in prop::collection::vec(
                (0..30_i64, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 0..30),
            unread in prop::collection::vec(0..40_i64, 0..30),
            starred in prop::collection::vec(0..40_i64, 0..30),
            are_whole in any::<(bool, bool)>(),
        ) {
            let entries: Entries = entries;
            let mut known = known(&[]);
            for (number, is_read, is_starred, is_pending, is_listed) in entries {
                known.insert(id(number), KnownEntry {
                    entry: EntryId(number),
                    feed_id: FeedId(i64::from(is_listed)),
                    is_read,
                    is_starred,
                    is_pending,
                });
            }
            let mut lists = lists(&unread, &starred);
            (lists.unread.is_whole, lists.starred.is_whole) = are_whole;
            let verdict = decide(&known, &[], &feeds(), &lists);
            for entry in known.values() {
                let number = entry.entry.0;
                let is_provable = !entry.is_pending && entry.feed_id == FeedId(1);
                let may_read = !unread.contains(&number) && is_provable && are_whole.0;
                let may_unstar = !starred.contains(&number) && is_provable && are_whole.1;
                let marks = &verdict.marks;
                prop_assert_eq!(marks.read.contains(&entry.entry), may_read && !entry.is_read);
                prop_assert_eq!(
                    marks.unstarred.contains(&entry.entry), may_unstar && entry.is_starred);
                prop_assert_eq!(
                    marks.unread.contains(&entry.entry),
                    unread.contains(&number) && entry.is_read && !entry.is_pending);
            }
            prop_assert!(verdict.fetch.iter().all(|id| !known.contains_key(id)));
        }
    }
}
