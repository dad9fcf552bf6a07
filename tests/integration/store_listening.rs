//! The queue, downloads, positions, chapters and transcripts in a real library.

use std::time::Duration;

use gleaner::library::{Change, save_episode_file};
use gleaner::model::{
    DownloadFailure, DownloadState, Enclosure, EntryId, EpisodeAct, FeedId, FeedOptions, Filter,
    FreshEntry, Heard, ListenOptions, Order, QueueChange, Retention, StatusChange, StepKind,
};
use gleaner::query::{Expr, Query, parse};
use gleaner::store::{EpisodeFile, EpisodeFileKind};
use jiff::ToSpan as _;

use crate::store_support::{Library, entry, entry_aged, now, utc};

pub fn episode(key: &str) -> FreshEntry {
    let mut fresh = entry(key);
    fresh.content.enclosures = vec![Enclosure {
        url: format!("https://example.org/{key}.mp3").parse().unwrap(),
        media_type: Some("audio/mpeg".to_owned()),
        bytes: Some(1000),
        seconds: Some(600),
        title: None,
    }];
    fresh
}

fn podcast(library: &mut Library, keys: &[&str]) -> FeedId {
    let feed_id = library.subscribe("cast");
    library.refresh(feed_id, keys.iter().map(|key| episode(key)).collect());
    feed_id
}

fn change(library: &mut Library, change: Change) -> Option<gleaner::model::Step> {
    change.apply(&mut library.store, now()).unwrap()
}

fn queue(library: &Library) -> Vec<String> {
    let reader = library.store.reader();
    let ids = reader.queue().unwrap();
    ids.into_iter().map(|id| reader.entry(id).unwrap().unwrap().key.0).collect()
}

fn ids(library: &Library, keys: &[&str]) -> Vec<EntryId> {
    keys.iter().map(|key| library.id(key)).collect()
}

#[test]
fn the_queue_has_an_order_of_its_own_and_its_changes_are_undone() {
    let mut library = Library::new();
    podcast(&mut library, &["a", "b", "c"]);
    let (a, b, c) = (library.id("a"), library.id("b"), library.id("c"));
    let step = change(&mut library, Change::Queue(QueueChange::Add(vec![c, a]))).unwrap();
    assert!(matches!(step.kind, StepKind::Episodes { act: EpisodeAct::Enqueue, .. }));
    change(&mut library, Change::Queue(QueueChange::AddFirst(vec![b])));
    assert_eq!(queue(&library), ["b", "c", "a"]);
    let moved = change(&mut library, Change::Queue(QueueChange::Move(a, 0))).unwrap();
    assert_eq!(queue(&library), ["a", "b", "c"]);
    let cleared = change(&mut library, Change::Queue(QueueChange::Clear)).unwrap();
    assert_eq!(queue(&library), [""; 0]);
    library.store.undo(cleared.id, now()).unwrap();
    assert_eq!(queue(&library), ["a", "b", "c"]);
    library.store.undo(moved.id, now()).unwrap();
    assert_eq!(queue(&library), ["b", "c", "a"]);
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(queue(&library), ["b"], "what another step added stays");
    library.store.redo(step.id, now()).unwrap();
    assert_eq!(queue(&library).len(), 3);
}

#[test]
fn a_change_that_changes_nothing_is_no_step() {
    let mut library = Library::new();
    podcast(&mut library, &["a"]);
    let a = library.id("a");
    change(&mut library, Change::Queue(QueueChange::Add(vec![a])));
    assert_eq!(change(&mut library, Change::Queue(QueueChange::Add(vec![a]))), None);
    assert_eq!(change(&mut library, Change::Queue(QueueChange::Add(vec![EntryId(777)]))), None);
    assert_eq!(change(&mut library, Change::Queue(QueueChange::Remove(vec![EntryId(777)]))), None);
    assert_eq!(queue(&library), ["a"]);
}

#[test]
fn the_place_of_the_queue_lists_it_in_its_order() {
    let mut library = Library::new();
    podcast(&mut library, &["a", "b", "c"]);
    let wanted = ids(&library, &["c", "a", "b"]);
    change(&mut library, Change::Queue(QueueChange::Add(wanted.clone())));
    library.store.change_statuses(&wanted[..1], StatusChange::Read(true), now()).unwrap();
    let query =
        Query { filter: Filter::All, order: Order::Queue, ..Query::new(Expr::QUEUE, utc(now())) };
    assert_eq!(library.keys_of(&query), ["c", "a", "b"]);
    assert_eq!(library.keys(parse("is:queued title:a").unwrap(), Filter::All).len(), 1);
    assert_eq!(library.keys(parse("-is:queued").unwrap(), Filter::All), [""; 0]);
}

