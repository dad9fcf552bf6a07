//! Stores secrets in the system's keyring, and nowhere else.
//!
//! A keyring may ask the user to unlock it, so every call here may block for minutes. Never call it
//! on a thread that others wait for.

#[cfg(feature = "desktop")]
mod system;
#[cfg(not(feature = "desktop"))]
#[path = "keyring/absent.rs"]
mod system;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::i18n::t;
use crate::model::{Credentials, Grant, Secret, SignIn};

pub use system::SystemKeyring;

/// How long a request waits for the keyring, which may be asking the user to unlock it.
pub const KEYRING_TIMEOUT: Duration = Duration::from_mins(1);

/// How long a failure of the keyring answers further reads, unless the user stores or removes a
/// secret meanwhile.
const REFUSAL_LASTS: Duration = Duration::from_secs(15);

/// A store for secrets, by account name. Tests have their own.
pub trait Keyring: Send + Sync {
    /// `None` if there is no such account.
    fn read(&self, account: &str) -> Result<Option<Secret>, KeyringError>;
    /// Replaces the secret that was there.
    fn write(&self, account: &str, secret: &Secret) -> Result<(), KeyringError>;
    /// Does nothing if there is no such account.
    fn remove(&self, account: &str) -> Result<(), KeyringError>;
}

/// Why the keyring cannot be used. Never contains a secret. `Display` is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// The system has no keyring.
    Missing {
        /// In the words of the system.
        reason: String,
    },
    Locked {
        /// In the words of the system.
        reason: String,
    },
    Failed {
        /// In the words of the system.
        reason: String,
    },
    /// It did not answer in time.
    Silent,
    /// The keyring has no entry for the account, or one that another program wrote.
    Empty,
}

impl fmt::Display for KeyringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.user_message())
    }
}

impl KeyringError {
    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Missing { .. } => t!(error_keyring_missing),
            Self::Locked { .. } => t!(error_keyring_locked),
            Self::Failed { reason } => t!(error_keyring_failed, reason = reason.as_str()),
            Self::Silent => t!(error_keyring_silent),
            Self::Empty => t!(error_keyring_empty),
        }
    }
}

/// A recent failure. If the user dismisses the keyring's question, they must not be asked again for
/// every other feed.
#[derive(Debug, Clone)]
struct Refusal {
    at: Instant,
    error: KeyringError,
}

impl Refusal {
    /// Whether this failure answers a read that began at `asked`: the read waited for it, or began
    /// soon after.
    fn answers(&self, asked: Instant, now: Instant) -> bool {
        self.at >= asked || now.duration_since(self.at) < REFUSAL_LASTS
    }
}

/// A keyring with a cache, so that each secret is read once per run of the program.
#[derive(Clone)]
pub struct Vault {
    keyring: Arc<dyn Keyring>,
    cache: Arc<Mutex<HashMap<String, Credentials>>>,
    /// The last failure. Locked while the keyring is in use, so that it asks one question at a
    /// time.
    turn: Arc<Mutex<Option<Refusal>>>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Vault")
    }
}

impl Default for Vault {
    fn default() -> Self {
        Self::new(Arc::new(SystemKeyring))
    }
}

impl Vault {
    /// Does not touch the keyring before it is needed.
    #[must_use]
    pub fn new(keyring: Arc<dyn Keyring>) -> Self {
        Self { keyring, cache: Arc::default(), turn: Arc::default() }
    }

    /// Stores credentials. Blocks.
    pub fn keep(&self, account: &str, grant: &Grant) -> Result<SignIn, KeyringError> {
        let mut refusal = self.turn();
        self.keyring.write(account, &grant.credentials.to_secret())?;
        *refusal = None;
        self.cache().insert(account.to_owned(), grant.credentials.clone());
        Ok(SignIn {
            kind: grant.credentials.kind(),
            account: account.to_owned(),
            origin: grant.origin.clone(),
        })
    }

    /// Removes credentials from the cache and the keyring. Blocks.
    pub fn remove(&self, account: &str) -> Result<(), KeyringError> {
        let mut refusal = self.turn();
        self.forget(account);
        self.keyring.remove(account)?;
        *refusal = None;
        Ok(())
    }

    /// The credentials of an account. Blocks.
    pub fn read(&self, account: &str) -> Result<Credentials, KeyringError> {
        // A read that waits here usually finds its secret in the cache afterwards.
        let asked = Instant::now();
        let mut refusal = self.turn();
        if let Some(credentials) = self.cache().get(account) {
            return Ok(credentials.clone());
        }
        if let Some(known) = refusal.as_ref().filter(|known| known.answers(asked, Instant::now())) {
            return Err(known.error.clone());
        }
        let read = self.keyring.read(account);
        *refusal =
            read.as_ref().err().map(|error| Refusal { at: Instant::now(), error: error.clone() });
        let credentials =
            read?.as_ref().and_then(Credentials::from_secret).ok_or(KeyringError::Empty)?;
        self.cache().insert(account.to_owned(), credentials.clone());
        Ok(credentials)
    }

    fn turn(&self) -> std::sync::MutexGuard<'_, Option<Refusal>> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops credentials from the cache, because another program may have changed the keyring.
    pub(super) fn forget(&self, account: &str) {
        self.cache().remove(account);
    }

