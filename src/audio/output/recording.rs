//! A device that records, for tests. It has no clock: time goes by when the test says so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Lost, NoDevice, Output, Rates};
use crate::audio::pipe::{CHANNELS, Pipe};

/// The longest wait for sound.
const PATIENCE: Duration = Duration::from_secs(20);

/// Clones are the same device.
#[derive(Clone, Default)]
pub struct Recording(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    recorded: Vec<f32>,
    rate: u32,
    only_rate: Option<u32>,
    pipe: Option<Arc<Pipe>>,
    lost: Option<Lost>,
    is_running: bool,
    is_absent: bool,
    /// Frames that it takes before it plays them.
    latency: u64,
    behind: u64,
}

impl Recording {
    /// A device that is not there.
    #[must_use]
    pub fn absent() -> Self {
        let recording = Self::default();
        recording.state().is_absent = true;
        recording
    }

    /// A device that takes one rate only.
    #[must_use]
    pub fn with_rate(rate: u32) -> Self {
        let recording = Self::default();
        recording.state().only_rate = Some(rate);
        recording
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The device takes this many frames before it plays them.
    pub fn set_latency(&self, frames: u64) {
        self.state().latency = frames;
    }

    /// Lets time go by for this many frames, at most half a second; first waits for them to be
    /// decoded. Returns whether the device runs.
    #[allow(clippy::must_use_candidate, reason = "time goes by all the same")]
    pub fn advance(&self, frames: usize) -> bool {
        let pipe = self.state().pipe.clone();
        if let Some(pipe) = pipe {
            pipe.wait_for(frames, PATIENCE);
        }
        self.advance_at_once(frames)
    }

    /// The same, whether there is sound or not.
    #[allow(clippy::must_use_candidate, reason = "time goes by all the same")]
    pub fn advance_at_once(&self, frames: usize) -> bool {
        let mut state = self.state();
        let Some(pipe) = state.pipe.clone().filter(|_| state.is_running) else { return false };
        let mut buffer = vec![0.0; frames * CHANNELS];
        pipe.fill(&mut buffer);
        state.recorded.extend(buffer);
        state.behind = state.latency;
        true
    }

    /// What was taken so far: interleaved, two channels.
    #[must_use]
    pub fn recorded(&self) -> Vec<f32> {
        self.state().recorded.clone()
    }

    /// Frames a second.
    #[must_use]
    pub fn rate(&self) -> u32 {
        self.state().rate
    }

    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state().is_running
    }

    /// Takes the device away.
    pub fn lose(&self) {
        let lost = {
            let mut state = self.state();
            (state.is_absent, state.is_running) = (true, false);
            state.pipe = None;
            state.lost.take()
        };
        if let Some(lost) = lost {
            lost();
        }
    }

    /// Brings the device back.
    pub fn come_back(&self) {
        self.state().is_absent = false;
    }
}

impl Output for Recording {
    fn rates(&self) -> Rates {
        self.state().only_rate.map_or(Rates::Any, Rates::Only)
    }

    fn open(&mut self, rate: u32, pipe: Arc<Pipe>, lost: Lost) -> Result<(), NoDevice> {
        let mut state = self.state();
        if state.is_absent {
            return Err(NoDevice::because(&"it was taken away"));
        }
        state.rate = rate;
        (state.pipe, state.lost) = (Some(pipe), Some(lost));
        Ok(())
    }

    fn run(&mut self, is_running: bool) {
        self.state().is_running = is_running;
    }

    fn flush(&mut self) {
        self.state().behind = 0;
    }

    fn behind(&mut self) -> u64 {
        self.state().behind
    }

    fn close(&mut self) {
        let mut state = self.state();
        (state.pipe, state.lost, state.is_running) = (None, None, false);
    }
}
