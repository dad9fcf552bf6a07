//! Properties of the search: the index finds exactly the entries that the language means, and any
//! text is a query or an error at a position in it.

use gleaner::model::{
    Enclosure, EntryId, FeedId, FeedOptions, FolderId, FreshEntry, RefreshOutcome, StatusChange,
};
use gleaner::query::{Expr, Field, Mark, Subject, Term, Text, matches, parse};
use gleaner::store::NewFeed;
use jiff::ToSpan as _;
use proptest::prelude::*;

use crate::search::found;
use crate::store_support::{Library, changed, entry_saying, new_feed, now, utc};

const WORDS: [&str; 6] = ["alpha", "beta", "gamma", "Élan", "東", "alphabet"];

fn some_words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4).prop_map(|words| words.join(" "))
}

/// Conditions other than words.
const PLAIN: [&str; 27] = [
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
    "is:snoozed",
    "read:3d",
    "starred:36h",
    "words:>900",
    "words:<90",
    "minutes:>3",
    "minutes:<5",
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
                    own_tags: Vec::new(),
                    story: Vec::new(),
                    account_id: None,
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
                    is_read: is_read || sleeps(hours),
                    is_starred,
                    is_hidden: false,
                    is_snoozed: sleeps(hours),
                    is_queued: false,
                    is_downloaded: false,
                    edited_secs: None,
                    is_in_river: false,
                    sort_secs: (now() - hours.hours()).as_second(),
                    read_secs: is_read.then(|| (now() - (2 * hours).hours()).as_second()),
                    starred_secs: is_starred.then(|| (now() - hours.hours()).as_second()),
                    words: hours as u32 * 30,
                },
            },
        )
}

/// Whether an entry of this age sleeps.
fn sleeps(hours: i64) -> bool {
    hours % 7 == 3
}

fn fresh(at: usize, made: &Made) -> FreshEntry {
    let subject = &made.subject;
    let mut fresh = entry_saying(&format!("{at:03}"), &format!("<p>{}</p>", subject.text));
    fresh.content.title.clone_from(&subject.title);
    fresh.content.authors.clone_from(&subject.authors);
    fresh.content.tags.clone_from(&subject.tags);
    fresh.words = subject.words;
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
    let ids: Vec<EntryId> = (0..entries.len()).map(|at| library.id(&format!("{at:03}"))).collect();
    for (id, made) in ids.iter().zip(entries) {
        for (secs, change) in [
            (made.subject.read_secs, StatusChange::Read(true)),
            (made.subject.starred_secs, StatusChange::Starred(true)),
        ] {
            let Some(secs) = secs else { continue };
            let then = jiff::Timestamp::from_second(secs).unwrap();
            library.store.change_statuses(&[*id], change, then).unwrap();
        }
    }
    let asleep = ids.iter().zip(entries).filter(|(_, made)| made.subject.is_snoozed);
    let asleep: Vec<EntryId> = asleep.map(|(id, _)| *id).collect();
    library.store.snooze(&asleep, now() + 24.hours(), now()).unwrap();
    library
}

/// Whether a query is a place by itself, which leaves sleeping entries out.
fn is_place(expr: &Expr) -> bool {
    matches!(expr, Expr::Term(Term::Today | Term::Folder(_)))
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
                .filter(|(_, made)| !(made.subject.is_snoozed && is_place(&expr)))
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
