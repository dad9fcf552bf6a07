//! In place of the system's keyring in a build without the feature `desktop`.

use super::{Keyring, KeyringError};
use crate::model::Secret;

/// A keyring that refuses everything, with the reason.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeyring;

fn refusal() -> KeyringError {
    KeyringError::Failed { reason: "this build of Gleaner has no support for it".to_owned() }
}

impl Keyring for SystemKeyring {
    fn read(&self, _account: &str) -> Result<Option<Secret>, KeyringError> {
        Err(refusal())
    }

    fn write(&self, _account: &str, _secret: &Secret) -> Result<(), KeyringError> {
        Err(refusal())
    }

    fn remove(&self, _account: &str) -> Result<(), KeyringError> {
        Err(refusal())
    }
}
