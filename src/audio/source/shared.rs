//! What a reader and its fetcher share: the bytes so far, and the place that the reader wants.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use symphonia::core::io::MediaSource;

use super::ranges::Ranges;
use super::{EPISODE_BYTES_MAX, READ_AHEAD};
use crate::i18n::io_words;
use crate::model::PlayProblem;

/// Bytes that are skipped in a running answer rather than asked for in a new one.
const NEAR: u64 = 256 << 10;

pub(super) struct Shared {
    state: Mutex<State>,
    /// Rings when bytes arrive, when the reader wants others, and at the end.
    bell: Condvar,
    /// Rings for the request that runs, when the reader wants bytes from elsewhere.
    pub(super) moved: tokio::sync::Notify,
}

#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
struct State {
    /// The bytes that have arrived, each at its place.
    file: File,
    have: Ranges,
    /// The size of the file, once it is known.
    total: Option<u64>,
    /// Where the reader is.
    wanted: u64,
    takes_ranges: bool,
    has_changed: bool,
    is_interrupted: bool,
    is_closed: bool,
    problem: Option<PlayProblem>,
}

impl State {
    /// Where the bytes end that the reader has before it.
    fn ready_end(&self) -> u64 {
        self.have.end_of_run(self.wanted).unwrap_or(self.wanted)
    }

    fn is_at_end(&self, at: u64) -> bool {
        self.total.is_some_and(|total| at >= total)
    }

    /// Whether an answer that is at this byte serves the reader.
    fn is_served_from(&self, at: u64) -> bool {
        if !self.takes_ranges {
            return true;
        }
        let end = self.ready_end();
        let is_near = at <= end && end - at <= NEAR;
        end == at || is_near
    }
}

