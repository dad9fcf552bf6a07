//! What the window asks.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::article::PreviewSource;
use super::import::ImportPlan;
use super::library::Scope;
use super::picture::PictureRequest;
use crate::config::{Session, Settings};
use crate::model::{
    Entry, EntryId, EntrySet, FeedId, FolderId, ReadingPosition, RuleId, RuleScope, SignIn,
    StatusChange, StepId,
};
use crate::net::Grant;
use crate::query::{Expr, Query};
use crate::worker::change::Change;

/// Something to be done off the UI thread. The answers that are named here are those of
/// [`Event`](super::Event).
#[derive(Debug, Clone)]
pub enum Job {
    /// Read feeds, folders and counts. Answer: `Event::Library`.
    LoadLibrary {
        /// Start of the reader's day, for the count of today.
        today: Timestamp,
    },
    /// Read a list. Answers: one or more `Event::List` with this `generation`.
    LoadList {
        /// Echoed in the answer; the window keeps only the newest.
        generation: u64,
        /// What to list.
        query: Query,
    },
    /// The first part of this list is on screen: go on with the rest. Without it the rest comes
    /// half a second later. No answer.
    ContinueList(u64),
    /// Read the texts of rows. Answer: `Event::Rows`.
    LoadRows(Vec<EntryId>),
    /// Read an entry and parse its body. Answer: `Event::Article`.
    LoadArticle(EntryId),
    /// Parse the body of an entry that is not in the library. Answer: `Event::Article`.
    BuildArticle(Box<Entry>),
    /// Change the status of these entries as one step that can be undone. Answer:
    /// `Event::StatusSaved`.
    SetStatus {
        /// Which.
        entry_ids: EntrySet,
        /// What changes.
        change: StatusChange,
        /// Start of the reader's day, for the counts in the answer.
        today: Timestamp,
    },
    /// Mark an entry as read because it was opened. Answer: `Event::StatusSaved`.
    MarkOpened {
        /// Which.
        entry_id: EntryId,
        /// Start of the reader's day, for the counts in the answer.
        today: Timestamp,
    },
    /// Take a step back. Answers: `Event::StatusSaved` with the entries that changed,
    /// `Event::Library`, `Event::Undone`.
    Undo {
        /// Which step; the latest of the reader's own if none is named.
        step: Option<StepId>,
        /// Start of the reader's day, for the counts in the answer.
        today: Timestamp,
    },
    /// Do a step again that was taken back. Answers: as for an undo.
    Redo {
        /// Which step.
        step: StepId,
        /// Start of the reader's day, for the counts in the answer.
        today: Timestamp,
    },
    /// Remember how far an article was read. No answer.
    SavePosition {
        /// Which entry.
        entry_id: EntryId,
        /// How far.
        position: ReadingPosition,
    },
    /// Look what feeds an address leads to: a feed, a page, a file. Answers: `Event::Discovered`.
    Discover {
        /// Echoed in the answer.
        generation: u64,
        /// As the user typed it, without a password.
        address: String,
        /// What signs in there.
        grant: Option<Grant>,
    },
    /// Fetch a feed without subscribing. Answer: `Event::PreviewReady`.
    Preview(PreviewSource),
    /// Subscribe. Answers: `Event::Subscribed`, `Event::Library`, then those of a refresh of this
    /// feed.
    Subscribe {
        /// The address of the feed itself.
        feed_url: Url,
        /// The reader's own title for it.
        title: Option<String>,
        /// Where it goes.
        folder_id: Option<FolderId>,
        /// What signs in to it; kept in the keyring first.
        grant: Option<Grant>,
    },
    /// Keep what signs in to a feed in the keyring, and use it. Answers: `Event::Library`,
    /// `Event::Changed`, then those of a refresh of this feed.
    SignIn {
        /// Which feed.
        feed_id: FeedId,
        /// What it is signed in to with now.
        known: Option<SignIn>,
        /// What signs in.
        grant: Grant,
    },
    /// Forget what signs in to a feed. Answers: `Event::Library`, `Event::Changed`.
    SignOut(FeedId, SignIn),
    /// Show the full text of an entry, fetched from its page if it is not here yet, or the feed's
    /// own text again. Answer: `Event::FullText`.
    ToggleFullText(EntryId),
    /// Fetch the full text of an entry from its page. Answer: `Event::FullText`.
    FetchFullText(EntryId),
    /// Change feeds, folders, searches or rules as one step that can be undone. Answers:
    /// `Event::Library`, `Event::Changed`.
    Change(Change),
    /// Put a tag on entries, or take it off. Answers: `Event::Library`, `Event::Changed`.
    TagEntries {
        /// Which.
        entry_ids: Vec<EntryId>,
        /// The tag.
        name: String,
        /// On or off.
        is_on: bool,
    },
    /// Say what a rule would have done to the latest entries. Answer: `Event::RuleTried`.
    TryRule {
        /// Echoed in the answer.
        generation: u64,
        /// The question.
        query: Expr,
        /// Where.
        scope: RuleScope,
    },
    /// Apply a rule to all entries that it finds. Answers: `Event::Changed`, `Event::Library`.
    RunRule(RuleId),
    /// Read the latest steps of the log. Answer: `Event::History`.
    LoadHistory,
    /// Read the requests of the last day. Answer: `Event::Activity`.
    LoadActivity {
        /// The end of that day.
        now: Timestamp,
    },
    /// Count what the library knows of each feed. Answer: `Event::Facts`.
    LoadFacts,
    /// Give the room of what was removed back to the disk. Answer: `Event::Compacted`.
    Compact {
        /// Lets go of what waits for an undo, too.
        forgets: bool,
    },
    /// Write one consistent copy of the library to a file. Answer: `Event::Exported`.
    BackUp(PathBuf),
    /// Count what is unread in each saved search. Answer: `Event::SmartCounts`.
    CountSmartFeeds,
    /// Refresh. Answers: `Event::RefreshProgress`, `Event::FeedRefreshed`, and
    /// `Event::RefreshFinished` at the end.
    Refresh(Scope),
    /// Stop the refresh that is under way; what is already stored stays.
    CancelRefresh,
    /// Read a subscription list and say what importing it would do. Answer: `Event::ImportPlanned`.
    PlanImport {
        /// Echoed in the answer.
        generation: u64,
        /// Which file.
        path: PathBuf,
    },
    /// Do what a plan says. Answers: `Event::Imported`, `Event::Library`.
    Import(ImportPlan),
    /// Write the subscription list to a file. Answer: `Event::Exported`.
    Export(PathBuf),
    /// Write the settings. No answer unless it fails.
    SaveSettings(Box<Settings>),
    /// Write the state of the window. No answer unless it fails.
    SaveSession(Box<Session>),
    /// Turn an article into plain text for the clipboard. Answer: `Event::PlainText`.
    CopyAsText(EntryId),
    /// Bring a picture to the size that is shown; the latest are brought first. Answer:
    /// `Event::Picture`.
    LoadPicture(PictureRequest),
    /// Write a picture to a file as it was published. Answer: `Event::Exported`.
    SavePicture {
        /// Which.
        url: Arc<Url>,
        /// Where to.
        path: PathBuf,
    },
}
