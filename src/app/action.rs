//! Actions, which the user asks for, and effects, which the shell does in answer.
//!
//! Only [`AppState::apply`](super::AppState::apply) turns the first into the second.

use std::sync::Arc;

use url::Url;

use crate::article::PictureRequest;
use crate::config::Settings;
use crate::library::Change;
use crate::library::accounts::AccountAnswer;
use crate::model::{
    AccountId, EntryId, FeedId, FolderId, ReadingPosition, RuleId, SnoozeTime, StepId,
};
use crate::net::Credentials;
use crate::picture::{Picture, PictureError};
use crate::query::PlaceId;
use crate::worker::{Against, Job};

use super::aloud::AloudAction;
use super::dialog::{Dialog, SnoozeTarget};
use super::keeper::KeeperAction;
use super::listening::ListenAction;
use super::pane_command::PaneCommand;
use super::recipient::Recipient;

/// One of the three columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The sidebar.
    Sources,
    /// The list of entries.
    Entries,
    /// The article.
    Article,
}

/// The part of a list to mark as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkRange {
    /// Everything before the selected entry.
    Above,
    /// Everything after the selected entry.
    Below,
    /// Everything older than so many days.
    OlderThan(u32),
}

/// Something about entries that are one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoryAction {
    /// Show the other entries that a row stands for below it, or hide them again.
    ToggleFold(EntryId),
    /// Say why the open entry and others are one story.
    ShowReason,
}

/// What the user asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Show the entries of a place.
    SelectPlace(PlaceId),
    /// Show an entry.
    SelectEntry(EntryId),
    /// Show the entry before or after the selected one, by so many rows.
    StepEntry(isize),
    /// Show the next unread entry.
    NextUnread,
    /// Show the previous unread entry.
    PreviousUnread,
    /// Select the feed (or folder) before or after in the sidebar.
    StepFeed(isize),
    /// Mark an entry as read or unread.
    SetRead(EntryId, bool),
    /// Star an entry or take the star away.
    SetStarred(EntryId, bool),
    /// Mark everything in the list as read.
    MarkListRead,
    /// Mark everything in a feed or folder as read; the list need not show it.
    MarkPlaceRead(PlaceId),
    /// Undo this step, or the last one.
    Undo(Option<StepId>),
    /// Show all entries or only unread ones.
    ToggleFilter,
    /// Newest or oldest first.
    ToggleOrder,
    /// Search; an empty text ends the search.
    Search(String),
    /// Open or close the search field.
    ShowSearch(bool),
    /// Refresh the feeds of a place.
    RefreshPlace(PlaceId),
    /// Refresh everything.
    RefreshAll,
    /// Refresh the feeds that are due; the timer asks for it.
    RefreshDue,
    /// Refresh so often automatically from now on, in minutes; only on request if `None`.
    AnswerRefreshQuestion(Option<u32>),
    /// Stop the refresh.
    CancelRefresh,
    /// Open an address in the system's browser.
    OpenUrl {
        url: Url,
        /// Whether the browser stays behind this window, where the system allows it.
        in_background: bool,
    },
    /// Put an address on the clipboard, without parameters that only track.
    CopyLink(Url),
    /// Put text on the clipboard and say so.
    Copy {
        text: String,
        /// The notice to show, for example `Link copied`.
        notice: String,
    },
    /// Put the article on the clipboard as plain text.
    CopyAsText(EntryId),
    /// Pass an entry on.
    Send(EntryId, Recipient),
    /// Show the full text of an entry, or the feed's own again.
    ToggleFullText(EntryId),
    /// Unfold the entries of a feed in the river, or fold them.
    ToggleBurst(FeedId),
    /// Show what the publisher changed in an entry.
    ShowChanges(EntryId, Against),
    /// Show the text of an entry without its changes again.
    HideChanges(EntryId),
    /// Save the search as a place in the sidebar, under this name.
    AddSmartFeed(String),
    /// Free the parts of the shown article that the window no longer needs.
    LightenArticle,
    /// Load the whole article again.
    ReloadArticle,
    /// Change feeds, folders, searches or rules.
    Change(Change),
    /// Mark part of the list as read.
    MarkRange(MarkRange),
    /// Mark entries as read that the user scrolled past.
    MarkPassed(Vec<EntryId>),
    /// Keep an entry out of Today, Unread and All.
    Hide(EntryId),
    /// Put an entry to sleep, or pause a feed, until a moment.
    Snooze(SnoozeTarget, SnoozeTime),
    /// Fetch the page at an address and keep it.
    SavePage(String),
    /// Keep an entry for later, or no more: a tag with a fixed name.
    ToggleLater(EntryId),
    /// Do something with entries that are one story.
    Story(StoryAction),
    /// Add a tag to an entry, or remove it.
    Tag { id: EntryId, name: String, is_on: bool },
    /// Redo a step that was undone.
    Redo(StepId),
    /// Show which of the latest entries the rule in the dialog finds.
    TryRule,
    /// Apply a rule to all entries that it finds.
    RunRule(RuleId),
    /// Add a feed to the chosen ones in the sidebar, or remove it.
    ToggleChosen(FeedId),
    /// Choose the feeds from the one chosen last to this one.
    ChooseTo(FeedId),
    /// Choose no feeds.
    ChooseNone,
    /// Make the library file smaller; `true` also drops the data that undo steps need.
    Compact(bool),
    /// Write one consistent copy of the library.
    BackUp(std::path::PathBuf),
    /// Count that this line of the palette was chosen.
    CountPaletteUse(String),
    /// Open a dialog.
    OpenDialog(Box<Dialog>),
    /// Close the dialog.
    CloseDialog,
    /// Close the notice.
    CloseNotice,
    /// Look for feeds at the address in the add dialog.
    Discover(String),
    /// Subscribe.
    Subscribe {
        url: Url,
        /// The account whose server then fetches the feed; otherwise this computer does.
        account: Option<AccountId>,
        folder: Option<FolderId>,
    },
    /// Store the credentials of a feed in the keyring, or remove them.
    SignIn(FeedId, Option<Credentials>),
    /// Do something with an account.
    Account(AccountAction),
    /// Do something with the folder that other computers sync through.
    Folder(FolderAction),
    /// Do something with the player.
    Listen(ListenAction),
    /// Show a feed without subscribing.
    Preview(String),
    /// Leave the preview.
    ClosePreview,
    /// Fold or unfold a folder in the sidebar.
    ToggleFolder(FolderId),
    /// Show the effects of importing a file.
    PlanImport(std::path::PathBuf),
    /// Carry out the plan in the dialog.
    Import,
    /// Write the subscription list.
    Export(std::path::PathBuf),
    /// Replace the settings.
    ChangeSettings(Box<Settings>),
    /// Use other settings without saving them, while a slider is dragged. They are saved with the
    /// next change, or when the dialog closes.
    TrySettings(Box<Settings>),
    /// Show or hide the sidebar.
    ToggleSidebar,
    /// Bring a pane to the front where not all have room.
    ShowPane(Pane),
    /// Store the position in an article that was scrolled or is about to be left.
    KeepPosition(EntryId, ReadingPosition),
    /// Load the texts of these rows, which are on screen or near.
    NeedRows(Vec<EntryId>),
    /// Load these pictures, which are on screen or near.
    LoadPictures(Vec<PictureRequest>),
    /// Do something in the pane of the article.
    Pane(PaneCommand),
    /// Do something with the article that is read aloud.
    Aloud(AloudAction),
    /// End the program.
    Quit,
}

