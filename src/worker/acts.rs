//! What the reader does, act by act: into the store, and the answer that the window expects.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::message::{Event, ImportPlan, Job, SavedStep, Scope};
use super::subscriptions;
use super::writer::Writer;
use crate::model::{EntryId, FeedId, FolderId, StatusChange, StepId, UnreadCounts};
use crate::store::{NewFeed, Step, StoreError};

impl From<Step> for SavedStep {
    fn from(step: Step) -> Self {
        Self { id: step.id, changed: step.changed }
    }
}

impl Writer {
    pub(super) fn act(&mut self, job: Job) {
        match job {
            Job::SetStatus { entry_ids, change, today } => self.set_status(entry_ids, change, today),
            Job::Undo { step, today } => self.undo(step, today),
            Job::SavePosition { entry_id, position } => {
                if let Err(err) = self.store.save_position(entry_id, position) {
                    self.fail(&err);
                }
            }

            Job::Subscribe { feed_url, title, folder_id } => self.subscribe(feed_url, title, folder_id),
            Job::ToggleFullText(entry_id) => self.toggle_full_text(entry_id),
            Job::FetchFullText(entry_id) => self.fetch_full_text(entry_id),
            Job::WantFullText(feed_id, wants) => {
                let act = self.store.set_wants_full_text(feed_id, wants);
                self.report_library(act);
            }
            Job::SetFeedOptions(feed_id, options) => {
                let act = self.store.set_feed_options(feed_id, &options);
                self.report_library(act);
            }
            Job::AddSmartFeed { name, query } => {
                let act = self.store.add_smart_feed(&name, &query).map(|_| ());
                self.report_library(act);
            }
            Job::RenameSmartFeed(id, name) => {
                let act = self.store.rename_smart_feed(id, &name);
                self.report_library(act);
            }
            Job::ChangeSmartFeed(id, query) => {
                let act = self.store.change_smart_feed(id, &query);
                self.report_library(act);
            }
            Job::RemoveSmartFeed(id) => {
                let act = self.store.remove_smart_feed(id);
                self.report_library(act);
            }
            Job::Unsubscribe(feed_id) => self.unsubscribe(feed_id),
            Job::RenameFeed(feed_id, title) => {
                let act = self.store.rename_feed(feed_id, title.as_deref());
                self.report_library(act);
            }
            Job::MoveFeed(feed_id, folder_id) => {
                let act = self.store.move_feed(feed_id, folder_id);
                self.report_library(act);
            }

            Job::CreateFolder { name, parent, moved_feed } => {
                let act = self.store.create_folder(&name, parent, moved_feed).map(|_| ());
                self.report_library(act);
            }
            Job::RenameFolder(folder_id, name) => {
                let act = self.store.rename_folder(folder_id, &name);
                self.report_library(act);
            }
            Job::DeleteFolder(folder_id) => {
                let act = self.store.delete_folder(folder_id);
                self.report_library(act);
            }

            Job::PlanImport(path) => self.outbox.send(Event::ImportPlanned(subscriptions::plan_import(&self.store, &path))),
            Job::Import(plan) => self.import(plan),
            Job::Export(path) => self.export(path),

            Job::SaveSettings(settings) => self.write_toml(&self.paths.settings(), settings.as_ref()),
            Job::SaveSession(session) => self.write_toml(&self.paths.session(), session.as_ref()),

            // These go to other threads.
            Job::LoadLibrary { .. }
            | Job::LoadList { .. }
            | Job::ContinueList(_)
            | Job::CountSmartFeeds
            | Job::LoadRows(_)
            | Job::LoadPicture(_)
            | Job::SavePicture { .. }
            | Job::LoadArticle(_)
            | Job::BuildArticle(_)
            | Job::CopyAsText(_)
            | Job::Discover { .. }
            | Job::Preview(_)
            | Job::Refresh(_)
            | Job::CancelRefresh => log::error!("the writer was asked to read or fetch"),
        }
    }

    fn set_status(&mut self, entry_ids: Vec<EntryId>, change: StatusChange, today: Timestamp) {
        self.day.set(today);
        let now = (self.clock)();
        match self.store.change_statuses(&entry_ids, change, now) {
            Ok(done) => self.send_statuses(done.step.map(SavedStep::from), done.changed),
            Err(err) => {
                log::error!("{err}");
                self.outbox.send(Event::StatusFailed { entry_ids, change, message: err.user_message() });
            }
        }
    }

    fn undo(&mut self, step: StepId, today: Timestamp) {
        self.day.set(today);
        match self.store.undo(step) {
            Ok(undone) => {
                self.send_statuses(None, undone.changed);
                self.send_library();
                if undone.feed_id.is_some() {
                    self.write_subscriptions();
                }
            }
            Err(err) => self.fail(&err),
        }
    }

    fn send_statuses(&self, step: Option<SavedStep>, changed: Vec<(EntryId, bool, bool)>) {
        match self.counts() {
            Ok(counts) => self.outbox.send(Event::StatusSaved { step, changed: Arc::new(changed), counts }),
            Err(err) => self.fail(&err),
        }
    }

    fn counts(&self) -> Result<UnreadCounts, StoreError> {
        self.store.reader().counts(self.day.today())
    }

    fn subscribe(&mut self, feed_url: Url, title: Option<String>, folder_id: Option<FolderId>) {
        let feed = NewFeed { title, folder_id, ..NewFeed::at(feed_url) };
        match self.store.add_feed(&feed, (self.clock)()) {
            Ok(added) => {
                self.outbox.send(Event::Subscribed(added.feed_id));
                self.report_library(Ok(()));
                self.network.refresh(Scope::Feed(added.feed_id), &self.writes);
            }
            Err(err) => self.fail(&err),
        }
    }

    fn unsubscribe(&mut self, feed_id: FeedId) {
        let now = (self.clock)();
        let title = self.store.reader().feed(feed_id).map(|feed| feed.map(|feed| feed.title().to_owned()).unwrap_or_default());
        match title.and_then(|title| Ok((title, self.store.unsubscribe(feed_id, now)?))) {
            Ok((title, step)) => {
                self.outbox.send(Event::Unsubscribed { title, step: step.into() });
                self.report_library(Ok(()));
            }
            Err(err) => self.fail(&err),
        }
    }

    fn import(&mut self, plan: ImportPlan) {
        match subscriptions::import(&mut self.store, plan, (self.clock)()) {
            Ok(report) => {
                self.outbox.send(Event::Imported(report));
                self.report_library(Ok(()));
            }
            Err(err) => self.fail(&err),
        }
    }

    fn export(&self, path: PathBuf) {
        let result = subscriptions::write(&self.store, Path::new(&path)).map(|()| path);
        self.outbox.send(Event::Exported(result));
    }
}
