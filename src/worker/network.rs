//! The thread that starts what needs the network. The fetching runtime and its client come to life
//! with the first use.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::sync::mpsc as async_channel;
use url::Url;

use super::Clock;
use super::fence::fenced;
use super::full_text;
use super::look;
use super::message::{Event, PreviewSource, Scope};
use super::outbox::Outbox;
use super::pictures::Homes;
use super::refreshing::Brought;
use super::writer::WriterTask;
use super::writes::{Mark, Writes};
use crate::config::{Network as NetworkSettings, Paths, Settings, load_toml};
use crate::model::{Cause, EntryId, FeedId, FeedState, RefreshOutcome};
use crate::net::{Grant, HttpClient, Recorder, Remembering, Request, SigningIn};
use crate::refresh::{CancelToken, Mode, OUTCOMES_BUFFERED, RefreshEnd, Turn, refresh_many, turn};
use crate::store::{Reader, StoreError};

/// How long what was fetched to look at a feed serves for subscribing to it.
const LOOK_LASTS: SignedDuration = SignedDuration::from_mins(5);
/// Threads that fetch and parse.
const FETCH_THREADS: usize = 2;

/// What the thread is asked.
#[derive(Debug)]
pub(super) enum NetworkTask {
    Refresh(Scope, Mark),
    CancelRefresh,
    Discover { generation: u64, address: String, grant: Option<Grant> },
    Preview(PreviewSource),
    FullText { entry_id: EntryId, feed_id: FeedId, url: Url },
    Configure(NetworkSettings),
    Stop,
}

/// How other threads ask it.
#[derive(Debug, Clone)]
pub(super) struct Network(pub(super) Sender<NetworkTask>);

impl Network {
    /// Refreshes feeds as they are after the acts so far.
    pub(super) fn refresh(&self, scope: Scope, writes: &Writes) -> bool {
        self.send(NetworkTask::Refresh(scope, writes.mark()))
    }

    /// Whether the thread listens; it ends only when the program does.
    pub(super) fn send(&self, task: NetworkTask) -> bool {
        self.0.send(task).is_ok()
    }
}

/// How a refresh reaches the writer.
#[derive(Clone)]
pub(super) struct ToWriter {
    pub(super) brought: async_channel::Sender<Brought>,
    pub(super) bell: Sender<WriterTask>,
}

impl ToWriter {
    async fn bring(&self, brought: Brought) -> bool {
        self.brought.send(brought).await.is_ok() && self.bell.send(WriterTask::Brought).is_ok()
    }

    /// A refresh that could not begin is over at once: the window waits for its end.
    fn end_at_once(&self) {
        for brought in [
            Brought::Began { feeds: 0 },
            Brought::Ended(RefreshEnd { is_cancelled: true, ..RefreshEnd::default() }),
        ] {
            if self.brought.blocking_send(brought).is_err()
                || self.bell.send(WriterTask::Brought).is_err()
            {
                return;
            }
        }
    }
}

pub(super) struct Coordinator {
    pub(super) paths: Paths,
    pub(super) recorder: Recorder,
    pub(super) clock: Clock,
    pub(super) outbox: Outbox,
    pub(super) writes: Arc<Writes>,
    pub(super) to_writer: ToWriter,
    pub(super) reader: Option<Reader>,
    pub(super) runtime: Option<Runtime>,
    pub(super) cancel: CancelToken,
    pub(super) under_way: UnderWay,
    /// Which pictures are at home.
    pub(super) homes: Arc<Homes>,
    /// How many feeds were looked at.
    pub(super) looks: Arc<AtomicU64>,
    /// Turns for pages that are fetched for their full text.
    pub(super) pages: Arc<Semaphore>,
    /// The settings that the client has.
    pub(super) configured: Option<NetworkSettings>,
    /// The latest look at a feed that is not subscribed to, and when it was.
    pub(super) looked: Option<(Timestamp, Arc<Remembering>)>,
}

impl Coordinator {
    pub(super) fn run(mut self, tasks: &Receiver<NetworkTask>) {
        if let Err(message) = fenced(|| self.prepare()) {
            self.outbox.send(Event::Failed(message));
        }
        while let Ok(task) = tasks.recv() {
            if matches!(task, NetworkTask::Stop) {
                break;
            }
            let failure = failure_of(&task);
            if let Err(message) = fenced(|| self.take(task)) {
                self.outbox.send(failure(message));
            }
        }
        self.cancel.cancel();
        if let Some(runtime) = self.runtime {
            runtime.shutdown_background();
        }
    }

    fn prepare(&mut self) {
        let (settings, _) = load_toml::<Settings>(&self.paths.settings());
        self.configure(&settings.network());
        // What feeds in a network at home or at work name in their own places may be fetched.
        for state in self.states(Scope::All).unwrap_or_default() {
            self.recorder.trust(&state.feed_url);
        }
    }

