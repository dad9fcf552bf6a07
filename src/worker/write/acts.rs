//! The user's acts: each changes the store and sends the answer that the window waits for.

use jiff::Timestamp;

use super::writer::Writer;
use crate::library::{ImportPlan, Scope, import, plan_import, subscriptions};
use crate::model::{EntryId, EntrySet, SignIn, StatusChange, Statuses, StepId};
use crate::net::without_credentials;
use crate::store::{NewFeed, StoreError, UndoOutcome};
use crate::worker::message::{Act, Event, Fetch, Subject};

impl Writer {
    pub(super) fn act(&mut self, act: Act) {
        match act {
            Act::SetStatus { entry_ids, change } => self.set_status(entry_ids, change),
            Act::MarkOpened { entry_id } => self.mark_opened(entry_id),
            Act::Snooze { entry_ids, until } => self.snooze(entry_ids, until),
            Act::Undo { step } => self.undo(step),
            Act::Redo { step } => self.redo(step),
            Act::SavePosition { entry_id, position } => {
                if let Err(err) = self.store.save_position(entry_id, position) {
                    self.fail(&err);
                }
            }

            Act::Subscribe { feed_url, title, folder_id } => {
                let feed_url = without_credentials(feed_url);
                self.subscribe(&NewFeed { title, folder_id, ..NewFeed::at(feed_url) });
            }
            Act::SubscribeIn { account_id, feed_url, title, folder_id } => {
                let feed_url = without_credentials(feed_url);
                let feed = NewFeed { title, folder_id, ..NewFeed::at(feed_url) };
                self.subscribe_in(account_id, &feed);
            }
            Act::ToggleFullText(entry_id) => self.toggle_full_text(entry_id),
            Act::FetchFullText(entry_id) => self.fetch_full_text(entry_id),
            Act::Change(change) => {
                let changes_downloads = change.changes_downloads();
                let result = change.apply(&mut self.store, self.clock.now());
                self.report_change(result);
                if changes_downloads {
                    self.start_downloads();
                }
            }
            Act::TagEntries { entry_ids, name, is_on } => {
                let result = self.store.tag_entries(&entry_ids, &name, is_on, self.clock.now());
                self.report_change(result);
            }
            Act::RunRule(id) => {
                let result = self.store.run_rule(id, &self.clock.zoned());
                self.report_change(result);
            }
            Act::Compact { forgets } => {
                let result = self.store.compact(forgets).map_err(|err| self.outbox.words(&err));
                self.outbox.send(Event::Compacted(result));
            }
            Act::BackUp(path) => {
                let result = self.store.back_up(&path).map(|()| path);
                self.outbox.send(Event::Exported(result.map_err(|err| self.outbox.words(&err))));
            }

            Act::PlanImport { generation, path } => {
                let result = plan_import(&self.store, &path);
                self.outbox.send(Event::ImportPlanned { generation, result });
            }
            Act::Import(plan) => self.import(plan),
            Act::Export(path) => {
                let result = subscriptions::write(&self.store, &path).map(|()| path);
                self.outbox.send(Event::Exported(result));
            }

            Act::SaveHeard { entry_id, heard } => self.save_heard(entry_id, heard),
            Act::FinishEpisode { entry_id, heard } => self.finish_episode(entry_id, heard),
            Act::ResumeDownloads => self.resume_downloads(),

            Act::SaveSettings(settings) => self.save_settings(&settings),
            Act::SaveSession(session) => self.write_toml(&self.paths.session(), session.as_ref()),
        }
    }

    fn set_status(&mut self, entry_ids: EntrySet, change: StatusChange) {
        let now = self.clock.now();
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

    fn mark_opened(&mut self, entry_id: EntryId) {
        match self.store.mark_opened(entry_id, self.clock.now()) {
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

    fn snooze(&mut self, entry_ids: EntrySet, until: Timestamp) {
        let ids: Vec<EntryId> = entry_ids.iter().collect();
        match self.store.snooze(&ids, until, self.clock.now()) {
            Ok(done) => self.send_statuses(done.step, done.changed),
            Err(err) => {
                let change = StatusChange::Read(true);
                let message = self.outbox.words(&err);
                self.outbox.send(Event::StatusFailed { entry_ids, change, message });
            }
        }
    }

    fn undo(&mut self, step: Option<StepId>) {
        let now = self.clock.now();
        let step = step.map_or_else(|| self.store.reader().latest_step(), |step| Ok(Some(step)));
        let done = step.and_then(|step| {
            step.map_or_else(|| Ok(UndoOutcome::default()), |step| self.store.undo(step, now))
        });
        self.report_undo(done, false);
    }

    fn redo(&mut self, step: StepId) {
        let done = self.store.redo(step, self.clock.now());
        self.report_undo(done, true);
    }

    fn report_undo(&mut self, done: Result<UndoOutcome, StoreError>, is_redo: bool) {
        match done {
            Ok(undone) => {
                self.send_statuses(None, undone.changed);
                self.send_library();
                if undone.is_arranged {
                    self.write_subscriptions();
                    self.start_downloads();
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

    /// Credentials are in the keyring now, or no longer there.
    pub(super) fn sign_in(&mut self, subject: Subject, sign_in: Option<SignIn>) {
        match subject {
            Subject::Known(id) => {
                let result = self.store.set_sign_in(id, sign_in.as_ref(), self.clock.now());
                self.report_change(result.map(|arranged| arranged.step));
                if sign_in.is_some() {
                    self.fetches.ask(Fetch::Refresh(Scope::Feed(id)));
                }
            }
            Subject::New { feed_url, title, folder_id } => {
                self.subscribe(&NewFeed { title, folder_id, sign_in, ..NewFeed::at(feed_url) });
            }
        }
    }

    fn subscribe(&mut self, feed: &NewFeed) {
        match self.store.add_feed(feed, self.clock.now()) {
            Ok(added) => {
                self.outbox.send(Event::Subscribed(added.feed_id, added.step));
                self.report_library();
                self.fetches.ask(Fetch::Refresh(Scope::Feed(added.feed_id)));
            }
            Err(err) => self.fail(&err),
        }
    }

    fn import(&mut self, plan: ImportPlan) {
        match import(&mut self.store, plan, self.clock.now()) {
            Ok(report) => {
                let has_feeds = report.added > 0;
                self.outbox.send(Event::Imported(report));
                self.report_library();
                if has_feeds {
                    self.fetches.ask(Fetch::Refresh(Scope::New));
                }
            }
            Err(err) => self.fail(&err),
        }
    }
}
