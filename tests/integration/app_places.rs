//! Places without a window: the table of built-in ones, and searches that are saved in a place.

use std::sync::Arc;

use gleaner::app::{Action, AppState, Effect};
use gleaner::config::{Session, Settings};
use gleaner::library::Change;
use gleaner::model::{FeedId, Filter, FolderId, SmartFeedId};
use gleaner::query::{
    BUILT_IN, BuiltIn, BuiltInId, Count, Expr, PlaceIcon, PlaceId, Query, SmartFeed, parse,
    parse_stored,
};
use gleaner::worker::{Act, Event, Job, LibraryView, Read};
use jiff::tz::TimeZone;

use crate::app_support::{counts, feed, now, state_with};
use crate::store_support::{self, Library, entry_aged, utc};

/// The one row that makes a place of its own.
const LAST_WEEK: BuiltIn = BuiltIn {
    id: BuiltInId("last7days"),
    name: || "Last 7 days".to_owned(),
    icon: PlaceIcon::Calendar,
    query: || parse("newer:7d -is:hidden").unwrap_or_default(),
    filter: None,
    counted: Count::UnreadFound,
    is_in_sidebar: true,
};

/// The built-in places with that row after Today.
fn with_last_week() -> &'static [BuiltIn] {
    let rows = [BUILT_IN[0], LAST_WEEK];
    Box::leak(Box::new(rows))
}

fn asked_list(effects: &[Effect]) -> Query {
    let query = effects.iter().find_map(|effect| match effect {
        Effect::Job(Job::Read(Read::List { query, .. })) => Some(query.clone()),
        _ => None,
    });
    query.expect("a list was asked for")
}

#[test]
fn a_smart_feed_of_the_last_week_is_one_row_in_one_table() {
    let week = PlaceId::BuiltIn(LAST_WEEK.id);
    let mut state = state_with(&[]);
    state.built_in = with_last_week();
    // It is in the sidebar, and the next feed after Today.
    let names: Vec<_> = state.top_places().map(|place| place.name.into_owned()).collect();
    assert_eq!(names, ["Today", "Last 7 days"]);
    state.apply(Action::SelectPlace(PlaceId::TODAY), now());
    let query = asked_list(&state.apply(Action::StepFeed(1), now()));
    assert_eq!((state.place(), state.place_title()), (week, "Last 7 days".to_owned()));
    assert_eq!(query.expr, (LAST_WEEK.query)());
    assert!(state.has_filter(), "the user chooses between unread and all");
    // It is counted like a saved search.
    let library = Arc::clone(&state.library);
    let asked = state.receive(Event::Library(library), now());
    assert!(asked.iter().any(|effect| matches!(effect, Effect::Job(Job::Read(Read::SmartCounts)))));
    state.receive(Event::SmartCounts(Some(vec![(week, 4)])), now());
    assert_eq!(state.find_place(week).unwrap().count, 4);
    // A search in it stays in it, also when it is saved.
    let found = asked_list(&state.apply(Action::Search("boat ".to_owned()), now()));
    assert_eq!(found.expr.to_string(), "newer:7d -is:hidden \"boat\"");
    assert_eq!(saved_query(&mut state, "boat"), "newer:7d -is:hidden \"boat\"");
}

#[test]
fn the_library_answers_the_row_without_knowing_it() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let days = |key, days: i64| entry_aged(key, days * 24);
    library.refresh(feed_id, vec![days("new", 1), days("week", 6), days("old", 8)]);
    assert_eq!(library.keys((LAST_WEEK.query)(), Filter::All), ["new", "week"]);
    assert_eq!(library.keys((LAST_WEEK.query)(), Filter::Unread), ["new", "week"]);
    let counts = library
        .store
        .reader()
        .smart_counts(&[LAST_WEEK], &utc(store_support::now()), &|| true)
        .unwrap();
    assert_eq!(counts, [(PlaceId::BuiltIn(LAST_WEEK.id), 2)]);
}

/// The query that is saved for a search in the selected place.
fn saved_query(state: &mut AppState, text: &str) -> String {
    state.apply(Action::Search(text.to_owned()), now());
    let effects = state.apply(Action::AddSmartFeed("Saved".to_owned()), now());
    let saved = effects.into_iter().find_map(|effect| match effect {
        Effect::Job(Job::Act(Act::Change(Change::AddSmartFeed { query, .. }))) => Some(query),
        _ => None,
    });
    saved.expect("a search was saved")
}

