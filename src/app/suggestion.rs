//! The feed that is suggested to a new user.

use url::Url;

use super::state::AppState;
use crate::model::WELCOME_FEED_URL;

/// The name of the suggested feed.
pub const SUGGESTED_TITLE: &str = "DEV: DevOps Fundamentals";
/// Its address. Nothing is fetched from it before the user subscribes.
pub const SUGGESTED_URL: &str = "https://dev.to/feed/devopsfundamentals";

impl AppState {
    /// The suggested feed, while the library has only the welcome feed.
    #[must_use]
    pub fn suggestion(&self) -> Option<Url> {
        let is_new_here = self.is_loaded
            && self.library.feeds.iter().all(|feed| feed.feed_url.as_str() == WELCOME_FEED_URL);
        if is_new_here && !self.is_preview() { SUGGESTED_URL.parse().ok() } else { None }
    }
}
