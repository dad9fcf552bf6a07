//! The program without a window: one file per subcommand. Each prints text or, with `--json`, a
//! stable JSON form.
//!
//! Exit codes: 0 success, 1 failure (the reason is on stderr), 2 wrong usage (set by clap).

pub mod account;
mod account_sync;
pub mod activity;
pub mod add;
mod add_to_account;
pub mod backup;
pub mod check;
pub mod credentials;
pub mod download;
mod error;
pub mod export;
mod fetching;
pub mod history;
pub mod import;
pub mod inspect;
mod library;
pub mod list;
pub mod mark;
pub mod pause;
mod profile;
pub mod queue;
pub mod refresh;
mod refresh_report;
pub mod remove;
mod river;
pub mod save;
mod secret;
pub mod send;
pub mod service;
pub mod show;
mod show_changes;
pub mod snooze;
pub mod speak;
pub mod stats;
pub mod story;
pub mod sync_folder;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CliError;
pub use profile::Profile;

use crate::config::Paths;
use crate::model::Clock;
use crate::store::suspect;

/// The arguments of the program.
#[derive(Debug, Parser)]
#[command(name = "gleaner", version, about, subcommand_precedence_over_arg = true)]
pub struct Cli {
    /// Use the library and the settings in this directory
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// What to do; without a subcommand the window opens
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A feed to preview in the window: a file or an address
    #[arg(value_name = "FILE|URL")]
    pub target: Option<String>,
    /// Refresh feeds without a window, until one is opened
    #[arg(long, conflicts_with = "target")]
    pub hidden: bool,
    /// Quit as soon as the list is on screen
    #[arg(long, hide = true)]
    pub quit_when_ready: bool,
    /// Print how long the start took, as one line of JSON
    #[arg(long, hide = true)]
    pub timings: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the content of a feed, web page or subscription list without subscribing
    Inspect(inspect::Args),
    /// Subscribe to the feed at an address
    Add(add::Args),
    /// Unsubscribe from feeds; `undo` restores them with their entries
    Remove(remove::Args),
    /// Fetch new entries from the subscribed feeds, and sync the accounts
    Refresh(refresh::Args),
    /// Read the feeds of an account on a server that other readers use too
    Account(account::Args),
    /// Sync with other computers through a folder that Syncthing, Dropbox or a stick carries
    SyncFolder(sync_folder::Args),
    /// List the requests of the last day and their results, newest first
    Activity(activity::Args),
    /// List entries, newest first, or feeds
    List(list::Args),
    /// Show how many entries you opened, by day, hour and feed
    Stats(stats::Args),
    /// Show an entry as text
    Show(show::Args),
    /// Read an entry aloud
    Speak(speak::Args),
    /// Show the entries of other feeds that are the same text or story, and why
    Story(story::Args),
    /// Mark entries as read or unread, star them, or keep them for later
    Mark(mark::Args),
    /// Keep the page at an address, with its text and its pictures
    Save(save::Args),
    /// Send an entry to a service that keeps pages; see `service`
    Send(send::Args),
    /// Add, list, test or remove the services that entries can be sent to
    Service(service::Args),
    /// List the queue of episodes, or change it
    Queue(queue::Args),
    /// Keep episodes on this computer, or list those that are
    Download(download::Args),
    /// Put entries out of sight until a time, or list those that are
    Snooze(snooze::Args),
    /// Do not refresh a feed until a time
    Pause(pause::Args),
    /// Subscribe to the feeds of a subscription list, or take over the database of another reader
    Import(import::Args),
    /// Show or change how a feed is signed in to; secrets are read from standard input and stored
    /// in the system's keyring
    Credentials(credentials::Args),
    /// Write the subscription list, or entries as Markdown, HTML or JSON
    Export(export::Args),
    /// List the changes to the library, newest first
    History(history::HistoryArgs),
    /// Undo the latest change, or any other that `history` lists
    Undo(history::UndoArgs),
    /// Copy the whole library to one file, even while it is in use
    Backup(backup::BackupArgs),
    /// Replace the library with a backup; no other Gleaner may be open
    Restore(backup::RestoreArgs),
    /// Check the library for damage, and repair it
    Check(check::Args),
}

