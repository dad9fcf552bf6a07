//! Starting, asking and stopping the workers.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Semaphore, mpsc as async_channel};

use super::articles::{ArticleTask, Articles};
use super::day::Day;
use super::full_text;
use super::lists::{ListTask, Lists};
use super::message::{Event, Job};
use super::network::{Coordinator, Network, NetworkTask, ToWriter, UnderWay};
use super::outbox::{Outbox, Wake};
use super::pictures::Pictures;
use super::refreshing::{BATCH_FEEDS, Refreshing};
use super::requests;
use super::seed::{self, Opened};
use super::sign_in::{KeyringDesk, Subject};
use super::writer::{Writer, WriterTask};
use super::writes::Writes;
use crate::config::Paths;
use crate::model::UnreadCounts;
use crate::net::{HttpClient, Recorder, Vault, without_credentials};
use crate::refresh::CancelToken;
use crate::store::{Reader, StoreError};

/// How long stopping may take; what the reader did is saved long before.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(10);

/// How long stopping waits for secrets on their way into the keyring, which may be asking its
/// owner.
const KEYRING_PATIENCE: Duration = Duration::from_secs(2);

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the workers are given.
pub struct WorkerConfig {
    /// The profile.
    pub paths: Paths,
    /// What fetches.
    pub client: Arc<dyn HttpClient>,
    /// What keeps secrets.
    pub vault: Vault,
    /// What tells the time.
    pub clock: Clock,
    /// Called after each event, from any thread.
    pub wake: Wake,
}

/// Why the workers could not start.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The library cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no threads.
    #[error("cannot start a thread: {0}")]
    Thread(#[from] std::io::Error),
}

impl WorkerError {
    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Store(err) => err.user_message(),
            Self::Thread(err) => format!("Couldn't start - {err}"),
        }
    }
}

/// The workers. Asking never waits; answers come as events.
pub struct Workers {
    events: Receiver<Event>,
    outbox: Outbox,
    writer: Sender<WriterTask>,
    lists: Sender<ListTask>,
    articles: Sender<ArticleTask>,
    network: Network,
    keyring: KeyringDesk,
    pictures: Pictures,
    writes: Arc<Writes>,
    day: Arc<Day>,
    newest_list: Arc<AtomicU64>,
    newest_trial: Arc<AtomicU64>,
    painted_list: Arc<AtomicU64>,
    /// Ends when the writer has.
    writer_done: Receiver<()>,
}

impl Workers {
    /// Opens the library (a fresh one gets the welcome feed) and starts the threads.
    pub fn spawn(config: WorkerConfig) -> Result<Self, WorkerError> {
        let WorkerConfig { paths, client, vault, clock, wake } = config;
        let Opened { store, notes } = seed::open_library(&paths, clock())?;
        let (event_sender, events) = mpsc::channel();
        let (writer, writer_tasks) = mpsc::channel();
        let (lists, list_tasks) = mpsc::channel();
        let (articles, article_tasks) = mpsc::channel();
        let (network_sender, network_tasks) = mpsc::channel();
        let (brought, to_save) = async_channel::channel(BATCH_FEEDS);
        let (done_sender, writer_done) = mpsc::channel();
        let outbox = Outbox::new(event_sender, wake, &paths.library());
        let (acts, day) = (Arc::new(Writes::default()), Arc::new(Day::of(clock())));
        let (newest_list, network) = (Arc::new(AtomicU64::new(0)), Network(network_sender));
        let (painted_list, newest_trial) =
            (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));

