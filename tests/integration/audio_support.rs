//! A player with a device that records, for the tests of playing.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gleaner::audio::{Message, NoControls, Player, Recording, Surroundings};
use gleaner::model::{
    EntryId, Episode, FeedId, Phase, PlayProblem, PlayerCommand, PlayerNews, PlayerReport,
};
use gleaner::net::Client;
use tempfile::TempDir;
use url::Url;

/// The longest wait for something that has to happen.
const PATIENCE: Duration = Duration::from_mins(1);
/// Frames that go by at once.
const STEP: usize = 2205;

pub struct Bench {
    pub recording: Recording,
    pub dir: TempDir,
    player: Player,
    messages: Receiver<Message>,
    news: Arc<Mutex<Vec<PlayerNews>>>,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(Recording::default())
    }

    pub fn with(recording: Recording) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (sender, messages) = mpsc::channel();
        let news: Arc<Mutex<Vec<PlayerNews>>> = Arc::default();
        let notes = Arc::clone(&news);
        let around = Surroundings {
            client: Arc::new(Client::new()),
            cache: dir.path().join("streams"),
            output: Box::new(recording.clone()),
            controls: Box::new(NoControls),
            tell: Box::new(move |told| notes.lock().unwrap().push(told)),
        };
        Self { recording, dir, player: Player::new(around, sender), messages, news }
    }

    /// Writes a file and returns its episode, with this number.
    pub fn file(&self, id: i64, bytes: &[u8]) -> Episode {
        let path = self.dir.path().join(format!("{id}.sound"));
        std::fs::write(&path, bytes).unwrap();
        local(id, path)
    }

    pub fn send(&mut self, command: PlayerCommand) {
        self.player.take(Message::Command(command));
    }

    pub fn load(&mut self, episode: Episode) {
        self.send(PlayerCommand::Load { episode: Box::new(episode), plays: true });
    }

    /// Waits for a report.
    pub fn wait_for(&mut self, what: impl Fn(&PlayerReport) -> bool) -> PlayerReport {
        let begun = Instant::now();
        loop {
            if let Some(report) = self.report().filter(|report| what(report)) {
                return report;
            }
            assert!(begun.elapsed() < PATIENCE, "not reached: {:?}", self.report());
            match self.messages.recv_timeout(Duration::from_millis(5)) {
                Ok(message) => self.player.take(message),
                Err(_) => self.player.tick(),
            }
        }
    }

    pub fn wait_for_playing(&mut self) -> PlayerReport {
        self.wait_for(|report| report.phase == Phase::Playing)
    }

    pub fn wait_for_problem(&mut self) -> PlayProblem {
        let report = self.wait_for(|report| matches!(report.phase, Phase::Failed(_)));
        let Phase::Failed(problem) = report.phase else { unreachable!() };
        problem
    }

    /// Lets sound go by for this many frames, while it plays.
    pub fn hear(&mut self, frames: usize) {
        let mut left = frames;
        while left > 0 {
            let step = left.min(STEP);
            self.wait_for(|report| report.phase != Phase::Loading);
            if !self.recording.advance(step) {
                break;
            }
            self.look();
            left -= step;
        }
    }

    /// Hears all to the end. Returns what was heard from now on.
    pub fn hear_all(&mut self) -> Vec<f32> {
        let before = self.recording.recorded().len();
        while self.wait_for(|report| report.phase != Phase::Loading).phase == Phase::Playing {
            self.recording.advance(STEP);
            self.look();
        }
        self.recording.recorded().split_off(before)
    }

    /// Takes the messages that are there, and looks at the device.
    pub fn look(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
            self.player.take(message);
        }
        self.player.tick();
    }

    pub fn report(&self) -> Option<PlayerReport> {
        let news = self.news.lock().unwrap();
        news.iter().rev().find_map(|told| match told {
            PlayerNews::Report(report) => Some(report.as_ref().clone()),
            PlayerNews::Ended(_) | PlayerNews::Asked(_) => None,
        })
    }

    pub fn position(&self) -> f64 {
        self.report().unwrap().position.as_secs_f64()
    }

    /// The episodes that ended.
    pub fn ended(&self) -> Vec<i64> {
        let news = self.news.lock().unwrap();
        news.iter()
            .filter_map(|told| match told {
                PlayerNews::Ended(id) => Some(id.0),
                PlayerNews::Report(_) | PlayerNews::Asked(_) => None,
            })
            .collect()
    }
}

/// An episode in a file.
pub fn local(id: i64, path: PathBuf) -> Episode {
    let nowhere = Url::parse("https://example.org/feed").unwrap();
    Episode { file: Some(path), ..remote(id, nowhere.clone(), nowhere) }
}

/// An episode on a server.
pub fn remote(id: i64, feed_url: Url, url: Url) -> Episode {
    Episode {
        entry_id: EntryId(id),
        feed_id: FeedId(1),
        url,
        feed_url,
        sign_in: None,
        file: None,
        title: format!("Episode {id}"),
        feed_title: "A feed".into(),
        cover: None,
        media_type: Some("audio/mpeg".into()),
        duration: None,
        start: Duration::ZERO,
        skip_start: Duration::ZERO,
        skip_end: Duration::ZERO,
    }
}

/// The left channel.
pub fn left(values: &[f32]) -> Vec<f32> {
    values.chunks(2).map(|frame| frame[0]).collect()
}

/// Sound without the silence at its end.
pub fn trimmed(values: &[f32]) -> &[f32] {
    let end = values.iter().rposition(|value| value.abs() > 1e-4).map_or(0, |at| at + 1);
    &values[..end]
}
