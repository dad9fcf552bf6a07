//! The dialogs, and how far each has come.

use super::account::AccountDraft;
use super::command::Command;
use super::folder::FolderDraft;
use super::keeper::KeeperDraft;
use crate::library::ImportPlan;
use crate::model::{
    AccountId, Candidate, EntryId, Feed, FeedId, FolderId, RuleActions, RuleId, RuleScope,
    SignInKind, SmartFeedId, TagId,
};
use crate::net::{Credentials, CredentialsError, Grant, Secret};
use crate::worker::RulePreview;

/// The dialog that is open over the panes.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Paste an address, choose among the feeds found.
    AddFeed(AddFeed),
    /// Type a name.
    Name {
        target: NameTarget,
        /// The text so far.
        text: String,
    },
    /// Read a subscription list.
    Import {
        /// The path so far.
        path: String,
        stage: ImportStage,
    },
    /// Write a subscription list.
    Export {
        /// The path so far.
        path: String,
    },
    /// The key sheet.
    Keys(KeysStage),
    Settings,
    /// Versions, licences and the files of the profile.
    About,
    /// The state of each feed.
    Health(HealthView),
    /// The requests of the last day.
    Activity(ActivityView),
    /// How much was read.
    Statistics(StatisticsSpan),
    /// The steps that can be undone.
    History,
    /// The rules for arriving entries.
    Rules(RulesStage),
    /// The settings of one feed.
    Feed(FeedId),
    /// Sign in to a server that other readers use too.
    Account(AccountDraft),
    /// Sync with other computers through a folder.
    SyncFolder(FolderDraft),
    /// The services that entries can be sent to.
    Keepers(KeeperDraft),
    /// User name and password, or a token, for a feed.
    SignIn(SignInDraft),
    /// Find a command or a place by a few letters.
    Palette {
        /// The letters so far.
        text: String,
        /// The index of the chosen line.
        chosen: usize,
    },
    /// Choose the folder for feeds.
    Move(Vec<FeedId>),
    /// Choose the folder for a folder.
    MoveFolder(FolderId),
    /// Tags of an entry.
    Tags {
        entry_id: EntryId,
        /// A new tag so far.
        text: String,
    },
    /// Choose until when an entry sleeps or a feed pauses.
    Snooze(SnoozeTarget),
    /// Choose the file for a copy of the library.
    BackUp {
        /// The path so far.
        path: String,
    },
}

/// Something that can be put off until a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnoozeTarget {
    /// The entry sleeps: it is out of sight until then.
    Entry(EntryId),
    /// The feed pauses: it is not refreshed until then.
    Feed(FeedId),
}

/// The rows of the health page and their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HealthView {
    pub filter: HealthFilter,
    /// Text that the title or the address contains; empty for all.
    pub text: String,
    pub sort: HealthColumn,
    /// Whether the order is the other way round.
    pub is_reversed: bool,
}

/// A column of the health page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum HealthColumn {
    /// Problems first.
    #[default]
    State,
    /// From A to Z.
    Title,
    /// The longest ago first.
    Success,
    /// Entries a month, the most first.
    Entries,
    /// The share of entries that are read, the least first.
    Read,
}

/// The bars of the chart on the page of reading statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StatisticsSpan {
    /// The last 30 days.
    #[default]
    Days,
    /// The last twelve months.
    Months,
}

/// The feeds that the health page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HealthFilter {
    #[default]
    All,
    /// Feeds that could not be refreshed or are gone.
    Failing,
    /// Feeds that answer from another address.
    Moved,
    /// Feeds without a new entry for a year.
    Silent,
    /// Feeds of which no entry was ever read.
    NeverRead,
    /// Feeds that are not refreshed automatically.
    Paused,
}

/// The requests that the activity page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActivityView {
    /// Only requests for this feed.
    pub feed_id: Option<FeedId>,
    pub filter: ActivityFilter,
    /// Text that the address, feed, cause or answer contains; empty for all.
    pub text: String,
}

