//! Dialogs without a window: late answers, and the text that they keep.

use gleaner::app::{Action, AddFeed, AddStage, AppState, Dialog, Effect, ImportStage};
use gleaner::config::Settings;
use gleaner::worker::{Act, Event, Job};

use crate::app_support::{now, state_with};

#[test]
fn candidates_of_an_older_search_are_dropped() {
    let mut state = state_with(&[]);
    state.apply(Action::OpenDialog(Box::new(Dialog::AddFeed(AddFeed::default()))), now());
    state.apply(Action::Discover("a.example".to_owned()), now());
    state.apply(Action::Discover("b.example".to_owned()), now());
    state
        .receive(Event::Discovered { generation: 1, result: Err("late".to_owned().into()) }, now());
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert_eq!(add.stage, AddStage::Searching);
    state.receive(Event::Discovered { generation: 2, result: Ok(vec![]) }, now());
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert!(matches!(add.stage, AddStage::Failed(_)));
}

/// The generation of the requested plan.
fn asked_plan(effects: &[Effect]) -> u64 {
    let asked = effects.iter().find_map(|effect| {
        if let Effect::Job(Job::Act(Act::PlanImport { generation, .. })) = effect {
            Some(*generation)
        } else {
            None
        }
    });
    asked.unwrap()
}

fn plan(generation: u64, title: &str) -> Event {
    let plan = gleaner::library::ImportPlan {
        title: title.to_owned(),
        ..gleaner::library::ImportPlan::default()
    };
    Event::ImportPlanned { generation, result: Ok(plan) }
}

/// The title of the planned list.
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
    effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Job(Job::Act(Act::SaveSettings(_)))))
        .count()
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
    state.dialog =
        Some(Dialog::AddFeed(AddFeed { address: "b.example".to_owned(), ..AddFeed::default() }));
    state
        .receive(Event::Discovered { generation: 1, result: Err("late".to_owned().into()) }, now());
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert_eq!(add.stage, AddStage::Asking);
}
