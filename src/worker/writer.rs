//! The thread that owns the writing store. What the reader does goes before what a refresh brings.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};

use tokio::sync::mpsc as async_channel;

use super::Clock;
use super::day::Day;
use super::fence::fenced;
use super::indexing::index_some;
use super::lists::library_view;
use super::message::{Event, Job};
use super::network::Network;
use super::outbox::Outbox;
use super::refreshing::{BATCH_ENTRIES, BATCH_FEEDS, Brought, Refreshing};
use super::requests::{BATCH_REQUESTS, REQUESTS_WAIT};
use super::sign_in::Subject;
use super::subscriptions;
use super::writes::Writes;
use crate::config::Paths;
use crate::model::{Activity, EntryId, SignIn, StatusChange, UnreadCounts};
use crate::store::{Store, StoreError};

/// What the thread is asked.
#[derive(Debug)]
pub(super) enum WriterTask {
    /// Something that the reader does.
    Act(Box<Job>),
    /// The keyring has the secret of a feed, or has it no more.
    SignedIn(Subject, Option<SignIn>),
    /// The page of an entry was read, or not.
    FullText(EntryId, Result<String, String>),
    /// A refresh brought something; it waits in the other channel.
    Brought,
    /// A request was made.
    Noted(Box<Activity>),
    /// Someone wants to see what was noted.
    SaveNoted,
    /// The program ends.
    Stop,
}

/// What a task was, for the loop.
#[derive(PartialEq, Eq)]
enum Taken {
    Act,
    Brought,
    Stop,
}

pub(super) struct Writer {
    pub(super) store: Store,
    pub(super) paths: Paths,
    pub(super) outbox: Outbox,
    pub(super) writes: Arc<Writes>,
    pub(super) day: Arc<Day>,
    pub(super) clock: Clock,
    pub(super) network: Network,
    pub(super) refreshing: Refreshing,
    /// Requests that are not saved yet.
    pub(super) noted: Vec<Activity>,
    /// What was unread when it was counted last.
    pub(super) counts: UnreadCounts,
}

impl Writer {
    /// Works until it is stopped. What was submitted before that is done.
    pub(super) fn run(
        mut self,
        tasks: &Receiver<WriterTask>,
        mut brought: async_channel::Receiver<Brought>,
    ) {
        let mut is_brought = false;
        let mut is_behind = true;
        loop {
            let task = self.next_task(tasks, is_brought || is_behind);
            if matches!(task, Err(TryRecvError::Empty)) && !is_brought {
                if is_behind {
                    is_behind = self.index_some();
                } else {
                    self.save_noted();
                }
                continue;
            }
            let task = task.ok();
            match task.map(|task| self.take(task)) {
                // It may have let a feed go for good, or brought entries back.
                Some(Taken::Act) => is_behind = true,
                Some(Taken::Brought) => is_brought = true,
                None if is_brought => {
                    is_brought = self.save_next(&mut brought);
                    is_behind = true;
                }
                Some(Taken::Stop) | None => {
                    self.save_noted();
                    return;
                }
            }
        }
    }

    /// With something to do, tasks are looked for but not waited for; with something to save, not
    /// for long.
    fn next_task(
        &self,
        tasks: &Receiver<WriterTask>,
        is_busy: bool,
    ) -> Result<WriterTask, TryRecvError> {
        if is_busy {
            return tasks.try_recv();
        }
        if self.noted.is_empty() {
            return tasks.recv().map_err(|_| TryRecvError::Disconnected);
        }
        tasks.recv_timeout(REQUESTS_WAIT).map_err(|err| match err {
            RecvTimeoutError::Timeout => TryRecvError::Empty,
            RecvTimeoutError::Disconnected => TryRecvError::Disconnected,
        })
    }

    /// Says whether to go on with it.
    fn index_some(&mut self) -> bool {
        match fenced(|| index_some(&mut self.store)) {
            Ok(Ok(has_more)) => has_more,
            Ok(Err(err)) => {
                log::error!("{err}");
                false
            }
            Err(message) => {
                log::error!("{message}");
                false
            }
        }
    }

    fn take(&mut self, task: WriterTask) -> Taken {
        match task {
            WriterTask::Act(job) => {
                let failure = failure_of(&job);
                if let Err(message) = fenced(|| self.act(*job)) {
                    failure(self, message);
                }
                self.writes.finish();
                Taken::Act
            }
            WriterTask::FullText(entry_id, result) => {
                if let Err(message) = fenced(|| self.save_full_text(entry_id, result)) {
                    self.outbox.send(Event::FullText { entry_id, result: Err(message) });
                }
                Taken::Act
            }
            WriterTask::SignedIn(subject, sign_in) => {
                if let Err(message) = fenced(|| self.signed_in(subject, sign_in)) {
                    self.outbox.send(Event::Failed(message));
                }
                Taken::Act
            }
            WriterTask::Noted(request) => {
                self.noted.push(*request);
                if self.noted.len() >= BATCH_REQUESTS {
                    self.save_noted();
                }
                Taken::Act
            }
            WriterTask::SaveNoted => {
                self.save_noted();
                self.writes.finish();
                Taken::Act
            }
            WriterTask::Brought => Taken::Brought,
            WriterTask::Stop => Taken::Stop,
        }
    }

