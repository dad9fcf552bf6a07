//! `gleaner sync-folder`: joins a folder that other computers sync through, shows it, looks at it
//! and leaves it. A passphrase is read from standard input and kept in the system's keyring.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::CliError;
use super::library::{local_time, open, printable, store_error};
use super::profile::Profile;
use super::secret::read_secret;
use crate::folder_sync::{DeviceReport, Report};
use crate::library::folder_sync::{FolderDesk, FolderError, FolderPass, problem_words};
use crate::library::subscriptions;
use crate::model::Secret;
use crate::store::{FolderState, JoinPreview};

/// Arguments of `gleaner sync-folder`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    pub act: Act,
}

#[derive(Debug, Subcommand)]
pub enum Act {
    /// Sync through a folder; what is here and what is there is put together, nothing is removed
    Join(JoinArgs),
    /// Stop syncing; the library and the folder stay as they are
    Leave(PlainArgs),
    /// Show the folder, the devices and what waits
    Status(PlainArgs),
    /// Read and write what is new
    Now(PlainArgs),
}

#[derive(Debug, clap::Args)]
pub struct JoinArgs {
    /// The folder that all computers have
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The name of this computer for the others
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Encrypt with a passphrase, read from standard input; all computers need the same
    #[arg(long)]
    pub passphrase: bool,
    /// Only say what joining would do
    #[arg(long)]
    pub preview: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct PlainArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Args {
    pub(super) fn wants_json(&self) -> bool {
        match &self.act {
            Act::Join(args) => args.json,
            Act::Leave(args) | Act::Status(args) | Act::Now(args) => args.json,
        }
    }
}

/// Does what the subcommand says.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut desk =
        FolderDesk::new(profile.paths.library(), profile.vault.clone(), profile.clock.clone());
    match &args.act {
        Act::Join(args) => join(args, profile, &mut desk, out),
        Act::Leave(args) => leave(args, profile, &mut desk, out),
        Act::Status(args) => look(args, profile, &mut desk, false, out),
        Act::Now(args) => look(args, profile, &mut desk, true, out),
    }
}

// By value, so that it fits `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn folder_error(error: FolderError) -> CliError {
    match error {
        FolderError::Store(error) => store_error(error),
        FolderError::Keyring(error) => super::secret::keyring_error(error),
        FolderError::Folder(_)
        | FolderError::Joined
        | FolderError::Passphrase(_)
        | FolderError::Busy => CliError::new("folder", error.user_message()),
    }
}

fn join(
    args: &JoinArgs,
    profile: &Profile,
    desk: &mut FolderDesk,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let passphrase =
        if args.passphrase { Some(Secret::new(read_secret("Passphrase")?)) } else { None };
    let mut store = open(profile)?;
    // The folder may be found from elsewhere later.
    let folder = std::path::absolute(&args.folder).unwrap_or_else(|_| args.folder.clone());
    let preview = desk
        .begin_join(&mut store, &folder, args.name.as_deref(), passphrase.as_ref())
        .map_err(folder_error)?;
    if args.preview {
        desk.leave(&mut store).map_err(folder_error)?;
        if args.json {
            writeln!(out, "{}", preview_json(preview))?;
        } else {
            writeln!(out, "{}", preview_line(preview))?;
        }
        return Ok(());
    }
    let (merged, pass) = desk.finish_join(&mut store).map_err(folder_error)?;
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    if let Some(problem) = &pass.report.problem {
        return Err(CliError::new("folder", problem_words(problem)));
    }
    if args.json {
        let step = merged.step.map(|step| step.id.0);
        writeln!(out, "{}", json!({ "joined": preview_json(preview), "step": step }))?;
    } else {
        writeln!(out, "Joined {}: {}", args.folder.display(), preview_line(preview))?;
    }
    Ok(())
}

fn preview_json(preview: JoinPreview) -> Value {
    json!({
        "feeds_from_there": preview.come,
        "feeds_to_there": preview.go,
        "feeds_in_both": preview.both,
        "others_from_there": preview.other_rows,
    })
}

fn preview_line(preview: JoinPreview) -> String {
    let feeds =
        |count: u32| if count == 1 { "1 feed".to_owned() } else { format!("{count} feeds") };
    format!("{} from there, {} to there, {} in both", feeds(preview.come), preview.go, preview.both)
}

