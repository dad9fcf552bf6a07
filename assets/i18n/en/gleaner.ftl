### The words of Gleaner's window in English: the source of every other language.
### How to translate is in assets/i18n/README.md.

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

button-add = Add
button-back-up = Back up
button-cancel = Cancel
button-change = Change
button-choose = Choose…
button-close = Close
button-copy = Copy
button-create = Create
button-edit = Edit…
button-open = Open
button-redo = Redo
button-refresh = Refresh
button-remove = Remove
button-rename = Rename
button-save = Save
button-subscribe = Subscribe
button-try-again = Try again
button-unsubscribe = Unsubscribe
# In a list of choices: whatever the general settings say
choice-default = Default
choice-other = Other
# Field above a long list of choices
choice-filter = Search
notice-copied = Copied
notice-dismiss = Dismiss
notice-link-copied = Link copied
notice-address-copied = Feed link copied
state-loading = Loading…
state-untitled = Untitled
state-no-matches = No matches
state-position = { $position } of { $count }
count-entries =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }
count-feeds =
    { $count ->
        [one] 1 feed
       *[other] { $count } feeds
    }
# Where a list of names ends early
list-and-more = { $names } and { $count } more

## Commands: menu, palette and key sheet

command-group-article = Article
command-group-entry = Entry
command-group-go = Go to
command-group-feeds = Feeds
command-group-view = View
command-group-program = Gleaner

command-next-entry = Next entry
command-previous-entry = Previous entry
command-next-unread = Next unread entry
command-previous-unread = Previous unread entry
command-page-down = Page down, then next unread entry
command-page-up = Page up
command-article-top = Go to top
command-article-bottom = Go to end
command-find-in-article = Find in article
command-find-next = Next match
command-find-previous = Previous match
command-select-all = Select all
command-show-outline = Table of contents
# From a footnote or a heading to the line where the user was reading
command-jump-back = Back to reading position

command-star = Star
command-remove-star = Remove star
# Where the state is not known, as on the key sheet
command-toggle-star = Star or remove star
command-mark-read = Mark as read
command-mark-unread = Mark as unread
command-toggle-read = Mark as read or unread
command-open-in-browser = Open in browser
command-open-in-background = Open in background tab
command-open-comments = Open comments
command-copy-link = Copy link
command-full-text = Show full text
command-feed-text = Show the feed's version
command-toggle-full-text = Full text or the feed's version
command-copy-as-text = Copy article as text
command-mark-all-read = Mark all as read
command-mark-above-read = Mark above as read
command-mark-below-read = Mark below as read
command-mark-older-day-read = Mark entries older than a day as read
command-mark-older-week-read = Mark entries older than a week as read
command-edit-tags = Tags…
command-hide-entry = Hide
command-mute-word = Mute a word…
command-undo = Undo

command-next-feed = Next feed
command-previous-feed = Previous feed
command-search = Search entries
command-add-account = Add account…
# From the article to the list, from the list to the sidebar
command-back = Back

command-add-feed = Add feed…
command-refresh-place = Refresh this feed or folder
command-refresh-all = Refresh all feeds
command-cancel-refresh = Stop refreshing
command-show-health = Feed health…
command-show-activity = Activity…
command-show-statistics = Reading statistics…
command-collapse-folder = Collapse folder
command-expand-folder = Expand folder
command-toggle-folder = Collapse or expand folder
command-open-site = Open website
command-copy-feed-link = Copy feed link
command-feed-settings = Feed settings…
command-rename-place = Rename…
command-move-place = Move to folder…
command-select-feed = Select feed
command-deselect-feed = Deselect feed
command-remove-place = Remove…
command-edit-search = Edit search…
command-move-search-up = Move search up
command-move-search-down = Move search down
command-show-rules = Rules…
command-new-folder = New folder…
command-import = Import subscriptions…
command-export = Export subscriptions…

# With a tick while it is on
command-unread-only = Unread only
# With a tick while it is on
command-oldest-first = Oldest first
command-hide-sidebar = Hide sidebar
command-show-sidebar = Show sidebar
command-toggle-sidebar = Show or hide sidebar
command-larger-text = Larger text
command-smaller-text = Smaller text
command-reset-text = Normal text size
command-wider-column = Wider column
command-narrower-column = Narrower column
command-show-palette = Command palette…
command-show-history = History…
command-back-up = Back up library…
command-settings = Settings…
command-show-keys = Keyboard shortcuts
command-quit = Quit
# A tooltip: a command and its key
command-with-key = { $command } ({ $key })

## Keys, as the key sheet and tooltips name them (the settings file keeps English names)

key-down = Down
key-up = Up
key-left = Left
key-right = Right
key-page-down = Page down
key-page-up = Page up
key-plus = Plus
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

place-today = Today
place-unread = Unread
place-starred = Starred
place-all = All entries
place-preview = Preview
# Stands for one that has just been removed
place-feed = Feed
place-folder = Folder
place-search = Search
place-tag = Tag
place-account = Account
place-on-this-computer = On this computer
place-no-folder = No folder
window-title = Gleaner
window-title-count = Gleaner ({ $count })

## Panes, for assistive technology

pane-feeds = Feeds
pane-entries = Entries
pane-article = Article

## Sidebar

sidebar-menu = Menu
sidebar-unread = { $count } unread
sidebar-no-unread = none unread
sidebar-starred = { $count } starred
sidebar-no-starred = none starred
# Beside the count, for assistive technology
sidebar-has-problem = { $count }, has a problem
sidebar-problems =
    { $count ->
        [one] 1 feed has a problem
       *[other] { $count } feeds have problems
    }
sidebar-selected =
    { $count ->
        [one] 1 selected
       *[other] { $count } selected
    }
sidebar-clear-selection = Clear selection
sidebar-unsubscribe-selected = Unsubscribe from selected feeds
sidebar-move-selected = Move selected feeds
sidebar-try-sample = Sample feed: { $title }
sidebar-subscribe-to = Subscribe to { $url }

## Menus of feeds, folders and searches in the sidebar

menu-move-to = Move to
menu-pictures = Pictures
menu-unsubscribe-many =
    { $count ->
        [one] Unsubscribe from 1 feed
       *[other] Unsubscribe from { $count } feeds
    }
menu-move-up = Move up
menu-move-down = Move down
menu-remove-search = Remove search
menu-remove-tag = Remove tag
menu-collapse = Collapse
menu-expand = Expand
# Removes the folder; its feeds move up
menu-ungroup = Ungroup
pictures-always = Always load
pictures-ask = Load when I ask
pictures-never = Never load

## Entry list

list-back-to-feeds = Back to feeds
list-show-read = Show read entries too
list-show-unread-only = Show unread entries only
list-newest-first = Newest first
list-oldest-first = Oldest first
list-search-hint = Search all entries
list-save-search = Save search
list-close-search = Close search
# A mistake in a rule or a saved search: its name, then the sentence
list-search-title = Search
list-search-title-in = Search in { $place }
list-search-count =
    { $count ->
        [one] 1 entry found
       *[other] { $count } entries found
    }
list-search-error = { $place }: { $error }
# For assistive technology
list-row-read = read
list-row-unread = unread
list-row-starred = starred
# The feed gave no date: the time at which Gleaner found the entry
list-seen = seen { $time }
list-empty-starred = Nothing starred yet
list-empty-starred-key = Nothing starred yet — press { $key } on an entry
list-empty-no-feeds = No feeds yet
list-empty-search = No results
list-empty-preview = This feed has no entries
list-empty-unread = Nothing unread
list-empty-show-all = Show all
list-empty-entries = No entries yet
list-empty-feed = This feed has no entries yet
list-empty-not-fetched = This feed has not been refreshed yet
list-preview = You're not subscribed to this feed
list-feed-gone = The publisher has closed this feed; its entries stay here

## Menu of an entry

entry-mute = Mute
entry-mute-word = “{ $word }”
entry-mute-other = Other…
entry-hide-feed-from-today = Hide { $feed } from Today

## Status line and notices

status-fetching = Fetching…
status-refreshing = Refreshing…
status-progress = Refreshing { $done } / { $total }
status-entries-unread =
    { $count ->
        [one] 1 entry, { $unread } unread
       *[other] { $count } entries, { $unread } unread
    }
