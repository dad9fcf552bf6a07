//! Undo: the changes of a step are reverted, across restarts, until the step is too old.

use std::collections::{BTreeMap, BTreeSet};

use gleaner::model::{EntryId, FeedOptions, Filter, Retention, StatusChange, Statuses, StepId};
use gleaner::query::Expr;
use gleaner::store::{Store, UNDO_LIFETIME_DAYS, UNDO_STEPS, UndoOutcome};
use jiff::ToSpan as _;
use proptest::prelude::*;

use crate::store_support::{Library, entry, new_feed, now};

fn read_all(library: &mut Library) -> StepId {
    let ids: Vec<EntryId> =
        library.list(Expr::All, Filter::All).into_iter().map(|entry| entry.id).collect();
    library.store.change_statuses(&ids, StatusChange::Read(true), now()).unwrap().step.unwrap().id
}

#[test]
fn taking_back_mark_all_read_brings_back_only_what_was_unread() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    let step = read_all(&mut library);
    let undone = library.store.undo(step, now()).unwrap();
    assert_eq!(undone.changed.ids().len(), 2);
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["b", "c"]);
    assert_eq!(
        library.store.undo(step, now()).unwrap(),
        UndoOutcome::default(),
        "a step is taken back once"
    );
}

#[test]
fn a_change_that_changes_nothing_is_no_step() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let a = library.id("a");
    let done = library
        .store
        .change_statuses(&[a, EntryId(999)], StatusChange::Read(false), now())
        .unwrap();
    assert_eq!((done.step, done.changed), (None, Statuses::default()));
}

#[test]
fn a_step_can_be_taken_back_after_a_restart() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let step = read_all(&mut library);
    let mut again = Store::open(&library.path()).unwrap();
    assert_eq!(again.undo(step, now()).unwrap().changed.read.get(library.id("a")), Some(false));
}

#[test]
fn an_unsubscribed_feed_is_hidden_everywhere_and_undo_brings_it_back() {
    let mut library = Library::new();
    let feed_id = library.feed_with("gone", &["a", "b"]);
    let folder = library.store.create_folder("folder", None, &[feed_id], now()).unwrap().value;
    let ids = [library.id("a"), library.id("b")];
    library.store.change_statuses(&ids, StatusChange::Starred(true), now()).unwrap();
    library.store.change_statuses(&ids[..1], StatusChange::Read(true), now()).unwrap();
    let step = library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();

    for source in [Expr::All, Expr::TODAY, Expr::STARRED, Expr::feed(feed_id), Expr::folder(folder)]
    {
        assert!(library.list(source.clone(), Filter::All).is_empty(), "{source:?}");
    }
    let counts = library.store.reader().counts(now() - 1.hour()).unwrap();
    assert_eq!((counts.total(), counts.today, counts.starred), (0, 0, 0));
    assert!(library.store.reader().feeds().unwrap().is_empty());
    assert!(library.store.reader().feed_states().unwrap().is_empty());

    assert!(library.store.undo(step.id, now()).unwrap().is_arranged);
    assert_eq!(library.keys(Expr::folder(folder), Filter::Unread), ["b"]);
    assert_eq!(library.list(Expr::STARRED, Filter::All).len(), 2);
}

#[test]
fn subscribing_again_brings_back_what_was_read() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    let step = library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    let added = library.store.add_feed(&new_feed("news"), now()).unwrap();
    assert_eq!((added.feed_id, added.is_new), (feed_id, true));
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["b"]);
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(
        library.keys(Expr::All, Filter::Unread),
        ["b"],
        "there is nothing left to bring back"
    );
}

#[test]
fn a_feed_goes_for_good_with_the_step_that_removed_it() {
    let mut library = Library::new();
    let feed_id = library.feed_with("gone", &["a"]);
    let a = library.id("a");
    library.feed_with("kept", &["b"]);
    let step = library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    let b = library.id("b");
    let later = |days: i64| now() + (24 * days).hours();
    library
        .store
        .change_statuses(&[b], StatusChange::Read(true), later(UNDO_LIFETIME_DAYS))
        .unwrap();
    assert!(library.store.reader().entry(a).unwrap().is_some(), "not a day too early");
    library
        .store
        .change_statuses(&[b], StatusChange::Read(false), later(UNDO_LIFETIME_DAYS) + 1.second())
        .unwrap();
    while library.store.purge(10).unwrap() {}
    assert!(library.store.reader().entry(a).unwrap().is_none());
    assert_eq!(library.store.undo(step.id, now()).unwrap(), UndoOutcome::default());
    assert_ne!(library.subscribe("gone"), feed_id, "ids are never used again");
}

