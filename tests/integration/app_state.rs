//! The state of the window: how it reacts to people and workers, without any window.

use std::sync::Arc;

use gleaner::app::{Action, AppState, Command, Dialog, Effect};
use gleaner::config::{Session, Settings};
use gleaner::library::{Change, Scope};
use gleaner::model::{
    EntryId, EntryRow, FeedId, Filter, FolderId, ReadingPosition, StatusChange, Step, StepId,
    StepKind, StepTarget,
};
use gleaner::query::PlaceId;
use gleaner::worker::{
    Act, ArticleJob, Event, Fetch, Job, LibraryView, Preview, Read, RefreshSummary,
};
use jiff::tz::TimeZone;

use crate::app_support::{
    answer_list, article, asked_articles, counts, entry, feed, now, saved, state_with, status_jobs,
    to_feed,
};

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
    let old = state.apply(Action::SelectPlace(PlaceId::STARRED), now());
    let new = state.apply(Action::SelectPlace(PlaceId::ALL), now());
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
    assert!(
        matches!(effects.as_slice(), [Effect::Job(Job::Act(Act::Undo { step: None, .. }))]),
        "the latest"
    );
    let undone = Event::StatusSaved {
        step: None,
        changed: Arc::new([(EntryId(2), false, false)].into_iter().collect()),
        counts: counts(&[(1, 1)]),
    };
    state.receive(undone, now());
    assert!(!state.list.get(EntryId(2)).unwrap().is_read);
    state.receive(
        Event::Undone {
            kind: Some(StepKind::MarkRead { entries: StepTarget::Count(2) }),
            lost_secret: false,
            is_redo: false,
        },
        now(),
    );
    assert_eq!(state.notice.unwrap().text, "Undone: Marked 2 entries as read");
}

#[test]
fn a_change_that_cannot_be_saved_is_taken_back_and_told() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SetRead(EntryId(1), true), now());
    let failed = Event::StatusFailed {
        entry_ids: [EntryId(1)].into(),
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
    let effects = state.apply(Action::SelectPlace(PlaceId::Feed(FeedId(1))), now());
    answer_list(&mut state, &effects, &[entry(2, 1, false)]);
    state.apply(Action::NextUnread, now());
    assert_eq!(state.list.selected(), Some(EntryId(2)));
    let effects = state.apply(Action::NextUnread, now());
    assert_eq!(state.place(), PlaceId::Feed(FeedId(2)));
    answer_list(&mut state, &effects, &[entry(1, 2, false)]);
    assert_eq!(state.list.selected(), Some(EntryId(1)));
    state.apply(Action::NextUnread, now());
    assert_eq!(state.notice.as_ref().unwrap().text, "Nothing unread");
}

#[test]
fn the_open_entry_comes_back_after_a_restart_even_though_it_is_read() {
    let session =
        Session { entry: Some(EntryId(2)), place: Some(PlaceId::UNREAD), ..Session::default() };
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
        Effect::Job(Job::Read(Read::List { query, .. })) => Some(query.clone()),
        _ => None,
    });
    let query = query.unwrap();
    assert_eq!((query.expr.to_string().as_str(), query.filter), ("\"kafka\"*", Filter::All));
}

#[test]
fn refreshing_a_smart_feed_refreshes_everything() {
    let mut state = state_with(&[]);
    let effects = state.apply(Action::RefreshPlace(state.place()), now());
    assert!(matches!(effects.as_slice(), [Effect::Job(Job::Fetch(Fetch::Refresh(Scope::All)))]));
    let effects = state.apply(Action::RefreshPlace(PlaceId::Feed(FeedId(2))), now());
    assert!(matches!(
        effects.as_slice(),
        [Effect::Job(Job::Fetch(Fetch::Refresh(Scope::Feed(FeedId(2)))))]
    ));
}

#[test]
fn being_offline_is_one_calm_notice() {
    let mut state = state_with(&[]);
    let summary =
        RefreshSummary { feeds: 500, failed: 500, is_offline: true, ..RefreshSummary::default() };
    state.receive(Event::RefreshFinished(summary), now());
    assert!(state.notice.as_ref().unwrap().text.contains("offline"));
}

