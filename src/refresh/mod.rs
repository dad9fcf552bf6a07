//! Refreshing: fetch a feed, see whether anything is new, parse it, and prepare what the store
//! writes. Also finds the feeds behind an address.
//!
//! [`refresh_feed`] refreshes one feed, [`refresh_many`] many. Neither knows the database: a
//! [`crate::model::FeedState`] comes in, a [`crate::model::RefreshOutcome`] goes out.

mod address;
mod cancel;
mod feed;
mod fetched;
mod find;
mod find_error;
mod many;
mod older;
mod prepare;
mod queue;
mod saved_page;
mod schedule;
mod sent_on;
mod sites;

pub use address::{ADDRESS_CHARS_MAX, interpret};
pub use cancel::CancelToken;
pub use feed::refresh_feed;
pub use fetched::{FetchedDocument, fetch_document};
pub use find::{
    CANDIDATES_FETCHED_MAX, CANDIDATES_MAX, NEWEST_SHOWN, fetch_feed, fetch_named_feed, find_feeds,
};
pub use find_error::FindError;
pub use many::{
    OFFLINE_HOSTS, OUTCOMES_BUFFERED, REQUESTS_MAX, RefreshEnd, UNREAD_MAX, refresh_many,
};
pub use older::{OLDER_ENTRIES_MAX, OLDER_PAGES_MAX};
pub use prepare::{prepare, prepare_contents};
pub use queue::REQUESTS_PER_HOST_MAX;
pub use saved_page::{
    PageError, SAVED_BYTES_MAX, SAVED_PICTURE_BYTES_MAX, SAVED_PICTURES_MAX, fetch_page,
};
pub use schedule::{Mode, Turn, turn};
