//! The program without its window: it refreshes and notifies until a window is opened.
//!
//! Nothing of a window is loaded, so that it needs little. A start of the window takes over: this
//! program lets go of the profile and ends.

use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::{AccountAction, Action, AppState, Effect, FolderAction, RefreshTimer};
use crate::config::{Paths, Session, Settings, load_toml, program};
use crate::model::Clock;
use crate::net::{Client, Vault};
use crate::worker::{
    DesktopJob, Event, Job, Read, WorkerConfig, Workers, claim_hidden, on_termination,
};

use super::notification::notify;
use super::reader::speak;
use super::window::WindowError;

/// The longest sleep: the clock may be set, and the machine may sleep.
const SLEEP_MAX: Duration = Duration::from_mins(5);
/// The shortest, so that a timer that is due does not spin.
const SLEEP_MIN: Duration = Duration::from_millis(200);

/// Works without a window until one is opened or the system ends the program.
pub fn run_hidden(paths: &Paths) -> Result<(), WindowError> {
    let Some(instance) = claim_hidden(paths) else { return Ok(()) };
    let clock = Clock::system();
    let (settings, _) = load_toml::<Settings>(&paths.settings());
    speak(&settings.language);
    let (session, _) = load_toml::<Session>(&paths.session());
    let vault = Vault::default();
    // Either the next event of a worker or the word to end.
    let (sender, wakes) = mpsc::channel();
    let wake = sender.clone();
    let mut workers = Workers::spawn(WorkerConfig {
        paths: paths.clone(),
        client: Arc::new(Client::with(settings.network(), vault.clone()).with_clock(clock.clone())),
        vault,
        clock: clock.clone(),
        // After the end nobody listens.
        wake: Arc::new(move || wake.send(Wake::Event).unwrap_or_default()),
    })?;
    workers.meet_desktop(paths);
    let ended = sender.clone();
    let given_way = instance.give_way(move || ended.send(Wake::End).unwrap_or_default());
    if let Err(error) =
        given_way.and_then(|()| on_termination(move || sender.send(Wake::End).unwrap_or_default()))
    {
        log::warn!("the program can't be asked to end: {error}");
    }
    let state = AppState::new(settings, session, clock.zone().clone());
    Hidden { state, workers, paths: paths.clone(), timer: RefreshTimer::new(clock.now()) }
        .live(&clock, &wakes);
    Ok(())
}

enum Wake {
    Event,
    End,
}

struct Hidden {
    state: AppState,
    workers: Workers,
    paths: Paths,
    timer: RefreshTimer,
}

impl Hidden {
    fn live(&mut self, clock: &Clock, wakes: &mpsc::Receiver<Wake>) {
        let effects = self.state.start_hidden();
        self.run(effects);
        loop {
            let patience = self.due(clock.now());
            match wakes.recv_timeout(patience) {
                Ok(Wake::End) | Err(mpsc::RecvTimeoutError::Disconnected) => return,
                Ok(Wake::Event) | Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
            for event in self.workers.drain() {
                let now = clock.now();
                let is_loaded = matches!(event, Event::Library(_));
                let effects = self.state.receive(event, now);
                self.run(effects);
                if is_loaded {
                    let badge = DesktopJob::Badge(self.state.unread_count());
                    self.workers.submit(Job::Desktop(badge));
                }
            }
        }
    }

    /// Does what is due, and returns the time until the next.
    fn due(&mut self, now: Timestamp) -> Duration {
        let mut next = SLEEP_MAX;
        let mut wait = |at: Timestamp| {
            let left = at.duration_since(now);
            next = next.min(Duration::try_from(left).unwrap_or_default());
            !left.is_positive()
        };
        let mut actions = Vec::new();
        if let Some(minutes) = self.state.timer_minutes() {
            let left = self.timer.left(minutes, self.state.rest(), now);
            let is_due = wait(now.checked_add(left).unwrap_or(now));
            if is_due && self.state.progress.is_none() {
                self.timer.fire(now);
                actions.push(Action::RefreshDue);
            }
        }
        if self.state.sends_at(now).is_some_and(&mut wait) {
            actions.push(Action::Account(AccountAction::SendWaiting));
        }
        if self.state.looks_at_folder(now).is_some_and(&mut wait) {
            actions.push(Action::Folder(FolderAction::Look));
        }
        for action in actions {
            let effects = self.state.apply(action, now);
            self.run(effects);
        }
        next.max(SLEEP_MIN)
    }

    fn run(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Job(job) if is_wanted(&job) => self.workers.submit(job),
                Effect::Notify { title, body, .. } => {
                    let paths = self.paths.clone();
                    notify(&title, &body, move || open_window(&paths));
                }
                // They are about the window.
                Effect::Job(_)
                | Effect::OpenUrl { .. }
                | Effect::Copy(_)
                | Effect::Raise
                | Effect::AskMarkdownFolder(_)
                | Effect::ShowPicture { .. }
                | Effect::Pane(_)
                | Effect::FocusSearch
                | Effect::RevealSelection
                | Effect::ScrollListToTop
                | Effect::Quit => {}
            }
        }
    }
}

/// Nobody sees lists, articles and pictures, or listens.
fn is_wanted(job: &Job) -> bool {
    match job {
        Job::Read(read) => matches!(read, Read::Library),
        Job::Article(_)
        | Job::Picture(_)
        | Job::ListPainted(_)
        | Job::Aloud(_)
        | Job::Player(_) => false,
        Job::Act(_)
        | Job::Fetch(_)
        | Job::Keyring(_)
        | Job::Account(_)
        | Job::Keeper(_)
        | Job::Desktop(_)
        | Job::Folder(_) => true,
    }
}

/// Starts the program with its window, which takes over.
fn open_window(paths: &Paths) {
    start(paths, &[]);
}

/// Starts the program without its window, which waits until this one has ended.
pub(super) fn leave_hidden(paths: &Paths) {
    start(paths, &["--hidden"]);
}

fn start(paths: &Paths, arguments: &[&str]) {
    let started = program().and_then(|program| {
        let mut command = Command::new(program);
        command.args(arguments).args(paths.arguments()).spawn()
    });
    if let Err(error) = started {
        log::warn!("the program did not start again: {error}");
    }
}