fn leave(
    args: &PlainArgs,
    profile: &Profile,
    desk: &mut FolderDesk,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let state = joined(store.reader().folder_state().map_err(store_error)?)?;
    // What was done last still goes there.
    let pass = desk.look(&mut store).map_err(folder_error)?;
    desk.leave(&mut store).map_err(folder_error)?;
    let is_told = pass.is_some_and(|pass| pass.report.problem.is_none());
    if args.json {
        let folder = state.folder.display().to_string();
        writeln!(out, "{}", json!({ "left": folder, "wrote_last_changes": is_told }))?;
    } else {
        writeln!(out, "Left {}; its files stay", state.folder.display())?;
    }
    Ok(())
}

fn joined(state: Option<FolderState>) -> Result<FolderState, CliError> {
    state.filter(|state| !state.is_first).ok_or_else(|| {
        CliError::new("not_joined", "No folder is joined - see gleaner sync-folder join")
    })
}

fn look(
    args: &PlainArgs,
    profile: &Profile,
    desk: &mut FolderDesk,
    must_work: bool,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let mut store = open(profile)?;
    joined(store.reader().folder_state().map_err(store_error)?)?;
    let pass = desk.look(&mut store).map_err(folder_error)?;
    let Some(FolderPass { report, changes }) = pass else {
        return Err(folder_error(FolderError::Busy));
    };
    if changes.is_arranged {
        subscriptions::write(&store, &profile.paths.subscriptions())
            .map_err(|message| CliError::new("write", message))?;
    }
    let state = joined(store.reader().folder_state().map_err(store_error)?)?;
    if let (true, Some(problem)) = (must_work, &report.problem) {
        return Err(CliError::new("folder", problem_words(problem)));
    }
    if args.json {
        writeln!(out, "{}", status_json(&state, &report))?;
        return Ok(());
    }
    writeln!(out, "{}", state.folder.display())?;
    if let Some(problem) = &report.problem {
        writeln!(out, "{}", printable(&problem_words(problem)))?;
    }
    for device in &report.devices {
        writeln!(out, "{}", device_line(device, profile))?;
    }
    for title in &changes.kept {
        writeln!(
            out,
            "{} was unsubscribed from elsewhere, but stays: it was read meanwhile",
            printable(title)
        )?;
    }
    writeln!(
        out,
        "{} bytes; {} changes came, {} wait",
        report.bytes, report.applied, state.waiting
    )?;
    Ok(())
}

fn device_line(device: &DeviceReport, profile: &Profile) -> String {
    let told = device
        .told
        .and_then(|millis| i64::try_from(millis).ok())
        .and_then(|millis| Timestamp::from_millisecond(millis).ok())
        .map_or_else(
            || "not heard of yet".to_owned(),
            |time| format!("heard of {}", local_time(time, profile.clock.zone())),
        );
    let mut line = format!("  {}  {told}", printable(&device.name));
    if device.is_own {
        line.push_str(", this computer");
    }
    if device.ahead.is_some() {
        line.push_str(", its clock is far ahead: what it did waits");
    }
    if device.is_waiting {
        line.push_str(", some of its files are still on their way");
    }
    line
}

fn status_json(state: &FolderState, report: &Report) -> Value {
    let devices: Vec<Value> = report
        .devices
        .iter()
        .map(|device| {
            json!({
                "id": String::from(device.id),
                "name": device.name,
                "version": device.version,
                "heard_of_ms": device.told,
                "is_this_computer": device.is_own,
                "is_ahead": device.ahead.is_some(),
                "is_waiting": device.is_waiting,
            })
        })
        .collect();
    json!({
        "folder": state.folder.display().to_string(),
        "is_encrypted": state.secret.is_some(),
        "devices": devices,
        "bytes": report.bytes,
        "applied": report.applied,
        "written_files": report.written,
        "waiting": state.waiting,
        "newer_files": report.newer_files,
        "copies": report.copies,
        "problem": report.problem.as_ref().map(|problem| {
            json!({ "kind": problem, "message": problem_words(problem) })
        }),
    })
}