        let list_thread = Lists {
            reader: Reader::open(&paths.library())?,
            outbox: outbox.clone(),
            writes: Arc::clone(&acts),
            day: Arc::clone(&day),
            newest: Arc::clone(&newest_list),
            newest_trial: Arc::clone(&newest_trial),
            clock: Arc::clone(&clock),
            listed: Cell::new(0),
            painted: Arc::clone(&painted_list),
        };
        start("gleaner-lists", move || list_thread.run(&list_tasks))?;
        let recorder = Recorder::new(client, Arc::clone(&clock), requests::sink(writer.clone()));
        let pictures = Pictures::new(&paths, &recorder, outbox.clone());
        let article_thread = Articles::new(
            Reader::open(&paths.library())?,
            outbox.clone(),
            pictures.sizes(),
            pictures.homes(),
        );
        start("gleaner-articles", move || article_thread.run(&article_tasks))?;
        let coordinator = Coordinator {
            paths: paths.clone(),
            recorder,
            clock: Arc::clone(&clock),
            outbox: outbox.clone(),
            writes: Arc::clone(&acts),
            to_writer: ToWriter { brought, bell: writer.clone() },
            reader: None,
            runtime: None,
            cancel: CancelToken::new(),
            under_way: UnderWay::default(),
            homes: pictures.homes(),
            looks: Arc::default(),
            pages: Arc::new(Semaphore::new(full_text::MOST_PAGES)),
            configured: None,
            looked: None,
        };
        start("gleaner-network", move || coordinator.run(&network_tasks))?;
        let keyring = KeyringDesk::new(vault, Arc::clone(&clock), writer.clone(), outbox.clone());
        let writer_thread = Writer {
            store,
            paths,
            outbox: outbox.clone(),
            writes: Arc::clone(&acts),
            day: Arc::clone(&day),
            clock,
            network: network.clone(),
            refreshing: Refreshing::default(),
            noted: Vec::new(),
            counts: UnreadCounts::default(),
        };
        start("gleaner-writer", move || {
            writer_thread.run(&writer_tasks, to_save);
            drop(done_sender);
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
            network,
            keyring,
            pictures,
            writes: acts,
            day,
            newest_list,
            newest_trial,
            painted_list,
            writer_done,
        })
    }

    /// Asks for something. Never waits.
    pub fn submit(&self, job: Job) {
        match job {
            Job::LoadLibrary { today } => {
                self.day.set(today);
                self.send_list(ListTask::Library(self.writes.mark()));
            }
            Job::LoadList { generation, query } => {
                self.newest_list.store(generation, Ordering::Release);
                self.send_list(ListTask::List { generation, query, mark: self.writes.mark() });
            }
            Job::TryRule { generation, query, scope } => {
                self.newest_trial.store(generation, Ordering::Release);
                self.send_list(ListTask::TryRule {
                    generation,
                    query,
                    scope,
                    mark: self.writes.mark(),
                });
            }
            Job::LoadHistory => self.send_list(ListTask::History(self.writes.mark())),
            Job::LoadFacts => self.send_list(ListTask::Facts(self.writes.mark())),
            Job::LoadActivity { now } => {
                self.writes.submit();
                self.expect_sent(self.writer.send(WriterTask::SaveNoted).is_ok());
                self.send_list(ListTask::Activity { now, mark: self.writes.mark() });
            }
            Job::CountSmartFeeds => self.send_list(ListTask::SmartCounts(self.writes.mark())),
            Job::ContinueList(generation) => self.painted_list.store(generation, Ordering::Release),
            Job::LoadRows(ids) => self.send_article(ArticleTask::Rows(ids)),
            Job::LoadArticle(id) => self.send_article(ArticleTask::Article(id)),
            Job::BuildArticle(entry) => self.send_article(ArticleTask::Build(entry)),
            Job::CopyAsText(id) => self.send_article(ArticleTask::PlainText(id)),

            Job::LoadPicture(request) => self.pictures.ask(request),
            Job::SavePicture { url, path } => self.pictures.save(&url, path),

            Job::Refresh(scope) => self.expect_sent(self.network.refresh(scope, &self.writes)),
            Job::CancelRefresh => self.expect_sent(self.network.send(NetworkTask::CancelRefresh)),
            Job::Discover { generation, address, grant } => {
                self.expect_sent(self.network.send(NetworkTask::Discover {
                    generation,
                    address,
                    grant,
                }));
            }
            Job::Preview(source) => {
                self.expect_sent(self.network.send(NetworkTask::Preview(source)))
            }

            Job::Subscribe { feed_url, title, folder_id, grant: Some(grant) } => {
                self.keyring.keep(
                    Subject::New { feed_url: without_credentials(feed_url), title, folder_id },
                    None,
                    grant,
                );
            }
            Job::SignIn { feed_id, known, grant } => {
                self.keyring.keep(Subject::Known(feed_id), known, grant)
            }
            Job::SignOut(feed_id, known) => self.keyring.remove(feed_id, known),
            Job::SaveSettings(settings) => {
                self.expect_sent(self.network.send(NetworkTask::Configure(settings.network())));
                self.act(Job::SaveSettings(settings));
            }

            act @ (Job::SetStatus { .. }
            | Job::Undo { .. }
            | Job::SavePosition { .. }
            | Job::Subscribe { .. }
            | Job::ToggleFullText(_)
            | Job::FetchFullText(_)
            | Job::MarkOpened { .. }
            | Job::Redo { .. }
            | Job::Change(_)
            | Job::TagEntries { .. }
            | Job::RunRule(_)
            | Job::Compact { .. }
            | Job::BackUp(_)
            | Job::PlanImport { .. }
            | Job::Import(_)
            | Job::Export(_)
            | Job::SaveSession(_)) => {
                self.act(act);
            }
        }
    }

    fn act(&self, act: Job) {
        self.writes.submit();
        self.expect_sent(self.writer.send(WriterTask::Act(Box::new(act))).is_ok());
    }

    /// The next answer, if there is one.
    #[must_use]
    pub fn try_recv(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }

    /// The next answer, waiting for it; `None` when none came in that time.
    #[must_use]
    pub fn recv_timeout(&self, patience: Duration) -> Option<Event> {
        self.events.recv_timeout(patience).ok()
    }

    /// All answers that are there.
    #[must_use]
    pub fn drain(&self) -> Vec<Event> {
        self.events.try_iter().collect()
    }

    /// Stops: nothing more is heard, what was asked of the library before is done, refreshes end
    /// where they are.
    pub fn shutdown(self) {
        drop(self);
    }

    fn send_list(&self, task: ListTask) {
        self.expect_sent(self.lists.send(task).is_ok());
    }

    fn send_article(&self, task: ArticleTask) {
        self.expect_sent(self.articles.send(task).is_ok());
    }

    /// The threads outlive their jobs, so this says that one of them is lost.
    fn expect_sent(&self, is_sent: bool) {
        if !is_sent {
            self.outbox.send(Event::Failed(
                "A part of Gleaner stopped working - please restart it".to_owned(),
            ));
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.outbox.close();
        self.pictures.stop();
        // A feed that is being subscribed to waits for the keyring to have its password.
        self.keyring.wait(KEYRING_PATIENCE);
        self.network.send(NetworkTask::Stop);
        let _ = self.writer.send(WriterTask::Stop);
        let _ = self.writer_done.recv_timeout(SHUTDOWN_PATIENCE);
    }
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
