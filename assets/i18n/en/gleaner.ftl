### The words of Gleaner's window in English: the source of every other language.
### How to translate is in assets/i18n/README.md.
###
### While sentences still stand in the code: "# src:" names the file and line under src/ (as of
### commit dc14a8f), "# was:" the old wording. Remove both lines together with the literal.

## Dates and times

date-today = Today
date-yesterday = Yesterday
date-tomorrow = Tomorrow
date-just-now = just now
date-minutes-ago =
    { $count ->
        [one] a minute ago
       *[other] { $count } minutes ago
    }
# A time of day, both with two digits
date-clock = { $hour }:{ $minute }
date-clock-seconds = { $hour }:{ $minute }:{ $second }
# "6 August" or "6 Aug"
date-day-month = { $day } { $month }
date-day-month-year = { $day } { $month } { $year }
date-month-year = { $month } { $year }
date-weekday-time = { $weekday } { $time }
date-full = { $day } { $month } { $year }, { $time }
date-monday = Monday
date-tuesday = Tuesday
date-wednesday = Wednesday
date-thursday = Thursday
date-friday = Friday
date-saturday = Saturday
date-sunday = Sunday
# Beside a time of day in a row
date-monday-short = Mon
date-tuesday-short = Tue
date-wednesday-short = Wed
date-thursday-short = Thu
date-friday-short = Fri
date-saturday-short = Sat
date-sunday-short = Sun
# Months stand behind a day: use the form for that
date-january = January
date-february = February
date-march = March
date-april = April
date-may = May
date-june = June
date-july = July
date-august = August
date-september = September
date-october = October
date-november = November
date-december = December
date-january-short = Jan
date-february-short = Feb
date-march-short = Mar
date-april-short = Apr
date-may-short = May
date-june-short = Jun
date-july-short = Jul
date-august-short = Aug
date-september-short = Sep
date-october-short = Oct
date-november-short = Nov
date-december-short = Dec

## Sizes

size-kilobytes = { $size } KB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
size-terabytes = { $size } TB

## Buttons and words of many screens

# src: ui/dialogs/import.rs:49
button-add = Add
# src: ui/dialogs/import.rs:131
button-back-up = Back up
# src: ui/dialogs/add_feed.rs:41 ui/dialogs/add_feed.rs:49 ui/dialogs/add_feed.rs:51
button-cancel = Cancel
# src: ui/dialogs/name.rs:29
button-change = Change
# src: ui/dialogs/import.rs:138
button-choose = Choose…
# src: ui/article/overlays.rs:297 ui/dialogs/activity.rs:153 ui/dialogs/feed.rs:53
button-close = Close
# src: ui/article/layout/code.rs:273 ui/article/selecting.rs:112
button-copy = Copy
# src: ui/dialogs/name.rs:25
button-create = Create
# src: ui/dialogs/rules.rs:87
button-edit = Edit…
# src: ui/dialogs/import.rs:57 app/command.rs:39
# was: Read
button-open = Open
# src: ui/dialogs/history.rs:57
button-redo = Redo
# src: ui/dialogs/health.rs:193 ui/empty_list.rs:57 ui/sidebar_menus.rs:18
button-refresh = Refresh
# src: ui/dialogs/rules.rs:94
button-remove = Remove
# src: ui/dialogs/name.rs:23 ui/dialogs/name.rs:24 ui/dialogs/name.rs:27
button-rename = Rename
# src: ui/dialogs/import.rs:120 ui/dialogs/name.rs:26 ui/dialogs/name.rs:28
button-save = Save
# src: ui/dialogs/add_feed.rs:41 ui/list_banner.rs:35
button-subscribe = Subscribe
# src: ui/dialogs/health.rs:193 ui/empty_list.rs:44 ui/list_banner.rs:64
button-try-again = Try again
# src: ui/dialogs/feed.rs:140 ui/dialogs/health.rs:234 ui/sidebar_menus.rs:54
button-unsubscribe = Unsubscribe
# In a list of choices: whatever the general settings say
# src: ui/dialogs/feed.rs:15 ui/dialogs/feed.rs:73 ui/dialogs/feed.rs:79
# was: As in settings
choice-default = Default
# src: ui/dialogs/settings.rs:144
choice-other = Other
# src: ui/article/layout/code.rs:273 ui/article/touch.rs:245 ui/reader/article.rs:103
notice-copied = Copied
# src: ui/status.rs:157
notice-dismiss = Dismiss
# src: app/update/mod.rs:87
notice-link-copied = Link copied
# src: app/command.rs:341
# was: Address copied
notice-address-copied = Feed link copied
# src: ui/article/lightbox.rs:309 ui/entry_list/row.rs:40
state-loading = Loading…
# src: ui/entry_list/row.rs:85
state-untitled = Untitled
# src: ui/article/find.rs:131 ui/dialogs/palette.rs:47
# was: Nothing found
state-no-matches = No matches
# src: ui/article/find.rs:132 ui/article/lightbox.rs:217
# was: {} of {count}
state-position = { $position } of { $count }
# src: ui/status.rs:90 worker/repair.rs:107 store/undo.rs:371
count-entries =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }
# src: app/update/receive.rs:500 store/folders.rs:109 store/folders.rs:147
count-feeds =
    { $count ->
        [one] 1 feed
       *[other] { $count } feeds
    }
# Where a list of names ends early
# src: article/byline.rs:73
list-and-more = { $names } and { $count } more

## Commands: menu, palette and key sheet

# src: app/command.rs:39
# was: Read
command-group-article = Article
# src: app/command.rs:40
command-group-entry = Entry
# src: app/command.rs:42
command-group-go = Go to
# src: app/command.rs:43
command-group-feeds = Feeds
# src: app/command.rs:41
command-group-view = View
# src: app/command.rs:44
command-group-program = Gleaner

# src: app/command.rs:90
command-next-entry = Next entry
# src: app/command.rs:92
command-previous-entry = Previous entry
# src: app/command.rs:94
command-next-unread = Next unread entry
# src: app/command.rs:96
command-previous-unread = Previous unread entry
# src: app/command.rs:98
# was: Page down, then next unread
command-page-down = Page down, then next unread entry
# src: app/command.rs:100
command-page-up = Page up
# src: app/command.rs:102
# was: Beginning of the article
command-article-top = Go to top
# src: app/command.rs:104
# was: End of the article
command-article-bottom = Go to end
# src: app/command.rs:106 ui/article/overlays.rs:46
command-find-in-article = Find in article
# src: app/command.rs:108
command-find-next = Next match
# src: app/command.rs:110
command-find-previous = Previous match
# src: app/command.rs:112 ui/article/selecting.rs:117
# was: Select all of the article
command-select-all = Select all
# src: app/command.rs:114
# was: Outline of the article
command-show-outline = Table of contents
# From a footnote or a heading to the line where the user was reading
# src: app/command.rs:116
# was: Back to where you read
command-jump-back = Back to reading position

# src: ui/article_bar.rs:55 ui/entry_menu.rs:32 app/command.rs:118 ui/dialogs/rules.rs:218
command-star = Star
# src: ui/article_bar.rs:55 ui/entry_menu.rs:32
command-remove-star = Remove star
# Where the state is not known, as on the key sheet
# src: ui/article_bar.rs:55 ui/entry_menu.rs:32 app/command.rs:118
# was: Star
command-toggle-star = Star or remove star
# src: ui/article_bar.rs:46 ui/entry_menu.rs:27 ui/dialogs/rules.rs:217
command-mark-read = Mark as read
# src: ui/article_bar.rs:46 ui/entry_menu.rs:27
command-mark-unread = Mark as unread
# src: app/command.rs:120
command-toggle-read = Mark as read or unread
# src: ui/entry_menu.rs:67 app/command.rs:122 ui/article/touch.rs:185
command-open-in-browser = Open in browser
# src: app/command.rs:124 ui/article/touch.rs:191
# was: Open in background
command-open-in-background = Open in background tab
# src: app/command.rs:126
command-open-comments = Open comments
# src: ui/entry_menu.rs:68 app/command.rs:128 ui/article/touch.rs:197
command-copy-link = Copy link
# src: app/command.rs:130
# was: Full text
command-full-text = Show full text
# src: app/command.rs:130
# was: Full text
command-feed-text = Show the feed's version
# src: app/command.rs:130
# was: Full text
command-toggle-full-text = Full text or the feed's version
# src: app/command.rs:132
command-copy-as-text = Copy article as text
# src: app/command.rs:134
command-mark-all-read = Mark all as read
# src: app/command.rs:136
command-mark-above-read = Mark above as read
# src: app/command.rs:138
command-mark-below-read = Mark below as read
# src: app/command.rs:140
# was: Mark older than a day as read
command-mark-older-day-read = Mark entries older than a day as read
# src: app/command.rs:142
# was: Mark older than a week as read
command-mark-older-week-read = Mark entries older than a week as read
# src: ui/entry_menu.rs:37 app/command.rs:144
command-edit-tags = Tags…
# src: ui/entry_menu.rs:40 app/command.rs:146 ui/dialogs/rules.rs:219
command-hide-entry = Hide
# src: app/command.rs:148
command-mute-word = Mute a word…
# src: app/command.rs:150 ui/dialogs/history.rs:59 ui/status.rs:153
command-undo = Undo

# src: app/command.rs:160
command-next-feed = Next feed
# src: app/command.rs:162
command-previous-feed = Previous feed
# src: app/command.rs:164
command-search = Search entries
# From the article to the list, from the list to the sidebar
# src: app/command.rs:166
command-back = Back

# src: app/command.rs:168
command-add-feed = Add feed…
# src: app/command.rs:170
command-refresh-place = Refresh this feed or folder
# src: app/command.rs:172
command-refresh-all = Refresh all feeds
# src: app/command.rs:174
command-cancel-refresh = Stop refreshing
# src: app/command.rs:176
command-show-health = Feed health…
# src: app/command.rs:178
command-show-activity = Activity…
command-show-statistics = Reading statistics…
# src: app/command.rs:180
# was: Fold or unfold this folder
command-collapse-folder = Collapse folder
# src: app/command.rs:180
# was: Fold or unfold this folder
command-expand-folder = Expand folder
# src: app/command.rs:180
# was: Fold or unfold this folder
command-toggle-folder = Collapse or expand folder
# src: app/command.rs:182 ui/sidebar_menus.rs:22 ui/dialogs/health.rs:229
# was: Open the site of this feed
command-open-site = Open website
# src: app/command.rs:184 ui/sidebar_menus.rs:26
# was: Copy the address of this feed
command-copy-feed-link = Copy feed link
# src: app/command.rs:186 ui/sidebar_menus.rs:46 ui/dialogs/health.rs:233
# was: Settings of this feed…
command-feed-settings = Feed settings…
# src: app/command.rs:188 ui/sidebar_menus.rs:31 ui/sidebar_menus.rs:69 ui/sidebar_menus.rs:142
# was: Rename this feed, folder or search…
command-rename-place = Rename…
# src: app/command.rs:190
# was: Move to a folder…
command-move-place = Move to folder…
# src: app/command.rs:192
# was: Choose this feed with others, or not
command-select-feed = Select feed
# src: app/command.rs:192
# was: Choose this feed with others, or not
command-deselect-feed = Deselect feed
# src: app/command.rs:194
# was: Unsubscribe, or remove this folder or search
command-remove-place = Remove…
# src: app/command.rs:196 ui/sidebar_menus.rs:70
# was: Edit this search…
command-edit-search = Edit search…
# src: app/command.rs:198
# was: Move this search up
command-move-search-up = Move search up
# src: app/command.rs:200
# was: Move this search down
command-move-search-down = Move search down
# src: app/command.rs:202
command-show-rules = Rules…
# src: app/command.rs:204 ui/sidebar_menus.rs:116 ui/dialogs/folders.rs:28
command-new-folder = New folder…
# src: app/command.rs:206
command-import = Import subscriptions…
# src: app/command.rs:208
command-export = Export subscriptions…

