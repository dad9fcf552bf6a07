//! Measures the waiting times in a library, as one line of JSON: milliseconds, the best of some
//! runs or percentiles. Names that start with "UI" are CPU time of the UI thread.
//!
//! `cargo run --release --features tools --example measure_library -- PROFILE`, on a library from
//! `make_library`.
#![allow(clippy::print_stdout, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "words.rs"]
mod words;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use gleaner::app::{Action, AppState, MarkRange};
use gleaner::config::{Paths, Session, Settings};
use gleaner::document::{Document, from_html};
use gleaner::model::{
    EntryContent, EntryId, EntryKey, FeedDetails, FeedId, Filter, FreshEntry, Identity, Order,
    RefreshOutcome, RuleActions, RuleScope, StatusChange, Statuses, Step, StepId, StepKind,
    StoryLevel, UnreadCounts, Validators,
};
use gleaner::query::{BUILT_IN, Expr, Query, parse_any};
use gleaner::revisions::{Version, compare};
use gleaner::store::{Reader, Store};
use gleaner::worker::Event;
use jiff::{Timestamp, ToSpan as _, Zoned, tz::TimeZone};
use serde_json::{Map, Value, json};
use words::{Random, Words};

/// The number of different queries.
const QUESTIONS: usize = 1000;
/// The number of entries in the first part of a list.
const FIRST_PART: usize = gleaner::worker::FIRST_PART;

#[derive(Debug, Parser)]
struct Args {
    /// The profile
    profile: PathBuf,
    /// Measure only the UI thread
    #[arg(long)]
    ui: bool,
}

struct Report(Map<String, Value>);

impl Report {
    /// Records the best of some runs.
    fn best(&mut self, name: &str, tries: usize, mut act: impl FnMut()) {
        let times = (0..tries).map(|_| timed(&mut act));
        self.put(name, times.fold(f64::INFINITY, f64::min));
    }

    fn put(&mut self, name: &str, millis: f64) {
        self.0.insert(name.to_owned(), json!((millis * 1000.0).round() / 1000.0));
    }
}

/// The CPU time of this thread alone. Other load on the machine does not count.
fn timed_here(act: impl FnOnce()) -> f64 {
    let started = cpu_time::ThreadTime::now();
    act();
    started.elapsed().as_secs_f64() * 1000.0
}

fn timed(act: impl FnOnce()) -> f64 {
    let started = Instant::now();
    act();
    started.elapsed().as_secs_f64() * 1000.0
}

fn main() {
    let args = Args::parse();
    let path = Paths::new(args.profile).library();
    let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
    let mut report = Report(Map::new());
    report.best("open", 5, || drop((Store::open(&path).unwrap(), Reader::open(&path).unwrap())));
    let mut store = Store::open(&path).unwrap();
    let reader = Reader::open(&path).unwrap();
    let feeds = reader.feeds().unwrap();
    let folder = reader.folders().unwrap()[0].id;
    let feed = feeds[feeds.len() / 2].id;

    let query = |expr: Expr, filter, order, search: &str| Query {
        filter,
        order,
        ..Query::new(expr.and(parse_any(search)), Zoned::now())
    };
    let lists = [
        ("all", query(Expr::All, Filter::All, Order::Newest, "")),
        ("all, oldest first", query(Expr::All, Filter::All, Order::Oldest, "")),
        ("unread", query(Expr::All, Filter::Unread, Order::Newest, "")),
        ("today", query(Expr::TODAY, Filter::All, Order::Newest, "")),
        ("starred", query(Expr::STARRED, Filter::All, Order::Newest, "")),
        ("folder", query(Expr::folder(folder), Filter::All, Order::Newest, "")),
        ("feed", query(Expr::feed(feed), Filter::All, Order::Newest, "")),
    ];
    if args.ui {
        window(&mut report, &reader, &lists[0].1, now);
        println!("{}", Value::Object(report.0));
        return;
    }
    for (name, query) in &lists {
        report.best(&format!("list {name}: first"), 3, || first_part(&reader, query));
    }
    report.best("list all: whole", 3, || drop(reader.whole_list(&lists[0].1).unwrap()));
    let river = query(Expr::RIVER, Filter::All, Order::Newest, "");
    report.best("list river: whole", 3, || drop(reader.whole_list(&river).unwrap()));
    report.best("counts", 3, || drop(reader.counts(now - 24.hours()).unwrap()));
    report.best("library", 3, || {
        drop((reader.feeds().unwrap(), reader.folders().unwrap(), reader.rules().unwrap()));
    });
    report.best("smart counts", 3, || {
        drop(reader.smart_counts(BUILT_IN, &Zoned::now(), &|| true).unwrap());
    });
    report.best("facts", 2, || drop(reader.facts(now).unwrap()));
    changes(&mut report);
    folded(&mut report, &mut store, &reader, &lists[0].1);
    search(&mut report, &reader);
    acts(&mut report, &mut store, &reader, feed, now);
    window(&mut report, &reader, &lists[0].1, now);
    report.0.insert("entries".into(), json!(reader.whole_list(&lists[0].1).unwrap().len()));
    println!("{}", Value::Object(report.0));
}

