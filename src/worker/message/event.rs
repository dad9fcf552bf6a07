//! What the workers answer.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::article::{Article, Preview};
use super::import::{ImportPlan, ImportReport};
use super::library::{LibraryView, RefreshSummary, RuleTried};
use super::picture::PictureRequest;
use crate::model::{
    Activity, Candidate, EntryId, EntryRow, EntrySet, FeedFacts, FeedId, LibrarySize, ListEntry,
    StatusChange, Statuses, Step, StepKind, StepRecord, UnreadCounts,
};
use crate::picture::{Picture, PictureError};
use crate::query::PlaceId;

/// What the workers say.
#[derive(Debug, Clone)]
pub enum Event {
    /// Feeds, folders and counts as they are now.
    Library(Arc<LibraryView>),
    /// The unread entries of each saved search; `None` if they could not be counted.
    SmartCounts(Option<Vec<(PlaceId, u32)>>),
    /// Part of a list; the parts come in order.
    List {
        /// Which question it answers.
        generation: u64,
        /// The next entries.
        entries: Vec<ListEntry>,
        /// Whether this is the last part.
        is_complete: bool,
    },
    /// The texts of rows; rows that are gone are missing.
    Rows(Vec<EntryRow>),
    /// An entry ready to be shown.
    Article(Arc<Article>),
    /// An entry that cannot be shown.
    ArticleMissing(EntryId),
    /// Statuses were saved (or set back by undo).
    StatusSaved {
        /// The step in the undo log; `None` for an undo.
        step: Option<Step>,
        /// The entries that changed, with what they are now.
        changed: Arc<Statuses>,
        /// What is unread now.
        counts: UnreadCounts,
    },
    /// Statuses could not be saved; the window takes its own change back.
    StatusFailed {
        /// The entries of the job.
        entry_ids: EntrySet,
        /// What was to change.
        change: StatusChange,
        /// A sentence for people.
        message: String,
    },
    /// What an address leads to, best first.
    Discovered {
        /// Which question it answers.
        generation: u64,
        /// The feeds, or a sentence for people.
        result: Result<Vec<Candidate>, String>,
    },
    /// A feed to look at without subscribing, or a sentence for people.
    PreviewReady(Result<Arc<Preview>, String>),
    /// A feed was subscribed to (or was there already, then without a step).
    Subscribed(FeedId, Option<Step>),
    /// Something was changed; the step takes it back.
    Changed(Step),
    /// A step was taken back or done again.
    Undone {
        /// `None` if there was nothing to undo or redo.
        kind: Option<StepKind>,
        /// A feed is signed in to again whose secret is no longer in the keyring.
        lost_secret: bool,
        /// Whether it was done again.
        is_redo: bool,
    },
    /// The latest steps, the newest first.
    History(Arc<Vec<StepRecord>>),
    /// The requests of the last day, those that were sent last first.
    Activity(Arc<Vec<Activity>>),
    /// What the library knows of its feeds, and how large it is.
    Facts(Arc<HashMap<FeedId, FeedFacts>>, LibrarySize),
    /// What a rule would have done, or a sentence for people.
    RuleTried {
        /// Which question it answers.
        generation: u64,
        /// The answer.
        result: Result<RuleTried, String>,
    },
    /// The library was compacted: its size before and after, or a sentence for people.
    Compacted(Result<(LibrarySize, LibrarySize), String>),
    /// A refresh goes on.
    RefreshProgress {
        /// Feeds done.
        done: u32,
        /// Feeds in all.
        total: u32,
    },
    /// One feed was refreshed and stored; the sidebar and the open list may want to follow.
    FeedRefreshed {
        /// Which feed.
        feed_id: FeedId,
        /// New entries that the reader wants to be told of on the desktop.
        notable: u32,
        /// New entries.
        new_entries: u32,
        /// Entries whose content changed.
        updated_entries: u32,
    },
    /// A refresh is over. A new [`Event::Library`] comes with it.
    RefreshFinished(RefreshSummary),
    /// What an import would do.
    ImportPlanned {
        /// Which question it answers.
        generation: u64,
        /// The plan, or a sentence for people.
        result: Result<ImportPlan, String>,
    },
    /// What an import did.
    Imported(ImportReport),
    /// The subscription list was written: where, or a sentence for people.
    Exported(Result<PathBuf, String>),
    /// Plain text for the clipboard.
    PlainText(String),
    /// A picture, or why it cannot be shown.
    Picture {
        /// What was asked for.
        request: Arc<PictureRequest>,
        /// Its pixels.
        result: Result<Arc<Picture>, PictureError>,
    },
    /// The full text of an entry is shown now, or no longer, or a sentence for people.
    FullText {
        /// Which entry.
        entry_id: EntryId,
        /// Whether the full text is shown.
        result: Result<bool, String>,
    },
    /// Something failed that no other event tells of: a sentence for people.
    Failed(String),
}
