//! The table of commands: everything that a key, the menu or the palette can invoke.
//!
//! `resolve` (in its own file) gives each its meaning; a row without a meaning does not compile.

use crate::i18n::t;

/// A heading of the menu and of the key sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving between entries and within an article.
    Article,
    /// Acts on entries.
    Entry,
    /// The contents and the look of the panes.
    View,
    /// Going to another place.
    Go,
    /// Playing, the queue and downloads of episodes.
    Listen,
    /// Feeds and refreshing.
    Feeds,
    /// The program.
    Program,
}

impl Group {
    /// All groups, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Entry,
        Self::Listen,
        Self::Go,
        Self::Feeds,
        Self::View,
        Self::Program,
    ];

    /// The heading on screen.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Article => t!(command_group_article),
            Self::Entry => t!(command_group_entry),
            Self::View => t!(command_group_view),
            Self::Go => t!(command_group_go),
            Self::Listen => t!(command_group_listen),
            Self::Feeds => t!(command_group_feeds),
            Self::Program => t!(command_group_program),
        }
    }
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident, $group:ident, $title:ident;)*) => {
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

            /// The name on screen where the state of the window is not known, as on the key sheet.
            #[must_use]
            pub fn title(self) -> String {
                match self {
                    $(Self::$name => t!($title),)*
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
    NextEntry, Article, command_next_entry;
    /// Select the entry above.
    PreviousEntry, Article, command_previous_entry;
    /// Select the next unread entry, also in another feed.
    NextUnread, Article, command_next_unread;
    /// Select the unread entry above.
    PreviousUnread, Article, command_previous_unread;
    /// Scroll down a page; at the end, the next unread entry.
    PageDown, Article, command_page_down;
    /// Scroll up a page.
    PageUp, Article, command_page_up;
    /// Scroll to the beginning.
    ArticleTop, Article, command_article_top;
    /// Scroll to the end.
    ArticleBottom, Article, command_article_bottom;
    /// Look for words in the article.
    FindInArticle, Article, command_find_in_article;
    /// The next match in the article.
    FindNext, Article, command_find_next;
    /// The match before.
    FindPrevious, Article, command_find_previous;
    /// Select the whole text of the article, to copy it.
    SelectAll, Article, command_select_all;
    /// The headings of the article.
    ShowOutline, Article, command_show_outline;
    /// Go back from a footnote or a heading.
    JumpBack, Article, command_jump_back;
    /// Read the article aloud, or stop.
    ReadAloud, Article, command_read_aloud;
    /// Pause reading aloud, or go on.
    PauseAloud, Article, command_pause_aloud;
    /// Go on with the next sentence.
    NextSentence, Article, command_next_sentence;
    /// Go back to the sentence before.
    PreviousSentence, Article, command_previous_sentence;
    /// Go on with the next entry of the list.
    ReadNextAloud, Article, command_read_next_aloud;
    /// Star the entry, or remove the star.
    ToggleStar, Entry, command_toggle_star;
    /// Mark as read or unread.
    ToggleRead, Entry, command_toggle_read;
    /// Open in the browser.
    OpenInBrowser, Entry, command_open_in_browser;
    /// Open in the browser, but keep this window in front.
    OpenInBackground, Entry, command_open_in_background;
    /// Open the discussion.
    OpenComments, Entry, command_open_comments;
    /// Put the address on the clipboard.
    CopyLink, Entry, command_copy_link;
    /// The full text from the entry's page, or the feed's own text again.
    ToggleFullText, Entry, command_toggle_full_text;
    /// Show what the publisher changed, or hide it.
    ToggleChanges, Entry, command_toggle_changes;
    /// The next change.
    NextChange, Entry, command_next_change;
    /// The change before.
    PreviousChange, Entry, command_previous_change;
    /// Show the differences to the entry before, as of release notes.
    ComparePrevious, Entry, command_compare_previous;
    /// Put the article on the clipboard as plain text.
    CopyAsText, Entry, command_copy_as_text;
    /// Put the article on the clipboard as Markdown.
    CopyAsMarkdown, Entry, command_copy_as_markdown;
    /// Write the article as a Markdown file.
    SaveMarkdown, Entry, command_save_markdown;
    /// Begin a letter about the entry.
    SendMail, Entry, command_send_mail;
    /// Open in the user's first program.
    OpenWith1, Entry, command_open_with_first;
    /// Open in the user's second program.
    OpenWith2, Entry, command_open_with_second;
    /// Open in the user's third program.
    OpenWith3, Entry, command_open_with_third;
    /// Open in the user's fourth program.
    OpenWith4, Entry, command_open_with_fourth;
    /// Open in the user's fifth program.
    OpenWith5, Entry, command_open_with_fifth;
    /// Send to the user's first service.
    SendTo1, Entry, command_send_to_first;
    /// Send to the user's second service.
    SendTo2, Entry, command_send_to_second;
    /// Send to the user's third service.
    SendTo3, Entry, command_send_to_third;
    /// Mark everything in the list as read.
    MarkAllRead, Entry, command_mark_all_read;
    /// Mark everything above the selected entry as read.
    MarkAbove, Entry, command_mark_above_read;
    /// Mark everything below the selected entry as read.
    MarkBelow, Entry, command_mark_below_read;
    /// Mark entries that are older than a day as read.
    MarkOlderDay, Entry, command_mark_older_day_read;
    /// Mark entries that are older than a week as read.
    MarkOlderWeek, Entry, command_mark_older_week_read;
    /// The user's own tags.
    EditTags, Entry, command_edit_tags;
    /// Put the entry out of sight until a time.
    Snooze, Entry, command_snooze;
    /// Keep the entry for later, or no more.
    ReadLater, Entry, command_read_later;
    /// Keep the entry out of Today, Unread and All.
    HideEntry, Entry, command_hide_entry;
    /// Keep entries with a word out of Today, Unread and All.
    MuteWord, Entry, command_mute_word;
    /// Show the entries that the row stands for, or hide them again.
    ToggleFold, Entry, command_toggle_fold;
    /// The same story in the next of its feeds.
    NextSource, Entry, command_next_source;
    /// Why entries are one story.
    WhyStory, Entry, command_why_story;
    /// The entry is not the same story as the others.
    SplitStory, Entry, command_split_story;
    /// Undo the last change.
    Undo, Entry, command_undo;
    /// Play the episode of the entry, or pause.
    PlayPause, Listen, command_play_pause;
    /// Go back a little in the episode.
    SkipBack, Listen, command_skip_back;
    /// Go forward a little in the episode.
    SkipForward, Listen, command_skip_forward;
    /// The chapter before.
    PreviousChapter, Listen, command_previous_chapter;
    /// The next chapter.
    NextChapter, Listen, command_next_chapter;
    /// The next episode of the queue.
    NextEpisode, Listen, command_next_episode;
    /// Play faster.
    PlayFaster, Listen, command_play_faster;
    /// Play slower.
    PlaySlower, Listen, command_play_slower;
    /// Put the episode at the beginning of the queue.
    PlayNext, Listen, command_play_next;
    /// Put the episode at the end of the queue, or take it out.
    ToggleQueued, Listen, command_toggle_queued;
    /// Keep the episode on this computer, or no more.
    ToggleDownload, Listen, command_toggle_download;
    /// Show or hide the chapters.
    ShowChapters, Listen, command_show_chapters;
    /// Show or hide the transcript.
    ShowTranscript, Listen, command_show_transcript;
    /// Move the episode up in the queue.
    QueueUp, Listen, command_queue_up;
    /// Move the episode down in the queue.
    QueueDown, Listen, command_queue_down;
    /// Stop, and hide the player.
    ClosePlayer, Listen, command_close_player;
    /// Today's entries.
    GoToday, Go, place_today;
    /// Unread entries.
    GoUnread, Go, place_unread;
    /// Starred entries.
    GoStarred, Go, place_starred;
    /// Every entry.
    GoAll, Go, place_all;
    /// Entries that sleep.
    GoSnoozed, Go, place_snoozed;
    /// The queue of episodes.
    GoQueue, Go, place_queue;
    /// Entries that were kept for later.
    GoReadLater, Go, place_read_later;
    /// Entries that leave by themselves.
    GoRiver, Go, place_river;
    /// Fold or unfold the entries of one feed in the river.
    ToggleBurst, Go, command_toggle_burst;
    /// The feed below in the sidebar.
    NextFeed, Go, command_next_feed;
    /// The feed above in the sidebar.
    PreviousFeed, Go, command_previous_feed;
    /// Search the entries.
    Search, Go, command_search;
    /// Go to the list or the sidebar, in a window with one pane.
    Back, Go, command_back;
    /// Subscribe to a feed.
    AddFeed, Feeds, command_add_feed;
    /// Keep the page at an address.
    SavePage, Feeds, command_save_page;
    /// Sign in to a server that other readers use too.
    AddAccount, Feeds, command_add_account;
    /// Sync with other computers through a folder.
    SyncFolder, Feeds, command_sync_folder;
    /// Refresh what is selected.
    RefreshPlace, Feeds, command_refresh_place;
    /// Refresh everything.
    RefreshAll, Feeds, command_refresh_all;
    /// Stop refreshing.
    CancelRefresh, Feeds, command_cancel_refresh;
    /// The state of each feed.
    ShowHealth, Feeds, command_show_health;
    /// The requests of the last day and their answers.
    ShowActivity, Feeds, command_show_activity;
    /// How much was read, when and of which feeds.
    ShowStatistics, Feeds, command_show_statistics;
    /// Show or hide the contents of the selected folder.
    ToggleFolder, Feeds, command_toggle_folder;
    /// The page that the selected feed belongs to.
    OpenSite, Feeds, command_open_site;
    /// Put the selected feed's address on the clipboard.
    CopyFeedAddress, Feeds, command_copy_feed_link;
    /// The settings of the selected feed.
    FeedSettings, Feeds, command_feed_settings;
    /// Do not refresh the selected feed until a date, or refresh it again.
    PauseFeed, Feeds, command_pause_feed;
    /// Give the selected place another name.
    RenamePlace, Feeds, command_rename_place;
    /// Move the feeds that are selected, or the folder.
    MovePlace, Feeds, command_move_place;
    /// Add this feed to the selection of several feeds, or remove it.
    ChooseFeed, Feeds, command_select_feed;
    /// Remove the feeds that are selected, or the folder or saved search.
    Unsubscribe, Feeds, command_remove_place;
    /// Change the query of the selected search.
    EditSearch, Feeds, command_edit_search;
    /// Move the selected search up.
    SearchUp, Feeds, command_move_search_up;
    /// Move the selected search down.
    SearchDown, Feeds, command_move_search_down;
    /// The rules for arriving entries.
    ShowRules, Feeds, command_show_rules;
    /// Make a folder.
    NewFolder, Feeds, command_new_folder;
    /// Read a subscription list.
    Import, Feeds, command_import;
    /// Write the subscription list.
    Export, Feeds, command_export;
    /// Unread only, or everything.
    ToggleFilter, View, command_unread_only;
    /// Newest or oldest first.
    ToggleOrder, View, command_oldest_first;
    /// The longest first, or by time again.
    LongestFirst, View, command_longest_first;
    /// The shortest first, or by time again.
    ShortestFirst, View, command_shortest_first;
    /// Those that were read last first, or by time again.
    LastReadFirst, View, command_last_read_first;
    /// Show or hide the sidebar.
    ToggleSidebar, View, command_toggle_sidebar;
    /// Larger text.
    LargerText, View, command_larger_text;
    /// Smaller text.
    SmallerText, View, command_smaller_text;
    /// The default text size.
    ResetText, View, command_reset_text;
    /// Wider column.
    WiderColumn, View, command_wider_column;
    /// Narrower column.
    NarrowerColumn, View, command_narrower_column;
    /// Light or dark, as the system says.
    SystemTheme, View, command_system_theme;
    /// Ink on warm paper.
    LightTheme, View, command_light_theme;
    /// Light on dark grey.
    DarkTheme, View, command_dark_theme;
    /// Ink on yellowed paper.
    SepiaTheme, View, command_sepia_theme;
    /// Light on black.
    BlackTheme, View, command_black_theme;
    /// Find a command or a place by a few letters.
    ShowPalette, Program, command_show_palette;
    /// The steps that can be undone.
    ShowHistory, Program, command_show_history;
    /// Write a copy of the library.
    BackUp, Program, command_back_up;
    /// Settings.
    Settings, Program, command_settings;
    /// The services that entries can be sent to.
    ShowKeepers, Program, command_show_keepers;
    /// The key sheet.
    ShowKeys, Program, command_show_keys;
    /// Versions, licences and the files of the profile.
    ShowAbout, Program, command_about;
    /// End the program.
    Quit, Program, command_quit;
}
