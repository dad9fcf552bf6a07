//! Reading aloud as the state sees it: what is asked of the workers, and what their news change.

use std::sync::Arc;

use gleaner::aloud::{Mark, News, Order, Spot, TextPlace};
use gleaner::app::{Action, AloudAction, AloudStage, AppState, Command, Effect};
use gleaner::article::Article;
use gleaner::model::EntryId;
use gleaner::worker::{AloudEvent, AloudJob, Event, Job};

use crate::app_support::{article, asked_articles, entry, now, state_with};

fn jobs(effects: &[Effect]) -> Vec<&AloudJob> {
    let mut found = Vec::new();
    for effect in effects {
        if let Effect::Job(Job::Aloud(job)) = effect {
            found.push(job);
        }
    }
    found
}

fn act(state: &mut AppState, action: AloudAction) -> Vec<Effect> {
    state.apply(Action::Aloud(action), now())
}

fn news(state: &mut AppState, number: u64, news: News) -> Vec<Effect> {
    state.receive(Event::Aloud(AloudEvent { number, news }), now())
}

fn saying(marks: &Arc<[Mark]>) -> News {
    News::Saying { words: "One.".to_owned(), marks: Arc::clone(marks) }
}

/// A state that shows the first of three entries.
fn open() -> AppState {
    let mut state = state_with(&[entry(3, 1, true), entry(2, 1, true), entry(1, 1, true)]);
    state.apply(Action::SelectEntry(EntryId(3)), now());
    state.receive(Event::Article(article(3)), now());
    state
}

