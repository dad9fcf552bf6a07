//! Every command does something in some state.

use std::sync::Arc;

use gleaner::app::{Action, AppState, Command};
use gleaner::article::Article;
use gleaner::config::{PROGRAMS_MAX, Program, Session, Settings};
use gleaner::model::{EntryId, FeedId, Folder, FolderId, SmartFeedId};
use gleaner::query::{PlaceId, SmartFeed, parse_stored};
use gleaner::worker::{Event, LibraryView};
use jiff::tz::TimeZone;

use crate::app_support::{answer_list, article, counts, entry, feed, now, state_with};

fn library() -> LibraryView {
    let mut first = feed(1);
    first.site_url = Some("https://example.org/".parse().unwrap());
    let folder = Folder {
        id: FolderId(1),
        parent: None,
        name: "Sea".to_owned(),
        position: 1,
        account_id: None,
    };
    let search = SmartFeed {
        id: SmartFeedId(1),
        name: "Boats".to_owned(),
        text: "boat".to_owned(),
        expr: parse_stored("boat"),
    };
    LibraryView {
        feeds: vec![first, feed(2)],
        folders: vec![folder],
        smart_feeds: vec![search],
        counts: counts(&[(1, 3)]),
        ..LibraryView::default()
    }
}

/// A place whose list is shown, with the second of three unread entries open.
fn reading(place: PlaceId) -> AppState {
    let entries = [entry(3, 1, false), entry(2, 1, false), entry(1, 1, false)];
    let mut state = state_with(&entries);
    state.receive(Event::Library(Arc::new(library())), now());
    let asked = state.apply(Action::SelectPlace(place), now());
    answer_list(&mut state, &asked, &entries);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    let mut open = Article::clone(&article(2));
    open.entry.content.url = Some("https://example.org/2".parse().unwrap());
    open.entry.content.comments_url = Some("https://example.org/2#comments".parse().unwrap());
    state.receive(Event::Article(Arc::new(open)), now());
    state
}

/// The states that commands are tried in.
fn states() -> Vec<AppState> {
    let places = [
        PlaceId::UNREAD,
        PlaceId::Feed(FeedId(1)),
        PlaceId::Folder(FolderId(1)),
        PlaceId::Search(SmartFeedId(1)),
    ];
    let mut states: Vec<AppState> = places.into_iter().map(reading).collect();
    let mut refreshing = reading(PlaceId::ALL);
    refreshing.apply(Action::RefreshAll, now());
    let large = Settings { text_size: 20.0, ..Settings::default() };
    states.extend([refreshing, AppState::new(large, Session::default(), TimeZone::UTC)]);
    let mut equipped = reading(PlaceId::ALL);
    let program = Program { name: "mpv".into(), command: "mpv {url}".into() };
    equipped.settings.programs = vec![program; PROGRAMS_MAX];
    states.push(equipped);
    states
}

#[test]
fn every_command_does_something_in_some_state() {
    let does_something = |command: Command| {
        states().into_iter().any(|mut state| {
            let before = format!("{state:?}");
            let effects = command.resolve(&state).map(|action| state.apply(action, now()));
            effects.is_some_and(|effects| !effects.is_empty() || format!("{state:?}") != before)
        })
    };
    let idle: Vec<&Command> =
        Command::ALL.iter().filter(|command| !does_something(**command)).collect();
    assert!(idle.is_empty(), "these do nothing anywhere: {idle:?}");
}

/// The names of commands in settings files of 2026-11.
const NAMES: [&str; 75] = [
    "NextEntry",
    "PreviousEntry",
    "NextUnread",
    "PreviousUnread",
    "PageDown",
    "PageUp",
    "ArticleTop",
    "ArticleBottom",
    "FindInArticle",
    "FindNext",
    "FindPrevious",
    "SelectAll",
    "ShowOutline",
    "JumpBack",
    "ToggleStar",
    "ToggleRead",
    "OpenInBrowser",
    "OpenInBackground",
    "OpenComments",
    "CopyLink",
    "ToggleFullText",
    "CopyAsText",
    "MarkAllRead",
    "MarkAbove",
    "MarkBelow",
    "MarkOlderDay",
    "MarkOlderWeek",
    "EditTags",
    "HideEntry",
    "MuteWord",
    "Undo",
    "GoToday",
    "GoUnread",
    "GoStarred",
    "GoAll",
    "NextFeed",
    "PreviousFeed",
    "Search",
    "Back",
    "AddFeed",
    "RefreshPlace",
    "RefreshAll",
    "CancelRefresh",
    "ShowHealth",
    "ShowActivity",
    "ShowStatistics",
    "ToggleFolder",
    "OpenSite",
    "CopyFeedAddress",
    "FeedSettings",
    "RenamePlace",
    "MovePlace",
    "ChooseFeed",
    "Unsubscribe",
    "EditSearch",
    "SearchUp",
    "SearchDown",
    "ShowRules",
    "NewFolder",
    "Import",
    "Export",
    "ToggleFilter",
    "ToggleOrder",
    "ToggleSidebar",
    "LargerText",
    "SmallerText",
    "ResetText",
    "WiderColumn",
    "NarrowerColumn",
    "ShowPalette",
    "ShowHistory",
    "BackUp",
    "Settings",
    "ShowKeys",
    "Quit",
];

#[test]
fn settings_files_of_older_versions_name_the_same_commands() {
    // A changed name would lose the keys that users gave to the command.
    for name in NAMES {
        assert!(Command::ALL.iter().any(|command| command.name() == name), "{name}");
    }
}
