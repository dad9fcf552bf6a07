//! Adds accounts to the library, changes their secrets and removes them. Secrets go to the keyring
//! and nowhere else.

use jiff::Timestamp;

use super::find::{AccountError, Found};
use crate::model::{
    Account, AccountId, AccountState, Credentials, Grant, NewAccount, ServiceKind, Step,
};
use crate::net::{KeyringError, Vault};
use crate::store::{Store, StoreError};
use crate::sync::abilities;

/// Adds an account that was found. Without a name it is called after its service, with a number if
/// there is one already. Blocks while the keyring asks the user.
pub fn add_account(
    store: &mut Store,
    vault: &Vault,
    found: &Found,
    name: Option<&str>,
) -> Result<AccountId, AccountError> {
    let accounts = store.reader().accounts()?;
    let name = match name.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => free_name(found.service, &accounts),
    };
    let new = NewAccount {
        name,
        service: found.service,
        address: found.address.clone(),
        user: found.user.clone(),
        keeps_labels: abilities(found.service).label.is_yes(),
    };
    let is_same = |account: &Account| {
        (account.service, &account.address, &account.user) == (new.service, &new.address, &new.user)
    };
    if accounts.iter().any(is_same) {
        return Err(StoreError::AccountExists.into());
    }
    if accounts.iter().any(|account| account.name == new.name) {
        return Err(StoreError::AccountNameTaken.into());
    }
    // Before the account: there must be none without its secret.
    let secret_name = Account::name_of_secret(new.service, &new.user, &new.address);
    vault.keep(&secret_name, &Grant::new(&new.address, found.credentials.clone()))?;
    Ok(store.add_account(&new)?)
}

/// Replaces the secret of an account by one that its server accepted.
pub fn sign_in_again(
    store: &mut Store,
    vault: &Vault,
    account: &Account,
    credentials: &Credentials,
) -> Result<(), AccountError> {
    vault.keep(&account.secret_name(), &Grant::new(&account.address, credentials.clone()))?;
    let state = AccountState {
        last_sync: account.last_sync,
        problem: None,
        paused_until: None,
        memory: account.memory.clone(),
    };
    Ok(store.set_account_state(account.id, &state)?)
}

/// Removes an account with its feeds and entries, and its secret from the keyring. Undoing the step
/// brings back all but the secret. Nothing changes at the server.
pub fn remove_account(
    store: &mut Store,
    vault: &Vault,
    account: &Account,
    now: Timestamp,
) -> Result<Option<Step>, AccountError> {
    let step = store.remove_account(account.id, now)?.step;
    match vault.remove(&account.secret_name()) {
        // Without a keyring nobody can read the secret either.
        Ok(()) | Err(KeyringError::Missing { .. }) => {}
        Err(error) => log::warn!("the secret of an account stays in the keyring: {error}"),
    }
    Ok(step)
}

fn free_name(service: ServiceKind, accounts: &[Account]) -> String {
    let is_free = |name: &String| !accounts.iter().any(|account| account.name == *name);
    let numbered = (2..).map(|number| format!("{} {number}", service.name()));
    std::iter::once(service.name().to_owned())
        .chain(numbered)
        .find(is_free)
        .unwrap_or_else(|| service.name().to_owned())
}
