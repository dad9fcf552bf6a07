//! The feed that is offered to whoever has none yet.

use url::Url;

use super::state::AppState;
use crate::model::WELCOME_FEED_URL;

/// What the suggested feed is called.
pub const SUGGESTED_TITLE: &str = "DEV: DevOps Fundamentals";
/// Where it is. Nothing is fetched from there before the user asks.
pub const SUGGESTED_URL: &str = "https://dev.to/feed/devopsfundamentals";

impl AppState {
    /// The suggested feed, as long as there is nothing but the welcome feed.
    #[must_use]
    pub fn suggestion(&self) -> Option<Url> {
        let is_new_here = self.is_loaded
            && self.library.feeds.iter().all(|feed| feed.feed_url.as_str() == WELCOME_FEED_URL);
        if is_new_here && !self.is_preview() { SUGGESTED_URL.parse().ok() } else { None }
    }
}
