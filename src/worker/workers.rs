//! Starts the workers, passes jobs to them and stops them.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::aloud::AloudDesk;
use super::desktop::DesktopQueue;
use super::fetch::{KeyringDesk, Network};
use super::folder::{FolderQueue, Parts};
use super::instance::Instance;
use super::message::{
    Act, ArticleJob, Event, FetchQueue, FetchTask, Job, WriteQueue, WriteTask, fetch_channel,
    write_channel,
};
use super::outbox::{Outbox, Wake};
use super::pictures::Pictures;
use super::read::{Articles, ListQueue, Lists};
use super::sound::Sound;
use super::write::{self, Writer};
use crate::aloud::NewVoice;
use crate::config::Paths;
use crate::i18n::{io_words, t};
use crate::library::{OpenLibrary, open_library};
use crate::model::Clock;
use crate::net::{HttpClient, Recorder, Vault};
use crate::store::{Reader, StoreError};

/// The longest wait for the writer when the program ends. What the user did is saved long before.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(10);

/// The longest wait for the keyring when the program ends. It may be asking the user something.
const KEYRING_PATIENCE: Duration = Duration::from_secs(2);

/// Everything that the workers get from outside.
pub struct WorkerConfig {
    pub paths: Paths,
    pub client: Arc<dyn HttpClient>,
    pub vault: Vault,
    pub clock: Clock,
    pub wake: Wake,
}

/// Why the workers could not start.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The library can't be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("cannot start a thread: {0}")]
    Thread(#[from] std::io::Error),
}

impl WorkerError {
    /// A sentence for the user.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Store(err) => err.user_message(),
            Self::Thread(err) => t!(error_program_start, reason = io_words(err)),
        }
    }
}

/// The running workers. Dropping them stops the threads.
pub struct Workers {
    events: Receiver<Event>,
    outbox: Outbox,
    writer: WriteQueue,
    lists: ListQueue,
    articles: Sender<ArticleJob>,
    fetches: FetchQueue,
    keyring: KeyringDesk,
    pictures: Pictures,
    folder: FolderQueue,
    sound: Sound,
    aloud: AloudDesk,
    desktop: DesktopQueue,
    /// Disconnected once the writing thread has ended.
    writer_end: Receiver<()>,
}

impl Workers {
    /// Opens the library and starts the threads.
    pub fn spawn(config: WorkerConfig) -> Result<Self, WorkerError> {
        let WorkerConfig { paths, client, vault, clock, wake } = config;
        let OpenLibrary { store, notes } = open_library(&paths, &clock.zoned())?;
        let (event_sender, events) = mpsc::channel();
        let outbox = Outbox::new(event_sender, wake, &paths.library());
        let (writer, write_tasks) = write_channel();
        let (fetches, fetch_tasks) = fetch_channel(writer.writes());
        let recorder = Recorder::new(client, clock.clone(), write::sink(writer.clone()));
        let pictures = Pictures::new(&paths, &recorder, outbox.clone());

        let (lists, list_thread) = Lists::new(
            Reader::open(&paths.library())?,
            outbox.clone(),
            clock.clone(),
            writer.clone(),
        );
        start("gleaner-lists", move || list_thread.run())?;

        let (articles, article_jobs) = mpsc::channel();
        let article_thread = Articles::new(
            Reader::open(&paths.library())?,
            clock.clone(),
            outbox.clone(),
            pictures.sizes(),
            pictures.homes(),
            paths.episodes(),
        );
        start("gleaner-articles", move || article_thread.run(&article_jobs))?;

        let sound = Sound::new(&paths, &recorder, outbox.clone());
        let network = Network::new(
            paths.clone(),
            recorder,
            clock.clone(),
            outbox.clone(),
            writer.clone(),
            pictures.homes(),
            vault.clone(),
        );
        start("gleaner-network", move || network.run(&fetch_tasks))?;

        let folder = FolderQueue::new(Parts {
            library: paths.library(),
            vault: vault.clone(),
            clock: clock.clone(),
            writer: writer.clone(),
            outbox: outbox.clone(),
        });
        let aloud = AloudDesk::new(paths.library(), outbox.clone());
        let desktop = DesktopQueue::absent(outbox.clone());
        let keyring = KeyringDesk::new(vault, clock.clone(), writer.clone(), outbox.clone());
        let (end_sender, writer_end) = mpsc::channel();
        let write_state =
            Writer::new(store, paths, outbox.clone(), writer.writes(), clock, fetches.clone());
        start("gleaner-writer", move || {
            write::run(write_state, write_tasks);
            drop(end_sender);
        })?;
        for note in notes {
            outbox.send(Event::Failed(note));
        }
        Ok(Self {
            events,
            outbox,
            writer,
            lists,
            articles,
            fetches,
            keyring,
            pictures,
            folder,
            sound,
            aloud,
            desktop,
            writer_end,
        })
    }

