//! The messages between the window and the workers (jobs in, events out), and those between one
//! worker and another (tasks).

mod account;
mod aloud;
mod desktop;
mod event;
mod fetch_task;
mod find_failure;
mod folder;
mod job;
mod keeper;
mod library;
mod listening;
mod preview;
mod write_task;

pub use account::{AccountEvent, AccountForm, AccountJob, SignInFailure};
pub use aloud::{AloudEvent, AloudJob};
pub use desktop::DesktopJob;
pub use event::{Event, StoryEvent};
pub(super) use fetch_task::{FetchQueue, FetchTask, fetch_channel};
pub use find_failure::FindFailure;
pub(super) use folder::FolderNews;
pub use folder::{FolderEvent, FolderJob};
pub use job::{Act, Against, ArticleJob, Fetch, Job, KeyringJob, PictureJob, Read};
pub use keeper::{KeeperEvent, KeeperJob};
pub(super) use library::waiting_acts;
pub use library::{LibraryView, RefreshSummary, RulePreview};
pub use listening::{ListenEvent, OpenedEpisode, OpenedFor};
pub use preview::{Preview, PreviewSource};
pub(super) use write_task::{
    BATCH_FEEDS, EpisodeTask, RefreshMessage, Subject, SyncStep, WriteInbox, WriteQueue, WriteTask,
    write_channel,
};