#[test]
fn a_feed_that_is_gone_from_the_library_is_left() {
    let mut state = state_with(&[]);
    state.apply(Action::SelectPlace(PlaceId::Feed(FeedId(2))), now());
    let library = LibraryView { feeds: vec![feed(1)], ..LibraryView::default() };
    state.receive(Event::Library(Arc::new(library)), now());
    assert_eq!(state.place(), PlaceId::UNREAD);
}

#[test]
fn an_entry_that_was_open_in_a_place_that_was_left_is_not_opened_at_the_next_start() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(1)), now());
    assert_eq!(state.session.entry, Some(EntryId(1)));
    state.apply(Action::SelectPlace(PlaceId::Feed(FeedId(2))), now());
    assert_eq!(state.session.entry, None);
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
    for address in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.org/",
        "ssh://a.org/",
        "gleaner:welcome",
    ] {
        assert_eq!(opened(address), None, "{address}");
    }
    assert_eq!(opened("mailto:a@b.org").as_deref(), Some("mailto:a@b.org"));
    assert_eq!(
        opened("https://a.org/x?id=1&utm_source=rss&mc_eid=2").as_deref(),
        Some("https://a.org/x?id=1")
    );
}

#[test]
fn a_link_is_copied_without_what_tracks() {
    let mut state = state_with(&[]);
    let effects =
        state.apply(Action::CopyLink("https://a.org/x?fbclid=1&gclid=2".parse().unwrap()), now());
    assert!(
        matches!(effects.as_slice(), [Effect::Copy(text)] if text == "https://a.org/x"),
        "{effects:?}"
    );
}

#[test]
fn a_long_article_is_let_go_of_once_the_window_has_what_it_needs() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(1)), now());
    state.receive(Event::Article(article(1)), now());
    state.apply(Action::LightenArticle, now());
    let shown = state.shown_article().cloned().unwrap();
    assert!(
        shown.is_light
            && shown.entry.content.html.is_empty()
            && shown.entry.content.title == "Entry 1"
    );
    // Everything that needs the rest asks for it once more.
    assert_eq!(asked_articles(&state.apply(Action::ReloadArticle, now())), [1]);
    assert!(state.shown_article().is_none());
    state.receive(Event::Article(article(1)), now());
    assert!(state.shown_article().is_some_and(|article| !article.is_light));
}

#[test]
fn a_list_that_comes_late_does_not_replace_a_preview() {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let asked = state.start(now());
    let source = "<rss version='2.0'><channel><title>T</title><item><title>Only</title>\
                  <guid>1</guid></item></channel></rss>";
    let feed = gleaner::parse::parse_feed(
        source.as_bytes(),
        &gleaner::parse::ParseContext::new(None, None),
    )
    .unwrap();
    let preview = Preview {
        feed_url: "https://example.org/feed".parse().unwrap(),
        feed: Arc::new(feed),
        excerpts: vec![String::new()],
    };
    state.receive(Event::PreviewReady(Ok(Arc::new(preview))), now());
    answer_list(&mut state, &asked, &[entry(1, 1, false)]);
    assert_eq!(state.list.entries().iter().map(|entry| entry.id.0).collect::<Vec<_>>(), [-1]);
}

#[test]
fn a_search_that_is_saved_in_a_place_keeps_to_it() {
    let mut state = state_with(&[entry(1, 1, false)]);
    state.apply(Action::SelectPlace(PlaceId::Feed(FeedId(1))), now());
    state.apply(Action::Search("kafka OR lag".to_owned()), now());
    let effects = state.apply(Action::AddSmartFeed("Lag".to_owned()), now());
    let saved = effects.iter().find_map(|effect| match effect {
        Effect::Job(Job::Act(Act::Change(Change::AddSmartFeed { name, query }))) => {
            Some((name.as_str(), query.as_str()))
        }
        _ => None,
    });
    assert_eq!(saved, Some(("Lag", "feed:#1 (\"kafka\" OR \"lag\")")));
    assert!(state.search.is_none());
}

