//! `gleaner history` and `gleaner undo`: what was done to the library, and taking it back.

use std::io::Write;

use jiff::Timestamp;
use serde_json::json;

use super::CliError;
use super::library::{local_time, open, printable, store_error};
use crate::config::Paths;
use crate::model::{StepId, StepRecord, undone_words};
use crate::worker::subscriptions;

/// Arguments of `gleaner history`.
#[derive(Debug, clap::Args)]
pub struct HistoryArgs {
    /// At most so many steps
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: u32,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `gleaner undo`.
#[derive(Debug, clap::Args)]
pub struct UndoArgs {
    /// The number of the step, as `history` shows it; the latest of yours if none is named
    #[arg(value_name = "STEP")]
    step: Option<i64>,
    /// Do a step again that was taken back
    #[arg(long, requires = "step")]
    redo: bool,
}

/// Lists the latest steps, the newest first.
pub fn list(args: &HistoryArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let steps = open(paths)?.reader().steps(args.limit).map_err(store_error)?;
    if args.json {
        let steps: Vec<_> = steps.iter().map(step_json).collect();
        writeln!(out, "{}", json!({ "steps": steps }))?;
        return Ok(());
    }
    for record in &steps {
        let undone = if record.is_undone { " (taken back)" } else { "" };
        writeln!(
            out,
            "{:>7}  {}  {}{undone}",
            record.step.id.0,
            local_time(record.made),
            printable(&record.step.kind.words())
        )?;
    }
    Ok(())
}

fn step_json(record: &StepRecord) -> serde_json::Value {
    json!({
        "id": record.step.id.0,
        "title": record.step.kind.words(),
        "changed": record.step.changed,
        "made": record.made,
        "is_undone": record.is_undone,
    })
}

/// Takes a step back, or does it again.
pub fn undo(args: &UndoArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(paths)?;
    let latest = || store.reader().latest_step().map_err(store_error);
    let step = args.step.map(StepId).map_or_else(latest, |step| Ok(Some(step)))?;
    let Some(step) = step else {
        return Err(CliError::new("no_such_step", "There is nothing to take back".to_owned()));
    };
    let now = Timestamp::now();
    let done = if args.redo { store.redo(step, now) } else { store.undo(step, now) }
        .map_err(store_error)?;
    let Some(kind) = done.kind else {
        let message =
            format!("Step {} can't be taken back or done again - see gleaner history", step.0);
        return Err(CliError::new("no_such_step", message));
    };
    if done.is_arranged {
        subscriptions::write(&store, &paths.subscriptions())
            .map_err(|message| CliError::new("write", message))?;
    }
    writeln!(out, "{}", printable(&undone_words(&kind, args.redo, done.lost_secret)))?;
    Ok(())
}
