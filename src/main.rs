//! The program: arguments, logging, then the command line or the window.

use std::process::ExitCode;

use clap::Parser;
use gleaner::cli::{self, Cli};

fn main() -> ExitCode {
    env_logger::init();
    cli::main(&Cli::parse())
}