# With a tick while it is on
# src: app/command.rs:210
# was: Show unread only or all
command-unread-only = Unread only
# With a tick while it is on
# src: app/command.rs:212
# was: Newest or oldest first
command-oldest-first = Oldest first
# src: app/command.rs:214
# was: Show or hide the sidebar
command-hide-sidebar = Hide sidebar
# src: app/command.rs:214
# was: Show or hide the sidebar
command-show-sidebar = Show sidebar
# src: app/command.rs:214
# was: Show or hide the sidebar
command-toggle-sidebar = Show or hide sidebar
# src: app/command.rs:216
command-larger-text = Larger text
# src: app/command.rs:218
command-smaller-text = Smaller text
# src: app/command.rs:220
command-reset-text = Normal text size
# src: app/command.rs:222
command-wider-column = Wider column
# src: app/command.rs:224
command-narrower-column = Narrower column
# src: app/command.rs:226
# was: Find a command or a feed…
command-show-palette = Command palette…
# src: app/command.rs:228
command-show-history = History…
# src: app/command.rs:230
# was: Back up the library…
command-back-up = Back up library…
# src: app/command.rs:232
command-settings = Settings…
# src: app/command.rs:234 ui/dialogs/keys.rs:47 ui/dialogs/settings.rs:104
# was: Keys
command-show-keys = Keyboard shortcuts
# src: app/command.rs:236 ui/failure.rs:76
command-quit = Quit
# A tooltip: a command and its key
# src: ui/dialogs/activity.rs:49 ui/dialogs/health.rs:51 ui/widgets.rs:73
command-with-key = { $command } ({ $key })

## Keys, as the key sheet and tooltips name them (the settings file keeps English names)

# src: ui/shortcuts.rs:310
key-down = Down
# src: ui/shortcuts.rs:311
key-up = Up
# src: ui/shortcuts.rs:312
key-left = Left
key-right = Right
# src: ui/shortcuts.rs:313
key-page-down = Page down
# src: ui/shortcuts.rs:314
key-page-up = Page up
# src: ui/shortcuts.rs:315
key-plus = Plus
# src: ui/shortcuts.rs:316
key-minus = Minus
key-home = Home
key-end = End
key-space = Space
key-enter = Enter
key-backspace = Backspace
key-insert = Insert
key-delete = Delete
# A key that is held while another is pressed
key-with-ctrl = Ctrl+{ $key }
key-with-alt = Alt+{ $key }
key-with-shift = Shift+{ $key }

## Places: sidebar, list, window

# src: ui/sidebar.rs:142 app/state.rs:358 app/command.rs:152 ui/dialogs/feed.rs:85
place-today = Today
# src: ui/sidebar.rs:143 app/state.rs:359 app/command.rs:154
place-unread = Unread
# src: ui/sidebar.rs:144 app/state.rs:360 app/command.rs:156
place-starred = Starred
# src: app/state.rs:361 app/command.rs:158
place-all = All entries
# src: ui/sidebar.rs:187 app/state.rs:357 app/state.rs:443
place-preview = Preview
# Stands for one that has just been removed
# src: app/state.rs:363 ui/dialogs/palette.rs:113
place-feed = Feed
# src: app/state.rs:366 ui/dialogs/add_feed.rs:128 ui/dialogs/palette.rs:108
place-folder = Folder
# src: app/state.rs:369 ui/dialogs/palette.rs:103
place-search = Search
# src: ui/sidebar_menus.rs:106 ui/sidebar_menus.rs:145 ui/dialogs/add_feed.rs:125
place-no-folder = No folder
# src: ui/article/view.rs:169 ui/failure.rs:29 ui/failure.rs:42
window-title = Gleaner
window-title-count = Gleaner ({ $count })

## Panes, for assistive technology

# src: ui/reader/columns.rs:29
pane-feeds = Feeds
# src: ui/reader/columns.rs:33
pane-entries = Entries
# src: ui/reader/columns.rs:49
pane-article = Article

## Sidebar

# src: ui/sidebar.rs:115
sidebar-menu = Menu
# src: ui/sidebar.rs:468
sidebar-unread = { $count } unread
sidebar-no-unread = none unread
# src: ui/sidebar.rs:469
sidebar-starred = { $count } starred
sidebar-no-starred = none starred
# Beside the count, for assistive technology
# src: ui/sidebar.rs:472
# was: , needs care
sidebar-has-problem = { $count }, has a problem
# src: ui/sidebar.rs:531
# was: {count} feeds need care
sidebar-problems =
    { $count ->
        [one] 1 feed has a problem
       *[other] { $count } feeds have problems
    }
# src: ui/sidebar.rs:546
# was: {} chosen
sidebar-selected =
    { $count ->
        [one] 1 selected
       *[other] { $count } selected
    }
# src: ui/sidebar.rs:554
# was: Choose none
sidebar-clear-selection = Clear selection
# src: ui/sidebar.rs:557
# was: Unsubscribe from the chosen feeds
sidebar-unsubscribe-selected = Unsubscribe from selected feeds
# src: ui/sidebar.rs:562
# was: Move the chosen feeds
sidebar-move-selected = Move selected feeds
# src: ui/sidebar.rs:270
# was: Try {SUGGESTED_TITLE}
sidebar-try-sample = Sample feed: { $title }
# src: ui/sidebar.rs:272
# was: Subscribe to {feed_url}
sidebar-subscribe-to = Subscribe to { $url }

## Menus of feeds, folders and searches in the sidebar

# src: ui/sidebar_menus.rs:33 ui/sidebar_menus.rs:143
menu-move-to = Move to
# src: ui/sidebar_menus.rs:34
menu-pictures = Pictures
# src: ui/sidebar_menus.rs:52
# was: Unsubscribe from {} feeds
menu-unsubscribe-many =
    { $count ->
        [one] Unsubscribe from 1 feed
       *[other] Unsubscribe from { $count } feeds
    }
# src: ui/sidebar_menus.rs:71
menu-move-up = Move up
# src: ui/sidebar_menus.rs:72
menu-move-down = Move down
# src: ui/sidebar_menus.rs:73
menu-remove-search = Remove search
# src: ui/sidebar_menus.rs:139
# was: Fold
menu-collapse = Collapse
# src: ui/sidebar_menus.rs:139
# was: Unfold
menu-expand = Expand
# Removes the folder; its feeds move up
# src: ui/sidebar_menus.rs:151
# was: Remove folder, keep its feeds
menu-ungroup = Ungroup
# src: ui/dialogs/feed.rs:16 ui/sidebar_menus.rs:86
pictures-always = Always load
# src: ui/dialogs/feed.rs:17 ui/sidebar_menus.rs:87
pictures-ask = Load when I ask
# src: ui/dialogs/feed.rs:18 ui/sidebar_menus.rs:88
pictures-never = Never load

## Entry list

# src: ui/entry_list/head.rs:29
list-back-to-feeds = Back to feeds
# src: ui/entry_list/head.rs:55
list-show-read = Show read entries too
# src: ui/entry_list/head.rs:55
list-show-unread-only = Show unread entries only
# src: ui/entry_list/mod.rs:223
list-newest-first = Newest first
# src: ui/entry_list/mod.rs:224
list-oldest-first = Oldest first
# src: ui/entry_list/head.rs:88
# was: Search everything
list-search-hint = Search all entries
# src: ui/entry_list/head.rs:99 ui/dialogs/name.rs:26
list-save-search = Save search
# src: ui/empty_list.rs:46 ui/entry_list/head.rs:104
list-close-search = Close search
# A mistake in a rule or a saved search: its name, then the sentence
# src: ui/entry_list/head.rs:111
list-search-title = Search
list-search-title-in = Search in { $place }
list-search-count =
    { $count ->
        [one] 1 entry found
       *[other] { $count } entries found
    }
list-search-error = { $place }: { $error }
# For assistive technology
# src: ui/entry_list/row.rs:69
list-row-read = read
# src: ui/entry_list/row.rs:69
list-row-unread = unread
# src: ui/entry_list/row.rs:71
list-row-starred = starred
# The feed gave no date: the time at which Gleaner found the entry
# src: ui/entry_list/row.rs:158
list-seen = seen { $time }
# src: ui/empty_list.rs:35
list-empty-starred = Nothing starred yet
# src: ui/empty_list.rs:36
# was: Nothing starred yet - press {key} on an entry
list-empty-starred-key = Nothing starred yet — press { $key } on an entry
# src: ui/empty_list.rs:40
list-empty-no-feeds = No feeds yet
# src: ui/empty_list.rs:46
# was: Nothing found
list-empty-search = No results
# src: ui/empty_list.rs:47
list-empty-preview = This feed has no entries
# src: ui/empty_list.rs:49 ui/empty_list.rs:54 app/update/reading.rs:156
list-empty-unread = Nothing unread
# src: ui/empty_list.rs:50 ui/empty_list.rs:54
list-empty-show-all = Show all
# src: ui/empty_list.rs:57 ui/dialogs/health.rs:143
list-empty-entries = No entries yet
# src: ui/list_banner.rs:30
# was: You are looking at this feed without being subscribed.
list-preview = You're not subscribed to this feed
# src: ui/list_banner.rs:58
# was: The publisher says that this feed is gone. Its entries stay here.
list-feed-gone = The publisher has closed this feed; its entries stay here

## Menu of an entry

# src: ui/entry_menu.rs:42
entry-mute = Mute
# src: ui/entry_menu.rs:44
# was: “{word}”
entry-mute-word = “{ $word }”
# src: ui/entry_menu.rs:48
# was: Another word…
entry-mute-other = Other…
# src: ui/entry_menu.rs:60
# was: {} in Today
entry-hide-feed-from-today = Hide { $feed } from Today

## Status line and notices

# src: ui/status.rs:64
status-fetching = Fetching…
# src: ui/status.rs:68
status-refreshing = Refreshing…
# src: ui/status.rs:70
# was: Refreshing {} / {}
status-progress = Refreshing { $done } / { $total }
# src: ui/status.rs:92
status-entries-unread =
    { $count ->
        [one] 1 entry, { $unread } unread
       *[other] { $count } entries, { $unread } unread
    }
# How the last refresh ended, when, and its result
# src: ui/status.rs:75
status-last-refresh = { $state } { $when } · { $result }
# src: ui/status.rs:101
status-refreshed = Refreshed
# src: ui/status.rs:98
status-stopped = Stopped
# src: ui/status.rs:100
status-offline = Offline
# src: ui/status.rs:99
status-proxy-unreached = Proxy not reached
# src: ui/status.rs:107
status-nothing-new = nothing new
# src: ui/status.rs:108
status-new = { $count } new
# src: ui/status.rs:111
status-updated = { $count } updated
# src: ui/status.rs:114
status-failed = { $count } failed
# src: ui/status.rs:117
status-waiting = { $count } waiting
# src: app/update/reading.rs:352
notice-already-subscribed = You are subscribed to { $feed } already
notice-no-outline = This article has no headings
notice-nothing-unread-there = Nothing unread there
# src: app/update/view.rs:22
notice-full-text-coming = Getting the full text…
# src: app/activity.rs:106 app/command.rs:130 app/update/receive.rs:334
# was: Full text
notice-full-text = Showing full text
# src: app/update/receive.rs:334
# was: The feed's own text
notice-feed-text = Showing the feed's version
# src: app/update/receive.rs:148
notice-article-copied = Article copied as text
# src: app/update/receive.rs:172
notice-undone = Undone: { $step }
# src: app/update/receive.rs:173
# was: Done again: {title}
notice-redone = Redone: { $step }
# src: app/update/receive.rs:174
notice-nothing-to-undo = Nothing to undo
# src: app/update/receive.rs:204
notice-compacted = Compacted from { $before } to { $after }
# src: app/update/receive.rs:140
notice-saved-file = Saved { $path }
notice-no-file-dialog = This build of Gleaner has no file dialog to save pictures with
# src: app/update/receive.rs:449
# was: You seem to be offline - nothing was changed
notice-offline = You seem to be offline; nothing was changed
# src: refresh/many.rs:38
# was: No feed could be reached through the proxy - check the proxy in the settings
notice-proxy-unreached = Couldn't reach any feed through the proxy — check the proxy in the settings
# src: app/update/receive.rs:481
notification-new-entries =
    { $count ->
        [one] 1 new entry
       *[other] { $count } new entries
    }

