//! The first start: the welcome feed is there, and its first entry is opened.

use jiff::Timestamp;

use crate::model::{Feed, WELCOME_FEED_URL};

use crate::app::action::Effect;
use crate::app::state::AppState;

impl AppState {
    /// Has the first entry of the welcome feed opened: nobody has used this profile before.
    pub fn welcome(&mut self) {
        self.opens_welcome = true;
    }

    /// At the first start, opens the first entry of the welcome feed. The list stays in front.
    pub(super) fn open_welcome(&mut self, now: Timestamp) -> Vec<Effect> {
        if !self.opens_welcome || !self.is_loaded || !self.list.is_whole() {
            return Vec::new();
        }
        self.opens_welcome = false;
        let is_welcome = |feed: &Feed| feed.feed_url.as_str() == WELCOME_FEED_URL;
        let is_fresh = self.library.feeds.iter().all(is_welcome)
            && self.list.unread() == self.list.entries().len();
        let first = self.list.entries().first().map(|entry| entry.id);
        let Some(id) = first.filter(|_| is_fresh && self.list.selected().is_none()) else {
            return Vec::new();
        };
        let pane = self.pane;
        let effects = self.select_entry(id, now);
        self.pane = pane;
        effects
    }
}
