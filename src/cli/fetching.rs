//! Fetching for `add`, `refresh` and `inspect`: other threads fetch and parse while this one stores
//! the results.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Zoned;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, Receiver};

use super::CliError;
use super::library::store_error;
use super::profile::Profile;
use crate::config::{Paths, Settings, read_toml};
use crate::model::{Activity, Cause, Clock, FeedId, FeedState, RefreshOutcome};
use crate::net::{Client, HttpClient, Recorder};
use crate::refresh::{CancelToken, Mode, OUTCOMES_BUFFERED, RefreshEnd, refresh_many};
use crate::store::{RefreshCounts, Store};

/// Most feeds saved in one transaction. Flushing to the disk costs more than writing.
const BATCH_FEEDS: usize = 32;
/// A transaction takes no further feed once it has this many entries.
const BATCH_ENTRIES: usize = 1000;
/// The longest time that a transaction waits for more feeds. One for each feed would write the
/// pages of the indexes, which every entry touches, again and again.
const GATHERING: Duration = Duration::from_millis(300);

/// Records the requests of a run, to be saved at its end.
pub(super) struct Log {
    requests: Arc<Mutex<Vec<Activity>>>,
    clock: Clock,
}

impl Log {
    pub(super) fn new(clock: &Clock) -> Self {
        Self { requests: Arc::default(), clock: clock.clone() }
    }

    /// A client that sends its requests with another client and records them.
    pub(super) fn client(&self, cause: Cause, client: Arc<dyn HttpClient>) -> Arc<dyn HttpClient> {
        let requests = Arc::clone(&self.requests);
        let sink =
            move |request| requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        Recorder::new(client, self.clock.clone(), Arc::new(sink)).client(cause)
    }

    /// Saves the recorded requests. A failure is only logged: the subcommand itself has succeeded.
    pub(super) fn save(&self, store: &mut Store) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = std::mem::take(&mut *requests);
        if let Err(err) = store.record_activity(&requests, self.clock.now()) {
            log::warn!("requests are not recorded: {err}");
        }
    }

    /// Saves the recorded requests if the profile has a library. None is created for them.
    pub(super) fn save_if_exists(&self, paths: &Paths) {
        if paths.library().exists() {
            match Store::open(&paths.library()) {
                Ok(mut store) => self.save(&mut store),
                Err(err) => log::warn!("requests are not recorded: {err}"),
            }
        }
    }
}

type Outcome = (FeedId, RefreshOutcome);

/// A client with the network settings of the profile.
pub(super) fn client(profile: &Profile) -> Arc<dyn HttpClient> {
    let settings = read_toml::<Settings>(&profile.paths.settings()).unwrap_or_default();
    let client = Client::with(settings.network(), profile.vault.clone());
    Arc::new(client.with_clock(profile.clock.clone()))
}

/// A runtime that fetches on one thread and parses on others.
pub(super) fn runtime() -> Result<Runtime, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_name("gleaner-parse")
        .build();
    runtime.map_err(|err| CliError::new("runtime", format!("Couldn't start fetching - {err}")))
}

/// Refreshes feeds and stores the results. Calls `report` for each feed once it is stored.
pub(super) fn refresh_into(
    store: &mut Store,
    client: Arc<dyn HttpClient>,
    states: Vec<FeedState>,
    mode: Mode,
    now: &Zoned,
    report: &mut dyn FnMut(FeedId, &RefreshOutcome, RefreshCounts) -> Result<(), CliError>,
) -> Result<RefreshEnd, CliError> {
    let runtime = runtime()?;
    let (sender, mut receiver) = mpsc::channel(OUTCOMES_BUFFERED);
    let work = refresh_many(client, states, now.timestamp(), mode, CancelToken::new(), sender);
    let (end, stored) = thread::scope(|scope| {
        let fetching = scope.spawn(|| runtime.block_on(work));
        // If storing has failed, closing the channel stops the fetching.
        let stored = store_all(store, (&runtime, &mut receiver), now, report);
        drop(receiver);
        (fetching.join(), stored)
    });
    // Don't wait for a parser that hangs.
    runtime.shutdown_background();
    stored?;
    end.map_err(|_| {
        CliError::new(
            "crash",
            "Something in Gleaner went wrong while fetching - everything already stored is safe",
        )
    })
}

fn store_all(
    store: &mut Store,
    (runtime, receiver): (&Runtime, &mut Receiver<Outcome>),
    now: &Zoned,
    report: &mut dyn FnMut(FeedId, &RefreshOutcome, RefreshCounts) -> Result<(), CliError>,
) -> Result<(), CliError> {
    while let Some(first) = receiver.blocking_recv() {
        let batch = runtime.block_on(batch_from(first, receiver));
        let borrowed: Vec<_> = batch.iter().map(|(feed_id, outcome)| (*feed_id, outcome)).collect();
        let saved = store.save_refreshes(&borrowed, now).map_err(store_error)?;
        for ((feed_id, outcome), saved) in borrowed.into_iter().zip(saved) {
            report(feed_id, outcome, saved.map_err(store_error)?)?;
        }
    }
    Ok(())
}

/// The results that arrive until the batch is full or has waited long enough.
async fn batch_from(first: Outcome, receiver: &mut Receiver<Outcome>) -> Vec<Outcome> {
    let mut entries = entry_count(&first);
    let mut batch = vec![first];
    let end = tokio::time::Instant::now() + GATHERING;
    while batch.len() < BATCH_FEEDS && entries < BATCH_ENTRIES {
        let Ok(Some(next)) = tokio::time::timeout_at(end, receiver.recv()).await else { break };
        entries += entry_count(&next);
        batch.push(next);
    }
    batch
}

fn entry_count((_, outcome): &Outcome) -> usize {
    match outcome {
        RefreshOutcome::Changed { entries, .. } => entries.len(),
        RefreshOutcome::Unchanged { .. }
        | RefreshOutcome::Failed { .. }
        | RefreshOutcome::Waiting { .. } => 0,
    }
}