#[test]
fn an_unsubscribed_feed_takes_its_episodes_out_of_the_queue_and_brings_them_back() {
    let mut library = Library::new();
    let feed_id = podcast(&mut library, &["a"]);
    let a = library.id("a");
    change(&mut library, Change::Queue(QueueChange::Add(vec![a])));
    let step = change(&mut library, Change::Unsubscribe(vec![feed_id])).unwrap();
    assert_eq!(queue(&library), [""; 0]);
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(queue(&library), ["a"]);
}

#[test]
fn a_position_is_kept_and_is_not_the_read_state() {
    let mut library = Library::new();
    podcast(&mut library, &["a"]);
    let a = library.id("a");
    assert_eq!(library.store.reader().heard(a).unwrap(), None);
    let heard = Heard {
        position: Duration::from_millis(12_345),
        duration: Some(Duration::from_mins(10)),
        is_finished: false,
    };
    library.store.save_heard(a, heard).unwrap();
    assert_eq!(library.store.reader().heard(a).unwrap(), Some(heard));
    assert_eq!(library.unread(), 1);
    library.store.save_heard(EntryId(777), heard).unwrap();
    assert_eq!(library.store.reader().heard(EntryId(777)).unwrap(), None, "no such entry");
}

#[test]
fn retention_keeps_what_is_queued_or_downloaded_and_the_positions_of_the_rest() {
    let mut library = Library::new();
    let feed_id = library.subscribe("cast");
    let aged = |key: &str, hours| {
        let mut fresh = episode(key);
        fresh.content.published = entry_aged(key, hours).content.published;
        fresh
    };
    library.refresh(feed_id, vec![aged("a", 2), aged("b", 3), aged("c", 4), aged("d", 1)]);
    let all = ids(&library, &["a", "b", "c", "d"]);
    library.store.change_statuses(&all, StatusChange::Read(true), now()).unwrap();
    let heard = Heard { position: Duration::from_secs(9), ..Heard::default() };
    library.store.save_heard(all[2], heard).unwrap();
    change(&mut library, Change::Queue(QueueChange::Add(vec![all[0]])));
    change(&mut library, Change::Download(vec![all[1]]));
    let step = library.store.apply_retention(Some(Retention::Entries(1)), now()).unwrap().unwrap();
    assert_eq!(step.changed, 1, "only c went");
    assert_eq!(library.keys(Expr::All, Filter::All), ["d", "a", "b"]);
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(library.store.reader().heard(all[2]).unwrap(), Some(heard));
}

#[test]
fn a_download_is_wanted_once_and_its_wish_is_undone() {
    let mut library = Library::new();
    podcast(&mut library, &["a", "b"]);
    let plain = library.feed_with("news", &["n"]);
    let (a, n) = (library.id("a"), library.id("n"));
    assert!(plain.0 > 0);
    assert_eq!(change(&mut library, Change::Download(vec![n])), None, "it has no sound");
    let step = change(&mut library, Change::Download(vec![a, n])).unwrap();
    assert_eq!(change(&mut library, Change::Download(vec![a])), None);
    let tasks = library.store.reader().download_tasks().unwrap();
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0].url.as_str(), "https://example.org/a.mp3");
    assert_eq!(tasks[0].feed_url.as_str(), "https://cast.example.org/feed");
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(library.store.reader().download_tasks().unwrap(), []);
    library.store.redo(step.id, now()).unwrap();
    assert_eq!(library.store.reader().download_tasks().unwrap().len(), 1);
}

#[test]
fn a_download_ends_well_or_with_a_reason_and_is_tried_again() {
    let mut library = Library::new();
    podcast(&mut library, &["a"]);
    let a = library.id("a");
    change(&mut library, Change::Download(vec![a]));
    library.store.begin_download(a, Some("\"v1\""), Some(500)).unwrap();
    library.store.end_download(a, &Err("no route".to_owned().into())).unwrap();
    let state = |library: &Library| library.store.reader().downloads().unwrap()[0].clone();
    assert_eq!(state(&library).state, DownloadState::Failed("no route".to_owned()));
    assert_eq!(library.store.reader().download_tasks().unwrap(), []);
    change(&mut library, Change::Download(vec![a]));
    let task = library.store.reader().download_tasks().unwrap().remove(0);
    assert_eq!((task.validator.as_deref(), task.total), (Some("\"v1\""), Some(500)));
    assert!(library.store.end_download(a, &Ok(500)).unwrap());
    assert_eq!((state(&library).state, state(&library).bytes), (DownloadState::Done, 500));
    assert_eq!(library.store.reader().downloaded_file(a).unwrap(), Some(task.file));
    assert_eq!(library.keys(parse("is:downloaded").unwrap(), Filter::All), ["a"]);
    change(&mut library, Change::RemoveDownloads(vec![a]));
    assert_eq!(library.store.reader().downloaded_file(a).unwrap(), None);
    assert!(!library.store.end_download(a, &Ok(500)).unwrap(), "nobody wants it any more");
}

