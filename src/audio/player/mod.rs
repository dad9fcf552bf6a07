//! The player: commands in, news out. It never waits for the network or a decoder; what it knows of
//! them comes as messages.
//!
//! The position is that of the frames that the device has played, so it is right at any speed and
//! across a change of episodes.

mod phase;
mod tracks;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use jiff::SignedDuration;

use phase::{Standing, phase};
use tracks::{Known, Tracks};

use super::controls::{Controls, Shown};
use super::feeder::{FeederHandle, News, Order, Parts, first_of};
use super::output::Output;
use super::pipe::Pipe;
use crate::model::{
    Episode, PlayProblem, PlayerCommand, PlayerNews, PlayerReport, PlayerRequest, SPEED_MAX,
    SPEED_MIN,
};
use crate::net::HttpClient;

/// How often the position is told while it moves.
pub const REPORT_EVERY: Duration = Duration::from_millis(250);
/// How many reports go by between two tries to get a lost device back.
const REOPEN_EVERY: u32 = 4;
/// How often a lost device is tried to be got back.
const REOPEN_TRIES: u32 = 5;

/// Everything that reaches the player.
pub enum Message {
    Command(PlayerCommand),
    /// The desktop asked for something that only the window can do.
    Asked(PlayerRequest),
    /// The device that was opened as this one is gone.
    DeviceLost(u64),
    Decoder(DecoderNews),
}

/// News of the thread that decodes.
pub struct DecoderNews(News);

/// What the player gets from outside.
pub struct Surroundings {
    pub client: Arc<dyn HttpClient>,
    /// The directory for bytes of episodes that are streamed.
    pub cache: PathBuf,
    pub output: Box<dyn Output>,
    pub controls: Box<dyn Controls>,
    /// Takes the news. Must not block.
    pub tell: Box<dyn Fn(PlayerNews)>,
}

pub struct Player {
    around: Surroundings,
    messages: Sender<Message>,
    pipe: Arc<Pipe>,
    feeder: Option<FeederHandle>,
    tracks: Tracks,
    /// Counts the places that were gone to. Sound and news of earlier ones no longer count.
    generation: u64,
    standing: Standing,
    position: Duration,
    speed: f32,
    volume: f32,
    device: Device,
    last: Option<Arc<PlayerReport>>,
}

/// The sound device, as the player sees it.
#[derive(Default)]
struct Device {
    is_open: bool,
    is_running: bool,
    /// Counts how often a device was opened.
    number: u64,
    /// Reports since the device was lost while something played.
    lost_for: Option<u32>,
}

impl Player {
    /// `messages` leads back to the player: see [`Player::run`].
    #[must_use]
    pub fn new(around: Surroundings, messages: Sender<Message>) -> Self {
        let pipe = Arc::new(Pipe::default());
        pipe.set_volume(1.0);
        Self {
            around,
            messages,
            pipe,
            feeder: None,
            tracks: Tracks::default(),
            generation: 0,
            standing: Standing::default(),
            position: Duration::ZERO,
            speed: 1.0,
            volume: 1.0,
            device: Device::default(),
            last: None,
        }
    }

