//! Stories in the window: rows that stand for several entries, and the other sources of an article.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::action::{Effect, StoryAction};
use crate::app::notice::Notice;
use crate::app::state::{AppState, PendingStatus};
use crate::i18n::t;
use crate::model::{EntryId, Likeness, Match, StatusChange, StoryLevel, StoryMember};
use crate::worker::StoryEvent;

impl AppState {
    /// The other entries of the story of the open article, as far as the settings fold them.
    #[must_use]
    pub fn other_sources(&self) -> Vec<&StoryMember> {
        let level = self.story_level();
        let is_shown = |member: &&StoryMember| {
            let likeness = member.with.map_or(Likeness::SameStory, |found| found.likeness);
            likeness.level() <= level && self.feed(member.feed_id).is_some()
        };
        let article = self.selected_article();
        article.map_or_else(Vec::new, |article| article.story.iter().filter(is_shown).collect())
    }

    /// The highest level that any folder has: an article shows its sources in any list.
    pub(super) fn story_level(&self) -> StoryLevel {
        let folders = self.library.folders.iter().filter_map(|folder| folder.stories);
        folders.max().unwrap_or(StoryLevel::Off).max(self.settings.stories)
    }

    /// The entry of the story that follows the open one; after the last comes the first.
    #[must_use]
    pub fn next_source(&self) -> Option<EntryId> {
        let open = self.selected_article()?.entry.id;
        let mut ids: Vec<EntryId> = self.other_sources().iter().map(|member| member.id).collect();
        ids.sort_unstable();
        ids.iter().find(|id| **id > open).or(ids.first()).copied()
    }

    fn toggle_fold(&mut self, head: EntryId) -> Vec<Effect> {
        if !self.list.toggle_fold(head) {
            return Vec::new();
        }
        let copies: Vec<EntryId> = self.list.copies(head).iter().map(|copy| copy.id).collect();
        self.need_rows(&copies)
    }

    fn show_story_reason(&mut self, now: Timestamp) -> Vec<Effect> {
        let words: Vec<String> =
            self.other_sources().iter().map(|member| self.reason_words(member)).collect();
        if !words.is_empty() {
            self.notice = Some(Notice::new(words.join("\n"), now));
        }
        Vec::new()
    }

    /// Why an entry is the same story as the open one, as a sentence.
    #[must_use]
    pub fn reason_words(&self, member: &StoryMember) -> String {
        let feed = self.feed(member.feed_id).map_or("", |feed| feed.title());
        match member.with {
            None => t!(story_indirect, feed = feed),
            Some(found) => {
                let shared = shared_words(found);
                match found.likeness {
                    Likeness::SameText => t!(story_same_text, feed = feed, shared = shared),
                    Likeness::SameStory => t!(story_same_story, feed = feed, shared = shared),
                }
            }
        }
    }

    pub(super) fn act_on_story(&mut self, action: StoryAction, now: Timestamp) -> Vec<Effect> {
        match action {
            StoryAction::ToggleFold(id) => self.toggle_fold(id),
            StoryAction::ShowReason => self.show_story_reason(now),
        }
    }

    /// Takes news of entries that are one story.
    pub(super) fn receive_story(&mut self, event: StoryEvent, now: Timestamp) -> Vec<Effect> {
        match event {
            StoryEvent::Folds { generation, folds } => {
                if generation == self.generation {
                    self.list.receive_folds(folds);
                }
                Vec::new()
            }
            StoryEvent::Changed => self.receive_stories(now),
            StoryEvent::Counts(counts) => self.receive_folded(counts).into_iter().collect(),
        }
    }

    /// Entries share other rows than before.
    fn receive_stories(&mut self, now: Timestamp) -> Vec<Effect> {
        Arc::make_mut(&mut self.library).has_stories = true;
        let mut effects = self.reload_list(now);
        effects.extend(self.read_articles_again());
        effects.extend(self.count_folded());
        effects
    }

    /// Marks what the row of the open entry stands for as read, once its article is on screen.
    pub(super) fn mark_copies_of_shown(&mut self, now: Timestamp) -> Vec<Effect> {
        let settings = &self.settings;
        if !settings.mark_copies_read || !settings.mark_read_on_open || self.is_preview() {
            return Vec::new();
        }
        let Some(id) = self.list.selected() else { return Vec::new() };
        if self.shown.as_ref().is_none_or(|article| article.entry.id != id) {
            return Vec::new();
        }
        let copies = self.list.unread_copies(id);
        self.change_status(&copies, StatusChange::Read(true), PendingStatus::Quiet, now)
    }
}

/// What two entries share, in words.
fn shared_words(found: Match) -> String {
    let shared = found.shared;
    let mut parts = Vec::new();
    if shared.has_same_link {
        parts.push(t!(story_shares_link));
    }
    if shared.has_same_title {
        parts.push(t!(story_shares_heading));
    }
    if shared.text_percent > 0 {
        parts.push(t!(story_shares_text, percent = u32::from(shared.text_percent)));
    }
    if shared.names > 0 {
        parts.push(t!(story_shares_names, count = u32::from(shared.names)));
    }
    parts.join(", ")
}
