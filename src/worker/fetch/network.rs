//! The network thread: starts refreshes, searches for feeds, previews and full texts, which then
//! run on the threads of a tokio runtime. The runtime and the client start with their first use.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::sync::mpsc as async_channel;
use url::Url;

use super::accounts::Accounts;
use super::episodes::Episodes;
use super::full_text;
use super::guarded::guarded;
use super::keepers;
use super::look;
use crate::config::{Network as NetworkSettings, Paths, Settings, read_toml};
use crate::i18n::{io_words, t};
use crate::library::{Scope, WantedFile, feed_states, missing_episode_files};
use crate::model::{Cause, Clock, EntryId, Feed, FeedId, FeedState};
use crate::net::{Accepts, Grant, HttpClient, Recorder, Remembering, Request, SigningIn, Vault};
use crate::refresh::{
    CancelToken, Mode, OUTCOMES_BUFFERED, RefreshEnd, Turn, fetch_page, refresh_many, turn,
};
use crate::store::{DownloadTask, EpisodeFileKind, Reader, StoreError};
use crate::worker::fence::fenced;
use crate::worker::message::{
    AccountJob, Event, Fetch, FetchTask, KeeperJob, ListenEvent, PreviewSource, RefreshMessage,
    WriteQueue, WriteTask,
};
use crate::worker::outbox::Outbox;
use crate::worker::pictures::Homes;
use crate::worker::writes::{Mark, Writes};

/// How long the responses of a preview or a search can serve for subscribing to the feed.
const LOOK_LASTS: SignedDuration = SignedDuration::from_mins(5);
/// Threads that fetch and parse.
const FETCH_THREADS: usize = 2;

pub(in crate::worker) struct Network {
    paths: Paths,
    recorder: Recorder,
    clock: Clock,
    outbox: Outbox,
    writes: Arc<Writes>,
    writer: WriteQueue,
    reader: Option<Reader>,
    runtime: Option<Runtime>,
    cancel: CancelToken,
    in_progress: FeedsInProgress,
    accounts: Accounts,
    episodes: Episodes,
    homes: Arc<Homes>,
    /// The number of previews so far.
    previews: Arc<AtomicU64>,
    /// Limits the pages fetched for full text at the same time.
    pages: Arc<Semaphore>,
    /// The settings that the client uses.
    settings: Option<NetworkSettings>,
    /// The client of the latest search or preview, which keeps the responses, and its time.
    last_look: Option<(Timestamp, Arc<Remembering>)>,
}

impl Network {
    pub(in crate::worker) fn new(
        paths: Paths,
        recorder: Recorder,
        clock: Clock,
        outbox: Outbox,
        writer: WriteQueue,
        homes: Arc<Homes>,
        vault: Vault,
    ) -> Self {
        let accounts =
            Accounts::new(paths.library(), vault, clock.clone(), writer.clone(), outbox.clone());
        let episodes = Episodes::new(paths.episodes(), writer.clone(), outbox.clone());
        Self {
            accounts,
            episodes,
            paths,
            recorder,
            clock,
            outbox,
            writes: writer.writes(),
            writer,
            reader: None,
            runtime: None,
            cancel: CancelToken::new(),
            in_progress: FeedsInProgress::default(),
            homes,
            previews: Arc::default(),
            pages: Arc::new(Semaphore::new(full_text::MAX_PAGES)),
            settings: None,
            last_look: None,
        }
    }

    pub(in crate::worker) fn run(mut self, tasks: &Receiver<FetchTask>) {
        if let Err(message) = fenced(|| self.prepare()) {
            self.outbox.send(Event::Failed(message));
        }
        while let Ok(task) = tasks.recv() {
            match task {
                FetchTask::Job(fetch, mark) => self.take(fetch, mark),
                FetchTask::FullText { entry_id, feed_id, url } => {
                    let result = fenced(|| self.full_text(entry_id, feed_id, url));
                    self.report(result, |message| Event::FullText {
                        entry_id,
                        result: Err(message),
                    });
                }
                FetchTask::Account(job) => self.take_account(job),
                FetchTask::Keeper(job) => self.take_keeper(job),
                FetchTask::Downloads(tasks) => {
                    let result = fenced(|| self.download(tasks));
                    self.report(result, Event::Failed);
                }
                FetchTask::Configure(settings) => {
                    let result = fenced(|| self.configure(&settings));
                    self.report(result, Event::Failed);
                }
                FetchTask::Stop => break,
            }
        }
        self.cancel.cancel();
        self.accounts.cancel();
        self.episodes.stop();
        if let Some(runtime) = self.runtime {
            runtime.shutdown_background();
        }
    }