    /// Reads without blocking the calling thread.
    pub(super) async fn ask(
        &self,
        account: &str,
        patience: Duration,
    ) -> Result<Credentials, KeyringError> {
        let (vault, owned) = (self.clone(), account.to_owned());
        let (sender, answer) = oneshot::channel();
        // Not on the runtime's own threads: the runtime would wait for a locked keyring when it
        // ends.
        let work = move || _ = sender.send(vault.read(&owned));
        let started = std::thread::Builder::new().name("gleaner-keyring".to_owned()).spawn(work);
        started.map_err(|error| KeyringError::Failed { reason: error.to_string() })?;
        match timeout(patience, answer).await {
            Ok(Ok(read)) => read,
            Ok(Err(_)) | Err(_) => Err(KeyringError::Silent),
        }
    }

    fn cache(&self) -> std::sync::MutexGuard<'_, HashMap<String, Credentials>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The account name for a new secret. People see it in their keyring.
#[must_use]
pub fn account_name(origin: &str, now: jiff::Timestamp) -> String {
    format!("{origin} {now}")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    use std::sync::mpsc;

    use super::*;

    #[derive(Default)]
    struct Fake {
        kept: Mutex<HashMap<String, Secret>>,
        reads: AtomicU32,
        is_locked: AtomicBool,
    }

    impl Keyring for Fake {
        fn read(&self, account: &str) -> Result<Option<Secret>, KeyringError> {
            self.reads.fetch_add(1, Ordering::SeqCst);
            if self.is_locked.load(Ordering::SeqCst) {
                return Err(KeyringError::Locked { reason: "closed".into() });
            }
            Ok(self.kept.lock().unwrap().get(account).cloned())
        }

        fn write(&self, account: &str, secret: &Secret) -> Result<(), KeyringError> {
            self.kept.lock().unwrap().insert(account.to_owned(), secret.clone());
            Ok(())
        }

        fn remove(&self, account: &str) -> Result<(), KeyringError> {
            self.kept.lock().unwrap().remove(account);
            Ok(())
        }
    }

    fn grant() -> Grant {
        Grant { origin: "https://a.org".into(), credentials: Credentials::token("x").unwrap() }
    }

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
    }

    #[test]
    fn the_keyring_is_read_once_and_again_after_a_refusal() {
        let fake = Arc::new(Fake::default());
        Vault::new(Arc::clone(&fake) as Arc<dyn Keyring>).keep("a", &grant()).unwrap();
        let vault = Vault::new(Arc::clone(&fake) as Arc<dyn Keyring>);
        for _ in 0..3 {
            assert_eq!(
                runtime().block_on(vault.ask("a", KEYRING_TIMEOUT)),
                Ok(grant().credentials)
            );
        }
        assert_eq!(fake.reads.load(Ordering::SeqCst), 1);
        vault.forget("a");
        vault.read("a").unwrap();
        assert_eq!(fake.reads.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_dismissed_keyring_question_is_not_repeated_for_each_feed() {
        let fake = Arc::new(Fake::default());
        fake.is_locked.store(true, Ordering::SeqCst);
        let vault = Vault::new(Arc::clone(&fake) as Arc<dyn Keyring>);
        for account in ["a", "b", "c"] {
            assert!(matches!(vault.read(account), Err(KeyringError::Locked { .. })));
        }
        assert_eq!(fake.reads.load(Ordering::SeqCst), 1);
        // The user stores a secret, so the keyring is open now.
        fake.is_locked.store(false, Ordering::SeqCst);
        vault.keep("a", &grant()).unwrap();
        assert_eq!(vault.read("b"), Err(KeyringError::Empty));
        assert_eq!(fake.reads.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_refusal_answers_reads_that_waited_for_it_and_reads_that_follow_soon() {
        let start = Instant::now();
        let after = |secs| start + Duration::from_secs(secs);
        let refusal = Refusal { at: after(100), error: KeyringError::Silent };
        assert!(refusal.answers(after(1), after(500)), "waited");
        assert!(refusal.answers(after(110), after(110)), "came soon");
        let later = after(100) + REFUSAL_LASTS;
        assert!(!refusal.answers(later, later), "came later");
    }

    #[test]
    fn a_removed_secret_leaves_the_cache_too() {
        let vault = Vault::new(Arc::new(Fake::default()));
        let sign_in = vault.keep("a", &grant()).unwrap();
        assert_eq!((sign_in.account.as_str(), sign_in.origin.as_str()), ("a", "https://a.org"));
        vault.remove("a").unwrap();
        assert_eq!(vault.read("a"), Err(KeyringError::Empty));
    }

    #[test]
    fn a_read_waits_no_longer_than_its_time_limit() {
        struct Stuck(Mutex<mpsc::Receiver<()>>);
        impl Keyring for Stuck {
            fn read(&self, _: &str) -> Result<Option<Secret>, KeyringError> {
                // Ends with the test.
                let _ = self.0.lock().unwrap().recv();
                Ok(None)
            }
            fn write(&self, _: &str, _: &Secret) -> Result<(), KeyringError> {
                Ok(())
            }
            fn remove(&self, _: &str) -> Result<(), KeyringError> {
                Ok(())
            }
        }
        let (sender, receiver) = mpsc::channel();
        let vault = Vault::new(Arc::new(Stuck(Mutex::new(receiver))));
        assert_eq!(
            runtime().block_on(vault.ask("a", Duration::from_millis(1))),
            Err(KeyringError::Silent)
        );
        drop(sender);
    }
}
