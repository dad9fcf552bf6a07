//! Everything that a key or the menu can invoke, in one enum. `resolve` says what a command would
//! do now, or that it can't.

use super::action::{Action, MarkRange, Pane, Place};
use super::dialog::{
    ActivityView, AddFeed, Dialog, HealthFilter, ImportStage, KeysStage, NameTarget, RulesStage,
};
use super::state::AppState;
use crate::config::{MEASURES, SessionSource, Settings, TEXT_SIZES};
use crate::library::Change;
use crate::model::FeedId;

/// Where a command stands in the menu and on the key sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving and scrolling.
    Read,
    /// What can be done with an entry.
    Entry,
    /// What the panes show.
    View,
    /// Going somewhere.
    Go,
    /// Feeds and refreshing.
    Feeds,
    /// The program.
    Program,
}

impl Group {
    /// All groups, in the order of the menu.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Entry, Self::Go, Self::Feeds, Self::View, Self::Program];

    /// Its name on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Entry => "Entry",
            Self::View => "View",
            Self::Go => "Go to",
            Self::Feeds => "Feeds",
            Self::Program => "Gleaner",
        }
    }
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident, $group:ident, $title:literal;)*) => {
        /// Something that a key or the menu can invoke.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $name,)*
        }

        impl Command {
            /// All commands, in the order of the menu.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What settings call it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// What the menu and the key sheet call it.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                }
            }

            /// Where it stands.
            #[must_use]
            pub fn group(self) -> Group {
                match self {
                    $(Self::$name => Group::$group,)*
                }
            }
        }
    };
}

