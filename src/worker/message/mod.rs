//! What the window asks of the workers and what they answer.

mod article;
mod event;
mod import;
mod job;
mod library;
mod picture;

pub use article::{Article, Preview, PreviewSource};
pub use event::Event;
pub use import::{ImportPlan, ImportReport, PlannedFeed};
pub use job::Job;
pub use library::{LibraryView, RefreshSummary, RuleTried, Scope};
pub use picture::{IconOf, Motion, PictureKey, PictureRequest};
