//! The jobs of the workers: one enum per thread, so that no thread can be asked for the work of
//! another. The answers named here are variants of [`Event`](super::Event).

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::account::AccountJob;
use super::aloud::AloudJob;
use super::desktop::DesktopJob;
use super::folder::FolderJob;
use super::keeper::KeeperJob;
use super::listening::OpenedFor;
use super::preview::PreviewSource;
use crate::article::PictureRequest;
use crate::config::{Session, Settings};
use crate::library::{Change, ImportPlan, Scope};
use crate::model::{
    AccountId, Entry, EntryId, EntrySet, FeedId, FolderId, Heard, PlayerCommand, ReadingPosition,
    RuleId, RuleScope, SignIn, StatusChange, StepId, StoryLevel,
};
use crate::net::Grant;
use crate::query::{Expr, Highlights, Query};

/// Work to be done off the UI thread.
#[derive(Debug, Clone)]
pub enum Job {
    Act(Act),
    Read(Read),
    Article(ArticleJob),
    Fetch(Fetch),
    Keyring(KeyringJob),
    Account(AccountJob),
    Folder(FolderJob),
    Keeper(KeeperJob),
    Desktop(DesktopJob),
    Picture(PictureJob),
    Player(PlayerCommand),
    Aloud(AloudJob),
    /// The first part of the list with this generation is on screen, so the rest may be read.
    /// Without this the rest comes half a second later. No answer.
    ListPainted(u64),
}

/// Work of the thread that writes the library and the files of the profile.
#[derive(Debug, Clone)]
pub enum Act {
    /// Change the status of entries as one step. Answer: `StatusSaved` or `StatusFailed`.
    SetStatus { entry_ids: EntrySet, change: StatusChange },
    /// Mark an entry as read because it was opened. Answer: `StatusSaved` or `StatusFailed`.
    MarkOpened { entry_id: EntryId },
    /// Put entries to sleep until a time, as one step. Answer: `StatusSaved` or `StatusFailed`.
    Snooze { entry_ids: EntrySet, until: Timestamp },
    /// Undo a step, or the user's latest if `step` is `None`. Answers: `StatusSaved` with the
    /// entries that changed, `Library`, `Undone`.
    Undo { step: Option<StepId> },
    /// Redo a step that was undone. Answers: as for `Undo`.
    Redo { step: StepId },
    /// Remember how far an article was read. No answer.
    SavePosition { entry_id: EntryId, position: ReadingPosition },
    /// Subscribe to a feed that needs no sign-in; see [`Job::subscribe`]. Answers: `Subscribed`,
    /// `Library`, then those of a refresh of this feed.
    Subscribe { feed_url: Url, title: Option<String>, folder_id: Option<FolderId> },
    /// Subscribe in an account, whose server is told with a sync. Answers: `Subscribed`, `Library`,
    /// then those of the sync.
    SubscribeIn {
        account_id: AccountId,
        feed_url: Url,
        title: Option<String>,
        folder_id: Option<FolderId>,
    },
    /// Show the full text of an entry, or the feed's own text again. The page is fetched the first
    /// time. Answer: `FullText`.
    ToggleFullText(EntryId),
    /// Fetch the full text of an entry from its page. Answer: `FullText`.
    FetchFullText(EntryId),
    /// Change feeds, folders, searches or rules as one step. Answers: `Library`, `Changed`.
    Change(Change),
    /// Put a tag on entries or take it off. Answers: `Library`, `Changed`.
    TagEntries { entry_ids: Vec<EntryId>, name: String, is_on: bool },
    /// Apply a rule to every entry that it matches. Answers: `Library`, `Changed`.
    RunRule(RuleId),
    /// Return the space of removed entries to the file system. If `forgets`, content that is kept
    /// only for undo goes too. Answer: `Compacted`.
    Compact { forgets: bool },
    /// Write a consistent copy of the library to a file. Answer: `Exported`.
    BackUp(PathBuf),
    /// Read a subscription list and plan its import. Answer: `ImportPlanned`.
    PlanImport { generation: u64, path: PathBuf },
    /// Import the items of a plan as one step. Answers: `Imported`, `Library`.
    Import(ImportPlan),
    /// Write the subscription list to a file. Answer: `Exported`.
    Export(PathBuf),
    /// Save how far an episode was heard. No answer unless it fails.
    SaveHeard { entry_id: EntryId, heard: Heard },
    /// An episode was heard to its end. Answer: `Library` if it was in the queue.
    FinishEpisode { entry_id: EntryId, heard: Heard },
    /// Go on with the downloads of the last session. Answers: `Listen` and `Library`.
    ResumeDownloads,
    /// Save the settings. No answer unless it fails.
    SaveSettings(Box<Settings>),
    /// Save the state of the window. No answer unless it fails.
    SaveSession(Box<Session>),
}

/// Questions for the thread that reads the sidebar and lists. Each is answered from the library as
/// it is after all acts submitted before it.
#[derive(Debug, Clone)]
pub enum Read {
    /// Feeds, folders and counts. Answer: `Library`.
    Library,
    /// A list. Answers: one or more `List` with this generation. A newer list stops an older one.
    List { generation: u64, query: Query },
    /// The unread count of each saved search. Answer: `SmartCounts`.
    SmartCounts,
    /// The unread entries that have no row of their own. Answer: `Story`.
    FoldedCounts(StoryLevel),
    /// The effect a rule would have had on the latest entries. Answer: `RuleTried`.
    RuleTrial { generation: u64, query: Expr, scope: RuleScope },
    /// The steps of the undo log. Answer: `History`.
    History,
    /// The requests of the last day. Answer: `Activity`.
    Activity,
    /// Statistics of each feed. Answer: `Facts`.
    Facts,
    /// How many entries were opened, by time and feed. Answer: `Statistics`.
    Statistics,
    /// How a feed posted lately. Answer: `FeedPace`.
    FeedPace(FeedId),
}

