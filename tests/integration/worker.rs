//! The workers: every job has the answer that it promises, and acts submitted before the end are
//! done.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gleaner::config::{Settings, load_toml};
use gleaner::library::Change;
use gleaner::model::{
    Clock, Entry, EntryContent, EntryId, EntryKey, EntryStatus, FeedId, FeedOptions, PicturePolicy,
    ReadingPosition, StatusChange,
};
use gleaner::query::{Expr, Query};
use gleaner::store::Store;
use gleaner::worker::{Act, ArticleJob, Event, Job, Read};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, entry_aged, now};
use crate::worker_support::{Office, no_network};

fn all(generation: u64) -> Job {
    Job::Read(Read::List {
        generation,
        query: Query::new(Expr::All, now().to_zoned(TimeZone::UTC)),
    })
}

fn mark_read(ids: &[EntryId]) -> Job {
    Job::Act(Act::SetStatus {
        entry_ids: ids.iter().copied().collect(),
        change: StatusChange::Read(true),
    })
}

#[test]
fn the_library_comes_with_feeds_folders_and_counts() {
    let office = Office::with(&["a", "b"], no_network());
    let view = office.library_view();
    assert_eq!((view.feeds.len(), view.folders.len(), view.counts.total()), (1, 0, 2));
}

/// The count of today for an entry published on 20 November at 12:00 UTC.
fn today_count(zone: &str, time: &str) -> u32 {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, vec![entry_aged("noon", 0)]);
    let time: Timestamp = time.parse().unwrap();
    let clock = Clock::new(move || time, TimeZone::get(zone).unwrap());
    Office::with_clock(library, clock).library_view().counts.today
}

#[test]
fn today_ends_at_midnight() {
    assert_eq!(today_count("UTC", "2026-11-20T23:59:59Z"), 1);
    assert_eq!(today_count("UTC", "2026-11-21T00:00:00Z"), 0);
}

#[test]
fn today_ends_at_midnight_in_the_zone_of_the_user() {
    // 20 November 12:00 UTC is 21 November 01:00 in Auckland and 20 November 07:00 in New York.
    assert_eq!(today_count("Pacific/Auckland", "2026-11-21T10:59:59Z"), 1);
    assert_eq!(today_count("Pacific/Auckland", "2026-11-21T11:00:00Z"), 0);
    assert_eq!(today_count("America/New_York", "2026-11-21T04:59:59Z"), 1);
    assert_eq!(today_count("America/New_York", "2026-11-21T05:00:00Z"), 0);
}

#[test]
fn today_moves_on_while_the_program_runs() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, vec![entry_aged("noon", 0)]);
    let seconds = Arc::new(AtomicI64::new(now().as_second()));
    let shown = Arc::clone(&seconds);
    let time = move || Timestamp::from_second(shown.load(Ordering::SeqCst)).unwrap();
    let office = Office::with_clock(library, Clock::new(time, TimeZone::UTC));
    assert_eq!(office.library_view().counts.today, 1);
    seconds.fetch_add(12 * 60 * 60, Ordering::SeqCst);
    assert_eq!(office.library_view().counts.today, 0);
}

#[test]
fn the_options_of_a_feed_are_saved() {
    let office = Office::with(&["a"], no_network());
    let feed = office.library_view().feeds[0].clone();
    assert_eq!(feed.options.pictures, None);
    office.submit(Act::Change(Change::SetFeedOptions(
        feed.id,
        FeedOptions { pictures: Some(PicturePolicy::Never), ..FeedOptions::default() },
    )));
    let view =
        office.wait_for(|event| if let Event::Library(view) = event { Some(view) } else { None });
    assert_eq!(view.feeds[0].options.pictures, Some(PicturePolicy::Never));
}

#[test]
fn a_list_comes_in_parts_and_its_rows_on_request() {
    let office = Office::with(&["a", "b"], no_network());
    office.submit(all(7));
    let ids = office.wait_for(|event| match event {
        Event::List { generation: 7, entries, is_complete: true } => {
            Some(entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>())
        }
        _ => None,
    });
    office.submit(ArticleJob::Rows(ids));
    let rows =
        office.wait_for(|event| if let Event::Rows(rows, _) = event { Some(rows) } else { None });
    assert_eq!(
        rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(),
        ["Title of a", "Title of b"]
    );
}

#[test]
fn a_list_shows_entries_marked_before_the_question_as_read() {
    let office = Office::with(&["a", "b"], no_network());
    let a = office.library.id("a");
    for generation in 1..20 {
        let change = StatusChange::Read(generation % 2 == 1);
        office.submit(Act::SetStatus { entry_ids: [a].into(), change });
        office.submit(all(generation));
        let is_read = office.wait_for(|event| match event {
            Event::List { entries, .. } => Some(entries[0].is_read),
            _ => None,
        });
        assert_eq!(StatusChange::Read(is_read), change);
    }
}