#[test]
fn the_latest_steps_are_kept_and_no_more() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let [a, b] = ["a", "b"].map(|key| library.id(key));
    let first =
        library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap().step.unwrap();
    let second = library
        .store
        .change_statuses(&[a], StatusChange::Starred(true), now())
        .unwrap()
        .step
        .unwrap();
    for number in 1..UNDO_STEPS {
        library.store.change_statuses(&[b], StatusChange::Starred(number % 2 == 1), now()).unwrap();
    }
    assert_eq!(
        library.store.undo(first.id, now()).unwrap(),
        UndoOutcome::default(),
        "step 1,001 is forgotten"
    );
    assert_eq!(library.store.undo(second.id, now()).unwrap().changed.starred.get(a), Some(false));
}

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
                let place = number % model.steps.len();
                let (step, change, changed) = model.steps.remove(place);
                let mut expected = Vec::new();
                match change.map(StatusChange::opposite) {
                    None => model.taken.retain(|_, by| *by != step),
                    Some(back) => {
                        if matches!(back, StatusChange::Read(false) | StatusChange::Starred(true)) {
                            model.taken.retain(|id, _| !changed.contains(id));
                        }
                        expected = model.set(&changed, back);
                    }
                }
                expected.sort();
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

#[test]
fn what_is_opened_in_one_sitting_is_one_step_and_not_what_undo_takes_first() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    let [a, b, c] = ["a", "b", "c"].map(|key| library.id(key));
    let starred = library
        .store
        .change_statuses(&[a], StatusChange::Starred(true), now())
        .unwrap()
        .step
        .unwrap();
    library.store.mark_opened(a, now()).unwrap();
    let sitting = library.store.mark_opened(b, now() + 10.minutes()).unwrap().step.unwrap();
    assert_eq!((sitting.changed, sitting.kind.words().as_str()), (2, "Marked 2 entries as read"));
    let later = library.store.mark_opened(c, now() + 2.hours()).unwrap().step.unwrap();
    assert_ne!(later.id, sitting.id, "another sitting");
    assert_eq!(library.store.reader().latest_step().unwrap(), Some(starred.id));
    library.store.undo(sitting.id, now()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["a", "b"]);
}

#[test]
fn the_history_says_in_words_what_was_done_and_what_was_taken_back() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    read_all(&mut library);
    let renamed = library.store.rename_feed(feed_id, Some("Mine"), now()).unwrap().step.unwrap();
    library.store.undo(renamed.id, now()).unwrap();
    let steps = library.store.reader().steps(10).unwrap();
    let words: Vec<_> =
        steps.iter().map(|record| (record.step.kind.words(), record.is_undone)).collect();
    let name = "news.example.org";
    let [first, second, third] = [
        "Renamed \u{201c}A feed\u{201d} to \u{201c}Mine\u{201d}".to_owned(),
        "Marked 2 entries as read".to_owned(),
        format!("Subscribed to \u{201c}{name}\u{201d}"),
    ];
    assert_eq!(words, [(first, true), (second, false), (third, false)]);
    assert!(library.store.redo(renamed.id, now()).unwrap().is_arranged);
    assert_eq!(library.store.reader().feed(feed_id).unwrap().unwrap().title(), "Mine");
    assert_eq!(
        library.store.redo(renamed.id, now()).unwrap(),
        UndoOutcome::default(),
        "it is done already"
    );
}

#[test]
fn an_import_is_taken_back_whole_and_done_again() {
    let mut library = Library::new();
    let kept = library.subscribe("kept");
    let list: Vec<_> = ["kept", "one", "two"]
        .map(|name| (new_feed(name), vec!["Tech".to_owned(), "Deep".to_owned()]))
        .to_vec();
    let done = library.store.import(&list, now()).unwrap();
    let step = done.step.unwrap();
    library.store.undo(step.id, now()).unwrap();
    let feeds = |library: &Library| {
        library.store.reader().feeds().unwrap().iter().map(|feed| feed.id).collect::<Vec<_>>()
    };
    assert_eq!((feeds(&library), library.store.reader().folders().unwrap().len()), (vec![kept], 0));
    library.store.redo(step.id, now()).unwrap();
    let again = library.store.reader().feeds().unwrap();
    assert_eq!(again.len(), 3);
    let folders = library.store.reader().folders().unwrap();
    let deep = folders.iter().find(|folder| folder.name == "Deep").unwrap();
    assert_eq!(folders.iter().find(|folder| Some(folder.id) == deep.parent).unwrap().name, "Tech");
    assert!(
        again.iter().filter(|feed| feed.id != kept).all(|feed| feed.folder_id == Some(deep.id))
    );
}

