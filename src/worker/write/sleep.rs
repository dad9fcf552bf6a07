//! Wakes entries at their time, by the clock of the program.

use std::sync::Arc;
use std::time::Duration;

use super::requests::REQUESTS_WAIT;
use super::writer::Writer;
use crate::worker::fence::fenced;
use crate::worker::message::Event;

/// The longest wait between two looks at the clock: it may be set, and the computer may sleep.
const LOOK_SECS: i64 = 60;

impl Writer {
    /// How long the thread may wait for a task; `None` for as long as it takes.
    pub(super) fn idle_wait(&self) -> Option<Duration> {
        let requests = (!self.requests.is_empty()).then_some(REQUESTS_WAIT);
        let wake = self.next_wake.map(|next| {
            let left = next.duration_since(self.clock.now());
            // A part of a second later, rather than a part of a second too early.
            let secs = left.as_secs().clamp(0, LOOK_SECS) + i64::from(left.is_positive());
            Duration::from_secs(secs.unsigned_abs())
        });
        requests.into_iter().chain(wake).min()
    }

    /// Wakes the entries whose time has come, and tells the window.
    pub(super) fn wake_due(&mut self) {
        let now = self.clock.now();
        if self.next_wake.is_none_or(|next| next > now) {
            return;
        }
        // If this fails, trying again at once would fail in the same way.
        self.next_wake = None;
        match fenced(|| self.store.wake_due(now)) {
            Ok(Ok(changed)) => {
                if let Ok(counts) = self.store.reader().counts(self.clock.start_of_today()) {
                    self.counts = counts;
                }
                let counts = self.counts.clone();
                self.outbox.send(Event::Woke { changed: Arc::new(changed), counts });
                self.note_next_wake();
                self.send_waiting();
            }
            Ok(Err(err)) => self.fail(&err),
            Err(message) => log::error!("{message}"),
        }
    }

    /// Looks up when the next entry wakes.
    pub(super) fn note_next_wake(&mut self) {
        self.next_wake = self.store.reader().next_wake().unwrap_or_default();
    }
}
