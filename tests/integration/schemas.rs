//! Libraries of every schema version that people have: they open, keep all their content, and are
//! copied before they are changed. The fixtures (`tests/fixtures/schemas`) are never edited. When a
//! version is superseded, it gets a fixture.

use std::path::{Path, PathBuf};

use gleaner::model::{EntryId, Filter, StepId, StepKind};
use gleaner::query::{Expr, Query, parse_any};
use gleaner::store::{Store, StoreError};
use jiff::Zoned;
use rusqlite::Connection;

use crate::store_support::now;

fn fixtures() -> Vec<i64> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schemas");
    let mut versions: Vec<i64> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|file| {
            file.unwrap()
                .file_name()
                .to_str()?
                .strip_prefix('v')?
                .strip_suffix(".sql")?
                .parse()
                .ok()
        })
        .collect();
    versions.sort_unstable();
    versions
}

/// A library that an older version of the program left behind.
struct Old {
    dir: tempfile::TempDir,
}

impl Old {
    fn of(version: i64) -> Self {
        let old = Self { dir: tempfile::tempdir().unwrap() };
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/schemas/v{version}.sql"));
        let conn = Connection::open(old.path()).unwrap();
        conn.execute_batch(&std::fs::read_to_string(fixture).unwrap()).unwrap();
        old
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("library.db")
    }

    fn copy(&self, version: i64) -> PathBuf {
        self.dir.path().join(format!("library.db.before-v{version}"))
    }

    fn copies(&self) -> Vec<i64> {
        let mut found: Vec<i64> = (0..100).filter(|version| self.copy(*version).exists()).collect();
        found.sort_unstable();
        found
    }
}

fn version_of(path: &Path) -> i64 {
    Connection::open(path)
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

/// The version that this program writes.
fn current() -> i64 {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    drop(Store::open(&path).unwrap());
    version_of(&path)
}

fn titles(store: &Store, expr: Expr, filter: Filter, search: &str) -> Vec<String> {
    let expr = expr.and(parse_any(search));
    let query = Query { filter, ..Query::new(expr, Zoned::now()) };
    let ids: Vec<EntryId> =
        store.reader().whole_list(&query).unwrap().iter().map(|entry| entry.id).collect();
    store.reader().rows(&ids).unwrap().into_iter().map(|row| row.title).collect()
}

#[test]
fn every_version_before_this_one_has_a_fixture() {
    let wanted: Vec<i64> = (1..current()).collect();
    let found = fixtures();
    assert!(wanted.iter().all(|version| found.contains(version)), "{found:?} of {wanted:?}");
}

#[test]
fn libraries_of_every_version_open_with_all_that_is_in_them() {
    for version in fixtures() {
        let old = Old::of(version);
        let mut store = Store::open(&old.path()).unwrap();
        while gleaner::library::index_some(&mut store).unwrap() {}
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "version {version}");
        let feeds = store.reader().feeds().unwrap();
        assert_eq!(
            feeds.iter().map(gleaner::model::Feed::title).collect::<Vec<_>>(),
            ["Ships", "My goods"],
            "version {version}"
        );
        assert_eq!(feeds[1].health.problem.as_ref().unwrap().failures, 2);
        assert_eq!(
            (feeds[0].wants_full_text, feeds[0].options.refresh_minutes),
            (version >= 2, (version >= 3).then_some(30))
        );
        let folders = store.reader().folders().unwrap();
        assert_eq!(
            (
                folders.len(),
                folders.iter().find(|folder| folder.name == "Harbours").unwrap().parent
            ),
            (2, Some(folders[0].id))
        );
        assert_eq!(
            titles(&store, Expr::All, Filter::Unread, ""),
            ["Tea arrives", "Second ship"],
            "version {version}"
        );
        assert_eq!(
            titles(&store, Expr::STARRED, Filter::All, ""),
            ["Coffee arrives", "Second ship"],
            "version {version}"
        );
        assert_eq!(
            titles(&store, Expr::All, Filter::All, "arrives "),
            ["Coffee arrives", "Tea arrives"],
            "version {version}"
        );
        let entry = store.reader().entry(EntryId(2)).unwrap().unwrap();
        assert_eq!(
            (entry.content.html.as_str(), entry.content.tags, entry.content.authors),
            ("<p>Words of 2</p>", vec!["sea".into()], vec!["Ada".into()])
        );
        assert_eq!(entry.status.position.unwrap().block, 4);
        assert_eq!(store.reader().full_text(EntryId(2)).unwrap().is_some(), version >= 2);
        assert_eq!(store.reader().smart_feeds().unwrap().len(), usize::from(version >= 5));
        assert_eq!(store.reader().tags(EntryId(3)).unwrap().len(), usize::from(version >= 6));
        assert_eq!(store.reader().rules().unwrap().len(), usize::from(version >= 6));
        assert_eq!(store.reader().activity(now()).unwrap().len(), usize::from(version >= 7));
        assert_eq!(feeds[1].health.redirects_to.is_some(), version >= 7);
        assert_eq!(store.reader().accounts().unwrap().len(), usize::from(version >= 12));
        let listening = store.reader().listening().unwrap();
        assert_eq!(listening.downloads.len(), usize::from(version >= 14));
        assert!(!store.retry_downloads().unwrap(), "it failed before there was a word about that");
        assert_eq!(store.reader().declined_downloads().unwrap(), []);
    }
}

