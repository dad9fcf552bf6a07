//! The keyring of the operating system.

use super::{Keyring, KeyringError};
use crate::i18n::t;
use crate::model::Secret;

/// Under what name the keyring lists what is ours.
const SERVICE: &str = "Gleaner";

/// The system's own keyring: Secret Service, Keychain, Credential Manager.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeyring;

impl SystemKeyring {
    fn entry(account: &str) -> Result<keyring::Entry, KeyringError> {
        if let Err(error) = keyring::Entry::store_status() {
            return Err(KeyringError::Missing { reason: reason(error) });
        }
        keyring::Entry::new(SERVICE, account).map_err(|error| failed(&error))
    }
}

impl Keyring for SystemKeyring {
    fn read(&self, account: &str) -> Result<Option<Secret>, KeyringError> {
        match Self::entry(account)?.get_password() {
            Ok(secret) => Ok(Some(Secret::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    fn write(&self, account: &str, secret: &Secret) -> Result<(), KeyringError> {
        Self::entry(account)?.set_password(secret.reveal()).map_err(|error| failed(&error))
    }

    fn remove(&self, account: &str) -> Result<(), KeyringError> {
        match Self::entry(account)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    }
}

fn failed(error: &keyring::Error) -> KeyringError {
    match error {
        keyring::Error::NoDefaultStore => KeyringError::Missing { reason: reason(error) },
        keyring::Error::NoStorageAccess(_) => KeyringError::Locked { reason: reason(error) },
        _ => KeyringError::Failed { reason: reason(error) },
    }
}

/// What an error says, without the bytes that some errors carry.
fn reason(error: &keyring::Error) -> String {
    match error {
        keyring::Error::PlatformFailure(source) | keyring::Error::NoStorageAccess(source) => {
            source.to_string()
        }
        // These two are told by the kind of the error; the reason is for the log.
        keyring::Error::NoEntry => "no such entry".to_owned(),
        keyring::Error::NoDefaultStore => "no store".to_owned(),
        _ => t!(error_keyring_unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_keyring_is_told_apart_from_a_broken_one() {
        let message = |error: keyring::Error| failed(&error).user_message();
        assert!(message(keyring::Error::NoStorageAccess("closed".into())).contains("is locked"));
        assert_eq!(
            message(keyring::Error::PlatformFailure("no bus".into())),
            "The keyring can't be used \u{2014} no bus"
        );
    }

    #[test]
    fn errors_of_the_system_do_not_contain_secrets() {
        let error = failed(&keyring::Error::BadEncoding(b"hunter2".to_vec()));
        assert!(
            !format!("{error} {error:?} {}", error.user_message()).contains("104"),
            "{error:?}"
        );
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}
