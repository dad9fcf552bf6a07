//! What the window does with what people ask and workers answer, without any window.

use std::sync::Arc;

use gleaner::app::{Action, AddFeed, AddStage, AppState, Command, Dialog, Effect, ImportStage, MarkRange, Place};
use gleaner::config::{Session, SessionSource, Settings};
use gleaner::model::{
    Entry, EntryContent, EntryId, EntryKey, EntryRow, EntryStatus, Feed, FeedHealth, FeedId, Filter, FolderId, ListEntry, ReadingPosition,
    StatusChange, Step, StepId, UnreadCounts,
};
use gleaner::worker::{Article, Change, Event, Job, LibraryView, Preview, RefreshSummary, Scope};
use jiff::Timestamp;
use jiff::tz::TimeZone;

fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn entry(id: i64, feed: i64, is_read: bool) -> ListEntry {
    ListEntry { id: EntryId(id), feed_id: FeedId(feed), sort_secs: now().as_second() - 1000 + id, is_read, is_starred: false }
}

fn feed(id: i64) -> Feed {
    Feed {
        id: FeedId(id),
        feed_url: format!("https://example.org/{id}").parse().unwrap(),
        published_title: format!("Feed {id}"),
        custom_title: None,
        site_url: None,
        icon_url: None,
        description: None,
        folder_id: None,
        position: id,
        added: now(),
        health: FeedHealth::default(),
        wants_full_text: false,
        options: gleaner::model::FeedOptions::default(),
    }
}

fn article(id: i64) -> Arc<Article> {
    let content = EntryContent { title: format!("Entry {id}"), ..EntryContent::default() };
    let entry = Entry {
        id: EntryId(id),
        feed_id: FeedId(1),
        key: EntryKey(id.to_string()),
        first_seen: now(),
        content,
        status: EntryStatus::default(),
    };
    Arc::new(Article {
        entry,
        document: Arc::default(),
        subtitle: None,
        own_tags: Vec::new(),
        facts: Vec::new(),
        reading_minutes: 1,
        formulas: Arc::default(),
        is_full_text: false,
        is_light: false,
    })
}

fn counts(unread: &[(i64, u32)]) -> UnreadCounts {
    UnreadCounts { by_feed: unread.iter().map(|(id, count)| (FeedId(*id), *count)).collect(), today: 0, starred: 0 }
}

/// A state with two feeds whose list has come; `generation` of the last list is returned by [`list_job`].
fn state_with(entries: &[ListEntry]) -> AppState {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let effects = state.start(now());
    let unread = |feed_id: i64| entries.iter().filter(|entry| entry.feed_id.0 == feed_id && !entry.is_read).count() as u32;
    let library = LibraryView {
        feeds: vec![feed(1), feed(2)],
        folders: vec![],
        smart_feeds: vec![],
        rules: vec![],
        tags: vec![],
        counts: counts(&[(1, unread(1)), (2, unread(2))]),
    };
    state.receive(Event::Library(Arc::new(library)), now());
    answer_list(&mut state, &effects, entries);
    state
}

fn generation(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Job(Job::LoadList { generation, .. }) => Some(*generation),
        _ => None,
    })
}

fn answer_list(state: &mut AppState, effects: &[Effect], entries: &[ListEntry]) -> Vec<Effect> {
    let generation = generation(effects).expect("a list was asked for");
    state.receive(Event::List { generation, entries: entries.to_vec(), is_complete: true }, now())
}