#[test]
fn a_search_saved_in_a_feed_finds_that_feed_alone_whatever_it_is_called() {
    let mut library = Library::new();
    let news = library.subscribe("news");
    let daily = library.subscribe("daily");
    library.store.rename_feed(news, Some("News"), now()).unwrap();
    library.store.rename_feed(daily, Some("Daily News"), now()).unwrap();
    library.refresh(news, vec![entry_aged("boat in news", 1)]);
    library.refresh(daily, vec![entry_aged("boat in daily news", 1)]);
    let mut state = state_with(&[]);
    let view =
        LibraryView { feeds: library.store.reader().feeds().unwrap(), ..LibraryView::default() };
    state.receive(Event::Library(Arc::new(view)), now());
    state.apply(Action::SelectPlace(PlaceId::Feed(news)), now());
    let query = saved_query(&mut state, "boat");
    library.store.add_smart_feed("Boats", &query, now()).unwrap();
    let found = |library: &Library| {
        let saved = library.store.reader().smart_feeds().unwrap();
        library.keys(saved[0].expr.clone(), Filter::All)
    };
    assert_eq!(found(&library), ["boat in news"]);
    for title in ["The \"Real\" News", "Something else"] {
        library.store.rename_feed(news, Some(title), now()).unwrap();
        assert_eq!(found(&library), ["boat in news"], "{title}");
    }
}

#[test]
fn an_old_search_that_names_a_feed_by_title_still_finds_every_feed_called_so() {
    let mut library = Library::new();
    for title in ["News", "Daily News", "Tea"] {
        let feed_id = library.subscribe(&title.to_lowercase().replace(' ', "-"));
        library.store.rename_feed(feed_id, Some(title), now()).unwrap();
        library.refresh(feed_id, vec![entry_aged(title, 1)]);
    }
    library.store.add_smart_feed("Old", "feed:\"News\"", now()).unwrap();
    let saved = library.store.reader().smart_feeds().unwrap();
    let mut found = library.keys(saved[0].expr.clone(), Filter::All);
    found.sort();
    assert_eq!(found, ["Daily News", "News"]);
}

#[test]
fn a_search_keeps_to_the_place_where_it_is_saved() {
    let search = SmartFeed {
        id: SmartFeedId(1),
        name: "Boats".to_owned(),
        text: "boat OR ship".to_owned(),
        expr: parse_stored("boat OR ship"),
    };
    let folder = gleaner::model::Folder {
        hides_count: false,
        id: FolderId(3),
        parent: None,
        name: "Sea".to_owned(),
        position: 1,
        account_id: None,
        stories: None,
    };
    let library = LibraryView {
        feeds: vec![feed(1)],
        folders: vec![folder],
        smart_feeds: vec![search],
        counts: counts(&[]),
        ..LibraryView::default()
    };
    let mut state = state_with(&[]);
    state.receive(Event::Library(Arc::new(library)), now());
    for (place, saved) in [
        (PlaceId::ALL, "tea -milk"),
        (PlaceId::UNREAD, "tea -milk"),
        (PlaceId::TODAY, "is:today \"tea\" -\"milk\""),
        (PlaceId::STARRED, "is:starred \"tea\" -\"milk\""),
        (PlaceId::Feed(FeedId(1)), "feed:#1 \"tea\" -\"milk\""),
        (PlaceId::Folder(FolderId(3)), "folder:#3 \"tea\" -\"milk\""),
        (PlaceId::Search(SmartFeedId(1)), "(\"boat\" OR \"ship\") \"tea\" -\"milk\""),
    ] {
        state.apply(Action::SelectPlace(place), now());
        assert_eq!(saved_query(&mut state, "tea -milk"), saved, "{place:?}");
    }
}

#[test]
fn people_see_the_title_of_a_feed_that_a_search_names_by_number() {
    let mut state = state_with(&[]);
    let search = SmartFeed {
        id: SmartFeedId(1),
        name: "Boats".to_owned(),
        text: "feed:#1 boat".to_owned(),
        expr: parse_stored("feed:#1 boat"),
    };
    let library = LibraryView { smart_feeds: vec![search.clone()], ..(*state.library).clone() };
    state.receive(Event::Library(Arc::new(library)), now());
    assert_eq!(state.query_text(&search), "feed:\"Feed 1\"#1 boat");
    assert_eq!(parse("feed:\"Feed 1\"#1 boat"), Ok(search.expr));
}

#[test]
fn a_window_that_was_closed_at_a_saved_search_opens_with_what_that_finds() {
    let place = PlaceId::Search(SmartFeedId(1));
    let session = Session { place: Some(place), ..Session::default() };
    let mut state = AppState::new(Settings::default(), session, TimeZone::UTC);
    let asked = state.start(now());
    assert!(
        !asked.iter().any(|effect| matches!(effect, Effect::Job(Job::Read(Read::List { .. }))))
    );
    let search = SmartFeed {
        id: SmartFeedId(1),
        name: "Boats".to_owned(),
        text: "boat".to_owned(),
        expr: parse_stored("boat"),
    };
    let library = LibraryView { smart_feeds: vec![search], ..LibraryView::default() };
    let asked = state.receive(Event::Library(Arc::new(library)), now());
    assert_eq!(asked_list(&asked).expr, parse_stored("boat"));
    assert_ne!(asked_list(&asked).expr, Expr::All);
}
