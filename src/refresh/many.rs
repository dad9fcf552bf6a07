//! Refreshes many feeds: a few requests at a time, with hosts taking turns, and parsing on all
//! cores. Outcomes are sent as they come.
//!
//! Memory is bounded because at most [`REQUESTS_MAX`] feeds are fetched at a time, and no further
//! one while [`UNREAD_MAX`] wait to be parsed.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use futures_util::FutureExt as _;
use jiff::Timestamp;
use tokio::sync::mpsc::Sender;
use tokio::task::JoinSet;
use url::Url;

use super::cancel::CancelToken;
use super::feed::{FetchResult, Reading, crashed, fetch, read};
use super::older::with_older_entries;
use super::queue::HostQueue;
use super::schedule::{Mode, Turn, turn};
use crate::model::{FeedId, FeedState, RefreshOutcome};
use crate::net::{Contact, HttpClient, Response, VALIDATOR_LIFETIME, VALIDATOR_LIFETIME_INSISTED};

/// Most feeds that are fetched at a time.
pub const REQUESTS_MAX: usize = 32;
/// While this many fetched feeds wait to be parsed, no further one is fetched. Where parsing is
/// slower than the network, fewer would leave the servers idle most of the time.
pub const UNREAD_MAX: usize = 32;
/// A good capacity for the channel of outcomes: large enough that the parsers do not wait for the
/// disk.
pub const OUTCOMES_BUFFERED: usize = 8;
/// If this many hosts failed and none answered, the machine is considered offline, and no more
/// hosts are tried.
pub const OFFLINE_HOSTS: usize = 8;
/// With fewer failed hosts than this, the machine is never considered offline: a single host may be
/// misspelt.
const OFFLINE_HOSTS_MIN: usize = 2;

/// How a refresh ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RefreshEnd {
    /// No server could be reached. The feeds that failed because of this have no outcome, since it
    /// is not their fault.
    pub is_offline: bool,
    /// It was a proxy that could not be reached, so the machine may be online without it.
    pub is_proxy_unreached: bool,
    pub is_cancelled: bool,
    /// Feeds that were not refreshed because they are gone for good or not due.
    pub skipped: u32,
}

/// Refreshes feeds and sends their outcomes in no order. Ends when all are done, when `cancel` is
/// cancelled, or when the receiver is dropped.
///
/// A feed whose server asked for a pause gets [`RefreshOutcome::Waiting`]. Skipped feeds get no
/// outcome.
pub async fn refresh_many(
    client: Arc<dyn HttpClient>,
    states: Vec<FeedState>,
    now: Timestamp,
    mode: Mode,
    cancel: CancelToken,
    sender: Sender<(FeedId, RefreshOutcome)>,
) -> RefreshEnd {
    let mut end = RefreshEnd::default();
    let mut due = Vec::new();
    let pauses = pauses(&states, now, mode);
    for state in states {
        let host = host_key(&state.feed_url);
        let until = match (turn(&state, now, mode), pauses.get(&host)) {
            (Turn::Ask, None) => {
                due.push((host, state));
                continue;
            }
            (Turn::Skip, _) => {
                end.skipped += 1;
                continue;
            }
            (Turn::Ask, Some(until)) => *until,
            (Turn::Wait { until }, _) => until,
        };
        if sender.send((state.feed_id, RefreshOutcome::Waiting { until })).await.is_err() {
            return end;
        }
    }
    let mut run = RefreshRun::new(client, due, (now, mode), sender);
    tokio::select! {
        () = cancel.cancelled() => end.is_cancelled = true,
        is_offline = run.finish() => end.is_offline = is_offline,
    }
    end.is_proxy_unreached = end.is_offline && run.network.is_proxy_unreached;
    end
}

/// The key for the limit of requests to one host. Empty for feeds that are not on the web. The port
/// is in it, since one machine may have several unrelated servers.
fn host_key(url: &Url) -> String {
    match (url.host_str().unwrap_or_default(), url.port()) {
        (host, None) => host.to_owned(),
        (host, Some(port)) => format!("{host}:{port}"),
    }
}

/// The hosts that asked for a pause which is not over, with its end. A host that one feed must
/// leave alone is left alone by all.
fn pauses(states: &[FeedState], now: Timestamp, mode: Mode) -> HashMap<String, Timestamp> {
    let mut pauses = HashMap::new();
    for state in states {
        if let Turn::Wait { until } = turn(state, now, mode) {
            let end = pauses.entry(host_key(&state.feed_url)).or_insert(until);
            *end = until.max(*end);
        }
    }
    pauses
}

struct HostResult {
    host: String,
    state: FeedState,
    result: FetchResult,
}

/// A refresh in progress. Dropping it stops the refresh.
struct RefreshRun {
    client: Arc<dyn HttpClient>,
    now: Timestamp,
    /// Validators that are older are not sent.
    validator_lifetime: Duration,
    queue: HostQueue<FeedState>,
    fetching: JoinSet<HostResult>,
    unread: VecDeque<(FeedState, Response)>,
    reading: JoinSet<(FeedState, Reading)>,
    /// Feeds whose older entries are being fetched.
    paging: JoinSet<(FeedId, RefreshOutcome)>,
    sender: Sender<(FeedId, RefreshOutcome)>,
    network: NetworkState,
}