#[test]
fn folders_never_come_to_lie_in_themselves_whatever_is_taken_back() {
    let mut library = Library::new();
    let [a, b] =
        ["a", "b"].map(|name| library.store.create_folder(name, None, &[], now()).unwrap().value);
    library.store.move_folder(a, Some(b), now()).unwrap();
    let out = library.store.move_folder(a, None, now()).unwrap().step.unwrap();
    library.store.move_folder(b, Some(a), now()).unwrap();
    library.store.undo(out.id, now()).unwrap();
    let folders = library.store.reader().folders().unwrap();
    let parent = |id| folders.iter().find(|folder| folder.id == id).unwrap().parent;
    assert_eq!((parent(a), parent(b)), (None, Some(a)));
}

#[test]
fn hiding_keeps_an_entry_out_of_the_lists_of_many_feeds_only() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    let step = library.store.hide_entries(&[a], now()).unwrap().step.unwrap();
    assert_eq!(step.kind.words(), "Hid \u{201c}Title of a\u{201d}");
    assert_eq!((library.keys(Expr::All, Filter::All), library.unread()), (vec!["b".to_owned()], 1));
    assert_eq!(library.keys(Expr::TODAY, Filter::All), ["b"]);
    assert_eq!(library.keys(Expr::feed(feed_id), Filter::All).len(), 2, "its feed still has it");
    library.store.undo(step.id, now()).unwrap();
    assert_eq!((library.keys(Expr::All, Filter::Unread).len(), library.unread()), (2, 2));
}

#[test]
fn tags_are_steps_too() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let ids = [library.id("a"), library.id("b")];
    let step = library.store.tag_entries(&ids, "later", true, now()).unwrap().unwrap();
    assert_eq!(
        (step.kind.words().as_str(), library.store.reader().all_tags().unwrap()),
        ("Tagged 2 entries: later", vec!["later".to_owned()])
    );
    assert_eq!(library.store.tag_entries(&ids, "later", true, now()).unwrap(), None);
    let off = library.store.tag_entries(&ids[..1], "later", false, now()).unwrap().unwrap();
    library.store.undo(step.id, now()).unwrap();
    assert!(library.store.reader().tags(ids[1]).unwrap().is_empty());
    library.store.undo(off.id, now()).unwrap();
    assert_eq!(library.store.reader().tags(ids[0]).unwrap(), ["later"]);
}

#[test]
fn retention_keeps_what_matters_and_can_be_taken_back() {
    let mut library = Library::new();
    let feed_id =
        library.feed_with("news", &["new", "starred", "tagged", "unread", "old1", "old2"]);
    let id = |library: &Library, key: &str| library.id(key);
    let read = ["new", "starred", "tagged", "old1", "old2"].map(|key| id(&library, key));
    library.store.change_statuses(&read, StatusChange::Read(true), now()).unwrap();
    library.store.change_statuses(&[read[1]], StatusChange::Starred(true), now()).unwrap();
    library.store.tag_entries(&[read[2]], "keep", true, now()).unwrap();
    let step = library.store.apply_retention(Some(Retention::Entries(1)), now()).unwrap().unwrap();
    assert_eq!(step.kind.words(), "Removed 2 old entries");
    let mut left = library.keys(Expr::All, Filter::All);
    left.sort();
    assert_eq!(left, ["new", "starred", "tagged", "unread"]);
    assert_eq!(library.store.apply_retention(Some(Retention::Entries(1)), now()).unwrap(), None);
    // The feed still has them, but they are not taken in again.
    let saved = library.refresh(feed_id, ["old1", "old2"].map(entry).to_vec());
    assert_eq!(saved.new_entries, 0);
    library.store.undo(step.id, now()).unwrap();
    while gleaner::library::index_some(&mut library.store).unwrap() {}
    assert_eq!(library.keys(Expr::feed(feed_id), Filter::All).len(), 6);
    let old = library.store.reader().entry(id(&library, "old1")).unwrap().unwrap();
    assert!(old.status.is_read && !old.content.html.is_empty());
    assert!(library.store.check().unwrap().is_empty());
}

#[test]
fn a_feed_of_its_own_mind_keeps_what_it_is_told_to() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b", "c"]);
    read_all(&mut library);
    let options = FeedOptions { retention: Some(Retention::Days(30)), ..FeedOptions::default() };
    library.store.set_feed_options(feed_id, &options, now()).unwrap();
    assert_eq!(
        library.store.apply_retention(Some(Retention::Entries(1)), now()).unwrap(),
        None,
        "nothing is that old"
    );
    let step = library.store.apply_retention(None, now() + (31 * 24).hours()).unwrap().unwrap();
    assert_eq!(step.changed, 3);
    let (before, after) = library.store.compact(true).unwrap();
    assert!(after.bytes <= before.bytes);
    assert_eq!(
        library.store.undo(step.id, now()).unwrap(),
        UndoOutcome::default(),
        "forgotten for good"
    );
}

