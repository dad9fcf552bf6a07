//! The threads behind the window. The whole traffic between the two is [`Job`] (asked) and
//! [`Event`] (answered).
//!
//! Every event names its subject, so that a late answer to a question that nobody asks any more can
//! be dropped. One thread writes the library, one reads lists, one reads articles, one starts what
//! needs the network; see [`Workers`].

mod acts;
mod articles;
mod build;
mod change;
mod day;
mod fence;
mod full_text;
mod indexing;
mod lists;
mod look;
mod message;
mod network;
mod outbox;
mod pictures;
mod refreshing;
pub mod repair;
mod requests;
pub mod seed;
mod shelf;
mod sign_in;
pub mod subscriptions;
mod workers;
mod writer;
mod writes;

pub use crate::model::Candidate;
pub use change::Change;
pub use indexing::{index_some, index_words};
pub use lists::FIRST_PART;
pub use message::{
    Article, Event, IconOf, ImportPlan, ImportReport, Job, LibraryView, Motion, PictureKey,
    PictureRequest, PlannedFeed, Preview, PreviewSource, RefreshSummary, RuleTried, Scope,
};
pub use network::states;
pub use outbox::Wake;
pub use workers::{Clock, WorkerConfig, WorkerError, Workers};
