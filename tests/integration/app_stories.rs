//! Rows that stand for several entries: unfolding, stepping, and what is marked when.

use gleaner::app::{Action, AppState, Command, Effect};
use gleaner::model::{EntryId, Fold, ListEntry, StatusChange};
use gleaner::query::PlaceId;
use gleaner::worker::{Event, StoryEvent};

use crate::app_support::{
    answer_list, article, entry, generation, now, saved, state_with, status_jobs,
};

/// A list of three rows; the one in the middle stands for two more entries.
fn folded() -> AppState {
    let mut state = state_with(&[]);
    let asked = state.apply(Action::SelectPlace(PlaceId::ALL), now());
    answer(&mut state, &asked, &[entry(9, 1, false), entry(8, 1, false), entry(7, 1, false)]);
    state
}

fn answer(state: &mut AppState, asked: &[Effect], rows: &[ListEntry]) -> Vec<Effect> {
    let folds: Vec<Fold> = vec![(EntryId(8), vec![entry(3, 2, false), entry(2, 2, false)])];
    let generation = generation(asked).unwrap();
    state.receive(Event::Story(StoryEvent::Folds { generation, folds }), now());
    answer_list(state, asked, rows)
}

fn selected(state: &AppState) -> Option<i64> {
    state.list.selected().map(|id| id.0)
}

#[test]
fn an_unfolded_row_is_walked_through() {
    let mut state = folded();
    let walk = |state: &mut AppState, step| {
        state.apply(Action::StepEntry(step), now());
        selected(state).unwrap()
    };
    let down: Vec<i64> = (0..3).map(|_| walk(&mut state, 1)).collect();
    assert_eq!(down, [9, 8, 7], "folded, it is one row");
    state.apply(Action::SelectEntry(EntryId(8)), now());
    let toggle = Command::ToggleFold.resolve(&state).unwrap();
    state.apply(toggle.clone(), now());
    let down: Vec<i64> = (0..4).map(|_| walk(&mut state, 1)).collect();
    assert_eq!(down, [3, 2, 7, 7]);
    let up: Vec<i64> = (0..4).map(|_| walk(&mut state, -1)).collect();
    assert_eq!(up, [2, 3, 8, 9]);
    state.apply(Action::SelectEntry(EntryId(2)), now());
    state.apply(toggle, now());
    assert_eq!(selected(&state), Some(8), "the row that is left");
}

#[test]
fn copies_are_marked_once_the_article_is_shown_and_as_one_step() {
    let mut state = folded();
    let opened = state.apply(Action::SelectEntry(EntryId(8)), now());
    assert_eq!(status_jobs(&opened), [(vec![EntryId(8)], StatusChange::Read(true))]);
    let shown = state.receive(Event::Article(article(8)), now());
    assert_eq!(status_jobs(&shown), [(vec![EntryId(2), EntryId(3)], StatusChange::Read(true))]);
    assert!(state.list.copies(EntryId(8)).iter().all(|copy| copy.is_read));
    assert_eq!(status_jobs(&state.receive(Event::Article(article(8)), now())), []);
}

#[test]
fn copies_are_not_marked_if_the_setting_says_so() {
    for change in [
        |settings: &mut gleaner::config::Settings| settings.mark_copies_read = false,
        |settings: &mut gleaner::config::Settings| settings.mark_read_on_open = false,
    ] {
        let mut state = folded();
        change(&mut state.settings);
        state.apply(Action::SelectEntry(EntryId(8)), now());
        assert_eq!(status_jobs(&state.receive(Event::Article(article(8)), now())), []);
    }
}

#[test]
fn marking_the_list_marks_what_its_rows_stand_for() {
    let mut state = folded();
    let marked = state.apply(Action::MarkListRead, now());
    let ids = [2, 3, 7, 8, 9].map(EntryId).to_vec();
    assert_eq!(status_jobs(&marked), [(ids, StatusChange::Read(true))]);
}

#[test]
fn a_row_that_stays_after_it_was_read_still_stands_for_its_copies() {
    let mut state = folded();
    state.apply(Action::SelectEntry(EntryId(8)), now());
    state.receive(Event::Article(article(8)), now());
    state.receive(saved(1, &[8], true), now());
    state.receive(saved(2, &[2, 3], true), now());
    let asked = state.look_again(now());
    answer_list(&mut state, &asked, &[entry(9, 1, false), entry(7, 1, false)]);
    let rows: Vec<i64> = state.list.entries().iter().map(|row| row.id.0).collect();
    assert_eq!((rows, state.list.copies(EntryId(8)).len()), (vec![9, 8, 7], 2));
}

#[test]
fn folded_entries_are_left_out_of_the_counts() {
    let mut state = folded();
    let count = |state: &AppState| state.find_place(PlaceId::UNREAD).unwrap().count;
    let before = count(&state);
    state.receive(Event::Story(StoryEvent::Changed), now());
    let answer = vec![(PlaceId::UNREAD, before.min(1)), (PlaceId::TODAY, 1)];
    state.receive(Event::Story(StoryEvent::Counts(Some(answer))), now());
    assert_eq!(count(&state), before - before.min(1));
}