impl Command {
    fn wants_json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.json,
            Self::Add(args) => args.json,
            Self::Remove(args) => args.json,
            Self::Refresh(args) => args.json,
            Self::Account(args) => args.wants_json(),
            Self::SyncFolder(args) => args.wants_json(),
            Self::Activity(args) => args.json,
            Self::List(args) => args.json,
            Self::Stats(args) => args.json,
            Self::Show(args) => args.json,
            Self::Speak(args) => args.json,
            Self::Save(args) => args.json,
            Self::Send(args) => args.json,
            Self::Service(args) => args.wants_json(),
            Self::Queue(args) => args.json,
            Self::Download(args) => args.json,
            Self::Snooze(args) => args.json,
            Self::Pause(args) => args.json,
            Self::Story(args) => args.json,
            Self::History(args) => args.json,
            Self::Undo(_)
            | Self::Mark(_)
            | Self::Import(_)
            | Self::Credentials(_)
            | Self::Export(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Check(_) => false,
        }
    }

    fn run(&self, dir: Option<&Path>, clock: &Clock, out: &mut dyn Write) -> Result<(), CliError> {
        let profile = || {
            Paths::resolve(dir.map(Path::to_owned))
                .map(|paths| Profile::new(paths, clock.clone()))
                .map_err(|err| CliError::new("profile", err.to_string()))
        };
        let result = self.run_on(&profile, clock, out);
        if result.as_ref().is_err_and(|err| err.kind() == library::DAMAGED) {
            // The next start checks the library and repairs it.
            suspect(&profile()?.paths.library());
        }
        result
    }

    fn run_on(
        &self,
        profile: &dyn Fn() -> Result<Profile, CliError>,
        clock: &Clock,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        match self {
            Self::Inspect(args) => inspect::run(args, profile().ok().as_ref(), clock, out),
            Self::Add(args) => add::run(args, &profile()?, out),
            Self::Remove(args) => remove::run(args, &profile()?, out),
            Self::Refresh(args) => refresh::run(args, &profile()?, out),
            Self::Account(args) => account::run(args, &profile()?, out),
            Self::SyncFolder(args) => sync_folder::run(args, &profile()?, out),
            Self::Activity(args) => activity::run(args, &profile()?, out),
            Self::List(args) => list::run(args, &profile()?, out),
            Self::Stats(args) => stats::run(args, &profile()?, out),
            Self::Show(args) => show::run(args, &profile()?, out),
            Self::Speak(args) => speak::run(args, &profile()?, out),
            Self::Story(args) => story::run(args, &profile()?, out),
            Self::Mark(args) => mark::run(args, &profile()?, out),
            Self::Save(args) => save::run(args, &profile()?, out),
            Self::Send(args) => send::run(args, &profile()?, out),
            Self::Service(args) => service::run(args, &profile()?, out),
            Self::Queue(args) => queue::run(args, &profile()?, out),
            Self::Download(args) => download::run(args, &profile()?, out),
            Self::Snooze(args) => snooze::run(args, &profile()?, out),
            Self::Pause(args) => pause::run(args, &profile()?, out),
            Self::Import(args) => import::run(args, &profile()?, out),
            Self::Credentials(args) => credentials::run(args, &profile()?, out),
            Self::Export(args) => export::run(args, &profile()?, out),
            Self::History(args) => history::list(args, &profile()?, out),
            Self::Undo(args) => history::undo(args, &profile()?, out),
            Self::Backup(args) => backup::back_up(args, &profile()?, out),
            Self::Restore(args) => backup::restore(args, &profile()?, out),
            Self::Check(args) => check::run(args, &profile()?, out),
        }
    }
}

/// Runs a subcommand and reports failures.
#[must_use]
pub fn main(cli: &Cli, command: &Command) -> ExitCode {
    if let Some(target) = &cli.target {
        // clap could reject this itself, but it would then reject --profile before a subcommand
        // too.
        let message =
            format!("Couldn't open {target} and run a subcommand at once - leave one out");
        report(&CliError::new("usage", message), Form::Text);
        return ExitCode::from(2);
    }
    let form = if command.wants_json() { Form::Json } else { Form::Text };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match command
        .run(cli.profile.as_deref(), &Clock::system(), &mut out)
        .and_then(|()| Ok(out.flush()?))
    {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the pipe, such as `head`, has seen enough.
        Err(CliError::Output(source)) if source.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            drop(out);
            report(&error, form)
        }
    }
}

#[derive(Clone, Copy)]
enum Form {
    Text,
    Json,
}

fn report(error: &CliError, form: Form) -> ExitCode {
    // If stderr is closed there is nowhere left to report that.
    let _ = writeln!(io::stderr(), "gleaner: {error}");
    match form {
        Form::Json => _ = writeln!(io::stdout(), "{}", error.to_json()),
        Form::Text => {}
    }
    ExitCode::FAILURE
}
