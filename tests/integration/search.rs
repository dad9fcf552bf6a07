//! Queries to the library: the index finds what the query language means.

use std::collections::HashSet;

use gleaner::model::{
    EntryId, Filter, FreshEntry, ListEntry, RefreshOutcome, Retention, RuleActions, RuleScope,
    StatusChange,
};
use gleaner::query::{BUILT_IN, Expr, PlaceId, Query, State, Term, parse, parse_any};
use gleaner::store::Store;

use crate::store_support::{Library, changed, entry_saying, now, utc};

pub fn query(expr: Expr, search: &str) -> Query {
    Query::new(expr.and(parse_any(search)), utc(now()))
}

pub fn found(library: &Library, search: &str) -> Vec<String> {
    let mut keys = library.keys_of(&query(Expr::All, search));
    keys.sort();
    keys
}

#[test]
fn words_are_found_in_titles_authors_and_texts_whatever_their_case_and_accents() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let mut entries = [
        ("one", "<p>Kafka delivers <b>exactly</b> once.</p>"),
        ("two", "<p>once, exactly</p>"),
        ("three", "<p>東京の夜</p>"),
    ]
    .map(|(key, html)| entry_saying(key, html));
    entries[0].content.title = "Über Rust".into();
    entries[1].content.authors = vec!["Grace HOPPER".into(), "Ada".into()];
    library.refresh(feed_id, entries.to_vec());
    assert_eq!(found(&library, "uber"), ["one"]);
    assert_eq!(found(&library, "hopper"), ["two"]);
    assert_eq!(found(&library, "exactly once"), ["one", "two"]);
    assert_eq!(found(&library, "\"exactly once\""), ["one"]);
    assert_eq!(found(&library, "\"hopper ada\""), Vec::<String>::new(), "two names are no phrase");
    assert_eq!(found(&library, "京の"), ["three"]);
    assert_eq!(found(&library, "once -kafka"), ["two"]);
    assert_eq!(found(&library, "exa"), ["one", "two"], "the last word may go on");
    assert_eq!(found(&library, "exa "), Vec::<String>::new());
    assert_eq!(
        found(&library, "titel:rust kafka"),
        Vec::<String>::new(),
        "what cannot be read asks for its words"
    );
}

#[test]
fn what_is_changed_or_dropped_is_found_no_more() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, vec![entry_saying("one", "<p>before</p>")]);
    library.refresh(feed_id, vec![entry_saying("one", "<p>after</p>")]);
    assert_eq!(
        (found(&library, "before"), found(&library, "after")),
        (vec![], vec!["one".to_owned()])
    );
    let id = library.id("one");
    library.store.change_statuses(&[id], StatusChange::Read(true), now()).unwrap();
    library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap().unwrap();
    library.refresh(feed_id, vec![entry_saying("two", "<p>other</p>")]);
    assert_eq!(found(&library, "after"), Vec::<String>::new());
}

#[test]
fn a_feed_without_a_title_is_found_by_what_it_is_called_on_screen() {
    let mut library = Library::new();
    let feed_id = library.subscribe("harbour");
    library
        .store
        .add_rule(
            "feed:https",
            RuleScope::Everywhere,
            &RuleActions { stars: true, ..RuleActions::default() },
            now(),
        )
        .unwrap();
    let mut outcome = changed(vec![entry_saying("one", "<p>x</p>")]);
    if let RefreshOutcome::Changed { details, .. } = &mut outcome {
        details.title.clear();
    }
    library.store.save_refresh(feed_id, &outcome, &utc(now())).unwrap();
    let title = library.store.reader().feeds().unwrap()[0].title().to_owned();
    assert_eq!(found(&library, &format!("feed:{title} ")), ["one"]);
    assert_eq!(found(&library, "feed:https "), Vec::<String>::new());
    assert!(!library.list(Expr::All, Filter::All)[0].is_starred, "rules see the same title");
}

#[test]
fn nothing_that_stands_between_tags_is_found_by_typing() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let mut tagged = entry_saying("one", "<p>x</p>");
    tagged.content.tags = vec!["sea".into(), "tea".into()];
    tagged.content.authors = vec!["Ada".into(), "Bo".into()];
    library.refresh(feed_id, vec![tagged]);
    for words in ["glea", "gleanerbetween ", "tag:glea", "author:gleanerbetween "] {
        assert_eq!(found(&library, words), Vec::<String>::new(), "{words}");
    }
    assert_eq!(
        (found(&library, "tag:\"sea tea\" "), found(&library, "tag:sea tag:tea ")),
        (vec![], vec!["one".to_owned()])
    );
    assert_eq!(found(&library, "author:\"ada bo\" "), Vec::<String>::new());
}

