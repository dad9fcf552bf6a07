//! Downloads of episodes, and the chapters and transcripts that feeds name.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::guarded::guarded;
use crate::library::episodes::{DownloadNews, Told, download};
use crate::library::{WantedFile, fetch_episode_file};
use crate::model::{EntryId, Feed};
use crate::net::HttpClient;
use crate::store::DownloadTask;
use crate::worker::message::{EpisodeTask, Event, ListenEvent, WriteQueue, WriteTask};
use crate::worker::outbox::Outbox;

/// Most episodes that are downloaded at the same time.
const MAX_DOWNLOADS: usize = 2;
/// Bytes between two pieces of news of a download.
const NEWS_EVERY: u64 = 256 << 10;

/// The downloads that wait or run, each with the sign that it is still wanted.
type Running = Arc<Mutex<HashMap<EntryId, Arc<AtomicBool>>>>;

pub(super) struct Episodes {
    folder: PathBuf,
    writer: WriteQueue,
    outbox: Outbox,
    running: Running,
    slots: Arc<Semaphore>,
}

impl Episodes {
    pub(super) fn new(folder: PathBuf, writer: WriteQueue, outbox: Outbox) -> Self {
        let slots = Arc::new(Semaphore::new(MAX_DOWNLOADS));
        Self { folder, writer, outbox, running: Running::default(), slots }
    }

    /// Downloads these episodes, and stops those that are not among them.
    pub(super) fn download(
        &self,
        runtime: &Handle,
        client: &Arc<dyn HttpClient>,
        tasks: Vec<DownloadTask>,
    ) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|id, is_wanted| {
            let is_kept = tasks.iter().any(|task| task.entry_id == *id);
            is_wanted.store(is_kept, Ordering::Release);
            is_kept
        });
        for task in tasks {
            if running.contains_key(&task.entry_id) {
                continue;
            }
            let is_wanted = Arc::new(AtomicBool::new(true));
            running.insert(task.entry_id, Arc::clone(&is_wanted));
            runtime.spawn(self.one(Arc::clone(client), task, is_wanted));
        }
    }

    /// Downloads an episode when its turn comes.
    fn one(
        &self,
        client: Arc<dyn HttpClient>,
        task: DownloadTask,
        is_wanted: Arc<AtomicBool>,
    ) -> impl Future<Output = ()> + Send + use<> {
        let (folder, writer) = (self.folder.clone(), self.writer.clone());
        let (running, slots) = (Arc::clone(&self.running), Arc::clone(&self.slots));
        let told = told(task.entry_id, self.writer.clone(), self.outbox.clone());
        async move {
            let _slot = slots.acquire().await;
            let id = task.entry_id;
            client.trust(&task.feed_url);
            let wanted = Arc::clone(&is_wanted);
            let work = async move { download(client.as_ref(), &task, &folder, wanted, told).await };
            let result = guarded(work).await;
            {
                let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
                if running.get(&id).is_some_and(|known| Arc::ptr_eq(known, &is_wanted)) {
                    running.remove(&id);
                }
            }
            if let Some(result) = result.transpose() {
                writer.send(WriteTask::Episode(EpisodeTask::Downloaded(id, result)));
            }
        }
    }

    /// Fetches files of an episode.
    pub(super) fn fetch_files(
        &self,
        runtime: &Handle,
        client: &Arc<dyn HttpClient>,
        (id, feed): (EntryId, Feed),
        missing: Vec<WantedFile>,
    ) {
        // A feed in a private network may name files there.
        client.trust(&feed.feed_url);
        let feed = Arc::new(feed);
        for wanted in missing {
            let (client, feed, writer) =
                (Arc::clone(client), Arc::clone(&feed), self.writer.clone());
            runtime.spawn(async move {
                let kind = wanted.kind;
                let work = async move { fetch_episode_file(client.as_ref(), &feed, &wanted).await };
                let result = guarded(work).await;
                writer.send(WriteTask::Episode(EpisodeTask::File(id, kind, Box::new(result))));
            });
        }
    }

    /// Stops all downloads.
    pub(super) fn stop(&self) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.drain().for_each(|(_, is_wanted)| is_wanted.store(false, Ordering::Release));
    }
}

/// Passes news of a download on, but not every packet of it.
fn told(entry_id: EntryId, writer: WriteQueue, outbox: Outbox) -> Told {
    let last = AtomicU64::new(0);
    Arc::new(move |news| match news {
        DownloadNews::Begun { validator, total } => {
            let begun = EpisodeTask::Begun { entry_id, validator, total };
            writer.send(WriteTask::Episode(begun));
        }
        DownloadNews::Progress { bytes, total } => {
            if bytes.abs_diff(last.load(Ordering::Relaxed)) >= NEWS_EVERY {
                last.store(bytes, Ordering::Relaxed);
                outbox.send(Event::Listen(ListenEvent::Progress { entry_id, bytes, total }));
            }
        }
    })
}
