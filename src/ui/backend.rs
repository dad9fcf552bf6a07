//! The window's view of the workers: a place to submit jobs and to take events from.

use std::time::Duration;

use crate::worker::{Event, Job, Workers};

/// The workers, or a double in tests.
pub trait Backend {
    /// Hands over a job. Never waits.
    fn submit(&self, job: Job);

    /// Takes the events since the last call. Never waits.
    fn drain(&self) -> Vec<Event>;

    /// Waits at most `patience` for the next event. Only for the time before there is a window.
    fn wait(&self, patience: Duration) -> Option<Event>;
}

impl Backend for Workers {
    fn submit(&self, job: Job) {
        Workers::submit(self, job);
    }

    fn drain(&self) -> Vec<Event> {
        Workers::drain(self)
    }

    fn wait(&self, patience: Duration) -> Option<Event> {
        self.recv_timeout(patience)
    }
}
