//! The threads behind the window. The whole traffic between the two is [`Job`] (asked) and [`Event`] (answered).
//!
//! Every event names its subject, so that a late answer to a question that nobody asks any more can be dropped.

mod message;

pub use message::{
    Article, Candidate, Event, ImportPlan, ImportReport, Job, LibraryView, PlannedFeed, Preview, PreviewSource, RefreshSummary, SavedStep,
    Scope,
};