# How the last refresh ended, when, and its result
status-last-refresh = { $state } { $when } · { $result }
status-refreshed = Refreshed
status-stopped = Stopped
status-offline = Offline
status-proxy-unreached = Proxy not reached
status-nothing-new = nothing new
status-new = { $count } new
status-updated = { $count } updated
status-failed = { $count } failed
status-waiting = { $count } waiting
notice-already-subscribed = You are subscribed to { $feed } already
notice-no-outline = This article has no headings
notice-nothing-unread-there = Nothing unread there
notice-full-text-coming = Getting the full text…
notice-full-text = Showing full text
notice-feed-text = Showing the feed's version
notice-article-copied = Article copied as text
notice-undone = Undone: { $step }
notice-redone = Redone: { $step }
notice-nothing-to-undo = Nothing to undo
notice-compacted = Compacted from { $before } to { $after }
notice-saved-file = Saved { $path }
notice-no-file-dialog = This build of Gleaner has no file dialog to save pictures with
notice-offline = You seem to be offline; nothing was changed
notice-proxy-unreached = Couldn't reach any feed through the proxy — check the proxy in the settings
notification-new-entries =
    { $count ->
        [one] 1 new entry
       *[other] { $count } new entries
    }

## Article

article-select-entry = Select an entry to read it
article-back-to-list = Back to the list
article-more = More
# A summary that has none of its own
article-details = Details
# Summary of a part that hides how a story ends until it is unfolded.
article-spoiler = Spoiler
# What a click does to the bar over such words within a sentence, and to the words themselves.
article-show-spoiler = Show the spoiler
article-hide-spoiler = Hide the spoiler
article-too-long = This article is too long to show in full; the rest is on its web page
article-no-text =
    The feed has no text for this entry; press { $key } to get the full text from its page
# The same while the command has no key
article-no-text-without-key =
    The feed has no text for this entry; choose “{ $command }” to get it from its page
article-trackers-blocked =
    { $count ->
        [one] 1 tracker blocked
       *[other] { $count } trackers blocked
    }
article-promotions-hidden =
    { $count ->
        [one] 1 promotional block hidden
       *[other] { $count } promotional blocks hidden
    }
# For assistive technology
article-tags = Tags: { $tags }
article-copy-code = Copy code
article-copy-link = Copy link to article
article-show-diagram = Show diagram
article-show-source = Show source
article-show-whole-picture = Show whole picture
article-wrap = Wrap
article-unwrap = Unwrap
article-wrap-lines = Wrap lines
article-picture = Picture
article-diagram = Diagram
# The mark on an animated picture
article-gif = GIF
article-load-pictures = Load pictures
article-load-pictures-named = Load pictures: { $name }
article-picture-failed = { $name }, { $error }
article-picture-failed-retry = Try again: { $name }, { $error }
# In the place of a picture; a click fetches it again
article-picture-retry = Couldn't load · Retry
article-picture-lost = Couldn't load
article-embed-video = Video
article-embed-audio = Audio
article-embed-page = Web page
# A card: the kind of thing, then the site
article-embed-from = { $kind } · { $host }
# A card by its title, for assistive technology
article-embed-named = { $title }, { $facts }
article-callout-note = Note
article-callout-tip = Tip
article-callout-important = Important
article-callout-warning = Warning
article-callout-caution = Caution
article-go-to-note = Go to note

article-watch = Watch
article-listen = Listen
# An attached file: "Listen · 43 min, 12 MB"
article-media-facts = { $title } · { $facts }
article-watch-on-youtube = Watch on YouTube
article-file = File
article-source = Source: { $host }
article-comments = Comments
article-comment-count =
    { $count ->
        [one] 1 comment
       *[other] { $count } comments
    }
article-comments-on = Comments on { $host }
# Votes on a link post
article-points =
    { $count ->
        [one] 1 point
       *[other] { $count } points
    }
article-pre-release = Pre-release
# Kinds of announcement on arXiv
article-arxiv-new = New
article-arxiv-cross-listed = Cross-listed
article-arxiv-replacement = Replacement
article-arxiv-replacement-cross = Replacement, cross-listed
# A link to a page, where its address has no host to name
article-link = Link
# A short video of YouTube
article-short-video = Short
# $link is a link such as “Read more”
article-preview-ends = The preview ends here. { $link }
article-minutes = { $minutes } min
article-hours = { $hours } h
article-hours-minutes = { $hours } h { $minutes } min
# The feed gave no date: when Gleaner found the entry
article-seen = seen { $date }
# The date lies in the future
article-dated = dated { $date }

find-previous = Previous match (Shift+Enter)
find-next = Next match (Enter)
find-close = Close find
find-count = { $count } found
# More matches than are counted
find-most = { $count }+

lightbox-previous = Previous picture (Left)
lightbox-next = Next picture (Right)
lightbox-fit = Fit
lightbox-fit-hint = Fit to window (0)
# The zoom at which a pixel of the picture is a pixel of the screen
lightbox-actual-size = 1:1
lightbox-actual-size-hint = Actual size (1)
lightbox-smaller = Smaller (-)
lightbox-larger = Larger (+)
lightbox-close = Close (Escape)
lightbox-open-link = Open link (o)
lightbox-open-picture = Open picture in browser (o)
lightbox-save = Save picture…
lightbox-copy = Copy picture

## Embedded players and pages in articles

embed-youtube = YouTube video
# Title of a card that opens a map.
embed-map = Map
embed-vimeo = Vimeo video
embed-dailymotion = Dailymotion video
embed-twitch = Twitch video
embed-ted = TED talk
embed-loom = Loom video
embed-wistia = Wistia video
embed-videopress = VideoPress video
embed-post-on-x = Post on X

## Add feed

add-title = Add a feed
add-address = Address
add-address-hint = Address of a feed or a web page, or a file
add-credentials = Signs in with the password in the address, which is stored in your system keyring
add-find = Find feeds
add-searching = Looking for feeds…
add-found =
    { $count ->
        [one] 1 feed found
       *[other] { $count } feeds found
    }
# Below a feed that was found: the title of one of its newest entries
add-no-entries = This feed has no entries yet
add-newest = · { $title }
add-example = For example
add-nothing-found = No feed found there — try the address of the feed itself

## Names

name-field = Name
name-rename-feed = Rename feed
name-rename-feed-hint = Leave empty for the publisher's title
name-rename-folder = Rename folder
name-new-folder = New folder
name-rename-search = Rename search
name-rename-tag = Rename tag
name-rename-account = Rename account
name-edit-search = Edit search
name-edit-search-hint = Words, title:, is:unread, newer:7d
name-change-address = Change feed address
name-change-address-hint = Address of the feed
name-mute = Mute a word
name-mute-hint = Word or phrase
name-mute-explained = New entries containing it are hidden from Today, Unread and All
name-invalid-address = That isn't a valid address
name-password-in-address = Leave the password out — “Sign in” in the feed settings keeps it safe

## Move to folder

move-named = Move { $name }
move-many =
    { $count ->
        [one] Move 1 feed
       *[other] Move { $count } feeds
    }
move-unknown-feed = Move a feed

## Tags

tags-title = Tags
tags-explained = Your own tags; find them with tag:name
tags-new = New tag
tags-add = Add tag

## Feed settings

feed-notify-hint = Notifications must be turned on in the settings, too
feed-hide-from-today = Hide from Today
feed-entries = Entries
feed-full-text = Always show full text
feed-sign-in = Sign in
feed-change-sign-in = Sign in…
feed-change-address = Change address…
# "Entries from the last 365 days": the number is a field between the two
keep-days-before = Entries from the last
keep-days-after = days
# "The latest 1,000 entries": the number is a field between the two
keep-entries-before = The latest
keep-entries-after = entries

## Sign in to a feed

sign-in-title = Sign in to { $feed }
sign-in-none = None
sign-in-password = User name and password
sign-in-token = Token
sign-in-user-name = User name
sign-in-password-field = Password
sign-in-keyring = Stored in your system keyring; sent only to { $host }

## Accounts

account-add = Add an account
account-add-button = Add account
account-sign-in-again = Sign in to { $account }
account-service = Service
account-find-out = Find out from the address
account-address = Address of the server
account-address-hint = Address of your server, such as rss.example.org
# A name is not needed with a token
account-user-or-none = User name; none with a token
account-password = Password or token
account-keyring = Stored in your system keyring and sent only to this server
account-hint-any = Works with FreshRSS, Miniflux, Nextcloud News, Tiny Tiny RSS and others
account-hint-freshrss = FreshRSS needs its API password: switch on “API access” in its settings and set one under Profile
account-hint-miniflux = Use your user name and password, or only an API key from Settings → API Keys
account-hint-nextcloud = Use an app password: Nextcloud makes one under Settings → Security
account-hint-ttrss = Switch on “Enable API” in the preferences of Tiny Tiny RSS first
account-hint-fever = Use the password that your server has for Fever, which may differ from the usual one
account-hint-inoreader = Inoreader answers only programs that registered with it
account-hint-password = The user name and password that you use on its web page
account-unencrypted = Without https, others on the network can read your password — send it anyway?
account-send-anyway = Send anyway
account-working = Signing in…
account-sync = Sync now
account-sign-in = Sign in again…
account-remove = Remove account
account-send-again = Send refused changes again
account-feeds-are-gone = Yes, the feeds are gone
account-syncing = syncing
account-synced = synced { $when }
account-never-synced = not synced yet
account-parked =
    { $count ->
        [one] 1 change was refused
       *[other] { $count } changes were refused
    }
