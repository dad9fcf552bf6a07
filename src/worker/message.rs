//! What the window asks of the workers and what they answer.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::change::Change;
use crate::article::Fact;
use crate::config::{Session, Settings};
use crate::document::{Document, Formula};
use crate::model::{
    Activity, Candidate, Entry, EntryContent, EntryId, EntryRow, Feed, FeedChoices, FeedFacts, FeedId, Folder, FolderId, LibrarySize,
    ListEntry, ListedRule, ListedSearch, Query, ReadingPosition, Rule, RuleId, RuleScope, SignIn, SmartFeed, SmartFeedId, StatusChange,
    Step, StepId, StepRecord, UnreadCounts,
};
use crate::net::Grant;
use crate::opml::LeftOut;
use crate::parse::ParsedFeed;
use crate::picture::{Fit, FormulaSize, Palette, Picture, PictureError};

/// Something to be done off the UI thread.
#[derive(Debug, Clone)]
pub enum Job {
    /// Read feeds, folders and counts. Answer: [`Event::Library`].
    LoadLibrary {
        /// Start of the reader's day, for the count of today.
        today: Timestamp,
    },
    /// Read a list. Answers: one or more [`Event::List`] with this `generation`.
    LoadList {
        /// Echoed in the answer; the window keeps only the newest.
        generation: u64,
        /// What to list.
        query: Query,
    },
    /// The first part of this list is on screen: go on with the rest. Without it the rest comes half a second later. No answer.
    ContinueList(u64),
    /// Read the texts of rows. Answer: [`Event::Rows`].
    LoadRows(Vec<EntryId>),
    /// Read an entry and parse its body. Answer: [`Event::Article`].
    LoadArticle(EntryId),
    /// Parse the body of an entry that is not in the library. Answer: [`Event::Article`].
    BuildArticle(Box<Entry>),
    /// Change the status of these entries as one step that can be undone. Answer: [`Event::StatusSaved`].
    SetStatus {
        /// Which.
        entry_ids: Vec<EntryId>,
        /// What changes.
        change: StatusChange,
        /// Start of the reader's day, for the counts in the answer.
        today: Timestamp,
    },
    /// Mark an entry as read because it was opened. Answer: [`Event::StatusSaved`].
    MarkOpened {
        /// Which.
        entry_id: EntryId,
        /// Start of the reader's day, for the counts in the answer.
        today: Timestamp,
    },
    /// Take a step back. Answers: [`Event::StatusSaved`] with the entries that changed, [`Event::Library`], [`Event::Undone`].
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
    /// Look what feeds an address leads to: a feed, a page, a file. Answers: [`Event::Discovered`].
    Discover {
        /// Echoed in the answer.
        generation: u64,
        /// As the user typed it, without a password.
        address: String,
        /// What signs in there.
        grant: Option<Grant>,
    },
    /// Fetch a feed without subscribing. Answer: [`Event::PreviewReady`].
    Preview(PreviewSource),
    /// Subscribe. Answers: [`Event::Subscribed`], [`Event::Library`], then those of a refresh of this feed.
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
    /// Keep what signs in to a feed in the keyring, and use it. Answers: [`Event::Library`], [`Event::Changed`], then those of a
    /// refresh of this feed.
    SignIn {
        /// Which feed.
        feed_id: FeedId,
        /// What it is signed in to with now.
        known: Option<SignIn>,
        /// What signs in.
        grant: Grant,
    },
    /// Forget what signs in to a feed. Answers: [`Event::Library`], [`Event::Changed`].
    SignOut(FeedId, SignIn),
    /// Show the full text of an entry, fetched from its page if it is not here yet, or the feed's own text again.
    /// Answer: [`Event::FullText`].
    ToggleFullText(EntryId),
    /// Fetch the full text of an entry from its page. Answer: [`Event::FullText`].
    FetchFullText(EntryId),
    /// Change feeds, folders, searches or rules as one step that can be undone. Answers: [`Event::Library`], [`Event::Changed`].
    Change(Change),
    /// Put a tag on entries, or take it off. Answers: [`Event::Library`], [`Event::Changed`].
    TagEntries {
        /// Which.
        entry_ids: Vec<EntryId>,
        /// The tag.
        name: String,
        /// On or off.
        is_on: bool,
    },
    /// Say what a rule would have done to the latest entries. Answer: [`Event::RuleTried`].
    TryRule {
        /// Echoed in the answer.
        generation: u64,
        /// The question.
        query: String,
        /// Where.
        scope: RuleScope,
    },
    /// Apply a rule to all entries that it finds. Answers: [`Event::Changed`], [`Event::Library`].
    RunRule(RuleId),
    /// Read the latest steps of the log. Answer: [`Event::History`].
    LoadHistory,
    /// Read the requests of the last day. Answer: [`Event::Activity`].
    LoadActivity {
        /// The end of that day.
        now: Timestamp,
    },
    /// Count what the library knows of each feed. Answer: [`Event::Facts`].
    LoadFacts,
    /// Give the room of what was removed back to the disk. Answer: [`Event::Compacted`].
    Compact {
        /// Lets go of what waits for an undo, too.
        forgets: bool,
    },
    /// Write one consistent copy of the library to a file. Answer: [`Event::Exported`].
    BackUp(PathBuf),
    /// Count what is unread in each saved search. Answer: [`Event::SmartCounts`].
    CountSmartFeeds,
    /// Refresh. Answers: [`Event::RefreshProgress`], [`Event::FeedRefreshed`], and [`Event::RefreshFinished`] at the end.
    Refresh(Scope),
    /// Stop the refresh that is under way; what is already stored stays.
    CancelRefresh,
    /// Read a subscription list and say what importing it would do. Answer: [`Event::ImportPlanned`].
    PlanImport(PathBuf),
    /// Do what a plan says. Answers: [`Event::Imported`], [`Event::Library`].
    Import(ImportPlan),
    /// Write the subscription list to a file. Answer: [`Event::Exported`].
    Export(PathBuf),
    /// Write the settings. No answer unless it fails.
    SaveSettings(Box<Settings>),
    /// Write the state of the window. No answer unless it fails.
    SaveSession(Box<Session>),
    /// Turn an article into plain text for the clipboard. Answer: [`Event::PlainText`].
    CopyAsText(EntryId),
    /// Bring a picture to the size that is shown; the latest are brought first. Answer: [`Event::Picture`].
    LoadPicture(PictureRequest),
    /// Write a picture to a file as it was published. Answer: [`Event::Exported`].
    SavePicture {
        /// Which.
        url: Arc<Url>,
        /// Where to.
        path: PathBuf,
    },
}

