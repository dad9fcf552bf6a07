//! Versions of entries in the library: which are kept, for how long, and who asks for them.

use gleaner::model::{EntryContent, EntryId, Filter, Retention, RuleActions, RuleScope};
use gleaner::query::{Expr, Query, parse};
use gleaner::store::MAX_REVISIONS;
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, entry_saying, now, utc};

fn bodies(library: &Library, id: EntryId) -> Vec<String> {
    let reader = library.store.reader();
    let entry = reader.entry(id).unwrap().unwrap();
    let versions = reader.revisions(&entry).unwrap();
    versions.into_iter().map(|version| version.content.html).chain([entry.content.html]).collect()
}

fn found(library: &Library, query: &str, now: Timestamp) -> Vec<String> {
    library.keys_of(&Query { filter: Filter::All, ..Query::new(parse(query).unwrap(), utc(now)) })
}

/// A feed whose entry has had these bodies, an hour apart.
fn edited(versions: &[&str]) -> (Library, EntryId) {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    for (hours, html) in (0_i64..).zip(versions) {
        let at = now() + hours.hours();
        library.refresh_at(feed, vec![entry_saying("a", html)], at);
    }
    let id = library.id("a");
    (library, id)
}

#[test]
fn every_version_that_a_reader_would_see_is_kept() {
    let versions = ["<p>one</p>", "<p>two</p>", "<p>three</p>"];
    let (library, id) = edited(&versions);
    assert_eq!(bodies(&library, id), versions);
    assert_eq!(library.store.reader().edits(id).unwrap(), 2);
    assert_eq!(library.store.reader().rows(&[id]).unwrap()[0].edits, 2);
    let entry = library.store.reader().entry(id).unwrap().unwrap();
    let seen: Vec<Timestamp> = library
        .store
        .reader()
        .revisions(&entry)
        .unwrap()
        .into_iter()
        .map(|version| version.seen)
        .collect();
    assert_eq!(seen, [now(), now() + 1.hour()]);
}

#[test]
fn a_change_that_no_reader_would_see_is_not_kept_and_does_not_break_the_chain() {
    let (library, id) = edited(&[
        "<p>one</p><p>12 comments</p>",
        "<p>two</p><p>12 comments</p>",
        "<p class=x>two</p><p>13 comments</p>",
        "<p>two</p><p>15 comments</p>",
    ]);
    assert_eq!(
        bodies(&library, id),
        ["<p>one</p><p>12 comments</p>", "<p>two</p><p>15 comments</p>"]
    );
    assert_eq!(library.store.reader().edits(id).unwrap(), 1);
}

#[test]
fn title_address_and_authors_of_a_version_are_kept() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    let mut first = entry_saying("a", "<p>one</p>");
    first.content.url = "https://example.org/1".parse().ok();
    let mut second = first.clone();
    second.content = EntryContent {
        title: "Another title".into(),
        url: "https://example.org/2".parse().ok(),
        authors: vec!["Bo".into()],
        ..second.content
    };
    second.content_hash = [7; 16];
    library.refresh(feed, vec![first.clone()]);
    library.refresh(feed, vec![second]);
    let entry = library.store.reader().entry(library.id("a")).unwrap().unwrap();
    let versions = library.store.reader().revisions(&entry).unwrap();
    assert_eq!(versions.len(), 1);
    let old = &versions[0].content;
    assert_eq!(
        (&old.title, &old.url, &old.authors),
        (&first.content.title, &first.content.url, &first.content.authors)
    );
}

#[test]
fn the_first_and_the_latest_versions_stay_when_there_are_too_many() {
    let texts: Vec<String> = (0..30).map(|at| format!("<p>version {at} of it</p>")).collect();
    let versions: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (library, id) = edited(&versions);
    let kept = bodies(&library, id);
    assert_eq!(kept.len(), MAX_REVISIONS + 1);
    assert_eq!(kept[0], versions[0]);
    assert_eq!(kept[1..], versions[versions.len() - MAX_REVISIONS..]);
    assert_eq!(library.store.reader().edits(id).unwrap(), 29, "all edits count");
}

