//! The desktop notification after a refresh.

use crate::app::action::Effect;
use crate::app::state::AppState;
use crate::i18n::t;
use crate::model::Feed;
use crate::query::PlaceId;

/// The most feeds that a notification names.
const NAMED_FEEDS: usize = 3;

impl AppState {
    /// One notification a refresh or sync, however many feeds have new entries.
    pub(super) fn notification(&mut self) -> Option<Effect> {
        let mut notable = std::mem::take(&mut self.notable);
        notable.retain(|_, count| *count > 0);
        if !self.settings.notifies || notable.is_empty() {
            return None;
        }
        let total: u32 = notable.values().sum();
        let mut feeds = notable.keys();
        let place = match (feeds.next(), feeds.next()) {
            (Some(only), None) => PlaceId::Feed(*only),
            _ => PlaceId::UNREAD,
        };
        let mut names: Vec<&str> =
            notable.keys().filter_map(|id| self.feed(*id)).map(Feed::title).collect();
        let more = names.len().saturating_sub(NAMED_FEEDS);
        names.truncate(NAMED_FEEDS);
        let names = names.join(", ");
        let body = if more > 0 { t!(list_and_more, names = names, count = more) } else { names };
        Some(Effect::Notify { title: t!(notification_new_entries, count = total), body, place })
    }
}
