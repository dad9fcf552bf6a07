//! Refreshing: fetch, see whether anything is new, parse, and prepare what the store writes. Also
//! finding feeds behind an address.
//!
//! [`refresh_feed`] does one feed, [`refresh_many`] a library. Neither knows the database: what they need comes in as a
//! [`crate::model::FeedState`], what they found goes out as a [`crate::model::RefreshOutcome`].

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
    CANDIDATES_FETCHED_MAX, CANDIDATES_MAX, Fetched, FindError, NEWEST_SHOWN, fetch_document,
    fetch_feed, fetch_named_feed, find_feeds,
};
pub use many::{
    OFFLINE_HOSTS, OUTCOMES_BUFFERED, PROXY_UNREACHED, REQUESTS_MAX, RefreshEnd, refresh_many,
};
pub use prepare::prepare;
pub use queue::REQUESTS_PER_HOST_MAX;
pub use schedule::{Mode, Turn, turn};