#[test]
fn rows_of_a_search_have_its_hits_and_those_of_another_are_dropped() {
    let row = |excerpt: &str| EntryRow {
        id: EntryId(1),
        feed_id: FeedId(1),
        title: "Entry 1".to_owned(),
        excerpt: excerpt.to_owned(),
        author: None,
        shown_time: now(),
        is_time_guessed: false,
        edits: 0,
        url: None,
        snooze: None,
    };
    let mut state = state_with(&[entry(1, 1, false)]);
    let asked = state.apply(Action::Search("kafka".to_owned()), now());
    let effects = answer_list(&mut state, &asked, &[entry(1, 1, false)]);
    let asks_for_hits = |effect: &Effect| match effect {
        Effect::Job(Job::Article(ArticleJob::FoundRows(ids, _))) => *ids == [EntryId(1)],
        _ => false,
    };
    assert!(effects.iter().any(asks_for_hits));
    let highlights = Arc::clone(&state.highlights);
    state.receive(Event::Rows(vec![row("late")], Arc::default()), now());
    assert!(state.list.row(EntryId(1)).is_none());
    state.receive(Event::Rows(vec![row("with kafka")], highlights), now());
    assert_eq!(state.list.row(EntryId(1)).unwrap().excerpt, "with kafka");
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
        edits: 0,
        url: "https://example.org/1".parse().ok(),
        snooze: None,
    };
    state.receive(Event::Rows(vec![row], Arc::default()), now());
    state.apply(Action::SelectEntry(EntryId(1)), now());
    assert_eq!(state.shown_article().unwrap().entry.id, EntryId(2), "it lags behind");
    let expected =
        Action::OpenUrl { url: "https://example.org/1".parse().unwrap(), in_background: false };
    assert_eq!(Command::OpenInBrowser.resolve(&state), Some(expected));
    assert_eq!(Command::CopyAsText.resolve(&state), Some(Action::CopyAsText(EntryId(1))));
}

#[test]
fn tags_are_read_again_when_the_change_is_done_and_when_it_is_undone() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    state.receive(Event::Article(article(2)), now());
    let dialog = Dialog::Tags { entry_id: EntryId(7), text: String::new() };
    assert_eq!(
        asked_articles(&state.apply(Action::OpenDialog(Box::new(dialog)), now())),
        [7],
        "the one that is tagged"
    );
    let effects =
        state.apply(Action::Tag { id: EntryId(7), name: "later".to_owned(), is_on: true }, now());
    assert_eq!(asked_articles(&effects), [0; 0], "too early");
    let kind = StepKind::Tag { entries: StepTarget::Count(1), tag: "later".to_owned() };
    let step = Step { id: StepId(1), changed: 1, kind: kind.clone() };
    assert_eq!(asked_articles(&state.receive(Event::Changed(step), now())), [2, 7]);
    state.receive(Event::Article(article(7)), now());
    assert!(state.article_of(EntryId(7)).is_some());
    let undone = Event::Undone { kind: Some(kind), lost_secret: false, is_redo: false };
    assert_eq!(asked_articles(&state.receive(undone, now())), [2, 7]);
}

#[test]
fn folders_sites_and_addresses_are_within_reach_of_the_palette() {
    let mut state = state_with(&[]);
    state.apply(Action::SelectPlace(PlaceId::Folder(FolderId(4))), now());
    assert_eq!(Command::ToggleFolder.resolve(&state), Some(Action::ToggleFolder(FolderId(4))));
    state.apply(to_feed(1), now());
    let text = "https://example.org/1".to_owned();
    assert_eq!(
        Command::CopyFeedAddress.resolve(&state),
        Some(Action::Copy { text, notice: "Feed link copied".to_owned() })
    );
    assert_eq!(Command::OpenSite.resolve(&state), None, "it has none");
}
