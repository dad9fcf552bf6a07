//! `gleaner export`: writes the subscription list as OPML.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::CliError;
use super::library::{open, store_error};
use crate::config::Paths;
use crate::worker::subscriptions;

/// Arguments of `gleaner export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to; - or nothing for standard output
    #[arg(value_name = "FILE|-", default_value = "-", hide_default_value = true)]
    file: PathBuf,
}

/// Writes the list.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(paths)?;
    let failed = |message| CliError::new("write", message);
    if args.file == Path::new("-") {
        write!(out, "{}", subscriptions::text(store.reader()).map_err(store_error)?)?;
    } else {
        subscriptions::write(&store, &args.file).map_err(failed)?;
    }
    Ok(())
}
