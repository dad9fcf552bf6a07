//! The one line that says what just happened, with a way back.

use jiff::Timestamp;

use crate::model::StepId;

/// How long a notice stays, in seconds.
pub(super) const NOTICE_SECS: i64 = 8;

/// The one line that says what just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In words.
    pub text: String,
    /// What the Undo button takes back.
    pub undo: Option<StepId>,
    /// Whether it tells of a failure.
    pub is_error: bool,
    /// When it goes away.
    pub until: Timestamp,
}

impl Notice {
    /// A plain notice.
    #[must_use]
    pub fn new(text: impl Into<String>, now: Timestamp) -> Self {
        Self { text: text.into(), undo: None, is_error: false, until: later(now, NOTICE_SECS) }
    }

    /// A notice of a failure; it stays twice as long.
    #[must_use]
    pub fn error(text: impl Into<String>, now: Timestamp) -> Self {
        Self { text: text.into(), undo: None, is_error: true, until: later(now, 2 * NOTICE_SECS) }
    }

    /// The same with an Undo button.
    #[must_use]
    pub fn with_undo(mut self, step: StepId) -> Self {
        self.undo = Some(step);
        self
    }
}

fn later(now: Timestamp, secs: i64) -> Timestamp {
    now.checked_add(jiff::SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MAX)
}