#[test]
fn a_question_for_days_beyond_the_calendar_finds_nothing() {
    let mut library = Library::new();
    library.feed_with("news", &["one"]);
    assert_eq!(found(&library, "after:9999-12-31 "), Vec::<String>::new());
    assert_eq!(found(&library, "before:9999-12-31 "), ["one"]);
    assert_eq!(found(&library, "after:0001 "), ["one"]);
}

#[test]
fn a_question_may_have_as_many_words_as_it_has_room_for() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let words: Vec<String> = (0..600).map(|number| format!("w{number}")).collect();
    library.refresh(
        feed_id,
        vec![
            entry_saying("all", &format!("<p>{}</p>", words.join(" "))),
            entry_saying("one", "<p>w1</p>"),
        ],
    );
    let question = |sign: &str, words: &[String], between: &str| {
        format!("w1 {between} {sign}{} ", words.join(&format!(" {between} {sign}")))
    };
    assert_eq!(found(&library, &question("", &words, "")), ["all"]);
    assert_eq!(found(&library, &question("-", &words[2..], "")), ["one"]);
    assert_eq!(found(&library, &question("", &words[..400], "OR")), ["all", "one"]);
}

/// Removes an entry's text from the index, as if it was not indexed yet.
fn wait_for_words(library: &Library, key: &str) {
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute("INSERT INTO unindexed (entry_id) VALUES (?1)", [library.id(key).0]).unwrap();
}

#[test]
fn words_that_another_process_wrote_meanwhile_are_not_written_over() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, vec![entry_saying("one", "<p>before</p>")]);
    wait_for_words(&library, "one");
    let waiting: Vec<_> = library
        .store
        .reader()
        .unindexed(10)
        .unwrap()
        .into_iter()
        .map(|entry| (entry, "before".to_owned()))
        .collect();
    let mut other = Store::open(&library.path()).unwrap();
    other
        .save_refresh(feed_id, &changed(vec![entry_saying("one", "<p>after</p>")]), &utc(now()))
        .unwrap();
    assert_eq!(other.reader().unindexed(10).unwrap(), [], "its words are there already");
    library.store.index(&waiting).unwrap();
    assert_eq!(
        (found(&library, "before "), found(&library, "after ")),
        (vec![], vec!["one".to_owned()])
    );
}

#[test]
fn a_feed_that_changes_all_of_its_entries_is_indexed_when_there_is_time() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let saying = |words: &str| {
        (0..1500)
            .map(|at| entry_saying(&format!("{at:04}"), &format!("<p>{words} {at}</p>")))
            .collect::<Vec<_>>()
    };
    library.refresh(feed_id, saying("before"));
    library.store.save_refresh(feed_id, &changed(saying("after")), &utc(now())).unwrap();
    let waiting = library.store.reader().unindexed(2000).unwrap().len();
    assert!((100..1500).contains(&waiting), "{waiting}");
    while gleaner::library::index_words(&mut library.store).unwrap() {}
    assert_eq!((found(&library, "before ").len(), found(&library, "after ").len()), (0, 1500));
}

#[test]
fn what_very_many_entries_have_is_found_in_all_of_them() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let html = |number: usize| {
        format!("<p>common {}</p>", if number.is_multiple_of(3) { "third" } else { "other" })
    };
    library.refresh(
        feed_id,
        (0..9000).map(|number| entry_saying(&format!("{number:04}"), &html(number))).collect(),
    );
    let all = library.list(Expr::All, Filter::All);
    let some: Vec<EntryId> = all.iter().map(|entry| entry.id).filter(|id| id.0 % 5 == 0).collect();
    library.store.change_statuses(&some, StatusChange::Read(true), now()).unwrap();
    let listed =
        |search: &str| library.store.reader().whole_list(&query(Expr::All, search)).unwrap();
    let ids =
        |entries: Vec<ListEntry>| entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
    let everything = library.list(Expr::All, Filter::All);
    assert_eq!(listed("common "), everything, "with their statuses, in order");
    let expected = |is_found: &dyn Fn(&ListEntry) -> bool| {
        everything.iter().filter(|entry| is_found(entry)).map(|entry| entry.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(listed("common is:unread ")), expected(&|entry| !entry.is_read));
    let thirds: HashSet<EntryId> = ids(listed("third ")).into_iter().collect();
    assert_eq!(thirds.len(), 3000);
    assert_eq!(
        ids(listed("common -third is:read ")),
        expected(&|entry| entry.is_read && !thirds.contains(&entry.id))
    );
    assert_eq!(ids(listed("title:/^title/ third ")), expected(&|entry| thirds.contains(&entry.id)));
}