notice-account-signed-in = Signed in to { $account }
status-changes-waiting =
    { $count ->
        [one] 1 change waiting
       *[other] { $count } changes waiting
    }
status-sync-failed = { $account } couldn't be synced
status-syncing = Syncing { $account }…
status-sync-progress = Syncing { $account }: { $done } of { $total } entries

## Feed health

health-title = Feed health
health-all = All
health-failing = Failing
health-moved = Moved
health-silent = No posts for a year
health-never-read = Never read
health-paused = Paused
# A filter and how many feeds it shows
health-filter = { $filter } ({ $count })
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
health-failed-once = { $problem } · failed once, { $since }
health-failed-times = { $problem } · failed { $count } times in a row, first { $since }
health-moved-to = Moved to { $url } · { $schedule }
health-never-refreshed = never refreshed
health-refreshed = refreshed { $when }
health-no-automatic-refresh = no automatic refresh
health-next = next { $when }
health-next-refresh = at the next refresh
# When a feed was refreshed last, and when it will be next
health-schedule = { $last } · { $next }
health-less-than-monthly = less than 1 a month
health-monthly = { $count } a month
health-newest-today = newest today
health-newest-days =
    { $count ->
        [one] newest 1 day ago
       *[other] newest { $count } days ago
    }
health-read-none = never read
health-read = { $count } read
# Each argument is one of the phrases above
health-facts = { $entries } · { $rate } · { $newest } · { $read } · about { $size }
health-find-address = Find a new address
health-use-address = Use this address
health-pause = Pause
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

activity-title = Activity
activity-title-feed = Activity of { $feed }
activity-all = All
activity-failed = Failed
activity-show-all-feeds = Show all feeds
activity-search-hint = Part of an address, a feed or an answer
activity-search = Find requests
activity-none = No requests here
activity-explained = Every request of the last day; passwords and keys in addresses are never kept
activity-explained-feed = Requests for this feed in the last day. The feed is { $schedule }.
activity-copy-details = Copy details
activity-copy-details-hint = A report for the publisher, without passwords and keys
activity-details-copied = Details copied
# For assistive technology
activity-request = { $answer }: { $url }, { $details }
activity-redirect = { $status } to { $url }
activity-cause-asked = Manual refresh
activity-cause-timer = Automatic refresh
activity-cause-added = Adding a feed
activity-cause-preview = Preview
activity-cause-full-text = Full text
activity-cause-picture = Picture
activity-cause-icon = Icon
activity-cause-sync = Sync
activity-cause-episode = Episode
activity-cause-folder = Sync between computers
activity-transfer = { $size } in { $time }
activity-transfer-redirects =
    { $count ->
        [one] { $size } in { $time } · 1 redirect
       *[other] { $size } in { $time } · { $count } redirects
    }
activity-transfer-empty = empty, { $time }
activity-transfer-empty-redirects =
    { $count ->
        [one] empty, { $time } · 1 redirect
       *[other] empty, { $time } · { $count } redirects
    }
activity-milliseconds = { $count } ms
activity-seconds = { $count } s
activity-stopped = Stopped before the answer came
activity-feed-kept = Unsubscribed from on another computer; stays, because it was read meanwhile
activity-next-gone = closed and not asked again
activity-next-at = asked again at { $time }
activity-next-refresh = asked again at the next refresh
activity-next-manual = manual retry only
activity-next-manual-after = manual retry only, not before { $time }
# The code of an HTTP answer and its meaning
http-status = { $status } { $meaning }
http-success = Success
http-redirect = Redirect
http-client-error = Client error
http-server-error = Server error
http-unknown = Unknown status
http-ok = OK
http-no-content = No content
http-moved-permanently = Moved permanently
http-found = Found elsewhere
http-not-modified = Not modified
http-temporary-redirect = Temporary redirect
http-permanent-redirect = Permanent redirect
http-bad-request = Bad request
http-unauthorized = Unauthorized
http-payment-required = Payment required
http-forbidden = Forbidden
http-not-found = Not found
http-method-not-allowed = Method not allowed
http-not-acceptable = Not acceptable
http-request-timeout = Request timeout
http-gone = Gone
http-misdirected = Misdirected request
http-too-many-requests = Too many requests
http-legal-reasons = Unavailable for legal reasons
http-internal-error = Internal server error
http-bad-gateway = Bad gateway
http-unavailable = Service unavailable
http-gateway-timeout = Gateway timeout
# A filter and how many requests it shows
activity-filter = { $filter } ({ $count })

## History: the page, and one line for each kind of step

history-title = History
history-explained = The last 90 days (up to 1,000 actions). Undo any of them separately.
history-empty = No history yet
# For assistive technology: the button and its step
history-button = { $button }: { $step }
# "5 minutes ago, 14:05"
history-when = { $ago }, { $time }
# The program did it: rules, keeping
history-automatic = automatic, { $when }

step-marked-read = Marked “{ $title }” as read
step-marked-read-many =
    { $count ->
        [one] Marked 1 entry as read
       *[other] Marked { $count } entries as read
    }
step-marked-unread = Marked “{ $title }” as unread
step-marked-unread-many =
    { $count ->
        [one] Marked 1 entry as unread
       *[other] Marked { $count } entries as unread
    }
step-starred = Starred “{ $title }”
step-starred-many =
    { $count ->
        [one] Starred 1 entry
       *[other] Starred { $count } entries
    }
step-unstarred = Unstarred “{ $title }”
step-unstarred-many =
    { $count ->
        [one] Unstarred 1 entry
       *[other] Unstarred { $count } entries
    }
step-hid = Hid “{ $title }”
step-hid-many =
    { $count ->
        [one] Hid 1 entry
       *[other] Hid { $count } entries
    }
step-unhid = Unhid “{ $title }”
step-unhid-many =
    { $count ->
        [one] Unhid 1 entry
       *[other] Unhid { $count } entries
    }
step-tagged = Tagged “{ $title }”: { $tag }
step-tagged-many =
    { $count ->
        [one] Tagged 1 entry: { $tag }
       *[other] Tagged { $count } entries: { $tag }
    }
step-untagged = Untagged “{ $title }”: { $tag }
step-untagged-many =
    { $count ->
        [one] Untagged 1 entry: { $tag }
       *[other] Untagged { $count } entries: { $tag }
    }
step-subscribed = Subscribed to “{ $feed }”
step-unsubscribed = Unsubscribed from “{ $feed }”
step-unsubscribed-many =
    { $count ->
        [one] Unsubscribed from 1 feed
       *[other] Unsubscribed from { $count } feeds
    }
step-removed-account = Removed the account “{ $account }”
step-changed-sign-in = Changed the sign-in of “{ $feed }”
step-removed-sign-in = Removed the sign-in of “{ $feed }”
step-renamed = Renamed “{ $before }” to “{ $after }”
step-changed-address = Changed the address of “{ $feed }”
step-changed-feed-settings = Changed the settings of “{ $feed }”
step-created-folder = Created the folder “{ $folder }”
step-removed-folder = Removed the folder “{ $folder }”
step-moved-to-folder = Moved “{ $name }” to “{ $folder }”
step-moved-to-folder-many =
    { $count ->
        [one] Moved 1 feed to “{ $folder }”
       *[other] Moved { $count } feeds to “{ $folder }”
    }
step-moved-out-of-folder = Moved “{ $name }” out of its folder
step-moved-out-of-folder-many =
    { $count ->
        [one] Moved 1 feed out of its folder
       *[other] Moved { $count } feeds out of their folders
    }
step-moved = Moved “{ $name }”
step-moved-many =
    { $count ->
        [one] Moved 1 feed
       *[other] Moved { $count } feeds
    }
step-saved-search = Saved the search “{ $search }”
step-changed-search = Changed the search “{ $search }”
step-moved-search = Moved the search “{ $search }”
step-removed-search = Removed the search “{ $search }”
step-removed-tag = Removed the tag “{ $tag }”
step-created-rule = Created the rule “{ $rule }”
step-changed-rule = Changed the rule “{ $rule }”
step-removed-rule = Removed the rule “{ $rule }”
step-applied-rule =
    { $count ->
        [one] Applied the rule “{ $rule }” to 1 entry
       *[other] Applied the rule “{ $rule }” to { $count } entries
    }
step-rules-changed =
    { $count ->
        [one] Rules changed 1 new entry
       *[other] Rules changed { $count } new entries
    }
step-removed-old =
    { $count ->
        [one] Removed 1 old entry
       *[other] Removed { $count } old entries
    }
