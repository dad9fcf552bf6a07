//! The program: arguments, logging, then the command line or the window.

// `gleaner.com` is for consoles.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser;
use gleaner::cli::{self, Cli};
use gleaner::config::Paths;
use gleaner::ui;

// glibc keeps what a refresh needed: 150 MB after one of 500 feeds, where this keeps 45 (see
// `.cargo/config.toml` for its settings).
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

pub(crate) fn main() -> ExitCode {
    env_logger::init();
    let cli = Cli::parse();
    if let Some(command) = &cli.command {
        return cli::main(&cli, command);
    }
    match open_window(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            // If the error cannot even be printed, nobody can be told.
            let _ = writeln!(io::stderr(), "gleaner: {err}");
            ExitCode::FAILURE
        }
    }
}

fn open_window(cli: &Cli) -> Result<(), Box<dyn Error>> {
    let paths = Paths::resolve(cli.profile.clone())?;
    if cli.hidden {
        return Ok(ui::run_hidden(&paths)?);
    }
    let options = ui::WindowOptions {
        target: cli.target.clone(),
        quits_when_ready: cli.quit_when_ready,
        prints_timings: cli.timings,
    };
    Ok(ui::run(&paths, options)?)
}
