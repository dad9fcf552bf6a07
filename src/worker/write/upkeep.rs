//! Work that waits until nothing else does: the index, stories, space.

use super::writer::Writer;
use crate::library::{index_some, index_words, wants_stories};
use crate::store::StoreError;
use crate::worker::message::{Event, StoryEvent};

impl Writer {
    /// Does one batch of upkeep and returns whether there is more.
    pub(super) fn keep_up(&mut self) -> Result<bool, StoreError> {
        if !wants_stories(self.store.reader(), self.story_level)? {
            return index_some(&mut self.store);
        }
        let now = self.clock.now();
        if index_words(&mut self.store)? {
            return Ok(true);
        }
        let batch = self.stories.keep(&mut self.store, now)?;
        self.have_stories_changed |= batch.has_changed;
        if batch.has_more {
            return Ok(true);
        }
        if std::mem::take(&mut self.have_stories_changed) {
            self.outbox.send(Event::Story(StoryEvent::Changed));
        }
        index_some(&mut self.store)
    }
}
