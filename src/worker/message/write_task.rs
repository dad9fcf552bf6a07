//! The tasks of the writing thread, and the queue through which other threads reach it.
//!
//! The results of a refresh come through a channel of their own. It is bounded, so a refresh never
//! fetches much faster than the disk stores; acts of the user overtake it in the other channel.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use tokio::sync::mpsc as async_channel;
use url::Url;

use super::folder::FolderNews;
use super::job::Act;
use crate::model::{
    AccountId, Activity, DownloadFailure, EntryId, FeedId, FolderId, FreshEntry, RefreshOutcome,
    SignIn,
};
use crate::refresh::RefreshEnd;
use crate::store::{EpisodeFile, EpisodeFileKind, RemoteCounts, Store};
use crate::worker::writes::{Mark, Writes};

/// Most feeds saved in one transaction.
pub(in crate::worker) const BATCH_FEEDS: usize = 32;
/// Messages of refreshes that wait while a transaction is written. Each may have megabytes.
const MESSAGES_BUFFERED: usize = 8;

#[derive(Debug)]
pub(in crate::worker) enum WriteTask {
    Act(Box<Act>),
    /// The credentials of a feed are in the keyring now; with `None` they are no longer there.
    SignIn(Subject, Option<SignIn>),
    /// The full text of an entry, or why there is none.
    FullText(EntryId, Result<String, String>),
    /// News of the files of an episode.
    Episode(EpisodeTask),
    /// A page to keep, or why there is none.
    SavedPage(Box<Result<FreshEntry, String>>),
    /// A step of a sync.
    Sync(SyncStep),
    /// An account was signed in to: the window gets the library, then this.
    AccountSaved {
        generation: u64,
        account_id: AccountId,
    },
    /// A sync has ended: the window gets the library, then this.
    Synced {
        account_id: AccountId,
        has_changed: bool,
    },
    /// News of the shared folder.
    Folder(FolderNews),
    /// A [`RefreshMessage`] waits in the other channel.
    RefreshMessage,
    /// A request was sent and is to be recorded.
    Request(Box<Activity>),
    /// The recorded requests are about to be read, so they have to be saved now.
    SaveRequests,
    Stop,
}

/// News of the files of an episode.
#[derive(Debug)]
pub(in crate::worker) enum EpisodeTask {
    /// Chapters or a transcript, or why there are none.
    File(EntryId, EpisodeFileKind, Box<Result<EpisodeFile, String>>),
    /// What a server said at the beginning of a download.
    Begun { entry_id: EntryId, validator: Option<String>, total: Option<u64> },
    /// The size of a downloaded episode, or why there is none.
    Downloaded(EntryId, Result<u64, DownloadFailure>),
}

/// A step of a sync, which needs the store for a moment. Returns what it brought to feeds.
pub(in crate::worker) struct SyncStep(
    pub(in crate::worker) Box<dyn FnOnce(&mut Store) -> RemoteCounts + Send>,
);

impl std::fmt::Debug for SyncStep {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SyncStep")
    }
}

/// A feed whose credentials went into the keyring.
#[derive(Debug, Clone)]
pub(in crate::worker) enum Subject {
    /// A feed in the library.
    Known(FeedId),
    /// A feed to subscribe to.
    New { feed_url: Url, title: Option<String>, folder_id: Option<FolderId> },
}

/// News from a running refresh.
#[derive(Debug)]
pub(in crate::worker) enum RefreshMessage {
    Start { feeds: u32 },
    Outcome(FeedId, Box<RefreshOutcome>),
    End(RefreshEnd),
}

impl RefreshMessage {
    pub(in crate::worker) fn entry_count(&self) -> usize {
        match self {
            Self::Outcome(_, outcome) => match outcome.as_ref() {
                RefreshOutcome::Changed { entries, .. } => entries.len(),
                RefreshOutcome::Unchanged { .. }
                | RefreshOutcome::Failed { .. }
                | RefreshOutcome::Waiting { .. } => 0,
            },
            Self::Start { .. } | Self::End(_) => 0,
        }
    }
}

/// Sends tasks to the writing thread. The methods return whether the thread is still there.
#[derive(Clone)]
pub(in crate::worker) struct WriteQueue {
    tasks: Sender<WriteTask>,
    refreshes: async_channel::Sender<RefreshMessage>,
    writes: Arc<Writes>,
}

/// The other end of a [`WriteQueue`].
pub(in crate::worker) struct WriteInbox {
    pub(in crate::worker) tasks: Receiver<WriteTask>,
    pub(in crate::worker) refreshes: async_channel::Receiver<RefreshMessage>,
}

pub(in crate::worker) fn write_channel() -> (WriteQueue, WriteInbox) {
    let (task_sender, tasks) = mpsc::channel();
    let (refresh_sender, refreshes) = async_channel::channel(MESSAGES_BUFFERED);
    let queue =
        WriteQueue { tasks: task_sender, refreshes: refresh_sender, writes: Arc::default() };
    (queue, WriteInbox { tasks, refreshes })
}

impl WriteQueue {
    pub(in crate::worker) fn act(&self, act: Act) -> bool {
        self.writes.submit();
        self.send(WriteTask::Act(Box::new(act)))
    }

    /// Has recorded requests saved. Counts as an act, so that a reader can wait for it.
    pub(in crate::worker) fn save_requests(&self) -> bool {
        self.writes.submit();
        self.send(WriteTask::SaveRequests)
    }

    pub(in crate::worker) fn send(&self, task: WriteTask) -> bool {
        self.tasks.send(task).is_ok()
    }

    /// Marks the acts submitted so far.
    pub(in crate::worker) fn mark(&self) -> Mark {
        self.writes.mark()
    }

    pub(in crate::worker) fn writes(&self) -> Arc<Writes> {
        Arc::clone(&self.writes)
    }

    pub(in crate::worker) async fn send_refresh(&self, message: RefreshMessage) -> bool {
        self.refreshes.send(message).await.is_ok() && self.send(WriteTask::RefreshMessage)
    }

    /// Reports a refresh that could not start. The window waits for the end of each refresh.
    pub(in crate::worker) fn end_refresh_at_once(&self) {
        let end = RefreshEnd { is_cancelled: true, ..RefreshEnd::default() };
        for message in [RefreshMessage::Start { feeds: 0 }, RefreshMessage::End(end)] {
            if self.refreshes.blocking_send(message).is_err()
                || !self.send(WriteTask::RefreshMessage)
            {
                return;
            }
        }
    }
}
