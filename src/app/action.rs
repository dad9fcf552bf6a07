//! Actions, which the user asks for, and effects, which the shell does in answer.
//!
//! Only [`AppState::apply`](super::AppState::apply) turns the first into the second.

use std::sync::Arc;

use url::Url;

use crate::config::Settings;
use crate::model::{EntryId, FeedId, FolderId, ReadingPosition, RuleId, StepId};
use crate::net::Credentials;
use crate::picture::{Picture, PictureError};
use crate::query::PlaceId;
use crate::worker::{Change, Job, PictureRequest};

use super::dialog::Dialog;
use super::pane_command::PaneCommand;

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

/// Part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkRange {
    /// Everything before the selected entry.
    Above,
    /// Everything after the selected entry.
    Below,
    /// Everything older than so many days.
    OlderThan(u32),
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
    /// Take back the last step, or this one.
    Undo(Option<StepId>),
    /// Show all entries or only unread ones.
    ToggleFilter,
    /// Newest or oldest first.
    ToggleOrder,
    /// Search; an empty text ends the search.
    Search(String),
    /// Open or close the search field.
    ShowSearch(bool),
    /// Refresh what is selected.
    RefreshPlace(PlaceId),
    /// Refresh everything.
    RefreshAll,
    /// Refresh what is due, because a timer says so.
    RefreshDue,
    /// Stop the refresh.
    CancelRefresh,
    /// Open an address in the system's browser.
    OpenUrl {
        /// Which.
        url: Url,
        /// Without bringing the browser to the front, where the system can.
        in_background: bool,
    },
    /// Put an address on the clipboard, without what only tracks.
    CopyLink(Url),
    /// Put text on the clipboard and say so.
    Copy {
        /// What.
        text: String,
        /// What to say, `Copied link`.
        notice: &'static str,
    },
    /// Put the article on the clipboard as plain text.
    CopyAsText(EntryId),
    /// Show the full text of an entry, or the feed's own again.
    ToggleFullText(EntryId),
    /// Save the search as a place in the sidebar, under this name.
    AddSmartFeed(String),
    /// The window has made what it needs of the article that is shown: let go of the rest.
    LightenArticle,
    /// The window needs it whole again.
    ReloadArticle,
    /// Change feeds, folders, searches or rules.
    Change(Change),
    /// Mark part of the list as read.
    MarkRange(MarkRange),
    /// Mark entries as read that were scrolled past.
    MarkPassed(Vec<EntryId>),
    /// Keep an entry out of Today, Unread and All.
    Hide(EntryId),
    /// Put a tag on an entry, or take it off.
    Tag {
        /// Which entry.
        id: EntryId,
        /// The tag.
        name: String,
        /// On or off.
        is_on: bool,
    },
    /// Do a step again that was taken back.
    Redo(StepId),
    /// Say what the rule in the dialog would have done.
    TryRule,
    /// Apply a rule to all entries that it finds.
    RunRule(RuleId),
    /// Add a feed to those that are chosen in the sidebar, or take it out.
    ToggleChosen(FeedId),
    /// Choose the feeds from the one chosen last to this one.
    ChooseTo(FeedId),
    /// Choose no feeds any more.
    ChooseNone,
    /// Give room back to the disk; with `true` let go of what waits for an undo.
    Compact(bool),
    /// Write one consistent copy of the library.
    BackUp(std::path::PathBuf),
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
        /// The feed's address.
        feed_url: Url,
        /// Where it goes.
        folder_id: Option<FolderId>,
    },
    /// Keep what signs in to a feed in the keyring, or forget it.
    SignIn(FeedId, Option<Credentials>),
    /// Show a feed without subscribing.
    Preview(String),
    /// Leave the preview.
    ClosePreview,
    /// Fold or unfold a folder in the sidebar.
    ToggleFolder(FolderId),
    /// Say what importing a file would do.
    PlanImport(std::path::PathBuf),
    /// Do what the plan in the dialog says.
    Import,
    /// Write the subscription list.
    Export(std::path::PathBuf),
    /// Replace the settings.
    ChangeSettings(Box<Settings>),
    /// Show other settings that are not settled yet, as while a slider is dragged: they are kept
    /// with the next change, or when the dialog closes.
    TrySettings(Box<Settings>),
    /// Show or hide the sidebar.
    ToggleSidebar,
    /// Bring a pane to the front where not all have room.
    ShowPane(Pane),
    /// The article was scrolled, or is about to be left.
    KeepPosition(EntryId, ReadingPosition),
    /// Read the texts of these rows, which are on screen or near.
    NeedRows(Vec<EntryId>),
    /// Bring these pictures, which are on screen or near.
    LoadPictures(Vec<PictureRequest>),
    /// Do something in the pane of the article.
    Pane(PaneCommand),
    /// End the program.
    Quit,
}

/// What the shell must do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Hand a job to the workers.
    Job(Job),
    /// Open an address in the system's browser.
    OpenUrl {
        /// Which.
        url: Url,
        /// Without bringing the browser to the front, where the system can.
        in_background: bool,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Show a picture of the article or the icon of a feed, or why there is none.
    ShowPicture {
        /// What was asked for.
        request: Arc<PictureRequest>,
        /// Its pixels.
        result: Result<Arc<Picture>, PictureError>,
    },
    /// Tell of something on the desktop.
    Notify {
        /// In a line.
        title: String,
        /// In a few more words.
        body: String,
    },
    /// Do something that only the pane of the article can do.
    Pane(PaneCommand),
    /// Put the cursor into the search field.
    FocusSearch,
    /// Bring the selected row into view.
    RevealSelection,
    /// Go back to the top of the list.
    ScrollListToTop,
    /// End the program.
    Quit,
}
