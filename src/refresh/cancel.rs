//! Cancels a refresh from another thread.

use std::sync::Arc;

use tokio::sync::watch;

/// Cancels everything that was started with a clone of it, for good.
#[derive(Debug, Clone)]
pub struct CancelToken {
    sender: Arc<watch::Sender<bool>>,
}

impl CancelToken {
    #[must_use]
    pub fn new() -> Self {
        Self { sender: Arc::new(watch::Sender::new(false)) }
    }

    /// May be called from any thread.
    pub fn cancel(&self) {
        self.sender.send_replace(true);
    }

    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        *self.sender.borrow()
    }

    /// Waits until the token is cancelled.
    pub async fn cancelled(&self) {
        // The sender lives as long as this token, so this cannot fail.
        let _ = self.sender.subscribe().wait_for(|is_cancelled| *is_cancelled).await;
    }
}

impl Default for CancelToken {
    fn default() -> Self {
        Self::new()
    }
}
