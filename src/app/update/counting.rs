//! The unread entries of saved searches and tags, which are counted in the background.

use crate::query::{BuiltIn, Count, PlaceId};
use crate::worker::{Job, Read};

use crate::app::action::Effect;
use crate::app::state::AppState;

/// The state of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Counting {
    /// The counts on screen are right.
    Idle,
    /// A count is under way.
    UnderWay,
    /// Something changed during a count: another one has to follow.
    Stale,
}

impl Counting {
    fn wanted(self) -> Self {
        if self == Self::Idle { Self::UnderWay } else { Self::Stale }
    }

    fn done(self) -> Self {
        if self == Self::Stale { Self::UnderWay } else { Self::Idle }
    }
}

impl AppState {
    pub(super) fn receive_counts(&mut self, counts: Option<Vec<(PlaceId, u32)>>) -> Option<Effect> {
        if let Some(counts) = counts {
            self.place_counts = counts.into_iter().collect();
        }
        self.counting = self.counting.done();
        // Something changed during the count: it starts again.
        (self.counting != Counting::Idle).then_some(Effect::Job(Job::Read(Read::SmartCounts)))
    }

    /// Counts the unread entries of saved searches and tags again. Only one count runs at a time:
    /// keys can mark entries faster than they can be counted.
    pub(super) fn count_smart_feeds(&mut self) -> Option<Effect> {
        let is_counted = |row: &BuiltIn| row.counted == Count::UnreadFound;
        let is_any = !self.library.smart_feeds.is_empty() || !self.library.tags.is_empty();
        if !is_any && !self.built_in.iter().any(is_counted) {
            return None;
        }
        let was_idle = self.counting == Counting::Idle;
        self.counting = self.counting.wanted();
        was_idle.then_some(Effect::Job(Job::Read(Read::SmartCounts)))
    }
}
