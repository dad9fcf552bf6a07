//! Steps of the undo log, as people see them.

use jiff::Timestamp;

use super::ids::StepId;

/// A step in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its place in the log.
    pub id: StepId,
    /// How many entries (or rows) it changed.
    pub changed: u32,
    /// What was done, in words.
    pub title: String,
}

/// Who made a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// The reader, on purpose.
    Reader,
    /// The reader, by opening entries.
    Opened,
    /// The program: rules, retention.
    Program,
}

/// A step as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    /// The step.
    pub step: Step,
    /// When it was made.
    pub made: Timestamp,
    /// By whom.
    pub kind: StepKind,
    /// Whether it was taken back.
    pub is_undone: bool,
}