#[test]
fn only_the_newest_of_many_lists_is_finished() {
    let office = Office::with(&[], no_network());
    let mut library = office.library;
    let feed_id = library.subscribe("big");
    library
        .refresh(feed_id, (0..5000).map(|hours| entry_aged(&format!("{hours}"), hours)).collect());
    let office = Office { library, ..office };
    (1..=50).for_each(|generation| office.submit(all(generation)));
    let mut finished = Vec::new();
    office.wait_for(|event| match event {
        Event::List { generation, is_complete: true, .. } => {
            finished.push(generation);
            (generation == 50).then_some(())
        }
        _ => None,
    });
    assert!(finished.is_sorted(), "{finished:?}");
    assert!(finished.len() < 50, "older lists are given up");
}

#[test]
fn an_article_has_its_entry_and_its_document() {
    let office = Office::with(&["a"], no_network());
    let a = office.library.id("a");
    for _ in 0..2 {
        office.submit(ArticleJob::Load(a));
        let article =
            office.wait_for(
                |event| if let Event::Article(article) = event { Some(article) } else { None },
            );
        assert_eq!(article.entry.id, a);
        assert_eq!(article.document.blocks.len(), 1);
        assert!(article.reading_minutes >= 1);
    }
}

#[test]
fn an_article_opened_again_has_its_new_status() {
    let office = Office::with(&["a"], no_network());
    let a = office.library.id("a");
    let load = || {
        office.submit(ArticleJob::Load(a));
        office.wait_for(|event| {
            if let Event::Article(article) = event { Some(article.entry.status) } else { None }
        })
    };
    assert!(!load().is_read);
    office.submit(mark_read(&[a]));
    let position = ReadingPosition { block: 3, fraction: 0.25 };
    office.submit(Act::SavePosition { entry_id: a, position });
    office.library_view();
    assert_eq!(load(), EntryStatus { is_read: true, is_starred: false, position: Some(position) });
}

#[test]
fn an_article_that_is_gone_is_reported_as_missing() {
    let office = Office::with(&["a"], no_network());
    office.submit(ArticleJob::Load(EntryId(999)));
    assert!(matches!(office.next(), Event::ArticleMissing(EntryId(999))));
}

#[test]
fn an_entry_of_a_preview_is_built_without_the_library() {
    let office = Office::with(&[], no_network());
    let entry = Entry {
        id: EntryId(-1),
        feed_id: FeedId(-1),
        key: EntryKey("x".into()),
        first_seen: now(),
        content: EntryContent { html: "<p>one</p><p>two</p>".into(), ..EntryContent::default() },
        status: EntryStatus::default(),
    };
    office.submit(ArticleJob::Build(Box::new(entry)));
    let article = office
        .wait_for(|event| if let Event::Article(article) = event { Some(article) } else { None });
    assert_eq!(article.document.blocks.len(), 2);
}

#[test]
fn marking_reports_step_changes_and_counts_and_undo_reverts_it() {
    let office = Office::with(&["a", "b"], no_network());
    let [a, b] = ["a", "b"].map(|key| office.library.id(key));
    office.submit(mark_read(&[a, b]));
    let step = office.wait_for(|event| match event {
        Event::StatusSaved { step, changed, counts } => {
            assert_eq!(changed.read, [a, b].into_iter().map(|id| (id, true)).collect());
            assert_eq!(counts.total(), 0);
            step
        }
        _ => None,
    });
    assert_eq!(step.changed, 2);
    office.submit(Act::Undo { step: Some(step.id) });
    office.wait_for(|event| match event {
        Event::StatusSaved { step: None, changed, counts } => {
            assert_eq!((changed.ids(), counts.total()), ([a, b].into(), 2));
            Some(())
        }
        _ => None,
    });
    assert!(matches!(office.next(), Event::Library(view) if view.counts.total() == 2));
}

#[test]
fn unsubscribing_can_be_undone() {
    let office = Office::with(&["a"], no_network());
    let feed_id = office.library_view().feeds[0].id;
    office.submit(Act::Change(Change::Unsubscribe(vec![feed_id])));
    assert!(matches!(office.next(), Event::Library(view) if view.feeds.is_empty()));
    let step =
        office.wait_for(|event| if let Event::Changed(step) = event { Some(step) } else { None });
    assert_eq!(step.kind.words(), "Unsubscribed from \u{201c}A feed\u{201d}");
    office.submit(Act::Undo { step: Some(step.id) });
    office.wait_for(|event| {
        matches!(event, Event::Library(view) if view.feeds.len() == 1).then_some(())
    });
}

