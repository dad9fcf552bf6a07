//! A player without sound: it answers commands with reports, and keeps what it was told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use gleaner::model::{EntryId, Episode, Phase, PlayerCommand, PlayerNews, PlayerReport};
use gleaner::worker::Event;

/// The player of a window. Clones are the same player.
#[derive(Clone, Default)]
pub struct FakePlayer(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    told: Vec<PlayerCommand>,
    events: Vec<Event>,
    report: PlayerReport,
    next: Option<Box<Episode>>,
}

impl FakePlayer {
    /// The commands so far.
    pub fn told(&self) -> Vec<PlayerCommand> {
        self.0.lock().unwrap().told.clone()
    }

    /// The episode that it has, and where it is.
    pub fn state(&self) -> (Option<EntryId>, Phase, Duration) {
        let state = self.0.lock().unwrap();
        (state.report.entry_id, state.report.phase.clone(), state.report.position)
    }

    /// Plays on by so many seconds.
    pub fn play_on(&self, secs: u64) {
        let mut state = self.0.lock().unwrap();
        state.report.position += Duration::from_secs(secs);
        state.tell();
    }

    /// Comes to the end of the episode, and goes on with the next.
    pub fn end(&self) {
        let mut state = self.0.lock().unwrap();
        let Some(id) = state.report.entry_id else { return };
        state.events.push(Event::Player(PlayerNews::Ended(id)));
        match state.next.take() {
            Some(next) => state.load(&next, Phase::Playing),
            None => state.report.phase = Phase::Ended,
        }
        state.tell();
    }

    /// Changes the report and tells it.
    pub fn change(&self, change: impl FnOnce(&mut PlayerReport)) {
        let mut state = self.0.lock().unwrap();
        change(&mut state.report);
        state.tell();
    }

    pub fn ask(&self, command: PlayerCommand) {
        self.0.lock().unwrap().ask(command);
    }

    pub fn take_events(&self) -> Vec<Event> {
        std::mem::take(&mut self.0.lock().unwrap().events)
    }
}

impl State {
    fn ask(&mut self, command: PlayerCommand) {
        self.told.push(command.clone());
        match command {
            PlayerCommand::Load { episode, plays } => {
                self.next = None;
                self.load(&episode, if plays { Phase::Playing } else { Phase::Paused });
            }
            PlayerCommand::SetNext(next) => return self.next = next,
            PlayerCommand::Play => self.report.phase = Phase::Playing,
            PlayerCommand::Pause => self.report.phase = Phase::Paused,
            PlayerCommand::Toggle => {
                let is_playing = self.report.phase == Phase::Playing;
                self.report.phase = if is_playing { Phase::Paused } else { Phase::Playing };
            }
            PlayerCommand::SeekTo(time) => self.report.position = time,
            PlayerCommand::SeekBy(by) => {
                let step = by.unsigned_abs();
                let at = self.report.position;
                self.report.position =
                    if by.is_negative() { at.saturating_sub(step) } else { at + step };
            }
            PlayerCommand::Speed(speed) => self.report.speed = speed,
            PlayerCommand::Volume(volume) => self.report.volume = volume,
            PlayerCommand::Stop => self.report = PlayerReport::default(),
        }
        self.tell();
    }

    fn load(&mut self, episode: &Episode, phase: Phase) {
        self.report = PlayerReport {
            entry_id: Some(episode.entry_id),
            phase,
            position: episode.start,
            duration: episode.duration.or(Some(Duration::from_mins(10))),
            ..PlayerReport::default()
        };
    }

    fn tell(&mut self) {
        let report = Arc::new(self.report.clone());
        self.events.push(Event::Player(PlayerNews::Report(report)));
    }
}
