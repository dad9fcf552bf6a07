//! Queries to the library: the index finds what the query language means.

use std::collections::HashSet;

use gleaner::model::{
    Enclosure, EntryId, FeedId, FeedOptions, Filter, FolderId, FreshEntry, ListEntry,
    RefreshOutcome, Retention, RuleActions, RuleScope, StatusChange,
};
use gleaner::query::{
    BUILT_IN, Expr, Field, Mark, PlaceId, Query, State, Subject, Term, Text, matches, parse,
    parse_any,
};
use gleaner::store::{NewFeed, Store};
use jiff::ToSpan as _;
use proptest::prelude::*;

use crate::store_support::{Library, changed, entry_saying, new_feed, now, utc};

fn query(expr: Expr, search: &str) -> Query {
    Query::new(expr.and(parse_any(search)), utc(now()))
}

fn found(library: &Library, search: &str) -> Vec<String> {
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
        (0..100)
            .map(|at| entry_saying(&format!("{at:03}"), &format!("<p>{words} {at}</p>")))
            .collect::<Vec<_>>()
    };
    library.refresh(feed_id, saying("before"));
    library.store.save_refresh(feed_id, &changed(saying("after")), &utc(now())).unwrap();
    let waiting = library.store.reader().unindexed(1000).unwrap().len();
    assert!((50..100).contains(&waiting), "{waiting}");
    while gleaner::library::index_words(&mut library.store).unwrap() {}
    assert_eq!((found(&library, "before ").len(), found(&library, "after ").len()), (0, 100));
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

const WORDS: [&str; 6] = ["alpha", "beta", "gamma", "Élan", "東", "alphabet"];

fn some_words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4).prop_map(|words| words.join(" "))
}

/// Conditions other than words.
const PLAIN: [&str; 20] = [
    "/al.ha/",
    "title:/^be/",
    "is:unread",
    "is:read",
    "is:starred",
    "has:enclosure",
    "has:audio",
    "after:2026-11-19",
    "before:2026-11-19",
    "newer:2d",
    "older:36h",
    "lang:de",
    "feed:b",
    "feed:c.example.org",
    "feed:https",
    "feed:#2",
    "feed:#9",
    "folder:#1",
    "folder:#2",
    "is:today",
];

fn term() -> impl Strategy<Value = Term> {
    let field = prop::sample::select(
        &[
            Field::Any,
            Field::Title,
            Field::Author,
            Field::Body,
            Field::Feed,
            Field::Folder,
            Field::Tag,
            Field::Url,
            Field::Language,
        ][..],
    );
    let text = (field, some_words(), any::<bool>())
        .prop_map(|(field, words, is_prefix)| Term::Text(Text { field, words, is_prefix }));
    let other = prop::sample::select(&PLAIN[..]).prop_map(|text| match parse(text).unwrap() {
        Expr::Term(term) => term,
        other => panic!("{other:?}"),
    });
    prop_oneof![2 => text, 1 => other]
}

fn expr() -> impl Strategy<Value = Expr> {
    term().prop_map(Expr::Term).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_filter("a double no is none", |inner| !matches!(inner, Expr::Not(_)))
                .prop_map(|inner| Expr::Not(Box::new(inner))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner, 2..4).prop_map(Expr::Or),
        ]
    })
}

/// An entry, its feed (the last one has no title), and its statuses.
#[derive(Debug, Clone)]
struct Made {
    subject: Subject,
    feed: usize,
}

fn made() -> impl Strategy<Value = Made> {
    let tags = prop::collection::vec(some_words(), 0..3);
    (
        some_words(),
        prop::collection::vec(some_words(), 0..3),
        some_words(),
        tags,
        0..3_usize,
        any::<(bool, bool, bool)>(),
        0..90_i64,
    )
        .prop_map(
            |(title, authors, text, tags, feed, (is_read, is_starred, has_sound), hours)| Made {
                feed,
                subject: Subject {
                    url: url::Url::parse(&format!(
                        "https://example.org/{}",
                        title.to_lowercase().replace(' ', "/")
                    ))
                    .unwrap()
                    .to_string(),
                    title,
                    authors,
                    text,
                    tags,
                    feed: ["feed a", "feed b", "c.example.org"][feed].to_owned(),
                    feed_id: Some(FeedId(feed as i64 + 1)),
                    is_feed_hidden_from_today: feed == 1,
                    folder_ids: if feed == 0 { vec![FolderId(2), FolderId(1)] } else { vec![] },
                    folders: if feed == 0 {
                        vec!["outer alpha".into(), "inner".into()]
                    } else {
                        vec![]
                    },
                    language: ["de-CH", "en", ""][feed].to_owned(),
                    marks: if has_sound { vec![Mark::Enclosure, Mark::Audio] } else { vec![] },
                    is_read,
                    is_starred,
                    is_hidden: false,
                    sort_secs: (now() - hours.hours()).as_second(),
                },
            },
        )
}

