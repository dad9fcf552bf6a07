//! Many feeds' refresh: a few requests at a time, hosts taking turns, parsing on all cores,
//! outcomes streamed as they come.
//!
//! At most [`REQUESTS_MAX`] feeds are between their request and their outcome, which bounds the
//! memory.

use std::collections::{BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::thread::available_parallelism;

use futures_util::FutureExt as _;
use jiff::Timestamp;
use tokio::sync::mpsc::Sender;
use tokio::task::JoinSet;
use url::Url;

use super::cancel::CancelToken;
use super::feed::{Answer, ask, crashed, read};
use super::queue::HostQueue;
use super::schedule::{Mode, Turn, turn};
use crate::model::{FeedId, FeedState, RefreshOutcome};
use crate::net::{Heard, HttpClient, Response};

/// Most feeds that are fetched or read at the same time.
pub const REQUESTS_MAX: usize = 32;
/// A good capacity for the channel that outcomes go through: enough that the parsers need not wait
/// for the disk.
pub const OUTCOMES_BUFFERED: usize = 8;
/// When so many hosts could not be found or reached and none was heard, no more are tried: this
/// machine must be offline.
pub const OFFLINE_HOSTS: usize = 8;
/// With fewer hosts than this nothing can be said about the network: the one host may be misspelt.
const OFFLINE_HOSTS_MIN: usize = 2;

/// What to say when it was the proxy that could not be reached.
pub const PROXY_UNREACHED: &str =
    "No feed could be reached through the proxy - check the proxy in the settings";

/// How a refresh ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RefreshEnd {
    /// No server could be reached at all. Nothing was reported about the feeds that failed so: it
    /// is not their fault.
    pub is_offline: bool,
    /// What could not be reached is a proxy: the machine may be online without it.
    pub is_proxy_unreached: bool,
    /// It was stopped.
    pub is_cancelled: bool,
    /// Feeds that were passed over: gone for good, or not due.
    pub skipped: u32,
}

/// Refreshes feeds and sends what came of each, in no order. Ends when all are done, the token is
/// thrown, or nobody listens.
///
/// Feeds whose server wants to be left alone come as [`RefreshOutcome::Waiting`]; feeds that are
/// passed over do not come.
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
    for state in states {
        match turn(&state, now, mode) {
            Turn::Ask => due.push((host_key(&state.feed_url), state)),
            Turn::Skip => end.skipped += 1,
            Turn::Wait { until } => {
                if sender.send((state.feed_id, RefreshOutcome::Waiting { until })).await.is_err() {
                    return end;
                }
            }
        }
    }
    let mut run = Run::new(client, due, now, sender);
    tokio::select! {
        () = cancel.cancelled() => end.is_cancelled = true,
        is_offline = run.finish() => end.is_offline = is_offline,
    }
    end.is_proxy_unreached = end.is_offline && run.network.is_proxy_unreached;
    end
}

/// What shares a connection limit: the host. Feeds that are not on the web have none.
fn host_key(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

struct Asked {
    host: String,
    state: FeedState,
    answer: Answer,
}

/// A refresh under way. Dropping it stops it.
struct Run {
    client: Arc<dyn HttpClient>,
    now: Timestamp,
    queue: HostQueue<FeedState>,
    asking: JoinSet<Asked>,
    unread: VecDeque<(FeedState, Response)>,
    reading: JoinSet<(FeedId, RefreshOutcome)>,
    sender: Sender<(FeedId, RefreshOutcome)>,
    network: Network,
}

impl Run {
    fn new(
        client: Arc<dyn HttpClient>,
        due: Vec<(String, FeedState)>,
        now: Timestamp,
        sender: Sender<(FeedId, RefreshOutcome)>,
    ) -> Self {
        // What is on this machine comes first, so that being offline does not keep it waiting.
        let (local, remote): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|(host, _)| host.is_empty());
        Self {
            client,
            now,
            queue: HostQueue::new(local.into_iter().chain(remote)),
            asking: JoinSet::new(),
            unread: VecDeque::new(),
            reading: JoinSet::new(),
            sender,
            network: Network::default(),
        }
    }

    /// Works until all is done. Says whether the machine is offline.
    async fn finish(&mut self) -> bool {
        let cores = available_parallelism().map_or(1, usize::from);
        loop {
            self.start_asking();
            self.start_reading(cores);
            let is_listened_to = tokio::select! {
                Some(Ok(asked)) = self.asking.join_next() => self.receive(asked).await,
                Some(Ok(done)) = self.reading.join_next() => self.send(done).await,
                else => break,
            };
            if !is_listened_to {
                break;
            }
        }
        self.report_unheard().await
    }

    fn start_asking(&mut self) {
        // Dead hosts fail sooner than live ones answer, so those that were asked have their say
        // before it is called offline.
        if self.network.seems_offline() {
            return;
        }
        while self.asking.len() + self.unread.len() + self.reading.len() < REQUESTS_MAX {
            let Some((host, state)) = self.queue.next() else { return };
            let (client, now) = (Arc::clone(&self.client), self.now);
            self.asking.spawn(async move {
                let answer =
                    AssertUnwindSafe(ask(client.as_ref(), &state, now)).catch_unwind().await;
                let answer = answer.unwrap_or_else(|_| Answer::Outcome {
                    outcome: crashed(&state, "the client panicked", now),
                    heard: Heard::NotAsked,
                });
                Asked { host, state, answer }
            });
        }
    }

    fn start_reading(&mut self, cores: usize) {
        while self.reading.len() < cores {
            let Some((state, response)) = self.unread.pop_front() else { return };
            let now = self.now;
            self.reading.spawn_blocking(move || (state.feed_id, read(response, &state, now)));
        }
    }

    async fn receive(&mut self, asked: Asked) -> bool {
        self.queue.release(&asked.host);
        let feed_id = asked.state.feed_id;
        match asked.answer {
            Answer::Outcome { outcome, heard: heard @ (Heard::Nobody | Heard::NoProxy) } => {
                self.network.is_proxy_unreached |= heard == Heard::NoProxy;
                self.network.unheard.insert(asked.host);
                self.network.held_back.push((feed_id, outcome));
                true
            }
            Answer::Outcome { outcome, heard: Heard::Server } => {
                self.hear(&asked.host).await && self.send((feed_id, outcome)).await
            }
            Answer::Outcome { outcome, heard: Heard::NotAsked } => {
                self.send((feed_id, outcome)).await
            }
            Answer::Body(response) => {
                self.unread.push_back((asked.state, response));
                self.hear(&asked.host).await
            }
        }
    }

    /// A host was heard, so there is a network, and whoever was not heard has a problem of his own.
    async fn hear(&mut self, host: &str) -> bool {
        self.network.is_heard |= !host.is_empty();
        if self.network.is_heard { self.send_held_back().await } else { true }
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

    async fn report_unheard(&mut self) -> bool {
        let is_offline = !self.network.is_heard && self.network.unheard.len() >= OFFLINE_HOSTS_MIN;
        if !is_offline {
            self.send_held_back().await;
        }
        is_offline
    }
}

/// What is known of the network.
#[derive(Debug, Default)]
struct Network {
    is_heard: bool,
    is_proxy_unreached: bool,
    unheard: BTreeSet<String>,
    /// Failures that are not reported before it is known whose fault they are.
    held_back: Vec<(FeedId, RefreshOutcome)>,
}

impl Network {
    fn seems_offline(&self) -> bool {
        !self.is_heard && self.unheard.len() >= OFFLINE_HOSTS
    }
}