commands! {
    /// Select the entry below.
    NextEntry, Read, "Next entry";
    /// Select the entry above.
    PreviousEntry, Read, "Previous entry";
    /// Select the next unread entry, in whatever feed.
    NextUnread, Read, "Next unread entry";
    /// Select the unread entry above.
    PreviousUnread, Read, "Previous unread entry";
    /// Scroll down a page; at the end, the next unread entry.
    PageDown, Read, "Page down, then next unread";
    /// Scroll up a page.
    PageUp, Read, "Page up";
    /// Scroll to the beginning.
    ArticleTop, Read, "Beginning of the article";
    /// Scroll to the end.
    ArticleBottom, Read, "End of the article";
    /// Look for words in the article.
    FindInArticle, Read, "Find in article";
    /// The next match in the article.
    FindNext, Read, "Next match";
    /// The match before.
    FindPrevious, Read, "Previous match";
    /// All words of the article, as to copy them.
    SelectAll, Read, "Select all of the article";
    /// The headings of the article.
    ShowOutline, Read, "Outline of the article";
    /// Back from a footnote or a heading to where one read.
    JumpBack, Read, "Back to where you read";
    /// Star, or take the star away.
    ToggleStar, Entry, "Star";
    /// Mark as read or unread.
    ToggleRead, Entry, "Mark as read or unread";
    /// Open in the browser.
    OpenInBrowser, Entry, "Open in browser";
    /// Open in the browser and stay here.
    OpenInBackground, Entry, "Open in background";
    /// Open the discussion.
    OpenComments, Entry, "Open comments";
    /// Put the address on the clipboard.
    CopyLink, Entry, "Copy link";
    /// The full text from the entry's page, or the feed's own text again.
    ToggleFullText, Entry, "Full text";
    /// Put the article on the clipboard as plain text.
    CopyAsText, Entry, "Copy article as text";
    /// Mark everything in the list as read.
    MarkAllRead, Entry, "Mark all as read";
    /// Mark everything above the selected entry as read.
    MarkAbove, Entry, "Mark above as read";
    /// Mark everything below the selected entry as read.
    MarkBelow, Entry, "Mark below as read";
    /// Mark what is older than a day as read.
    MarkOlderDay, Entry, "Mark older than a day as read";
    /// Mark what is older than a week as read.
    MarkOlderWeek, Entry, "Mark older than a week as read";
    /// Tags of the reader's own.
    EditTags, Entry, "Tags…";
    /// Keep out of Today, Unread and All.
    HideEntry, Entry, "Hide";
    /// Keep entries with a word out of Today, Unread and All.
    MuteWord, Entry, "Mute a word…";
    /// Take back the last change.
    Undo, Entry, "Undo";
    /// Today's entries.
    GoToday, Go, "Today";
    /// Unread entries.
    GoUnread, Go, "Unread";
    /// Starred entries.
    GoStarred, Go, "Starred";
    /// Every entry.
    GoAll, Go, "All entries";
    /// The feed below in the sidebar.
    NextFeed, Go, "Next feed";
    /// The feed above in the sidebar.
    PreviousFeed, Go, "Previous feed";
    /// Look for words.
    Search, Go, "Search entries";
    /// To the list, or to the sources: where one pane hides another.
    Back, Go, "Back";
    /// Subscribe to a feed.
    AddFeed, Feeds, "Add feed…";
    /// Refresh what is selected.
    RefreshPlace, Feeds, "Refresh this feed or folder";
    /// Refresh everything.
    RefreshAll, Feeds, "Refresh all feeds";
    /// Stop refreshing.
    CancelRefresh, Feeds, "Stop refreshing";
    /// How feeds are doing.
    ShowHealth, Feeds, "Feed health…";
    /// What was fetched in the last day, and what came of it.
    ShowActivity, Feeds, "Activity…";
    /// Show or hide what lies in the selected folder.
    ToggleFolder, Feeds, "Fold or unfold this folder";
    /// The page that the selected feed belongs to.
    OpenSite, Feeds, "Open the site of this feed";
    /// Put the selected feed's address on the clipboard.
    CopyFeedAddress, Feeds, "Copy the address of this feed";
    /// What can be chosen for the selected feed.
    FeedSettings, Feeds, "Settings of this feed…";
    /// Give the selected place another name.
    RenamePlace, Feeds, "Rename this feed, folder or search…";
    /// Move the selected or the chosen feeds, or the selected folder.
    MovePlace, Feeds, "Move to a folder…";
    /// Add the selected feed to those that are chosen, or take it out.
    ChooseFeed, Feeds, "Choose this feed with others, or not";
    /// Remove the selected or the chosen feeds, the selected folder or search.
    Unsubscribe, Feeds, "Unsubscribe, or remove this folder or search";
    /// Change the question of the selected search.
    EditSearch, Feeds, "Edit this search…";
    /// Move the selected search up.
    SearchUp, Feeds, "Move this search up";
    /// Move the selected search down.
    SearchDown, Feeds, "Move this search down";
    /// What happens by itself.
    ShowRules, Feeds, "Rules…";
    /// Make a folder.
    NewFolder, Feeds, "New folder…";
    /// Read a subscription list.
    Import, Feeds, "Import subscriptions…";
    /// Write the subscription list.
    Export, Feeds, "Export subscriptions…";
    /// Unread only, or everything.
    ToggleFilter, View, "Show unread only or all";
    /// Newest or oldest first.
    ToggleOrder, View, "Newest or oldest first";
    /// Show or hide the sidebar.
    ToggleSidebar, View, "Show or hide the sidebar";
    /// Larger text.
    LargerText, View, "Larger text";
    /// Smaller text.
    SmallerText, View, "Smaller text";
    /// Text as it was.
    ResetText, View, "Normal text size";
    /// Wider column.
    WiderColumn, View, "Wider column";
    /// Narrower column.
    NarrowerColumn, View, "Narrower column";
    /// Anything, by a few of its letters.
    ShowPalette, Program, "Find a command or a feed…";
    /// What was done, and how to take it back.
    ShowHistory, Program, "History…";
    /// Write a copy of the library.
    BackUp, Program, "Back up the library…";
    /// Settings.
    Settings, Program, "Settings…";
    /// The key sheet.
    ShowKeys, Program, "Keys";
    /// The end.
    Quit, Program, "Quit";
}

impl Command {
    /// What the command would do now; `None` when there is nothing for it to do.
    #[must_use]
    pub fn resolve(self, state: &AppState) -> Option<Action> {
        match self.group() {
            Group::Read => self.resolve_reading(state),
            Group::Entry => self.resolve_entry(state),
            Group::Go => self.resolve_going(state),
            Group::Feeds => self.resolve_feeds(state),
            Group::View => self.resolve_view(state),
            Group::Program => self.resolve_program(state),
        }
    }

    fn resolve_reading(self, state: &AppState) -> Option<Action> {
        match self {
            Self::NextEntry => Some(Action::StepEntry(1)),
            Self::PreviousEntry => Some(Action::StepEntry(-1)),
            Self::NextUnread => Some(Action::NextUnread),
            Self::PreviousUnread => Some(Action::PreviousUnread),
            _ => state.shown_article().map(|_| Action::Invoke(self)),
        }
    }

