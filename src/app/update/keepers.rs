//! Services that keep pages: adding, testing, removing, and sending an entry.

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::dialog::Dialog;
use crate::app::keeper::{KeeperAction, KeeperDraft, KeeperStage};
use crate::app::notice::Notice;
use crate::app::state::AppState;
use crate::document::without_tracking;
use crate::i18n::t;
use crate::model::{EntryId, Keeper, Page};
use crate::worker::{Job, KeeperEvent, KeeperJob, KeyringJob};

impl AppState {
    /// One of the user's services, from 0.
    #[must_use]
    pub fn keeper(&self, at: usize) -> Option<&Keeper> {
        self.settings.keepers.get(at)
    }

    pub(super) fn act_on_keepers(&mut self, action: KeeperAction, now: Timestamp) -> Vec<Effect> {
        match action {
            KeeperAction::Add => self.add_keeper(),
            KeeperAction::Test(at) => {
                let keeper = self.keeper(at).cloned();
                keeper.into_iter().map(|keeper| job(KeeperJob::Test(keeper))).collect()
            }
            KeeperAction::Remove(at) => self.remove_keeper(at, now),
        }
    }

    fn add_keeper(&mut self) -> Vec<Effect> {
        let Some(Dialog::Keepers(draft)) = &mut self.dialog else { return Vec::new() };
        if let Err(message) = draft.form.read() {
            draft.stage = KeeperStage::Failed(message);
            return Vec::new();
        }
        draft.stage = KeeperStage::Trying;
        self.keeper_generation += 1;
        let (generation, form) = (self.keeper_generation, draft.form.clone());
        vec![job(KeeperJob::Add { generation, form })]
    }

    fn remove_keeper(&mut self, at: usize, now: Timestamp) -> Vec<Effect> {
        let mut settings = self.settings.clone();
        if at >= settings.keepers.len() {
            return Vec::new();
        }
        let removed = settings.keepers.remove(at);
        self.notice = Some(Notice::new(t!(keeper_removed, name = removed.name()), now));
        let mut effects = self.change_settings(settings, now);
        effects.push(Effect::Job(Job::Keyring(KeyringJob::Forget(removed.account))));
        effects
    }

    /// The page of an entry, as it is sent: the address without parameters that only track.
    pub(super) fn send_to_keeper(&self, entry_id: EntryId, at: usize) -> Option<Effect> {
        let keeper = self.keeper(at)?.clone();
        let (url, title) = if let Some(article) = self.article_of(entry_id) {
            let content = &article.entry.content;
            (content.url.clone()?, content.title.clone())
        } else {
            let row = self.list.row(entry_id)?;
            (row.url.clone()?, row.title.clone())
        };
        Some(job(KeeperJob::Send(keeper, Page { url: without_tracking(url), title })))
    }

    pub(super) fn receive_keeper(&mut self, event: KeeperEvent, now: Timestamp) -> Vec<Effect> {
        match event {
            KeeperEvent::Added { generation, result } => {
                if generation == self.keeper_generation {
                    return self.keeper_added(result, now);
                }
                // The dialog was closed and opened again: the secret of the old form is not wanted.
                let stale = result.ok().map(|keeper| KeyringJob::Forget(keeper.account));
                return stale.into_iter().map(|stale| Effect::Job(Job::Keyring(stale))).collect();
            }
            KeeperEvent::Tested { name, result: Ok(()) } => {
                self.notice = Some(Notice::new(t!(keeper_works, name = name), now));
            }
            KeeperEvent::Sent { name, result: Ok(()) } => {
                self.notice = Some(Notice::new(t!(keeper_sent, name = name), now));
            }
            KeeperEvent::Tested { name, result: Err(reason) } => {
                let words = t!(keeper_fails, name = name, reason = reason);
                self.notice = Some(Notice::error(words, now));
            }
            KeeperEvent::Sent { name, result: Err(reason) } => {
                let words = t!(keeper_not_sent, name = name, reason = reason);
                self.notice = Some(Notice::error(words, now));
            }
        }
        Vec::new()
    }

    fn keeper_added(&mut self, result: Result<Keeper, String>, now: Timestamp) -> Vec<Effect> {
        let draft =
            if let Some(Dialog::Keepers(draft)) = &mut self.dialog { Some(draft) } else { None };
        match result {
            Ok(keeper) => {
                if let Some(draft) = draft {
                    *draft = KeeperDraft::default();
                }
                let mut settings = self.settings.clone();
                self.notice = Some(Notice::new(t!(keeper_added, name = keeper.name()), now));
                settings.keepers.push(keeper);
                self.change_settings(settings, now)
            }
            Err(message) => {
                if let Some(draft) = draft {
                    draft.stage = KeeperStage::Failed(message);
                }
                Vec::new()
            }
        }
    }
}

fn job(job: KeeperJob) -> Effect {
    Effect::Job(Job::Keeper(job))
}