fn status_jobs(effects: &[Effect]) -> Vec<(Vec<EntryId>, StatusChange)> {
    let job = |effect: &Effect| match effect {
        Effect::Job(Job::SetStatus { entry_ids, change, .. }) => Some((entry_ids.clone(), *change)),
        Effect::Job(Job::MarkOpened { entry_id, .. }) => Some((vec![*entry_id], StatusChange::Read(true))),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

fn asked_articles(effects: &[Effect]) -> Vec<i64> {
    let job = |effect: &Effect| match effect {
        Effect::Job(Job::LoadArticle(id)) => Some(id.0),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

fn saved(step: i64, ids: &[i64], is_read: bool) -> Event {
    Event::StatusSaved {
        step: Some(Step { id: StepId(step), changed: ids.len() as u32, title: format!("Marked {} entries as read", ids.len()) }),
        changed: Arc::new(ids.iter().map(|id| (EntryId(*id), is_read, false)).collect()),
        counts: counts(&[]),
    }
}

#[test]
fn opening_an_entry_marks_it_read_at_once_and_keeps_it_in_the_list() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    let effects = state.apply(Action::StepEntry(1), now());
    assert_eq!(status_jobs(&effects), [(vec![EntryId(2)], StatusChange::Read(true))]);
    assert!(state.list.entries()[0].is_read);
    assert_eq!(state.list.entries().len(), 2);
    assert_eq!(state.library.counts.total(), 1);
}

#[test]
fn the_next_entry_is_ready_before_it_is_asked_for() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    let effects = state.apply(Action::StepEntry(1), now());
    assert_eq!(asked_articles(&effects), [2, 1]);
    state.receive(Event::Article(article(2)), now());
    state.receive(Event::Article(article(1)), now());
    assert_eq!(state.shown_article().unwrap().entry.id, EntryId(2));
    state.apply(Action::StepEntry(1), now());
    assert_eq!(state.shown_article().unwrap().entry.id, EntryId(1));
}

#[test]
fn an_article_that_comes_late_does_not_replace_the_one_that_is_wanted() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    state.apply(Action::SelectEntry(EntryId(1)), now());
    state.receive(Event::Article(article(1)), now());
    state.receive(Event::Article(article(2)), now());
    assert_eq!(state.shown_article().unwrap().entry.id, EntryId(1));
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut state = state_with(&[entry(1, 1, false)]);
    let old = state.apply(Action::SelectPlace(Place::Library(SessionSource::Starred)), now());
    let new = state.apply(Action::SelectPlace(Place::Library(SessionSource::All)), now());
    answer_list(&mut state, &new, &[entry(2, 1, true)]);
    answer_list(&mut state, &old, &[entry(9, 1, true)]);
    assert_eq!(state.list.entries()[0].id, EntryId(2));
}

#[test]
fn marking_all_as_read_can_be_undone() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 2, false)]);
    let effects = state.apply(Action::MarkListRead, now());
    assert_eq!(status_jobs(&effects)[0].0.len(), 2);
    assert_eq!(state.list.unread(), 0);
    state.receive(saved(7, &[2, 1], true), now());
    let notice = state.notice.clone().unwrap();
    assert_eq!((notice.text.as_str(), notice.undo), ("Marked 2 entries as read", Some(StepId(7))));
    let effects = state.apply(Action::Undo(None), now());
    assert!(matches!(effects.as_slice(), [Effect::Job(Job::Undo { step: None, .. })]), "the latest");
    let undone = Event::StatusSaved { step: None, changed: Arc::new(vec![(EntryId(2), false, false)]), counts: counts(&[(1, 1)]) };
    state.receive(undone, now());
    assert!(!state.list.get(EntryId(2)).unwrap().is_read);
    state.receive(Event::Undone { title: Some("Marked 2 entries as read".to_owned()), is_redo: false }, now());
    assert_eq!(state.notice.unwrap().text, "Undone: Marked 2 entries as read");
}

#[test]
fn a_change_that_cannot_be_saved_is_taken_back_and_told() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SetRead(EntryId(1), true), now());
    let failed = Event::StatusFailed {
        entry_ids: vec![EntryId(1)],
        change: StatusChange::Read(true),
        message: "Couldn't save - the disk is full".to_owned(),
    };
    state.receive(failed, now());
    assert!(!state.list.entries()[0].is_read);
    assert!(state.notice.as_ref().unwrap().is_error);
}

#[test]
fn a_refresh_adds_entries_without_taking_read_ones_away() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    let effects = state.receive(Event::RefreshFinished(RefreshSummary::default()), now());
    answer_list(&mut state, &effects, &[entry(3, 1, false), entry(1, 1, false)]);
    let ids: Vec<i64> = state.list.entries().iter().map(|entry| entry.id.0).collect();
    assert_eq!(ids, [3, 2, 1]);
    assert_eq!(state.list.selected(), Some(EntryId(2)));
}