    fn resolve_entry(self, state: &AppState) -> Option<Action> {
        let entry = state.selected_article().map(|article| &article.entry);
        let id = state.list.selected().or(entry.map(|entry| entry.id));
        // The article may lag behind the selection, and a key means what is selected.
        let url = || match entry {
            Some(entry) => entry.content.url.clone(),
            None => id.and_then(|id| state.list.row(id)).and_then(|row| row.url.clone()),
        };
        let selected = state.selected_status();
        match self {
            Self::ToggleStar => {
                selected.map(|entry| Action::SetStarred(entry.id, !entry.is_starred))
            }
            Self::ToggleRead => selected.map(|entry| Action::SetRead(entry.id, !entry.is_read)),
            Self::OpenInBrowser | Self::OpenInBackground => {
                Some(Action::OpenUrl { url: url()?, in_background: self == Self::OpenInBackground })
            }
            Self::OpenComments => Some(Action::OpenUrl {
                url: entry?.content.comments_url.clone()?,
                in_background: false,
            }),
            Self::CopyLink => Some(Action::CopyLink(url()?)),
            Self::ToggleFullText => (!state.is_preview()).then_some(Action::ToggleFullText(id?)),
            Self::CopyAsText => Some(Action::CopyAsText(id?)),
            Self::MarkAllRead => may_mark(state).then_some(Action::MarkListRead),
            Self::MarkAbove => range(state, MarkRange::Above),
            Self::MarkBelow => range(state, MarkRange::Below),
            Self::MarkOlderDay => range(state, MarkRange::OlderThan(1)),
            Self::MarkOlderWeek => range(state, MarkRange::OlderThan(7)),
            Self::EditTags => {
                selected.map(|entry| open(Dialog::Tags { entry_id: entry.id, text: String::new() }))
            }
            Self::HideEntry => selected.map(|entry| Action::Hide(entry.id)),
            Self::MuteWord => {
                Some(open(Dialog::Name { target: NameTarget::Mute, text: String::new() }))
            }
            Self::Undo => Some(Action::Undo(None)),
            _ => None,
        }
    }

    fn resolve_going(self, state: &AppState) -> Option<Action> {
        let place = |source| Some(Action::SelectPlace(Place::Library(source)));
        match self {
            Self::GoToday => place(SessionSource::Today),
            Self::GoUnread => place(SessionSource::Unread),
            Self::GoStarred => place(SessionSource::Starred),
            Self::GoAll => place(SessionSource::All),
            Self::NextFeed => Some(Action::StepFeed(1)),
            Self::PreviousFeed => Some(Action::StepFeed(-1)),
            Self::Search => (!state.is_preview()).then_some(Action::ShowSearch(true)),
            Self::Back => Some(Action::ShowPane(match state.pane() {
                Pane::Article => Pane::Entries,
                Pane::Entries | Pane::Sources => Pane::Sources,
            })),
            _ => None,
        }
    }

    fn resolve_feeds(self, state: &AppState) -> Option<Action> {
        let open = |dialog| Some(open(dialog));
        match self {
            Self::AddFeed => open(Dialog::AddFeed(AddFeed::default())),
            Self::RefreshPlace => Some(Action::RefreshPlace(state.place())),
            Self::RefreshAll => Some(Action::RefreshAll),
            Self::CancelRefresh => state.progress.is_some().then_some(Action::CancelRefresh),
            Self::ShowHealth => open(Dialog::Health(HealthFilter::All)),
            Self::ShowActivity => open(Dialog::Activity(ActivityView::default())),
            Self::ToggleFolder => match state.place() {
                Place::Library(SessionSource::Folder(id)) => Some(Action::ToggleFolder(id)),
                Place::Library(_) | Place::Preview => None,
            },
            Self::OpenSite => {
                let url = state.selected_feed().and_then(|id| state.feed(id))?.site_url.clone()?;
                Some(Action::OpenUrl { url, in_background: false })
            }
            Self::CopyFeedAddress => {
                let feed = state.selected_feed().and_then(|id| state.feed(id))?;
                Some(Action::Copy { text: feed.feed_url.to_string(), notice: "Address copied" })
            }
            Self::FeedSettings => state.selected_feed().and_then(|id| open(Dialog::Feed(id))),
            Self::RenamePlace => renaming(state).and_then(open),
            Self::MovePlace => moving(state).and_then(open),
            Self::ChooseFeed => state.selected_feed().map(Action::ToggleChosen),
            Self::Unsubscribe => removing(state).map(Action::Change),
            Self::EditSearch => state.selected_smart_feed().and_then(|feed| {
                open(Dialog::Name {
                    target: NameTarget::SmartQuery(feed.id),
                    text: feed.query.clone(),
                })
            }),
            Self::SearchUp => state
                .selected_smart_feed()
                .map(|feed| Action::Change(Change::MoveSmartFeed(feed.id, -1))),
            Self::SearchDown => state
                .selected_smart_feed()
                .map(|feed| Action::Change(Change::MoveSmartFeed(feed.id, 1))),
            Self::ShowRules => open(Dialog::Rules(RulesStage::List)),
            Self::NewFolder => open(Dialog::Name {
                target: NameTarget::NewFolder(Vec::new()),
                text: String::new(),
            }),
            Self::Import => {
                open(Dialog::Import { path: String::new(), stage: ImportStage::Asking })
            }
            Self::Export => open(Dialog::Export { path: String::new() }),
            _ => None,
        }
    }

