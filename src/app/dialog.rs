//! Dialogs: what is open over the panes, and how far it has come.

use super::command::Command;
use crate::library::ImportPlan;
use crate::model::{
    Candidate, EntryId, Feed, FeedId, FolderId, RuleActions, RuleId, RuleScope, SignInKind,
    SmartFeedId,
};
use crate::net::{Credentials, CredentialsError, Grant, Secret};
use crate::worker::RulePreview;

/// What is open over the panes.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Paste an address, choose among the feeds found.
    AddFeed(AddFeed),
    /// Type a name.
    Name {
        /// What gets it.
        target: NameTarget,
        /// The text so far.
        text: String,
    },
    /// Bring in a subscription list.
    Import {
        /// The path so far.
        path: String,
        /// How far it has come.
        stage: ImportStage,
    },
    /// Write a subscription list.
    Export {
        /// The path so far.
        path: String,
    },
    /// Keys, from the one table.
    Keys(KeysStage),
    /// Size, width, line height, face, colours, refreshing.
    Settings,
    /// How feeds are doing.
    Health(HealthFilter),
    /// What was fetched in the last day.
    Activity(ActivityView),
    /// What was done, and how to take it back.
    History,
    /// What happens by itself.
    Rules(RulesStage),
    /// What can be chosen for one feed.
    Feed(FeedId),
    /// What signs in to a feed.
    SignIn(SignInDraft),
    /// Anything, by a few of its letters.
    Palette {
        /// The letters so far.
        text: String,
        /// The chosen line.
        chosen: usize,
    },
    /// Where feeds go.
    Move(Vec<FeedId>),
    /// Where a folder goes with what it holds.
    MoveFolder(FolderId),
    /// Tags of an entry.
    Tags {
        /// Which entry.
        entry_id: EntryId,
        /// A new tag so far.
        text: String,
    },
    /// Where a copy of the library goes.
    BackUp {
        /// The path so far.
        path: String,
    },
}

/// Which feeds the page on their health shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HealthFilter {
    /// All feeds.
    #[default]
    All,
    /// Those that could not be refreshed, or are gone.
    Failing,
    /// Those that answer from another address.
    Moved,
    /// Those with nothing new for a year.
    Silent,
    /// Those of which nothing was ever read.
    NeverRead,
    /// Those that are not refreshed by themselves.
    Paused,
}

/// Which requests the page on them shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActivityView {
    /// Only those of this feed.
    pub feed_id: Option<FeedId>,
    /// Which of them.
    pub filter: ActivityFilter,
    /// Words that address, feed, cause or answer have to contain; empty for all.
    pub text: String,
}

/// Which requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActivityFilter {
    /// All requests.
    #[default]
    All,
    /// Those that did not bring what was asked for.
    Failed,
}

/// How far giving a command another key has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeysStage {
    /// All keys are shown.
    #[default]
    Sheet,
    /// The next key press becomes this command's.
    Listening(Command),
}

/// How far the dialog on rules has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RulesStage {
    /// All of them.
    #[default]
    List,
    /// One is being written.
    Editing(Box<RuleDraft>),
}

/// A rule that is being written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleDraft {
    /// The rule that is changed; a new one if none.
    pub id: Option<RuleId>,
    /// The question so far.
    pub query: String,
    /// Where it is to hold.
    pub scope: RuleScope,
    /// What it is to do.
    pub actions: RuleActions,
    /// Whether it is in force.
    pub is_enabled: bool,
    /// What it would have done, or why that is not known.
    pub trial: Option<Result<RulePreview, String>>,
}

/// What gets a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameTarget {
    /// A feed.
    Feed(FeedId),
    /// A folder.
    Folder(FolderId),
    /// A folder to be made, perhaps to move feeds into.
    NewFolder(Vec<FeedId>),
    /// The address of a feed.
    Address(FeedId),
    /// A word that is to be kept out of sight.
    Mute,
    /// The search that is open, to be saved.
    NewSmartFeed,
    /// A saved search.
    SmartFeed(SmartFeedId),
    /// The question of a saved search.
    SmartQuery(SmartFeedId),
}

/// What signs in to a feed, as it is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInDraft {
    /// Which feed.
    pub feed_id: FeedId,
    /// What is to be sent; nothing if not said.
    pub kind: Option<SignInKind>,
    /// The user name so far.
    pub user: Secret,
    /// The password or token so far.
    pub secret: Secret,
}

impl SignInDraft {
    /// For a feed as it is signed in to now. What the keyring has stays there.
    #[must_use]
    pub fn new(feed: &Feed) -> Self {
        let kind = feed.options.sign_in.as_ref().map(|sign_in| sign_in.kind);
        Self { feed_id: feed.id, kind, user: Secret::default(), secret: Secret::default() }
    }

    /// What was typed, if it can be sent; `None` for a feed that needs nothing.
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

/// The add dialog.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddFeed {
    /// The address so far.
    pub address: String,
    /// What signs in there: taken out of the address.
    pub grant: Option<Grant>,
    /// Where the feed goes.
    pub folder_id: Option<FolderId>,
    /// How far it has come.
    pub stage: AddStage,
}

/// How far adding has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum AddStage {
    /// Waiting for an address.
    #[default]
    Asking,
    /// Looking.
    Searching,
    /// Choose.
    Found {
        /// The feeds, best first.
        candidates: Vec<Candidate>,
        /// The chosen one.
        chosen: usize,
    },
    /// It did not work: why, in words.
    Failed(String),
}

/// How far importing has come.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ImportStage {
    /// Waiting for a file.
    #[default]
    Asking,
    /// Reading it.
    Reading,
    /// This is what it would do.
    Planned(ImportPlan),
    /// It did not work: why, in words.
    Failed(String),
}