/// Lists the entries with 3,000 stories of three entries each; one of ten entries has a story.
fn folded(report: &mut Report, store: &mut Store, reader: &Reader, query: &Query) {
    let all = reader.whole_list(query).unwrap();
    let newest: Vec<EntryId> = all.iter().step_by(10).take(9000).map(|entry| entry.id).collect();
    let order: BTreeMap<EntryId, u32> = newest.iter().copied().zip(0..).collect();
    let stories: Vec<Vec<Vec<EntryId>>> = (0..3000)
        .map(|number| (0..3).map(|part| vec![newest[number + part * 3000]]).collect())
        .collect();
    store.save_stories(&newest, &stories, &order).unwrap();
    let query = Query { stories: Some(StoryLevel::Story), ..query.clone() };
    report.best("list all with stories: first", 3, || first_part(reader, &query));
    report.best("list all with stories: whole", 3, || drop(reader.whole_list(&query).unwrap()));
    store.save_stories(&newest, &[], &order).unwrap();
}

/// Compares two versions of an article of 5,000 words: every twentieth word changed, and all.
fn changes(report: &mut Report) {
    fn version(document: &Document) -> Version<'_> {
        Version { title: "Title", url: None, authors: &[], document }
    }
    let document = |step: usize, mark: &str| {
        let word = |number: usize| {
            format!(
                "word{}{}",
                number * 7919 % 1543,
                if number.is_multiple_of(step) { mark } else { "" }
            )
        };
        let paragraph = |start: usize| {
            let words: Vec<String> = (start..start + 50).map(word).collect();
            format!("<p>{}.</p>", words.join(" "))
        };
        from_html(&(0..100).map(|number| paragraph(number * 50)).collect::<String>(), None)
    };
    let old = document(1, "");
    for (name, new) in [("a twentieth", document(20, "x")), ("all", document(1, "x"))] {
        report.best(&format!("changes of 5,000 words, {name}"), 5, || {
            drop(compare(version(&old), version(&new)));
        });
    }
}

fn first_part(reader: &Reader, query: &Query) {
    let wanted = Cell::new(true);
    reader
        .list(query, FIRST_PART, &|| wanted.get(), &mut |part, _| wanted.set(part.is_empty()))
        .unwrap();
}

