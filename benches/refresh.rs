//! Refreshing without a network: feeds that changed (unpack, hash, parse, digest, pack) and feeds
//! that did not.
//!
//! Criterion prints the times; nothing here judges them. The complete path with server and disk is
//! measured by hand with the command line.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use gleaner::model::{FeedHealth, FeedId, FeedState, Validators};
use gleaner::net::{Body, FetchError, Headers, HttpClient, Request, Response};
use gleaner::refresh::{CancelToken, Mode, OUTCOMES_BUFFERED, refresh_many};
use jiff::Timestamp;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use url::Url;

const FEEDS: i64 = 16;
const UNCHANGED_FEEDS: i64 = 500;
const ENTRIES: usize = 100;

/// Answers every request with the same body, or with "not modified" if it has none.
struct Canned(Option<Body>);

impl HttpClient for Canned {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        let (status, body) = match &self.0 {
            Some(body) => (200, body.clone()),
            None => (304, Body::default()),
        };
        ready(Ok(Response {
            status,
            url: request.url.clone(),
            moved_to: None,
            headers: Headers::default(),
            body,
        }))
        .boxed()
    }
}

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn states(count: i64) -> Vec<FeedState> {
    let state = |n| FeedState {
        feed_id: FeedId(n),
        feed_url: Url::parse(&format!("https://host{}.example/{n}", n % 20)).unwrap(),
        validators: Validators {
            etag: Some("\"1\"".into()),
            received: Some(now()),
            ..Validators::default()
        },
        health: FeedHealth::default(),
        refresh_minutes: None,
        paused_until: None,
        sign_in: None,
    };
    (0..count).map(state).collect()
}

/// A feed with entries of some 7 KB, escaped as in most feeds.
fn feed() -> String {
    let mut text =
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>".to_owned();
    for entry in 0..ENTRIES {
        write!(
            text,
            "<item><guid>https://host.example/{entry}</guid><title>Entry {entry}</title>\
                      <description>"
        )
        .unwrap();
        for paragraph in 0..20 {
            let words =
                "gleaning is the gathering of what the harvest left behind &amp;amp; ".repeat(4);
            let seed = entry * 31 + paragraph;
            write!(
                text,
                "&lt;p&gt;{seed} {words}&lt;a href=\"/{seed}\"&gt;link&lt;/a&gt;&lt;/p&gt;"
            )
            .unwrap();
        }
        text.push_str("</description></item>");
    }
    text + "</channel></rss>"
}

fn refresh(runtime: &Runtime, client: &Arc<Canned>, states: Vec<FeedState>) -> usize {
    runtime.block_on(async {
        let (sender, mut receiver) = mpsc::channel(OUTCOMES_BUFFERED);
        let run = tokio::spawn(refresh_many(
            client.clone(),
            states,
            now(),
            Mode::Asked,
            CancelToken::new(),
            sender,
        ));
        let mut count = 0;
        while receiver.recv().await.is_some() {
            count += 1;
        }
        run.await.unwrap();
        count
    })
}

fn benches(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let text = feed();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    let changed = Arc::new(Canned(Some(Body {
        bytes: encoder.finish().unwrap(),
        encoding: Some("gzip".into()),
    })));
    let unchanged = Arc::new(Canned(None));
    let mut group = criterion.benchmark_group("refresh");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64 * FEEDS.unsigned_abs()));
    group.bench_function("16 changed feeds of 100 entries", |bencher| {
        bencher.iter(|| refresh(&runtime, &changed, states(FEEDS)));
    });
    group.throughput(Throughput::Elements(UNCHANGED_FEEDS.unsigned_abs()));
    group.bench_function("500 unchanged feeds", |bencher| {
        bencher.iter(|| refresh(&runtime, &unchanged, states(UNCHANGED_FEEDS)));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