## Article

# src: ui/reader/article.rs:87
article-select-entry = Select an entry to read it
# src: ui/article_bar.rs:23
article-back-to-list = Back to the list
# src: ui/article_bar.rs:81
article-more = More
# A summary that has none of its own
# src: ui/article/flow/build.rs:291 document/frames.rs:270
article-details = Details
# Summary of a part that hides how a story ends until it is unfolded.
article-spoiler = Spoiler
# src: ui/article/flow/build.rs:343
# was: This article is too long to show whole. The rest is on its web page.
article-too-long = This article is too long to show in full; the rest is on its web page
# src: ui/article/flow/build.rs:348
# was: The feed brings no text here. Full text (F) fetches that of the page.
article-no-text =
    The feed has no text for this entry; press { $key } to get the full text from its page
# The same while the command has no key
article-no-text-without-key =
    The feed has no text for this entry; choose “{ $command }” to get it from its page
# src: ui/article/flow/build.rs:354
article-trackers-blocked =
    { $count ->
        [one] 1 tracker blocked
       *[other] { $count } trackers blocked
    }
# src: document/promotions.rs:98
article-promotions-hidden =
    { $count ->
        [one] 1 promotional block hidden
       *[other] { $count } promotional blocks hidden
    }
# For assistive technology
# src: ui/article/access.rs:217
article-tags = Tags: { $tags }
# src: ui/article/touch.rs:245
article-copy-code = Copy code
# src: ui/article/selecting.rs:122
article-copy-link = Copy link to article
# src: ui/article/paint.rs:239 ui/article/touch.rs:289
article-show-diagram = Show diagram
# src: ui/article/paint.rs:241 ui/article/touch.rs:291
article-show-source = Show source
# src: ui/article/paint.rs:246 ui/article/touch.rs:280
article-show-whole-picture = Show whole picture
# src: ui/article/paint.rs:249
article-wrap = Wrap
# src: ui/article/paint.rs:249
article-unwrap = Unwrap
# src: ui/article/touch.rs:285
article-wrap-lines = Wrap lines
# src: ui/article/lightbox.rs:92 ui/article/scene.rs:270 ui/article/touch.rs:259
article-picture = Picture
# src: ui/article/scene.rs:297 ui/article/touch.rs:279
article-diagram = Diagram
# The mark on an animated picture
# src: ui/article/paint.rs:166
article-gif = GIF
# src: ui/article/layout/media.rs:127
article-load-pictures = Load pictures
# src: ui/article/touch.rs:264
article-load-pictures-named = Load pictures: { $name }
# src: ui/article/touch.rs:272 ui/article/touch.rs:300
article-picture-failed = { $name }, { $error }
# src: ui/article/touch.rs:269
# was: Try again: {name}, {message}
article-picture-failed-retry = Try again: { $name }, { $error }
# In the place of a picture; a click fetches it again
article-picture-retry = Couldn't load · Retry
article-picture-lost = Couldn't load
# src: ui/article/layout/media.rs:229
article-embed-video = Video
# src: ui/article/layout/media.rs:230
article-embed-audio = Audio
# src: ui/article/layout/media.rs:231
article-embed-page = Web page
# A card: the kind of thing, then the site
# src: ui/article/layout/media.rs:234 article/attachments.rs:154 article/attachments.rs:187
article-embed-from = { $kind } · { $host }
# A card by its title, for assistive technology
article-embed-named = { $title }, { $facts }
# src: document/callouts.rs:24
article-callout-note = Note
# src: document/callouts.rs:25
article-callout-tip = Tip
# src: document/callouts.rs:26
article-callout-important = Important
# src: document/callouts.rs:27
article-callout-warning = Warning
# src: document/callouts.rs:28
article-callout-caution = Caution
# src: ui/article/overlays.rs:294
article-go-to-note = Go to note

# src: article/attachments.rs:146
article-watch = Watch
# src: article/attachments.rs:148
article-listen = Listen
# An attached file: "Listen · 43 min, 12 MB"
# src: ui/article/layout/media.rs:234 article/attachments.rs:154 article/attachments.rs:187
article-media-facts = { $title } · { $facts }
# src: article/attachments.rs:172
article-watch-on-youtube = Watch on YouTube
# src: article/attachments.rs:185
article-file = File
# src: article/mod.rs:80
article-source = Source: { $host }
# src: article/mod.rs:88 article/sources/link_post.rs:53 article/sources/link_post.rs:79
article-comments = Comments
article-comment-count =
    { $count ->
        [one] 1 comment
       *[other] { $count } comments
    }
# src: article/sources/link_post.rs:79
article-comments-on = Comments on { $host }
# Votes on a link post
article-points =
    { $count ->
        [one] 1 point
       *[other] { $count } points
    }
# src: article/sources/release.rs:16
article-pre-release = Pre-release
# Kinds of announcement on arXiv
# src: article/sources/arxiv.rs:12
article-arxiv-new = New
# src: article/sources/arxiv.rs:13
article-arxiv-cross-listed = Cross-listed
# src: article/sources/arxiv.rs:15
article-arxiv-replacement = Replacement
# src: article/sources/arxiv.rs:14
article-arxiv-replacement-cross = Replacement, cross-listed
# A link to a page, where its address has no host to name
# src: article/sources/reddit.rs:26
article-link = Link
# A short video of YouTube
# src: article/sources/video.rs:10
article-short-video = Short
# $link is a link such as “Read more”
article-preview-ends = The preview ends here. { $link }
# src: article/attachments.rs:195 article/byline.rs:35
article-minutes = { $minutes } min
# src: article/attachments.rs:196
article-hours = { $hours } h
# src: article/attachments.rs:197
article-hours-minutes = { $hours } h { $minutes } min
# The feed gave no date: when Gleaner found the entry
# src: article/byline.rs:46
# was: seen
article-seen = seen { $date }
# The date lies in the future
# src: article/byline.rs:50
# was: dated
article-dated = dated { $date }

# src: ui/article/overlays.rs:69
find-previous = Previous match (Shift+Enter)
# src: ui/article/overlays.rs:72
find-next = Next match (Enter)
# src: ui/article/overlays.rs:75
find-close = Close find
# src: ui/article/find.rs:133
find-count = { $count } found
# More matches than are counted
# src: ui/article/find.rs:125
# was: {MOST_MATCHES}+
find-most = { $count }+

# src: ui/article/lightbox.rs:206
lightbox-previous = Previous picture (Left)
# src: ui/article/lightbox.rs:211
lightbox-next = Next picture (Right)
# src: ui/article/lightbox.rs:223
lightbox-fit = Fit
# src: ui/article/lightbox.rs:224
# was: Fit to the window (0)
lightbox-fit-hint = Fit to window (0)
# The zoom at which a pixel of the picture is a pixel of the screen
# src: ui/article/lightbox.rs:231
lightbox-actual-size = 1:1
# src: ui/article/lightbox.rs:232
# was: Pixel for pixel (1)
lightbox-actual-size-hint = Actual size (1)
# src: ui/article/lightbox.rs:237
lightbox-smaller = Smaller (-)
# src: ui/article/lightbox.rs:240
lightbox-larger = Larger (+)
# src: ui/article/lightbox.rs:248
lightbox-close = Close (Escape)
# src: ui/article/lightbox.rs:260
lightbox-open-link = Open link (o)
# src: ui/article/lightbox.rs:260
lightbox-open-picture = Open picture in browser (o)
# src: ui/article/lightbox.rs:269
lightbox-save = Save picture…
# src: ui/article/lightbox.rs:274
lightbox-copy = Copy picture

## Embedded players and pages in articles

# src: document/embeds.rs:25 document/embeds.rs:31
embed-youtube = YouTube video
# Title of a card that opens a map.
embed-map = Map
# src: document/embeds.rs:35
embed-vimeo = Vimeo video
# src: document/embeds.rs:38
embed-dailymotion = Dailymotion video
# src: document/embeds.rs:44
embed-twitch = Twitch video
# src: document/embeds.rs:50
embed-ted = TED talk
# src: document/embeds.rs:56
embed-loom = Loom video
# src: document/embeds.rs:60 document/embeds.rs:61
embed-wistia = Wistia video
# src: document/embeds.rs:64
embed-videopress = VideoPress video
# src: document/embeds.rs:122
embed-post-on-x = Post on X

## Add feed

# src: ui/dialogs/add_feed.rs:20 ui/empty_list.rs:40
add-title = Add a feed
# src: ui/dialogs/add_feed.rs:23
add-address = Address
# src: ui/dialogs/add_feed.rs:23
add-address-hint = Address of a feed or a web page, or a file
# src: ui/dialogs/add_feed.rs:29
# was: Signs in with the password from the address, which goes to the keyring
add-credentials = Signs in with the password in the address, which is stored in your system keyring
# src: ui/dialogs/add_feed.rs:49 ui/dialogs/add_feed.rs:51
add-find = Find feeds
# src: ui/dialogs/add_feed.rs:63
add-searching = Looking for feeds…
# src: ui/dialogs/add_feed.rs:70
# was: {} feeds found
add-found =
    { $count ->
        [one] 1 feed found
       *[other] { $count } feeds found
    }
# Below a feed that was found: the title of one of its newest entries
# src: ui/dialogs/add_feed.rs:101
# was: · {newest}
add-no-entries = This feed has no entries yet
add-newest = · { $title }
# src: ui/dialogs/add_feed.rs:112
add-example = For example
# src: app/update/receive.rs:411
# was: No feed found there - try the address of the feed itself
add-nothing-found = No feed found there — try the address of the feed itself

## Names

# src: ui/dialogs/name.rs:24 ui/dialogs/name.rs:25 ui/dialogs/name.rs:26
name-field = Name
# src: ui/dialogs/name.rs:23
name-rename-feed = Rename feed
# src: ui/dialogs/name.rs:23
# was: Empty for the publisher's title
name-rename-feed-hint = Leave empty for the publisher's title
# src: ui/dialogs/name.rs:24
name-rename-folder = Rename folder
# src: ui/dialogs/name.rs:25
name-new-folder = New folder
# src: ui/dialogs/name.rs:27
name-rename-search = Rename search
# src: ui/dialogs/name.rs:28
name-edit-search = Edit search
# src: ui/dialogs/name.rs:28
name-edit-search-hint = Words, title:, is:unread, newer:7d
# src: ui/dialogs/name.rs:29
# was: Change address
name-change-address = Change feed address
# src: ui/dialogs/name.rs:29
name-change-address-hint = Address of the feed
# src: ui/dialogs/name.rs:30
name-mute = Mute a word
# src: ui/dialogs/name.rs:30
name-mute-hint = Word or phrase
# src: ui/dialogs/name.rs:35
# was: New entries with it stay out of Today, Unread and All.
name-mute-explained = New entries containing it are hidden from Today, Unread and All
# src: ui/dialogs/name.rs:59
# was: This is no address
name-invalid-address = That isn't a valid address
# src: ui/dialogs/name.rs:61
# was: Leave the password out - “Sign in” in the feed's settings keeps it safe
name-password-in-address = Leave the password out — “Sign in” in the feed settings keeps it safe

## Move to folder

# src: ui/dialogs/folders.rs:20 ui/dialogs/folders.rs:65
# was: Move {}
move-named = Move { $name }
# src: ui/dialogs/folders.rs:21
# was: Move {} feeds
move-many =
    { $count ->
        [one] Move 1 feed
       *[other] Move { $count } feeds
    }
# src: ui/dialogs/folders.rs:20
# was: a feed
move-unknown-feed = Move a feed

## Tags

# src: ui/dialogs/tags.rs:19
tags-title = Tags
# src: ui/dialogs/tags.rs:22
# was: Tags of your own. Find them with tag:name.
tags-explained = Your own tags; find them with tag:name
# src: ui/dialogs/tags.rs:32 ui/dialogs/tags.rs:32
tags-new = New tag
# src: ui/dialogs/tags.rs:34
tags-add = Add tag

## Feed settings

