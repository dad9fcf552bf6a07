//! The packing of bodies: smaller on disk, the same when read.

use gleaner::model::Filter;
use gleaner::query::Expr;

use crate::store_support::{Library, changed, entry_saying, now, utc};

#[test]
fn bodies_are_packed_better_when_nobody_waits_and_read_the_same() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let body = |number: usize| {
        format!(
            "<p>Body {number} of the kind that <strong>all bodies here</strong> are of: \
             number {}</p>",
            number * 7919
        )
    };
    let entries =
        (0..2100).map(|number| entry_saying(&format!("key{number}"), &body(number))).collect();
    library.store.save_refresh(feed_id, &changed(entries), &utc(now())).unwrap();
    let stored = |library: &Library| {
        let conn = rusqlite::Connection::open(library.path()).unwrap();
        conn.query_row("SELECT sum(length(html)) FROM bodies", [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let before = stored(&library);
    while gleaner::library::index_words(&mut library.store).unwrap() {}
    assert_eq!(stored(&library), before, "who asks a question does not wait for it");
    assert_eq!(library.store.reader().unindexed(1).unwrap(), []);
    while gleaner::library::index_some(&mut library.store).unwrap() {}
    assert!(stored(&library) < before * 3 / 4, "{} of {before}", stored(&library));
    for number in [0, 1000, 2099] {
        let id = library.id(&format!("key{number}"));
        assert_eq!(library.store.reader().entry(id).unwrap().unwrap().content.html, body(number));
    }
    // Later entries are packed with the same dictionary at once, and can be read too.
    library
        .store
        .save_refresh(feed_id, &changed(vec![entry_saying("late", &body(5))]), &utc(now()))
        .unwrap();
    assert_eq!(
        library.store.reader().entry(library.id("late")).unwrap().unwrap().content.html,
        body(5)
    );
}

#[test]
fn bodies_are_packed_with_what_they_share_once_there_are_enough() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let html = |number: usize| {
        let word =
            |at: usize| blake3::hash(&(number * 31 + at).to_le_bytes()).to_hex()[..6].to_owned();
        format!(
            "<p class=\"intro\">{}</p><ul><li>{}</li><li>{}</li></ul>",
            word(1),
            word(2),
            word(3)
        )
    };
    let entries = |numbers: std::ops::Range<usize>| {
        numbers.map(|at| entry_saying(&format!("k{at}"), &html(at))).collect::<Vec<_>>()
    };
    library.refresh(feed_id, entries(0..2100));
    library.store.save_refresh(feed_id, &changed(entries(2100..2110)), &utc(now())).unwrap();
    let ids: Vec<_> =
        library.list(Expr::All, Filter::All).into_iter().map(|entry| entry.id).collect();
    for id in ids {
        let entry = library.store.reader().entry(id).unwrap().unwrap();
        assert_eq!(entry.content.html, html(entry.key.0[1..].parse().unwrap()));
    }
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    let mut bodies = conn.prepare("SELECT html FROM bodies ORDER BY entry_id").unwrap();
    let packed: Vec<Vec<u8>> =
        bodies.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let with_dictionary =
        |packed: &Vec<u8>| zstd::zstd_safe::get_dict_id_from_frame(packed).is_some();
    assert!(packed[..2100].iter().all(with_dictionary), "those that were there are packed anew");
    assert!(packed[2100..].iter().all(with_dictionary), "new ones are packed so at once");
}
