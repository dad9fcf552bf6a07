//! The player in the state of the window: what it is asked, and what is kept of its news.

use std::sync::Arc;
use std::time::Duration;

use gleaner::aloud::Spot;
use gleaner::app::{Action, AloudAction, AppState, Command, Effect, ListenAction, SleepChoice};
use gleaner::library::Change;
use gleaner::listen::SAVED_EVERY;
use gleaner::model::{
    Chapter, EntryId, Episode, FeedId, Listening, Phase, PlayerCommand, PlayerNews, PlayerReport,
    QueueChange, StatusChange,
};
use gleaner::query::PlaceId;
use gleaner::store::EpisodeFileKind;
use gleaner::worker::{
    Act, ArticleJob, Event, Fetch, Job, LibraryView, ListenEvent, OpenedEpisode, OpenedFor,
};
use jiff::{SignedDuration, Timestamp};

use crate::app_support::{article, entry, now, state_with, status_jobs};

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn later(by: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_secs(by)).unwrap()
}

pub fn opened(id: i64) -> OpenedEpisode {
    let episode = Episode {
        entry_id: EntryId(id),
        feed_id: FeedId(1),
        url: format!("https://example.org/{id}.mp3").parse().unwrap(),
        feed_url: "https://example.org/1".parse().unwrap(),
        sign_in: None,
        file: None,
        title: format!("Episode {id}"),
        feed_title: "Feed 1".to_owned(),
        cover: None,
        media_type: None,
        duration: Some(secs(600)),
        start: secs(0),
        skip_start: secs(0),
        skip_end: secs(0),
    };
    OpenedEpisode {
        episode,
        heard: None,
        chapters: Vec::new(),
        noted_chapters: Vec::new(),
        transcript: None,
        offers_transcript: false,
        misses_files: false,
    }
}

pub fn chapter(start: u64) -> Chapter {
    Chapter { start: secs(start), end: None, title: start.to_string(), url: None, picture: None }
}

fn listen(state: &mut AppState, action: ListenAction) -> Vec<Effect> {
    state.apply(Action::Listen(action), now())
}

fn open(state: &mut AppState, opened: OpenedEpisode, why: OpenedFor) -> Vec<Effect> {
    state.receive(Event::Listen(ListenEvent::Opened(Arc::new(opened), why)), now())
}

fn report_at(
    state: &mut AppState,
    (id, phase, position): (i64, Phase, u64),
    now: Timestamp,
) -> Vec<Effect> {
    let report = PlayerReport {
        entry_id: Some(EntryId(id)),
        phase,
        position: secs(position),
        duration: Some(secs(600)),
        ..PlayerReport::default()
    };
    state.receive(Event::Player(PlayerNews::Report(Arc::new(report))), now)
}

fn commands(effects: &[Effect]) -> Vec<PlayerCommand> {
    let command = |effect: &Effect| match effect {
        Effect::Job(Job::Player(command)) => Some(command.clone()),
        _ => None,
    };
    effects.iter().filter_map(command).collect()
}

