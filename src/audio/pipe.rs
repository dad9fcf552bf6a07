//! Between the decoder and the sound device: decoded sound that waits, and the account of what was
//! given to the device, by which the position is known.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

/// Channels of all sound here.
pub const CHANNELS: usize = 2;
/// How much decoded sound waits at most, in seconds.
const HELD_SECS: f64 = 0.5;
/// How much there has to be before playing begins, in seconds.
const READY_SECS: f64 = 0.06;

/// Decoded sound that belongs together.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) track: u32,
    /// The part of the episode that it stands for, in seconds.
    pub(super) start: f64,
    pub(super) end: f64,
    /// Interleaved, two channels.
    pub(super) values: Vec<f32>,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pushed {
    Kept,
    /// There is now enough to begin.
    Ready,
    /// Somebody went to another place meanwhile.
    Stale,
}

/// A place in an episode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heard {
    pub(super) track: u32,
    pub(super) secs: f64,
}

#[derive(Default)]
pub struct Pipe {
    state: Mutex<State>,
    room: Condvar,
}

#[derive(Default)]
struct State {
    /// Frames a second; 0 until the first episode is open.
    rate: u32,
    /// Changes when the sound before no longer counts.
    generation: u64,
    blocks: VecDeque<Block>,
    /// Frames of the first block that were given already.
    begun: usize,
    /// Frames that wait.
    held: usize,
    /// What was given, the oldest first.
    given: VecDeque<Span>,
    given_frames: u64,
    /// The number of frames given when the last sound was.
    sound_until: u64,
    is_over: bool,
    is_ready: bool,
    is_starved: bool,
    volume: f32,
    /// Wakes a device that found nothing.
    waker: Option<Waker>,
}

/// Frames that were given to the device.
struct Span {
    from: u64,
    until: u64,
    track: u32,
    start: f64,
    end: f64,
}

impl State {
    fn frames(&self, secs: f64) -> usize {
        (secs * f64::from(self.rate)) as usize
    }
}

impl Pipe {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Frames a second; 0 until the first episode is open.
    pub(super) fn rate(&self) -> u32 {
        self.state().rate
    }

    /// Sets the rate if it is not set. Returns the one that holds.
    pub(super) fn agree_on_rate(&self, rate: u32) -> u32 {
        let mut state = self.state();
        if state.rate == 0 {
            state.rate = rate;
        }
        state.rate
    }

    /// Forgets all sound, for a new place or episode.
    pub(super) fn clear(&self, generation: u64) {
        let mut state = self.state();
        state.generation = generation;
        state.blocks.clear();
        state.given.clear();
        (state.begun, state.held) = (0, 0);
        (state.is_over, state.is_ready, state.is_starved) = (false, false, false);
        state.sound_until = state.given_frames;
        self.room.notify_all();
    }

    /// Forgets the rate, too.
    pub(super) fn reset(&self, generation: u64) {
        self.clear(generation);
        self.state().rate = 0;
    }

