//! `gleaner backup` and `gleaner restore`: one file with the whole library, written while it is in
//! use, and back while it is not.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::CliError;
use super::library::{open, store_error};
use crate::config::Paths;
use crate::library::subscriptions;
use crate::store;

/// Arguments of `gleaner backup`.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// Where to; the file must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Arguments of `gleaner restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// A file that `gleaner backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Writes the copy.
pub fn back_up(args: &BackupArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    if args.file.exists() {
        return Err(CliError::new(
            "exists",
            format!("{} exists already - choose another name", args.file.display()),
        ));
    }
    let store = open(paths)?;
    store.back_up(&args.file).map_err(store_error)?;
    let bytes = std::fs::metadata(&args.file).map_or(0, |data| data.len());
    writeln!(out, "Saved {} ({} MB)", args.file.display(), bytes.div_ceil(1_000_000))?;
    Ok(())
}

/// Puts a copy in the library's place, once it was found to be whole and after the library itself
/// was copied aside.
pub fn restore(args: &RestoreArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    if !args.file.is_file() {
        return Err(CliError::new(
            "missing",
            format!("There is no file {} - check the name", args.file.display()),
        ));
    }
    // One that is damaged is repaired first, so that what is copied aside is whole.
    drop(open(paths)?);
    let aside = aside(&paths.library());
    let store = store::restore(&paths.library(), &args.file, &aside).map_err(store_error)?;
    subscriptions::write(&store, &paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    let feeds = store.reader().feeds().map_err(store_error)?.len();
    writeln!(
        out,
        "Restored {feeds} feeds from {}. What was there before is in {}",
        args.file.display(),
        aside.display()
    )?;
    Ok(())
}

/// A name beside the library that tells when it was, and that no file has.
fn aside(library: &Path) -> PathBuf {
    let stamp =
        Timestamp::now().to_zoned(TimeZone::system()).strftime("%Y-%m-%d-%H%M%S").to_string();
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