/// A picture of an article, and how large it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRequest {
    /// Which.
    pub key: PictureKey,
    /// The room for it, in pixels of the screen.
    pub fit: Fit,
    /// Pixels of the screen for a CSS pixel, in hundredths; what has no pixels of its own is drawn so large.
    pub scale: u32,
    /// Whether a picture that can move is to play.
    pub motion: Motion,
}

/// Whether a picture that can move is to play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Its first frame is enough.
    Still,
    /// All of its frames.
    Playing,
}

/// What is to be seen in a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PictureKey {
    /// What an address leads to: http, https or `data:`.
    Web(Arc<Url>),
    /// A diagram in Mermaid.
    Diagram {
        /// Its source.
        source: Arc<str>,
        /// The colours of the page.
        palette: Palette,
    },
    /// Mathematics.
    Formula {
        /// In TeX.
        formula: Formula,
        /// Its colour: red, green, blue.
        ink: [u8; 3],
        /// Pixels of the screen for an em, in hundredths.
        em: u32,
    },
    /// What stands for a feed.
    Icon(Arc<IconOf>),
}

/// A feed, as far as its icon goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IconOf {
    /// Where it is fetched.
    pub feed_url: Url,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// The picture that the feed names.
    pub icon_url: Option<Url>,
    /// Whether the reader has just had it refreshed, so that its site may be asked; else only what is here is shown.
    pub may_fetch: bool,
}

/// Which feeds to refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every feed, because the user asked.
    All,
    /// Every feed whose time has come, because a timer asked, with the minutes between refreshes of feeds without a word of their own.
    Due {
        /// Minutes; 0 for never.
        minutes: u32,
    },
    /// The feeds in a folder and the folders in it.
    Folder(FolderId),
    /// One feed.
    Feed(FeedId),
}

/// Where a preview comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewSource {
    /// What the user typed or passed: a file or an address.
    Address(String),
    /// An address with what signs in there.
    Granted(String, Grant),
    /// A file that was dropped on the window.
    File(PathBuf),
}

/// Feeds, folders and counts, as the sidebar shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryView {
    /// All feeds, in the order of the sidebar.
    pub feeds: Vec<Feed>,
    /// All folders, in the order of the sidebar.
    pub folders: Vec<Folder>,
    /// Saved searches, in the order of the sidebar.
    pub smart_feeds: Vec<SmartFeed>,
    /// Rules, in their order.
    pub rules: Vec<Rule>,
    /// Tags that the reader gave, in the order of the alphabet.
    pub tags: Vec<String>,
    /// What is unread.
    pub counts: UnreadCounts,
}

