//! Lists: their content, their order, and how they are delivered.

use gleaner::model::{Filter, Order, StatusChange};
use gleaner::query::{Expr, Query, parse_any};
use jiff::ToSpan as _;

use crate::store_support::{Library, entry, entry_aged, now, utc};

fn query(expr: Expr, filter: Filter, order: Order, search: &str) -> Query {
    Query { filter, order, ..Query::new(expr.and(parse_any(search)), utc(now())) }
}

#[test]
fn newest_come_first_and_oldest_first_is_its_mirror() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library
        .refresh(feed_id, vec![entry_aged("old", 9), entry_aged("new", 1), entry_aged("mid", 5)]);
    let mut keys = library.keys_of(&query(Expr::All, Filter::All, Order::Newest, ""));
    assert_eq!(keys, ["new", "mid", "old"]);
    keys.reverse();
    assert_eq!(library.keys_of(&query(Expr::All, Filter::All, Order::Oldest, "")), keys);
}

#[test]
fn entries_without_dates_stay_in_the_order_of_their_feed() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["top", "middle", "bottom"]);
    assert_eq!(library.keys(Expr::feed(feed_id), Filter::All), ["top", "middle", "bottom"]);
}

#[test]
fn an_entry_from_the_future_is_as_new_as_when_it_was_seen() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, vec![entry_aged("future", -24 * 365)]);
    library.refresh_at(feed_id, vec![entry("later")], now() + 1.minute());
    assert_eq!(library.keys(Expr::All, Filter::All), ["later", "future"]);
}

#[test]
fn each_source_has_its_entries() {
    let mut library = Library::new();
    let [a, b] = ["a", "b"].map(|name| library.subscribe(name));
    library.refresh(a, vec![entry_aged("today", 1), entry_aged("yesterday", 30)]);
    library.refresh(b, vec![entry_aged("starred", 40)]);
    let starred = library.id("starred");
    library.store.change_statuses(&[starred], StatusChange::Starred(true), now()).unwrap();
    let today = now() - 10.hours();
    assert_eq!(library.keys(Expr::TODAY, Filter::All), ["today"]);
    assert_eq!(library.keys(Expr::STARRED, Filter::All), ["starred"]);
    assert_eq!(library.keys(Expr::feed(a), Filter::All), ["today", "yesterday"]);
    assert_eq!(library.keys(Expr::All, Filter::All), ["today", "yesterday", "starred"]);
    let counts = library.store.reader().counts(today).unwrap();
    assert_eq!((counts.total(), counts.today, counts.starred), (3, 1, 1));
}

#[test]
fn unread_lists_leave_out_what_is_read_in_every_source() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let folder = library.store.create_folder("folder", None, &[feed_id], now()).unwrap().value;
    let ids = [library.id("a"), library.id("b")];
    library.store.change_statuses(&ids, StatusChange::Starred(true), now()).unwrap();
    library.store.change_statuses(&ids[..1], StatusChange::Read(true), now()).unwrap();
    for source in [Expr::All, Expr::TODAY, Expr::STARRED, Expr::feed(feed_id), Expr::folder(folder)]
    {
        assert_eq!(library.keys(source.clone(), Filter::Unread), ["b"], "{source:?}");
        let statuses: Vec<_> = library
            .list(source.clone(), Filter::All)
            .into_iter()
            .map(|entry| (entry.is_read, entry.is_starred))
            .collect();
        assert_eq!(statuses, [(true, true), (false, true)], "{source:?}");
    }
}

#[test]
fn a_folder_lists_its_feeds_and_those_of_folders_in_it_merged() {
    let mut library = Library::new();
    let outer = library.store.create_folder("outer", None, &[], now()).unwrap().value;
    let inner = library.store.create_folder("inner", Some(outer), &[], now()).unwrap().value;
    let [a, b, c] = ["a", "b", "c"].map(|name| library.subscribe(name));
    library.store.move_feeds(&[a], Some(outer), now()).unwrap();
    library.store.move_feeds(&[b], Some(inner), now()).unwrap();
    library.refresh(a, vec![entry_aged("a1", 1), entry_aged("a3", 3)]);
    library.refresh(b, vec![entry_aged("b2", 2), entry_aged("b4", 4)]);
    library.refresh(c, vec![entry_aged("c", 0)]);
    assert_eq!(library.keys(Expr::folder(outer), Filter::All), ["a1", "b2", "a3", "b4"]);
    assert_eq!(
        library.keys_of(&query(Expr::folder(inner), Filter::Unread, Order::Oldest, "")),
        ["b4", "b2"]
    );
}

#[test]
fn a_folder_of_many_feeds_lists_the_same_as_its_feeds() {
    let mut library = Library::new();
    let folder = library.store.create_folder("many", None, &[], now()).unwrap().value;
    for number in 0..70 {
        let feed_id = library.subscribe(&format!("feed{number}"));
        if number != 3 {
            library.store.move_feeds(&[feed_id], Some(folder), now()).unwrap();
        }
        library.refresh(feed_id, vec![entry_aged(&format!("{number:02}"), number)]);
    }
    let expected: Vec<_> =
        (0..70).filter(|number| *number != 3).map(|number| format!("{number:02}")).collect();
    assert_eq!(library.keys(Expr::folder(folder), Filter::All), expected);
}

