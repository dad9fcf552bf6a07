//! The work for the shared folder, and its answers.

use std::path::PathBuf;

use crate::folder_sync::Report;
use crate::model::{FeedId, Secret, Step};
use crate::store::JoinPreview;

/// Work for the folder that other computers sync through.
#[derive(Debug, Clone)]
pub enum FolderJob {
    /// Read a folder and say what joining it would do. Answer: `Begun`.
    Begin { generation: u64, folder: PathBuf, passphrase: Secret },
    /// Join the folder that was read. Answers: `Library`, `Joined`, `Looked`.
    Finish,
    /// Forget the folder that was read. No answer.
    Cancel,
    /// Leave the folder. Answers: `Library`, `Left`.
    Leave,
    /// Read and write what is new. Answers: `Library` if something changed, `Looked`.
    Look,
}

/// News of the folder.
#[derive(Debug, Clone)]
pub enum FolderEvent {
    Begun {
        /// The generation of the job.
        generation: u64,
        result: Result<JoinPreview, String>,
    },
    Joined(Result<Option<Step>, String>),
    Left(Result<(), String>),
    Looked {
        report: Box<Report>,
        /// Whether entries, feeds, folders, searches or rules changed.
        has_changed: bool,
        /// Feeds that another computer unsubscribed from, and that stay because somebody read them
        /// meanwhile.
        kept: Vec<String>,
    },
}

/// News for the window, and what the writing thread does before.
#[derive(Debug)]
pub(in crate::worker) struct FolderNews {
    pub(in crate::worker) event: FolderEvent,
    /// Whether the window needs the library first.
    pub(in crate::worker) has_changed: bool,
    /// Whether the list of feeds changed.
    pub(in crate::worker) is_arranged: bool,
    /// Feeds to fetch, because they are new here.
    pub(in crate::worker) new_feeds: Vec<FeedId>,
}