fn asked_to_open(effects: &[Effect]) -> Vec<(i64, OpenedFor)> {
    let job = |effect: &Effect| match effect {
        Effect::Job(Job::Article(ArticleJob::OpenEpisode(id, why))) => Some((id.0, *why)),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

fn saved_positions(effects: &[Effect]) -> Vec<u64> {
    let job = |effect: &Effect| match effect {
        Effect::Job(Job::Act(Act::SaveHeard { heard, .. })) => Some(heard.position.as_secs()),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

fn playing() -> AppState {
    let mut state = state_with(&[entry(1, 1, false), entry(2, 1, false)]);
    open(&mut state, opened(1), OpenedFor::Playing { from: None });
    report_at(&mut state, (1, Phase::Playing, 0), now());
    state
}

fn with_queue(state: &mut AppState, queue: &[i64]) -> Vec<Effect> {
    let queue = queue.iter().map(|id| EntryId(*id)).collect();
    let listening = Listening { queue, downloads: Vec::new() };
    let library = LibraryView { listening, ..LibraryView::clone(&state.library) };
    state.receive(Event::Library(Arc::new(library)), now())
}

#[test]
fn playing_opens_the_episode_and_hands_it_to_the_player() {
    let mut state = state_with(&[entry(1, 1, false)]);
    let why = OpenedFor::Playing { from: None };
    let effects = listen(&mut state, ListenAction::Play(EntryId(1), None));
    assert_eq!(asked_to_open(&effects), [(1, why)]);
    let told = commands(&open(&mut state, opened(1), why));
    assert!(matches!(&told[0], PlayerCommand::Load { episode, plays: false }
        if episode.entry_id == EntryId(1)));
    assert_eq!(
        told[1..],
        [PlayerCommand::Speed(1.0), PlayerCommand::Volume(1.0), PlayerCommand::Play,]
    );
    assert_eq!(state.session.episode, Some(EntryId(1)));
    assert!(state.player.is_playing());
}

#[test]
fn the_position_is_saved_every_few_seconds_and_at_a_pause() {
    let mut state = playing();
    let every = SAVED_EVERY.as_secs();
    assert_eq!(saved_positions(&report_at(&mut state, (1, Phase::Playing, 1), later(1))), [1]);
    assert_eq!(
        saved_positions(&report_at(&mut state, (1, Phase::Playing, 2), later(2))),
        [0_u64; 0]
    );
    let due = report_at(&mut state, (1, Phase::Playing, 6), later(1 + every));
    assert_eq!(saved_positions(&due), [6]);
    let paused = report_at(&mut state, (1, Phase::Paused, 7), later(2 + every));
    assert_eq!(saved_positions(&paused), [7]);
    assert!(state.keep_heard(later(60)).is_none(), "nothing is new");
    report_at(&mut state, (1, Phase::Playing, 8), later(3 + every));
    assert!(state.keep_heard(later(3 + every)).is_some(), "the window closes");
}

#[test]
fn an_episode_that_ends_is_read_and_leaves_the_queue() {
    let mut state = playing();
    let effects = state.receive(Event::Player(PlayerNews::Ended(EntryId(1))), now());
    let is_finish = |effect: &Effect| {
        matches!(effect, Effect::Job(Job::Act(Act::FinishEpisode { entry_id, heard }))
            if *entry_id == EntryId(1) && heard.is_finished)
    };
    assert!(effects.iter().any(is_finish));
    assert_eq!(status_jobs(&effects), [(vec![EntryId(1)], StatusChange::Read(true))]);

    let mut state = playing();
    state.settings.listening.marks_read = false;
    let effects = state.receive(Event::Player(PlayerNews::Ended(EntryId(1))), now());
    assert_eq!(status_jobs(&effects), []);
    let other = state.receive(Event::Player(PlayerNews::Ended(EntryId(99))), now());
    assert_eq!(status_jobs(&other), [], "the setting counts for all");
    state.settings.listening.marks_read = true;
    let other = state.receive(Event::Player(PlayerNews::Ended(EntryId(99))), now());
    assert_eq!(status_jobs(&other).len(), 1, "also one that the list does not have");
}

#[test]
fn the_next_episode_of_the_queue_follows_without_a_gap() {
    let mut state = playing();
    let effects = with_queue(&mut state, &[1, 2]);
    assert_eq!(asked_to_open(&effects), [(2, OpenedFor::Next)]);
    let told = commands(&open(&mut state, opened(2), OpenedFor::Next));
    assert!(matches!(&told[..], [PlayerCommand::SetNext(Some(episode))]
        if episode.entry_id == EntryId(2)));
    report_at(&mut state, (2, Phase::Playing, 0), now());
    assert_eq!(state.player.current(), Some(EntryId(2)));
    assert_eq!(state.session.episode, Some(EntryId(2)));
    let effects = with_queue(&mut state, &[]);
    assert_eq!(commands(&effects), []);
}

#[test]
fn an_emptied_queue_takes_the_next_episode_back() {
    let mut state = playing();
    with_queue(&mut state, &[2]);
    open(&mut state, opened(2), OpenedFor::Next);
    assert_eq!(commands(&with_queue(&mut state, &[])), [PlayerCommand::SetNext(None)]);
    assert_eq!(commands(&open(&mut state, opened(2), OpenedFor::Next)), [], "too late");
}

#[test]
fn late_reports_about_another_episode_are_dropped() {
    let mut state = playing();
    report_at(&mut state, (7, Phase::Playing, 3), now());
    assert_eq!(state.player.current(), Some(EntryId(1)));
    listen(&mut state, ListenAction::Close);
    report_at(&mut state, (1, Phase::Playing, 3), now());
    assert_eq!(state.player.current(), None);
    assert_eq!(state.session.episode, None);
}

#[test]
fn the_sleep_timer_pauses_or_ends_the_queue() {
    let mut state = playing();
    with_queue(&mut state, &[2]);
    listen(&mut state, ListenAction::Sleep(Some(SleepChoice::Minutes(5))));
    assert_eq!(commands(&report_at(&mut state, (1, Phase::Playing, 1), later(299))), []);
    let over = report_at(&mut state, (1, Phase::Playing, 2), later(300));
    assert_eq!(commands(&over), [PlayerCommand::Pause]);
    assert_eq!(state.player.sleep, None);
    let effects = listen(&mut state, ListenAction::Sleep(Some(SleepChoice::EndOfEpisode)));
    assert_eq!(commands(&effects), [PlayerCommand::SetNext(None)]);
    state.receive(Event::Player(PlayerNews::Ended(EntryId(1))), now());
    assert_eq!(state.player.sleep, None);
    // The queue without it arrives: nothing begins by itself, now or when more is queued.
    report_at(&mut state, (1, Phase::Ended, 600), now());
    assert_eq!(asked_to_open(&with_queue(&mut state, &[2])), []);
    assert_eq!(asked_to_open(&with_queue(&mut state, &[2, 3])), []);
    assert_eq!(asked_to_open(&listen(&mut state, ListenAction::NextEpisode)).len(), 1);
}

#[test]
fn keys_go_from_chapter_to_chapter() {
    let mut state = playing();
    assert_eq!(Command::NextChapter.resolve(&state), None, "there are none");
    let mut with_chapters = opened(1);
    with_chapters.chapters = vec![chapter(0), chapter(100), chapter(200)];
    open(&mut state, with_chapters, OpenedFor::Texts);
    report_at(&mut state, (1, Phase::Playing, 150), now());
    let next = Command::NextChapter.resolve(&state).unwrap();
    assert_eq!(commands(&state.apply(next, now())), [PlayerCommand::SeekTo(secs(200))]);
    let previous = Command::PreviousChapter.resolve(&state).unwrap();
    assert_eq!(commands(&state.apply(previous, now())), [PlayerCommand::SeekTo(secs(100))]);
}

#[test]
fn files_of_an_episode_are_asked_for_once() {
    let mut state = state_with(&[entry(1, 1, false)]);
    let episode = || OpenedEpisode { misses_files: true, ..opened(1) };
    let is_asked = |effects: &[Effect]| {
        effects.iter().any(|effect| {
            matches!(effect, Effect::Job(Job::Fetch(Fetch::EpisodeFiles(EntryId(1)))))
        })
    };
    assert!(is_asked(&open(&mut state, episode(), OpenedFor::Playing { from: None })));
    assert!(!is_asked(&open(&mut state, episode(), OpenedFor::Playing { from: None })));
    let effects = state.receive(
        Event::Listen(ListenEvent::Files(EntryId(1), EpisodeFileKind::Transcript, Ok(()))),
        now(),
    );
    assert_eq!(asked_to_open(&effects), [(1, OpenedFor::Texts)]);
}

#[test]
fn the_episode_of_the_last_session_waits_in_the_bar() {
    let mut state = state_with(&[entry(1, 1, false)]);
    let mut left = opened(1);
    left.episode.start = secs(77);
    assert_eq!(commands(&open(&mut state, left, OpenedFor::Restoring)), []);
    assert_eq!((state.player.position(), state.player.is_playing()), (secs(77), false));
    listen(&mut state, ListenAction::SeekBy(SignedDuration::from_secs(-7)));
    assert_eq!(state.player.position(), secs(70), "the player does not have it yet");
    let told = commands(&listen(&mut state, ListenAction::Toggle));
    assert!(matches!(&told[0], PlayerCommand::Load { episode, .. } if episode.start == secs(70)));
}

#[test]
fn without_an_episode_commands_have_no_meaning_and_nothing_is_asked() {
    let mut state = state_with(&[entry(1, 1, false)]);
    for command in
        [Command::SkipBack, Command::NextEpisode, Command::ClosePlayer, Command::PlayPause]
    {
        assert_eq!(command.resolve(&state), None, "{command:?}");
    }
    let effects = with_queue(&mut state, &[]);
    assert_eq!((commands(&effects), asked_to_open(&effects)), (vec![], vec![]));
    assert_eq!(commands(&listen(&mut state, ListenAction::Toggle)), []);
}

#[test]
fn an_episode_and_reading_aloud_silence_each_other() {
    let mut state = playing();
    state.apply(Action::SelectEntry(EntryId(1)), now());
    state.receive(Event::Article(article(1)), now());
    let read = Action::Aloud(AloudAction::Start(Spot::default()));
    let begun = state.apply(read, now());
    assert_eq!((commands(&begun), state.aloud().is_some()), (vec![PlayerCommand::Pause], true));
    report_at(&mut state, (1, Phase::Paused, 5), now());
    let played = listen(&mut state, ListenAction::Toggle);
    assert_eq!(commands(&played), [PlayerCommand::Toggle]);
    // Also when the desktop's keys asked for it.
    report_at(&mut state, (1, Phase::Playing, 5), now());
    assert!(state.aloud().is_none());
}

#[test]
fn the_queue_has_a_place_while_it_is_not_empty() {
    let mut state = state_with(&[entry(1, 1, false)]);
    let names =
        |state: &AppState| -> Vec<PlaceId> { state.top_places().map(|place| place.id).collect() };
    assert!(!names(&state).contains(&PlaceId::QUEUE));
    with_queue(&mut state, &[1]);
    assert!(names(&state).contains(&PlaceId::QUEUE));
    state.apply(Action::SelectPlace(PlaceId::QUEUE), now());
    assert_eq!(state.query(now()).unwrap().order, gleaner::model::Order::Queue);
    state.apply(Action::SelectEntry(EntryId(1)), now());
    assert_eq!(Command::QueueUp.resolve(&state), None, "it is the first");
    with_queue(&mut state, &[2, 1]);
    let up = Change::Queue(QueueChange::Move(EntryId(1), 0));
    assert_eq!(Command::QueueUp.resolve(&state), Some(Action::Change(up)));
}
