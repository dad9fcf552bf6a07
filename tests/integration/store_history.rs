//! Undoing steps long afterwards and in another order: later changes stay, and nothing is lost.

use gleaner::model::{
    EntryId, FeedOptions, FeedProblem, Filter, Move, PicturePolicy, ProblemKind, ReadingPosition,
    RefreshOutcome, Retention, StatusChange, StepId,
};
use gleaner::query::Expr;
use gleaner::store::{StoreError, UNDO_LIFETIME_DAYS, UNDO_STEPS};
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, entry, new_feed, now, url, utc};

fn days_later(days: i64) -> Timestamp {
    now() + (24 * days).hours()
}

/// Removes all read entries, except starred and tagged ones.
fn retain_nothing(library: &mut Library) {
    library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap().unwrap();
}

fn all_ids(library: &Library) -> Vec<EntryId> {
    library.list(Expr::All, Filter::All).into_iter().map(|entry| entry.id).collect()
}

#[test]
fn undoing_mark_all_as_read_brings_back_what_retention_took() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b", "c"]);
    let ids = all_ids(&library);
    let step =
        library.store.change_statuses(&ids, StatusChange::Read(true), now()).unwrap().step.unwrap();
    retain_nothing(&mut library);
    assert!(all_ids(&library).is_empty());
    let undone = library.store.undo(step.id, now()).unwrap();
    assert_eq!((undone.changed.ids().len(), undone.is_list_other), (3, true));
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["a", "b", "c"]);
    assert_eq!((all_ids(&library), library.unread()), (ids, 3));
}

#[test]
fn stars_tags_and_what_was_shown_come_back_after_retention() {
    let mut library = Library::new();
    library.feed_with("news", &["starred", "tagged", "hidden", "other"]);
    let [starred, tagged, hidden] = ["starred", "tagged", "hidden"].map(|key| library.id(key));
    library.store.change_statuses(&[starred], StatusChange::Starred(true), now()).unwrap();
    library.store.tag_entries(&[tagged], "later", true, now()).unwrap();
    let hid = library.store.hide_entries(&[hidden], now()).unwrap().step.unwrap();
    library.store.change_statuses(&[starred, tagged], StatusChange::Read(true), now()).unwrap();
    let unstarred = library
        .store
        .change_statuses(&[starred], StatusChange::Starred(false), now())
        .unwrap()
        .step
        .unwrap();
    let untagged = library.store.tag_entries(&[tagged], "later", false, now()).unwrap().unwrap();
    retain_nothing(&mut library);
    assert_eq!(library.keys(Expr::All, Filter::All), ["other"]);
    for step in [untagged, unstarred, hid] {
        library.store.undo(step.id, now()).unwrap();
    }
    assert_eq!(library.keys(Expr::STARRED, Filter::All), ["starred"]);
    assert_eq!(library.store.reader().tags(tagged).unwrap(), ["later"]);
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["hidden", "other"]);
}

#[test]
fn taking_retention_back_brings_the_reading_position_and_the_full_text() {
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let [a, b] = ["a", "b"].map(|key| library.id(key));
    library.store.save_position(a, ReadingPosition { block: 7, fraction: 0.5 }).unwrap();
    library.store.save_full_text(a, "<p>The whole page</p>").unwrap();
    library.store.toggle_full_text(a).unwrap();
    library.store.change_statuses(&[a, b], StatusChange::Read(true), now()).unwrap();
    let step = library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap().unwrap();
    library.store.undo(step.id, now()).unwrap();
    let back = library.store.reader().entry(a).unwrap().unwrap();
    assert_eq!(back.status.position, Some(ReadingPosition { block: 7, fraction: 0.5 }));
    let full = library.store.reader().full_text(a).unwrap().unwrap();
    assert_eq!((full.html.as_str(), full.is_shown), ("<p>The whole page</p>", false));
    assert_eq!(library.store.reader().full_text(b).unwrap(), None);
}

#[test]
fn a_change_to_what_is_gone_can_be_taken_back_and_the_next_step_comes_up() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let made = library.store.add_smart_feed("Ships", "ship", now()).unwrap();
    let renamed =
        library.store.rename_smart_feed(made.value, "Boats", now()).unwrap().step.unwrap();
    let folder = library.store.create_folder("Sea", None, &[], now()).unwrap();
    let folder_renamed =
        library.store.rename_folder(folder.value, "Coast", now()).unwrap().step.unwrap();
    let first_step = made.step.unwrap();
    for step in [&first_step, &folder.step.unwrap()] {
        library.store.undo(step.id, now()).unwrap();
    }
    for step in [&folder_renamed, &renamed] {
        assert_eq!(library.store.reader().latest_step().unwrap(), Some(step.id));
        library.store.undo(step.id, now()).unwrap();
    }
    assert_eq!(
        (
            library.store.reader().smart_feeds().unwrap().len(),
            library.store.reader().folders().unwrap().len()
        ),
        (0, 0)
    );
    library.store.redo(first_step.id, now()).unwrap();
    library.store.redo(renamed.id, now()).unwrap();
    assert_eq!(library.store.reader().smart_feeds().unwrap()[0].name, "Boats");
}