impl Shared {
    pub(super) fn new(file: File) -> Self {
        let state = State {
            file,
            have: Ranges::default(),
            total: None,
            wanted: 0,
            takes_ranges: false,
            has_changed: false,
            is_interrupted: false,
            is_closed: false,
            problem: None,
        };
        Self { state: Mutex::new(state), bell: Condvar::new(), moved: tokio::sync::Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.bell.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn interrupt(&self, is_interrupted: bool) {
        self.state().is_interrupted = is_interrupted;
        self.bell.notify_all();
    }

    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.bell.notify_all();
        self.moved.notify_one();
    }

    pub(super) fn problem(&self) -> Option<PlayProblem> {
        self.state().problem.clone()
    }

    pub(super) fn has_changed(&self) -> bool {
        self.state().has_changed
    }

    pub(super) fn takes_ranges(&self) -> bool {
        self.state().takes_ranges
    }

    pub(super) fn fraction(&self) -> f64 {
        let state = self.state();
        let end = state.ready_end();
        state.total.map_or(0.0, |total| if total == 0 { 1.0 } else { end as f64 / total as f64 })
    }

    pub(super) fn fraction_from_start(&self) -> f64 {
        let state = self.state();
        let end = state.have.end_of_run(0).unwrap_or(0);
        state.total.map_or(0.0, |total| if total == 0 { 1.0 } else { end as f64 / total as f64 })
    }

    /// Waits until bytes are wanted that are not here. `None` once the reader is gone.
    pub(super) fn next_gap(&self) -> Option<u64> {
        let mut state = self.state();
        loop {
            if state.is_closed || state.problem.is_some() {
                return None;
            }
            let end = state.ready_end();
            if !state.is_at_end(end) && end - state.wanted < READ_AHEAD / 2 {
                return Some(end);
            }
            state = self.wait(state);
        }
    }

    /// Waits before a request is sent again. Returns whether it is still of use.
    pub(super) fn rest(&self, time: Duration) -> bool {
        let state = self.state();
        let waiting = self.bell.wait_timeout_while(state, time, |state| !state.is_closed);
        !waiting.unwrap_or_else(PoisonError::into_inner).0.is_closed
    }

    pub(super) fn fail(&self, problem: PlayProblem) {
        self.state().problem.get_or_insert(problem);
        self.bell.notify_all();
    }

    /// The file ends here. If it was longer before, it is another one now.
    pub(super) fn ends_at(&self, end: u64) {
        let mut state = self.state();
        if *state.total.get_or_insert(end) > end {
            state.has_changed = true;
            state.problem = Some(PlayProblem::Damaged);
        }
        self.bell.notify_all();
    }

    /// Takes the head of an answer. Returns whether its body is wanted.
    pub(super) fn begin(&self, total: Option<u64>, is_part: bool) -> bool {
        let mut state = self.state();
        if total.is_some_and(|total| total > EPISODE_BYTES_MAX) {
            state.problem = Some(PlayProblem::TooLarge { limit_bytes: EPISODE_BYTES_MAX });
        } else if state.total.is_some() && total.is_some() && state.total != total {
            // Servers that put advertisements into episodes make another file each time.
            state.has_changed = true;
            state.problem = Some(PlayProblem::Damaged);
        } else {
            state.total = state.total.or(total);
            state.takes_ranges |= is_part;
        }
        self.bell.notify_all();
        state.problem.is_none() && !state.is_closed
    }

    /// Takes bytes for this place. Returns whether the bytes after them are wanted.
    pub(super) fn store(&self, at: u64, bytes: &[u8]) -> bool {
        let mut state = self.state();
        if state.is_closed {
            return false;
        }
        let end = at + bytes.len() as u64;
        if end > EPISODE_BYTES_MAX {
            state.problem = Some(PlayProblem::TooLarge { limit_bytes: EPISODE_BYTES_MAX });
            self.bell.notify_all();
            return false;
        }
        let written =
            state.file.seek(SeekFrom::Start(at)).and_then(|_| state.file.write_all(bytes));
        if let Err(err) = written {
            state.problem = Some(PlayProblem::Disk { cause: io_words(&err) });
            self.bell.notify_all();
            return false;
        }
        state.have.insert(at..end);
        self.bell.notify_all();
        state.is_served_from(end)
    }

    /// Whether an answer at this byte is still of use, and whether it may go on.
    pub(super) fn has_room(&self, at: u64) -> bool {
        let state = self.state();
        let is_far = at >= state.wanted + READ_AHEAD;
        state.is_closed || !state.takes_ranges || !state.is_served_from(at) || !is_far
    }

    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.state();
        loop {
            if state.is_interrupted || state.is_closed {
                return Err(io::Error::other("interrupted"));
            }
            state.wanted = at;
            if let Some(end) = state.have.end_of_run(at) {
                let length = buffer.len().min(usize::try_from(end - at).unwrap_or(usize::MAX));
                state.file.seek(SeekFrom::Start(at))?;
                let part = buffer.get_mut(..length).unwrap_or_default();
                state.file.read_exact(part)?;
                state.wanted = at + length as u64;
                self.bell.notify_all();
                return Ok(length);
            }
            if state.is_at_end(at) {
                return Ok(0);
            }
            if let Some(problem) = &state.problem {
                return Err(io::Error::other(problem.code().to_owned()));
            }
            self.bell.notify_all();
            self.moved.notify_one();
            state = self.wait(state);
        }
    }

    /// Whether the reader waits for bytes that an answer at this byte does not bring.
    pub(super) fn is_elsewhere(&self, at: u64) -> bool {
        let state = self.state();
        state.is_closed || !state.is_served_from(at)
    }
}

/// Reads what has arrived, and waits for the rest.
pub(super) struct StreamReader {
    shared: Arc<Shared>,
    at: u64,
}

impl StreamReader {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, at: 0 }
    }
}

impl Read for StreamReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let length = self.shared.read_at(self.at, buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for StreamReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let total = self.shared.state().total;
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => total.and_then(|total| total.checked_add_signed(by)),
        };
        self.at = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl MediaSource for StreamReader {
    fn is_seekable(&self) -> bool {
        self.byte_len().is_some()
    }

    fn byte_len(&self) -> Option<u64> {
        self.shared.state().total
    }
}

impl Drop for StreamReader {
    fn drop(&mut self) {
        self.shared.close();
    }
}
