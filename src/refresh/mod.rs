//! Refreshing: fetch a feed, see whether anything is new, parse it, and prepare what the store
//! writes. Also finds the feeds behind an address.
//!
//! [`refresh_feed`] refreshes one feed, [`refresh_many`] many. Neither knows the database: a
//! [`crate::model::FeedState`] comes in, a [`crate::model::RefreshOutcome`] goes out.

mod address;
mod cancel;
mod feed;
mod find;
mod many;
mod prepare;
mod queue;
mod schedule;
mod sites;

pub use address::{ADDRESS_CHARS_MAX, interpret};
pub use cancel::CancelToken;
pub use feed::refresh_feed;
pub use find::{
    CANDIDATES_FETCHED_MAX, CANDIDATES_MAX, FetchedDocument, FindError, NEWEST_SHOWN,
    fetch_document, fetch_feed, fetch_named_feed, find_feeds,
};
pub use many::{OFFLINE_HOSTS, OUTCOMES_BUFFERED, REQUESTS_MAX, RefreshEnd, refresh_many};
pub use prepare::prepare;
pub use queue::REQUESTS_PER_HOST_MAX;
pub use schedule::{Mode, Turn, turn};
