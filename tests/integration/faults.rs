//! Outside faults: damage, full disks, missing permissions, other programs, nonsense in files. In
//! each case the program says what is wrong, overwrites nothing, and offers a way on.

mod damage;
mod pages;
mod places;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gleaner::config::Paths;
use gleaner::library::{index_some, subscriptions};
use gleaner::model::{EntryId, FreshEntry, StatusChange};
use gleaner::query::{Expr, Query};
use gleaner::store::{NewFeed, Store};

use crate::store_support::{changed, entry, entry_saying, now, url, utc};
use crate::support::program::Program;

/// Entries per feed: enough for some hundred pages.
const ENTRIES: usize = 300;

/// By entry key: read, starred.
type Statuses = BTreeMap<String, (bool, bool)>;

/// A body that does not compress well.
fn body(number: usize) -> FreshEntry {
    let noise: String = (0..20)
        .map(|part| blake3::hash(format!("{number} {part}").as_bytes()).to_hex().to_string() + " ")
        .collect();
    entry_saying(&format!("entry {number}"), &format!("<p>{noise}</p>"))
}

/// Fills a profile with two feeds, one in a folder, with some entries read and starred.
fn fill(profile: &Path) -> Statuses {
    let paths = Paths::new(profile.to_owned());
    let mut store = Store::open(&paths.library()).unwrap();
    let first = NewFeed::at(url("first"));
    store
        .import(
            &[(first, vec!["Folder".to_owned()]), (NewFeed::at(url("second")), Vec::new())],
            now(),
        )
        .unwrap();
    for (at, feed) in store.reader().feeds().unwrap().into_iter().enumerate() {
        let entries = (0..ENTRIES).map(|number| body(at * ENTRIES + number)).collect();
        store.save_refresh(feed.id, &changed(entries), &utc(now())).unwrap();
    }
    while index_some(&mut store).unwrap() {}
    let ids: Vec<EntryId> = statuses_by_id(&store).into_keys().collect();
    let each = |step: usize| ids.iter().copied().step_by(step).collect::<Vec<_>>();
    store.change_statuses(&each(3), StatusChange::Read(true), now()).unwrap();
    store.change_statuses(&each(7), StatusChange::Starred(true), now()).unwrap();
    subscriptions::write(&store, &paths.subscriptions()).unwrap();
    statuses(&store)
}

fn statuses_by_id(store: &Store) -> BTreeMap<EntryId, (bool, bool)> {
    let query = Query::new(Expr::All, utc(now()));
    let found = store.reader().whole_list(&query).unwrap();
    found.into_iter().map(|entry| (entry.id, (entry.is_read, entry.is_starred))).collect()
}

fn statuses(store: &Store) -> Statuses {
    let by_id = statuses_by_id(store);
    let ids: Vec<EntryId> = by_id.keys().copied().collect();
    let rows = store.reader().rows(&ids).unwrap();
    rows.into_iter()
        .map(|row| (row.title.trim_start_matches("Title of ").to_owned(), by_id[&row.id]))
        .collect()
}

/// A program with a filled profile, and the statuses in it.
fn filled() -> (Program, Statuses) {
    let program = Program::new();
    let statuses = fill(program.profile());
    (program, statuses)
}

fn set_aside(program: &Program, number: u32) -> PathBuf {
    program.profile().join(format!("library.db.damaged-{number}"))
}

fn feed_count(program: &Program) -> usize {
    program.json(&["list", "--feeds"])["feeds"].as_array().unwrap().len()
}

#[test]
fn a_library_from_the_future_is_left_alone_in_words() {
    let (program, _) = filled();
    let conn = rusqlite::Connection::open(program.library()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let before = std::fs::read(program.library()).unwrap();
    for arguments in [&["list"][..], &["mark", "read", "--all"], &["refresh"]] {
        let run = program.run(arguments);
        assert_eq!(run.code, 1);
        assert!(
            run.stderr
                .contains("was written by a newer version of Gleaner \u{2014} update this one"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(std::fs::read(program.library()).unwrap(), before);
}

#[test]
fn the_database_of_another_program_is_left_alone_in_words() {
    let program = Program::new();
    let conn = rusqlite::Connection::open(program.library()).unwrap();
    conn.execute_batch(
        "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org/')",
    )
    .unwrap();
    drop(conn);
    let before = std::fs::read(program.library()).unwrap();
    let run = program.run(&["list"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("is not a Gleaner library \u{2014} choose another profile"),
        "{}",
        run.stderr
    );
    assert_eq!(std::fs::read(program.library()).unwrap(), before);
}

#[test]
fn an_empty_or_missing_library_gets_its_feeds_back_from_the_subscription_list() {
    for is_missing in [false, true] {
        let (program, _) = filled();
        if is_missing {
            std::fs::remove_file(program.library()).unwrap();
        } else {
            std::fs::write(program.library(), "").unwrap();
        }
        let run = program.run(&["list", "--feeds"]);
        assert_eq!(run.code, 0);
        assert!(run.stderr.contains("2 feeds were restored from"), "{}", run.stderr);
        assert_eq!(feed_count(&program), 2);
        let store = Store::open(&program.library()).unwrap();
        assert_eq!(store.reader().folders().unwrap()[0].name, "Folder");
    }
}

#[test]
fn settings_with_nonsense_are_set_aside_and_told_of() {
    let program = Program::new();
    std::fs::write(program.profile().join("settings.toml"), b"\xff nonsense").unwrap();
    let run = program.run(&["refresh", "--due"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("was moved to") && run.stderr.contains("settings.toml.bad"),
        "{}",
        run.stderr
    );
    assert_eq!(
        std::fs::read(program.profile().join("settings.toml.bad")).unwrap(),
        b"\xff nonsense"
    );
}

#[test]
fn while_another_process_writes_for_long_reading_goes_on_and_writing_says_why_it_does_not() {
    let (program, before) = filled();
    let other = rusqlite::Connection::open(program.library()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(feed_count(&program), 2);
    let run = program.run(&["mark", "read", "--all"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("another program is using it; try again"), "{}", run.stderr);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(statuses(&Store::open(&program.library()).unwrap()), before);
    program.ok(&["mark", "read", "--all"]);
}

#[test]
fn why_it_cannot_start_is_said_in_a_window_too() {
    use egui::accesskit::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use gleaner::ui::{FailureScreen, fonts, theme::Theme};

    let message = "library.db was written by a newer version of Gleaner \u{2014} update this one";
    let screen = (FailureScreen::new(message.to_owned(), Theme::light()), false);
    let mut harness = Harness::builder()
        .with_size([520.0, 260.0])
        .with_context_setup(fonts::install)
        .build_ui_state(
            |ui, (screen, is_over): &mut (FailureScreen, bool)| *is_over |= screen.show_ui(ui),
            screen,
        );
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Heading, "Gleaner couldn't start").is_some());
    assert!(harness.query_by_label(message).is_some());
    assert!(!harness.state().1);
    harness.get_by_role_and_label(Role::Button, "Quit").click();
    harness.run();
    assert!(harness.state().1);
}

/// A library with one small entry, for faults that need no more.
fn small(program: &Program) {
    let mut store = Store::open(&program.library()).unwrap();
    let feed_id = store.add_feed(&NewFeed::at(url("small")), now()).unwrap().feed_id;
    store.save_refresh(feed_id, &changed(vec![entry("only")]), &utc(now())).unwrap();
}
