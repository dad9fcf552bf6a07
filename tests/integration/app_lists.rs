//! Commands while a list is loading, and how the selection continues in the new list.

use std::sync::Arc;

use gleaner::app::{Action, Command, MarkRange};
use gleaner::model::{EntryId, Feed, FeedId, FolderId, StatusChange};
use gleaner::query::PlaceId;
use gleaner::worker::{Event, LibraryView, RefreshSummary};

use crate::app_support::{
    answer_list, answer_part, counts, entry, feed, now, saved, saved_star, state_with, status_jobs,
    to_feed,
};

#[test]
fn marking_all_as_read_means_the_list_that_is_coming_and_all_of_it() {
    let mut state = state_with(&[entry(9, 2, false)]);
    let asked = state.apply(to_feed(1), now());
    assert!(Command::MarkAllRead.resolve(&state).is_some());
    assert_eq!(status_jobs(&state.apply(Action::MarkListRead, now())), []);
    assert_eq!(status_jobs(&answer_part(&mut state, &asked, &[entry(3, 1, false)], false)), []);
    let effects = answer_part(&mut state, &asked, &[entry(2, 1, false)], true);
    assert_eq!(status_jobs(&effects), [(vec![EntryId(2), EntryId(3)], StatusChange::Read(true))]);
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
    assert_eq!(state.place(), PlaceId::Feed(FeedId(1)));
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
    assert_eq!(state.place(), PlaceId::Feed(FeedId(1)));
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
    let folder = gleaner::model::Folder {
        hides_count: false,
        id: FolderId(1),
        name: "Folder".to_owned(),
        parent: None,
        position: 1,
        account_id: None,
        stories: None,
    };
    let feeds = vec![feed(1), feed(2), Feed { folder_id: Some(FolderId(1)), ..feed(3) }];
    let counts = counts(&[(1, 1), (2, 1), (3, 1)]);
    state.receive(
        Event::Library(Arc::new(LibraryView {
            feeds,
            folders: vec![folder],
            counts,
            ..LibraryView::default()
        })),
        now(),
    );
    let asked = state.apply(to_feed(3), now());
    answer_list(&mut state, &asked, &[]);
    state.apply(Action::NextUnread, now());
    assert_eq!(state.place(), PlaceId::Feed(FeedId(1)), "folders stand above feeds");
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
fn what_waited_for_a_list_does_not_happen_to_another() {
    let mut state = state_with(&[entry(9, 2, false)]);
    state.apply(to_feed(1), now());
    state.apply(Action::MarkListRead, now());
    let asked = state.apply(Action::Search("kafka".to_owned()), now());
    assert_eq!(status_jobs(&answer_list(&mut state, &asked, &[entry(3, 1, false)])), []);
}

#[test]
fn an_undo_that_is_answered_while_another_act_waits_is_seen() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::MarkListRead, now());
    state.receive(saved(1, &[2, 1], true), now());
    state.apply(Action::Undo(None), now());
    state.apply(Action::SetStarred(EntryId(1), true), now());
    let undone = [(EntryId(2), false, false), (EntryId(1), false, false)].into_iter().collect();
    let asked = state.receive(
        Event::StatusSaved { step: None, changed: Arc::new(undone), counts: counts(&[(1, 2)]) },
        now(),
    );
    state.receive(saved_star(2, 1), now());
    answer_list(&mut state, &asked, &[entry(2, 1, false), entry(1, 1, false)]);
    assert_eq!(state.list.unread(), 2);
    assert!(state.list.get(EntryId(1)).is_some_and(|entry| entry.is_starred));
}

#[test]
fn after_an_act_that_failed_the_list_is_what_the_library_says() {
    let mut state = state_with(&[entry(2, 1, false), entry(1, 1, false)]);
    state.apply(Action::Hide(EntryId(2)), now());
    let failed = Event::StatusFailed {
        entry_ids: [EntryId(2)].into(),
        change: StatusChange::Hidden(true),
        message: "No".to_owned(),
    };
    let asked = state.receive(failed, now());
    answer_list(&mut state, &asked, &[entry(2, 1, false), entry(1, 1, true)]);
    assert!(state.list.get(EntryId(2)).is_some_and(|entry| !entry.is_read));
}
