//! The notice: one line about the last act, perhaps with an Undo button.

use jiff::Timestamp;

use crate::model::StepId;

/// How long a notice stays, in seconds.
pub(super) const NOTICE_SECS: i64 = 8;

/// One line about the last act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// The step that the Undo button reverts.
    pub undo: Option<StepId>,
    pub is_error: bool,
    /// The time when it disappears.
    pub until: Timestamp,
}

impl Notice {
    /// A notice without a button.
    #[must_use]
    pub fn new(text: impl Into<String>, now: Timestamp) -> Self {
        Self { text: text.into(), undo: None, is_error: false, until: later(now, NOTICE_SECS) }
    }

    /// A notice of a failure; it stays twice as long.
    #[must_use]
    pub fn error(text: impl Into<String>, now: Timestamp) -> Self {
        Self { text: text.into(), undo: None, is_error: true, until: later(now, 2 * NOTICE_SECS) }
    }

    /// Adds an Undo button for a step.
    #[must_use]
    pub fn with_undo(mut self, step: StepId) -> Self {
        self.undo = Some(step);
        self
    }
}

fn later(now: Timestamp, secs: i64) -> Timestamp {
    now.checked_add(jiff::SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MAX)
}
