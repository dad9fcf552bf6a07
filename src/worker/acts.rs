//! What the reader does, act by act: into the store, and the answer that the window expects.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::message::{Event, ImportPlan, Job, Scope};
use super::subscriptions;
use super::writer::Writer;
use crate::model::{EntryId, EntrySet, StatusChange, Statuses, Step, StepId};
use crate::net::without_credentials;
use crate::store::{NewFeed, StoreError, UndoOutcome};

impl Writer {
    pub(super) fn act(&mut self, job: Job) {
        match job {
            Job::SetStatus { entry_ids, change, today } => {
                self.set_status(entry_ids, change, today)
            }
            Job::MarkOpened { entry_id, today } => self.mark_opened(entry_id, today),
            Job::Undo { step, today } => self.undo(step, today),
            Job::Redo { step, today } => self.redo(step, today),
            Job::SavePosition { entry_id, position } => {
                if let Err(err) = self.store.save_position(entry_id, position) {
                    self.fail(&err);
                }
            }

            Job::Subscribe { feed_url, title, folder_id, .. } => {
                self.subscribe(&NewFeed {
                    title,
                    folder_id,
                    ..NewFeed::at(without_credentials(feed_url))
                });
            }
            Job::ToggleFullText(entry_id) => self.toggle_full_text(entry_id),
            Job::FetchFullText(entry_id) => self.fetch_full_text(entry_id),
            Job::Change(change) => self.change(change),
            Job::TagEntries { entry_ids, name, is_on } => {
                let done = self.store.tag_entries(&entry_ids, &name, is_on, (self.clock)());
                self.report_change(done);
            }
            Job::RunRule(id) => {
                let done = self.store.run_rule(id, &(self.clock)().to_zoned(TimeZone::system()));
                self.report_change(done);
            }
            Job::Compact { forgets } => {
                let done = self.store.compact(forgets).map_err(|err| self.outbox.words(&err));
                self.outbox.send(Event::Compacted(done));
            }
            Job::BackUp(path) => {
                let done =
                    self.store.back_up(&path).map(|()| path).map_err(|err| self.outbox.words(&err));
                self.outbox.send(Event::Exported(done));
            }

            Job::PlanImport { generation, path } => {
                let result = subscriptions::plan_import(&self.store, &path);
                self.outbox.send(Event::ImportPlanned { generation, result });
            }
            Job::Import(plan) => self.import(plan),
            Job::Export(path) => self.export(path),

            Job::SaveSettings(settings) => {
                self.write_toml(&self.paths.settings(), settings.as_ref())
            }
            Job::SaveSession(session) => self.write_toml(&self.paths.session(), session.as_ref()),

            // These go to other threads.
            Job::LoadLibrary { .. }
            | Job::LoadList { .. }
            | Job::ContinueList(_)
            | Job::CountSmartFeeds
            | Job::TryRule { .. }
            | Job::LoadHistory
            | Job::LoadActivity { .. }
            | Job::LoadFacts
            | Job::LoadRows(_)
            | Job::LoadPicture(_)
            | Job::SavePicture { .. }
            | Job::LoadArticle(_)
            | Job::BuildArticle(_)
            | Job::CopyAsText(_)
            | Job::Discover { .. }
            | Job::SignIn { .. }
            | Job::SignOut(..)
            | Job::Preview(_)
            | Job::Refresh(_)
            | Job::CancelRefresh => log::error!("the writer was asked to read or fetch"),
        }
    }

    fn set_status(&mut self, entry_ids: EntrySet, change: StatusChange, today: Timestamp) {
        self.day.set(today);
        let now = (self.clock)();
        let ids: Vec<EntryId> = entry_ids.iter().collect();
        let done = match change {
            StatusChange::Hidden(true) => self.store.hide_entries(&ids, now),
            change => self.store.change_statuses(&ids, change, now),
        };
        match done {
            Ok(done) => self.send_statuses(done.step, done.changed),
            Err(err) => {
                self.outbox.send(Event::StatusFailed {
                    entry_ids,
                    change,
                    message: self.outbox.words(&err),
                });
            }
        }
    }

    fn mark_opened(&mut self, entry_id: EntryId, today: Timestamp) {
        self.day.set(today);
        match self.store.mark_opened(entry_id, (self.clock)()) {
            Ok(done) => self.send_statuses(done.step, done.changed),
            Err(err) => {
                let change = StatusChange::Read(true);
                self.outbox.send(Event::StatusFailed {
                    entry_ids: [entry_id].into(),
                    change,
                    message: self.outbox.words(&err),
                });
            }
        }
    }

    fn undo(&mut self, step: Option<StepId>, today: Timestamp) {
        self.day.set(today);
        let now = (self.clock)();
        let step = step.map_or_else(|| self.store.reader().latest_step(), |step| Ok(Some(step)));
        let done = step.and_then(|step| {
            step.map_or_else(|| Ok(UndoOutcome::default()), |step| self.store.undo(step, now))
        });
        self.report_undone(done, false);
    }

    fn redo(&mut self, step: StepId, today: Timestamp) {
        self.day.set(today);
        let done = self.store.redo(step, (self.clock)());
        self.report_undone(done, true);
    }

    fn report_undone(&mut self, done: Result<UndoOutcome, StoreError>, is_redo: bool) {
        match done {
            Ok(undone) => {
                self.send_statuses(None, undone.changed);
                self.send_library();
                if undone.is_arranged {
                    self.write_subscriptions();
                }
                self.outbox.send(Event::Undone {
                    kind: undone.kind,
                    lost_secret: undone.lost_secret,
                    is_redo,
                });
            }
            Err(err) => {
                // The window waits for an answer to its act.
                self.send_statuses(None, Statuses::default());
                self.fail(&err);
            }
        }
    }

    /// The window waits for this answer to its act, even when nothing could be counted.
    fn send_statuses(&mut self, step: Option<Step>, changed: Statuses) {
        let counted =
            self.store.reader().counts(self.day.today()).map(|counts| self.counts = counts);
        self.outbox.send(Event::StatusSaved {
            step,
            changed: Arc::new(changed),
            counts: self.counts.clone(),
        });
        if let Err(err) = counted {
            self.fail(&err);
        }
    }

    pub(super) fn subscribe(&mut self, feed: &NewFeed) {
        match self.store.add_feed(feed, (self.clock)()) {
            Ok(added) => {
                self.outbox.send(Event::Subscribed(added.feed_id, added.step));
                self.report_library(Ok(()));
                self.network.refresh(Scope::Feed(added.feed_id), &self.writes);
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
