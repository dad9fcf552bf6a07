//! The table of commands: everything that a key, the menu or the palette can invoke.
//!
//! `resolve` (in its own file) gives each its meaning; a row without a meaning does not compile.

/// A heading of the menu and of the key sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving and scrolling.
    Read,
    /// Acts on entries.
    Entry,
    /// The contents and the look of the panes.
    View,
    /// Going to another place.
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

    /// The heading on screen.
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
        /// Something that a key, the menu or the palette can invoke.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $name,)*
        }

        impl Command {
            /// All commands, in the order of the menu.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in the settings file. It must not change, or the user's keys are lost.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// The name on screen.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                }
            }

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
    /// Select the next unread entry, also in another feed.
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
    /// Select the whole text of the article, to copy it.
    SelectAll, Read, "Select all of the article";
    /// The headings of the article.
    ShowOutline, Read, "Outline of the article";
    /// Go back from a footnote or a heading.
    JumpBack, Read, "Back to where you read";
    /// Star the entry, or remove the star.
    ToggleStar, Entry, "Star";
    /// Mark as read or unread.
    ToggleRead, Entry, "Mark as read or unread";
    /// Open in the browser.
    OpenInBrowser, Entry, "Open in browser";
    /// Open in the browser, but keep this window in front.
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
    /// Mark entries that are older than a day as read.
    MarkOlderDay, Entry, "Mark older than a day as read";
    /// Mark entries that are older than a week as read.
    MarkOlderWeek, Entry, "Mark older than a week as read";
    /// The user's own tags.
    EditTags, Entry, "Tags…";
    /// Keep the entry out of Today, Unread and All.
    HideEntry, Entry, "Hide";
    /// Keep entries with a word out of Today, Unread and All.
    MuteWord, Entry, "Mute a word…";
    /// Undo the last change.
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
    /// Search the entries.
    Search, Go, "Search entries";
    /// Go to the list or the sidebar, in a window with one pane.
    Back, Go, "Back";
    /// Subscribe to a feed.
    AddFeed, Feeds, "Add feed…";
    /// Refresh what is selected.
    RefreshPlace, Feeds, "Refresh this feed or folder";
    /// Refresh everything.
    RefreshAll, Feeds, "Refresh all feeds";
    /// Stop refreshing.
    CancelRefresh, Feeds, "Stop refreshing";
    /// The state of each feed.
    ShowHealth, Feeds, "Feed health…";
    /// The requests of the last day and their answers.
    ShowActivity, Feeds, "Activity…";
    /// Show or hide the contents of the selected folder.
    ToggleFolder, Feeds, "Fold or unfold this folder";
    /// The page that the selected feed belongs to.
    OpenSite, Feeds, "Open the site of this feed";
    /// Put the selected feed's address on the clipboard.
    CopyFeedAddress, Feeds, "Copy the address of this feed";
    /// The settings of the selected feed.
    FeedSettings, Feeds, "Settings of this feed…";
    /// Give the selected place another name.
    RenamePlace, Feeds, "Rename this feed, folder or search…";
    /// Move the feeds that are selected, or the folder.
    MovePlace, Feeds, "Move to a folder…";
    /// Add this feed to the selection of several feeds, or remove it.
    ChooseFeed, Feeds, "Choose this feed with others, or not";
    /// Remove the feeds that are selected, or the folder or saved search.
    Unsubscribe, Feeds, "Unsubscribe, or remove this folder or search";
    /// Change the query of the selected search.
    EditSearch, Feeds, "Edit this search…";
    /// Move the selected search up.
    SearchUp, Feeds, "Move this search up";
    /// Move the selected search down.
    SearchDown, Feeds, "Move this search down";
    /// The rules for arriving entries.
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
    /// The default text size.
    ResetText, View, "Normal text size";
    /// Wider column.
    WiderColumn, View, "Wider column";
    /// Narrower column.
    NarrowerColumn, View, "Narrower column";
    /// Find a command or a place by a few letters.
    ShowPalette, Program, "Find a command or a feed…";
    /// The steps that can be undone.
    ShowHistory, Program, "History…";
    /// Write a copy of the library.
    BackUp, Program, "Back up the library…";
    /// Settings.
    Settings, Program, "Settings…";
    /// The key sheet.
    ShowKeys, Program, "Keys";
    /// End the program.
    Quit, Program, "Quit";
}
