//! The folder that other computers sync through, in the window.

use std::sync::Arc;

use jiff::Timestamp;

use crate::folder_sync::Report;
use crate::model::Secret;
use crate::store::JoinPreview;

/// What the window knows of the folder beside what is in the library.
#[derive(Debug, Clone, Default)]
pub struct FolderView {
    /// The result of the last look; `None` before the first.
    pub report: Option<Arc<Report>>,
    /// When to look next; `None` if a look is under way.
    pub(super) next_look: Option<Timestamp>,
    pub(super) generation: u64,
}

/// The form for joining a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderDraft {
    /// The path so far.
    pub path: String,
    /// The passphrase so far; empty for none.
    pub passphrase: Secret,
    pub stage: FolderStage,
}

/// The stages of joining a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FolderStage {
    #[default]
    Asking,
    Reading,
    /// The folder was read: what joining would do.
    Found(JoinPreview),
    Joining,
    /// The reason in words.
    Failed(String),
}
