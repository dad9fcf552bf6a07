//! The answers of the workers.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::account::AccountEvent;
use super::aloud::AloudEvent;
use super::find_failure::FindFailure;
use super::folder::FolderEvent;
use super::keeper::KeeperEvent;
use super::library::{LibraryView, RefreshSummary, RulePreview};
use super::listening::ListenEvent;
use super::preview::Preview;
use crate::article::{Article, PictureRequest};
use crate::library::{ImportPlan, ImportReport};
use crate::model::{
    Activity, Candidate, Conditions, EntryId, EntryRow, EntrySet, FeedFacts, FeedId, FeedPace,
    Fold, LibrarySize, ListEntry, PlayerNews, ReadingStatistics, StatusChange, Statuses, Stay,
    Step, StepKind, StepRecord, UnreadCounts,
};
use crate::picture::{Picture, PictureError};
use crate::query::{Highlights, PlaceId};
use crate::store::SavedPage;

/// An answer of the workers, or news from them. An error that is a text is a sentence for the
/// user. Every event names its subject, so that the window can drop a late one.
#[derive(Debug, Clone)]
pub enum Event {
    Library(Arc<LibraryView>),
    /// The number of unread entries in each saved search; `None` if counting failed.
    SmartCounts(Option<Vec<(PlaceId, u32)>>),
    /// Part of a list. The parts come in order.
    List {
        /// The generation of the job.
        generation: u64,
        entries: Vec<ListEntry>,
        /// Whether this is the last part.
        is_complete: bool,
    },
    /// How long the entries of each feed stay in the river, before its list.
    Stays {
        /// The generation of the job.
        generation: u64,
        stays: Arc<HashMap<FeedId, Stay>>,
    },
    /// How a feed posted lately.
    FeedPace(FeedId, Arc<FeedPace>),
    /// News of entries that are one story.
    Story(StoryEvent),
    /// The texts of rows, with the hits of these words in their excerpts. Rows of entries that are
    /// gone are missing.
    Rows(Vec<EntryRow>, Arc<Highlights>),
    Article(Arc<Article>),
    /// This entry can't be shown.
    ArticleMissing(EntryId),
    /// There is nothing to compare this entry with.
    NoChanges(EntryId),
    /// Statuses were saved, by an act of the user, undo or redo.
    StatusSaved {
        /// The step in the undo log; `None` after undo and redo.
        step: Option<Step>,
        /// The entries that changed, with their new statuses.
        changed: Arc<Statuses>,
        counts: UnreadCounts,
    },
    /// Entries came back from sleep, and are unread.
    Woke {
        changed: Arc<Statuses>,
        counts: UnreadCounts,
    },
    /// Statuses could not be saved. The window reverts its own change.
    StatusFailed {
        entry_ids: EntrySet,
        change: StatusChange,
        /// A sentence for the user.
        message: String,
    },
    /// The feeds behind an address, the best first.
    Discovered {
        /// The generation of the job.
        generation: u64,
        result: Result<Vec<Candidate>, FindFailure>,
    },
    /// News of an account.
    Account(AccountEvent),
    /// A page was saved, or why not.
    PageSaved(Result<SavedPage, String>),
    /// News of the folder that other computers sync through.
    Keeper(KeeperEvent),
    /// How the machine is now.
    Conditions(Conditions),
    Folder(FolderEvent),
    PreviewReady(Result<Arc<Preview>, String>),
    /// A feed was added. Without a step, the feed was already there.
    Subscribed(FeedId, Option<Step>),
    /// A change was made; the step undoes it.
    Changed(Step),
    /// A step was undone or redone.
    Undone {
        /// `None` if there was nothing to undo or redo.
        kind: Option<StepKind>,
        /// The feed signs in again, but its secret is no longer in the keyring.
        lost_secret: bool,
        is_redo: bool,
    },
    /// The steps of the undo log, the newest first.
    History(Arc<Vec<StepRecord>>),
    /// The requests of the last day, the newest first.
    Activity(Arc<Vec<Activity>>),
    /// Statistics of the feeds, and the size of the library.
    Facts(Arc<HashMap<FeedId, FeedFacts>>, LibrarySize),
    /// How many entries were opened, by time and feed.
    Statistics(Arc<ReadingStatistics>),
    RuleTried {
        /// The generation of the job.
        generation: u64,
        result: Result<RulePreview, String>,
    },
    /// The library was compacted. The sizes are those before and after.
    Compacted(Result<(LibrarySize, LibrarySize), String>),
    RefreshProgress {
        done: u32,
        total: u32,
    },
    /// One feed was refreshed and stored.
    FeedRefreshed {
        feed_id: FeedId,
        /// New entries that call for a desktop notification.
        notable: u32,
        new_entries: u32,
        updated_entries: u32,
    },
    /// A refresh has ended. An [`Event::Library`] comes just before this event.
    RefreshFinished(RefreshSummary),
    ImportPlanned {
        /// The generation of the job.
        generation: u64,
        result: Result<ImportPlan, String>,
    },
    Imported(ImportReport),
    /// A file was written at this path.
    Exported(Result<PathBuf, String>),
    /// Plain text for the clipboard.
    PlainText(String),
    /// Markdown for the clipboard.
    Markdown(String),
    Picture {
        request: Arc<PictureRequest>,
        result: Result<Arc<Picture>, PictureError>,
    },
    /// News from the player.
    Player(PlayerNews),
    /// News of an article that is read aloud.
    Aloud(AloudEvent),
    /// News of episodes.
    Listen(ListenEvent),
    /// The full text of an entry was switched on or off.
    FullText {
        entry_id: EntryId,
        /// Whether the full text is shown.
        result: Result<bool, String>,
    },
    /// The program was started again: the window is to come to the front and show this file or
    /// address.
    StartedAgain(Option<String>),
    /// A failure that no other event reports: a sentence for the user.
    Failed(String),
}

/// News of entries that are one story.
#[derive(Debug, Clone)]
pub enum StoryEvent {
    /// The rows of the next part of a list that stand for other entries, too. It comes just before
    /// that part.
    Folds {
        /// The generation of the job.
        generation: u64,
        folds: Vec<Fold>,
    },
    /// Entries share other rows than before: lists have to be read again.
    Changed,
    /// The unread entries that have no row of their own, by place; `None` if counting failed.
    Counts(Option<Vec<(PlaceId, u32)>>),
}
