//! Secrets of feeds into the keyring and out of it, each on a thread of its own: the keyring may
//! ask its owner to unlock it, which takes as long as people take. What is in the library changes
//! after that, so it never names a secret that is not there.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use url::Url;

use super::Clock;
use super::message::{Event, Scope};
use super::outbox::Outbox;
use super::writer::{Writer, WriterTask};
use crate::model::{FeedId, FolderId, SignIn};
use crate::net::{Grant, KeyringError, Vault, account_name};
use crate::store::NewFeed;

/// A feed that is to be signed in to.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    /// One in the library.
    Known(FeedId),
    /// One to subscribe to.
    New { feed_url: Url, title: Option<String>, folder_id: Option<FolderId> },
}

/// What keeps secrets.
#[derive(Clone)]
pub(super) struct KeyringDesk {
    vault: Vault,
    clock: Clock,
    writer: Sender<WriterTask>,
    outbox: Outbox,
    jobs: Arc<Jobs>,
}

/// Counts what is on its way into the keyring or out of it.
#[derive(Debug, Default)]
struct Jobs {
    running: Mutex<u32>,
    fewer: Condvar,
}

/// One of them; it ends when this is dropped.
struct Running(Arc<Jobs>);

impl Jobs {
    fn begin(self: &Arc<Self>) -> Running {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Running(Arc::clone(self))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        *self.0.running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.fewer.notify_all();
    }
}

impl KeyringDesk {
    pub(super) fn new(
        vault: Vault,
        clock: Clock,
        writer: Sender<WriterTask>,
        outbox: Outbox,
    ) -> Self {
        Self { vault, clock, writer, outbox, jobs: Arc::default() }
    }

    /// Waits until the writer has heard of all that was begun, but not longer than this.
    pub(super) fn wait(&self, patience: Duration) {
        let running = self.jobs.running.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.jobs.fewer.wait_timeout_while(running, patience, |running| *running > 0));
    }

    /// Keeps a secret, then has the feed signed in to with it. `known` is what it is signed in to
    /// with now.
    pub(super) fn keep(&self, subject: Subject, known: Option<SignIn>, grant: Grant) {
        let desk = self.clone();
        self.start(move || {
            // A secret for another origin gets a name of its own: the old one may be wanted back.
            let same =
                known.filter(|known| known.origin == grant.origin).map(|known| known.account);
            let account = same.unwrap_or_else(|| account_name(&grant.origin, (desk.clock)()));
            match desk.vault.keep(&account, &grant) {
                Ok(sign_in) => _ = desk.writer.send(WriterTask::SignedIn(subject, Some(sign_in))),
                Err(error) => desk.fail(&error.user_message()),
            }
        });
    }

    /// Forgets the secret of a feed, then has it signed in to no more.
    pub(super) fn remove(&self, id: FeedId, known: SignIn) {
        let desk = self.clone();
        self.start(move || {
            match desk.vault.remove(&known.account) {
                // Without a keyring nobody can read what was in it, and the feed need not wait for
                // its return.
                Ok(()) | Err(KeyringError::Missing { .. }) => {}
                Err(error) => return desk.fail(&error.user_message()),
            }
            let _ = desk.writer.send(WriterTask::SignedIn(Subject::Known(id), None));
        });
    }

    fn start(&self, work: impl FnOnce() + Send + 'static) {
        let running = self.jobs.begin();
        let work = move || {
            work();
            drop(running);
        };
        if let Err(error) = thread::Builder::new().name("gleaner-keyring".to_owned()).spawn(work) {
            self.fail(&format!("Couldn't ask the keyring - {error}"));
        }
    }

    fn fail(&self, message: &str) {
        self.outbox.send(Event::Failed(message.to_owned()));
    }
}

impl Writer {
    /// A secret is in the keyring now, or there no more.
    pub(super) fn signed_in(&mut self, subject: Subject, sign_in: Option<SignIn>) {
        match subject {
            Subject::Known(id) => {
                let done = self.store.set_sign_in(id, sign_in.as_ref(), (self.clock)());
                self.report_change(done.map(|arranged| arranged.step));
                if sign_in.is_some() {
                    self.network.refresh(Scope::Feed(id), &self.writes);
                }
            }
            Subject::New { feed_url, title, folder_id } => {
                self.subscribe(&NewFeed { title, folder_id, sign_in, ..NewFeed::at(feed_url) });
            }
        }
    }
}