#[test]
fn of_the_settings_of_a_feed_only_what_the_step_changed_goes_back() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let options =
        |library: &Library| library.store.reader().feed(feed_id).unwrap().unwrap().options;
    let told = FeedOptions {
        notifies: true,
        pictures: Some(PicturePolicy::Never),
        ..FeedOptions::default()
    };
    let first = library.store.set_feed_options(feed_id, &told, now()).unwrap().step.unwrap();
    let timed = FeedOptions {
        refresh_minutes: Some(30),
        retention: Some(Retention::Days(9)),
        ..told.clone()
    };
    let second = library.store.set_feed_options(feed_id, &timed, now()).unwrap().step.unwrap();
    library.store.undo(first.id, now()).unwrap();
    assert_eq!(options(&library), FeedOptions { notifies: false, pictures: None, ..timed.clone() });
    library.store.redo(first.id, now()).unwrap();
    library.store.undo(second.id, now()).unwrap();
    assert_eq!(options(&library), told);
}

#[test]
fn of_a_step_from_before_settings_were_kept_apart_only_what_it_changed_goes_back() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let options =
        FeedOptions { notifies: true, refresh_minutes: Some(30), ..FeedOptions::default() };
    library.store.set_feed_options(feed_id, &options, now()).unwrap();
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute(
        "INSERT INTO undo_steps (made, changed, title) VALUES (?1, 1, 'Changed the settings')",
        [now().as_millisecond()],
    )
    .unwrap();
    let step = StepId(conn.last_insert_rowid());
    let change = concat!(
        r#"[{"table":"feeds","id":1,"before":{"options":"{}"},"#,
        r#""after":{"options":"{\"notifies\":true}"}}]"#
    );
    conn.execute(
        "INSERT INTO undo_parts (step_id, act, detail) VALUES (?1, 'arrange', ?2)",
        rusqlite::params![step.0, change],
    )
    .unwrap();
    library.store.undo(step, now()).unwrap();
    assert_eq!(
        library.store.reader().feed(feed_id).unwrap().unwrap().options,
        FeedOptions { notifies: false, ..options }
    );
}

#[test]
fn a_feed_whose_subscription_is_taken_back_late_waits_as_long_as_one_that_is_left() {
    let mut library = Library::new();
    let step = library.store.add_feed(&new_feed("news"), now()).unwrap().step.unwrap();
    let feed_id = library.store.reader().feeds().unwrap()[0].id;
    library.refresh(feed_id, vec![entry("a")]);
    let a = library.id("a");
    let other = library.subscribe("other");
    library.store.undo(step.id, days_later(UNDO_LIFETIME_DAYS - 1)).unwrap();
    let act = |library: &mut Library, days: i64, name: &str| {
        library.store.rename_feed(other, Some(name), days_later(days)).unwrap();
    };
    act(&mut library, UNDO_LIFETIME_DAYS + 5, "One");
    assert!(library.store.reader().entry(a).unwrap().is_some(), "it left the list six days ago");
    library.store.redo(step.id, days_later(UNDO_LIFETIME_DAYS + 6)).unwrap();
    library.store.undo(step.id, days_later(UNDO_LIFETIME_DAYS + 7)).unwrap();
    act(&mut library, 2 * UNDO_LIFETIME_DAYS + 6, "Two");
    assert!(library.store.reader().entry(a).unwrap().is_some());
    act(&mut library, 2 * UNDO_LIFETIME_DAYS + 8, "Three");
    while library.store.purge(10).unwrap() {}
    assert!(library.store.reader().entry(a).unwrap().is_none());
}

#[test]
fn a_feed_that_is_left_again_by_an_old_step_waits_as_long_as_any() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a"]);
    let a = library.id("a");
    let other = library.subscribe("other");
    let step = library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    library.store.undo(step.id, now()).unwrap();
    library.store.redo(step.id, days_later(UNDO_LIFETIME_DAYS - 1)).unwrap();
    library.store.rename_feed(other, Some("One"), days_later(UNDO_LIFETIME_DAYS + 1)).unwrap();
    assert!(library.store.reader().entry(a).unwrap().is_some());
}