# src: ui/dialogs/feed.rs:83
# was: Notifications have to be on in the settings, too
feed-notify-hint = Notifications must be turned on in the settings, too
# src: ui/dialogs/feed.rs:86 ui/sidebar_menus.rs:41
feed-hide-from-today = Hide from Today
# src: ui/dialogs/feed.rs:41
feed-entries = Entries
# src: ui/dialogs/feed.rs:42 ui/sidebar_menus.rs:36
feed-full-text = Always show full text
# src: ui/dialogs/feed.rs:61
feed-sign-in = Sign in
# src: ui/dialogs/feed.rs:65
# was: Change sign-in…
feed-change-sign-in = Sign in…
# src: ui/dialogs/feed.rs:137 ui/dialogs/health.rs:215
feed-change-address = Change address…
# "Entries from the last 365 days": the number is a field between the two
# src: ui/dialogs/feed.rs:98
# was: Entries of
keep-days-before = Entries from the last
# src: ui/dialogs/feed.rs:99
# was: days
keep-days-after = days
# "The latest 1,000 entries": the number is a field between the two
# src: ui/dialogs/feed.rs:107
# was: The newest
keep-entries-before = The latest
# src: ui/dialogs/feed.rs:108
# was: entries
keep-entries-after = entries

## Sign in to a feed

# src: ui/dialogs/sign_in.rs:36
# was: Sign in to {}
sign-in-title = Sign in to { $feed }
# src: ui/dialogs/sign_in.rs:19
sign-in-none = None
# src: ui/dialogs/sign_in.rs:20
sign-in-password = User name and password
# src: ui/dialogs/sign_in.rs:21 ui/dialogs/sign_in.rs:46
sign-in-token = Token
# src: ui/dialogs/sign_in.rs:43
sign-in-user-name = User name
# src: ui/dialogs/sign_in.rs:44
sign-in-password-field = Password
# src: ui/dialogs/sign_in.rs:49
# was: Kept in the keyring of your system, sent to {host} alone.
sign-in-keyring = Stored in your system keyring; sent only to { $host }

## Feed health

# src: ui/dialogs/health.rs:45
health-title = Feed health
# src: ui/dialogs/health.rs:29
health-all = All
# src: ui/dialogs/health.rs:30
health-failing = Failing
# src: ui/dialogs/health.rs:31
health-moved = Moved
# src: ui/dialogs/health.rs:32
# was: Silent for a year
health-silent = No posts for a year
# src: ui/dialogs/health.rs:33
health-never-read = Never read
# src: ui/dialogs/health.rs:34
health-paused = Paused
# A filter and how many feeds it shows
# src: ui/dialogs/health.rs:51
health-filter = { $filter } ({ $count })
# src: ui/dialogs/health.rs:59
health-search-hint = Part of a title or an address
health-search = Find feeds
health-column-state = State
health-column-title = Feed
health-column-success = Last success
health-column-entries = Entries a month
health-column-read = Read
health-state-gone = Gone for good
health-state-sign-in = Needs a sign-in
health-state-missing = Not found
health-state-not-a-feed = Not a feed
health-state-unreachable = Unreachable
health-state-failing = Failing
# The last refresh failed, but the next one may succeed
health-state-faltering = Last refresh failed
health-state-moved = Moved
# Only the first entries of a very large feed were kept
health-state-incomplete = Incomplete
health-state-new = Not refreshed yet
health-state-paused = Paused
health-state-well = Good
# In the column for the last success
health-never = Never
# Entries a month, in the column for them
health-rate = { $count }
health-rate-low = below 1
health-percent = { $percent }%
# The button with the actions of a feed
health-menu = Actions for { $feed }
# A row of the table in one sentence, for assistive technology
health-row = { $feed }: { $state } · last success: { $success } · { $rate } · { $percent }% read
health-row-empty = { $feed }: { $state } · last success: { $success } · no entries
health-none = No feeds here
# src: ui/dialogs/health.rs:129
# was: {} · failed {tries}, first {since}
health-failed-once = { $problem } · failed once, { $since }
# src: ui/dialogs/health.rs:127
# was: {} times in a row
health-failed-times = { $problem } · failed { $count } times in a row, first { $since }
# src: ui/dialogs/health.rs:133
# was: Answers from {url} · {}
health-moved-to = Moved to { $url } · { $schedule }
# src: ui/dialogs/health.rs:151
health-never-refreshed = never refreshed
# src: ui/dialogs/health.rs:152
health-refreshed = refreshed { $when }
# src: ui/dialogs/health.rs:156
health-no-automatic-refresh = no automatic refresh
# src: ui/dialogs/health.rs:157
health-next = next { $when }
# src: ui/dialogs/health.rs:158
# was: next with the coming refresh
health-next-refresh = at the next refresh
# When a feed was refreshed last, and when it will be next
# src: ui/dialogs/health.rs:160
health-schedule = { $last } · { $next }
# src: ui/dialogs/health.rs:166
health-less-than-monthly = less than 1 a month
# src: ui/dialogs/health.rs:168
health-monthly = { $count } a month
# src: ui/dialogs/health.rs:171
health-newest-today = newest today
# src: ui/dialogs/health.rs:173
health-newest-days =
    { $count ->
        [one] newest 1 day ago
       *[other] newest { $count } days ago
    }
# src: ui/dialogs/health.rs:176
health-read-none = never read
# src: ui/dialogs/health.rs:176
health-read = { $count } read
# Each argument is one of the phrases above
# src: ui/dialogs/health.rs:178
# was: {} entries · {rate} · {newest} · {read} · about {}
health-facts = { $entries } · { $rate } · { $newest } · { $read } · about { $size }
# src: ui/dialogs/health.rs:203
health-find-address = Find a new address
# src: ui/dialogs/health.rs:208
# was: Use that address
health-use-address = Use this address
# src: ui/dialogs/health.rs:225
health-pause = Pause
# src: ui/dialogs/health.rs:225
health-resume = Resume

## Reading statistics

statistics-title = Reading statistics
# The date is the first day of the counts
statistics-explained = Entries that you opened. First day: { $date }
statistics-empty = Open an entry, and it counts here
statistics-last-days = Last 30 days
statistics-last-months = Last 12 months
statistics-by-day = Entries read by day
statistics-by-month = Entries read by month
statistics-by-hour = Entries read by hour of the day
statistics-by-feed = Most read feeds
statistics-unopened =
    { $count ->
        [one] 1 feed that you did not read
       *[other] { $count } feeds that you did not read
    }
# After a list of feeds that is cut
statistics-more = and { $count } more
# A day, month, hour or feed, and how many entries were read
statistics-bar = { $name }: { $count } read
# A chart as text, for assistive technology
statistics-chart = { $title }: { $numbers }
statistics-chart-empty = { $title }: nothing yet

## Activity

# src: ui/dialogs/activity.rs:35 ui/dialogs/health.rs:232
activity-title = Activity
# src: ui/dialogs/activity.rs:35
# was: Activity of {}
activity-title-feed = Activity of { $feed }
# src: ui/dialogs/activity.rs:22
activity-all = All
# src: ui/dialogs/activity.rs:22
activity-failed = Failed
# src: ui/dialogs/activity.rs:52
activity-show-all-feeds = Show all feeds
# src: ui/dialogs/activity.rs:56
activity-search-hint = Part of an address, a feed or an answer
# src: ui/dialogs/activity.rs:56
activity-search = Find requests
# src: ui/dialogs/activity.rs:67
activity-none = No requests here
# src: ui/dialogs/activity.rs:82
# was: Every request of the last day. Keys and passwords in addresses are never kept.
activity-explained = Every request of the last day; passwords and keys in addresses are never kept
# src: ui/dialogs/activity.rs:80
# was: The requests of the last day for this feed. It is {}.
activity-explained-feed = Requests for this feed in the last day. The feed is { $schedule }.
# src: ui/dialogs/activity.rs:148
activity-copy-details = Copy details
# src: ui/dialogs/activity.rs:149
# was: A report for the publisher, without keys and passwords
activity-copy-details-hint = A report for the publisher, without passwords and keys
# src: ui/dialogs/activity.rs:151
activity-details-copied = Details copied
# For assistive technology
# src: ui/dialogs/activity.rs:111
# was: {answer}: {}, {details}
activity-request = { $answer }: { $url }, { $details }
# src: ui/dialogs/activity.rs:118 app/activity.rs:231
# was: {} to {}
activity-redirect = { $status } to { $url }
# src: app/activity.rs:102
# was: Refresh by hand
activity-cause-asked = Manual refresh
# src: app/activity.rs:103
# was: Refresh by timer
activity-cause-timer = Automatic refresh
# src: app/activity.rs:104
activity-cause-added = Adding a feed
# src: app/activity.rs:105
activity-cause-preview = Preview
# src: app/activity.rs:106
activity-cause-full-text = Full text
# src: app/activity.rs:107
activity-cause-picture = Picture
# src: app/activity.rs:108
activity-cause-icon = Icon
# src: app/activity.rs:188
# was: {bytes} in {}{redirects}
activity-transfer = { $size } in { $time }
# src: app/activity.rs:186
# was: · {many} redirects
activity-transfer-redirects =
    { $count ->
        [one] { $size } in { $time } · 1 redirect
       *[other] { $size } in { $time } · { $count } redirects
    }
# src: app/activity.rs:182
# was: no body
activity-transfer-empty = empty, { $time }
# src: app/activity.rs:186
# was: · {many} redirects
activity-transfer-empty-redirects =
    { $count ->
        [one] empty, { $time } · 1 redirect
       *[other] empty, { $time } · { $count } redirects
    }
# src: app/activity.rs:165
activity-milliseconds = { $count } ms
# src: app/activity.rs:167
activity-seconds = { $count } s
# src: net/recorder.rs:21
activity-stopped = Stopped before the answer came
# src: app/activity.rs:257
# was: gone and not asked again
activity-next-gone = closed and not asked again
# src: app/activity.rs:258
# was: asked again at {}
activity-next-at = asked again at { $time }
# src: app/activity.rs:259
# was: asked again with the coming refresh
activity-next-refresh = asked again at the next refresh
# src: app/activity.rs:263
# was: asked again by hand only
activity-next-manual = manual retry only
# src: app/activity.rs:261
# was: asked again by hand only, not before {}
activity-next-manual-after = manual retry only, not before { $time }
# The code of an HTTP answer and its meaning
# src: app/activity.rs:116
http-status = { $status } { $meaning }
# src: app/activity.rs:124
http-success = Success
# src: app/activity.rs:125
http-redirect = Redirect
# src: app/activity.rs:126
http-client-error = Client error
# src: app/activity.rs:127
http-server-error = Server error
# src: app/activity.rs:128
http-unknown = Unknown status
# src: app/activity.rs:134
http-ok = OK
# src: app/activity.rs:135
http-no-content = No content
# src: app/activity.rs:136
http-moved-permanently = Moved permanently
# src: app/activity.rs:137
http-found = Found elsewhere
# src: app/activity.rs:138
http-not-modified = Not modified
# src: app/activity.rs:139
http-temporary-redirect = Temporary redirect
# src: app/activity.rs:140
http-permanent-redirect = Permanent redirect
# src: app/activity.rs:141
http-bad-request = Bad request
# src: app/activity.rs:142
http-unauthorized = Unauthorized
# src: app/activity.rs:143
http-payment-required = Payment required
# src: app/activity.rs:144
http-forbidden = Forbidden
# src: app/activity.rs:145
http-not-found = Not found
# src: app/activity.rs:146
http-method-not-allowed = Method not allowed
# src: app/activity.rs:147
http-not-acceptable = Not acceptable
# src: app/activity.rs:148
http-request-timeout = Request timeout
# src: app/activity.rs:149
http-gone = Gone
# src: app/activity.rs:150
http-misdirected = Misdirected request
# src: app/activity.rs:151
http-too-many-requests = Too many requests
# src: app/activity.rs:152
http-legal-reasons = Unavailable for legal reasons
# src: app/activity.rs:153
http-internal-error = Internal server error
# src: app/activity.rs:154
http-bad-gateway = Bad gateway
# src: app/activity.rs:155
http-unavailable = Service unavailable
# src: app/activity.rs:156
http-gateway-timeout = Gateway timeout
# A filter and how many requests it shows
activity-filter = { $filter } ({ $count })

