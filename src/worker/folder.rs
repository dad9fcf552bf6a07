//! The thread for the shared folder. It starts with the first job, so that libraries without such a
//! folder do not pay for it, and has the library open for itself: the folder may be slow.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};

use super::message::{Event, FolderEvent, FolderJob, FolderNews, WriteQueue, WriteTask};
use super::outbox::Outbox;
use crate::library::folder_sync::{FolderDesk, FolderError, FolderPass};
use crate::model::Clock;
use crate::net::Vault;
use crate::store::Store;

/// Passes jobs to the thread, and starts it.
pub(super) struct FolderQueue {
    parts: Parts,
    jobs: Mutex<Option<Sender<FolderJob>>>,
}

/// What the thread works with.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) library: PathBuf,
    pub(super) vault: Vault,
    pub(super) clock: Clock,
    pub(super) writer: WriteQueue,
    pub(super) outbox: Outbox,
}

impl FolderQueue {
    pub(super) fn new(parts: Parts) -> Self {
        Self { parts, jobs: Mutex::default() }
    }

    /// Returns whether the thread is there.
    pub(super) fn ask(&self, job: FolderJob) -> bool {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = jobs.as_ref() {
            return sender.send(job).is_ok();
        }
        let (sender, receiver) = mpsc::channel();
        let parts = self.parts.clone();
        let thread = std::thread::Builder::new().name("gleaner-folder".to_owned());
        let is_sent =
            sender.send(job).is_ok() && thread.spawn(move || run(&parts, &receiver)).is_ok();
        *jobs = is_sent.then_some(sender);
        is_sent
    }
}

fn run(parts: &Parts, jobs: &Receiver<FolderJob>) {
    let mut store = match Store::open(&parts.library) {
        Ok(store) => store,
        Err(error) => return parts.outbox.fail(&error),
    };
    let mut desk = FolderDesk::new(parts.library.clone(), parts.vault.clone(), parts.clock.clone());
    while let Ok(first) = jobs.recv() {
        let mut batch: Vec<FolderJob> = std::iter::once(first).chain(jobs.try_iter()).collect();
        // One look answers all that were asked for meanwhile.
        batch.dedup_by(|job, before| matches!((job, before), (FolderJob::Look, FolderJob::Look)));
        for job in batch {
            work(parts, &mut desk, &mut store, job);
        }
    }
}

fn work(parts: &Parts, desk: &mut FolderDesk, store: &mut Store, job: FolderJob) {
    match job {
        FolderJob::Begin { generation, folder, passphrase } => {
            let result = desk.begin_join(store, &folder, None, Some(&passphrase));
            let result = result.map_err(|error| error.user_message());
            parts.outbox.send(Event::Folder(FolderEvent::Begun { generation, result }));
        }
        FolderJob::Finish => match desk.finish_join(store) {
            Ok((merged, pass)) => {
                parts.send(FolderNews {
                    event: FolderEvent::Joined(Ok(merged.step)),
                    has_changed: true,
                    is_arranged: merged.changes.is_arranged,
                    new_feeds: merged.changes.new_feeds,
                });
                parts.send(looked(pass));
            }
            Err(error) => {
                let message = error.user_message();
                parts.outbox.send(Event::Folder(FolderEvent::Joined(Err(message))));
            }
        },
        FolderJob::Cancel => {
            // Not a folder that is joined.
            let state = store.reader().folder_state().ok().flatten();
            if state.is_some_and(|state| state.is_first)
                && let Err(error) = desk.leave(store)
            {
                log::warn!("{error}");
            }
        }
        FolderJob::Leave => {
            // What was done last still goes there.
            let result = desk.look(store).and_then(|_| desk.leave(store));
            let event = FolderEvent::Left(result.map_err(|error| error.user_message()));
            let (is_arranged, new_feeds) = (false, Vec::new());
            parts.send(FolderNews { event, has_changed: true, is_arranged, new_feeds });
        }
        FolderJob::Look => match desk.look(store) {
            Ok(Some(pass)) => parts.send(looked(pass)),
            // Another program looks at it, or no folder is joined.
            Ok(None) | Err(FolderError::Busy) => {}
            Err(error) => parts.outbox.send(Event::Failed(error.user_message())),
        },
    }
}

impl Parts {
    fn send(&self, news: FolderNews) {
        self.writer.send(WriteTask::Folder(news));
    }
}

fn looked(pass: FolderPass) -> FolderNews {
    let FolderPass { report, changes } = pass;
    // The numbers of what waits, and the problem, are in the library.
    let is_news = report.written > 0 || report.problem.is_some();
    let has_changed = !changes.is_empty();
    let report = Box::new(report);
    FolderNews {
        event: FolderEvent::Looked { report, has_changed, kept: changes.kept },
        has_changed: has_changed || is_news,
        is_arranged: changes.is_arranged,
        new_feeds: changes.new_feeds,
    }
}
