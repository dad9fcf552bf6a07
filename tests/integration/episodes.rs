//! Downloads, chapters and transcripts from a server on the loopback.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use gleaner::library::episodes::{DownloadNews, Told, download};
use gleaner::library::{WantedFile, fetch_episode_file};
use gleaner::model::{EntryId, Feed, FeedId};
use gleaner::net::{Client, HttpClient as _};
use gleaner::store::{DownloadTask, EpisodeFileKind};

use crate::app_support::feed;
use crate::support::server::{Received, Reply, Server};

/// The sound of the tests: 100 KB.
fn sound() -> Vec<u8> {
    (0..100_000_u32).map(|number| (number % 251) as u8).collect()
}

/// A server that sends parts of the sound as it is asked, with this mark.
fn answer(request: &Received, etag: &str) -> Reply {
    let bytes = sound();
    let from = request
        .header("range")
        .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok())
        .unwrap_or(0);
    if from == 0 {
        return Reply::ok(bytes).with("ETag", etag);
    }
    let range = format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len());
    let part = bytes.get(from..).unwrap_or_default().to_vec();
    Reply::Answer {
        status: 206,
        headers: vec![("ETag".to_owned(), etag.to_owned()), ("Content-Range".to_owned(), range)],
        body: part,
    }
}

struct Shelf {
    folder: tempfile::TempDir,
    news: Arc<Mutex<Vec<DownloadNews>>>,
    is_wanted: Arc<AtomicBool>,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, news: Arc::default(), is_wanted: Arc::new(AtomicBool::new(true)) }
    }

    fn part(&self, bytes: &[u8]) {
        fs::write(self.folder.path().join("7.mp3.part"), bytes).unwrap();
    }

    fn fetch(&self, server: &Server, validator: Option<&str>) -> Result<Option<u64>, String> {
        let url = server.url("/7.mp3");
        let task = DownloadTask {
            entry_id: EntryId(7),
            feed_id: FeedId(1),
            feed_url: server.url("/feed"),
            url,
            file: "7.mp3".to_owned(),
            sign_in: None,
            validator: validator.map(str::to_owned),
            total: validator.map(|_| 100_000),
        };
        let news = Arc::clone(&self.news);
        let told: Told = Arc::new(move |one| news.lock().unwrap().push(one));
        let client = Client::new();
        client.trust(&server.url("/feed"));
        let work = download(&client, &task, self.folder.path(), Arc::clone(&self.is_wanted), told);
        runtime().block_on(work).map_err(|failure| failure.words)
    }

    fn file(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.path().join("7.mp3")).ok()
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn ranges(server: &Server) -> Vec<Option<String>> {
    server.requests().iter().map(|request| request.header("range").map(str::to_owned)).collect()
}

#[test]
fn an_episode_is_downloaded_with_progress() {
    let server = Server::start(|request| answer(request, "\"v1\""));
    let shelf = Shelf::new();
    assert_eq!(shelf.fetch(&server, None), Ok(Some(100_000)));
    assert_eq!(shelf.file(), Some(sound()));
    let news = shelf.news.lock().unwrap();
    let begun = DownloadNews::Begun { validator: Some("\"v1\"".to_owned()), total: Some(100_000) };
    assert_eq!(news.first(), Some(&begun));
    let end = DownloadNews::Progress { bytes: 100_000, total: Some(100_000) };
    assert_eq!(news.last(), Some(&end));
    assert_eq!(fs::read_dir(shelf.folder.path()).unwrap().count(), 1, "no part is left");
}

#[test]
fn a_download_goes_on_where_it_broke_off() {
    let server = Server::start(|request| answer(request, "\"v1\""));
    let shelf = Shelf::new();
    shelf.part(&sound()[..60_000]);
    assert_eq!(shelf.fetch(&server, Some("\"v1\"")), Ok(Some(100_000)));
    assert_eq!(shelf.file(), Some(sound()));
    assert_eq!(ranges(&server), [Some("bytes=60000-".to_owned())]);
}

#[test]
fn a_file_that_changed_meanwhile_is_fetched_anew() {
    let server = Server::start(|request| answer(request, "\"v2\""));
    let shelf = Shelf::new();
    shelf.part(&vec![9; 60_000]);
    assert_eq!(shelf.fetch(&server, Some("\"v1\"")), Ok(Some(100_000)));
    assert_eq!(shelf.file(), Some(sound()));
}

#[test]
fn a_file_that_became_shorter_is_fetched_anew() {
    let short = sound()[..40_000].to_vec();
    let server = Server::start(move |request| match request.header("range") {
        Some("bytes=60000-") => Reply::status(416),
        Some(_) | None => Reply::ok(short.clone()),
    });
    let shelf = Shelf::new();
    shelf.part(&sound()[..60_000]);
    assert_eq!(shelf.fetch(&server, Some("\"v1\"")), Ok(Some(40_000)));
    assert_eq!(shelf.file(), Some(sound()[..40_000].to_vec()));
}