step-imported =
    { $count ->
        [one] Imported 1 feed
       *[other] Imported { $count } feeds
    }
step-imported-searches = Imported searches and rules
step-imported-folders = Imported folders, searches and rules
# Behind an undone step that signed out of a feed
step-secret-lost =
    { $step } — its password or token is no longer in the keyring; enter it again in the feed's settings

## Import, export, backup

import-title = Import subscriptions
import-hint = Path of a list from any reader, or drop one on the window
import-reading = Reading…
import-file = File
import-add-feeds =
    { $count ->
        [one] Add 1 feed
       *[other] Add { $count } feeds
    }
import-new =
    { $count ->
        [one] 1 new feed
       *[other] { $count } new feeds
    }
import-known =
    { $count ->
        [one] 1 feed is already in your library
       *[other] { $count } feeds are already in your library
    }
import-repeated =
    { $count ->
        [one] 1 feed is listed twice
       *[other] { $count } feeds are listed twice
    }
import-all-known =
    { $count ->
        [one] The feed is already in your library
       *[other] All { $count } feeds are already in your library
    }
import-searches =
    { $count ->
        [one] 1 saved search
       *[other] { $count } saved searches
    }
import-rules =
    { $count ->
        [one] 1 rule
       *[other] { $count } rules
    }
import-skipped =
    { $count ->
        [one] 1 skipped
       *[other] { $count } skipped
    }
import-skipped-because = Skipped: { $name } — { $reason }
import-more =
    { $count ->
        [one] … and 1 more
       *[other] … and { $count } more
    }
import-search = Search { $name }: { $query }
import-rule = Rule { $query }: { $actions }
export-title = Export subscriptions
export-hint = Where to save the OPML file
back-up-title = Back up library
back-up-explained =
    Writes one file with all feeds, entries, marks and history. To restore: gleaner restore FILE
back-up-hint = Where to save the copy
# Names of kinds of file in the system's file dialog
file-subscription-lists = Subscription lists
file-all = All files

skipped-newsboat-filter =
    Newsboat runs a program on this feed and Gleaner doesn't; add the address by itself if that is enough
skipped-program = a program makes this feed, and Gleaner runs no programs
skipped-address = the address is not valid
skipped-scheme = Gleaner can't fetch this kind of address
skipped-scraped = another program makes this feed out of a page, and Gleaner doesn't
skipped-link = this is a link, not a feed
skipped-list = this is another list; import it by itself
skipped-second-folder = the list has this feed twice, and it goes into the folder “{ $folder }” only
skipped-outside-folders = the list has this feed twice, and it stays outside folders
skipped-filter = its filter can't be read
skipped-attribute = a search in Gleaner can't use “{ $attribute }” in that way
skipped-too-many-searches =
    { $count ->
        [one] only the first search is read
       *[other] only the first { $count } searches are read
    }
skipped-too-many-rules =
    { $count ->
        [one] only the first rule is read
       *[other] only the first { $count } rules are read
    }
skipped-rule-scope = it is for a feed that is not in the list

## Command palette

palette-hint = A command, a feed, a folder, a search
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

keys-reset-all = Reset all shortcuts
keys-unbound = Also commands without a shortcut
keys-change = Change the shortcut of { $command }
keys-press = Press a key, or two one after the other
keys-remove = Remove shortcut
keys-reset = Reset
keys-use = Use this shortcut
keys-clash = “{ $command }” has this shortcut and would lose it
keys-clash-more =
    { $count ->
        [one] “{ $command }” and 1 other command have shortcuts that begin with this one, and would lose them
       *[other] “{ $command }” and { $count } other commands have shortcuts that begin with this one, and would lose them
    }

## Search syntax, on the page of keyboard shortcuts

syntax-title = Search syntax
syntax-words = both words, in title, author or text
syntax-phrase = exact phrase
syntax-prefix = words starting with { $prefix }
syntax-not = without this word
syntax-or = either word
syntax-fields = only in that field
syntax-feeds = entries of that feed, folder or language
syntax-tag-url = a tag, part of the address
syntax-status = read or unread
syntax-marks = starred, hidden or snoozed
syntax-media = with audio or video
syntax-age = by age: h, d, w, m, y
syntax-date = by date
syntax-moments = by when it was read or starred
syntax-length = by length, in words or minutes
syntax-expression = regular expression, in title or author

## Rules

rules-title = Rules
rules-explained =
    Rules mark, star, tag, hide or notify about matching new entries. They use search syntax.
rules-new = New rule…
rules-apply = Apply to existing entries
# The feeds of a rule, then its actions
rules-line = { $scope } · { $actions }
rules-in-all-feeds = In all feeds
rules-in-feed = In { $feed }
rules-in-deleted-feed = In a deleted feed
rules-in-folder = In the folder { $folder }
rules-in-deleted-folder = In a deleted folder
rules-does-tag = tag { $tag }
rules-does-mark-read = mark as read
rules-does-star = star
rules-does-hide = hide
rules-does-notify = notify
rules-edit-title = Edit rule
rules-new-title = New rule
rules-when = When a new entry matches
rules-query-hint = Words, title:, author:, url:, /expression/ …
rules-query = Query
rules-all = All rules
rules-save = Save rule
rules-where = Where
rules-hide-hint = Hides it from Today, Unread and All; its feed and searches still show it
rules-notify = Notify
rules-tag = Tag
rules-no-tag = None
rules-trial = Would have matched { $found } of the last { $total }

## Settings

settings-title = Settings
settings-search = Search settings
# Groups of settings, besides "Reading"
settings-window = Window
settings-list = List
settings-refreshing = Refresh
settings-network = Network
settings-library = Library
settings-interface-size = Interface size
settings-percent = { $percent } %
settings-marking = Marking
# The popover with theme, font and sizes
looks-title = Text and theme
add-sign-in = Sign in…
add-folder-of = { $account } / { $folder }
add-wants-sign-in = { $host } needs a user name and password
add-sign-in-refused = { $host } does not accept the user name and password — check both
add-sign-in-hint = Name and password for the feed; stored in your system keyring
error-no-folder = There is no folder { $path }
notice-file-dialog-missing = Your system has no file dialog — type the path instead
# Field above the list of commands and their keys
keys-filter = Search shortcuts
about-title = About Gleaner
about-version = Version { $version }
about-explained = A feed reader that works without a server, or with yours, and never tracks you
about-files = Files
about-profile = Profile
about-subscriptions = Subscription list
about-pictures = Cached pictures
about-licences = Licences
about-copy = Copy details
# A question above the list; the buttons are intervals and "Only on request"
list-ask-refresh = Refresh feeds automatically?
list-refresh-on-request = Only on request
command-about = About Gleaner…
command-system-theme = Theme: match system
command-light-theme = Theme: light
command-dark-theme = Theme: dark
command-sepia-theme = Theme: sepia
command-black-theme = Theme: black
looks-all-settings = All settings…
settings-theme = Theme
settings-theme-system = Match system
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-sepia = Sepia
settings-theme-black = Black
settings-font = Font
settings-text-size = Text size
settings-column-width = Column width
settings-line-height = Line height
settings-order = Order
settings-feeds-show = In feeds, show
settings-feeds-show-unread = Unread entries
settings-feeds-show-all = All entries
settings-pictures = Load pictures
settings-pictures-always = Always
settings-pictures-ask = When I ask
settings-pictures-never = Never
settings-icons = Icons
settings-show-icons = Show feed icons
settings-show-icons-hint = Fetched from the feed's website after a refresh, at most once a week
settings-refresh = Refresh automatically
settings-refresh-never = Never
settings-refresh-minutes =
    { $count ->
        [one] Every minute
       *[other] Every { $count } minutes
    }
settings-refresh-hours =
    { $count ->
        [one] Every hour
       *[other] Every { $count } hours
    }
settings-refresh-day = Every day
settings-reading = Reading
settings-mark-read-on-open = Mark as read when opened
settings-mark-read-on-scroll = Mark as read while scrolling
settings-notifications = Notifications
settings-notify = Notify me of new entries
settings-notify-hint = After a refresh, for feeds and rules with notifications turned on
settings-keep = Keep
settings-keep-everything = Everything
settings-library-size = Library: { $size } ({ $free } can be reclaimed)
settings-compact = Compact
settings-compact-hint = Frees unused disk space
settings-forget = Permanently delete removed items and compact
settings-forget-hint = Empties the history; removed feeds and entries can't be restored
settings-proxy = Proxy
settings-proxy-none = No proxy
settings-proxy-system = Use system proxy
settings-proxy-custom = Custom
settings-proxy-address = Proxy address
settings-proxy-hint = http://, https://, socks5:// or socks5h://
settings-certificates = Custom certificates
settings-certificates-file = File with certificates
settings-certificates-hint = PEM or DER; leave empty for none

