//! What the window needs of the workers: a place to put jobs and a place to take events from.

use std::time::Duration;

use crate::worker::{Event, Job, Workers};

/// The workers, as the window sees them.
pub trait Backend {
    /// Hands over a job. Never waits.
    fn submit(&self, job: Job);

    /// Takes what has been answered since the last call. Never waits.
    fn drain(&self) -> Vec<Event>;

    /// The next answer, waiting for it so long. Only for the time before there is a window.
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
