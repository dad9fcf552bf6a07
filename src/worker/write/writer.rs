//! The state of the writing thread, and the reports that many of its tasks end with.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::progress::Progress;
use super::refreshing::Batch;
use crate::config::{Paths, Settings, read_toml, save_toml};
use crate::i18n::t;
use crate::library::{STORY_SIGNER, StoryKeeper, subscriptions, wants_stories};
use crate::model::{Activity, Clock, Keeper, Statuses, Step, StoryLevel, UnreadCounts};
use crate::store::{Store, StoreError};
use crate::worker::message::{Event, FetchQueue, LibraryView};
use crate::worker::outbox::Outbox;
use crate::worker::writes::Writes;

pub(in crate::worker) struct Writer {
    pub(super) store: Store,
    pub(super) paths: Paths,
    pub(super) outbox: Outbox,
    pub(super) writes: Arc<Writes>,
    pub(super) clock: Clock,
    pub(super) fetches: FetchQueue,
    pub(super) progress: Progress,
    pub(super) batch: Batch,
    /// Requests that are not saved yet.
    pub(super) requests: Vec<Activity>,
    /// When the next entry wakes; `None` if none sleeps.
    pub(super) next_wake: Option<Timestamp>,
    /// The latest counts, for answers sent when the library can't be read.
    pub(super) counts: UnreadCounts,
    /// The services that the window has in its settings.
    pub(super) keepers: Vec<Keeper>,
    pub(super) stories: StoryKeeper,
    /// Which entries share a row; it decides whether stories are made at all.
    pub(super) story_level: StoryLevel,
    /// Whether stories changed that the window was not told of yet.
    pub(super) have_stories_changed: bool,
}

impl Writer {
    pub(in crate::worker) fn new(
        store: Store,
        paths: Paths,
        outbox: Outbox,
        writes: Arc<Writes>,
        clock: Clock,
        fetches: FetchQueue,
    ) -> Self {
        // Entries whose time came while the program was closed wake at once.
        let next_wake = store.reader().next_wake().unwrap_or_default();
        let settings = read_toml::<Settings>(&paths.settings()).unwrap_or_default();
        let mut this = Self {
            store,
            paths,
            outbox,
            writes,
            clock,
            fetches,
            progress: Progress::default(),
            batch: Batch::default(),
            requests: Vec::new(),
            next_wake,
            counts: UnreadCounts::default(),
            keepers: settings.keepers,
            stories: StoryKeeper::default(),
            story_level: settings.stories,
            have_stories_changed: false,
        };
        this.follow_stories();
        this
    }

    /// Follows a change of the setting for stories.
    pub(super) fn set_story_level(&mut self, level: StoryLevel) {
        self.story_level = level;
        self.stories.sign_again();
        self.follow_stories();
    }

    /// Signs what arrives from now on only if stories are made.
    pub(super) fn follow_stories(&mut self) {
        let is_wanted = wants_stories(self.store.reader(), self.story_level).unwrap_or(false);
        self.store.sign_with(is_wanted.then_some(STORY_SIGNER));
    }

    /// Answers an act on statuses. The window waits for this answer, so it is sent even if the
    /// unread entries can't be counted.
    pub(super) fn send_statuses(&mut self, step: Option<Step>, changed: Statuses) {
        let counts = self.store.reader().counts(self.clock.start_of_today());
        let result = counts.map(|counts| self.counts = counts);
        self.outbox.send(Event::StatusSaved {
            step,
            changed: Arc::new(changed),
            counts: self.counts.clone(),
        });
        if let Err(err) = result {
            self.fail(&err);
        }
        self.note_next_wake();
        self.send_waiting();
    }

    /// Reports a change to the library: the new library, then the step that undoes the change.
    pub(super) fn report_change(&mut self, result: Result<Option<Step>, StoreError>) {
        match result {
            Ok(step) => {
                self.report_library();
                if let Some(step) = step {
                    self.outbox.send(Event::Changed(step));
                }
            }
            Err(err) => self.fail(&err),
        }
    }

    /// Reports a change to the list of feeds, to the window and to `subscriptions.opml`.
    pub(super) fn report_library(&mut self) {
        self.send_library();
        self.write_subscriptions();
    }

    pub(super) fn send_library(&mut self) {
        match LibraryView::read(self.store.reader(), &self.clock) {
            Ok(view) => {
                self.counts = view.counts.clone();
                self.outbox.send(Event::Library(Arc::new(view)));
            }
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn write_subscriptions(&self) {
        if let Err(message) = subscriptions::write(&self.store, &self.paths.subscriptions()) {
            self.outbox.send(Event::Failed(message));
        }
    }

    pub(super) fn write_toml<T: serde::Serialize>(&self, path: &Path, value: &T) {
        if let Err(err) = save_toml(path, value) {
            log::error!("{err}");
            let path = path.display().to_string();
            self.outbox.send(Event::Failed(t!(error_library_save, path = path)));
        }
    }

    /// Frees the memory that much work needed.
    pub(super) fn release_memory(&self) {
        if let Err(err) = self.store.release_memory() {
            log::warn!("{err}");
        }
    }

    pub(super) fn fail(&self, err: &StoreError) {
        self.outbox.fail(err);
    }
}