#[test]
fn next_unread_goes_on_to_the_next_feed_that_has_something() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 2, false)]);
    let effects = state.apply(Action::SelectPlace(Place::Library(SessionSource::Feed(FeedId(1)))), now());
    answer_list(&mut state, &effects, &[entry(2, 1, false)]);
    state.apply(Action::NextUnread, now());
    assert_eq!(state.list.selected(), Some(EntryId(2)));
    let effects = state.apply(Action::NextUnread, now());
    assert_eq!(state.place(), Place::Library(SessionSource::Feed(FeedId(2))));
    answer_list(&mut state, &effects, &[entry(1, 2, false)]);
    assert_eq!(state.list.selected(), Some(EntryId(1)));
    state.apply(Action::NextUnread, now());
    assert_eq!(state.notice.as_ref().unwrap().text, "Nothing unread");
}

#[test]
fn the_open_entry_comes_back_after_a_restart_even_though_it_is_read() {
    let session = Session { entry: Some(EntryId(2)), source: Some(SessionSource::Unread), ..Session::default() };
    let mut state = AppState::new(Settings::default(), session, TimeZone::UTC);
    let effects = state.start(now());
    assert_eq!(asked_articles(&effects), [2]);
    state.receive(Event::Article(article(2)), now());
    answer_list(&mut state, &effects, &[entry(3, 1, false), entry(1, 1, false)]);
    assert_eq!(state.list.selected(), Some(EntryId(2)));
    assert_eq!(state.shown_article().unwrap().entry.id, EntryId(2));
    assert_eq!(state.list.entries().len(), 3);
}

#[test]
fn a_reading_position_is_saved_once() {
    let mut state = state_with(&[entry(1, 1, false)]);
    let position = ReadingPosition { block: 4, fraction: 0.5 };
    assert_eq!(state.apply(Action::KeepPosition(EntryId(1), position), now()).len(), 1);
    assert_eq!(state.apply(Action::KeepPosition(EntryId(1), position), now()).len(), 0);
    assert_eq!(state.apply(Action::KeepPosition(EntryId(-1), position), now()).len(), 0);
}

#[test]
fn searching_looks_at_read_entries_too() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::ShowSearch(true), now());
    let effects = state.apply(Action::Search("kafka".to_owned()), now());
    let query = effects.iter().find_map(|effect| match effect {
        Effect::Job(Job::LoadList { query, .. }) => Some(query.clone()),
        _ => None,
    });
    let query = query.unwrap();
    assert_eq!((query.search.as_str(), query.filter), ("kafka", Filter::All));
}

#[test]
fn refreshing_a_smart_feed_refreshes_everything() {
    let mut state = state_with(&[]);
    let effects = state.apply(Action::RefreshPlace(state.place()), now());
    assert!(matches!(effects.as_slice(), [Effect::Job(Job::Refresh(Scope::All))]));
    let effects = state.apply(Action::RefreshPlace(Place::Library(SessionSource::Feed(FeedId(2)))), now());
    assert!(matches!(effects.as_slice(), [Effect::Job(Job::Refresh(Scope::Feed(FeedId(2))))]));
}

#[test]
fn being_offline_is_one_calm_notice() {
    let mut state = state_with(&[]);
    let summary = RefreshSummary { feeds: 500, failed: 500, is_offline: true, ..RefreshSummary::default() };
    state.receive(Event::RefreshFinished(summary), now());
    assert!(state.notice.as_ref().unwrap().text.contains("offline"));
}

#[test]
fn a_feed_that_is_gone_from_the_library_is_left() {
    let mut state = state_with(&[]);
    state.apply(Action::SelectPlace(Place::Library(SessionSource::Feed(FeedId(2)))), now());
    let library = LibraryView { feeds: vec![feed(1)], ..LibraryView::default() };
    state.receive(Event::Library(Arc::new(library)), now());
    assert_eq!(state.place(), Place::Library(SessionSource::Unread));
}

#[test]
fn only_web_and_mail_addresses_are_opened_and_without_what_tracks() {
    let mut state = state_with(&[]);
    let mut opened = |address: &str| {
        let action = Action::OpenUrl { url: address.parse().unwrap(), in_background: false };
        match state.apply(action, now()).as_slice() {
            [Effect::OpenUrl { url, .. }] => Some(url.to_string()),
            _ => None,
        }
    };
    for address in ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://a.org/", "ssh://a.org/", "gleaner:welcome"] {
        assert_eq!(opened(address), None, "{address}");
    }
    assert_eq!(opened("mailto:a@b.org").as_deref(), Some("mailto:a@b.org"));
    assert_eq!(opened("https://a.org/x?id=1&utm_source=rss&mc_eid=2").as_deref(), Some("https://a.org/x?id=1"));
}

