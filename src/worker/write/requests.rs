//! Records the requests that were sent. They are saved in batches, because nobody sees them before
//! the Activity page is opened.

use std::sync::Arc;
use std::time::Duration;

use super::writer::Writer;
use crate::model::Activity;
use crate::net::Sink;
use crate::worker::fence::fenced;
use crate::worker::message::{WriteQueue, WriteTask};

/// Requests saved at once, whatever else waits.
const BATCH_REQUESTS: usize = 256;
/// Smaller batches are saved once the thread has been idle this long.
pub(super) const REQUESTS_WAIT: Duration = Duration::from_secs(1);

/// Records each request with the writer, without waiting for it.
pub(in crate::worker) fn sink(queue: WriteQueue) -> Sink {
    Arc::new(move |request| _ = queue.send(WriteTask::Request(Box::new(request))))
}

impl Writer {
    pub(super) fn record_request(&mut self, request: Activity) {
        self.requests.push(request);
        if self.requests.len() >= BATCH_REQUESTS {
            self.save_requests();
        }
    }

    /// Saves the recorded requests. A failure is only logged: the user can do nothing about it and
    /// loses nothing else.
    pub(super) fn save_requests(&mut self) {
        let requests = std::mem::take(&mut self.requests);
        if requests.is_empty() {
            return;
        }
        let now = self.clock.now();
        match fenced(|| self.store.record_activity(&requests, now)) {
            Ok(Ok(())) => {}
            Ok(Err(err)) => log::warn!("requests are not recorded: {err}"),
            Err(message) => log::error!("{message}"),
        }
    }
}
