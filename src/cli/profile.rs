//! What every subcommand works with: a profile and the services of the system.

use crate::config::Paths;
use crate::model::Clock;
use crate::net::Vault;

/// A profile, the clock and the keyring.
#[derive(Clone)]
pub struct Profile {
    pub paths: Paths,
    pub clock: Clock,
    pub vault: Vault,
}

impl Profile {
    /// A profile with the system's keyring.
    #[must_use]
    pub fn new(paths: Paths, clock: Clock) -> Self {
        Self { paths, clock, vault: Vault::default() }
    }
}