#[test]
fn a_link_is_copied_without_what_tracks() {
    let mut state = state_with(&[]);
    let effects = state.apply(Action::CopyLink("https://a.org/x?fbclid=1&gclid=2".parse().unwrap()), now());
    assert!(matches!(effects.as_slice(), [Effect::Copy(text)] if text == "https://a.org/x"), "{effects:?}");
}

#[test]
fn candidates_of_an_older_search_are_dropped() {
    let mut state = state_with(&[]);
    state.apply(Action::OpenDialog(Box::new(Dialog::AddFeed(AddFeed::default()))), now());
    state.apply(Action::Discover("a.example".to_owned()), now());
    state.apply(Action::Discover("b.example".to_owned()), now());
    state.receive(Event::Discovered { generation: 1, result: Err("late".to_owned()) }, now());
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert_eq!(add.stage, AddStage::Searching);
    state.receive(Event::Discovered { generation: 2, result: Ok(vec![]) }, now());
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert!(matches!(add.stage, AddStage::Failed(_)));
}

#[test]
fn a_long_article_is_let_go_of_once_the_window_has_what_it_needs() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(1)), now());
    state.receive(Event::Article(article(1)), now());
    state.apply(Action::LightenArticle, now());
    let shown = state.shown_article().cloned().unwrap();
    assert!(shown.is_light && shown.entry.content.html.is_empty() && shown.entry.content.title == "Entry 1");
    // Whatever needs the rest asks for it once more.
    assert_eq!(asked_articles(&state.apply(Action::ReloadArticle, now())), [1]);
    assert!(state.shown_article().is_none());
    state.receive(Event::Article(article(1)), now());
    assert!(state.shown_article().is_some_and(|article| !article.is_light));
}

#[test]
fn a_list_that_comes_late_does_not_replace_a_preview() {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let asked = state.start(now());
    let source = "<rss version='2.0'><channel><title>T</title><item><title>Only</title><guid>1</guid></item></channel></rss>";
    let feed = gleaner::parse::parse_feed(source.as_bytes(), &gleaner::parse::ParseContext::new(None, None)).unwrap();
    let preview = Preview { feed_url: "https://example.org/feed".parse().unwrap(), feed: Arc::new(feed), excerpts: vec![String::new()] };
    state.receive(Event::PreviewReady(Ok(Arc::new(preview))), now());
    answer_list(&mut state, &asked, &[entry(1, 1, false)]);
    assert_eq!(state.list.entries().iter().map(|entry| entry.id.0).collect::<Vec<_>>(), [-1]);
}

#[test]
fn a_search_that_is_saved_in_a_place_keeps_to_it() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SelectPlace(Place::Library(SessionSource::Feed(FeedId(1)))), now());
    state.apply(Action::Search("kafka OR lag".to_owned()), now());
    let effects = state.apply(Action::AddSmartFeed("Lag".to_owned()), now());
    let saved = effects.iter().find_map(|effect| match effect {
        Effect::Job(Job::Change(Change::AddSmartFeed { name, query })) => Some((name.as_str(), query.as_str())),
        _ => None,
    });
    assert_eq!(saved, Some(("Lag", "feed:\"Feed 1\" (kafka OR lag)")));
    assert!(state.search.is_none());
}

/// The first or a later part of the list that `effects` asked for.
fn answer_part(state: &mut AppState, effects: &[Effect], entries: &[ListEntry], is_complete: bool) -> Vec<Effect> {
    let generation = generation(effects).expect("a list was asked for");
    state.receive(Event::List { generation, entries: entries.to_vec(), is_complete }, now())
}

fn to_feed(id: i64) -> Action {
    Action::SelectPlace(Place::Library(SessionSource::Feed(FeedId(id))))
}

#[test]
fn marking_all_as_read_means_the_list_that_is_coming_and_all_of_it() {
    let mut state = state_with(&[entry(9, 2, false)]);
    let asked = state.apply(to_feed(1), now());
    assert!(Command::MarkAllRead.resolve(&state).is_some());
    assert_eq!(status_jobs(&state.apply(Action::MarkListRead, now())), []);
    assert_eq!(status_jobs(&answer_part(&mut state, &asked, &[entry(3, 1, false)], false)), []);
    let effects = answer_part(&mut state, &asked, &[entry(2, 1, false)], true);
    assert_eq!(status_jobs(&effects), [(vec![EntryId(3), EntryId(2)], StatusChange::Read(true))]);
}