#[test]
fn what_the_program_does_pushes_no_step_of_the_readers_out() {
    let mut library = Library::new();
    let keys: Vec<String> = (0..UNDO_STEPS + 10).map(|number| number.to_string()).collect();
    library.feed_with("news", &keys.iter().map(String::as_str).collect::<Vec<_>>());
    let ids = all_ids(&library);
    let first = library
        .store
        .change_statuses(&ids[..1], StatusChange::Starred(true), now())
        .unwrap()
        .step
        .unwrap();
    for (hours, id) in (0_i64..).zip(&ids) {
        library.store.mark_opened(*id, now() + hours.hours()).unwrap();
    }
    assert_eq!(library.store.undo(first.id, now()).unwrap().changed.ids().len(), 1);
}

#[test]
fn retention_and_rules_are_a_step_each_however_often_feeds_are_refreshed() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a"]);
    let actions = gleaner::model::RuleActions { marks_read: true, ..Default::default() };
    library
        .store
        .add_rule("title", gleaner::model::RuleScope::Everywhere, &actions, now())
        .unwrap();
    for key in ["b", "c", "d"] {
        library.refresh(feed_id, vec![entry(key)]);
        library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap().unwrap();
    }
    let steps = library.store.reader().steps(10).unwrap();
    let titles: Vec<String> = steps.iter().map(|record| record.step.kind.words()).collect();
    assert_eq!(
        titles[..3],
        [
            "Removed 3 old entries",
            "Rules changed 3 new entries",
            "Created the rule \u{201c}title\u{201d}"
        ]
    );
    library.store.undo(steps[0].step.id, now()).unwrap();
    assert_eq!(all_ids(&library).len(), 4);
    library.store.redo(steps[0].step.id, now()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::All), ["a"]);
    library.store.undo(steps[1].step.id, now()).unwrap();
    assert_eq!(library.keys(Expr::All, Filter::Unread).len(), 4);
}

#[test]
fn hiding_what_is_hidden_and_unread_again_says_what_it_did() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let a = library.id("a");
    library.store.hide_entries(&[a], now()).unwrap();
    library.store.change_statuses(&[a], StatusChange::Read(false), now()).unwrap();
    let done = library.store.hide_entries(&[a], now()).unwrap();
    let step = done.step.unwrap();
    assert_eq!(
        (step.kind.words().as_str(), step.changed, done.changed.read.get(a)),
        ("Hid \u{201c}Title of a\u{201d}", 1, Some(true))
    );
    assert_eq!(library.store.hide_entries(&[a], now()).unwrap().step, None);
}

#[test]
fn an_import_without_new_feeds_says_what_it_brought() {
    let mut library = Library::new();
    library.subscribe("news");
    let feed = (new_feed("news"), Vec::new(), gleaner::model::FeedChoices::default());
    let list = gleaner::store::NewList {
        feeds: vec![feed],
        folders: vec![vec!["Sea".into()]],
        ..Default::default()
    };
    let step = library.store.import_list(&list, now()).unwrap().step.unwrap();
    assert_eq!(step.kind.words(), "Imported folders, searches and rules");
}

#[test]
fn a_feed_that_goes_back_to_its_old_address_forgets_what_the_other_server_said() {
    let mut library = Library::new();
    let feed_id = library.feed_with("old", &["a"]);
    let step = library.store.move_feed_to(feed_id, &url("new"), now()).unwrap().step.unwrap();
    let gone = RefreshOutcome::Failed {
        problem: FeedProblem {
            kind: ProblemKind::Status { host: "a.org".into(), status: 410, retry_at: None },
            since: now(),
            failures: 1,
        },
        next_check: Some(now() + 24.hours()),
        is_gone: true,
    };
    let validators = gleaner::model::Validators {
        etag: Some("\"new\"".into()),
        body_hash: Some([1; 32]),
        ..Default::default()
    };
    let moved_to = Some(Move { url: url("elsewhere"), is_permanent: false });
    let unchanged = RefreshOutcome::Unchanged { validators, next_check: None, moved_to };
    library.store.save_refresh(feed_id, &unchanged, &utc(now())).unwrap();
    library.store.save_refresh(feed_id, &gone, &utc(now())).unwrap();
    library.store.undo(step.id, now()).unwrap();
    let state = library.store.reader().feed_state(feed_id).unwrap().unwrap();
    assert_eq!(
        (state.feed_url, state.validators),
        (url("old"), gleaner::model::Validators::default())
    );
    assert_eq!(
        (state.health.is_gone, state.health.next_check, state.health.redirects_to),
        (false, None, None)
    );
}

#[test]
fn an_address_that_a_feed_has_which_was_left_is_said_so() {
    let mut library = Library::new();
    let [one, two, left] = ["one", "two", "left"].map(|name| library.subscribe(name));
    library.store.unsubscribe(&[left], now()).unwrap();
    let taken = library.store.move_feed_to(one, &url("two"), now()).unwrap_err();
    assert!(matches!(taken, StoreError::AddressTaken), "{two:?}");
    let left = library.store.move_feed_to(one, &url("left"), now()).unwrap_err().user_message();
    assert!(left.contains("unsubscribed"), "{left}");
}
