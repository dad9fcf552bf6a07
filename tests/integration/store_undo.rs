//! Undo: what a step changed goes back, across restarts, until the step is too old.

use std::collections::{BTreeMap, BTreeSet};

use gleaner::model::{EntryId, Filter, Source, StatusChange, StepId};
use gleaner::store::{Store, UNDO_LIFETIME_DAYS, UNDO_STEPS, Undone};
use jiff::ToSpan as _;
use proptest::prelude::*;

use crate::store_support::{Library, entry, new_feed, now};

fn read_all(library: &mut Library) -> StepId {
    let ids: Vec<EntryId> = library.list(Source::All, Filter::All).into_iter().map(|entry| entry.id).collect();
    library.store.change_statuses(&ids, StatusChange::Read(true), now()).unwrap().step.unwrap().id
}

#[test]
fn taking_back_mark_all_read_brings_back_only_what_was_unread() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    let step = read_all(&mut library);
    let undone = library.store.undo(step).unwrap();
    assert_eq!(undone.changed.len(), 2);
    assert_eq!(library.keys(Source::All, Filter::Unread), ["b", "c"]);
    assert_eq!(library.store.undo(step).unwrap(), Undone::default(), "a step is taken back once");
}

#[test]
fn a_change_that_changes_nothing_is_no_step() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let a = library.id("a");
    let done = library.store.change_statuses(&[a, EntryId(999)], StatusChange::Read(false), now()).unwrap();
    assert_eq!((done.step, done.changed), (None, vec![]));
}

#[test]
fn a_step_can_be_taken_back_after_a_restart() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let step = read_all(&mut library);
    let mut again = Store::open(&library.path()).unwrap();
    assert_eq!(again.undo(step).unwrap().changed, [(library.id("a"), false, false)]);
}

#[test]
fn an_unsubscribed_feed_is_hidden_everywhere_and_undo_brings_it_back() {
    let mut library = Library::new();
    let feed_id = library.feed_with("gone", &["a", "b"]);
    let folder = library.store.create_folder("folder", None, Some(feed_id)).unwrap();
    let ids = [library.id("a"), library.id("b")];
    library.store.change_statuses(&ids, StatusChange::Starred(true), now()).unwrap();
    library.store.change_statuses(&ids[..1], StatusChange::Read(true), now()).unwrap();
    let step = library.store.unsubscribe(feed_id, now()).unwrap();

    for source in [Source::All, Source::Today { since: now() - 1.hour() }, Source::Starred, Source::Feed(feed_id), Source::Folder(folder)] {
        assert!(library.list(source, Filter::All).is_empty(), "{source:?}");
    }
    let counts = library.store.reader().counts(now() - 1.hour()).unwrap();
    assert_eq!((counts.total(), counts.today, counts.starred), (0, 0, 0));
    assert!(library.store.reader().feeds().unwrap().is_empty());
    assert!(library.store.reader().feed_states().unwrap().is_empty());

    assert_eq!(library.store.undo(step.id).unwrap().feed_id, Some(feed_id));
    assert_eq!(library.keys(Source::Folder(folder), Filter::Unread), ["b"]);
    assert_eq!(library.list(Source::Starred, Filter::All).len(), 2);
}

#[test]
fn subscribing_again_brings_back_what_was_read() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    let step = library.store.unsubscribe(feed_id, now()).unwrap();
    let added = library.store.add_feed(&new_feed("news"), now()).unwrap();
    assert_eq!((added.feed_id, added.is_new), (feed_id, true));
    assert_eq!(library.keys(Source::All, Filter::Unread), ["b"]);
    assert_eq!(library.store.undo(step.id).unwrap().feed_id, None, "there is nothing left to bring back");
}

#[test]
fn a_feed_goes_for_good_with_the_step_that_removed_it() {
    let mut library = Library::new();
    let feed_id = library.feed_with("gone", &["a"]);
    let a = library.id("a");
    library.feed_with("kept", &["b"]);
    let step = library.store.unsubscribe(feed_id, now()).unwrap();
    let b = library.id("b");
    let later = |days: i64| now() + (24 * days).hours();
    library.store.change_statuses(&[b], StatusChange::Read(true), later(UNDO_LIFETIME_DAYS)).unwrap();
    assert!(library.store.reader().entry(a).unwrap().is_some(), "not a day too early");
    library.store.change_statuses(&[b], StatusChange::Read(false), later(UNDO_LIFETIME_DAYS) + 1.second()).unwrap();
    assert!(library.store.reader().entry(a).unwrap().is_none());
    assert_eq!(library.store.undo(step.id).unwrap(), Undone::default());
    assert_ne!(library.subscribe("gone"), feed_id, "ids are never used again");
}

