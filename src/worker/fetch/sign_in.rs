//! Saves and removes the credentials of feeds in the system's keyring, each on a thread of its own:
//! the keyring may ask the user to unlock it, and nothing else should wait for that.
//!
//! The library changes after the keyring, so it never names credentials that are not there.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::i18n::{io_words, t};
use crate::model::{Clock, FeedId, SignIn};
use crate::net::{Grant, KeyringError, Vault, account_name, without_credentials};
use crate::worker::message::{Event, KeyringJob, Subject, WriteQueue, WriteTask};
use crate::worker::outbox::Outbox;

/// Asks the keyring. Clones share the count of running jobs.
#[derive(Clone)]
pub(in crate::worker) struct KeyringDesk {
    vault: Vault,
    clock: Clock,
    writer: WriteQueue,
    outbox: Outbox,
    jobs: Arc<RunningJobs>,
}

/// Counts the jobs that have started and not ended.
#[derive(Debug, Default)]
struct RunningJobs {
    count: Mutex<u32>,
    fewer: Condvar,
}

/// A running job. It counts as ended when this is dropped.
struct RunningJob(Arc<RunningJobs>);

impl RunningJobs {
    fn begin(self: &Arc<Self>) -> RunningJob {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        RunningJob(Arc::clone(self))
    }
}

impl Drop for RunningJob {
    fn drop(&mut self) {
        *self.0.count.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.fewer.notify_all();
    }
}

impl KeyringDesk {
    pub(in crate::worker) fn new(
        vault: Vault,
        clock: Clock,
        writer: WriteQueue,
        outbox: Outbox,
    ) -> Self {
        Self { vault, clock, writer, outbox, jobs: Arc::default() }
    }

    /// Never waits.
    pub(in crate::worker) fn ask(&self, job: KeyringJob) {
        match job {
            KeyringJob::Subscribe { feed_url, title, folder_id, grant } => {
                let feed_url = without_credentials(feed_url);
                self.keep(Subject::New { feed_url, title, folder_id }, None, grant);
            }
            KeyringJob::SignIn { feed_id, known, grant } => {
                self.keep(Subject::Known(feed_id), known, grant);
            }
            KeyringJob::SignOut(feed_id, known) => self.remove(feed_id, known),
            KeyringJob::Forget(name) => self.forget(name),
        }
    }

    /// Waits until the writer has the results of all jobs that were begun, but at most this long.
    pub(in crate::worker) fn wait(&self, patience: Duration) {
        let count = self.jobs.count.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.jobs.fewer.wait_timeout_while(count, patience, |count| *count > 0));
    }

    /// Saves credentials, then has the feed use them.
    fn keep(&self, subject: Subject, known: Option<SignIn>, grant: Grant) {
        let desk = self.clone();
        self.start(move || {
            // Credentials for another origin go under a new name: undo needs the old ones.
            let account = known.filter(|known| known.origin == grant.origin).map_or_else(
                || account_name(&grant.origin, desk.clock.now()),
                |known| known.account,
            );
            match desk.vault.keep(&account, &grant) {
                Ok(sign_in) => _ = desk.writer.send(WriteTask::SignIn(subject, Some(sign_in))),
                Err(error) => desk.fail(&error.user_message()),
            }
        });
    }

    /// Removes the credentials of a feed, then has the feed do without.
    fn remove(&self, id: FeedId, known: SignIn) {
        let desk = self.clone();
        self.start(move || {
            match desk.vault.remove(&known.account) {
                // Without a keyring nobody can read the credentials, so the feed need not keep them
                // until it returns.
                Ok(()) | Err(KeyringError::Missing { .. }) => {}
                Err(error) => return desk.fail(&error.user_message()),
            }
            desk.writer.send(WriteTask::SignIn(Subject::Known(id), None));
        });
    }

    /// Removes the secret of an account that was removed.
    fn forget(&self, name: String) {
        let desk = self.clone();
        self.start(move || match desk.vault.remove(&name) {
            Ok(()) | Err(KeyringError::Missing { .. }) => {}
            Err(error) => desk.fail(&error.user_message()),
        });
    }

    fn start(&self, work: impl FnOnce() + Send + 'static) {
        let running = self.jobs.begin();
        let work = move || {
            work();
            drop(running);
        };
        if let Err(error) = thread::Builder::new().name("gleaner-keyring".to_owned()).spawn(work) {
            self.fail(&t!(error_keyring_ask, reason = io_words(&error)));
        }
    }

    fn fail(&self, message: &str) {
        self.outbox.send(Event::Failed(message.to_owned()));
    }
}