## History: the page, and one line for each kind of step

# src: ui/dialogs/history.rs:23
history-title = History
# src: ui/dialogs/history.rs:25
# was: What was done in 90 days, your latest 1,000 steps at most. Each can be taken back by itself.
history-explained = The last 90 days (up to 1,000 actions). Undo any of them separately.
# src: ui/dialogs/history.rs:30
# was: Nothing was done yet
history-empty = No history yet
# For assistive technology: the button and its step
# src: ui/dialogs/history.rs:62
# was: {label}: {}
history-button = { $button }: { $step }
# "5 minutes ago, 14:05"
# src: ui/dialogs/history.rs:83
# was: {day}, {time}
history-when = { $ago }, { $time }
# The program did it: rules, keeping
# src: ui/dialogs/history.rs:85
# was: by itself, {when}
history-automatic = automatic, { $when }

# src: store/undo.rs:325 store/undo.rs:365
# was: Marked {what} as read
step-marked-read = Marked “{ $title }” as read
# src: store/undo.rs:325 store/undo.rs:365
# was: Marked {what} as read
step-marked-read-many =
    { $count ->
        [one] Marked 1 entry as read
       *[other] Marked { $count } entries as read
    }
# src: store/undo.rs:326
# was: Marked {what} as unread
step-marked-unread = Marked “{ $title }” as unread
# src: store/undo.rs:326
# was: Marked {what} as unread
step-marked-unread-many =
    { $count ->
        [one] Marked 1 entry as unread
       *[other] Marked { $count } entries as unread
    }
# src: store/undo.rs:327
# was: Starred {what}
step-starred = Starred “{ $title }”
# src: store/undo.rs:327
# was: Starred {what}
step-starred-many =
    { $count ->
        [one] Starred 1 entry
       *[other] Starred { $count } entries
    }
# src: store/undo.rs:328
# was: Took the star from {what}
step-unstarred = Unstarred “{ $title }”
# src: store/undo.rs:328
# was: Took the star from {what}
step-unstarred-many =
    { $count ->
        [one] Unstarred 1 entry
       *[other] Unstarred { $count } entries
    }
# src: store/statuses.rs:73 store/undo.rs:329
# was: Hid {what}
step-hid = Hid “{ $title }”
# src: store/statuses.rs:73 store/undo.rs:329
# was: Hid {what}
step-hid-many =
    { $count ->
        [one] Hid 1 entry
       *[other] Hid { $count } entries
    }
# src: store/undo.rs:330
# was: Showed {what} again
step-unhid = Unhid “{ $title }”
# src: store/undo.rs:330
# was: Showed {what} again
step-unhid-many =
    { $count ->
        [one] Unhid 1 entry
       *[other] Unhid { $count } entries
    }
# src: store/tags.rs:46
# was: {verb} {}: {name}
step-tagged = Tagged “{ $title }”: { $tag }
# src: store/tags.rs:45
# was: Tagged
step-tagged-many =
    { $count ->
        [one] Tagged 1 entry: { $tag }
       *[other] Tagged { $count } entries: { $tag }
    }
# src: store/tags.rs:45
# was: Took a tag from
step-untagged = Untagged “{ $title }”: { $tag }
# src: store/tags.rs:45
# was: Took a tag from
step-untagged-many =
    { $count ->
        [one] Untagged 1 entry: { $tag }
       *[other] Untagged { $count } entries: { $tag }
    }
# src: store/subscriptions.rs:38
# was: Subscribed to {}
step-subscribed = Subscribed to “{ $feed }”
# src: store/subscriptions.rs:115
# was: Unsubscribed from {what}
step-unsubscribed = Unsubscribed from “{ $feed }”
# src: store/subscriptions.rs:115
# was: Unsubscribed from {what}
step-unsubscribed-many =
    { $count ->
        [one] Unsubscribed from 1 feed
       *[other] Unsubscribed from { $count } feeds
    }
# src: store/subscriptions.rs:54
# was: {verb} the sign-in of {}
step-changed-sign-in = Changed the sign-in of “{ $feed }”
# src: store/subscriptions.rs:54
# was: {verb} the sign-in of {}
step-removed-sign-in = Removed the sign-in of “{ $feed }”
# src: store/folders.rs:40 store/smart_feeds.rs:102 store/subscriptions.rs:73
# was: Renamed {} to {}
step-renamed = Renamed “{ $before }” to “{ $after }”
# src: store/subscriptions.rs:92
# was: Changed the address of {}
step-changed-address = Changed the address of “{ $feed }”
# src: store/full_text.rs:54 store/full_text.rs:70
# was: Changed the settings of {}
step-changed-feed-settings = Changed the settings of “{ $feed }”
# src: store/folders.rs:26
# was: Made the folder {}
step-created-folder = Created the folder “{ $folder }”
# src: store/folders.rs:92
# was: Removed the folder {}
step-removed-folder = Removed the folder “{ $folder }”
# src: store/folders.rs:64 store/folders.rs:111
# was: Moved {} {}
step-moved-to-folder = Moved “{ $name }” to “{ $folder }”
# src: store/folders.rs:64 store/folders.rs:111
# was: Moved {what} {}
step-moved-to-folder-many =
    { $count ->
        [one] Moved 1 feed to “{ $folder }”
       *[other] Moved { $count } feeds to “{ $folder }”
    }
# src: store/folders.rs:165
# was: out of its folder
step-moved-out-of-folder = Moved “{ $name }” out of its folder
# src: store/folders.rs:165
# was: out of its folder
step-moved-out-of-folder-many =
    { $count ->
        [one] Moved 1 feed out of its folder
       *[other] Moved { $count } feeds out of their folders
    }
# src: store/folders.rs:149
# was: Moved {what}
step-moved = Moved “{ $name }”
# src: store/folders.rs:149
# was: Moved {what}
step-moved-many =
    { $count ->
        [one] Moved 1 feed
       *[other] Moved { $count } feeds
    }
# src: store/smart_feeds.rs:88
# was: Saved the search {}
step-saved-search = Saved the search “{ $search }”
# src: store/smart_feeds.rs:115
# was: Changed the search {}
step-changed-search = Changed the search “{ $search }”
# src: store/smart_feeds.rs:140
# was: Moved the search {}
step-moved-search = Moved the search “{ $search }”
# src: store/smart_feeds.rs:153
# was: Removed the search {}
step-removed-search = Removed the search “{ $search }”
# src: store/rules.rs:100
# was: Made the rule {}
step-created-rule = Created the rule “{ $rule }”
# src: store/rules.rs:115
# was: Changed the rule {}
step-changed-rule = Changed the rule “{ $rule }”
# src: store/rules.rs:124
# was: Removed the rule {}
step-removed-rule = Removed the rule “{ $rule }”
# src: store/rules.rs:149
# was: Applied the rule {} to {changed} {entries}
step-applied-rule =
    { $count ->
        [one] Applied the rule “{ $rule }” to 1 entry
       *[other] Applied the rule “{ $rule }” to { $count } entries
    }
# src: store/rules.rs:294
# was: Rules changed {changed} new {}
step-rules-changed =
    { $count ->
        [one] Rules changed 1 new entry
       *[other] Rules changed { $count } new entries
    }
# src: store/retention.rs:44
# was: Removed {changed} old {}
step-removed-old =
    { $count ->
        [one] Removed 1 old entry
       *[other] Removed { $count } old entries
    }
# src: store/import.rs:109 app/update/receive.rs:137
# was: Imported {many} feeds
step-imported =
    { $count ->
        [one] Imported 1 feed
       *[other] Imported { $count } feeds
    }
# src: store/import.rs:105
step-imported-searches = Imported searches and rules
# src: store/import.rs:107
step-imported-folders = Imported folders, searches and rules
# Behind an undone step that signed out of a feed
# src: store/undo.rs:50
# was: - its password or token is no longer in the keyring, so set it again in the feed's settings
step-secret-lost =
    { $step } — its password or token is no longer in the keyring; enter it again in the feed's settings

## Import, export, backup

# src: ui/dialogs/import.rs:27
import-title = Import subscriptions
# src: ui/dialogs/import.rs:33
import-hint = Path of a list from any reader, or drop one on the window
# src: ui/dialogs/import.rs:42
import-reading = Reading…
# src: ui/dialogs/import.rs:137
import-file = File
# src: ui/dialogs/import.rs:51
# was: Add {many} feeds
import-add-feeds =
    { $count ->
        [one] Add 1 feed
       *[other] Add { $count } feeds
    }
# src: ui/dialogs/import.rs:63
# was: {} new
import-new =
    { $count ->
        [one] 1 new feed
       *[other] { $count } new feeds
    }
# src: ui/dialogs/import.rs:65
# was: {} already there
import-known =
    { $count ->
        [one] 1 feed is already in your library
       *[other] { $count } feeds are already in your library
    }
# src: ui/dialogs/import.rs
import-repeated =
    { $count ->
        [one] 1 feed is listed twice
       *[other] { $count } feeds are listed twice
    }
# src: ui/dialogs/import.rs:65
# was: {} already there
import-all-known =
    { $count ->
        [one] The feed is already in your library
       *[other] All { $count } feeds are already in your library
    }
# src: ui/dialogs/import.rs:72
# was: {many} {}
import-searches =
    { $count ->
        [one] 1 saved search
       *[other] { $count } saved searches
    }
# src: ui/dialogs/import.rs:72
# was: {many} {}
import-rules =
    { $count ->
        [one] 1 rule
       *[other] { $count } rules
    }
# src: ui/dialogs/import.rs:76
# was: {} left out
import-skipped =
    { $count ->
        [one] 1 skipped
       *[other] { $count } skipped
    }
# src: ui/dialogs/import.rs:89
# was: Left out: {what} - {reason}
import-skipped-because = Skipped: { $name } — { $reason }
# src: ui/dialogs/import.rs:95
# was: … and {more} more
import-more =
    { $count ->
        [one] … and 1 more
       *[other] … and { $count } more
    }
# src: ui/dialogs/import.rs:110
# was: Search {}: {}
import-search = Search { $name }: { $query }
# src: ui/dialogs/import.rs:113
# was: Rule {}: {}
import-rule = Rule { $query }: { $actions }
# src: ui/dialogs/import.rs:117
export-title = Export subscriptions
# src: ui/dialogs/import.rs:118
export-hint = Where to save the OPML file
# src: ui/dialogs/import.rs:126
# was: Back up the library
back-up-title = Back up library
# src: ui/dialogs/import.rs:127
# was: Writes one file with all feeds, entries and what you did with them. Bring it back with: gle…
back-up-explained =
    Writes one file with all feeds, entries, marks and history. To restore: gleaner restore FILE
# src: ui/dialogs/import.rs:129
back-up-hint = Where to save the copy
# Names of kinds of file in the system's file dialog
# src: ui/file_dialog.rs:36
file-subscription-lists = Subscription lists
# src: ui/file_dialog.rs:39
file-all = All files

# src: opml/lines.rs:18
# was: Newsboat runs a program over this feed, and Gleaner runs none - add the address by itself i…
skipped-newsboat-filter =
    Newsboat runs a program on this feed and Gleaner doesn't; add the address by itself if that is enough
# src: opml/lines.rs:19 opml/read.rs:184
# was: a program makes this feed, and Gleaner runs none
skipped-program = a program makes this feed, and Gleaner runs no programs
# src: opml/lines.rs:20
# was: this is no address
skipped-address = the address is not valid
# src: worker/subscriptions.rs:27
# was: this is no address that can be fetched
skipped-scheme = Gleaner can't fetch this kind of address
# src: opml/mod.rs
skipped-scraped = another program makes this feed out of a page, and Gleaner doesn't
# src: opml/mod.rs
skipped-link = this is a link, not a feed
# src: opml/mod.rs
skipped-list = this is another list; import it by itself
# src: opml/mod.rs
skipped-second-folder = the list has this feed twice, and it goes into the folder “{ $folder }” only
# src: opml/mod.rs
skipped-outside-folders = the list has this feed twice, and it stays outside folders
# src: opml/newsboat.rs:23
# was: its filter cannot be read
skipped-filter = its filter can't be read
# src: opml/newsboat.rs:27
# was: a search here cannot ask for “{attribute}” in that way
skipped-attribute = a search in Gleaner can't use “{ $attribute }” in that way
# src: opml/read.rs:66
# was: no more than {MAX_SEARCHES} searches are read
skipped-too-many-searches =
    { $count ->
        [one] only the first search is read
       *[other] only the first { $count } searches are read
    }
