//! `gleaner check`: looks for damage in the library, and repairs it when asked to.

use std::io::Write;

use jiff::Timestamp;

use super::CliError;
use super::library::{DAMAGED, printable, store_error};
use crate::config::Paths;
use crate::library::repair;
use crate::store::{Depth, clear_suspicion, examine};

/// Findings that are printed; damage at one place makes many.
const SHOWN: usize = 20;

/// Arguments of `gleaner check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave out comparing each index with its table, which takes longest
    #[arg(long)]
    quick: bool,
    /// Set a damaged library aside and save what can be read of it
    #[arg(long)]
    repair: bool,
}

/// Looks, and says what was found.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let library = paths.library();
    if !library.exists() {
        return Err(CliError::new(
            "missing",
            format!("There is no library at {}", library.display()),
        ));
    }
    let depth = if args.quick { Depth::Quick } else { Depth::Whole };
    let found = examine(&library, depth).map_err(store_error)?;
    if found.is_empty() {
        clear_suspicion(&library);
        writeln!(out, "{} is sound", library.display())?;
        return Ok(());
    }
    for line in found.iter().flat_map(|text| text.lines()).take(SHOWN) {
        writeln!(out, "{}", printable(line))?;
    }
    if !args.repair {
        let message = format!(
            "{} is damaged - gleaner check --repair sets it aside and saves what can be read",
            library.display()
        );
        return Err(CliError::new(DAMAGED, message));
    }
    writeln!(out, "{}", repair(paths, Timestamp::now()).map_err(store_error)?)?;
    Ok(())
}