#[test]
fn a_search_keeps_to_its_place() {
    let mut library = Library::new();
    let inside = library.subscribe("inside");
    let folder = library.store.create_folder("Tech", None, &[inside], now()).unwrap().value;
    let outside = library.subscribe("outside");
    for (name, feed_id) in [("in", inside), ("out", outside)] {
        let entries = (0..3).map(|at| {
            entry_saying(
                &format!("{name} {at}"),
                &format!("<p>kafka {}</p>", if at == 0 { "lag" } else { "lead" }),
            )
        });
        library.refresh(feed_id, entries.collect());
    }
    let keys = |source, search: &str| library.keys_of(&query(source, search));
    assert_eq!(keys(Expr::folder(folder), "kafka"), ["in 0", "in 1", "in 2"]);
    assert_eq!(keys(Expr::folder(folder), "kafka -lag"), ["in 1", "in 2"]);
    assert_eq!(keys(Expr::folder(folder), "title:/out/"), Vec::<String>::new());
    assert_eq!(keys(Expr::feed(outside), "/OUT 0/ OR lead"), ["out 0", "out 1", "out 2"]);
}

#[test]
fn an_index_can_be_made_of_what_is_stored() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    // A library of a version without an index has entries whose text was never indexed.
    let fresh = FreshEntry { text: String::new(), ..entry_saying("one", "<p>hidden words</p>") };
    library.refresh(feed_id, vec![fresh]);
    assert_eq!(found(&library, "hidden"), Vec::<String>::new());
    wait_for_words(&library, "one");
    let entry = library.store.reader().entry(library.id("one")).unwrap().unwrap();
    let text = gleaner::document::text_of(&entry.content.html);
    library.store.index(&[(entry, text)]).unwrap();
    assert_eq!(found(&library, "hidden"), ["one"]);
    assert_eq!(library.store.reader().unindexed(10).unwrap(), []);
}

#[test]
fn saved_searches_count_what_is_unread_in_them() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(
        feed_id,
        vec![
            entry_saying("one", "<p>kafka</p>"),
            entry_saying("two", "<p>kafka lag</p>"),
            entry_saying("three", "<p>rust</p>"),
        ],
    );
    let kafka = library.store.add_smart_feed("Kafka", "kafka", now()).unwrap().value;
    let lag = library.store.add_smart_feed("Lag", "text:lag OR text:rust", now()).unwrap().value;
    let (in_kafka, in_lag) = (PlaceId::Search(kafka), PlaceId::Search(lag));
    let counts = |library: &Library| {
        library.store.reader().smart_counts(BUILT_IN, &utc(now()), &|| true).unwrap()
    };
    assert_eq!(counts(&library), [(in_kafka, 2), (in_lag, 2)]);
    let two = library.id("two");
    library.store.change_statuses(&[two], StatusChange::Read(true), now()).unwrap();
    assert_eq!(counts(&library), [(in_kafka, 1), (in_lag, 1)]);
    library.store.change_smart_feed(lag, "nothing of the kind", now()).unwrap();
    library.store.rename_smart_feed(lag, "None", now()).unwrap();
    library.store.remove_smart_feed(kafka, now()).unwrap();
    let left = library.store.reader().smart_feeds().unwrap();
    assert_eq!(
        left.iter().map(|feed| (feed.name.as_str(), feed.text.as_str())).collect::<Vec<_>>(),
        [("None", "nothing of the kind")]
    );
    assert_eq!(counts(&library), [(in_lag, 0)]);
    // Entries of an unsubscribed feed are not counted.
    library.store.change_smart_feed(lag, "rust", now()).unwrap();
    assert_eq!(counts(&library), [(in_lag, 1)]);
    library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    assert_eq!(counts(&library), [(in_lag, 0)]);
}

#[test]
fn states_are_no_words() {
    assert_eq!(parse("is:unread").unwrap(), Expr::Term(Term::Is(State::Unread)));
}