    /// Takes messages until all senders but its own are gone, or `is_over`.
    pub fn run(mut self, messages: &Receiver<Message>, is_over: impl Fn() -> bool) {
        while !is_over() {
            let message = if self.is_moving() {
                messages.recv_timeout(REPORT_EVERY)
            } else {
                messages.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match message {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => self.tick(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.stop();
    }

    /// Whether the state changes without a message.
    fn is_moving(&self) -> bool {
        self.device.is_running || self.device.lost_for.is_some() || self.standing.wants_to_play
    }

    /// Takes a message.
    pub fn take(&mut self, message: Message) {
        match message {
            Message::Command(command) => self.obey(command),
            Message::Asked(request) => (self.around.tell)(PlayerNews::Asked(request)),
            Message::DeviceLost(number) => self.device_lost(number),
            Message::Decoder(DecoderNews(news)) => self.take_news(news),
        }
        self.look();
    }

    /// Looks at the device, [`REPORT_EVERY`] while something moves.
    pub fn tick(&mut self) {
        if let Some(ticks) = self.device.lost_for {
            self.try_device_again(ticks + 1);
        }
        self.look();
    }

    fn obey(&mut self, command: PlayerCommand) {
        match command {
            PlayerCommand::Load { episode, plays } => self.load(episode, plays),
            PlayerCommand::SetNext(next) => self.set_next(next),
            PlayerCommand::Toggle if self.standing.wants_to_play => self.pause(),
            PlayerCommand::Play | PlayerCommand::Toggle => self.play(),
            PlayerCommand::Pause => self.pause(),
            PlayerCommand::SeekTo(to) => self.seek(to),
            PlayerCommand::SeekBy(by) => self.seek(moved(self.position, by)),
            PlayerCommand::Speed(speed) => self.set_speed(speed),
            PlayerCommand::Volume(volume) => self.set_volume(volume),
            PlayerCommand::Stop => self.stop(),
        }
    }

    fn load(&mut self, episode: Box<Episode>, plays: bool) {
        self.feeder = None;
        self.generation += 1;
        // An open device stays open, at its rate: the next episode then begins at once.
        if self.device.is_open {
            self.pipe.clear(self.generation);
            self.around.output.flush();
        } else {
            self.pipe.reset(self.generation);
        }
        self.standing = Standing { has_episode: true, wants_to_play: plays, ..Standing::default() };
        self.device.lost_for = None;
        self.position = first_of(&episode);
        self.tracks.begin(episode);
        self.start_feeder();
    }

    fn start_feeder(&mut self) {
        let messages = self.messages.clone();
        let parts = Parts {
            client: Arc::clone(&self.around.client),
            cache: self.around.cache.clone(),
            pipe: Arc::clone(&self.pipe),
            rates: self.around.output.rates(),
            tell: Box::new(move |news| {
                // The player is gone when nobody listens.
                let _ = messages.send(Message::Decoder(DecoderNews(news)));
            }),
        };
        match FeederHandle::start(parts, self.speed) {
            Ok(feeder) => self.feeder = Some(feeder),
            Err(problem) => self.fail(problem),
        }
        self.send_seek();
    }

    /// Lets the decoder go to the position.
    fn send_seek(&self) {
        let (Some(feeder), Some(current)) = (&self.feeder, self.tracks.current()) else { return };
        let (generation, to) = (self.generation, self.position);
        feeder.order(Order::Seek { track: current.track.clone(), generation, to });
    }

    fn set_next(&mut self, next: Option<Box<Episode>>) {
        if !self.standing.has_episode {
            return;
        }
        let next = self.tracks.set_next(next);
        if let Some(feeder) = &self.feeder {
            feeder.order(Order::Next(next));
        }
    }

    fn play(&mut self) {
        if !self.standing.has_episode {
            return;
        }
        self.standing.wants_to_play = true;
        if self.standing.has_ended {
            let start = self.tracks.current().map(|known| known.track.episode.skip_start);
            self.seek(start.unwrap_or_default());
        } else if self.standing.problem.is_some() {
            self.seek(self.position);
        }
    }

    fn pause(&mut self) {
        self.standing.wants_to_play = false;
        self.device.lost_for = None;
        // The last report may be a while ago.
        self.look_at_device();
    }

    fn seek(&mut self, to: Duration) {
        let Some(current) = self.tracks.current() else { return };
        self.position = current.duration().map_or(to, |end| to.min(end));
        self.generation += 1;
        self.pipe.clear(self.generation);
        if self.device.is_open {
            self.around.output.flush();
        }
        let wants_to_play = self.standing.wants_to_play;
        self.standing = Standing { has_episode: true, wants_to_play, ..Standing::default() };
        self.tracks.forget_begun();
        if self.feeder.is_none() {
            self.start_feeder();
        } else {
            self.send_seek();
        }
        if let (Some(feeder), Some(next)) = (&self.feeder, self.tracks.next()) {
            feeder.order(Order::Next(Some(next)));
        }
        self.around.controls.jumped(self.position);
    }

    fn set_speed(&mut self, speed: f32) {
        if speed.is_finite() {
            self.speed = speed.clamp(SPEED_MIN, SPEED_MAX);
        }
        if let Some(feeder) = &self.feeder {
            feeder.order(Order::Speed(self.speed));
        }
    }

    fn set_volume(&mut self, volume: f32) {
        if volume.is_finite() {
            self.volume = volume.clamp(0.0, 1.0);
        }
        self.pipe.set_volume(self.volume);
    }

    fn stop(&mut self) {
        self.feeder = None;
        self.generation += 1;
        self.pipe.reset(self.generation);
        self.close_device();
        self.tracks = Tracks::default();
        self.standing = Standing::default();
        self.position = Duration::ZERO;
        self.around.controls.hide();
    }

    fn fail(&mut self, problem: PlayProblem) {
        self.standing.problem = Some(problem);
        self.standing.wants_to_play = false;
    }

    fn take_news(&mut self, news: News) {
        match news {
            News::Opened { track, facts, handle } => self.tracks.opened(track, &facts, &handle),
            News::Ready { generation } if generation == self.generation => {
                self.standing.is_ready = true;
            }
            News::Over { generation, problem } if generation == self.generation => {
                self.pipe.finish(generation);
                (self.standing.is_ready, self.standing.is_over) = (true, true);
                self.standing.ends_with = problem;
            }
            News::Ready { .. } | News::Over { .. } => {}
        }
    }

    /// Looks at what was heard, and lets the device and the window follow.
    fn look(&mut self) {
        self.look_at_device();
        self.let_device_follow();
        self.report();
    }

    fn look_at_device(&mut self) {
        if !self.standing.has_episode {
            return;
        }
        let behind = if self.device.is_open { self.around.output.behind() } else { 0 };
        if let Some(heard) = self.pipe.heard(behind) {
            for ended in self.tracks.follow(heard.track) {
                (self.around.tell)(PlayerNews::Ended(ended));
            }
            self.position = Duration::from_secs_f64(heard.secs.max(0.0));
        }
        if self.pipe.take_starved(behind) {
            self.standing.is_ready = false;
        }
        if self.standing.is_over && self.pipe.is_drained(behind) {
            self.end();
        }
    }

    /// All that was decoded was heard.
    fn end(&mut self) {
        if self.standing.has_ended || self.standing.problem.is_some() {
            return;
        }
        if let Some((track, problem)) = self.standing.ends_with.take() {
            for ended in self.tracks.follow(track) {
                (self.around.tell)(PlayerNews::Ended(ended));
                self.position = self.tracks.start();
            }
            self.fail(problem);
        } else {
            self.standing.has_ended = true;
            self.standing.wants_to_play = false;
            if let Some(current) = self.tracks.current() {
                (self.around.tell)(PlayerNews::Ended(current.track.episode.entry_id));
            }
        }
    }

    fn let_device_follow(&mut self) {
        let is_wanted = self.standing.wants_to_play
            && self.standing.is_ready
            && self.standing.problem.is_none()
            && !self.standing.has_ended;
        if is_wanted && !self.device.is_open {
            self.open_device();
        }
        let is_running = is_wanted && self.device.is_open;
        if is_running != self.device.is_running {
            self.device.is_running = is_running;
            self.around.output.run(is_running);
        }
    }

    fn open_device(&mut self) {
        self.device.number += 1;
        let (number, messages) = (self.device.number, self.messages.clone());
        let lost = Arc::new(move || {
            let _ = messages.send(Message::DeviceLost(number));
        });
        let rate = self.pipe.rate();
        match self.around.output.open(rate, Arc::clone(&self.pipe), lost) {
            Ok(()) => self.device.is_open = true,
            Err(err) => {
                log::info!("{err}");
                self.fail(PlayProblem::NoDevice);
            }
        }
    }

    fn close_device(&mut self) {
        if self.device.is_open {
            self.around.output.close();
        }
        (self.device.is_open, self.device.is_running) = (false, false);
        self.device.lost_for = None;
    }

    fn device_lost(&mut self, number: u64) {
        if number != self.device.number || !self.device.is_open {
            return;
        }
        let was_playing = self.standing.wants_to_play;
        self.close_device();
        self.fail(PlayProblem::DeviceLost);
        self.device.lost_for = was_playing.then_some(0);
    }

    /// A sound server that starts again is back after a second or two.
    fn try_device_again(&mut self, ticks: u32) {
        self.device.lost_for = (ticks <= REOPEN_EVERY * REOPEN_TRIES).then_some(ticks);
        if !ticks.is_multiple_of(REOPEN_EVERY)
            || self.standing.problem != Some(PlayProblem::DeviceLost)
        {
            return;
        }
        self.open_device();
        if self.device.is_open {
            self.device.lost_for = None;
            self.standing.wants_to_play = true;
            self.seek(self.position);
        } else {
            self.fail(PlayProblem::DeviceLost);
        }
    }

    fn report(&mut self) {
        let report = self.state();
        if self.last.as_deref() == Some(&report) {
            return;
        }
        let report = Arc::new(report);
        self.last = Some(Arc::clone(&report));
        if let Some(known) = self.tracks.current() {
            self.around.controls.show(Shown::new(&known.track.episode, &report));
        }
        (self.around.tell)(PlayerNews::Report(report));
    }

    fn state(&self) -> PlayerReport {
        let current = self.tracks.current();
        let duration = current.and_then(Known::duration);
        let buffered = current.zip(duration).map(|(known, all)| all.mul_f64(known.fraction()));
        PlayerReport {
            entry_id: current.map(|known| known.track.episode.entry_id),
            phase: phase(&self.standing),
            position: self.position,
            duration,
            speed: self.speed,
            volume: self.volume,
            buffered: buffered.unwrap_or_default(),
            is_seekable: current.is_some_and(Known::is_seekable),
            chapters: current.map(Known::chapters).unwrap_or_default(),
            picture: current.and_then(Known::picture),
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.close_device();
    }
}

/// A position moved by some time, not before the beginning.
fn moved(position: Duration, by: SignedDuration) -> Duration {
    let part = by.unsigned_abs();
    if by.is_negative() { position.saturating_sub(part) } else { position.saturating_add(part) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_stops_at_the_beginning() {
        let position = Duration::from_secs(10);
        assert_eq!(moved(position, SignedDuration::from_secs(-15)), Duration::ZERO);
        assert_eq!(moved(position, SignedDuration::from_millis(1500)).as_millis(), 11_500);
    }
}
