//! The same program without a window: one file a subcommand, each printing text or, with `--json`, a stable JSON form.
//!
//! Exit codes: 0 done, 1 failed (the reason on stderr), 2 wrong usage (clap's own).

mod error;
pub mod inspect;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CliError;

/// The arguments of the program.
#[derive(Debug, Parser)]
#[command(name = "gleaner", version, about)]
pub struct Cli {
    /// Directory with the library and the settings, instead of the usual one
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// What to do; the window opens when absent
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program does without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what is in a feed, page or subscription list without subscribing
    Inspect(inspect::Args),
}

impl Command {
    fn wants_json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.json,
        }
    }

    fn run(&self, out: &mut dyn Write) -> Result<(), CliError> {
        match self {
            Self::Inspect(args) => inspect::run(args, out),
        }
    }
}

/// Does what the arguments ask and says how it went.
#[must_use]
pub fn main(cli: &Cli) -> ExitCode {
    let Some(command) = &cli.command else {
        return report(&CliError::new("unsupported", "The window is not built yet"), Form::Text);
    };
    let form = if command.wants_json() { Form::Json } else { Form::Text };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match command.run(&mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough.
        Err(CliError::Output(source)) if source.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
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
