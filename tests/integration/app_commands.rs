//! Every command does something in some state.

use std::sync::Arc;

use gleaner::aloud::Spot;
use gleaner::app::{Action, AloudAction, AppState, Command};
use gleaner::article::{Article, ShownChanges};
use gleaner::config::{PROGRAMS_MAX, Program, Session, Settings};
use gleaner::model::{
    EntryId, FeedId, Folder, FolderId, Keeper, Likeness, Listening, Match, READ_LATER, SharedParts,
    SmartFeedId, StoryMember, Tag, TagId,
};
use gleaner::query::{PlaceId, SmartFeed, parse_stored};
use gleaner::revisions::Summary;
use gleaner::worker::{Against, Event, LibraryView, ListenEvent, OpenedFor, StoryEvent};
use jiff::tz::TimeZone;

use crate::app_listening::{chapter, opened};
use crate::app_support::{answer_list, article, counts, entry, feed, now, state_with};

fn library() -> LibraryView {
    let mut first = feed(1);
    first.site_url = Some("https://example.org/".parse().unwrap());
    let folder = Folder {
        hides_count: false,
        id: FolderId(1),
        parent: None,
        name: "Sea".to_owned(),
        position: 1,
        account_id: None,
        stories: None,
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
        tags: vec![Tag { id: TagId(1), name: READ_LATER.to_owned() }],
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

/// A list whose open entry shares its row and its story with an entry of another feed.
fn reading_a_story() -> AppState {
    let mut state = reading(PlaceId::ALL);
    let copy = entry(1, 2, false);
    let asked = state.look_again(now());
    let folds = vec![(EntryId(2), vec![copy])];
    state.receive(
        Event::Story(StoryEvent::Folds { generation: state.list_generation(), folds }),
        now(),
    );
    answer_list(&mut state, &asked, &[entry(3, 1, false), entry(2, 1, false)]);
    let with = Some(Match { likeness: Likeness::SameText, shared: SharedParts::default() });
    let member = StoryMember { id: copy.id, feed_id: copy.feed_id, title: String::new(), with };
    let open = Article { story: vec![member], ..Article::clone(&article(2)) };
    state.receive(Event::Article(Arc::new(open)), now());
    state
}

/// An entry that its publisher has edited is open.
fn edited() -> AppState {
    let mut state = reading(PlaceId::ALL);
    let open = Article { edits: 2, ..Article::clone(&article(2)) };
    state.receive(Event::Article(Arc::new(open)), now());
    state
}

/// The changes of that entry are shown.
fn with_changes() -> AppState {
    let mut state = edited();
    state.apply(Action::ShowChanges(EntryId(2), Against::LatestVersion), now());
    let changes = ShownChanges {
        versions: vec![now(), now()],
        since: 0,
        other_title: None,
        summary: Summary { places: 1, ..Summary::default() },
    };
    let changes = Some(Arc::new(changes));
    let open = Article { edits: 2, changes, ..Article::clone(&article(2)) };
    state.receive(Event::Article(Arc::new(open)), now());
    state
}

/// The river, with a feed that has many entries.
fn river() -> AppState {
    let mut state = reading(PlaceId::RIVER);
    let entries: Vec<_> = (1..9).rev().map(|id| entry(id, 1, false)).collect();
    let asked = state.apply(Action::SelectPlace(PlaceId::RIVER), now());
    answer_list(&mut state, &asked, &entries);
    state.apply(Action::SelectEntry(EntryId(8)), now());
    state
}

/// An episode with chapters plays, and the queue has all entries of the list.
fn listening() -> AppState {
    let mut state = reading(PlaceId::ALL);
    let queue = [3, 2, 1].map(EntryId).to_vec();
    let listening = Listening { queue, downloads: Vec::new() };
    let library = LibraryView { listening, ..library() };
    state.receive(Event::Library(Arc::new(library)), now());
    let mut episode = opened(2);
    episode.chapters = vec![chapter(0), chapter(60)];
    episode.offers_transcript = true;
    let event = ListenEvent::Opened(Arc::new(episode), OpenedFor::Playing { from: None });
    state.receive(Event::Listen(event), now());
    state
}

/// The open entry is read aloud.
fn read_aloud() -> AppState {
    let mut state = reading(PlaceId::ALL);
    state.receive(Event::Article(article(2)), now());
    state.apply(Action::Aloud(AloudAction::Start(Spot::default())), now());
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
    states.push(reading_a_story());
    let mut refreshing = reading(PlaceId::ALL);
    refreshing.apply(Action::RefreshAll, now());
    let large = Settings { text_size: 20.0, ..Settings::default() };
    states.extend(vec![edited(), with_changes(), river(), listening(), read_aloud()]);
    states.extend([refreshing, AppState::new(large, Session::default(), TimeZone::UTC)]);
    let mut equipped = reading(PlaceId::ALL);
    let program = Program { name: "mpv".into(), command: "mpv {url}".into() };
    equipped.settings.programs = vec![program; PROGRAMS_MAX];
    let service = Keeper {
        kind: "linkding".to_owned(),
        address: "https://links.example.org".to_owned(),
        user: String::new(),
        client_id: String::new(),
        account: "links".to_owned(),
    };
    equipped.settings.keepers = vec![service; 3];
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
const NAMES: [&str; 81] = [
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
    "ToggleChanges",
    "NextChange",
    "PreviousChange",
    "ComparePrevious",
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
    "GoRiver",
    "ToggleBurst",
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

#[test]
fn changes_leave_the_screen_with_their_entry() {
    let mut state = with_changes();
    assert!(state.shown_article().unwrap().changes.is_some());
    // The text of the entry arrives again, with colours.
    state.receive(Event::Article(article(2)), now());
    assert!(state.shown_article().unwrap().changes.is_some(), "it does not push them away");
    state.apply(Action::SelectEntry(EntryId(1)), now());
    state.receive(Event::Article(article(1)), now());
    state.apply(Action::SelectEntry(EntryId(2)), now());
    assert!(state.shown_article().unwrap().changes.is_none(), "people want to read it again");
    let action = Command::ToggleChanges.resolve(&with_changes());
    assert_eq!(action, Some(Action::HideChanges(EntryId(2))));
    assert_eq!(Command::ToggleChanges.resolve(&reading(PlaceId::ALL)), None);
}