#[test]
fn the_latest_steps_are_kept_and_no_more() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let [a, b] = ["a", "b"].map(|key| library.id(key));
    let first = library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap().step.unwrap();
    let second = library.store.change_statuses(&[a], StatusChange::Starred(true), now()).unwrap().step.unwrap();
    for number in 1..UNDO_STEPS {
        library.store.change_statuses(&[b], StatusChange::Starred(number % 2 == 1), now()).unwrap();
    }
    assert_eq!(library.store.undo(first.id).unwrap(), Undone::default(), "step 1,001 is forgotten");
    assert_eq!(library.store.undo(second.id).unwrap().changed, [(a, true, false)]);
}

#[derive(Debug, Clone)]
enum Doing {
    Change { entries: BTreeSet<usize>, change: StatusChange },
    Undo(usize),
    Refresh,
}

fn doing() -> impl Strategy<Value = Doing> {
    let change = prop_oneof![any::<bool>().prop_map(StatusChange::Read), any::<bool>().prop_map(StatusChange::Starred)];
    prop_oneof![
        6 => (proptest::collection::btree_set(0..6_usize, 0..6), change).prop_map(|(entries, change)| Doing::Change { entries, change }),
        3 => any::<usize>().prop_map(Doing::Undo),
        1 => Just(Doing::Refresh),
    ]
}

/// What the library should be: the two statuses of each entry, and for each step in the log what it changed.
#[derive(Default)]
struct Model {
    statuses: BTreeMap<EntryId, [bool; 2]>,
    steps: Vec<(StepId, StatusChange, Vec<EntryId>)>,
}

impl Model {
    fn set(&mut self, ids: &[EntryId], change: StatusChange) -> Vec<EntryId> {
        let (place, value) = match change {
            StatusChange::Read(value) => (0, value),
            StatusChange::Starred(value) => (1, value),
        };
        let differing: Vec<EntryId> = ids.iter().copied().filter(|id| self.statuses[id][place] != value).collect();
        for id in &differing {
            self.statuses.get_mut(id).unwrap()[place] = value;
        }
        differing
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_acts_and_undos_agrees_with_the_model(acts in proptest::collection::vec(doing(), 1..25)) {
        let mut library = Library::new();
        let feeds = [library.feed_with("one", &["a", "b", "c"]), library.feed_with("two", &["d", "e", "f"])];
        let ids: Vec<EntryId> = ["a", "b", "c", "d", "e", "f"].map(|key| library.id(key)).to_vec();
        let mut model = Model { statuses: ids.iter().map(|id| (*id, [false, false])).collect(), ..Model::default() };
        for act in acts {
            match act {
                Doing::Change { entries, change } => {
                    let chosen: Vec<EntryId> = entries.into_iter().map(|place| ids[place]).collect();
                    let done = library.store.change_statuses(&chosen, change, now()).unwrap();
                    let differing = model.set(&chosen, change);
                    prop_assert_eq!(done.step.map_or(0, |step| step.changed as usize), differing.len());
                    if let Some(step) = done.step {
                        model.steps.push((step.id, change, differing));
                    }
                }
                Doing::Undo(number) if !model.steps.is_empty() => {
                    let place = number % model.steps.len();
                    let (step, change, changed) = model.steps.remove(place);
                    let back = match change {
                        StatusChange::Read(value) => StatusChange::Read(!value),
                        StatusChange::Starred(value) => StatusChange::Starred(!value),
                    };
                    let mut expected = model.set(&changed, back);
                    expected.sort();
                    let undone: Vec<EntryId> = library.store.undo(step).unwrap().changed.into_iter().map(|(id, ..)| id).collect();
                    prop_assert_eq!(undone, expected);
                }
                Doing::Undo(_) => {}
                Doing::Refresh => {
                    library.refresh(feeds[0], vec![entry("a"), entry("c")]);
                }
            }
        }
        let stored: BTreeMap<_, _> = library.list(Source::All, Filter::All).into_iter().map(|entry| (entry.id, [entry.is_read, entry.is_starred])).collect();
        prop_assert_eq!(&stored, &model.statuses);
        let unread = model.statuses.values().filter(|[is_read, _]| !is_read).count();
        prop_assert_eq!(library.unread() as usize, unread);
        prop_assert_eq!(library.list(Source::All, Filter::Unread).len(), unread);
    }
}