/// Work of the thread that reads rows and builds articles.
#[derive(Debug, Clone)]
pub enum ArticleJob {
    /// Read the texts of rows. Answer: `Rows`.
    Rows(Vec<EntryId>),
    /// The same for what a search found: an excerpt shows a hit where it can. Answer: `Rows`.
    FoundRows(Vec<EntryId>, Arc<Highlights>),
    /// Read an entry and parse its body. Answer: `Article` or `ArticleMissing`.
    Load(EntryId),
    /// Compare an entry with something older. Answer: `Article` with its changes, or `NoChanges`.
    LoadChanges(EntryId, Against),
    /// Parse the body of an entry that is not in the library. Answer: `Article`.
    Build(Box<Entry>),
    /// Convert an article to plain text for the clipboard. Answer: `PlainText`.
    CopyAsText(EntryId),
    /// Convert an article to Markdown for the clipboard. Answer: `Markdown`.
    CopyAsMarkdown(EntryId),
    /// Write an article as a Markdown file into a folder. Answer: `Exported`.
    SaveMarkdown { entry_id: EntryId, folder: PathBuf },
    /// Open the episode of an entry. Answer: `Listen`.
    OpenEpisode(EntryId, OpenedFor),
    /// Start a program with an entry in the places of its placeholders. No answer unless it fails.
    OpenWith { entry_id: EntryId, command: String },
}

/// What an entry is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The version before the present one.
    LatestVersion,
    /// The version with this number, from 0.
    Version(usize),
    /// The entry of the same feed before it.
    EntryBefore,
}

/// Work that needs the network.
#[derive(Debug, Clone)]
pub enum Fetch {
    /// Refresh feeds. Answers: `RefreshProgress` and `FeedRefreshed` along the way, and
    /// `RefreshFinished` at the end.
    Refresh(Scope),
    /// Stop the running refreshes. Feeds that are already stored stay refreshed.
    CancelRefresh,
    /// Find the feeds behind an address: a feed, a page or a file. The address is as the user typed
    /// it, but without a password; that is in `grant`. Answer: `Discovered`.
    Discover { generation: u64, address: String, grant: Option<Grant> },
    /// Fetch a page and keep it in the library. Answers: `Library`, `PageSaved`.
    SavePage(String),
    /// Fetch a feed without subscribing. Answer: `PreviewReady`.
    Preview(PreviewSource),
    /// Fetch the chapters and the transcript that a feed names for an episode, as far as they were
    /// not fetched yet. Answer: `Listen` for each.
    EpisodeFiles(EntryId),
}

/// Work that waits for the system's keyring, which may ask the user to unlock it.
#[derive(Debug, Clone)]
pub enum KeyringJob {
    /// Save credentials in the keyring, then subscribe to the feed that needs them. Answers: as for
    /// [`Act::Subscribe`].
    Subscribe { feed_url: Url, title: Option<String>, folder_id: Option<FolderId>, grant: Grant },
    /// Save credentials of a feed in the keyring and use them. `known` is the sign-in that the feed
    /// has now. Answers: `Library`, `Changed`, then those of a refresh of this feed.
    SignIn { feed_id: FeedId, known: Option<SignIn>, grant: Grant },
    /// Remove the secret of an account from the keyring. No answer.
    Forget(String),
    /// Remove the credentials of a feed from the keyring. Answers: `Library`, `Changed`.
    SignOut(FeedId, SignIn),
}

/// Work of the threads that load pictures.
#[derive(Debug, Clone)]
pub enum PictureJob {
    /// Load a picture at the size it is shown. The latest request is served first. Answer:
    /// `Picture`.
    Load(PictureRequest),
    /// Save a picture to a file as it was published. Answer: `Exported`.
    Save { url: Arc<Url>, path: PathBuf },
}

impl Job {
    /// Subscribes to a feed. With a grant, the credentials go into the keyring first, so that the
    /// library never names credentials that are not there.
    #[must_use]
    pub fn subscribe(
        feed_url: Url,
        title: Option<String>,
        folder_id: Option<FolderId>,
        grant: Option<Grant>,
    ) -> Self {
        match grant {
            Some(grant) => KeyringJob::Subscribe { feed_url, title, folder_id, grant }.into(),
            None => Act::Subscribe { feed_url, title, folder_id }.into(),
        }
    }
}

impl From<Act> for Job {
    fn from(act: Act) -> Self {
        Self::Act(act)
    }
}

impl From<Read> for Job {
    fn from(read: Read) -> Self {
        Self::Read(read)
    }
}

impl From<ArticleJob> for Job {
    fn from(job: ArticleJob) -> Self {
        Self::Article(job)
    }
}

impl From<Fetch> for Job {
    fn from(fetch: Fetch) -> Self {
        Self::Fetch(fetch)
    }
}

impl From<KeyringJob> for Job {
    fn from(job: KeyringJob) -> Self {
        Self::Keyring(job)
    }
}

impl From<PictureJob> for Job {
    fn from(job: PictureJob) -> Self {
        Self::Picture(job)
    }
}

impl From<PlayerCommand> for Job {
    fn from(command: PlayerCommand) -> Self {
        Self::Player(command)
    }
}
