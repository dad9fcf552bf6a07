//! A library of 50,000 entries: filling it, the first part of its lists, whole lists, counts,
//! marking.
//!
//! `GLEANER_BENCH_ENTRIES` sets another size. Criterion prints the times; nothing here judges them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr)]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, criterion_group, criterion_main};
use gleaner::model::{
    EntryContent, EntryId, EntryKey, FeedDetails, FeedId, Filter, FolderId, FreshEntry, Identity,
    ListEntry, RefreshOutcome, StatusChange, Validators,
};
use gleaner::query::{Expr, Query, parse_any};
use gleaner::store::{NewFeed, Reader, Store};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use url::Url;

const ENTRIES_PER_FEED: usize = 100;
const FEEDS_PER_TRANSACTION: usize = 16;

fn size() -> usize {
    std::env::var("GLEANER_BENCH_ENTRIES").ok().and_then(|text| text.parse().ok()).unwrap_or(50_000)
}

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// The program does this while it is idle.
fn index_all(store: &mut Store) {
    while gleaner::library::index_some(store).unwrap() {}
}

/// Some two hundred words: common ones, rarer ones, and one that no other entry has.
fn body(seed: usize) -> String {
    let word =
        |at: usize| format!("word{}", (seed * 31 + at * at * 17) % [20, 500, 20_000][at % 3]);
    (0..200).map(word).chain([format!("unique{seed}")]).collect::<Vec<_>>().join(" ")
}

fn entry(feed: usize, number: usize) -> FreshEntry {
    let seed = feed * ENTRIES_PER_FEED + number;
    let minutes = i64::try_from(seed * 7919 % 600_000).unwrap();
    let content = EntryContent {
        title: format!("What number {seed} has to say about the matter at hand"),
        url: Url::parse(&format!("https://feed{feed}.example.org/articles/2026/{number}")).ok(),
        authors: vec!["Ada Lovelace".into()],
        published: Some(now() - minutes.minutes()),
        tags: vec!["one".into(), "two".into()],
        html: format!("<p>{}</p>", body(seed)),
        ..EntryContent::default()
    };
    let key = EntryKey(format!("https://feed{feed}.example.org/?p={number}"));
    let content_hash = u128::try_from(seed).unwrap().to_le_bytes();
    FreshEntry {
        key,
        identity: Identity::default(),
        content,
        excerpt: "Some twenty words of the body, ".repeat(6),
        text: body(seed),
        words: 700,
        content_hash,
    }
}

fn outcome(feed: usize) -> RefreshOutcome {
    let details = Box::new(FeedDetails { title: format!("Feed {feed}"), ..FeedDetails::default() });
    let entries = (0..ENTRIES_PER_FEED).map(|number| entry(feed, number)).collect();
    RefreshOutcome::Changed {
        details,
        entries,
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    }
}

fn subscribed(path: &Path, feeds: usize) -> (Store, Vec<FeedId>, FolderId) {
    let mut store = Store::open(path).unwrap();
    let folder = store.create_folder("Folder", None, &[], now()).unwrap().value;
    let list: Vec<_> = (0..feeds)
        .map(|feed| {
            let feed_url = Url::parse(&format!("https://feed{feed}.example.org/feed")).unwrap();
            (
                NewFeed { folder_id: (feed % 10 == 0).then_some(folder), ..NewFeed::at(feed_url) },
                Vec::new(),
            )
        })
        .collect();
    let ids = store.import(&list, now()).unwrap().added;
    (store, ids, folder)
}

fn fill(store: &mut Store, ids: &[FeedId], outcomes: &[RefreshOutcome]) {
    let pairs: Vec<_> = ids.iter().copied().zip(outcomes).collect();
    for batch in pairs.chunks(FEEDS_PER_TRANSACTION) {
        black_box(store.save_refreshes(batch, &now().to_zoned(TimeZone::UTC)).unwrap());
    }
}

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn bench_filling(group: &mut Group<'_>, feeds: usize, outcomes: &[RefreshOutcome]) {
    group.bench_function("fill an empty library", |bench| {
        bench.iter_batched(
            || {
                let dir = tempfile::tempdir().unwrap();
                let (store, ids, _) = subscribed(&dir.path().join("library.db"), feeds);
                (dir, store, ids)
            },
            |(dir, mut store, ids)| {
                fill(&mut store, &ids, outcomes);
                (dir, store)
            },
            BatchSize::PerIteration,
        );
    });

    group.bench_function("index what is left", |bench| {
        bench.iter_batched(
            || {
                let dir = tempfile::tempdir().unwrap();
                let (mut store, ids, _) = subscribed(&dir.path().join("library.db"), feeds);
                fill(&mut store, &ids, outcomes);
                (dir, store)
            },
            |(dir, mut store)| {
                index_all(&mut store);
                (dir, store)
            },
            BatchSize::PerIteration,
        );
    });
}

