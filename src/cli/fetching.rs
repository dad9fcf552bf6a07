//! What `add` and `refresh` share: fetching on threads of its own while this one stores what comes.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, Receiver};

use super::CliError;
use super::library::store_error;
use crate::config::{Paths, Settings, load_toml};
use crate::model::{Activity, Cause, FeedId, FeedState, RefreshOutcome};
use crate::net::{Client, HttpClient, Recorder, Vault};
use crate::refresh::{CancelToken, Mode, OUTCOMES_BUFFERED, RefreshEnd, refresh_many};
use crate::store::{RefreshCounts, Store};

/// Most feeds saved in one transaction: flushing to the disk costs more than writing.
const BATCH_FEEDS: usize = 32;
/// No more feeds join a transaction that has so many entries.
const BATCH_ENTRIES: usize = 2000;

/// The requests of a run, until they are saved at its end.
#[derive(Default)]
pub(super) struct Log(Arc<Mutex<Vec<Activity>>>);

impl Log {
    /// A client whose requests are noted here, and which fetches with this one.
    pub(super) fn client(&self, cause: Cause, client: Arc<dyn HttpClient>) -> Arc<dyn HttpClient> {
        let noted = Arc::clone(&self.0);
        let sink =
            move |request| noted.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        Recorder::new(client, Arc::new(Timestamp::now), Arc::new(sink)).client(cause)
    }

    /// Saves what was noted. That it could not be is no reason to fail.
    pub(super) fn save(&self, store: &mut Store) {
        let noted = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if let Err(err) = store.record_activity(&noted, Timestamp::now()) {
            log::warn!("requests are not noted: {err}");
        }
    }

    /// The same where there may be no library, and none is made for it.
    pub(super) fn save_if_there(&self, paths: &Paths) {
        if paths.library().exists() {
            match Store::open(&paths.library()) {
                Ok(mut store) => self.save(&mut store),
                Err(err) => log::warn!("requests are not noted: {err}"),
            }
        }
    }
}

type Outcome = (FeedId, RefreshOutcome);

/// What fetches, as the settings of the profile say.
pub(super) fn client(paths: &Paths, vault: Vault) -> Arc<dyn HttpClient> {
    let (settings, _) = load_toml::<Settings>(&paths.settings());
    Arc::new(Client::with(settings.network(), vault))
}

/// A runtime for fetching: one thread, and those that block while they parse.
pub(super) fn runtime() -> Result<Runtime, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_name("gleaner-parse")
        .build();
    runtime.map_err(|err| CliError::new("runtime", format!("Couldn't start fetching - {err}")))
}

/// Refreshes feeds and stores what comes; `told` hears of each feed once it is stored.
pub(super) fn refresh_into(
    store: &mut Store,
    client: Arc<dyn HttpClient>,
    states: Vec<FeedState>,
    mode: Mode,
    told: &mut dyn FnMut(FeedId, &RefreshOutcome, RefreshCounts) -> Result<(), CliError>,
) -> Result<RefreshEnd, CliError> {
    let runtime = runtime()?;
    let now = Timestamp::now();
    let (sender, mut receiver) = mpsc::channel(OUTCOMES_BUFFERED);
    let work = refresh_many(client, states, now, mode, CancelToken::new(), sender);
    let (end, stored) = thread::scope(|scope| {
        let fetching = scope.spawn(|| runtime.block_on(work));
        // A closed channel is how the other side learns that storing has failed.
        let stored = store_all(store, &mut receiver, now, told);
        drop(receiver);
        (fetching.join(), stored)
    });
    // A parser that hangs must not hold up the end.
    runtime.shutdown_background();
    stored?;
    end.map_err(|_| {
        CliError::new(
            "crash",
            "Something in Gleaner went wrong while fetching - what is stored is safe",
        )
    })
}

fn store_all(
    store: &mut Store,
    receiver: &mut Receiver<Outcome>,
    now: Timestamp,
    told: &mut dyn FnMut(FeedId, &RefreshOutcome, RefreshCounts) -> Result<(), CliError>,
) -> Result<(), CliError> {
    while let Some(first) = receiver.blocking_recv() {
        let batch = batch_from(first, receiver);
        let borrowed: Vec<_> = batch.iter().map(|(feed_id, outcome)| (*feed_id, outcome)).collect();
        let saved = store
            .save_refreshes(&borrowed, &now.to_zoned(TimeZone::system()))
            .map_err(store_error)?;
        for ((feed_id, outcome), saved) in borrowed.into_iter().zip(saved) {
            told(feed_id, outcome, saved.map_err(store_error)?)?;
        }
    }
    Ok(())
}

/// What is there already, without waiting for more.
fn batch_from(first: Outcome, receiver: &mut Receiver<Outcome>) -> Vec<Outcome> {
    let mut entries = entry_count(&first);
    let mut batch = vec![first];
    while batch.len() < BATCH_FEEDS && entries < BATCH_ENTRIES {
        let Ok(next) = receiver.try_recv() else { break };
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