/// Queries as people type them: the start of a word, a word, two words, a phrase, a field, an
/// excluded word.
fn search(report: &mut Report, reader: &Reader) {
    let words = Words::new();
    let mut times: Vec<(f64, String)> = Vec::with_capacity(QUESTIONS);
    for number in 0..QUESTIONS {
        let mut random = Random::new(number as u64 + 4711);
        let mut word = || words.any(&mut random).to_owned();
        let (one, other) = (word(), word());
        let question = match number % 6 {
            0 => one.get(..one.len().min(3)).unwrap_or(&one).to_owned(),
            1 => format!("{one} "),
            2 => format!("{one} {other}"),
            3 => format!("\"{one} {other}\""),
            4 => format!("title:{one}"),
            _ => format!("{one} -{other} is:unread"),
        };
        let query = Query::new(Expr::All.and(parse_any(&question.clone())), Zoned::now());
        times.push((timed(|| first_part(reader, &query)), question));
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    report.put("search p50", times[QUESTIONS / 2].0);
    report.put("search p99", times[QUESTIONS * 99 / 100].0);
    report.put("search worst", times[QUESTIONS - 1].0);
    let slowest: Vec<&str> =
        times.iter().rev().take(12).map(|(_, question)| question.as_str()).collect();
    report.0.insert("slowest".into(), json!(slowest));
}

fn acts(report: &mut Report, store: &mut Store, reader: &Reader, feed: FeedId, now: Timestamp) {
    let everything = reader.whole_list(&Query::new(Expr::All, Zoned::now())).unwrap();
    let screen: Vec<EntryId> =
        everything.iter().skip(everything.len() / 2).take(60).map(|entry| entry.id).collect();
    report.best("rows of a screen", 3, || drop(reader.rows(&screen).unwrap()));
    report.best("article", 3, || drop(reader.entry(screen[0]).unwrap()));
    report.best("mark one", 5, || {
        let step =
            store.change_statuses(&screen[..1], StatusChange::Starred(true), now).unwrap().step;
        step.map(|step| store.undo(step.id, now).unwrap());
    });
    let some: Vec<EntryId> = everything
        .iter()
        .filter(|entry| !entry.is_read)
        .take(200_000)
        .map(|entry| entry.id)
        .collect();
    let mut step = None;
    report.put(
        "mark 200,000 unread",
        timed(|| step = store.change_statuses(&some, StatusChange::Read(true), now).unwrap().step),
    );
    report.0.insert("marked".into(), json!(some.len()));
    report.put(
        "undo of that",
        timed(|| step.map(|step| store.undo(step.id, now).unwrap()).map_or((), |_| ())),
    );
    let rule = store
        .add_rule(
            "something -else",
            RuleScope::Everywhere,
            &RuleActions { stars: true, ..RuleActions::default() },
            now,
        )
        .unwrap()
        .value;
    let mut times: Vec<f64> = (0..9)
        .map(|round| {
            let outcome = twenty(round, now);
            timed(|| {
                assert_eq!(
                    store
                        .save_refresh(feed, &outcome, &now.to_zoned(TimeZone::UTC))
                        .unwrap()
                        .new_entries,
                    20
                );
            })
        })
        .collect();
    times.sort_by(f64::total_cmp);
    report.put("20 new entries stored, median of 9", times[times.len() / 2]);
    report.put("20 new entries stored, longest of 9", times[times.len() - 1]);
    store.remove_rule(rule, now).unwrap();
}

fn twenty(round: u64, now: Timestamp) -> RefreshOutcome {
    let words = Words::new();
    let entries = (0..20_u64).map(|number| {
        let mut random = Random::new(round * 1000 + number + now.as_second().unsigned_abs());
        let text = words.sentence(&mut random, 400);
        let content = EntryContent {
            title: words.sentence(&mut random, 8),
            published: Some(now),
            html: format!("<p>{text}</p>"),
            ..EntryContent::default()
        };
        let stamp =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
        FreshEntry {
            key: EntryKey(format!("new {stamp} {round} {number}")),
            identity: Identity::default(),
            excerpt: text.chars().take(200).collect(),
            words: 400,
            content_hash: (u128::from(round) << 64 | u128::from(number)).to_le_bytes(),
            text,
            content,
        }
    });
    RefreshOutcome::Changed {
        details: Box::new(FeedDetails::default()),
        entries: entries.collect(),
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    }
}

/// The UI thread's work on a list: receiving it, going to the next unread entry, marking.
fn window(report: &mut Report, reader: &Reader, query: &Query, now: Timestamp) {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let effects = state.start(now);
    let library = gleaner::worker::LibraryView {
        feeds: reader.feeds().unwrap(),
        folders: reader.folders().unwrap(),
        counts: reader.counts(now).unwrap(),
        ..gleaner::worker::LibraryView::default()
    };
    report.put(
        "UI: library taken in",
        timed_here(|| drop(state.receive(Event::Library(std::sync::Arc::new(library)), now))),
    );
    drop(effects);
    receive_list(report, &mut state, reader, query, "UI: longest part of the list taken in", now);
    let middle = state.list.entries()[state.list.entries().len() / 2].id;
    report.put(
        "UI: jump to the middle",
        timed_here(|| drop(state.apply(Action::SelectEntry(middle), now))),
    );
    let mut longest: f64 = 0.0;
    for _ in 0..200 {
        longest = longest.max(timed_here(|| drop(state.apply(Action::NextUnread, now))));
    }
    report.put("UI: next unread, longest of 200", longest);
    // Answers the marks of all entries that were opened.
    for _ in 0..=200 {
        drop(state.receive(saved(&[], true), now));
    }
    again(report, &mut state, reader, query, "UI: the same list read again, longest part", now);
    // Each mark is answered as the worker would do it, which undoes it.
    for (name, act) in [
        ("mark above", Action::MarkRange(MarkRange::Above)),
        ("mark below", Action::MarkRange(MarkRange::Below)),
        ("mark all as read", Action::MarkListRead),
    ] {
        drop(state.apply(Action::SelectEntry(middle), now));
        let before = unread(&state);
        let started = Instant::now();
        report.put(&format!("UI: {name}"), timed_here(|| drop(state.apply(act, now))));
        report.put(&format!("UI: {name}, as seen"), started.elapsed().as_secs_f64() * 1000.0);
        let is_unread: std::collections::HashSet<EntryId> = unread(&state).into_iter().collect();
        let ids: Vec<EntryId> = before.into_iter().filter(|id| !is_unread.contains(id)).collect();
        let answer = saved(&ids, true);
        report.put(
            &format!("UI: {name}, its answer"),
            timed_here(|| drop(state.receive(answer, now))),
        );
        again(report, &mut state, reader, query, &format!("UI: {name}, the list read again"), now);
        drop(state.apply(Action::Undo(None), now));
        let answer = saved(&ids, false);
        report.put(&format!("UI: {name}, undone"), timed_here(|| drop(state.receive(answer, now))));
        again(
            report,
            &mut state,
            reader,
            query,
            &format!("UI: {name}, undone, the list read again"),
            now,
        );
    }
}

/// The same list again, as after a refresh.
fn again(
    report: &mut Report,
    state: &mut AppState,
    reader: &Reader,
    query: &Query,
    name: &str,
    now: Timestamp,
) {
    drop(state.receive(
        Event::Changed(Step { id: StepId(1), kind: StepKind::ImportFolders, changed: 1 }),
        now,
    ));
    receive_list(report, state, reader, query, name, now);
}

/// Receives a list part by part. Returns the longest time.
fn receive_list(
    report: &mut Report,
    state: &mut AppState,
    reader: &Reader,
    query: &Query,
    name: &str,
    now: Timestamp,
) {
    let generation = state.list_generation();
    let mut longest: f64 = 0.0;
    let mut receive = |entries, is_complete| {
        let time = timed_here(|| {
            drop(state.receive(Event::List { generation, entries, is_complete }, now));
        });
        longest = longest.max(time);
    };
    reader.list(query, FIRST_PART, &|| true, &mut receive).unwrap();
    report.put(name, longest);
}

fn unread(state: &AppState) -> Vec<EntryId> {
    state.list.entries().iter().filter(|entry| !entry.is_read).map(|entry| entry.id).collect()
}

fn saved(ids: &[EntryId], is_read: bool) -> Event {
    let mut changed = Statuses::default();
    changed.note(&ids.iter().copied().collect(), StatusChange::Read(is_read));
    let step = is_read.then_some(Step { id: StepId(1), kind: StepKind::ImportFolders, changed: 1 });
    Event::StatusSaved {
        step,
        changed: std::sync::Arc::new(changed),
        counts: UnreadCounts::default(),
    }
}
