//! Playing from servers, good and bad ones.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gleaner::model::{Episode, HostProblem, Phase, PlayProblem, PlayerCommand, ProblemKind};

use crate::audio_support::{Bench, left, remote, trimmed};
use crate::support::server::{Received, Reply, Server};
use crate::support::sound::{flac, steps, wav};

const RATE: u32 = 44_100;

/// An episode of so many seconds.
fn episode_bytes(seconds: usize) -> Vec<u8> {
    wav(RATE, 1, &steps(RATE, seconds))
}

/// The first byte that a request wants.
fn wanted(request: &Received) -> usize {
    let range = request.header("range").and_then(|range| range.strip_prefix("bytes="));
    range.and_then(|range| range.trim_end_matches('-').parse().ok()).unwrap_or(0)
}

/// The answer of a server that knows ranges.
fn part(request: &Received, file: &[u8]) -> Reply {
    let from = wanted(request);
    if from >= file.len() {
        return Reply::status(416);
    }
    let range = format!("bytes {from}-{}/{}", file.len() - 1, file.len());
    match Reply::ok(&file[from..]).with("Content-Range", range) {
        Reply::Answer { headers, body, .. } => Reply::Answer { status: 206, headers, body },
        Reply::Raw(bytes) => Reply::Raw(bytes),
    }
}

fn at(server: &Server, path: &str) -> Episode {
    remote(1, server.url("/feed"), server.url(path))
}

fn heard(bench: &mut Bench) -> Vec<f32> {
    let all = left(&bench.hear_all());
    trimmed(&all).to_vec()
}

fn is_whole(heard: &[f32], seconds: usize) -> bool {
    let expected = steps(RATE, seconds);
    let near = heard.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-4);
    near && heard.len().abs_diff(expected.len()) < 10
}

#[test]
fn an_episode_is_streamed() {
    let file = episode_bytes(3);
    let server = Server::start(move |request| part(request, &file));
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    let report = bench.wait_for_playing();
    assert!(report.is_seekable);
    assert!(is_whole(&heard(&mut bench), 3));
    let request = &server.requests()[0];
    assert_eq!(request.header("range"), Some("bytes=0-"));
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    assert!(request.header("accept").unwrap().starts_with("audio/"));
    assert_eq!(server.requests().len(), 1, "one answer is enough");
}

#[test]
fn seeking_asks_for_the_bytes_from_there() {
    // More than is read ahead.
    let file = episode_bytes(240);
    let whole = file.len();
    let server = Server::start(move |request| part(request, &file));
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    bench.wait_for_playing();
    bench.send(PlayerCommand::SeekTo(Duration::from_secs(200)));
    bench.wait_for_playing();
    bench.hear(4410);
    assert!((bench.position() - 200.1).abs() < 1e-3);
    let starts: Vec<usize> = server.requests().iter().map(wanted).collect();
    assert!(starts.iter().any(|start| *start > whole / 2), "{starts:?}");
    let cached = std::fs::read_dir(bench.dir.path().join("streams")).unwrap().count();
    assert_eq!(cached, 0, "the file has no name");
}