impl RefreshRun {
    fn new(
        client: Arc<dyn HttpClient>,
        due: Vec<(String, FeedState)>,
        (now, mode): (Timestamp, Mode),
        sender: Sender<(FeedId, RefreshOutcome)>,
    ) -> Self {
        // Local files come first, so that they need not wait for time-outs when offline.
        let (local, remote): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|(host, _)| host.is_empty());
        Self {
            client,
            now,
            validator_lifetime: match mode {
                Mode::Timer { .. } | Mode::Asked => VALIDATOR_LIFETIME,
                Mode::Insisted => VALIDATOR_LIFETIME_INSISTED,
            },
            queue: HostQueue::new(local.into_iter().chain(remote)),
            fetching: JoinSet::new(),
            unread: VecDeque::new(),
            reading: JoinSet::new(),
            paging: JoinSet::new(),
            sender,
            network: NetworkState::default(),
        }
    }

    /// Runs to the end. Returns whether the machine is offline.
    async fn finish(&mut self) -> bool {
        let cores = available_parallelism().map_or(1, usize::from);
        loop {
            self.start_fetching();
            self.start_reading(cores);
            let has_receiver = tokio::select! {
                Some(Ok(done)) = self.fetching.join_next() => self.receive(done).await,
                Some(Ok((state, reading))) = self.reading.join_next() => {
                    self.finish_reading(state, reading).await
                }
                Some(Ok(done)) = self.paging.join_next() => self.send(done).await,
                else => break,
            };
            if !has_receiver {
                break;
            }
        }
        self.report_failures().await
    }

    fn start_fetching(&mut self) {
        // Dead hosts fail sooner than live hosts answer, so requests that are under way may still
        // prove that there is a network.
        if self.network.seems_offline() {
            return;
        }
        while self.fetching.len() < REQUESTS_MAX && self.unread.len() < UNREAD_MAX {
            let Some((host, state)) = self.queue.next() else { return };
            let (client, now) = (Arc::clone(&self.client), self.now);
            let lifetime = self.validator_lifetime;
            self.fetching.spawn(async move {
                let fetching = fetch(client.as_ref(), &state, now, lifetime);
                let result = AssertUnwindSafe(fetching).catch_unwind().await;
                let result = result.unwrap_or_else(|_| FetchResult::Outcome {
                    outcome: crashed(&state, "the client panicked", now),
                    contact: Contact::NotTried,
                    pause: None,
                });
                HostResult { host, state, result }
            });
        }
    }

    fn start_reading(&mut self, cores: usize) {
        while self.reading.len() < cores {
            let Some((state, response)) = self.unread.pop_front() else { return };
            let now = self.now;
            self.reading.spawn_blocking(move || {
                let reading = read(response, &state, now);
                (state, reading)
            });
        }
    }

    /// Sends what was read, at once or after the older entries of a new feed.
    async fn finish_reading(&mut self, state: FeedState, reading: Reading) -> bool {
        let Reading { outcome, next_page } = reading;
        let Some(page) = next_page else { return self.send((state.feed_id, outcome)).await };
        let client = Arc::clone(&self.client);
        self.paging.spawn(async move {
            let outcome = with_older_entries(client.as_ref(), &state, outcome, page).await;
            (state.feed_id, outcome)
        });
        true
    }

    async fn receive(&mut self, done: HostResult) -> bool {
        self.queue.release(&done.host);
        let feed_id = done.state.feed_id;
        match done.result {
            FetchResult::Outcome {
                outcome,
                contact: contact @ (Contact::Nobody | Contact::NoProxy),
                ..
            } => {
                self.network.is_proxy_unreached |= contact == Contact::NoProxy;
                self.network.failed_hosts.insert(done.host);
                self.network.held_back.push((feed_id, outcome));
                true
            }
            FetchResult::Outcome { outcome, contact: Contact::Server, pause } => {
                self.note_contact(&done.host).await
                    && self.send((feed_id, outcome)).await
                    && self.rest(&done.host, pause).await
            }
            FetchResult::Outcome { outcome, contact: Contact::NotTried, .. } => {
                self.send((feed_id, outcome)).await
            }
            FetchResult::Body(response) => {
                self.unread.push_back((done.state, response));
                self.note_contact(&done.host).await
            }
        }
    }

    /// Leaves a host alone that asked for a pause: its feeds that were not fetched yet wait.
    async fn rest(&mut self, host: &str, pause: Option<Timestamp>) -> bool {
        let Some(until) = pause else { return true };
        for state in self.queue.drain(host) {
            if !self.send((state.feed_id, RefreshOutcome::Waiting { until })).await {
                return false;
            }
        }
        true
    }

    /// A host answered, so there is a network, and the failures of other hosts are their own.
    async fn note_contact(&mut self, host: &str) -> bool {
        self.network.is_online |= !host.is_empty();
        if self.network.is_online { self.send_held_back().await } else { true }
    }

    async fn send_held_back(&mut self) -> bool {
        for done in std::mem::take(&mut self.network.held_back) {
            if !self.send(done).await {
                return false;
            }
        }
        true
    }

    async fn send(&self, done: (FeedId, RefreshOutcome)) -> bool {
        self.sender.send(done).await.is_ok()
    }

    async fn report_failures(&mut self) -> bool {
        let is_offline =
            !self.network.is_online && self.network.failed_hosts.len() >= OFFLINE_HOSTS_MIN;
        if !is_offline {
            self.send_held_back().await;
        }
        is_offline
    }
}

/// What a refresh has learned about the network.
#[derive(Debug, Default)]
struct NetworkState {
    /// Some host answered.
    is_online: bool,
    is_proxy_unreached: bool,
    failed_hosts: BTreeSet<String>,
    /// Failures whose cause is not known yet: the network or the host.
    held_back: Vec<(FeedId, RefreshOutcome)>,
}

impl NetworkState {
    fn seems_offline(&self) -> bool {
        !self.is_online && self.failed_hosts.len() >= OFFLINE_HOSTS
    }
}