    /// Appends sound. Waits while enough is there.
    pub(super) fn push(&self, block: Block, generation: u64) -> Pushed {
        let mut state = self.state();
        let most = state.frames(HELD_SECS);
        while state.generation == generation && state.held > most {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.generation != generation {
            return Pushed::Stale;
        }
        state.held += block.values.len() / CHANNELS;
        state.blocks.push_back(block);
        let was_ready = state.is_ready;
        state.is_ready |= state.held >= state.frames(READY_SECS);
        self.room.notify_all();
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        if state.is_ready && !was_ready { Pushed::Ready } else { Pushed::Kept }
    }

    /// Nothing follows.
    pub(super) fn finish(&self, generation: u64) {
        let mut state = self.state();
        if state.generation == generation {
            (state.is_over, state.is_ready) = (true, true);
            self.room.notify_all();
        }
    }

    pub(super) fn set_volume(&self, volume: f32) {
        self.state().volume = volume;
    }

    /// Fills the buffer of the device; with silence where nothing is there.
    pub fn fill(&self, buffer: &mut [f32]) {
        let mut state = self.state();
        let count = state.give_all(buffer);
        let rest = buffer.get_mut(count..).unwrap_or_default();
        rest.fill(0.0);
        state.give_silence(rest.len() / CHANNELS);
        self.room.notify_all();
    }

    /// Waits until so many frames are there, or none follow, but at most this long. For devices
    /// without a clock.
    pub(super) fn wait_for(&self, frames: usize, patience: Duration) {
        let state = self.state();
        let is_short = |state: &mut State| state.held < frames && !state.is_over;
        drop(self.room.wait_timeout_while(state, patience, is_short));
    }

    /// Gives what is there, and returns how many values. If there is nothing, the device is woken
    /// later.
    pub(super) fn take(&self, buffer: &mut [f32], waker: &Waker) -> usize {
        let mut state = self.state();
        let count = state.give_all(buffer);
        if count == 0 {
            state.waker = Some(waker.clone());
            state.is_starved = !state.is_over;
        }
        self.room.notify_all();
        count
    }

    /// Where the listener is, if the device still has to play this many of the frames given. `None`
    /// while nothing new was heard.
    pub(super) fn heard(&self, behind: u64) -> Option<Heard> {
        let mut state = self.state();
        let at = state.given_frames.saturating_sub(behind);
        while state.given.len() > 1 && state.given.front().is_some_and(|span| span.until < at) {
            state.given.pop_front();
        }
        let span = state.given.iter().find(|span| at <= span.until)?;
        let part = at.checked_sub(span.from)? as f64 / (span.until - span.from).max(1) as f64;
        Some(Heard { track: span.track, secs: span.start + (span.end - span.start) * part })
    }

    /// Whether all was heard, and nothing follows.
    pub(super) fn is_drained(&self, behind: u64) -> bool {
        let state = self.state();
        let heard = state.given_frames.saturating_sub(behind);
        state.is_over && state.held == 0 && heard >= state.sound_until
    }

    /// Whether the device, which still has to play so many frames, ran dry because the sound did
    /// not come in time. Playing begins again when there is enough.
    pub(super) fn take_starved(&self, behind: u64) -> bool {
        let mut state = self.state();
        let is_dry = state.is_starved && !state.is_over && state.held == 0 && behind == 0;
        if is_dry {
            (state.is_starved, state.is_ready) = (false, false);
        }
        is_dry
    }

    /// Frames that wait.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.state().held
    }
}

impl State {
    /// Gives what fits, at the present volume. Returns how many values.
    fn give_all(&mut self, buffer: &mut [f32]) -> usize {
        // The ear hears in powers; the square is close enough.
        let gain = self.volume * self.volume;
        let mut count = 0;
        while let Some(rest) = buffer.get_mut(count..).filter(|rest| !rest.is_empty()) {
            let written = self.give(rest);
            if written == 0 {
                break;
            }
            for value in rest.iter_mut().take(written) {
                *value *= gain;
            }
            count += written;
        }
        count
    }

    /// Gives some of the first block. Returns how many values.
    fn give(&mut self, buffer: &mut [f32]) -> usize {
        let begun = self.begun;
        let Some(block) = self.blocks.front() else { return 0 };
        let rest = block.values.get(begun * CHANNELS..).unwrap_or_default();
        let count = rest.len().min(buffer.len()) / CHANNELS * CHANNELS;
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        let (frames, all) = (count / CHANNELS, (block.values.len() / CHANNELS).max(1));
        let place =
            |frame: usize| block.start + (block.end - block.start) * frame as f64 / all as f64;
        let span = Span {
            from: self.given_frames,
            until: self.given_frames + frames as u64,
            track: block.track,
            start: place(begun),
            end: place(begun + frames),
        };
        let is_done = count == rest.len();
        self.given_frames = span.until;
        self.sound_until = span.until;
        self.held -= frames;
        self.begun += frames;
        self.given.push_back(span);
        if is_done {
            self.blocks.pop_front();
            self.begun = 0;
        }
        count
    }

