//! The servers of the soak test: the answers of each feed during the day, and a log of all
//! requests.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use gleaner::net::{
    BACK_OFF_FIRST, BACK_OFF_MAX, Body, FetchError, Headers, HttpClient, Request, Response,
};
use url::Url;

use super::account;
use crate::support::sync_double::client::DoubleClient;

pub const FEEDS: usize = 500;
/// Feeds per host.
const FEEDS_A_HOST: usize = 10;
/// The start of the day in seconds since 1970.
pub const START: i64 = 1_795_600_800;
/// Entries per feed.
const ENTRIES: i64 = 3;
/// At this hour feeds move and disappear.
const CHANGE_HOUR: i64 = 5;
const RETRY_AFTER_SECS: i64 = 3 * 3600;
const MAX_AGE_SECS: i64 = 2 * 3600;
/// How early a timer may be.
const SLACK_SECS: i64 = 30;

/// The behaviour of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Has a new entry each hour.
    Changing,
    /// Knows validators and never changes.
    Unchanging,
    /// Always answers 500.
    Failing,
    /// Asks for a pause of three hours each time.
    Busy,
    /// Moves for good.
    Moving,
    /// Is gone for good.
    Gone,
    /// Says how long its answer is fresh.
    Fresh,
    /// Its host cannot be resolved.
    Lost,
    /// Sends something that is not a feed.
    Broken,
    /// Fails every other hour.
    Flapping,
}

const KINDS: [Kind; 10] = [
    Kind::Changing,
    Kind::Unchanging,
    Kind::Failing,
    Kind::Busy,
    Kind::Moving,
    Kind::Gone,
    Kind::Fresh,
    Kind::Lost,
    Kind::Broken,
    Kind::Flapping,
];

impl Kind {
    pub fn of(number: usize) -> Self {
        KINDS[number % KINDS.len()]
    }
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Asked {
    number: usize,
    at: i64,
    is_old_address: bool,
    is_conditional: bool,
    /// Whether the user asked, not the timer.
    is_by_reader: bool,
    status: u16,
}

pub struct World {
    pub clock: Arc<AtomicI64>,
    pub is_asked: AtomicBool,
    /// The server of the account.
    pub account: DoubleClient,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    log: Vec<Asked>,
    active: HashMap<String, usize>,
    most_per_host: usize,
    most_in_all: usize,
    served: BTreeSet<(usize, i64)>,
}

/// The first address of a feed.
pub fn address(number: usize) -> Url {
    // A pause holds all feeds of a host, so the busy ones have a host each.
    let host = match Kind::of(number) {
        Kind::Busy => format!("busy{number}"),
        Kind::Changing
        | Kind::Unchanging
        | Kind::Failing
        | Kind::Moving
        | Kind::Gone
        | Kind::Fresh
        | Kind::Lost
        | Kind::Broken
        | Kind::Flapping => format!("host{}", number / FEEDS_A_HOST),
    };
    Url::parse(&format!("https://{host}.example.org/feed/{number}")).unwrap()
}

impl World {
    pub fn new() -> Self {
        Self {
            clock: Arc::new(AtomicI64::new(START)),
            is_asked: AtomicBool::new(false),
            account: account::server(),
            state: Mutex::default(),
        }
    }

    pub fn log(&self) -> Vec<Asked> {
        self.state.lock().unwrap().log.clone()
    }

    /// Requests without an answer so far.
    pub fn active(&self) -> usize {
        self.state.lock().unwrap().active.values().sum()
    }

    /// Most simultaneous requests: to one host, in all.
    pub fn most(&self) -> (usize, usize) {
        let state = self.state.lock().unwrap();
        (state.most_per_host, state.most_in_all)
    }

    /// The number of different entries that were sent.
    pub fn entries_served(&self) -> usize {
        self.state.lock().unwrap().served.len()
    }

    fn enter(&self, host: &str) {
        let mut state = self.state.lock().unwrap();
        let here = state.active.entry(host.to_owned()).or_default();
        *here += 1;
        let here = *here;
        state.most_per_host = state.most_per_host.max(here);
        let all = state.active.values().sum();
        state.most_in_all = state.most_in_all.max(all);
    }

    async fn answer(&self, request: &Request) -> Result<Response, FetchError> {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        self.enter(&host);
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        let answer = self.reply(request);
        let mut state = self.state.lock().unwrap();
        *state.active.get_mut(&host).unwrap() -= 1;
        state.log.push(Asked {
            number: number_of(&request.url),
            at: self.clock.load(Ordering::SeqCst),
            is_old_address: request.url.path().starts_with("/feed/"),
            is_conditional: request.if_none_match.is_some(),
            is_by_reader: self.is_asked.load(Ordering::SeqCst),
            status: answer.as_ref().map_or(0, |answer| answer.status),
        });
        answer
    }