#[test]
fn marking_below_waits_for_what_is_below() {
    let mut state = state_with(&[entry(9, 2, false)]);
    let asked = state.apply(to_feed(1), now());
    answer_part(&mut state, &asked, &[entry(3, 1, true)], false);
    state.apply(Action::SelectEntry(EntryId(3)), now());
    assert_eq!(status_jobs(&state.apply(Action::MarkRange(MarkRange::Below), now())), []);
    let effects = answer_part(&mut state, &asked, &[entry(2, 1, false)], true);
    assert_eq!(status_jobs(&effects), [(vec![EntryId(2)], StatusChange::Read(true))]);
}

#[test]
fn a_list_that_is_read_again_is_marked_at_once() {
    let mut state = state_with(&[entry(2, 1, false)]);
    state.receive(Event::RefreshFinished(RefreshSummary::default()), now());
    assert_eq!(status_jobs(&state.apply(Action::MarkListRead, now())).len(), 1);
}

#[test]
fn steps_wait_for_the_list_that_was_gone_to() {
    let mut state = state_with(&[entry(9, 2, false), entry(8, 2, false)]);
    let asked = state.apply(to_feed(1), now());
    state.apply(Action::StepEntry(1), now());
    assert_eq!(state.list.selected(), None);
    answer_part(&mut state, &asked, &[entry(3, 1, false)], false);
    assert_eq!(state.list.selected(), Some(EntryId(3)));
}

#[test]
fn the_next_unread_entry_may_be_in_the_rest_of_the_list() {
    let mut state = state_with(&[entry(9, 2, false)]);
    let asked = state.apply(to_feed(1), now());
    answer_part(&mut state, &asked, &[entry(3, 1, true)], false);
    state.apply(Action::NextUnread, now());
    assert_eq!(state.place(), Place::Library(SessionSource::Feed(FeedId(1))));
    answer_part(&mut state, &asked, &[entry(2, 1, false)], true);
    assert_eq!(state.list.selected(), Some(EntryId(2)));
}

#[test]
fn who_selects_an_entry_is_not_led_to_an_unread_one_later() {
    let mut state = state_with(&[entry(2, 1, true), entry(1, 2, false)]);
    let asked = state.apply(to_feed(1), now());
    state.apply(Action::NextUnread, now());
    answer_part(&mut state, &asked, &[entry(2, 1, true)], false);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    answer_part(&mut state, &asked, &[entry(1, 1, false)], true);
    assert_eq!(state.list.selected(), Some(EntryId(2)));
}

#[test]
fn marking_a_place_as_read_means_more_than_what_a_search_found_in_it() {
    let mut state = state_with(&[]);
    state.apply(to_feed(1), now());
    let asked = state.apply(Action::Search("kafka".to_owned()), now());
    answer_list(&mut state, &asked, &[entry(2, 1, false)]);
    let asked = state.apply(Action::MarkPlaceRead(state.place()), now());
    assert_eq!(state.search, None);
    let effects = answer_list(&mut state, &asked, &[entry(3, 1, false), entry(2, 1, false)]);
    assert_eq!(status_jobs(&effects)[0].0.len(), 2);
}

#[test]
fn the_previous_unread_entry_may_be_in_another_feed() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 2, false)]);
    let asked = state.apply(to_feed(2), now());
    answer_list(&mut state, &asked, &[entry(1, 2, true)]);
    let asked = state.apply(Action::PreviousUnread, now());
    assert_eq!(state.place(), Place::Library(SessionSource::Feed(FeedId(1))));
    answer_part(&mut state, &asked, &[entry(3, 1, false)], false);
    assert_eq!(state.list.selected(), None, "the last one has yet to come");
    answer_part(&mut state, &asked, &[entry(2, 1, false)], true);
    assert_eq!(state.list.selected(), Some(EntryId(2)));
}

#[test]
fn without_anything_unread_going_back_says_so_too() {
    let mut state = state_with(&[entry(1, 1, true)]);
    state.apply(Action::PreviousUnread, now());
    assert_eq!(state.notice.as_ref().unwrap().text, "Nothing unread");
}

