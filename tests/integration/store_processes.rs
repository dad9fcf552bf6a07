//! Several handles on one library at the same time, and the traces of a sudden end.

use std::process::{Command, Stdio};

use gleaner::model::{Filter, StatusChange};
use gleaner::query::{Expr, Query};
use gleaner::store::{Reader, Store};

use crate::store_support::{Library, changed, entry, now, utc};
use crate::support::feeds::rss;
use crate::support::program::Program;
use crate::support::server::{Reply, Server};

fn all() -> Query {
    Query::new(Expr::All, utc(now()))
}

#[test]
fn a_reader_sees_what_another_handle_saved() {
    let mut library = Library::new();
    let reader = Reader::open(&library.path()).unwrap();
    library.feed_with("news", &["a"]);
    assert_eq!(reader.whole_list(&all()).unwrap().len(), 1);
}

#[test]
fn a_list_stays_whole_while_another_handle_writes() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, (0..100).map(|number| entry(&format!("old {number}"))).collect());
    let reader = Reader::open(&library.path()).unwrap();
    let mut seen = 0;
    reader
        .list(&all(), 10, &|| true, &mut |part, _| {
            library.refresh(feed_id, vec![entry("late")]);
            seen += part.len();
        })
        .unwrap();
    assert_eq!(seen, 100, "the list is the one from when it was asked for");
    assert_eq!(reader.whole_list(&all()).unwrap().len(), 101);
}

#[test]
fn writers_take_turns_and_lose_nothing() {
    let library = Library::new();
    let path = library.path();
    let writers: Vec<_> = (0..4)
        .map(|number| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::open(&path).unwrap();
                for round in 0..10 {
                    let name = format!("feed{number}x{round}");
                    let feed_id = store
                        .add_feed(&crate::store_support::new_feed(&name), now())
                        .unwrap()
                        .feed_id;
                    store.save_refresh(feed_id, &changed(vec![entry(&name)]), &utc(now())).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(library.store.reader().feeds().unwrap().len(), 40);
    assert_eq!(library.unread(), 40);
}

#[test]
fn many_can_open_a_fresh_library_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || Store::open(&path).map(drop))
        })
        .collect();
    for opener in openers {
        opener.join().unwrap().unwrap();
    }
}

