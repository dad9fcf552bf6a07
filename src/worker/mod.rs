//! The threads behind the window. All traffic between the two consists of [`Job`]s and [`Event`]s.
//!
//! One thread writes the library ([`Act`]), one reads the sidebar and lists ([`Read`]), one builds
//! articles ([`ArticleJob`]), one starts what needs the network ([`Fetch`]), and a few load
//! pictures ([`PictureJob`]). The thread of sound starts with the first episode. Waiting for the
//! keyring ([`KeyringJob`]) gets a thread each time, and so does an article that is read aloud
//! ([`AloudJob`]).

mod aloud;
mod desktop;
mod fence;
mod fetch;
mod folder;
mod instance;
mod message;
mod outbox;
mod pictures;
mod read;
mod sound;
mod termination;
mod workers;
mod write;
mod writes;

pub use instance::{Claim, Instance, claim, claim_hidden};
pub use message::{
    AccountEvent, AccountForm, AccountJob, Act, Against, AloudEvent, AloudJob, ArticleJob,
    DesktopJob, Event, Fetch, FindFailure, FolderEvent, FolderJob, Job, KeeperEvent, KeeperJob,
    KeyringJob, LibraryView, ListenEvent, OpenedEpisode, OpenedFor, PictureJob, Preview,
    PreviewSource, Read, RefreshSummary, RulePreview, SignInFailure, StoryEvent,
};
pub use outbox::Wake;
pub use read::FIRST_PART;
pub use termination::on_termination;
pub use workers::{WorkerConfig, WorkerError, Workers};
