//! Operations on a library that the window's threads and the command line share: opening it,
//! repairing it, changing it, importing and writing subscription lists, building the search index.
//!
//! Nothing here starts a thread or keeps state. The caller passes the store and the time.

pub mod accounts;
mod change;
mod episode_files;
pub mod episodes;
pub mod folder_sync;
mod import;
mod import_library;
mod indexing;
pub mod keepers;
mod open;
mod repair;
mod scope;
mod stories;
pub mod subscriptions;

pub use change::Change;
pub use episode_files::{
    WantedFile, fetch_episode_file, missing_episode_files, read_chapters, read_transcript_of,
    save_episode_file,
};
pub use import::{ImportPlan, ImportReport, PlannedFeed, import, plan_import};
pub use import_library::PlannedLibrary;
pub use indexing::{index_some, index_words};
pub use open::{OpenLibrary, open_library};
pub use repair::repair;
pub use scope::{Scope, feed_states};
pub use stories::{STORY_SIGNER, StoryBatch, StoryKeeper, wants_stories};