#[test]
fn an_edit_does_not_make_an_entry_unread_but_a_rule_can() {
    let mut library = Library::new();
    let feed = library.feed_with("news", &["a", "b"]);
    let (a, b) = (library.id("a"), library.id("b"));
    library.store.mark_opened(a, now()).unwrap();
    library.store.mark_opened(b, now()).unwrap();
    library.refresh(
        feed,
        vec![entry_saying("a", "<p>edited</p>"), entry_saying("b", "<p>body of b</p>")],
    );
    assert_eq!(library.unread(), 0);
    let actions = RuleActions { marks_unread: true, ..RuleActions::default() };
    library.store.add_rule("is:edited text:again", RuleScope::Everywhere, &actions, now()).unwrap();
    library.refresh(
        feed,
        vec![entry_saying("a", "<p>edited again</p>"), entry_saying("b", "<p>other words</p>")],
    );
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["a"]);
    let step = library.store.reader().steps(1).unwrap()[0].step.id;
    library.store.undo(step, now()).unwrap();
    assert_eq!(library.unread(), 0, "what a rule did can be undone");
}

#[test]
fn edited_entries_are_found() {
    let (mut library, _) = edited(&["<p>one</p>", "<p>two</p>"]);
    library.feed_with("other", &["b"]);
    let later = now() + 48.hours();
    assert_eq!(found(&library, "is:edited", later), ["a"]);
    assert_eq!(found(&library, "-is:edited", later), ["b"]);
    assert_eq!(found(&library, "edited:2d", later), ["a"]);
    assert_eq!(found(&library, "edited:1d", later), Vec::<String>::new());
}

#[test]
fn versions_leave_with_their_entry_and_come_back_with_it() {
    let count = |library: &Library| {
        let conn = rusqlite::Connection::open(library.path()).unwrap();
        conn.query_row("SELECT count(*) FROM revisions", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let (mut library, id) = edited(&["<p>one</p>", "<p>two</p>"]);
    library.store.mark_opened(id, now()).unwrap();
    let later = now() + (90 * 24).hours();
    let step = library.store.apply_retention(Some(Retention::Days(30)), later).unwrap().unwrap();
    assert!(library.store.reader().entry(id).unwrap().is_none());
    library.store.undo(step.id, later).unwrap();
    assert_eq!(bodies(&library, id), ["<p>one</p>", "<p>two</p>"]);
    library.store.apply_retention(Some(Retention::Days(30)), later).unwrap();
    library.store.compact(true).unwrap();
    assert_eq!(count(&library), 0, "no step can bring it back");
}

#[test]
fn versions_leave_with_their_feed() {
    let (mut library, id) = edited(&["<p>one</p>", "<p>two</p>"]);
    let feed = library.store.reader().entry(id).unwrap().unwrap().feed_id;
    library.store.unsubscribe(&[feed], now()).unwrap();
    library.store.compact(true).unwrap();
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    let left: i64 = conn.query_row("SELECT count(*) FROM revisions", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn versions_that_are_damaged_are_left_out() {
    let (library, id) = edited(&["<p>one</p>", "<p>two</p>", "<p>three</p>"]);
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute("UPDATE revisions SET html = x'00', fields = '{' WHERE number = 1", []).unwrap();
    assert_eq!(bodies(&library, id), ["<p>two</p>", "<p>three</p>"]);
}

#[test]
fn versions_take_little_room() {
    let words = (0..400_u64).map(|at| format!("word{}", at.wrapping_mul(7919) % 997));
    let text = words.collect::<Vec<_>>().join(" ");
    let html = format!("<p>{text}</p>");
    let newer = html.replacen("word0 ", "word one ", 1);
    let (library, id) = edited(&[&html, &newer]);
    assert_eq!(bodies(&library, id), [html, newer]);
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    let bytes: i64 = conn
        .query_row("SELECT sum(length(html) + length(fields)) FROM revisions", [], |row| row.get(0))
        .unwrap();
    let body: i64 =
        conn.query_row("SELECT sum(length(html)) FROM bodies", [], |row| row.get(0)).unwrap();
    // One entry in ten may add a twentieth.
    assert!(2 * bytes < body, "{bytes} beside {body}");
}

#[test]
fn a_version_without_an_address_stays_without_one() {
    let mut library = Library::new();
    let feed = library.subscribe("news");
    let first = entry_saying("a", "<p>one</p>");
    let mut second = entry_saying("a", "<p>two</p>");
    second.content.url = "https://example.org/2".parse().ok();
    library.refresh(feed, vec![first]);
    library.refresh(feed, vec![second]);
    let entry = library.store.reader().entry(library.id("a")).unwrap().unwrap();
    assert_eq!(library.store.reader().revisions(&entry).unwrap()[0].content.url, None);
}
