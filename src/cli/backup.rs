//! `gleaner backup` and `gleaner restore`: copies the whole library to one file, even while it is
//! in use, and replaces the library with such a copy while it is not.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::CliError;
use super::library::{open, store_error};
use super::profile::Profile;
use crate::library::subscriptions;
use crate::model::Clock;
use crate::store;

/// Arguments of `gleaner backup`.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Arguments of `gleaner restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// A file written by `gleaner backup`
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Writes a backup.
pub fn back_up(args: &BackupArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    if args.file.exists() {
        return Err(CliError::new(
            "exists",
            format!("{} exists already - choose another name", args.file.display()),
        ));
    }
    let store = open(profile)?;
    store.back_up(&args.file).map_err(store_error)?;
    let bytes = std::fs::metadata(&args.file).map_or(0, |data| data.len());
    writeln!(out, "Saved {} ({} MB)", args.file.display(), bytes.div_ceil(1_000_000))?;
    Ok(())
}

/// Replaces the library with a backup. The backup is checked first, and the present library is
/// copied to a file beside it.
pub fn restore(args: &RestoreArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    if !args.file.is_file() {
        return Err(CliError::new(
            "missing",
            format!("There is no file {} - check the name", args.file.display()),
        ));
    }
    // Opening repairs a damaged library, so that the copy of it is sound.
    drop(open(profile)?);
    let aside = aside(&profile.paths.library(), &profile.clock);
    let store =
        store::restore(&profile.paths.library(), &args.file, &aside).map_err(store_error)?;
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    let feeds = store.reader().feeds().map_err(store_error)?.len();
    writeln!(
        out,
        "Restored {feeds} feeds from {}. The previous library is in {}",
        args.file.display(),
        aside.display()
    )?;
    Ok(())
}

/// An unused file name beside the library, with the time in it.
fn aside(library: &Path, clock: &Clock) -> PathBuf {
    let stamp = clock.zoned().strftime("%Y-%m-%d-%H%M%S").to_string();
    let named = |number: u32| {
        let suffix = if number > 1 { format!("-{number}") } else { String::new() };
        library.with_file_name(format!("library-before-{stamp}{suffix}.db"))
    };
    let mut number = 1;
    while named(number).exists() {
        number += 1;
    }
    named(number)
}