/// What the user asked for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountAction {
    /// Sign in to the account in the dialog, and save it.
    SignIn,
    /// Send what waits for the server of an account, and get what is new there.
    Sync(AccountId),
    /// Answer a problem of an account, and sync it.
    Answer(AccountId, AccountAnswer),
    /// Send what waits for servers; the timer asks for it.
    SendWaiting,
    /// Hide or show the feeds of an account in the sidebar.
    Toggle(AccountId),
    /// Something with the services that keep pages.
    Keeper(KeeperAction),
}

/// What the user asked for the folder that other computers sync through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderAction {
    /// Read the folder in the dialog, and show what joining would do.
    Read,
    /// Join it.
    Join,
    Leave,
    /// Read and write what is new; the timer asks for it, too.
    Look,
}

/// Something that the shell does for the state.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Give a job to the workers.
    Job(Job),
    /// Open an address in the system's browser.
    OpenUrl {
        url: Url,
        /// Whether the browser stays behind this window, where the system allows it.
        in_background: bool,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Bring the window to the front.
    Raise,
    /// Ask for the folder of Markdown files, then save this entry there.
    AskMarkdownFolder(EntryId),
    /// Show a picture of the article or the icon of a feed, or the reason why it is missing.
    ShowPicture { request: Arc<PictureRequest>, result: Result<Arc<Picture>, PictureError> },
    /// Show a notification on the desktop.
    Notify {
        title: String,
        body: String,
        /// The place that is shown when the user clicks it.
        place: PlaceId,
    },
    /// Do something that only the pane of the article can do.
    Pane(PaneCommand),
    /// Put the cursor into the search field.
    FocusSearch,
    /// Scroll the selected row into view.
    RevealSelection,
    /// Go back to the top of the list.
    ScrollListToTop,
    /// End the program.
    Quit,
}