# src: opml/read.rs:75
# was: no more than {MAX_RULES} rules are read
skipped-too-many-rules =
    { $count ->
        [one] only the first rule is read
       *[other] only the first { $count } rules are read
    }
# src: worker/subscriptions.rs:203
skipped-rule-scope = it is for a feed that is not in the list

## Command palette

# src: ui/dialogs/palette.rs:40
palette-hint = A command, a feed, a folder, a search
# src: ui/dialogs/palette.rs:40
palette-field = Find
palette-matches = Matches
# Why a command can't be used now
obstacle-no-entry = Select an entry first
obstacle-no-article = Open an article first
obstacle-no-feed = Select a feed in the sidebar first
obstacle-no-folder = Select a folder in the sidebar first
obstacle-no-search = Select a saved search in the sidebar first
obstacle-no-link = This entry has no link
obstacle-no-comments = This entry has no comments page
obstacle-no-site = This feed names no site
obstacle-no-refresh = No refresh is running
obstacle-all-read = Nothing here is unread
obstacle-preview = Subscribe to the feed first
obstacle-limit = Nothing to change

## Keyboard shortcuts

# src: ui/dialogs/keys.rs:63
# was: Reset all keys
keys-reset-all = Reset all shortcuts
# src: ui/dialogs/keys.rs:97
# was: Change the key of {}
keys-change = Change the shortcut of { $command }
# src: ui/dialogs/keys.rs:141
keys-press = Press a key, or two one after the other
# src: ui/dialogs/keys.rs:152
# was: No key
keys-remove = Remove shortcut
# src: ui/dialogs/keys.rs:155
# was: As it was
keys-reset = Reset
# src: ui/dialogs/keys.rs:161
# was: Use this key
keys-use = Use this shortcut
# src: ui/dialogs/keys.rs:172
# was: This is the key of “{first}”, which would lose it
keys-clash = “{ $command }” has this shortcut and would lose it
# src: ui/dialogs/keys.rs:177
# was: “{first}” and {more} other commands have keys that begin so, and would lose them
keys-clash-more =
    { $count ->
        [one] “{ $command }” and 1 other command have shortcuts that begin with this one, and would lose them
       *[other] “{ $command }” and { $count } other commands have shortcuts that begin with this one, and would lose them
    }

## Search syntax, on the page of keyboard shortcuts

# src: ui/dialogs/keys.rs:113
# was: What can be asked of the search
syntax-title = Search syntax
# src: ui/dialogs/keys.rs:17
syntax-words = both words, in title, author or text
# src: ui/dialogs/keys.rs:18
# was: words next to each other
syntax-phrase = exact phrase
# src: ui/dialogs/keys.rs:19
# was: words that begin so
syntax-prefix = words starting with { $prefix }
# src: ui/dialogs/keys.rs:20
# was: without it
syntax-not = without this word
# src: ui/dialogs/keys.rs:21
# was: one of them
syntax-or = either word
# src: ui/dialogs/keys.rs:22
# was: only there
syntax-fields = only in that field
# src: ui/dialogs/keys.rs:23
# was: of these feeds
syntax-feeds = entries of that feed, folder or language
# src: ui/dialogs/keys.rs:24
# was: a tag, a part of the address
syntax-tag-url = a tag, part of the address
# src: ui/dialogs/keys.rs:25
# was: by status
syntax-status = read or unread
# src: ui/dialogs/keys.rs:26
# was: by mark
syntax-marks = starred or hidden
# src: ui/dialogs/keys.rs:27
# was: with files
syntax-media = with audio or video
# src: ui/dialogs/keys.rs:28
syntax-age = by age: h, d, w, m, y
# src: ui/dialogs/keys.rs:29
syntax-date = by date
# src: ui/dialogs/keys.rs:30
# was: in title or author
syntax-expression = regular expression, in title or author

## Rules

# src: ui/dialogs/rules.rs:44
rules-title = Rules
# src: ui/dialogs/rules.rs:47
# was: A rule marks, stars, tags, hides or tells of entries when they arrive. It asks the same que…
rules-explained =
    Rules mark, star, tag, hide or notify about matching new entries. They use search syntax.
# src: ui/dialogs/rules.rs:59
rules-new = New rule…
# src: ui/dialogs/rules.rs:91
# was: Apply to all entries
rules-apply = Apply to existing entries
# The feeds of a rule, then its actions
# src: ui/dialogs/rules.rs:84
# was: {} · {}
rules-line = { $scope } · { $actions }
# src: ui/dialogs/rules.rs:103 ui/dialogs/rules.rs:195
rules-in-all-feeds = In all feeds
# src: ui/dialogs/rules.rs:105 ui/dialogs/rules.rs:207
# was: In {}
rules-in-feed = In { $feed }
# src: ui/dialogs/rules.rs:105
# was: a feed that is gone
rules-in-deleted-feed = In a deleted feed
# src: ui/dialogs/rules.rs:108 ui/dialogs/rules.rs:200
# was: In the folder {}
rules-in-folder = In the folder { $folder }
# src: ui/dialogs/rules.rs:109
# was: that is gone
rules-in-deleted-folder = In a deleted folder
# src: ui/dialogs/rules.rs:116
rules-does-tag = tag { $tag }
# src: ui/dialogs/rules.rs:118
rules-does-mark-read = mark as read
# src: ui/dialogs/rules.rs:119
rules-does-star = star
# src: ui/dialogs/rules.rs:120
rules-does-hide = hide
# src: ui/dialogs/rules.rs:121
rules-does-notify = notify
# src: ui/dialogs/rules.rs:139
rules-edit-title = Edit rule
# src: ui/dialogs/rules.rs:139
rules-new-title = New rule
# src: ui/dialogs/rules.rs:140
# was: When an entry arrives and is found by
rules-when = When a new entry matches
# src: ui/dialogs/rules.rs:145
# was: Words, title:, author:, url:, /expression/ …
rules-query-hint = Words, title:, author:, url:, /expression/ …
# src: ui/dialogs/rules.rs:146
# was: Question
rules-query = Query
# src: ui/dialogs/rules.rs:168
rules-all = All rules
# src: ui/dialogs/rules.rs:172
rules-save = Save rule
# src: ui/dialogs/rules.rs:190
rules-where = Where
# src: ui/dialogs/rules.rs:220
# was: Keeps it out of Today, Unread and All; its feed and searches still show it
rules-hide-hint = Hides it from Today, Unread and All; its feed and searches still show it
# src: ui/dialogs/rules.rs:222
rules-notify = Notify
# src: ui/dialogs/rules.rs:225
rules-tag = Tag
# src: ui/dialogs/rules.rs:228
rules-no-tag = None
# src: ui/dialogs/rules.rs:242
# was: Would have matched {} of the last {}
rules-trial = Would have matched { $found } of the last { $total }

## Settings

# src: ui/dialogs/settings.rs:51
settings-title = Settings
# src: ui/dialogs/settings.rs:74
# was: Colours
settings-theme = Theme
# src: ui/dialogs/settings.rs:20
# was: As the system
settings-theme-system = Match system
# src: ui/dialogs/settings.rs:21
settings-theme-light = Light
# src: ui/dialogs/settings.rs:22
settings-theme-dark = Dark
# src: ui/dialogs/settings.rs:23
settings-theme-sepia = Sepia
# src: ui/dialogs/settings.rs:24
settings-theme-black = Black
# src: ui/dialogs/settings.rs:75
# was: Face
settings-font = Font
# src: ui/dialogs/settings.rs:77
settings-text-size = Text size
# src: ui/dialogs/settings.rs:78
settings-column-width = Column width
# src: ui/dialogs/settings.rs:79
settings-line-height = Line height
# src: ui/dialogs/settings.rs:86
settings-order = Order
# src: ui/dialogs/settings.rs:87
# was: Feeds show
settings-feeds-show = In feeds, show
# src: ui/dialogs/settings.rs:29
settings-feeds-show-unread = Unread entries
# src: ui/dialogs/settings.rs:29
settings-feeds-show-all = All entries
# src: ui/dialogs/feed.rs:77 ui/dialogs/settings.rs:88
settings-pictures = Load pictures
# src: ui/dialogs/settings.rs:31
settings-pictures-always = Always
# src: ui/dialogs/settings.rs:32
settings-pictures-ask = When I ask
# src: ui/dialogs/settings.rs:33 ui/dialogs/settings.rs:41
settings-pictures-never = Never
# src: ui/dialogs/settings.rs:89
settings-icons = Icons
# src: ui/dialogs/settings.rs:90
# was: Show icons of feeds
settings-show-icons = Show feed icons
# src: ui/dialogs/settings.rs:91
# was: Fetched from a feed's site after a refresh, once a week at most
settings-show-icons-hint = Fetched from the feed's website after a refresh, at most once a week
# src: ui/dialogs/feed.rs:76 ui/dialogs/settings.rs:93
# was: Refresh by itself
settings-refresh = Refresh automatically
# src: ui/dialogs/settings.rs:33 ui/dialogs/settings.rs:41
settings-refresh-never = Never
# src: ui/dialogs/settings.rs:42
# was: Every 15 minutes
settings-refresh-minutes =
    { $count ->
        [one] Every minute
       *[other] Every { $count } minutes
    }
# src: ui/dialogs/settings.rs:45
# was: Every 3 hours
settings-refresh-hours =
    { $count ->
        [one] Every hour
       *[other] Every { $count } hours
    }
# src: ui/dialogs/settings.rs:47
settings-refresh-day = Every day
# src: ui/dialogs/settings.rs:94
# was: Opening an entry
settings-reading = Reading
# src: ui/dialogs/settings.rs:95
# was: Marks it as read
settings-mark-read-on-open = Mark as read when opened
# src: ui/dialogs/settings.rs:98
# was: Marks them as read
settings-mark-read-on-scroll = Mark as read while scrolling
# src: ui/dialogs/feed.rs:81 ui/dialogs/settings.rs:100
settings-notifications = Notifications
# src: ui/dialogs/feed.rs:82 ui/dialogs/settings.rs:101
# was: Tell of new entries
settings-notify = Notify me of new entries
# src: ui/dialogs/settings.rs:102
# was: Of feeds and rules that are to notify, after a refresh
settings-notify-hint = After a refresh, for feeds and rules with notifications turned on
# src: ui/dialogs/feed.rs:78 ui/dialogs/settings.rs:105
settings-keep = Keep
# src: ui/dialogs/settings.rs:106
settings-keep-everything = Everything
# src: ui/dialogs/settings.rs:114
# was: The library takes {}, of which {} are free
settings-library-size = Library: { $size } ({ $free } can be reclaimed)
# src: ui/dialogs/settings.rs:120
settings-compact = Compact
# src: ui/dialogs/settings.rs:120
# was: Gives free room back to the disk
settings-compact-hint = Frees unused disk space
# src: ui/dialogs/settings.rs:123
# was: Forget what was removed, and compact
settings-forget = Permanently delete removed items and compact
# src: ui/dialogs/settings.rs:126
# was: Empties the history: feeds and entries that were removed can't be brought back
settings-forget-hint = Empties the history; removed feeds and entries can't be restored
# src: ui/dialogs/network.rs:20 ui/dialogs/network.rs:34
settings-proxy = Proxy
# src: ui/dialogs/network.rs:97
settings-proxy-none = No proxy
# src: ui/dialogs/network.rs:97
# was: As the system says
settings-proxy-system = Use system proxy
# src: ui/dialogs/network.rs:17
# was: Own address
settings-proxy-custom = Custom
# src: ui/dialogs/network.rs:56
# was: Address of the proxy
settings-proxy-address = Proxy address
# src: ui/dialogs/network.rs:57
settings-proxy-hint = http://, https://, socks5:// or socks5h://
# src: ui/dialogs/network.rs:23
# was: Own certificates
settings-certificates = Custom certificates
# src: ui/dialogs/network.rs:76
settings-certificates-file = File with certificates
# src: ui/dialogs/network.rs:76
# was: PEM or DER; empty for none
settings-certificates-hint = PEM or DER; leave empty for none

