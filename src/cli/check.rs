//! `gleaner check`: checks the library for damage, and repairs it with `--repair`.

use std::io::Write;

use super::CliError;
use super::library::{DAMAGED, printable, store_error};
use super::profile::Profile;
use crate::library::repair;
use crate::store::{Depth, clear_suspicion, examine};

/// Most findings printed. Damage in one place causes many.
const MAX_FINDINGS: usize = 20;

/// Arguments of `gleaner check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Skip comparing each index with its table, which takes longest
    #[arg(long)]
    quick: bool,
    /// Set a damaged library aside and save everything readable in a new one
    #[arg(long)]
    repair: bool,
}

/// Checks the library and prints the findings.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let library = profile.paths.library();
    if !library.exists() {
        return Err(CliError::new(
            "missing",
            format!("There is no library at {}", library.display()),
        ));
    }
    let depth = if args.quick { Depth::Quick } else { Depth::Whole };
    let findings = examine(&library, depth).map_err(store_error)?;
    if findings.is_empty() {
        clear_suspicion(&library);
        writeln!(out, "{} is sound", library.display())?;
        return Ok(());
    }
    for line in findings.iter().flat_map(|text| text.lines()).take(MAX_FINDINGS) {
        writeln!(out, "{}", printable(line))?;
    }
    if !args.repair {
        let message = format!(
            "{} is damaged - to save everything readable, run gleaner check --repair",
            library.display()
        );
        return Err(CliError::new(DAMAGED, message));
    }
    writeln!(out, "{}", repair(&profile.paths, profile.clock.now()).map_err(store_error)?)?;
    Ok(())
}