## Failure at start

failure-title = Gleaner couldn't start
failure-copy = Copy message
failure-no-window =
    Couldn't open a window — { $missing }. The command line works without one: gleaner --help
failure-no-display = no display was found (is DISPLAY or WAYLAND_DISPLAY set?)
failure-no-opengl =
    no OpenGL driver was found (on Debian: apt install libgl1 libegl1 libgl1-mesa-dri)

## Errors of the network

error-net-address = That isn't a valid address: “{ $text }”
error-net-scheme = Gleaner can't open { $scheme }: addresses — use http, https or a file
error-net-dns = Couldn't find { $host } — check the address and your connection
error-net-unreachable = Couldn't reach { $host } — check your connection
error-net-refused = Couldn't reach { $host } — connection refused
error-net-tls = No secure connection to { $host } — its certificate or encryption is not accepted
error-net-timeout = { $host } took too long to answer — try again later
error-net-challenge =
    { $host } answered with a check for bots, which only a browser can pass — try again later, or ask the site to let feed readers in
error-net-too-large = The answer from { $host } is larger than { $limit }
error-net-redirect-loop = Couldn't reach { $host } — redirect loop
error-net-redirect-too-many = Couldn't reach { $host } — too many redirects
error-net-redirect-no-address = Couldn't reach { $host } — its redirect has no address
error-net-redirect-bad-address = Couldn't reach { $host } — its redirect has an invalid address
error-net-redirect-not-web =
    Couldn't reach { $host } — it redirects to an address that is not on the web
error-net-encoding = Couldn't unpack the answer from { $host } ({ $encoding }) — try again later
error-net-transfer = The connection to { $host } broke — try again later
error-net-private = Blocked: { $host } is on your local network
error-net-waiting = Too many requests to { $host } — try again later
error-net-plaintext =
    { $host } is not encrypted, so the password was not sent — use its https address
error-net-proxy-setting = The proxy in the settings can't be used — { $reason }
error-net-proxy-address = its address is not valid
error-net-proxy-scheme = its address has to start with http://, https://, socks5:// or socks5h://
error-net-proxy-host = its address has no host
error-net-proxy-password =
    its address has a password, which Gleaner does not store; set it in the system
error-net-proxy =
    Couldn't reach { $host } through the proxy { $proxy } — check the proxy in the settings
error-net-certificates =
    No secure connection to { $host }, and the certificates in { $path } can't be read — { $reason }
error-net-certificates-setting = The certificates in { $path } can't be read — { $reason }
error-certificates-not-a-file = not a file
error-certificates-too-large = too large
error-certificates-broken = one of the certificates is broken
error-certificates-none = no certificate in it
error-net-no-resources = The system is out of resources — close other programs and try again
error-file-not-found = File not found: { $path }
error-file-not-a-file = { $path } is not a file
error-file-read = Couldn't read { $path } — { $reason }
error-file-write = Couldn't write { $path } — { $reason }
error-file-open = Couldn't open { $name } — { $reason }
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

error-http-401 = { $host } needs a user name and password (401)
error-http-403 = { $host } refused access (403)
error-http-404 = Page not found at { $host } (404) — check the address
error-http-407 = The proxy for { $host } needs a password (407) — set it in the system
error-http-410 = { $host } has removed this feed for good (410)
error-http-429 = Too many requests to { $host } (429) — try again later
error-http-server = Server error at { $host } ({ $status }) — try again later
error-http-other = { $host } answered with status { $status }

error-sign-in-missing = The name, password or token is missing
error-sign-in-too-long = The name, password or token is too long
error-sign-in-characters =
    The name, password or token has characters that can't be sent — check the pasted text
error-keyring-missing =
    There is no keyring to keep passwords in — start one (GNOME Keyring, KWallet, KeePassXC) and restart Gleaner, which never writes them to a file
error-keyring-locked = The keyring is locked — unlock it and try again
error-keyring-failed = The keyring can't be used — { $reason }
# A reason of error-keyring-failed: the keyring's entry is not text
error-keyring-unreadable = its entry can't be read
error-keyring-silent = The keyring doesn't answer — it may be asking you to unlock it
error-keyring-empty = The keyring has no password for this feed — enter it in the feed's settings
error-keyring-ask = Couldn't ask the keyring — { $reason }

## Errors of feeds

error-feed-sign-in = { $host } needs a user name and password — set them in the feed's settings
error-feed-sign-in-moved =
    The feed has moved to { $host }, which did not get the password — enter it again in the feed's settings
error-feed-password-refused =
    { $host } does not accept the user name and password — change them in the feed's settings
error-feed-token-refused = { $host } does not accept the token — change it in the feed's settings
error-feed-too-large =
    { $count ->
        [one] This feed is too large to be read whole — only one of its entries was kept
       *[other] This feed is too large to be read whole — only { $count } of its entries were kept
    }
error-feed-cut-off = This feed breaks off in the middle — its last entries may be missing
error-feed-unreadable = This feed couldn't be read — its entries are safe; please report its address
error-find-sign-in =
    { $host } needs a user name and password — put them before its name: { $address }
error-find-none = No feed found at { $host } — paste the address of the feed itself
error-find-unreadable = The answer from { $host } couldn't be read — please report its address

error-parse-empty = The answer is empty — the feed may be gone
error-parse-web-page =
    This is a web page, not a feed — try its address in Subscribe to find its feeds
error-parse-subscription-list = This is a list of subscriptions, not a feed — import it instead
error-parse-not-a-feed = This is not a feed — check the address
error-parse-too-large = The feed is larger than { $limit } — it was not read
error-parse-broken = The feed is damaged beyond repair — tell its publisher
error-full-text-no-page = This entry has no web page
error-full-text-no-article = No article was found on the page
error-full-text-unreadable = The page couldn't be read
error-full-text-shorter = The page has less text than the feed
error-full-text-entry-removed = This entry has been removed

## Errors of pictures

error-picture-too-many-bytes = This picture is larger than { $limit }
error-picture-too-many-pixels = This picture is too big to show ({ $width } × { $height })
error-picture-format = { $format } pictures can't be shown here
error-picture-format-unknown = This kind of picture can't be shown here
error-picture-too-complex = This picture is too complex to draw
error-picture-damaged = This picture is damaged
error-picture-not-loaded = This picture has not been loaded yet
error-picture-scheme = Can't load pictures from { $scheme }: addresses
error-picture-no-icon = This feed has no icon
error-picture-save = Couldn't save the picture — { $reason }

## Errors of subscription lists

error-list-empty = The file is empty
error-list-unknown =
    This is not a subscription list — Gleaner reads OPML (most readers export it), Newsboat's urls, Thunderbird's feeds.json, and addresses, one per line
error-list-thunderbird-rdf =
    This is an old file of Thunderbird's own — export the feeds from Thunderbird as OPML
error-list-too-many-feeds =
    { $count ->
        [one] The list has more than 1 feed — it was not read
       *[other] The list has more than { $count } feeds — it was not read
    }
error-list-too-large = The file is larger than { $limit } — it was not read
error-list-not-a-list = not a subscription list

## Errors of the library

error-library-create = Couldn't create { $path } — { $reason }
error-library-open = Couldn't open { $path } — { $reason }
error-library-foreign = { $path } is not a Gleaner library — choose another profile
error-library-newer = { $path } was written by a newer version of Gleaner — update this one
error-library-in-use-damaged =
    { $path } is damaged — close the other Gleaner that has it open and start again
error-library-open-elsewhere = { $path } is open in another Gleaner — close that one and try again
error-library-bad-backup = { $path } is not a complete Gleaner backup — choose another file
error-library-bad-name =
    The name { $path } can't be used for a library or a backup — choose another name
error-library-not-repaired =
    { $path } is damaged and couldn't be repaired — { $reason }; nothing was changed
error-library-copy =
    Couldn't write { $path }, the copy that is made before the library is upgraded — { $reason }; nothing was changed
error-library-use = Couldn't use the library — { $reason }
error-library-stored =
    Some data in the library can't be read; it may be damaged — restart Gleaner to repair it
error-library-save = Couldn't save { $path } — check the disk and the permissions
error-library-feed-removed = That feed is no longer in the library
error-library-folder-removed = That folder is no longer in the library
error-library-rule = The rule wasn't saved — { $reason }
error-library-folder-in-itself = A folder can't be moved into itself
error-account-removed = That account was removed
error-account-name-taken = Another account has this name — choose another one
error-account-exists = This account was added before
error-account-other = A feed can't be moved to another account — subscribe to it there
error-account-nested-folder = A folder of an account can't be inside a folder
error-account-folder-name-taken = The account has a folder of this name already
error-account-no-address = Enter the address of the server
error-account-plain = { $host } is not encrypted: others on the way could read the password — use https, or agree to send it all the same
error-library-address-taken = Another feed has this address already
error-library-address-unsubscribed =
    A feed that you unsubscribed from has this address — subscribe to it again instead