## Failure at start

# src: ui/failure.rs:15
# was: Gleaner couldn't start
failure-title = Gleaner couldn't start
# src: ui/failure.rs:77
failure-copy = Copy message
# src: ui/window.rs:48
# was: Couldn't open a window - {missing}. The command line works without one: gleaner --help\n({s…
failure-no-window =
    Couldn't open a window — { $missing }. The command line works without one: gleaner --help
# src: ui/window.rs:144
failure-no-display = no display was found (is DISPLAY or WAYLAND_DISPLAY set?)
# src: ui/window.rs:146
failure-no-opengl =
    no OpenGL driver was found (on Debian: apt install libgl1 libegl1 libgl1-mesa-dri)

## Errors of the network

# src: net/error.rs:258
# was: “{text}” is not an address - check the spelling
error-net-address = That isn't a valid address: “{ $text }”
# src: net/error.rs:261
# was: Can't read {scheme}: addresses - use http, https or a file
error-net-scheme = Gleaner can't open { $scheme }: addresses — use http, https or a file
# src: net/error.rs:264
# was: Couldn't find {host} - check the address and the connection
error-net-dns = Couldn't find { $host } — check the address and your connection
# src: net/error.rs:267
# was: Couldn't reach {host} - check the connection
error-net-unreachable = Couldn't reach { $host } — check your connection
# src: net/error.rs:270
# was: Couldn't reach {host} - it takes no connections; try again later
error-net-refused = Couldn't reach { $host } — connection refused
# src: net/error.rs:273
# was: No secure connection to {host} - its certificate or encryption is not accepted
error-net-tls = No secure connection to { $host } — its certificate or encryption is not accepted
# src: net/error.rs:276
# was: {host} took too long to answer - try again later
error-net-timeout = { $host } took too long to answer — try again later
# src: net/error.rs
error-net-challenge =
    { $host } answered with a check for bots, which only a browser can pass — try again later, or ask the site to let feed readers in
# src: net/error.rs:280
# was: What {host} sent is too large - the limit is {}
error-net-too-large = The answer from { $host } is larger than { $limit }
# src: net/redirect.rs:42
# was: it goes in circles
error-net-redirect-loop = Couldn't reach { $host } — redirect loop
# src: net/redirect.rs:45
# was: there are too many of them
error-net-redirect-too-many = Couldn't reach { $host } — too many redirects
# src: net/redirect.rs:30
# was: it names no address
error-net-redirect-no-address = Couldn't reach { $host } — its redirect has no address
# src: net/redirect.rs:32
# was: it names no usable address
error-net-redirect-bad-address = Couldn't reach { $host } — its redirect has an invalid address
# src: net/redirect.rs:34
# was: it leads to something that is no web address
error-net-redirect-not-web =
    Couldn't reach { $host } — it redirects to an address that is not on the web
# src: net/error.rs:286
# was: What {host} sent can't be unpacked as {encoding} - try again later
error-net-encoding = Couldn't unpack the answer from { $host } ({ $encoding }) — try again later
# src: net/error.rs:289
# was: The connection to {host} broke - try again later
error-net-transfer = The connection to { $host } broke — try again later
# src: net/error.rs:292
# was: {host} is in your own network - only feeds that you subscribe to there may be read
error-net-private = Blocked: { $host } is on your local network
# src: net/error.rs:295
# was: {host} asks to be left alone for a while - try again later
error-net-waiting = Too many requests to { $host } — try again later
# src: net/error.rs:299
# was: {host} would get the password unencrypted, so it was not sent - use its https address
error-net-plaintext =
    { $host } is not encrypted, so the password was not sent — use its https address
# src: net/error.rs:302
# was: The proxy in the settings can't be used - {reason}
error-net-proxy-setting = The proxy in the settings can't be used — { $reason }
# src: net/proxy.rs:89
# was: it is no address
error-net-proxy-address = its address is not valid
# src: net/proxy.rs:92
# was: it has to begin with http://, https://, socks5:// or socks5h://
error-net-proxy-scheme = its address has to start with http://, https://, socks5:// or socks5h://
# src: net/proxy.rs:94
# was: it names no host
error-net-proxy-host = its address has no host
# src: net/proxy.rs:96
# was: it holds a password, which Gleaner writes to no file; set it in the system instead
error-net-proxy-password =
    its address has a password, which Gleaner does not store; set it in the system
# src: net/error.rs:305
# was: Couldn't reach {host} through the proxy {proxy} - check the proxy in the settings
error-net-proxy =
    Couldn't reach { $host } through the proxy { $proxy } — check the proxy in the settings
# src: net/error.rs:309
# was: No secure connection to {host}, and the certificates in {path} can't be read - {reason}
error-net-certificates =
    No secure connection to { $host }, and the certificates in { $path } can't be read — { $reason }
# src: net/error.rs:313
# was: The certificates in {path} can't be read - {reason}
error-net-certificates-setting = The certificates in { $path } can't be read — { $reason }
# src: net/certificates.rs:21 net/local.rs:33
# was: it is not a file
error-certificates-not-a-file = not a file
# src: net/certificates.rs:26
# was: it is too large
error-certificates-too-large = too large
# src: net/certificates.rs:32 net/certificates.rs:47
# was: it holds something that is no certificate
error-certificates-broken = one of the certificates is broken
# src: net/certificates.rs:40
# was: it holds no certificate
error-certificates-none = no certificate in it
# src: net/error.rs:316
# was: The system has no room to fetch anything - close other programs and try again
error-net-no-resources = The system is out of resources — close other programs and try again
# src: net/error.rs:320
# was: There is no file {path}
error-file-not-found = File not found: { $path }
error-file-not-a-file = { $path } is not a file
# src: net/error.rs:322 worker/subscriptions.rs:117
# was: Couldn't read {path} - {source}
error-file-read = Couldn't read { $path } — { $reason }
# src: worker/pictures/mod.rs:118 worker/subscriptions.rs:33
# was: Couldn't write {} - {err}
error-file-write = Couldn't write { $path } — { $reason }
# src: worker/look.rs:50 store/error.rs:131 store/error.rs:132
# was: Couldn't open {} - {err}
error-file-open = Couldn't open { $name } — { $reason }
# src: worker/look.rs:52
# was: Couldn't open {} - check the name
error-file-open-name = Couldn't open { $name } — check the name
# Reasons of the system
error-io-not-found = file not found
error-io-permission = permission denied
error-io-exists = the file exists already
error-io-disk-full = the disk is full
error-io-is-directory = it is a folder
error-io-not-a-directory = a part of the path is not a folder
error-io-read-only = the disk is read-only
error-io-other = the system reports an error ({ $error })

# src: net/error.rs:333
error-http-401 = { $host } needs a user name and password (401)
# src: net/error.rs:334
# was: {host} refuses access (403)
error-http-403 = { $host } refused access (403)
# src: net/error.rs:338
# was: {host} has nothing at this address (404) - check the address
error-http-404 = Page not found at { $host } (404) — check the address
# src: net/error.rs:336
# was: The proxy on the way to {host} wants a password (407) - set it in the system
error-http-407 = The proxy for { $host } needs a password (407) — set it in the system
# src: net/error.rs:339
# was: {host} says that this feed is gone for good (410)
error-http-410 = { $host } has removed this feed for good (410)
# src: net/error.rs:340
# was: {host} asks to be left alone for a while (429)
error-http-429 = Too many requests to { $host } (429) — try again later
# src: net/error.rs:341
# was: {host} has a problem of its own ({status}) - try again later
error-http-server = Server error at { $host } ({ $status }) — try again later
# src: net/error.rs:342
error-http-other = { $host } answered with status { $status }

# src: net/credentials.rs:67
error-sign-in-missing = The name, password or token is missing
# src: net/credentials.rs:68
error-sign-in-too-long = The name, password or token is too long
# src: net/credentials.rs:70
# was: The name, password or token has characters that can't be sent - check what was pasted
error-sign-in-characters =
    The name, password or token has characters that can't be sent — check the pasted text
# src: net/keyring.rs:69
# was: There is no keyring to keep passwords in - start one (GNOME Keyring, KWallet, KeePassXC) an…
error-keyring-missing =
    There is no keyring to keep passwords in — start one (GNOME Keyring, KWallet, KeePassXC) and restart Gleaner, which never writes them to a file
# src: net/keyring.rs:72
# was: The keyring is locked - unlock it and try again
error-keyring-locked = The keyring is locked — unlock it and try again
# src: net/keyring.rs:73
# was: The keyring can't be used - {reason}
error-keyring-failed = The keyring can't be used — { $reason }
# A reason of error-keyring-failed: the keyring's entry is not text
error-keyring-unreadable = its entry can't be read
# src: net/keyring.rs:74
# was: The keyring does not answer - see whether it is asking you to unlock it
error-keyring-silent = The keyring doesn't answer — it may be asking you to unlock it
# src: net/keyring.rs:75
# was: The keyring has no password for this feed: set it in the feed's settings
error-keyring-empty = The keyring has no password for this feed — enter it in the feed's settings
# src: worker/sign_in.rs:116
# was: Couldn't ask the keyring - {error}
error-keyring-ask = Couldn't ask the keyring — { $reason }

## Errors of feeds

# src: refresh/feed.rs:185
# was: {host} needs a user name and password: set them in the feed's settings
error-feed-sign-in = { $host } needs a user name and password — set them in the feed's settings
# src: refresh/feed.rs:188
# was: The feed has moved to {host}, which did not get the password: set it anew in the feed's set…
error-feed-sign-in-moved =
    The feed has moved to { $host }, which did not get the password — enter it again in the feed's settings
# src: refresh/feed.rs:193
# was: {host} does not accept the user name and password: change them in the feed's settings
error-feed-password-refused =
    { $host } does not accept the user name and password — change them in the feed's settings
# src: refresh/feed.rs:197
# was: {host} does not accept the token: change it in the feed's settings
error-feed-token-refused = { $host } does not accept the token — change it in the feed's settings
# src: refresh/feed.rs:124
# was: This feed is too large to be read whole - its first {} entries were kept
error-feed-too-large =
    { $count ->
        [one] This feed is too large to be read whole — its first entry was kept
       *[other] This feed is too large to be read whole — its first { $count } entries were kept
    }
# src: refresh/feed.rs:212
# was: This feed broke the reader - its entries are safe; please report the address
error-feed-unreadable = This feed couldn't be read — its entries are safe; please report its address
# src: refresh/find.rs:90
# was: {host} needs a user name and password - put them before its name: https://name:password@{ho…
error-find-sign-in =
    { $host } needs a user name and password — put them before its name: { $address }
# src: refresh/find.rs:96
# was: Couldn't find a feed at {} - paste the address of the feed itself
error-find-none = No feed found at { $host } — paste the address of the feed itself
# src: refresh/find.rs:100
# was: What {} sent broke the reader - please report the address
error-find-unreadable = The answer from { $host } couldn't be read — please report its address

# src: parse/error.rs:50
# was: The answer is empty - the feed may be gone
error-parse-empty = The answer is empty — the feed may be gone
# src: parse/error.rs:52
# was: This is a web page, not a feed - try its address in Subscribe to find its feeds
error-parse-web-page =
    This is a web page, not a feed — try its address in Subscribe to find its feeds
# src: parse/error.rs:56
# was: This is a list of subscriptions, not a feed - import it instead
error-parse-subscription-list = This is a list of subscriptions, not a feed — import it instead
# src: parse/error.rs:58
# was: This is not a feed - check the address
error-parse-not-a-feed = This is not a feed — check the address
# src: parse/error.rs:61
# was: The feed is larger than {} MB - it was not read
error-parse-too-large = The feed is larger than { $limit } — it was not read
# src: parse/error.rs:66
# was: The feed is damaged beyond repair - tell its publisher
error-parse-broken = The feed is damaged beyond repair — tell its publisher
# src: worker/full_text.rs:25 worker/full_text.rs:64
# was: This entry has no page on the web
error-full-text-no-page = This entry has no web page
# src: worker/full_text.rs:35
error-full-text-no-article = No article was found on the page
# src: worker/full_text.rs:39
# was: The page could not be read
error-full-text-unreadable = The page couldn't be read
# src: worker/full_text.rs:88
# was: The page says less than the feed
error-full-text-shorter = The page has less text than the feed
# src: worker/full_text.rs:70
# was: This entry is gone
error-full-text-entry-removed = This entry has been removed