#[test]
fn the_next_feed_with_something_unread_is_the_next_in_the_sidebar() {
    let mut state = state_with(&[]);
    let folder = gleaner::model::Folder { id: FolderId(1), name: "Folder".to_owned(), parent: None, position: 1 };
    let feeds = vec![feed(1), feed(2), Feed { folder_id: Some(FolderId(1)), ..feed(3) }];
    let counts = counts(&[(1, 1), (2, 1), (3, 1)]);
    state.receive(Event::Library(Arc::new(LibraryView { feeds, folders: vec![folder], counts, ..LibraryView::default() })), now());
    let asked = state.apply(to_feed(3), now());
    answer_list(&mut state, &asked, &[]);
    state.apply(Action::NextUnread, now());
    assert_eq!(state.place(), Place::Library(SessionSource::Feed(FeedId(1))), "folders stand above feeds");
}

#[test]
fn hiding_an_entry_goes_on_to_the_next() {
    let mut state = state_with(&[entry(3, 1, false), entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    let asked = state.apply(Action::Hide(EntryId(2)), now());
    assert_eq!(state.list.selected(), Some(EntryId(1)));
    answer_list(&mut state, &asked, &[entry(3, 1, false)]);
    let ids: Vec<i64> = state.list.entries().iter().map(|entry| entry.id.0).collect();
    assert_eq!(ids, [3, 1]);
    state.apply(Action::Hide(EntryId(1)), now());
    assert_eq!(state.list.selected(), Some(EntryId(3)), "the last one has none below");
}

#[test]
fn another_order_or_filter_keeps_the_selected_entry() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    let asked = state.apply(to_feed(1), now());
    answer_list(&mut state, &asked, &[entry(2, 1, false), entry(1, 1, true)]);
    state.apply(Action::SelectEntry(EntryId(1)), now());
    let asked = state.apply(Action::ToggleFilter, now());
    answer_list(&mut state, &asked, &[entry(2, 1, false)]);
    assert_eq!(state.list.selected_index(), Some(1));
    assert!(Command::ToggleStar.resolve(&state).is_some());
}

#[test]
fn opening_in_the_browser_means_the_selected_entry_even_before_its_article_is_there() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    state.receive(Event::Article(article(2)), now());
    let row = EntryRow {
        id: EntryId(1),
        feed_id: FeedId(1),
        title: "Entry 1".to_owned(),
        excerpt: String::new(),
        author: None,
        shown_time: now(),
        is_time_guessed: false,
        url: "https://example.org/1".parse().ok(),
    };
    state.receive(Event::Rows(vec![row]), now());
    state.apply(Action::SelectEntry(EntryId(1)), now());
    assert_eq!(state.shown_article().unwrap().entry.id, EntryId(2), "it lags behind");
    let expected = Action::OpenUrl { url: "https://example.org/1".parse().unwrap(), in_background: false };
    assert_eq!(Command::OpenInBrowser.resolve(&state), Some(expected));
    assert_eq!(Command::CopyAsText.resolve(&state), Some(Action::CopyAsText(EntryId(1))));
}

#[test]
fn tags_are_read_again_when_the_change_is_done_and_when_it_is_undone() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    state.receive(Event::Article(article(2)), now());
    let dialog = Dialog::Tags { entry_id: EntryId(7), text: String::new() };
    assert_eq!(asked_articles(&state.apply(Action::OpenDialog(Box::new(dialog)), now())), [7], "the one that is tagged");
    let effects = state.apply(Action::Tag { id: EntryId(7), name: "later".to_owned(), is_on: true }, now());
    assert_eq!(asked_articles(&effects), [0; 0], "too early");
    let step = Step { id: StepId(1), changed: 1, title: "Tagged".to_owned() };
    assert_eq!(asked_articles(&state.receive(Event::Changed(step), now())), [2, 7]);
    state.receive(Event::Article(article(7)), now());
    assert!(state.article_of(EntryId(7)).is_some());
    let undone = Event::Undone { title: Some("Tagged".to_owned()), is_redo: false };
    assert_eq!(asked_articles(&state.receive(undone, now())), [2, 7]);
}

/// The number of the plan that is asked for.
fn asked_plan(effects: &[Effect]) -> u64 {
    let asked = effects.iter().find_map(|effect| if let Effect::Job(Job::PlanImport { generation, .. }) = effect { Some(*generation) } else { None });
    asked.unwrap()
}

