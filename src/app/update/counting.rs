//! The unread entries of saved searches and tags, which are counted in the background.

use crate::model::StoryLevel;
use crate::query::{BuiltIn, Count, PlaceId};
use crate::worker::{Job, Read};

use crate::app::action::Effect;
use crate::app::counting::Counting;
use crate::app::state::AppState;

impl AppState {
    pub(super) fn receive_counts(&mut self, counts: Option<Vec<(PlaceId, u32)>>) -> Option<Effect> {
        if let Some(counts) = counts {
            self.place_counts = counts.into_iter().collect();
        }
        self.counting = self.counting.done();
        // Something changed during the count: it starts again.
        (self.counting != Counting::Idle).then_some(Effect::Job(Job::Read(Read::SmartCounts)))
    }

    pub(super) fn receive_folded(&mut self, counts: Option<Vec<(PlaceId, u32)>>) -> Option<Effect> {
        if let Some(counts) = counts {
            self.folded.by_place = counts.into_iter().collect();
            self.rebuild_sidebar();
        }
        self.folded.counting = self.folded.counting.done();
        (self.folded.counting != Counting::Idle).then(|| self.ask_for_folded())
    }

    /// Counts again what the library does not count with each change.
    pub(super) fn count_places(&mut self) -> Vec<Effect> {
        self.count_smart_feeds().into_iter().chain(self.count_folded()).collect()
    }

    /// Counts the unread entries without a row of their own again, if rows stand for several.
    pub(super) fn count_folded(&mut self) -> Option<Effect> {
        if !self.library.has_stories
            || (self.story_level() == StoryLevel::Off && self.folded.by_place.is_empty())
        {
            return None;
        }
        let was_idle = self.folded.counting == Counting::Idle;
        self.folded.counting = self.folded.counting.wanted();
        was_idle.then(|| self.ask_for_folded())
    }

    fn ask_for_folded(&self) -> Effect {
        Effect::Job(Job::Read(Read::FoldedCounts(self.settings.stories)))
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
