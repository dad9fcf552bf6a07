//! A keyring in memory that a test can read, lock, or take away.

use std::collections::BTreeMap;
use std::sync::Mutex;

use gleaner::net::{Keyring, KeyringError, Secret};

#[derive(Default)]
pub struct FakeKeyring {
    kept: Mutex<BTreeMap<String, Secret>>,
    is_missing: bool,
}

impl FakeKeyring {
    /// A system without a keyring.
    pub fn missing() -> Self {
        Self { is_missing: true, ..Self::default() }
    }

    /// The content: names and secrets.
    pub fn kept(&self) -> Vec<(String, String)> {
        self.kept
            .lock()
            .unwrap()
            .iter()
            .map(|(name, secret)| (name.clone(), secret.reveal().to_owned()))
            .collect()
    }

    fn opened(&self) -> Result<std::sync::MutexGuard<'_, BTreeMap<String, Secret>>, KeyringError> {
        if self.is_missing {
            Err(KeyringError::Missing { reason: "no bus".into() })
        } else {
            Ok(self.kept.lock().unwrap())
        }
    }
}

impl Keyring for FakeKeyring {
    fn read(&self, account: &str) -> Result<Option<Secret>, KeyringError> {
        Ok(self.opened()?.get(account).cloned())
    }

    fn write(&self, account: &str, secret: &Secret) -> Result<(), KeyringError> {
        self.opened()?.insert(account.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, account: &str) -> Result<(), KeyringError> {
        self.opened()?.remove(account);
        Ok(())
    }
}