    fn prepare(&mut self) {
        let settings = read_toml::<Settings>(&self.paths.settings()).unwrap_or_default();
        if let Err(message) = self.configure(&settings.network()) {
            self.outbox.send(Event::Failed(message));
        }
        // A feed in a private network may name pictures and pages there, so its host is trusted.
        for state in self.states(Scope::All).unwrap_or_default() {
            self.recorder.trust(&state.feed_url);
        }
    }

    fn take(&mut self, fetch: Fetch, mark: Mark) {
        match fetch {
            Fetch::Refresh(scope) => {
                let result = fenced(|| self.refresh(scope, mark));
                if !matches!(result, Ok(Ok(()))) {
                    self.writer.end_refresh_at_once();
                }
                self.report(result, Event::Failed);
            }
            Fetch::CancelRefresh => {
                self.cancel.cancel();
                self.cancel = CancelToken::new();
            }
            Fetch::Discover { generation, address, grant } => {
                let result = fenced(|| self.discover(generation, address, grant));
                self.report(result, |message| Event::Discovered {
                    generation,
                    result: Err(message.into()),
                });
            }
            Fetch::EpisodeFiles(id) => {
                let result = fenced(|| self.episode_files(id));
                let kind = EpisodeFileKind::Transcript;
                self.report(result, |message| {
                    Event::Listen(ListenEvent::Files(id, kind, Err(message)))
                });
            }
            Fetch::SavePage(address) => {
                let result = fenced(|| self.save_page(address));
                self.report(result, |message| Event::PageSaved(Err(message)));
            }
            Fetch::Preview(source) => {
                let result = fenced(|| self.preview(source));
                self.report(result, |message| Event::PreviewReady(Err(message)));
            }
        }
    }

    fn take_keeper(&mut self, job: KeeperJob) {
        match fenced(|| self.runtime().map(|runtime| runtime.handle().clone())) {
            Ok(Ok(runtime)) => {
                let link = self.accounts.link(self.recorder.client(Cause::Sync));
                keepers::start(&runtime, link, self.outbox.clone(), job);
            }
            Ok(Err(message)) | Err(message) => {
                self.outbox.send(Event::Keeper(keepers::failure(&job)(message)));
            }
        }
    }

    fn take_account(&mut self, job: AccountJob) {
        let runtime = match fenced(|| self.runtime().map(|runtime| runtime.handle().clone())) {
            Ok(Ok(runtime)) => runtime,
            Ok(Err(message)) | Err(message) => {
                return match job {
                    AccountJob::SignIn { generation, .. } => {
                        self.accounts.fail_sign_in(generation, message.into());
                    }
                    AccountJob::Sync(_) | AccountJob::Answer(..) | AccountJob::CancelSyncs => {
                        self.outbox.send(Event::Failed(message));
                    }
                };
            }
        };
        let link = self.accounts.link(self.recorder.client(Cause::Sync));
        match job {
            AccountJob::SignIn { generation, form } => {
                self.accounts.sign_in(&runtime, link, generation, form);
            }
            AccountJob::Sync(id) => self.accounts.sync(&runtime, link, id),
            AccountJob::Answer(id, answer) => {
                self.accounts.answer(id, answer);
                self.accounts.sync(&runtime, link, id);
            }
            AccountJob::CancelSyncs => self.accounts.cancel(),
        }
    }

    /// Sends an event if a task could not start. Once it has started, it sends its own.
    fn report(
        &self,
        result: Result<Result<(), String>, String>,
        event: impl FnOnce(String) -> Event,
    ) {
        if let Err(message) = result.and_then(|result| result) {
            self.outbox.send(event(message));
        }
    }