#[test]
fn a_server_without_ranges_sends_everything_again() {
    let server = Server::start(|_| Reply::ok(sound()));
    let shelf = Shelf::new();
    shelf.part(&vec![9; 60_000]);
    assert_eq!(shelf.fetch(&server, Some("\"v1\"")), Ok(Some(100_000)));
    assert_eq!(shelf.file(), Some(sound()));
}

#[test]
fn a_connection_that_breaks_is_taken_up_by_itself() {
    let server = Server::start(|request| {
        let Reply::Answer { status, headers, body } = answer(request, "\"v1\"") else {
            unreachable!()
        };
        // Every answer breaks off after 40 KB.
        let mut bytes = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            bytes = [&bytes, name.as_str(), ": ", &value, "\r\n"].concat();
        }
        let end = body.len().min(40_000);
        Reply::Raw([bytes.as_bytes(), b"\r\n", &body[..end]].concat())
    });
    let shelf = Shelf::new();
    assert_eq!(shelf.fetch(&server, None), Ok(Some(100_000)));
    assert_eq!(shelf.file(), Some(sound()));
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_page_is_no_episode_and_errors_are_told() {
    let shelf = Shelf::new();
    let page =
        Server::start(|_| Reply::ok("<html>Sign in</html>").with("Content-Type", "text/html"));
    assert!(shelf.fetch(&page, None).is_err());
    let gone = Server::start(|_| Reply::status(404));
    assert!(shelf.fetch(&gone, None).is_err());
    assert_eq!(shelf.file(), None);
}

#[test]
fn a_download_that_nobody_wants_any_more_keeps_its_part() {
    let server = Server::start(|request| answer(request, "\"v1\""));
    let shelf = Shelf::new();
    shelf.is_wanted.store(false, Ordering::SeqCst);
    assert_eq!(shelf.fetch(&server, None), Ok(None));
    assert_eq!(shelf.file(), None);
}

#[test]
fn a_file_that_is_there_is_not_fetched_again() {
    let server = Server::start(|_| Reply::status(500));
    let shelf = Shelf::new();
    fs::write(shelf.folder.path().join("7.mp3"), "sound").unwrap();
    assert_eq!(shelf.fetch(&server, None), Ok(Some(5)));
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn an_episode_of_a_public_feed_must_not_be_in_a_private_network() {
    let server = Server::start(|_| Reply::ok(sound()));
    let shelf = Shelf::new();
    let task = DownloadTask {
        entry_id: EntryId(7),
        feed_id: FeedId(1),
        feed_url: "https://feeds.example.org/feed".parse().unwrap(),
        url: server.url("/7.mp3"),
        file: "7.mp3".to_owned(),
        sign_in: None,
        validator: None,
        total: None,
    };
    let told: Told = Arc::new(|_| ());
    let client = Client::new();
    let work = download(&client, &task, shelf.folder.path(), Arc::clone(&shelf.is_wanted), told);
    assert!(runtime().block_on(work).is_err());
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn chapters_and_transcripts_are_fetched_as_text() {
    let server = Server::start(|request| match request.path.as_str() {
        "/chapters.json" => Reply::ok(r#"{"chapters":[{"startTime":1,"title":"A"}]}"#),
        "/talk.srt" => Reply::ok(b"1\n00:00:01,000 --> 00:00:02,000\nCaf\xe9\n".to_vec())
            .with("Content-Type", "application/srt; charset=iso-8859-1"),
        _ => Reply::status(404),
    });
    let feed = Feed { feed_url: server.url("/feed"), ..feed(1) };
    let fetch = |kind, path: &str| {
        let wanted = WantedFile { kind, url: server.url(path), media_type: None };
        let client = Client::new();
        client.trust(&feed.feed_url);
        runtime().block_on(fetch_episode_file(&client, &feed, &wanted))
    };
    let chapters = fetch(EpisodeFileKind::Chapters, "/chapters.json").unwrap();
    let read = gleaner::listen::chapters_from_json(chapters.text.as_bytes(), &chapters.url);
    assert_eq!(read[0].title, "A");
    let transcript = fetch(EpisodeFileKind::Transcript, "/talk.srt").unwrap();
    assert!(transcript.text.contains("Caf\u{e9}"), "{}", transcript.text);
    assert!(fetch(EpisodeFileKind::Transcript, "/missing").is_err());
}

#[test]
fn an_episode_may_be_larger_than_what_is_kept_in_memory() {
    let whole = gleaner::net::WIRE_BYTES_MAX + 1;
    let server = Server::start(move |_| Reply::ok(vec![1; whole]));
    let shelf = Shelf::new();
    assert_eq!(shelf.fetch(&server, None), Ok(Some(whole as u64)));
}