    fn take(&mut self, task: NetworkTask) {
        match task {
            NetworkTask::Refresh(scope, mark) => {
                let message = match fenced(|| self.refresh(scope, mark)) {
                    Ok(Ok(())) => return,
                    Ok(Err(message)) | Err(message) => message,
                };
                self.to_writer.end_at_once();
                self.outbox.send(Event::Failed(message));
            }
            NetworkTask::CancelRefresh => {
                self.cancel.cancel();
                self.cancel = CancelToken::new();
            }
            NetworkTask::Discover { generation, address, grant } => {
                self.discover(generation, address, grant)
            }
            NetworkTask::Preview(source) => self.preview(source),
            NetworkTask::FullText { entry_id, feed_id, url } => {
                self.full_text(entry_id, feed_id, url)
            }
            NetworkTask::Configure(network) => self.configure(&network),
            NetworkTask::Stop => {}
        }
    }

    fn refresh(&mut self, scope: Scope, mark: Mark) -> Result<(), String> {
        self.writes.wait(mark);
        let now = (self.clock)();
        let mode = match scope {
            Scope::Due { minutes } => Mode::Timer { minutes },
            Scope::All | Scope::Folder(_) => Mode::Asked,
            Scope::Feed(_) => Mode::Insisted,
        };
        let mut states = self.states(scope).map_err(|err| self.outbox.words(&err))?;
        // What may fail comes before feeds count as being refreshed.
        let runtime = self.runtime()?.handle().clone();
        states.retain(|state| {
            turn(state, now, mode) != Turn::Skip && self.under_way.begin(state.feed_id)
        });
        let ids: Vec<FeedId> = states.iter().map(|state| state.feed_id).collect();
        let (to_writer, under_way) = (self.to_writer.clone(), self.under_way.clone());
        let (sender, mut outcomes) = async_channel::channel(OUTCOMES_BUFFERED);
        let client = self.client_for(&states, mode, now);
        let work = refresh_many(client, states, now, mode, self.cancel.clone(), sender);
        runtime.spawn(async move {
            let work = tokio::spawn(work);
            to_writer
                .bring(Brought::Began { feeds: u32::try_from(ids.len()).unwrap_or(u32::MAX) })
                .await;
            while let Some((feed_id, outcome)) = outcomes.recv().await {
                under_way.end(feed_id);
                if !to_writer
                    .bring(Brought::Outcome(feed_id, Box::<RefreshOutcome>::new(outcome)))
                    .await
                {
                    return;
                }
            }
            for feed_id in ids {
                under_way.end(feed_id);
            }
            let end = work.await.unwrap_or_else(|err| {
                log::error!("refresh: {err}");
                RefreshEnd::default()
            });
            to_writer.bring(Brought::Ended(end)).await;
        });
        Ok(())
    }