    /// Saves a batch in a transaction. Says whether there was one.
    fn save_next(&mut self, brought: &mut async_channel::Receiver<Brought>) -> bool {
        let batch = next_batch(brought);
        if batch.is_empty() {
            return false;
        }
        if let Err(message) = fenced(|| self.save_batch(batch)) {
            self.outbox.send(Event::Failed(message));
        }
        true
    }

    /// Removes what retention says is not to be kept, when a refresh is over: then lists are read
    /// anew anyway.
    pub(super) fn keep_what_is_wanted(&mut self) {
        let (settings, note) =
            crate::config::load_toml::<crate::config::Settings>(&self.paths.settings());
        if let Some(note) = note {
            self.outbox.send(Event::Failed(note));
        }
        match self.store.apply_retention(settings.retention, (self.clock)()) {
            Ok(Some(step)) => log::info!("{}", step.kind.words()),
            Ok(None) => {}
            Err(err) => log::error!("{err}"),
        }
    }

    /// Reports an act on the list of feeds: the sidebar anew, and the file for other programs.
    pub(super) fn report_library(&mut self, act: Result<(), StoreError>) {
        match act {
            Ok(()) => {
                self.send_library();
                self.write_subscriptions();
            }
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn send_library(&mut self) {
        match library_view(self.store.reader(), &self.day) {
            Ok(view) => {
                self.counts = view.counts.clone();
                self.outbox.send(Event::Library(Arc::new(view)));
            }
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn write_subscriptions(&self) {
        let path = self.paths.subscriptions();
        if let Err(message) = subscriptions::write(&self.store, &path) {
            self.outbox.send(Event::Failed(message));
        }
    }

    pub(super) fn write_toml<T: serde::Serialize>(&self, path: &Path, value: &T) {
        if let Err(err) = crate::config::save_toml(path, value) {
            log::error!("{err}");
            self.outbox.send(Event::Failed(format!(
                "Couldn't save {} - check the disk and the permissions",
                path.display()
            )));
        }
    }

    pub(super) fn fail(&self, err: &StoreError) {
        self.outbox.fail(err);
    }
}

type Failure = Box<dyn FnOnce(&Writer, String)>;

/// The answer to an act that panicked: the one that the window waits for.
fn failure_of(job: &Job) -> Failure {
    // The window has shown the change already and must take it back.
    let unmarked = |entry_ids, change| -> Failure {
        Box::new(move |writer, message| {
            writer.outbox.send(Event::StatusFailed { entry_ids, change, message })
        })
    };
    match job {
        Job::SetStatus { entry_ids, change, .. } => unmarked(entry_ids.clone(), *change),
        Job::MarkOpened { entry_id, .. } => unmarked([*entry_id].into(), StatusChange::Read(true)),
        Job::Undo { .. } | Job::Redo { .. } => Box::new(|writer, message| {
            writer.outbox.send(Event::StatusSaved {
                step: None,
                changed: Arc::default(),
                counts: writer.counts.clone(),
            });
            writer.outbox.send(Event::Failed(message));
        }),
        Job::ToggleFullText(id) | Job::FetchFullText(id) => {
            let entry_id = *id;
            Box::new(move |writer, message| {
                writer.outbox.send(Event::FullText { entry_id, result: Err(message) })
            })
        }
        Job::Compact { .. } => {
            Box::new(|writer, message| writer.outbox.send(Event::Compacted(Err(message))))
        }
        Job::PlanImport { generation, .. } => {
            let generation = *generation;
            Box::new(move |writer, message| {
                writer.outbox.send(Event::ImportPlanned { generation, result: Err(message) })
            })
        }
        _ => Box::new(|writer, message| writer.outbox.send(Event::Failed(message))),
    }
}

fn next_batch(brought: &mut async_channel::Receiver<Brought>) -> Vec<Brought> {
    let mut batch = Vec::new();
    let mut entries = 0;
    while batch.len() < BATCH_FEEDS && entries < BATCH_ENTRIES {
        let Ok(next) = brought.try_recv() else { break };
        entries += next.entries();
        batch.push(next);
    }
    batch
}