/// An entry ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The entry.
    pub entry: Entry,
    /// Its body, with its files.
    pub document: Arc<Document>,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Tags that the reader put on it.
    pub own_tags: Vec<String>,
    /// What stands beside the title.
    pub facts: Vec<Fact>,
    /// How long reading takes, in minutes, at least 1.
    pub reading_minutes: u32,
    /// How large the formulas of the document are; those that cannot be set are missing.
    pub formulas: Arc<HashMap<Formula, FormulaSize>>,
    /// Whether the body is that of the entry's page, not that of its feed.
    pub is_full_text: bool,
    /// Whether document and HTML were given away because the window has made what it needs of them.
    pub is_light: bool,
}

impl Article {
    /// The article without what a window needs only once: long ones take many times their size in memory.
    #[must_use]
    pub fn light(&self) -> Self {
        let Entry { id, feed_id, key, first_seen, content, status } = &self.entry;
        let content = EntryContent { html: String::new(), summary: None, ..content.clone() };
        let entry = Entry { id: *id, feed_id: *feed_id, key: key.clone(), first_seen: *first_seen, content, status: *status };
        Self { entry, document: Arc::default(), is_light: true, ..self.clone() }
    }
}

/// A feed that is shown without being subscribed to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What to subscribe to.
    pub feed_url: Url,
    /// What it says.
    pub feed: Arc<ParsedFeed>,
    /// The first words of each entry, in the order of the entries.
    pub excerpts: Vec<String>,
}

/// What importing a subscription list would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// The list's own title.
    pub title: String,
    /// Feeds that are not in the library yet, with their folders, outermost first.
    pub new_feeds: Vec<PlannedFeed>,
    /// How many are already subscribed to, or are in the list twice.
    pub known: u32,
    /// Folders with nothing in them.
    pub folders: Vec<Vec<String>>,
    /// Saved searches that are not in the library yet.
    pub searches: Vec<ListedSearch>,
    /// Rules that are not in the library yet.
    pub rules: Vec<ListedRule>,
    /// What is not taken over, with the reason.
    pub left_out: Vec<LeftOut>,
}

impl ImportPlan {
    /// Whether it does anything.
    #[must_use]
    pub fn has_new(&self) -> bool {
        !(self.new_feeds.is_empty() && self.searches.is_empty() && self.rules.is_empty())
    }
}

/// A feed that an import would add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFeed {
    /// Its address.
    pub feed_url: Url,
    /// Its title in the list; may be empty.
    pub title: String,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// Names of the folders it lies in, outermost first.
    pub folders: Vec<String>,
    /// What was chosen for it.
    pub choices: FeedChoices,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Feeds that were added.
    pub added: u32,
    /// Feeds that were there already.
    pub known: u32,
    /// The step that takes it back.
    pub step: Option<Step>,
}

/// What a rule would have done to the latest entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleTried {
    /// How many were looked at.
    pub looked_at: u32,
    /// How many it finds.
    pub found: u32,
    /// The titles of the first of them.
    pub titles: Vec<String>,
}

/// What a refresh came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RefreshSummary {
    /// Feeds that were asked.
    pub feeds: u32,
    /// New entries.
    pub new_entries: u32,
    /// New entries that the reader wants to be told of on the desktop.
    pub notable: u32,
    /// Entries whose content changed.
    pub updated_entries: u32,
    /// Feeds that failed.
    pub failed: u32,
    /// Feeds left alone because their server asked for it.
    pub waiting: u32,
    /// No server could be reached at all: the machine is offline.
    pub is_offline: bool,
    /// The user stopped it.
    pub is_cancelled: bool,
}

/// What the workers say.
#[derive(Debug, Clone)]
pub enum Event {
    /// Feeds, folders and counts as they are now.
    Library(Arc<LibraryView>),
    /// How many unread entries each saved search finds; nothing when they could not be counted.
    SmartCounts(Option<Vec<(SmartFeedId, u32)>>),
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
        /// The entries that changed, with what they are now: id, read, starred.
        changed: Arc<Vec<(EntryId, bool, bool)>>,
        /// What is unread now.
        counts: UnreadCounts,
    },
    /// Statuses could not be saved; the window takes its own change back.
    StatusFailed {
        /// The entries of the job.
        entry_ids: Vec<EntryId>,
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
        /// What it had done, in words; `None` when there was nothing to take back.
        title: Option<String>,
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
    /// What an import would do, or a sentence for people.
    ImportPlanned(Result<ImportPlan, String>),
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