#[test]
fn a_feed_has_its_newest_episodes_downloaded_if_it_asks_for_them() {
    let mut library = Library::new();
    let feed_id = podcast(&mut library, &["c", "b", "a"]);
    let wants = |library: &mut Library| {
        gleaner::library::episodes::want_newest(&mut library.store, feed_id, now()).unwrap()
    };
    assert!(!wants(&mut library), "it does not ask");
    let listening = ListenOptions { downloads: Some(2), ..ListenOptions::default() };
    let options = FeedOptions { listening, ..FeedOptions::default() };
    change(&mut library, Change::SetFeedOptions(feed_id, options));
    let newest = library.store.reader().newest_of(feed_id, 2).unwrap();
    library.store.save_heard(newest[0], Heard { is_finished: true, ..Heard::default() }).unwrap();
    assert!(wants(&mut library));
    assert!(!wants(&mut library), "once");
    let tasks = library.store.reader().download_tasks().unwrap();
    assert_eq!(tasks.iter().map(|task| task.entry_id).collect::<Vec<_>>(), newest[1..]);
    let lookups = library.store.reader().download_lookups().unwrap();
    assert!(lookups.iter().all(|lookup| lookup.is_auto && lookup.bytes == 0));
    change(&mut library, Change::RemoveDownloads(newest[1..].to_vec()));
    assert!(!wants(&mut library), "what went does not come back by itself");
}

#[test]
fn a_download_without_a_connection_is_tried_again() {
    let mut library = Library::new();
    podcast(&mut library, &["b", "a"]);
    let both = ids(&library, &["a", "b"]);
    change(&mut library, Change::Download(both.clone()));
    library
        .store
        .end_download(both[0], &Err(DownloadFailure { words: "no route".into(), may_pass: true }))
        .unwrap();
    library.store.end_download(both[1], &Err("404".to_owned().into())).unwrap();
    assert_eq!(library.store.reader().download_tasks().unwrap(), []);
    assert!(library.store.retry_downloads().unwrap());
    let tasks = library.store.reader().download_tasks().unwrap();
    assert_eq!(tasks.iter().map(|task| task.entry_id).collect::<Vec<_>>(), both[..1]);
    assert!(!library.store.retry_downloads().unwrap());
}

fn transcript(words: &str) -> EpisodeFile {
    EpisodeFile {
        url: "https://example.org/a.vtt".parse().unwrap(),
        media_type: Some("text/vtt".to_owned()),
        text: format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n"),
    }
}

fn index(library: &mut Library) {
    while gleaner::library::index_some(&mut library.store).unwrap() {}
}

#[test]
fn the_words_of_a_transcript_are_found_also_after_the_entry_changed() {
    let mut library = Library::new();
    let feed_id = podcast(&mut library, &["a", "b"]);
    let a = library.id("a");
    let found = |library: &Library| library.keys(parse("bowline").unwrap(), Filter::All);
    assert_eq!(found(&library), [""; 0]);
    let file = transcript("We tie a bowline");
    save_episode_file(&mut library.store, a, EpisodeFileKind::Transcript, &file).unwrap();
    index(&mut library);
    assert_eq!(found(&library), ["a"]);
    let read = library.store.reader().episode_file(a, EpisodeFileKind::Transcript).unwrap();
    assert_eq!(read, Some(file));
    let mut other = episode("a");
    other.content.title = "Another title".to_owned();
    other.content_hash = [7; 16];
    library.refresh_at(feed_id, vec![other, episode("b")], now() + 1.hour());
    index(&mut library);
    assert_eq!(found(&library), ["a"]);
    assert_eq!(library.keys(parse("title:another").unwrap(), Filter::All), ["a"]);
}

#[test]
fn what_is_left_of_an_episode_goes_with_its_feed() {
    let mut library = Library::new();
    let feed_id = podcast(&mut library, &["a"]);
    let a = library.id("a");
    let file = transcript("x");
    save_episode_file(&mut library.store, a, EpisodeFileKind::Transcript, &file).unwrap();
    library.store.save_heard(a, Heard::default()).unwrap();
    change(&mut library, Change::Queue(QueueChange::Add(vec![a])));
    change(&mut library, Change::Download(vec![a]));
    change(&mut library, Change::Unsubscribe(vec![feed_id]));
    library.store.compact(true).unwrap();
    let reader = library.store.reader();
    assert_eq!(reader.episode_file(a, EpisodeFileKind::Transcript).unwrap(), None);
    assert_eq!(reader.heard(a).unwrap(), None);
    assert_eq!(reader.listening().unwrap(), gleaner::model::Listening::default());
    assert_eq!(reader.download_lookups().unwrap(), []);
}