#[test]
fn a_search_keeps_to_the_source_the_filter_and_the_order() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let mut entries = ["one", "two", "three"].map(entry);
    entries[0].content.title = "About Rust".into();
    entries[2].content.title = "Rust again".into();
    library.refresh(feed_id, entries.to_vec());
    let found = |search| library.keys_of(&query(Expr::All, Filter::All, Order::Newest, search));
    assert_eq!(found("rust"), ["one", "three"]);
    assert_eq!(found("  ").len(), 3);
    assert_eq!(
        library.keys_of(&query(Expr::feed(feed_id), Filter::Unread, Order::Oldest, "rust")),
        ["three", "one"]
    );
}

#[test]
fn the_first_part_is_small_and_the_parts_together_are_the_list() {
    let mut library = Library::new();
    let folder = library.store.create_folder("folder", None, &[], now()).unwrap().value;
    for name in ["a", "b"] {
        let feed_id = library.subscribe(name);
        library.store.move_feeds(&[feed_id], Some(folder), now()).unwrap();
        library.refresh(
            feed_id,
            (0..50).map(|hours| entry_aged(&format!("{name}{hours}"), hours)).collect(),
        );
    }
    for source in [Expr::All, Expr::folder(folder)] {
        let query = query(source.clone(), Filter::Unread, Order::Newest, "");
        let mut parts = Vec::new();
        library
            .store
            .reader()
            .list(&query, 10, &|| true, &mut |part, is_last| parts.push((part, is_last)))
            .unwrap();
        let sizes: Vec<_> = parts.iter().map(|(part, is_last)| (part.len(), *is_last)).collect();
        assert_eq!(sizes, [(10, false), (90, true)], "{source:?}");
        let together: Vec<_> = parts.into_iter().flat_map(|(part, _)| part).collect();
        assert_eq!(together, library.store.reader().whole_list(&query).unwrap());
    }
}

#[test]
fn a_list_that_nobody_wants_any_more_is_not_finished() {
    let mut library = Library::new();
    let feed_id = library.subscribe("a");
    library
        .refresh(feed_id, (0..3000).map(|hours| entry_aged(&format!("{hours}"), hours)).collect());
    let is_wanted = std::cell::Cell::new(true);
    let mut parts = 0;
    let all = query(Expr::All, Filter::All, Order::Newest, "");
    let mut sink = |_, is_last: bool| {
        parts += 1;
        is_wanted.set(false);
        assert!(!is_last);
    };
    library.store.reader().list(&all, 10, &|| is_wanted.get(), &mut sink).unwrap();
    assert_eq!(parts, 1);
}

#[test]
fn rows_come_in_the_order_asked_and_those_that_are_gone_are_missing() {
    let mut library = Library::new();
    let feed_id = library.subscribe("a");
    library.refresh(feed_id, vec![entry_aged("dated", 5), entry("undated")]);
    let (dated, undated) = (library.id("dated"), library.id("undated"));
    let rows =
        library.store.reader().rows(&[undated, gleaner::model::EntryId(999), dated]).unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [undated, dated]);
    assert_eq!((rows[0].shown_time, rows[0].is_time_guessed), (now(), true));
    assert_eq!((rows[1].shown_time, rows[1].is_time_guessed), (now() - 5.hours(), false));
    assert_eq!(
        (rows[1].title.as_str(), rows[1].author.as_deref()),
        ("Title of dated", Some("Ada"))
    );
}

/// Beyond the first thousand entries, the list of all takes statuses from sets, while a feed's list
/// looks each one up.
#[test]
fn a_long_list_of_all_has_the_same_statuses_as_the_feeds_own() {
    let mut library = Library::new();
    let feed_id = library.subscribe("long");
    library.refresh(
        feed_id,
        (0..3000).map(|number| entry_aged(&format!("{number}"), number * 7919 % 3000)).collect(),
    );
    let ids: Vec<_> =
        library.list(Expr::All, Filter::All).into_iter().map(|entry| entry.id).collect();
    let every = |step| ids.iter().copied().step_by(step).collect::<Vec<_>>();
    library.store.change_statuses(&every(3), StatusChange::Read(true), now()).unwrap();
    library.store.change_statuses(&every(7), StatusChange::Starred(true), now()).unwrap();
    for order in [Order::Newest, Order::Oldest] {
        for search in ["", "body"] {
            let list = |source, filter| {
                library.store.reader().whole_list(&query(source, filter, order, search)).unwrap()
            };
            let expected = list(Expr::feed(feed_id), Filter::All);
            assert_eq!(expected.len(), 3000);
            assert_eq!(list(Expr::All, Filter::All), expected);
            let unread: Vec<_> = expected.into_iter().filter(|entry| !entry.is_read).collect();
            assert_eq!(list(Expr::All, Filter::Unread), unread);
        }
    }
}

#[test]
fn the_first_entries_of_a_list_are_its_beginning() {
    let mut library = Library::new();
    let folder = library.store.create_folder("folder", None, &[], now()).unwrap().value;
    let feed_id = library.subscribe("a");
    library.store.move_feeds(&[feed_id], Some(folder), now()).unwrap();
    library.refresh(feed_id, (0..3000).map(|at| entry_aged(&format!("{at}"), at)).collect());
    for source in [Expr::All, Expr::feed(feed_id), Expr::folder(folder)] {
        for order in [Order::Newest, Order::Oldest] {
            for search in ["", "body", "body is:unread newer:90d", "older:30d", "nowhere"] {
                let query = query(source.clone(), Filter::All, order, search);
                let whole = library.store.reader().whole_list(&query).unwrap();
                for most in [0, 1, 50, 3000, usize::MAX] {
                    let first = library.store.reader().first(&query, most).unwrap();
                    let expected = &whole[..most.min(whole.len())];
                    assert_eq!(first, expected, "{source:?} {search} {most}");
                }
            }
        }
    }
}