fn bench_lists(group: &mut Group<'_>, store: &Store, folder: FolderId, feed: FeedId) {
    let zoned = now().to_zoned(TimeZone::UTC);
    let query = |expr, filter| Query { filter, ..Query::new(expr, zoned.clone()) };
    let search = |text| query(parse_any(text), Filter::All);
    let lists = [
        ("all", query(Expr::All, Filter::All)),
        ("all unread", query(Expr::All, Filter::Unread)),
        ("today", query(Expr::TODAY, Filter::Unread)),
        ("folder unread", query(Expr::folder(folder), Filter::Unread)),
        ("feed", query(Expr::feed(feed), Filter::All)),
        ("search for one", search("unique4711 ")),
        ("search for some", search("word17 word4711 -word3")),
        ("search for nearly all", search("the matter")),
        ("search while typing", search("w")),
    ];
    for (name, query) in &lists {
        group.bench_function(format!("{name}: first part"), |bench| {
            bench.iter(|| {
                let wanted = std::cell::Cell::new(true);
                store
                    .reader()
                    .list(query, 256, &|| wanted.get(), &mut |part, _| {
                        wanted.set(black_box(part).is_empty());
                    })
                    .unwrap();
            });
        });
        group.bench_function(format!("{name}: whole"), |bench| {
            bench.iter(|| black_box(store.reader().whole_list(query).unwrap()));
        });
    }
}

fn bench_acts(group: &mut Group<'_>, store: &mut Store, everything: &[ListEntry]) {
    group.bench_function("counts", |bench| {
        bench.iter(|| black_box(store.reader().counts(now() - 24.hours()).unwrap()));
    });
    let screen: Vec<EntryId> =
        everything.iter().skip(1000).take(60).map(|entry| entry.id).collect();
    group.bench_function("rows of a screen", |bench| {
        bench.iter(|| black_box(store.reader().rows(&screen).unwrap()));
    });
    group.bench_function("mark one and undo", |bench| {
        bench.iter(|| {
            let done =
                store.change_statuses(&screen[..1], StatusChange::Starred(true), now()).unwrap();
            store.undo(done.step.unwrap().id, now()).unwrap()
        });
    });
    let all: Vec<EntryId> = everything.iter().map(|entry| entry.id).collect();
    group.bench_function("mark everything read and undo", |bench| {
        bench.iter(|| {
            let done = store.change_statuses(&all, StatusChange::Read(true), now()).unwrap();
            store.undo(done.step.unwrap().id, now()).unwrap()
        });
    });
}

fn benches(criterion: &mut Criterion) {
    let feeds = size() / ENTRIES_PER_FEED;
    let outcomes: Vec<_> = (0..feeds).map(outcome).collect();
    let mut group = criterion.benchmark_group(format!("library of {}", feeds * ENTRIES_PER_FEED));
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));

    bench_filling(&mut group, feeds, &outcomes);

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let (mut store, ids, folder) = subscribed(&path, feeds);
    fill(&mut store, &ids, &outcomes);
    let changes: Vec<_> = ids.iter().copied().zip(&outcomes).take(1).collect();
    index_all(&mut store);
    group.bench_function("save a feed with nothing new", |bench| {
        bench.iter(|| store.save_refreshes(&changes, &now().to_zoned(TimeZone::UTC)).unwrap());
    });

    group.bench_function("open for writing and reading", |bench| {
        bench.iter(|| {
            (
                Store::open(&path).unwrap(),
                Reader::open(&path).unwrap(),
                Reader::open(&path).unwrap(),
            )
        });
    });

    let all = Query::new(Expr::All, now().to_zoned(TimeZone::UTC));
    let everything = store.reader().whole_list(&all).unwrap();
    let every_third: Vec<EntryId> = everything.iter().step_by(3).map(|entry| entry.id).collect();
    store.change_statuses(&every_third, StatusChange::Read(true), now()).unwrap();
    bench_lists(&mut group, &store, folder, ids[0]);
    bench_acts(&mut group, &mut store, &everything);
    group.finish();
    let bytes = std::fs::metadata(&path).unwrap().len();
    eprintln!("library.db: {} MB", bytes / 1_000_000);
}

criterion_group!(list, benches);
criterion_main!(list);