    fn states(&mut self, scope: Scope) -> Result<Vec<FeedState>, StoreError> {
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => Reader::open(&self.paths.library())?,
        };
        let states = states(&reader, scope);
        self.reader = Some(reader);
        states
    }

    /// The first refresh of a feed takes what looking at it has brought; nothing else may be that
    /// old.
    fn client_for(
        &mut self,
        states: &[FeedState],
        mode: Mode,
        now: Timestamp,
    ) -> Arc<dyn HttpClient> {
        let is_first = matches!(states, [state] if state.health.last_success.is_none());
        let cause = match mode {
            Mode::Timer { .. } => Cause::Timer,
            Mode::Insisted if matches!(states, [state] if state.health.last_attempt.is_none()) => {
                Cause::Added
            }
            Mode::Asked | Mode::Insisted => Cause::Asked,
        };
        match self.looked.take() {
            Some((at, looked)) if is_first && now.duration_since(at) <= LOOK_LASTS => looked,
            _ => self.recorder.client(cause),
        }
    }

    fn looking_client(&mut self, cause: Cause, grant: Option<Grant>) -> Arc<dyn HttpClient> {
        let client = self.recorder.client(cause);
        let client: Arc<dyn HttpClient> = match grant {
            Some(grant) => Arc::new(SigningIn::new(client, grant)),
            None => client,
        };
        let looked = Arc::new(Remembering::new(client));
        self.looked = Some(((self.clock)(), Arc::clone(&looked)));
        looked
    }

    /// Says at once what of the settings cannot be used, though it matters only with the next
    /// request.
    fn configure(&mut self, network: &NetworkSettings) {
        if self.configured.as_ref() == Some(network) {
            return;
        }
        self.configured = Some(network.clone());
        if let Err(error) = self.recorder.configure(network) {
            self.outbox.send(Event::Failed(error.user_message()));
        }
    }

    fn discover(&mut self, generation: u64, address: String, grant: Option<Grant>) {
        let (client, outbox) = (self.looking_client(Cause::Added, grant), self.outbox.clone());
        match self.runtime() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    let result = guarded(look::discover(client, address)).await;
                    outbox.send(Event::Discovered { generation, result });
                });
            }
            Err(message) => {
                self.outbox.send(Event::Discovered { generation, result: Err(message) })
            }
        }
    }

    fn preview(&mut self, source: PreviewSource) {
        let grant = match &source {
            PreviewSource::Granted(_, grant) => Some(grant.clone()),
            PreviewSource::Address(_) | PreviewSource::File(_) => None,
        };
        let (client, outbox) = (self.looking_client(Cause::Preview, grant), self.outbox.clone());
        let (homes, looks) = (Arc::clone(&self.homes), Arc::clone(&self.looks));
        let look = looks.fetch_add(1, Ordering::AcqRel) + 1;
        match self.runtime() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    let result = guarded(look::preview(client, source)).await;
                    // Of two looks the later one is meant, even if the other takes longer.
                    if looks.load(Ordering::Acquire) != look {
                        return;
                    }
                    if let Ok(preview) = &result {
                        homes.look_at(&preview.feed_url);
                    }
                    outbox.send(Event::PreviewReady(result.map(Arc::new)));
                });
            }
            Err(message) => self.outbox.send(Event::PreviewReady(Err(message))),
        }
    }

    fn full_text(&mut self, entry_id: EntryId, feed_id: FeedId, url: Url) {
        let feed_url = self
            .states(Scope::Feed(feed_id))
            .unwrap_or_default()
            .into_iter()
            .next()
            .map(|state| state.feed_url);
        let request = Request { feed_id: Some(feed_id), home: feed_url, ..Request::for_page(url) };
        let (client, bell, pages) = (
            self.recorder.client(Cause::FullText),
            self.to_writer.bell.clone(),
            Arc::clone(&self.pages),
        );
        let work = async move {
            let _turn = pages.acquire().await;
            let result = guarded(full_text::fetch(client, request)).await;
            let _ = bell.send(WriterTask::FullText(entry_id, result));
        };
        match self.runtime() {
            Ok(runtime) => _ = runtime.spawn(work),
            Err(message) => self.outbox.send(Event::FullText { entry_id, result: Err(message) }),
        }
    }

    fn runtime(&mut self) -> Result<&Runtime, String> {
        let runtime = match self.runtime.take() {
            Some(runtime) => runtime,
            None => tokio::runtime::Builder::new_multi_thread()
                .worker_threads(FETCH_THREADS)
                .thread_name("gleaner-fetch")
                .enable_all()
                .build()
                .map_err(|err| format!("Couldn't start fetching - {err}"))?,
        };
        Ok(self.runtime.insert(runtime))
    }
}

/// What tells the window that a task came to nothing.
fn failure_of(task: &NetworkTask) -> Box<dyn FnOnce(String) -> Event> {
    match task {
        NetworkTask::Discover { generation, .. } => {
            let generation = *generation;
            Box::new(move |message| Event::Discovered { generation, result: Err(message) })
        }
        NetworkTask::Preview(_) => Box::new(|message| Event::PreviewReady(Err(message))),
        NetworkTask::FullText { entry_id, .. } => {
            let entry_id = *entry_id;
            Box::new(move |message| Event::FullText { entry_id, result: Err(message) })
        }
        NetworkTask::Refresh(..)
        | NetworkTask::CancelRefresh
        | NetworkTask::Configure(_)
        | NetworkTask::Stop => Box::new(Event::Failed),
    }
}

/// Runs a task of its own, so that a panic in it is an answer too.
async fn guarded<T: Send + 'static>(
    work: impl Future<Output = Result<T, String>> + Send + 'static,
) -> Result<T, String> {
    tokio::spawn(work).await.unwrap_or_else(|err| {
        log::error!("{err}");
        Err("Something in Gleaner went wrong - please report the address".to_owned())
    })
}

/// What refreshing needs to know about the feeds of a scope.
pub fn states(reader: &Reader, scope: Scope) -> Result<Vec<FeedState>, StoreError> {
    match scope {
        Scope::All | Scope::Due { .. } => reader.feed_states(),
        Scope::Feed(feed_id) => Ok(reader.feed_state(feed_id)?.into_iter().collect()),
        Scope::Folder(folder_id) => {
            let inside: HashSet<FeedId> = reader.feeds_in_folder(folder_id)?.into_iter().collect();
            Ok(reader
                .feed_states()?
                .into_iter()
                .filter(|state| inside.contains(&state.feed_id))
                .collect())
        }
    }
}

/// The feeds that are being refreshed now, so that none is asked twice at a time.
#[derive(Debug, Clone, Default)]
pub(super) struct UnderWay(Arc<Mutex<HashSet<FeedId>>>);

impl UnderWay {
    fn begin(&self, feed_id: FeedId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(feed_id)
    }

    fn end(&self, feed_id: FeedId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&feed_id);
    }
}
