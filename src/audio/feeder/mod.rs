//! The thread that decodes: from the bytes of an episode to the pipe, and on to the next episode
//! without a gap. It may wait for the network, so orders reach it while it waits.

mod chain;
mod control;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chain::Chain;
use control::Control;

use super::decode::{DecodeError, Decoder, Facts};
use super::output::Rates;
use super::pipe::{Pipe, Pushed};
use super::source::{Handle, Media};
use crate::i18n::io_words;
use crate::model::{Episode, PlayProblem};
use crate::net::HttpClient;

pub(super) use control::FeederHandle;

/// How long before the end of an episode the next one is begun to be fetched, in seconds.
const PREPARE_SECS: f64 = 20.0;
/// The rate for files that have a lower one than stretching takes.
const RATE_MIN: u32 = 32_000;
/// How often an episode is opened again because its file changed on the server.
const CHANGES_MAX: u32 = 3;

/// An episode with the number that its sound carries.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) id: u32,
    pub(super) episode: Box<Episode>,
}

/// Orders for the thread.
#[derive(Debug)]
pub(super) enum Order {
    /// Go on at a place of this track.
    Seek {
        track: Track,
        generation: u64,
        to: Duration,
    },
    Speed(f32),
    /// What follows the present track.
    Next(Option<Track>),
}

/// News from the thread. News of an older generation no longer counts.
pub(super) enum News {
    /// A track was opened. It is heard later.
    Opened { track: u32, facts: Facts, handle: Handle },
    /// There is enough sound to play.
    Ready { generation: u64 },
    /// Nothing follows what is in the pipe.
    Over { generation: u64, problem: Option<(u32, PlayProblem)> },
}

/// Takes the news. Must not block.
pub(super) type Tell = Box<dyn Fn(News) + Send>;

/// What the thread works with.
pub(super) struct Parts {
    pub(super) client: Arc<dyn HttpClient>,
    /// The directory for fetched bytes.
    pub(super) cache: PathBuf,
    pub(super) pipe: Arc<Pipe>,
    pub(super) rates: Rates,
    pub(super) tell: Tell,
}

struct Feeder {
    parts: Parts,
    control: Arc<Control>,
    generation: u64,
    speed: f32,
    playing: Option<Playing>,
    next: Option<Track>,
    /// The next track, whose bytes are on their way.
    prepared: Option<(u32, Option<Media>)>,
}

/// A track that is being decoded.
struct Playing {
    track: Track,
    decoder: Decoder,
    handle: Handle,
    chain: Chain,
    /// Where playing ends, in seconds.
    end: Option<f64>,
    /// Where decoding is.
    at: f64,
    changes: u32,
}

impl Drop for Playing {
    fn drop(&mut self) {
        self.handle.close();
    }
}

/// Why a step did not succeed.
enum Stop {
    /// An order came while bytes were awaited.
    Interrupted,
    Problem(PlayProblem),
}

impl Feeder {
    fn run(mut self) {
        while let Some(orders) = self.control.take(self.playing.is_none()) {
            // An order that was interrupted must not lose those behind it.
            for order in orders {
                if let Err(stop) = self.obey(order) {
                    self.stop(stop);
                }
            }
            if let Err(stop) = self.step() {
                self.stop(stop);
            }
        }
    }

    fn stop(&mut self, stop: Stop) {
        let Stop::Problem(mut problem) = stop else { return };
        let may_open_again = self
            .playing
            .as_ref()
            .is_some_and(|playing| playing.handle.has_changed() && playing.changes < CHANGES_MAX);
        if may_open_again {
            match self.open_again() {
                Err(Stop::Problem(other)) => problem = other,
                Ok(()) | Err(Stop::Interrupted) => return,
            }
        }
        let track = self.playing.take().map_or(0, |playing| playing.track.id);
        self.end(Some((track, problem)));
    }

    /// Nothing follows.
    fn end(&mut self, problem: Option<(u32, PlayProblem)>) {
        let generation = self.generation;
        // The player knows why before the pipe runs dry.
        (self.parts.tell)(News::Over { generation, problem });
        self.parts.pipe.finish(generation);
    }

    fn obey(&mut self, order: Order) -> Result<(), Stop> {
        match order {
            Order::Speed(speed) => self.speed = speed,
            Order::Next(next) => {
                self.prepared = None;
                self.next = next;
            }
            Order::Seek { track, generation, to } => {
                self.generation = generation;
                return self.go_to(track, to);
            }
        }
        Ok(())
    }

    fn go_to(&mut self, track: Track, to: Duration) -> Result<(), Stop> {
        if self.playing.as_ref().is_none_or(|playing| playing.track.id != track.id) {
            self.playing = None;
            self.playing = Some(self.opened(track, None)?);
        }
        let Some(playing) = &mut self.playing else { return Ok(()) };
        playing.chain.reset();
        if to.is_zero() && playing.is_at_beginning() {
            return Ok(());
        }
        playing.at = to.as_secs_f64();
        let is_complete = playing.handle.is_complete();
        let sought = playing.decoder.seek(to, is_complete);
        sought.map_err(|error| self.why(error))
    }