    fn give_silence(&mut self, frames: usize) {
        if frames == 0 {
            return;
        }
        let from = self.given_frames;
        self.given_frames += frames as u64;
        self.is_starved = !self.is_over;
        // The position stays while there is silence.
        if let Some(last) = self.given.back_mut() {
            if last.start < last.end {
                let (track, end) = (last.track, last.end);
                let until = self.given_frames;
                self.given.push_back(Span { from, until, track, start: end, end });
            } else {
                last.until = self.given_frames;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe() -> Pipe {
        let pipe = Pipe::default();
        pipe.agree_on_rate(1000);
        pipe.set_volume(1.0);
        pipe
    }

    fn block(track: u32, start: f64, end: f64, frames: usize) -> Block {
        Block { track, start, end, values: vec![0.5; frames * CHANNELS] }
    }

    fn given(pipe: &Pipe, frames: usize) -> Vec<f32> {
        let mut buffer = vec![9.0; frames * CHANNELS];
        pipe.fill(&mut buffer);
        buffer
    }

    #[test]
    fn the_position_is_that_of_the_frames_that_were_heard() {
        let pipe = pipe();
        // Twice the speed: 100 frames stand for 0.2 seconds.
        pipe.push(block(1, 10.0, 10.2, 100), 0);
        pipe.push(block(2, 0.0, 0.1, 100), 0);
        given(&pipe, 150);
        assert_eq!(pipe.heard(100), Some(Heard { track: 1, secs: 10.1 }));
        assert_eq!(pipe.heard(25), Some(Heard { track: 2, secs: 0.025 }));
        assert_eq!(pipe.heard(0), Some(Heard { track: 2, secs: 0.05 }));
    }

    #[test]
    fn silence_does_not_move_the_position() {
        let pipe = pipe();
        pipe.push(block(1, 0.0, 0.1, 100), 0);
        let buffer = given(&pipe, 120);
        assert_eq!((buffer[199], buffer[200]), (0.5, 0.0));
        given(&pipe, 50);
        assert_eq!(pipe.heard(120), Some(Heard { track: 1, secs: 0.05 }));
        assert_eq!(pipe.heard(0), Some(Heard { track: 1, secs: 0.1 }));
        assert_eq!(pipe.heard(120), None, "it does not go back");
        assert!(pipe.take_starved(0) && !pipe.take_starved(0));
    }

    #[test]
    fn it_is_drained_once_the_last_sound_was_heard() {
        let pipe = pipe();
        pipe.push(block(1, 0.0, 0.1, 100), 0);
        pipe.finish(0);
        assert!(!pipe.is_drained(0));
        given(&pipe, 120);
        assert!(!pipe.is_drained(30) && pipe.is_drained(20));
        assert!(!pipe.take_starved(0), "silence after the end is no want");
    }

    #[test]
    fn sound_for_another_place_is_dropped() {
        let pipe = pipe();
        pipe.push(block(1, 0.0, 0.1, 100), 0);
        pipe.clear(1);
        assert_eq!(pipe.push(block(1, 0.0, 0.1, 100), 0), Pushed::Stale);
        assert_eq!((pipe.held(), pipe.heard(0)), (0, None));
        assert_eq!(pipe.push(block(1, 5.0, 5.05, 50), 1), Pushed::Kept);
        assert_eq!(pipe.push(block(1, 5.05, 5.1, 50), 1), Pushed::Ready);
    }

    #[test]
    fn the_volume_applies_to_what_is_given_next() {
        let pipe = pipe();
        pipe.push(block(1, 0.0, 0.1, 100), 0);
        pipe.set_volume(0.5);
        assert_eq!(given(&pipe, 1), [0.125, 0.125]);
    }
}
