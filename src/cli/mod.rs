//! The same program without a window: one file a subcommand, each printing text or, with `--json`,
//! a stable JSON form.
//!
//! Exit codes: 0 done, 1 failed (the reason on stderr), 2 wrong usage (clap's own).

pub mod activity;
pub mod add;
pub mod backup;
pub mod check;
pub mod credentials;
mod error;
pub mod export;
mod fetching;
pub mod history;
pub mod import;
pub mod inspect;
mod library;
pub mod list;
pub mod mark;
pub mod refresh;
mod refresh_report;
pub mod remove;
mod secret;
pub mod show;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CliError;

use crate::config::Paths;
use crate::store::suspect;

/// The arguments of the program.
#[derive(Debug, Parser)]
#[command(name = "gleaner", version, about, subcommand_precedence_over_arg = true)]
pub struct Cli {
    /// Directory with the library and the settings, instead of the usual one
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// What to do; the window opens when absent
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A file or an address to look at in the window before subscribing
    #[arg(value_name = "FILE|URL")]
    pub target: Option<String>,
    /// End as soon as the list is on screen
    #[arg(long, hide = true)]
    pub quit_when_ready: bool,
    /// Print how long the start took, as one line of JSON
    #[arg(long, hide = true)]
    pub timings: bool,
}

/// What the program does without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what is in a feed, page or subscription list without subscribing
    Inspect(inspect::Args),
    /// Subscribe to the feed behind an address
    Add(add::Args),
    /// Unsubscribe from feeds; `undo` brings them back with their entries
    Remove(remove::Args),
    /// Fetch what is new in the subscribed feeds
    Refresh(refresh::Args),
    /// List the requests of the last day, newest first, with what came of each
    Activity(activity::Args),
    /// List entries, newest first, or feeds
    List(list::Args),
    /// Show an entry as text
    Show(show::Args),
    /// Mark entries as read or unread, or star them
    Mark(mark::Args),
    /// Subscribe to the feeds of a subscription list
    Import(import::Args),
    /// Say how a feed is signed in to: the secret comes from standard input and goes to the
    /// system's keyring
    Credentials(credentials::Args),
    /// Write the subscription list, or entries as Markdown, HTML or JSON
    Export(export::Args),
    /// List what was done to the library, newest first
    History(history::HistoryArgs),
    /// Take the latest step back, or any that `history` shows
    Undo(history::UndoArgs),
    /// Write one file with the whole library, even while it is in use
    Backup(backup::BackupArgs),
    /// Bring the library back from such a file, while no other Gleaner is open
    Restore(backup::RestoreArgs),
    /// Look for damage in the library, and repair it
    Check(check::Args),
}

impl Command {
    fn wants_json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.json,
            Self::Add(args) => args.json,
            Self::Remove(args) => args.json,
            Self::Refresh(args) => args.json,
            Self::Activity(args) => args.json,
            Self::List(args) => args.json,
            Self::Show(args) => args.json,
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

    fn run(&self, profile: Option<&Path>, out: &mut dyn Write) -> Result<(), CliError> {
        let paths = || {
            Paths::resolve(profile.map(Path::to_owned))
                .map_err(|err| CliError::new("profile", err.to_string()))
        };
        let done = self.run_on(&paths, out);
        if done.as_ref().is_err_and(|err| err.kind() == library::DAMAGED) {
            // The next start looks into it.
            suspect(&paths()?.library());
        }
        done
    }

    fn run_on(
        &self,
        paths: &dyn Fn() -> Result<Paths, CliError>,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        match self {
            Self::Inspect(args) => inspect::run(args, paths().ok().as_ref(), out),
            Self::Add(args) => add::run(args, &paths()?, out),
            Self::Remove(args) => remove::run(args, &paths()?, out),
            Self::Refresh(args) => refresh::run(args, &paths()?, out),
            Self::Activity(args) => activity::run(args, &paths()?, out),
            Self::List(args) => list::run(args, &paths()?, out),
            Self::Show(args) => show::run(args, &paths()?, out),
            Self::Mark(args) => mark::run(args, &paths()?, out),
            Self::Import(args) => import::run(args, &paths()?, out),
            Self::Credentials(args) => credentials::run(args, &paths()?, out),
            Self::Export(args) => export::run(args, &paths()?, out),
            Self::History(args) => history::list(args, &paths()?, out),
            Self::Undo(args) => history::undo(args, &paths()?, out),
            Self::Backup(args) => backup::back_up(args, &paths()?, out),
            Self::Restore(args) => backup::restore(args, &paths()?, out),
            Self::Check(args) => check::run(args, &paths()?, out),
        }
    }
}

/// Does what the arguments ask and says how it went.
#[must_use]
pub fn main(cli: &Cli) -> ExitCode {
    let Some(command) = &cli.command else {
        return report(&CliError::new("unsupported", "The window is not built yet"), Form::Text);
    };
    if let Some(target) = &cli.target {
        // clap can tell them apart only by refusing --profile before a subcommand, which people
        // type.
        let message = format!("Couldn't both open {target} and run a subcommand - leave one out");
        report(&CliError::new("usage", message), Form::Text);
        return ExitCode::from(2);
    }
    let form = if command.wants_json() { Form::Json } else { Form::Text };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match command.run(cli.profile.as_deref(), &mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough.
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
    // Nobody is left to hear that even the report could not be written.
    let _ = writeln!(io::stderr(), "gleaner: {error}");
    match form {
        Form::Json => _ = writeln!(io::stdout(), "{}", error.to_json()),
        Form::Text => {}
    }
    ExitCode::FAILURE
}