    fn refresh(&mut self, scope: Scope, mark: Mark) -> Result<(), String> {
        self.writes.wait(mark);
        let now = self.clock.now();
        let mode = match scope {
            Scope::Due { minutes } => Mode::Timer { minutes },
            Scope::All | Scope::New | Scope::Folder(_) => Mode::Asked,
            Scope::Feed(_) => Mode::Insisted,
        };
        let mut states = self.states(scope).map_err(|err| self.outbox.words(&err))?;
        // This can fail, so it comes before any feed is marked as in progress.
        let runtime = self.runtime()?.handle().clone();
        states.retain(|state| {
            turn(state, now, mode) != Turn::Skip && self.in_progress.begin(state.feed_id)
        });
        let ids: Vec<FeedId> = states.iter().map(|state| state.feed_id).collect();
        let (writer, in_progress) = (self.writer.clone(), self.in_progress.clone());
        let (sender, mut outcomes) = async_channel::channel(OUTCOMES_BUFFERED);
        let client = self.refresh_client(&states, scope, now);
        let work = refresh_many(client, states, now, mode, self.cancel.clone(), sender);
        runtime.spawn(async move {
            let work = tokio::spawn(work);
            let feeds = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            writer.send_refresh(RefreshMessage::Start { feeds }).await;
            while let Some((feed_id, outcome)) = outcomes.recv().await {
                in_progress.end(feed_id);
                let message = RefreshMessage::Outcome(feed_id, Box::new(outcome));
                if !writer.send_refresh(message).await {
                    return;
                }
            }
            // Feeds without an outcome: the refresh was cancelled.
            for feed_id in ids {
                in_progress.end(feed_id);
            }
            let end = work.await.unwrap_or_else(|err| {
                log::error!("refresh: {err}");
                RefreshEnd::default()
            });
            writer.send_refresh(RefreshMessage::End(end)).await;
        });
        Ok(())
    }

    fn states(&mut self, scope: Scope) -> Result<Vec<FeedState>, StoreError> {
        let reader = self.reader()?;
        let states = feed_states(&reader, scope);
        self.reader = Some(reader);
        states
    }

    /// Takes the reader, which is opened with its first use.
    fn reader(&mut self) -> Result<Reader, StoreError> {
        match self.reader.take() {
            Some(reader) => Ok(reader),
            None => Reader::open(&self.paths.library()),
        }
    }

    /// The client for a refresh. The first refresh of a feed uses the responses of the preview that
    /// led to it. Later ones never do: a user who refreshes expects new responses.
    fn refresh_client(
        &mut self,
        states: &[FeedState],
        scope: Scope,
        now: Timestamp,
    ) -> Arc<dyn HttpClient> {
        let is_first = matches!(states, [state] if state.health.last_success.is_none());
        let cause = match scope {
            Scope::Due { .. } => Cause::Timer,
            Scope::New => Cause::Added,
            Scope::Feed(_) if matches!(states, [state] if state.health.last_attempt.is_none()) => {
                Cause::Added
            }
            Scope::All | Scope::Folder(_) | Scope::Feed(_) => Cause::Asked,
        };
        match self.last_look.take() {
            Some((at, client)) if is_first && now.duration_since(at) <= LOOK_LASTS => client,
            _ => self.recorder.client(cause),
        }
    }

    /// A client for a search or a preview. It keeps the responses for subscribing.
    fn look_client(&mut self, cause: Cause, grant: Option<Grant>) -> Arc<dyn HttpClient> {
        let client = self.recorder.client(cause);
        let client: Arc<dyn HttpClient> = match grant {
            Some(grant) => Arc::new(SigningIn::new(client, grant)),
            None => client,
        };
        let client = Arc::new(Remembering::new(client));
        self.last_look = Some((self.clock.now(), Arc::clone(&client)));
        client
    }

    /// Applies network settings. Wrong ones are reported at once rather than with the next request.
    fn configure(&mut self, settings: &NetworkSettings) -> Result<(), String> {
        if self.settings.as_ref() == Some(settings) {
            return Ok(());
        }
        self.settings = Some(settings.clone());
        self.recorder.configure(settings).map_err(|error| error.user_message())
    }

    fn discover(
        &mut self,
        generation: u64,
        address: String,
        grant: Option<Grant>,
    ) -> Result<(), String> {
        let (client, outbox) = (self.look_client(Cause::Added, grant), self.outbox.clone());
        self.runtime()?.spawn(async move {
            let result = guarded(look::discover(client, address)).await;
            outbox.send(Event::Discovered { generation, result });
        });
        Ok(())
    }

