//! Undo: the changes of a step are reverted, across restarts, until the step is too old.

use gleaner::model::{EntryId, FeedOptions, Filter, Retention, StatusChange, Statuses, StepId};
use gleaner::query::{BUILT_IN, Expr, PlaceId};
use gleaner::store::{Store, UNDO_LIFETIME_DAYS, UNDO_STEPS, UndoOutcome};
use jiff::ToSpan as _;

use crate::store_support::{Library, entry, new_feed, now, utc};

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

fn tag_names(library: &Library) -> Vec<String> {
    library.store.reader().all_tags().unwrap().into_iter().map(|tag| tag.name).collect()
}

#[test]
fn a_tag_is_renamed_and_removed_in_one_step_that_is_undone() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    let ids = [library.id("a"), library.id("b"), library.id("c")];
    library.store.tag_entries(&ids[..2], "later", true, now()).unwrap();
    library.store.tag_entries(&ids[1..], "sea", true, now()).unwrap();
    let later = library.store.reader().all_tags().unwrap()[0].id;
    let step = library.store.rename_tag(later, " sea ", now()).unwrap().unwrap();
    assert_eq!(step.kind.words(), "Renamed \u{201c}later\u{201d} to \u{201c}sea\u{201d}");
    assert_eq!(tag_names(&library), ["sea"]);
    library.store.undo(step.id, now()).unwrap();
    let tags = |id| library.store.reader().tags(id).unwrap();
    assert_eq!(ids.map(tags), [vec!["later"], vec!["later", "sea"], vec!["sea"]]);
    let step = library.store.remove_tag(later, now()).unwrap().unwrap();
    assert_eq!(step.kind.words(), "Removed the tag \u{201c}later\u{201d}");
    assert_eq!(tag_names(&library), ["sea"]);
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(library.keys(Expr::tag(later), Filter::All).len(), 2);
    assert_eq!(library.store.rename_tag(later, "later", now()).unwrap(), None);
}

#[test]
fn the_unread_entries_of_each_tag_are_counted() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    let ids = [library.id("a"), library.id("b"), library.id("c")];
    library.store.tag_entries(&ids, "later", true, now()).unwrap();
    library.store.change_statuses(&ids[..1], StatusChange::Read(true), now()).unwrap();
    let later = library.store.reader().all_tags().unwrap()[0].id;
    let counts = library.store.reader().smart_counts(BUILT_IN, &utc(now()), &|| true).unwrap();
    assert_eq!(counts, [(PlaceId::Tag(later), 2)]);
}

#[test]
fn tags_are_steps_too() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let ids = [library.id("a"), library.id("b")];
    let step = library.store.tag_entries(&ids, "later", true, now()).unwrap().unwrap();
    assert_eq!(
        (step.kind.words().as_str(), tag_names(&library)),
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