#[test]
fn a_server_without_ranges_is_read_through() {
    let file = episode_bytes(30);
    let server = Server::start(move |_| Reply::ok(file.clone()));
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    bench.wait_for_playing();
    bench.send(PlayerCommand::SeekTo(Duration::from_secs(25)));
    bench.wait_for_playing();
    bench.hear(4410);
    assert!((bench.position() - 25.1).abs() < 1e-3);
    bench.send(PlayerCommand::SeekTo(Duration::from_secs(1)));
    bench.wait_for_playing();
    bench.hear(4410);
    assert!((bench.position() - 1.1).abs() < 1e-3);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn the_content_decides_and_not_its_type() {
    let file = flac(&steps(RATE, 2));
    let server = Server::start(move |request| {
        part(request, &file).with("Content-Type", "text/html; charset=utf-8")
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.mp3"));
    assert!(is_whole(&heard(&mut bench), 2));
}

#[test]
fn redirects_are_followed_once_and_asked_again_when_the_token_expired() {
    let file = episode_bytes(240);
    let token = AtomicUsize::new(0);
    let server = Server::start(move |request| {
        let current = format!("/file?token={}", token.load(Ordering::SeqCst));
        match request.path.as_str() {
            "/episode" => {
                let next = token.fetch_add(1, Ordering::SeqCst) + 1;
                Reply::redirect(302, &format!("/file?token={next}"))
            }
            path if path == current && wanted(request) == 0 => part(request, &file),
            // The first token serves one request only.
            path if path == current && path != "/file?token=1" => part(request, &file),
            _ => Reply::status(403),
        }
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/episode"));
    bench.wait_for_playing();
    bench.send(PlayerCommand::SeekTo(Duration::from_secs(200)));
    bench.wait_for_playing();
    bench.hear(4410);
    assert!((bench.position() - 200.1).abs() < 1e-3);
    let paths = server.paths();
    assert_eq!(paths[..2], ["/episode", "/file?token=1"]);
    assert_eq!(paths[2..], ["/file?token=1", "/episode", "/file?token=2"], "asked again once");
}

#[test]
fn a_broken_connection_is_taken_up_where_it_broke() {
    let file = episode_bytes(3);
    let server = Server::start(move |request| {
        let from = wanted(request);
        // Each answer breaks off after 100,000 bytes.
        let end = file.len().min(from + 100_000);
        let head = format!(
            "HTTP/1.1 206 Part\r\nContent-Range: bytes {from}-{}/{}\r\nContent-Length: {}\r\n\r\n",
            file.len() - 1,
            file.len(),
            file.len() - from
        );
        Reply::Raw([head.as_bytes(), &file[from..end]].concat())
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    assert!(is_whole(&heard(&mut bench), 3));
    assert!(server.requests().len() >= 3);
}

#[test]
fn a_server_that_sends_nothing_is_given_up() {
    let server = Server::start(|_| {
        Reply::Raw(
            b"HTTP/1.1 206 Part\r\nContent-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                .to_vec(),
        )
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    let problem = bench.wait_for_problem();
    assert!(
        matches!(
            &problem,
            PlayProblem::Network(ProblemKind::Host { problem: HostProblem::Broken, .. })
        ),
        "{problem:?}"
    );
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn an_answer_without_a_size_is_played_to_its_end() {
    let file = episode_bytes(2);
    let server = Server::start(move |_| {
        Reply::Raw([b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".as_slice(), &file].concat())
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    assert!(is_whole(&heard(&mut bench), 2));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn errors_of_the_server_are_told() {
    let server = Server::start(|request| match request.path.as_str() {
        "/gone" => Reply::status(404),
        _ => Reply::ok("<html>Log in</html>").with("Content-Type", "audio/mpeg"),
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/gone"));
    let problem = bench.wait_for_problem();
    assert!(
        matches!(&problem, PlayProblem::Network(ProblemKind::Status { status: 404, .. })),
        "{problem:?}"
    );
    bench.load(at(&server, "/page"));
    bench.wait_for(|report| report.phase == Phase::Failed(PlayProblem::NoSound));
}

#[test]
fn an_episode_of_another_host_must_not_be_in_a_private_network() {
    let server = Server::start(|_| Reply::ok("x"));
    let feed = url::Url::parse("https://example.org/feed").unwrap();
    let mut bench = Bench::new();
    bench.load(remote(1, feed, server.url("/a.wav")));
    let problem = bench.wait_for_problem();
    assert!(
        matches!(
            &problem,
            PlayProblem::Network(ProblemKind::Host { problem: HostProblem::Private, .. })
        ),
        "{problem:?}"
    );
    assert_eq!(server.requests(), []);
}

#[test]
fn a_file_that_changed_on_the_server_goes_on_at_the_same_time() {
    // The server puts another advertisement before each answer, as it were: a longer head.
    let plain = episode_bytes(240);
    let count = Mutex::new(0_usize);
    let server = Server::start(move |request| {
        let mut count = count.lock().unwrap();
        *count += 1;
        let mut file = plain.clone();
        if *count > 1 {
            file.extend([0; 100]);
        }
        part(request, &file)
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/a.wav"));
    bench.wait_for_playing();
    bench.send(PlayerCommand::SeekTo(Duration::from_secs(200)));
    bench.wait_for_playing();
    bench.hear(4410);
    assert!((bench.position() - 200.1).abs() < 0.01, "{}", bench.position());
}

#[test]
fn a_downloaded_file_needs_no_server() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &episode_bytes(2));
    let server = Server::start(|_| Reply::status(500));
    bench.load(Episode { url: server.url("/a.wav"), ..episode.clone() });
    assert!(is_whole(&heard(&mut bench), 2));
    assert_eq!(server.requests(), []);
    // One that is gone is streamed.
    let file = episode_bytes(2);
    let server = Server::start(move |request| part(request, &file));
    let gone = Some(bench.dir.path().join("gone"));
    bench.load(Episode { file: gone, ..at(&server, "/a.wav") });
    assert!(is_whole(&heard(&mut bench), 2));
}

#[test]
fn the_next_episode_is_fetched_before_the_present_one_ends() {
    let (one, two) = (episode_bytes(3), flac(&steps(RATE, 2)));
    let server = Server::start(move |request| match request.path.as_str() {
        "/one" => part(request, &one),
        _ => part(request, &two),
    });
    let mut bench = Bench::new();
    bench.load(at(&server, "/one"));
    let next = Episode { ..remote(2, server.url("/feed"), server.url("/two")) };
    bench.send(PlayerCommand::SetNext(Some(Box::new(next))));
    bench.wait_for_playing();
    bench.hear(RATE as usize);
    bench.wait_for(|_| server.paths().len() > 1);
    assert_eq!(server.paths(), ["/one", "/two"]);
    let rest = heard(&mut bench);
    assert!(rest.len().abs_diff(4 * RATE as usize) < 20, "{}", rest.len());
    assert_eq!(bench.ended(), [1, 2]);
}
