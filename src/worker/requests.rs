//! Requests that were noted: kept for a while, then saved many at a time, since the page that tells
//! of them can wait.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::fence::fenced;
use super::writer::{Writer, WriterTask};
use crate::net::Sink;

/// So many noted requests are saved at once, whatever else goes on.
pub(super) const BATCH_REQUESTS: usize = 256;
/// Fewer are saved when nobody has asked for anything so long.
pub(super) const REQUESTS_WAIT: Duration = Duration::from_secs(1);

/// Where requests are noted: with the writer, without waiting for it.
pub(super) fn sink(writer: Sender<WriterTask>) -> Sink {
    Arc::new(move |request| _ = writer.send(WriterTask::Noted(Box::new(request))))
}

impl Writer {
    /// Saves what was noted. That it could not be is no reason to disturb anybody.
    pub(super) fn save_noted(&mut self) {
        let noted = std::mem::take(&mut self.noted);
        if noted.is_empty() {
            return;
        }
        let now = (self.clock)();
        match fenced(|| self.store.record_activity(&noted, now)) {
            Ok(Ok(())) => {}
            Ok(Err(err)) => log::warn!("requests are not noted: {err}"),
            Err(message) => log::error!("{message}"),
        }
    }
}
