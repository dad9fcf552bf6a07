//! The desktop around the window: the conditions of the machine, the badge with the number of
//! unread entries, and the start at login. One thread does all of it, which waits for other
//! programs.

#[cfg(all(feature = "desktop", target_os = "linux"))]
mod bus;
#[cfg(not(all(feature = "desktop", target_os = "linux")))]
#[path = "no_bus.rs"]
mod bus;
mod login;

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::message::{DesktopJob, Event};
use super::outbox::Outbox;
use crate::config::Paths;
use crate::i18n::{io_words, t};
use crate::model::Conditions;

/// How long the badge waits for another number, so that a refresh does not send hundreds.
const BADGE_DELAY: Duration = Duration::from_millis(500);

/// The way to the thread.
pub(super) struct DesktopQueue {
    /// `None` in tests, which must not depend on the machine.
    jobs: Option<Sender<DesktopJob>>,
    outbox: Outbox,
}

impl DesktopQueue {
    /// Knows of no desktop.
    pub(super) fn absent(outbox: Outbox) -> Self {
        Self { jobs: None, outbox }
    }

    /// Starts the thread.
    pub(super) fn connect(&mut self, paths: &Paths) -> std::io::Result<()> {
        let (jobs, receiver) = mpsc::channel();
        let (paths, outbox) = (paths.clone(), self.outbox.clone());
        let work = move || run(&receiver, &paths, &outbox);
        thread::Builder::new().name("gleaner-desktop".to_owned()).spawn(work)?;
        self.jobs = Some(jobs);
        Ok(())
    }

    /// Never waits.
    pub(super) fn ask(&self, job: DesktopJob) -> bool {
        if let Some(jobs) = &self.jobs {
            return jobs.send(job).is_ok();
        }
        if job == DesktopJob::LookAround {
            self.outbox.send(Event::Conditions(Conditions::default()));
        }
        true
    }
}

fn run(jobs: &Receiver<DesktopJob>, paths: &Paths, outbox: &Outbox) {
    #[allow(clippy::default_constructed_unit_structs, reason = "without a bus it is empty")]
    let mut bus = bus::Bus::default();
    let mut badge = None;
    loop {
        let next = match badge {
            Some(_) => jobs.recv_timeout(BADGE_DELAY),
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(DesktopJob::LookAround) => {
                outbox.send(Event::Conditions(bus.conditions()));
            }
            Ok(DesktopJob::Badge(unread)) => badge = Some(unread),
            Ok(DesktopJob::StartAtLogin(starts)) => {
                if let Err(error) = login::set(starts, paths) {
                    let reason = io_words(&error);
                    outbox.send(Event::Failed(t!(error_start_at_login, reason = reason)));
                }
            }
            Err(RecvTimeoutError::Timeout) => badge.take().into_iter().for_each(|n| bus.badge(n)),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}