#[test]
fn sentences_of_old_steps_and_problems_stay_as_they_were() {
    for version in fixtures() {
        let old = Old::of(version);
        let store = Store::open(&old.path()).unwrap();
        let steps = store.reader().steps(10).unwrap();
        assert_eq!(steps[1].step.kind.words(), "Starred 2 entries", "version {version}");
        assert!(
            matches!(&steps[1].step.kind, StepKind::Worded { .. }),
            "version {version}: {steps:?}"
        );
        let goods = &store.reader().feeds().unwrap()[1];
        let problem = goods.health.problem.as_ref().unwrap();
        let expected = ("status", "The server is busy".to_owned());
        assert_eq!((problem.kind.code(), problem.words()), expected, "version {version}");
    }
}

#[test]
fn steps_of_every_version_can_be_taken_back() {
    for version in fixtures() {
        let old = Old::of(version);
        let mut store = Store::open(&old.path()).unwrap();
        assert_eq!(store.reader().steps(10).unwrap().len(), 3, "version {version}");
        assert_eq!(store.reader().latest_step().unwrap(), Some(StepId(3)));
        store.undo(StepId(3), now()).unwrap();
        assert_eq!(titles(&store, Expr::All, Filter::Unread, "").len(), 4, "version {version}");
        store.undo(StepId(2), now()).unwrap();
        assert!(titles(&store, Expr::STARRED, Filter::All, "").is_empty(), "version {version}");
        store.undo(StepId(1), now()).unwrap();
        assert_eq!(store.reader().feeds().unwrap().len(), 3, "version {version}");
        assert!(
            titles(&store, Expr::All, Filter::All, "")
                .contains(&"From a feed that was left".to_owned())
        );
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "version {version}");
    }
}

#[test]
fn an_older_library_is_copied_before_it_is_changed_and_a_current_one_is_not() {
    for version in fixtures() {
        let old = Old::of(version);
        drop(Store::open(&old.path()).unwrap());
        let expected = if version < current() { vec![current()] } else { Vec::new() };
        assert_eq!(old.copies(), expected, "version {version}");
        for copy in old.copies().into_iter().map(|copy| old.copy(copy)) {
            assert_eq!(version_of(&copy), version);
            let conn = Connection::open(&copy).unwrap();
            let entries: i64 =
                conn.query_row("SELECT count(*) FROM entries", [], |row| row.get(0)).unwrap();
            let verdict: String =
                conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!((entries, verdict.as_str()), (5, "ok"));
        }
        drop(Store::open(&old.path()).unwrap());
        assert_eq!(old.copies(), expected, "opening it again copies nothing");
    }
}

#[test]
fn a_copy_can_be_restored() {
    let old = Old::of(1);
    let mut store = Store::open(&old.path()).unwrap();
    store.undo(StepId(3), now()).unwrap();
    drop(store);
    let store = gleaner::store::restore(
        &old.path(),
        &old.copy(current()),
        &old.dir.path().join("aside.db"),
    )
    .unwrap();
    assert_eq!(titles(&store, Expr::All, Filter::Unread, "").len(), 2);
}

#[test]
fn only_the_newest_copies_are_kept() {
    let old = Old::of(1);
    for version in [2, 3, 4, 5] {
        std::fs::write(old.copy(version), "a copy").unwrap();
    }
    drop(Store::open(&old.path()).unwrap());
    assert_eq!(old.copies(), [4, 5, current()]);
}

#[test]
fn without_a_copy_the_library_is_not_changed() {
    let old = Old::of(1);
    // A directory, which no file can replace.
    std::fs::create_dir(old.copy(current())).unwrap();
    std::fs::write(old.copy(current()).join("file"), "").unwrap();
    let err = Store::open(&old.path()).unwrap_err();
    assert!(
        matches!(err, StoreError::Copy { .. })
            && err.user_message().contains("nothing was changed"),
        "{}",
        err.user_message()
    );
    assert_eq!(version_of(&old.path()), 1);
    std::fs::remove_dir_all(old.copy(current())).unwrap();
    assert_eq!(Store::open(&old.path()).unwrap().reader().feeds().unwrap().len(), 2);
}

#[test]
fn many_can_upgrade_a_library_at_once() {
    let old = Old::of(5);
    let openers: Vec<_> = (0..6)
        .map(|_| {
            let path = old.path();
            std::thread::spawn(move || Store::open(&path).map(drop))
        })
        .collect();
    for opener in openers {
        opener.join().unwrap().unwrap();
    }
    assert_eq!(version_of(&old.copy(current())), 5, "the copy is of the library as it was");
    assert_eq!(version_of(&old.path()), current());
}