    /// Reads aloud with another voice than that of the system. For tests.
    #[must_use]
    pub fn with_voice(mut self, new_voice: NewVoice) -> Self {
        self.aloud.use_voice(new_voice);
        self
    }

    /// Passes a job to its thread. Never waits.
    pub fn submit(&self, job: impl Into<Job>) {
        let is_sent = match job.into() {
            Job::Act(act) => self.act(act),
            Job::Read(read) => self.lists.ask(read),
            Job::Article(job) => self.articles.send(job).is_ok(),
            Job::Fetch(fetch) => self.fetches.ask(fetch),
            Job::Keyring(job) => {
                self.keyring.ask(job);
                true
            }
            Job::Account(job) => self.fetches.send(FetchTask::Account(job)),
            Job::Desktop(job) => self.desktop.ask(job),
            Job::Keeper(job) => self.fetches.send(FetchTask::Keeper(job)),
            Job::Folder(job) => self.folder.ask(job),
            Job::Picture(job) => {
                self.pictures.ask(job);
                true
            }
            Job::Player(command) => self.sound.ask(command),
            Job::Aloud(job) => {
                self.aloud.ask(job);
                true
            }
            Job::ListPainted(generation) => {
                self.lists.set_painted(generation);
                true
            }
        };
        // The threads outlive their jobs, so a closed queue means that one has died.
        if !is_sent {
            self.outbox.send(Event::Failed(t!(error_program_part_stopped)));
        }
    }

    fn act(&self, act: Act) -> bool {
        // The network thread gets new settings from here, not from the writer: a refresh submitted
        // right after must already use them.
        let is_configured = if let Act::SaveSettings(settings) = &act {
            self.fetches.send(FetchTask::Configure(settings.network()))
        } else {
            true
        };
        self.writer.act(act) && is_configured
    }

    /// Heeds and serves the desktop: refreshes rest when the machine is offline, the dock shows the
    /// number of unread entries, the program can start at login.
    pub fn meet_desktop(&mut self, paths: &Paths) {
        if let Err(error) = self.desktop.connect(paths) {
            log::warn!("the desktop is not reached: {error}");
        }
    }

    /// Lets other starts of the program reach this window.
    pub fn listen(&self, instance: Instance) {
        let outbox = self.outbox.clone();
        if let Err(error) = instance.listen(move |target| outbox.send(Event::StartedAgain(target)))
        {
            log::warn!("other starts cannot be heard: {error}");
        }
    }

    /// The next event, if there is one.
    #[must_use]
    pub fn try_recv(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }

    /// Waits for the next event, but at most this long.
    #[must_use]
    pub fn recv_timeout(&self, patience: Duration) -> Option<Event> {
        self.events.recv_timeout(patience).ok()
    }

    /// All events that are there, without waiting.
    #[must_use]
    pub fn drain(&self) -> Vec<Event> {
        self.events.try_iter().collect()
    }

    /// Stops the workers: sends no more events, finishes the acts submitted before, and abandons
    /// running refreshes.
    pub fn shutdown(self) {
        drop(self);
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.outbox.close();
        self.pictures.stop();
        self.sound.stop();
        self.aloud.stop();
        // A feed being added with a password exists only after the keyring has answered.
        self.keyring.wait(KEYRING_PATIENCE);
        self.fetches.send(FetchTask::Stop);
        self.writer.send(WriteTask::Stop);
        let _ = self.writer_end.recv_timeout(SHUTDOWN_PATIENCE);
    }
}

pub(super) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