#[derive(Debug, Clone)]
enum Arranging {
    Rename(usize, u8),
    Move(usize, Option<usize>),
    Subscribe(usize),
    Unsubscribe(usize),
    Undo(usize),
    Redo(usize),
}

fn arranging() -> impl Strategy<Value = Arranging> {
    prop_oneof![
        (0..4_usize, 0..3_u8).prop_map(|(feed, name)| Arranging::Rename(feed, name)),
        (0..4_usize, proptest::option::of(0..2_usize))
            .prop_map(|(feed, folder)| Arranging::Move(feed, folder)),
        (0..4_usize).prop_map(Arranging::Subscribe),
        (0..4_usize).prop_map(Arranging::Unsubscribe),
        any::<usize>().prop_map(Arranging::Undo),
        any::<usize>().prop_map(Arranging::Undo),
        any::<usize>().prop_map(Arranging::Redo),
    ]
}

/// A feed in the model: whether it exists, its title, its folder.
type Kept = (bool, Option<String>, Option<usize>);

/// A step in the model: the changed fields, with old and new values.
#[derive(Debug, Clone)]
struct Changed {
    step: StepId,
    is_undone: bool,
    before: Vec<(usize, Kept)>,
    after: Vec<(usize, Kept)>,
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_arrangement_goes_back_and_forth_as_the_model_does(
        acts in proptest::collection::vec(arranging(), 1..20)
    ) {
        check_arrangements(acts)?;
    }
}

fn check_arrangements(acts: Vec<Arranging>) -> Result<(), TestCaseError> {
    let mut library = Library::new();
    let names = ["one", "two", "three", "four"];
    let feeds = names.map(|name| library.subscribe(name));
    let folders =
        ["x", "y"].map(|name| library.store.create_folder(name, None, &[], now()).unwrap().value);
    let mut model: Vec<Kept> = vec![(true, None, None); 4];
    let mut steps: Vec<Changed> = Vec::new();
    for act in acts {
        let before = model.clone();
        let step = match act {
            Arranging::Rename(feed, name) if model[feed].0 => {
                let title = (name > 0).then(|| format!("name {name}"));
                model[feed].1.clone_from(&title);
                library.store.rename_feed(feeds[feed], title.as_deref(), now()).unwrap().step
            }
            Arranging::Move(feed, folder) if model[feed].0 && model[feed].2 != folder => {
                model[feed].2 = folder;
                library
                    .store
                    .move_feeds(&[feeds[feed]], folder.map(|at| folders[at]), now())
                    .unwrap()
                    .step
            }
            Arranging::Subscribe(feed) if !model[feed].0 => {
                model[feed] = (true, None, None);
                library.store.add_feed(&new_feed(names[feed]), now()).unwrap().step
            }
            Arranging::Unsubscribe(feed) if model[feed].0 => {
                model[feed].0 = false;
                library.store.unsubscribe(&[feeds[feed]], now()).unwrap().step
            }
            Arranging::Undo(number) | Arranging::Redo(number) if !steps.is_empty() => {
                let place = number % steps.len();
                let is_undo = matches!(act, Arranging::Undo(_));
                let changed = steps[place].clone();
                if changed.is_undone != is_undo {
                    let (from, to) = if is_undo {
                        (&changed.after, &changed.before)
                    } else {
                        (&changed.before, &changed.after)
                    };
                    for ((feed, was), (_, becomes)) in from.iter().zip(to) {
                        // Only what the step changed.
                        if was.0 != becomes.0 {
                            model[*feed].0 = becomes.0;
                        }
                        if was.1 != becomes.1 {
                            model[*feed].1.clone_from(&becomes.1);
                        }
                        if was.2 != becomes.2 {
                            model[*feed].2 = becomes.2;
                        }
                    }
                    steps[place].is_undone = is_undo;
                    if is_undo {
                        library.store.undo(changed.step, now()).unwrap()
                    } else {
                        library.store.redo(changed.step, now()).unwrap()
                    };
                }
                None
            }
            _ => None,
        };
        if let Some(step) = step {
            let differs = |feed: &usize| before[*feed] != model[*feed];
            let pick = |from: &[Kept]| {
                (0..4).filter(differs).map(|feed| (feed, from[feed].clone())).collect::<Vec<_>>()
            };
            steps.push(Changed {
                step: step.id,
                is_undone: false,
                before: pick(&before),
                after: pick(&model),
            });
        }
    }
    let stored = library.store.reader().feeds().unwrap();
    for (feed, (is_there, title, folder)) in feeds.iter().zip(&model) {
        let found = stored.iter().find(|found| found.id == *feed);
        prop_assert_eq!(found.is_some(), *is_there);
        if let Some(found) = found {
            prop_assert_eq!(&found.custom_title, title);
            prop_assert_eq!(found.folder_id, folder.map(|at| folders[at]));
        }
    }
    Ok(())
}