    fn preview(&mut self, source: PreviewSource) -> Result<(), String> {
        let grant = match &source {
            PreviewSource::Granted(_, grant) => Some(grant.clone()),
            PreviewSource::Address(_) | PreviewSource::File(_) => None,
        };
        let (client, outbox) = (self.look_client(Cause::Preview, grant), self.outbox.clone());
        let (homes, previews) = (Arc::clone(&self.homes), Arc::clone(&self.previews));
        let number = previews.fetch_add(1, Ordering::AcqRel) + 1;
        self.runtime()?.spawn(async move {
            let result = guarded(look::preview(client, source)).await;
            // The user wants the latest preview, even if an earlier one is ready after it.
            if previews.load(Ordering::Acquire) != number {
                return;
            }
            if let Ok(preview) = &result {
                homes.set_preview(&preview.feed_url);
            }
            outbox.send(Event::PreviewReady(result.map(Arc::new)));
        });
        Ok(())
    }

    fn full_text(&mut self, entry_id: EntryId, feed_id: FeedId, url: Url) -> Result<(), String> {
        let states = self.states(Scope::Feed(feed_id)).unwrap_or_default();
        let feed_url = states.into_iter().next().map(|state| state.feed_url);
        let request = Request {
            feed_id: Some(feed_id),
            home: feed_url,
            accepts: Accepts::Page,
            ..Request::for_page(url)
        };
        let client = self.recorder.client(Cause::FullText);
        let (writer, pages) = (self.writer.clone(), Arc::clone(&self.pages));
        self.runtime()?.spawn(async move {
            let _permit = pages.acquire().await;
            let result = guarded(full_text::fetch(client, request)).await;
            writer.send(WriteTask::FullText(entry_id, result));
        });
        Ok(())
    }

    fn download(&mut self, tasks: Vec<DownloadTask>) -> Result<(), String> {
        if tasks.is_empty() {
            self.episodes.stop();
            return Ok(());
        }
        let client = self.recorder.client(Cause::Episode);
        let runtime = self.runtime()?.handle().clone();
        self.episodes.download(&runtime, &client, tasks);
        Ok(())
    }

    fn episode_files(&mut self, id: EntryId) -> Result<(), String> {
        let reader = self.reader().map_err(|err| self.outbox.words(&err))?;
        let found = wanted_files(&reader, id);
        self.reader = Some(reader);
        let Some((feed, missing)) = found.map_err(|err| self.outbox.words(&err))? else {
            return Ok(());
        };
        let client = self.recorder.client(Cause::Episode);
        let runtime = self.runtime()?.handle().clone();
        self.episodes.fetch_files(&runtime, &client, (id, feed), missing);
        Ok(())
    }

    fn save_page(&mut self, address: String) -> Result<(), String> {
        let (client, pictures) =
            (self.recorder.client(Cause::FullText), self.recorder.client(Cause::Picture));
        let writer = self.writer.clone();
        self.runtime()?.spawn(async move {
            let work = async move {
                let page = fetch_page(client.as_ref(), pictures.as_ref(), &address).await;
                page.map_err(|err| err.user_message())
            };
            let result = guarded(work).await;
            writer.send(WriteTask::SavedPage(Box::new(result)));
        });
        Ok(())
    }

    fn runtime(&mut self) -> Result<&Runtime, String> {
        let runtime = match self.runtime.take() {
            Some(runtime) => runtime,
            None => tokio::runtime::Builder::new_multi_thread()
                .worker_threads(FETCH_THREADS)
                .thread_name("gleaner-fetch")
                .enable_all()
                .build()
                .map_err(|err| t!(error_program_fetching, reason = io_words(&err)))?,
        };
        Ok(self.runtime.insert(runtime))
    }
}

/// The feed of an episode, and the files of it that were not fetched yet.
fn wanted_files(
    reader: &Reader,
    id: EntryId,
) -> Result<Option<(Feed, Vec<WantedFile>)>, StoreError> {
    let Some(entry) = reader.entry(id)? else { return Ok(None) };
    let Some(feed) = reader.feed(entry.feed_id)? else { return Ok(None) };
    Ok(Some((feed, missing_episode_files(reader, &entry)?)))
}

/// The feeds being refreshed now. Two refreshes can overlap, and a server must not be asked twice.
#[derive(Debug, Clone, Default)]
struct FeedsInProgress(Arc<Mutex<HashSet<FeedId>>>);

impl FeedsInProgress {
    /// Returns false if the feed is being refreshed already.
    fn begin(&self, feed_id: FeedId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(feed_id)
    }

    fn end(&self, feed_id: FeedId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&feed_id);
    }
}