#[test]
fn feeds_and_folders_are_renamed_moved_and_removed() {
    let office = Office::with(&["a"], no_network());
    let feed_id = office.library_view().feeds[0].id;
    let view = |change| {
        office.submit(Act::Change(change));
        office.wait_for(|event| if let Event::Library(view) = event { Some(view) } else { None })
    };
    let folder_id =
        view(Change::CreateFolder { name: "Tech".into(), parent: None, moved: vec![feed_id] })
            .folders[0]
            .id;
    assert_eq!(view(Change::RenameFolder(folder_id, "Science".into())).folders[0].name, "Science");
    assert_eq!(view(Change::RenameFeed(feed_id, Some("Mine".into()))).feeds[0].title(), "Mine");
    assert_eq!(view(Change::RenameFeed(feed_id, None)).feeds[0].title(), "A feed");
    assert_eq!(view(Change::MoveFeeds(vec![feed_id], None)).feeds[0].folder_id, None);
    assert_eq!(
        view(Change::MoveFeeds(vec![feed_id], Some(folder_id))).feeds[0].folder_id,
        Some(folder_id)
    );
    let after = view(Change::DeleteFolder(folder_id));
    assert_eq!((after.folders.len(), after.feeds[0].folder_id), (0, None));
}

#[test]
fn an_impossible_act_is_reported_in_words() {
    let office = Office::with(&[], no_network());
    office.submit(Act::Change(Change::RenameFeed(FeedId(999), None)));
    assert!(matches!(
        office.next(),
        Event::Failed(message) if message == "That feed is no longer in the library"
    ));
}

#[test]
fn acts_before_the_end_are_done_and_no_event_comes_after_it() {
    let mut office = Office::with(&["a", "b"], no_network());
    let ids = ["a", "b"].map(|key| office.library.id(key));
    let settings = Settings { text_size: 20.0, ..Settings::default() };
    office.submit(mark_read(&ids[..1]));
    office.submit(Act::SaveSettings(Box::new(settings.clone())));
    office.submit(mark_read(&ids[1..]));
    office.workers.take().unwrap().shutdown();
    let wakes = office.wakes.load(Ordering::SeqCst);
    let again = Store::open(&office.library.path()).unwrap();
    assert_eq!(again.reader().counts(now()).unwrap().total(), 0);
    assert_eq!(load_toml::<Settings>(&office.library.dir.path().join("settings.toml")).0, settings);
    assert_eq!(office.wakes.load(Ordering::SeqCst), wakes);
}

#[test]
fn each_answer_wakes_the_window() {
    let office = Office::with(&["a"], no_network());
    office.library_view();
    // The same thread answers again, so the bell of the first answer has rung.
    office.library_view();
    assert!(office.wakes.load(Ordering::SeqCst) >= 1);
}

#[test]
fn a_sleeping_entry_wakes_by_the_clock_of_the_program() {
    let secs = Arc::new(AtomicI64::new(now().as_second()));
    let shown = Arc::clone(&secs);
    let clock = Clock::new(
        move || Timestamp::from_second(shown.load(Ordering::SeqCst)).unwrap(),
        TimeZone::UTC,
    );
    let mut library = Library::new();
    library.feed_with("news", &["a", "b"]);
    let id = library.id("a");
    let office = Office::with_clock(library, clock);
    let until = now() + 3600.seconds();
    office.submit(Act::Snooze { entry_ids: [id].into(), until });
    let counts = office.wait_for(|event| match event {
        Event::StatusSaved { counts, .. } => Some(counts),
        _ => None,
    });
    assert_eq!((counts.total(), counts.asleep), (1, 1));
    secs.fetch_add(3600, Ordering::SeqCst);
    // Any act makes the thread look at the clock; by itself it does so once a minute.
    let position = ReadingPosition { block: 0, fraction: 0.0 };
    office.submit(Act::SavePosition { entry_id: id, position });
    let (changed, counts) = office.wait_for(|event| match event {
        Event::Woke { changed, counts } => Some((changed, counts)),
        _ => None,
    });
    assert_eq!(changed.read.get(id), Some(false));
    assert_eq!((counts.total(), counts.asleep), (2, 0));
}

#[test]
fn an_entry_whose_time_came_while_the_program_was_closed_wakes_at_the_start() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    let id = library.id("a");
    library.store.snooze(&[id], now(), now() - 3600.seconds()).unwrap();
    let office = Office::on(library, no_network());
    office.wait_for(|event| matches!(event, Event::Woke { .. }).then_some(()));
    assert_eq!(office.library_view().counts.total(), 1);
}