/// The requests by their outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActivityFilter {
    #[default]
    All,
    /// Requests without the wanted answer.
    Failed,
}

/// The stages of giving a command another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeysStage {
    /// All keys are shown.
    #[default]
    Sheet,
    /// The next key press becomes this command's.
    Listening(Command),
}

/// The stages of the dialog on rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RulesStage {
    /// All rules are listed.
    #[default]
    List,
    /// One rule is being written.
    Editing(Box<RuleDraft>),
}

/// A rule that is being written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleDraft {
    /// The rule that is changed; `None` for a new one.
    pub id: Option<RuleId>,
    /// The query so far.
    pub query: String,
    pub scope: RuleScope,
    pub actions: RuleActions,
    pub is_enabled: bool,
    /// The latest entries that it finds, or why that is not known.
    pub trial: Option<Result<RulePreview, String>>,
}

/// The thing that the dialog for a name names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameTarget {
    Feed(FeedId),
    Folder(FolderId),
    /// A new folder; these feeds are moved into it.
    NewFolder(Vec<FeedId>),
    /// The address of a feed.
    Address(FeedId),
    /// A word; entries with it are hidden.
    Mute,
    /// The address of a page to keep.
    SavePage,
    /// The date at which an entry or a feed comes back.
    SnoozeDate(SnoozeTarget),
    /// The search that is open; it is saved.
    NewSmartFeed,
    /// A saved search.
    SmartFeed(SmartFeedId),
    Tag(TagId),
    Account(AccountId),
    /// A new folder of an account.
    NewAccountFolder(AccountId),
    /// The query of a saved search.
    SmartQuery(SmartFeedId),
}

/// The form for signing in to a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInDraft {
    pub feed_id: FeedId,
    /// The kind of credentials; `None` if the feed needs none.
    pub kind: Option<SignInKind>,
    /// The user name so far.
    pub user: Secret,
    /// The password or token so far.
    pub secret: Secret,
}

impl SignInDraft {
    /// An empty form for a feed. The secrets in the keyring are not shown.
    #[must_use]
    pub fn new(feed: &Feed) -> Self {
        let kind = feed.options.sign_in.as_ref().map(|sign_in| sign_in.kind);
        Self { feed_id: feed.id, kind, user: Secret::default(), secret: Secret::default() }
    }

    /// The credentials that were typed; `None` for a feed that needs none.
    ///
    /// # Errors
    /// If they cannot be sent.
    pub fn credentials(&self) -> Result<Option<Credentials>, CredentialsError> {
        Ok(match self.kind {
            None => None,
            Some(SignInKind::Password) => {
                Some(Credentials::password(self.user.reveal().trim(), self.secret.reveal())?)
            }
            Some(SignInKind::Token) => Some(Credentials::token(self.secret.reveal())?),
        })
    }
}

/// How far the storing of credentials has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SignInProgress {
    #[default]
    Idle,
    /// The keyring was asked.
    Saving,
    /// The reason in words; what was typed is still there.
    Failed(String),
}

/// The add dialog.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddFeed {
    /// The address so far.
    pub address: String,
    /// The credentials that were part of the typed address.
    pub grant: Option<Grant>,
    /// The user name and the password so far, in the fields for them; `None` if they are closed.
    pub sign_in: Option<(Secret, Secret)>,
    /// The account for the feed; `None` is this computer.
    pub account_id: Option<AccountId>,
    /// The folder for the feed.
    pub folder_id: Option<FolderId>,
    pub stage: AddStage,
}

/// The stages of adding a feed.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum AddStage {
    /// Waiting for an address.
    #[default]
    Asking,
    Searching,
    Found {
        /// The feeds, best first.
        candidates: Vec<Candidate>,
        /// The index of the chosen one.
        chosen: usize,
    },
    /// The reason in words.
    Failed(String),
}

/// The stages of an import.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ImportStage {
    /// Waiting for a file.
    #[default]
    Asking,
    Reading,
    /// The effects of the import, for the user to confirm.
    Planned(ImportPlan),
    /// The reason in words.
    Failed(String),
}