fn started(effects: &[Effect]) -> (u64, EntryId) {
    match jobs(effects).last() {
        Some(AloudJob::Start { number, article, .. }) => (*number, article.entry.id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_shown_article_is_read_and_the_command_stops_it() {
    let mut state = open();
    assert!(matches!(Command::ReadAloud.resolve(&state), Some(Action::Pane(_))));
    assert_eq!(Command::PauseAloud.resolve(&state), None);
    let effects = act(&mut state, AloudAction::Start(Spot::default()));
    assert_eq!(started(&effects).1, EntryId(3));
    assert_eq!(state.aloud().unwrap().stage, AloudStage::Speaking);
    assert_eq!(Command::ReadAloud.menu_title(&state), "Stop reading aloud");
    let stop = Command::ReadAloud.resolve(&state).unwrap();
    let effects = state.apply(stop, now());
    assert!(matches!(jobs(&effects)[..], [AloudJob::Order { order: Order::Stop, .. }]));
    assert!(state.aloud().is_none());
}

#[test]
fn the_end_of_an_article_leads_to_the_next_even_if_it_has_to_be_loaded() {
    let mut state = open();
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    let (number, _) = started(&first);
    let effects = news(&mut state, number, News::Ended);
    assert!(asked_articles(&effects).contains(&2));
    assert_eq!(state.list.selected(), Some(EntryId(2)));
    assert_eq!(state.aloud().unwrap().stage, AloudStage::Loading);
    assert!(jobs(&effects).iter().all(|job| !matches!(job, AloudJob::Start { .. })));
    let effects = state.receive(Event::Article(article(2)), now());
    assert_eq!(started(&effects).1, EntryId(2));
    assert!(started(&effects).0 > number);
}

#[test]
fn an_article_that_is_in_memory_is_read_at_once() {
    let mut state = open();
    state.receive(Event::Article(article(2)), now());
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    let effects = news(&mut state, started(&first).0, News::Ended);
    assert_eq!(started(&effects).1, EntryId(2));
}

#[test]
fn news_of_an_old_reading_change_nothing() {
    let mut state = open();
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    let (old, _) = started(&first);
    act(&mut state, AloudAction::Start(Spot::default()));
    let marks: Arc<[Mark]> = [Mark { text: TextPlace::Title, letters: 0..3 }].into();
    assert!(news(&mut state, old, News::Ended).is_empty());
    news(&mut state, old, saying(&marks));
    news(&mut state, old, News::Failed("no".to_owned()));
    assert!(state.aloud().unwrap().marks.is_empty() && state.notice.is_none());
    news(&mut state, old + 1, saying(&marks));
    assert_eq!(state.aloud().unwrap().marks.len(), 1);
    news(&mut state, old + 1, News::Failed("no".to_owned()));
    assert!(state.aloud().is_none() && state.notice.as_ref().unwrap().is_error);
}

#[test]
fn an_article_that_changes_while_it_is_read_is_passed_on() {
    let mut state = open();
    act(&mut state, AloudAction::Start(Spot::default()));
    let effects = state.receive(Event::Article(article(3)), now());
    assert!(matches!(jobs(&effects)[..], [AloudJob::Replace { .. }]));
    let effects = state.receive(Event::Article(article(1)), now());
    assert!(jobs(&effects).is_empty());
}

#[test]
fn an_article_without_its_document_is_loaded_again() {
    let mut state = open();
    state.apply(Action::LightenArticle, now());
    let effects = act(&mut state, AloudAction::Start(Spot::default()));
    assert_eq!((asked_articles(&effects), jobs(&effects).len()), (vec![3], 0));
    let effects = state.receive(Event::Article(article(3)), now());
    assert_eq!(started(&effects).1, EntryId(3));
    let light: Article = article(3).light();
    assert!(jobs(&state.receive(Event::Article(Arc::new(light)), now())).is_empty());
}

#[test]
fn an_entry_that_is_gone_ends_the_wait_for_it() {
    let mut state = open();
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    news(&mut state, started(&first).0, News::Ended);
    state.receive(Event::ArticleMissing(EntryId(2)), now());
    assert!(state.aloud().is_none());
}

#[test]
fn the_end_of_the_list_is_told_and_another_article_is_left_alone() {
    let mut state = open();
    state.apply(Action::SelectEntry(EntryId(1)), now());
    state.receive(Event::Article(article(1)), now());
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    news(&mut state, started(&first).0, News::Ended);
    assert_eq!(state.notice.as_ref().unwrap().text, "Reached the end of the list");
    state.notice = None;
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    state.apply(Action::SelectEntry(EntryId(3)), now());
    state.receive(Event::Article(article(3)), now());
    let (number, _) = started(&first);
    assert!(
        jobs(&news(&mut state, number, News::Ended))
            .iter()
            .all(|job| { matches!(job, AloudJob::Order { order: Order::Stop, .. }) })
    );
    assert_eq!(state.list.selected(), Some(EntryId(3)));
    assert!(state.aloud().is_none() && state.notice.is_none());
}

#[test]
fn speed_and_voice_are_settings() {
    let mut state = open();
    let first = act(&mut state, AloudAction::Start(Spot::default()));
    let (number, _) = started(&first);
    assert!(act(&mut state, AloudAction::SetVoice(Some("Ann".to_owned()))).is_empty());
    news(&mut state, number, News::Began { language: "en-GB".to_owned() });
    let effects = act(&mut state, AloudAction::SetVoice(Some("Ann".to_owned())));
    assert!(matches!(jobs(&effects)[..], [AloudJob::Order { order: Order::Tune(_), .. }]));
    assert_eq!(state.settings.voices["en"], "Ann");
    act(&mut state, AloudAction::SetSpeed(9999));
    assert_eq!(state.settings.speech_percent, 300);
    act(&mut state, AloudAction::SetVoice(None));
    assert!(state.settings.voices.is_empty());
}

#[test]
fn a_pause_is_a_stage_and_a_step_is_a_jump() {
    let mut state = open();
    act(&mut state, AloudAction::Start(Spot::default()));
    let effects = act(&mut state, AloudAction::TogglePause);
    assert!(matches!(jobs(&effects)[..], [AloudJob::Order { order: Order::Pause, .. }]));
    assert_eq!(Command::PauseAloud.menu_title(&state), "Resume reading aloud");
    let effects = act(&mut state, AloudAction::TogglePause);
    assert!(matches!(jobs(&effects)[..], [AloudJob::Order { order: Order::Resume, .. }]));
    let jumps = state.aloud().unwrap().jumps;
    act(&mut state, AloudAction::Step(1));
    assert_eq!(state.aloud().unwrap().jumps, jumps + 1);
    act(&mut state, AloudAction::Show);
    assert_eq!(state.aloud().unwrap().jumps, jumps + 2);
}