    /// Opens a track. Its bytes may be on their way already.
    fn opened(&self, track: Track, media: Option<Media>) -> Result<Playing, Stop> {
        let open = || Media::open(&track.episode, &self.parts.client, &self.parts.cache);
        let id = track.id;
        let Media { reader, handle } =
            media.map_or_else(open, Ok).map_err(|problem| self.refused(id, problem))?;
        self.control.opening(&handle);
        let decoder = Decoder::open(reader).map_err(|error| {
            handle.close();
            self.refused(id, problem_of(error, &handle))
        })?;
        self.control.reading(&handle);
        let facts = decoder.facts().clone();
        let end = end_of(&track.episode, facts.duration);
        let rate = self.parts.pipe.agree_on_rate(rate_for(facts.rate, self.parts.rates));
        (self.parts.tell)(News::Opened { track: id, facts, handle: handle.clone() });
        let chain = Chain::new(rate);
        Ok(Playing { track, decoder, handle, chain, end, at: 0.0, changes: 0 })
    }

    /// The track can't be opened. It is told here, because nothing of it is playing.
    fn refused(&self, track: u32, problem: PlayProblem) -> Stop {
        let generation = self.generation;
        (self.parts.tell)(News::Over { generation, problem: Some((track, problem)) });
        self.parts.pipe.finish(generation);
        Stop::Interrupted
    }

    /// Why reading or decoding failed.
    fn why(&self, error: DecodeError) -> Stop {
        if self.control.has_orders() {
            return Stop::Interrupted;
        }
        let handle = self.playing.as_ref().map(|playing| playing.handle.clone());
        Stop::Problem(problem_of(error, &handle.unwrap_or_default()))
    }

    /// Decodes and passes on a little.
    fn step(&mut self) -> Result<(), Stop> {
        self.prepare_next();
        let Some(playing) = &mut self.playing else { return Ok(()) };
        let samples = match playing.decoder.next() {
            Ok(samples) => samples,
            Err(error) => return Err(self.why(error)),
        };
        let cut = samples.and_then(|samples| chain::until(samples, playing.end));
        let Some(samples) = cut else { return self.go_on() };
        playing.at = samples.start + samples.frames() as f64 / f64::from(samples.rate);
        let made = playing.chain.push(&samples, self.speed).map_err(Stop::Problem)?;
        self.pass_on(made);
        Ok(())
    }

    fn pass_on(&self, made: Vec<chain::Made>) {
        let Some(playing) = &self.playing else { return };
        for made in made {
            let block = made.block(playing.track.id);
            if self.parts.pipe.push(block, self.generation) == Pushed::Ready {
                (self.parts.tell)(News::Ready { generation: self.generation });
            }
        }
    }

    /// The file changed on the server, as it does where advertisements are put in for each
    /// listener. Playing goes on at the same time in the new one.
    fn open_again(&mut self) -> Result<(), Stop> {
        let Some(playing) = self.playing.take() else { return Ok(()) };
        let (track, at, changes) = (playing.track.clone(), playing.at, playing.changes + 1);
        drop(playing);
        let mut again = self.opened(track.clone(), None)?;
        again.changes = changes;
        self.playing = Some(again);
        self.go_to(track, Duration::from_secs_f64(at.max(0.0)))
    }

    /// Begins to fetch the next episode shortly before the present one ends.
    fn prepare_next(&mut self) {
        let (Some(next), Some(playing)) = (&self.next, &self.playing) else { return };
        let is_near = playing.end.is_some_and(|end| end - playing.at < PREPARE_SECS);
        if !is_near || self.prepared.is_some() {
            return;
        }
        // A failure is told when its time has come.
        let media = Media::open(&next.episode, &self.parts.client, &self.parts.cache);
        self.prepared = Some((next.id, media.ok()));
    }

    /// The track has ended: goes on to the next one.
    fn go_on(&mut self) -> Result<(), Stop> {
        if let Some(playing) = &mut self.playing {
            let rest = playing.chain.finish().map_err(Stop::Problem)?;
            self.pass_on(rest);
        }
        self.playing = None;
        let Some(next) = self.next.take() else {
            self.end(None);
            return Ok(());
        };
        let media =
            self.prepared.take().filter(|(id, _)| *id == next.id).and_then(|(_, media)| media);
        let start = first_of(&next.episode);
        self.playing = Some(self.opened(next.clone(), media)?);
        self.go_to(next, start)
    }
}

impl Playing {
    /// Whether nothing was decoded since the beginning.
    fn is_at_beginning(&self) -> bool {
        self.at == 0.0
    }
}

fn problem_of(error: DecodeError, handle: &Handle) -> PlayProblem {
    match error {
        DecodeError::Problem(problem) => problem,
        DecodeError::Source(err) => {
            handle.problem().unwrap_or_else(|| PlayProblem::Disk { cause: io_words(&err) })
        }
    }
}

/// Where an episode begins: where it was left, or after what its feed skips.
pub(super) fn first_of(episode: &Episode) -> Duration {
    if episode.start.is_zero() { episode.skip_start } else { episode.start }
}

/// Where an episode ends, in seconds, without what its feed skips.
fn end_of(episode: &Episode, duration: Option<Duration>) -> Option<f64> {
    let whole = duration?;
    Some(whole.checked_sub(episode.skip_end).unwrap_or(whole).as_secs_f64())
}

fn rate_for(file: u32, device: Rates) -> u32 {
    match device {
        Rates::Only(rate) => rate,
        Rates::Any if file >= RATE_MIN => file,
        // Twice or four times the rate, for 22,050 and 11,025; others are converted.
        Rates::Any if 44_100 % file == 0 => 44_100,
        Rates::Any => 48_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_of_the_file_is_kept_if_the_device_takes_it() {
        assert_eq!(rate_for(44_100, Rates::Any), 44_100);
        assert_eq!(rate_for(22_050, Rates::Any), 44_100);
        assert_eq!(rate_for(16_000, Rates::Any), 48_000);
        assert_eq!(rate_for(44_100, Rates::Only(48_000)), 48_000);
    }
}