# Reasons of the database
error-database-damaged = it is damaged; restart Gleaner to repair it
error-database-busy = another program is using it; try again
error-database-full = the disk is full; free some space and try again
error-database-read-only = it is read-only; check the file's permissions
error-database-cannot-open = the file or its folder can't be opened; check the permissions
error-database-io = the disk reports an error; check it
error-database-memory = there is not enough memory

# $feeds and $entries are numbers with their nouns
repair-done = The library was damaged and has been repaired. Saved: { $feeds } and { $entries }.
# $count is the number of starred entries
repair-done-starred =
    { $count ->
        [one] The library was damaged and has been repaired. Saved: { $feeds } and { $entries }, of which 1 is starred.
       *[other] The library was damaged and has been repaired. Saved: { $feeds } and { $entries }, of which { $count } are starred.
    }
repair-nothing-saved = The library was damaged and nothing in it could be read.
repair-feeds-restored =
    { $count ->
        [one] 1 feed was restored from subscriptions.opml; refresh to load its entries.
       *[other] { $count } feeds were restored from subscriptions.opml; refresh to load their entries.
    }
repair-without-text =
    { $count ->
        [one] The text of 1 entry is lost; a refresh restores it if the feed still has it.
       *[other] The text of { $count } entries is lost; a refresh restores the ones that feeds still have.
    }
repair-only-status =
    { $count ->
        [one] 1 entry can come back only with a refresh, read and starred as before.
       *[other] { $count } entries can come back only with a refresh, read and starred as before.
    }
repair-nothing-lost = Nothing is known to be lost.
repair-unreadable = These tables couldn't be read in full: { $tables }.
repair-set-aside = The damaged file was kept as { $path }
repair-log-damaged =
    The latest changes couldn't be read because their log was damaged — it was kept as { $path }
repair-empty-library =
    { $count ->
        [one] The library was empty — 1 feed was restored from { $path }
       *[other] The library was empty — { $count } feeds were restored from { $path }
    }
repair-recovered-feed = Recovered entries

## Errors of the program

error-settings-mistake = { $path } has a mistake — { $mistake }
error-settings-set-aside = { $path } has a mistake and was moved to { $kept } — { $mistake }
error-program-crash = Something went wrong in Gleaner — please report this: { $reason }
error-program-crash-address = Something went wrong in Gleaner — please report the address
error-program-start = Couldn't start — { $reason }
error-program-fetching = Couldn't start fetching — { $reason }
error-program-part-stopped = A part of Gleaner stopped working — please restart it

## Mistakes in searches and rules

query-too-long =
    { $count ->
        [one] A search has at most 1 byte
       *[other] A search has at most { $count } bytes
    }
query-extra-parenthesis = This closing parenthesis has no opening one
query-too-deep =
    { $count ->
        [one] At most 1 level of parentheses
       *[other] At most { $count } levels of parentheses
    }
query-rule-empty = Enter a search; a rule can't match every entry
query-unknown-field = Unknown field { $name }; did you mean { $suggestion }:?
query-unknown-status = Unknown status “{ $word }”; use { $words } or { $last }
query-unknown-media = Unknown kind “{ $word }”; use { $words } or { $last }
query-needs-word = Write a word after { $field }:
# Nothing stands behind is: or has: yet
query-needs-value = Write { $words } or { $last } after { $field }:
query-needs-date = Write a date such as 2026-08-01 or 2026-08
query-needs-age = Write an age such as 12h, 7d, 2w, 6m or 1y
query-expression-field = Regular expressions work only in titles, authors and addresses
query-expression-too-large = This regular expression is too large
query-expression-invalid = Invalid regular expression
query-expression-invalid-because = Invalid regular expression: { $reason }

## Accounts: what a server cannot do

# Why something is not offered for the feeds of an account.
sync-cannot-subscribe = This server doesn't let other programs change subscriptions
sync-cannot-arrange = This server doesn't let other programs rename or move feeds
sync-cannot-empty-folder = This server has no empty folders — move a feed into a new folder instead
sync-cannot-label = This server has no labels for entries

## Accounts: why a change of subscriptions failed

sync-change-feed-missing = The server doesn't have this feed
sync-change-not-offered = This server doesn't let other programs do this
sync-change-refused = The server refused it: { $reason }

## Problems of accounts

error-account-sign-in = { $host } does not accept the user name and password — sign in again
error-account-api-password =
    { $host } does not accept the user name and password — it may want the API password from its settings instead of the one for its web page
error-account-api-off =
    Access by other programs is switched off at { $host } — switch on its API in its settings
error-account-other-service = { $host } did not answer as this service does — check the address and the service
error-account-nothing-found = No sync service was found at { $host } — check the address, or choose the service
error-account-unreadable = The answer from { $host } couldn't be read, so nothing was changed — try again later
error-account-quota = { $host } allows no more requests for now
error-account-ended = The subscription at { $host } has ended — renew it on its web page
error-account-application = { $host } answers only programs that registered with it, and Gleaner has not
error-account-feeds-vanished =
    { $count ->
        [one] The server no longer lists a feed — is it gone for good?
       *[other] The server no longer lists { $count } feeds — are they gone for good?
    }
error-account-parked =
    { $count ->
        [one] A change couldn't be sent
       *[other] { $count } changes couldn't be sent
    }

## Snooze, pause, read later

place-snoozed = Snoozed
place-read-later = Read later
command-snooze = Snooze…
command-read-later = Read later
command-not-later = Remove from Read later
command-pause-feed = Pause feed…
command-resume-feed = Resume feed
sidebar-asleep = { $count } snoozed
snooze-title = Snooze until
# A choice and its moment: “Tomorrow — Tue 08:00”
snooze-choice = { $choice } — { $time }
snooze-tonight = Tonight
snooze-tomorrow = Tomorrow
snooze-weekend = Weekend
snooze-next-week = Next week
snooze-on-date = On a date…
snooze-wake = Wake now
snooze-date = Pick a date
snooze-date-field = Date
snooze-date-hint = 2026-12-24 or 2026-12-24 18:30
snooze-date-invalid = Write a date such as 2026-12-24 or 2026-12-24 18:30
snooze-past = Choose a time in the future
snooze-act = Choose
pause-title = Pause { $feed } until
# A day and a time of day: “24 December, 08:00”
date-day-time = { $day }, { $time }
list-snoozed-until = until { $time }
list-back-from-snooze = back from snooze
notice-back-from-snooze =
    { $count ->
        [one] 1 entry is back from snooze
       *[other] { $count } entries are back from snooze
    }
step-snoozed = Snoozed “{ $title }”
step-snoozed-many =
    { $count ->
        [one] Snoozed 1 entry
       *[other] Snoozed { $count } entries
    }
step-changed-folder-settings = Changed the settings of the folder “{ $folder }”
feed-pause = Pause
feed-paused-until = Paused until { $time }
# In place of the time of the next refresh
health-paused-until = paused until { $time }
feed-hide-count = Hide unread count
# A check box with a number: “At most [20] unread”
feed-unread-limit-before = At most
unread-limit-after = unread
feed-unread-limit-hint = When more arrive, the older ones are marked as read; History undoes it
settings-mark-read-on-leave = Mark as read when leaving a list
settings-mark-read-on-leave-hint = Lists of feeds, folders, searches and tags
query-needs-amount = Write more or less than a number: >2000 or <5
step-limited-unread =
    { $count ->
        [one] Marked 1 older entry as read, beyond the limit of its feed
       *[other] Marked { $count } older entries as read, beyond the limits of their feeds
    }

## Saved pages

saved-pages-feed = Saved pages
command-save-page = Save a page…
save-page-title = Save a page
save-page-field = Address
save-page-hint = example.org/article
notice-saving-page = Saving the page…
step-saved-page = Saved the page “{ $title }”
# kind is a media type such as application/pdf
error-save-not-a-page = There is no page to read, only a file ({ $kind })

## Orders of lists

command-longest-first = Longest first
command-shortest-first = Shortest first
command-last-read-first = Last read first
## Revisions: what a publisher changed in an entry

changes-picture-added = Picture added
changes-picture-removed = Picture removed
rules-does-mark-unread = mark as unread
rules-mark-unread-hint = For rules with is:edited — an entry becomes unread again when its publisher edits it
entry-edited =
    { $count ->
        [one] edited
        [2] edited twice
       *[other] edited { $count } times
    }
