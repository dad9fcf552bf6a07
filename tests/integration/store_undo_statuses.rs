//! Any sequence of acts on statuses, undo and retention agrees with a simple model.

use std::collections::{BTreeMap, BTreeSet};

use gleaner::model::{EntryId, Filter, Retention, StatusChange, StepId};
use gleaner::query::Expr;
use proptest::prelude::*;

use crate::store_support::{Library, entry, now};

#[derive(Debug, Clone)]
enum Doing {
    Change {
        entries: BTreeSet<usize>,
        change: StatusChange,
    },
    Undo(usize),
    Refresh,
    /// Retention removes everything that is read and not starred.
    Retain,
}

fn doing() -> impl Strategy<Value = Doing> {
    let change = prop_oneof![
        any::<bool>().prop_map(StatusChange::Read),
        any::<bool>().prop_map(StatusChange::Starred)
    ];
    prop_oneof![
        6 => (proptest::collection::btree_set(0..6_usize, 0..6), change)
            .prop_map(|(entries, change)| Doing::Change { entries, change }),
        3 => any::<usize>().prop_map(Doing::Undo),
        1 => Just(Doing::Refresh),
        1 => Just(Doing::Retain),
    ]
}

/// The expected library: the two statuses of each entry, the entries that retention removed, and
/// the changes of each step in the log (empty for retention, which marks the entries themselves).
#[derive(Default)]
struct Model {
    statuses: BTreeMap<EntryId, [bool; 2]>,
    taken: BTreeMap<EntryId, StepId>,
    steps: Vec<(StepId, Option<StatusChange>, Vec<EntryId>)>,
}

impl Model {
    fn set(&mut self, ids: &[EntryId], change: StatusChange) -> Vec<EntryId> {
        let (place, value) = match change {
            StatusChange::Read(value) => (0, value),
            StatusChange::Starred(value) => (1, value),
            StatusChange::Hidden(_) => unreachable!("not made here"),
        };
        let differing: Vec<EntryId> = ids
            .iter()
            .copied()
            .filter(|id| !self.taken.contains_key(id) && self.statuses[id][place] != value)
            .collect();
        for id in &differing {
            self.statuses.get_mut(id).unwrap()[place] = value;
        }
        differing
    }

    /// Undoes a step by its position, and returns the entries that change.
    fn undo(&mut self, position: usize) -> (StepId, Vec<EntryId>) {
        let (step, change, changed) = self.steps.remove(position);
        let mut expected = Vec::new();
        match change.map(StatusChange::opposite) {
            None => self.taken.retain(|_, by| *by != step),
            Some(back) => {
                if matches!(back, StatusChange::Read(false) | StatusChange::Starred(true)) {
                    self.taken.retain(|id, _| !changed.contains(id));
                }
                expected = self.set(&changed, back);
            }
        }
        expected.sort();
        (step, expected)
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_sequence_of_acts_and_undos_agrees_with_the_model(
        acts in proptest::collection::vec(doing(), 1..25)
    ) {
        check_against_model(acts)?;
    }
}

fn check_against_model(acts: Vec<Doing>) -> Result<(), TestCaseError> {
    let mut library = Library::new();
    let feeds =
        [library.feed_with("one", &["a", "b", "c"]), library.feed_with("two", &["d", "e", "f"])];
    let ids: Vec<EntryId> = ["a", "b", "c", "d", "e", "f"].map(|key| library.id(key)).to_vec();
    let mut model = Model {
        statuses: ids.iter().map(|id| (*id, [false, false])).collect(),
        ..Model::default()
    };
    for act in acts {
        match act {
            Doing::Change { entries, change } => {
                let chosen: Vec<EntryId> = entries.into_iter().map(|place| ids[place]).collect();
                let done = library.store.change_statuses(&chosen, change, now()).unwrap();
                let differing = model.set(&chosen, change);
                prop_assert_eq!(
                    done.step.as_ref().map_or(0, |step| step.changed as usize),
                    differing.len()
                );
                if let Some(step) = done.step {
                    model.steps.push((step.id, Some(change), differing));
                }
            }
            Doing::Undo(number) if !model.steps.is_empty() => {
                let (step, expected) = model.undo(number % model.steps.len());
                let undone: Vec<EntryId> =
                    library.store.undo(step, now()).unwrap().changed.ids().iter().collect();
                prop_assert_eq!(undone, expected);
            }
            Doing::Undo(_) => {}
            Doing::Refresh => {
                library.refresh(feeds[0], vec![entry("a"), entry("c")]);
            }
            Doing::Retain => {
                let took =
                    library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap();
                let goes: Vec<EntryId> = ids
                    .iter()
                    .copied()
                    .filter(|id| {
                        model.statuses[id] == [true, false] && !model.taken.contains_key(id)
                    })
                    .collect();
                prop_assert_eq!(took.is_some(), !goes.is_empty());
                if let Some(step) = took {
                    model.taken.extend(goes.into_iter().map(|id| (id, step.id)));
                    if model.steps.iter().all(|(known, ..)| *known != step.id) {
                        model.steps.push((step.id, None, Vec::new()));
                    }
                }
            }
        }
    }
    let stored: BTreeMap<_, _> = library
        .list(Expr::All, Filter::All)
        .into_iter()
        .map(|entry| (entry.id, [entry.is_read, entry.is_starred]))
        .collect();
    let left: BTreeMap<_, _> = model
        .statuses
        .iter()
        .filter(|(id, _)| !model.taken.contains_key(id))
        .map(|(id, both)| (*id, *both))
        .collect();
    prop_assert_eq!(&stored, &left);
    let unread = model.statuses.values().filter(|[is_read, _]| !is_read).count();
    prop_assert_eq!(library.unread() as usize, unread);
    prop_assert_eq!(library.list(Expr::All, Filter::Unread).len(), unread);
    Ok(())
}