fn plan(generation: u64, title: &str) -> Event {
    let plan = gleaner::worker::ImportPlan { title: title.to_owned(), ..gleaner::worker::ImportPlan::default() };
    Event::ImportPlanned { generation, result: Ok(plan) }
}

/// The title of the list that is planned, if one is.
fn planned(state: &AppState) -> Option<&str> {
    match state.dialog.as_ref().unwrap() {
        Dialog::Import { stage: ImportStage::Planned(plan), .. } => Some(&plan.title),
        Dialog::Import { .. } => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_plan_for_another_file_is_not_what_is_imported() {
    let mut state = state_with(&[]);
    let first = asked_plan(&state.apply(Action::PlanImport("a.opml".into()), now()));
    state.receive(plan(first, "a"), now());
    assert_eq!(planned(&state), Some("a"));
    state.dialog = Some(Dialog::Import { path: "b.opml".to_owned(), stage: ImportStage::Asking });
    state.receive(plan(first, "a"), now());
    assert_eq!(planned(&state), None);
}

#[test]
fn the_late_plan_of_a_first_file_does_not_fill_a_second_ones_dialog() {
    let mut state = state_with(&[]);
    let first = asked_plan(&state.apply(Action::PlanImport("a.opml".into()), now()));
    state.apply(Action::CloseDialog, now());
    state.receive(plan(first, "a"), now());
    assert_eq!(state.dialog, None, "what was cancelled does not open again");
    let first = asked_plan(&state.apply(Action::PlanImport("a.opml".into()), now()));
    let second = asked_plan(&state.apply(Action::PlanImport("b.opml".into()), now()));
    state.receive(plan(first, "a"), now());
    assert_eq!(planned(&state), None, "b is still being read");
    state.receive(plan(second, "b"), now());
    state.receive(plan(first, "a"), now());
    assert_eq!(planned(&state), Some("b"));
}

fn saves(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Job(Job::SaveSettings(_)))).count()
}

#[test]
fn settings_that_were_only_tried_are_kept_when_the_dialog_closes() {
    let mut state = state_with(&[]);
    let larger = Settings { text_size: state.settings.text_size + 2.0, ..state.settings.clone() };
    state.apply(Action::OpenDialog(Box::new(Dialog::Settings)), now());
    assert_eq!(saves(&state.apply(Action::TrySettings(Box::new(larger.clone())), now())), 0);
    assert_eq!(state.settings, larger, "they are seen at once");
    assert_eq!(saves(&state.apply(Action::CloseDialog, now())), 1);
    assert_eq!(saves(&state.apply(Action::CloseDialog, now())), 0, "once");
}

#[test]
fn feeds_that_were_found_at_an_address_that_was_changed_are_not_shown() {
    let mut state = state_with(&[]);
    state.apply(Action::OpenDialog(Box::new(Dialog::AddFeed(AddFeed::default()))), now());
    state.apply(Action::Discover("a.example".to_owned()), now());
    state.dialog = Some(Dialog::AddFeed(AddFeed { address: "b.example".to_owned(), ..AddFeed::default() }));
    state.receive(Event::Discovered { generation: 1, result: Err("late".to_owned()) }, now());
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert_eq!(add.stage, AddStage::Asking);
}

#[test]
fn folders_sites_and_addresses_are_within_reach_of_the_palette() {
    let mut state = state_with(&[]);
    state.apply(Action::SelectPlace(Place::Library(SessionSource::Folder(FolderId(4)))), now());
    assert_eq!(Command::ToggleFolder.resolve(&state), Some(Action::ToggleFolder(FolderId(4))));
    state.apply(to_feed(1), now());
    let text = "https://example.org/1".to_owned();
    assert_eq!(Command::CopyFeedAddress.resolve(&state), Some(Action::Copy { text, notice: "Address copied" }));
    assert_eq!(Command::OpenSite.resolve(&state), None, "it has none");
}

#[test]
fn what_waited_for_a_list_does_not_happen_to_another() {
    let mut state = state_with(&[entry(9, 2, false)]);
    state.apply(to_feed(1), now());
    state.apply(Action::MarkListRead, now());
    let asked = state.apply(Action::Search("kafka".to_owned()), now());
    assert_eq!(status_jobs(&answer_list(&mut state, &asked, &[entry(3, 1, false)])), []);
}
