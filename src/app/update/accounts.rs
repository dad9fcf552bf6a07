//! Accounts: signing in, syncing, and the acts that wait for their servers.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::i18n::t;
use crate::library::accounts::AccountAnswer;
use crate::library::{Change, Scope};
use crate::model::{Account, AccountId, AccountProblem, FeedId, FolderId, WaitingActs};
use crate::query::PlaceId;
use crate::sync::is_due;
use crate::worker::{AccountEvent, AccountJob, Fetch, Job, KeyringJob, Read, SignInFailure};

use super::library::scope_of;
use crate::app::account::{AccountStage, SyncProgress};
use crate::app::action::{AccountAction, Effect};
use crate::app::dialog::Dialog;
use crate::app::notice::Notice;
use crate::app::state::AppState;

/// Acts are sent when no other was made for this long: several go in one request.
const SEND_AFTER: SignedDuration = SignedDuration::from_secs(10);
/// Acts that a sync left, because it failed or the server did not take them, wait for this long.
const SEND_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(5);

impl AppState {
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.library.accounts.iter().find(|account| account.id == id)
    }

    /// The account of a feed; `None` if it is on this computer.
    #[must_use]
    pub fn account_of_feed(&self, id: FeedId) -> Option<&Account> {
        self.account(self.feed(id)?.account_id?)
    }

    /// The account of a folder; `None` if it is on this computer.
    #[must_use]
    pub fn account_of_folder(&self, id: FolderId) -> Option<&Account> {
        self.account(self.folder(id)?.account_id?)
    }

    /// The acts that the server of an account does not have yet.
    #[must_use]
    pub fn waiting_of(&self, id: AccountId) -> WaitingActs {
        let found = self.library.waiting.iter().find(|(account, _)| *account == id);
        found.map_or_else(WaitingActs::default, |(_, waiting)| *waiting)
    }

    /// The number of acts that no server has yet.
    #[must_use]
    pub fn waiting_acts(&self) -> u32 {
        self.library.waiting.iter().map(|(_, waiting)| waiting.waiting).sum()
    }

    /// Whether a refresh or a sync is under way.
    #[must_use]
    pub fn is_refreshing(&self) -> bool {
        self.progress.is_some() || !self.syncs.is_empty()
    }

    pub(super) fn act_on_account(&mut self, action: AccountAction, now: Timestamp) -> Vec<Effect> {
        match action {
            AccountAction::SignIn => self.sign_in_account(),
            AccountAction::Sync(id) => self.sync_accounts(&[id]),
            AccountAction::Answer(id, answer) => self.answer_account(id, answer),
            AccountAction::SendWaiting => self.send_waiting(now),
            AccountAction::Toggle(id) => self.toggle_account(id),
            AccountAction::Keeper(action) => self.act_on_keepers(action, now),
        }
    }

    /// Signs in with what was typed. A password that would cross the network unencrypted is sent
    /// only after a warning.
    pub(super) fn sign_in_account(&mut self) -> Vec<Effect> {
        let Some(Dialog::Account(draft)) = &mut self.dialog else { return Vec::new() };
        if !draft.is_complete() || draft.stage == AccountStage::Working {
            return Vec::new();
        }
        if draft.is_unencrypted() && draft.stage != AccountStage::Warned {
            draft.stage = AccountStage::Warned;
            return Vec::new();
        }
        let form = draft.form();
        draft.stage = AccountStage::Working;
        self.signing_in += 1;
        let generation = self.signing_in;
        vec![Effect::Job(Job::Account(AccountJob::SignIn { generation, form }))]
    }

    pub(super) fn receive_account(&mut self, event: AccountEvent, now: Timestamp) -> Vec<Effect> {
        match event {
            AccountEvent::Saved { generation, result } => {
                self.account_saved(generation, result, now)
            }
            AccountEvent::Progress { account_id, done, total } => {
                self.syncs.insert(account_id, SyncProgress { done, total });
                self.is_list_stale = true;
                self.follow_refresh(now)
            }
            AccountEvent::Finished { account_id, has_changed } => {
                self.sync_finished(account_id, has_changed, now)
            }
            AccountEvent::Waiting(waiting) => {
                self.note_act(now);
                Arc::make_mut(&mut self.library).waiting = waiting;
                Vec::new()
            }
        }
    }

    fn account_saved(
        &mut self,
        generation: u64,
        result: Result<AccountId, SignInFailure>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let form = match &mut self.dialog {
            Some(Dialog::Account(draft))
                if generation == self.signing_in && draft.stage == AccountStage::Working =>
            {
                Some(draft)
            }
            Some(_) | None => None,
        };
        match (result, form) {
            (Ok(id), form) => {
                let is_new = form.as_ref().is_none_or(|draft| draft.account_id.is_none());
                if form.is_some() {
                    self.dialog = None;
                }
                let name = self.account(id).map(|account| account.name.clone()).unwrap_or_default();
                self.notice = Some(Notice::new(t!(notice_account_signed_in, account = name), now));
                let mut effects = self.sync_accounts(&[id]);
                if is_new {
                    self.ask_about_refresh();
                    effects.extend(self.select_place(PlaceId::Account(id), now));
                }
                effects
            }
            (Err(SignInFailure::Unencrypted), Some(draft)) => {
                draft.stage = AccountStage::Warned;
                Vec::new()
            }
            (Err(SignInFailure::Other(message)), Some(draft)) => {
                draft.stage = AccountStage::Failed(message);
                Vec::new()
            }
            // The user has left the form, so nothing is sent.
            (Err(SignInFailure::Unencrypted), None) => Vec::new(),
            (Err(SignInFailure::Other(message)), None) => {
                self.notice = Some(Notice::error(message, now));
                Vec::new()
            }
        }
    }

    /// Syncs accounts. One that is being synced is asked again after that: acts may have come.
    pub(super) fn sync_accounts(&mut self, ids: &[AccountId]) -> Vec<Effect> {
        for id in ids {
            self.syncs.entry(*id).or_default();
            self.has_new_act = false;
        }
        let job = |id: &AccountId| Effect::Job(Job::Account(AccountJob::Sync(*id)));
        ids.iter().map(job).collect()
    }

    fn answer_account(&mut self, id: AccountId, answer: AccountAnswer) -> Vec<Effect> {
        self.syncs.entry(id).or_default();
        vec![Effect::Job(Job::Account(AccountJob::Answer(id, answer)))]
    }

    /// What a person can answer to the problem of an account at the moment.
    #[must_use]
    pub fn account_answers(&self, account: &Account) -> Vec<AccountAnswer> {
        // A sync that is under way would overwrite the answer.
        if self.syncs.contains_key(&account.id) {
            return Vec::new();
        }
        let has_parked = self.waiting_of(account.id).parked > 0;
        let asks = matches!(account.problem, Some(AccountProblem::FeedsVanished { .. }));
        let answers = [(has_parked, AccountAnswer::SendAgain), (asks, AccountAnswer::FeedsAreGone)];
        answers
            .into_iter()
            .filter_map(|(is_possible, answer)| is_possible.then_some(answer))
            .collect()
    }

    /// The timer need not ask where only the user can help.
    pub(super) fn sync_due(&mut self, now: Timestamp) -> Vec<Effect> {
        let accounts = self.library.accounts.iter().filter(|account| is_due(account, now));
        let ids: Vec<AccountId> = accounts.map(|account| account.id).collect();
        self.sync_accounts(&ids)
    }

    pub(super) fn sync_all(&mut self) -> Vec<Effect> {
        let ids: Vec<AccountId> = self.library.accounts.iter().map(|account| account.id).collect();
        self.sync_accounts(&ids)
    }

    pub(super) fn refresh_all(&mut self) -> Vec<Effect> {
        self.refresh(Scope::All).into_iter().chain(self.sync_all()).collect()
    }

    /// Refreshes the feeds of a place. Those of an account come with a sync of the account.
    pub(super) fn refresh_place(&mut self, place: PlaceId) -> Vec<Effect> {
        let account = match place {
            PlaceId::Account(id) => Some(id),
            PlaceId::Feed(id) => self.account_of_feed(id).map(|account| account.id),
            PlaceId::Folder(id) => self.account_of_folder(id).map(|account| account.id),
            PlaceId::BuiltIn(_) | PlaceId::Search(_) | PlaceId::Tag(_) | PlaceId::Preview => {
                return self.refresh_all();
            }
        };
        match account {
            Some(AccountId::LOCAL) => self.refresh(Scope::All),
            Some(id) => self.sync_accounts(&[id]),
            None => self.refresh(scope_of(place)),
        }
    }

    pub(super) fn cancel_refresh(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::Job(Job::Fetch(Fetch::CancelRefresh))];
        if !self.syncs.is_empty() {
            effects.push(Effect::Job(Job::Account(AccountJob::CancelSyncs)));
        }
        effects
    }

    /// When acts that wait are to be sent; `None` if none wait, or they are being sent.
    #[must_use]
    pub fn sends_at(&self, now: Timestamp) -> Option<Timestamp> {
        let id = self.sendable(now).next()?;
        let has_failed = self.account(id).is_some_and(|account| account.problem.is_some());
        let wait = if self.has_new_act && !has_failed { SEND_AFTER } else { SEND_AGAIN_AFTER };
        // If the clock was set back, acts must not wait until it is that late again.
        Some(self.last_push.min(now).checked_add(wait).unwrap_or(now))
    }

    /// The accounts whose acts can be sent.
    fn sendable(&self, now: Timestamp) -> impl Iterator<Item = AccountId> {
        let may_send = move |account: &&Account| {
            self.waiting_of(account.id).waiting > 0
                && !self.syncs.contains_key(&account.id)
                && account.may_sync(now)
                && account.problem.as_ref().is_none_or(|problem| !problem.is_lasting())
        };
        self.library.accounts.iter().filter(may_send).map(|account| account.id)
    }

    /// Notes that an act came that is to be sent soon.
    pub(super) fn note_act(&mut self, now: Timestamp) {
        self.last_push = now;
        self.has_new_act = true;
    }

    pub(super) fn send_waiting(&mut self, now: Timestamp) -> Vec<Effect> {
        self.last_push = now;
        let ids: Vec<AccountId> = self.sendable(now).collect();
        self.sync_accounts(&ids)
    }

    fn sync_finished(&mut self, id: AccountId, has_changed: bool, now: Timestamp) -> Vec<Effect> {
        self.syncs.remove(&id);
        self.last_push = now;
        let mut effects: Vec<Effect> = self.notification().into_iter().collect();
        if has_changed {
            self.articles.clear();
            effects.extend(self.reload_list(now));
        }
        if matches!(self.dialog, Some(Dialog::Activity(_))) {
            effects.push(Effect::Job(Job::Read(Read::Activity)));
        }
        effects
    }

    /// The secret of an account leaves the keyring with it.
    pub(super) fn forget_secret(&self, change: &Change) -> Option<Effect> {
        let Change::RemoveAccount(id) = change else { return None };
        let name = self.account(*id)?.secret_name();
        Some(Effect::Job(Job::Keyring(KeyringJob::Forget(name))))
    }

    pub(super) fn toggle_account(&mut self, id: AccountId) -> Vec<Effect> {
        let folded = &mut self.session.folded_accounts;
        if folded.contains(&id) {
            folded.retain(|other| *other != id);
        } else {
            folded.push(id);
        }
        self.rebuild_sidebar();
        Vec::new()
    }
}
