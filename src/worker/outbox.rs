//! Where the workers put their answers, and the bell that wakes the window.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use super::message::Event;

/// Wakes the window; called after each event, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Hands events to the window, until it is closed.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: Sender<Event>,
    wake: Wake,
    is_open: Arc<AtomicBool>,
}

impl Outbox {
    pub(super) fn new(sender: Sender<Event>, wake: Wake) -> Self {
        Self { sender, wake, is_open: Arc::new(AtomicBool::new(true)) }
    }

    pub(super) fn send(&self, event: Event) {
        if self.is_open.load(Ordering::Acquire) && self.sender.send(event).is_ok() {
            (self.wake)();
        }
    }

    /// From here on the window hears nothing.
    pub(super) fn close(&self) {
        self.is_open.store(false, Ordering::Release);
    }
}