    fn resolve_view(self, state: &AppState) -> Option<Action> {
        let change = |change: fn(&mut Settings)| {
            let mut settings = state.settings.clone();
            change(&mut settings);
            let settings = settings.clamped();
            (settings != state.settings).then(|| Action::ChangeSettings(Box::new(settings)))
        };
        match self {
            Self::ToggleFilter => Some(Action::ToggleFilter),
            Self::ToggleOrder => Some(Action::ToggleOrder),
            Self::ToggleSidebar => Some(Action::ToggleSidebar),
            Self::LargerText => change(|settings| {
                settings.text_size = (settings.text_size + 1.0).min(*TEXT_SIZES.end())
            }),
            Self::SmallerText => change(|settings| {
                settings.text_size = (settings.text_size - 1.0).max(*TEXT_SIZES.start())
            }),
            Self::ResetText => change(|settings| {
                let default = Settings::default();
                (settings.text_size, settings.measure, settings.line_height) =
                    (default.text_size, default.measure, default.line_height);
            }),
            Self::WiderColumn => {
                change(|settings| settings.measure = (settings.measure + 5.0).min(*MEASURES.end()))
            }
            Self::NarrowerColumn => change(|settings| {
                settings.measure = (settings.measure - 5.0).max(*MEASURES.start())
            }),
            _ => None,
        }
    }

    fn resolve_program(self, _state: &AppState) -> Option<Action> {
        match self {
            Self::ShowPalette => Some(open(Dialog::Palette { text: String::new(), chosen: 0 })),
            Self::ShowHistory => Some(open(Dialog::History)),
            Self::BackUp => Some(open(Dialog::BackUp { path: String::new() })),
            Self::Settings => Some(open(Dialog::Settings)),
            Self::ShowKeys => Some(open(Dialog::Keys(KeysStage::default()))),
            Self::Quit => Some(Action::Quit),
            _ => None,
        }
    }
}

/// What is to be moved where one is.
fn moving(state: &AppState) -> Option<Dialog> {
    match state.place() {
        Place::Library(SessionSource::Folder(id)) if state.chosen.is_empty() => {
            Some(Dialog::MoveFolder(id))
        }
        _ => meant(state).map(Dialog::Move),
    }
}

/// What unsubscribing means where one is.
fn removing(state: &AppState) -> Option<Change> {
    match state.place() {
        Place::Library(SessionSource::Folder(id)) if state.chosen.is_empty() => {
            Some(Change::DeleteFolder(id))
        }
        Place::Library(SessionSource::Smart(id)) if state.chosen.is_empty() => {
            Some(Change::RemoveSmartFeed(id))
        }
        _ => meant(state).map(Change::Unsubscribe),
    }
}

fn open(dialog: Dialog) -> Action {
    Action::OpenDialog(Box::new(dialog))
}

/// The feeds that are chosen, or the one that is selected.
fn meant(state: &AppState) -> Option<Vec<FeedId>> {
    if state.chosen.is_empty() {
        state.selected_feed().map(|id| vec![id])
    } else {
        Some(state.chosen.iter().copied().collect())
    }
}

fn renaming(state: &AppState) -> Option<Dialog> {
    let Place::Library(source) = state.place() else { return None };
    let target = match source {
        SessionSource::Feed(id) => NameTarget::Feed(id),
        SessionSource::Folder(id) => NameTarget::Folder(id),
        SessionSource::Smart(id) => NameTarget::SmartFeed(id),
        SessionSource::Today
        | SessionSource::Unread
        | SessionSource::Starred
        | SessionSource::All => return None,
    };
    Some(Dialog::Name { target, text: state.place_title() })
}

/// Whether there is something to mark as read, as far as the list has come.
fn may_mark(state: &AppState) -> bool {
    !state.is_preview() && (state.list.unread() > 0 || !state.list.is_whole())
}

fn range(state: &AppState, range: MarkRange) -> Option<Action> {
    let needs_selection = matches!(range, MarkRange::Above | MarkRange::Below);
    let is_usable = may_mark(state) && (!needs_selection || state.selected_status().is_some());
    is_usable.then_some(Action::MarkRange(range))
}