/// Runs this test program again to be killed: it saves feeds one after another until it dies.
#[test]
fn a_process_that_is_killed_leaves_whole_feeds_behind() {
    const VICTIM: &str = "GLEANER_TEST_VICTIM";
    if let Some(path) = std::env::var_os(VICTIM) {
        save_for_ever(path.as_ref());
    }
    let library = Library::new();
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store_processes::a_process_that_is_killed_leaves_whole_feeds_behind"])
        .env(VICTIM, library.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while library.store.reader().feeds().unwrap().len() < 5 {
        assert!(std::time::Instant::now() < deadline, "waited in vain for the feeds");
        assert!(victim.try_wait().unwrap().is_none(), "the victim ended by itself");
        std::thread::yield_now();
    }
    victim.kill().unwrap();
    victim.wait().unwrap();

    for feed in library.store.reader().feeds().unwrap() {
        let entries = library.list(Expr::feed(feed.id), Filter::All).len();
        assert!(entries == 0 || entries == 50, "{entries} of 50 entries");
        assert_eq!(
            entries == 50,
            feed.health.last_success.is_some(),
            "entries and health are saved together"
        );
    }
}

fn save_for_ever(path: &std::path::Path) -> ! {
    let mut store = Store::open(path).unwrap();
    for number in 0_u64.. {
        let feed_id = store
            .add_feed(&crate::store_support::new_feed(&format!("feed{number}")), now())
            .unwrap()
            .feed_id;
        store
            .save_refresh(
                feed_id,
                &changed((0..50).map(|key| entry(&format!("{key}"))).collect()),
                &utc(now()),
            )
            .unwrap();
    }
    unreachable!("numbers do not end")
}

/// Starts the program several times at once. Each run must succeed.
fn at_once(program: &Program, runs: &[Vec<String>]) {
    let children: Vec<_> = runs
        .iter()
        .map(|arguments| {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            program
                .command(&arguments)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for (child, arguments) in children.into_iter().zip(runs) {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn refreshes_marks_and_imports_at_once_lose_and_double_nothing() {
    const FEEDS: usize = 6;
    let server = Server::start(|request| {
        let entries: Vec<String> =
            (0..20).map(|number| format!("{} {number}", request.path)).collect();
        let borrowed: Vec<(&str, &str)> =
            entries.iter().map(|guid| (guid.as_str(), "Words")).collect();
        Reply::ok(rss(&request.path, &borrowed))
    });
    let program = Program::new();
    let lists: Vec<String> = (0..FEEDS)
        .map(|feed| {
            let path = program.profile().join(format!("list{feed}.opml"));
            let outline = format!(
                "<outline type=\"rss\" xmlUrl=\"{}\"/>",
                server.url(&format!("/{}", feed % 3))
            );
            std::fs::write(&path, format!("<opml version=\"2.0\"><body>{outline}</body></opml>"))
                .unwrap();
            path.to_str().unwrap().to_owned()
        })
        .collect();
    // A fresh profile, with each feed imported by two processes.
    at_once(&program, &lists.iter().map(|list| words(&["import", list])).collect::<Vec<_>>());
    at_once(&program, &[words(&["refresh"]), words(&["refresh"]), words(&["refresh"])]);
    let listed =
        |arguments: &[&str]| program.json(arguments)["entries"].as_array().unwrap().clone();
    let entries = listed(&["list", "--limit", "1000"]);
    let mut titles: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry["title"].as_str())
        .filter(|title| title.starts_with("Entry"))
        .collect();
    titles.sort_unstable();
    titles.dedup();
    let found = entries
        .iter()
        .filter(|entry| entry["title"].as_str().unwrap().starts_with("Entry"))
        .count();
    assert_eq!((titles.len(), found), (60, 60), "every entry once");

    let ids: Vec<String> = entries.iter().map(|entry| entry["id"].to_string()).collect();
    let mut runs: Vec<Vec<String>> = ids
        .chunks(ids.len().div_ceil(4))
        .map(|ids| [words(&["mark", "star"]), ids.to_vec()].concat())
        .collect();
    runs.extend([words(&["mark", "read", "--all"]), words(&["refresh"]), words(&["refresh"])]);
    at_once(&program, &runs);
    let after = listed(&["list", "--limit", "1000"]);
    assert_eq!(after.len(), entries.len());
    assert!(
        after.iter().all(|entry| entry["is_starred"] == true && entry["is_read"] == true),
        "every mark is there"
    );
    assert_eq!(Store::open(&program.library()).unwrap().check().unwrap(), Vec::<String>::new());
    let subscriptions = std::fs::read(program.profile().join("subscriptions.opml")).unwrap();
    assert_eq!(gleaner::opml::parse_opml(&subscriptions).unwrap().feeds.len(), 3);
}

#[test]
fn a_window_and_the_command_line_on_one_profile_see_each_others_acts() {
    use gleaner::worker::{Act, Event};

    let office =
        crate::worker_support::Office::with(&["a", "b", "c"], crate::worker_support::no_network());
    let program = Program::in_profile(office.library.dir.path());
    let [a, b] = ["a", "b"].map(|key| office.library.id(key));
    office.submit(Act::SetStatus { entry_ids: [a].into(), change: StatusChange::Starred(true) });
    office.wait_for(|event| matches!(event, Event::StatusSaved { .. }).then_some(()));
    program.ok(&["mark", "read", &b.0.to_string()]);
    assert!(program.ok(&["list", "--starred"]).contains("Title of a"));
    assert_eq!(office.library_view().counts.total(), 2);
    // Taking back is common, too.
    assert!(program.ok(&["undo"]).contains("Undone: Marked"));
    assert_eq!(office.library_view().counts.total(), 3);
}
