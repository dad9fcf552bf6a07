//! Signs in to accounts and syncs them, each in a tokio task. The library is asked through the
//! writing thread, so that an act of the user never waits for a sync.

mod ledger;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;

use crate::library::accounts::{
    AccountAnswer, AccountError, Link, add_account, find_account, open_service, sign_in_again,
};
use crate::model::{AccountId, AccountProblem, AccountState, Clock};
use crate::net::Vault;
use crate::refresh::CancelToken;
use crate::store::{RemoteCounts, Store, StoreError, lock_account};
use crate::sync::{Ledger as _, Pass, Progress, Service, SyncReport, sync_account};
use crate::worker::message::{
    AccountEvent, AccountForm, Event, SignInFailure, SyncStep, WriteQueue, WriteTask,
};
use crate::worker::outbox::Outbox;
use ledger::WriterLedger;

/// The state of syncing one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    UnderWay,
    /// It was asked for again meanwhile: acts may have come.
    Again,
}

/// What the tasks for accounts need. Clones share which account is being synced.
#[derive(Clone)]
pub(super) struct Accounts {
    library: PathBuf,
    vault: Vault,
    clock: Clock,
    writer: WriteQueue,
    outbox: Outbox,
    turns: Arc<Mutex<BTreeMap<AccountId, Turn>>>,
    cancel: CancelToken,
}

impl Accounts {
    pub(super) fn new(
        library: PathBuf,
        vault: Vault,
        clock: Clock,
        writer: WriteQueue,
        outbox: Outbox,
    ) -> Self {
        let (turns, cancel) = (Arc::default(), CancelToken::new());
        Self { library, vault, clock, writer, outbox, turns, cancel }
    }

    pub(super) fn link(&self, client: Arc<dyn crate::net::HttpClient>) -> Link {
        Link { client, vault: self.vault.clone(), clock: self.clock.clone() }
    }

    pub(super) fn cancel(&mut self) {
        self.cancel.cancel();
        self.cancel = CancelToken::new();
    }

    /// Signs in, saves the secret in the keyring and the account in the library.
    pub(super) fn sign_in(&self, runtime: &Handle, link: Link, generation: u64, form: AccountForm) {
        let accounts = self.clone();
        runtime.spawn(async move {
            let found =
                find_account(Arc::clone(&link.client), &link.clock, &form.application).await;
            let desk = accounts.clone();
            // The keyring may ask the user, which takes as long as it takes.
            let kept = tokio::task::spawn_blocking(move || {
                let found = found?;
                let mut store = Store::open(&desk.library)?;
                let known = match form.account_id {
                    Some(id) => store.reader().account(id)?,
                    None => None,
                };
                match known {
                    Some(account) => {
                        sign_in_again(&mut store, &desk.vault, &account, &found.credentials)?;
                        Ok(account.id)
                    }
                    None => add_account(&mut store, &desk.vault, &found, None),
                }
            });
            let failure = match kept.await {
                Ok(Ok(account_id)) => {
                    accounts.writer.send(WriteTask::AccountSaved { generation, account_id });
                    return;
                }
                Ok(Err(AccountError::Plain { .. })) => SignInFailure::Unencrypted,
                Ok(Err(error)) => SignInFailure::Other(error.user_message()),
                Err(error) => SignInFailure::Other(super::guarded::crash_words(&error)),
            };
            accounts.fail_sign_in(generation, failure);
        });
    }

    pub(super) fn fail_sign_in(&self, generation: u64, failure: SignInFailure) {
        let result = Err(failure);
        self.outbox.send(Event::Account(AccountEvent::Saved { generation, result }));
    }

    /// Has the writing thread keep an answer of the user, before the next step of a sync.
    pub(super) fn answer(&self, id: AccountId, answer: AccountAnswer) {
        let outbox = self.outbox.clone();
        let keep = move |store: &mut Store| {
            if let Err(error) = answer.apply(store, id) {
                outbox.fail(&error);
            }
            RemoteCounts::new()
        };
        self.writer.send(WriteTask::Sync(SyncStep(Box::new(keep))));
    }

    /// Syncs an account. If that is under way, another sync follows it.
    pub(super) fn sync(&self, runtime: &Handle, link: Link, id: AccountId) {
        if !self.begin(id) {
            return;
        }
        let accounts = self.clone();
        runtime.spawn(async move {
            let mut has_changed = false;
            loop {
                let desk = accounts.clone();
                let link = link.clone();
                let end = tokio::spawn(async move { desk.sync_once(id, link).await }).await;
                match end {
                    Ok(Ok(report)) => has_changed |= has_news(&report),
                    Ok(Err(error)) => accounts.outbox.fail(&error),
                    Err(error) => {
                        let message = super::guarded::crash_words(&error);
                        accounts.outbox.send(Event::Failed(message));
                    }
                }
                if accounts.end(id) {
                    break;
                }
            }
            accounts.writer.send(WriteTask::Synced { account_id: id, has_changed });
        });
    }

    async fn sync_once(&self, id: AccountId, link: Link) -> Result<SyncReport, StoreError> {
        // Another program may be syncing it.
        let Some(_lock) = lock_account(&self.library, id) else {
            return Ok(SyncReport::default());
        };
        let mut ledger = WriterLedger::new(self.writer.clone(), id, self.clock.clone());
        let account = ledger.outgoing().await?.account;
        let opened = {
            let (account, link) = (account.clone(), link);
            tokio::task::spawn_blocking(move || open_service(&account, &link)).await
        };
        let mut service: Box<dyn Service> = match opened {
            Ok(Ok(service)) => service,
            Ok(Err(problem)) => {
                ledger.settle(with_problem(&account, problem.clone())).await?;
                return Ok(SyncReport { problem: Some(problem), ..SyncReport::default() });
            }
            Err(error) => {
                log::error!("{error}");
                return Ok(SyncReport::default());
            }
        };
        let pass = Pass {
            clock: self.clock.clone(),
            cancel: self.cancel.clone(),
            progress: self.teller(id),
        };
        sync_account(service.as_mut(), &mut ledger, &pass).await
    }

    /// Tells the window how far a sync is.
    fn teller(&self, account_id: AccountId) -> Arc<dyn Fn(Progress) + Send + Sync> {
        let outbox = self.outbox.clone();
        Arc::new(move |progress| {
            let (done, total) = match progress {
                Progress::SigningIn | Progress::Listing | Progress::Sending { .. } => (0, 0),
                Progress::Fetching { done, total } => (count(done), count(total)),
            };
            let progress = AccountEvent::Progress { account_id, done, total };
            outbox.send(Event::Account(progress));
        })
    }

    /// Notes that a sync begins. False if one is under way; then another follows it.
    fn begin(&self, id: AccountId) -> bool {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = if turns.contains_key(&id) { Turn::Again } else { Turn::UnderWay };
        turns.insert(id, turn);
        turn == Turn::UnderWay
    }

    /// Notes that a sync has ended. False if another one follows.
    fn end(&self, id: AccountId) -> bool {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.get(&id) == Some(&Turn::Again) {
            turns.insert(id, Turn::UnderWay);
            return false;
        }
        turns.remove(&id);
        true
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn has_news(report: &SyncReport) -> bool {
    report.new_entries + report.marked + report.changes > 0
}

fn with_problem(account: &crate::model::Account, problem: AccountProblem) -> AccountState {
    AccountState {
        last_sync: account.last_sync,
        problem: Some(problem),
        paused_until: account.paused_until,
        memory: account.memory.clone(),
    }
}
