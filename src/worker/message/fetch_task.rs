//! The tasks of the network thread, and the queue through which other threads reach it.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use url::Url;

use super::account::AccountJob;
use super::job::Fetch;
use super::keeper::KeeperJob;
use crate::config::Network;
use crate::model::{EntryId, FeedId};
use crate::store::DownloadTask;
use crate::worker::writes::{Mark, Writes};

#[derive(Debug)]
pub(in crate::worker) enum FetchTask {
    /// A job, and the acts that must be done before it starts.
    Job(Fetch, Mark),
    FullText {
        entry_id: EntryId,
        feed_id: FeedId,
        url: Url,
    },
    Account(AccountJob),
    Keeper(KeeperJob),
    /// Download these episodes and no others.
    Downloads(Vec<DownloadTask>),
    /// Use these network settings from now on.
    Configure(Network),
    Stop,
}

/// Sends tasks to the network thread. The methods return whether the thread is still there; it ends
/// only with the program.
#[derive(Debug, Clone)]
pub(in crate::worker) struct FetchQueue {
    tasks: Sender<FetchTask>,
    writes: Arc<Writes>,
}

pub(in crate::worker) fn fetch_channel(writes: Arc<Writes>) -> (FetchQueue, Receiver<FetchTask>) {
    let (tasks, receiver) = mpsc::channel();
    (FetchQueue { tasks, writes }, receiver)
}

impl FetchQueue {
    pub(in crate::worker) fn ask(&self, fetch: Fetch) -> bool {
        self.send(FetchTask::Job(fetch, self.writes.mark()))
    }

    pub(in crate::worker) fn send(&self, task: FetchTask) -> bool {
        self.tasks.send(task).is_ok()
    }
}