fn fresh(at: usize, made: &Made) -> FreshEntry {
    let subject = &made.subject;
    let mut fresh = entry_saying(&format!("{at:03}"), &format!("<p>{}</p>", subject.text));
    fresh.content.title.clone_from(&subject.title);
    fresh.content.authors.clone_from(&subject.authors);
    fresh.content.tags.clone_from(&subject.tags);
    fresh.content.url = subject.url.parse().ok();
    fresh.content.published = Some(jiff::Timestamp::from_second(subject.sort_secs).unwrap());
    if !subject.marks.is_empty() {
        let url = "https://example.org/a.mp3".parse().unwrap();
        fresh.content.enclosures = vec![Enclosure {
            url,
            media_type: Some("audio/mpeg".into()),
            bytes: None,
            seconds: None,
            title: None,
        }];
    }
    fresh
}

fn library_of(entries: &[Made]) -> Library {
    let mut library = Library::new();
    let outer = library.store.create_folder("outer alpha", None, &[], now()).unwrap().value;
    let inner = library.store.create_folder("inner", Some(outer), &[], now()).unwrap().value;
    for (number, name) in ["a", "b", "c"].into_iter().enumerate() {
        let feed =
            NewFeed { title: (name != "c").then(|| format!("feed {name}")), ..new_feed(name) };
        let feed_id = library.store.add_feed(&feed, now()).unwrap().feed_id;
        if number == 0 {
            library.store.move_feeds(&[feed_id], Some(inner), now()).unwrap();
        }
        let own = entries
            .iter()
            .enumerate()
            .filter(|(_, made)| made.feed == number)
            .map(|(at, made)| fresh(at, made))
            .collect();
        let mut outcome = changed(own);
        if let RefreshOutcome::Changed { details, .. } = &mut outcome {
            details.title.clear();
            details.language = Some(["de-CH", "en", ""][number].to_owned())
                .filter(|language| !language.is_empty());
        }
        library.store.save_refresh(feed_id, &outcome, &utc(now())).unwrap();
        if number == 1 {
            let options = FeedOptions { hides_from_today: true, ..FeedOptions::default() };
            library.store.set_feed_options(feed_id, &options, now()).unwrap();
        }
    }
    for (wanted, change) in [(true, StatusChange::Read(true)), (false, StatusChange::Starred(true))]
    {
        let ids: Vec<EntryId> = entries
            .iter()
            .enumerate()
            .filter(|(_, made)| if wanted { made.subject.is_read } else { made.subject.is_starred })
            .map(|(at, _)| library.id(&format!("{at:03}")))
            .collect();
        library.store.change_statuses(&ids, change, now()).unwrap();
    }
    library
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_the_language_means(
        entries in prop::collection::vec(made(), 1..12),
        exprs in prop::collection::vec(expr(), 6),
    ) {
        let library = library_of(&entries);
        let clock = utc(now());
        for expr in exprs {
            let text = format!("{expr} ");
            let meant: Vec<String> = entries
                .iter()
                .enumerate()
                .filter(|(_, made)| matches(&expr, &made.subject, &clock))
                .map(|(at, _)| format!("{at:03}"))
                .collect();
            prop_assert_eq!(found(&library, &text), meant, "{}", text);
        }
    }

    #[test]
    fn what_is_printed_reads_as_what_it_was(expr in expr()) {
        let printed = expr.to_string();
        let again = parse(&printed)
            .map_err(|error| TestCaseError::fail(format!("{printed}: {}", error.message)))?;
        prop_assert_eq!(again.to_string(), printed.clone());
        prop_assert_eq!(again, expr, "{}", printed);
    }

    #[test]
    fn any_text_is_a_question_or_an_error_at_a_place_in_it(
        text in "[a-c\"():* -]{0,30}|\\PC{0,40}",
    ) {
        match parse(&text) {
            Ok(expr) => {
                let printed = expr.to_string();
                prop_assert_eq!(parse(&printed).map(|again| again.to_string()), Ok(printed));
            }
            Err(error) => {
                prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len());
                prop_assert!(text.is_char_boundary(error.at.start));
            }
        }
    }
}

#[test]
fn states_are_no_words() {
    assert_eq!(parse("is:unread").unwrap(), Expr::Term(Term::Is(State::Unread)));
}
