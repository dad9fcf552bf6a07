//! Syncs an account.

use std::sync::Arc;

use crate::model::{
    Account, AccountId, AccountProblem, AccountState, Clock, Credentials, KeyringProblem, Secret,
};
use crate::net::{HttpClient, KeyringError, Vault};
use crate::refresh::CancelToken;
use crate::store::{Store, StoreError};
use crate::sync::{
    Access, Connection, Pass, Progress, Service, StoreLedger, SyncReport, open, sync_account,
};

/// What is needed to reach the servers of accounts.
#[derive(Clone)]
pub struct Link {
    pub client: Arc<dyn HttpClient>,
    pub vault: Vault,
    pub clock: Clock,
}

/// The server of an account, with its secret from the keyring. Blocks while the keyring asks the
/// user.
pub fn open_service(account: &Account, link: &Link) -> Result<Box<dyn Service>, AccountProblem> {
    let secret = match link.vault.read(&account.secret_name()) {
        Ok(Credentials::Password { password, .. }) => password,
        Ok(Credentials::Token(token)) => token,
        Err(error) => return Err(AccountProblem::Keyring { problem: keyring_problem(error) }),
    };
    Ok(open(account.service, connection(account, link, secret)))
}

fn connection(account: &Account, link: &Link, secret: Secret) -> Connection {
    let access = Access {
        address: account.address.clone(),
        user: account.user.clone(),
        secret,
        // The user agreed when the account was added.
        may_be_plain: account.address.scheme() == "http",
    };
    Connection::new(Arc::clone(&link.client), access, link.clock.clone())
}

fn keyring_problem(error: KeyringError) -> KeyringProblem {
    match error {
        KeyringError::Missing { .. } => KeyringProblem::Missing,
        KeyringError::Locked { .. } => KeyringProblem::Locked,
        KeyringError::Failed { reason } => KeyringProblem::Failed(reason),
        KeyringError::Silent => KeyringProblem::Silent,
        KeyringError::Empty => KeyringProblem::Empty,
    }
}

/// Syncs an account of a store in this thread. Problems of the server are in the report and in the
/// library.
pub async fn sync_in_store(
    store: &mut Store,
    id: AccountId,
    link: &Link,
    cancel: CancelToken,
    progress: Arc<dyn Fn(Progress) + Send + Sync>,
) -> Result<SyncReport, StoreError> {
    let account = store.reader().account(id)?.ok_or(StoreError::NoSuchAccount)?;
    let mut service = match open_service(&account, link) {
        Ok(service) => service,
        Err(problem) => return note_problem(store, &account, problem),
    };
    let pass = Pass { clock: link.clock.clone(), cancel, progress };
    let mut ledger = StoreLedger::new(store, id, link.clock.clone());
    sync_account(service.as_mut(), &mut ledger, &pass).await
}

fn note_problem(
    store: &mut Store,
    account: &Account,
    problem: AccountProblem,
) -> Result<SyncReport, StoreError> {
    let state = AccountState {
        last_sync: account.last_sync,
        problem: Some(problem.clone()),
        paused_until: account.paused_until,
        memory: account.memory.clone(),
    };
    store.set_account_state(account.id, &state)?;
    Ok(SyncReport { problem: Some(problem), ..SyncReport::default() })
}
