//! A switch that stops a refresh from another thread.

use std::sync::Arc;

use tokio::sync::watch;

/// Stops what was started with a clone of it. Once thrown it stays so.
#[derive(Debug, Clone)]
pub struct CancelToken {
    sender: Arc<watch::Sender<bool>>,
}

impl CancelToken {
    /// A token that is not thrown.
    #[must_use]
    pub fn new() -> Self {
        Self { sender: Arc::new(watch::Sender::new(false)) }
    }

    /// Throws it. May be called from any thread.
    pub fn cancel(&self) {
        self.sender.send_replace(true);
    }

    /// Whether it was thrown.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        *self.sender.borrow()
    }

    /// Waits until it is thrown.
    pub async fn cancelled(&self) {
        // The sender lives as long as this token, so waiting cannot fail.
        let _ = self.sender.subscribe().wait_for(|is_cancelled| *is_cancelled).await;
    }
}

impl Default for CancelToken {
    fn default() -> Self {
        Self::new()
    }
}
