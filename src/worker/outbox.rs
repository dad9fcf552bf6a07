//! Delivers the workers' events to the window and wakes it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use super::message::Event;
use crate::store::{StoreError, suspect};

/// Wakes the window. Called after each event, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Sends events to the window until it is closed.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: Sender<Event>,
    wake: Wake,
    is_open: Arc<AtomicBool>,
    library: Arc<Path>,
}

impl Outbox {
    pub(super) fn new(sender: Sender<Event>, wake: Wake, library: &Path) -> Self {
        Self { sender, wake, is_open: Arc::new(AtomicBool::new(true)), library: library.into() }
    }

    pub(super) fn send(&self, event: Event) {
        if self.is_open.load(Ordering::Acquire) && self.sender.send(event).is_ok() {
            (self.wake)();
        }
    }

    /// Reports an error of the store.
    pub(super) fn fail(&self, err: &StoreError) {
        let message = self.words(err);
        self.send(Event::Failed(message));
    }

    /// The sentence for an error of the store. Damage is also noted, so that the next start repairs
    /// it.
    pub(super) fn words(&self, err: &StoreError) -> String {
        log::error!("{err}");
        if err.is_damage() {
            suspect(&self.library);
        }
        err.user_message()
    }

    /// Drops all further events.
    pub(super) fn close(&self) {
        self.is_open.store(false, Ordering::Release);
    }
}