    #[expect(
        clippy::match_same_arms,
        reason = "a feed that moved answers as one that changes does"
    )]
    fn reply(&self, request: &Request) -> Result<Response, FetchError> {
        let number = number_of(&request.url);
        let hour = (self.clock.load(Ordering::SeqCst) - START) / 3600;
        let bare = |status: u16| Response {
            status,
            url: request.url.clone(),
            moved_to: None,
            headers: Headers::default(),
            body: Body::default(),
        };
        let feed = |newest: i64| Response { body: self.feed(number, newest), ..bare(200) };
        Ok(match Kind::of(number) {
            Kind::Changing => feed(hour),
            Kind::Unchanging if request.if_none_match.is_some() => bare(304),
            Kind::Unchanging => Response {
                headers: Headers { etag: Some("\"same\"".into()), ..Headers::default() },
                ..feed(0)
            },
            Kind::Failing => bare(500),
            Kind::Busy => Response {
                headers: Headers {
                    retry_after: Some(RETRY_AFTER_SECS.to_string()),
                    ..Headers::default()
                },
                ..bare(429)
            },
            Kind::Moving if hour >= CHANGE_HOUR => {
                let new = request.url.join(&format!("/moved/{number}")).unwrap();
                Response {
                    moved_to: Some(new.clone()).filter(|new| *new != request.url),
                    url: new,
                    ..feed(0)
                }
            }
            Kind::Gone if hour >= CHANGE_HOUR => bare(410),
            Kind::Moving | Kind::Gone => feed(0),
            Kind::Fresh => Response {
                headers: Headers {
                    cache_control: Some(format!("max-age={MAX_AGE_SECS}")),
                    ..Headers::default()
                },
                ..feed(hour)
            },
            Kind::Lost => {
                return Err(FetchError::Dns {
                    source: "no such host".into(),
                    host: request.url.host_str().unwrap_or_default().into(),
                });
            }
            Kind::Broken => Response {
                body: Body { bytes: b"<html><p>Sorry".to_vec(), encoding: None },
                ..bare(200)
            },
            Kind::Flapping if hour % 2 == 1 => bare(503),
            Kind::Flapping => feed(hour),
        })
    }

    fn feed(&self, number: usize, newest: i64) -> Body {
        let listed = (newest - ENTRIES + 1).max(0)..=newest;
        self.state.lock().unwrap().served.extend(listed.clone().map(|entry| (number, entry)));
        let items: String = listed
            .map(|entry| {
                format!(
                    "<item><guid isPermaLink=\"false\">{number} {entry}</guid>\
                                  <title>Entry {entry}</title>\
                                  <description>Words</description></item>"
                )
            })
            .collect();
        let text = format!(
            "<rss version=\"2.0\"><channel><title>Feed {number}</title>{items}</channel></rss>"
        );
        Body { bytes: text.into_bytes(), encoding: None }
    }
}

impl HttpClient for World {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        if request.url.origin() == self.account.address().origin() {
            return self.account.get(request);
        }
        Box::pin(self.answer(request))
    }
}

fn number_of(url: &Url) -> usize {
    url.path().rsplit('/').next().unwrap().parse().unwrap()
}

/// Requests for a feed that should not have been made, in words.
pub fn impolite(number: usize, log: &[Asked], minutes: u32) -> Vec<String> {
    let asked: Vec<&Asked> = log.iter().filter(|asked| asked.number == number).collect();
    let mut wrong = Vec::new();
    let mut failures = 0;
    for pair in asked.windows(2) {
        let (before, next) = (pair[0], pair[1]);
        failures = if matches!(before.status, 200 | 304) && Kind::of(number) != Kind::Broken {
            0
        } else {
            failures + 1
        };
        let wait =
            wait_after(Kind::of(number), before.status, failures, minutes, next.is_by_reader);
        let gap = next.at - before.at;
        if gap < wait - SLACK_SECS {
            wrong.push(format!("asked after {gap} s, not {wait} s, at {}", next.at - START));
        }
        if before.status == 410 {
            wrong.push("asked although it is gone".to_owned());
        }
        if Kind::of(number) == Kind::Unchanging && !next.is_conditional {
            wrong.push("asked without the validators".to_owned());
        }
        let has_moved = Kind::of(number) == Kind::Moving && before.at >= START + CHANGE_HOUR * 3600;
        if has_moved && next.is_old_address {
            wrong.push("asked at the address that it left".to_owned());
        }
    }
    let most = 26;
    if asked.len() > most
        || asked.is_empty()
        || (Kind::of(number) == Kind::Changing && asked.len() < 24)
    {
        wrong.push(format!("asked {} times", asked.len()));
    }
    wrong
}

/// The pause that a feed needs after an answer, in seconds.
fn wait_after(kind: Kind, status: u16, failures: u32, minutes: u32, is_by_reader: bool) -> i64 {
    if status == 429 {
        return RETRY_AFTER_SECS;
    }
    if is_by_reader {
        return 0;
    }
    let pause = i64::from(minutes) * 60;
    let back_off = BACK_OFF_FIRST
        .saturating_mul(1 << failures.saturating_sub(1).min(20))
        .min(BACK_OFF_MAX)
        .as_secs()
        .cast_signed();
    match kind {
        Kind::Fresh => MAX_AGE_SECS,
        _ if failures > 0 => pause.max(back_off),
        _ => pause,
    }
}
