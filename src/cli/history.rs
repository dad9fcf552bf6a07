//! `gleaner history` and `gleaner undo`: lists the steps of the undo log, and undoes or redoes one.

use std::io::Write;

use serde_json::json;

use super::CliError;
use super::library::{local_time, open, printable, store_error};
use super::profile::Profile;
use crate::library::subscriptions;
use crate::model::{StepId, StepRecord, undone_words};

/// Arguments of `gleaner history`.
#[derive(Debug, clap::Args)]
pub struct HistoryArgs {
    /// Print at most N steps
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: u32,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `gleaner undo`.
#[derive(Debug, clap::Args)]
pub struct UndoArgs {
    /// The number of the step, as listed by `history`; your latest if left out
    #[arg(value_name = "STEP")]
    step: Option<i64>,
    /// Redo a step that was undone
    #[arg(long, requires = "step")]
    redo: bool,
}

/// Prints the latest steps, the newest first.
pub fn list(args: &HistoryArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let steps = open(profile)?.reader().steps(args.limit).map_err(store_error)?;
    if args.json {
        let steps: Vec<_> = steps.iter().map(step_json).collect();
        writeln!(out, "{}", json!({ "steps": steps }))?;
        return Ok(());
    }
    for record in &steps {
        let undone = if record.is_undone { " (undone)" } else { "" };
        writeln!(
            out,
            "{:>7}  {}  {}{undone}",
            record.step.id.0,
            local_time(record.made, profile.clock.zone()),
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

/// Undoes a step, or redoes it.
pub fn undo(args: &UndoArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let latest = || store.reader().latest_step().map_err(store_error);
    let step = args.step.map(StepId).map_or_else(latest, |step| Ok(Some(step)))?;
    let Some(step) = step else {
        return Err(CliError::new("no_such_step", "There is nothing to undo"));
    };
    let now = profile.clock.now();
    let done = if args.redo { store.redo(step, now) } else { store.undo(step, now) }
        .map_err(store_error)?;
    let Some(kind) = done.kind else {
        let message = format!("Step {} can't be undone or redone - see gleaner history", step.0);
        return Err(CliError::new("no_such_step", message));
    };
    if done.is_arranged {
        subscriptions::write(&store, &profile.paths.subscriptions())
            .map_err(|message| CliError::new("write", message))?;
    }
    writeln!(out, "{}", printable(&undone_words(&kind, args.redo, done.lost_secret)))?;
    Ok(())
}