## Errors of pictures

# src: picture/error.rs:49
# was: This picture is larger than {} MB
error-picture-too-many-bytes = This picture is larger than { $limit }
# src: picture/error.rs:52
# was: This picture is too big to be shown ({width} × {height})
error-picture-too-many-pixels = This picture is too big to show ({ $width } × { $height })
# src: picture/error.rs:54
# was: {name} pictures can't be shown here
error-picture-format = { $format } pictures can't be shown here
# src: picture/error.rs:55
# src: picture/error.rs
error-picture-format-unknown = This kind of picture can't be shown here
error-picture-too-complex = This picture is too complex to draw
# src: picture/error.rs:55
error-picture-damaged = This picture is damaged
# src: picture/error.rs:56
error-picture-not-loaded = This picture has not been loaded yet
# src: worker/pictures/mod.rs:215
# was: Pictures can't come from {scheme}: addresses
error-picture-scheme = Can't load pictures from { $scheme }: addresses
# src: worker/pictures/icons.rs:123
error-picture-no-icon = This feed has no icon
# src: worker/pictures/mod.rs:124
# was: Couldn't save the picture - {err}
error-picture-save = Couldn't save the picture — { $reason }

## Errors of subscription lists

# src: opml/mod.rs:62
error-list-empty = The file is empty
# src: opml/mod.rs:63
# was: This is not a subscription list - what can be read is OPML, which most readers export, News…
error-list-unknown =
    This is not a subscription list — Gleaner reads OPML (most readers export it), Newsboat's urls, Thunderbird's feeds.json, and addresses, one per line
# src: opml/mod.rs:66
# was: This is an old file of Thunderbird's own - export the feeds from Thunderbird as OPML
error-list-thunderbird-rdf =
    This is an old file of Thunderbird's own — export the feeds from Thunderbird as OPML
# src: opml/mod.rs:67
# was: The list has more than {} feeds - it was not read
error-list-too-many-feeds =
    { $count ->
        [one] The list has more than 1 feed — it was not read
       *[other] The list has more than { $count } feeds — it was not read
    }
# src: opml/mod.rs:68
# was: The file is larger than {} MB - it was not read
error-list-too-large = The file is larger than { $limit } — it was not read
# src: worker/subscriptions.rs:120
# was: it is not a subscription list
error-list-not-a-list = not a subscription list

## Errors of the library

# src: store/error.rs:128
# was: Couldn't create {} - {source}
error-library-create = Couldn't create { $path } — { $reason }
# src: worker/look.rs:50 store/error.rs:131 store/error.rs:132
# was: Couldn't open {} - {advice}
error-library-open = Couldn't open { $path } — { $reason }
# src: store/error.rs:135
# was: {} is not a library of Gleaner - choose another profile
error-library-foreign = { $path } is not a Gleaner library — choose another profile
# src: store/error.rs:138
# was: {} was written by a newer Gleaner - update this one
error-library-newer = { $path } was written by a newer version of Gleaner — update this one
# src: store/error.rs:142
# was: {} is damaged - close the other Gleaner that has it open and start again
error-library-in-use-damaged =
    { $path } is damaged — close the other Gleaner that has it open and start again
# src: store/error.rs:147
# was: {} is open elsewhere - close the other Gleaner that has it open and try again
error-library-open-elsewhere = { $path } is open in another Gleaner — close that one and try again
# src: store/error.rs:152
# was: {} is not a whole backup of Gleaner - choose another file
error-library-bad-backup = { $path } is not a complete Gleaner backup — choose another file
# src: store/error.rs:155
# was: The name {} can't be used for a library or a backup - choose another name
error-library-bad-name =
    The name { $path } can't be used for a library or a backup — choose another name
# src: store/error.rs:160
# was: {} is damaged and couldn't be repaired - {source}; nothing was changed
error-library-not-repaired =
    { $path } is damaged and couldn't be repaired — { $reason }; nothing was changed
# src: store/error.rs:166
# was: Couldn't write {}, a copy that is made before the library is upgraded - {reason}; nothing w…
error-library-copy =
    Couldn't write { $path }, the copy that is made before the library is upgraded — { $reason }; nothing was changed
# src: store/error.rs:171 store/error.rs:172
# was: Couldn't use the library - {advice}
error-library-use = Couldn't use the library — { $reason }
# src: store/error.rs:175
# was: The library's {what} can't be read - the database may be damaged
error-library-stored =
    Some data in the library can't be read; it may be damaged — restart Gleaner to repair it
# src: worker/writer.rs:236
# was: Couldn't save {} - check the disk and the permissions
error-library-save = Couldn't save { $path } — check the disk and the permissions
# src: store/error.rs:177
error-library-feed-removed = That feed is no longer in the library
# src: store/error.rs:178
error-library-folder-removed = That folder is no longer in the library
# src: store/error.rs:179
# was: The rule wasn't saved - {message}
error-library-rule = The rule wasn't saved — { $reason }
# src: store/error.rs:180
error-library-folder-in-itself = A folder can't be moved into itself
# src: store/error.rs:181
error-library-address-taken = Another feed has this address already
# src: store/error.rs:183
# was: A feed that you unsubscribed from has this address - subscribe to it again instead
error-library-address-unsubscribed =
    A feed that you unsubscribed from has this address — subscribe to it again instead
# Reasons of the database
# src: store/error.rs:220
# was: it is damaged; start Gleaner again and it is repaired as far as it can be
error-database-damaged = it is damaged; restart Gleaner to repair it
# src: store/error.rs:225
error-database-busy = another program is using it; try again
# src: store/error.rs:227
# was: the disk is full; make room and try again
error-database-full = the disk is full; free some space and try again
# src: store/error.rs:230
# was: it may not be written; check the file's permissions
error-database-read-only = it is read-only; check the file's permissions
# src: store/error.rs:232
error-database-cannot-open = the file or its folder can't be opened; check the permissions
# src: store/error.rs:233
error-database-io = the disk reports an error; check it
# src: store/error.rs:234
error-database-memory = there is not enough memory

# src: worker/repair.rs:74
# was: The library was damaged and is repaired. Saved: {}.
# $feeds and $entries are numbers with their nouns
repair-done = The library was damaged and has been repaired. Saved: { $feeds } and { $entries }.
# $count is the number of starred entries
repair-done-starred =
    { $count ->
        [one] The library was damaged and has been repaired. Saved: { $feeds } and { $entries }, of which 1 is starred.
       *[other] The library was damaged and has been repaired. Saved: { $feeds } and { $entries }, of which { $count } are starred.
    }
# src: store/rescue.rs:26
# was: every table
repair-nothing-saved = The library was damaged and nothing in it could be read.
# src: worker/repair.rs:78
# was: {came_back} of the feeds came from subscriptions.opml, without entries.
repair-feeds-restored =
    { $count ->
        [one] 1 feed was restored from subscriptions.opml; refresh to load its entries.
       *[other] { $count } feeds were restored from subscriptions.opml; refresh to load their entries.
    }
# src: worker/repair.rs:84
# was: The text of {} is lost; a refresh fills in what feeds still have.
repair-without-text =
    { $count ->
        [one] The text of 1 entry is lost; a refresh restores it if the feed still has it.
       *[other] The text of { $count } entries is lost; a refresh restores the ones that feeds still have.
    }
# src: worker/repair.rs:91
# was: {} can come back only with a refresh, as read and starred as before.
repair-only-status =
    { $count ->
        [one] 1 entry can come back only with a refresh, read and starred as before.
       *[other] { $count } entries can come back only with a refresh, read and starred as before.
    }
# src: worker/repair.rs:96
repair-nothing-lost = Nothing is known to be lost.
# src: worker/repair.rs:98
# was: Parts of this could not be read: {}.
repair-unreadable = These tables couldn't be read in full: { $tables }.
# src: worker/repair.rs:100
# was: The damaged file was set aside as {}
repair-set-aside = The damaged file was kept as { $path }
# src: worker/seed.rs:41
# was: The latest changes could not be read, as their log was damaged - it is kept as {}
repair-log-damaged =
    The latest changes couldn't be read because their log was damaged — it was kept as { $path }
# src: worker/seed.rs:49
# was: The library was empty - {feeds} feeds came back from {}
repair-empty-library =
    { $count ->
        [one] The library was empty — 1 feed was restored from { $path }
       *[other] The library was empty — { $count } feeds were restored from { $path }
    }
# src: store/salvage/mend.rs:15
repair-recovered-feed = Recovered entries

## Errors of the program

# src: config.rs:349
# was: {} has a mistake - {mistake}
error-settings-mistake = { $path } has a mistake — { $mistake }
# src: config.rs:345
# was: {} has a mistake and was set aside as {} - {mistake}
error-settings-set-aside = { $path } has a mistake and was moved to { $kept } — { $mistake }
# src: worker/fence.rs:13
# was: Something in Gleaner went wrong - please report this: {reason}
error-program-crash = Something went wrong in Gleaner — please report this: { $reason }
# src: worker/network.rs:373
# was: Something in Gleaner went wrong - please report the address
error-program-crash-address = Something went wrong in Gleaner — please report the address
# src: worker/workers.rs:74
# was: Couldn't start - {err}
error-program-start = Couldn't start — { $reason }
# src: worker/network.rs:342
# was: Couldn't start fetching - {err}
error-program-fetching = Couldn't start fetching — { $reason }
# src: worker/workers.rs:322
# was: A part of Gleaner stopped working - please restart it
error-program-part-stopped = A part of Gleaner stopped working — please restart it

## Mistakes in searches and rules

# src: query/parse.rs:36
# was: A search has at most {MAX_QUERY_BYTES} bytes
query-too-long =
    { $count ->
        [one] A search has at most 1 byte
       *[other] A search has at most { $count } bytes
    }
# src: query/parse.rs:45
# was: This parenthesis closes nothing
query-extra-parenthesis = This closing parenthesis has no opening one
# src: query/parse.rs:302
# was: At most {MAX_DEPTH} parentheses within each other
query-too-deep =
    { $count ->
        [one] At most 1 level of parentheses
       *[other] At most { $count } levels of parentheses
    }
# src: query/parse.rs:59
# was: Say which entries the rule is for
query-rule-empty = Enter a search; a rule can't match every entry
# src: query/parse.rs:356
# was: There is no field {name} - {meant}: may be meant
query-unknown-field = Unknown field { $name }; did you mean { $suggestion }:?
# src: query/parse.rs:388
# was: Write {what} here
query-unknown-status = Unknown status “{ $word }”; use { $words } or { $last }
# src: query/parse.rs:388
# was: Write {what} here
query-unknown-media = Unknown kind “{ $word }”; use { $words } or { $last }
# src: query/parse.rs:336
# was: a word
query-needs-word = Write a word after { $field }:
# Nothing stands behind is: or has: yet
query-needs-value = Write { $words } or { $last } after { $field }:
# src: query/parse.rs:345 query/parse.rs:348
# was: a date such as 2026-08-01 or 2026-08
query-needs-date = Write a date such as 2026-08-01 or 2026-08
# src: query/parse.rs:350 query/parse.rs:351
# was: a time such as 12h, 7d, 2w, 6m or 1y
query-needs-age = Write an age such as 12h, 7d, 2w, 6m or 1y
# src: query/pattern.rs:29
# was: Expressions between slashes look into title, author and address only
query-expression-field = Regular expressions work only in titles, authors and addresses
# src: query/pattern.rs:37
# was: This expression is too large
query-expression-too-large = This regular expression is too large
# src: query/pattern.rs:42
# was: This is no regular expression
query-expression-invalid = Invalid regular expression
query-expression-invalid-because = Invalid regular expression: { $reason }
