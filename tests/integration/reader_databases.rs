//! The databases of other readers are imported as one step: in the store, on the command line and
//! in the window.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::library::{import, plan_import};
use gleaner::model::{Filter, FreshEntry, StatusChange};
use gleaner::query::Expr;
use rusqlite::Connection;

use crate::library_cli::Profile;
use crate::store_support::{Library, entry, now};
use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const HEADING: Role = Role::Heading;
const SOURCE: Role = Role::TreeItem;

const FILES: [(&str, &str); 4] = [
    ("feeds.db", include_str!("../fixtures/readers/quiterss.sql")),
    ("database.db", include_str!("../fixtures/readers/rss_guard.sql")),
    ("liferea.db", include_str!("../fixtures/readers/liferea.sql")),
    ("database.sqlite", include_str!("../fixtures/readers/newsflash.sql")),
];

/// The database of the reader at this place in [`FILES`].
fn database(folder: &Path, at: usize) -> PathBuf {
    let (name, sql) = FILES[at];
    let path = folder.join(name);
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

fn titled(key: &str, title: &str) -> FreshEntry {
    let mut entry = entry(key);
    title.clone_into(&mut entry.content.title);
    entry
}

#[test]
fn each_reader_is_imported_with_entries_read_states_and_stars() {
    for at in 0..FILES.len() {
        let profile = Profile::new();
        let file = database(profile.dir(), at);
        let file = file.to_str().unwrap();
        let tried = profile.ok(&["import", "--dry-run", file]);
        assert!(tried.contains("Would add 2 feeds"), "{tried}");
        assert!(tried.contains("has 3 entries, 1 unread, 1 starred"), "{tried}");
        assert!(tried.contains("Sea / Harbours / "), "{tried}");
        let said = profile.ok(&["import", file]);
        assert!(said.contains("Imported 3 entries from "), "{said}");
        assert_eq!(profile.titles(&["is:starred"]), ["High water"], "{file}");
        assert_eq!(profile.titles(&["is:unread title:water"]), ["Low water"], "{file}");
        assert_eq!(profile.titles(&["whole"]), ["High water"], "the text can be searched");
        let again = profile.ok(&["import", file]);
        assert!(again.contains("Added 0 feeds") && again.contains("Imported 0 entries"), "{again}");
    }
}

#[test]
fn an_import_is_undone_and_redone_as_a_whole() {
    let mut library = Library::new();
    let dir = tempfile::tempdir().unwrap();
    let file = database(dir.path(), 0);
    let plan = plan_import(&library.store, &file).unwrap();
    assert!(plan.has_new());
    let report = import(&mut library.store, plan, now()).unwrap();
    assert_eq!((report.added, report.entries), (2, 3));
    let keys = |library: &Library, filter| {
        let mut keys = library.keys(Expr::All, filter);
        keys.sort();
        keys
    };
    let all = ["https://ropes.example/a", "tide-1", "tide-2"];
    assert_eq!(keys(&library, Filter::All), all);
    assert_eq!((keys(&library, Filter::Unread), library.unread()), (vec!["tide-2".to_owned()], 1));
    let step = report.step.unwrap();
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(keys(&library, Filter::All), Vec::<String>::new());
    assert_eq!((library.unread(), library.store.reader().feeds().unwrap().len()), (0, 0));
    library.store.redo(step.id, now()).unwrap();
    assert_eq!(keys(&library, Filter::All), all);
    assert_eq!((keys(&library, Filter::Unread), library.unread()), (vec!["tide-2".to_owned()], 1));
    assert_eq!(library.keys(Expr::STARRED, Filter::All), ["tide-1"]);
}

#[test]
fn what_was_taken_back_can_be_imported_again() {
    let mut library = Library::new();
    let dir = tempfile::tempdir().unwrap();
    let file = database(dir.path(), 1);
    let import_once = |library: &mut Library| {
        let plan = plan_import(&library.store, &file).unwrap();
        import(&mut library.store, plan, now()).unwrap()
    };
    let first = import_once(&mut library);
    library.store.undo(first.step.unwrap().id, now()).unwrap();
    let second = import_once(&mut library);
    assert_eq!((second.added, second.entries), (2, 3));
    assert_eq!(library.keys(Expr::STARRED, Filter::All), ["tide-1"]);
}

#[test]
fn entries_that_are_here_keep_their_text_and_only_gain_statuses() {
    let mut library = Library::new();
    let dir = tempfile::tempdir().unwrap();
    let url = url::Url::parse("https://tides.example/feed").unwrap();
    let feed = gleaner::store::NewFeed::at(url);
    let feed_id = library.store.add_feed(&feed, now()).unwrap().feed_id;
    library.refresh(feed_id, vec![titled("tide-1", "High water"), titled("tide-2", "Low water")]);
    let ids = [library.id("tide-2")];
    library.store.change_statuses(&ids, StatusChange::Read(true), now()).unwrap();

    let plan = plan_import(&library.store, &database(dir.path(), 2)).unwrap();
    assert_eq!((plan.known, plan.new_feeds.len()), (1, 1));
    let report = import(&mut library.store, plan, now()).unwrap();
    assert_eq!((report.added, report.entries), (1, 1));
    let first = library.id("tide-1");
    let kept = library.store.reader().entry(first).unwrap().unwrap();
    assert_eq!(kept.content.html, "<p>body of tide-1</p>");
    assert!(kept.status.is_read && kept.status.is_starred);
    assert_eq!(library.unread(), 0, "what was read here stays read");

    library.store.undo(report.step.unwrap().id, now()).unwrap();
    let mut left = library.keys(Expr::All, Filter::All);
    left.sort();
    assert_eq!(left, ["tide-1", "tide-2"]);
    assert_eq!((library.keys(Expr::STARRED, Filter::All).len(), library.unread()), (0, 1));
}

#[test]
fn the_next_refresh_knows_the_imported_entries() {
    let mut library = Library::new();
    let dir = tempfile::tempdir().unwrap();
    let plan = plan_import(&library.store, &database(dir.path(), 3)).unwrap();
    import(&mut library.store, plan, now()).unwrap();
    let feeds = library.store.reader().feeds().unwrap();
    let tides = feeds.iter().find(|feed| feed.feed_url.as_str().contains("tides")).unwrap().id;
    let counts = library.refresh(tides, vec![entry("tide-3"), titled("tide-1", "High water")]);
    assert_eq!((counts.new_entries, counts.updated_entries), (1, 1));
    assert_eq!(library.keys(Expr::STARRED, Filter::All), ["tide-1"]);
}

#[test]
fn a_database_that_cannot_be_read_is_refused_in_words() {
    let profile = Profile::new();
    let stranger = profile.dir().join("stranger.db");
    Connection::open(&stranger).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    let output = profile.run(&["import", stranger.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("not a database of QuiteRSS"), "{said}");
    let library = profile.dir().join("profile/library.db");
    assert_eq!(profile.run(&["import", library.to_str().unwrap()]).status.code(), Some(1));
}

#[test]
fn the_window_shows_what_a_database_has_before_it_is_imported() {
    let dir = tempfile::tempdir().unwrap();
    let file = database(dir.path(), 0);
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("import subscriptions");
    window.key(Key::Enter);
    window.wait_for(HEADING, "Import subscriptions");
    window.type_text(&file.display().to_string());
    window.click(BUTTON, "Open");
    let counts = "2 new feeds · 3 entries in QuiteRSS · 1 unread, 1 starred";
    window.wait_for(Role::Label, counts);
    window.click(BUTTON, "Import");
    window.wait_for(SOURCE, "My tides");
    window.wait("the notice", |reader| {
        let notice = reader.state().notice.as_ref();
        notice.is_some_and(|notice| notice.text == "Imported 3 entries from QuiteRSS")
    });
    window.key_with(Modifiers::COMMAND, Key::Z);
    window.wait("no feeds", |reader| reader.state().library.feeds.len() == 1);
}