changes-words = +{ $added } −{ $removed } words
changes-places =
    { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
changes-heading = title changed
changes-link = link changed
changes-authors = authors changed
changes-none = no differences
changes-bar = Changes
changes-since = Changes since { $date }
changes-beside = Changes since “{ $title }”
changes-version = version { $number } of { $count }
changes-told-added = added: { $words }
changes-told-removed = removed: { $words }
command-toggle-changes = Show or hide changes
command-show-changes = Show changes
command-hide-changes = Hide changes
command-next-change = Next change
command-previous-change = Previous change
command-compare-previous = Compare with the entry before
notice-no-changes = There is nothing to compare this entry with

## The river: entries that leave by themselves

place-river = River
river-burst = { $feed }, { $count } new
river-why = { $pace }; stays { $stay }
river-why-by-hand = you set how long it stays: { $stay }
river-unfold = Unfold
river-fold = Fold
command-toggle-burst = Fold or unfold a feed
pace-automatic = As often as it posts
pace-news = News: { $stay }
pace-daily = Daily: { $stay }
pace-essays = Essays: { $stay }
pace-evergreen = Evergreen: { $stay }
pace-rare = posts rarely
pace-minutes = posts several times an hour
pace-hours =
    { $count ->
        [one] posts about every hour
       *[other] posts about every { $count } hours
    }
pace-days =
    { $count ->
        [one] posts about once a day
        [7] posts about once a week
       *[other] posts about every { $count } days
    }
pace-months =
    { $count ->
        [one] posts about once a month
       *[other] posts about every { $count } months
    }
stay-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
stay-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
pace-plot =
    { $entries ->
        [one] { $entries } entry in the last 90 days
       *[other] { $entries } entries in the last 90 days, on { $days } of them
    }
syntax-edited = edited by the publisher
syntax-river = what has not left the river

## Sync between computers: steps of the history

step-folder-changes =
    { $count ->
        [one] Another computer changed a feed, folder, search or rule
       *[other] Other computers changed { $count } feeds, folders, searches or rules
    }
step-joined-folder = Joined the sync folder { $folder }

## Sync between computers: problems of the folder

folder-sync-missing = The sync folder isn't there — connect it, or choose another
folder-sync-read-only = The sync folder can't be written — check its permissions
folder-sync-full = There is no space left in the sync folder — free some
folder-sync-from-future = A newer version of Gleaner uses the sync folder — update this one
folder-sync-needs-passphrase = The sync folder is encrypted — leave it and join again with its passphrase
folder-sync-wrong-passphrase = The passphrase of the sync folder is another one — leave it and join again
folder-sync-not-encrypted = The sync folder is not encrypted — join it without a passphrase
folder-sync-failed = The sync folder couldn't be used: { $reason }
folder-sync-joined-already = A sync folder is joined already — leave it first
folder-sync-busy = Another Gleaner is using the sync folder — try again in a moment
folder-sync-this-computer = This computer

## Sync between computers: the window

command-sync-folder = Sync between computers…
folder-sync-title = Sync between computers
folder-sync-none = No folder is chosen
folder-sync-joined-at = Syncs through { $folder }
folder-sync-choose = Choose a folder…
folder-sync-show = Show devices…
folder-sync-explained =
    Choose a folder that Syncthing, Dropbox, Nextcloud or a stick carries to your other computers. Subscriptions, read and starred entries, tags and rules then agree. Articles and passwords stay here.
folder-sync-path = Folder
folder-sync-path-hint = Path of the folder
folder-sync-passphrase = Passphrase, if wanted
folder-sync-passphrase-explained = It encrypts what is written, and is kept in the system's keyring. All computers need the same.
folder-sync-read = Look into the folder
folder-sync-join = Join
folder-sync-reading = Reading the folder…
folder-sync-joining = Joining…
folder-sync-feeds-come =
    { $count ->
        [0] No feeds come from there
        [one] 1 feed comes from there
       *[other] { $count } feeds come from there
    }
folder-sync-feeds-go =
    { $count ->
        [0] none go there
        [one] 1 goes there
       *[other] { $count } go there
    }
folder-sync-feeds-both =
    { $count ->
        [0] none are in both
        [one] 1 is in both
       *[other] { $count } are in both
    }
folder-sync-nothing-removed = nothing is removed
folder-sync-joined = Joined the sync folder
folder-sync-left = Left the sync folder; its files stay
folder-sync-kept = { $feed } was unsubscribed from on another computer, but stays: it was read meanwhile
folder-sync-waiting =
    { $count ->
        [one] 1 change is not in the folder yet
       *[other] { $count } changes are not in the folder yet
    }
folder-sync-size = The folder takes { $size }
folder-sync-newer = Some files are from a newer version of Gleaner — update this one
folder-sync-look = Sync now
folder-sync-leave = Leave the folder
folder-sync-leave-hint = Everything stays as it is, here and in the folder
folder-sync-own-device = { $name } — this computer
folder-sync-device = { $name } — heard of { $time }
folder-sync-device-silent = { $name } — not heard of yet
folder-sync-device-ahead = { $name } — its clock is far ahead, so its changes wait

## Stories: entries of different feeds that are one text, or about one event

# On a row: the number of other entries that it stands for
list-also-in =
    { $count ->
        [one] also in 1 feed
       *[other] also in { $count } feeds
    }
list-row-folded = folded
list-row-unfolded = unfolded
# A row below an unfolded one
list-copy = { $feed }: { $title }
# Before the names of the other feeds, above an article
story-also-in = Also in
story-source-hint = { $title } — { $reason }
# $shared is a list such as "the same link, 8 names and numbers"
story-same-text = { $feed } has the same text: { $shared }
story-same-story = { $feed } reports the same story: { $shared }
story-indirect = { $feed } has the same text or story as another of these feeds
story-shares-link = the same link
story-shares-heading = the same title
story-shares-text = { $percent }% of the text
story-shares-names =
    { $count ->
        [one] 1 name or number
       *[other] { $count } names and numbers
    }
settings-stories = Stories
settings-mark-copies-read = Reading one marks the others as read
settings-mark-copies-read-hint = Once the article is shown, the entries that its row stands for are marked as read. You can undo it.
stories-off = Each entry has a row
stories-text = One row for the same text
stories-story = One row for the same story
command-toggle-fold = Unfold or fold the row
command-next-source = Next source of the story
command-why-story = Why?
command-split-story = Not the same story
obstacle-no-story = No other feed has this text or story
query-needs-number = Write the number of an entry, as in story:7
step-split-story = Split “{ $entry }” from its story
step-changed-folder-stories = Changed the stories of “{ $folder }”

## Episodes: why one can't be played

play-no-device = Gleaner found no sound server or sound device — start one, or open the episode in another program
play-device-lost = The sound device is gone — connect one and play again
play-unsupported = Gleaner can't play this kind of file — open it in another program
play-unsupported-format = Gleaner can't play { $format } — open it in another program
play-no-sound = There is no sound at this address — open it in the browser
play-damaged = The file of the episode is damaged — download it again, or open it in another program
play-too-large = The episode is larger than { $limit } — open it in another program
play-disk = The episode couldn't be stored while it plays — { $reason }
play-crash = The episode couldn't be decoded — open it in another program and report its address
play-not-built = This Gleaner was built without sound — open the episode in another program

## Languages

settings-language = Language
settings-language-system = Match system

## Entries for other programs

command-copy-as-markdown = Copy article as Markdown
command-save-markdown = Save as Markdown file…
command-send-mail = Send link by email…
command-open-with = Open with { $program }
# Where the name of the user's own program is not known, as on the key sheet
command-open-with-first = Open with the first program
command-open-with-second = Open with the second program
command-open-with-third = Open with the third program
command-open-with-fourth = Open with the fourth program
command-open-with-fifth = Open with the fifth program
obstacle-no-program = Enter a program in the settings first
notice-markdown-copied = Article copied as Markdown
notice-no-folder = Enter a folder for Markdown files in the settings first
error-program-open = Couldn't start { $program } — { $reason }
# A group of settings
settings-sending = Other programs
settings-markdown = Markdown files
settings-markdown-folder = Folder for Markdown files
settings-markdown-hint = Such as an Obsidian vault
settings-programs = Open with
# For assistive technology
settings-program-name = Name of program { $number }
settings-program-command = Command of program { $number }

## Reading aloud

# Where the state of the window is not known, as on the key sheet
command-read-aloud = Read aloud or stop
command-start-aloud = Read aloud
command-stop-aloud = Stop reading aloud
command-pause-aloud = Pause or resume reading aloud
command-hold-aloud = Pause reading aloud
command-go-on-aloud = Resume reading aloud
command-next-sentence = Next sentence
command-previous-sentence = Previous sentence
command-read-next-aloud = Read the next entry aloud
obstacle-not-aloud = Start reading aloud first
# For assistive technology: the bar at the foot of the window
aloud-bar = Reading aloud
aloud-paused = Paused: { $title }
aloud-show = Show “{ $title }”
aloud-speed-now = Speed: { $percent } %
aloud-voice = Voice
aloud-usual-voice = The system's voice
aloud-no-voices = No voices to choose from
aloud-no-voices-why = The speech service offers no other voice for this language
aloud-end-of-list = Reached the end of the list
# The following are spoken
aloud-code = Code
aloud-formula = formula
aloud-picture = Picture: { $words }
aloud-video = Video: { $title }
aloud-audio = Recording: { $title }
aloud-embed = Embedded page: { $title }
aloud-no-text = This entry has no text
# Failures
aloud-no-service = Couldn't find a speech service — install speech-dispatcher and a voice, such as espeak-ng
aloud-lost = The speech service stopped — { $reason }
aloud-refused = The speech service refused — { $reply }
aloud-not-here = Gleaner can't read aloud on this system yet
aloud-not-built = This build of Gleaner can't read aloud
# A group of settings
settings-aloud = Reading aloud
settings-speed = Speed
settings-voices = Voices
settings-voice-of = { $language }: { $voice }
settings-voice-remove = Use the system's voice for { $language }
settings-voices-hint = Choose a voice for a language in the bar while an article is read aloud
## Databases of other readers

step-imported-library =
    { $count ->
        [one] Imported 1 entry from { $program }
       *[other] Imported { $count } entries from { $program }
    }
import-all = Import
import-entries =
    { $count ->
        [one] 1 entry in { $program }
       *[other] { $count } entries in { $program }
    }
import-entries-marks = { $unread } unread, { $starred } starred
file-reader-databases = Databases of other readers
error-foreign-unknown = not a database of QuiteRSS, RSS Guard, Liferea or NewsFlash
error-foreign-version = a version of { $program } that Gleaner doesn't know
error-foreign-in-use = another program is writing to it; close that program and try again
error-foreign-too-many-entries =
    { $count ->
        [one] it has more than 1 entry
       *[other] it has more than { $count } entries
    }
error-foreign-too-many-feeds =
    { $count ->
        [one] it has more than 1 feed
       *[other] it has more than { $count } feeds
    }
error-foreign-damaged = the database is damaged

## Services that keep pages

command-send-to = Send to { $service }
command-send-to-first = Send to the first service
command-send-to-second = Send to the second service
command-send-to-third = Send to the third service
command-show-keepers = Services to send to…
obstacle-no-keeper = There is no such service, or the entry has no link — add a service in the settings
keepers-title = Send to services
keepers-explained = Entries can be sent to a reading list or bookmarks on a server
keepers-none = No services
keepers-choose = Services…
keepers-full =
    { $count ->
        [one] There can be 1 service
       *[other] There can be { $count } services
    }
keeper-at = { $name } at { $host }
keeper-test = Test
keeper-remove = Remove
keeper-service = Service
keeper-address = Address
keeper-address-hint = Address of the server, such as keep.example.org
keeper-client-id = Client ID
keeper-client-secret = Client secret
keeper-client-explained = Create a client under “API clients management” in Wallabag. The password goes into the system keyring.
keeper-token-explained = Create a token in the settings of the service. It goes into the system keyring.
keeper-trying = Asking the server…
keeper-added = Added { $name }
keeper-removed = Removed { $name }
keeper-works = { $name } answers
keeper-fails = { $name }: { $reason }
keeper-sent = Sent to { $name }
keeper-not-sent = Couldn't send to { $name } — { $reason }
error-keeper-kind = Choose a service
error-keeper-client = Enter the user name and the client ID
error-keeper-secret = { $host } does not accept the token or password — create a new one there
error-keeper-refused = { $host } refused the page: { $reason }

## The desktop around the window

notification-open = Show
settings-resting = Don't refresh
settings-rests-on-battery = On battery
settings-rests-on-metered = On metered networks
settings-background = In the background
settings-stays-hidden = Keep refreshing when the window is closed
settings-stays-hidden-hint = Quit ends it; closing the window does not
settings-starts-at-login = Start at login, without a window
error-start-at-login = Couldn't change the start at login — { $reason }
## Episodes: the player, the queue, downloads, chapters, transcripts

place-queue = Queue
sidebar-queued =
    { $count ->
        [one] 1 episode in the queue
       *[other] { $count } episodes in the queue
    }
command-group-listen = Listening
command-play-pause = Play or pause
command-play = Play
command-pause = Pause
command-skip-back = Skip back
command-skip-forward = Skip forward
command-previous-chapter = Previous chapter
command-next-chapter = Next chapter
command-next-episode = Next episode
command-play-faster = Play faster
command-play-slower = Play slower
command-play-next = Play next
command-toggle-queued = Add to queue or remove
command-add-to-queue = Add to queue
command-remove-from-queue = Remove from queue
command-toggle-download = Download or remove download
command-download = Download
command-cancel-download = Cancel download
command-remove-download = Remove download
command-show-chapters = Chapters
command-show-transcript = Transcript
command-queue-up = Move up in queue
command-queue-down = Move down in queue
command-close-player = Close player
obstacle-no-episode = Open an episode first
notice-no-episode = This entry has no sound any more
error-download-disk = Couldn't store the episode — { $reason }
error-download-broken = The download broke off again and again — try later
step-enqueued = Added “{ $title }” to the queue
step-enqueued-many =
    { $count ->
        [one] Added 1 episode to the queue
       *[other] Added { $count } episodes to the queue
    }
step-dequeued = Removed “{ $title }” from the queue
step-dequeued-many =
    { $count ->
        [one] Removed 1 episode from the queue
       *[other] Removed { $count } episodes from the queue
    }
step-moved-in-queue = Moved “{ $title }” in the queue
step-moved-in-queue-many =
    { $count ->
        [one] Moved 1 episode in the queue
       *[other] Moved { $count } episodes in the queue
    }
step-downloaded = Downloading “{ $title }”
step-downloaded-many =
    { $count ->
        [one] Downloading 1 episode
       *[other] Downloading { $count } episodes
    }
step-removed-download = Removed the download of “{ $title }”
step-removed-download-many =
    { $count ->
        [one] Removed 1 download
       *[other] Removed { $count } downloads
    }
# A link in the notes of an episode, and a sentence of a transcript. $time is such as 5:07
article-play-from = Play from { $time }
pane-player = Player
player-chapters = Chapters
player-transcript = Transcript
player-hide-panel = Hide
# For assistive technology, and as a tooltip. $facts are the feed and the chapter, or an error
player-episode = { $title } — { $facts }
player-open-outside = Open in another program
player-loading = { $feed } — loading…
player-feed-chapter = { $feed } — { $chapter }
# A speed such as 1.5×
player-times = { $speed }×
player-speed = Speed: { $speed }
player-volume = Volume
player-sleep = Sleep timer
player-sleep-end = Sleep timer: at the end of the episode
player-sleep-left =
    { $minutes ->
        [one] Sleep timer: 1 minute left
       *[other] Sleep timer: { $minutes } minutes left
    }
player-sleep-off = Off
player-sleep-minutes =
    { $minutes ->
        [one] In 1 minute
       *[other] In { $minutes } minutes
    }
player-sleep-at-end = At the end of the episode
player-more = More for this episode
player-track = Position
player-position = { $position } of { $duration }
player-unknown-length = unknown length
player-time-chapter = { $time } { $chapter }
player-chapter = Chapter
player-chapter-link = Open the link of this chapter ({ $host })
player-transcript-find = Search the transcript
player-transcript-found =
    { $count ->
        [0] No matches
        [one] 1 match
       *[other] { $count } matches
    }
player-transcript-coming = The transcript is being fetched…
player-transcript-problem = The transcript couldn't be fetched — { $reason }
player-transcript-earlier = Show earlier
player-transcript-later = Show later
# $play is Play or Pause
episode-play-length = { $play } ({ $length })
episode-downloaded = Downloaded
episode-downloading = { $size } downloaded
episode-downloading-share = { $percent }% of { $total }
episode-download-waits = Waiting to download
episode-download-failed = Not downloaded — { $reason }
# A group of settings
settings-listening = Episodes
settings-skipping = Skip
settings-skip-back = Back
settings-skip-forward = Forward
settings-seconds =
    { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }
settings-listening-end = When an episode ends
settings-listening-marks-read = Mark as read
settings-downloads = Downloads
settings-downloads-room = Keep at most { $size }
settings-downloads-hint = When there are more, episodes that you have heard are removed first
feed-speed = Speed
feed-skip-start = Skip at start
feed-skip-end = Skip at end
feed-skip-nothing = Nothing
feed-downloads = Download
feed-downloads-none = On request
feed-downloads-newest =
    { $count ->
        [one] The newest episode
       *[other] The newest { $count }
    }
